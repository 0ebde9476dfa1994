// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// info: what a project holds.

#include <cmath>
#include <memory>
#include <sstream>

#include "app/commands/commands.h"
#include "core/project/project.h"

namespace chainscape::cli {
namespace {

Json share(std::size_t part, std::size_t whole) { return whole == 0 ? Json(nullptr) : Json(double(part) / double(whole)); }

Json stageCoverage(const Dataset& dataset) {
    Json stages = Json::array();
    const FirmTable& firms = dataset.firms();
    for (int s = 0; s <= dataset.stages().size(); ++s) {
        std::size_t count = 0, scored = 0;
        for (std::size_t f = 0; f < firms.size(); ++f) {
            if (firms.stage[f] != s) continue;
            ++count;
            scored += !std::isnan(firms.digital[f]);
        }
        if (s == 0 && count == 0) continue;
        stages.push_back({{"stage", s == 0 ? Json(nullptr) : Json(s)}, {"name", dataset.stages().name(s)}, {"firms", count}, {"digital_known", share(scored, count)}});
    }
    return stages;
}

Json coverage(const Dataset& dataset) {
    const FirmTable& firms = dataset.firms();
    const FlowTable& flows = dataset.flows();
    std::size_t given = 0, inferred = 0, scored = 0, known = 0, flowScored = 0;
    for (std::size_t f = 0; f < firms.size(); ++f) {
        inferred += firms.stageInferred[f];
        given += firms.stage[f] > 0 && !firms.stageInferred[f];
        scored += !std::isnan(firms.digital[f]);
    }
    for (std::size_t i = 0; i < flows.size(); ++i) {
        known += !std::isnan(flows.value[i]);
        flowScored += !std::isnan(flows.digital[i]);
    }
    return {{"firms_stage_given", share(given, firms.size())},   {"firms_stage_inferred", share(inferred, firms.size())},
            {"firms_digital_known", share(scored, firms.size())}, {"flows", flows.size()},
            {"flows_value_known", share(known, flows.size())},    {"flows_digital_known", share(flowScored, flows.size())},
            {"stages", stageCoverage(dataset)}};
}

Json sourcesOf(const std::vector<ImportRecord>& imports) {
    Json sources = Json::array();
    for (const auto& import : imports)
        for (const auto& file : import.files)
            sources.push_back({{"import", import.id},
                               {"file", file.file},
                               {"role", file.kind == TableKind::Firms ? "firms" : "links"},
                               {"sha256", file.sha256},
                               {"imported", import.at},
                               {"active", import.active},
                               {"rows_read", file.rowsRead},
                               {"rows_kept", file.rowsKept},
                               {"rows_rejected", file.rowsRejected}});
    return sources;
}

Json describeDataset(const Dataset& dataset) {
    Json json{{"title", dataset.title()}, {"illustrative", dataset.illustrative()}, {"firms", dataset.firms().size()}, {"links", dataset.links().size()}};
    for (const char* key : {"periods", "stages", "kinds", "units"}) json[key] = Json::array();
    for (const auto& period : dataset.periods()) json["periods"].push_back(period.text);
    for (const auto& name : dataset.stages().names) json["stages"].push_back(name);
    for (const auto& kind : dataset.kinds()) {
        json["kinds"].push_back(kind.name);
        json["layers"][kind.name] = nameOf(kind.layer);
    }
    for (const auto& unit : dataset.units()) json["units"].push_back(unit);
    return json;
}

std::string infoText(const Json& json) {
    std::ostringstream out;
    const auto list = [&](const char* key) {
        out << key << ':';
        for (const auto& item : json[key]) out << ' ' << item.get<std::string>() << (&item == &json[key].back() ? "" : ",");
        out << '\n';
    };
    if (!json["title"].get<std::string>().empty()) out << json["title"].get<std::string>() << '\n';
    out << json["firms"] << " firms, " << json["links"] << " links\n";
    for (const char* key : {"periods", "stages", "kinds", "units"}) list(key);
    for (const auto& source : json["sources"]) out << "from " << source["file"].get<std::string>() << ": " << source["rows_kept"] << " rows\n";
    return out.str();
}

void showInfo(Context& context, const std::string& path) {
    Progress progress;
    const auto project = openProject(path, ProjectAccess::ReadOnly, progress);
    if (!project) return fail(context, project.error());
    const auto imports = project->file.imports();
    if (!imports) return fail(context, imports.error());
    Json json = describeDataset(*project->dataset);
    json["sources"] = sourcesOf(*imports);
    json["coverage"] = coverage(*project->dataset);
    answer(context, json, infoText(json));
}

} // namespace

void addInfo(CLI::App& root, Context& context) {
    auto path = std::make_shared<std::string>();
    auto* command = root.add_subcommand("info", "Say what a project holds");
    addCommonOptions(*command, context);
    command->add_option("project", *path, "A .chain file")->required();
    command->callback([path, &context] { showInfo(context, *path); });
}

} // namespace chainscape::cli
