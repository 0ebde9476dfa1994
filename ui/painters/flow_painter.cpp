// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/flow_painter.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/layout/sankey_morph.h"
#include "core/layout/sankey_trace.h"
#include "ui/painters/flow_bands.h"
#include "ui/painters/flow_difference.h"
#include "ui/painters/flow_labels.h"
#include "ui/painters/flow_matrix.h"
#include "ui/painters/flow_rows.h"
#include "ui/painters/matrix_painter.h"
#include "ui/painters/words_at.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kFlowSide = 8, kPanelTitle = 22, kPanelGap = 14;
constexpr double kNarrowestLane = 96; ///< px that a lane needs for panels to stand side by side

/// The group that is traced: under the mouse, else that of the firm in focus; -1 none.
SankeyTraceStart traceStart(const FlowInput& input, std::size_t panel) {
    const FlowPlan& plan = *input.panels[panel].plan;
    const auto index = int(flowIndexOf(input.hover.id));
    if (input.hover && flowPanelOf(input.hover.id) == panel) {
        if (input.hover.kind == ItemKind::Band && index < int(plan.pairs.size())) return {index, -1};
        if (input.hover.kind == ItemKind::Node && index < int(plan.groups.size())) return {-1, index};
    }
    if (input.hover || input.spec.focus.empty()) return {};
    const auto firm = input.panels[panel].snapshot->dataset().firmIndex(input.spec.focus);
    return {-1, firm != kNone && plan.groupOfFirm[firm] != kNone ? int(plan.groupOfFirm[firm]) : -1};
}

/// What truly passes through the start, up and down, with the amount at each lane.
void traceFlow(const FlowInput& input, std::size_t panel, FlowDrawing& d) {
    const auto start = traceStart(input, panel);
    if (start.band < 0 && start.node < 0) return;
    const auto down = traceSankey(d.frame.structure, start, SankeyTraceWay::Down), up = traceSankey(d.frame.structure, start, SankeyTraceWay::Up);
    if (!down || !up || !(down->total > 0)) return;
    d.traced.resize(d.flows.size());
    for (std::size_t b = 0; b < d.traced.size(); ++b) d.traced[b] = std::max(up->amount[b], down->amount[b]);
    for (std::size_t l = 0; l < down->atLayer.size(); ++l) d.tracedAtLane.push_back(std::max(up->atLayer[l], down->atLayer[l]));
}

/// Groups all of whose firms are selected.
std::vector<std::uint8_t> chosenGroups(const FlowPanel& panel, const ViewSpec& spec) {
    std::vector<std::uint8_t> chosen(panel.plan->groups.size(), 0);
    if (spec.selected.empty()) return chosen;
    const std::set<std::string> ids(spec.selected.begin(), spec.selected.end());
    const auto& firms = panel.snapshot->dataset().firms();
    for (std::size_t g = 0; g < chosen.size(); ++g)
        chosen[g] = std::ranges::all_of(panel.plan->groups[g].firms, [&](std::uint32_t f) { return ids.contains(firms.id[f]); }) ? 1 : 0;
    return chosen;
}

QRectF bodyOf(const QRectF& area, bool compact, bool traced) {
    const double heads = compact ? kFlowHeads / 2 : kFlowHeads + (traced ? kFlowTraceHead : 0);
    return area.adjusted(kFlowSide, heads, -kFlowSide, -(compact ? kFlowFoot * 0.8 : kFlowFoot));
}

/// Rectangles of the panels: one fills the area; multiples a grid; layers and twins side by side or, where that is too narrow, stacked.
std::vector<QRectF> panelAreas(const FlowInput& input, const QRectF& area) {
    const auto count = input.panels.size();
    std::size_t columns = 1;
    if (input.spec.flow.form == FlowForm::Multiples)
        while (double(columns * columns) * area.height() * 1.6 < double(count) * area.width() && columns < count) ++columns;
    else if (count > 1 && area.width() / double(count) > kNarrowestLane * input.panels.front().plan->structure.layerCount) columns = count;
    const std::size_t rows = (count + columns - 1) / columns;
    const double width = (area.width() - kPanelGap * double(columns - 1)) / double(columns), height = (area.height() - kPanelGap * double(rows - 1)) / double(rows);
    std::vector<QRectF> areas;
    for (std::size_t k = 0; k < count; ++k)
        areas.emplace_back(area.left() + double(k % columns) * (width + kPanelGap), area.top() + double(k / columns) * (height + kPanelGap), width, height);
    return areas;
}

