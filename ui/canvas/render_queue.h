// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// RenderQueue: draws frames on a worker, one at a time, the latest wish next. Lives in the GUI thread.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include <QObject>
#include <QThreadPool>

#include "ui/canvas/minimap.h"
#include "ui/canvas/picking.h"
#include "ui/canvas/raster_backend.h"

namespace chainscape::ui {

/// Makes the list to show at a size (logical pixels) seen through a camera. Called on a worker thread, never twice at a time by one
/// queue: it must hold its data by value or by pointers to const. A null answer shows nothing.
using SceneProvider = std::function<Scene(QSizeF size, const Camera& camera)>;

struct RenderRequest {
    std::uint64_t content = 0; ///< grows when what is shown changes: frames of older content are dropped
    Scene scene;               ///< what is shown; asked of `provider` when null
    SceneProvider provider;
    Camera camera;
    bool fit = false;          ///< use the camera that fits the scene instead
    QSize size;
    double ratio = 1;
    std::optional<LinkLook> links; ///< instead of the list's own
    const char* cause = "";
    std::shared_ptr<const ItemPlaces> places; ///< of `scene`, when known
    std::shared_ptr<const Overview> overview; ///< of `scene`, when known
    bool wantsOverview = false;
    QImage spare; ///< an earlier frame that nobody shows any more: its memory is used again
};

struct RenderResult {
    std::uint64_t content = 0;
    Scene scene;
    Frame world;               ///< the ground and what moves with the camera
    QImage still;              ///< Screen layers; null when there are none
    QSize size;
    std::shared_ptr<const ItemPlaces> places;
    std::shared_ptr<const Overview> overview;  ///< null when not wanted
};

class RenderQueue : public QObject {
    Q_OBJECT
public:
    explicit RenderQueue(QObject* parent = nullptr);
    /// Stops the running frame and waits for it.
    ~RenderQueue() override;

    /// Draws this next; a wish still waiting is forgotten, a running frame of older content is stopped.
    void request(RenderRequest request);
    [[nodiscard]] bool isBusy() const { return m_running || m_waiting.has_value(); }

signals:
    void finished(const chainscape::ui::RenderResult& result);

private:
    void start(RenderRequest request);
    void arrived(const RenderResult& result);

    QThreadPool m_pool;
    std::shared_ptr<Progress> m_progress;
    std::optional<RenderRequest> m_waiting;
    std::uint64_t m_content = 0;
    bool m_running = false;
};

} // namespace chainscape::ui
