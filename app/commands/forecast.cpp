// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// forecast: of a table of series, or of a chain.

#include <memory>

#include "app/commands/commands.h"
#include "app/commands/forecast_options.h"

namespace chainscape::cli {

void addForecast(CLI::App& root, Context& context) {
    auto options = std::make_shared<ForecastOptions>();
    auto* command = root.add_subcommand("forecast", "Forecast series, or a chain whose sums add up, with ranges that hold what they promise");
    addCommonOptions(*command, context);
    auto* project = command->add_option("project", options->project, "A .chain file");
    auto* series = command->add_option("--series", options->series, "Table of series: id,period,value[,frequency]; an empty value is a period to forecast");
    series->excludes(project);
    command->add_option("--horizon", options->horizon, "Periods ahead (where a table of series names none)")->check(CLI::Range(1, 2000));
    command->add_option("--output", options->output, "CSV to write")->required();
    command->add_option("--of", options->of, "What of the chain")->check(CLI::IsMember({"total", "channel", "stage", "stage-pair", "firm", "link"}));
    command->add_option("--period", options->period, "The last period to use; the last of the project when not given");
    command->add_option("--layer", options->layer, "money, data or capital");
    command->add_option("--unit", options->unit, "The unit, where the layer has several");
    command->add_flag("--backtest", options->backtest, "Add the scores of the back-test to the answer");
    command->add_flag("--issue", options->issue, "Keep the forecasts in the project's ledger; they are scored when later data is imported");
    command->add_flag("--strict", options->strict, "Exit with 3 when rows were rejected or series refused");
    command->callback([options, &context] {
        if (options->series.empty() && options->project.empty()) throw CLI::RequiredError("A .chain file or --series");
        if (options->series.empty()) forecastChainFile(context, *options);
        else forecastSeriesFile(context, *options);
    });
}

} // namespace chainscape::cli
