// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/repulsion_kernels.h"

#include <cstring>

#include "core/base/wide.h"

namespace chainscape {

CHAINSCAPE_WIDE void nearCoulomb(const NearField& field) {
    for (std::int32_t b = 0; b < field.blocks; ++b) {
        const auto at = field.begin + 8 * b;
        EightFloats x, y;
        std::memcpy(&x, field.x + at, sizeof x);
        std::memcpy(&y, field.y + at, sizeof y);
        EightFloats fx{}, fy{};
        for (const auto& [from, to] : field.runs)
            for (auto j = from; j < to; ++j) {
                const EightFloats dx = x - field.x[j], dy = y - field.y[j];
                const EightFloats k = field.mass[j] / (dx * dx + dy * dy + coulombSoftening);
                fx += dx * k;
                fy += dy * k;
            }
        EightFloats sum;
        std::memcpy(&sum, field.fx + at, sizeof sum);
        sum += fx;
        std::memcpy(field.fx + at, &sum, sizeof sum);
        std::memcpy(&sum, field.fy + at, sizeof sum);
        sum += fy;
        std::memcpy(field.fy + at, &sum, sizeof sum);
    }
}

CHAINSCAPE_WIDE void nearStudent(const NearField& field) {
    for (std::int32_t b = 0; b < field.blocks; ++b) {
        const auto at = field.begin + 8 * b;
        EightFloats x, y;
        std::memcpy(&x, field.x + at, sizeof x);
        std::memcpy(&y, field.y + at, sizeof y);
        EightFloats fx{}, fy{};
        for (const auto& [from, to] : field.runs)
            for (auto j = from; j < to; ++j) {
                const EightFloats dx = x - field.x[j], dy = y - field.y[j];
                const EightFloats s = dx * dx + dy * dy + 1.0F;
                const EightFloats k = field.mass[j] / (s * s);
                fx += dx * k;
                fy += dy * k;
            }
        EightFloats sum;
        std::memcpy(&sum, field.fx + at, sizeof sum);
        sum += fx;
        std::memcpy(field.fx + at, &sum, sizeof sum);
        std::memcpy(&sum, field.fy + at, sizeof sum);
        sum += fy;
        std::memcpy(field.fy + at, &sum, sizeof sum);
    }
}

} // namespace chainscape
