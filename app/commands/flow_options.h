// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How a flow figure is grouped and shown, as options that render and sankey share.

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/base/result.h"
#include "core/model/view_spec.h"

namespace chainscape::cli {

struct FlowOptions {
    std::string groupBy = "firm", form = "sankey", colour = "source", panels = "one", label;
    std::vector<std::string> open;
    int top = 0;
    double small = 0, tolerance = FlowLook{}.tolerance;
    bool dark = false, lanesFromFlows = false;
};

/// Options that decide which boxes and flows there are.
void addFlowGrouping(CLI::App& command, FlowOptions& options);
/// Options of the picture.
void addFlowLook(CLI::App& command, FlowOptions& options);

/// BadArgument for a word that is none of the choices.
Result<void> applyFlowOptions(const FlowOptions& options, ViewSpec& spec);

} // namespace chainscape::cli
