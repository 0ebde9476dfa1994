// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// forecast: of a table of series, or of a chain.

#include <memory>

#include "app/commands/commands.h"
#include "app/commands/forecast_options.h"

namespace chainscape::cli {

void addForecast(CLI::App& root, Context& context) {
    auto options = std::make_shared<ForecastOptions>();
    auto* command = root.add_subcommand("forecast", "Forecast series with ranges that hold what they promise");
    addCommonOptions(*command, context);
    command->add_option("--series", options->series, "Table of series: id,period,value[,frequency]; an empty value is a period to forecast")->required();
    command->add_option("--horizon", options->horizon, "Periods ahead where the table names none")->check(CLI::Range(1, 2000));
    command->add_option("--output", options->output, "CSV to write")->required();
    command->add_flag("--strict", options->strict, "Exit with 3 when rows were rejected or series refused");
    command->callback([options, &context] { forecastSeriesFile(context, *options); });
}

} // namespace chainscape::cli
