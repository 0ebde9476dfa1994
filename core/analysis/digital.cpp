// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/digital.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace chainscape {
namespace {

/// Scores are stored as float; a threshold such as 0.7 must not fail for that.
constexpr double kScoreRounding = 1e-6;

bool reaches(float score, double threshold, UnknownScore unknown) {
    if (std::isnan(score)) return unknown == UnknownScore::AsDigital;
    return double(score) >= threshold - kScoreRounding;
}

bool staged(const Snapshot& s, std::uint32_t node, StepRule rule) {
    if (s.stage()[node] <= 0) return false;
    if (rule == StepRule::AnyLater || !s.stageInferred()[node]) return true;
    return s.dataset().firms().stageConfidence[s.firm()[node]] >= 0.5f;
}

} // namespace

std::vector<std::uint8_t> digitalEdges(const Snapshot& s, const DigitalOptions& options) {
    const auto& edges = s.edges();
    std::vector<std::uint8_t> out(edges.size());
    const auto firm = [&](std::uint32_t node) {
        return options.mode == DigitalMode::Link || reaches(s.digital()[node], options.firmThreshold, options.unknown);
    };
    for (std::size_t e = 0; e < edges.size(); ++e)
        out[e] = reaches(edges.digital[e], options.linkThreshold, options.unknown) && firm(edges.source[e]) && firm(edges.target[e]);
    return out;
}

std::vector<std::uint8_t> undecidedEdges(const Snapshot& s, const DigitalOptions& options) {
    auto low = options, high = options;
    low.unknown = UnknownScore::AsAnalogue;
    high.unknown = UnknownScore::AsDigital;
    auto out = digitalEdges(s, high);
    const auto certain = digitalEdges(s, low);
    for (std::size_t e = 0; e < out.size(); ++e) out[e] = out[e] != certain[e];
    return out;
}

DigitalCoverage digitalCoverage(const Snapshot& s, std::span<const std::uint8_t> digital) {
    double value = 0, count = 0;
    for (std::size_t e = 0; e < digital.size(); ++e) {
        if (!digital[e]) continue;
        value += s.edges().value[e];
        count += 1;
    }
    return {value / s.totalValue(), count / double(digital.size())}; // 0/0: undefined
}

DigitalPath longestDigitalPath(const Snapshot& s, std::span<const std::uint8_t> digital, StepRule rule) {
    std::vector<std::uint32_t> order(s.nodeCount()), next(s.nodeCount(), kNone);
    std::vector<int> length(s.nodeCount(), 1);
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::stable_sort(order, std::greater{}, [&](std::uint32_t i) { return s.stage()[i]; });
    std::uint32_t first = kNone;
    for (const auto i : order) {
        if (!staged(s, i, rule)) continue;
        for (auto e = s.out().start[i]; e < s.out().start[i + 1]; ++e) {
            const auto j = s.out().node[e];
            const int step = s.stage()[j] - s.stage()[i];
            if (!digital[e] || step <= 0 || (rule == StepRule::NextStage && step != 1) || !staged(s, j, rule)) continue;
            const bool longer = length[j] + 1 > length[i];
            if (!longer && (length[j] + 1 < length[i] || s.id(j) >= s.id(next[i]))) continue;
            length[i] = length[j] + 1;
            next[i] = j;
        }
        if (next[i] == kNone) continue;
        if (first == kNone || length[i] > length[first] || (length[i] == length[first] && s.id(i) < s.id(first))) first = i;
    }
    DigitalPath path;
    for (auto i = first; i != kNone; i = next[i]) path.push_back(i);
    return path;
}

std::vector<StageCut> stageCuts(const Snapshot& s, std::span<const std::uint8_t> digital) {
    const int stages = s.stageCount();
    std::vector<double> value(std::size_t(std::max(stages, 1)), 0), bridged(value.size(), 0);
    const auto& edges = s.edges();
    for (std::size_t e = 0; e < edges.size(); ++e) {
        const int from = s.stage()[edges.source[e]], to = s.stage()[edges.target[e]];
        if (from <= 0) continue;
        for (int k = from; k < to; ++k) {
            value[std::size_t(k)] += edges.value[e];
            if (digital[e]) bridged[std::size_t(k)] += edges.value[e];
        }
    }
    std::vector<StageCut> cuts;
    for (int k = 1; k < stages; ++k)
        if (value[std::size_t(k)] > 0) cuts.push_back({k, k + 1, value[std::size_t(k)], bridged[std::size_t(k)] / value[std::size_t(k)]});
    return cuts;
}

std::uint32_t weakestCut(std::span<const StageCut> cuts) {
    std::uint32_t weakest = kNone;
    for (std::uint32_t i = 0; i < cuts.size(); ++i)
        if (weakest == kNone || cuts[i].digital < cuts[weakest].digital - 1e-12) weakest = i;
    return weakest;
}

GapLinks gapLinks(const Snapshot& s, std::span<const std::uint8_t> digital) {
    const auto n = s.nodeCount();
    std::vector<std::uint8_t> fed(n), feeds(n);
    const auto& edges = s.edges();
    for (std::uint32_t i = 0; i < n; ++i) {
        fed[i] = s.in().start[i] == s.in().start[i + 1];
        feeds[i] = s.isEndUser()[i];
    }
    for (std::size_t e = 0; e < edges.size(); ++e)
        if (digital[e]) feeds[edges.source[e]] = fed[edges.target[e]] = 1;
    GapLinks out{std::vector<std::uint8_t>(edges.size()), std::vector<std::uint8_t>(edges.size())};
    for (std::size_t e = 0; e < edges.size(); ++e) {
        out.isGap[e] = !digital[e];
        out.isBridging[e] = !digital[e] && fed[edges.source[e]] && feeds[edges.target[e]];
    }
    return out;
}

} // namespace chainscape
