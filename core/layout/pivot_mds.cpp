// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/pivot_mds.h"

#include <algorithm>
#include <cmath>

namespace chainscape {

std::vector<std::int32_t> hopsFrom(const LayoutAdjacency& graph, std::int32_t start) {
    std::vector<std::int32_t> hops(graph.size(), -1), queue;
    queue.reserve(graph.size());
    queue.push_back(start);
    hops[start] = 0;
    for (std::size_t head = 0; head < queue.size(); ++head) {
        const auto node = queue[head];
        for (const auto next : graph.neighbours(node))
            if (hops[next] < 0) {
                hops[next] = hops[node] + 1;
                queue.push_back(next);
            }
    }
    return hops;
}

Pivots farPivots(const LayoutAdjacency& graph, std::int32_t count) {
    Pivots pivots;
    const auto n = graph.size();
    if (n == 0) return pivots;
    std::vector<std::int32_t> nearest = hopsFrom(graph, 0);
    for (std::int32_t k = 0; k < std::min(count, n); ++k) {
        const auto next = static_cast<std::int32_t>(std::ranges::max_element(nearest) - nearest.begin());
        if (k > 0 && nearest[next] <= 0) break;
        pivots.nodes.push_back(next);
        pivots.hops.push_back(hopsFrom(graph, next));
        for (std::int32_t i = 0; i < n; ++i) nearest[i] = k == 0 ? pivots.hops[0][i] : std::min(nearest[i], pivots.hops.back()[i]);
    }
    return pivots;
}

namespace {

/// Row-major n x k matrix of double-centred squared hops.
std::vector<double> centred(const Pivots& pivots, std::int32_t n) {
    const auto k = pivots.nodes.size();
    std::vector<double> matrix(static_cast<std::size_t>(n) * k), column(k, 0.0), row(n, 0.0);
    double all = 0;
    for (std::int32_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < k; ++j) {
            const double d = pivots.hops[j][i];
            matrix[i * k + j] = d * d;
            column[j] += d * d / n;
            row[i] += d * d / static_cast<double>(k);
        }
    for (const double c : column) all += c / static_cast<double>(k);
    for (std::int32_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < k; ++j) matrix[i * k + j] = -0.5 * (matrix[i * k + j] - column[j] - row[i] + all);
    return matrix;
}

double normalise(std::vector<double>& v) {
    double sum = 0;
    for (const double a : v) sum += a * a;
    const double length = std::sqrt(sum);
    if (length > 0)
        for (double& a : v) a /= length;
    return length;
}

/// Main eigenvector of the k x k matrix `square`, orthogonal to `first` when it is given.
std::vector<double> mainAxis(const std::vector<double>& square, std::size_t k, const std::vector<double>& first) {
    std::vector<double> axis(k), next(k);
    for (std::size_t j = 0; j < k; ++j) axis[j] = 1.0 + 0.37 * static_cast<double>((j * 7919) % 101) / 101.0 * (j % 2 == 0 ? 1 : -1);
    for (int round = 0; round < 100; ++round) {
        if (!first.empty()) {
            double along = 0;
            for (std::size_t j = 0; j < k; ++j) along += axis[j] * first[j];
            for (std::size_t j = 0; j < k; ++j) axis[j] -= along * first[j];
        }
        if (normalise(axis) == 0) return axis;
        std::ranges::fill(next, 0.0);
        for (std::size_t i = 0; i < k; ++i)
            for (std::size_t j = 0; j < k; ++j) next[i] += square[i * k + j] * axis[j];
        double change = 0;
        auto scaled = next;
        normalise(scaled);
        for (std::size_t j = 0; j < k; ++j) change = std::max(change, std::abs(scaled[j] - axis[j]));
        axis = std::move(scaled);
        if (change < 1e-6) break;
    }
    return axis;
}

} // namespace

Positions pivotMds(const LayoutAdjacency& graph, std::int32_t count) {
    const auto n = graph.size();
    Positions result{std::vector<float>(n, 0.0F), std::vector<float>(n, 0.0F)};
    if (n < 2) return result;
    const auto pivots = farPivots(graph, count);
    const auto k = pivots.nodes.size();
    const auto matrix = centred(pivots, n);
    std::vector<double> square(k * k, 0.0);
    for (std::int32_t i = 0; i < n; ++i)
        for (std::size_t a = 0; a < k; ++a)
            for (std::size_t b = 0; b < k; ++b) square[a * k + b] += matrix[i * k + a] * matrix[i * k + b];
    const auto first = mainAxis(square, k, {});
    const auto second = mainAxis(square, k, first);
    for (std::int32_t i = 0; i < n; ++i) {
        double x = 0, y = 0;
        for (std::size_t j = 0; j < k; ++j) {
            x += matrix[i * k + j] * first[j];
            y += matrix[i * k + j] * second[j];
        }
        result.x[i] = static_cast<float>(x);
        result.y[i] = static_cast<float>(y);
    }
    return result;
}

} // namespace chainscape
