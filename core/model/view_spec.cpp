// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/view_spec.h"

#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/base/text.h"

namespace chainscape {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 9> kViews{"network", "flow", "forecast", "change", "alluvial", "scorecard", "quadrant", "datachain", "findings"};
constexpr std::array<std::string_view, 5> kLayouts{"lanes", "force", "trophic", "focus", "region"};
constexpr std::array<std::string_view, 3> kNotes{"note", "arrow", "box"};
constexpr std::array<std::string_view, 3> kShows{"map", "datachain", "matrix"};
constexpr std::array<std::string_view, 6> kForecastShows{"series", "stages", "several", "scorecard", "links", "ledger"};
constexpr std::array<std::string_view, 4> kDigital{"any", "digital", "analogue", "unknown"};
constexpr std::array<std::string_view, 6> kFlowForms{"sankey", "matrix", "table", "twins", "difference", "multiples"};
constexpr std::array<std::string_view, 6> kFlowColours{"source", "target", "kind", "digital", "change", "platform"};
constexpr std::array<std::string_view, 3> kFlowPanels{"one", "layers", "units"};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name) {
    const auto it = std::ranges::find(names, name);
    return it == names.end() ? std::nullopt : std::optional(static_cast<Enum>(it - names.begin()));
}

/// Writes fields that differ from their default.
class Writer {
public:
    template <class T>
    Writer& add(const char* key, const T& value, const T& fallback) {
        if (!(value == fallback)) m_json[key] = value;
        return *this;
    }
    Writer& word(const char* key, std::string_view value, std::string_view fallback) {
        if (value != fallback) m_json[key] = std::string(value);
        return *this;
    }
    Writer& object(const char* key, Json value) {
        if (!value.empty()) m_json[key] = std::move(value);
        return *this;
    }
    [[nodiscard]] Json take() { return std::move(m_json); }

private:
    Json m_json = Json::object();
};

/// Reads fields when they are there and of the right type.
class Reader {
public:
    explicit Reader(const Json& json) : m_json(json) {}

    template <class T>
    const Reader& get(const char* key, T& value) const {
        const auto it = m_json.find(key);
        if (it == m_json.end()) return *this;
        try {
            value = it->get<T>();
        } catch (const Json::exception&) {
            // ill-typed: the default stays
        }
        return *this;
    }
    template <class Enum, std::size_t N>
    const Reader& word(const char* key, Enum& value, const std::array<std::string_view, N>& names) const {
        std::string text;
        get(key, text);
        if (const auto found = named<Enum>(names, text)) value = *found;
        return *this;
    }
    [[nodiscard]] const Json* object(const char* key) const {
        const auto it = m_json.find(key);
        return it != m_json.end() && it->is_object() ? &*it : nullptr;
    }

private:
    const Json& m_json;
};

Json filterJson(const Filter& f) {
    const Filter d;
    return Writer{}
        .add("stages", f.stages, d.stages)
        .add("sectors", f.sectors, d.sectors)
        .add("regions", f.regions, d.regions)
        .add("kinds", f.kinds, d.kinds)
        .add("only_firms", f.onlyFirms, d.onlyFirms)
        .add("hidden_firms", f.hiddenFirms, d.hiddenFirms)
        .add("min_value", f.minValue, d.minValue)
        .word("digital", kDigital[std::size_t(f.digital)], "any")
        .add("threshold", f.threshold, d.threshold)
        .take();
}

Filter readFilter(const Json& json) {
    Filter f;
    Reader(json)
        .get("stages", f.stages)
        .get("sectors", f.sectors)
        .get("regions", f.regions)
        .get("kinds", f.kinds)
        .get("only_firms", f.onlyFirms)
        .get("hidden_firms", f.hiddenFirms)
        .get("min_value", f.minValue)
        .word("digital", f.digital, kDigital)
        .get("threshold", f.threshold);
    return f;
}

Json notesJson(const std::vector<CanvasNote>& notes) {
    Json out = Json::array();
    for (const auto& note : notes)
        out.push_back({{"kind", kNotes[std::size_t(note.kind)]}, {"at", {note.x, note.y, note.x2, note.y2}}, {"text", note.text}});
    return out;
}

std::vector<CanvasNote> readNotes(const Json& json) {
    std::vector<CanvasNote> out;
    for (const Json& row : json.is_array() ? json : Json::array()) {
        if (!row.is_object()) continue;
        CanvasNote note;
        std::vector<double> at;
        Reader(row).word("kind", note.kind, kNotes).get("at", at).get("text", note.text);
        if (at.size() != 4) continue;
        note.x = at[0];
        note.y = at[1];
        note.x2 = at[2];
        note.y2 = at[3];
        out.push_back(std::move(note));
    }
    return out;
}

