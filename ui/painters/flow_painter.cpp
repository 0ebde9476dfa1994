// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/flow_painter.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <QCoreApplication>

#include "core/layout/sankey_geometry.h"
#include "core/layout/sankey_order.h"
#include "core/layout/sankey_trace.h"
#include "ui/painters/firm_colours.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr double kHeads = 40, kSide = 8;

QString tr(const char* text) { return QCoreApplication::translate("FlowPainter", text); }

class FlowPainter {
public:
    FlowPainter(DisplayList& list, const FlowInput& input, const QRectF& area)
        : m_list(list), m_in(input), m_plan(*input.plan), m_s(*input.snapshot), m_theme(theme(input.theme)), m_area(area), m_layers(flowLayers(m_plan)),
          m_flows(groupedFlows(m_s, m_plan)) {}

    FlowPicture paint() {
        if (auto ready = layOut(); !ready) {
            note(QString::fromStdString(ready.error().message));
            return {};
        }
        if (m_flows.empty()) note(tr("Nothing flows in this period under this filter."));
        trace();
        paintBands();
        paintStubs();
        m_list.addLayer();
        paintNodes();
        paintHeads();
        m_list.summary = tr("Flow figure of %1 groups and %2 bands, %3").arg(m_plan.groups.size()).arg(m_flows.size()).arg(money(m_s.totalValue()));
        return {legend(), std::move(m_flows)};
    }

private:
    Result<void> layOut() {
        SankeyGraph graph;
        for (const auto& g : m_plan.groups) graph.layers.push_back(int(std::ranges::find(m_layers, g.stage) - m_layers.begin()));
        for (const auto& f : m_flows) graph.links.push_back({int(f.source), int(f.target), f.value});
        auto structure = buildSankeyStructure(graph);
        if (!structure) return tl::unexpected(structure.error());
        m_structure = std::move(*structure);
        SankeyOrderOptions keep;
        keep.start = m_plan.position;
        keep.sweeps = 0;
        Progress progress;
        const auto order = orderSankey(m_structure, keep, progress);
        if (!order) return tl::unexpected(order.error());
        SankeyGeometryOptions options;
        options.width = m_area.width() - 2 * kSide;
        options.height = std::max(40.0, m_area.height() - kHeads);
        options.nodeWidth = size::nodeWidth;
        options.tolerance = 1e-4;
        const double largest = currentLargest();
        const double share = m_plan.largestLayer > 0 ? std::min(1.0, largest / m_plan.largestLayer) : 1;
        options.scale = m_in.spec.scale > 0 ? m_in.spec.scale : fittedSankeyScale(m_structure, order->position, options) * share;
        auto geometry = sankeyGeometry(m_structure, order->position, options);
        if (!geometry) return tl::unexpected(geometry.error());
        m_geometry = std::move(*geometry);
        return {};
    }

    [[nodiscard]] double currentLargest() const {
        std::vector<double> in(m_plan.groups.size(), 0), out(in), layer(m_layers.size() + 1, 0);
        for (const auto& f : m_flows) {
            out[f.source] += f.value;
            in[f.target] += f.value;
        }
        for (std::size_t g = 0; g < in.size(); ++g)
            layer[std::size_t(std::ranges::find(m_layers, m_plan.groups[g].stage) - m_layers.begin())] += std::max(in[g], out[g]);
        return *std::ranges::max_element(layer);
    }

    /// What truly passes through the group in focus, up and down.
    void trace() {
        int group = m_in.hoverGroup;
        if (group < 0 && !m_in.spec.focus.empty()) {
            const auto firm = m_s.dataset().firmIndex(m_in.spec.focus);
            if (firm != kNone && m_plan.groupOfFirm[firm] != kNone) group = int(m_plan.groupOfFirm[firm]);
        }
        if (group < 0 || std::size_t(group) >= m_plan.groups.size()) return;
        m_traced.assign(m_flows.size(), 0);
        for (const auto way : {SankeyTraceWay::Up, SankeyTraceWay::Down})
            if (const auto t = traceSankey(m_structure, {-1, group}, way))
                for (std::size_t b = 0; b < m_traced.size(); ++b) m_traced[b] = std::max(m_traced[b], t->amount[b]);
    }

    [[nodiscard]] QPointF at(const SankeyPoint& p) const { return {m_area.left() + kSide + p.x, m_area.top() + kHeads + p.y}; }

