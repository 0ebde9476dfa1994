// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkMorph: where the marks of a map were, so that the next map can grow out of it.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "ui/painters/network_marks.h"

namespace chainscape::ui {

struct NetworkMorph {
    DatasetPtr dataset;
    std::vector<QPointF> place;  ///< per firm of the dataset, px; NaN: it was not there
    std::vector<double> radius;  ///< per firm, px
    std::unordered_map<std::uint64_t, double> width; ///< px, by firms: source << 32 | target
};

/// The marks as they stand. O(firms + edges).
NetworkMorph morphFrom(const NetworkInput& input, const NetworkMarks& marks);

/// Moves the marks of `input` back to where they were: t = 0 as in `from`, 1 as they are, eased between. Firms that were not there grow from
/// nothing in their place. Firms are told by id where the dataset has changed. O(nodes + edges).
void morphMarks(const NetworkMorph& from, double t, const NetworkInput& input, NetworkMarks& marks);

} // namespace chainscape::ui
