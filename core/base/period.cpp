// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/period.h"

#include <charconv>
#include <cstdio>

namespace chainscape {
namespace {

bool digitsOnly(std::string_view s) {
    if (s.empty()) return false;
    for (const char c : s)
        if (c < '0' || c > '9') return false;
    return true;
}

std::optional<int> number(std::string_view s) {
    int value = 0;
    const auto [end, ec] = std::from_chars(s.data(), s.data() + s.size(), value);
    if (ec != std::errc{} || end != s.data() + s.size()) return std::nullopt;
    return value;
}

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
    return s;
}

bool plausibleYear(int y) { return y >= 1500 && y <= 2200; }

bool validDay(int y, int m, int d) {
    if (m < 1 || m > 12 || d < 1) return false;
    static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return d <= kDays[m - 1] + (m == 2 && leap ? 1 : 0);
}

/// Monday of ISO week 1 of the year, in days since 1970-01-01.
std::int64_t isoYearStart(int year) {
    const std::int64_t jan4 = daysFromCivil(year, 1, 4);
    const std::int64_t weekday = ((jan4 + 3) % 7 + 7) % 7; // Monday = 0
    return jan4 - weekday;
}

constexpr std::int64_t kWeekZero = -3; // Monday of the week that holds 1970-01-01

std::optional<Period> yearAnd(int year, std::string_view rest) {
    if (!rest.empty() && (rest.front() == '-' || rest.front() == ' ')) rest.remove_prefix(1);
    if (rest.size() < 2) return std::nullopt;
    const char tag = rest.front() >= 'a' ? static_cast<char>(rest.front() - 32) : rest.front();
    const auto n = number(rest.substr(1));
    if (!n || !digitsOnly(rest.substr(1))) return std::nullopt;
    switch (tag) {
    case 'H':
    case 'S':
        if (*n < 1 || *n > 2) return std::nullopt;
        return Period{Granularity::HalfYear, false, year * 2 + *n - 1};
    case 'Q':
        if (*n < 1 || *n > 4) return std::nullopt;
        return Period{Granularity::Quarter, false, year * 4 + *n - 1};
    case 'M':
        if (*n < 1 || *n > 12) return std::nullopt;
        return Period{Granularity::Month, false, year * 12 + *n - 1};
    case 'W': {
        if (*n < 1 || *n > 53) return std::nullopt;
        const std::int64_t start = isoYearStart(year) + 7 * (*n - 1);
        if (*n == 53 && start >= isoYearStart(year + 1)) return std::nullopt;
        return Period{Granularity::Week, false, static_cast<std::int32_t>((start - kWeekZero) / 7)};
    }
    default: return std::nullopt;
    }
}

std::optional<Period> parseCalendar(std::string_view s) {
    if (digitsOnly(s)) {
        const auto n = number(s);
        if (!n) return std::nullopt;
        if (s.size() == 4 && plausibleYear(*n)) return Period{Granularity::Year, false, *n};
        if (s.size() == 6 && plausibleYear(*n / 100) && *n % 100 >= 1 && *n % 100 <= 12)
            return Period{Granularity::Month, false, *n / 100 * 12 + *n % 100 - 1};
        if (s.size() == 8 && plausibleYear(*n / 10000) && validDay(*n / 10000, *n / 100 % 100, *n % 100))
            return Period{Granularity::Day, false,
                          static_cast<std::int32_t>(daysFromCivil(*n / 10000, unsigned(*n / 100 % 100), unsigned(*n % 100)))};
        return Period{Granularity::Index, false, *n};
    }
    if (s.size() >= 2 && s.front() == '-' && digitsOnly(s.substr(1))) {
        const auto n = number(s);
        return n ? std::optional(Period{Granularity::Index, false, *n}) : std::nullopt;
    }
    if (s.size() < 6 || !digitsOnly(s.substr(0, 4))) return std::nullopt;
    const int year = *number(s.substr(0, 4));
    if (!plausibleYear(year)) return std::nullopt;
    if (const auto p = yearAnd(year, s.substr(4))) return p;
    if (s[4] != '-' && s[4] != '/') return std::nullopt;
    if (s.size() <= 7 && digitsOnly(s.substr(5))) {
        const int m = *number(s.substr(5));
        if (m >= 1 && m <= 12) return Period{Granularity::Month, false, year * 12 + m - 1};
        return std::nullopt;
    }
    const auto second = s.find(s[4], 5);
    if (second == std::string_view::npos) return std::nullopt;
    const auto ms = s.substr(5, second - 5), ds = s.substr(second + 1);
    if (!digitsOnly(ms) || !digitsOnly(ds) || ms.size() > 2 || ds.size() > 2) return std::nullopt;
    const int m = *number(ms), d = *number(ds);
    if (!validDay(year, m, d)) return std::nullopt;
    return Period{Granularity::Day, false, static_cast<std::int32_t>(daysFromCivil(year, unsigned(m), unsigned(d)))};
}

std::optional<Period> parseFiscal(std::string_view s) {
    s = trimmed(s);
    if (s.size() == 7 && s[4] == '/' && digitsOnly(s.substr(0, 4)) && digitsOnly(s.substr(5))) {
        const int first = *number(s.substr(0, 4)), last = *number(s.substr(5));
        if ((first + 1) % 100 != last) return std::nullopt;
        return Period{Granularity::Year, true, first};
    }
    if (s.size() == 2 && digitsOnly(s)) return Period{Granularity::Year, true, 2000 + *number(s)};
    auto p = parseCalendar(s);
    if (!p || p->granularity == Granularity::Index) return std::nullopt;
    p->fiscal = true;
    return p;
}

std::string padded(const char* format, int a, int b) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, format, a, b);
    return buffer;
}

} // namespace

