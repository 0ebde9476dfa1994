// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ForecastWords: what a forecast figure says, in plain words.

#include <QLocale>
#include <QString>
#include <QStringList>

#include "core/project/forecast_case.h"

namespace chainscape::ui {

/// "Cathode One: sales", "Component to Manufacture", "The whole chain".
QString forecastTitle(const ForecastCase& c);

/// "a quarter", "a year"; empty for plain numbers.
QString perPeriod(const ForecastCase& c);

/// "24 quarters, upward, a season with its peak in Q4, level break in 2022 Q2."
QString patternWords(const ForecastCase& c, const QLocale& locale);

/// "level break in 2022 Q2, confirmed by you"; an event's own words.
QString markWords(const ForecastCase& c, const CaseMark& mark, const QLocale& locale);

/// "Reshoring: parts from the base in 2025 Q3".
QString fanWords(const ForecastCase& c, const ScenarioFan& fan, const QLocale& locale);

/// "Ledger: said 120 to 140, was 133: inside (2024 Q4). 14 of 18 inside the likely range." Empty when nothing was issued.
QString ledgerWordsOf(const ForecastCase& c, const QLocale& locale);

/// What the model is, or why there is no forecast.
QString modelWords(const ForecastCase& c);

/// "Usable for planning", and below it "17% better than last year again, in 3 of 3 tests".
QString gradeWords(const ForecastCase& c);
QString skillWords(const ForecastCase& c, const QLocale& locale);

/// Name of a candidate beside its error bar; `chosen` is the forecast shown.
QString candidateWords(forecast::Model model, const ForecastCase& c);

/// "9 more quarters allow a seasonal model." Empty when nothing simple would raise the grade.
QString raiseWords(const ForecastCase& c);

/// Model names, parameters, values used, tests, factors: what a report needs to be reproduced. A line each.
QStringList detailWords(const ForecastCase& c, const QLocale& locale);

/// "In this project's past, 94% of outcomes fell inside the 95% range (212 checks)." Empty when untested.
QString recordWords(const ForecastCase& c, const QLocale& locale);

} // namespace chainscape::ui
