// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The weights a cascade runs on, built once per snapshot.

#include <cstdint>
#include <vector>

#include "core/analysis/cascade.h"

namespace chainscape {

/// One way losses travel: what each firm takes from others. A row is a list of groups, a group a list of entries. The losses of
/// essential groups stop the firm each on its own (the greatest counts), those of the one other group add up.
struct CascadeSide {
    struct Group {
        std::uint32_t begin = 0, end = 0; ///< entries
        bool essential = false;
    };
    std::vector<std::uint32_t> groupStart; ///< per node
    std::vector<Group> groups;
    std::vector<std::uint32_t> from;       ///< per entry: the firm whose loss counts
    std::vector<double> weight;            ///< per entry
    std::vector<std::uint32_t> hitStart, hit; ///< per node: the firms its loss reaches
};

struct CascadeModel {
    CascadeSide down, up;
    std::vector<std::vector<std::uint32_t>> markets; ///< nodes per sector
    std::vector<double> out, share;                  ///< sales, and their share of all sales

    [[nodiscard]] std::size_t size() const { return out.size(); }
};

/// O(m log of the degrees).
CascadeModel cascadeModel(const Snapshot& snapshot, const CascadeOptions& options);

} // namespace chainscape
