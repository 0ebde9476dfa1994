// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_painter.h"

#include <cmath>

#include "ui/painters/network_chain.h"
#include "ui/painters/network_frames.h"
#include "ui/painters/network_hulls.h"
#include "ui/painters/network_labels.h"
#include "ui/painters/network_lanes.h"
#include "ui/painters/network_links.h"
#include "ui/painters/network_marks.h"
#include "ui/painters/network_matrix.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

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
        const ItemRef item{ItemKind::Firm, s.firm()[i]};
        if (input.groups && input.groups->firms[s.firm()[i]] > 0)
            list.disc({float(at.x()), float(at.y()), radius + 4, float(size::discOutline), theme.canvas.rgba(), fill.rgba(), item});
        if (marks.sizeUnknown[i]) // not small, but unknown: a hollow disc
            list.disc({float(at.x()), float(at.y()), radius, float(size::discOutline), theme.canvas.rgba(), theme.unknown.rgba(), item});
        else
            list.disc({float(at.x()), float(at.y()), radius, float(size::discOutline), fill.rgba(), (inferred ? theme.unknown : theme.canvas).rgba(), item});
        if (s.isPlatform()[i]) // a platform carries a ground-coloured dot
            list.disc({float(at.x()), float(at.y()), std::max(1.5F, radius * 0.35F), 0, theme.canvas.rgba(), 0, {}});
    }
}

void paintBackwardSum(DisplayList& list, const NetworkMarks& marks, const BackwardSum& sum, const NetworkInput& input, const Theme& theme) {
    if (input.chain || sum.count == 0 || input.places->layout != NetworkLayoutKind::Lanes) return;
    Text t;
    t.text = Words::tr("flows back: %1").arg(valueText(sum.value, QString::fromStdString(input.snapshot->unit()), input.locale));
    t.anchor = {marks.map.center().x(), marks.map.bottom() + kLaneFoot - 3};
    t.size = size::smallFont;
    t.colour = theme.secondary.rgba();
    t.halo = theme.canvas.rgba();
    list.text(t);
}

QString groupWord(const std::string& by) {
    if (by == "stage") return Words::tr("stage");
    if (by == "sector") return Words::tr("sector");
    if (by == "region") return Words::tr("region");
    return by == "community" ? Words::tr("community") : Words::tr("enterprise internet");
}

QString titled(const QString& name, const ValueScale& scale) {
    return scale.note().isEmpty() ? name : Words::tr("%1 (%2)").arg(name, scale.note());
}

Legend legendOf(const NetworkInput& input, const NetworkMarks& marks, const BackwardSum& back, std::size_t marked, const Theme& theme) {
    Legend legend;
    legend.colourTitle = marks.colours.title;
    legend.colours = marks.colours.legend;
    const UnitScale scale = scaleFor(marks.largestValue, QString::fromStdString(input.snapshot->unit()));
    if (marks.largestValue > 0) {
        legend.widthTitle = titled(Words::tr("Link value"), marks.widthScale);
        for (const double v : marks.widthScale.samples()) legend.widths.push_back({linkWidth(marks.widthScale.at(v), 1), valueText(v, scale, input.locale)});
    }
    if (marks.largestSize > 0) {
        legend.sizeTitle = titled(input.size ? input.size->name : Words::tr("Throughput"), marks.sizeScale);
        const QString unit = input.size ? input.size->unit : QString::fromStdString(input.snapshot->unit());
        for (const double v : marks.sizeScale.samples())
            legend.sizes.push_back({discRadius(marks.sizeScale.at(v), 1, input.snapshot->nodeCount()), valueText(v, scaleFor(marks.largestSize, unit), input.locale)});
    }
    const bool lanes = input.places->layout == NetworkLayoutKind::Lanes;
    if (input.chain) addChainLegend(legend, input, marked, theme);
    if (lanes && back.count > 0) legend.lines.push_back({theme.secondary, Words::tr("flows back"), true});
    if (const QString note = layoutNote(input); !note.isEmpty()) legend.notes << note;
    if (!lanes)
        legend.notes << (input.chain ? Words::tr("Links taper from seller to buyer.") : Words::tr("Links taper from seller to buyer and take the colour of the seller."));
    else if (!input.chain)
        legend.notes << Words::tr("Value runs from left to right; links take the colour of the seller.");
    addHullLegend(legend, input, theme);
    if (input.groups) legend.notes << Words::tr("Ringed discs are groups by %1; links between groups are summed.").arg(groupWord(input.groups->by));
    if (marks.drawnShare < 1)
        legend.notes << Words::tr("Shows the %1 heaviest links: %2 of the value.")
                            .arg(countText(qint64(marks.drawn.size()), input.locale), percentText(marks.drawnShare, input.locale));
    return legend;
}

void paintNothing(DisplayList& list, const QRectF& area, const Theme& theme) {
    Text t;
    t.text = Words::tr("Nothing to show in this period under this filter.");
    t.anchor = area.center();
    t.size = size::baseFont;
    t.colour = theme.secondary.rgba();
    list.text(t);
}

} // namespace

Legend paintNetwork(DisplayList& list, const NetworkInput& input, const QRectF& area) {
    if (input.spec.networkShow == NetworkShow::Matrix && !input.chain) return paintNetworkMatrix(list, input, area);
    const Theme& t = theme(input.theme);
    const NetworkMarks marks = networkMarks(input, area, t);
    list.summary = Words::tr("Network of %1 firms and %2 links, %3, %4")
                       .arg(input.snapshot->nodeCount())
                       .arg(input.snapshot->edgeCount())
                       .arg(QString::fromStdString(input.snapshot->periodText()),
                            valueText(input.snapshot->totalValue(), QString::fromStdString(input.snapshot->unit()), input.locale));
    if (input.places->layout == NetworkLayoutKind::Lanes) paintLanes(list, input, marks, t);
    paintFrames(list, input, marks, t);
    if (input.snapshot->nodeCount() == 0) paintNothing(list, area, t);
    paintHulls(list, input, marks, t);
    const BackwardSum back = paintLinks(list, input, marks, t);
    list.addLayer();
    if (input.chain) paintCuts(list, input, marks, t);
    list.addLayer();
    const std::size_t marked = input.chain ? paintBreaks(list, input, marks, t) : 0;
    paintFirms(list, input, marks, t);
    paintBackwardSum(list, marks, back, input, t);
    if (input.chain) {
        paintCutLabels(list, input, marks, t);
        paintChainLine(list, input, marks, t);
    }
    paintHullNames(list, input, marks, t);
    paintFirmLabels(list, input, marks, t);
    return legendOf(input, marks, back, marked, t);
}

} // namespace chainscape::ui
