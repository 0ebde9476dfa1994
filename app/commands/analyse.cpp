// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// analyse: the tables behind the panels.

#include <array>
#include <memory>
#include <sstream>

#include "app/commands/chain_choice.h"
#include "app/commands/commands.h"
#include "core/base/text.h"
#include "core/project/panel_tables.h"
#include "core/project/project_settings.h"

namespace chainscape::cli {
namespace {

struct AnalyseRequest {
    ChainChoice choice;
    std::string what, digital, csv, table;
    bool esri = false;
};

constexpr std::size_t kRowsShown = 20; // without --json

/// One cell of the document.
struct JsonCell {
    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(double value) const { return number(value); }
    Json operator()(const std::vector<PanelCell::Pair>& links) const {
        Json out = Json::array();
        for (const auto& [source, target] : links) out.push_back({{"source", source}, {"target", target}});
        return out;
    }
    Json operator()(const auto& plain) const { return plain; }
};

/// One cell of the readable answer.
struct TextCell {
    std::string operator()(std::monostate) const { return "unknown"; }
    std::string operator()(bool flag) const { return flag ? "yes" : "no"; }
    std::string operator()(std::int64_t count) const { return std::to_string(count); }
    std::string operator()(double value) const { return toText(value); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const std::vector<std::string>& words) const {
        std::string out;
        for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
        return out;
    }
    std::string operator()(const std::vector<PanelCell::Pair>& links) const {
        std::string out;
        for (const auto& [source, target] : links) out += (out.empty() ? "" : ", ") + source + " > " + target;
        return out;
    }
};

void showTable(std::ostream& out, const PanelTable& table) {
    out << '\n' << table.title << " (" << table.rows.size() << "): " << table.sentence << '\n';
    if (table.rows.empty()) return;
    const char* separator = "";
    for (const auto& column : table.columns) out << std::exchange(separator, "\t") << column.heading;
    out << '\n';
    for (std::size_t i = 0; i < std::min(table.rows.size(), kRowsShown); ++i) {
        separator = "";
        for (const auto& cell : table.rows[i]) out << std::exchange(separator, "\t") << std::visit(TextCell{}, cell.value);
        out << '\n';
    }
    if (table.rows.size() > kRowsShown) out << "... the rest with --json\n";
}

std::string readable(const PanelTables& tables) {
    std::ostringstream out;
    const auto& words = wordsOf(tables.panel);
    out << words.title << ", period " << tables.period << ": " << words.question << '\n';
    for (const auto& fact : tables.facts) {
        out << fact.heading << ": ";
        if (fact.low.isKnown() && fact.high.isKnown()) out << std::visit(TextCell{}, fact.low.value) << " to " << std::visit(TextCell{}, fact.high.value) << " (some scores are unknown)\n";
        else out << std::visit(TextCell{}, fact.cell.value) << '\n';
    }
    for (const auto& table : tables.tables) showTable(out, table);
    const char* separator = "\nSettings: ";
    for (const auto& setting : tables.settings) out << std::exchange(separator, "; ") << setting;
    if (!tables.settings.empty()) out << '\n';
    return out.str();
}

Json documentOf(const PanelTables& tables, Layer layer) {
    Json facts = Json::object(), lists = Json::object();
    for (const auto& fact : tables.facts) {
        facts[std::string(fact.key)] = std::visit(JsonCell{}, fact.cell.value);
        if (!fact.low.isKnown() && !fact.high.isKnown()) continue;
        facts[std::string(fact.key) + "_low"] = std::visit(JsonCell{}, fact.low.value);
        facts[std::string(fact.key) + "_high"] = std::visit(JsonCell{}, fact.high.value);
    }
    for (const auto& table : tables.tables) {
        Json rows = Json::array();
        for (const auto& row : table.rows) {
            Json object = Json::object();
            for (std::size_t c = 0; c < row.size(); ++c) object[std::string(table.columns[c].key)] = std::visit(JsonCell{}, row[c].value);
            rows.push_back(std::move(object));
        }
        lists[std::string(table.key)] = std::move(rows);
    }
    return {{"what", wordsOf(tables.panel).name}, {"period", tables.period}, {"layer", nameOf(layer)}, {"unit", tables.unit}, {"facts", facts}, {"tables", lists},
            {"warnings", tables.notes},           {"settings", tables.settings}};
}

Result<PanelTables> tablesOf(const ChosenChain& chosen, const AnalyseRequest& request, const AnalysisOptions& options, Progress& progress) {
    const auto panel = panelNamed(request.what);
    if (!panel) return failure(ErrorCode::BadArgument, "There is no panel \"" + request.what + "\".");
    const auto memory = readForecastMemory(chosen.project.file);
    if (!memory) return tl::unexpected(memory.error());
    const auto change = changeSettings(chosen.project.file);
    if (!change) return tl::unexpected(change.error());
    Findings findings(chosen.snapshot, options);
    const auto imports = chosen.project.file.imports();
    if (!imports) return tl::unexpected(imports.error());
    auto tables = makePanelTables(*panel, {findings, (*memory)->ledger, request.esri, &(*memory)->marks, *imports, &*change}, progress);
    if (!tables || request.csv.empty()) return tables;
    const PanelTable* wanted = request.table.empty() ? &tables->tables.front() : tables->table(request.table);
    if (wanted == nullptr) return failure(ErrorCode::BadArgument, "There is no table \"" + request.table + "\" in this panel; its tables are named in the JSON.");
    if (const auto written = writeCsv(*wanted, request.csv); !written) return tl::unexpected(written.error());
    return tables;
}

void runAnalyse(Context& context, const AnalyseRequest& request) {
    Progress progress;
    const auto chosen = chooseChain(context, request.choice, progress);
    if (!chosen) return fail(context, chosen.error());
    const auto options = settingsFor(chosen->project.file, request.digital);
    if (!options) return fail(context, options.error());
    const auto tables = tablesOf(*chosen, request, *options, progress);
    if (!tables) return fail(context, tables.error());
    for (const auto& note : tables->notes) context.err << note << '\n';
    answer(context, documentOf(*tables, chosen->snapshot->spec().layer), readable(*tables));
}

} // namespace

void addAnalyse(CLI::App& root, Context& context) {
    auto request = std::make_shared<AnalyseRequest>();
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kPanelCount; ++i) names.emplace_back(wordsOf(static_cast<Panel>(i)).name);
    auto* command = root.add_subcommand("analyse", "The tables behind the panels, one object per row");
    addCommonOptions(*command, context);
    command->add_option("project", request->choice.path, "A .chain file")->required();
    command->add_option("--what", request->what, "bridge, internets, platforms, critical, loops, communities, phases, links, health, scorecard or ledger")
        ->required()
        ->check(CLI::IsMember(names));
    addChainOptions(*command, request->choice);
    addDigitalOption(*command, request->digital);
    command->add_flag("--esri", request->esri, "Compute systemic risk of large chains, too");
    command->add_option("--csv", request->csv, "Write one table to this CSV file, too");
    command->add_option("--table", request->table, "Which table --csv writes; else the first one");
    command->callback([request, &context] { runAnalyse(context, *request); });
}

} // namespace chainscape::cli
