// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/render_queue.h"

#include <algorithm>

#include "ui/canvas/frame_log.h"

namespace chainscape::ui {
namespace {

bool hasStillLayers(const DisplayList& list) {
    return std::any_of(list.layers().begin(), list.layers().end(), [](const Layer& l) { return l.space != Space::World; });
}

/// Small, links always as density: that is cheap and reads well.
std::shared_ptr<const Overview> overviewOf(const DisplayList& list, double ratio, Progress& progress) {
    auto overview = std::make_shared<Overview>();
    overview->world = list.bounds();
    overview->camera = fitted(overview->world, QSizeF(kMinimapSize), 6);
    overview->image = miniature(list, overview->camera, kMinimapSize, ratio, progress);
    return overview;
}

RenderResult render(RenderRequest request, Progress& progress) {
    RenderResult result;
    result.content = request.content;
    result.size = request.size;
    result.scene = request.scene;
    if (!result.scene && request.provider) result.scene = request.provider(QSizeF(request.size), request.camera);
    result.world.camera = request.camera;
    if (!result.scene || progress.stopped()) return result;
    const DisplayList& list = *result.scene;
    if (request.fit) request.camera = fitted(list.bounds(), QSizeF(request.size));
    result.places = request.places && result.scene == request.scene ? request.places
                                                                    : std::make_shared<const ItemPlaces>(itemPlaces(list));
    result.world = rasterise(list, request.camera, request.size, {request.ratio, request.links, Space::World, Ground::Fill}, progress,
                             std::move(request.spare));
    if (request.wantsOverview && !progress.stopped())
        result.overview = request.overview && result.scene == request.scene ? request.overview : overviewOf(list, request.ratio, progress);
    if (hasStillLayers(list)) {
        const Frame still = rasterise(list, request.camera, request.size, {request.ratio, request.links, Space::Screen, Ground::Leave}, progress);
        result.still = still.image;
        result.world.milliseconds += still.milliseconds;
        result.world.drawn += still.drawn;
    }
    logFrame("render", request.cause, result.world.milliseconds, result.world.drawn);
    return result;
}

} // namespace

RenderQueue::RenderQueue(QObject* parent) : QObject(parent) { m_pool.setMaxThreadCount(1); }

RenderQueue::~RenderQueue() {
    m_waiting.reset();
    if (m_progress) m_progress->stop();
    m_pool.waitForDone();
}

void RenderQueue::request(RenderRequest request) {
    if (!m_running) {
        start(std::move(request));
        return;
    }
    if (request.content != m_content) m_progress->stop();
    if (request.spare.isNull() && m_waiting) request.spare = std::move(m_waiting->spare);
    m_waiting = std::move(request);
}

void RenderQueue::start(RenderRequest request) {
    m_running = true;
    m_content = request.content;
    m_progress = std::make_shared<Progress>();
    m_pool.start([this, progress = m_progress, request = std::move(request)]() mutable {
        RenderResult result = render(std::move(request), *progress);
        // Delivered in the GUI thread; dropped by Qt when the queue is gone (its destructor waits for this function).
        QMetaObject::invokeMethod(this, [this, result = std::move(result)] { arrived(result); }, Qt::QueuedConnection);
    });
}

void RenderQueue::arrived(const RenderResult& result) {
    m_running = false;
    const bool stopped = m_progress->stopped();
    if (m_waiting) {
        RenderRequest next = std::move(*m_waiting);
        m_waiting.reset();
        // What the last frame found out about the same content need not be done again.
        if (next.content == result.content && !next.scene && !next.provider) next.scene = result.scene;
        if (next.scene == result.scene) {
            next.places = result.places;
            next.overview = result.overview;
        }
        start(std::move(next));
    }
    if (!stopped) emit finished(result);
}

} // namespace chainscape::ui
