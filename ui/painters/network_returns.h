// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Return lines of the lanes: links back to an earlier stage, bundled into one line for every pair of stages.

#include <vector>

#include "ui/canvas/display_list.h"
#include "ui/painters/network_marks.h"

namespace chainscape::ui {

/// All links from one stage back to an earlier one.
struct ReturnLine {
    int from = 0, to = 0;
    double value = 0;                 ///< of all of them, drawn or not; unknown values count as nothing
    std::vector<std::uint32_t> edges; ///< ascending
};

/// Whether a link runs to an earlier stage.
bool runsBackward(const Snapshot& snapshot, std::uint32_t edge);

/// Shortest way back first, then by the stages; empty when nothing runs back. O(edges log pairs).
std::vector<ReturnLine> returnLines(const Snapshot& snapshot);

/// The number a return line is picked by (ItemKind::Band), and the line of a number; nothing for a number of none.
std::uint32_t returnLineId(const ReturnLine& line);
std::vector<ReturnLine>::const_iterator returnLineOf(const std::vector<ReturnLine>& lines, std::uint32_t id);

/// Paints every line: from its sellers to the right border of their lane, under the lanes, up to its buyers. Only sellers and buyers with a link
/// among the drawn ones have a strand, of very many the heaviest; a strand or line of a single link is that link. Lines with a link in focus are bright.
void paintReturns(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const std::vector<ReturnLine>& lines, const Theme& theme);

/// What the lines carry, written on each and summed below.
void paintReturnSums(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const std::vector<ReturnLine>& lines, const Theme& theme);

} // namespace chainscape::ui
