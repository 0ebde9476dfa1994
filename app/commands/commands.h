// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One function per command: it adds the subcommand to the root and runs it from its callback.

#include "app/commands/command.h"

namespace chainscape::cli {

void addRender(CLI::App& root, Context& context); // only with the figures (CHAINSCAPE_GUI)
void addSample(CLI::App& root, Context& context);
void addVersion(CLI::App& root, Context& context);
void addImport(CLI::App& root, Context& context);
void addSimilar(CLI::App& root, Context& context);
void addInfo(CLI::App& root, Context& context);
void addMetrics(CLI::App& root, Context& context);
void addCompare(CLI::App& root, Context& context);
void addScenario(CLI::App& root, Context& context);
void addExport(CLI::App& root, Context& context);
void addAnalyse(CLI::App& root, Context& context);
void addForecast(CLI::App& root, Context& context);
void addSankey(CLI::App& root, Context& context);
void addLayout(CLI::App& root, Context& context);

} // namespace chainscape::cli
