// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/recipe.h"

#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/io/column_words.h"
#include "core/io/encoding.h"
#include "core/io/row_rules.h"

namespace chainscape {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> kScales = {"auto", "0-1", "0-4", "0-100"};
constexpr std::array<std::string_view, 4> kRepeats = {"sum", "last", "mean", "separate"};
constexpr std::array<std::string_view, 3> kNegatives = {"net", "reject", "return"};
constexpr std::array<std::string_view, 3> kZeros = {"no_link", "unknown", "reject"};
constexpr std::array<std::string_view, 3> kBlanks = {"unknown", "zero", "reject"};
constexpr std::array<std::string_view, 8> kSteps = {"as_it_stands", "", "year", "half_year", "quarter", "month", "", ""}; // by granularity
constexpr std::array<std::string_view, 3> kLists = {"whole", "share", "repeat"};
constexpr std::array<std::string_view, 4> kOrders = {"day_first", "month_first", "excel_days", "excel_days_1904"};

/// The share of columns two files must have in common to be of one kind.
constexpr double kEnoughColumns = .6;

/// What a column counts whose header is another word of the same meaning: any table of links has a seller.
constexpr double kBySense = .5;

bool standsOnce(ColumnRole role) {
    return role != ColumnRole::Attribute && role != ColumnRole::Ignore && role != ColumnRole::PeriodColumn && role != ColumnRole::TargetColumn;
}

std::string charText(char c) { return c == 0 ? std::string() : std::string(1, c); }

json dialectJson(const Dialect& d) {
    return {{"encoding", d.encoding},
            {"delimiter", charText(d.delimiter)},
            {"quote", charText(d.quote)},
            {"escape", charText(d.escape)},
            {"skip_lines", d.skipLines},
            {"has_header", d.hasHeader},
            {"header_lines", d.headerLines},
            {"comment", d.comment},
            {"footer_lines", d.footerLines},
            {"fill_down", d.fillDown},
            {"split_first", charText(d.splitFirst)},
            {"decimal", charText(d.numbers.decimal)},
            {"thousands", charText(d.numbers.thousands)},
            {"missing_words", d.missingWords}};
}

json rulesJson(const RowRules& rules) {
    return {{"repeats", std::string(kRepeats[static_cast<std::size_t>(rules.repeats)])},
            {"negatives", std::string(kNegatives[static_cast<std::size_t>(rules.negatives)])},
            {"reject_loops", rules.rejectLoops},
            {"reject_unlisted", rules.rejectUnlisted},
            {"zeros", std::string(kZeros[static_cast<std::size_t>(rules.zeros)])},
            {"blanks", std::string(kBlanks[static_cast<std::size_t>(rules.blanks)])},
            {"least", rules.least},
            {"leave_out", rules.leaveOut},
            {"blank_partner", rules.blankPartner},
            {"units", toText(rules.units)}};
}

json mappingJson(const ColumnMapping& m) {
    json columns = json::array();
    for (const MappedColumn& column : m.columns)
        columns.push_back({{"header", column.header}, {"role", std::string(nameOf(column.role))}});
    return {{"kind", m.kind == TableKind::Links ? "links" : "firms"},
            {"columns", columns},
            {"digital_scale", std::string(kScales[static_cast<std::size_t>(m.digitalScale)])},
            {"date_order", std::string(kOrders[static_cast<std::size_t>(m.dateOrder)])},
            {"period_step", std::string(kSteps[static_cast<std::size_t>(m.periodStep)])},
            {"unit", m.constantUnit},
            {"link_kind", m.constantKind},
            {"period", m.constantPeriod},
            {"source", m.constantSource},
            {"target", m.constantTarget},
            {"source_prefix", m.sourcePrefix},
            {"target_prefix", m.targetPrefix},
            {"lists", std::string(kLists[static_cast<std::size_t>(m.lists)])},
            {"list_mark", charText(m.listMark)},
            {"rules", rulesJson(m.rules)}};
}

/// Takes fields out of an object one by one and remembers the first thing that is wrong.
class Fields {
public:
    Fields(const json& object, std::string where, std::optional<Error>& error) : m_where(std::move(where)), m_error(error) {
        if (object.is_object()) m_object = &object;
        else fail("is not an object");
    }
    ~Fields() {
        if (m_object == nullptr) return;
        for (const auto& [key, value] : m_object->items())
            if (std::find(m_known.begin(), m_known.end(), key) == m_known.end()) fail("has an unknown field \"" + key + "\"");
    }
    Fields(const Fields&) = delete;
    Fields& operator=(const Fields&) = delete;

