// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// kNaN: what a number is that is not defined. It leaves the program as null, "unknown" or an empty cell, never as 0.

#include <limits>

namespace chainscape {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

} // namespace chainscape
