// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Periods in every form that exports use; extends core/base/period.h's canonical spellings.

#include <optional>
#include <string_view>

#include "core/base/period.h"
#include "core/io/columns.h"

namespace chainscape {

/// Everything parsePeriod reads, and: "Jan. 2019", "Mar-00" (two digits: 70..99 are 19xx), "15 janvier 2019", "2019 Q1",
/// "Q1/2019", "1Q19", "H1 2019", "KW 5 2019", "04/2019", "31.12.2020", "12/31/2020" (by `order`), "2019年4月",
/// "FY 2019/20", "2019-2020", "2021-P02" (fiscal month), times of day behind a date (dropped), and from-to when both ends
/// make one whole week, month, quarter, half or year ("2019-01-01 - 2019-03-31").
/// With ExcelSerial plain numbers are days. Blank is Undated. Anything else: nullopt.
std::optional<Period> readPeriod(std::string_view text, DateOrder order = DateOrder::DayFirst);

/// The year, half-year, quarter or month a finer period is in (a week: that of its Thursday); what is not finer stays.
Period coarser(Period period, Granularity step);

} // namespace chainscape
