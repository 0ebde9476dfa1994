// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How sure the numbers of links are: the confidence that files give with their rows, by flow and by edge.

#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/io/project_file.h"
#include "core/model/snapshot.h"

namespace chainscape {

/// The dataset with FlowTable::confidence filled from the file it was loaded from; the same one when no row of the file has any.
/// Firms that were merged count as what they are now. O(rows with a confidence).
Result<DatasetPtr> withConfidence(const DatasetPtr& dataset, const ProjectFile& file, Progress& progress);

/// Per edge the value-weighted mean of its flows' confidences, 0..1; NaN: unknown. Empty when the dataset has none at all.
std::vector<double> edgeConfidence(const Snapshot& snapshot);

} // namespace chainscape
