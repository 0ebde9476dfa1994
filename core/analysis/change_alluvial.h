// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Alluvial: groups of firms over the periods and who goes from which to which. (analytics F6; ribbons are Chainscape's own)

#include "core/analysis/change_groups.h"
#include "core/analysis/communities.h"
#include "core/analysis/digital.h"
#include "core/base/progress.h"
#include "core/model/change_look.h"
#include "core/model/snapshot.h"

namespace chainscape {

struct AlluvialOptions {
    AlluvialBy by = AlluvialBy::Community;
    std::size_t groups = 8;   ///< of the largest throughput over all periods; the others count as one, "the rest"
    std::size_t periods = 16; ///< of more, as many are taken at even distances, the first and the last among them
    double threshold = 0.3;   ///< Jaccard index from which a community or internet keeps its identity
    CommunityOptions communities;
    DigitalOptions digital;

    bool operator==(const AlluvialOptions&) const = default;
};

/// One identity over all periods.
struct AlluvialGroup {
    /// Named: `subject` says what it is. Outside: in none (no stage, outside any internet, no platform). Rest: beyond `groups`.
    enum class Kind : std::uint8_t { Named, Outside, Rest };
    Kind kind = Kind::Named;
    /// Stage: the stage's number. Role: an AlluvialRole. Platform: the platform's firm index. Community and internet: the firm
    /// of the largest throughput in it over all periods, which gives it its name.
    std::uint32_t subject = kNone;
    double value = 0; ///< throughput of its firms, summed over all periods
};

/// Buys nothing; buys and sells; the same in the top tenth by throughput; sells nothing.
enum class AlluvialRole : std::uint8_t { Origin, Intermediary, Hub, EndUser };

/// A group in a period. Throughput of a firm is max(in, out).
struct AlluvialBlock {
    std::uint32_t group = 0;                        ///< into Alluvial::groups
    std::size_t firms = 0, entered = 0, left = 0;   ///< entered: not active in the period before; left: not in the one after
    double value = 0, enteredValue = 0, leftValue = 0;
};

/// Firms of one group that stand in another (or the same) group in the next period, with their throughput in both.
struct AlluvialRibbon {
    std::uint32_t from = 0, to = 0; ///< into Alluvial::groups
    std::size_t firms = 0;
    double before = 0, after = 0;
};

struct Alluvial {
    AlluvialBy by = AlluvialBy::Community;
    std::vector<std::uint32_t> periods;               ///< period indices, ascending
    std::vector<AlluvialGroup> groups;                ///< as drawn from the top: stages and roles in their order, else the largest first; outside and rest last
    std::vector<std::vector<AlluvialBlock>> blocks;   ///< per period, ascending by group, none without firms
    std::vector<std::vector<AlluvialRibbon>> ribbons; ///< per period but the last, ascending by (from, to)
    std::vector<Grouping> groupOf;                    ///< per period and firm of the dataset: group or kNone
    std::string unit;
    bool thinned = false;                             ///< not every period is there
};

/// Periods of the length of the last one, from spec.from to spec.to (kNone: first and last). In each period firms plus ribbons
/// add up: a block's firms = entered + firms of ribbons into it = left + firms of ribbons out of it, and so do the values.
/// A platform's group are the firms that sell or buy at least half of their value via it or with it (of several, the greatest
/// share), and the platform itself.
/// Fails with NoData, or as makeSnapshot and communities do. Cancellable. O(periods x (firms + links)) and one clustering a period.
Result<Alluvial> alluvial(const DatasetPtr& dataset, const SnapshotSpec& spec, const AlluvialOptions& options, Progress& progress);

} // namespace chainscape
