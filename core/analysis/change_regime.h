// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// When an industry changed its regime, and which phase it is in. (analytics F7; the phase rule is Chainscape's own)

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/change_index.h"
#include "core/model/change_look.h"

namespace chainscape {

struct ChangePointOptions {
    std::size_t minSegment = 2; ///< least points of a regime
    std::size_t minLength = 8;  ///< shorter series are not judged

    bool operator==(const ChangePointOptions&) const = default;
};

/// Regimes of one indicator: least sum of squares around segment means plus `penalty` a change; penalty = 2 sigma^2 ln n with
/// sigma from the median absolute deviation of the differences (Jackson et al. 2005, Killick et al. 2012).
struct ChangePoints {
    bool judged = false;             ///< false: fewer than minLength known values
    std::vector<std::size_t> starts; ///< index of the first value of each new regime
    double sigma = 0, penalty = 0, residual = 0, objective = 0, costWithoutChange = 0;
};
/// Unknown values (NaN) are left out; no interpolation. A series that never varies has no change. O(n^2).
ChangePoints changePoints(std::span<const double> series, const ChangePointOptions& options = {});

enum class Phase : std::uint8_t { NotEnoughData, Stable, Digitalisation, Remix, Restructuring };
/// "not enough data", "stable", "digitalisation", "remix", "restructuring".
std::string_view nameOf(Phase phase);

/// The phase a period is in by its change from the one before. Without R* there is not enough data; with an unknown
/// penetration (NaN) a quiet period reads stable and `penetrationKnown` is false.
struct PhaseReading {
    Phase phase = Phase::NotEnoughData;
    double betweenShare = 0;      ///< NaN when there was no remix
    double penetrationChange = 0; ///< NaN when unknown
    bool penetrationKnown = false;
};
PhaseReading readPhase(const Restructuring& change, double penetrationBefore, double penetrationAfter, const PhaseRule& rule = {});

/// The rule as one phrase: "restructuring from R* 0.1 with 33.3 % of the remix between stages, remix from R* 0.1, ...".
std::string phaseRuleWords(const PhaseRule& rule);

} // namespace chainscape
