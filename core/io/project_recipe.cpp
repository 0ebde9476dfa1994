// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/project_recipe.h"

#include <array>
#include <utility>

#include <nlohmann/json.hpp>

namespace chainscape {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 4> kScales{"auto", "0-1", "levels", "percent"};
constexpr std::array<std::string_view, 4> kDateOrders{"day-first", "month-first", "excel", "excel-1904"};

std::string charText(char c) { return c == 0 ? std::string() : std::string(1, c); }

Json jsonOf(const Dialect& d) {
    return {{"encoding", d.encoding},
            {"delimiter", charText(d.delimiter)},
            {"quote", charText(d.quote)},
            {"escape", charText(d.escape)},
            {"skip_lines", d.skipLines},
            {"has_header", d.hasHeader},
            {"header_lines", d.headerLines},
            {"comment", d.comment},
            {"footer_lines", d.footerLines},
            {"decimal", charText(d.numbers.decimal)},
            {"thousands", charText(d.numbers.thousands)},
            {"missing_words", d.missingWords}};
}

Json jsonOf(const ColumnMapping& m) {
    Json columns = Json::array();
    for (const auto& column : m.columns) columns.push_back({{"header", column.header}, {"role", nameOf(column.role)}, {"sure", column.sure}});
    return {{"columns", columns},
            {"digital_scale", kScales[static_cast<std::size_t>(m.digitalScale)]},
            {"date_order", kDateOrders[static_cast<std::size_t>(m.dateOrder)]},
            {"unit", m.constantUnit},
            {"kind", m.constantKind},
            {"period", m.constantPeriod},
            {"source", m.constantSource},
            {"target", m.constantTarget}};
}

/// Reads typed keys and remembers the first one that does not fit.
class Reader {
public:
    explicit Reader(std::string& trouble) : m_trouble(trouble) {}

    void text(const Json& json, const char* key, std::string& into) {
        if (const Json* value = find(json, key, &Json::is_string)) into = value->get<std::string>();
    }
    void number(const Json& json, const char* key, int& into) {
        if (const Json* value = find(json, key, &Json::is_number_integer)) into = value->get<int>();
    }
    void flag(const Json& json, const char* key, bool& into) {
        if (const Json* value = find(json, key, &Json::is_boolean)) into = value->get<bool>();
    }
    void character(const Json& json, const char* key, char& into) {
        std::string read = charText(into);
        text(json, key, read);
        if (read.size() > 1) m_trouble = key;
        else into = read.empty() ? '\0' : read[0];
    }
    void texts(const Json& json, const char* key, std::vector<std::string>& into) {
        const Json* value = find(json, key, &Json::is_array);
        if (!value) return;
        into.clear();
        for (const auto& item : *value) {
            if (item.is_string()) into.push_back(item.get<std::string>());
            else m_trouble = key;
        }
    }
    template <class Enum>
    void word(const Json& json, const char* key, const std::array<std::string_view, 4>& words, Enum& into) {
        const Json* value = find(json, key, &Json::is_string);
        if (!value) return;
        const auto wanted = value->get<std::string>();
        for (std::size_t i = 0; i < words.size(); ++i)
            if (words[i] == wanted) {
                into = static_cast<Enum>(i);
                return;
            }
        m_trouble = key;
    }
    const Json* find(const Json& json, const char* key, bool (Json::*fits)() const noexcept) {
        const auto it = json.find(key);
        if (it == json.end()) return nullptr;
        if (((*it).*fits)()) return &*it;
        m_trouble = key;
        return nullptr;
    }
    void wrong(const char* key) { m_trouble = key; }

private:
    std::string& m_trouble;
};

void read(Reader& reader, const Json& json, Dialect& d) {
    reader.text(json, "encoding", d.encoding);
    reader.character(json, "delimiter", d.delimiter);
    reader.character(json, "quote", d.quote);
    reader.character(json, "escape", d.escape);
    reader.number(json, "skip_lines", d.skipLines);
    reader.flag(json, "has_header", d.hasHeader);
    reader.number(json, "header_lines", d.headerLines);
    reader.text(json, "comment", d.comment);
    reader.number(json, "footer_lines", d.footerLines);
    reader.character(json, "decimal", d.numbers.decimal);
    reader.character(json, "thousands", d.numbers.thousands);
    reader.texts(json, "missing_words", d.missingWords);
    if (d.delimiter == 0) reader.wrong("delimiter");
    if (d.skipLines < 0 || d.headerLines < 0 || d.footerLines < 0) reader.wrong("skip_lines");
}

void readColumns(Reader& reader, const Json& json, std::vector<MappedColumn>& columns) {
    const Json* list = reader.find(json, "columns", &Json::is_array);
    if (!list) return;
    for (const auto& item : *list) {
        MappedColumn column;
        std::string role;
        if (!item.is_object()) return reader.wrong("columns");
        reader.text(item, "header", column.header);
        reader.text(item, "role", role);
        reader.flag(item, "sure", column.sure);
        const auto known = roleOf(role);
        if (!known) return reader.wrong("role");
        column.role = *known;
        columns.push_back(std::move(column));
    }
}

std::optional<ReadPlan> readPlan(Reader& reader, const Json& json, const char* key, TableKind kind) {
    const Json* object = reader.find(json, key, &Json::is_object);
    if (!object) return std::nullopt;
    ReadPlan plan;
    plan.mapping.kind = kind;
    if (const Json* dialect = reader.find(*object, "dialect", &Json::is_object)) read(reader, *dialect, plan.dialect);
    const Json* mapping = reader.find(*object, "mapping", &Json::is_object);
    if (!mapping) return plan;
    readColumns(reader, *mapping, plan.mapping.columns);
    reader.word(*mapping, "digital_scale", kScales, plan.mapping.digitalScale);
    reader.word(*mapping, "date_order", kDateOrders, plan.mapping.dateOrder);
    reader.text(*mapping, "unit", plan.mapping.constantUnit);
    reader.text(*mapping, "kind", plan.mapping.constantKind);
    reader.text(*mapping, "period", plan.mapping.constantPeriod);
    reader.text(*mapping, "source", plan.mapping.constantSource);
    reader.text(*mapping, "target", plan.mapping.constantTarget);
    return plan;
}

} // namespace

std::string toJson(const Recipe& recipe) {
    Json json = Json::object();
    const auto put = [&](const char* key, const std::optional<ReadPlan>& plan) {
        if (plan) json[key] = {{"dialect", jsonOf(plan->dialect)}, {"mapping", jsonOf(plan->mapping)}};
    };
    put("links", recipe.links);
    put("firms", recipe.firms);
    if (!recipe.stages.names.empty()) json["stages"] = recipe.stages.names;
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Result<Recipe> readRecipe(std::string_view text) {
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return failure(ErrorCode::BadFormat, "The recipe is not a JSON object. Save one from the import dialog, or leave it out.");
    std::string trouble;
    Reader reader(trouble);
    Recipe recipe;
    recipe.links = readPlan(reader, json, "links", TableKind::Links);
    recipe.firms = readPlan(reader, json, "firms", TableKind::Firms);
    reader.texts(json, "stages", recipe.stages.names);
    if (!trouble.empty()) return failure(ErrorCode::BadFormat, "The recipe's \"" + trouble + "\" does not hold what it should.");
    return recipe;
}

} // namespace chainscape
