// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Data health: what is missing, odd or out of balance in the data of one period.

#include <algorithm>

#include "core/project/panel_health_series.h"

namespace chainscape {
namespace {

constexpr std::size_t kMostListed = 1000; ///< firms or links behind one row

/// One thing to look at, with the firms or links it was found at.
class Finding {
public:
    explicit Finding(const Snapshot& snapshot) : m_snapshot(snapshot) {}

    void firm(std::uint32_t index) {
        if (++count <= kMostListed) m_firms.push_back(m_snapshot.dataset().firms().id[index]);
    }
    void link(std::uint32_t source, std::uint32_t target) {
        const auto& ids = m_snapshot.dataset().firms().id;
        if (++count <= kMostListed) m_links.emplace_back(ids[source], ids[target]);
    }
    [[nodiscard]] std::vector<PanelCell> row(const char* what, std::size_t of) const {
        return {what, count, of, shareCell(double(count), double(of)), m_firms.empty() ? PanelCell() : PanelCell(m_firms), m_links.empty() ? PanelCell() : PanelCell(m_links)};
    }

    std::size_t count = 0;

private:
    const Snapshot& m_snapshot;
    std::vector<std::string> m_firms;
    std::vector<PanelCell::Pair> m_links;
};

template <class Holds>
std::vector<PanelCell> nodesThat(const Snapshot& s, const char* what, Holds holds) {
    Finding finding(s);
    for (std::uint32_t n = 0; n < s.nodeCount(); ++n)
        if (holds(n)) finding.firm(s.firm()[n]);
    return finding.row(what, s.nodeCount());
}

template <class Holds>
std::vector<PanelCell> edgesThat(const Snapshot& s, const char* what, Holds holds) {
    Finding finding(s);
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e)
        if (holds(e)) finding.link(s.firm()[s.edges().source[e]], s.firm()[s.edges().target[e]]);
    return finding.row(what, s.edgeCount());
}

/// Links of the period that several rows of the files make.
std::vector<PanelCell> repeated(const Snapshot& s) {
    const Dataset& d = s.dataset();
    Finding finding(s);
    std::size_t all = 0;
    for (std::size_t f = d.flows().start[s.spec().to]; f < d.flows().start[s.spec().to + 1]; ++f) {
        const auto link = d.flows().link[f];
        if (d.units()[d.links().unit[link]] != s.unit() || d.kinds()[d.links().kind[link]].layer != s.spec().layer) continue;
        ++all;
        if (d.flows().rows[f] > 1) finding.link(d.links().source[link], d.links().target[link]);
    }
    return finding.row("links that several rows make", all);
}

PanelTable missingTable(const Snapshot& s) {
    PanelTable out{"missing", "To look at", "What the data do not say, or say twice; with the firms and links, at most a thousand",
                   {{"what", "What", CellKind::Text}, {"count", "Count", CellKind::Count}, {"of", "Of", CellKind::Count}, {"share", "Share", CellKind::Share},
                    {"firms", "Firms", CellKind::Firms}, {"links", "Links", CellKind::Links}}, {}};
    const auto& edges = s.edges();
    out.rows = {nodesThat(s, "firms without a stage", [&](auto n) { return s.stage()[n] == 0; }),
                nodesThat(s, "firms whose stage is inferred", [&](auto n) { return s.stageInferred()[n] != 0; }),
                nodesThat(s, "firms without a digital score", [&](auto n) { return std::isnan(s.digital()[n]); }),
                edgesThat(s, "links without a value", [&](auto e) { return edges.valueUnknown[e] != 0; }),
                edgesThat(s, "links without a digital score", [&](auto e) { return std::isnan(edges.digital[e]); }),
                edgesThat(s, "links that go both ways", [&](auto e) { return s.edgeBetween(edges.target[e], edges.source[e]) != kNone; }),
                repeated(s)};
    return out;
}

/// One side of a node: its edges, and all that goes through their other ends on the same side.
struct Side {
    const Adjacency& edges;
    std::span<const double> others;
    bool isOut;
};

/// Others that a firm of this side equals in sum at each of its partners; 0: it does not.
std::size_t membersSummed(const Snapshot& s, const Side& side, std::uint32_t node) {
    double off = 0, all = 0;
    std::size_t members = 0;
    const Adjacency& back = side.isOut ? s.in() : s.out();
    for (auto i = side.edges.start[node]; i < side.edges.start[node + 1]; ++i) {
        const auto edge = side.edges.edgeOf.empty() ? i : side.edges.edgeOf[i];
        const auto other = side.edges.node[i];
        const double value = s.edges().value[edge];
        off += std::abs(value - (side.others[other] - value));
        all += value;
        members = std::max<std::size_t>(members, back.start[other + 1] - back.start[other] - 1);
    }
    constexpr double kNear = .005;
    return all > 0 && off <= kNear * all && members >= 3 ? members : 0;
}

PanelTable sumTable(const Snapshot& s) {
    PanelTable out{"sums", "Sums beside their parts", "Firms that trade as much as all others together with the same partners: they may stand for them, and count twice",
                   {{"id", "Firm", CellKind::Firm}, {"side", "As", CellKind::Text}, {"members", "Others", CellKind::Count}, {"value", "Value", CellKind::Value}}, {}};
    const Side sides[] = {{s.out(), s.inValue(), true}, {s.in(), s.outValue(), false}};
    for (const Side& side : sides)
        for (std::uint32_t n = 0; n < s.nodeCount(); ++n)
            if (const auto members = membersSummed(s, side, n))
                out.rows.push_back({s.id(n), side.isOut ? "seller" : "buyer", members, side.isOut ? s.outValue()[n] : s.inValue()[n]});
    return out;
}

/// What each file brought. (Without a project there are none.)
PanelTable sourceTable(std::span<const ImportRecord> imports) {
    PanelTable out{"sources", "Sources", "How much each file brought",
                   {{"file", "File", CellKind::Text}, {"imported", "Imported", CellKind::Text}, {"counts", "Counts", CellKind::Flag}, {"read", "Rows read", CellKind::Count},
                    {"kept", "Kept", CellKind::Count}, {"rejected", "Rejected", CellKind::Count}, {"share_rejected", "Share rejected", CellKind::Share}, {"sha256", "SHA-256", CellKind::Text}},
                   {}};
    for (const ImportRecord& import : imports)
        for (const StoredFile& file : import.files)
            out.rows.push_back({file.file.substr(file.file.find_last_of("/\\") + 1), import.at.substr(0, 10), import.active, file.rowsRead, file.rowsKept, file.rowsRejected,
                                shareCell(double(file.rowsRejected), double(file.rowsRead)), file.sha256.substr(0, 16)});
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
    out.tables = {missingTable(s),      stageTable(s), periodTable(s),   sourceTable(input.imports),       oddValueTable(s),   sumTable(s),
                  thresholdTable(s), std::move(selves), std::move(negatives), imbalanceTable(s, *accounts), std::move(isolated)};
    const auto rowsOf = [&](std::string_view key) { return out.table(key)->rows.size(); };
    out.facts = {{"firms", "Firms", CellKind::Count, firms.size()},
                 {"active", "Trading here", CellKind::Count, s.nodeCount()},
                 {"links", "Links", CellKind::Count, s.edgeCount()},
                 {"self_links", "Sell to themselves", CellKind::Count, s.selfLinks().size()},
                 {"negatives", "Negative links", CellKind::Count, s.negatives().size()},
                 {"imbalances", "Books that do not balance", CellKind::Count, rowsOf("imbalances")},
                 {"isolated", "Without a link here", CellKind::Count, rowsOf("isolated")},
                 {"odd_values", "Odd values", CellKind::Count, rowsOf("odd_values")},
                 {"sums", "Sums beside their parts", CellKind::Count, rowsOf("sums")},
                 {"thresholds", "Changes of threshold", CellKind::Count, rowsOf("thresholds")}};
    return out;
}

} // namespace chainscape
