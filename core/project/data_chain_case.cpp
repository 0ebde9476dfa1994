// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/data_chain_case.h"

#include <cmath>
#include <limits>

#include "core/analysis/digital_horizon.h"
#include "core/analysis/findings.h"

namespace chainscape {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

std::vector<std::uint32_t> horizonSeeds(const Snapshot& s, const ViewSpec& view) {
    std::vector<std::uint32_t> out;
    const auto add = [&](const std::string& id) {
        if (const auto node = s.nodeOfId(id); node != kNone) out.push_back(node);
    };
    if (!view.focus.empty()) add(view.focus);
    if (out.empty())
        for (const auto& id : view.selected) add(id);
    if (out.empty() && view.focusStage > 0)
        for (std::uint32_t i = 0; i < s.nodeCount(); ++i)
            if (s.stage()[i] == view.focusStage) out.push_back(i);
    return out;
}

std::vector<LinkState> linkStates(const DataChain& low, const DataChain& high) {
    std::vector<LinkState> out(low.digital.size());
    for (std::size_t e = 0; e < out.size(); ++e)
        out[e] = low.digital[e] ? LinkState::Digital : high.digital[e] ? LinkState::Unknown : LinkState::Gap;
    return out;
}

/// Both readings see the same borders: what crosses does not depend on scores.
void bandCuts(const DataChain& low, const DataChain& high, DataChainCase& out) {
    for (std::size_t k = 0; k < low.cuts.size(); ++k)
        out.cuts.push_back({low.cuts[k].from, low.cuts[k].to, low.cuts[k].value, {low.cuts[k].digital, high.cuts[k].digital}});
    out.weakest = out.cuts.size();
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < out.cuts.size(); ++k) {
        const double middle = (out.cuts[k].digital.low + out.cuts[k].digital.high) / 2;
        if (middle < least) {
            least = middle;
            out.weakest = k;
        }
    }
    // A cut of which nothing is known is not the weakest: nobody can say.
    if (out.weakest < out.cuts.size() && out.cuts[out.weakest].digital.low <= 0 && out.cuts[out.weakest].digital.high >= 1) out.weakest = out.cuts.size();
}

void bandHorizon(const Snapshot& s, const DataChain& low, const DataChain& high, DataChainCase& out) {
    const auto sure = digitalHorizon(s, low.digital, out.seeds);
    const auto perhaps = digitalHorizon(s, high.digital, out.seeds);
    out.reached.assign(s.nodeCount(), Reached::No);
    for (std::size_t i = 0; i < s.nodeCount(); ++i) {
        if (sure.downstream[i] || sure.upstream[i]) out.reached[i] = Reached::Surely;
        else if (perhaps.downstream[i] || perhaps.upstream[i]) out.reached[i] = Reached::Perhaps;
    }
    out.firmsSurely = sure.firms;
    out.firmsPerhaps = perhaps.firms - sure.firms;
    out.firstBreak.assign(s.edgeCount(), 0);
    for (std::size_t e = 0; e < s.edgeCount(); ++e) {
        if (!sure.firstBreak[e] || out.state[e] != LinkState::Gap) continue;
        out.firstBreak[e] = 1;
        ++out.breaks;
        out.breakValue += s.edges().value[e];
    }
}

double endToEndShare(Findings& findings, UnknownScore unknown, Progress& progress) {
    const auto& traced = findings.penetration(unknown, progress);
    return traced ? traced->share : kUndefined;
}

} // namespace

Result<DataChainCase> dataChainCase(const SnapshotPtr& snapshot, const ViewSpec& view, const AnalysisOptions& options, Progress& progress) {
    Findings findings(snapshot, options);
    const auto& low = findings.dataChain(UnknownScore::AsAnalogue, progress);
    if (!low) return tl::unexpected(low.error());
    const auto& high = findings.dataChain(UnknownScore::AsDigital, progress);
    if (!high) return tl::unexpected(high.error());

    DataChainCase out;
    out.snapshot = snapshot;
    out.options = options.digital;
    out.seeds = horizonSeeds(*snapshot, view);
    out.state = linkStates(*low, *high);
    for (const auto state : out.state) out.unknownLinks += state == LinkState::Unknown;
    bandCuts(*low, *high, out);
    bandHorizon(*snapshot, *low, *high, out);
    out.coverage = {low->coverage.value, high->coverage.value};
    out.depth = {double(low->strictPath.size()), double(high->strictPath.size())};
    out.endToEnd = {endToEndShare(findings, UnknownScore::AsAnalogue, progress), endToEndShare(findings, UnknownScore::AsDigital, progress)};
    if (progress.stopped()) return Progress::cancelled();
    return out;
}

} // namespace chainscape
