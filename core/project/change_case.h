// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChangeCase: all that is told about a comparison of two periods, or of base and scenario, and the change over all periods around it.

#include <cstdint>
#include <string>
#include <vector>

#include "core/analysis/findings.h"
#include "core/analysis/change_index.h"
#include "core/analysis/change_lists.h"
#include "core/analysis/change_regime.h"
#include "core/analysis/change_renames.h"
#include "core/analysis/change_roles.h"
#include "core/analysis/change_series.h"
#include "core/base/progress.h"
#include "core/model/view_spec.h"

namespace chainscape {

/// What is compared, and by which settings.
struct ChangeRequest {
    DatasetPtr dataset;
    DatasetPtr base{};         ///< with spec.change.againstBase: the data without the scenario; null or the same: two periods
    ViewSpec spec;             ///< from, to, period, layer, unit, filter and change
    AnalysisOptions analysis{};
    std::string projectPath{}; ///< where the rows of the files are, for the noise band; blank: none

    [[nodiscard]] bool againstBase() const { return spec.change.againstBase && base && base != dataset; }
};

/// A platform's share of all value, before and after; NaN where it is none or is not there.
struct Mediator {
    std::uint32_t firm = 0; ///< into ChangeTable::firms
    double before = 0, after = 0;
};

/// What tells a restructured chain from one whose firms only have new names.
struct RenameReading {
    double platformBefore = 0, platformAfter = 0; ///< E1; NaN unknown
    std::vector<Mediator> mediators;              ///< largest first
    std::vector<RenameGuess> guesses;
    double rStarIfRenamed = 0;                    ///< R* were all guesses true; NaN without guesses
};

/// A against B: two periods of one dataset, or base and scenario in one period. The table's nodes are the snapshots'.
struct ChangeCase {
    SnapshotPtr before, after;
    ChangeTable table;
    Turnover turnover;
    Restructuring change;
    double penetrationBefore = 0, penetrationAfter = 0; ///< as phases read it; NaN unknown
    PhaseReading phase;
    std::vector<SupplierSwitch> switches;
    RankComparison ranks;
    RoleChanges roles;
    RenameReading reading;
    std::vector<std::uint32_t> firmOf; ///< per firm of the table its index in the dataset of `after`

    /// Index into Dataset::firms() of a firm of the table.
    [[nodiscard]] std::uint32_t firmIndex(std::uint32_t firm) const { return firmOf[firm]; }
    [[nodiscard]] bool againstBase() const { return before->datasetPtr() != after->datasetPtr(); }
    /// Nothing to compare: one period of one dataset.
    [[nodiscard]] bool samePeriod() const { return !againstBase() && before->spec().from == after->spec().from; }
    /// Links with the largest part in RI, at most `count`.
    [[nodiscard]] std::vector<std::uint32_t> largestLinks(std::size_t count) const;
};

/// Every period against the one before it.
struct ChangeHistory {
    std::vector<ChangeStep> steps;
    std::vector<PhaseReading> phases; ///< one per step
    NormalChange normal;              ///< of R* over a year
    ChangePoints regimes;             ///< of R*: places in `steps`
    std::vector<NoiseBand> noise;     ///< one per step
};

/// What the comparison is told by the view: which firms, which names.
ChangeOptions changeOptions(const ViewSpec& spec);

/// The view as the comparison draws it: always in stage lanes, so that one layout serves all periods.
ViewSpec changeSpec(ViewSpec spec);

/// Compares spec.from with spec.to (blank: the first and the last period), or base and scenario in spec.period. Fails with NoData,
/// NotFound, or what alignSnapshots refuses. Cancellable. O(firms log firms + links log links), and one solve a side for the digital
/// penetration.
Result<ChangeCase> changeCase(const ChangeRequest& request, Progress& progress);

/// Empty with one period. The noise band needs the rows of the project. Cancellable. The cost of changeSteps and yearlySteps, and one
/// solve a period.
Result<ChangeHistory> changeHistory(const ChangeRequest& request, Progress& progress);

/// End-to-end penetration as the phase rule reads it: NaN where unknown digital scores leave it open, no link states one, or the value
/// cannot be traced. Fails with Cancelled only.
Result<double> phasePenetration(Findings& findings, Progress& progress);

} // namespace chainscape
