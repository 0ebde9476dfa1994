// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// DataChainCase: where the data chain of a snapshot holds and where it breaks, with both readings of scores nobody stated.

#include <cstdint>
#include <vector>

#include "core/analysis/analysis_options.h"
#include "core/base/progress.h"
#include "core/model/snapshot.h"
#include "core/model/view_spec.h"

namespace chainscape {

enum class LinkState : std::uint8_t { Digital, Gap, Unknown };
enum class Reached : std::uint8_t { No, Perhaps, Surely }; ///< Perhaps: only if the unknown scores are digital

/// A value under both readings: unknown scores analogue, unknown scores digital. NaN: undefined.
struct Band {
    double low = 0, high = 0;
};

struct CutBand {
    int from = 0, to = 0; ///< stages
    double value = 0;     ///< of the forward links that cross
    Band digital;         ///< share of it
};

struct DataChainCase {
    SnapshotPtr snapshot;
    DigitalOptions options;
    std::vector<LinkState> state;          ///< per edge
    std::vector<Reached> reached;          ///< per node: within the horizon of the seeds, or of the origins
    std::vector<std::uint8_t> firstBreak;  ///< per edge: a gap (not merely an unknown link) where data of the horizon surely stops
    std::vector<std::uint32_t> seeds;      ///< nodes; empty: the origins
    std::vector<CutBand> cuts;             ///< ascending
    std::size_t weakest = 0;               ///< index into cuts, by the middle of the band, first on ties; cuts.size() when there is none or nothing is known of it
    Band endToEnd;                         ///< share of deliveries to end users that can be traced digitally to their origin
    Band coverage;                         ///< share of value on digital links
    Band depth;                            ///< stages in a row (firms of the strict path)
    std::size_t unknownLinks = 0, breaks = 0, firmsSurely = 0, firmsPerhaps = 0; ///< firms reached, seeds not counted
    double breakValue = 0;
};

/// Digital as the settings say; seeds are the firm in focus, else the selected firms, else the firms of view.focusStage, else none.
/// Cost: two traces through the chain.
Result<DataChainCase> dataChainCase(const SnapshotPtr& snapshot, const ViewSpec& view, const AnalysisOptions& options, Progress& progress);

} // namespace chainscape
