// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_painter.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "ui/painters/firm_shapes.h"
#include "ui/painters/network_bundles.h"
#include "ui/painters/network_chain.h"
#include "ui/painters/network_frames.h"
#include "ui/painters/network_hulls.h"
#include "ui/painters/network_labels.h"
#include "ui/painters/network_lanes.h"
#include "ui/painters/network_links.h"
#include "ui/painters/network_marks.h"
#include "ui/painters/network_matrix.h"
#include "ui/painters/network_notes.h"
#include "ui/painters/network_returns.h"
#include "ui/painters/network_step.h"
#include "ui/painters/network_trail.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

class FirmPainter {
public:
    FirmPainter(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme)
        : m_list(list), m_input(input), m_s(*input.snapshot), m_marks(marks), m_theme(theme), m_shapes(firmShapes(input)),
          m_selected(input.spec.selected.begin(), input.spec.selected.end()) {}

    void paint() {
        std::vector<std::uint32_t> smallFirst;
        for (std::uint32_t i = 0; i < m_s.nodeCount(); ++i)
            if (std::isfinite(m_marks.place[i].x()) && m_marks.radius[i] > 0) smallFirst.push_back(i);
        std::ranges::stable_sort(smallFirst, {}, [this](std::uint32_t i) { return m_marks.radius[i]; }); // no dots on large discs
        for (const auto i : smallFirst) firm(i);
    }

private:
    void firm(std::uint32_t i) {
        const auto radius = float(m_marks.radius[i]);
        const ItemRef item{ItemKind::Firm, m_s.firm()[i]};
        if (m_selected.contains(m_s.id(i)) || m_s.id(i) == m_input.spec.focus) disc(i, radius + float(size::selectionOffset), float(size::selectionRing), 0, m_theme.selected.rgba(), {});
        const QColor fill = fillOf(i);
        if (m_input.groups && m_input.groups->firms[m_s.firm()[i]] > 0) disc(i, radius + 4, float(size::discOutline), m_theme.canvas.rgba(), fill.rgba(), item);
        if (hollow(i)) // not small, faint or grey, but unknown
            disc(i, radius, float(size::discOutline), m_theme.canvas.rgba(), m_theme.unknown.rgba(), item);
        else
            disc(i, radius, float(size::discOutline), fill.rgba(), (m_s.stageInferred()[i] ? m_theme.unknown : m_theme.canvas).rgba(), item);
        if (m_s.isPlatform()[i]) // a platform carries a ground-coloured dot
            disc(i, std::max(1.5F, radius * 0.35F), 0, m_theme.canvas.rgba(), 0, {});
    }

    [[nodiscard]] bool hollow(std::uint32_t i) const {
        const auto& unknown = m_marks.colours.unknown;
        return m_marks.sizeUnknown[i] || std::isnan(m_marks.opacity[i]) || (!unknown.empty() && unknown[i]);
    }

    [[nodiscard]] QColor fillOf(std::uint32_t i) const {
        const double full = std::isnan(m_marks.opacity[i]) ? 1 : m_marks.opacity[i];
        const QColor own = mixed(m_theme.canvas, m_marks.colours.node[i], full);
        return m_marks.focus.node[i] == Brightness::Receded ? mixed(m_theme.canvas, own, 0.38) : own;
    }

    void disc(std::uint32_t i, float radius, float outline, QRgb fill, QRgb line, ItemRef item) {
        const bool dot = m_marks.radius[i] < size::discSmallest;
        m_list.disc({float(m_marks.place[i].x()), float(m_marks.place[i].y()), radius, outline, fill, line, item, m_shapes.node[i], dot && item ? float(size::discSmallest) : 0.0F});
    }

    DisplayList& m_list;
    const NetworkInput& m_input;
    const Snapshot& m_s;
    const NetworkMarks& m_marks;
    const Theme& m_theme;
    FirmShapes m_shapes;
    std::set<std::string> m_selected;
};

QString groupWord(const std::string& by) {
    if (by == "stage") return Words::tr("stage");
    if (by == "sector") return Words::tr("sector");
    if (by == "region") return Words::tr("region");
    return by == "community" ? Words::tr("community") : Words::tr("enterprise internet");
}

