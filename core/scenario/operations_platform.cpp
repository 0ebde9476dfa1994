// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>

#include "core/analysis/platform_dependence.h"
#include "core/analysis/platform_dissolve.h"
#include "core/scenario/operations.h"

namespace chainscape {
namespace {

/// The kind each supplier mostly sells to the platform.
std::map<std::uint32_t, std::uint16_t> kindsSoldTo(const ChainState& state, std::uint32_t platform) {
    std::map<std::uint32_t, std::pair<double, std::uint16_t>> best;
    for (const auto& flow : state.flows()) {
        if (!flow.counted || flow.gone || flow.target != platform) continue;
        auto& [value, kind] = best[flow.source];
        if (flow.value > value) value = flow.value, kind = flow.kind;
    }
    std::map<std::uint32_t, std::uint16_t> kinds;
    for (const auto& [supplier, entry] : best) kinds[supplier] = entry.second;
    return kinds;
}

/// Takes the platform's flows away. Other platforms that bought from it buy outside: their trade with it is not dissolved.
void removeTrade(ChainState& state, std::uint32_t platform) {
    for (std::size_t i = 0, count = state.flows().size(); i < count; ++i) {
        const StateFlow flow = state.flows()[i];
        if (flow.gone || (flow.source != platform && flow.target != platform)) continue;
        if (flow.counted && flow.source == platform && state.firms().platform[flow.target]) state.buyOutside(flow.target, flow.value);
        state.erase(i);
    }
}

void strand(ChainState& state, std::uint32_t buyer, double unmet) {
    if (!(unmet > 0)) return;
    state.strandDemand(buyer, unmet);
    state.buyOutside(buyer, unmet);
}

StepSentence dissolve(ChainState& state, std::uint32_t platform, const RemovePlatform& op, StepContext& context) {
    const auto snapshot = state.snapshot();
    if (!snapshot) return tl::unexpected(snapshot.error());
    const DissolveOptions options{.margin = static_cast<MarginRule>(op.margin)};
    const auto plan = dissolvePlatform(**snapshot, (*snapshot)->nodeOfFirm(platform), options, context.progress);
    if (!plan) return tl::unexpected(plan.error());
    const auto firmOf = [&](std::uint32_t node) { return (*snapshot)->firm()[node]; };
    const auto kinds = kindsSoldTo(state, platform);
    const float score = op.digital ? 1.f : 0.f;
    removeTrade(state, platform);
    for (std::size_t s = 0; s < plan->suppliers.size(); ++s) {
        const auto supplier = firmOf(plan->suppliers[s]);
        double placed = 0;
        for (std::size_t b = 0; b < plan->buyers.size(); ++b) {
            const double value = plan->table.value[s * plan->buyers.size() + b];
            if (!(value > 0) || firmOf(plan->buyers[b]) == supplier) continue;
            placed += value;
            state.addTrade(state.flowOf(supplier, firmOf(plan->buyers[b]), kinds.at(supplier), kNone, score), value, score);
        }
        // a margin that goes to the supplier is a price, not an order for more
        const double kept = plan->supply[s] > 0 ? placed / plan->supply[s] : 0;
        state.adjustOutput(supplier, placed - plan->sold[s] * kept);
    }
    for (std::size_t b = 0; b < plan->buyers.size(); ++b) strand(state, firmOf(plan->buyers[b]), plan->table.unmetDemand[b]);
    for (std::size_t s = 0; s < plan->suppliers.size(); ++s) state.strandSupply(firmOf(plan->suppliers[s]), plan->table.strandedSupply[s]);
    state.close(platform, ChainState::Stock::Dropped);
    if (auto ok = state.settle(context.progress); !ok) return tl::unexpected(ok.error());
    return shownName(state, op.firm) + " dissolves into direct trade of " + amountText(plan->table.placed) + "; its margin of " + amountText(plan->margin) +
           " is released.";
}

/// The largest flow behind a pair of firms carries what is added to the pair.
class PairFlows {
public:
    explicit PairFlows(const ChainState& state) : m_state(state), m_index(state.byTarget()) {}
    [[nodiscard]] std::size_t largest(std::uint32_t source, std::uint32_t target) const {
        std::size_t best = m_state.flows().size();
        for (auto k = m_index.start[target]; k < m_index.start[target + 1]; ++k) {
            const auto& flow = m_state.flows()[m_index.place[k]];
            if (flow.source != source || !flow.counted || flow.gone) continue;
            if (best == m_state.flows().size() || flow.value > m_state.flows()[best].value) best = m_index.place[k];
        }
        return best;
    }

private:
    const ChainState& m_state;
    FlowIndex m_index;
};

StepSentence bypass(ChainState& state, std::uint32_t platform, const RemovePlatform& op, StepContext& context) {
    const auto snapshot = state.snapshot();
    if (!snapshot) return tl::unexpected(snapshot.error());
    const std::uint32_t nodes[] = {(*snapshot)->nodeOfFirm(platform)};
    const auto plan = capacityBypass(**snapshot, nodes, op.headroom, context.progress);
    if (!plan) return tl::unexpected(plan.error());
    const auto firmOf = [&](std::uint32_t node) { return (*snapshot)->firm()[node]; };
    const auto& edges = (*snapshot)->edges();
    const double sold = (*snapshot)->outValue()[nodes[0]];
    std::vector<double> sent(state.firms().size(), 0), placed(state.firms().size(), 0);
    removeTrade(state, platform);
    const PairFlows pairs(state);
    for (const auto& use : plan->uses) {
        const auto source = firmOf(edges.source[use.edge]), target = firmOf(edges.target[use.edge]);
        const auto i = pairs.largest(source, target);
        state.setValue(i, state.flows()[i].value + use.amount);
        sent[source] += use.amount;
    }
    const auto bought = [&](std::uint32_t node, const Adjacency& side) { // with the platform, before
        for (auto k = side.start[nodes[0]]; k < side.start[nodes[0] + 1]; ++k)
            if (side.node[k] == node) return edges.value[side.edgeOf.empty() ? k : side.edgeOf[k]];
        return 0.0;
    };
    for (const auto& [node, unsold] : plan->unsold) {
        placed[firmOf(node)] = bought(node, (*snapshot)->in()) - unsold;
        state.strandSupply(firmOf(node), unsold);
    }
    for (std::uint32_t f = 0; f < sent.size(); ++f)
        if (sent[f] - placed[f] != 0) state.adjustOutput(f, sent[f] - placed[f]); // goods that pass through
    // the margin is gone with the platform: buyers need what its suppliers sold
    const double need = sold > 0 ? std::min(1.0, plan->purchases / sold) : 0;
    for (const auto& [node, unserved] : plan->unserved) {
        const double before = bought(node, (*snapshot)->out());
        const double unmet = before * need - (before - unserved);
        if (unmet > 1e-9 * before) strand(state, firmOf(node), unmet);
    }
    state.close(platform, ChainState::Stock::Dropped);
    if (auto ok = state.settle(context.progress); !ok) return tl::unexpected(ok.error());
    return shownName(state, op.firm) + " is bypassed: existing links take " + amountText(plan->placed) + " of its purchases of " + amountText(plan->purchases) + ".";
}

} // namespace

StepSentence applyOperation(ChainState& state, const RemovePlatform& operation, StepContext& context) {
    const auto firm = activeFirm(state, operation.firm);
    if (!firm) return tl::unexpected(firm.error());
    if (!state.firms().platform[*firm]) return failure(ErrorCode::BadArgument, shownName(state, operation.firm) + " is not a platform; use remove_firm.");
    if (context.recompute == Recompute::Shock)
        return failure(ErrorCode::BadArgument, "A shock is a loss of capacity; recompute this step by demand, supply or ledger.");
    if (operation.mode == RemovePlatform::Mode::Lose)
        return applyOperation(state, RemoveFirm{.firm = operation.firm}, context);
    state.begin(context.recompute);
    return operation.mode == RemovePlatform::Mode::Dissolve ? dissolve(state, *firm, operation, context) : bypass(state, *firm, operation, context);
}

} // namespace chainscape
