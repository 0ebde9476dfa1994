// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Change over all periods of a chain, and how much of it is chance. (analytics F2; noise band and years are Chainscape's own)

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/analysis/change_index.h"
#include "core/base/progress.h"

namespace chainscape {

/// The change from one period to a later one of the same granularity.
struct ChangeStep {
    std::uint32_t from = 0, to = 0; ///< period indices
    int gap = 1;                    ///< periods between them; above 1 where the data has a hole
    Turnover turnover;
    Restructuring change;
    double jsd = 0;
};

/// Neighbouring periods of the granularity of the last one, in time order; empty with one period only. The spec's periods are
/// ignored. Cancellable. O(periods x (firms log firms + links log links)).
Result<std::vector<ChangeStep>> changeSteps(const DatasetPtr& dataset, const SnapshotSpec& spec, const ChangeOptions& options,
                                            Progress& progress);

/// The same for each period and the one a year earlier (the one before for plain numbers): the unit of `normal change`.
Result<std::vector<ChangeStep>> yearlySteps(const DatasetPtr& dataset, const SnapshotSpec& spec, const ChangeOptions& options,
                                            Progress& progress);

/// Spread of R* over steps; NaN without a known one.
struct NormalChange {
    std::size_t steps = 0;
    double median = 0, low = 0, high = 0; ///< low, high: least and greatest
};
NormalChange normalChange(std::span<const ChangeStep> steps);

/// A change in years of normal change: R* over the median yearly R*. NaN when one is unknown or nothing ever changed.
double yearsOfNormalChange(const Restructuring& change, const NormalChange& normal);

/// One row of the data; firms as indices of one Dataset. Rows of one period, layer and unit, in any order.
struct FlowRow {
    std::uint32_t source = 0, target = 0;
    double value = 0;
};

struct NoiseOptions {
    int resamples = 200;
    double coverage = 0.90;  ///< share of pure-chance changes inside the band
    double minRows = 5;      ///< rows a link and period, on average and counting at most twice as many of each
    std::uint64_t seed = 1;
    double mostRows = 2e7;   ///< of all periods; above that the rows are not read and no band is drawn

    bool operator==(const NoiseOptions&) const = default;
};

/// What RI and R* would be were the two periods the same but for chance: the rows of both are pooled and dealt back at random,
/// each to either side in proportion to the rows there. With too few rows a link `estimated` is false and `reason` says so.
struct NoiseBand {
    bool estimated = false;
    double rowsPerLink = 0;
    double riLow = 0, riHigh = 0, rStarLow = 0, rStarHigh = 0; ///< NaN when not estimated
    std::string reason;
};
/// Seeded; the same on any number of threads. Cancellable. O(resamples x rows).
Result<NoiseBand> noiseBand(std::span<const FlowRow> before, std::span<const FlowRow> after, const NoiseOptions& options,
                            Progress& progress);

} // namespace chainscape
