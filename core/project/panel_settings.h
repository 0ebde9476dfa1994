// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The settings a topic's numbers depend on, in words, as they stand under its figure and table.

#include <string>
#include <vector>

#include "core/analysis/analysis_options.h"
#include "core/project/panel_tables.h"

namespace chainscape {

/// One short phrase each ("digital from 0.5"); empty for topics that depend on none.
std::vector<std::string> settingsOf(Panel panel, const AnalysisOptions& options);

/// What counts as digital: "digital from 0.5", strict mode with both thresholds.
std::string digitalWords(const DigitalOptions& options);

} // namespace chainscape
