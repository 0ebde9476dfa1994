// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LinkOutlook: which pairs of firms may trade next, which links may end, and how well the same rule did on steps it had not seen.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/forecast/link_prediction.h"
#include "core/model/dataset.h"
#include "core/project/forecast_memory.h"

namespace chainscape {

/// A link that is not there (yet), with its chance in the next period.
struct GhostLink {
    std::uint32_t source = 0, target = 0; ///< firm indices
    double probability = 0;  ///< 0..1; NaN with one period alone
    std::string reason;      ///< English, marked for translation: "2.4 of value already go round about", "traded before" ...
    double shortcut = 0;     ///< value that already goes source > m > target
    double complementarity = 0, record = 0; ///< L3 score; recency of earlier trade 0..1
    bool known = false;      ///< the user says it is agreed: probability 1
};

/// A link of now and its chance to be there in the next period.
struct FadingLink {
    std::uint32_t source = 0, target = 0;
    double value = 0, stays = 0, record = 0; ///< stays is NaN with one period alone
};

/// The rule learned from the earlier periods alone, scored on the later ones.
struct LinkTest {
    std::string rule;            ///< "new" or "existing"
    std::size_t periods = 0;     ///< steps it was scored on, the last third of the data, at least one
    std::size_t pairs = 0, hits = 0; ///< candidates scored, and those that came true
    double baseRate = 0;         ///< hits / pairs: what chance alone gives
    double precisionAtHits = 0;  ///< share true among the first `hits`
    double averagePrecision = 0; ///< area under precision and recall (AUPRC)
    double brier = 0, baseBrier = 0; ///< mean squared miss of the probabilities, and of saying the base rate of the past for all
    std::vector<forecast::CalibrationBin> calibration; ///< ten bins
};

struct LinkOutlook {
    std::vector<GhostLink> ghosts;   ///< the likeliest first, at most 200; pairs marked impossible are left out
    std::vector<FadingLink> fading;  ///< every link of now, the least likely to stay first
    std::vector<LinkTest> tests;     ///< none below three periods
    std::size_t periods = 0, candidates = 0, scored = 0, impossible = 0;
    std::size_t newFirmLinks = 0, newLinks = 0; ///< of the links that were new in the last period: those with a firm that was new, all
};

struct LinkAsk {
    Layer layer = Layer::Money;
    std::string unit;
    std::uint32_t last = kNone;          ///< period index; kNone: the last
    const ForecastMarks* marks = nullptr; ///< may be null
};

/// Scores of up to 24 periods. With six or more, persistence, recency, shortcut and complementarity are combined by logistic regression;
/// below, the rule is learned from what there is and the test says how little that is. TooLarge for chains in which almost everyone
/// trades with everyone; Cancelled. (analytics G2)
Result<LinkOutlook> linkOutlook(const DatasetPtr& dataset, const LinkAsk& ask, Progress& progress);

} // namespace chainscape
