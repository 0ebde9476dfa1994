// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/flow_difference.h"

#include <algorithm>
#include <cmath>

#include "ui/painters/firm_colours.h"
#include "ui/painters/flow_bands.h"
#include "ui/painters/flow_labels.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kStayed = 0.16, kCame = 0.75, kWent = 0.9;
constexpr double kEdge = 8;

/// The larger of both values of every pair, and on which scale all of them fit.
struct Both {
    std::vector<double> before, after, larger;
};

class DifferencePainter {
public:
    DifferencePainter(DisplayList& list, const FlowInput& input, const QRectF& area)
        : m_list(list), m_in(input), m_panel(input.panels.front()), m_plan(*m_panel.plan), m_theme(ownTheme(theme(input.theme), input.spec)), m_area(area) {
        for (const auto& f : *m_panel.flows) m_both.after.push_back(f.value);
        m_both.before = m_panel.before;
        m_both.before.resize(m_both.after.size(), 0.0);
        for (std::size_t i = 0; i < m_both.after.size(); ++i) m_both.larger.push_back(std::max({m_both.before[i], m_both.after[i], 0.0}));
        double largest = 0;
        for (const double v : m_both.larger) largest = std::max(largest, v);
        m_unit = scaleFor(largest, fromUtf8(m_plan.unit));
    }

    FlowPicture paint() {
        // The larger values are laid out as a period of their own, so that everything fits.
        auto plan = std::make_shared<FlowPlan>(m_plan);
        plan->values = {m_both.larger};
        auto frame = flowFrame(plan, m_both.larger, m_in.spec, m_area.adjusted(kEdge, kFlowHeads + kFlowTraceHead, -kEdge, -kFlowFoot));
        if (!frame) return {};
        m_frame = std::move(*frame);
        for (std::uint32_t b = 0; b < m_both.larger.size(); ++b)
            if (m_both.larger[b] > 0) band(b);
        m_list.addLayer();
        for (std::uint32_t g = 0; g < m_plan.groups.size(); ++g) box(g);
        heads();
        FlowPicture picture;
        picture.legend = legend();
        return picture;
    }

private:
    [[nodiscard]] QString signedMoney(double change) const {
        return (change > 0 ? QStringLiteral("+") : QString()) + valueText(change, m_unit, m_in.locale);
    }

    void band(std::uint32_t b) {
        const auto& ribbon = m_frame.geometry.ribbons[b];
        const ItemRef item{ItemKind::Band, flowItem(0, b)};
        const double stayed = std::max(0.0, std::min(m_both.before[b], m_both.after[b])) / m_both.larger[b];
        if (stayed > 0) paintRibbon(m_list, m_frame, ribbon, {0, stayed}, {withAlpha(m_theme.secondary, kStayed).rgba(), 0}, item);
        if (stayed >= 1) return;
        const bool came = m_both.after[b] > m_both.before[b];
        const AreaStyle style = came ? AreaStyle{withAlpha(m_theme.up, kCame).rgba(), 0} : AreaStyle{withAlpha(m_theme.down, kWent).rgba(), 0, 1, 0, 0, Pattern::Hatch};
        paintRibbon(m_list, m_frame, ribbon, {stayed, 1}, style, item);
    }

