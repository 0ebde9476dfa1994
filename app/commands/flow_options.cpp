// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/flow_options.h"

namespace chainscape::cli {

void addFlowGrouping(CLI::App& command, FlowOptions& options) {
    command.add_option("--group-by", options.groupBy, "Boxes of a flow figure: firm, stage, sector, region, platform, community or a further column");
    command.add_option("--top", options.top, "Largest boxes of each stage; the rest is Other (default: as fits)")->check(CLI::Range(0, 100000));
    command.add_option("--open", options.open, "Key of a box to be opened, like 3|* (may stand several times)");
    command.add_option("--small", options.small, "Share of the total under which flows recede, like 0.01")->check(CLI::Range(0.0, 0.5));
    command.add_option("--tolerance", options.tolerance, "Share of all flows up to which a difference of in and out is not shown (default: 0.0001)")->check(CLI::Range(0.0, 0.5));
    command.add_flag("--lanes-from-flows", options.lanesFromFlows, "Lanes told from who sells to whom instead of stages");
    command.add_option("--panels", options.panels, "one, layers (goods and money, data, capital side by side) or units");
}

void addFlowLook(CLI::App& command, FlowOptions& options) {
    command.add_option("--form", options.form, "Flow as: sankey, matrix, table, twins, difference or multiples");
    command.add_option("--colour", options.colour, "Bands by: source, target, kind, digital, change or platform");
    command.add_option("--label", options.label, "Labels of boxes, like \"{name}\\n{value} ({stage%})\"");
    command.add_flag("--dark", options.dark, "Show the value that flows without data");
}

Result<void> applyFlowOptions(const FlowOptions& options, ViewSpec& spec) {
    const auto form = flowFormNamed(options.form);
    if (!form) return failure(ErrorCode::BadArgument, "Flow cannot be shown as \"" + options.form + "\"; choose sankey, matrix, table, twins, difference or multiples.");
    const auto colour = flowColourNamed(options.colour);
    if (!colour) return failure(ErrorCode::BadArgument, "Bands have no colour by \"" + options.colour + "\"; choose source, target, kind, digital, change or platform.");
    const auto panels = flowPanelsNamed(options.panels);
    if (!panels) return failure(ErrorCode::BadArgument, "There are no panels \"" + options.panels + "\"; choose one, layers or units.");
    spec.groupBy = options.groupBy;
    spec.topGroups = options.top;
    spec.flow.form = *form;
    spec.flow.colour = *colour;
    spec.flow.panels = *panels;
    spec.flow.label = options.label;
    spec.flow.opened = options.open;
    spec.flow.threshold = options.small;
    spec.flow.tolerance = options.tolerance;
    spec.flow.darkValue = options.dark;
    spec.flow.lanesFromFlows = options.lanesFromFlows;
    return {};
}

} // namespace chainscape::cli
