// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Comparing two groupings of the same firms, and following groups through time. (analytics F6)

#include <cstdint>
#include <span>
#include <vector>

namespace chainscape {

/// One group label per firm, any numbers; kNone (core/model/ids.h): the firm is in no group, or not there.
using Grouping = std::vector<std::uint32_t>;

/// Over firms with a label on both sides; entropies in nats. NaN when there is none.
/// Adjusted for chance by the arithmetic mean (Vinh, Epps & Bailey 2010); two groupings of one group each give 1.
struct GroupingComparison {
    std::size_t firms = 0;
    double mutual = 0;      ///< mutual information
    double expected = 0;    ///< mutual information expected by chance
    double variation = 0;   ///< variation of information, H(U|V) + H(V|U)
    double variationByLogN = 0;
    double normalised = 0;  ///< NMI, arithmetic
    double adjusted = 0;    ///< AMI, arithmetic
};
/// Both spans have one entry per firm. O(firms + sum over pairs of groups of their smaller size).
GroupingComparison compareGroupings(std::span<const std::uint32_t> u, std::span<const std::uint32_t> v);

/// How the groups of one side continue on the other. Groups are numbered by ascending label.
struct GroupMatching {
    std::vector<std::uint32_t> labelsBefore, labelsAfter;
    std::vector<std::size_t> shared;    ///< ribbons: firms in before-group i and after-group j at [i * labelsAfter.size() + j]
    std::vector<double> jaccard;        ///< same shape; a firm missing on one side counts in the union
    std::vector<std::uint32_t> matchOf; ///< per before-group: its after-group in the best assignment, kNone without a partner
    std::vector<std::uint8_t> persists; ///< per before-group: matched with Jaccard of at least the threshold
    std::vector<std::uint8_t> splits;   ///< per before-group: shares at least the threshold of its firms with two or more
    std::vector<std::uint8_t> merges;   ///< per after-group: likewise from two or more
};
/// Assignment with the largest sum of Jaccard indices (Kuhn 1955). O(groups^3).
GroupMatching matchGroups(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after, double threshold = 0.3);

/// Labels that keep their identity over the groupings: a group that persists keeps its number, the others get new ones.
/// All groupings have one entry per firm. Numbers count from 0 in order of first appearance.
std::vector<Grouping> persistentLabels(std::span<const Grouping> groupings, double threshold = 0.3);

} // namespace chainscape
