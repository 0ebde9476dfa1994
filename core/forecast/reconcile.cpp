// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/reconcile.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/Cholesky>
#include <Eigen/IterativeLinearSolvers>
#include <Eigen/SparseCore>

namespace chainscape::forecast {
namespace {

using Index = Eigen::Index;
using Sparse = Eigen::SparseMatrix<double>;

constexpr std::size_t kDense = 1500;
constexpr int kRounds = 100; // of the active set

Index at(std::size_t i) { return static_cast<Index>(i); }

/// Rows: aggregates, columns: bottom series, ones where they belong; blocked series have an empty column.
Sparse memberships(const Hierarchy& h, const std::vector<std::uint8_t>& blocked) {
    std::vector<Eigen::Triplet<double>> entries;
    for (std::size_t a = 0; a < h.aggregates.size(); ++a)
        for (const std::uint32_t b : h.aggregates[a])
            if (!blocked[b]) entries.emplace_back(static_cast<int>(a), static_cast<int>(b), 1.0);
    Sparse out(at(h.aggregates.size()), at(h.bottom));
    out.setFromTriplets(entries.begin(), entries.end());
    return out;
}

/// Solves (W_a + A W_b A') x = right for diagonal weights.
class DiagonalSystem {
public:
    DiagonalSystem(const Sparse& members, const Eigen::VectorXd& aggregate, const Eigen::VectorXd& bottom) {
        const Sparse product = members * bottom.asDiagonal() * Sparse(members.transpose());
        m_sparse = product;
        for (Index a = 0; a < aggregate.size(); ++a) m_sparse.coeffRef(a, a) += aggregate[a];
        if (static_cast<std::size_t>(aggregate.size()) <= kDense) m_dense.compute(Eigen::MatrixXd(m_sparse));
        else {
            m_iterative.setTolerance(1e-13);
            m_iterative.compute(m_sparse);
        }
    }
    [[nodiscard]] Eigen::VectorXd solve(const Eigen::VectorXd& right) const {
        if (static_cast<std::size_t>(right.size()) <= kDense) return m_dense.solve(right);
        return m_iterative.solve(right);
    }

private:
    Sparse m_sparse;
    Eigen::LDLT<Eigen::MatrixXd> m_dense;
    Eigen::ConjugateGradient<Sparse, Eigen::Lower | Eigen::Upper> m_iterative;
};

Eigen::VectorXd diagonalWeights(const Hierarchy& h, std::span<const double> spread, Weights weights) {
    Eigen::VectorXd w = Eigen::VectorXd::Ones(at(h.nodes()));
    if (weights == Weights::Structural)
        for (std::size_t a = 0; a < h.aggregates.size(); ++a) w[at(a)] = static_cast<double>(h.aggregates[a].size());
    if (weights != Weights::Variance) return w;
    double total = 0;
    for (const double v : spread) total += v;
    const double least = std::max(1e-10 * total / static_cast<double>(std::max<std::size_t>(spread.size(), 1)), 1e-300);
    for (std::size_t i = 0; i < spread.size(); ++i) w[at(i)] = std::max(spread[i], least);
    return w / w.maxCoeff();
}

/// Shrunken covariance of the residuals.
Eigen::MatrixXd mintWeights(std::span<const double> residuals, std::size_t nodes) {
    const Index n = at(nodes), count = at(residuals.size() / nodes);
    const Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>> r(residuals.data(), n, count);
    Eigen::MatrixXd w = r * r.transpose() / static_cast<double>(count);
    const double lambda = shrinkage(residuals, nodes);
    const Eigen::VectorXd diagonal = w.diagonal();
    w *= 1 - lambda;
    w.diagonal() = diagonal;
    return w;
}

/// One horizon with diagonal weights. KKT multipliers decide which series stay at 0.
class DiagonalReconciler {
public:
    DiagonalReconciler(const Hierarchy& h, Eigen::VectorXd weights)
        : m_hierarchy(h), m_aggregate(weights.head(at(h.aggregates.size()))), m_bottom(weights.tail(at(h.bottom))), m_free(h.bottom, 0),
          m_members(memberships(h, m_free)), m_system(m_members, m_aggregate, m_bottom) {}