void panelTitle(DisplayList& list, const FlowInput& input, std::size_t panel, QRectF& area) {
    const QString words = flowPanelTitle(input, panel);
    if (words.isEmpty()) return;
    if (input.part != FlowPart::Held) putWords(list, words, {area.left() + kFlowSide, area.top() + 10},
             {.pixels = size::sectionFont, .weight = size::semibold, .colour = theme(input.theme).accent, .width = area.width() - 2 * kFlowSide});
    area.adjust(0, kPanelTitle, 0, 0);
}

void sayInstead(DisplayList& list, const QString& words, const QPointF& at, const Theme& theme) {
    Text t;
    t.text = words;
    t.anchor = at;
    t.size = size::baseFont;
    t.colour = theme.secondary.rgba();
    list.text(t);
}

Legend legendOf(const FlowInput& input, const FlowDrawing& d, const FlowMarks& marks, const FlowBalance& balance) {
    Legend out;
    out.colourTitle = d.colours.title;
    out.colours = d.colours.legend;
    if (marks.dark) out.colours.push_back({d.theme.gap, Words::tr("flows without data: %1 of the value").arg(percentText(balance.dark / balance.total, d.locale)), true});
    if (marks.undecided)
        out.colours.push_back({d.theme.unknown, Words::tr("not known whether with data: %1").arg(percentText(balance.undecided / balance.total, d.locale)), true});
    if (marks.stubs) out.lines.push_back({d.theme.unknown, Words::tr("dashed outline left: value added; right: kept as stock, or unknown"), true, false});
    if (marks.stubs && d.plan().tolerance != FlowLook{}.tolerance)
        out.notes << Words::tr("Differences of in and out up to %1 of all flows are not drawn.").arg(percentText(d.plan().tolerance, d.locale));
    if (marks.folded > 0)
        out.lines.push_back({withAlpha(d.theme.unknown, 0.4),
                             Words::tr("pale: %n flow(s) under %1 of all, %2 together", nullptr, int(marks.folded))
                                 .arg(percentText(input.spec.flow.threshold, d.locale), d.money(marks.foldedValue)),
                             false, true});
    if (marks.returns) out.notes << Words::tr("Bands around the outside run back to an earlier stage, or stay within one.");
    if (marks.returns && d.frame.geometry.returnShare < 1)
        out.notes << Words::tr("On their way around they are drawn at %1 of their height, at their ends in full.").arg(percentText(d.frame.geometry.returnShare, d.locale));
    if (input.spec.flow.form == FlowForm::Sankey && input.panels.size() > 1) out.notes << Words::tr("Every panel has its own unit and scale; they are never added.");
    else out.notes << Words::tr("Heights of bands are values, on one scale for all periods.");
    return out;
}

FlowPicture paintSankeys(DisplayList& list, const FlowInput& input, const QRectF& area) {
    FlowPicture picture;
    const auto areas = panelAreas(input, area);
    for (std::size_t k = 0; k < input.panels.size(); ++k) {
        QRectF own = areas[k];
        panelTitle(list, input, k, own);
        if (input.part == FlowPart::Held && flowPanelOf(input.held.id) != k) {
            picture.frames.push_back(k < input.known.size() ? input.known[k] : nullptr);
            continue;
        }
        const auto made = flowDrawing(input, k, own);
        if (!made) {
            sayInstead(list, fromUtf8(made.error().message), own.center(), theme(input.theme));
            picture.frames.push_back(nullptr);
            continue;
        }
        const FlowDrawing& d = *made;
        const auto balance = flowBalance(d.flows, d.plan());
        const auto shown = std::ranges::count_if(d.flows, [](const GroupedFlow& f) { return f.value != 0; });
        if (shown == 0) sayInstead(list, Words::tr("Nothing flows in this period under this filter."), own.center(), d.theme);
        const auto marks = paintFlowBands(list, d);
        list.addLayer();
        paintFlowBoxes(list, d);
        paintFlowLabels(list, d, [&](std::uint32_t group) { return flowLabel(d, group, balance); });
        picture.frames.push_back(std::make_shared<const FlowFrame>(d.frame));
        if (input.part == FlowPart::Held) continue;
        paintFlowHeads(list, d, flowLaneSums(d));
        paintFlowFoot(list, d, balance);
        list.addLayer();
        if (k == 0) {
            picture.legend = legendOf(input, d, marks, balance);
            list.summary = Words::tr("Flow figure of %1 groups and %2 bands, %3").arg(d.plan().groups.size()).arg(shown).arg(d.money(balance.total));
        }
    }
    return picture;
}

} // namespace

