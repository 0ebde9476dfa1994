// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/network/map_motion.h"

#include <algorithm>

namespace chainscape::ui {
namespace {

constexpr int kFrameMs = 25;
constexpr double kMorphMs = 450;
constexpr int kEmphasisMs = 3500;           ///< how long a single step in time is told
constexpr std::size_t kMostMarks = 12'000;  ///< firms and links together; larger maps change at once

} // namespace

MapMotion::MapMotion(QObject* parent) : QObject(parent) {
    m_frames.setInterval(kFrameMs);
    m_emphasis.setSingleShot(true);
    m_emphasis.setInterval(kEmphasisMs);
    connect(&m_frames, &QTimer::timeout, this, &MapMotion::advance);
    connect(&m_emphasis, &QTimer::timeout, this, [this] {
        m_before = nullptr;
        emit tick();
    });
}

void MapMotion::replaced(const NetworkInput& old, const QRectF& area, bool steppedInTime) {
    if (steppedInTime) {
        m_before = old.snapshot;
        m_emphasis.start();
    } else {
        m_before = nullptr;
    }
    if (!m_animated || old.snapshot->nodeCount() + old.snapshot->edgeCount() > kMostMarks) return;
    m_morph = std::make_shared<const NetworkMorph>(morphFrom(old, networkMarks(old, area, theme(old.theme))));
    m_since.start();
    m_frames.start();
}

void MapMotion::apply(NetworkInput& input) const {
    if (m_before && m_before->datasetPtr() == input.snapshot->datasetPtr()) input.before = m_before;
    input.morph = m_morph;
    if (m_morph) input.morphed = std::min(1.0, double(m_since.elapsed()) / kMorphMs);
}

void MapMotion::rest() {
    m_frames.stop();
    m_emphasis.stop();
    m_morph = nullptr;
    m_before = nullptr;
}

void MapMotion::advance() {
    if (double(m_since.elapsed()) >= kMorphMs) {
        m_frames.stop();
        m_morph = nullptr;
    }
    emit tick();
}

} // namespace chainscape::ui
