// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChangeCase: what a comparison of two periods shows, and the change over all periods around it; computed once, off the GUI thread.

#include <cstdint>
#include <vector>

#include "core/analysis/change_index.h"
#include "core/analysis/change_regime.h"
#include "core/analysis/change_series.h"
#include "core/analysis/change_table.h"
#include "core/base/progress.h"
#include "core/model/view_spec.h"

namespace chainscape::ui {

/// What happened to a firm or a link between A and B. Unknown: there on both sides, with a value nobody stated on one.
enum class ChangeKind : std::uint8_t { Same, Unknown, Down, Up, Gone, New };

/// Changes within this share of the larger side count as unchanged.
inline constexpr double kSameWithin = 0.02;

ChangeKind kindOf(const ChangedLink& link);
ChangeKind kindOf(const ChangedFirm& firm);

/// A against B. Both snapshots are of one dataset; the table's nodes are theirs.
struct ChangeCase {
    SnapshotPtr before, after;
    ChangeTable table;
    Turnover turnover;
    Restructuring change;
    PhaseReading phase;
    std::vector<SupplierSwitch> switches;

    /// Index into Dataset::firms() of a firm of the table.
    [[nodiscard]] std::uint32_t firmIndex(std::uint32_t firm) const;
    [[nodiscard]] bool samePeriod() const { return before->spec().from == after->spec().from; }
};

/// Every period against the one before it.
struct ChangeHistory {
    std::vector<ChangeStep> steps;
    std::vector<PhaseReading> phases; ///< one per step
    NormalChange normal;              ///< of R* over a year
};

/// The view as the comparison draws it: always in stage lanes, so that one layout serves all periods.
ViewSpec changeSpec(ViewSpec spec);

/// Compares spec.from with spec.to (blank: the first and the last period). Fails with NoData, NotFound, or what alignSnapshots
/// refuses. Cancellable. O(firms log firms + links log links), and one solve a side for the digital penetration.
Result<ChangeCase> changeCase(const DatasetPtr& dataset, const ViewSpec& spec, Progress& progress);

/// Empty with one period. Cancellable. The cost of changeSteps and yearlySteps, and one solve a period.
Result<ChangeHistory> changeHistory(const DatasetPtr& dataset, const ViewSpec& spec, Progress& progress);

} // namespace chainscape::ui
