// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/platform_removals.h"

#include "core/scenario/scenario.h"

namespace chainscape {
namespace {

using Mode = RemovePlatform::Mode;

double tracedShare(Findings& findings, UnknownScore unknown, Progress& progress) {
    const auto& traced = findings.penetration(unknown, progress);
    return traced ? traced->share : std::nan("");
}

PlatformRemoval impossible(Mode mode, const std::string& why) {
    const double nan = std::nan("");
    return {mode, nan, nan, nan, nan, nan, nan, nan, nan, why};
}

PlatformRemoval removal(const PanelInput& input, const Snapshot& before, const RemovePlatform& step, Progress& progress) {
    EditList edits;
    edits.steps.push_back(ScenarioStep{.operation = step});
    const auto result = applyScenario(input.dataset(), before.spec(), edits, progress);
    if (!result) return impossible(step.mode, result.error().message);
    const auto after = makeSnapshot(result->after, result->spec);
    if (!after) return impossible(step.mode, after.error().message);
    PlatformRemoval out;
    out.mode = step.mode;
    const auto node = before.nodeOfId(step.firm);
    if (node != kNone) {
        out.sold = before.outValue()[node];
        out.bought = before.inValue()[node];
    }
    out.strandedSupply = result->strandedSupply;
    out.strandedDemand = result->strandedDemand;
    out.externalPurchases = result->externalPurchases;
    out.tradeLeft = before.totalValue() > 0 ? (*after)->totalValue() / before.totalValue() : std::nan("");
    Findings findings(*after, input.findings.options());
    out.tracedLow = tracedShare(findings, UnknownScore::AsAnalogue, progress);
    out.tracedHigh = tracedShare(findings, UnknownScore::AsDigital, progress);
    for (const auto& outcome : result->steps)
        if (!outcome.applied) out.note = outcome.message;
    return out;
}

} // namespace

std::array<PlatformRemoval, 3> platformRemovals(const PanelInput& input, const std::string& platform, Progress& progress) {
    constexpr std::array modes{Mode::Lose, Mode::Bypass, Mode::Dissolve};
    std::array<PlatformRemoval, 3> out;
    SnapshotSpec spec = input.snapshot().spec();
    spec.filter = {};
    const auto before = makeSnapshot(input.dataset(), spec);
    for (std::size_t k = 0; k < modes.size(); ++k) {
        RemovePlatform step;
        step.firm = platform;
        step.mode = modes[k];
        step.headroom = input.findings.options().spareCapacity;
        out[k] = before ? removal(input, **before, step, progress) : impossible(modes[k], before.error().message);
    }
    return out;
}

const char* wordOf(Mode mode) {
    switch (mode) {
    case Mode::Lose: return "lost";
    case Mode::Bypass: return "bypassed";
    case Mode::Dissolve: return "dissolved";
    }
    return "";
}

} // namespace chainscape