Json textsJson(const FigureTexts& t) {
    const FigureTexts d;
    return Writer{}
        .add("title", t.title, d.title)
        .add("subtitle", t.subtitle, d.subtitle)
        .add("caption", t.caption, d.caption)
        .add("source", t.source, d.source)
        .add("date", t.date, d.date)
        .take();
}

/// Keys of JSON objects are text, so stages are written as such.
std::map<std::string, std::string> stageWords(const std::map<int, std::string>& byStage) {
    std::map<std::string, std::string> out;
    for (const auto& [stage, word] : byStage) out[std::to_string(stage)] = word;
    return out;
}

Json flowJson(const FlowLook& f) {
    const FlowLook d;
    return Writer{}
        .word("form", nameOf(f.form), nameOf(d.form))
        .word("colour", nameOf(f.colour), nameOf(d.colour))
        .word("panels", nameOf(f.panels), nameOf(d.panels))
        .add("dark_value", f.darkValue, d.darkValue)
        .add("lanes_from_flows", f.lanesFromFlows, d.lanesFromFlows)
        .add("locked", f.locked, d.locked)
        .add("threshold", f.threshold, d.threshold)
        .add("tolerance", f.tolerance, d.tolerance)
        .add("label", f.label, d.label)
        .add("group_by_stage", stageWords(f.groupByStage), {})
        .add("opened", f.opened, d.opened)
        .add("band_order", f.bandOrder, d.bandOrder)
        .take();
}

FlowLook readFlow(const Json& json) {
    FlowLook f;
    std::map<std::string, std::string> byStage;
    Reader(json)
        .word("form", f.form, kFlowForms)
        .word("colour", f.colour, kFlowColours)
        .word("panels", f.panels, kFlowPanels)
        .get("dark_value", f.darkValue)
        .get("lanes_from_flows", f.lanesFromFlows)
        .get("locked", f.locked)
        .get("threshold", f.threshold)
        .get("tolerance", f.tolerance)
        .get("label", f.label)
        .get("group_by_stage", byStage)
        .get("opened", f.opened)
        .get("band_order", f.bandOrder);
    for (const auto& [stage, word] : byStage)
        if (const auto number = parseNumber(stage)) f.groupByStage[static_cast<int>(*number)] = word;
    f.threshold = f.threshold >= 0 && f.threshold < 1 ? f.threshold : 0;
    f.tolerance = f.tolerance >= 0 && f.tolerance < 1 ? f.tolerance : FlowLook{}.tolerance;
    return f;
}

} // namespace

std::string_view nameOf(FlowForm form) { return kFlowForms[std::size_t(form)]; }
std::optional<FlowForm> flowFormNamed(std::string_view name) { return named<FlowForm>(kFlowForms, name); }
std::string_view nameOf(FlowColour colour) { return kFlowColours[std::size_t(colour)]; }
std::optional<FlowColour> flowColourNamed(std::string_view name) { return named<FlowColour>(kFlowColours, name); }
std::string_view nameOf(FlowPanels panels) { return kFlowPanels[std::size_t(panels)]; }
std::optional<FlowPanels> flowPanelsNamed(std::string_view name) { return named<FlowPanels>(kFlowPanels, name); }
std::string_view nameOf(ViewKind view) { return kViews[std::size_t(view)]; }
std::optional<ViewKind> viewNamed(std::string_view name) { return named<ViewKind>(kViews, name); }
std::string_view nameOf(ForecastShow show) { return kForecastShows[std::size_t(show)]; }
std::optional<ForecastShow> forecastShowNamed(std::string_view name) { return named<ForecastShow>(kForecastShows, name); }
std::string_view nameOf(NetworkLayoutKind layout) { return kLayouts[std::size_t(layout)]; }
std::optional<NetworkLayoutKind> networkLayoutNamed(std::string_view name) { return named<NetworkLayoutKind>(kLayouts, name); }

