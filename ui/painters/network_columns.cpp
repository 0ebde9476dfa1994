// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_columns.h"

#include <algorithm>

#include "core/project/firm_groups.h"
#include "ui/style/format.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

std::optional<NodeColumn> mapColumn(const std::string& id, MeasureLevel level, Findings& findings, Progress& progress) {
    const Measure* measure = mapMeasure(id, level);
    if (!measure) return std::nullopt;
    auto column = level == MeasureLevel::Firm ? firmMeasure(id, findings, progress) : linkMeasure(id, findings, progress);
    if (!column) return std::nullopt;
    const QString unit = measure->unit == MeasureUnit::Value ? fromUtf8(findings.snapshot().unit()) : QString{};
    return NodeColumn{fromUtf8(measure->name), unit, std::move(*column), measure->least < 0};
}

bool isFound(const std::string& by) { return by == "community" || by == "internet"; }

/// Communities and internets of all periods, so that their colours stay while the timeline plays; a community is named after its largest firm here.
std::optional<NodeGroups> foundGroups(const SnapshotPtr& snapshot, const ViewSpec& view, const AnalysisOptions& options, Progress& progress) {
    if (!isFound(view.colourBy)) return std::nullopt;
    const auto found = firmGroups(snapshot->datasetPtr(), view, view.colourBy, options, progress);
    if (!found) return std::nullopt;
    const bool community = view.colourBy == "community";
    NodeGroups out{community ? Words::tr("Community") : Words::tr("Enterprise internet"), {}, {}};
    std::vector<std::uint32_t> largest(found->name.size(), kNone);
    const auto size = [&](std::uint32_t n) { return std::max(snapshot->outValue()[n], snapshot->inValue()[n]); };
    for (std::uint32_t n = 0; n < snapshot->nodeCount(); ++n) {
        const auto group = found->of[snapshot->firm()[n]];
        out.of.push_back(group);
        if (group != kNone && (largest[group] == kNone || size(n) > size(largest[group]))) largest[group] = n;
    }
    for (std::size_t g = 0; g < largest.size(); ++g) {
        const QString name = fromUtf8(found->name[g]);
        if (!community) out.groups << Words::tr("of %1").arg(name);
        else out.groups << (largest[g] == kNone ? name : Words::tr("around %1").arg(fromUtf8(snapshot->name(largest[g]))));
    }
    return out;
}

} // namespace

const Measure* mapMeasure(const std::string& id, MeasureLevel level) {
    for (const char* plain : {"stage", "region", "sector", "digital", "platform", "end_user", "throughput", "value", "community", "internet", ""})
        if (id == plain) return nullptr;
    return findMeasure(id, level);
}

MapColumns mapColumns(const SnapshotPtr& snapshot, const ViewSpec& view, const AnalysisOptions& options, Progress& progress) {
    Findings findings(snapshot, options);
    const auto firm = [&](const std::string& id) { return mapColumn(id, MeasureLevel::Firm, findings, progress); };
    MapColumns out;
    out.colour = firm(view.colourBy);
    out.groups = foundGroups(snapshot, view, options, progress);
    out.size = firm(view.sizeBy);
    out.opacity = firm(view.network.opacityBy);
    out.width = mapColumn(view.widthBy, MeasureLevel::Link, findings, progress);
    return out;
}

bool hasMapColumns(const ViewSpec& view) {
    return isFound(view.colourBy) || mapMeasure(view.colourBy) || mapMeasure(view.sizeBy) || mapMeasure(view.network.opacityBy) || mapMeasure(view.widthBy, MeasureLevel::Link);
}

} // namespace chainscape::ui