    const json* field(const char* key) {
        m_known.emplace_back(key);
        if (m_object == nullptr) return nullptr;
        const auto found = m_object->find(key);
        return found == m_object->end() ? nullptr : &*found;
    }
    void text(const char* key, std::string& to) {
        if (const json* value = field(key)) {
            if (value->is_string()) to = value->get<std::string>();
            else fail(std::string("needs a text in \"") + key + "\"");
        }
    }
    void letter(const char* key, char& to) {
        std::string value = charText(to);
        text(key, value);
        if (value.size() > 1) fail(std::string("needs one character in \"") + key + "\"");
        else to = value.empty() ? '\0' : value[0];
    }
    void number(const char* key, int& to) {
        if (const json* value = field(key)) {
            if (value->is_number_integer() && *value >= 0 && *value <= 1'000'000) to = value->get<int>();
            else fail(std::string("needs a whole number in \"") + key + "\"");
        }
    }
    void amount(const char* key, double& to) {
        if (const json* value = field(key)) {
            if (value->is_number() && *value >= 0) to = value->get<double>();
            else fail(std::string("needs a number of at least 0 in \"") + key + "\"");
        }
    }
    void texts(const char* key, std::vector<std::string>& to) {
        const json* list = field(key);
        if (list == nullptr) return;
        to.clear();
        if (!list->is_array()) return fail(std::string("needs a list in \"") + key + "\"");
        for (const json& entry : *list) {
            if (!entry.is_string()) return fail(std::string("needs texts in \"") + key + "\"");
            to.push_back(entry.get<std::string>());
        }
    }
    void flag(const char* key, bool& to) {
        if (const json* value = field(key)) {
            if (value->is_boolean()) to = value->get<bool>();
            else fail(std::string("needs true or false in \"") + key + "\"");
        }
    }
    template <class Enum, std::size_t N>
    void word(const char* key, const std::array<std::string_view, N>& words, Enum& to) {
        std::string value(words[static_cast<std::size_t>(to)]);
        text(key, value);
        const auto found = std::find(words.begin(), words.end(), value);
        if (found == words.end()) fail("does not know \"" + value + "\" in \"" + key + "\"");
        else to = static_cast<Enum>(found - words.begin());
    }
    void fail(const std::string& what) {
        if (!m_error) m_error = Error{ErrorCode::BadFormat, "The recipe " + m_where + " " + what + ". Correct it or save it again.", {}};
    }

private:
    const json* m_object = nullptr;
    std::string m_where;
    std::optional<Error>& m_error;
    std::vector<std::string> m_known;
};

void readDialect(const json& from, Dialect& d, std::optional<Error>& error) {
    Fields fields(from, "(dialect)", error);
    fields.text("encoding", d.encoding);
    if (!isKnownEncoding(d.encoding)) fields.fail("does not know the encoding \"" + d.encoding + "\"");
    fields.letter("delimiter", d.delimiter);
    if (d.delimiter == 0 || d.delimiter == '\n' || d.delimiter == '\r') fields.fail("needs a delimiter");
    fields.letter("quote", d.quote);
    fields.letter("escape", d.escape);
    fields.number("skip_lines", d.skipLines);
    fields.flag("has_header", d.hasHeader);
    fields.number("header_lines", d.headerLines);
    fields.text("comment", d.comment);
    fields.number("footer_lines", d.footerLines);
    fields.number("fill_down", d.fillDown);
    fields.letter("split_first", d.splitFirst);
    fields.letter("decimal", d.numbers.decimal);
    if (d.numbers.decimal != ',' && d.numbers.decimal != '.') fields.fail("needs a comma or a point in \"decimal\"");
    fields.letter("thousands", d.numbers.thousands);
    fields.texts("missing_words", d.missingWords);
}

void readColumns(const json& from, ColumnMapping& m, std::optional<Error>& error) {
    for (const json& entry : from) {
        MappedColumn column;
        Fields fields(entry, "(columns)", error);
        fields.text("header", column.header);
        std::string role(nameOf(column.role));
        fields.text("role", role);
        const auto known = roleOf(role);
        if (!known) fields.fail("does not know the role \"" + role + "\"");
        column.role = known.value_or(ColumnRole::Attribute);
        m.columns.push_back(std::move(column));
    }
}

void readRules(const json& from, RowRules& rules, std::optional<Error>& error) {
    Fields fields(from, "(rules)", error);
    fields.word("repeats", kRepeats, rules.repeats);
    fields.word("negatives", kNegatives, rules.negatives);
    fields.flag("reject_loops", rules.rejectLoops);
    fields.flag("reject_unlisted", rules.rejectUnlisted);
    fields.word("zeros", kZeros, rules.zeros);
    fields.word("blanks", kBlanks, rules.blanks);
    fields.amount("least", rules.least);
    fields.texts("leave_out", rules.leaveOut);
    fields.text("blank_partner", rules.blankPartner);
    std::string units;
    fields.text("units", units);
    auto factors = unitFactorsOf(units);
    if (factors) rules.units = std::move(*factors);
    else fields.fail("has a wrong conversion in \"units\"");
}

void readMapping(const json& from, ColumnMapping& m, std::optional<Error>& error) {
    static constexpr std::array<std::string_view, 2> kKinds = {"links", "firms"};
    Fields fields(from, "(mapping)", error);
    fields.word("kind", kKinds, m.kind);
    fields.word("digital_scale", kScales, m.digitalScale);
    fields.word("date_order", kOrders, m.dateOrder);
    fields.word("period_step", kSteps, m.periodStep);
    fields.text("unit", m.constantUnit);
    fields.text("link_kind", m.constantKind);
    fields.text("period", m.constantPeriod);
    fields.text("source", m.constantSource);
    fields.text("target", m.constantTarget);
    fields.text("source_prefix", m.sourcePrefix);
    fields.text("target_prefix", m.targetPrefix);
    fields.word("lists", kLists, m.lists);
    fields.letter("list_mark", m.listMark);
    if (const json* rules = fields.field("rules")) readRules(*rules, m.rules, error);
    if (const json* columns = fields.field("columns")) {
        if (columns->is_array()) readColumns(*columns, m, error);
        else fields.fail("needs a list in \"columns\"");
    }
}

void readAliases(const json& from, Recipe& recipe, Fields& fields) {
    if (!from.is_object()) return fields.fail("needs names and names in \"aliases\"");
    for (const auto& [alias, name] : from.items()) {
        if (!name.is_string()) return fields.fail("needs names and names in \"aliases\"");
        recipe.aliases.emplace_back(alias, name.get<std::string>());
    }
}

/// How many words two normalised headers share, in parts of all their words.
double likeness(const std::string& a, const std::string& b) {
    const auto words = [](const std::string& text) {
        std::vector<std::string> out;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find(' ', at), text.size());
            if (end > at) out.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        std::sort(out.begin(), out.end());
        return out;
    };
    const auto x = words(a), y = words(b);
    std::vector<std::string> both, any;
    std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
    std::set_union(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(any));
    return any.empty() ? 0 : static_cast<double>(both.size()) / static_cast<double>(any.size());
}

} // namespace

