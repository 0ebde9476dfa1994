// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/multipliers.h"

#include <numeric>

namespace chainscape {

Result<ChainPositions> positions(const Snapshot& snapshot, const Accounts& a, Progress& progress) {
    if (auto ok = requireInvertible(snapshot, a); !ok) return tl::unexpected(ok.error());
    const std::vector<double> ones(a.size(), 1.0);
    auto down = solveFixedPoint(coefficients(a, System::InputShares), ones, {}, progress);
    if (!down) return tl::unexpected(down.error());
    auto up = solveFixedPoint(coefficients(a, System::SalesShares), ones, {}, progress);
    if (!up) return tl::unexpected(up.error());
    ChainPositions out;
    out.outputMultiplier = std::move(*down);
    out.upstreamness = std::move(*up);
    const auto weighted = [](const std::vector<double>& w, const std::vector<double>& h) {
        return std::inner_product(w.begin(), w.end(), h.begin(), 0.0);
    };
    out.chainLength = weighted(a.finalUse, out.outputMultiplier) / a.totalFinalUse;
    out.chainLengthByOrigin = weighted(a.valueAdded, out.upstreamness) / a.totalValueAdded;
    return out;
}

} // namespace chainscape
