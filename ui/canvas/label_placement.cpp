// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/label_placement.h"

#include <algorithm>
#include <cmath>

#include "ui/canvas/text_drawing.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

/// Labels just outside of the view still compete: those inside do not change when the border passes.
constexpr double kBorder = 150;

/// The space a label claims: its box without the halo above and below, at least a cell.
QRectF claimed(const QRectF& box) {
    const double more = std::max(0.0, size::labelCellWidth - box.width()) / 2;
    const double higher = std::max(size::labelCellHeight - box.height(), -size::labelHalo) / 2;
    return box.adjusted(-more, -higher, more, higher);
}

/// Labels keep clear of marks that are more than dots. One that touches a label a little is no harm.
void takeDiscs(const Layer& layer, const Camera& camera, const QRectF& view, TakenSpace& taken) {
    constexpr float large = 4, touch = 3;
    for (const Disc& d : layer.discs) {
        const auto radius = drawnRadius(d.radius, d.grown, static_cast<float>(camera.scale));
        if (!d.item || radius < large) continue;
        const QPointF at = camera.toScreen(QPointF(static_cast<double>(d.x), static_cast<double>(d.y)));
        const auto r = static_cast<double>(radius - touch);
        const QRectF box(at.x() - r, at.y() - r, 2 * r, 2 * r);
        if (view.intersects(box)) taken.take(box, d.item);
    }
}

} // namespace

TakenSpace::TakenSpace(const QRectF& view, QSizeF cell) : m_view(view), m_cell(cell) {
    const auto count = [](double extent, double step) { return std::clamp(static_cast<int>(std::ceil(extent / step)), 1, 1024); };
    m_columns = count(view.width(), cell.width());
    m_rows = count(view.height(), cell.height());
    m_inCell.resize(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows));
}

TakenSpace::Cells TakenSpace::cellsOf(const QRectF& box) const {
    const auto at = [](double place, double step, int count) {
        return static_cast<int>(std::clamp(std::floor(place / step), 0.0, count - 1.0));
    };
    return {at(box.left() - m_view.left(), m_cell.width(), m_columns), at(box.right() - m_view.left(), m_cell.width(), m_columns),
            at(box.top() - m_view.top(), m_cell.height(), m_rows), at(box.bottom() - m_view.top(), m_cell.height(), m_rows)};
}

bool TakenSpace::isFree(const QRectF& box, ItemRef item) const {
    const Cells cells = cellsOf(box);
    for (int y = cells.top; y <= cells.bottom; ++y)
        for (int x = cells.left; x <= cells.right; ++x)
            for (const std::uint32_t i : m_inCell[static_cast<std::size_t>(y * m_columns + x)])
                if (m_boxes[i].intersects(box) && (!item || m_owners[i] != item)) return false;
    return true;
}

void TakenSpace::take(const QRectF& box, ItemRef owner) {
    const auto index = static_cast<std::uint32_t>(m_boxes.size());
    m_boxes.push_back(box);
    m_owners.push_back(owner);
    const Cells cells = cellsOf(box);
    for (int y = cells.top; y <= cells.bottom; ++y)
        for (int x = cells.left; x <= cells.right; ++x) m_inCell[static_cast<std::size_t>(y * m_columns + x)].push_back(index);
}

std::vector<std::uint32_t> shownTexts(const Layer& layer, const Camera& camera, const QRectF& view) {
    std::vector<std::uint32_t> shown, candidates;
    const QRectF wide = view.adjusted(-kBorder, -kBorder, kBorder, kBorder);
    for (std::size_t i = 0; i < layer.texts.size(); ++i) {
        if (!mayShow(layer.texts[i], camera, wide)) continue;
        (layer.texts[i].importance > 0 ? candidates : shown).push_back(static_cast<std::uint32_t>(i));
    }
    if (candidates.empty()) return shown;
    TakenSpace taken(wide, {size::labelCellWidth, size::labelCellHeight});
    takeDiscs(layer, camera, wide, taken);
    for (const std::uint32_t i : shown) taken.take(boxOf(layer.texts[i], camera));
    std::stable_sort(candidates.begin(), candidates.end(), [&](std::uint32_t a, std::uint32_t b) {
        return layer.texts[a].importance > layer.texts[b].importance;
    });
    for (const std::uint32_t i : candidates) {
        const Text& text = layer.texts[i];
        const QPointF at = camera.toScreen(text.anchor) + text.shift;
        // The anchor first: most labels of a dense picture fall out before they are measured.
        if (!taken.isFree(QRectF(at - QPointF(0.5, 0.5), QSizeF(1, 1)), text.item)) continue;
        const QRectF box = claimed(boxOf(text, camera));
        if (!taken.isFree(box, text.item)) continue;
        taken.take(box);
        shown.push_back(i);
    }
    std::sort(shown.begin(), shown.end());
    return shown;
}

} // namespace chainscape::ui
