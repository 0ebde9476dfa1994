// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which part of which project a command looks at: the arguments that layout, sankey and analyse share, and what they choose.

#include "app/commands/command.h"
#include "core/analysis/analysis_options.h"
#include "core/model/snapshot.h"
#include "core/project/project.h"

namespace chainscape::cli {

struct ChainChoice {
    std::string path, period, layer = "money", unit, scenario;
};

/// --period, --layer, --unit and --scenario; the project itself is the command's own argument.
void addChainOptions(CLI::App& command, ChainChoice& choice);

struct ChosenChain {
    Project project;
    DatasetPtr dataset; ///< the scenario applied
    SnapshotPtr snapshot;
};

/// Opens the project for reading. Fails with a sentence when the project, period, layer, unit or scenario is not there.
Result<ChosenChain> chooseChain(Context& context, const ChainChoice& choice, Progress& progress);

/// The settings of the analysis kept in the project; `digital` says "link" or "strict" to overrule its digital mode, blank leaves it.
Result<AnalysisOptions> settingsFor(const ProjectFile& file, const std::string& digital);

/// --digital, as settingsFor() takes it.
void addDigitalOption(CLI::App& command, std::string& digital);

} // namespace chainscape::cli
