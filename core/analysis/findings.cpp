// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/findings.h"

#include <algorithm>

namespace chainscape {
namespace {

/// Calls `use` with the value of a result it needs, or hands its error on.
template <class T, class Needed, class Use>
Result<T> with(const Result<Needed>& needed, const Use& use) {
    if (!needed) return tl::unexpected(needed.error());
    return use(*needed);
}

Result<DataChain> makeDataChain(const Snapshot& s, const DigitalOptions& options, Progress& progress) {
    DataChain out;
    out.digital = digitalEdges(s, options);
    out.coverage = digitalCoverage(s, out.digital);
    out.strictPath = longestDigitalPath(s, out.digital, StepRule::NextStage);
    out.relaxedPath = longestDigitalPath(s, out.digital, StepRule::AnyLater);
    out.cuts = stageCuts(s, out.digital);
    auto pieces = internets(s, out.digital, progress);
    if (!pieces) return tl::unexpected(pieces.error());
    out.internets = std::move(*pieces);
    return out;
}

} // namespace

const Result<Accounts>& Findings::accounts(Progress& progress) {
    return m_accounts.get([&] { return chainscape::accounts(*m_snapshot, m_options.accounts, progress); });
}

const Result<ChainPositions>& Findings::positions(Progress& progress) {
    return m_positions.get([&] {
        return with<ChainPositions>(accounts(progress), [&](const Accounts& a) { return chainscape::positions(*m_snapshot, a, progress); });
    });
}

const Result<std::vector<double>>& Findings::inverseDiagonal(Progress& progress) {
    return m_diagonal.get([&] {
        return with<std::vector<double>>(accounts(progress), [&](const Accounts& a) { return chainscape::inverseDiagonal(*m_snapshot, a, progress); });
    });
}

const Result<Extraction>& Findings::extraction(Progress& progress) {
    return m_extraction.get([&] {
        return with<Extraction>(positions(progress), [&](const ChainPositions& p) {
            return with<Extraction>(inverseDiagonal(progress), [&](const std::vector<double>& diagonal) -> Result<Extraction> {
                return chainscape::extraction(*accounts(progress), p, diagonal);
            });
        });
    });
}

const Result<TrophicLevels>& Findings::trophic(Progress& progress) {
    return m_trophic.get([&] { return trophicLevels(*m_snapshot, {}, progress); });
}

const Result<Loops>& Findings::loops(Progress& progress) {
    return m_loops.get([&] { return chainscape::loops(*m_snapshot, m_options.feedbackArcs, progress); });
}

const Result<Breadth>& Findings::breadth(Progress& progress) {
    return m_breadth.get([&] { return chainscape::breadth(*m_snapshot, progress); });
}

const Result<SystemicRisk>& Findings::risk(Progress& progress) {
    return m_risk.get([&] { return systemicRisk(*m_snapshot, m_options.cascade, progress); });
}

const Result<Concentration>& Findings::concentration(Progress& progress) {
    return m_concentration.get([&] { return chainscape::concentration(*m_snapshot, m_options.concentration, progress); });
}

const Result<Betweenness>& Findings::betweenness(Progress& progress) {
    return m_betweenness.get([&] { return chainscape::betweenness(*m_snapshot, m_options.betweenness, progress); });
}

const Result<Communities>& Findings::communities(Progress& progress) {
    return m_communities.get([&] { return chainscape::communities(*m_snapshot, m_options.communities, progress); });
}

const Result<PlatformDependence>& Findings::platforms(Progress& progress) {
    return m_platforms.get([&] {
        return with<PlatformDependence>(accounts(progress), [&](const Accounts& a) { return platformDependence(*m_snapshot, a, progress); });
    });
}

const Result<Centrality>& Findings::centrality(Progress& progress) {
    return m_centrality.get([&] { return chainscape::centrality(*m_snapshot, {}, progress); });
}

const Result<Chokepoints>& Findings::chokepoints(Progress& progress) {
    return m_chokepoints.get([&] { return chainscape::chokepoints(*m_snapshot, progress); });
}

const Result<Reach>& Findings::reach(ReachDirection direction, Progress& progress) {
    return m_reach[static_cast<std::size_t>(direction)].get([&] { return chainscape::reach(*m_snapshot, direction, progress); });
}

bool Findings::hasUnknownScores() {
    if (!m_unknownScores) {
        const auto undecided = undecidedEdges(*m_snapshot, m_options.digital);
        m_unknownScores = std::ranges::find(undecided, std::uint8_t(1)) != undecided.end();
    }
    return *m_unknownScores;
}

std::size_t Findings::side(UnknownScore unknown) { return unknown == UnknownScore::AsDigital && hasUnknownScores() ? 1 : 0; }

const Result<DataChain>& Findings::dataChain(UnknownScore unknown, Progress& progress) {
    const auto k = side(unknown);
    return m_dataChain[k].get([&] {
        auto options = m_options.digital;
        options.unknown = k == 1 ? UnknownScore::AsDigital : UnknownScore::AsAnalogue;
        return makeDataChain(*m_snapshot, options, progress);
    });
}

const Result<Penetration>& Findings::penetration(UnknownScore unknown, Progress& progress) {
    return m_penetration[side(unknown)].get([&] {
        return with<Penetration>(accounts(progress), [&](const Accounts& a) {
            return with<Penetration>(dataChain(unknown, progress), [&](const DataChain& chain) {
                return chainscape::penetration(*m_snapshot, a, chain.digital, progress);
            });
        });
    });
}

const Result<GapGains>& Findings::gapGains(UnknownScore unknown, Progress& progress) {
    return m_gapGains[side(unknown)].get([&] {
        return with<GapGains>(accounts(progress), [&](const Accounts& a) {
            return with<GapGains>(dataChain(unknown, progress), [&](const DataChain& chain) {
                return chainscape::gapGains(*m_snapshot, a, chain.digital, m_options.gaps, progress);
            });
        });
    });
}

const Result<BridgePlan>& Findings::bridgePlan(Progress& progress) {
    return m_bridgePlan.get([&] {
        return with<BridgePlan>(accounts(progress), [&](const Accounts& a) {
            return with<BridgePlan>(dataChain(UnknownScore::AsAnalogue, progress), [&](const DataChain& chain) {
                return chainscape::bridgePlan(*m_snapshot, a, chain.digital, m_options.bridgePlan, progress);
            });
        });
    });
}

} // namespace chainscape
