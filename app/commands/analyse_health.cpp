// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// analyse health: what is missing, odd or out of balance in the data of one period.

#include <algorithm>
#include <cmath>

#include "app/commands/analyse_tables.h"

namespace chainscape::cli {
namespace {

Json missingRow(const char* what, std::size_t count, std::size_t of) {
    return {{"what", what}, {"count", count}, {"of", of}, {"share", of > 0 ? Json(double(count) / double(of)) : Json(nullptr)}};
}

Json missingRows(const Snapshot& s) {
    const auto unknown = [](float score) { return std::isnan(score); };
    const auto count = [](auto n) { return static_cast<std::size_t>(n); };
    return Json::array({missingRow("firms without a stage", count(std::ranges::count(s.stage(), 0)), s.nodeCount()),
                        missingRow("firms whose stage is inferred", count(std::ranges::count(s.stageInferred(), 1)), s.nodeCount()),
                        missingRow("firms without a digital score", count(std::ranges::count_if(s.digital(), unknown)), s.nodeCount()),
                        missingRow("links without a value", count(std::ranges::count(s.edges().valueUnknown, 1)), s.edgeCount()),
                        missingRow("links without a digital score", count(std::ranges::count_if(s.edges().digital, unknown)), s.edgeCount())});
}

/// Per stage (0: none): how many firms the project knows, how many trade here, and how much is known of them.
struct StageCount {
    std::size_t firms = 0, active = 0, inferred = 0, scored = 0;
    double value = 0;
};

Json stageRows(const Snapshot& s) {
    const Dataset& d = s.dataset();
    std::vector<StageCount> stages(static_cast<std::size_t>(s.stageCount()) + 1);
    for (std::uint32_t f = 0; f < d.firms().size(); ++f) {
        const auto state = d.firmAt(FirmId{f}, PeriodId{s.spec().to});
        auto& stage = stages[static_cast<std::size_t>(state.stage)];
        ++stage.firms;
        stage.inferred += state.stageInferred;
        stage.scored += !std::isnan(state.digital);
        const auto node = s.nodeOfFirm(f);
        if (node == kNone) continue;
        ++stage.active;
        stage.value += std::max(s.outValue()[node], s.inValue()[node]);
    }
    Json rows = Json::array();
    for (std::size_t k = 1; k <= stages.size(); ++k) {
        const auto stageNumber = k % stages.size(); // the firms without a stage come last
        const auto& stage = stages[stageNumber];
        if (stageNumber == 0 && stage.firms == 0) continue;
        rows.push_back({{"stage", stageNumber == 0 ? Json(nullptr) : Json(stageNumber)}, {"name", d.stages().name(static_cast<int>(stageNumber))}, {"firms", stage.firms},
                        {"active", stage.active}, {"stage_inferred", stage.inferred}, {"digital_known", stage.scored}, {"throughput", number(stage.value)}});
    }
    return rows;
}

} // namespace

Result<Tables> healthTables(AnalyseInput& input) {
    const Snapshot& s = input.snapshot();
    const FirmTable& firms = s.dataset().firms();
    const auto& accounts = input.findings.accounts(input.progress);
    if (!accounts) return tl::unexpected(accounts.error());
    Tables out;
    for (const char* name : {"missing", "stages", "self_links", "negatives", "imbalances", "isolated"}) out.tables[name] = Json::array();
    out.tables["missing"] = missingRows(s);
    out.tables["stages"] = stageRows(s);
    for (const auto& self : s.selfLinks()) out.tables["self_links"].push_back({{"id", firms.id[self.firm]}, {"value", number(self.value)}});
    for (const auto& pair : s.negatives())
        out.tables["negatives"].push_back({{"source", firms.id[pair.sourceFirm]}, {"target", firms.id[pair.targetFirm]}, {"value", number(pair.value)}});
    for (const auto& row : imbalances(s, *accounts))
        out.tables["imbalances"].push_back({{"id", s.id(row.node)}, {"stage", stageOf(s, row.node)}, {"sold", number(s.outValue()[row.node])},
                                            {"bought", number(s.inValue()[row.node])}, {"excess", number(row.amount)}});
    for (std::uint32_t f = 0; f < firms.size(); ++f)
        if (s.nodeOfFirm(f) == kNone) out.tables["isolated"].push_back({{"id", firms.id[f]}, {"name", firms.name[f]}});
    out.facts = {{"firms", firms.size()}, {"active", s.nodeCount()}, {"links", s.edgeCount()}, {"self_links", s.selfLinks().size()}, {"negatives", s.negatives().size()},
                 {"imbalances", out.tables["imbalances"].size()}, {"isolated", out.tables["isolated"].size()}};
    return out;
}

} // namespace chainscape::cli
