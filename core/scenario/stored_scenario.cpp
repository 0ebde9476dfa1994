// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/stored_scenario.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace chainscape {

using Json = nlohmann::ordered_json;

Result<StoredScenario> storedScenarioFromJson(std::string_view json) {
    const Json document = Json::parse(json, nullptr, false);
    StoredScenario stored;
    std::string steps(json);
    if (document.is_object() && document.contains("steps")) {
        const auto textOf = [&](const char* key) {
            const auto it = document.find(key);
            return it != document.end() && it->is_string() ? it->get<std::string>() : std::string{};
        };
        stored.period = textOf("period");
        stored.unit = textOf("unit");
        steps = document["steps"].dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    auto edits = editListFromJson(steps);
    if (!edits) return tl::unexpected(edits.error());
    stored.edits = std::move(*edits);
    return stored;
}

std::string toJson(const StoredScenario& scenario) {
    Json document = Json::object();
    if (!scenario.period.empty()) document["period"] = scenario.period;
    if (!scenario.unit.empty()) document["unit"] = scenario.unit;
    document["steps"] = Json::parse(toJson(scenario.edits), nullptr, false);
    return document.dump(2, ' ', false, Json::error_handler_t::replace);
}

Result<ScenarioResult> replay(const DatasetPtr& dataset, const StoredScenario& scenario, SnapshotSpec spec, Progress& progress) {
    if (spec.from == kNone && !scenario.period.empty()) spec.from = dataset->periodIndex(scenario.period);
    const auto units = dataset->unitsOf(spec.layer);
    if (!spec.unit && std::ranges::find(units, scenario.unit) != units.end()) spec.unit = scenario.unit;
    return applyScenario(dataset, spec, scenario.edits, progress);
}

} // namespace chainscape
