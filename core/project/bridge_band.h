// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// BridgeBand: what a bridge plan comes to if the scores nobody stated turn out to be digital.

#include <vector>

#include "core/analysis/findings.h"

namespace chainscape {

/// The plan itself takes unknown scores as analogue, so its shares are the lower end.
struct BridgeBand {
    double base = 0;           ///< E2E now
    std::vector<double> share; ///< per step of the plan: E2E with the same links closed
};

/// One solve a step; without unknown scores the plan's own shares. Fails as penetration() does.
Result<BridgeBand> bridgeBand(Findings& findings, const BridgePlan& plan, Progress& progress);

} // namespace chainscape
