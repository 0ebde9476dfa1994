// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/period_forms.h"

#include <array>
#include <charconv>
#include <vector>

#include "core/base/text.h"

namespace chainscape {
namespace {

enum class Tag : std::uint8_t { None, Filler, MonthName, Quarter, Half, Month, Week, Fiscal, FiscalMonth };

struct Word {
    std::string_view text;
    Tag tag;
    int month = 0;
};

/// Month names and marks in English, German, French, Spanish, Portuguese, Italian, Dutch and Chinese, in lower case.
constexpr auto kWords = std::to_array<Word>({
    {"jan", Tag::MonthName, 1},        {"january", Tag::MonthName, 1},   {"januar", Tag::MonthName, 1},    {"jänner", Tag::MonthName, 1},
    {"janv", Tag::MonthName, 1},       {"janvier", Tag::MonthName, 1},   {"enero", Tag::MonthName, 1},     {"ene", Tag::MonthName, 1},
    {"janeiro", Tag::MonthName, 1},    {"gennaio", Tag::MonthName, 1},   {"gen", Tag::MonthName, 1},       {"januari", Tag::MonthName, 1},
    {"feb", Tag::MonthName, 2},        {"february", Tag::MonthName, 2},  {"februar", Tag::MonthName, 2},   {"févr", Tag::MonthName, 2},
    {"fév", Tag::MonthName, 2},        {"février", Tag::MonthName, 2},   {"febrero", Tag::MonthName, 2},   {"fevereiro", Tag::MonthName, 2},
    {"fev", Tag::MonthName, 2},        {"febbraio", Tag::MonthName, 2},  {"februari", Tag::MonthName, 2},  {"mar", Tag::MonthName, 3},
    {"march", Tag::MonthName, 3},      {"märz", Tag::MonthName, 3},      {"mär", Tag::MonthName, 3},       {"mrz", Tag::MonthName, 3},
    {"mars", Tag::MonthName, 3},       {"marzo", Tag::MonthName, 3},     {"março", Tag::MonthName, 3},     {"maart", Tag::MonthName, 3},
    {"apr", Tag::MonthName, 4},        {"april", Tag::MonthName, 4},     {"avr", Tag::MonthName, 4},       {"avril", Tag::MonthName, 4},
    {"abril", Tag::MonthName, 4},      {"abr", Tag::MonthName, 4},       {"aprile", Tag::MonthName, 4},    {"may", Tag::MonthName, 5},
    {"mai", Tag::MonthName, 5},        {"mayo", Tag::MonthName, 5},      {"maio", Tag::MonthName, 5},      {"maggio", Tag::MonthName, 5},
    {"mei", Tag::MonthName, 5},        {"jun", Tag::MonthName, 6},       {"june", Tag::MonthName, 6},      {"juni", Tag::MonthName, 6},
    {"juin", Tag::MonthName, 6},       {"junio", Tag::MonthName, 6},     {"junho", Tag::MonthName, 6},     {"giugno", Tag::MonthName, 6},
    {"jul", Tag::MonthName, 7},        {"july", Tag::MonthName, 7},      {"juli", Tag::MonthName, 7},      {"juil", Tag::MonthName, 7},
    {"juillet", Tag::MonthName, 7},    {"julio", Tag::MonthName, 7},     {"julho", Tag::MonthName, 7},     {"luglio", Tag::MonthName, 7},
    {"aug", Tag::MonthName, 8},        {"august", Tag::MonthName, 8},    {"août", Tag::MonthName, 8},      {"aout", Tag::MonthName, 8},
    {"agosto", Tag::MonthName, 8},     {"ago", Tag::MonthName, 8},       {"augustus", Tag::MonthName, 8},  {"sep", Tag::MonthName, 9},
    {"sept", Tag::MonthName, 9},       {"september", Tag::MonthName, 9}, {"septembre", Tag::MonthName, 9}, {"septiembre", Tag::MonthName, 9},
    {"setembro", Tag::MonthName, 9},   {"set", Tag::MonthName, 9},       {"settembre", Tag::MonthName, 9}, {"oct", Tag::MonthName, 10},
    {"october", Tag::MonthName, 10},   {"okt", Tag::MonthName, 10},      {"oktober", Tag::MonthName, 10},  {"octobre", Tag::MonthName, 10},
    {"octubre", Tag::MonthName, 10},   {"outubro", Tag::MonthName, 10},  {"out", Tag::MonthName, 10},      {"ottobre", Tag::MonthName, 10},
    {"nov", Tag::MonthName, 11},       {"november", Tag::MonthName, 11}, {"novembre", Tag::MonthName, 11}, {"noviembre", Tag::MonthName, 11},
    {"novembro", Tag::MonthName, 11},  {"dec", Tag::MonthName, 12},      {"december", Tag::MonthName, 12}, {"dez", Tag::MonthName, 12},
    {"dezember", Tag::MonthName, 12},  {"déc", Tag::MonthName, 12},      {"décembre", Tag::MonthName, 12}, {"dic", Tag::MonthName, 12},
    {"diciembre", Tag::MonthName, 12}, {"dezembro", Tag::MonthName, 12}, {"dicembre", Tag::MonthName, 12}, {"q", Tag::Quarter},
    {"quarter", Tag::Quarter},         {"qtr", Tag::Quarter},            {"quartal", Tag::Quarter},        {"trimestre", Tag::Quarter},
    {"trim", Tag::Quarter},            {"t", Tag::Quarter},              {"季度", Tag::Quarter},           {"季", Tag::Quarter},
    {"h", Tag::Half},                  {"half", Tag::Half},              {"hj", Tag::Half},                {"halbjahr", Tag::Half},
    {"semestre", Tag::Half},           {"s", Tag::Half},                 {"m", Tag::Month},                {"month", Tag::Month},
    {"monat", Tag::Month},             {"月", Tag::Month},               {"w", Tag::Week},                 {"wk", Tag::Week},
    {"week", Tag::Week},               {"kw", Tag::Week},                {"woche", Tag::Week},             {"semaine", Tag::Week},
    {"semana", Tag::Week},             {"周", Tag::Week},                {"fy", Tag::Fiscal},              {"fiscal", Tag::Fiscal},
    {"gj", Tag::Fiscal},               {"p", Tag::FiscalMonth},          {"period", Tag::FiscalMonth},     {"年", Tag::Filler},
    {"日", Tag::Filler},               {"第", Tag::Filler},              {"year", Tag::Filler},            {"jahr", Tag::Filler},
    {"de", Tag::Filler},               {"of", Tag::Filler},              {"st", Tag::Filler},              {"nd", Tag::Filler},
    {"monday", Tag::Filler},           {"tuesday", Tag::Filler},         {"wednesday", Tag::Filler},       {"thursday", Tag::Filler},
    {"friday", Tag::Filler},           {"saturday", Tag::Filler},        {"sunday", Tag::Filler},          {"mon", Tag::Filler},
    {"tue", Tag::Filler},              {"wed", Tag::Filler},             {"thu", Tag::Filler},             {"fri", Tag::Filler},
    {"sat", Tag::Filler},              {"sun", Tag::Filler},             {"montag", Tag::Filler},          {"dienstag", Tag::Filler},
    {"mittwoch", Tag::Filler},         {"donnerstag", Tag::Filler},      {"freitag", Tag::Filler},         {"samstag", Tag::Filler},
    {"sonntag", Tag::Filler},          {"lundi", Tag::Filler},           {"mardi", Tag::Filler},           {"mercredi", Tag::Filler},
    {"jeudi", Tag::Filler},            {"vendredi", Tag::Filler},        {"samedi", Tag::Filler},          {"dimanche", Tag::Filler},
    {"rd", Tag::Filler},               {"th", Tag::Filler},              {"er", Tag::Filler},              {"cy", Tag::Filler},
    {"y", Tag::Filler},                {"yr", Tag::Filler},
});

struct Number {
    int value = 0;
    int digits = 0;
};

/// A text taken apart: its numbers in order, and the one mark that says what they are.
struct Parts {
    std::vector<Number> numbers;
    Tag tag = Tag::None;
    std::size_t tagAt = 0; ///< numbers before the mark
    int month = 0;
    bool fiscal = false;
};


bool isSeparator(char c) { return c == ' ' || c == '-' || c == '/' || c == '.' || c == ',' || c == '_' || c == '\'' || c == '\t' || c == '\\'; }

/// Lower case for ASCII and the Latin-1 letters that month names use.
std::string lowered(std::string_view s) {
    std::string out = toLowerAscii(s);
    for (std::size_t i = 0; i + 1 < out.size(); ++i)
        if (out[i] == '\xC3' && static_cast<unsigned char>(out[i + 1]) >= 0x80 && static_cast<unsigned char>(out[i + 1]) <= 0x9E)
            out[i + 1] = static_cast<char>(out[i + 1] + 0x20);
    return out;
}

/// Quarters and half-years that are written in Chinese numerals: "\u7b2c\u4e00\u5b63\u5ea6", "\u4e0a\u534a\u5e74".
std::string withDigits(std::string text) {
    static constexpr std::pair<std::string_view, std::string_view> kNumerals[] = {
        {"\u4e00\u5b63", "1\u5b63"}, {"\u4e8c\u5b63", "2\u5b63"}, {"\u4e09\u5b63", "3\u5b63"}, {"\u56db\u5b63", "4\u5b63"}, {"\u4e0a\u534a\u5e74", "h1"}, {"\u4e0b\u534a\u5e74", "h2"}};
    for (const auto& [word, digit] : kNumerals)
        if (const auto at = text.find(word); at != std::string::npos) return text.replace(at, word.size(), digit);
    return text;
}

bool addWord(std::string_view text, Parts& parts) {
    for (const Word& word : kWords) {
        if (word.text != text) continue;
        if (word.tag == Tag::Filler) return true;
        if (word.tag == Tag::Fiscal) {
            parts.fiscal = true;
            return true;
        }
        if (word.tag == Tag::Month && parts.tag == Tag::MonthName) return true;
        if (parts.tag != Tag::None) return false;
        parts.tag = word.tag;
        parts.tagAt = parts.numbers.size();
        parts.month = word.month;
        return true;
    }
    return false;
}

/// Chinese marks stand for themselves; other letters go together.
std::size_t wordLength(std::string_view s) {
    if (static_cast<unsigned char>(s[0]) >= 0xE0) return s.substr(0, 6) == "季度" ? 6 : std::min<std::size_t>(3, s.size());
    std::size_t n = 0;
    while (n < s.size() && !isDigit(s[n]) && !isSeparator(s[n]) && static_cast<unsigned char>(s[n]) < 0xE0) ++n;
    return n;
}

std::optional<Parts> takeApart(std::string_view s) {
    Parts parts;
    while (!s.empty()) {
        if (isSeparator(s.front())) {
            s.remove_prefix(1);
        } else if (isDigit(s.front())) {
            Number n;
            const auto [end, ec] = std::from_chars(s.data(), s.data() + s.size(), n.value);
            if (ec != std::errc{}) return std::nullopt;
            n.digits = static_cast<int>(end - s.data());
            s.remove_prefix(static_cast<std::size_t>(n.digits));
            parts.numbers.push_back(n);
        } else {
            const std::size_t n = wordLength(s);
            if (n == 0 || !addWord(s.substr(0, n), parts)) return std::nullopt;
            s.remove_prefix(n);
        }
        if (parts.numbers.size() > 3) return std::nullopt;
    }
    return parts;
}

bool isYear(const Number& n) { return n.digits == 4 && n.value >= 1500 && n.value <= 2200; }

std::optional<int> yearOf(const Number& n) {
    if (isYear(n)) return n.value;
    if (n.digits != 2) return std::nullopt;
    return n.value >= 70 ? 1900 + n.value : 2000 + n.value;
}

std::optional<Period> dayOf(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const std::int64_t days = daysFromCivil(year, unsigned(month), unsigned(day));
    int y = 0;
    unsigned m = 0, d = 0;
    civilFromDays(days, y, m, d);
    if (int(m) != month || int(d) != day) return std::nullopt;
    return Period{Granularity::Day, false, static_cast<std::int32_t>(days)};
}

std::optional<Period> monthOf(int year, int month) {
    if (month < 1 || month > 12) return std::nullopt;
    return Period{Granularity::Month, false, year * 12 + month - 1};
}

std::optional<Period> withMonthName(const Parts& parts) {
    const auto& n = parts.numbers;
    if (n.size() == 1) {
        const auto year = yearOf(n[0]);
        return year ? monthOf(*year, parts.month) : std::nullopt;
    }
    if (n.size() != 2) return std::nullopt;
    const bool yearFirst = isYear(n[0]);
    const auto year = yearOf(n[yearFirst ? 0 : 1]);
    return year ? dayOf(*year, parts.month, n[yearFirst ? 1 : 0].value) : std::nullopt;
}

std::string_view letterOf(Tag tag) {
    switch (tag) {
    case Tag::Quarter: return "Q";
    case Tag::Half: return "H";
    case Tag::Week: return "W";
    default: return "M";
    }
}

/// Year and a numbered part of it, in either order: 2019 Q1, Q1 2019, 1Q19, 19Q1.
std::optional<Period> withMark(const Parts& parts) {
    if (parts.numbers.size() != 2) return std::nullopt;
    const Number& a = parts.numbers[0];
    const Number& b = parts.numbers[1];
    const int most = parts.tag == Tag::Quarter ? 4 : parts.tag == Tag::Half ? 2 : parts.tag == Tag::Week ? 53 : 12;
    const bool lastIsYear = isYear(b) || (!isYear(a) && (parts.tagAt == 0 || b.value > most) && a.value <= most);
    const auto year = yearOf(lastIsYear ? b : a);
    if (!year) return std::nullopt;
    const int part = lastIsYear ? a.value : b.value;
    auto period = parsePeriod(std::to_string(*year) + std::string(letterOf(parts.tag)) + std::to_string(part));
    if (period && parts.tag == Tag::FiscalMonth) period->fiscal = true;
    return period;
}

std::optional<Period> threeNumbers(const std::vector<Number>& n, DateOrder order) {
    if (isYear(n[0])) return dayOf(n[0].value, n[1].value, n[2].value);
    const auto year = yearOf(n[2]);
    if (!year || n[0].digits > 2 || n[1].digits > 2) return std::nullopt;
    const bool monthFirst = (order == DateOrder::MonthFirst || n[1].value > 12) && n[0].value <= 12;
    return monthFirst ? dayOf(*year, n[0].value, n[1].value) : dayOf(*year, n[1].value, n[0].value);
}

std::optional<Period> twoNumbers(const Number& a, const Number& b, bool fiscal) {
    const auto first = yearOf(a);
    const bool follows = first && ((isYear(b) && b.value == *first + 1) || (b.digits == 2 && b.value == (*first + 1) % 100));
    if (follows && (isYear(a) || fiscal) && (fiscal || b.value > 12)) return Period{Granularity::Year, true, *first};
    if (isYear(a) && b.digits <= 2) return monthOf(a.value, b.value);
    if (isYear(b) && a.digits <= 2) return monthOf(b.value, a.value);
    return std::nullopt;
}

std::optional<Period> periodOf(const Parts& parts, DateOrder order) {
    const auto& n = parts.numbers;
    if (parts.tag == Tag::MonthName) return withMonthName(parts);
    if (parts.tag != Tag::None && !(parts.tag == Tag::Month && n.size() == 3)) return withMark(parts); // 2019年4月15日 is a day
    if (n.size() == 3) return threeNumbers(n, order);
    if (n.size() == 2) return twoNumbers(n[0], n[1], parts.fiscal);
    if (n.size() != 1) return std::nullopt;
    if (isYear(n[0]) || (parts.fiscal && n[0].digits == 2)) return Period{Granularity::Year, false, *yearOf(n[0])};
    return std::nullopt;
}

/// "2019-04-30T12:00:00Z", "30.04.2019 12:00": the part before the time of day.
std::string_view withoutTime(std::string_view s) {
    const std::size_t colon = s.find(':');
    if (colon == std::string_view::npos || colon < 8) return s;
    const std::size_t cut = s.find_last_of(" T", colon);
    return cut == std::string_view::npos || cut < 6 ? s : trim(s.substr(0, cut));
}

std::optional<Period> excelDay(std::string_view s, DateOrder order) {
    const auto number = parseNumber(s);
    if (!number || *number < 1 || *number > 2'958'465) return std::nullopt;
    const std::int64_t epoch = order == DateOrder::ExcelSerial1904 ? daysFromCivil(1904, 1, 1) : daysFromCivil(1899, 12, 30);
    return Period{Granularity::Day, false, static_cast<std::int32_t>(epoch + static_cast<std::int64_t>(*number))};
}

std::optional<Period> readInstant(std::string_view text, DateOrder order) {
    const std::string_view s = withoutTime(trim(text));
    const bool serial = order == DateOrder::ExcelSerial || order == DateOrder::ExcelSerial1904;
    if (serial && !s.empty())
        if (const auto day = excelDay(s, order); day && !(s.size() == 4 && parsePeriod(s))) return day;
    if (const auto canonical = parsePeriod(s)) return canonical;
    if (s.size() > 48) return std::nullopt;
    const auto parts = takeApart(withDigits(lowered(s)));
    if (!parts) return std::nullopt;
    auto period = periodOf(*parts, order);
    if (period && parts->fiscal) period->fiscal = true;
    return period;
}

/// "2020 p", "2021 (b)", "2019*": the part before a mark of the statistical office.
std::string_view withoutFootnote(std::string_view s) {
    if (s.size() > 4 && s.back() == '*') return trim(s.substr(0, s.size() - 1));
    if (s.size() > 6 && s.back() == ')' && s[s.size() - 3] == '(') return trim(s.substr(0, s.size() - 3));
    const bool letter = !s.empty() && ((s.back() >= 'a' && s.back() <= 'z') || (s.back() >= 'A' && s.back() <= 'Z'));
    return s.size() > 5 && letter && s[s.size() - 2] == ' ' ? trim(s.substr(0, s.size() - 2)) : s;
}

/// The calendar period that holds exactly these days.
std::optional<Period> spanning(std::int64_t first, std::int64_t afterLast) {
    int y = 0;
    unsigned m = 0, d = 0;
    civilFromDays(first, y, m, d);
    const Period candidates[] = {{Granularity::Year, false, y},
                                 {Granularity::HalfYear, false, y * 2 + int(m - 1) / 6},
                                 {Granularity::Quarter, false, y * 4 + int(m - 1) / 3},
                                 {Granularity::Month, false, y * 12 + int(m) - 1},
                                 {Granularity::Week, false, static_cast<std::int32_t>((first + 3) / 7)},
                                 {Granularity::Day, false, static_cast<std::int32_t>(first)}};
    for (const Period& p : candidates)
        if (startDay(p) == first && startDay(advanced(p)) == afterLast) return p;
    return std::nullopt;
}

std::optional<Period> readRange(std::string_view s, DateOrder order) {
    for (const std::string_view mark : {" - ", " \u2013 ", "\u2013", " to ", " bis ", "/", "..", " a ", " au "}) {
        const std::size_t at = s.find(mark);
        if (at == std::string_view::npos || s.find(mark, at + mark.size()) != std::string_view::npos) continue;
        const auto from = readInstant(s.substr(0, at), order);
        const auto to = readInstant(s.substr(at + mark.size()), order);
        if (!from || !to || from->granularity != to->granularity || from->granularity < Granularity::Year) continue;
        if (const auto whole = spanning(startDay(*from), startDay(advanced(*to)))) return whole;
        if (from->granularity == Granularity::Year && to->ordinal == from->ordinal + 1) return Period{Granularity::Year, true, from->ordinal};
    }
    return std::nullopt;
}

} // namespace

std::optional<Period> readPeriod(std::string_view text, DateOrder order) {
    const std::string_view s = trim(text);
    if (const auto one = readInstant(s, order)) return one;
    if (const auto plain = withoutFootnote(s); plain.size() < s.size())
        if (const auto one = readInstant(plain, order)) return one;
    return s.size() <= 64 ? readRange(s, order) : std::nullopt;
}

Period coarser(Period period, Granularity step) {
    if (step < Granularity::Year || step > Granularity::Month || period.granularity <= step) return period;
    constexpr int kThursday = 3;
    int year = 0;
    unsigned month = 1, day = 1;
    civilFromDays(startDay(period) + (period.granularity == Granularity::Week ? kThursday : 0), year, month, day);
    const int season = seasonLength(step);
    return {step, period.fiscal, year * season + static_cast<int>(month - 1) * season / 12};
}

} // namespace chainscape
