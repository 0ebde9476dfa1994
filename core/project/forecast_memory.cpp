// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/forecast_memory.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "core/scenario/stored_scenario.h"

namespace chainscape {
namespace {

using MarksJson = nlohmann::ordered_json;

constexpr auto kMarksName = "forecast_marks";
constexpr std::array<std::string_view, 3> kMarkKinds{"break", "no break", "event"};
constexpr std::array<std::string_view, 2> kPairWords{"impossible", "known"};

std::string textOf(const MarksJson& object, const char* key) {
    const auto it = object.find(key);
    return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

/// The list under a key, an empty one when there is none.
MarksJson listOf(const MarksJson& object, const char* key) {
    const auto it = object.find(key);
    return it != object.end() && it->is_array() ? *it : MarksJson::array();
}

bool sameMark(const ForecastMark& a, const ForecastMark& b) {
    return (a.kind == MarkKind::Event) == (b.kind == MarkKind::Event) && a.series == b.series && a.period == b.period;
}

} // namespace

std::string_view nameOf(MarkKind kind) { return kMarkKinds[static_cast<std::size_t>(kind)]; }
std::string_view nameOf(PairWord word) { return kPairWords[static_cast<std::size_t>(word)]; }

std::string toJson(const ForecastMarks& marks) {
    MarksJson out{{"marks", MarksJson::array()}, {"pairs", MarksJson::array()}};
    for (const auto& m : marks.marks) out["marks"].push_back({{"kind", nameOf(m.kind)}, {"series", m.series}, {"period", m.period}, {"note", m.note}});
    for (const auto& p : marks.pairs) out["pairs"].push_back({{"source", p.source}, {"target", p.target}, {"word", nameOf(p.word)}});
    return out.dump(-1, ' ', false, MarksJson::error_handler_t::replace);
}

Result<ForecastMarks> readForecastMarks(std::string_view json) {
    const auto object = MarksJson::parse(json, nullptr, false);
    if (!object.is_object()) return failure(ErrorCode::BadFormat, "The stored marks of forecasts are not a JSON object; they are left out.");
    ForecastMarks out;
    for (const auto& m : listOf(object, "marks")) {
        if (!m.is_object()) continue;
        const auto kind = std::ranges::find(kMarkKinds, textOf(m, "kind"));
        if (kind == kMarkKinds.end() || textOf(m, "period").empty()) continue;
        out.marks.push_back({static_cast<MarkKind>(kind - kMarkKinds.begin()), textOf(m, "series"), textOf(m, "period"), textOf(m, "note")});
    }
    for (const auto& p : listOf(object, "pairs")) {
        if (!p.is_object()) continue;
        const auto word = std::ranges::find(kPairWords, textOf(p, "word"));
        if (word != kPairWords.end()) out.pairs.push_back({textOf(p, "source"), textOf(p, "target"), static_cast<PairWord>(word - kPairWords.begin())});
    }
    return out;
}

ForecastMarks withoutMark(ForecastMarks marks, const ForecastMark& mark) {
    std::erase_if(marks.marks, [&](const ForecastMark& m) { return sameMark(m, mark); });
    return marks;
}

ForecastMarks withMark(ForecastMarks marks, const ForecastMark& mark) {
    marks = withoutMark(std::move(marks), mark);
    marks.marks.push_back(mark);
    return marks;
}

ForecastMarks withPair(ForecastMarks marks, std::string_view source, std::string_view target, const PairWord* word) {
    std::erase_if(marks.pairs, [&](const PairMark& p) { return p.source == source && p.target == target; });
    if (word) marks.pairs.push_back({std::string(source), std::string(target), *word});
    return marks;
}

Result<std::vector<ScenarioData>> scenarioData(const DatasetPtr& base, const std::vector<Document>& stored, const std::vector<std::string>& names, Progress& progress) {
    std::vector<ScenarioData> out;
    for (const auto& name : names) {
        const auto document = std::ranges::find(stored, name, &Document::name);
        if (document == stored.end()) continue;
        const auto scenario = storedScenarioFromJson(document->json);
        if (!scenario) continue;
        const auto result = replay(base, *scenario, {}, progress);
        if (progress.stopped()) return Progress::cancelled();
        if (!result) continue;
        const auto& periods = base->periods();
        out.push_back({name, result->after, result->spec.from < periods.size() ? toText(periods[result->spec.from].period) : std::string()});
    }
    return out;
}

Result<ForecastMemoryPtr> readForecastMemory(const ProjectFile& file) {
    auto out = std::make_shared<ForecastMemory>();
    auto ledger = file.ledger();
    if (!ledger) return tl::unexpected(ledger.error());
    out->ledger = std::move(*ledger);
    const auto settings = file.documents(DocumentKind::Setting);
    if (!settings) return tl::unexpected(settings.error());
    const auto stored = std::ranges::find(*settings, kMarksName, &Document::name);
    if (stored == settings->end()) return out;
    auto marks = readForecastMarks(stored->json);
    if (!marks) return tl::unexpected(marks.error());
    out->marks = std::move(*marks);
    return out;
}

Result<void> storeForecastMarks(ProjectFile& file, const ForecastMarks& marks) { return file.putDocument(DocumentKind::Setting, kMarksName, toJson(marks)); }

} // namespace chainscape
