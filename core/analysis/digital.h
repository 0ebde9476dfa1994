// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The digital chain: which links are digital, how many tiers in a row, and where the data chain breaks (analytics D1, D2, D4).

#include <cstdint>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

enum class DigitalMode : std::uint8_t {
    Link,         ///< a link is digital when its score reaches the threshold
    LinkAndFirms, ///< strict: both firms' scores must reach theirs, too
};

/// What a score nobody stated is taken for; computing both gives the band.
enum class UnknownScore : std::uint8_t { AsAnalogue, AsDigital };

struct DigitalOptions {
    double linkThreshold = 0.5;
    double firmThreshold = 0.5;
    DigitalMode mode = DigitalMode::Link;
    UnknownScore unknown = UnknownScore::AsAnalogue;

    bool operator==(const DigitalOptions&) const = default;
};

/// One byte per edge: 1 where M_ij = 1. O(m).
std::vector<std::uint8_t> digitalEdges(const Snapshot& snapshot, const DigitalOptions& options);

/// One byte per edge: 1 where M_ij depends on a score nobody stated.
std::vector<std::uint8_t> undecidedEdges(const Snapshot& snapshot, const DigitalOptions& options);

struct DigitalCoverage {
    double value = 0; ///< share of value on digital links, 0..1; NaN without value
    double count = 0; ///< share of links; NaN without links
};
DigitalCoverage digitalCoverage(const Snapshot& snapshot, std::span<const std::uint8_t> digital);

/// A longest run of digital links through the stages, from its first firm to its last (nodes); the one with the alphabetically
/// smallest ids among equals. Empty when no digital link goes forward.
using DigitalPath = std::vector<std::uint32_t>;

enum class StepRule : std::uint8_t {
    NextStage, ///< strict: every step to the next stage; inferred stages count from a confidence of 0.5
    AnyLater,  ///< relaxed: to any later stage
};

/// Penetration depth = firms on the path. O(n log n + m).
DigitalPath longestDigitalPath(const Snapshot& snapshot, std::span<const std::uint8_t> digital, StepRule rule);

/// The border between stage `from` and `to` = from + 1.
struct StageCut {
    int from = 0, to = 0;
    double value = 0;   ///< of forward links that cross it
    double digital = 0; ///< digital share of that value, 0..1

    bool operator==(const StageCut&) const = default;
};

/// Ascending; links that skip stages count at every border they cross, backflow and firms without a stage do not; borders that
/// no value crosses are left out. O(m K).
std::vector<StageCut> stageCuts(const Snapshot& snapshot, std::span<const std::uint8_t> digital);

/// Index of the first cut with the least digital share; kNone when there is no cut.
std::uint32_t weakestCut(std::span<const StageCut> cuts);

/// Gap links: not digital; bridging ones would join digital stretches.
struct GapLinks {
    std::vector<std::uint8_t> isGap;
    /// A gap whose source has digital inflow or is an origin, and whose target has digital outflow or is an end user.
    std::vector<std::uint8_t> isBridging;
};
GapLinks gapLinks(const Snapshot& snapshot, std::span<const std::uint8_t> digital);

} // namespace chainscape
