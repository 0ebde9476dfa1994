// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/network_look.h"

#include <nlohmann/json.hpp>

namespace chainscape {
namespace {

using LookJson = nlohmann::ordered_json;

constexpr std::size_t kMostColours = 8;

template <class T>
void takeField(const LookJson& json, const char* key, T& value) {
    const auto at = json.find(key);
    if (at == json.end()) return;
    try {
        value = at->get<T>();
    } catch (const LookJson::exception&) {
        // ill-typed: the default stays
    }
}

} // namespace

std::string toJson(const NetworkLook& look) {
    const NetworkLook d;
    LookJson json = LookJson::object();
    const auto put = [&](const char* key, const auto& value, const auto& fallback) {
        if (!(value == fallback)) json[key] = value;
    };
    put("shape_by", look.shapeBy, d.shapeBy);
    put("opacity_by", look.opacityBy, d.opacityBy);
    put("opacity_scale", look.opacityScale, d.opacityScale);
    put("link_opacity_by", look.linkOpacityBy, d.linkOpacityBy);
    put("ramp", look.ramp, d.ramp);
    put("palette", look.palette, d.palette);
    put("pins_aside", look.pinsAside, d.pinsAside);
    put("new_and_gone", look.newAndGone, d.newAndGone);
    return json.dump(-1, ' ', false, LookJson::error_handler_t::replace);
}

Result<NetworkLook> readNetworkLook(std::string_view text) {
    const LookJson json = LookJson::parse(text, nullptr, false);
    if (!json.is_object()) return failure(ErrorCode::BadFormat, "The look of a stored map is not a JSON object; it is left out.");
    NetworkLook look;
    takeField(json, "shape_by", look.shapeBy);
    takeField(json, "opacity_by", look.opacityBy);
    takeField(json, "opacity_scale", look.opacityScale);
    takeField(json, "link_opacity_by", look.linkOpacityBy);
    takeField(json, "ramp", look.ramp);
    takeField(json, "palette", look.palette);
    takeField(json, "pins_aside", look.pinsAside);
    takeField(json, "new_and_gone", look.newAndGone);
    if (look.palette.size() > kMostColours) look.palette.resize(kMostColours);
    return look;
}

} // namespace chainscape
