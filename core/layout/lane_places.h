// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Places along a lane: as near as possible to where each would like to be, in a given order, at given distances.

#include <span>
#include <vector>

namespace chainscape {

/// The non-decreasing sequence nearest to `wish` in weighted least squares, after taking off the gaps: result[k + 1] -
/// result[k] >= gap[k] for all k. gap has one entry fewer than wish (none when wish is empty). Pool adjacent violators
/// (Barlow et al. 1972), O(n). Weights must be positive.
std::vector<double> placedInOrder(std::span<const double> wish, std::span<const double> weight, std::span<const double> gap);

} // namespace chainscape
