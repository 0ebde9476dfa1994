// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/head_layer.h"

#include <algorithm>
#include <cmath>

namespace chainscape::ui {
namespace {

constexpr double kAllAcross = 1e5; ///< wider than any screen
constexpr double kEdge = 12;       ///< a head keeps to the left edge of the screen, px
constexpr double kLeastRoom = 60;  ///< of a column in sight, for its head to stay

/// A disc and the texts to its right, which move as one piece.
struct Head {
    const Disc* disc = nullptr;
    double room = 0; ///< the widest text, px at the identity: as wide as the column
    double left = 0; ///< of the disc, on the screen
    double cut = 0;  ///< room lost at the left edge, px on the screen
};

std::vector<Head> headsOf(const Layer& layer) {
    std::vector<Head> heads;
    for (const Disc& disc : layer.discs) heads.push_back({&disc});
    std::ranges::stable_sort(heads, {}, [](const Head& head) { return head.disc->x; });
    return heads;
}

Head* headOf(std::vector<Head>& heads, double x) {
    const auto after = std::ranges::upper_bound(heads, x, {}, [](const Head& head) { return static_cast<double>(head.disc->x); });
    return after == heads.begin() ? nullptr : &*(after - 1);
}

/// A head stays in sight as long as enough of its column does.
void place(Head& head, const Camera& camera) {
    head.left = camera.toScreen(QPointF(static_cast<double>(head.disc->x), 0)).x();
    const double seen = std::clamp(kEdge - head.left, 0.0, std::max(0.0, head.room * camera.scale - kLeastRoom));
    head.left += seen;
    head.cut = seen;
}

std::unique_ptr<Layer> placedHeads(const DisplayList& list, const Layer& layer, const Camera& camera) {
    auto out = std::make_unique<Layer>();
    out->space = Space::Screen;
    const double foot = camera.toScreen(QPointF(0, layer.foot)).y();
    const double down = std::isfinite(foot) ? std::max(0.0, foot - layer.foot) : 0;
    if (foot < layer.foot) out->rects.push_back({QRectF(0, 0, kAllAcross, layer.foot), 0, {list.background, 0}, {}});
    auto heads = headsOf(layer);
    for (const Text& text : layer.texts)
        if (Head* head = headOf(heads, text.anchor.x())) head->room = std::max(head->room, text.maxWidth);
    for (Head& head : heads) {
        place(head, camera);
        Disc disc = *head.disc;
        disc.x = static_cast<float>(head.left);
        disc.y += static_cast<float>(down);
        out->discs.push_back(disc);
    }
    for (Text text : layer.texts) {
        const Head* head = headOf(heads, text.anchor.x());
        if (!head || camera.scale < text.fromScale) continue;
        text.fromScale = 0;
        text.anchor = QPointF(head->left + text.anchor.x() - static_cast<double>(head->disc->x), text.anchor.y() + down);
        if (text.maxWidth > 0) text.maxWidth = std::max(1.0, std::round(text.maxWidth * camera.scale - head->cut));
        out->texts.push_back(std::move(text));
    }
    return out;
}

} // namespace

PlacedLayer::PlacedLayer(const DisplayList& list, const Layer& layer, const Camera& camera) : m_layer(layer) {
    if (layer.space == Space::World) m_camera = camera;
    if (layer.space == Space::Heads) m_heads = placedHeads(list, layer, camera);
}

} // namespace chainscape::ui
