// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Label placement: which texts of a layer are shown. By importance, without overlaps, at most one per cell of 60 x 15 px; the choice
// depends only on distances between labels, so panning does not make labels come and go but at the border of the view.

#include <cstdint>
#include <vector>

#include <QRectF>

#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"

namespace chainscape::ui {

/// Boxes that are taken, found by a grid of cells. Coordinates in logical pixels.
class TakenSpace {
public:
    TakenSpace(const QRectF& view, QSizeF cell);

    /// True when nothing taken overlaps the box, but for what the item itself owns. Boxes outside of the grid are judged by its border cells.
    [[nodiscard]] bool isFree(const QRectF& box, ItemRef item = {}) const;
    void take(const QRectF& box, ItemRef owner = {});

private:
    struct Cells {
        int left, right, top, bottom;
    };
    [[nodiscard]] Cells cellsOf(const QRectF& box) const;

    QRectF m_view;
    QSizeF m_cell;
    int m_columns, m_rows;
    std::vector<QRectF> m_boxes;
    std::vector<ItemRef> m_owners;
    std::vector<std::vector<std::uint32_t>> m_inCell;
};

/// Indices of the texts of `layer` that are shown in `view` (logical pixels), ascending. Texts without importance always are and
/// keep their space, and so do larger marks that stand for something; the others follow by falling importance, equal ones by index. Needs a QGuiApplication. Any thread.
/// O(texts + shown), about 10 us for each one that is measured.
std::vector<std::uint32_t> shownTexts(const Layer& layer, const Camera& camera, const QRectF& view);

} // namespace chainscape::ui
