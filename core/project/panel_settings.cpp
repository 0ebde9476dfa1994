// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/panel_settings.h"

#include <cstdio>

#include "core/base/text.h"

namespace chainscape {
namespace {

/// "0.000001" for 1e-06.
std::string plainText(double value) {
    if (!(value >= 1e-12 && value < 1)) return toText(value);
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.12f", value);
    std::string text = digits;
    return text.erase(text.find_last_not_of('0') + 1);
}

std::vector<std::string> cascadeWords(const CascadeOptions& options) {
    return {options.replaceability == Replaceability::None ? "nobody replaces what fails" : "replaced by market share",
            options.essentiality.empty() ? "material into stages 1 to 5 essential" : "own table of essential inputs (" + std::to_string(options.essentiality.size()) + " lines)",
            "a failure is followed until less than " + plainText(options.epsilon) + " of any firm changes"};
}

} // namespace

std::string digitalWords(const DigitalOptions& options) {
    std::string words = "digital from " + toText(options.linkThreshold);
    if (options.mode == DigitalMode::LinkAndFirms) words += ", strict: both firms from " + toText(options.firmThreshold);
    return words;
}

std::vector<std::string> settingsOf(Panel panel, const AnalysisOptions& options) {
    switch (panel) {
    case Panel::Bridge: return {digitalWords(options.digital), "up to " + std::to_string(options.bridgePlan.gaps) + " gaps"};
    case Panel::Internets: return {digitalWords(options.digital)};
    case Panel::Platforms: return {"spare capacity " + toText(options.spareCapacity * 100) + " %"};
    case Panel::Critical: {
        auto words = cascadeWords(options.cascade);
        words.insert(words.begin(), digitalWords(options.digital));
        words.push_back("sole supplier from " + toText(options.concentration.soleShare * 100) + " % of a group");
        return words;
    }
    case Panel::Loops: return {"exact for loops of up to " + std::to_string(options.feedbackArcs.exactUpTo) + " firms"};
    case Panel::Communities:
        return {"resolution " + toText(options.communities.resolution), std::to_string(options.communities.restarts) + " restarts", "seed " + std::to_string(options.communities.seed)};
    case Panel::Phases: return {digitalWords(options.digital)};
    case Panel::Links:
    case Panel::Health:
    case Panel::Scorecard:
    case Panel::Ledger: return {};
    }
    return {};
}

} // namespace chainscape
