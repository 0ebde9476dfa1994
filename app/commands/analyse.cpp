// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// analyse: the tables behind the panels.

#include <array>
#include <cmath>
#include <memory>
#include <sstream>

#include "app/commands/analyse_tables.h"
#include "app/commands/chain_choice.h"
#include "app/commands/commands.h"

namespace chainscape::cli {
namespace {

struct Request {
    ChainChoice choice;
    std::string what, digital = "link";
    bool esri = false;
};

struct Panel {
    const char* name;
    Result<Tables> (*tables)(AnalyseInput&);
};

constexpr std::array kPanels{Panel{"bridge", bridgeTables},     Panel{"internets", internetTables}, Panel{"platforms", platformTables}, Panel{"critical", criticalTables},
                             Panel{"loops", loopTables},        Panel{"phases", phaseTables},       Panel{"health", healthTables},      Panel{"links", linkTables},
                             Panel{"ledger", ledgerTables},     Panel{"scorecard", scorecardTables}};

constexpr std::size_t kRowsShown = 20; // without --json

std::string cellText(const Json& cell) {
    if (cell.is_null()) return "-";
    if (cell.is_string()) return cell.get<std::string>();
    if (cell.is_array()) return std::to_string(cell.size());
    return cell.dump();
}

void showTable(std::ostream& out, const std::string& name, const Json& rows) {
    out << '\n' << name << " (" << rows.size() << ")\n";
    if (rows.empty()) return;
    std::string line;
    for (const auto& [key, cell] : rows[0].items()) line += (line.empty() ? "" : "\t") + key;
    out << line << '\n';
    for (std::size_t i = 0; i < std::min(rows.size(), kRowsShown); ++i) {
        line.clear();
        for (const auto& [key, cell] : rows[i].items()) line += (line.empty() ? "" : "\t") + cellText(cell);
        out << line << '\n';
    }
    if (rows.size() > kRowsShown) out << "... the rest with --json\n";
}

std::string readable(const Json& document) {
    std::ostringstream out;
    out << document["what"].get<std::string>() << ", period " << document["period"].get<std::string>() << '\n';
    for (const auto& [key, value] : document["facts"].items()) out << key << ": " << cellText(value) << '\n';
    for (const auto& [name, rows] : document["tables"].items()) showTable(out, name, rows);
    return out.str();
}

Result<Json> documentOf(Context& context, const Request& request) {
    Progress progress;
    const auto chosen = chooseChain(context, request.choice, progress);
    if (!chosen) return tl::unexpected(chosen.error());
    AnalysisOptions options;
    if (request.digital == "strict") options.digital.mode = DigitalMode::LinkAndFirms;
    Findings findings(chosen->snapshot, options);
    AnalyseInput input{chosen->project.file, chosen->dataset, findings, request.esri, progress};
    for (const auto& panel : kPanels) {
        if (request.what != panel.name) continue;
        auto tables = panel.tables(input);
        if (!tables) return tl::unexpected(tables.error());
        const Snapshot& s = *chosen->snapshot;
        return Json{{"what", request.what}, {"period", s.periodText()},   {"layer", nameOf(s.spec().layer)}, {"unit", s.unit()},
                    {"facts", tables->facts}, {"tables", tables->tables}, {"warnings", tables->warnings}};
    }
    return failure(ErrorCode::BadArgument, "There is no panel \"" + request.what + "\".");
}

} // namespace

Json idsOf(const Snapshot& snapshot, std::span<const std::uint32_t> nodes) {
    Json ids = Json::array();
    for (const auto node : nodes) ids.push_back(snapshot.id(node));
    return ids;
}

Json stageOf(const Snapshot& snapshot, std::uint32_t node) { return snapshot.stage()[node] > 0 ? Json(int(snapshot.stage()[node])) : Json(nullptr); }

Json scoreOf(float score) { return std::isnan(score) ? Json(nullptr) : Json(std::round(double(score) * 1e7) / 1e7); }

void addAnalyse(CLI::App& root, Context& context) {
    auto request = std::make_shared<Request>();
    std::vector<std::string> names;
    for (const auto& panel : kPanels) names.emplace_back(panel.name);
    auto* command = root.add_subcommand("analyse", "The tables behind the panels, one object per row");
    addCommonOptions(*command, context);
    command->add_option("project", request->choice.path, "A .chain file")->required();
    command->add_option("--what", request->what, "bridge, internets, platforms, critical, loops, phases, health, links, ledger or scorecard")->required()->check(CLI::IsMember(names));
    addChainOptions(*command, request->choice);
    command->add_option("--digital", request->digital, "link, or strict: both firms' scores count, too")->check(CLI::IsMember({"link", "strict"}));
    command->add_flag("--esri", request->esri, "Compute systemic risk of large chains, too");
    command->callback([request, &context] {
        const auto document = documentOf(context, *request);
        if (!document) return fail(context, document.error());
        for (const auto& warning : (*document)["warnings"]) context.err << warning.get<std::string>() << '\n';
        answer(context, *document, readable(*document));
    });
}

} // namespace chainscape::cli
