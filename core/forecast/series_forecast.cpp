// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/series_forecast.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/forecast/backtest.h"

namespace chainscape::forecast {
namespace {

constexpr int kLongestHorizon = 2000, kLongestSeason = 168;
constexpr double kLargest = 1e150; // squares must stay finite

struct Cleaned {
    std::vector<double> values;
    std::size_t first = 0; ///< index of the first known value
    std::size_t filled = 0;
    std::string refusal;
};

/// From the first to the last known value, gaps on straight lines.
Cleaned cleaned(std::span<const double> values) {
    Cleaned out;
    const auto known = [](double v) { return !std::isnan(v); };
    const auto first = std::find_if(values.begin(), values.end(), known);
    if (first == values.end()) {
        out.refusal = "no value in the history";
        return out;
    }
    const auto last = std::find_if(values.rbegin(), values.rend(), known).base();
    out.first = static_cast<std::size_t>(first - values.begin());
    out.values.assign(first, last);
    if (std::any_of(out.values.begin(), out.values.end(), [](double v) { return std::abs(v) > kLargest; })) {
        out.refusal = "a value is infinite or too large";
        return out;
    }
    std::size_t before = 0;
    for (std::size_t t = 1; t < out.values.size(); ++t) {
        if (std::isnan(out.values[t])) continue;
        const double from = out.values[before], step = (out.values[t] - from) / static_cast<double>(t - before);
        for (std::size_t k = before + 1; k < t; ++k) out.values[k] = from + step * static_cast<double>(k - before);
        out.filled += t - before - 1;
        before = t;
    }
    if (2 * out.filled > out.values.size()) out.refusal = "more than half of the periods are missing";
    return out;
}

BreakEdits fromFirstKnown(BreakEdits edits, std::size_t first) {
    for (auto* indices : {&edits.kept, &edits.refused}) {
        std::erase_if(*indices, [&](std::size_t index) { return index < first; });
        for (std::size_t& index : *indices) index -= first;
    }
    return edits;
}

/// Change per period over the last three seasons (at least 8 values), free of the season, over their mean.
double trendOf(std::span<const double> values, int frequency) {
    const std::size_t lag = values.size() > 2 * static_cast<std::size_t>(frequency) ? static_cast<std::size_t>(frequency) : 1;
    const auto tail = values.last(std::min(values.size(), std::max<std::size_t>(8, 3 * lag + 1)));
    double change = 0, mean = 0;
    for (std::size_t t = lag; t < tail.size(); ++t) change += (tail[t] - tail[t - lag]) / static_cast<double>(lag * (tail.size() - lag));
    for (const double v : tail) mean += v / static_cast<double>(tail.size());
    return mean == 0 ? 0 : change / std::abs(mean);
}

SeriesDetails detailsOf(const HistoryFit& fit, const Cleaned& history, int frequency) {
    SeriesDetails out;
    out.length = history.values.size();
    out.filled = history.filled;
    out.seasonal = fit.members.seasonal;
    out.trend = trendOf(history.values, frequency);
    out.zeros = fit.zeros;
    out.breaks = fit.breaks;
    out.spikes = fit.spikes;
    out.form = fit.members.form;
    out.alpha = fit.members.alpha;
    out.theta = fit.members.theta;
    if (fit.members.has(Model::Ets)) {
        const double mean = std::abs(chosen(fit).mean.back());
        const double gap = std::abs(fit.members.of(Model::Ets).mean.back() - fit.members.of(Model::Dotm).mean.back());
        out.disagreement = mean > 0 ? gap / mean : 0;
    }
    if (fit.members.used == Model::Intermittent) out.chanceOfDemand = chanceOfDemand(fit.intermittent);
    return out;
}

std::string checked(const SeriesOptions& options) {
    if (options.horizon < 1 || options.horizon > kLongestHorizon) return "the horizon must be 1 to 2000 periods";
    if (options.frequency < 1 || options.frequency > kLongestSeason) return "the seasonal period must be 1 to 168";
    return {};
}

double floorOf(Sign sign, std::span<const double> values) {
    const bool negative = std::any_of(values.begin(), values.end(), [](double v) { return v < 0; });
    const bool free = sign == Sign::Any || (sign == Sign::Auto && negative);
    return free ? -std::numeric_limits<double>::infinity() : 0;
}

void tooShort(SeriesForecast& out, const Cleaned& history, int horizon) {
    const auto n = history.values.size();
    out.mean.assign(static_cast<std::size_t>(horizon), history.values.back());
    out.details.length = n;
    out.reason = "too short: " + std::to_string(n) + (n == 1 ? " value" : " values") + ", 4 are needed; the last value is repeated";
}

/// Intermittent series bring their own distribution.
void countRanges(SeriesForecast& out, const IntermittentFit& fit) {
    Factors offsets{};
    for (std::size_t i = 0; i < offsets.size(); ++i) offsets[i] = intermittentQuantile(fit, kProbabilities[i]);
    for (std::size_t h = 0; h < out.mean.size(); ++h)
        for (std::size_t level = 0; level < kLevelCount; ++level) {
            out.bands.lower[level].push_back(offsets[kLevelCount - 1 - level]);
            out.bands.upper[level].push_back(offsets[kLevelCount + level]);
        }
}

} // namespace

const ModelScore* Backtest::of(Model model) const {
    const auto it = std::find_if(scores.begin(), scores.end(), [&](const ModelScore& s) { return s.model == model; });
    return it == scores.end() ? nullptr : &*it;
}

PreparedSeries prepareSeries(std::span<const double> values, const SeriesOptions& asked) {
    SeriesOptions options = asked;
    PreparedSeries out;
    SeriesForecast& forecast = out.forecast;
    forecast.reason = checked(options);
    if (!forecast.reason.empty()) return out;
    const Cleaned history = cleaned(values);
    forecast.reason = history.refusal;
    if (!forecast.reason.empty()) return out;
    options.breaks = fromFirstKnown(asked.breaks, history.first);
    out.floor = floorOf(options.sign, history.values);
    if (history.values.size() < 4) {
        tooShort(forecast, history, options.horizon);
        return out;
    }
    const HistoryFit fit = fitHistory(history.values, options.frequency, options.horizon, options.breaks);
    out.key = poolKey(options.frequency, history.values.size());
    out.width = fit.width;
    const auto& count = fit.intermittent;
    out.variance = fit.members.used == Model::Intermittent ? count.rangeMean * count.dispersion * count.unit : fit.width.empty() ? 0 : fit.width[0] * fit.width[0];
    forecast.details = detailsOf(fit, history, options.frequency);
    runBacktest(out, history.values, options);
    forecast.model = gated(fit.members, forecast.backtest);
    forecast.mean = fit.members.of(forecast.model).mean;
    for (double& v : forecast.mean) v = std::max(v, out.floor);
    if (forecast.model == Model::Intermittent) {
        countRanges(forecast, fit.intermittent);
        if (fit.zeros.inactive) forecast.reason = fit.zeros.zeroShare == 1 ? "never active" : "inactive: no flow in the last " + std::to_string(fit.zeros.silence) + " periods";
    }
    if (fit.constant) forecast.reason = "the history never changes: no range can be told";
    return out;
}

SeriesForecast withRanges(PreparedSeries prepared, const ErrorPool& pool) {
    SeriesForecast& out = prepared.forecast;
    if (prepared.width.size() != out.mean.size() || !out.bands.empty()) return std::move(out);
    for (std::size_t h = 0; h < out.mean.size(); ++h) {
        const int horizon = static_cast<int>(h) + 1;
        Factors offsets = pool.factors(prepared.key, horizon);
        const double width = adjustedWidth(prepared.width[h], prepared.record, prepared.key);
        for (double& f : offsets) f *= width;
        appendRange(out.bands, out.mean[h], offsets, prepared.floor);
    }
    const std::size_t pooled = pool.count(prepared.key, 1);
    out.details.pooled = pooled < 19 ? 0 : pooled;
    return std::move(out);
}

SeriesForecast forecastSeries(std::span<const double> values, const SeriesOptions& options) {
    auto prepared = prepareSeries(values, options);
    ErrorPool pool;
    for (const auto& [h, ratio] : prepared.ratios) pool.add(prepared.key, h, ratio);
    return withRanges(std::move(prepared), pool);
}

} // namespace chainscape::forecast
