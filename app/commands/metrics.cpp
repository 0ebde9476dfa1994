// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// metrics: everything the registry knows about one period of a project.

#include <memory>
#include <sstream>

#include "app/commands/chain_choice.h"
#include "app/commands/commands.h"
#include "app/commands/metrics_document.h"
#include "app/commands/scenario_choice.h"
#include "core/project/project.h"

namespace chainscape::cli {
namespace {

struct MetricsRequest {
    std::string path, period, layer = "money", unit, digital, scenario;
    MetricsArgs args;
};

Result<SnapshotPtr> snapshotFor(Context& context, const Project& project, const MetricsRequest& request, Progress& progress) {
    SnapshotSpec spec;
    const auto period = periodNamed(*project.dataset, request.period);
    if (!period) return tl::unexpected(period.error());
    spec.from = *period;
    const auto layer = layerNamed(request.layer);
    if (!layer) return failure(ErrorCode::BadArgument, "There is no layer \"" + request.layer + "\"; choose money, data or capital.");
    spec.layer = *layer;
    if (!request.unit.empty()) spec.unit = request.unit;
    const auto dataset = withScenario(context, project.file, project.dataset, request.scenario, spec, progress);
    if (!dataset) return tl::unexpected(dataset.error());
    return makeSnapshot(*dataset, spec);
}

std::string metricsText(const Json& document) {
    std::ostringstream out;
    out << "period " << document["period"].get<std::string>() << ", layer " << document["layer"].get<std::string>() << ", unit "
        << document["unit"].get<std::string>() << '\n';
    for (const auto& [key, value] : document["chain"].items())
        if (!value.is_array() || value.size() <= 12) out << key << ": " << (value.is_null() ? "not defined" : value.dump()) << '\n';
    if (document.contains("firms")) out << document["firms"].size() << " firms: ask with --json for their numbers\n";
    if (document.contains("links")) out << document["links"].size() << " links: ask with --json for their numbers\n";
    return out.str();
}

void showMetrics(Context& context, const MetricsRequest& request) {
    Progress progress;
    const auto project = openProject(request.path, ProjectAccess::ReadOnly, progress);
    if (!project) return fail(context, project.error());
    const auto snapshot = snapshotFor(context, *project, request, progress);
    if (!snapshot) return fail(context, snapshot.error());
    const auto options = settingsFor(project->file, request.digital);
    if (!options) return fail(context, options.error());
    Findings findings(*snapshot, *options);
    const Json document = metricsDocument(findings, request.args, progress);
    for (const auto& warning : document["warnings"]) context.err << warning.get<std::string>() << '\n';
    answer(context, document, metricsText(document));
}

} // namespace

void addMetrics(CLI::App& root, Context& context) {
    auto request = std::make_shared<MetricsRequest>();
    auto* command = root.add_subcommand("metrics", "Measure the chain of one period");
    addCommonOptions(*command, context);
    command->add_option("project", request->path, "A .chain file")->required();
    command->add_option("--period", request->period, "A period of the project; the last when not given");
    command->add_option("--layer", request->layer, "money, data or capital");
    command->add_option("--unit", request->unit, "The unit to measure, where the layer has several");
    addDigitalOption(*command, request->digital);
    command->add_option("--scenario", request->scenario, "Apply this stored scenario first");
    command->add_flag("--firms", request->args.firms, "Add the measures of every firm");
    command->add_flag("--links", request->args.links, "Add the measures of every link");
    command->add_flag("--esri", request->args.esri, "Compute systemic risk above 10,000 firms or 200,000 links, too (minutes)");
    command->callback([request, &context] { showMetrics(context, *request); });
}

} // namespace chainscape::cli
