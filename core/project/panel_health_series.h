// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Data health over all periods: coverage, gaps, jumps of units, outliers and thresholds. Private to core/project.

#include "core/project/panel_makers.h"

namespace chainscape {

/// Per period, of the snapshot's layer and unit: what stands there, and links that trade before and after but not in it.
PanelTable periodTable(const Snapshot& snapshot);

/// Values far from the usual of their link, and links whose values are a hundred, a thousand or a million times what they were from a
/// period on. Largest factor first; at most a thousand. Links with fewer than six known values say nothing.
PanelTable oddValueTable(const Snapshot& snapshot);

/// Periods from which on the smallest values are at least four times, or at most a quarter of, what they were.
PanelTable thresholdTable(const Snapshot& snapshot);

} // namespace chainscape
