// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/scenario/operations.h"

namespace chainscape {
namespace {

/// What the firm can still put out; fails when the step says nothing or nonsense.
Result<double> limitOf(const ChainState& state, std::uint32_t firm, const Capacity& op) {
    if (op.share.has_value() == op.value.has_value())
        return failure(ErrorCode::BadArgument, "Capacity needs either a share or a value of what is left.");
    const double limit = op.share ? *op.share * state.firms().output[firm] : *op.value;
    if (!(limit >= 0)) return failure(ErrorCode::BadArgument, "Capacity must be 0 or more.");
    return limit;
}

Result<void> applyShock(ChainState& state, std::uint32_t firm, double limit, StepContext& context) {
    const auto left = firmCascade(state, firm, limit / state.firms().output[firm], Essentiality::NonEssential, context.progress);
    if (!left) return tl::unexpected(left.error());
    std::vector<double> values;
    for (const auto& flow : state.flows()) values.push_back(flow.value * std::min(left->down[flow.source], left->up[flow.target]));
    state.begin(Recompute::Shock);
    state.replaceValues(values);
    return {};
}

Result<void> applyReroute(ChainState& state, std::uint32_t firm, double limit, const Capacity& op, StepContext& context) {
    const auto routed = reroute(state, firm, limit, op.headroom, context.progress);
    if (!routed) return tl::unexpected(routed.error());
    state.begin(Recompute::Ledger);
    state.replaceValues(routed->values);
    return {};
}

/// The mode that is applied: that of the operation, or for a band that of the step.
Capacity::Mode appliedMode(const Capacity& op, Recompute recompute) {
    if (op.mode != Capacity::Mode::Band) return op.mode;
    if (recompute == Recompute::Supply) return Capacity::Mode::Supply;
    return recompute == Recompute::Shock ? Capacity::Mode::Shock : Capacity::Mode::Demand;
}

/// To a ten-thousandth of a percent: what is below is rounding.
std::string percent(double share) { return amountText(std::round(share * 1e6) / 1e4) + " %"; }

std::string describeBand(const ShockBand& band) {
    return " Loss of final use: " + percent(band.leontiefMin) + " if every input is essential" +
           ", " + percent(band.esriLinear) + " if inputs replace each other, " + percent(band.ghoshFixed) + " with sales splits kept, " +
           percent(band.reroute) + " with the best rerouting." + (band.converged ? "" : " The cascades did not settle.");
}

} // namespace

StepSentence applyOperation(ChainState& state, const Capacity& operation, StepContext& context) {
    const auto firm = activeFirm(state, operation.firm);
    if (!firm) return tl::unexpected(firm.error());
    if (state.firms().endUser[*firm]) return failure(ErrorCode::BadArgument, shownName(state, operation.firm) + " is an end user and makes nothing.");
    if (!(operation.headroom >= 0)) return failure(ErrorCode::BadArgument, "The headroom must be 0 or more.");
    const auto limit = limitOf(state, *firm, operation);
    if (!limit) return tl::unexpected(limit.error());
    const double output = state.firms().output[*firm];
    if (*limit >= output) return shownName(state, operation.firm) + " makes no more than that already; nothing changes.";
    std::string sentence = shownName(state, operation.firm) + " puts out " + amountText(*limit) + " instead of " + amountText(output) + ".";
    if (operation.mode == Capacity::Mode::Band) {
        auto band = shockBand(state, *firm, *limit, operation.headroom, context.progress);
        if (!band) return tl::unexpected(band.error());
        sentence += describeBand(*band);
        context.band = *band;
    }
    Result<void> done;
    switch (appliedMode(operation, context.recompute)) {
    case Capacity::Mode::Shock: done = applyShock(state, *firm, *limit, context); break;
    case Capacity::Mode::Reroute: done = applyReroute(state, *firm, *limit, operation, context); break;
    case Capacity::Mode::Supply:
        state.begin(Recompute::Supply);
        done = state.settleCapped(*firm, *limit, context.progress);
        break;
    case Capacity::Mode::Band:
    case Capacity::Mode::Demand:
        state.begin(Recompute::Demand);
        done = state.settleCapped(*firm, *limit, context.progress);
    }
    if (!done) return tl::unexpected(done.error());
    return sentence;
}

} // namespace chainscape
