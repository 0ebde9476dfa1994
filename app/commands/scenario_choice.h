// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What commands on a project share: a period by its text, and a stored scenario applied first.

#include "app/commands/command.h"
#include "core/io/project_file.h"
#include "core/scenario/stored_scenario.h"

namespace chainscape::cli {

/// Index of the period; kNone for blank text. Fails with NotFound, naming the periods there are.
Result<std::uint32_t> periodNamed(const Dataset& dataset, const std::string& text);

/// The dataset with a stored scenario applied; steps that cannot apply are told on `context.err`. A blank name gives the dataset
/// itself. spec.from: the period to apply it to, kNone: the one it was made for.
Result<DatasetPtr> withScenario(Context& context, const ProjectFile& file, const DatasetPtr& dataset, const std::string& name,
                                const SnapshotSpec& spec, Progress& progress);

} // namespace chainscape::cli
