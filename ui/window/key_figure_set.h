// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The chain's key figures at a period, and how they read beside those of the period before. No widgets: values in, words out.

#include <string>
#include <vector>

#include "core/analysis/analysis_options.h"
#include "core/base/progress.h"
#include "core/model/snapshot.h"
#include "ui/window/key_figures.h"

namespace chainscape::ui {

/// NaN: undefined or unknown; `reason` then says why.
struct ChainNumber {
    double value = 0, low = 0, high = 0;
    std::string reason;
};

struct ChainNumbers {
    ChainNumber directedness, length, penetration, platforms, restructured;
    ChainNumber weakestShare;
    int weakestFrom = 0, weakestTo = 0;
    std::string criticalFirm, criticalName; ///< blank: not computed or none
    double criticalLoss = 0;
};

/// Whether what costs a run over the links for every firm is computed unasked: where that takes a few seconds of a core.
bool quickFirmByFirm(const Snapshot& snapshot);

/// All but the critical firm. Measures that fail carry their reason; only a stop fails the whole. `before` may be null: restructuring
/// is then undefined.
Result<ChainNumbers> chainNumbers(const SnapshotPtr& now, const SnapshotPtr& before, const AnalysisOptions& options, Progress& progress);

/// The critical firm, which takes longest; blank where it is not quick.
Result<ChainNumbers> withCriticalFirm(ChainNumbers numbers, const SnapshotPtr& now, const AnalysisOptions& options, Progress& progress);

/// The strip's seven figures.
std::vector<KeyFigure> keyFigures(const ChainNumbers& now, const ChainNumbers* before);

} // namespace chainscape::ui
