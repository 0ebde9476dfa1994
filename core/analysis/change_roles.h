// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Who rose, fell or changed role between two snapshots. (analytics F5)

#include <array>
#include <span>

#include "core/analysis/change_table.h"

namespace chainscape {

/// Kendall's tau-b with ties (Knight 1966). NaN below two pairs or when one side is all ties. O(n log n).
double kendallTauB(std::span<const double> x, std::span<const double> y);

/// Extrapolated rank-biased overlap of two rankings without ties, to the depth of the shorter one
/// (Webber, Moffat & Zobel 2010, eq. 32 for even lists). NaN when one is empty. p in (0, 1): weight of the tail.
double rankBiasedOverlap(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b, double p);

/// Rankings by size = max(in, out), largest first, ties by id.
struct RankOptions {
    std::size_t top = 5;
    double p = 0.9;

    bool operator==(const RankOptions&) const = default;
};
struct RankComparison {
    std::size_t commonFirms = 0;
    double tauB = 0;       ///< over firms on both sides
    double topOverlap = 0; ///< share of the first `top` found in both; NaN when a side has fewer
    double rbo = 0;
    std::vector<std::uint32_t> before, after; ///< indices into ChangeTable::firms in order of rank
};
RankComparison compareRanks(const ChangeTable& table, const RankOptions& options = {});

enum class Role : std::uint8_t { Absent, Origin, Intermediary, EndUser };
inline constexpr std::size_t kRoles = 4;
/// "absent", "origin", "intermediary", "end".
std::string_view nameOf(Role role);
/// Origin buys nothing, end user sells nothing.
Role roleOf(double in, double out);

/// Marks the top tenth of the scores, at least one node, ties to the lower node; zero and NaN never. One entry per node.
std::vector<std::uint8_t> topDecile(std::span<const double> score);

/// Marks of the nodes of one snapshot; empty spans: none. Hubs are topDecile(throughflow), bridges the dominators.
struct RoleMarks {
    std::span<const std::uint8_t> hub, bridge;
};

/// What happened to one firm; same order as ChangeTable::firms. Ranks count from 1, 0 absent.
struct FirmChange {
    Role roleBefore = Role::Absent, roleAfter = Role::Absent;
    bool hubBefore = false, hubAfter = false, bridgeBefore = false, bridgeAfter = false;
    double buyerMix = 0;    ///< divergence of the stages it sells to, 0..1; NaN when it sells on one side only or never
    double supplierMix = 0; ///< the same for the stages it buys from
    std::uint32_t rankBefore = 0, rankAfter = 0;

    /// The larger of both mixes that are known; NaN when none is.
    [[nodiscard]] double roleChange() const;
};

struct RoleChanges {
    std::vector<FirmChange> firms;
    std::array<std::array<std::size_t, kRoles>, kRoles> transitions{}; ///< [before][after]
};
/// O(links x stages).
RoleChanges roleChanges(const ChangeTable& table, const RoleMarks& before = {}, const RoleMarks& after = {});

} // namespace chainscape
