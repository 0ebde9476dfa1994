// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From a ViewSpec to the Snapshot it shows.

#include "core/model/snapshot.h"
#include "core/model/view_spec.h"

namespace chainscape {

/// The stages of the narrow chain (raw material to manufacture) in this dataset's list; empty when the list has no such words.
std::vector<int> narrowStages(const StageList& stages);

/// Fills in what the spec leaves blank. Several units and none named: the unit of most flows is taken (views say which).
/// Fails with NotFound when the period is not in the data.
Result<SnapshotSpec> snapshotSpec(const Dataset& dataset, const ViewSpec& view);

/// The unit the view measures: its own, else that of most flows of its layer.
std::string unitOf(const Dataset& dataset, const ViewSpec& view);

Result<SnapshotPtr> makeSnapshot(DatasetPtr dataset, const ViewSpec& view);

} // namespace chainscape
