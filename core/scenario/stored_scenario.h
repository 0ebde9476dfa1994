// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// StoredScenario: a named remix as the project keeps it (documents of kind Scenario), and replaying it on data of today.

#include "core/scenario/scenario.h"

namespace chainscape {

struct StoredScenario {
    EditList edits;
    std::string period; ///< the period it was made for, as text; blank: the last
    std::string unit;   ///< blank: the only unit of the layer

    bool operator==(const StoredScenario&) const = default;
};

/// Reads {"period", "unit", "steps"} or a bare array of steps. Fails as editListFromJson does.
Result<StoredScenario> storedScenarioFromJson(std::string_view json);
std::string toJson(const StoredScenario& scenario);

/// Applies it to the period and unit of `spec`; where spec names none, to those it was made for, when the data has them; else to
/// the last period. Steps that no longer fit are listed as not applied, the others are.
Result<ScenarioResult> replay(const DatasetPtr& dataset, const StoredScenario& scenario, SnapshotSpec spec, Progress& progress);

} // namespace chainscape
