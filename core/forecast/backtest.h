// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Back-test: rolling origins inside one history, and the gate against "same as last period".

#include <span>

#include "core/forecast/series_forecast.h"

namespace chainscape::forecast {

/// How many of the first values each origin uses, latest first: the whole horizon ahead, a third of it apart, with at least 8 values
/// and (where the history allows) two seasons before the earliest. A shorter horizon when the history is short; empty below 9 values.
std::vector<std::size_t> backtestOrigins(std::size_t length, const SeriesOptions& options);

/// Fills the back-test, record and ratios of the prepared series; options.breaks count from the first of the values. Each origin runs the whole chain of rules on its own past.
void runBacktest(PreparedSeries& series, std::span<const double> values, const SeriesOptions& options);

/// Record and ratios from the origins' forecasts (again, when those were changed): errors over widths, each origin's width adjusted by
/// what the other origins showed.
void collectErrors(PreparedSeries& series);

/// The rules' choice, or the yardstick when it beat that choice in every one of at least three origins and by half in all.
Model gated(const Members& members, const Backtest& backtest);

} // namespace chainscape::forecast
