// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FlowHandLayer: what is in the hand, painted over the resting figure, so that a drag repaints a few bands instead of all.

#include <QWidget>

#include "ui/canvas/display_list.h"

namespace chainscape::ui {

class FlowHandLayer : public QWidget {
public:
    /// Covers `parent`; the mouse goes through it. Hidden until it shows a list.
    explicit FlowHandLayer(QWidget* parent);
    void show(DisplayList list);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    DisplayList m_list;
};

} // namespace chainscape::ui