QString flowPanelTitle(const FlowInput& input, std::size_t panel) {
    const auto& p = input.panels[panel];
    if (input.spec.flow.form == FlowForm::Twins || input.spec.flow.form == FlowForm::Multiples) return fromUtf8(p.snapshot->periodText());
    if (input.panels.size() < 2) return {};
    const QString layer = p.plan->layer == chainscape::Layer::Money ? Words::tr("Money and goods") : p.plan->layer == chainscape::Layer::Data ? Words::tr("Data") : Words::tr("Capital");
    return p.plan->unit.empty() ? layer : layer + QStringLiteral(", ") + fromUtf8(p.plan->unit);
}

Result<FlowDrawing> flowDrawing(const FlowInput& input, std::size_t panel, const QRectF& area) {
    const FlowPanel& p = input.panels[panel];
    std::vector<double> values;
    for (const auto& f : *p.flows) values.push_back(f.value);
    const bool compact = input.spec.flow.form == FlowForm::Multiples;
    const auto start = traceStart(input, panel);
    // Heads keep room for a trace whenever the mouse may ask for one, so that nothing jumps.
    const QRectF body = bodyOf(area, compact, true);
    const FlowScale* scale = nullptr;
    if (panel < input.known.size() && input.known[panel] && input.known[panel]->plan == p.plan && input.known[panel]->area.size() == body.size() &&
        (input.spec.scale <= 0 || input.known[panel]->scale.value == input.spec.scale))
        scale = &input.known[panel]->scale;
    auto frame = flowFrame(p.plan, values, input.spec, body, scale);
    if (!frame) return tl::unexpected(frame.error());
    if (input.morph < 1 && panel < input.from.size() && input.from[panel]) frame = blendedFrame(*input.from[panel], *frame, input.morph);
    if (input.held && flowPanelOf(input.held.id) == panel && flowIndexOf(input.held.id) < p.plan->groups.size())
        moveSankeyNode(frame->structure, int(flowIndexOf(input.held.id)), input.heldBy, frame->geometry);
    NetworkInput look;
    look.snapshot = p.snapshot;
    look.spec = input.spec;
    look.theme = input.theme;
    look.locale = input.locale;
    auto colours = flowColours(p, look);
    double largest = 0;
    for (const auto& series : p.plan->values)
        for (const double v : series) largest = std::max(largest, std::fabs(v));
    FlowDrawing d{p, std::uint32_t(panel), std::move(*frame), *p.flows, std::move(colours), input.spec, theme(input.theme), input.locale,
                  scaleFor(largest, fromUtf8(p.plan->unit)), area, compact, {}, {}, chosenGroups(p, input.spec)};
    if (input.held && flowPanelOf(input.held.id) == panel) d.part = input.part, d.held = flowIndexOf(input.held.id);
    if (start.band >= 0 || start.node >= 0) traceFlow(input, panel, d);
    return d;
}

FlowPicture paintFlow(DisplayList& list, const FlowInput& input, const QRectF& area) {
    if (input.panels.empty()) return {};
    switch (input.spec.flow.form) {
    case FlowForm::Difference: return paintFlowDifference(list, input, area);
    case FlowForm::Matrix: return {paintMatrix(list, flowMatrix(input), area), {}};
    case FlowForm::Table: return {paintFlowRows(list, input, area), {}};
    default: return paintSankeys(list, input, area);
    }
}

} // namespace chainscape::ui
