// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/scenario.h"

#include <algorithm>
#include <cmath>

#include "core/scenario/operations.h"

namespace chainscape {
namespace {

constexpr double kTolerance = 1e-9;

/// Keeps the worst error of each invariant over the steps.
class InvariantWatch {
public:
    void check(const ChainState& state) {
        const StateTotals t = state.totals();
        const double scale = std::max({std::fabs(t.finalUse), std::fabs(t.flow), 1e-300});
        note("value added + external purchases = final use", std::fabs(t.valueAdded + t.external - t.finalUse) / scale);
        note("every firm sells or keeps what it makes", t.worstFirm / scale);
        note("no firm adds negative value", -t.leastValueAdded / scale);
    }
    /// Recipes are kept: purchases over output, outside purchases included, of every producer that goes on.
    void checkRecipes(const ChainState& before, const ChainState& after) {
        double worst = 0;
        const auto &a = before.firms(), &b = after.firms();
        for (std::size_t f = 0; f < a.size(); ++f) {
            if (a.endUser[f] || !(a.output[f] > 0) || !(b.output[f] > 0)) continue;
            worst = std::max(worst, std::fabs((a.purchases[f] + a.external[f]) / a.output[f] - (b.purchases[f] + b.external[f]) / b.output[f]));
        }
        note("recipes kept", worst);
    }
    void checkFinalUse(const ChainState& before, const ChainState& after) {
        const double a = before.totals().finalUse, b = after.totals().finalUse;
        note("final use kept", a > 0 ? std::fabs(a - b) / a : std::fabs(b));
    }
    [[nodiscard]] std::vector<Invariant> take() { return std::move(m_found); }

private:
    void note(const std::string& name, double error) {
        auto it = std::ranges::find(m_found, name, &Invariant::name);
        if (it == m_found.end()) it = m_found.insert(m_found.end(), Invariant{.name = name});
        it->error = std::max(it->error, error);
        it->holds = it->error <= kTolerance;
    }
    std::vector<Invariant> m_found;
};

/// Edits that promise to keep recipes and final use when the chain answers by demand (analytics H).
bool keepsRecipes(const ScenarioStep& step) {
    if (step.recompute != Recompute::Demand) return false;
    if (const auto* add = std::get_if<AddLink>(&step.operation)) return add->finance != "extra";
    return std::holds_alternative<RemoveFirm>(step.operation) || std::holds_alternative<RemoveLink>(step.operation) ||
           std::holds_alternative<Rewire>(step.operation) || std::holds_alternative<Reshore>(step.operation);
}

/// Removing an end user takes its demand away too.
bool removesDemand(const ChainState& state, const ScenarioStep& step) {
    const auto* removal = std::get_if<RemoveFirm>(&step.operation);
    const auto firm = removal ? state.firmIndex(removal->firm) : kNone;
    return firm != kNone && state.firms().endUser[firm];
}

/// True when the firms of both states are the same and none of them is new: their books can be compared one by one.
bool sameFirms(const ChainState& a, const ChainState& b) {
    return a.firms().size() == b.firms().size() && std::ranges::none_of(b.firms().entrant, [](auto e) { return e != 0; });
}

std::vector<FirmShortfall> shortfallsOf(const ChainState& state) {
    const auto& firms = state.firms();
    const double least = kTolerance * std::max(state.totals().finalUse, 1e-300);
    std::vector<FirmShortfall> out;
    for (std::uint32_t f = 0; f < firms.size(); ++f)
        if (const FirmShortfall shortfall{state.id(f), firms.external[f], firms.strandedSupply[f], firms.strandedDemand[f]}; shortfall.largest() > least) out.push_back(shortfall);
    std::ranges::stable_sort(out, std::greater{}, &FirmShortfall::largest);
    return out;
}

/// `trial` is room for the state after the step: kept from step to step, so that nothing is allocated anew.
StepOutcome runStep(ChainState& state, ChainState& trial, const ScenarioStep& step, InvariantWatch& watch, Progress& progress) {
    StepOutcome outcome{.op = std::string(nameOf(step.operation))};
    if (step.off) {
        outcome.message = "Switched off.";
        return outcome;
    }
    trial = state;
    StepContext context{.recompute = step.recompute, .progress = progress};
    const auto sentence = std::visit([&](const auto& operation) { return applyOperation(trial, operation, context); }, step.operation);
    outcome.applied = sentence.has_value();
    outcome.message = sentence ? *sentence : sentence.error().message;
    for (const auto& key : step.unread) outcome.message += " The parameter \"" + key + "\" is unknown and was not used.";
    if (!outcome.applied) return outcome;
    outcome.band = context.band;
    watch.check(trial);
    if (keepsRecipes(step) && sameFirms(state, trial)) {
        watch.checkRecipes(state, trial);
        if (!removesDemand(state, step)) watch.checkFinalUse(state, trial);
    }
    std::swap(state, trial);
    return outcome;
}

} // namespace

Result<ScenarioResult> applyScenario(const DatasetPtr& base, const SnapshotSpec& spec, const EditList& edits, Progress& progress) {
    auto state = ChainState::open(base, spec, progress);
    if (!state) return tl::unexpected(state.error());
    ScenarioResult out{.spec = state->spec()};
    out.spec.filter = spec.filter;
    InvariantWatch watch;
    watch.check(*state);
    ChainState trial = *state;
    for (const auto& step : edits.steps) {
        progress.report(double(out.steps.size()) / double(edits.steps.size()), "applying steps");
        out.steps.push_back(runStep(*state, trial, step, watch, progress));
        if (progress.stopped()) return Progress::cancelled();
    }
    const StateTotals totals = state->totals();
    out.strandedSupply = state->strandedSupply();
    out.strandedDemand = state->strandedDemand();
    out.externalPurchases = totals.external;
    out.valueAdded = totals.valueAdded;
    out.finalUse = totals.finalUse;
    out.shortfalls = shortfallsOf(*state);
    out.invariants = watch.take();
    out.after = state->build();
    return out;
}

} // namespace chainscape
