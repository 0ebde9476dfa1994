// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/values.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fast_float/fast_float.h>

#include "core/base/text.h"
#include "core/io/import_tables.h"

namespace chainscape {
namespace {

struct Currency {
    std::string_view sign, code;
};

constexpr std::array<Currency, 38> kCurrencies = {{{"US$", "USD"}, {"R$", "BRL"},  {"A$", "AUD"},  {"C$", "CAD"},  {"$", "USD"},
                                                   {"€", "EUR"},   {"£", "GBP"},   {"¥", "JPY"},   {"￥", "CNY"},  {"元", "CNY"},
                                                   {"₹", "INR"},   {"₩", "KRW"},   {"₽", "RUB"},   {"zł", "PLN"},  {"Kč", "CZK"},
                                                   {"EUR", "EUR"}, {"USD", "USD"}, {"GBP", "GBP"}, {"CHF", "CHF"}, {"JPY", "JPY"},
                                                   {"CNY", "CNY"}, {"RMB", "CNY"}, {"BRL", "BRL"}, {"SEK", "SEK"}, {"PLN", "PLN"},
                                                   {"NOK", "NOK"}, {"DKK", "DKK"}, {"AUD", "AUD"}, {"CAD", "CAD"}, {"INR", "INR"},
                                                   {"KRW", "KRW"}, {"MXN", "MXN"}, {"TRY", "TRY"}, {"CZK", "CZK"}, {"HUF", "HUF"},
                                                   {"ZAR", "ZAR"}, {"Fr.", "CHF"}, {"\u5186", "JPY"}}};

bool endsWith(std::string_view s, std::string_view with) {
    return s.size() >= with.size() && s.substr(s.size() - with.size()) == with;
}

/// Takes `what` off the front; true when it was there.
bool takeFront(std::string_view& s, std::string_view what) {
    if (!s.starts_with(what)) return false;
    s = trim(s.substr(what.size()));
    return true;
}

bool takeBack(std::string_view& s, std::string_view what) {
    if (!endsWith(s, what)) return false;
    s = trim(s.substr(0, s.size() - what.size()));
    return true;
}

/// The triangles are minus signs in Japanese accounts.
bool takeMinus(std::string_view& s) {
    static constexpr std::array<std::string_view, 5> kSigns = {"-", "\u2212", "\u2013", "\u25B2", "\u25B3"};
    return std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) { return takeFront(s, sign); });
}

std::string_view takeCurrency(std::string_view& s) {
    for (const Currency& c : kCurrencies)
        if (takeFront(s, c.sign) || takeBack(s, c.sign)) return c.code;
    return {};
}

/// Bytes of the thousands mark at the front of s, 0 when there is none. The decimal mark is never one.
std::size_t markAt(std::string_view s, char decimal) {
    if (s.empty()) return 0;
    const char c = s.front();
    if (c == decimal) return 0;
    if (c == ',' || c == '.' || c == ' ' || c == '\'') return 1;
    for (const std::string_view mark : {"\u00A0", "\u202F", "\u2009", "\u2007", "\u2019"})
        if (s.starts_with(mark)) return mark.size();
    return 0;
}


/// The number without thousands marks; false when the marks are not between groups of three or are mixed.
bool withoutMarks(std::string_view s, char decimal, std::string& out) {
    std::size_t digits = 0, groups = 0;
    std::string_view mark;
    bool whole = true;
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t n = whole ? markAt(s.substr(i), decimal) : 0;
        if (n > 0) {
            const std::string_view here = s.substr(i, n);
            if (digits == 0 || digits > 3 || (groups > 0 && (digits != 3 || here != mark))) return false;
            mark = here;
            ++groups;
            digits = 0;
            i += n;
            continue;
        }
        if (whole && !isDigit(s[i])) {
            whole = false;
            if (groups > 0 && digits != 3) return false;
        }
        digits += whole;
        out += s[i++];
    }
    return !(whole && groups > 0 && digits != 3);
}

