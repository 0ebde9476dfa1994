// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "core/base/text.h"
#include "core/io/column_looks.h"
#include "core/io/column_words.h"
#include "core/io/read_many.h"
#include "core/io/values.h"

namespace chainscape {
namespace {

using namespace std::string_view_literals;

const std::set<std::string, std::less<>>& unitWords() {
    static const std::set<std::string, std::less<>> words = {"eur", "usd", "gbp", "chf", "jpy", "cny", "rmb", "brl", "inr", "t", "kt", "mt", "kg", "tonne", "tonnes", "tons", "mwh", "gwh", "twh", "tj", "pj", "m3", "bcm", "bbl", "kb", "pcs", "units", "%", "percent", "\u20AC", "$", "\u00A3", "value_in_euros", "quantity_in_tons", "quantity_in_kg", "\u5143", "\u4e07\u5143", "\u4ebf\u5143", "\u5428", "\u4e07\u5428", "\u5186", "\u5343\u5186", "\u767e\u4e07\u5186", "\u5104\u5186", "teur", "tusd", "keur", "meur", "mio"};
    return words;
}

struct CurrencySign {
    std::string_view sign, code;
};
constexpr std::array kHeaderSigns = {CurrencySign{"\u20AC", "EUR"}, CurrencySign{"\u00A3", "GBP"}, CurrencySign{"$", "USD"}};
constexpr std::array kHeaderCurrencies = {"eur"sv, "usd"sv, "gbp"sv, "chf"sv, "jpy"sv, "cny"sv, "rmb"sv, "brl"sv, "inr"sv};

/// "%" or a currency sign in all values.
std::string signOfValues(const ColumnSample& sample, std::size_t column) {
    std::string unit;
    for (const auto& row : sample.rows) {
        if (column >= row.size()) continue;
        const auto number = parseCellNumber(row[column], sample.numbers);
        if (!number) continue;
        const std::string here = number->percent ? "percent" : std::string(number->currency);
        if (here.empty() || (!unit.empty() && here != unit)) return {};
        unit = here;
    }
    return unit;
}

bool namesUnit(std::string_view text) {
    const std::string words = toLowerAscii(text);
    for (std::size_t at = 0; at <= words.size();) {
        const std::size_t end = std::min(words.find(' ', at), words.size());
        if (unitWords().contains(std::string_view(words).substr(at, end - at))) return true;
        at = end + 1;
    }
    return false;
}

/// "Montant (EUR)", "Amount [kt]", "Amount \u00A3" and "amount_gbp".
std::string unitInHeader(const std::string& written) {
    const std::string header = withPlainBrackets(written);
    if (!columnOfTable(header).empty() && columnOfTable(header).find(' ') != std::string_view::npos) return unitInHeader(std::string(columnOfTable(header)));
    const std::size_t open = header.find_first_of("(["), close = header.find_first_of(")]", open == std::string::npos ? open : open + 1);
    std::string_view inside = close == std::string::npos ? std::string_view() : trim(std::string_view(header).substr(open + 1, close - open - 1));
    for (const CurrencySign& sign : kHeaderSigns)
        if (inside == sign.sign || (inside.empty() && header.ends_with(sign.sign))) return std::string(sign.code);
    if (namesUnit(inside)) return std::string(inside);
    const std::string words = normalisedHeader(header);
    for (const std::string_view code : kHeaderCurrencies)
        if (words.size() > code.size() + 1 && words.ends_with(code) && words[words.size() - code.size() - 1] == ' ') {
            std::string upper(code);
            for (char& c : upper) c = static_cast<char>(c - 32);
            return upper;
        }
    return {};
}

/// The header's words without what says the unit.
std::string withoutUnit(std::string_view header) {
    for (const CurrencySign& sign : kHeaderSigns)
        if (header.ends_with(sign.sign)) header = trim(header.substr(0, header.size() - sign.sign.size()));
    std::string words = normalisedHeader(header);
    for (const std::string_view code : kHeaderCurrencies)
        if (words.size() > code.size() + 1 && words.ends_with(code) && words[words.size() - code.size() - 1] == ' ') words.resize(words.size() - code.size() - 1);
    return words;
}

} // namespace

/// A column of words that are units, whatever its header says.
void unitByValues(ColumnMapping& mapping, const ColumnSample& sample) {
    if (mapping.find(ColumnRole::Unit)) return;
    for (std::size_t c = 0; c < mapping.columns.size(); ++c) {
        std::size_t filled = 0, units = 0;
        for (const auto& row : sample.rows) {
            if (c >= row.size() || row[c].empty()) continue;
            ++filled;
            units += unitWords().contains(toLowerAscii(row[c]));
        }
        if (mapping.columns[c].role != ColumnRole::Attribute || filled == 0 || units * 5 < filled * 4) continue;
        mapping.columns[c].role = ColumnRole::Unit;
        mapping.columns[c].sure = false;
        return;
    }
}

bool namesUnits(std::span<const std::string> line, std::span<const std::string> names) {
    std::size_t units = 0, filled = 0, unnamed = 0, blank = 0;
    for (std::size_t c = 0; c < line.size(); ++c) {
        if (line[c].empty()) continue;
        ++filled;
        units += namesUnit(line[c]);
        unnamed += c >= names.size() || names[c].empty();
        if (parseCellNumber(line[c], {'.', 0}) || parseCellNumber(line[c], {',', 0})) return false;
    }
    for (std::size_t c = 0; c < names.size(); ++c) blank += !names[c].empty() && (c >= line.size() || line[c].empty());
    return units > 0 && units * 3 >= filled && unnamed == 0 && blank > 0;
}

std::string unitOfValues(const ColumnMapping& mapping, const ColumnSample& sample) {
    const auto column = mapping.find(ColumnRole::Value);
    if (!column || mapping.find(ColumnRole::Unit)) return {};
    const std::string sign = signOfValues(sample, *column);
    return sign.empty() ? unitInHeader(mapping.columns[*column].header) : sign;
}

std::size_t shareUnits(std::span<ReadPlan* const> plans) {
    const auto valueOf = [](const ReadPlan& plan) -> std::string {
        const auto column = plan.mapping.find(ColumnRole::Value);
        const bool open = plan.mapping.kind == TableKind::Links && column && !plan.mapping.find(ColumnRole::Unit);
        return open ? withoutUnit(plan.mapping.columns[*column].header) : std::string();
    };
    std::map<std::string, std::set<std::string>> units;
    for (const ReadPlan* plan : plans)
        if (const auto value = valueOf(*plan); !value.empty() && !plan->mapping.constantUnit.empty()) units[value].insert(plan->mapping.constantUnit);
    std::size_t shared = 0;
    for (ReadPlan* plan : plans) {
        const auto found = units.find(valueOf(*plan));
        if (found == units.end() || found->second.size() != 1 || !plan->mapping.constantUnit.empty()) continue;
        plan->mapping.constantUnit = *found->second.begin();
        ++shared;
    }
    return shared;
}

} // namespace chainscape
