// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/pack.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace chainscape {

void packBoxes(std::vector<PackBox>& boxes, float gap) {
    std::vector<std::size_t> order(boxes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return boxes[a].height > boxes[b].height; });
    double area = 0;
    float widest = 0;
    for (const auto& box : boxes) {
        area += (static_cast<double>(box.width) + gap) * (static_cast<double>(box.height) + gap);
        widest = std::max(widest, box.width);
    }
    const float sheet = std::max(widest, static_cast<float>(std::sqrt(1.4 * area)));
    float rowY = 0, rowHeight = 0, columnX = 0, columnWidth = 0, columnY = 0;
    bool open = false; // a column has been begun
    for (const auto index : order) {
        auto& box = boxes[index];
        const bool fitsColumn = open && columnY + box.height <= rowHeight && box.width <= columnWidth;
        if (!fitsColumn) {
            columnX += open ? columnWidth + gap : 0;
            open = true;
            columnY = 0;
            columnWidth = box.width;
            if (columnX > 0 && columnX + box.width > sheet) {
                rowY += rowHeight + gap;
                rowHeight = 0;
                columnX = 0;
            }
            rowHeight = std::max(rowHeight, box.height);
        }
        box.x = columnX;
        box.y = rowY + columnY;
        columnY += box.height + gap;
    }
}

} // namespace chainscape
