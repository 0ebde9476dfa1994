// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_painter.h"

#include <cmath>

#include <QCoreApplication>

#include "ui/painters/network_labels.h"
#include "ui/painters/network_lanes.h"
#include "ui/painters/network_links.h"
#include "ui/painters/network_marks.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("NetworkPainter", text); }

void paintFirms(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const Snapshot& s = *input.snapshot;
    const std::set<std::string> selected(input.spec.selected.begin(), input.spec.selected.end());
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        const QPointF at = marks.place[i];
        if (!std::isfinite(at.x())) continue;
        const bool receded = marks.focus.node[i] == Brightness::Receded;
        const QColor fill = receded ? mixed(theme.canvas, marks.colours.node[i], 0.38) : marks.colours.node[i];
        const auto radius = float(marks.radius[i]);
        if (selected.contains(s.id(i)) || s.id(i) == input.spec.focus)
            list.disc({float(at.x()), float(at.y()), radius + float(size::selectionOffset), float(size::selectionRing), 0,
                       theme.selected.rgba(), {}});
        const bool inferred = s.stageInferred()[i] != 0;
        list.disc({float(at.x()), float(at.y()), radius, float(size::discOutline), fill.rgba(),
                   (inferred ? theme.unknown : theme.canvas).rgba(), {ItemKind::Firm, s.firm()[i]}});
        if (s.isPlatform()[i]) // a platform carries a ground-coloured dot
            list.disc({float(at.x()), float(at.y()), std::max(1.5F, radius * 0.35F), 0, theme.canvas.rgba(), 0, {}});
    }
}

void paintBackwardSum(DisplayList& list, const NetworkMarks& marks, const BackwardSum& sum, const NetworkInput& input, const Theme& theme) {
    if (sum.count == 0 || input.places->layout != NetworkLayoutKind::Lanes) return;
    Text t;
    t.text = tr("flows back: %1").arg(valueText(sum.value, QString::fromStdString(input.snapshot->unit()), input.locale));
    t.anchor = {marks.map.center().x(), marks.map.bottom() + kLaneFoot - 6};
    t.size = size::smallFont;
    t.colour = theme.secondary.rgba();
    t.halo = theme.canvas.rgba();
    list.text(t);
}

Legend legendOf(const NetworkInput& input, const NetworkMarks& marks, const BackwardSum& back, const Theme& theme) {
    Legend legend;
    legend.colourTitle = marks.colours.title;
    legend.colours = marks.colours.legend;
    const UnitScale scale = scaleFor(marks.largestValue, QString::fromStdString(input.snapshot->unit()));
    if (marks.largestValue > 0) {
        legend.widthTitle = tr("Link value");
        for (const double share : {0.1, 0.4, 1.0})
            legend.widths.push_back({linkWidth(marks.largestValue * share, marks.largestValue), valueText(marks.largestValue * share, scale, input.locale)});
    }
    if (marks.largestSize > 0) {
        legend.sizeTitle = input.size ? input.size->name : tr("Throughput");
        const QString unit = input.size ? input.size->unit : QString::fromStdString(input.snapshot->unit());
        for (const double share : {0.15, 1.0})
            legend.sizes.push_back({discRadius(marks.largestSize * share, marks.largestSize, input.snapshot->nodeCount()),
                                    valueText(marks.largestSize * share, scaleFor(marks.largestSize, unit), input.locale)});
    }
    const bool lanes = input.places->layout == NetworkLayoutKind::Lanes;
    if (lanes && back.count > 0) legend.lines.push_back({theme.secondary, tr("flows back"), true});
    legend.notes << (lanes ? tr("Value runs from left to right; links take the colour of the seller.")
                           : tr("Links taper from seller to buyer and take the colour of the seller."));
    if (marks.drawnShare < 1)
        legend.notes << tr("Shows the %1 heaviest links: %2 of the value.")
                            .arg(countText(qint64(marks.drawn.size()), input.locale), percentText(marks.drawnShare, input.locale));
    return legend;
}

void paintNothing(DisplayList& list, const QRectF& area, const Theme& theme) {
    Text t;
    t.text = tr("Nothing to show in this period under this filter.");
    t.anchor = area.center();
    t.size = size::baseFont;
    t.colour = theme.secondary.rgba();
    list.text(t);
}

} // namespace

Legend paintNetwork(DisplayList& list, const NetworkInput& input, const QRectF& area) {
    const Theme& t = theme(input.theme);
    const NetworkMarks marks = networkMarks(input, area, t);
    list.summary = tr("Network of %1 firms and %2 links, %3, %4")
                       .arg(input.snapshot->nodeCount())
                       .arg(input.snapshot->edgeCount())
                       .arg(QString::fromStdString(input.snapshot->periodText()),
                            valueText(input.snapshot->totalValue(), QString::fromStdString(input.snapshot->unit()), input.locale));
    if (input.places->layout == NetworkLayoutKind::Lanes) paintLanes(list, input, marks, t);
    if (input.snapshot->nodeCount() == 0) paintNothing(list, area, t);
    const BackwardSum back = paintLinks(list, input, marks, t);
    list.addLayer();
    paintFirms(list, input, marks, t);
    paintBackwardSum(list, marks, back, input, t);
    paintFirmLabels(list, input, marks, t);
    return legendOf(input, marks, back, t);
}

} // namespace chainscape::ui
