// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/breaks.h"

#include <algorithm>
#include <cmath>

namespace chainscape::forecast {
namespace {

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

/// Usual change per period: the median over `lag` periods, without those that cross `step` (the size of the values: none does).
double driftOf(std::span<const double> values, std::size_t lag, std::size_t step) {
    std::vector<double> far;
    for (std::size_t t = lag; t < values.size(); ++t)
        if (t < step || t - lag >= step) far.push_back((values[t] - values[t - lag]) / static_cast<double>(lag));
    return median(std::move(far));
}

/// Usual change per period (over up to eight periods) and the robust sigma of single changes: 1.4826 times their median absolute
/// deviation, at least a quarter of the mean one.
struct Changes {
    double drift = 0, sigma = 0;
};
Changes changesOf(std::span<const double> values) {
    std::vector<double> steps;
    for (std::size_t t = 1; t < values.size(); ++t) steps.push_back(values[t] - values[t - 1]);
    Changes out;
    out.drift = driftOf(values, std::min<std::size_t>(8, values.size() / 2), values.size());
    const double usual = median(steps);
    double mean = 0;
    for (double& s : steps) {
        s = std::abs(s - usual);
        mean += s / static_cast<double>(steps.size());
    }
    out.sigma = std::max(1.4826 * median(std::move(steps)), 0.25 * mean);
    return out;
}

double windowMedian(std::span<const double> values, std::size_t from, std::size_t count) {
    return median({values.begin() + static_cast<std::ptrdiff_t>(from), values.begin() + static_cast<std::ptrdiff_t>(from + count)});
}

constexpr std::size_t kSide = 4, kWindow = 8;
constexpr double kBreakSigmas = 6, kSpikeSigmas = 5;
constexpr std::size_t kShort = 4 * kWindow; // in shorter histories most changes over eight periods may cross one step

/// The usual change as it is when the level changes at `t`.
double driftAround(std::span<const double> values, std::size_t t, const Changes& changes) {
    if (values.size() >= kShort) return changes.drift;
    const std::size_t side = std::max(t, values.size() - t); // the longer one tells it
    return driftOf(values, std::clamp<std::size_t>(side / 2, 1, kWindow), t);
}

/// The strongest break inside [from, to), or index 0.
struct Candidate {
    LevelBreak found;
    double strength = 0;
};
Candidate strongest(std::span<const double> values, std::size_t from, std::size_t to, const Changes& changes) {
    Candidate best;
    const double limit = kBreakSigmas * changes.sigma;
    for (std::size_t t = from + kSide; t + kSide <= to; ++t) {
        const double drift = driftAround(values.subspan(from, to - from), t - from, changes);
        const double step = values[t] - values[t - 1] - drift;
        if (std::abs(step) <= limit) continue;
        const std::size_t left = std::min(kWindow, t - from), right = std::min(kWindow, to - t);
        const double before = windowMedian(values, t - left, left) + drift * 0.5 * static_cast<double>(left);
        const double after = windowMedian(values, t, right) - drift * 0.5 * static_cast<double>(right);
        const double jump = after - before;
        if (std::abs(jump) <= limit || std::abs(jump) <= 0.2 * std::abs(before) || jump * step <= 0) continue;
        const double middle = 0.5 * (before + after), sign = jump > 0 ? 1 : -1;
        bool stays = true;
        for (std::size_t k = t - left; k < t + right && stays; ++k) stays = (k < t ? -1 : 1) * sign * (values[k] - middle) > 0;
        const double strength = std::abs(jump) / std::max(changes.sigma, 1e-300);
        if (stays && strength > best.strength) best = {{t, before, after}, strength};
    }
    return best;
}

} // namespace

std::vector<LevelBreak> findBreaks(std::span<const double> values) {
    std::vector<LevelBreak> out;
    if (values.size() < 2 * kSide) return out;
    const Changes changes = changesOf(values);
    const Candidate first = strongest(values, 0, values.size(), changes);
    if (first.strength == 0) return out;
    out.push_back(first.found);
    const Candidate left = strongest(values, 0, first.found.index, changes);
    const Candidate right = strongest(values, first.found.index, values.size(), changes);
    const Candidate& second = right.strength >= left.strength ? right : left;
    if (second.strength > 0) out.push_back(second.found);
    std::sort(out.begin(), out.end(), [](const LevelBreak& a, const LevelBreak& b) { return a.index < b.index; });
    return out;
}

LevelBreak breakAt(std::span<const double> values, std::size_t index) {
    const double drift = driftAround(values, index, changesOf(values));
    const std::size_t left = std::min(kWindow, index), right = std::min(kWindow, values.size() - index);
    return {index, windowMedian(values, index - left, left) + drift * 0.5 * static_cast<double>(left),
            windowMedian(values, index, right) - drift * 0.5 * static_cast<double>(right)};
}

std::vector<LevelBreak> editedBreaks(std::span<const double> values, const BreakEdits& edits) {
    auto out = findBreaks(values);
    const auto isNear = [](std::size_t a, std::size_t b) { return a <= b + 1 && b <= a + 1; };
    std::erase_if(out, [&](const LevelBreak& found) {
        const auto near = [&](std::size_t index) { return isNear(index, found.index); };
        return std::any_of(edits.refused.begin(), edits.refused.end(), near) || std::any_of(edits.kept.begin(), edits.kept.end(), near);
    });
    for (const std::size_t index : edits.kept)
        if (index > 0 && index < values.size()) out.push_back(breakAt(values, index));
    std::sort(out.begin(), out.end(), [](const LevelBreak& a, const LevelBreak& b) { return a.index < b.index; });
    out.erase(std::unique(out.begin(), out.end(), [](const LevelBreak& a, const LevelBreak& b) { return a.index == b.index; }), out.end());
    return out;
}

void liftToLastLevel(std::span<double> values, std::span<const LevelBreak> breaks) {
    for (auto it = breaks.rbegin(); it != breaks.rend(); ++it) {
        const bool ratio = it->before > 0 && it->after > 0;
        for (double& v : values.first(it->index)) v = ratio ? v * (it->after / it->before) : v + (it->after - it->before);
    }
}

std::vector<std::size_t> findSpikes(std::span<const double> values) {
    std::vector<std::size_t> out;
    if (values.size() < 2 * kSide) return out;
    const double limit = kSpikeSigmas * changesOf(values).sigma;
    if (!(limit > 0)) return out;
    for (std::size_t t = 1; t + 1 < values.size(); ++t) {
        const double left = values[t] - values[t - 1], right = values[t] - values[t + 1];
        const bool alone = std::abs(left) > limit && std::abs(right) > limit && left * right > 0;
        if (alone && std::abs(values[t + 1] - values[t - 1]) < 0.3 * std::abs(left)) out.push_back(t);
    }
    return out;
}

} // namespace chainscape::forecast
