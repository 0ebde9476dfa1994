// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Link prediction: which links between known firms may appear, stay or come back. New firms cannot be foreseen from structure.

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace chainscape::forecast {

/// The links of one period as compressed rows: those of node i are [start[i], start[i + 1]), targets ascending, values >= 0.
struct LinkView {
    std::span<const std::uint32_t> start, target;
    std::span<const double> value;
    std::span<const std::int16_t> stage; ///< per node, 0 unknown

    [[nodiscard]] std::size_t nodes() const { return start.empty() ? 0 : start.size() - 1; }
    [[nodiscard]] bool has(std::uint32_t source, std::uint32_t to) const;
};

/// A pair downstream without a link now, and why it may get one.
struct LinkCandidate {
    std::uint32_t source = 0, target = 0;
    double shortcut = 0;      ///< Value that already goes source > m > target: sum over m of w_sm w_mt / x_m, x_m = max(in, out).
    double complementarity = 0; ///< L3: sum over a, b of A_sa A_ba A_bt / sqrt(kin_a kout_b) (Kovacs et al. 2019).

    bool operator==(const LinkCandidate&) const = default;
};

/// Candidates with any score, by source then target. Pairs: both stages known, target's later, no link, not the same node.
/// O(sum over two and three steps of the degrees).
std::vector<LinkCandidate> linkCandidates(const LinkView& view);

/// How many pairs are candidates at all, scored or not: the denominator of base rates. O(nodes + links).
std::size_t candidateCount(const LinkView& view);

/// Exponentially weighted share of the periods in which a link was there, latest last; in 0..1, 0 for none.
double recency(std::span<const std::uint8_t> active, double weight = 0.4);

/// "What is there stays": share of the links now that are there next, and share of the next ones that were there. NaN for empty sets.
struct Persistence {
    double precision = 0, recall = 0;
};
Persistence persistence(std::span<const std::pair<std::uint32_t, std::uint32_t>> now, std::span<const std::pair<std::uint32_t, std::uint32_t>> next);

/// Logistic regression with a small ridge on standardised features, Newton steps. Deterministic.
struct LogisticModel {
    std::vector<double> mean, spread, weight; ///< per feature
    double intercept = 0;

    [[nodiscard]] double probability(std::span<const double> features) const;
};
/// features: row-major, count x labels. Without both classes the base rate is returned for everything.
LogisticModel fitLogistic(std::span<const double> features, std::span<const std::uint8_t> labels, double ridge = 1.0);

/// Share of true ones among the k highest scores; ties share their place evenly. NaN for k = 0 or nothing scored.
double precisionAt(std::span<const double> scores, std::span<const std::uint8_t> labels, std::size_t k);

/// Area under the precision-recall curve as average precision; equal scores enter together. NaN without a true one.
double averagePrecision(std::span<const double> scores, std::span<const std::uint8_t> labels);

/// Mean squared difference of probability and outcome; NaN for empty.
double brier(std::span<const double> probabilities, std::span<const std::uint8_t> labels);

/// Calibration: per tenth of probability the mean probability, the share of true ones and the count.
struct CalibrationBin {
    double probability = 0, share = 0;
    std::size_t count = 0;
};
std::vector<CalibrationBin> calibration(std::span<const double> probabilities, std::span<const std::uint8_t> labels, std::size_t bins = 10);

} // namespace chainscape::forecast
