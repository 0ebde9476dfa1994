// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// forecast --series: a table of series in, a table of forecasts with ranges out, in blocks.

#include <algorithm>
#include <fstream>
#include <map>

#include "app/commands/commands.h"
#include "app/commands/forecast_options.h"
#include "app/commands/forecast_rows.h"
#include "app/commands/series_table.h"
#include "core/base/text.h"
#include "core/forecast/batch_forecast.h"

namespace chainscape::cli {
namespace {

using namespace chainscape::forecast;

constexpr std::size_t kBlock = 4096; // series forecast together

struct Summary {
    std::int64_t series = 0, refused = 0, rows = 0;
    std::map<std::string, std::int64_t> models, refusals;
};

/// A refusal without what is this series' own: "value is not a number" for 'value "12,5x" in period 3 is not a number'.
std::string kindOf(const std::string& reason) {
    std::string kind = reason.substr(0, reason.find(": "));
    if (kind.ends_with(" stands twice with different values")) return "a period stands twice with different values";
    const auto open = kind.find(" \""), close = open == std::string::npos ? open : kind.find('"', open + 2);
    if (close == std::string::npos) return kind;
    return kind.substr(0, open) + kind.substr(std::min(kind.find(" is ", close), kind.size()));
}

class SeriesForecaster {
public:
    SeriesForecaster(std::ostream& out, const ForecastOptions& options) : m_out(out), m_options(options) {
        writeForecastHeader(m_out);
    }

    void add(const RawSeries& raw) {
        m_block.push_back({raw.id, ordered(raw), {}});
        if (m_block.size() >= kBlock) flush();
    }

    void flush() {
        std::vector<SeriesInput> inputs;
        for (auto& one : m_block) inputs.push_back(inputOf(one));
        Progress progress;
        const auto forecasts = forecastBatch(inputs, m_pool, progress);
        for (std::size_t i = 0; i < m_block.size() && forecasts; ++i) write(m_block[i], (*forecasts)[i]);
        m_block.clear();
    }

    [[nodiscard]] const Summary& summary() const { return m_summary; }

private:
    struct Pending {
        std::string id;
        OrderedSeries series;
        std::vector<std::pair<std::string, std::int64_t>> rows;
    };

    /// The input of a pending series; one that is refused gets no values and is refused by its own reason later.
    SeriesInput inputOf(Pending& one) {
        if (!one.series.reason.empty()) return {};
        const int frequency = one.series.frequency;
        one.rows = one.series.wanted;
        if (one.rows.empty()) {
            const int horizon = m_options.horizon > 0 ? m_options.horizon : frequency > 1 ? frequency : 6;
            for (int h = 1; h <= horizon; ++h) one.rows.emplace_back(toText(advanced(one.series.last, h)), h);
        }
        std::int64_t horizon = 1;
        for (const auto& [text, ahead] : one.rows) horizon = std::max(horizon, ahead);
        return {std::move(one.series.values), {.horizon = static_cast<int>(std::min<std::int64_t>(horizon, 1'000'000)), .frequency = frequency}};
    }

    void write(const Pending& one, const SeriesForecast& forecast) {
        ++m_summary.series;
        const std::string& reason = one.series.reason.empty() ? forecast.reason : one.series.reason;
        if (forecast.mean.empty()) {
            ++m_summary.refused;
            ++m_summary.refusals[kindOf(reason)];
            const auto& rows = one.rows.empty() ? one.series.wanted : one.rows;
            for (const auto& [text, ahead] : rows) put(one.id, text, nullptr, 0, reason);
            if (rows.empty()) put(one.id, {}, nullptr, 0, reason);
            return;
        }
        ++m_summary.models[std::string(nameOf(forecast.model))];
        for (const auto& [text, ahead] : one.rows) {
            if (ahead < 1) put(one.id, text, nullptr, 0, "inside the history: later periods have values");
            else put(one.id, text, &forecast, static_cast<std::size_t>(ahead - 1), reason);
        }
    }

    void put(const std::string& id, const std::string& period, const SeriesForecast* forecast, std::size_t h, const std::string& reason) {
        writeForecastRow(m_out, {id, period, reason}, forecast, h);
        ++m_summary.rows;
    }

    std::ostream& m_out;
    const ForecastOptions& m_options;
    std::vector<Pending> m_block;
    ErrorPool m_pool;
    Summary m_summary;
};

struct Outcome {
    SeriesTableReport table;
    Summary summary;
};

Result<Outcome> runOnce(const ForecastOptions& options, Reading reading) {
    std::ofstream out(options.output, std::ios::binary | std::ios::trunc);
    if (!out) return failure(ErrorCode::FileUnwritable, "The file can not be written; check the folder and its permissions.", {options.output, 0, {}});
    SeriesForecaster forecaster(out, options);
    const auto table = readSeriesTable(options.series, reading, [&](RawSeries&& series) {
        forecaster.add(series);
        return true;
    });
    if (!table) return tl::unexpected(table.error());
    if (table->grouped) forecaster.flush();
    out.flush();
    if (!out) return failure(ErrorCode::FileUnwritable, "Writing stopped; is the disk full?", {options.output, 0, {}});
    return Outcome{*table, forecaster.summary()};
}

Json documentOf(const Outcome& outcome, const ForecastOptions& options) {
    const Summary& s = outcome.summary;
    Json models = Json::array(), refusals = Json::array(), warnings = Json::array();
    for (const auto& [name, count] : s.models) models.push_back({{"model", name}, {"series", count}});
    for (const auto& [reason, count] : s.refusals) refusals.push_back({{"reason", reason}, {"series", count}});
    if (outcome.table.rowsRejected > 0) warnings.push_back(std::to_string(outcome.table.rowsRejected) + " rows without an id were left out");
    return Json{{"series", s.series},   {"forecast", s.series - s.refused}, {"refused", s.refused},   {"rows_read", outcome.table.rowsRead},
                {"rows_rejected", outcome.table.rowsRejected}, {"rows_written", s.rows},  {"models", models}, {"refusals", refusals},
                {"output", options.output}, {"warnings", warnings}};
}

} // namespace

void forecastSeriesFile(Context& context, const ForecastOptions& options) {
    auto outcome = runOnce(options, Reading::Grouped);
    if (outcome && !outcome->table.grouped) outcome = runOnce(options, Reading::Whole);
    if (!outcome) return fail(context, outcome.error());
    const Summary& s = outcome->summary;
    for (const auto& [reason, count] : s.refusals) context.err << count << " series refused: " << reason << '\n';
    answer(context, documentOf(*outcome, options),
           std::to_string(s.series - s.refused) + " of " + std::to_string(s.series) + " series forecast, written to " + options.output + "\n");
    if (options.strict && (s.refused > 0 || outcome->table.rowsRejected > 0)) context.exit = Exit::Rejected;
}

} // namespace chainscape::cli
