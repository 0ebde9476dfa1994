// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/fixed_point.h"

#include <algorithm>
#include <cmath>

#include <Eigen/IterativeLinearSolvers>
#include <Eigen/SparseCore>

namespace chainscape {
namespace {

struct Sweep {
    double change = 0, size = 0;

    [[nodiscard]] bool settled(double tolerance) const { return change <= tolerance * size; }
};

/// One Gauss-Seidel pass; a coefficient on the diagonal is solved for.
Sweep sweep(const Coefficients& c, std::span<const double> rhs, std::vector<double>& u) {
    Sweep out;
    for (const auto i : c.order) {
        double value = rhs[i], own = 0;
        for (auto k = c.start[i]; k < c.start[i + 1]; ++k) {
            if (c.column[k] == i) own += c.weight[k];
            else value += c.weight[k] * u[c.column[k]];
        }
        value /= 1 - own;
        out.change = std::max(out.change, std::fabs(value - u[i]));
        out.size = std::max(out.size, std::fabs(value));
        u[i] = value;
    }
    return out;
}

using SparseRows = Eigen::SparseMatrix<double, Eigen::RowMajor>;

SparseRows identityMinus(const Coefficients& c) {
    const auto n = static_cast<Eigen::Index>(c.size());
    std::vector<Eigen::Triplet<double>> entries;
    entries.reserve(c.column.size() + c.size());
    for (std::uint32_t i = 0; i < c.size(); ++i) {
        entries.emplace_back(int(i), int(i), 1.0);
        for (auto k = c.start[i]; k < c.start[i + 1]; ++k) entries.emplace_back(int(i), int(c.column[k]), -c.weight[k]);
    }
    SparseRows matrix(n, n);
    matrix.setFromTriplets(entries.begin(), entries.end());
    return matrix;
}

/// Replaces u by BiCGSTAB's answer when that is finite.
void krylov(const Coefficients& c, std::span<const double> rhs, std::vector<double>& u) {
    const auto matrix = identityMinus(c);
    const auto n = static_cast<Eigen::Index>(c.size());
    Eigen::BiCGSTAB<SparseRows> solver(matrix);
    solver.setTolerance(1e-14);
    solver.setMaxIterations(2000);
    const Eigen::Map<const Eigen::VectorXd> r(rhs.data(), n), guess(u.data(), n);
    const Eigen::VectorXd answer = solver.solveWithGuess(r, guess);
    if (!answer.allFinite()) return;
    std::copy(answer.data(), answer.data() + n, u.begin());
}

} // namespace

Result<std::vector<double>> solveFixedPoint(const Coefficients& coefficients, std::span<const double> rhs,
                                            const FixedPointOptions& options, Progress& progress) {
    std::vector<double> u(rhs.begin(), rhs.end());
    for (int i = 0; i < options.maxSweeps; ++i) {
        if (progress.stopped()) return Progress::cancelled();
        if (sweep(coefficients, rhs, u).settled(options.tolerance)) return u;
        if (i + 1 == options.sweepsBeforeKrylov) krylov(coefficients, rhs, u);
    }
    return failure(ErrorCode::Undefined, "The inverse did not settle in " + std::to_string(options.maxSweeps) +
                                             " sweeps: some loop of the chain adds almost no value. Check the values on the loops.");
}

} // namespace chainscape
