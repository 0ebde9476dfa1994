// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Applying an EditList to one period of a chain: another Dataset, and an account of what happened.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/scenario/edit_list.h"
#include "core/scenario/shock_band.h"

namespace chainscape {

/// What became of one step. A step that cannot apply says why in `message`; the others go on without it.
struct StepOutcome {
    std::string op;
    bool applied = false;
    std::string message;
    std::optional<ShockBand> band; ///< of a capacity step in band mode
};

/// Something that must hold, with how far it is off: relative to final use, the worst over all steps.
struct Invariant {
    std::string name;
    bool holds = true;
    double error = 0;
};

/// What a scenario leaves a firm short of; amounts over all steps.
struct FirmShortfall {
    std::string firm;                              ///< id
    double outside = 0;                            ///< what it buys from outside the chain
    double strandedSupply = 0, strandedDemand = 0; ///< what it could not place, what it could not get

    [[nodiscard]] double largest() const { return std::max({outside, strandedSupply, strandedDemand}); }
};

struct ScenarioResult {
    DatasetPtr after; ///< the base itself when no step had an effect
    SnapshotSpec spec; ///< the base's spec with period and unit filled in, filter kept; fits both Datasets
    double strandedSupply = 0, strandedDemand = 0; ///< what could not be placed, what could not be got, over all steps
    double externalPurchases = 0;                  ///< what is bought from outside the chain instead
    double valueAdded = 0, finalUse = 0;           ///< inside the chain; wanted, outside purchases included
    std::vector<FirmShortfall> shortfalls;         ///< firms that buy outside or are stranded, the largest amount first
    std::vector<Invariant> invariants;
    std::vector<StepOutcome> steps;                ///< one per step of the list, switched-off ones too
};

/// Applies the steps in order to a copy of one period; other periods keep their flows. A merger before a removal is not the same
/// as after it; removing a then b in "lose" mode is the same as removing both, in "reallocate" mode the order matters.
/// Fails as makeSnapshot does, with BadArgument for a range of periods, or Cancelled.
/// A firm's stage or score changed in the period is set back for later periods, unless it was unknown there.
Result<ScenarioResult> applyScenario(const DatasetPtr& base, const SnapshotSpec& spec, const EditList& edits, Progress& progress);

} // namespace chainscape