    [[nodiscard]] QColor colourOf(std::uint32_t group) const { return colourOfStage(m_theme, m_s.dataset().stages(), m_plan.groups[group].stage); }

    /// A ribbon of `width` around the centre line; swept ones as areas, return bands as strokes.
    void ribbon(const SankeyRibbon& shape, double width, const QColor& colour, ItemRef item) {
        if (shape.centre.empty() || !(width > 0)) return;
        QPainterPath path;
        if (shape.kind == SankeyRibbonKind::Stroked) {
            path.moveTo(at(shape.centre.front()[0]));
            for (const auto& c : shape.centre) path.cubicTo(at(c[1]), at(c[2]), at(c[3]));
            m_list.path({path, {0, colour.rgba(), float(std::max(0.6, width))}, item});
            return;
        }
        const QPointF half(0, std::max(0.3, width / 2));
        path.moveTo(at(shape.centre.front()[0]) - half);
        for (const auto& c : shape.centre) path.cubicTo(at(c[1]) - half, at(c[2]) - half, at(c[3]) - half);
        path.lineTo(at(shape.centre.back()[3]) + half);
        for (auto c = shape.centre.rbegin(); c != shape.centre.rend(); ++c) path.cubicTo(at((*c)[2]) + half, at((*c)[1]) + half, at((*c)[0]) + half);
        path.closeSubpath();
        m_list.path({path, {colour.rgba(), 0}, item});
    }

    void paintBands() {
        const bool traced = !m_traced.empty();
        for (std::uint32_t b = 0; b < m_flows.size(); ++b) {
            const auto& band = m_structure.bands[b];
            const QColor colour = colourOf(m_flows[b].source);
            const bool back = band.kind == SankeyBandKind::Backward;
            const double rest = (back ? 1.6 : 1.0) * size::band * (traced ? 0.7 : 1.3);
            ribbon(m_geometry.ribbons[b], m_geometry.ribbons[b].width, withAlpha(colour, std::min(1.0, rest)), {ItemKind::Band, b});
            if (traced && m_traced[b] > 0) ribbon(m_geometry.ribbons[b], m_traced[b] * m_geometry.scale, withAlpha(colour, size::bandTraced), {ItemKind::Band, b});
            if (back && m_geometry.ribbons[b].width > 9) backLabel(b);
        }
    }

    void backLabel(std::uint32_t b) {
        const auto& centre = m_geometry.ribbons[b].centre;
        double lowest = -1;
        QPointF middle;
        for (const auto& c : centre) {
            const QPointF m = (at(c[0]) + at(c[3])) / 2;
            if (std::fabs(c[0].x - c[3].x) > 60 && m.y() > lowest) {
                lowest = m.y();
                middle = m;
            }
        }
        if (lowest < 0) return;
        Text t;
        t.text = tr("comes back: %1").arg(money(m_flows[b].value));
        t.anchor = middle;
        t.size = size::smallFont;
        t.weight = size::semibold;
        t.colour = m_theme.text.rgba();
        t.halo = withAlpha(m_theme.canvas, 0.6).rgba();
        t.upright = Upright::Middle;
        m_list.text(t);
    }

    void paintStubs() {
        for (const auto& stub : m_geometry.stubs) {
            const QRectF box(at({stub.box.x, stub.box.y}), QSizeF(stub.box.width, stub.box.height));
            if (box.height() < 1.5) continue;
            m_hasStubs = true;
            m_list.rect({box, 0, {0, m_theme.unknown.rgba(), 1, 3, 2}, {ItemKind::Node, std::uint32_t(stub.node)}});
        }
    }

    void paintNodes() {
        for (std::uint32_t g = 0; g < m_plan.groups.size(); ++g) {
            const auto& node = m_geometry.nodes[g];
            if (!(std::max(node.in, node.out) > 0)) continue;
            const QRectF box(at({node.box.x, node.box.y}), QSizeF(node.box.width, std::max(1.0, node.box.height)));
            const QColor colour = m_plan.groups[g].isOther ? mixed(m_theme.canvas, colourOf(g), 0.6) : colourOf(g);
            m_list.rect({box, 1.5, {colour.rgba(), 0}, {ItemKind::Node, g}});
            label(g, box, std::max(node.in, node.out));
        }
    }

