// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How a network figure is drawn, as options of render.

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/base/result.h"
#include "core/model/view_spec.h"

namespace chainscape::cli {

struct NetworkOptions {
    std::string colourBy = "stage", sizeBy = "throughput", opacityBy, linkOpacityBy, shapeBy, widthBy = "value";
    std::string colourScale = "linear", sizeScale = "linear", opacityScale = "linear", widthScale = "linear";
    std::string forceMode, ramp;
    std::vector<std::string> palette, selected;
    int window = 1, links = 0;
    bool trail = false, newAndGone = false;
};

void addNetworkLook(CLI::App& command, NetworkOptions& options);

/// BadArgument for a word that is none of the choices, and for a measure or colour that is none.
Result<void> applyNetworkOptions(const NetworkOptions& options, ViewSpec& spec);

/// Opacity may be by a further column of the data, too.
Result<void> checkOpacity(const std::string& by, const Dataset& dataset);

} // namespace chainscape::cli
