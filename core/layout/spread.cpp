// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/spread.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/parallel.h"
#include "core/layout/pivot_mds.h"

namespace chainscape {

namespace {

struct Centre {
    double x = 0, y = 0, radius = 0; // root mean square distance
};

Centre centreOf(const Positions& p) {
    Centre c;
    const auto n = static_cast<double>(p.x.size());
    for (std::size_t i = 0; i < p.x.size(); ++i) {
        c.x += p.x[i] / n;
        c.y += p.y[i] / n;
    }
    double squares = 0;
    for (std::size_t i = 0; i < p.x.size(); ++i) squares += (p.x[i] - c.x) * (p.x[i] - c.x) + (p.y[i] - c.y) * (p.y[i] - c.y);
    c.radius = std::sqrt(squares / n);
    return c;
}

/// One end of a sampled pair: unit direction and log distance from the centre.
struct Polar {
    float cosine = 1, sine = 0, logRadius = -20;
};

Polar polar(const Positions& p, const Centre& c, std::int32_t node) {
    const double x = p.x[node] - c.x, y = p.y[node] - c.y, r = std::sqrt(x * x + y * y);
    if (!(r > 1e-9 * c.radius)) return {};
    return {static_cast<float>(x / r), static_cast<float>(y / r), static_cast<float>(std::log(r / c.radius))};
}

struct Pair {
    Polar a, b;
    float hops = 1;
};

double stressAt(const std::vector<Pair>& pairs, float power) {
    double first = 0, second = 0;
    for (const auto& [a, b, hops] : pairs) {
        const float ra = std::exp(power * a.logRadius), rb = std::exp(power * b.logRadius);
        const float dx = ra * a.cosine - rb * b.cosine, dy = ra * a.sine - rb * b.sine;
        const double ratio = std::sqrt(dx * dx + dy * dy) / hops;
        first += ratio;
        second += ratio * ratio;
    }
    return second > 0 ? -first * first / second : 0; // the scale-free part: less is better
}

} // namespace

void spreadOut(Positions& positions, float power) {
    if (power == 1.0F || positions.x.size() < 2) return;
    const auto c = centreOf(positions);
    if (!(c.radius > 0)) return;
    for (std::size_t i = 0; i < positions.x.size(); ++i) {
        const double x = (positions.x[i] - c.x) / c.radius, y = (positions.y[i] - c.y) / c.radius;
        const double r = std::sqrt(x * x + y * y), stretch = r > 0 ? std::pow(r, power - 1.0) : 0;
        positions.x[i] = static_cast<float>(x * stretch);
        positions.y[i] = static_cast<float>(y * stretch);
    }
    double squares = 0;
    for (std::size_t i = 0; i < positions.x.size(); ++i) squares += static_cast<double>(positions.x[i]) * positions.x[i] + static_cast<double>(positions.y[i]) * positions.y[i];
    const double scale = c.radius / std::sqrt(squares / static_cast<double>(positions.x.size()));
    for (std::size_t i = 0; i < positions.x.size(); ++i) {
        positions.x[i] = static_cast<float>(positions.x[i] * scale + c.x);
        positions.y[i] = static_cast<float>(positions.y[i] * scale + c.y);
    }
}

float bestSpread(const LayoutAdjacency& graph, const Positions& positions, std::int32_t sources) {
    const auto n = graph.size();
    if (n < 30) return 1;
    const auto c = centreOf(positions);
    if (!(c.radius > 0)) return 1;
    const auto step = std::max(1, n / 1500);
    const auto perSource = (n + step - 1) / step;
    std::vector<Pair> pairs(static_cast<std::size_t>(sources) * perSource);
    parallelFor(sources, 1, [&](std::size_t begin, std::size_t end) {
        for (auto s = begin; s < end; ++s) {
            const auto source = static_cast<std::int32_t>((2 * static_cast<std::int64_t>(s) + 1) * n / (2 * sources));
            const auto hops = hopsFrom(graph, source);
            const auto from = polar(positions, c, source);
            for (std::int32_t k = 0; k < perSource; ++k) {
                const auto node = k * step;
                pairs[s * perSource + k] = {from, node == source ? from : polar(positions, c, node), static_cast<float>(std::max(1, hops[node]))};
            }
        }
    });
    float best = 1;
    double least = stressAt(pairs, 1);
    for (int k = 10; k <= 24; ++k) {
        const float power = 0.05F * static_cast<float>(k);
        if (const double stress = stressAt(pairs, power); stress < least) {
            least = stress;
            best = power;
        }
    }
    return best;
}

} // namespace chainscape
