// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/penetration.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/analysis/loop_block.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

constexpr int kUpstreamStages = 4;

/// f o M: the digital part of each row's deliveries, as a share of its output.
std::vector<double> digitalDeliveries(const Snapshot& s, const Accounts& a, std::span<const std::uint8_t> digital) {
    std::vector<double> out(a.size(), 0);
    const auto& edges = s.edges();
    for (std::size_t e = 0; e < edges.size(); ++e)
        if (digital[e] && a.buyerRow[edges.target[e]] == kNone) out[a.sellerRow[edges.source[e]]] += edges.value[e];
    for (std::uint32_t i = 0; i < a.size(); ++i) out[i] = a.output[i] > 0 ? out[i] / a.output[i] : 0;
    return out;
}

void averageByStage(const Snapshot& s, const Accounts& a, Penetration& out) {
    const auto stages = static_cast<std::size_t>(s.stageCount());
    std::vector<double> weight(stages, 0), sum(stages, 0);
    double upWeight = 0, upSum = 0;
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        const int stage = s.stage()[a.node[i]];
        if (stage <= 0) continue;
        weight[std::size_t(stage) - 1] += a.valueAdded[i];
        sum[std::size_t(stage) - 1] += a.valueAdded[i] * out.byOrigin[i];
        if (stage > kUpstreamStages) continue;
        upWeight += a.valueAdded[i];
        upSum += a.valueAdded[i] * out.byOrigin[i];
    }
    for (std::size_t k = 0; k < stages; ++k) out.byStage.push_back(weight[k] > 0 ? sum[k] / weight[k] : kNaN);
    out.upstream = upWeight > 0 ? upSum / upWeight : kNaN;
}

/// N_ji for gaps i -> j that would close a digital loop: one solve per source i, u = e_i + (B o M) u, read at the targets.
class LoopTerms {
public:
    LoopTerms(const Accounts& a, const Coefficients& masked) : m_a(a), m_masked(masked), m_place(a.size(), kNone) {
        m_members.resize(a.loops.count);
        for (const auto row : masked.order) m_members[a.loops.of[row]].push_back(row);
    }

    /// False when no digital route leads from j back to i for sure.
    [[nodiscard]] bool possible(std::uint32_t i, std::uint32_t j) const {
        return m_a.loops.of[i] == m_a.loops.of[j] && m_masked.start[j] < m_masked.start[j + 1];
    }

    /// u over the rows of i's loop; `at` gives the entry of row j.
    Result<std::vector<double>> visits(std::uint32_t i, Progress& progress) {
        const auto& members = m_members[m_a.loops.of[i]];
        if (m_loop != m_a.loops.of[i]) {
            m_loop = m_a.loops.of[i];
            m_block = loopBlock(m_masked, members, m_place);
            m_at.assign(m_a.size(), kNone);
            for (std::uint32_t k = 0; k < members.size(); ++k) m_at[members[k]] = k;
        }
        std::vector<double> unit(members.size(), 0);
        unit[m_at[i]] = 1;
        return solveFixedPoint(m_block, unit, {.tolerance = 1e-12}, progress);
    }
    [[nodiscard]] std::uint32_t at(std::uint32_t row) const { return m_at[row]; }

private:
    const Accounts& m_a;
    const Coefficients& m_masked;
    std::vector<std::vector<std::uint32_t>> m_members;
    std::vector<std::uint32_t> m_place, m_at;
    std::uint32_t m_loop = kNone;
    Coefficients m_block;
};

struct LoopGap {
    std::uint32_t row, target, edge;
};

/// Multiplies first-order gains by 1 / (1 - b N_ji), greatest sources first, and counts what is left.
Result<void> addLoopTerms(const Snapshot& s, const Accounts& a, const Coefficients& masked, const GapOptions& options, GapGains& out,
                          Progress& progress) {
    LoopTerms terms(a, masked);
    std::map<std::uint32_t, std::vector<LoopGap>> bySource;
    const auto& edges = s.edges();
    for (std::uint32_t e = 0; e < edges.size(); ++e) {
        if (!(out.gain[e] > 0) || a.buyerRow[edges.target[e]] == kNone) continue;
        const auto i = a.sellerRow[edges.source[e]], j = a.buyerRow[edges.target[e]];
        if (terms.possible(i, j)) bySource[i].push_back({i, j, e});
    }
    std::vector<const std::vector<LoopGap>*> sources;
    for (const auto& [row, gaps] : bySource) sources.push_back(&gaps);
    const auto best = [&](const std::vector<LoopGap>* gaps) {
        double most = 0;
        for (const auto& gap : *gaps) most = std::max(most, out.gain[gap.edge]);
        return most;
    };
    if (sources.size() > options.loopSolves) std::ranges::stable_sort(sources, std::greater{}, best);
    for (std::size_t k = 0; k < sources.size(); ++k) {
        if (k >= options.loopSolves) {
            out.lowerBounds += sources[k]->size();
            continue;
        }
        const auto visits = terms.visits(sources[k]->front().row, progress);
        if (!visits) return tl::unexpected(visits.error());
        for (const auto& gap : *sources[k])
            out.gain[gap.edge] /= 1 - edges.value[gap.edge] / a.output[gap.row] * (*visits)[terms.at(gap.target)];
    }
    return {};
}

} // namespace

Result<Penetration> penetration(const Snapshot& s, const Accounts& a, std::span<const std::uint8_t> digital, Progress& progress) {
    auto traced = solveAccount(s, a, System::SalesShares, digitalDeliveries(s, a, digital), progress, {.rows = {}, .edges = digital});
    if (!traced) return tl::unexpected(traced.error());
    Penetration out;
    out.byOrigin = std::move(*traced);
    const double value = std::inner_product(a.valueAdded.begin(), a.valueAdded.end(), out.byOrigin.begin(), 0.0);
    out.share = a.totalDeliveries > 0 ? value / a.totalDeliveries : kNaN;
    averageByStage(s, a, out);
    return out;
}

Result<GapGains> gapGains(const Snapshot& s, const Accounts& a, std::span<const std::uint8_t> digital, const GapOptions& options,
                          Progress& progress) {
    const TradeMask mask{.rows = {}, .edges = digital};
    const auto onward = solveAccount(s, a, System::SalesShares, digitalDeliveries(s, a, digital), progress, mask);
    if (!onward) return tl::unexpected(onward.error());
    const auto arriving = solveFixedPoint(coefficients(a, System::SalesInflow, mask), a.valueAdded, {}, progress);
    if (!arriving) return tl::unexpected(arriving.error());
    GapGains out;
    const auto& edges = s.edges();
    out.gain.assign(edges.size(), kNaN);
    for (std::size_t e = 0; e < edges.size(); ++e) {
        if (digital[e] || !(a.totalDeliveries > 0)) continue;
        const auto i = a.sellerRow[edges.source[e]], j = a.buyerRow[edges.target[e]];
        const double share = a.output[i] > 0 ? edges.value[e] / a.output[i] : 0;
        out.gain[e] = (*arriving)[i] * share * (j == kNone ? 1.0 : (*onward)[j]) / a.totalDeliveries;
    }
    if (auto ok = addLoopTerms(s, a, coefficients(a, System::SalesShares, mask), options, out, progress); !ok)
        return tl::unexpected(ok.error());
    return out;
}

} // namespace chainscape
