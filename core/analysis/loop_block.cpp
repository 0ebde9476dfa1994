// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/loop_block.h"

#include <numeric>

namespace chainscape {

Coefficients loopBlock(const Coefficients& all, std::span<const std::uint32_t> members, std::vector<std::uint32_t>& place) {
    for (std::uint32_t i = 0; i < members.size(); ++i) place[members[i]] = i;
    Coefficients out;
    out.start.push_back(0);
    for (const auto row : members) {
        for (auto k = all.start[row]; k < all.start[row + 1]; ++k) {
            if (place[all.column[k]] == kNone) continue;
            out.column.push_back(place[all.column[k]]);
            out.weight.push_back(all.weight[k]);
        }
        out.start.push_back(static_cast<std::uint32_t>(out.column.size()));
    }
    out.order.resize(members.size());
    std::iota(out.order.begin(), out.order.end(), 0u);
    for (const auto row : members) place[row] = kNone;
    return out;
}

} // namespace chainscape
