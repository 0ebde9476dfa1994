// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/forecast_group.h"

#include <algorithm>
#include <cmath>

namespace chainscape {
namespace {

/// What is to be shown, as views of one series each.
struct Wanted {
    ViewSpec view;
    AbsentSeries word; ///< what to call it when it cannot be shown
};

Wanted wantedOf(const ViewSpec& view, std::string name, int stage) {
    return {viewOfSeries(view, name), {std::move(name), stage, {}}};
}

std::vector<Wanted> wantedStages(const Dataset& dataset, const ViewSpec& view) {
    std::vector<Wanted> out;
    for (int k = 1; k <= dataset.stages().size(); ++k) out.push_back(wantedOf(view, "stage:" + std::to_string(k), k));
    return out;
}

std::vector<Wanted> wantedSeries(const ViewSpec& view) {
    std::vector<Wanted> out{{view, {view.of + (view.series.empty() ? "" : ":" + view.series), 0, {}}}};
    for (const auto& name : view.alongside) out.push_back(wantedOf(view, name, 0));
    return out;
}

void multiply(std::vector<double>& values, double factor) {
    for (double& v : values) v *= factor;
}

/// The case with its last known value as 100; false, and nothing done, when that is not above 0.
bool putOnIndex(ForecastCase& c) {
    const auto last = std::ranges::find_if(c.history.rbegin(), c.history.rend(), [](double v) { return !std::isnan(v); });
    if (last == c.history.rend() || !(*last > 0)) return false;
    const double factor = 100 / *last;
    multiply(c.history, factor);
    multiply(c.result.mean, factor);
    for (auto* side : {&c.result.bands.lower, &c.result.bands.upper})
        for (auto& band : *side) multiply(band, factor);
    for (auto& origin : c.result.backtest.origins)
        for (auto* values : {&origin.actual, &origin.forecast, &origin.width}) multiply(*values, factor);
    for (auto& score : c.result.backtest.scores) {
        score.error *= factor;
        score.bias *= factor;
    }
    for (auto& b : c.result.details.breaks) {
        b.before *= factor;
        b.after *= factor;
    }
    c.unit.clear();
    c.share = false;
    return true;
}

void putAllOnIndex(ForecastGroup& group) {
    std::vector<ForecastCase> kept;
    for (auto& c : group.cases) {
        if (putOnIndex(c)) kept.push_back(std::move(c));
        else group.absent.push_back({c.name, c.stage, "its last value is not above 0, so it has no index"});
    }
    group.cases = std::move(kept);
    group.indexed = true;
}

} // namespace

Result<ForecastGroup> forecastGroup(const ForecastRequest& request, Progress& progress) {
    if (!request.dataset) return failure(ErrorCode::NoData, "The project has no data yet; import a links file.");
    ForecastGroup out;
    ForecastRequest one = request;
    one.scenarios.clear();
    const bool stages = request.view.forecastShow == ForecastShow::Stages;
    for (auto& wanted : stages ? wantedStages(*request.dataset, request.view) : wantedSeries(request.view)) {
        if (out.cases.size() == kMostSeriesTogether && !stages) {
            wanted.word.reason = "only eight series are shown together";
            out.absent.push_back(std::move(wanted.word));
            continue;
        }
        one.view = std::move(wanted.view);
        auto made = forecastCase(one, progress);
        if (progress.stopped()) return Progress::cancelled();
        if (!made) {
            if (!stages || made.error().code != ErrorCode::NotFound) wanted.word.reason = made.error().message;
            out.absent.push_back(std::move(wanted.word));
        } else if (std::ranges::find(out.cases, made->name, &ForecastCase::name) == out.cases.end()) {
            out.cases.push_back(std::move(*made));
        }
    }
    const auto otherUnit = [&](const ForecastCase& c) { return c.unit != out.cases.front().unit || c.share != out.cases.front().share; };
    out.mixedUnits = !request.view.indexed && std::ranges::any_of(out.cases, otherUnit);
    if (request.view.indexed || out.mixedUnits) putAllOnIndex(out);
    if (out.cases.empty()) return failure(ErrorCode::NoData, out.absent.empty() || out.absent.front().reason.empty() ? "No stage sells anything that could be forecast." : out.absent.front().reason);
    return out;
}

} // namespace chainscape
