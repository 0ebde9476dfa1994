// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the engine says about a forecast in plain English: one sentence, a grade and what would raise it.

#include <string>

#include "core/forecast/series_forecast.h"

namespace chainscape::forecast {

enum class Grade : char { A = 'A', B = 'B', C = 'C', D = 'D' };

/// A: more than 20 % better than the yardstick in the back-test, B: more than 5 %, C: about the same, D: worse, untested or below 8
/// values. One grade lower when the 80 % range is wider than the mean itself or the members differ by more than a quarter of it.
Grade gradeOf(const SeriesForecast& forecast);

/// "Mean of a trend-and-season model and a long-run/short-run model; 17 % better than repeating last year in 3 of 3 tests."
/// or "No model beat the last value: shown flat."
std::string sentenceOf(const SeriesForecast& forecast);

/// "36 values, upward, seasonal, no zero periods; level break at value 15."
std::string patternOf(const SeriesForecast& forecast);

/// What would raise the grade: so many more periods for the full models, a test on the past or a season; the missing periods; models
/// that agree; a steadier series (a coarser one); Nothing for an A or when nothing simple would.
enum class Raise : unsigned char { Nothing, FullModels, Test, Season, Gaps, Agreement, Steadier };
struct RaiseAdvice {
    Raise what = Raise::Nothing;
    std::size_t periods = 0; ///< more that are needed

    bool operator==(const RaiseAdvice&) const = default;
};
RaiseAdvice whatWouldRaise(const SeriesForecast& forecast, int frequency);

} // namespace chainscape::forecast
