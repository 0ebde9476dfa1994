// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Stage inference: which tier a firm without one sits in, told from whom it trades with (analytics A2).

#include <cstdint>
#include <vector>

#include "core/base/progress.h"
#include "core/model/dataset.h"

namespace chainscape {

/// One entry per firm of the dataset; give it to withStages().
struct InferredStages {
    std::vector<std::int16_t> stage;    ///< 1..K, 0 where nothing can be told
    std::vector<std::uint8_t> inferred; ///< 1: told here, not from the data
    std::vector<float> confidence;      ///< 1 given; 1 - 2 |h - round(h)| inferred; NaN none
    std::vector<double> level;          ///< the level h before rounding; NaN where none
    StageList stages;                   ///< the dataset's, or "Stage 1".. when it has no stages at all
    std::size_t inferredCount = 0;
};

/// Firms with a given stage are held there, the others minimise the energy of A1 over the money links of all periods, each unit
/// normalised by its total. A group of firms without any given stage takes free levels stretched over 1..K; when no stage is given at
/// all and the stage list is the default one, K = round(greatest level) + 1 within 2..8. Firms without links, and groups that flow in
/// no direction (a ring), stay unknown. Links of unknown value count only when no value is known at all.
Result<InferredStages> inferStages(const Dataset& dataset, Progress& progress);

} // namespace chainscape
