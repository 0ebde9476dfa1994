// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Picking: what lies under the pointer or in an area, asked of the display list itself.

#include <unordered_map>
#include <vector>

#include <QPointF>
#include <QPolygonF>

#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"

namespace chainscape::ui {

inline constexpr double kPickTolerance = 4; ///< px beyond the drawn edge

/// The item at a place on the screen, or none. Upper layers first; in a layer discs (the nearest edge within the tolerance), then
/// links (the nearest), then texts, paths, ribbons and rectangles (the uppermost). Primitives without an item are looked through.
/// O(primitives), about 1 ms for 500,000 links.
ItemRef pick(const DisplayList& list, const Camera& camera, QPointF screen, double tolerance = kPickTolerance);

/// Items of the discs and rectangles whose middle lies in the area (screen), each once, ascending.
std::vector<ItemRef> pickWithin(const DisplayList& list, const Camera& camera, const QPolygonF& area);

/// Where an item is drawn: its disc, or else its rectangle.
struct ItemPlace {
    Space space = Space::World;
    QRectF box;        ///< world or screen, as the space says; empty for discs (their middle)
    double radius = 0; ///< px, of discs
    double grown = 0;  ///< as Disc::grown
};

struct ItemHash {
    std::size_t operator()(const ItemRef& item) const {
        return (static_cast<std::size_t>(item.kind) << 32U | item.id) * 0x9E3779B97F4A7C15ULL;
    }
};

using ItemPlaces = std::unordered_map<ItemRef, ItemPlace, ItemHash>;

/// Places of all items that have a disc or a rectangle; discs win. O(primitives).
ItemPlaces itemPlaces(const DisplayList& list);

} // namespace chainscape::ui
