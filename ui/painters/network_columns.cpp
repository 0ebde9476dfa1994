// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_columns.h"

#include "ui/style/format.h"

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

} // namespace

const Measure* mapMeasure(const std::string& id, MeasureLevel level) {
    for (const char* plain : {"stage", "region", "sector", "digital", "platform", "end_user", "throughput", "value", ""})
        if (id == plain) return nullptr;
    return findMeasure(id, level);
}

MapColumns mapColumns(const SnapshotPtr& snapshot, const ViewSpec& view, const AnalysisOptions& options, Progress& progress) {
    Findings findings(snapshot, options);
    const auto firm = [&](const std::string& id) { return mapColumn(id, MeasureLevel::Firm, findings, progress); };
    MapColumns out;
    out.colour = firm(view.colourBy);
    out.size = firm(view.sizeBy);
    out.opacity = firm(view.network.opacityBy);
    out.width = mapColumn(view.widthBy, MeasureLevel::Link, findings, progress);
    return out;
}

bool hasMapColumns(const ViewSpec& view) {
    return mapMeasure(view.colourBy) || mapMeasure(view.sizeBy) || mapMeasure(view.network.opacityBy) || mapMeasure(view.widthBy, MeasureLevel::Link);
}

} // namespace chainscape::ui