    /// Throughput of a group: the larger of what it buys and sells.
    [[nodiscard]] double throughput(std::uint32_t g, const std::vector<double>& values) const {
        double in = 0, out = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (m_plan.pairs[i].source == g) out += values[i];
            if (m_plan.pairs[i].target == g) in += values[i];
        }
        return std::max(in, out);
    }

    void box(std::uint32_t g) {
        const auto& node = m_frame.geometry.nodes[g];
        if (!(node.box.height > 0)) return;
        const QRectF at = m_frame.boxOf(node.box);
        const double before = throughput(g, m_both.before), after = throughput(g, m_both.after), change = after - before;
        m_list.rect({at, 1.5, {m_theme.secondary.rgba(), 0}, {ItemKind::Node, flowItem(0, g)}});
        const bool last = m_frame.structure.layer[g] + 1 == m_frame.structure.layerCount && m_frame.structure.layerCount > 1;
        Text t;
        t.text = elided(groupText(m_plan.groups[g]), 36);
        t.across = last ? Across::Right : Across::Left;
        t.upright = Upright::Bottom;
        t.anchor = {last ? at.left() - 6 : at.right() + 6, at.center().y()};
        t.size = size::nodeNameFont;
        t.weight = size::semibold;
        t.colour = m_theme.text.rgba();
        t.halo = withAlpha(m_theme.canvas, 0.85).rgba();
        const bool roomy = at.height() >= 2 * size::nodeNameFont; // both lines stand
        t.importance = roomy ? 0 : at.height() + 1000;
        t.item = {ItemKind::Node, flowItem(0, g)};
        m_list.text(t);
        t.text = signedMoney(change) + (before > 0 ? QStringLiteral(" (") + signedPercentText(change / before, m_in.locale) + QStringLiteral(")") : QStringLiteral(" ") + Words::tr("new"));
        t.upright = Upright::Top;
        t.size = size::nodeValueFont;
        t.weight = size::regular;
        t.colour = m_theme.text.rgba(); // the sign tells; blue would stand on blue
        t.importance = roomy ? 0 : at.height() + 1;
        m_list.text(t);
    }

    void heads() {
        const auto& lanes = m_frame.geometry.lanes;
        for (std::size_t k = 0; k < lanes.size(); ++k) {
            const bool last = k + 1 == lanes.size() && k > 0;
            Text head;
            head.text = laneText(m_plan, m_panel.snapshot->dataset().stages(), k);
            head.anchor = {m_frame.area.left() + lanes[k].x + (last ? size::nodeWidth : 0), m_area.top() + 12};
            head.across = last ? Across::Right : Across::Left;
            head.size = size::sectionFont;
            head.weight = size::semibold;
            head.colour = m_theme.text.rgba();
            head.maxWidth = lanes.size() > 1 ? lanes[1].x - lanes[0].x - 14 : 0;
            m_list.text(head);
            double before = 0, after = 0;
            for (std::uint32_t g = 0; g < m_plan.groups.size(); ++g)
                if (std::size_t(m_frame.structure.layer[g]) == k) before += throughput(g, m_both.before), after += throughput(g, m_both.after);
            head.text = signedMoney(after - before);
            head.anchor.ry() += 15;
            head.size = size::smallFont;
            head.weight = size::regular;
            head.colour = (after > before ? m_theme.up : after < before ? m_theme.down : m_theme.secondary).rgba();
            m_list.text(head);
        }
    }

    [[nodiscard]] Legend legend() const {
        double came = 0, went = 0;
        for (std::size_t i = 0; i < m_both.after.size(); ++i) {
            came += std::max(0.0, m_both.after[i] - m_both.before[i]);
            went += std::max(0.0, m_both.before[i] - m_both.after[i]);
        }
        Legend out;
        out.lines = {{withAlpha(m_theme.secondary, 0.4), Words::tr("in both"), false, true},
                     {m_theme.up, Words::tr("new or more: %1").arg(signedMoney(came)), false, true},
                     {m_theme.down, Words::tr("gone or less (hatched): %1").arg(signedMoney(-went)), false, true}};
        if (m_panel.reference && m_panel.reference->datasetPtr() != m_panel.snapshot->datasetPtr())
            out.notes << Words::tr("Scenario against base, %1, one scale; bands are as wide as the larger of both.").arg(fromUtf8(m_panel.snapshot->periodText()));
        else if (m_panel.reference)
            out.notes << Words::tr("%1 against %2, one scale; bands are as wide as the larger of both.").arg(fromUtf8(m_panel.snapshot->periodText()), fromUtf8(m_panel.reference->periodText()));
        return out;
    }

    DisplayList& m_list;
    const FlowInput& m_in;
    const FlowPanel& m_panel;
    const FlowPlan& m_plan;
    Theme m_theme;
    QRectF m_area;
    Both m_both;
    FlowFrame m_frame;
    UnitScale m_unit;
};

} // namespace

FlowPicture paintFlowDifference(DisplayList& list, const FlowInput& input, const QRectF& area) { return DifferencePainter(list, input, area).paint(); }

} // namespace chainscape::ui
