// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The rows of the registry, by level.

#include <limits>

#include "core/analysis/registry.h"

namespace chainscape {

/// For ranges without an end, and for measures whose formula is this program's own.
inline constexpr double kOpen = std::numeric_limits<double>::infinity();
inline constexpr std::string_view kOwn = "Own definition";

std::span<const Measure> chainMeasures();
std::span<const Measure> firmMeasures();
std::span<const Measure> linkMeasures();

/// The values two readings agree on (to 1e-12), NaN elsewhere: what depends on scores nobody stated is unknown.
std::vector<double> agreement(std::span<const double> low, std::span<const double> high);

} // namespace chainscape
