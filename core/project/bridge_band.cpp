// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/bridge_band.h"

namespace chainscape {

Result<BridgeBand> bridgeBand(Findings& findings, const BridgePlan& plan, Progress& progress) {
    BridgeBand out{plan.base, {}};
    for (const auto& step : plan.steps) out.share.push_back(step.share);
    if (!findings.hasUnknownScores()) return out;
    const auto& chain = findings.dataChain(UnknownScore::AsDigital, progress);
    if (!chain) return tl::unexpected(chain.error());
    const auto& accounts = findings.accounts(progress);
    if (!accounts) return tl::unexpected(accounts.error());
    const auto share = [&](const std::vector<std::uint32_t>& closed) {
        auto digital = chain->digital;
        for (const auto e : closed) digital[e] = 1;
        return penetration(findings.snapshot(), *accounts, digital, progress).map([](const Penetration& traced) { return traced.share; });
    };
    const auto base = share({});
    if (!base) return tl::unexpected(base.error());
    out.base = *base;
    for (std::size_t k = 0; k < plan.steps.size(); ++k) {
        const auto closed = share(plan.steps[k].edges);
        if (!closed) return tl::unexpected(closed.error());
        out.share[k] = *closed;
    }
    return out;
}

} // namespace chainscape
