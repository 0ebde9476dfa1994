// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/structure_series.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/analysis/change_series.h"
#include "core/analysis/registry.h"
#include "core/base/undefined.h"
#include "core/project/forecast_outlook.h"

namespace chainscape {
namespace {

using namespace chainscape::forecast;

constexpr double kInside = 0.001;

constexpr std::array kStructure{
    StructureMeasure{"directedness", "Directedness", true},
    StructureMeasure{"penetration", "End-to-end penetration", true},
    StructureMeasure{"platform_share", "Platform share", true},
    StructureMeasure{"platform_hhi", "Platform concentration", true},
    StructureMeasure{"restructuring", "Restructuring (R*)", true},
    StructureMeasure{"digital_coverage_value", "Digital value", true},
    StructureMeasure{"firms", "Firms", false},
    StructureMeasure{"links", "Links", false},
};

double logitOf(double share) {
    const double p = std::clamp(share, kInside, 1 - kInside);
    return std::log(p / (1 - p));
}

double shareOf(double logit) { return 1 / (1 + std::exp(-logit)); }

void backToShares(std::vector<double>& logits) {
    for (double& v : logits) v = shareOf(v);
}

/// The plain guess for the value at `used + h` of a history.
double plainGuess(std::span<const double> shares, std::size_t used, std::size_t h, std::size_t lag) { return shares[used - lag + h % lag]; }

/// Errors of the forecast shown and of the plain guesses, in shares.
void rescore(SeriesForecast& out, std::span<const double> shares, std::size_t season) {
    auto& test = out.backtest;
    std::vector<ModelScore> scores;
    const auto add = [&](Model model, auto&& guess) {
        ModelScore score{.model = model};
        double count = 0;
        for (const auto& origin : test.origins)
            for (std::size_t h = 0; h < origin.actual.size(); ++h, ++count) {
                const double miss = guess(origin, h) - origin.actual[h];
                score.error += std::abs(miss);
                score.bias += miss;
            }
        score.error /= count;
        score.bias /= count;
        scores.push_back(score);
    };
    if (const auto* own = test.of(out.model); own && out.model != Model::Naive && out.model != Model::SeasonalNaive) {
        const int wins = own->wins;
        add(out.model, [](const OriginTest& origin, std::size_t h) { return origin.forecast[h]; });
        scores.back().wins = wins;
    }
    const auto guessFrom = [&](std::size_t lag) { return [&, lag](const OriginTest& origin, std::size_t h) { return plainGuess(shares, origin.used, h, lag); }; };
    const bool seasonal = test.of(Model::SeasonalNaive) != nullptr;
    add(Model::Naive, guessFrom(1));
    if (seasonal) add(Model::SeasonalNaive, guessFrom(season));
    const double yard = scores.back().error;
    for (auto& score : scores) score.skill = yard > 0 ? 1 - score.error / yard : kNaN;
    std::ranges::stable_sort(scores, {}, &ModelScore::error);
    test.scores = std::move(scores);
}

Result<std::vector<double>> restructuringSeries(const DatasetPtr& dataset, const SnapshotSpec& spec, const ChainSeries& calendar, Progress& progress) {
    std::vector<double> out(calendar.values.front().size(), kNaN);
    const auto steps = changeSteps(dataset, spec, {}, progress);
    if (!steps) return tl::unexpected(steps.error());
    for (const auto& step : *steps) {
        const auto place = dataset->periods()[step.to].period.ordinal - calendar.first.ordinal;
        if (place >= 0 && static_cast<std::size_t>(place) < out.size()) out[static_cast<std::size_t>(place)] = step.change.rStar;
    }
    return out;
}

} // namespace

std::span<const StructureMeasure> structureMeasures() { return kStructure; }

const StructureMeasure* structureNamed(std::string_view id) {
    const auto it = std::ranges::find(kStructure, id, &StructureMeasure::id);
    return it == kStructure.end() ? nullptr : &*it;
}

Result<std::vector<double>> structureSeries(const DatasetPtr& dataset, Layer layer, const std::string& unit, std::string_view id, Progress& progress) {
    if (!structureNamed(id)) return failure(ErrorCode::NotFound, "There is no measure of structure called \"" + std::string(id) + "\" to forecast.");
    const auto calendar = chainSeries(*dataset, {.layer = layer, .unit = unit, .maxLinks = 0});
    if (!calendar) return tl::unexpected(calendar.error());
    SnapshotSpec spec;
    spec.layer = layer;
    spec.unit = unit;
    if (id == "restructuring") return restructuringSeries(dataset, spec, *calendar, progress);
    std::vector<double> out(calendar->values.front().size(), kNaN);
    for (std::uint32_t p = 0; p < dataset->periods().size(); ++p) {
        if (progress.stopped()) return Progress::cancelled();
        spec.from = spec.to = p;
        const auto snapshot = makeSnapshot(dataset, spec);
        if (!snapshot) return tl::unexpected(snapshot.error());
        const auto value = chainMeasure(id, *snapshot, {}, progress);
        const auto place = dataset->periods()[p].period.ordinal - calendar->first.ordinal;
        if (value) out[static_cast<std::size_t>(place)] = *value; // undefined in a period: a gap
        else if (value.error().code == ErrorCode::Cancelled) return tl::unexpected(value.error());
    }
    return out;
}

SeriesForecast forecastShare(std::span<const double> shares, const SeriesOptions& options) {
    const auto known = std::ranges::find_if(shares, [](double v) { return !std::isnan(v); });
    std::vector<double> logits, filled;
    for (const double v : shares) logits.push_back(std::isnan(v) ? v : logitOf(v));
    SeriesOptions open = options;
    open.sign = Sign::Any;
    SeriesForecast out = forecastSeries(logits, open);
    backToShares(out.mean);
    for (auto* side : {&out.bands.lower, &out.bands.upper})
        for (auto& band : *side) backToShares(band);
    for (auto& origin : out.backtest.origins) {
        backToShares(origin.actual);
        backToShares(origin.forecast);
        origin.width.clear();
    }
    for (auto& b : out.details.breaks) {
        b.before = shareOf(b.before);
        b.after = shareOf(b.after);
    }
    double last = known == shares.end() ? 0 : *known; // gaps count as the value before them here
    for (auto it = known; it != shares.end(); ++it) filled.push_back(last = std::isnan(*it) ? last : *it);
    if (!out.backtest.origins.empty()) rescore(out, filled, static_cast<std::size_t>(options.frequency));
    return out;
}

} // namespace chainscape
