// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// PlacesJob: one layout of a chain under way, and the layouts that put firms into columns.

#include <vector>

#include "core/project/network_places.h"
#include "core/project/pinned_places.h"

namespace chainscape {

/// The union snapshot, its graph and what came before.
struct PlacesJob {
    const Snapshot& s;
    const ViewSpec& view;
    Progress& progress;
    NetworkPlaces& out;
    const PlacesSink& meanwhile;
    LayoutGraph graph;
    PinnedFirms pins;
    std::vector<float> startX, startY; ///< per node, NaN unknown; empty when nothing is known
};

/// Remembers places for the next layout. `all`: everything moved together; else only firms not known before are added, so that a filter
/// taken off gives the old order.
void keepPlaces(PlacesJob& job, const Positions& at, bool all);

/// A lane a stage.
Result<void> placeLanes(PlacesJob& job);
/// A column a step from the firm in the middle.
Result<void> placeByFocus(PlacesJob& job);
/// By trophic level.
Result<void> placeByLevel(PlacesJob& job);

} // namespace chainscape
