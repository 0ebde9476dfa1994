// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The weights a cascade runs on, built once per snapshot.

#include <cstdint>
#include <vector>

#include "core/analysis/cascade.h"

namespace chainscape {

/// One way losses travel: what each firm takes from others. A row is a list of entries: first those that are not essential, whose
/// losses add up, then the essential groups, the greatest of which counts: those of a single entry first, then the others.
template <class Real> struct CascadeSide {
    struct Row {
        std::uint32_t begin = 0, alone = 0, shared = 0; ///< entries: the first, the first alone in its group, the first of larger groups
        std::uint32_t group = 0;                        ///< of groupEnd: the first of larger groups
    };
    struct Entry {
        std::uint32_t from = 0; ///< the firm whose loss counts
        Real weight = 0;
    };
    std::vector<Row> rows; ///< per node, and one past the last
    std::vector<Entry> entries;
    std::vector<std::uint32_t> groupEnd;      ///< per group of several entries
    std::vector<std::uint32_t> hitStart, hit; ///< per node: the firms its loss reaches
};

template <class Real> struct CascadeModel {
    CascadeSide<Real> down, up;
    std::vector<std::vector<std::uint32_t>> markets; ///< nodes per sector
    std::vector<double> out, share;                  ///< sales, and their share of all sales

    [[nodiscard]] std::size_t size() const { return out.size(); }
};

/// Real is double or float. O(m log of the degrees).
template <class Real> CascadeModel<Real> cascadeModel(const Snapshot& snapshot, const CascadeOptions& options);

} // namespace chainscape
