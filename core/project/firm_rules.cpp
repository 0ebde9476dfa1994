// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/firm_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

#include "core/analysis/registry.h"
#include "core/base/text.h"

namespace chainscape {
namespace {

constexpr std::array<std::string_view, 7> kTests{"is", "is_not", "contains", "at_least", "at_most", "known", "unknown"};
constexpr std::string_view kMeasure = "measure:", kAttribute = "attribute:";

/// The values of one column over the nodes: texts or numbers.
struct RuleValues {
    std::vector<std::string> text;
    std::vector<double> number;
};

std::string ruleFolded(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

template <class Of>
RuleValues numbersOf(const Snapshot& s, Of of) {
    RuleValues out;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) out.number.push_back(of(i));
    return out;
}

template <class Of>
RuleValues textsOf(const Snapshot& s, Of of) {
    RuleValues out;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) out.text.push_back(ruleFolded(of(i)));
    return out;
}

std::optional<RuleValues> plainColumn(const Snapshot& s, const std::string& id) {
    const FirmTable& t = s.dataset().firms();
    const auto coded = [&](const std::vector<std::uint32_t>& codes) { return textsOf(s, [&](std::uint32_t i) { return s.dataset().text(codes[s.firm()[i]]); }); };
    const auto links = [&](const Adjacency& a) { return numbersOf(s, [&](std::uint32_t i) { return double(a.start[i + 1] - a.start[i]); }); };
    if (id == "id") return textsOf(s, [&](std::uint32_t i) { return s.id(i); });
    if (id == "name") return textsOf(s, [&](std::uint32_t i) { return s.name(i); });
    if (id == "stage") return textsOf(s, [&](std::uint32_t i) { return s.stage()[i] > 0 ? std::string(s.dataset().stages().name(s.stage()[i])) : std::string(); });
    if (id == "sector") return coded(t.sector);
    if (id == "region") return coded(t.region);
    if (id == "function") return coded(t.function);
    if (id == "platform") return numbersOf(s, [&](std::uint32_t i) { return double(s.isPlatform()[i]); });
    if (id == "digital") return numbersOf(s, [&](std::uint32_t i) { return double(s.digital()[i]); });
    if (id == "revenue") return numbersOf(s, [&](std::uint32_t i) { return t.revenue[s.firm()[i]]; });
    if (id == "cost") return numbersOf(s, [&](std::uint32_t i) { return t.cost[s.firm()[i]]; });
    if (id == "sales") return numbersOf(s, [&](std::uint32_t i) { return s.outValue()[i]; });
    if (id == "purchases") return numbersOf(s, [&](std::uint32_t i) { return s.inValue()[i]; });
    if (id == "suppliers") return links(s.in());
    if (id == "buyers") return links(s.out());
    for (const auto& attribute : t.attributes)
        if (id == std::string(kAttribute) + attribute.name) return coded(attribute.codes);
    return std::nullopt;
}

Result<RuleValues> columnValues(Findings& findings, const std::string& id, Progress& progress) {
    if (auto plain = plainColumn(findings.snapshot(), id)) return std::move(*plain);
    if (!id.starts_with(kMeasure)) return failure(ErrorCode::BadArgument, "There is no column \"" + id + "\" to filter by.");
    auto measured = firmMeasure(id.substr(kMeasure.size()), findings, progress);
    if (!measured) return tl::unexpected(measured.error());
    return RuleValues{{}, std::move(*measured)};
}

bool holdsFor(const std::string& value, RuleTest test, const std::string& wanted) {
    switch (test) {
    case RuleTest::Is: return value == wanted;
    case RuleTest::IsNot: return value != wanted;
    case RuleTest::Contains: return !value.empty() && value.find(wanted) != std::string::npos;
    case RuleTest::Known: return !value.empty();
    case RuleTest::Unknown: return value.empty();
    case RuleTest::AtLeast:
    case RuleTest::AtMost: break;
    }
    return false;
}

bool holdsFor(double value, RuleTest test, double wanted) {
    if (std::isnan(value)) return test == RuleTest::Unknown || test == RuleTest::IsNot;
    switch (test) {
    case RuleTest::Is: return value == wanted;
    case RuleTest::IsNot: return value != wanted;
    case RuleTest::AtLeast: return value >= wanted;
    case RuleTest::AtMost: return value <= wanted;
    case RuleTest::Known: return true;
    case RuleTest::Unknown:
    case RuleTest::Contains: break;
    }
    return false;
}

bool comparesNumbers(RuleTest test) { return test == RuleTest::AtLeast || test == RuleTest::AtMost; }

/// A text column compared by size is read as numbers, what is none is unknown.
void readNumbers(RuleValues& values) {
    for (const auto& text : values.text) values.number.push_back(parseNumber(text).value_or(std::numeric_limits<double>::quiet_NaN()));
    values.text.clear();
}

Result<std::vector<std::uint8_t>> matching(Findings& findings, const FirmRule& rule, Progress& progress) {
    auto values = columnValues(findings, rule.column, progress);
    if (!values) return tl::unexpected(values.error());
    if (comparesNumbers(rule.test) && !values->text.empty()) readNumbers(*values);
    std::vector<std::uint8_t> out(findings.snapshot().nodeCount(), 0);
    if (!values->text.empty()) {
        const std::string wanted = ruleFolded(rule.text);
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = holdsFor(values->text[i], rule.test, wanted);
        return out;
    }
    const bool needsNumber = rule.test != RuleTest::Known && rule.test != RuleTest::Unknown;
    const auto wanted = parseNumber(rule.text);
    if (needsNumber && !wanted) return failure(ErrorCode::BadArgument, "\"" + rule.text + "\" is not a number; write it like 0.5.");
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = holdsFor(values->number[i], rule.test, wanted.value_or(0));
    return out;
}

} // namespace

