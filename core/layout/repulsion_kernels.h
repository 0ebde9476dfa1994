// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The innermost loops of the repulsion: eight receiving nodes at a time against runs of sending nodes.

#include <cstdint>
#include <span>
#include <utility>

namespace chainscape {

/// All arrays hold a multiple of eight nodes. Adds to fx, fy of nodes [begin, begin + 8 * blocks) the pushes of the runs.
struct NearField {
    const float* x = nullptr;
    const float* y = nullptr;
    const float* mass = nullptr;
    float* fx = nullptr;
    float* fy = nullptr;
    std::int32_t begin = 0;
    std::int32_t blocks = 0;
    std::span<const std::pair<std::int32_t, std::int32_t>> runs;
};

/// Distances are softened so that equal points give zero and not NaN. No fused multiply-add: equal bits with and without AVX2.
void nearCoulomb(const NearField& field);
void nearStudent(const NearField& field);

/// Added to d^2 in the Coulomb kernel; lengths are in units of a link.
inline constexpr float coulombSoftening = 1e-4F;

} // namespace chainscape
