// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/risk_limit.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace chainscape {

bool riskWithinLimit(const Snapshot& snapshot, const AnalysisOptions& options) {
    return snapshot.nodeCount() <= options.riskUpTo && snapshot.edgeCount() <= kRiskLinksUpTo;
}

std::int64_t riskMinutes(const Snapshot& snapshot, const AnalysisOptions& options) {
    constexpr double linkSeconds = 6e-10, roundsAtHundredth = 20, moreADecade = 1.93;
    const double decades = -2 - std::log10(std::clamp(options.cascade.epsilon, 1e-12, 1e-2));
    const double rounds = std::min(roundsAtHundredth * std::pow(moreADecade, decades), double(options.cascade.maxRounds));
    const double seconds = double(snapshot.nodeCount()) * double(snapshot.edgeCount()) * rounds * linkSeconds / std::max(1u, std::thread::hardware_concurrency());
    return static_cast<std::int64_t>(std::ceil(seconds / 60));
}

std::string riskLimitSentence(const Snapshot& snapshot, const AnalysisOptions& options) {
    const bool firms = snapshot.nodeCount() > options.riskUpTo;
    return "Systemic risk is left out above " + (firms ? std::to_string(options.riskUpTo) + " firms" : std::to_string(kRiskLinksUpTo) + " links") +
           " unless it is asked for (command line: --esri); here it may take " + std::to_string(riskMinutes(snapshot, options)) + " min.";
}

} // namespace chainscape