    [[nodiscard]] Eigen::VectorXd bottom(const Eigen::VectorXd& base, Floor floor) const {
        const Eigen::VectorXd aggregates = base.head(m_aggregate.size()), bottoms = base.tail(m_bottom.size());
        Eigen::VectorXd lambda = m_system.solve(aggregates - m_members * bottoms);
        Eigen::VectorXd out = bottoms + m_bottom.cwiseProduct(m_members.transpose() * lambda);
        if (floor == Floor::None) return out;
        auto blocked = m_free;
        const double tolerance = 1e-12 * (1 + base.cwiseAbs().maxCoeff());
        for (int round = 0; round < kRounds; ++round) {
            if (!changeActiveSet(out, lambda, bottoms, tolerance, blocked)) break;
            const Sparse members = memberships(m_hierarchy, blocked);
            lambda = DiagonalSystem(members, m_aggregate, m_bottom).solve(aggregates - members * bottoms);
            out = bottoms + m_bottom.cwiseProduct(members.transpose() * lambda);
            for (Index b = 0; b < out.size(); ++b)
                if (blocked[static_cast<std::size_t>(b)]) out[b] = 0;
        }
        return out.cwiseMax(0);
    }

private:
    /// Blocks what became negative; when nothing did, frees the blocked series that wants most to grow. False: optimal.
    bool changeActiveSet(const Eigen::VectorXd& out, const Eigen::VectorXd& lambda, const Eigen::VectorXd& base, double tolerance,
                         std::vector<std::uint8_t>& blocked) const {
        bool changed = false;
        for (Index b = 0; b < out.size(); ++b)
            if (out[b] < -tolerance && !blocked[static_cast<std::size_t>(b)]) {
                blocked[static_cast<std::size_t>(b)] = 1;
                changed = true;
            }
        if (changed) return true;
        const Eigen::VectorXd pull = base + m_bottom.cwiseProduct(m_members.transpose() * lambda);
        Index most = -1;
        for (Index b = 0; b < out.size(); ++b)
            if (blocked[static_cast<std::size_t>(b)] && pull[b] > tolerance && (most < 0 || pull[b] > pull[most])) most = b;
        if (most >= 0) blocked[static_cast<std::size_t>(most)] = 0;
        return most >= 0;
    }

