// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/shock_band.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/flow_network.h"

namespace chainscape {
namespace {

double lost(double before, double after) { return before > 0 ? std::clamp(1 - after / before, 0.0, 1.0) : 0; }

/// Value delivered to end users when every seller delivers `down` of what it did.
double delivered(const ChainState& state, const std::vector<double>* down) {
    double sum = 0;
    for (const auto& flow : state.flows())
        if (flow.counted && !flow.gone && state.firms().endUser[flow.target]) sum += flow.value * (down ? (*down)[flow.source] : 1);
    return sum;
}

} // namespace

Result<Rerouted> reroute(const ChainState& state, std::uint32_t firm, double limit, double headroom, Progress& progress) {
    const auto& firms = state.firms();
    const auto n = static_cast<std::uint32_t>(firms.size());
    FlowNetwork network(2 * std::size_t(n) + 2); // f takes in, n + f gives out
    const std::uint32_t source = 2 * n, sink = source + 1;
    const double room = 1 + headroom;
    for (std::uint32_t f = 0; f < n; ++f) {
        if (!(state.sizeOf(f) > 0)) continue;
        if (firms.endUser[f]) {
            network.addArc(f, sink, firms.purchases[f]);
            network.addArc(source, n + f, room * firms.sales[f]);
            continue;
        }
        network.addArc(source, f, room * std::max(0.0, firms.output[f] - firms.purchases[f]));
        network.addArc(f, n + f, f == firm ? std::min(limit, room * firms.output[f]) : room * firms.output[f]);
    }
    std::vector<std::size_t> arcs(state.flows().size(), 0);
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        const auto& flow = state.flows()[i];
        if (flow.counted && !flow.gone) arcs[i] = network.addArc(n + flow.source, flow.target, room * std::max(0.0, flow.value));
    }
    const auto best = network.solve(source, sink, progress);
    if (!best) return tl::unexpected(best.error());
    Rerouted out{.delivered = *best};
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        const auto& flow = state.flows()[i];
        out.values.push_back(flow.counted && !flow.gone ? network.flow(arcs[i]) : flow.value);
    }
    return out;
}

Result<FirmCascade> firmCascade(const ChainState& state, std::uint32_t firm, double left, Essentiality inputs, Progress& progress) {
    const auto snapshot = state.snapshot();
    if (!snapshot) return tl::unexpected(snapshot.error());
    std::vector<double> capacity((*snapshot)->nodeCount(), 1);
    capacity[(*snapshot)->nodeOfFirm(firm)] = std::clamp(left, 0.0, 1.0);
    const auto spread = cascade(**snapshot, capacity, {.epsilon = 1e-12, .essentiality = {{"*", "*", inputs}}}, progress);
    if (!spread) return tl::unexpected(spread.error());
    FirmCascade out{.down = std::vector<double>(state.firms().size(), 1), .up = std::vector<double>(state.firms().size(), 1)};
    for (std::uint32_t v = 0; v < capacity.size(); ++v) {
        out.down[(*snapshot)->firm()[v]] = spread->down[v];
        out.up[(*snapshot)->firm()[v]] = spread->up[v];
    }
    out.converged = spread->converged;
    return out;
}

Result<ShockBand> shockBand(const ChainState& state, std::uint32_t firm, double limit, double headroom, Progress& progress) {
    ShockBand band;
    const double base = delivered(state, nullptr), left = limit / state.firms().output[firm];
    const auto essential = firmCascade(state, firm, left, Essentiality::Essential, progress);
    if (!essential) return tl::unexpected(essential.error());
    band.leontiefMin = lost(base, delivered(state, &essential->down));
    const auto linear = firmCascade(state, firm, left, Essentiality::NonEssential, progress);
    if (!linear) return tl::unexpected(linear.error());
    band.esriLinear = lost(base, delivered(state, &linear->down));
    band.converged = essential->converged && linear->converged;
    ChainState fixed = state;
    fixed.begin(Recompute::Supply);
    if (auto ok = fixed.settleCapped(firm, limit, progress); !ok) return tl::unexpected(ok.error());
    band.ghoshFixed = lost(base, delivered(fixed, nullptr));
    const auto routed = reroute(state, firm, limit, headroom, progress);
    if (!routed) return tl::unexpected(routed.error());
    band.reroute = lost(base, routed->delivered);
    return band;
}

} // namespace chainscape
