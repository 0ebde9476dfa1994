// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/union_snapshot.h"

#include "core/model/view_snapshot.h"

namespace chainscape {

Result<SnapshotPtr> unionSnapshot(const DatasetPtr& dataset, const ViewSpec& view) {
    auto spec = snapshotSpec(*dataset, view);
    if (!spec) return tl::unexpected(spec.error());
    const auto& periods = dataset->periods();
    if (periods.empty()) return failure(ErrorCode::NoData, "The project has no links with a period yet; import a links file.");
    spec->to = static_cast<std::uint32_t>(periods.size() - 1);
    spec->from = spec->to;
    while (spec->from > 0 && periods[spec->from - 1].period.granularity == periods[spec->to].period.granularity) --spec->from;
    return makeSnapshot(dataset, *spec);
}

} // namespace chainscape