QString titled(const QString& name, const ValueScale& scale) {
    return scale.note().isEmpty() ? name : Words::tr("%1 (%2)").arg(name, scale.note());
}

QString widthName(const NetworkInput& input) {
    if (input.columns.width) return input.columns.width->name;
    return input.spec.widthBy == "digital" ? Words::tr("Digital score of the link") : Words::tr("Link value");
}

QString unitOf(const NetworkInput& input, const std::optional<NodeColumn>& column) { return column ? column->unit : fromUtf8(input.snapshot->unit()); }

void addWidths(Legend& legend, const NetworkInput& input, const NetworkMarks& marks) {
    if (!(marks.largestValue > 0)) return;
    const bool plain = !input.columns.width && input.spec.widthBy == "digital";
    const UnitScale scale = scaleFor(marks.largestValue, plain ? QString() : unitOf(input, input.columns.width));
    legend.widthTitle = titled(widthName(input), marks.widthScale);
    for (const double v : marks.widthScale.samples()) legend.widths.push_back({linkWidth(marks.widthScale.at(v), 1), valueText(v, scale, input.locale)});
}

void addFirmMarks(Legend& legend, const NetworkInput& input, const NetworkMarks& marks) {
    if (marks.largestSize > 0) {
        legend.sizeTitle = titled(input.columns.size ? input.columns.size->name : Words::tr("Throughput"), marks.sizeScale);
        const UnitScale scale = scaleFor(marks.largestSize, unitOf(input, input.columns.size));
        for (const double v : marks.sizeScale.samples()) legend.sizes.push_back({discRadius(marks.sizeScale.at(v), marks.largestDisc), valueText(v, scale, input.locale)});
    }
    const FirmShapes shapes = firmShapes(input);
    legend.shapeTitle = shapes.title;
    legend.shapes = shapes.legend;
    const std::string& by = input.spec.network.opacityBy;
    if (opacityValues(input).empty()) return;
    const QString name = input.columns.opacity ? input.columns.opacity->name : by == "digital" ? Words::tr("digital score") : by == "throughput" ? Words::tr("throughput") : fromUtf8(by);
    legend.opacityTitle = titled(Words::tr("Opacity: %1").arg(name), marks.opacityScale);
    const UnitScale scale = scaleFor(marks.opacityScale.largest(), input.columns.opacity || by == "throughput" ? unitOf(input, input.columns.opacity) : QString());
    for (const double v : marks.opacityScale.samples()) legend.opacities.push_back({kFaintest + (1 - kFaintest) * marks.opacityScale.at(v), valueText(v, scale, input.locale)});
}

/// The kept shares of 0, one half and 1; dotted where it is not known.
void addLinkOpacity(Legend& legend, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const bool confidence = input.spec.network.linkOpacityBy == "confidence";
    if (confidence && marks.linkOpacity.empty() && !input.chain) legend.notes << Words::tr("The confidence of links is not known here.");
    if (marks.linkOpacity.empty()) return;
    legend.linkOpacityTitle = confidence ? Words::tr("Opacity of links: confidence") : Words::tr("Opacity of links: digital score");
    for (const double v : {0.0, 0.5, 1.0}) legend.linkOpacities.push_back({kFaintest + (1 - kFaintest) * v, input.locale.toString(v)});
    if (std::ranges::any_of(marks.linkOpacity, [](double v) { return std::isnan(v); }))
        legend.lines.push_back({theme.secondary, confidence ? Words::tr("confidence unknown") : Words::tr("digital score unknown"), true});
}

/// Hollow discs, grey rims and dots are only explained where there are any.
void addSpecialMarks(Legend& legend, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const Snapshot& s = *input.snapshot;
    const auto any = [](const auto& flags) { return std::ranges::any_of(flags, [](auto flag) { return flag != 0; }); };
    const bool hollow = any(marks.sizeUnknown) || any(marks.colours.unknown) || std::ranges::any_of(marks.opacity, [](double v) { return std::isnan(v); });
    if (hollow) legend.notes << Words::tr("Hollow discs: unknown.");
    if (any(s.isPlatform())) legend.notes << Words::tr("Discs with a dot are platforms.");
    if (any(s.stageInferred())) legend.notes << Words::tr("A grey rim: the stage is told from the links.");
    if (!s.selfLinks().empty() && !input.chain) legend.notes << Words::tr("Loops beside a firm: what it sells to itself.");
    if (any(s.edges().valueUnknown) && !input.chain) legend.lines.push_back({theme.secondary, Words::tr("value unknown"), true});
}

