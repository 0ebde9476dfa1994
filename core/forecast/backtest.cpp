// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/backtest.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace chainscape::forecast {
namespace {

constexpr std::size_t kLeastHistory = 8;

/// Absolute errors of every model at every origin.
struct Tally {
    std::array<std::vector<double>, kModelCount> errors; ///< Mean absolute error per origin, NaN where the model is missing.
    std::array<double, kModelCount> bias{};
};

Model yardstickOf(const Tally& tally) {
    const auto& seasonal = tally.errors[static_cast<std::size_t>(Model::SeasonalNaive)];
    const bool complete = !seasonal.empty() && std::none_of(seasonal.begin(), seasonal.end(), [](double e) { return std::isnan(e); });
    return complete ? Model::SeasonalNaive : Model::Naive;
}

void addOrigin(Tally& tally, const Members& members, std::span<const double> actual) {
    for (std::size_t i = 0; i < kModelCount; ++i) {
        const auto& mean = members.byModel[i].mean;
        double error = 0, bias = 0;
        for (std::size_t h = 0; h < actual.size() && h < mean.size(); ++h) {
            error += std::abs(mean[h] - actual[h]) / static_cast<double>(actual.size());
            bias += (mean[h] - actual[h]) / static_cast<double>(actual.size());
        }
        tally.errors[i].push_back(mean.empty() ? std::numeric_limits<double>::quiet_NaN() : error);
        tally.bias[i] += bias;
    }
}

std::vector<ModelScore> scoresOf(const Tally& tally) {
    std::vector<ModelScore> out;
    const auto& yard = tally.errors[static_cast<std::size_t>(yardstickOf(tally))];
    double yardSum = 0;
    for (const double e : yard) yardSum += e;
    for (std::size_t i = 0; i < kModelCount; ++i) {
        const auto& errors = tally.errors[i];
        if (errors.empty() || std::any_of(errors.begin(), errors.end(), [](double e) { return std::isnan(e); })) continue;
        const double n = static_cast<double>(errors.size());
        ModelScore score{.model = static_cast<Model>(i), .bias = tally.bias[i] / n};
        for (std::size_t k = 0; k < errors.size(); ++k) {
            score.error += errors[k] / n;
            score.wins += errors[k] < yard[k] ? 1 : 0;
        }
        score.skill = yardSum > 0 ? 1 - score.error * n / yardSum : std::numeric_limits<double>::quiet_NaN();
        out.push_back(score);
    }
    std::stable_sort(out.begin(), out.end(), [](const ModelScore& a, const ModelScore& b) { return a.error < b.error; });
    return out;
}

} // namespace

std::vector<std::size_t> backtestOrigins(std::size_t length, const SeriesOptions& options) {
    std::vector<std::size_t> out;
    if (length <= kLeastHistory || options.origins < 1) return out;
    const std::size_t seasons = 2 * static_cast<std::size_t>(options.frequency);
    const std::size_t least = seasons + 1 < length && seasons > kLeastHistory ? seasons : kLeastHistory;
    const std::size_t horizon = std::min(static_cast<std::size_t>(options.horizon), length - least);
    const std::size_t step = std::max<std::size_t>(1, (horizon + 2) / 3);
    for (std::size_t k = 0; k < static_cast<std::size_t>(options.origins) && length >= horizon + k * step + least; ++k)
        out.push_back(length - horizon - k * step);
    return out;
}

void runBacktest(PreparedSeries& series, std::span<const double> values, const SeriesOptions& options) {
    auto& backtest = series.forecast.backtest;
    Tally tally;
    const auto origins = backtestOrigins(values.size(), options);
    for (const std::size_t used : origins) {
        const std::size_t horizon = std::min(static_cast<std::size_t>(options.horizon), values.size() - origins.front());
        const auto actual = values.subspan(used, horizon);
        const HistoryFit fit = fitHistory(values.first(used), options.frequency, static_cast<int>(horizon), options.breaks);
        OriginTest test{.used = used, .actual = {actual.begin(), actual.end()}, .forecast = chosen(fit).mean, .width = fit.width};
        for (double& v : test.forecast) v = std::max(v, series.floor);
        addOrigin(tally, fit.members, actual);
        backtest.origins.push_back(std::move(test));
    }
    if (origins.empty()) return;
    backtest.scores = scoresOf(tally);
    collectErrors(series);
}

void collectErrors(PreparedSeries& series) {
    std::vector<std::vector<double>> byOrigin;
    series.record.clear();
    series.ratios.clear();
    for (const auto& test : series.forecast.backtest.origins) {
        if (test.width.empty()) continue;
        auto& ratios = byOrigin.emplace_back();
        for (std::size_t h = 0; h < test.actual.size(); ++h) ratios.push_back((test.actual[h] - test.forecast[h]) / test.width[h]);
        for (const double r : ratios) series.record.push_back(std::abs(r));
    }
    for (std::size_t k = 0; k < byOrigin.size(); ++k) {
        std::vector<double> others;
        for (std::size_t j = 0; j < byOrigin.size(); ++j)
            if (j != k) others.insert(others.end(), byOrigin[j].begin(), byOrigin[j].end());
        const double share = adjustedWidth(1, others, series.key);
        for (std::size_t h = 0; h < byOrigin[k].size(); ++h) series.ratios.emplace_back(static_cast<int>(h) + 1, byOrigin[k][h] / share);
    }
}

Model gated(const Members& members, const Backtest& backtest) {
    const ModelScore* own = backtest.of(members.used);
    if (!own || backtest.origins.size() < 3 || members.used == Model::Intermittent) return members.used;
    for (const Model yardstick : {Model::SeasonalNaive, Model::Naive}) {
        const ModelScore* other = backtest.of(yardstick);
        if (!other || !members.has(yardstick)) continue;
        if (own->wins == 0 && other->error < 0.5 * own->error) return yardstick;
        break;
    }
    return members.used;
}

} // namespace chainscape::forecast
