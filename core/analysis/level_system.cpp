// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/level_system.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/SparseCholesky>

#include "core/base/large_memory.h"
#include "core/base/parallel.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

constexpr std::size_t kDirect = 1000;
constexpr std::size_t kFewCycles = 5000; ///< links beyond those of a tree

/// The undirected rows of the Laplacian: neighbours with summed directions apart.
struct Laplacian {
    std::vector<std::uint32_t> start, other;
    std::vector<double> weight, diagonal, rhs; ///< rhs = in - out
};

Laplacian laplacian(const WeightedLinks& links) {
    Laplacian l;
    l.start.assign(links.count + 1, 0);
    l.diagonal.assign(links.count, 0);
    l.rhs.assign(links.count, 0);
    for (std::size_t e = 0; e < links.source.size(); ++e) {
        const double w = links.weight[e];
        if (!(w > 0)) continue;
        const auto s = links.source[e], t = links.target[e];
        ++l.start[s + 1];
        ++l.start[t + 1];
        l.diagonal[s] += w;
        l.diagonal[t] += w;
        l.rhs[s] -= w;
        l.rhs[t] += w;
    }
    std::partial_sum(l.start.begin(), l.start.end(), l.start.begin());
    resizeLarge(l.other, l.start.back());
    resizeLarge(l.weight, l.start.back());
    auto next = l.start;
    const auto put = [&](std::uint32_t from, std::uint32_t to, double w) {
        l.other[next[from]] = to;
        l.weight[next[from]++] = w;
    };
    for (std::size_t e = 0; e < links.source.size(); ++e) {
        if (!(links.weight[e] > 0)) continue;
        put(links.source[e], links.target[e], links.weight[e]);
        put(links.target[e], links.source[e], links.weight[e]);
    }
    return l;
}

/// The free nodes of one component, solved for with everything else held at `level`.
class ComponentSolver {
public:
    ComponentSolver(Laplacian& l, std::vector<double>& level, std::vector<std::uint32_t>& place)
        : m_l(l), m_level(level), m_place(place) {}

    /// `free` lists the nodes to solve for; place[] is kNone everywhere else. `factored`: see factorable(); the system must have one solution.
    bool solve(std::span<const std::uint32_t> free, bool factored, Progress& progress) {
        for (std::uint32_t i = 0; i < free.size(); ++i) m_place[free[i]] = i;
        std::vector<double> rhs(free.size());
        for (std::uint32_t i = 0; i < free.size(); ++i) rhs[i] = rhsOf(free[i]);
        const bool done = factored ? direct(free, rhs) : iterate(free, rhs, progress);
        for (const auto node : free) m_place[node] = kNone;
        return done;
    }

    /// Few nodes, or nearly a tree: its factor has hardly more entries than it has links, while conjugate gradients would go along its
    /// branches step by step.
    [[nodiscard]] bool factorable(std::span<const std::uint32_t> free) const {
        if (free.size() <= kDirect) return true;
        std::size_t entries = 0;
        for (const auto node : free) entries += m_l.start[node + 1] - m_l.start[node];
        return entries / 2 <= free.size() + kFewCycles;
    }

private:
    [[nodiscard]] double rhsOf(std::uint32_t node) const {
        double sum = m_l.rhs[node];
        for (auto k = m_l.start[node]; k < m_l.start[node + 1]; ++k)
            if (m_place[m_l.other[k]] == kNone) sum += m_l.weight[k] * m_level[m_l.other[k]];
        return sum;
    }

    bool direct(std::span<const std::uint32_t> free, const std::vector<double>& rhs) {
        const auto n = static_cast<Eigen::Index>(free.size());
        std::vector<Eigen::Triplet<double>> entries;
        for (std::uint32_t i = 0; i < free.size(); ++i) {
            entries.emplace_back(int(i), int(i), m_l.diagonal[free[i]]);
            for (auto k = m_l.start[free[i]]; k < m_l.start[free[i] + 1]; ++k)
                if (const auto j = m_place[m_l.other[k]]; j != kNone) entries.emplace_back(int(i), int(j), -m_l.weight[k]);
        }
        Eigen::SparseMatrix<double> matrix(n, n);
        matrix.setFromTriplets(entries.begin(), entries.end());
        const Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> factor(matrix);
        const Eigen::VectorXd answer = factor.solve(Eigen::Map<const Eigen::VectorXd>(rhs.data(), n));
        for (std::uint32_t i = 0; i < free.size(); ++i) m_level[free[i]] = answer[i];
        return true;
    }

