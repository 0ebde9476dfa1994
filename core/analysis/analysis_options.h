// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// AnalysisOptions: every threshold and convention a measure depends on, as one value kept with the project.

#include <string>
#include <string_view>

#include "core/analysis/accounts.h"
#include "core/analysis/betweenness.h"
#include "core/analysis/bridge_plan.h"
#include "core/analysis/cascade.h"
#include "core/analysis/communities.h"
#include "core/analysis/concentration.h"
#include "core/analysis/digital.h"
#include "core/analysis/feedback_arcs.h"
#include "core/analysis/penetration.h"

namespace chainscape {

struct AnalysisOptions {
    AccountOptions accounts;
    DigitalOptions digital; ///< its `unknown` is set by who computes a band
    FeedbackArcOptions feedbackArcs;
    GapOptions gaps;
    BridgePlanOptions bridgePlan;
    CascadeOptions cascade;
    std::size_t riskUpTo = 10000; ///< firms; above, systemic risk is computed on request only
    ConcentrationOptions concentration;
    BetweennessOptions betweenness;
    CommunityOptions communities;
    double narrowChain = 2;     ///< a chain with less mean breadth is called narrow
    double narrowStage = 1.5;   ///< as is one with a stage below this
    double spareCapacity = 0.1; ///< headroom of firms and links when trade is rerouted
    double mislabelled = 0.3;   ///< backflow share above which stages may be mislabelled

    bool operator==(const AnalysisOptions&) const = default;
};

/// One JSON object; fields at their defaults are written, too, so that a stored project keeps what it was computed with.
std::string toJson(const AnalysisOptions& options);

/// Fields that are missing keep their defaults, unknown ones are passed over. Fails with BadFormat on anything but a JSON object, on
/// wrong types and on values out of range.
Result<AnalysisOptions> analysisOptionsFromJson(std::string_view text);

} // namespace chainscape
