// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/view_snapshot.h"

#include <algorithm>

namespace chainscape {

std::vector<int> narrowStages(const StageList& stages) {
    std::vector<int> out;
    for (int s = 1; s <= stages.size(); ++s) {
        const int meaning = defaultStageFor(stages.name(s));
        if (meaning >= 3 && meaning <= 5) out.push_back(s);
    }
    return out;
}

std::string unitOf(const Dataset& dataset, const ViewSpec& view) { return view.unit.empty() ? dataset.mainUnit(view.layer) : view.unit; }

Result<SnapshotSpec> snapshotSpec(const Dataset& dataset, const ViewSpec& view) {
    SnapshotSpec spec;
    spec.layer = view.layer;
    spec.filter = view.filter;
    spec.unit = unitOf(dataset, view);
    if (!view.period.empty()) {
        spec.from = dataset.periodIndex(view.period);
        if (spec.from == kNone) return failure(ErrorCode::NotFound, "There is no period \"" + view.period + "\" in the data.");
    }
    if (view.narrow && spec.filter.stages.empty()) spec.filter.stages = narrowStages(dataset.stages());
    return spec;
}

Result<SnapshotPtr> makeSnapshot(DatasetPtr dataset, const ViewSpec& view) {
    const auto spec = snapshotSpec(*dataset, view);
    if (!spec) return tl::unexpected(spec.error());
    return makeSnapshot(std::move(dataset), *spec);
}

} // namespace chainscape
