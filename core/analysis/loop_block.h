// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The rows of one loop cut out of a greater system: loops feed back only into themselves.

#include "core/analysis/fixed_point.h"
#include "core/model/ids.h"

namespace chainscape {

/// The coefficients between `members`, renumbered in their order, which is also the sweep order. `place` has one entry per row of
/// `all`, kNone before and after. O(entries of the members).
Coefficients loopBlock(const Coefficients& all, std::span<const std::uint32_t> members, std::vector<std::uint32_t>& place);

} // namespace chainscape
