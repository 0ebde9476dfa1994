// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/link_prediction.h"

#include <algorithm>
#include <cmath>

#include "core/base/undefined.h"

namespace chainscape::forecast {
namespace {

struct Degrees {
    std::vector<double> through;             ///< max(in, out) value
    std::vector<std::uint32_t> in, out;      ///< number of links
    std::vector<std::uint32_t> inStart, inNode;
};

Degrees degreesOf(const LinkView& view) {
    const std::size_t n = view.nodes();
    Degrees d{std::vector<double>(n, 0.0), std::vector<std::uint32_t>(n, 0), std::vector<std::uint32_t>(n, 0),
              std::vector<std::uint32_t>(n + 1, 0), std::vector<std::uint32_t>(view.target.size())};
    std::vector<double> sells(n, 0.0), buys(n, 0.0);
    for (std::size_t s = 0; s < n; ++s)
        for (std::uint32_t e = view.start[s]; e < view.start[s + 1]; ++e) {
            sells[s] += view.value[e];
            buys[view.target[e]] += view.value[e];
            ++d.out[s];
            ++d.in[view.target[e]];
        }
    for (std::size_t i = 0; i < n; ++i) {
        d.through[i] = std::max(sells[i], buys[i]);
        d.inStart[i + 1] = d.inStart[i] + d.in[i];
    }
    auto next = d.inStart;
    for (std::uint32_t s = 0; s < n; ++s)
        for (std::uint32_t e = view.start[s]; e < view.start[s + 1]; ++e) d.inNode[next[view.target[e]]++] = s;
    return d;
}

/// Scores of one source over all targets, kept dense and reset by the list of those touched.
struct Row {
    std::vector<double> shortcut, complementarity;
    std::vector<std::uint32_t> touched;

