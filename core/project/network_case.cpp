// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/network_case.h"

#include <algorithm>

#include "core/model/view_snapshot.h"

namespace chainscape {

Result<NetworkCase> networkCase(const DatasetPtr& base, const ViewSpec& view, const NetworkCaseOptions& options, Progress& progress) {
    NetworkCase out;
    out.dataset = base;
    const std::string by = view.view == ViewKind::DataChain ? std::string{} : collapseOf(*base, view);
    if (!by.empty()) {
        auto collapsed = collapseChain(base, view, by, options.analysis, progress);
        if (!collapsed) return tl::unexpected(collapsed.error());
        out.groups = std::make_shared<const CollapsedChain>(std::move(*collapsed));
        out.dataset = out.groups->dataset;
    } else if (!view.hullBy.empty()) {
        auto hulls = firmGroups(base, view, view.hullBy, options.analysis, progress);
        if (!hulls) return tl::unexpected(hulls.error());
        out.hulls = std::make_shared<const FirmGroups>(std::move(*hulls));
    }
    PlacesSink meanwhile;
    if (options.meanwhile)
        meanwhile = [&](NetworkPlaces places) {
            NetworkCase sketch = out;
            sketch.places = std::make_shared<const NetworkPlaces>(std::move(places));
            options.meanwhile(std::move(sketch));
        };
    auto places = networkPlaces(out.dataset, caseView(out, base, view), progress, options.before, meanwhile);
    if (!places) return tl::unexpected(places.error());
    out.places = std::make_shared<const NetworkPlaces>(std::move(*places));
    return out;
}

ViewSpec caseView(const NetworkCase& made, const DatasetPtr& base, const ViewSpec& view) {
    return made.groups ? collapsedView(*made.groups, *base, view) : view;
}

Result<SnapshotPtr> caseSnapshot(const NetworkCase& made, const DatasetPtr& base, const ViewSpec& view, SnapshotCache* kept) {
    auto spec = snapshotSpec(*made.dataset, caseView(made, base, view));
    if (!spec) return tl::unexpected(spec.error());
    const auto& periods = made.dataset->periods();
    if (view.window > 1 && !periods.empty()) {
        const auto last = spec->from == kNone ? static_cast<std::uint32_t>(periods.size() - 1) : spec->from;
        spec->from = spec->to = last;
        while (spec->from > 0 && last - spec->from + 1 < static_cast<std::uint32_t>(view.window) &&
               periods[spec->from - 1].period.granularity == periods[last].period.granularity)
            --spec->from;
    }
    return kept ? kept->at(made.dataset, *spec) : makeSnapshot(made.dataset, *spec);
}

Result<SnapshotPtr> caseBefore(const NetworkCase& made, const DatasetPtr& base, const ViewSpec& view, SnapshotCache* kept) {
    const auto& periods = base->periods();
    const auto at = view.period.empty() ? static_cast<std::uint32_t>(periods.size()) - 1 : base->periodIndex(view.period);
    if (periods.empty() || at == kNone || at == 0 || periods[at - 1].period.granularity != periods[at].period.granularity) return SnapshotPtr{};
    ViewSpec earlier = view;
    earlier.period = periods[at - 1].text;
    return caseSnapshot(made, base, earlier, kept);
}

} // namespace chainscape
