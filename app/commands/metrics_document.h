// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The JSON document of the metrics command, made from one snapshot.

#include "app/commands/command.h"
#include "core/analysis/findings.h"

namespace chainscape::cli {

struct MetricsArgs {
    bool firms = false; ///< add one object per active firm
    bool links = false; ///< add one object per pair
    bool esri = false;  ///< systemic risk also where it takes long, see risk_limit.h
};

/// `{period, layer, unit, digital_mode, chain, firms?, links?, warnings}`. What is absent or undefined is null, with a warning that says
/// why where a measure had to be refused. Where digital scores are unknown, every digital key K comes with K_low (unknown = 0) and
/// K_high (unknown = 1), and is null where they differ.
Json metricsDocument(Findings& findings, const MetricsArgs& args, Progress& progress);

/// The `chain` object alone, for before and after a scenario; warnings are added to `warnings`.
Json chainMetrics(Findings& findings, const MetricsArgs& args, Json& warnings, Progress& progress);

} // namespace chainscape::cli