void addDirection(Legend& legend, const NetworkInput& input) {
    const bool lanes = input.places->layout == NetworkLayoutKind::Lanes;
    if (const QString note = layoutNote(input); !note.isEmpty()) legend.notes << note;
    if (!lanes) legend.notes << (input.chain ? Words::tr("Links taper from seller to buyer.") : Words::tr("Links taper from seller to buyer and take the colour of the seller."));
    else if (!input.chain) legend.notes << Words::tr("Value runs from left to right; links take the colour of the seller. Within a stage it runs clockwise: down on the right, up on the left.");
}

Legend legendOf(const NetworkInput& input, const NetworkMarks& marks, bool flowsBack, std::size_t marked, const Theme& theme) {
    Legend legend;
    legend.colourTitle = marks.colours.title;
    legend.colours = marks.colours.legend;
    addWidths(legend, input, marks);
    addFirmMarks(legend, input, marks);
    addLinkOpacity(legend, input, marks, theme);
    if (input.chain) addChainLegend(legend, input, marked, theme);
    if (flowsBack) legend.lines.push_back({theme.secondary, Words::tr("flows back, summed by stages"), true});
    addDirection(legend, input);
    addSpecialMarks(legend, input, marks, theme);
    addHullLegend(legend, input, theme);
    if (input.spec.window > 1) legend.notes << Words::tr("Summed over %1.").arg(QString::fromStdString(input.snapshot->periodText()));
    if (input.groups) legend.notes << Words::tr("Ringed discs are groups by %1; links between groups are summed.").arg(groupWord(input.groups->by));
    if (input.zoomable && bundlesLinks(input, marks)) legend.notes << Words::tr("Zoomed out: all links between two stages as one band, as wide as their value.");
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
    const Theme t = ownTheme(theme(input.theme), input.spec);
    const NetworkMarks marks = networkMarks(input, area, t);
    list.summary = Words::tr("Network of %1 firms and %2 links, %3, %4")
                       .arg(input.snapshot->nodeCount())
                       .arg(input.snapshot->edgeCount())
                       .arg(QString::fromStdString(input.snapshot->periodText()),
                            valueText(input.snapshot->totalValue(), QString::fromStdString(input.snapshot->unit()), input.locale));
    const bool lanes = input.places->layout == NetworkLayoutKind::Lanes;
    if (lanes) paintLanes(list, input, marks, t);
    paintFrames(list, input, marks, t);
    if (input.snapshot->nodeCount() == 0) paintNothing(list, area, t);
    paintHulls(list, input, marks, t);
    const auto returns = lanes && !input.chain ? returnLines(*input.snapshot) : std::vector<ReturnLine>{};
    paintReturns(list, input, marks, returns, t);
    list.addLayer();
    paintLinks(list, input, marks, t);
    if (bundlesLinks(input, marks)) paintBundles(list, input, marks, t);
    list.addLayer();
    if (input.chain) paintCuts(list, input, marks, t);
    const StepCounts step = paintStep(list, input, marks, t);
    list.addLayer();
    const std::size_t marked = input.chain ? paintBreaks(list, input, marks, t) : 0;
    FirmPainter(list, input, marks, t).paint();
    paintReturnSums(list, input, marks, returns, t);
    if (input.chain) {
        paintCutLabels(list, input, marks, t);
        paintChainLine(list, input, marks, t);
    }
    paintHullNames(list, input, marks, t);
    paintFirmLabels(list, input, marks, t);
    if (bundlesLinks(input, marks)) paintBundleSums(list, input, marks, t);
    list.addLayer();
    paintTrail(list, input, marks, t);
    paintNotes(list, input, marks, t);
    if (lanes) paintLaneHeads(list, input, marks, t);
    Legend legend = legendOf(input, marks, !returns.empty(), marked, t);
    addStepLegend(legend, input, step, t);
    addTrailLegend(legend, input, t);
    return legend;
}

} // namespace chainscape::ui
