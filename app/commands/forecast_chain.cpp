// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// forecast P.chain: every level made to add up; the asked level is written.

#include <fstream>

#include "app/commands/forecast_options.h"
#include "app/commands/forecast_rows.h"
#include "app/commands/scenario_choice.h"
#include "core/base/period.h"
#include "core/forecast/chain_forecast.h"
#include "core/model/snapshot.h"
#include "core/project/ledger.h"
#include "core/project/project.h"

namespace chainscape::cli {
namespace {

using namespace chainscape::forecast;

Result<ChainSelection> selectionFor(const DatasetPtr& dataset, const ForecastOptions& options) {
    SnapshotSpec spec;
    const auto period = periodNamed(*dataset, options.period);
    if (!period) return tl::unexpected(period.error());
    spec.from = *period;
    const auto layer = layerNamed(options.layer);
    if (!layer) return failure(ErrorCode::BadArgument, "There is no layer \"" + options.layer + "\"; choose money, data or capital.");
    spec.layer = *layer;
    if (!options.unit.empty()) spec.unit = options.unit;
    const auto snapshot = makeSnapshot(dataset, spec); // settles period and unit, or lists the units
    if (!snapshot) return tl::unexpected(snapshot.error());
    return ChainSelection{.layer = *layer, .unit = (*snapshot)->unit(), .last = (*snapshot)->spec().from};
}

Result<std::size_t> writeLevel(const ChainSeries& series, const ChainForecast& forecast, const ForecastOptions& options) {
    std::ofstream out(options.output, std::ios::binary | std::ios::trunc);
    if (!out) return failure(ErrorCode::FileUnwritable, "The file can not be written; check the folder and its permissions.", {options.output, 0, {}});
    writeForecastHeader(out);
    std::size_t count = 0;
    for (std::size_t i = 0; i < series.nodes.size(); ++i) {
        if (nameOf(series.nodes[i].level) != options.of) continue;
        ++count;
        for (std::size_t h = 0; h < forecast.nodes[i].mean.size(); ++h) {
            const std::string period = toText(advanced(series.last, static_cast<int>(h) + 1));
            writeForecastRow(out, {series.nodes[i].id, period, forecast.nodes[i].reason}, &forecast.nodes[i], h);
        }
    }
    out.flush();
    if (!out) return failure(ErrorCode::FileUnwritable, "Writing stopped; is the disk full?", {options.output, 0, {}});
    return count;
}

Json scoresOf(const ChainForecast& forecast) {
    Json out = Json::array();
    for (const auto& s : forecast.scores)
        out.push_back({{"level", nameOf(s.level)}, {"series", s.series}, {"checks", s.checks}, {"wape", number(s.wape)}, {"wape_alone", number(s.baseWape)},
                       {"wape_naive", number(s.naiveWape)}, {"skill", number(s.skill)}, {"inside80", number(s.inside80)}, {"inside95", number(s.inside95)}});
    return out;
}

std::string forecastText(const Json& document) {
    std::string text = std::to_string(document["series"].get<std::size_t>()) + " series forecast, written to " + document["output"].get<std::string>() + "\n";
    if (document.contains("issued"))
        text += "Issued as no. " + document["issued"]["issue"].dump() + ": " + document["issued"]["forecasts"].dump() + " forecasts are kept in the ledger\n";
    if (!document.contains("backtest")) return text;
    for (const auto& s : document["backtest"])
        text += s["level"].get<std::string>() + ": error " + s["wape"].dump() + ", repeating the last season " + s["wape_naive"].dump() + ", inside the 95 % range " +
                s["inside95"].dump() + " of " + s["checks"].dump() + " checks\n";
    return text;
}

/// Issues the asked level into the ledger; what is kept begins after the project's last period.
Result<IssuedForecast> issued(Project& project, const ForecastOptions& options, const ChainSelection& selection, int horizon, Progress& progress) {
    if (!options.period.empty() && selection.last + 1 != project.dataset->periods().size())
        return failure(ErrorCode::BadArgument, "Only forecasts from the project's last period can be issued; leave --period out.");
    ViewSpec view;
    view.layer = selection.layer;
    view.unit = selection.unit;
    view.of = options.of;
    view.horizon = horizon;
    return issueLevel(project.file, project.dataset, view, progress);
}

} // namespace

void forecastChainFile(Context& context, const ForecastOptions& options) {
    Progress progress;
    auto project = openProject(options.project, options.issue ? ProjectAccess::ReadWrite : ProjectAccess::ReadOnly, progress);
    if (!project) return fail(context, project.error());
    const auto selection = selectionFor(project->dataset, options);
    if (!selection) return fail(context, selection.error());
    const auto series = chainSeries(*project->dataset, *selection);
    if (!series) return fail(context, series.error());
    const int horizon = options.horizon > 0 ? options.horizon : series->frequency > 1 ? series->frequency : 3;
    const auto forecast = forecastChain(*series, {.horizon = horizon}, progress);
    if (!forecast) return fail(context, forecast.error());
    const auto count = writeLevel(*series, *forecast, options);
    if (!count) return fail(context, count.error());
    Json document{{"of", options.of},      {"unit", selection->unit}, {"layer", options.layer},   {"last_period", toText(series->last)}, {"horizon", horizon},
                  {"series", *count}, {"all_series", series->nodes.size()}, {"incoherence", number(forecast->incoherence)}, {"output", options.output}};
    if (options.backtest) document["backtest"] = scoresOf(*forecast);
    document["warnings"] = Json::array();
    if (forecast->scores.empty()) document["warnings"].push_back("The history is too short to test the forecast.");
    for (const auto& warning : document["warnings"]) context.err << warning.get<std::string>() << '\n';
    if (options.issue) {
        const auto kept = issued(*project, options, *selection, horizon, progress);
        if (!kept) return fail(context, kept.error());
        document["issued"] = {{"issue", kept->issue}, {"series", kept->series}, {"forecasts", kept->entries}};
    }
    answer(context, document, forecastText(document));
}

} // namespace chainscape::cli
