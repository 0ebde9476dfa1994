// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How alike two chains are as graphs: firm by firm (DeltaCon), or without matching names (portrait divergence). (analytics F4)

#include <vector>

#include "core/analysis/change_table.h"
#include "core/base/progress.h"

namespace chainscape {

/// Koutra, Vogelstein & Faloutsos 2013 on the undirected, unweighted links and the firms of both sides.
struct AffinityChange {
    double distance = 0;        ///< root-Euclidean distance of the affinities
    double similarity = 1;      ///< 1 / (1 + distance)
    std::vector<double> firm;   ///< per ChangeTable firm: its part, who changed most
};
/// Fails with TooLarge above 2,000 firms. O(firms^3).
Result<AffinityChange> affinityChange(const ChangeTable& table, Progress& progress);

/// Portrait divergence (Bagrow & Bollt 2019) of the directed, unweighted links, 0..1: 0 for the same graph under any names.
/// NaN when a side has no links. O(firms x links).
Result<double> portraitDivergence(const Snapshot& a, const Snapshot& b, Progress& progress);

} // namespace chainscape
