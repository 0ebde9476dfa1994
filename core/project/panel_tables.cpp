// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/panel_tables.h"

#include <algorithm>
#include <array>

#include "core/io/csv_write.h"
#include "core/project/panel_makers.h"
#include "core/project/panel_settings.h"

namespace chainscape {
namespace {

struct PanelRow {
    PanelWords words;
    Result<PanelTables> (*make)(const PanelInput&, Progress&);
};

/// In the order of Panel.
constexpr std::array<PanelRow, kPanelCount> kPanelRows{{
    {{"bridge", "Bridge plan", "Which gaps of the data chain should be closed next?"}, bridgePanel},
    {{"internets", "Enterprise internets", "Is it an industry's internet, or one company's?"}, internetPanel},
    {{"platforms", "Platforms", "How much of the business hangs on platforms, and what if they go?"}, platformPanel},
    {{"critical", "Critical firms", "Whose failure would cost the chain most, and how digital are they?"}, criticalPanel},
    {{"loops", "Loops", "Where does money come round again, and where does data flow back?"}, loopPanel},
    {{"communities", "Communities", "Which firms trade more among themselves than by chance?"}, communityPanel},
    {{"phases", "Phases", "Is the chain growing, or being remixed?"}, phasePanel},
    {{"links", "Links that may appear", "Who may trade with whom next, and which links may end?"}, linkPanel},
    {{"health", "Data health", "What is missing, odd or out of balance in the data?"}, healthPanel},
    {{"scorecard", "Scorecard", "Stage by stage: visible, with feedback, predictable?"}, scorecardPanel},
    {{"ledger", "Ledger", "How good were the forecasts that were issued?"}, ledgerPanel},
}};

/// One cell of the file.
struct CsvCell {
    CsvWriter& out;

    void operator()(std::monostate) const { out.text({}); }
    void operator()(bool flag) const { out.text(flag ? "true" : "false"); }
    void operator()(std::int64_t count) const { out.number(static_cast<double>(count)); }
    void operator()(double number) const { out.number(number); }
    void operator()(const std::string& text) const { out.text(text); }
    void operator()(const std::vector<std::string>& words) const {
        std::string all;
        for (const auto& word : words) all += (all.empty() ? "" : "; ") + word;
        out.text(all);
    }
    void operator()(const std::vector<PanelCell::Pair>& links) const {
        std::string all;
        for (const auto& [source, target] : links) all += (all.empty() ? "" : "; ") + source + ">" + target;
        out.text(all);
    }
};

} // namespace

const PanelWords& wordsOf(Panel panel) { return kPanelRows[static_cast<std::size_t>(panel)].words; }

std::optional<Panel> panelNamed(std::string_view name) {
    for (std::size_t i = 0; i < kPanelCount; ++i)
        if (kPanelRows[i].words.name == name) return static_cast<Panel>(i);
    return std::nullopt;
}

double PanelCell::number() const {
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    return std::nan("");
}

const std::string& PanelCell::text() const {
    static const std::string none;
    const auto* found = std::get_if<std::string>(&value);
    return found ? *found : none;
}

std::optional<std::size_t> PanelTable::column(std::string_view wanted) const {
    const auto it = std::ranges::find(columns, wanted, &PanelColumn::key);
    return it == columns.end() ? std::nullopt : std::optional(static_cast<std::size_t>(it - columns.begin()));
}

const PanelTable* PanelTables::table(std::string_view key) const {
    const auto it = std::ranges::find(tables, key, &PanelTable::key);
    return it == tables.end() ? nullptr : &*it;
}

const PanelFact* PanelTables::fact(std::string_view key) const {
    const auto it = std::ranges::find(facts, key, &PanelFact::key);
    return it == facts.end() ? nullptr : &*it;
}

Result<PanelTables> makePanelTables(Panel panel, const PanelInput& input, Progress& progress) {
    auto made = kPanelRows[static_cast<std::size_t>(panel)].make(input, progress);
    if (!made) return made;
    made->panel = panel;
    made->period = input.snapshot().periodText();
    made->unit = input.snapshot().unit();
    made->settings = settingsOf(panel, input.findings.options());
    return made;
}

Result<void> writeCsv(const PanelTable& table, const std::string& path) {
    auto writer = CsvWriter::create(path);
    if (!writer) return tl::unexpected(writer.error());
    for (const auto& column : table.columns) writer->text(column.key);
    writer->endRow();
    for (const auto& row : table.rows) {
        for (const auto& cell : row) std::visit(CsvCell{*writer}, cell.value);
        writer->endRow();
    }
    return writer->finish();
}

std::vector<std::string> idsOf(const Snapshot& snapshot, std::span<const std::uint32_t> nodes) {
    std::vector<std::string> ids;
    for (const auto node : nodes) ids.push_back(snapshot.id(node));
    return ids;
}

PanelCell stageCell(const Snapshot& snapshot, std::uint32_t node) {
    return snapshot.stage()[node] > 0 ? PanelCell(int(snapshot.stage()[node])) : PanelCell();
}

PanelCell scoreCell(float score) { return std::isnan(score) ? PanelCell() : PanelCell(std::round(double(score) * 1e7) / 1e7); }

Result<void> needScores(const Snapshot& snapshot) {
    const auto& scores = snapshot.edges().digital;
    if (scores.empty() || std::ranges::any_of(scores, [](float score) { return !std::isnan(score); })) return {};
    return failure(ErrorCode::NoData, "No link states a digital score here, so nothing can be said of the data chain. Import links with a digital column.");
}

PanelCell valueCell(const Snapshot& snapshot, std::uint32_t edge) {
    return snapshot.edges().valueUnknown[edge] ? PanelCell() : PanelCell(snapshot.edges().value[edge]);
}

PanelCell agreed(double low, double high) { return std::fabs(low - high) <= 1e-12 ? PanelCell(low) : PanelCell(); }

PanelFact bandFact(PanelFact fact, double low, double high) {
    const auto cell = [&](double value) { return fact.kind == CellKind::Count && std::isfinite(value) ? PanelCell(static_cast<std::int64_t>(value)) : PanelCell(value); };
    if (agreed(low, high).isKnown()) {
        fact.cell = cell(low);
    } else {
        fact.low = cell(low);
        fact.high = cell(high);
    }
    return fact;
}

PanelCell shareCell(double part, double whole) { return whole > 0 ? PanelCell(part / whole) : PanelCell(); }

} // namespace chainscape