    void label(std::uint32_t g, const QRectF& box, double value) {
        const bool last = m_plan.groups[g].stage == m_layers.back() && m_layers.size() > 1;
        const double x = last ? box.left() - 6 : box.right() + 6;
        Text name;
        name.text = elided(groupText(m_plan.groups[g], m_in.spec.groupBy), 30);
        name.anchor = {x, box.center().y()};
        name.across = last ? Across::Right : Across::Left;
        name.upright = Upright::Bottom;
        name.size = m_layers.size() > 6 ? size::smallFont : size::nodeNameFont;
        name.weight = size::semibold;
        name.colour = m_theme.text.rgba();
        name.halo = withAlpha(m_theme.canvas, 0.85).rgba();
        name.importance = 10 + box.height();
        name.maxWidth = laneWidth() - (last ? 24 : 4);
        name.item = {ItemKind::Node, g};
        Text amount = name;
        amount.text = money(value);
        amount.upright = Upright::Top;
        amount.size = m_layers.size() > 6 ? size::smallestFont : size::nodeValueFont;
        amount.weight = size::regular;
        amount.colour = m_theme.secondary.rgba();
        amount.importance = box.height();
        if (box.height() < 14) { // one line: the name alone, in the middle
            name.upright = Upright::Middle;
            m_list.text(name);
            return;
        }
        m_list.text(name);
        m_list.text(amount);
    }

    [[nodiscard]] double laneWidth() const { return m_area.width() / double(std::max<std::size_t>(1, m_layers.size())); }

    void paintHeads() {
        for (std::size_t k = 0; k < m_layers.size(); ++k) {
            if (k >= m_geometry.lanes.size()) break;
            const auto& lane = m_geometry.lanes[k];
            const double left = m_area.left() + kSide + lane.x;
            const bool last = k + 1 == m_layers.size() && k > 0 && m_area.right() - left < 60; // no room to its right
            const double x = left + (last ? size::nodeWidth : 0);
            Text head;
            head.text = m_layers[k] == 0 ? tr("No stage") : fromUtf8(m_s.dataset().stages().name(m_layers[k]));
            head.anchor = {x, m_area.top() + 12};
            head.across = last ? Across::Right : Across::Left;
            head.size = size::sectionFont;
            head.weight = size::semibold;
            head.colour = m_theme.text.rgba();
            head.maxWidth = laneWidth() - 14;
            m_list.text(head);
            head.text = money(std::max(lane.in, lane.out));
            head.anchor.ry() += 15;
            head.size = size::smallFont;
            head.weight = size::regular;
            head.colour = m_theme.secondary.rgba();
            m_list.text(head);
        }
    }

    [[nodiscard]] QString money(double v) const { return valueText(v, scaleFor(std::max(m_s.totalValue() / 4, v), fromUtf8(m_s.unit())), m_in.locale); }

    void note(const QString& words) {
        Text t;
        t.text = words;
        t.anchor = m_area.center();
        t.size = size::baseFont;
        t.colour = m_theme.secondary.rgba();
        m_list.text(t);
    }

    [[nodiscard]] Legend legend() const {
        Legend out;
        out.colourTitle = tr("Stage of the seller");
        for (const int stage : m_layers)
            out.colours.push_back({colourOfStage(m_theme, m_s.dataset().stages(), stage), stage == 0 ? tr("no stage") : fromUtf8(m_s.dataset().stages().name(stage))});
        if (m_hasStubs) out.lines.push_back({m_theme.unknown, tr("dashed outline: value added, or kept as stock"), true});
        const bool back = std::ranges::any_of(m_structure.bands, [](const SankeyBand& b) { return b.kind == SankeyBandKind::Backward; });
        if (back) out.notes << tr("Bands around the outside run back to an earlier stage.");
        out.notes << tr("Band heights are values; one scale for all periods.");
        return out;
    }

    DisplayList& m_list;
    const FlowInput& m_in;
    const FlowPlan& m_plan;
    const Snapshot& m_s;
    const Theme& m_theme;
    QRectF m_area;
    std::vector<int> m_layers;
    std::vector<GroupedFlow> m_flows;
    SankeyStructure m_structure;
    SankeyGeometry m_geometry;
    std::vector<double> m_traced;
    bool m_hasStubs = false;
};

} // namespace

QString groupText(const FlowGroup& group, const std::string& groupBy) {
    if (group.isOther) return tr("Other (%1 firms)").arg(group.firms.size());
    if (!group.name.empty()) return fromUtf8(group.name);
    return groupBy == "stage" ? tr("no stage") : unknownText();
}

FlowPicture paintFlow(DisplayList& list, const FlowInput& input, const QRectF& area) { return FlowPainter(list, input, area).paint(); }

} // namespace chainscape::ui