    const Hierarchy& m_hierarchy;
    Eigen::VectorXd m_aggregate, m_bottom;
    std::vector<std::uint8_t> m_free;
    Sparse m_members;
    DiagonalSystem m_system;
};

/// One horizon with full weights; a negative result is solved again with those series' variance taken out.
Eigen::VectorXd mintBottom(const Hierarchy& h, const Eigen::MatrixXd& weights, const Eigen::VectorXd& base, Floor floor) {
    const Index a = at(h.aggregates.size()), b = at(h.bottom);
    std::vector<std::uint8_t> blocked(h.bottom, 0);
    Eigen::VectorXd adjusted = base, out;
    Eigen::MatrixXd w = weights;
    for (int round = 0; round < kRounds; ++round) {
        Eigen::MatrixXd c(a, a + b);
        c << Eigen::MatrixXd::Identity(a, a), -Eigen::MatrixXd(memberships(h, blocked));
        const Eigen::MatrixXd wc = w * c.transpose();
        out = (adjusted - wc * (c * wc).ldlt().solve(c * adjusted)).tail(b);
        bool again = false;
        for (Index i = 0; i < b && floor == Floor::Zero; ++i)
            if (out[i] < -1e-12 * (1 + base.cwiseAbs().maxCoeff())) {
                again = true;
                blocked[static_cast<std::size_t>(i)] = 1;
                adjusted[a + i] = 0;
                w.row(a + i).setZero();
                w.col(a + i).setZero();
            }
        if (!again) break;
    }
    return floor == Floor::Zero ? Eigen::VectorXd(out.cwiseMax(0)) : out;
}

std::vector<double> summed(const Hierarchy& h, const Eigen::VectorXd& bottom) {
    std::vector<double> out(h.nodes(), 0.0);
    for (std::size_t a = 0; a < h.aggregates.size(); ++a)
        for (const std::uint32_t b : h.aggregates[a]) out[a] += bottom[at(b)];
    for (std::size_t b = 0; b < h.bottom; ++b) out[h.aggregates.size() + b] = bottom[at(b)];
    return out;
}

Result<bool> checkSizes(const Hierarchy& h, std::span<const std::vector<double>> base, std::span<const double> spread, Weights weights) {
    for (const auto& row : base)
        if (row.size() != h.nodes()) return failure(ErrorCode::BadArgument, "A row of base forecasts does not hold one number per series.");
    for (const auto& members : h.aggregates)
        for (const std::uint32_t b : members)
            if (b >= h.bottom) return failure(ErrorCode::BadArgument, "A sum names a series that does not exist.");
    if (weights == Weights::Variance) {
        if (spread.size() != h.nodes()) return failure(ErrorCode::BadArgument, "One variance per series is needed.");
        for (const double v : spread)
            if (!(v >= 0) || !std::isfinite(v)) return failure(ErrorCode::BadArgument, "A variance is negative or not finite.");
    }
    if (weights == Weights::MinTShrink && (spread.size() < 2 * h.nodes() || spread.size() % h.nodes() != 0))
        return failure(ErrorCode::BadArgument, "At least two residuals per series are needed, equally many for each.");
    return true;
}

} // namespace

Result<std::vector<std::vector<double>>> reconcile(const Hierarchy& hierarchy, std::span<const std::vector<double>> base,
                                                   std::span<const double> spread, const ReconcileOptions& options) {
    if (const auto ok = checkSizes(hierarchy, base, spread, options.weights); !ok) return tl::unexpected(ok.error());
    std::vector<std::vector<double>> out;
    const auto vectorOf = [](const std::vector<double>& row) { return Eigen::Map<const Eigen::VectorXd>(row.data(), at(row.size())); };
    if (options.weights == Weights::MinTShrink) {
        const Eigen::MatrixXd weights = mintWeights(spread, hierarchy.nodes());
        for (const auto& row : base) out.push_back(summed(hierarchy, mintBottom(hierarchy, weights, vectorOf(row), options.floor)));
        return out;
    }
    const DiagonalReconciler reconciler(hierarchy, diagonalWeights(hierarchy, spread, options.weights));
    for (const auto& row : base) out.push_back(summed(hierarchy, reconciler.bottom(vectorOf(row), options.floor)));
    return out;
}

std::vector<double> meanSquares(std::span<const double> residuals, std::size_t nodes) {
    std::vector<double> out(nodes, 0.0);
    const std::size_t count = nodes > 0 ? residuals.size() / nodes : 0;
    for (std::size_t i = 0; i < nodes; ++i)
        for (std::size_t t = 0; t < count; ++t) out[i] += residuals[i * count + t] * residuals[i * count + t] / static_cast<double>(count);
    return out;
}

double shrinkage(std::span<const double> residuals, std::size_t nodes) {
    const Index n = at(nodes), count = at(residuals.size() / nodes);
    Eigen::MatrixXd r = Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(residuals.data(), n, count);
    for (Index i = 0; i < n; ++i) {
        const double scale = std::sqrt(r.row(i).squaredNorm() / static_cast<double>(count));
        if (scale > 0) r.row(i) /= scale;
    }
    const double t = static_cast<double>(count);
    const Eigen::MatrixXd squares = r.cwiseAbs2(), products = r * r.transpose();
    const Eigen::MatrixXd variance = (squares * squares.transpose() - products.cwiseAbs2() / t) * (t / ((t - 1) * (t - 1) * (t - 1)));
    double uncertain = 0, size = 0;
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
            if (i != j) {
                uncertain += variance(i, j);
                size += products(i, j) * products(i, j) / (t * t);
            }
    return size > 0 ? std::clamp(uncertain / size, 0.0, 1.0) : 1;
}

double incoherence(const Hierarchy& hierarchy, std::span<const double> nodes) {
    double worst = 0;
    for (std::size_t a = 0; a < hierarchy.aggregates.size(); ++a) {
        double sum = 0;
        for (const std::uint32_t b : hierarchy.aggregates[a]) sum += nodes[hierarchy.aggregates.size() + b];
        worst = std::max(worst, std::abs(nodes[a] - sum));
    }
    return worst;
}

std::vector<double> splitByShares(double total, std::span<const double> recent) {
    const double sum = std::accumulate(recent.begin(), recent.end(), 0.0);
    std::vector<double> out;
    for (const double v : recent) out.push_back(sum > 0 ? total * v / sum : total / static_cast<double>(recent.size()));
    return out;
}

} // namespace chainscape::forecast
