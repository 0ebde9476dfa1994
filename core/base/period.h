// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Period: a year, half-year, quarter, month, week or day, calendar or fiscal; or a plain number; or undated.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chainscape {

enum class Granularity : std::uint8_t { Undated, Index, Year, HalfYear, Quarter, Month, Week, Day };

/// A point on one calendar. `ordinal` counts whole periods: years AD; half-years, quarters, months since year 0;
/// ISO weeks and days since 1970-01-01 (week 0 holds that day); Index: the number itself; Undated: 0.
struct Period {
    Granularity granularity = Granularity::Undated;
    bool fiscal = false;
    std::int32_t ordinal = 0;

    /// Order within one granularity is time; across granularities it is by granularity first (see startDay for time).
    auto operator<=>(const Period&) const = default;
};

/// Reads the canonical spellings: 2021 | 2021H1 | 2021Q2, 2021-Q2 | 2021-04, 202104, 2021M04 | 2021-W05 | 2021-04-30, 20210430,
/// each with a leading "FY" for fiscal, FY2019/20, and plain integers outside 1500..2200 as Index. Blank is Undated.
/// Anything else: nullopt. (Looser forms are core/io's.)
std::optional<Period> parsePeriod(std::string_view text);

/// The canonical spelling; parsePeriod(toText(p)) == p. Undated is "".
std::string toText(Period period);

/// `n` periods later (earlier when negative). Undated stays.
Period advanced(Period period, int n = 1);

/// First day of the period, counted from 1970-01-01; fiscal periods as calendar ones. Index: the number; Undated: lowest.
std::int64_t startDay(Period period);

/// Usual seasonal period: 1 for years and Index, 2, 4, 12, 52, 7.
int seasonLength(Granularity granularity);

/// "year", "quarter", ... in English, for the command line.
std::string_view nameOf(Granularity granularity);

/// Days since 1970-01-01 of a proleptic Gregorian date, and back.
std::int64_t daysFromCivil(int year, unsigned month, unsigned day);
void civilFromDays(std::int64_t days, int& year, unsigned& month, unsigned& day);

} // namespace chainscape
