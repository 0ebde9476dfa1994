// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// compare: what changed between two periods of a project, and how much of it is growth.

#include <memory>
#include <sstream>

#include "app/commands/commands.h"
#include "app/commands/scenario_choice.h"
#include "core/analysis/change_index.h"
#include "core/analysis/change_renames.h"
#include "core/analysis/change_roles.h"
#include "core/project/project.h"

namespace chainscape::cli {
namespace {

struct CompareRequest {
    std::string path, from, to, layer = "money", unit, scenario, firms = "all";
};

/// Everything that is compared, and the two snapshots it stands on.
struct Compared {
    SnapshotPtr before, after;
    ChangeTable table;
};

Result<SnapshotPtr> snapshotAt(const DatasetPtr& dataset, const CompareRequest& request, const std::string& periodText) {
    const auto period = periodNamed(*dataset, periodText);
    if (!period) return tl::unexpected(period.error());
    const auto layer = layerNamed(request.layer);
    if (!layer) return failure(ErrorCode::BadArgument, "There is no layer \"" + request.layer + "\"; choose money, data or capital.");
    SnapshotSpec spec{.from = *period, .layer = *layer};
    if (!request.unit.empty()) spec.unit = request.unit;
    return makeSnapshot(dataset, spec);
}

Result<Compared> compared(Context& context, const CompareRequest& request) {
    Progress progress;
    const auto project = openProject(request.path, ProjectAccess::ReadOnly, progress);
    if (!project) return tl::unexpected(project.error());
    const auto dataset = withScenario(context, project->file, project->dataset, request.scenario, {}, progress);
    if (!dataset) return tl::unexpected(dataset.error());
    const auto before = snapshotAt(*dataset, request, request.from), after = snapshotAt(*dataset, request, request.to);
    if (!before) return tl::unexpected(before.error());
    if (!after) return tl::unexpected(after.error());
    ChangeOptions options{.scope = request.firms == "common" ? ChangeScope::CommonOnly : ChangeScope::All};
    if (const auto told = project->file.document(DocumentKind::Setting, kChangeSettings))
        if (auto read = readChangeSettings(told->json)) options.dated = std::move(read->renames);
    auto table = alignSnapshots(**before, **after, options);
    if (!table) return tl::unexpected(table.error());
    return Compared{*before, *after, std::move(*table)};
}

Json restructuringObject(const ChangeTable& table) {
    const Restructuring r = restructuring(table);
    const ShapeDistance d = shapeDistance(table);
    return {{"ri", number(r.ri)},         {"growth", number(r.growth)}, {"between", number(r.between)}, {"within", number(r.within)},
            {"r_star", number(r.rStar)},  {"jsd", number(d.jsd)},       {"entry", number(r.entry)},     {"exit", number(r.exit)},
            {"jsd_between", number(d.between)}, {"jsd_within", number(d.within)}};
}

Json firmObjects(const ChangeTable& table) {
    const RoleChanges roles = roleChanges(table);
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
Json transitionObjects(const ChangeTable& table) {
    const auto transitions = roleChanges(table).transitions;
    Json out = Json::array();
    for (std::size_t a = 0; a < kRoles; ++a)
        for (std::size_t b = 0; b < kRoles; ++b)
            if (transitions[a][b] > 0) out.push_back({{"before", nameOf(Role(a))}, {"after", nameOf(Role(b))}, {"firms", transitions[a][b]}});
    return out;
}

/// Firms that may only have a new name.
Json renameObjects(const ChangeTable& table) {
    Json out = Json::array();
    for (const auto& guess : renameGuesses(table)) out.push_back({{"gone", table.firms[guess.gone].id}, {"entered", table.firms[guess.entered].id}, {"likeness", number(guess.likeness)}});
    return out;
}

Json comparison(const Compared& c) {
    const Turnover links = turnover(c.table);
    const RankComparison ranks = compareRanks(c.table);
    return {{"from", c.before->periodText()},
            {"to", c.after->periodText()},
            {"layer", nameOf(c.before->spec().layer)},
            {"unit", c.before->unit()},
            {"births", links.births},
            {"deaths", links.deaths},
            {"persisting", links.persisting},
            {"jaccard", number(links.jaccard)},
            {"birth_value_share", number(links.birthValueShare)},
            {"death_value_share", number(links.deathValueShare)},
            {"firms_entered", links.firmsEntered},
            {"firms_left", links.firmsLeft},
            {"total_before", number(c.table.totalBefore)},
            {"total_after", number(c.table.totalAfter)},
            {"restructuring", restructuringObject(c.table)},
            {"ranks", {{"tau_b", number(ranks.tauB)}, {"top5_overlap", number(ranks.topOverlap)}, {"rbo", number(ranks.rbo)}}},
            {"role_transitions", transitionObjects(c.table)},
            {"renamed_perhaps", renameObjects(c.table)},
            {"firms", firmObjects(c.table)}};
}

std::string compareText(const Json& document) {
    std::ostringstream out;
    out << document["from"].get<std::string>() << " to " << document["to"].get<std::string>() << ": " << document["births"] << " links new, "
        << document["deaths"] << " gone, " << document["persisting"] << " in both (Jaccard " << document["jaccard"] << ")\n";
    for (const auto& [key, value] : document["restructuring"].items())
        out << key << ": " << (value.is_null() ? "not defined" : value.dump()) << '\n';
    out << document["firms"].size() << " firms: ask with --json for their changes\n";
    return out.str();
}

} // namespace

void addCompare(CLI::App& root, Context& context) {
    auto request = std::make_shared<CompareRequest>();
    auto* command = root.add_subcommand("compare", "Tell what changed between two periods, and how much of it is growth");
    addCommonOptions(*command, context);
    command->add_option("project", request->path, "A .chain file")->required();
    command->add_option("--from", request->from, "The earlier period")->required();
    command->add_option("--to", request->to, "The later period")->required();
    command->add_option("--layer", request->layer, "money, data or capital");
    command->add_option("--unit", request->unit, "The unit to compare, where the layer has several");
    command->add_option("--scenario", request->scenario, "A stored scenario to apply first");
    command->add_option("--firms", request->firms, "all, or common: only firms active in both periods")->check(CLI::IsMember({"all", "common"}));
    command->callback([request, &context] {
        const auto result = compared(context, *request);
        if (!result) return fail(context, result.error());
        const Json document = comparison(*result);
        answer(context, document, compareText(document));
    });
}

} // namespace chainscape::cli
