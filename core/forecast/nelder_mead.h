// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// nelderMead: a small derivative-free minimiser for the two to six parameters of a smoothing model.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace chainscape::forecast {

template <std::size_t N>
struct Minimum {
    std::array<double, N> point{};
    double value = 0;
    int evaluations = 0;
};

struct NelderMeadOptions {
    double tolerance = 1e-6; ///< Stop when the values over the simplex differ by less.
    int maxEvaluations = 400;
};

/// Minimises f over the first `used` coordinates from `start` with initial steps `step`. f may return +infinity outside its domain;
/// the caller keeps bounds inside f. Deterministic. Source: Nelder & Mead 1965, standard coefficients (1, 2, 1/2, 1/2).
template <std::size_t N, class F>
Minimum<N> nelderMead(F&& f, std::size_t used, const std::array<double, N>& start, const std::array<double, N>& step,
                      const NelderMeadOptions& options = {}) {
    struct Vertex {
        std::array<double, N> x;
        double v;
    };
    std::array<Vertex, N + 1> simplex;
    int evaluations = 0;
    const auto value = [&](const std::array<double, N>& x) {
        ++evaluations;
        return f(x);
    };
    simplex[0] = {start, value(start)};
    for (std::size_t i = 0; i < used; ++i) {
        auto x = start;
        x[i] += step[i];
        simplex[i + 1] = {x, value(x)};
    }
    const auto less = [](const Vertex& a, const Vertex& b) { return a.v < b.v; };
    const auto first = simplex.begin(), last = simplex.begin() + static_cast<std::ptrdiff_t>(used);
    const auto along = [&](const std::array<double, N>& centre, double t) {
        auto x = centre;
        for (std::size_t i = 0; i < used; ++i) x[i] += t * (last->x[i] - centre[i]);
        return Vertex{x, value(x)};
    };
    while (evaluations < options.maxEvaluations) {
        std::stable_sort(first, last + 1, less);
        if (std::abs(last->v - first->v) < options.tolerance) break;
        auto centre = start;
        for (std::size_t i = 0; i < used; ++i) {
            centre[i] = 0;
            for (std::size_t k = 0; k < used; ++k) centre[i] += simplex[k].x[i] / static_cast<double>(used);
        }
        const Vertex reflected = along(centre, -1);
        if (reflected.v < first->v) {
            const Vertex expanded = along(centre, -2);
            *last = expanded.v < reflected.v ? expanded : reflected;
        } else if (used > 0 && reflected.v < simplex[used - 1].v) {
            *last = reflected;
        } else {
            const Vertex contracted = along(centre, reflected.v < last->v ? -0.5 : 0.5);
            if (contracted.v < std::min(reflected.v, last->v)) {
                *last = contracted;
            } else {
                for (auto it = first + 1; it != last + 1; ++it) {
                    for (std::size_t i = 0; i < used; ++i) it->x[i] = first->x[i] + 0.5 * (it->x[i] - first->x[i]);
                    it->v = value(it->x);
                }
            }
        }
    }
    const auto best = std::min_element(first, last + 1, less);
    return {best->x, best->v, evaluations};
}

} // namespace chainscape::forecast