std::string toJson(const ViewSpec& s) {
    const ViewSpec d;
    Json json = Writer{}
                    .word("view", nameOf(s.view), "")
                    .add("period", s.period, d.period)
                    .add("from", s.from, d.from)
                    .add("to", s.to, d.to)
                    .word("layer", nameOf(s.layer), nameOf(d.layer))
                    .add("unit", s.unit, d.unit)
                    .object("filter", filterJson(s.filter))
                    .add("focus", s.focus, d.focus)
                    .add("selected", s.selected, d.selected)
                    .add("scenario", s.scenario, d.scenario)
                    .word("layout", nameOf(s.layout), nameOf(d.layout))
                    .add("force_mode", s.forceMode, d.forceMode)
                    .add("collapse_by", s.collapseBy, d.collapseBy)
                    .add("opened", s.opened, d.opened)
                    .add("hull_by", s.hullBy, d.hullBy)
                    .add("colour_scale", s.colourScale, d.colourScale)
                    .add("size_scale", s.sizeScale, d.sizeScale)
                    .add("width_scale", s.widthScale, d.widthScale)
                    .add("edge_budget", s.edgeBudget, d.edgeBudget)
                    .add("window", s.window, d.window)
                    .add("trails", s.trails, d.trails)
                    .object("notes", notesJson(s.notes))
                    .word("network_show", kShows[std::size_t(s.networkShow)], kShows[std::size_t(d.networkShow)])
                    .add("focus_stage", s.focusStage, d.focusStage)
                    .add("narrow", s.narrow, d.narrow)
                    .add("colour_by", s.colourBy, d.colourBy)
                    .add("size_by", s.sizeBy, d.sizeBy)
                    .add("width_by", s.widthBy, d.widthBy)
                    .object("network", Json::parse(toJson(s.network), nullptr, false))
                    .add("pins", s.pins, d.pins)
                    .add("group_by", s.groupBy, d.groupBy)
                    .add("top_groups", s.topGroups, d.topGroups)
                    .add("order", s.order, d.order)
                    .add("scale", s.scale, d.scale)
                    .object("flow", flowJson(s.flow))
                    .add("of", s.of, d.of)
                    .add("series", s.series, d.series)
                    .add("horizon", s.horizon, d.horizon)
                    .add("log_axis", s.logAxis, d.logAxis)
                    .word("forecast_show", nameOf(s.forecastShow), nameOf(d.forecastShow))
                    .add("alongside", s.alongside, d.alongside)
                    .add("indexed", s.indexed, d.indexed)
                    .add("fans", s.fans, d.fans)
                    .add("ghosts", s.ghosts, d.ghosts)
                    .add("topic", s.topic, d.topic)
                    .add("risk", s.risk, d.risk)
                    .object("change", Json::parse(toJson(s.change), nullptr, false))
                    .object("texts", textsJson(s.texts))
                    .take();
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<ViewSpec> readViewSpec(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return failure(ErrorCode::BadFormat, "A stored view is not a JSON object; it is left out.");
    ViewSpec s;
    const Reader reader(json);
    std::string layer;
    reader.word("view", s.view, kViews)
        .get("topic", s.topic)
        .get("risk", s.risk)
        .get("period", s.period)
        .get("from", s.from)
        .get("to", s.to)
        .get("layer", layer)
        .get("unit", s.unit)
        .get("focus", s.focus)
        .get("selected", s.selected)
        .get("scenario", s.scenario)
        .word("layout", s.layout, kLayouts)
        .get("force_mode", s.forceMode)
        .get("collapse_by", s.collapseBy)
        .get("opened", s.opened)
        .get("hull_by", s.hullBy)
        .get("colour_scale", s.colourScale)
        .get("size_scale", s.sizeScale)
        .get("width_scale", s.widthScale)
        .get("edge_budget", s.edgeBudget)
        .get("window", s.window)
        .get("trails", s.trails)
        .word("network_show", s.networkShow, kShows)
        .get("focus_stage", s.focusStage)
        .get("narrow", s.narrow)
        .get("colour_by", s.colourBy)
        .get("size_by", s.sizeBy)
        .get("width_by", s.widthBy)
        .get("pins", s.pins)
        .get("group_by", s.groupBy)
        .get("top_groups", s.topGroups)
        .get("order", s.order)
        .get("scale", s.scale)
        .get("of", s.of)
        .get("series", s.series)
        .get("horizon", s.horizon)
        .get("log_axis", s.logAxis)
        .word("forecast_show", s.forecastShow, kForecastShows)
        .get("alongside", s.alongside)
        .get("indexed", s.indexed)
        .get("fans", s.fans)
        .get("ghosts", s.ghosts);
    s.layer = layerNamed(layer).value_or(Layer::Money);
    if (const auto notes = json.find("notes"); notes != json.end()) s.notes = readNotes(*notes);
    s.window = std::clamp(s.window, 1, 1000);
    s.edgeBudget = std::max(s.edgeBudget, 0);
    s.horizon = std::clamp(s.horizon, 1, 120);
    if (const Json* flow = reader.object("flow")) s.flow = readFlow(*flow);
    if (const Json* network = reader.object("network")) s.network = readNetworkLook(network->dump(-1, ' ', false, Json::error_handler_t::replace)).value_or(NetworkLook{});
    if (const Json* change = reader.object("change")) s.change = readChangeLook(change->dump(-1, ' ', false, Json::error_handler_t::replace)).value_or(ChangeLook{});
    if (const Json* filter = reader.object("filter")) s.filter = readFilter(*filter);
    if (const Json* texts = reader.object("texts")) {
        Reader(*texts)
            .get("title", s.texts.title)
            .get("subtitle", s.texts.subtitle)
            .get("caption", s.texts.caption)
            .get("source", s.texts.source)
            .get("date", s.texts.date);
    }
    return s;
}

} // namespace chainscape
