// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The tables behind the panels, as JSON: what the analyse command answers with.

#include <span>
#include <vector>

#include "app/commands/command.h"
#include "core/analysis/findings.h"
#include "core/io/project_file.h"

namespace chainscape::cli {

struct AnalyseInput {
    const ProjectFile& file;
    DatasetPtr dataset; ///< a scenario applied, where one was asked for
    Findings& findings; ///< of the period asked for
    bool esri = false;  ///< systemic risk also where it takes long
    Progress& progress;

    [[nodiscard]] const Snapshot& snapshot() const { return findings.snapshot(); }
};

/// `facts`: single numbers. `tables`: an array of rows each, every row an object with the same keys. Unknown is null.
struct Tables {
    Json facts = Json::object();
    Json tables = Json::object();
    Json warnings = Json::array();
};

Result<Tables> bridgeTables(AnalyseInput& input);    ///< which gaps of the data chain to close next
Result<Tables> internetTables(AnalyseInput& input);  ///< enterprise internets and their members
Result<Tables> platformTables(AnalyseInput& input);  ///< platforms, who depends on them, what could go without
Result<Tables> criticalTables(AnalyseInput& input);  ///< firms by what their loss costs; sole suppliers
Result<Tables> loopTables(AnalyseInput& input);      ///< loops and the links that close them
Result<Tables> healthTables(AnalyseInput& input);    ///< what is missing or odd in the data
Result<Tables> phaseTables(AnalyseInput& input);     ///< change from period to period and its phase
Result<Tables> linkTables(AnalyseInput& input);      ///< links likely to appear and to stay
Result<Tables> ledgerTables(AnalyseInput& input);    ///< forecasts as issued, against what came
Result<Tables> scorecardTables(AnalyseInput& input); ///< stage by stage: visible, feedback, predictable

/// Ids of snapshot nodes.
Json idsOf(const Snapshot& snapshot, std::span<const std::uint32_t> nodes);

/// The node's stage, null without one.
Json stageOf(const Snapshot& snapshot, std::uint32_t node);

/// A score kept as float, as its shortest decimal text says it; NaN is null.
Json scoreOf(float score);

} // namespace chainscape::cli
