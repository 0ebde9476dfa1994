// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FlowLook: how a flow figure is shown. A part of ViewSpec, stored with it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chainscape {

/// Twins: two periods (the comparison's A and B) on one scale. Multiples: all periods, or a dozen of many, on one scale.
enum class FlowForm : std::uint8_t { Sankey, Matrix, Table, Twins, Difference, Multiples };

/// What the colour of a band tells. Platform: the platform most of its value passes.
enum class FlowColour : std::uint8_t { Source, Target, Kind, Digital, Change, Platform };

/// What stands side by side: the chosen layer and unit alone, every layer, or every unit of the layer. Units are never added.
enum class FlowPanels : std::uint8_t { One, Layers, Units };

struct FlowLook {
    FlowForm form = FlowForm::Sankey;
    FlowColour colour = FlowColour::Source;
    FlowPanels panels = FlowPanels::One;
    bool darkValue = false;      ///< shows the value that flows without data
    bool lanesFromFlows = false; ///< lanes told from who sells to whom instead of stages
    bool locked = false;         ///< `order` holds every group; nothing is reordered
    double threshold = 0;        ///< flows under this share of the total (over all periods) recede and only their sum is told
    double tolerance = 1e-4;     ///< share of all flows under which a difference of in and out is rounding: no stub, no row
    std::string label;           ///< {name} {value} {stage%} {total%} {in} {out}, lines by \n; blank: name and value
    std::map<int, std::string> groupByStage;                    ///< where it differs from ViewSpec::groupBy
    std::vector<std::string> opened;                            ///< keys of groups drilled into; one that stands twice is opened further
    std::map<std::string, std::vector<std::string>> bandOrder;  ///< "out|GROUP" or "in|GROUP" -> keys at the other ends, top to bottom

    bool operator==(const FlowLook&) const = default;
};

std::string_view nameOf(FlowForm form);
std::optional<FlowForm> flowFormNamed(std::string_view name);
std::string_view nameOf(FlowColour colour);
std::optional<FlowColour> flowColourNamed(std::string_view name);
std::string_view nameOf(FlowPanels panels);
std::optional<FlowPanels> flowPanelsNamed(std::string_view name);

} // namespace chainscape
