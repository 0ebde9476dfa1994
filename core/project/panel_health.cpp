// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Data health: what is missing, odd or out of balance in the data of one period.

#include <algorithm>

#include "core/project/panel_makers.h"

namespace chainscape {
namespace {

PanelTable missingTable(const Snapshot& s) {
    const auto unknown = [](float score) { return std::isnan(score); };
    PanelTable out{"missing", "Missing", "What the data do not say",
                   {{"what", "What", CellKind::Text}, {"count", "Count", CellKind::Count}, {"of", "Of", CellKind::Count}, {"share", "Share", CellKind::Share}}, {}};
    const auto add = [&](const char* what, auto count, std::size_t of) { out.rows.push_back({what, count, of, shareCell(double(count), double(of))}); };
    add("firms without a stage", std::ranges::count(s.stage(), 0), s.nodeCount());
    add("firms whose stage is inferred", std::ranges::count(s.stageInferred(), 1), s.nodeCount());
    add("firms without a digital score", std::ranges::count_if(s.digital(), unknown), s.nodeCount());
    add("links without a value", std::ranges::count(s.edges().valueUnknown, 1), s.edgeCount());
    add("links without a digital score", std::ranges::count_if(s.edges().digital, unknown), s.edgeCount());
    return out;
}

/// Per stage (0: none): how many firms the project knows, how many trade here, and how much is known of them.
struct StageCount {
    std::size_t firms = 0, active = 0, inferred = 0, scored = 0;
    double value = 0;
};

std::vector<StageCount> stageCounts(const Snapshot& s) {
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
    return stages;
}

PanelTable stageTable(const Snapshot& s) {
    PanelTable out{"stages", "Stages", "How much is known of each stage",
                   {{"stage", "Stage", CellKind::Stage}, {"name", "Name", CellKind::Text}, {"firms", "Firms", CellKind::Count}, {"active", "Trading here", CellKind::Count},
                    {"stage_inferred", "Stage inferred", CellKind::Count}, {"digital_known", "Digital score known", CellKind::Count}, {"throughput", "Throughput", CellKind::Value}},
                   {}};
    const auto stages = stageCounts(s);
    for (std::size_t k = 1; k <= stages.size(); ++k) {
        const auto number = k % stages.size(); // the firms without a stage come last
        const auto& stage = stages[number];
        if (number == 0 && stage.firms == 0) continue;
        out.rows.push_back({number == 0 ? PanelCell() : PanelCell(number), s.dataset().stages().name(static_cast<int>(number)), stage.firms, stage.active, stage.inferred, stage.scored,
                            stage.value});
    }
    return out;
}

PanelTable imbalanceTable(const Snapshot& s, const Accounts& accounts) {
    PanelTable out{"imbalances", "Books that do not balance", "Producers that buy more than they sell",
                   {{"id", "Firm", CellKind::Firm}, {"stage", "Stage", CellKind::Stage}, {"sold", "Sold", CellKind::Value}, {"bought", "Bought", CellKind::Value},
                    {"excess", "Excess", CellKind::Value}},
                   {}};
    for (const auto& row : imbalances(s, accounts)) out.rows.push_back({s.id(row.node), stageCell(s, row.node), s.outValue()[row.node], s.inValue()[row.node], row.amount});
    return out;
}

} // namespace

Result<PanelTables> healthPanel(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    const FirmTable& firms = s.dataset().firms();
    const auto& accounts = input.findings.accounts(progress);
    if (!accounts) return tl::unexpected(accounts.error());
    PanelTable selves{"self_links", "Firms that sell to themselves", "Left out of every measure", {{"id", "Firm", CellKind::Firm}, {"value", "Value", CellKind::Value}}, {}};
    for (const auto& self : s.selfLinks()) selves.rows.push_back({firms.id[self.firm], self.value});
    PanelTable negatives{"negatives", "Negative links", "Returns that exceed the trade of a pair; left out of every measure",
                         {{"source", "Seller", CellKind::Seller}, {"target", "Buyer", CellKind::Buyer}, {"value", "Value", CellKind::Value}}, {}};
    for (const auto& pair : s.negatives()) negatives.rows.push_back({firms.id[pair.sourceFirm], firms.id[pair.targetFirm], pair.value});
    PanelTable isolated{"isolated", "Firms without a link here", "Known to the project, not trading in this period", {{"id", "Firm", CellKind::Firm}, {"name", "Name", CellKind::Name}}, {}};
    for (std::uint32_t f = 0; f < firms.size(); ++f)
        if (s.nodeOfFirm(f) == kNone) isolated.rows.push_back({firms.id[f], firms.name[f]});
    PanelTables out;
    out.tables = {missingTable(s), stageTable(s), std::move(selves), std::move(negatives), imbalanceTable(s, *accounts), std::move(isolated)};
    out.facts = {{"firms", "Firms", CellKind::Count, firms.size()},
                 {"active", "Trading here", CellKind::Count, s.nodeCount()},
                 {"links", "Links", CellKind::Count, s.edgeCount()},
                 {"self_links", "Sell to themselves", CellKind::Count, s.selfLinks().size()},
                 {"negatives", "Negative links", CellKind::Count, s.negatives().size()},
                 {"imbalances", "Books that do not balance", CellKind::Count, out.tables[4].rows.size()},
                 {"isolated", "Without a link here", CellKind::Count, out.tables[5].rows.size()}};
    return out;
}

} // namespace chainscape