std::vector<RuleColumn> ruleColumns(const Dataset& dataset) {
    std::vector<RuleColumn> out{{"name", "name"},          {"id", "id"},           {"stage", "stage"},           {"sector", "sector"},   {"region", "region"},      {"function", "function"},
                                {"digital", "digital score", true}, {"platform", "is a platform (1 or 0)", true}, {"revenue", "revenue", true}, {"cost", "cost", true},
                                {"sales", "sales", true},  {"purchases", "purchases", true}, {"suppliers", "number of suppliers", true}, {"buyers", "number of buyers", true}};
    for (const auto& attribute : dataset.firms().attributes) out.push_back({std::string(kAttribute) + attribute.name, attribute.name});
    for (const Measure& measure : measures(MeasureLevel::Firm))
        if (measure.unit != MeasureUnit::Label) out.push_back({std::string(kMeasure) + std::string(measure.id), std::string(measure.name), true});
    return out;
}

Result<std::vector<std::uint8_t>> firmsMatching(Findings& findings, const FirmRules& rules, Progress& progress) {
    std::vector<std::uint8_t> out(findings.snapshot().nodeCount(), rules.rules.empty() || !rules.any);
    for (const FirmRule& rule : rules.rules) {
        const auto one = matching(findings, rule, progress);
        if (!one) return tl::unexpected(one.error());
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = rules.any ? out[i] | (*one)[i] : out[i] & (*one)[i];
    }
    return out;
}

std::string toJson(const FirmRules& rules) {
    nlohmann::ordered_json json{{"any", rules.any}, {"rules", nlohmann::ordered_json::array()}};
    for (const auto& rule : rules.rules) json["rules"].push_back({{"column", rule.column}, {"test", kTests[std::size_t(rule.test)]}, {"text", rule.text}});
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<FirmRules> firmRulesFromJson(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("rules") || !json["rules"].is_array()) return failure(ErrorCode::BadFormat, "A stored filter is not a list of rules; it is left out.");
    FirmRules out;
    out.any = json.contains("any") && json["any"].is_boolean() && json["any"].get<bool>();
    for (const auto& row : json["rules"]) {
        if (!row.is_object()) continue;
        const auto word = [&](const char* key) { return row.contains(key) && row[key].is_string() ? row[key].get<std::string>() : std::string(); };
        const auto test = std::ranges::find(kTests, word("test"));
        if (test == kTests.end() || word("column").empty()) continue;
        out.rules.push_back({word("column"), RuleTest(test - kTests.begin()), word("text")});
    }
    return out;
}

} // namespace chainscape
