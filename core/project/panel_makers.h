// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One maker a topic; makePanelTables() chooses among them and fills in panel, period, unit and settings.

#include "core/project/panel_tables.h"

namespace chainscape {

Result<PanelTables> bridgePanel(const PanelInput& input, Progress& progress);      ///< which gaps of the data chain to close next
Result<PanelTables> internetPanel(const PanelInput& input, Progress& progress);    ///< enterprise internets and their members
Result<PanelTables> platformPanel(const PanelInput& input, Progress& progress);    ///< platforms, who depends on them, what could go without
Result<PanelTables> criticalPanel(const PanelInput& input, Progress& progress);    ///< firms by what their loss costs; sole suppliers
Result<PanelTables> loopPanel(const PanelInput& input, Progress& progress);        ///< loops and the links that close them
Result<PanelTables> communityPanel(const PanelInput& input, Progress& progress);   ///< firms that trade among themselves
Result<PanelTables> phasePanel(const PanelInput& input, Progress& progress);       ///< change from period to period and its phase
Result<PanelTables> linkPanel(const PanelInput& input, Progress& progress);        ///< links likely to appear and to stay
Result<PanelTables> healthPanel(const PanelInput& input, Progress& progress);      ///< what is missing or odd in the data
Result<PanelTables> scorecardPanel(const PanelInput& input, Progress& progress);   ///< stage by stage: visible, feedback, predictable
Result<PanelTables> ledgerPanel(const PanelInput& input, Progress& progress);      ///< forecasts as issued, against what came

/// Ids of snapshot nodes.
std::vector<std::string> idsOf(const Snapshot& snapshot, std::span<const std::uint32_t> nodes);

/// The node's stage, nothing without one.
PanelCell stageCell(const Snapshot& snapshot, std::uint32_t node);

/// A score kept as float, as its shortest decimal text says it; NaN is nothing.
PanelCell scoreCell(float score);

/// Fails with NoData and a sentence where links are there and none of them states a digital score.
Result<void> needScores(const Snapshot& snapshot);

/// An edge's value, nothing where it is unknown.
PanelCell valueCell(const Snapshot& snapshot, std::uint32_t edge);

/// A fact under both readings of unknown scores: one number, or a band where they differ.
PanelFact bandFact(PanelFact fact, double low, double high);

/// The cell of both readings: nothing where they differ.
PanelCell agreed(double low, double high);

/// part / whole; nothing when the whole is 0.
PanelCell shareCell(double part, double whole);

} // namespace chainscape
