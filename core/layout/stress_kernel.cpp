// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/stress_kernel.h"

#include <cstring>

#include "core/base/wide.h"

namespace chainscape {

CHAINSCAPE_WIDE PivotPull pullOfPivots(const PivotRow& pivots, float x, float y) {
    using Bytes = std::uint8_t __attribute__((vector_size(8)));
    using Ints = std::int32_t __attribute__((vector_size(32)));
    EightFloats sumX{}, sumY{}, sumW{};
    for (std::int32_t p = 0; p < pivots.row; p += 8) {
        Bytes bytes;
        std::memcpy(&bytes, pivots.hops + p, sizeof bytes);
        const Ints hops = __builtin_convertvector(bytes, Ints);
        EightFloats px, py;
        std::memcpy(&px, pivots.pivotX + p, sizeof px);
        std::memcpy(&py, pivots.pivotY + p, sizeof py);
        const EightFloats dx = px - x, dy = py - y;
        const EightFloats d2 = dx * dx + dy * dy + 1e-12F;
        // 1 / sqrt(d2): exponent halved, then two Newton steps (relative error below 5e-6).
        Ints bits;
        std::memcpy(&bits, &d2, sizeof bits);
        bits = 0x5f3759df - (bits >> 1);
        EightFloats inverse;
        std::memcpy(&inverse, &bits, sizeof inverse);
        inverse *= 1.5F - 0.5F * d2 * inverse * inverse;
        inverse *= 1.5F - 0.5F * d2 * inverse * inverse;
        const Ints known = hops != 255;
        EightFloats closeness = 1.0F / __builtin_convertvector(hops, EightFloats);
        Ints masked;
        std::memcpy(&masked, &closeness, sizeof masked);
        masked &= known;
        std::memcpy(&closeness, &masked, sizeof closeness);
        const EightFloats pull = closeness * (closeness - inverse);
        sumX += dx * pull;
        sumY += dy * pull;
        sumW += closeness * closeness;
    }
    PivotPull result;
    for (int lane = 0; lane < 8; ++lane) {
        result.x += sumX[lane];
        result.y += sumY[lane];
        result.weight += sumW[lane];
    }
    return result;
}

} // namespace chainscape
