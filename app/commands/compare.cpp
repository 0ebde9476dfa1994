// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// compare: what changed between two periods of a project, and how much of it is growth.

#include <memory>
#include <sstream>

#include "app/commands/commands.h"
#include "app/commands/scenario_choice.h"
#include "core/project/change_case.h"
#include "core/project/change_export.h"
#include "core/project/project.h"
#include "core/project/project_settings.h"

namespace chainscape::cli {
namespace {

struct CompareRequest {
    std::string path, from, to, period, layer = "money", unit, scenario, firms = "all", csv;
};

/// Two periods, with a scenario applied first or not; or, without periods to compare, base and scenario in one of them.
Result<ChangeRequest> asked(Context& context, const CompareRequest& request, Progress& progress) {
    if (request.from.empty() != request.to.empty()) return failure(ErrorCode::BadArgument, "Give both --from and --to, or neither to compare a scenario with its base.");
    if (request.from.empty() && request.scenario.empty()) return failure(ErrorCode::BadArgument, "Give --from and --to, or --scenario to compare one with its base.");
    const auto project = openProject(request.path, ProjectAccess::ReadOnly, progress);
    if (!project) return tl::unexpected(project.error());
    const auto layer = layerNamed(request.layer);
    if (!layer) return failure(ErrorCode::BadArgument, "There is no layer \"" + request.layer + "\"; choose money, data or capital.");
    for (const auto& text : {request.from, request.to, request.period})
        if (const auto period = periodNamed(*project->dataset, text); !period) return tl::unexpected(period.error());
    SnapshotSpec at{.from = *periodNamed(*project->dataset, request.period), .layer = *layer};
    if (!request.unit.empty()) at.unit = request.unit;
    const auto applied = withScenario(context, project->file, project->dataset, request.scenario, at, progress);
    if (!applied) return tl::unexpected(applied.error());
    auto settings = changeSettings(project->file);
    if (!settings) return tl::unexpected(settings.error());
    const auto analysis = analysisSettings(project->file);
    if (!analysis) return tl::unexpected(analysis.error());
    ViewSpec spec;
    spec.from = request.from;
    spec.to = request.to;
    spec.period = request.period;
    spec.layer = *layer;
    spec.unit = request.unit;
    spec.change.sameFirms = request.firms == "common";
    spec.change.againstBase = request.from.empty();
    spec.change.settings = std::move(*settings);
    return ChangeRequest{*applied, project->dataset, std::move(spec), *analysis, request.path};
}

Json restructuringObject(const ChangeTable& table) {
    const Restructuring r = restructuring(table);
    const ShapeDistance d = shapeDistance(table);
    return {{"ri", number(r.ri)},         {"growth", number(r.growth)}, {"between", number(r.between)}, {"within", number(r.within)},
            {"r_star", number(r.rStar)},  {"jsd", number(d.jsd)},       {"entry", number(r.entry)},     {"exit", number(r.exit)},
            {"jsd_between", number(d.between)}, {"jsd_within", number(d.within)}};
}

Json firmObjects(const ChangeTable& table, const RoleChanges& roles) {
    const auto rank = [](std::uint32_t place) { return place > 0 ? Json(place) : Json(nullptr); };
    Json firms = Json::array();
    for (std::size_t f = 0; f < table.firms.size(); ++f) {
        const auto& firm = table.firms[f];
        const auto& change = roles.firms[f];
        firms.push_back({{"id", firm.id},
                         {"role_change", number(change.roleChange())},
                         {"role_change_in", number(change.supplierMix)},
                         {"role_change_out", number(change.buyerMix)},
                         {"role_before", nameOf(change.roleBefore)},
                         {"role_after", nameOf(change.roleAfter)},
                         {"value_before", number(firm.sizeBefore())},
                         {"value_after", number(firm.sizeAfter())},
                         {"rank_before", rank(change.rankBefore)},
                         {"rank_after", rank(change.rankAfter)}});
    }
    return firms;
}

/// Firms by role before and after: only what is not empty.
Json transitionObjects(const RoleChanges& roles) {
    const auto& transitions = roles.transitions;
    Json out = Json::array();
    for (std::size_t a = 0; a < kRoles; ++a)
        for (std::size_t b = 0; b < kRoles; ++b)
            if (transitions[a][b] > 0) out.push_back({{"before", nameOf(Role(a))}, {"after", nameOf(Role(b))}, {"firms", transitions[a][b]}});
    return out;
}

/// Firms that may only have a new name.
Json renameObjects(const ChangeCase& c) {
    Json out = Json::array();
    for (const auto& guess : c.reading.guesses) out.push_back({{"gone", c.table.firms[guess.gone].id}, {"entered", c.table.firms[guess.entered].id}, {"likeness", number(guess.likeness)}});
    return out;
}

/// Restructured, or only renamed: who stands between before and after, and R* were all guessed renamings true.
Json readingObject(const ChangeCase& c) {
    Json mediators = Json::array();
    for (const auto& m : c.reading.mediators) mediators.push_back({{"id", c.table.firms[m.firm].id}, {"share_before", number(m.before)}, {"share_after", number(m.after)}});
    return {{"platform_share_before", number(c.reading.platformBefore)}, {"platform_share_after", number(c.reading.platformAfter)}, {"mediators", mediators},
            {"r_star_if_renamed", number(c.reading.rStarIfRenamed)}};
}

Json phaseObject(const ChangeCase& c, const PhaseRule& rule) {
    return {{"phase", nameOf(c.phase.phase)}, {"between_share", number(c.phase.betweenShare)}, {"penetration_before", number(c.penetrationBefore)}, {"penetration_after", number(c.penetrationAfter)},
            {"rule", phaseRuleWords(rule)}};
}

Json switchObjects(const ChangeCase& c) {
    Json out = Json::array();
    const auto ids = [&](const std::vector<std::uint32_t>& firms) {
        Json list = Json::array();
        for (const auto f : firms) list.push_back(c.table.firms[f].id);
        return list;
    };
    for (const auto& s : c.switches)
        out.push_back({{"buyer", c.table.firms[s.buyer].id}, {"stage", s.stage}, {"lost", number(s.lost)}, {"gained", number(s.gained)}, {"dropped", ids(s.dropped)}, {"taken", ids(s.taken)}});
    return out;
}

Json comparison(const ChangeCase& c, const ChangeRequest& request) {
    return {{"from", c.before->periodText()},
            {"to", c.after->periodText()},
            {"compared", c.againstBase() ? "base and scenario" : "periods"},
            {"layer", nameOf(c.before->spec().layer)},
            {"unit", c.before->unit()},
            {"births", c.turnover.births},
            {"deaths", c.turnover.deaths},
            {"persisting", c.turnover.persisting},
            {"jaccard", number(c.turnover.jaccard)},
            {"birth_value_share", number(c.turnover.birthValueShare)},
            {"death_value_share", number(c.turnover.deathValueShare)},
            {"firms_entered", c.turnover.firmsEntered},
            {"firms_left", c.turnover.firmsLeft},
            {"total_before", number(c.table.totalBefore)},
            {"total_after", number(c.table.totalAfter)},
            {"restructuring", restructuringObject(c.table)},
            {"phase", phaseObject(c, request.spec.change.settings.rule)},
            {"reading", readingObject(c)},
            {"ranks", {{"tau_b", number(c.ranks.tauB)}, {"top5_overlap", number(c.ranks.topOverlap)}, {"rbo", number(c.ranks.rbo)}}},
            {"role_transitions", transitionObjects(c.roles)},
            {"renamed_perhaps", renameObjects(c)},
            {"switched_supplier", switchObjects(c)},
            {"firms", firmObjects(c.table, c.roles)}};
}

std::string compareText(const Json& document) {
    std::ostringstream out;
    const std::string from = document["from"].get<std::string>(), to = document["to"].get<std::string>();
    out << (document["compared"] == "periods" ? from + " to " + to : "base to scenario, " + to) << ": " << document["births"] << " links new, "
        << document["deaths"] << " gone, " << document["persisting"] << " in both (Jaccard " << document["jaccard"] << ")\n";
    for (const auto& [key, value] : document["restructuring"].items())
        out << key << ": " << (value.is_null() ? "not defined" : value.dump()) << '\n';
    out << "phase: " << document["phase"]["phase"].get<std::string>() << '\n';
    const Json& reading = document["reading"];
    out << "platform share: " << reading["platform_share_before"] << " -> " << reading["platform_share_after"] << '\n';
    for (const auto& guess : document["renamed_perhaps"])
        out << guess["gone"].get<std::string>() << " may go on as " << guess["entered"].get<std::string>() << " (likeness " << guess["likeness"] << ")\n";
    out << document["firms"].size() << " firms: ask with --json for their changes\n";
    return out.str();
}

void runCompare(Context& context, const CompareRequest& request) {
    Progress progress;
    const auto what = asked(context, request, progress);
    if (!what) return fail(context, what.error());
    const auto made = changeCase(*what, progress);
    if (!made) return fail(context, made.error());
    if (!request.csv.empty())
        if (const auto written = writeCsv(changeListTable(made->table, *what->dataset), request.csv); !written) return fail(context, written.error());
    const Json document = comparison(*made, *what);
    answer(context, document, compareText(document));
}

} // namespace

void addCompare(CLI::App& root, Context& context) {
    auto request = std::make_shared<CompareRequest>();
    auto* command = root.add_subcommand("compare", "Tell what changed between two periods, and how much of it is growth");
    addCommonOptions(*command, context);
    command->add_option("project", request->path, "A .chain file")->required();
    command->add_option("--from", request->from, "The earlier period");
    command->add_option("--to", request->to, "The later period");
    command->add_option("--period", request->period, "Without --from and --to: the period in which a scenario is compared with its base; else the one the scenario is applied to");
    command->add_option("--layer", request->layer, "money, data or capital");
    command->add_option("--unit", request->unit, "The unit to compare, where the layer has several");
    command->add_option("--scenario", request->scenario, "A stored scenario to apply first");
    command->add_option("--firms", request->firms, "all, or common: only firms active in both periods")->check(CLI::IsMember({"all", "common"}));
    command->add_option("--csv", request->csv, "Write what entered, left, grew, shrank or switched supplier to this CSV file, too");
    command->callback([request, &context] { runCompare(context, *request); });
}

} // namespace chainscape::cli
