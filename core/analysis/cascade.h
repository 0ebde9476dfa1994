// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Cascades: how a failure spreads, down through missing inputs and up through lost orders (analytics C1).

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

enum class Essentiality : std::uint8_t {
    Negligible = 0,   ///< its loss stops nothing
    NonEssential = 1, ///< its loss costs its share of all inputs
    Essential = 2,    ///< its loss stops the share of output its sector's group delivers
};

/// One line of the essentiality table; "*" stands for every sector, later lines override earlier ones.
struct EssentialityRule {
    std::string supplierSector, buyerSector;
    Essentiality essentiality = Essentiality::NonEssential;

    bool operator==(const EssentialityRule&) const = default;
};

enum class Replaceability : std::uint8_t {
    None,        ///< sigma = 1: nobody replaces what fails
    MarketShare, ///< sigma = out_i / what its sector still sells
};

struct CascadeOptions {
    double epsilon = 1e-6; ///< stops when no firm loses more in a round; part of the definition
    int maxRounds = 1000;
    Replaceability replaceability = Replaceability::None;
    /// Empty: material links into buyers of stages 1-5 are essential, all others non-essential. Otherwise pairs that no line
    /// covers are non-essential.
    std::vector<EssentialityRule> essentiality;
    bool useRevenueAndCost = true; ///< declared revenue and cost, where not below the links' sums, dilute losses

    bool operator==(const CascadeOptions&) const = default;
};

/// What a shock leaves: one entry per node, 1 untouched, 0 stopped.
struct Cascade {
    std::vector<double> down, up;
    double lossDown = 0, lossUp = 0; ///< share of all sales lost on each side
    double loss = 0;                 ///< sum of out shares x (1 - min(down, up))
    int rounds = 0;
    bool converged = true;
};

/// Diem, Borsos, Reisch, Kertesz & Thurner 2022, Sci. Rep. 12:7719, synchronous rounds. `capacity` has one entry per node, 0..1
/// (failed firms 0, others 1). O(links of the firms that change) per round.
Result<Cascade> cascade(const Snapshot& snapshot, std::span<const double> capacity, const CascadeOptions& options, Progress& progress);

/// The Economic Systemic Risk Index of every firm: the loss when it alone stops. One entry per node; all NaN without sales.
struct SystemicRisk {
    std::vector<double> index, down, up;
    int rounds = 0;               ///< most of any firm
    std::size_t notConverged = 0; ///< firms whose cascade reached maxRounds
};

/// One cascade per firm, on all cores; only firms a shock reaches are worked on.
Result<SystemicRisk> systemicRisk(const Snapshot& snapshot, const CascadeOptions& options, Progress& progress);

/// The node with the greatest index, the smallest id among equals (to 1e-12); kNone without any.
std::uint32_t mostCritical(const Snapshot& snapshot, std::span<const double> index);

} // namespace chainscape
