// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The noise band of every step of a history, from the rows of the project's files.

#include "core/analysis/change_series.h"

namespace chainscape {

/// One band a step. The rows are read from the project at `path` only where the data has enough of them a link; else, and without
/// a path, each band says why it cannot be estimated; so it does where the periods have more rows than `noise.mostRows`. Rows of pairs outside the spec's filter are left out; dated renames hold.
/// Fails as opening and reading the project do. Cancellable. O(rows + steps x resamples x rows of two periods).
Result<std::vector<NoiseBand>> noiseBands(const std::string& path, const DatasetPtr& dataset, const SnapshotSpec& spec, std::span<const ChangeStep> steps,
                                          const ChangeOptions& options, const NoiseOptions& noise, Progress& progress);

/// Rows a link of a period on average, each counting `counted` at most; 0 without links. O(flows of the period).
double rowsPerLink(const Dataset& dataset, std::uint32_t period, double counted);

} // namespace chainscape
