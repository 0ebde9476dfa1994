// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The data chain on the map: digital, missing and unknown links, how far data reaches, where it stops, and the cuts between stages.

#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/painters/network_marks.h"

namespace chainscape::ui {

/// Colour and dashes of a link by its state, at the opacity of its brightness. `solid` opacity 0..1.
LineStyle chainLinkStyle(LinkState state, double opacity, const Theme& theme);

/// With seeds: firms within the horizon are clear (seeds bright), firms that only unknown scores reach are at rest, others recede; first
/// breaks are bright. Without seeds everything is at rest.
NetworkFocus horizonFocus(const DataChainCase& chain);

/// A gauge at every border between lanes: digital share from below, unknown in the middle, gap above; the weakest is thicker. Lanes
/// layout only.
void paintCuts(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

/// The shares at the feet of the gauges; the weakest is named.
void paintCutLabels(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

/// An open circle on every first break, the heaviest ones first. Returns how many are marked.
std::size_t paintBreaks(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

/// One line below the map: what can be traced, between which bounds, and where the weakest cut is.
void paintChainLine(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

/// The lines and notes of the legend in this mode.
void addChainLegend(Legend& legend, const NetworkInput& input, std::size_t marked, const Theme& theme);

/// "34%", or "23% to 41%" where unknown scores decide.
QString shareBandText(const Band& band, const QLocale& locale);

/// What the data chain says, in one sentence.
QString chainSentence(const DataChainCase& chain, const QLocale& locale);

} // namespace chainscape::ui
