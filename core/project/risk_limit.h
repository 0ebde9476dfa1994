// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// When systemic risk is computed unasked: one cascade per firm over all links it reaches takes minutes on large or dense chains.

#include <cstdint>
#include <string>

#include "core/analysis/analysis_options.h"
#include "core/model/snapshot.h"

namespace chainscape {

/// Links above which systemic risk needs to be asked for; in dense chains every cascade runs over all of them for many rounds.
inline constexpr std::size_t kRiskLinksUpTo = 200000;

/// True for up to AnalysisOptions::riskUpTo firms and kRiskLinksUpTo links.
bool riskWithinLimit(const Snapshot& snapshot, const AnalysisOptions& options);

/// About how long systemic risk takes at most, in whole minutes: cascades of every firm over all links, for as many rounds as chains of many short
/// ways have needed (measured on 10,000 firms with 70,000 links; chains in which shocks die out take a fraction of it).
std::int64_t riskMinutes(const Snapshot& snapshot, const AnalysisOptions& options);

/// Says why systemic risk is left out, how to get it and how long that takes.
std::string riskLimitSentence(const Snapshot& snapshot, const AnalysisOptions& options);

} // namespace chainscape
