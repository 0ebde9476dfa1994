// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/change_look.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace chainscape {
namespace {

using LookJson = nlohmann::ordered_json;

constexpr std::array<std::string_view, 6> kChangeShows{"map", "ranks", "multiples", "flow", "alluvial", "lists"};
constexpr std::array<std::string_view, 5> kAlluvialBys{"stage", "role", "community", "internet", "platform"};
constexpr std::array<std::string_view, 2> kWeights{"value", "firms"};

template <class Enum, std::size_t N>
std::optional<Enum> lookNamed(const std::array<std::string_view, N>& names, std::string_view name) {
    const auto it = std::ranges::find(names, name);
    return it == names.end() ? std::nullopt : std::optional(static_cast<Enum>(it - names.begin()));
}

std::string textIn(const LookJson& json, const char* key) {
    const auto it = json.find(key);
    return it != json.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

void shareIn(const LookJson& json, const char* key, double& value) {
    const auto it = json.find(key);
    if (it != json.end() && it->is_number()) value = std::clamp(it->get<double>(), 0.0, 1.0);
}

/// The objects of an array; anything else in it is left out.
template <class Each>
void eachObject(const LookJson& json, const char* key, Each each) {
    const auto it = json.find(key);
    if (it == json.end() || !it->is_array()) return;
    for (const auto& entry : *it)
        if (entry.is_object()) each(entry);
}

LookJson settingsJson(const ChangeSettings& s) {
    const PhaseRule d;
    LookJson json = LookJson::object();
    if (s.rule.rStarAtLeast != d.rStarAtLeast) json["r_star_at_least"] = s.rule.rStarAtLeast;
    if (s.rule.betweenShare != d.betweenShare) json["between_share"] = s.rule.betweenShare;
    if (s.rule.penetrationStep != d.penetrationStep) json["penetration_step"] = s.rule.penetrationStep;
    for (const auto& r : s.renames) json["renames"].push_back({{"old", r.old}, {"now", r.now}, {"period", r.period}});
    for (const auto& e : s.events) json["events"].push_back({{"name", e.name}, {"period", e.period}, {"note", e.note}});
    return json;
}

ChangeSettings settingsIn(const LookJson& json) {
    ChangeSettings s;
    shareIn(json, "r_star_at_least", s.rule.rStarAtLeast);
    shareIn(json, "between_share", s.rule.betweenShare);
    shareIn(json, "penetration_step", s.rule.penetrationStep);
    eachObject(json, "renames", [&](const LookJson& r) {
        if (const Rename read{textIn(r, "old"), textIn(r, "now"), textIn(r, "period")}; !read.old.empty() && !read.now.empty()) s.renames.push_back(read);
    });
    eachObject(json, "events", [&](const LookJson& e) {
        if (const EventMarker read{textIn(e, "name"), textIn(e, "period"), textIn(e, "note")}; !read.name.empty()) s.events.push_back(read);
    });
    return s;
}

std::string written(const LookJson& json) { return json.dump(-1, ' ', false, LookJson::error_handler_t::replace); }

} // namespace

std::string toJson(const ChangeSettings& settings) { return written(settingsJson(settings)); }

Result<ChangeSettings> readChangeSettings(std::string_view text) {
    const LookJson json = LookJson::parse(text, nullptr, false);
    if (!json.is_object()) return failure(ErrorCode::BadFormat, "The stored settings of change are not a JSON object; they are left out.");
    return settingsIn(json);
}

std::string toJson(const ChangeLook& look) {
    const ChangeLook d;
    LookJson json = LookJson::object();
    if (look.show != d.show) json["show"] = std::string(nameOf(look.show));
    if (look.by != d.by) json["by"] = std::string(nameOf(look.by));
    if (look.weight != d.weight) json["weight"] = std::string(kWeights[std::size_t(look.weight)]);
    if (look.sameFirms) json["same_firms"] = true;
    if (look.againstBase) json["against_base"] = true;
    if (look.swipe) json["swipe"] = *look.swipe;
    if (!look.indicator.empty()) json["indicator"] = look.indicator;
    if (LookJson settings = settingsJson(look.settings); !settings.empty()) json["settings"] = std::move(settings);
    return written(json);
}

Result<ChangeLook> readChangeLook(std::string_view text) {
    const LookJson json = LookJson::parse(text, nullptr, false);
    if (!json.is_object()) return failure(ErrorCode::BadFormat, "A stored look of change is not a JSON object; it is left out.");
    ChangeLook look;
    look.show = changeShowNamed(textIn(json, "show")).value_or(look.show);
    look.by = alluvialByNamed(textIn(json, "by")).value_or(look.by);
    look.weight = lookNamed<AlluvialWeight>(kWeights, textIn(json, "weight")).value_or(look.weight);
    if (const auto it = json.find("same_firms"); it != json.end() && it->is_boolean()) look.sameFirms = it->get<bool>();
    if (const auto it = json.find("against_base"); it != json.end() && it->is_boolean()) look.againstBase = it->get<bool>();
    if (json.contains("swipe") && json["swipe"].is_number()) shareIn(json, "swipe", look.swipe.emplace(0));
    look.indicator = textIn(json, "indicator");
    if (const auto it = json.find("settings"); it != json.end() && it->is_object()) look.settings = settingsIn(*it);
    return look;
}

std::string_view nameOf(ChangeShow show) { return kChangeShows[std::size_t(show)]; }
std::optional<ChangeShow> changeShowNamed(std::string_view name) { return lookNamed<ChangeShow>(kChangeShows, name); }
std::string_view nameOf(AlluvialBy by) { return kAlluvialBys[std::size_t(by)]; }
std::optional<AlluvialBy> alluvialByNamed(std::string_view name) { return lookNamed<AlluvialBy>(kAlluvialBys, name); }

} // namespace chainscape
