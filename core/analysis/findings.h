// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Findings: what has been computed about one snapshot so far, so that measures share their intermediate results.

#include <array>
#include <optional>
#include <vector>

#include "core/analysis/analysis_options.h"
#include "core/analysis/breadth.h"
#include "core/analysis/centrality.h"
#include "core/analysis/chokepoints.h"
#include "core/analysis/extraction.h"
#include "core/analysis/internets.h"
#include "core/analysis/loops.h"
#include "core/analysis/platform_dependence.h"
#include "core/analysis/trophic.h"

namespace chainscape {

/// A result computed at first asking. A stopped computation is forgotten, so that the next asking starts anew.
template <class T>
class Once {
public:
    template <class Compute>
    const Result<T>& get(const Compute& compute) {
        if (!m_value || (!*m_value && m_value->error().code == ErrorCode::Cancelled)) m_value = compute();
        return *m_value;
    }

private:
    std::optional<Result<T>> m_value;
};

/// D1, D2, D4, D5 under one reading of unknown scores.
struct DataChain {
    std::vector<std::uint8_t> digital; ///< per edge
    DigitalCoverage coverage;
    DigitalPath strictPath, relaxedPath;
    std::vector<StageCut> cuts;
    Internets internets;
};

/// Not thread-safe: one per job. Holds the snapshot; results stay valid as long as it lives.
class Findings {
public:
    Findings(SnapshotPtr snapshot, AnalysisOptions options) : m_snapshot(std::move(snapshot)), m_options(std::move(options)) {}

    [[nodiscard]] const Snapshot& snapshot() const { return *m_snapshot; }
    [[nodiscard]] const SnapshotPtr& snapshotPtr() const { return m_snapshot; }
    [[nodiscard]] const AnalysisOptions& options() const { return m_options; }

    const Result<Accounts>& accounts(Progress& progress);
    const Result<ChainPositions>& positions(Progress& progress);
    const Result<std::vector<double>>& inverseDiagonal(Progress& progress);
    const Result<Extraction>& extraction(Progress& progress);
    const Result<TrophicLevels>& trophic(Progress& progress);
    const Result<Loops>& loops(Progress& progress);
    const Result<Breadth>& breadth(Progress& progress);
    const Result<SystemicRisk>& risk(Progress& progress);
    const Result<Concentration>& concentration(Progress& progress);
    const Result<Betweenness>& betweenness(Progress& progress);
    const Result<Communities>& communities(Progress& progress);
    const Result<PlatformDependence>& platforms(Progress& progress);
    const Result<Centrality>& centrality(Progress& progress);
    const Result<Chokepoints>& chokepoints(Progress& progress);
    const Result<Reach>& reach(ReachDirection direction, Progress& progress);

    /// True when some link's being digital depends on a score nobody stated.
    bool hasUnknownScores();
    /// Without unknown scores both readings are one and computed once.
    const Result<DataChain>& dataChain(UnknownScore unknown, Progress& progress);
    const Result<Penetration>& penetration(UnknownScore unknown, Progress& progress);
    const Result<GapGains>& gapGains(UnknownScore unknown, Progress& progress);
    /// Unknown scores count as analogue. Cost: see bridge_plan.h.
    const Result<BridgePlan>& bridgePlan(Progress& progress);

private:
    std::size_t side(UnknownScore unknown);

    SnapshotPtr m_snapshot;
    AnalysisOptions m_options;
    Once<Accounts> m_accounts;
    Once<ChainPositions> m_positions;
    Once<std::vector<double>> m_diagonal;
    Once<Extraction> m_extraction;
    Once<TrophicLevels> m_trophic;
    Once<Loops> m_loops;
    Once<Breadth> m_breadth;
    Once<SystemicRisk> m_risk;
    Once<Concentration> m_concentration;
    Once<Betweenness> m_betweenness;
    Once<Communities> m_communities;
    Once<PlatformDependence> m_platforms;
    Once<Centrality> m_centrality;
    Once<Chokepoints> m_chokepoints;
    std::array<Once<Reach>, 2> m_reach;
    std::optional<bool> m_unknownScores;
    std::array<Once<DataChain>, 2> m_dataChain;
    std::array<Once<Penetration>, 2> m_penetration;
    std::array<Once<GapGains>, 2> m_gapGains;
    Once<BridgePlan> m_bridgePlan;
};

} // namespace chainscape
