// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The figures that are bars and small series: platforms, enterprise internets, loops, communities.

#include "core/project/panel_figures.h"

namespace chainscape {

/// Per platform its share; the one in focus (else the largest) lost, bypassed and dissolved, side by side; the share over the periods.
void addPlatformBars(const PanelInput& input, std::string_view focus, PanelFigure& out, Progress& progress);
/// Index, openness and value of each internet; index, members and openness of the largest over the periods.
void addInternetBars(const PanelInput& input, PanelFigure& out, Progress& progress);
/// Money that comes round and data that flows back side by side; the links that would have to go.
void addLoopBars(const PanelInput& input, PanelFigure& out, Progress& progress);
/// Value inside each community, and the share of it that stays inside.
void addCommunityBars(const PanelInput& input, PanelFigure& out, Progress& progress);

/// Indices of the periods a figure goes back to: those of the snapshot's own length up to it, at most 24, ascending.
std::vector<std::uint32_t> figurePeriods(const Snapshot& snapshot);

} // namespace chainscape
