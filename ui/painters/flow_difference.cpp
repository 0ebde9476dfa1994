// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/flow_difference.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "ui/painters/firm_colours.h"
#include "ui/painters/flow_bands.h"
#include "ui/painters/flow_labels.h"
#include "ui/style/fonts.h"
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
        m_before = throughputs(m_both.before);
        m_after = throughputs(m_both.after);
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
        const FlowDrawing drawing{.panel = m_panel, .frame = m_frame, .flows = *m_panel.flows, .colours = {}, .spec = m_in.spec, .theme = m_theme, .locale = m_in.locale, .unit = m_unit, .area = m_area};
        paintFlowLabels(m_list, drawing, [this](std::uint32_t g) { return label(g); });
        paintFlowHeads(m_list, drawing, laneChanges());
        FlowPicture picture;
        picture.legend = legend();
        return picture;
    }

private:
    [[nodiscard]] QString signedMoney(double change) const {
        return (change > 0 ? QStringLiteral("+") : QString()) + valueText(change, m_unit, m_in.locale);
    }

    [[nodiscard]] QString periodOf(const Snapshot& s) const { return periodText(s.dataset().periods()[s.spec().to].period, m_in.locale); }

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

    /// Throughput of every group: the larger of what it buys and sells.
    [[nodiscard]] std::vector<double> throughputs(const std::vector<double>& values) const {
        std::vector<double> in(m_plan.groups.size(), 0), out = in;
        for (std::size_t i = 0; i < values.size(); ++i) {
            out[m_plan.pairs[i].source] += values[i];
            in[m_plan.pairs[i].target] += values[i];
        }
        for (std::size_t g = 0; g < out.size(); ++g) out[g] = std::max(in[g], out[g]);
        return out;
    }

    void box(std::uint32_t g) {
        const auto& node = m_frame.geometry.nodes[g];
        if (node.box.height > 0) m_list.rect({m_frame.boxOf(node.box), 1.5, {m_theme.secondary.rgba(), 0}, {ItemKind::Node, flowItem(0, g)}});
    }

    /// Name, and the change of what passes. The sign tells: blue would stand on blue.
    [[nodiscard]] QStringList label(std::uint32_t g) const {
        const double before = m_before[g], change = m_after[g] - before;
        const QString part = before > 0 ? QStringLiteral("(%1)").arg(signedPercentText(change / before, m_in.locale)) : Words::tr("new");
        const QString both = signedMoney(change) + QLatin1Char(' ') + part;
        const auto& lanes = m_frame.geometry.lanes;
        const double room = lanes.size() > 1 ? lanes[1].x - lanes[0].x - size::nodeWidth - 16 : m_area.width();
        const bool fits = QFontMetricsF(interfaceFont(size::nodeValueFont)).horizontalAdvance(both) <= room;
        return {elided(groupText(m_plan.groups[g]), 36), fits ? both : before > 0 ? signedPercentText(change / before, m_in.locale) : part};
    }

    [[nodiscard]] std::vector<FlowLaneSum> laneChanges() const {
        std::vector<double> change(m_frame.geometry.lanes.size(), 0);
        for (std::uint32_t g = 0; g < m_plan.groups.size(); ++g)
            change[std::size_t(m_frame.structure.layer[g])] += m_after[g] - m_before[g];
        std::vector<FlowLaneSum> out;
        for (const double c : change) out.push_back({signedMoney(c), c > 0 ? m_theme.up : c < 0 ? m_theme.down : m_theme.secondary});
        return out;
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
            out.notes << Words::tr("Scenario against base, %1, one scale; bands are as wide as the larger of both.").arg(periodOf(*m_panel.snapshot));
        else if (m_panel.reference)
            out.notes << Words::tr("%1 against %2, one scale; bands are as wide as the larger of both.").arg(periodOf(*m_panel.snapshot), periodOf(*m_panel.reference));
        return out;
    }

    DisplayList& m_list;
    const FlowInput& m_in;
    const FlowPanel& m_panel;
    const FlowPlan& m_plan;
    Theme m_theme;
    QRectF m_area;
    Both m_both;
    std::vector<double> m_before, m_after; ///< throughput per group
    FlowFrame m_frame;
    UnitScale m_unit;
};

} // namespace

FlowPicture paintFlowDifference(DisplayList& list, const FlowInput& input, const QRectF& area) { return DifferencePainter(list, input, area).paint(); }

} // namespace chainscape::ui
