// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// scenario: apply a list of steps to one period, tell before and after, and keep the list when asked.

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>

#include "app/commands/chain_choice.h"
#include "app/commands/commands.h"
#include "app/commands/metrics_document.h"
#include "app/commands/scenario_choice.h"
#include "core/analysis/change_series.h"
#include "core/project/project.h"
#include "core/project/project_settings.h"

namespace chainscape::cli {
namespace {

struct ScenarioRequest {
    std::string path, steps, period, layer = "money", unit, name, scenario, digital;
    bool save = false, esri = false;
};

Result<std::string> readText(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return failure(ErrorCode::FileMissing, "The file with the steps cannot be read; check its path.", {.file = path});
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The steps to apply: a file, or a scenario the project keeps.
Result<StoredScenario> stepsOf(const Project& project, const ScenarioRequest& request) {
    if (request.steps.empty()) {
        const auto document = project.file.document(DocumentKind::Scenario, request.scenario);
        if (!document) return tl::unexpected(document.error());
        return storedScenarioFromJson(document->json);
    }
    const auto text = readText(request.steps);
    if (!text) return tl::unexpected(text.error());
    auto stored = storedScenarioFromJson(*text);
    if (!stored && stored.error().place.file.empty()) {
        Error error = stored.error();
        error.place.file = request.steps;
        return tl::unexpected(error);
    }
    return stored;
}

Result<SnapshotSpec> specOf(const Dataset& dataset, const ScenarioRequest& request) {
    const auto period = periodNamed(dataset, request.period);
    if (!period) return tl::unexpected(period.error());
    const auto layer = layerNamed(request.layer);
    if (!layer) return failure(ErrorCode::BadArgument, "There is no layer \"" + request.layer + "\"; choose money, data or capital.");
    SnapshotSpec spec{.from = *period, .layer = *layer};
    if (!request.unit.empty()) spec.unit = request.unit;
    return spec;
}

/// The chain object of metrics for one snapshot.
Json chainOf(const SnapshotPtr& snapshot, const ScenarioRequest& request, const AnalysisOptions& options, Json& warnings, Progress& progress) {
    Findings findings(snapshot, options);
    return chainMetrics(findings, {.esri = request.esri}, warnings, progress);
}

/// after - before of every number both have; null where one is not defined.
Json deltaOf(const Json& before, const Json& after) {
    Json delta = Json::object();
    for (const auto& [key, value] : before.items()) {
        if (!after.contains(key) || value.is_object() || value.is_array() || after[key].is_object() || after[key].is_array()) continue;
        const bool both = value.is_number() && after[key].is_number();
        if (both && value.is_number_integer() && after[key].is_number_integer())
            delta[key] = after[key].get<std::int64_t>() - value.get<std::int64_t>();
        else delta[key] = both ? number(after[key].get<double>() - value.get<double>()) : Json(nullptr);
    }
    return delta;
}

/// The size of the remix, and how many years of the data's normal change that is.
Json remixOf(const Snapshot& before, const Snapshot& after, const ChangeOptions& renames, Progress& progress) {
    Json remix = Json::object();
    const auto table = alignSnapshots(before, after);
    if (!table) return remix;
    const Restructuring r = restructuring(*table);
    remix = {{"ri", number(r.ri)}, {"growth", number(r.growth)}, {"between", number(r.between)}, {"within", number(r.within)},
             {"r_star", number(r.rStar)}, {"jsd", number(shapeDistance(*table).jsd)}};
    const auto years = yearlySteps(before.datasetPtr(), before.spec(), renames, progress);
    remix["years_of_normal_change"] = years ? number(yearsOfNormalChange(r, normalChange(*years))) : Json(nullptr);
    return remix;
}

Json stepObjects(const ScenarioResult& result) {
    Json steps = Json::array();
    for (const auto& step : result.steps) {
        Json object{{"op", step.op}, {"applied", step.applied}, {"message", step.message}};
        if (step.band)
            object["band"] = {{"leontief_min", number(step.band->leontiefMin)}, {"esri_linear", number(step.band->esriLinear)},
                              {"ghosh_fixed", number(step.band->ghoshFixed)}, {"reroute", number(step.band->reroute)},
                              {"converged", step.band->converged}};
        steps.push_back(std::move(object));
    }
    return steps;
}

/// Who is stranded and who must buy outside.
Json shortfallObjects(const ScenarioResult& result) {
    Json firms = Json::array();
    for (const auto& s : result.shortfalls)
        firms.push_back({{"id", s.firm}, {"external_purchases", number(s.outside)}, {"stranded_supply", number(s.strandedSupply)}, {"stranded_demand", number(s.strandedDemand)}});
    return firms;
}

Result<Json> scenarioDocument(const Project& project, const ScenarioResult& result, const ScenarioRequest& request, const AnalysisOptions& options, Progress& progress) {
    const DatasetPtr& base = project.dataset;
    const auto settings = changeSettings(project.file);
    if (!settings) return tl::unexpected(settings.error());
    const auto before = makeSnapshot(base, result.spec), after = makeSnapshot(result.after, result.spec);
    if (!before) return tl::unexpected(before.error());
    if (!after) return tl::unexpected(after.error());
    Json warnings = Json::array(), ignored = Json::array();
    const Json chainBefore = chainOf(*before, request, options, warnings, progress);
    const Json chainAfter = result.after == base ? chainBefore : chainOf(*after, request, options, ignored, progress);
    for (const auto& warning : ignored)
        if (std::ranges::find(warnings, warning) == warnings.end()) warnings.push_back(warning);
    Json invariants = Json::array();
    for (const auto& i : result.invariants) invariants.push_back({{"name", i.name}, {"holds", i.holds}, {"error", number(i.error)}});
    return Json{{"period", (*before)->periodText()},
                {"layer", nameOf(result.spec.layer)},
                {"unit", (*before)->unit()},
                {"before", {{"chain", chainBefore}}},
                {"after", {{"chain", chainAfter}}},
                {"delta", deltaOf(chainBefore, chainAfter)},
                {"stranded", {{"supply", number(result.strandedSupply)}, {"demand", number(result.strandedDemand)}}},
                {"external_purchases", number(result.externalPurchases)},
                {"shortfalls", shortfallObjects(result)},
                {"value_added", number(result.valueAdded)},
                {"final_use", number(result.finalUse)},
                {"restructuring", remixOf(**before, **after, {.renamed = {}, .dated = settings->renames}, progress)},
                {"invariants", invariants},
                {"steps", stepObjects(result)},
                {"warnings", warnings}};
}

std::string scenarioText(const Json& document) {
    std::ostringstream out;
    for (const auto& step : document["steps"])
        out << (step["applied"].get<bool>() ? "done      " : "not done  ") << step["op"].get<std::string>() << ": " << step["message"].get<std::string>() << '\n';
    for (const auto& [key, value] : document["delta"].items()) {
        const Json &before = document["before"]["chain"][key], &after = document["after"]["chain"][key];
        if (before.is_number() && after.is_number()) out << key << ": " << before << " -> " << after << '\n';
    }
    out << "bought outside: " << document["external_purchases"] << ", stranded supply " << document["stranded"]["supply"] << ", stranded demand "
        << document["stranded"]["demand"] << '\n';
    for (const auto& invariant : document["invariants"])
        if (!invariant["holds"].get<bool>()) out << "does not hold: " << invariant["name"].get<std::string>() << " (" << invariant["error"] << ")\n";
    return out.str();
}

void runScenario(Context& context, const ScenarioRequest& request) {
    Progress progress;
    auto project = openProject(request.path, request.save ? ProjectAccess::ReadWrite : ProjectAccess::ReadOnly, progress);
    if (!project) return fail(context, project.error());
    auto stored = stepsOf(*project, request);
    if (!stored) return fail(context, stored.error());
    const auto spec = specOf(*project->dataset, request);
    if (!spec) return fail(context, spec.error());
    const auto result = replay(project->dataset, *stored, *spec, progress);
    if (!result) return fail(context, result.error());
    const auto options = settingsFor(project->file, request.digital);
    if (!options) return fail(context, options.error());
    const auto document = scenarioDocument(*project, *result, request, *options, progress);
    if (!document) return fail(context, document.error());
    if (request.save) {
        stored->period = project->dataset->periods()[result->spec.to].text;
        stored->unit = *result->spec.unit;
        if (auto ok = project->file.putDocument(DocumentKind::Scenario, request.name, toJson(*stored)); !ok) return fail(context, ok.error());
    }
    for (const auto& warning : (*document)["warnings"]) context.err << warning.get<std::string>() << '\n';
    answer(context, *document, scenarioText(*document));
}

} // namespace

void addScenario(CLI::App& root, Context& context) {
    auto request = std::make_shared<ScenarioRequest>();
    auto* command = root.add_subcommand("scenario", "Apply steps to a copy of one period and tell before and after");
    addCommonOptions(*command, context);
    command->add_option("project", request->path, "A .chain file")->required();
    auto* steps = command->add_option("--steps", request->steps, "A JSON array of steps");
    auto* stored = command->add_option("--scenario", request->scenario, "A scenario the project keeps, instead of --steps");
    steps->excludes(stored);
    command->add_option("--period", request->period, "The period to change; the last when not given");
    command->add_option("--layer", request->layer, "money, data or capital");
    command->add_option("--unit", request->unit, "The unit, where the layer has several");
    addDigitalOption(*command, request->digital);
    command->add_option("--name", request->name, "A name to keep the scenario under");
    command->add_flag("--save", request->save, "Keep the steps in the project");
    command->add_flag("--esri", request->esri, "Compute the most critical firm above 10,000 firms or 200,000 links, too (minutes)");
    command->callback([request, &context] {
        if (request->steps.empty() && request->scenario.empty()) throw CLI::RequiredError("--steps");
        if (request->save && request->name.empty()) throw CLI::RequiredError("--name");
        runScenario(context, *request);
    });
}

} // namespace chainscape::cli
