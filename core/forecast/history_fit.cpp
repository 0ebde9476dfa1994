// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/history_fit.h"

#include <algorithm>
#include <cmath>

#include "core/forecast/scores.h"
#include "core/forecast/seasonality.h"

namespace chainscape::forecast {
namespace {

constexpr std::size_t kFreshBreak = 8; // values since a break from which its level is trusted
constexpr std::size_t kLeastAlive = 8; // values since the first flow that can stand alone
constexpr std::size_t kLongest = 1500; // values that are fitted at most, unless six seasons are longer

SeasonIndices seasonOf(std::span<const double> values, int frequency) {
    return isSeasonal(values, frequency) ? decompose(values, frequency, Decomposition::Multiplicative) : SeasonIndices{};
}

MemberForecast flat(double mean, int horizon) {
    return {std::vector<double>(static_cast<std::size_t>(horizon), mean), std::vector<double>(static_cast<std::size_t>(horizon), 0.0)};
}

void fitZeros(HistoryFit& fit, std::span<const double> values, int horizon) {
    auto& m = fit.members;
    m.used = Model::Intermittent;
    m.byModel[static_cast<std::size_t>(Model::Naive)] = flat(values.back(), horizon);
    fit.intermittent = fitIntermittent(values);
    if (fit.zeros.inactive) fit.intermittent.mean = 0;
    m.byModel[static_cast<std::size_t>(Model::Intermittent)] = flat(fit.intermittent.mean, horizon);
}

/// Replaces spikes by the mean of their neighbours on the series without its season.
std::vector<double> calmed(std::span<const double> values, const SeasonIndices& season, std::span<const std::size_t> spikes) {
    auto adjusted = withoutSeason(values, season);
    for (const std::size_t t : spikes) adjusted[t] = 0.5 * (adjusted[t - 1] + adjusted[t + 1]);
    auto calm = withSeason(adjusted, season, 0);
    std::vector<double> out(values.begin(), values.end());
    for (const std::size_t t : spikes) out[t] = calm[t];
    return out;
}

/// Width per horizon: the mean spread of the members, their disagreement, and one part in five the naive error.
std::vector<double> widths(const Members& members, std::span<const double> values, int frequency) {
    const bool seasonal = members.seasonal && frequency > 1;
    const double step = seasonalScale(values, seasonal ? frequency : 1);
    const auto& used = members.of(members.used);
    std::vector<double> out;
    for (std::size_t h = 0; h < used.mean.size(); ++h) {
        const double gap = members.has(Model::Ets) ? members.of(Model::Ets).mean[h] - members.of(Model::Dotm).mean[h] : 0;
        const double own = std::sqrt(used.spread[h] * used.spread[h] + 0.25 * gap * gap);
        const double time = seasonal ? static_cast<double>(h / static_cast<std::size_t>(frequency) + 1) : static_cast<double>(h + 1);
        const double simple = step * std::sqrt(time);
        out.push_back(std::pow(std::max(own, 1e-3 * simple), 0.8) * std::pow(simple, 0.2));
    }
    return out;
}

/// From order 1 back to the units of the values, and from the used part to indices of the whole history.
void unscale(HistoryFit& fit) {
    const double unit = fit.unit;
    for (auto& member : fit.members.byModel) {
        for (double& v : member.mean) v *= unit;
        for (double& v : member.spread) v *= unit;
    }
    for (double& w : fit.width) w *= unit;
    for (auto& b : fit.breaks) {
        b.before *= unit;
        b.after *= unit;
        b.index += fit.start;
    }
    for (auto& s : fit.spikes) s += fit.start;
}

/// Where a flow begins whose history starts with zeros; 0 when too few values follow.
std::size_t bornAt(std::span<const double> values, const ZeroPattern& zeros) {
    return values.size() - zeros.first >= kLeastAlive ? zeros.first : 0;
}

bool isConstant(std::span<const double> values) {
    return std::all_of(values.begin(), values.end(), [&](double v) { return v == values.front(); });
}

/// Edits counted from a later first value; those before it are gone.
BreakEdits shifted(const BreakEdits& edits, std::size_t start) {
    BreakEdits out;
    for (const std::size_t index : edits.kept)
        if (index > start) out.kept.push_back(index - start);
    for (const std::size_t index : edits.refused)
        if (index > start) out.refused.push_back(index - start);
    return out;
}

/// The part of the history that is used, of order 1, without spikes and steps; notes both in the fit (indices within `values`).
std::vector<double> prepared(HistoryFit& fit, std::span<const double> values, int frequency, const BreakEdits& edits) {
    std::vector<double> scaled(values.begin(), values.end());
    for (double& v : scaled) v /= fit.unit;
    const SeasonIndices season = seasonOf(scaled, frequency);
    const auto adjusted = withoutSeason(scaled, season);
    fit.breaks = edits.empty() ? findBreaks(adjusted) : editedBreaks(adjusted, edits);
    fit.spikes = findSpikes(adjusted);
    auto clean = calmed(scaled, season, fit.spikes);
    liftToLastLevel(clean, fit.breaks);
    fit.freshBreak = !fit.breaks.empty() && values.size() - fit.breaks.back().index < kFreshBreak;
    return isConstant(clean) ? scaled : clean; // a pure step leaves nothing to learn a width from
}

double meanSizeOf(std::span<const double> values) {
    double unit = 0;
    for (const double v : values) unit += std::abs(v) / static_cast<double>(values.size());
    return unit > 0 ? unit : 1;
}

} // namespace

const MemberForecast& chosen(const HistoryFit& fit) { return fit.members.of(fit.members.used); }

HistoryFit fitHistory(std::span<const double> all, int frequency, int horizon, const BreakEdits& edits) {
    HistoryFit fit;
    const std::size_t longest = std::max(kLongest, 6 * static_cast<std::size_t>(std::max(frequency, 1)));
    fit.start = all.size() > longest ? all.size() - longest : 0;
    auto values = all.subspan(fit.start);
    fit.zeros = zeroPattern(values, frequency);
    const std::size_t born = bornAt(values, fit.zeros);
    const bool negative = std::any_of(values.begin(), values.end(), [](double v) { return v < 0; });
    if (!negative && (fit.zeros.intermittent || fit.zeros.inactive || values[born] == 0)) {
        fitZeros(fit, values, horizon);
        return fit;
    }
    values = values.subspan(born);
    fit.start += born;
    fit.unit = meanSizeOf(values);
    const auto used = prepared(fit, values, frequency, shifted(edits, fit.start));
    fit.constant = isConstant(used);
    fit.members = fitMembers(used, {.frequency = frequency, .horizon = horizon});
    if (!fit.constant) fit.width = widths(fit.members, used, frequency);
    if (fit.freshBreak)
        for (double& w : fit.width) w *= 2;
    unscale(fit);
    return fit;
}

} // namespace chainscape::forecast
