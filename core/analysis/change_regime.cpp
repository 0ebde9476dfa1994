// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/change_regime.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/text.h"

namespace chainscape {
namespace {

constexpr double kSlack = 1e-12; ///< thresholds are met by values that differ from them only by rounding

double median(std::vector<double> values) {
    const auto mid = values.size() / 2;
    std::ranges::sort(values);
    return values.size() % 2 ? values[mid] : (values[mid - 1] + values[mid]) / 2;
}

/// Noise of a series from its differences; never below a thousandth of its range.
double noiseOf(const std::vector<double>& series) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < series.size(); ++i) steps.push_back(series[i] - series[i - 1]);
    const double centre = median(steps);
    for (auto& step : steps) step = std::fabs(step - centre);
    const auto [low, high] = std::ranges::minmax(series);
    return std::max(1.4826 * median(steps) / std::sqrt(2.0), 1e-3 * (high - low));
}

/// Sum of squares around the mean of series[from, to), from prefix sums of the centred series.
class SegmentCost {
public:
    explicit SegmentCost(const std::vector<double>& series) : m_sum(series.size() + 1, 0), m_square(series.size() + 1, 0) {
        double mean = 0;
        for (const double v : series) mean += v / double(series.size());
        for (std::size_t i = 0; i < series.size(); ++i) {
            m_sum[i + 1] = m_sum[i] + (series[i] - mean);
            m_square[i + 1] = m_square[i] + (series[i] - mean) * (series[i] - mean);
        }
    }
    [[nodiscard]] double operator()(std::size_t from, std::size_t to) const {
        const double sum = m_sum[to] - m_sum[from];
        return std::max(0.0, m_square[to] - m_square[from] - sum * sum / double(to - from));
    }

private:
    std::vector<double> m_sum, m_square;
};

/// Starts of the regimes but the first, by optimal partitioning.
std::vector<std::size_t> partition(const SegmentCost& cost, std::size_t n, std::size_t least, double penalty) {
    std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
    std::vector<std::size_t> start(n + 1, 0);
    best[0] = -penalty;
    for (std::size_t end = least; end <= n; ++end)
        for (std::size_t begin = 0; begin + least <= end; ++begin) {
            const double total = best[begin] + cost(begin, end) + penalty;
            if (total < best[end]) best[end] = total, start[end] = begin;
        }
    std::vector<std::size_t> starts;
    for (std::size_t end = n; start[end] > 0; end = start[end]) starts.push_back(start[end]);
    std::ranges::reverse(starts);
    return starts;
}

} // namespace

ChangePoints changePoints(std::span<const double> series, const ChangePointOptions& options) {
    std::vector<double> known;
    std::vector<std::size_t> place;
    for (std::size_t i = 0; i < series.size(); ++i)
        if (!std::isnan(series[i])) known.push_back(series[i]), place.push_back(i);
    ChangePoints out;
    const std::size_t n = known.size(), least = std::max<std::size_t>(1, options.minSegment);
    if (n < std::max(options.minLength, 2 * least)) return out;
    out.judged = true;
    out.sigma = noiseOf(known);
    out.penalty = 2 * out.sigma * out.sigma * std::log(double(n));
    const SegmentCost cost(known);
    out.costWithoutChange = cost(0, n);
    const auto starts = out.sigma > 0 ? partition(cost, n, least, out.penalty) : std::vector<std::size_t>{};
    std::size_t from = 0;
    for (const auto start : starts) {
        out.residual += cost(from, start);
        out.starts.push_back(place[start]);
        from = start;
    }
    out.residual += cost(from, n);
    out.objective = out.residual + out.penalty * double(starts.size());
    return out;
}

std::string_view nameOf(Phase phase) {
    constexpr std::array<std::string_view, 5> names{"not enough data", "stable", "digitalisation", "remix", "restructuring"};
    return names[std::size_t(phase)];
}

PhaseReading readPhase(const Restructuring& change, double penetrationBefore, double penetrationAfter, const PhaseRule& rule) {
    PhaseReading reading;
    const double remix = change.between + change.within;
    reading.betweenShare = remix > 0 ? change.between / remix : std::nan("");
    reading.penetrationChange = penetrationAfter - penetrationBefore;
    reading.penetrationKnown = !std::isnan(reading.penetrationChange);
    if (std::isnan(change.rStar)) return reading;
    const bool remixed = change.rStar >= rule.rStarAtLeast - kSlack;
    if (remixed && reading.betweenShare >= rule.betweenShare - kSlack) reading.phase = Phase::Restructuring;
    else if (remixed) reading.phase = Phase::Remix;
    else if (reading.penetrationChange >= rule.penetrationStep - kSlack) reading.phase = Phase::Digitalisation;
    else reading.phase = Phase::Stable;
    return reading;
}

std::string phaseRuleWords(const PhaseRule& rule) {
    const auto percent = [](double share) { return toText(std::round(share * 1000) / 10) + " %"; };
    const std::string least = toText(rule.rStarAtLeast);
    return "restructuring from R* " + least + " with " + percent(rule.betweenShare) + " of the remix between stages, remix from R* " + least + ", digitalisation when penetration rises by " +
           toText(rule.penetrationStep) + ", else stable";
}

} // namespace chainscape
