// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/explain.h"

#include <algorithm>
#include <cmath>

namespace chainscape::forecast {
namespace {

constexpr double kWideRange = 1, kFarApart = 0.25; // of the mean: from these on the grade falls by one

std::string percent(double share) { return std::to_string(static_cast<int>(std::lround(100 * std::abs(share)))) + " %"; }

std::string wordsFor(Model model) {
    switch (model) {
    case Model::Naive: return "The last value repeated";
    case Model::SeasonalNaive: return "The last season repeated";
    case Model::Ses: return "A level that follows the recent values";
    case Model::Theta: return "A level that follows the recent values with half of the long-run trend";
    case Model::Dotm: return "A long-run/short-run model";
    case Model::Ets: return "A trend-and-season model";
    case Model::Mean: return "Mean of a trend-and-season model and a long-run/short-run model";
    case Model::Intermittent: break;
    }
    return "An average rate for a flow that comes and goes";
}

std::string yardstickWords(const Backtest& backtest) {
    return backtest.of(Model::SeasonalNaive) ? "repeating the last season" : "repeating the last value";
}

/// Width of the 80 % range over the mean, on average; NaN without ranges.
double relativeRange(const SeriesForecast& forecast) {
    if (forecast.bands.empty()) return std::nan("");
    double width = 0, mean = 0;
    for (std::size_t h = 0; h < forecast.mean.size(); ++h) {
        width += forecast.bands.upper[1][h] - forecast.bands.lower[1][h];
        mean += std::abs(forecast.mean[h]);
    }
    return mean > 0 ? width / mean : std::nan("");
}

} // namespace

Grade gradeOf(const SeriesForecast& forecast) {
    const ModelScore* score = forecast.backtest.of(forecast.model);
    if (!score || forecast.details.length < 8 || std::isnan(score->skill)) return Grade::D;
    int grade = score->skill > 0.2 ? 0 : score->skill > 0.05 ? 1 : score->skill > -0.05 ? 2 : 3;
    const double range = relativeRange(forecast);
    if ((range > kWideRange || forecast.details.disagreement > kFarApart) && grade < 3) ++grade;
    return static_cast<Grade>('A' + grade);
}

std::string sentenceOf(const SeriesForecast& forecast) {
    if (forecast.mean.empty()) return "No forecast: " + forecast.reason + ".";
    const ModelScore* score = forecast.backtest.of(forecast.model);
    const bool flat = forecast.model == Model::Naive || forecast.model == Model::SeasonalNaive;
    if (flat && score) return forecast.model == Model::Naive ? "No model beat the last value: shown flat." : "No model beat the last season: it is repeated.";
    std::string text = wordsFor(forecast.model);
    if (!score || std::isnan(score->skill)) return text + (forecast.reason.empty() ? "; the history is too short to test it." : "; " + forecast.reason + ".");
    const auto tests = forecast.backtest.origins.size();
    const std::string word = std::abs(score->skill) < 0.005 ? "as good as " : percent(score->skill) + (score->skill > 0 ? " better than " : " worse than ");
    return text + "; " + word + yardstickWords(forecast.backtest) + ", better in " + std::to_string(score->wins) + " of " + std::to_string(tests) +
           (tests == 1 ? " test." : " tests.");
}

std::string patternOf(const SeriesForecast& forecast) {
    const auto& d = forecast.details;
    std::string text = std::to_string(d.length) + (d.length == 1 ? " value" : " values");
    if (d.length >= 4) {
        text += std::abs(d.trend) < 0.002 ? ", level" : d.trend > 0 ? ", upward" : ", downward";
        text += d.seasonal ? ", seasonal" : ", no season";
        text += d.zeros.zeroShare > 0 ? ", zero in " + percent(d.zeros.zeroShare) + " of the periods" : ", no zero periods";
    }
    if (d.filled > 0) text += "; " + std::to_string(d.filled) + (d.filled == 1 ? " gap filled" : " gaps filled");
    for (const auto& b : d.breaks) text += "; level break at value " + std::to_string(b.index + 1);
    if (!d.spikes.empty()) text += "; " + std::to_string(d.spikes.size()) + (d.spikes.size() == 1 ? " spike" : " spikes") + " set aside";
    return text + ".";
}

RaiseAdvice whatWouldRaise(const SeriesForecast& forecast, int frequency) {
    const auto n = forecast.details.length;
    const std::size_t seasons = 3 * static_cast<std::size_t>(std::max(frequency, 1));
    if (n < 8) return {Raise::FullModels, 8 - n};
    if (n < 9) return {Raise::Test, 9 - n};
    if (frequency > 1 && n < seasons) return {Raise::Season, seasons - n};
    if (forecast.details.filled > 0) return {Raise::Gaps, 0};
    if (gradeOf(forecast) == Grade::A || forecast.mean.empty()) return {};
    if (forecast.details.disagreement > kFarApart) return {Raise::Agreement, 0};
    return relativeRange(forecast) > kWideRange ? RaiseAdvice{Raise::Steadier, 0} : RaiseAdvice{};
}

} // namespace chainscape::forecast