    /// The rows of the free nodes in their own numbers, what is held left out: nothing is looked up while they are gone through.
    void renumber(std::span<const std::uint32_t> free) {
        for (const auto node : free)
            for (auto k = m_l.start[node]; k < m_l.start[node + 1]; ++k) {
                const auto j = m_place[m_l.other[k]];
                m_l.other[k] = j == kNone ? 0 : j;
                if (j == kNone) m_l.weight[k] = 0;
            }
    }

    /// Conjugate gradients, Jacobi scaled, to a relative residual of 1e-13.
    bool iterate(std::span<const std::uint32_t> free, const std::vector<double>& rhs, Progress& progress) {
        const auto n = free.size();
        renumber(free);
        std::vector<double> x(n, 0), r = rhs, z(n), p(n), q(n);
        const auto scale = [&] {
            for (std::size_t i = 0; i < n; ++i) z[i] = r[i] / m_l.diagonal[free[i]];
        };
        const auto dot = [n](const std::vector<double>& a, const std::vector<double>& b) {
            double sum = 0;
            for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
            return sum;
        };
        scale();
        p = z;
        double rz = dot(r, z);
        const double goal = rz * 1e-26;
        for (std::size_t step = 0; step < 10 * n && rz > goal; ++step) {
            if (progress.stopped()) return false;
            multiply(free, p, q);
            const double alpha = rz / dot(p, q);
            for (std::size_t i = 0; i < n; ++i) {
                x[i] += alpha * p[i];
                r[i] -= alpha * q[i];
            }
            scale();
            const double next = dot(r, z), beta = next / rz;
            rz = next;
            for (std::size_t i = 0; i < n; ++i) p[i] = z[i] + beta * p[i];
        }
        for (std::size_t i = 0; i < n; ++i) m_level[free[i]] = x[i];
        return true;
    }

    void multiply(std::span<const std::uint32_t> free, const std::vector<double>& p, std::vector<double>& q) const {
        parallelFor(p.size(), 4096, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                double sum = m_l.diagonal[free[i]] * p[i];
                for (auto k = m_l.start[free[i]]; k < m_l.start[free[i] + 1]; ++k) sum -= m_l.weight[k] * p[m_l.other[k]];
                q[i] = sum;
            }
        });
    }

    Laplacian& m_l; ///< rows of a solved component are used up
    std::vector<double>& m_level;
    std::vector<std::uint32_t>& m_place;
};

/// Holds the first node of an unanchored component at 0 and solves for the rest, then moves the least level to 0.
bool solveUnanchored(ComponentSolver& solver, std::span<const std::uint32_t> nodes, std::vector<double>& level, Progress& progress) {
    const auto others = nodes.subspan(1);
    const bool factored = solver.factorable(others); // the singular system is fine for conjugate gradients
    level[nodes.front()] = 0;
    if (!solver.solve(factored ? others : nodes, factored, progress)) return false;
    double least = level[nodes.front()];
    for (const auto i : nodes) least = std::min(least, level[i]);
    for (const auto i : nodes) level[i] -= least;
    return true;
}

} // namespace

Result<LevelSolution> solveLevels(const WeightedLinks& links, std::span<const double> anchor, Progress& progress) {
    LevelSolution out;
    auto l = laplacian(links);
    out.components = weakComponents(links.count, links.source, links.target, [&](std::size_t e) { return links.weight[e] > 0; });
    out.level.assign(links.count, kNaN);
    std::vector<std::uint32_t> place(links.count, kNone);
    ComponentSolver solver(l, out.level, place);
    for (const auto& nodes : out.components.members()) {
        std::vector<std::uint32_t> free;
        for (const auto i : nodes) {
            if (!anchor.empty() && !std::isnan(anchor[i])) out.level[i] = anchor[i];
            else free.push_back(i);
        }
        if (nodes.size() < 2 || free.empty()) continue;
        const bool done = free.size() == nodes.size() ? solveUnanchored(solver, nodes, out.level, progress) : solver.solve(free, solver.factorable(free), progress);
        if (!done) return Progress::cancelled();
    }
    return out;
}

} // namespace chainscape
