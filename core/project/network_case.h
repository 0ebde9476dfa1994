// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkCase: all of a network figure that does not change with the period: groups, outlines and places.

#include <functional>
#include <memory>

#include "core/model/snapshot_cache.h"
#include "core/project/collapsed_chain.h"
#include "core/project/firm_groups.h"
#include "core/project/network_places.h"

namespace chainscape {

struct NetworkCase {
    DatasetPtr dataset;                           ///< what is drawn: the data, or their groups
    std::shared_ptr<const CollapsedChain> groups; ///< none: every firm for itself
    std::shared_ptr<const FirmGroups> hulls;      ///< none: no outlines
    std::shared_ptr<const NetworkPlaces> places;
};

/// What a network figure follows beside its view.
struct NetworkCaseOptions {
    AnalysisOptions analysis;              ///< how communities and internets are found
    const NetworkPlaces* before = nullptr; ///< places so far
    std::function<void(NetworkCase)> meanwhile; ///< gets the case with a force layout as it stands, on the working thread; empty: nobody looks
};

/// Groups as collapseOf says (the data chain is always drawn firm by firm), outlines by view.hullBy where firms are not grouped.
/// Cost: that of the layout and, for communities, of finding them.
Result<NetworkCase> networkCase(const DatasetPtr& base, const ViewSpec& view, const NetworkCaseOptions& options, Progress& progress);

/// The view to make the snapshot of a case with: view.window periods, and for groups the view that reads them.
ViewSpec caseView(const NetworkCase& made, const DatasetPtr& base, const ViewSpec& view);

/// The snapshot of the case at view.period, summed over view.window periods that end there.
Result<SnapshotPtr> caseSnapshot(const NetworkCase& made, const DatasetPtr& base, const ViewSpec& view, SnapshotCache* kept = nullptr);

/// The same for the period before view.period of the same length; null when there is none.
Result<SnapshotPtr> caseBefore(const NetworkCase& made, const DatasetPtr& base, const ViewSpec& view, SnapshotCache* kept = nullptr);

} // namespace chainscape
