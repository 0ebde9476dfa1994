// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/extraction.h"

#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>
#include <optional>

#include <Eigen/Dense>

#include "core/analysis/loop_block.h"
#include "core/base/parallel.h"

namespace chainscape {
namespace {

constexpr std::size_t kDenseLoop = 300;

void denseDiagonal(const Coefficients& loop, std::span<const std::uint32_t> members, std::vector<double>& diagonal) {
    const auto n = static_cast<Eigen::Index>(loop.size());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(n, n);
    for (std::uint32_t i = 0; i < loop.size(); ++i)
        for (auto k = loop.start[i]; k < loop.start[i + 1]; ++k) matrix(i, loop.column[k]) -= loop.weight[k];
    const Eigen::MatrixXd inverse = matrix.partialPivLu().inverse();
    for (std::uint32_t i = 0; i < loop.size(); ++i) diagonal[members[i]] = inverse(i, i);
}

/// One solve per row, in parallel; slots by index keep it deterministic.
Result<void> sweptDiagonal(const Coefficients& loop, std::span<const std::uint32_t> members, std::vector<double>& diagonal,
                           Progress& progress) {
    std::mutex mutex;
    std::optional<Error> error;
    std::atomic<std::size_t> done{0};
    parallelFor(loop.size(), 8, [&](std::size_t begin, std::size_t end) {
        std::vector<double> unit(loop.size(), 0);
        for (auto i = begin; i < end && !progress.stopped(); ++i) {
            unit[i] = 1;
            const auto u = solveFixedPoint(loop, unit, {.tolerance = 1e-11}, progress);
            unit[i] = 0;
            if (u) {
                diagonal[members[i]] = (*u)[i];
            } else {
                const std::lock_guard lock(mutex);
                error = u.error();
            }
            ++done;
        }
    });
    if (progress.stopped()) return Progress::cancelled();
    if (error) return tl::unexpected(*error);
    return {};
}

} // namespace

Result<std::vector<double>> inverseDiagonal(const Snapshot& snapshot, const Accounts& a, Progress& progress) {
    if (auto ok = requireInvertible(snapshot, a); !ok) return tl::unexpected(ok.error());
    std::vector<double> diagonal(a.size(), 1.0);
    const auto all = coefficients(a, System::SalesShares);
    std::vector<std::vector<std::uint32_t>> members(a.loops.count);
    for (const auto row : all.order) members[a.loops.of[row]].push_back(row);
    std::vector<std::uint32_t> place(a.size(), kNone);
    for (const auto& rows : members) {
        if (rows.size() < 2) continue;
        const auto loop = loopBlock(all, rows, place);
        if (rows.size() <= kDenseLoop) denseDiagonal(loop, rows, diagonal);
        else if (auto ok = sweptDiagonal(loop, rows, diagonal, progress); !ok) return tl::unexpected(ok.error());
        if (progress.stopped()) return Progress::cancelled();
    }
    return diagonal;
}

Extraction extraction(const Accounts& a, const ChainPositions& positions, std::span<const double> diagonal) {
    Extraction out;
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        const double total = positions.outputMultiplier[i] * a.output[i] / diagonal[i];
        out.total.push_back(total);
        out.others.push_back(total - a.output[i]);
        // Stopping purchases changes column i of A only: by Sherman-Morrison the firm's own output falls to x_i / L_ii.
        out.backward.push_back((positions.outputMultiplier[i] - 1) * a.output[i] / diagonal[i]);
        out.forward.push_back((positions.upstreamness[i] - 1) * a.output[i] / diagonal[i]);
    }
    return out;
}

Result<double> extractionOfSet(const Snapshot& snapshot, const Accounts& a, std::span<const std::uint32_t> rows, Progress& progress) {
    std::vector<std::uint8_t> stays(a.size(), 1);
    for (const auto row : rows) stays[row] = 0;
    auto demand = a.finalUse;
    for (const auto row : rows) demand[row] = 0;
    const auto left = solveAccount(snapshot, a, System::Recipes, demand, progress, {.rows = stays, .edges = {}});
    if (!left) return tl::unexpected(left.error());
    return a.totalOutput - std::accumulate(left->begin(), left->end(), 0.0);
}

std::vector<double> throughflow(const Accounts& a, std::span<const double> diagonal) {
    std::vector<double> out(a.size());
    for (std::uint32_t i = 0; i < a.size(); ++i)
        out[i] = a.totalFinalUse > 0 ? a.output[i] / (diagonal[i] * a.totalFinalUse) : std::nan("");
    return out;
}

double cyclingIndex(const Accounts& a, std::span<const double> diagonal) {
    double cycled = 0;
    for (std::uint32_t i = 0; i < a.size(); ++i) cycled += a.output[i] * (1 - 1 / diagonal[i]);
    return a.totalOutput > 0 ? cycled / a.totalOutput : std::nan("");
}

} // namespace chainscape
