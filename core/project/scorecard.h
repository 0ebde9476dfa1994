// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Scorecard: stage by stage and period by period, how much of a chain is visible, gives feedback, and can be predicted.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/model/dataset.h"

namespace chainscape {

/// Firms with data: those that trade in the period among all of the stage. Value with data: trade on links whose digital score is
/// stated. Feedback: forward sales of firms that a data link from a later stage reaches. Predictable: sales whose forecast, made
/// from data up to the period, beat repeating the past in its back-test.
enum class Aspect : std::uint8_t { VisibleFirms, VisibleValue, Feedback, Predictable };
inline constexpr std::size_t kAspectCount = 4;

struct ScorecardCell {
    std::array<double, kAspectCount> share; ///< 0..1; NaN where there is nothing to take a share of
    std::vector<std::uint32_t> active, silent;   ///< firms of the stage that trade, that do not
    std::vector<std::uint32_t> scored, unscored; ///< of the active ones: with at least one scored link, with none
    std::vector<std::uint32_t> fed, unfed;       ///< firms that sell forward, with and without a return data link
    std::vector<std::string> skilled, unskilled; ///< stage pairs "2>3" by whether their forecast beat repeating the past
};

struct Scorecard {
    std::vector<std::string> stages;             ///< names, stage 1 first
    std::vector<std::uint32_t> periods;          ///< period indices, ascending
    std::vector<std::vector<ScorecardCell>> cells; ///< per stage, per period

    [[nodiscard]] const ScorecardCell& cell(std::size_t stage, std::size_t period) const { return cells[stage][period]; }
    /// Against the period before: 1 up, -1 down, 0 within half a point or unknown.
    [[nodiscard]] int trend(std::size_t stage, std::size_t period, Aspect aspect) const;
};

struct ScorecardAsk {
    Layer layer = Layer::Money;
    std::string unit;
    std::uint32_t last = kNone;   ///< period index; kNone: the last
    std::size_t periods = 8;      ///< the last ones, of one length
};

/// Cancellable. About four fits per stage pair and period.
Result<Scorecard> scorecard(const DatasetPtr& dataset, const ScorecardAsk& ask, Progress& progress);

} // namespace chainscape