std::optional<double> parseDigits(std::string_view s, char decimal) {
    if (s.empty() || !(isDigit(s.front()) || s.front() == decimal)) return std::nullopt;
    std::string stripped;
    if (!withoutMarks(s, decimal, stripped)) return std::nullopt;
    double value = 0;
    const fast_float::parse_options options(fast_float::chars_format::general, decimal);
    const char* const end = stripped.data() + stripped.size();
    const auto [at, ec] = fast_float::from_chars_advanced(stripped.data(), end, value, options);
    if (ec != std::errc{} || at != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

} // namespace

std::optional<ParsedNumber> parseCellNumber(std::string_view text, const NumberFormat& format) {
    ParsedNumber number;
    std::string_view s = trim(text);
    bool negative = false;
    if (s.size() > 2 && s.front() == '(' && s.back() == ')') {
        negative = true;
        s = trim(s.substr(1, s.size() - 2));
    }
    const bool minus = takeMinus(s);
    if (!minus) takeFront(s, "+");
    number.percent = takeBack(s, "%") || takeBack(s, "\uFF05");
    number.currency = takeCurrency(s);
    const bool inner = !minus && takeMinus(s);
    const bool behind = !minus && !inner && s.size() > 1 && takeBack(s, "-");
    if (negative && (minus || inner || behind)) return std::nullopt;
    const auto value = parseDigits(s, format.decimal);
    if (!value) return std::nullopt;
    number.value = negative || minus || inner || behind ? -*value : *value;
    return number;
}

bool isMissing(std::string_view text, std::span<const std::string> words) {
    const std::string_view s = trim(text);
    if (s.empty()) return true;
    if (s.size() > 24) return false;
    const std::string lower = toLowerAscii(s);
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return toLowerAscii(word) == lower; });
}

std::optional<Flag> parseFlag(std::string_view text) {
    static constexpr std::array<std::string_view, 20> kYes = {"1",   "true", "t",  "yes",  "y",    "x",    "ja",        "j",
                                                              "wahr", "oui", "o",  "vrai", "si",   "sí",   "verdadero", "sim",
                                                              "verdadeiro", "s", "是", "1.0"};
    static constexpr std::array<std::string_view, 18> kNo = {"0",   "false", "f",    "no",    "n",   "nein",  "falsch", "non", "faux",
                                                             "falso", "não", "nao", "none", "否",  "不是", "0.0",    "-",   "no."};
    const std::string word = toLowerAscii(trim(text));
    if (word.empty()) return Flag::Unknown;
    if (std::find(kYes.begin(), kYes.end(), word) != kYes.end()) return Flag::Yes;
    if (std::find(kNo.begin(), kNo.end(), word) != kNo.end()) return Flag::No;
    return std::nullopt;
}

DigitalScale scaleOf(const ScoreCensus& census) {
    if (census.largest < 0) return DigitalScale::Auto;
    if (census.largest <= 1) return DigitalScale::Unit;
    return census.whole && census.largest <= 4 ? DigitalScale::Levels : DigitalScale::Percent;
}

double largestScore(DigitalScale scale) {
    switch (scale) {
    case DigitalScale::Unit: return 1;
    case DigitalScale::Levels: return 4;
    default: return 100;
    }
}

double scoreFactor(DigitalScale scale) {
    switch (scale) {
    case DigitalScale::Levels: return 1.0 / 4;
    case DigitalScale::Percent: return 1.0 / 100;
    default: return 1;
    }
}

std::optional<bool> tradeDirection(std::string_view text) {
    static constexpr std::string_view kImports[] = {"import", "imports", "re-import", "re-imports", "imp", "m", "1", "einfuhr", "importation", "importations", "importacion",
                                                    "importaciones", "importacao", "importa\u00e7\u00e3o", "importaci\u00f3n", "\u8fdb\u53e3"};
    static constexpr std::string_view kExports[] = {"export", "exports", "re-export", "re-exports", "exp", "x", "2", "ausfuhr", "exportation", "exportations", "exportacion",
                                                    "exportaciones", "exportacao", "exporta\u00e7\u00e3o", "exportaci\u00f3n", "\u51fa\u53e3"};
    const std::string word = toLowerAscii(trim(text));
    if (std::ranges::find(kImports, word) != std::end(kImports)) return false;
    if (std::ranges::find(kExports, word) != std::end(kExports)) return true;
    return std::nullopt;
}

} // namespace chainscape