    explicit Row(std::size_t n) : shortcut(n, 0.0), complementarity(n, 0.0) {}
    void touch(std::uint32_t t) {
        if (shortcut[t] == 0 && complementarity[t] == 0) touched.push_back(t);
    }
};

void scoreSource(const LinkView& view, const Degrees& d, std::uint32_t s, Row& row) {
    for (std::uint32_t e = view.start[s]; e < view.start[s + 1]; ++e) {
        const std::uint32_t a = view.target[e];
        for (std::uint32_t f = view.start[a]; f < view.start[a + 1] && d.through[a] > 0; ++f) {
            row.touch(view.target[f]);
            row.shortcut[view.target[f]] += view.value[e] * view.value[f] / d.through[a];
        }
        for (std::uint32_t i = d.inStart[a]; i < d.inStart[a + 1]; ++i) {
            const std::uint32_t b = d.inNode[i];
            if (b == s) continue;
            const double share = 1 / std::sqrt(static_cast<double>(d.in[a]) * d.out[b]);
            for (std::uint32_t f = view.start[b]; f < view.start[b + 1]; ++f) {
                row.touch(view.target[f]);
                row.complementarity[view.target[f]] += share;
            }
        }
    }
}

bool isDownstream(const LinkView& view, std::uint32_t s, std::uint32_t t) { return s != t && view.stage[s] > 0 && view.stage[t] > view.stage[s]; }

std::vector<std::size_t> byScore(std::span<const double> scores) {
    std::vector<std::size_t> order(scores.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    return order;
}

/// Calls visit(count, trues) for each run of equal scores, highest first; stops when visit returns false.
template <class F>
void eachTie(std::span<const double> scores, std::span<const std::uint8_t> labels, F&& visit) {
    const auto order = byScore(scores);
    for (std::size_t i = 0; i < order.size();) {
        std::size_t j = i, trues = 0;
        for (; j < order.size() && scores[order[j]] == scores[order[i]]; ++j) trues += labels[order[j]] ? 1u : 0u;
        if (!visit(static_cast<double>(j - i), static_cast<double>(trues))) return;
        i = j;
    }
}

} // namespace

bool LinkView::has(std::uint32_t source, std::uint32_t to) const {
    const auto row = target.subspan(start[source], start[source + 1] - start[source]);
    return std::binary_search(row.begin(), row.end(), to);
}

std::vector<LinkCandidate> linkCandidates(const LinkView& view) {
    const Degrees degrees = degreesOf(view);
    std::vector<LinkCandidate> out;
    Row row(view.nodes());
    for (std::uint32_t s = 0; s < view.nodes(); ++s) {
        scoreSource(view, degrees, s, row);
        std::sort(row.touched.begin(), row.touched.end());
        for (const std::uint32_t t : row.touched) {
            const LinkCandidate candidate{s, t, row.shortcut[t], row.complementarity[t]};
            row.shortcut[t] = row.complementarity[t] = 0;
            if (isDownstream(view, s, t) && !view.has(s, t) && (candidate.shortcut > 0 || candidate.complementarity > 0)) out.push_back(candidate);
        }
        row.touched.clear();
    }
    return out;
}

std::size_t candidateCount(const LinkView& view) {
    std::vector<std::size_t> perStage;
    for (const std::int16_t s : view.stage) {
        if (s < 1) continue;
        if (perStage.size() <= static_cast<std::size_t>(s)) perStage.resize(static_cast<std::size_t>(s) + 1, 0);
        ++perStage[static_cast<std::size_t>(s)];
    }
    std::size_t pairs = 0, before = 0;
    for (const std::size_t count : perStage) {
        pairs += before * count;
        before += count;
    }
    for (std::uint32_t s = 0; s < view.nodes(); ++s)
        for (std::uint32_t e = view.start[s]; e < view.start[s + 1]; ++e) pairs -= isDownstream(view, s, view.target[e]) ? 1u : 0u;
    return pairs;
}

double recency(std::span<const std::uint8_t> active, double weight) {
    double out = 0;
    for (const std::uint8_t a : active) out += weight * ((a ? 1.0 : 0.0) - out);
    return out;
}

Persistence persistence(std::span<const std::pair<std::uint32_t, std::uint32_t>> now, std::span<const std::pair<std::uint32_t, std::uint32_t>> next) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> a(now.begin(), now.end()), b(next.begin(), next.end()), both;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    const double common = static_cast<double>(both.size());
    return {a.empty() ? kNaN : common / static_cast<double>(a.size()), b.empty() ? kNaN : common / static_cast<double>(b.size())};
}

double precisionAt(std::span<const double> scores, std::span<const std::uint8_t> labels, std::size_t k) {
    double room = static_cast<double>(std::min(k, scores.size())), trues = 0;
    const double places = room;
    if (places == 0) return kNaN;
    eachTie(scores, labels, [&](double count, double hits) {
        const double taken = std::min(room, count);
        trues += hits * taken / count;
        room -= taken;
        return room > 0;
    });
    return trues / places;
}

double averagePrecision(std::span<const double> scores, std::span<const std::uint8_t> labels) {
    double seen = 0, found = 0, area = 0;
    eachTie(scores, labels, [&](double count, double hits) {
        seen += count;
        found += hits;
        area += hits * found / seen;
        return true;
    });
    return found > 0 ? area / found : kNaN;
}

double brier(std::span<const double> probabilities, std::span<const std::uint8_t> labels) {
    double sum = 0;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const double miss = probabilities[i] - (labels[i] ? 1.0 : 0.0);
        sum += miss * miss;
    }
    return probabilities.empty() ? kNaN : sum / static_cast<double>(probabilities.size());
}

std::vector<CalibrationBin> calibration(std::span<const double> probabilities, std::span<const std::uint8_t> labels, std::size_t bins) {
    std::vector<CalibrationBin> out(bins);
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const double p = std::clamp(probabilities[i], 0.0, 1.0);
        auto& bin = out[std::min(bins - 1, static_cast<std::size_t>(p * static_cast<double>(bins)))];
        bin.probability += p;
        bin.share += labels[i] ? 1.0 : 0.0;
        ++bin.count;
    }
    for (auto& bin : out)
        if (bin.count > 0) {
            bin.probability /= static_cast<double>(bin.count);
            bin.share /= static_cast<double>(bin.count);
        }
    return out;
}

} // namespace chainscape::forecast
