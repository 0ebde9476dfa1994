// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/analysis_options.h"

#include <nlohmann/json.hpp>

namespace chainscape {
namespace {

using Json = nlohmann::ordered_json;

/// Visits every plain field as (name, reference, least, greatest), for writing and reading alike.
template <class Options, class Visit>
void eachField(Options& o, const Visit& visit) {
    constexpr double most = 1e9;
    visit("use_revenue", o.accounts.useRevenue, 0, 1);
    visit("link_threshold", o.digital.linkThreshold, 0, 1);
    visit("firm_threshold", o.digital.firmThreshold, 0, 1);
    visit("exact_feedback_arcs_up_to", o.feedbackArcs.exactUpTo, 0, 20);
    visit("feedback_arc_restarts", o.feedbackArcs.restarts, 0, 1e6);
    visit("gap_loop_solves", o.gaps.loopSolves, 0, most);
    visit("bridge_gaps", o.bridgePlan.gaps, 1, 1000);
    visit("bridge_paths", o.bridgePlan.paths, 0, 1e6);
    visit("bridge_path_gaps", o.bridgePlan.pathGaps, 2, 20);
    visit("bridge_exact_up_to", o.bridgePlan.exactUpTo, 0, most);
    visit("cascade_epsilon", o.cascade.epsilon, 1e-15, 1);
    visit("cascade_rounds", o.cascade.maxRounds, 1, most);
    visit("cascade_revenue", o.cascade.useRevenueAndCost, 0, 1);
    visit("risk_up_to", o.riskUpTo, 0, most);
    visit("sole_share", o.concentration.soleShare, 0.5, 1);
    visit("betweenness_exact_up_to", o.betweenness.exactUpTo, 0, most);
    visit("betweenness_pivots", o.betweenness.pivots, 2, most);
    visit("betweenness_seed", o.betweenness.seed, 0, most);
    visit("community_resolution", o.communities.resolution, 0, most);
    visit("community_restarts", o.communities.restarts, 1, 1e6);
    visit("community_seed", o.communities.seed, 0, most);
    visit("narrow_chain", o.narrowChain, 0, most);
    visit("narrow_stage", o.narrowStage, 0, most);
    visit("spare_capacity", o.spareCapacity, 0, most);
    visit("mislabelled", o.mislabelled, 0, 1);
}

constexpr std::string_view kBad = "The stored analysis settings cannot be read: ";

tl::unexpected<Error> bad(const std::string& what) { return failure(ErrorCode::BadFormat, std::string(kBad) + what + "."); }

Result<void> readRules(const Json& json, AnalysisOptions& out) {
    const auto rules = json.find("essentiality");
    if (rules == json.end()) return {};
    if (!rules->is_array()) return bad("\"essentiality\" is not a list");
    for (const auto& rule : *rules) {
        const bool fine = rule.is_array() && rule.size() == 3 && rule[0].is_string() && rule[1].is_string() && rule[2].is_number_integer();
        if (!fine || rule[2] < 0 || rule[2] > 2) return bad("a line of \"essentiality\" is not [supplier sector, buyer sector, 0 to 2]");
        out.cascade.essentiality.push_back({rule[0], rule[1], Essentiality(rule[2].get<int>())});
    }
    return {};
}

} // namespace

std::string toJson(const AnalysisOptions& options) {
    Json json = Json::object();
    eachField(options, [&](const char* name, const auto& value, double, double) { json[name] = value; });
    json["digital_mode"] = options.digital.mode == DigitalMode::Link ? "link" : "strict";
    json["replaceability"] = options.cascade.replaceability == Replaceability::None ? "none" : "market";
    json["essentiality"] = Json::array();
    for (const auto& rule : options.cascade.essentiality)
        json["essentiality"].push_back({rule.supplierSector, rule.buyerSector, static_cast<int>(rule.essentiality)});
    return json.dump();
}

Result<AnalysisOptions> analysisOptionsFromJson(std::string_view text) {
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return bad("they are not a JSON object");
    AnalysisOptions out;
    std::string wrong;
    eachField(out, [&](const char* name, auto& value, double least, double greatest) {
        const auto it = json.find(name);
        if (it == json.end()) return;
        using Value = std::remove_reference_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, bool>) {
            if (it->is_boolean()) value = it->template get<bool>();
            else wrong = name;
        } else {
            const bool fits = it->is_number() && (std::is_floating_point_v<Value> || it->is_number_integer());
            if (fits && it->template get<double>() >= least && it->template get<double>() <= greatest) value = it->template get<Value>();
            else wrong = name;
        }
    });
    const auto word = [&](const char* name, std::string_view first, std::string_view second) {
        const auto it = json.find(name);
        if (it == json.end() || *it == first) return 0;
        if (*it != second) wrong = name;
        return 1;
    };
    if (word("digital_mode", "link", "strict") == 1) out.digital.mode = DigitalMode::LinkAndFirms;
    if (word("replaceability", "none", "market") == 1) out.cascade.replaceability = Replaceability::MarketShare;
    if (!wrong.empty()) return bad("\"" + wrong + "\" has no usable value");
    if (auto ok = readRules(json, out); !ok) return tl::unexpected(ok.error());
    return out;
}

} // namespace chainscape
