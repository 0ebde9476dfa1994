// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Trophic levels and incoherence: how strongly everything flows one way (analytics A1).

#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

enum class LinkWeight : std::uint8_t { Value, Unit };

struct TrophicOptions {
    LinkWeight weight = LinkWeight::Value;
};

struct TrophicLevels {
    std::vector<double> level; ///< one per node, least 0 in each weak component; NaN for firms with only unknown values
    double incoherence = 0;    ///< F0 in 0..1, pooled over all links; NaN without links
    double directedness = 0;   ///< 1 - F0
    double meanStep = 0;       ///< sum w (h_t - h_s) / sum w, equal to directedness
};

/// MacKay, Johnson & Sansom 2020, R. Soc. Open Sci. 7:201138. Links of unknown value count only under LinkWeight::Unit.
/// O(m) per step of conjugate gradients.
Result<TrophicLevels> trophicLevels(const Snapshot& snapshot, const TrophicOptions& options, Progress& progress);

} // namespace chainscape
