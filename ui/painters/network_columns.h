// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The measures that colour, size, fade and widen a map, computed for a figure. For the window and for every export.

#include "core/analysis/registry.h"
#include "ui/painters/network_input.h"

namespace chainscape::ui {

/// The measure a colour, size or opacity stands for; null for the plain columns the painter knows itself, and for a width by value or score.
const Measure* mapMeasure(const std::string& id, MeasureLevel level = MeasureLevel::Firm);

/// Those of the view's colour, size, opacity and width that are measures. A measure that cannot be computed is left out. Cost: theirs.
MapColumns mapColumns(const SnapshotPtr& snapshot, const ViewSpec& view, const AnalysisOptions& options, Progress& progress);

/// Whether mapColumns has anything to do.
bool hasMapColumns(const ViewSpec& view);

} // namespace chainscape::ui
