// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// MapMotion: what moves on the map for a moment: from one picture to the next, and what came and went with a step in time.

#include <memory>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "ui/painters/network_morph.h"

namespace chainscape::ui {

class MapMotion : public QObject {
    Q_OBJECT
public:
    explicit MapMotion(QObject* parent = nullptr);

    /// A picture is about to be replaced by one with other places or of another period. Small maps grow out of the old one; of a step in
    /// time, the old period is told until a moment after the last step.
    void replaced(const NetworkInput& old, const QRectF& area, bool steppedInTime);
    /// Puts what moves into the input of the next picture.
    void apply(NetworkInput& input) const;
    [[nodiscard]] bool moving() const { return m_morph != nullptr; }
    /// Ends both at once.
    void rest();

    /// Whether pictures move; they do at first. Off for pictures that are looked at one by one.
    void setAnimated(bool animated) { m_animated = animated; }

signals:
    /// Time for the next picture.
    void tick();

private:
    void advance();

    QTimer m_frames, m_emphasis;
    QElapsedTimer m_since;
    std::shared_ptr<const NetworkMorph> m_morph;
    SnapshotPtr m_before;
    bool m_animated = true;
};

} // namespace chainscape::ui