std::string toJson(const Recipe& recipe) {
    json aliases = json::object();
    for (const auto& [alias, name] : recipe.aliases) aliases[alias] = name;
    const json document = {{"chainscape_recipe", 1},
                           {"name", recipe.name},
                           {"dialect", dialectJson(recipe.plan.dialect)},
                           {"mapping", mappingJson(recipe.plan.mapping)},
                           {"aliases", aliases}};
    return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<Recipe> recipeFromJson(std::string_view text) {
    const json document = json::parse(text, nullptr, false);
    if (document.is_discarded()) return failure(ErrorCode::BadFormat, "The recipe is not valid JSON. Correct it or save it again.");
    Recipe recipe;
    std::optional<Error> error;
    {
        Fields fields(document, "file", error);
        int version = 0;
        fields.number("chainscape_recipe", version);
        if (version != 1) fields.fail("is of a version this program does not know (chainscape_recipe must be 1)");
        fields.text("name", recipe.name);
        if (const json* dialect = fields.field("dialect")) readDialect(*dialect, recipe.plan.dialect, error);
        if (const json* mapping = fields.field("mapping")) readMapping(*mapping, recipe.plan.mapping, error);
        if (const json* aliases = fields.field("aliases")) readAliases(*aliases, recipe, fields);
    }
    if (error) return tl::unexpected(*error);
    return recipe;
}

std::string headerSignature(std::span<const std::string> header) {
    std::vector<std::string> words;
    for (const std::string& cell : header) words.push_back(normalisedHeader(cell));
    std::sort(words.begin(), words.end());
    std::string signature;
    for (const std::string& word : words) signature += word + "|";
    return signature;
}

std::optional<Recognised> recognised(std::span<const Recipe> recipes, const Preview& file) {
    if (!file.plan.dialect.hasHeader) return std::nullopt;
    const std::string signature = headerSignature(file.header);
    std::optional<Recognised> best;
    double likest = kEnoughColumns;
    for (std::size_t i = 0; i < recipes.size(); ++i) {
        const ReadPlan& plan = recipes[i].plan;
        std::vector<std::string> headers;
        for (const MappedColumn& column : plan.mapping.columns) headers.push_back(column.header);
        const bool same = headerSignature(headers) == signature;
        FittedPlan fit = fitted(plan, file);
        const bool sameKind = plan.mapping.kind == file.plan.mapping.kind; // one file may hold links and firms under one header
        const double share = same ? (sameKind ? 3 : 2) : fit.common / static_cast<double>(std::max(headers.size(), file.header.size()));
        if (share < likest || missingRole(fit.plan.mapping)) continue;
        likest = share;
        best = Recognised{i, same, std::move(fit)};
    }
    return best;
}

FittedPlan fitted(const ReadPlan& plan, const Preview& file) {
    FittedPlan result;
    result.plan = plan;
    result.plan.dialect = file.plan.dialect;
    result.plan.dialect.missingWords = plan.dialect.missingWords;
    auto& columns = result.plan.mapping.columns;
    columns.clear();
    std::vector<bool> used(plan.mapping.columns.size(), false);
    for (const std::string& header : file.header) columns.push_back({header, ColumnRole::Attribute, true});
    std::vector<bool> placed(columns.size(), false);
    for (const double enough : {2.0, 1.0, .5}) // the very header, the same words, half of the words
        for (std::size_t c = 0; c < columns.size(); ++c)
            for (std::size_t k = 0; k < plan.mapping.columns.size() && !placed[c]; ++k) {
                const MappedColumn& known = plan.mapping.columns[k];
                if (used[k]) continue;
                const bool same = known.header == columns[c].header;
                if (!same && likeness(normalisedHeader(known.header), normalisedHeader(columns[c].header)) < enough) continue;
                columns[c].role = known.role;
                used[k] = placed[c] = true;
                result.common += 1;
                if (!same) result.drift.push_back("The column \"" + columns[c].header + "\" was taken as \"" + known.header + "\".");
            }
    for (std::size_t c = 0; c < columns.size(); ++c)
        for (std::size_t k = 0; k < plan.mapping.columns.size() && !placed[c]; ++k) { // another word of the same meaning
            const MappedColumn& known = plan.mapping.columns[k];
            const bool means = file.plan.mapping.kind == plan.mapping.kind && c < file.plan.mapping.columns.size() && file.plan.mapping.columns[c].role == known.role;
            if (used[k] || !means || !standsOnce(known.role)) continue;
            columns[c].role = known.role;
            used[k] = placed[c] = true;
            result.common += kBySense;
            result.drift.push_back("The column \"" + columns[c].header + "\" was taken as \"" + known.header + "\".");
        }
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (!placed[c]) result.drift.push_back("The column \"" + columns[c].header + "\" is new; it is kept as an attribute.");
    for (std::size_t k = 0; k < used.size(); ++k)
        if (!used[k]) result.drift.push_back("The column \"" + plan.mapping.columns[k].header + "\" is gone.");
    if (result.plan.mapping.listMark == 0) result.plan.mapping.listMark = file.plan.mapping.listMark;
    if (!file.plan.mapping.constantPeriod.empty()) result.plan.mapping.constantPeriod = file.plan.mapping.constantPeriod;
    result.plan.mapping.dateOrder = file.plan.mapping.dateOrder;
    return result;
}

} // namespace chainscape
