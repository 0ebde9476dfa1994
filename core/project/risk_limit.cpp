// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/risk_limit.h"

namespace chainscape {

bool riskWithinLimit(const Snapshot& snapshot, const AnalysisOptions& options) {
    return snapshot.nodeCount() <= options.riskUpTo && snapshot.edgeCount() <= kRiskLinksUpTo;
}

std::string riskLimitSentence(const Snapshot& snapshot, const AnalysisOptions& options) {
    const bool firms = snapshot.nodeCount() > options.riskUpTo;
    return "Systemic risk is left out above " + (firms ? std::to_string(options.riskUpTo) + " firms" : std::to_string(kRiskLinksUpTo) + " links") +
           " unless it is asked for (command line: --esri).";
}

} // namespace chainscape