std::int64_t daysFromCivil(int year, unsigned month, unsigned day) {
    // Howard Hinnant, "chrono-compatible low-level date algorithms".
    const int y = year - (month <= 2 ? 1 : 0);
    const int era = (y >= 0 ? y : y - 399) / 400;
    const unsigned yoe = static_cast<unsigned>(y - era * 400);
    const unsigned doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return static_cast<std::int64_t>(era) * 146097 + static_cast<std::int64_t>(doe) - 719468;
}

void civilFromDays(std::int64_t days, int& year, unsigned& month, unsigned& day) {
    const std::int64_t z = days + 719468;
    const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const unsigned doe = static_cast<unsigned>(z - era * 146097);
    const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const unsigned mp = (5 * doy + 2) / 153;
    day = doy - (153 * mp + 2) / 5 + 1;
    month = mp < 10 ? mp + 3 : mp - 9;
    year = static_cast<int>(yoe) + static_cast<int>(era) * 400 + (month <= 2 ? 1 : 0);
}

std::optional<Period> parsePeriod(std::string_view text) {
    const std::string_view s = trimmed(text);
    if (s.empty()) return Period{};
    if (s.size() > 2 && (s[0] == 'F' || s[0] == 'f') && (s[1] == 'Y' || s[1] == 'y')) return parseFiscal(s.substr(2));
    if (s.size() == 7 && s[4] == '/' && digitsOnly(s.substr(5)) && digitsOnly(s.substr(0, 4)))
        if (const auto p = parseFiscal(s)) return p; // 2019/20
    return parseCalendar(s);
}

std::string toText(Period period) {
    const std::int32_t o = period.ordinal;
    std::string text;
    switch (period.granularity) {
    case Granularity::Undated: return {};
    case Granularity::Index: return std::to_string(o);
    case Granularity::Year: text = padded("%04d", o, 0); break;
    case Granularity::HalfYear: text = padded("%04dH%d", o / 2, o % 2 + 1); break;
    case Granularity::Quarter: text = padded("%04dQ%d", o / 4, o % 4 + 1); break;
    case Granularity::Month: text = padded("%04d-%02d", o / 12, o % 12 + 1); break;
    case Granularity::Week: {
        const std::int64_t monday = kWeekZero + 7 * static_cast<std::int64_t>(o);
        int y = 0;
        unsigned m = 0, d = 0;
        civilFromDays(monday + 3, y, m, d); // the Thursday decides the ISO year
        text = padded("%04d-W%02d", y, static_cast<int>((monday - isoYearStart(y)) / 7) + 1);
        break;
    }
    case Granularity::Day: {
        int y = 0;
        unsigned m = 0, d = 0;
        civilFromDays(o, y, m, d);
        text = padded("%04d-%02d", y, static_cast<int>(m)) + padded("-%02d", static_cast<int>(d), 0);
        break;
    }
    }
    return period.fiscal ? "FY" + text : text;
}

Period advanced(Period period, int n) {
    if (period.granularity != Granularity::Undated) period.ordinal += n;
    return period;
}

std::int64_t startDay(Period period) {
    const std::int32_t o = period.ordinal;
    switch (period.granularity) {
    case Granularity::Undated: return INT64_MIN;
    case Granularity::Index:
    case Granularity::Day: return o;
    case Granularity::Year: return daysFromCivil(o, 1, 1);
    case Granularity::HalfYear: return daysFromCivil(o / 2, unsigned(o % 2 * 6 + 1), 1);
    case Granularity::Quarter: return daysFromCivil(o / 4, unsigned(o % 4 * 3 + 1), 1);
    case Granularity::Month: return daysFromCivil(o / 12, unsigned(o % 12 + 1), 1);
    case Granularity::Week: return kWeekZero + 7 * static_cast<std::int64_t>(o);
    }
    return 0;
}

int seasonLength(Granularity granularity) {
    switch (granularity) {
    case Granularity::HalfYear: return 2;
    case Granularity::Quarter: return 4;
    case Granularity::Month: return 12;
    case Granularity::Week: return 52;
    case Granularity::Day: return 7;
    default: return 1;
    }
}

std::string_view nameOf(Granularity granularity) {
    switch (granularity) {
    case Granularity::Undated: return "undated";
    case Granularity::Index: return "period";
    case Granularity::Year: return "year";
    case Granularity::HalfYear: return "half-year";
    case Granularity::Quarter: return "quarter";
    case Granularity::Month: return "month";
    case Granularity::Week: return "week";
    case Granularity::Day: return "day";
    }
    return {};
}

} // namespace chainscape
