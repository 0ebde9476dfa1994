// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/flow_bands.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kFolded = 0.10;        ///< opacity of flows under the threshold
constexpr double kDarkRest = 0.14;      ///< of what flows with data while value without data is shown
constexpr double kDark = 0.85;
constexpr double kThinnest = 0.6;       ///< px
constexpr double kThinnestTrace = 0.3;  ///< px; less of a band is not lit
constexpr double kLabelledReturn = 9;   ///< trunks of return bands at least so wide are labelled
constexpr double kShortestLevel = 20, kNarrowestReturnLabel = 240;

/// Points of a path along `steps` of each curve, with the normal there and the share of the width that it has.
struct Along {
    QPointF point, normal;
    double share = 1;
};

/// The first curve narrows to the waist, the last one widens from it.
double shareAt(const SankeyRibbon& ribbon, std::size_t curve, double t) {
    const double away = curve == 0 ? t : curve + 1 == ribbon.centre.size() ? 1 - t : 1;
    return 1 + (ribbon.waist - 1) * away * away * (3 - 2 * away);
}

std::vector<Along> sampled(const FlowFrame& frame, const SankeyRibbon& ribbon) {
    constexpr int kSteps = 10;
    std::vector<Along> out;
    for (std::size_t i = 0; i < ribbon.centre.size(); ++i) {
        const auto& c = ribbon.centre[i];
        const QPointF p0 = frame.at(c[0]), p1 = frame.at(c[1]), p2 = frame.at(c[2]), p3 = frame.at(c[3]);
        for (int k = out.empty() ? 0 : 1; k <= kSteps; ++k) {
            const double t = double(k) / kSteps, u = 1 - t;
            const QPointF at = p0 * (u * u * u) + p1 * (3 * u * u * t) + p2 * (3 * u * t * t) + p3 * (t * t * t);
            QPointF along = (p1 - p0) * (u * u) + (p2 - p1) * (2 * u * t) + (p3 - p2) * (t * t);
            const double length = std::hypot(along.x(), along.y());
            along = length > 0 ? along / length : QPointF(1, 0);
            out.push_back({at, {-along.y(), along.x()}, shareAt(ribbon, i, t)});
        }
    }
    return out;
}

class BandPainter {
public:
    BandPainter(DisplayList& list, const FlowDrawing& drawing) : m_list(list), m_d(drawing) {}

    FlowMarks run() {
        for (std::uint32_t b = 0; b < m_d.flows.size(); ++b)
            if (m_d.showsBand(b) && (m_d.flows[b].value != 0 || m_d.frame.geometry.ribbons[b].width > 0)) band(b);
        if (!m_d.compact && m_d.part != FlowPart::Held) aroundLabels();
        stubs();
        return m_marks;
    }

private:
    [[nodiscard]] const SankeyRibbon& ribbonOf(std::uint32_t b) const { return m_d.frame.geometry.ribbons[b]; }

    void band(std::uint32_t b) {
        const auto kind = m_d.frame.structure.bands[b].kind;
        const bool back = kind == SankeyBandKind::Backward || kind == SankeyBandKind::SameLayer;
        m_marks.returns = m_marks.returns || back;
        if (m_d.plan().pairs[b].folded) {
            m_marks.folded += 1;
            m_marks.foldedValue += m_d.flows[b].value;
            paintRibbon(m_list, m_d.frame, ribbonOf(b), {}, {withAlpha(m_d.theme.unknown, kFolded).rgba(), 0}, {});
            return;
        }
        if (m_d.spec.flow.darkValue) darkBand(b);
        else plainBand(b, kind == SankeyBandKind::Backward);
    }

    void plainBand(std::uint32_t b, bool back) {
        const bool traced = !m_d.traced.empty(), hatched = m_d.colours.hatched[b] != 0;
        const bool own = m_d.spec.flow.colour != FlowColour::Source && m_d.spec.flow.colour != FlowColour::Target; // values are read from colour
        const double rest = size::band * (back ? 1.6 : 1.0) * (traced ? 0.7 : own ? 2.6 : 1.3);
        AreaStyle style{withAlpha(m_d.colours.band[b], std::min(1.0, rest)).rgba(), 0};
        if (hatched) style.pattern = Pattern::Hatch;
        m_marks.hatchedBands = m_marks.hatchedBands || hatched;
        paintRibbon(m_list, m_d.frame, ribbonOf(b), {}, style, m_d.band(b));
        if (!traced || !(m_d.traced[b] > 0) || !(m_d.flows[b].value > 0)) return;
        const double half = std::min(1.0, m_d.traced[b] / m_d.flows[b].value) / 2;
        if (2 * half * ribbonOf(b).width < kThinnestTrace) return; // through loops a trace reaches everywhere, if only in traces
        paintRibbon(m_list, m_d.frame, ribbonOf(b), {0.5 - half, 0.5 + half}, {withAlpha(m_d.colours.band[b], size::bandTraced).rgba(), 0}, m_d.band(b));
    }

    /// What flows with data recedes; what flows without is hatched in the gap's colour, what nobody states in grey.
    void darkBand(std::uint32_t b) {
        const auto& f = m_d.flows[b];
        paintRibbon(m_list, m_d.frame, ribbonOf(b), {}, {withAlpha(m_d.colours.band[b], kDarkRest).rgba(), 0}, m_d.band(b));
        if (!(f.value > 0)) return;
        const double undecided = std::clamp(f.undecided / f.value, 0.0, 1.0), dark = std::clamp(f.dark / f.value, 0.0, 1.0 - undecided);
        if (undecided > 0) paintRibbon(m_list, m_d.frame, ribbonOf(b), {1 - dark - undecided, 1 - dark}, hatch(m_d.theme.unknown), m_d.band(b));
        if (dark > 0) {
            paintRibbon(m_list, m_d.frame, ribbonOf(b), {1 - dark, 1}, {withAlpha(m_d.theme.gap, 0.16).rgba(), 0}, m_d.band(b));
            paintRibbon(m_list, m_d.frame, ribbonOf(b), {1 - dark, 1}, hatch(m_d.theme.gap), m_d.band(b));
        }
        m_marks.dark = m_marks.dark || dark > 0;
        m_marks.undecided = m_marks.undecided || undecided > 0;
    }

    static AreaStyle hatch(const QColor& colour) { return {withAlpha(colour, kDark).rgba(), 0, 1, 0, 0, Pattern::Hatch}; }

    /// Bands that run around the outside from one lane to one other, and their sum.
    struct Around {
        double value = 0, thickness = 0;
        std::vector<std::uint32_t> bands;
    };

    /// Every trunk of return bands has its sum written once, on its middle band.
    void aroundLabels() {
        std::map<std::pair<int, int>, Around> trunks;
        for (std::uint32_t b = 0; b < m_d.flows.size(); ++b) {
            const auto& band = m_d.frame.structure.bands[b];
            const auto& ribbon = ribbonOf(b);
            if (band.kind == SankeyBandKind::Self) selfLabel(b);
            if (band.kind == SankeyBandKind::Self || ribbon.kind != SankeyRibbonKind::Stroked || !(ribbon.width > 0)) continue;
            auto& trunk = trunks[{m_d.frame.structure.layer[band.source], m_d.frame.structure.layer[band.target]}];
            trunk.value += m_d.flows[b].value;
            trunk.thickness += ribbon.width * ribbon.waist;
            trunk.bands.push_back(b);
        }
        for (auto& [lanes, trunk] : trunks)
            if (trunk.thickness > kLabelledReturn) aroundLabel(trunk, lanes.first == lanes.second);
    }

    /// Left of a wide loop, what flows inside its box; not where there is no room before the first lane.
    void selfLabel(std::uint32_t b) {
        const auto& ribbon = ribbonOf(b);
        const auto group = m_d.frame.structure.bands[b].source;
        if (ribbon.width <= kLabelledReturn || ribbon.centre.empty() || m_d.frame.structure.layer[group] == 0) return;
        double left = HUGE_VAL, top = HUGE_VAL;
        for (const auto& c : ribbon.centre) left = std::min(left, c[3].x), top = std::min(top, c[3].y);
        Text t;
        t.text = Words::tr("among themselves: %1").arg(m_d.money(m_d.flows[b].value));
        t.anchor = m_d.frame.at({left, top}) - QPointF(4, 0);
        t.across = Across::Right;
        t.upright = Upright::Middle;
        t.size = size::smallFont;
        t.colour = m_d.theme.secondary.rgba();
        t.halo = withAlpha(m_d.theme.canvas, 0.85).rgba();
        t.importance = ribbon.width;
        m_list.text(t);
    }

    void aroundLabel(Around& trunk, bool within) {
        std::ranges::sort(trunk.bands, {}, [&](std::uint32_t b) { return lowestLevel(b).middle.y(); });
        double thickness = 0;
        const auto middle = std::ranges::find_if(trunk.bands, [&](std::uint32_t b) { return 2 * (thickness += ribbonOf(b).width * ribbonOf(b).waist) >= trunk.thickness; });
        const Level at = lowestLevel(middle == trunk.bands.end() ? trunk.bands.back() : *middle);
        if (!(at.length > 0)) return;
        Text t;
        const QString amount = m_d.money(trunk.value);
        t.text = within ? Words::tr("within the stage: %1").arg(amount) : Words::tr("comes back: %1").arg(amount);
        t.anchor = at.middle;
        t.size = size::smallFont;
        t.weight = size::semibold;
        t.colour = m_d.theme.text.rgba();
        t.halo = withAlpha(m_d.theme.canvas, 0.6).rgba();
        t.upright = Upright::Middle;
        t.maxWidth = std::max(at.length, kNarrowestReturnLabel);
        t.importance = trunk.thickness;
        m_list.text(t);
    }

    struct Level {
        QPointF middle;
        double length = 0;
    };
    /// The lowest level stretch of a band that is long enough for a word.
    [[nodiscard]] Level lowestLevel(std::uint32_t b) const {
        Level level;
        for (const auto& c : ribbonOf(b).centre) {
            const QPointF m = (m_d.frame.at(c[0]) + m_d.frame.at(c[3])) / 2;
            const double across = std::fabs(c[0].x - c[3].x);
            if (across > kShortestLevel && (level.length == 0 || m.y() > level.middle.y())) level = {m, across};
        }
        return level;
    }

    void stubs() {
        for (const auto& stub : m_d.frame.geometry.stubs) {
            const QRectF box = m_d.frame.boxOf(stub.box);
            if (box.height() < 1.5 || !m_d.shows(std::uint32_t(stub.node))) continue;
            m_marks.stubs = true;
            m_list.rect({box, 0, {0, m_d.theme.unknown.rgba(), 1, 3, 2}, m_d.node(std::uint32_t(stub.node))});
        }
    }

    DisplayList& m_list;
    const FlowDrawing& m_d;
    FlowMarks m_marks;
};

} // namespace

void paintRibbon(DisplayList& list, const FlowFrame& frame, const SankeyRibbon& ribbon, RibbonPart part, const AreaStyle& style, ItemRef item) {
    const double width = ribbon.width * (part.to - part.from);
    if (ribbon.centre.empty() || !(width > 0)) return;
    const double shift = ribbon.width * ((part.from + part.to) / 2 - 0.5);
    const double half = std::max(kThinnest, width) / 2;
    QPainterPath path;
    const bool whole = part.from <= 0 && part.to >= 1 && style.pattern == Pattern::Solid && ribbon.waist >= 1;
    if (ribbon.kind == SankeyRibbonKind::Stroked && whole) { // a stroke turns corners that an outline would cross itself in
        path.moveTo(frame.at(ribbon.centre.front()[0]));
        for (const auto& c : ribbon.centre) path.cubicTo(frame.at(c[1]), frame.at(c[2]), frame.at(c[3]));
        list.path({path, {0, style.fill, float(2 * half)}, item});
        return;
    }
    if (ribbon.kind == SankeyRibbonKind::Swept) {
        const QPointF up(0, shift - half), down(0, shift + half);
        path.moveTo(frame.at(ribbon.centre.front()[0]) + up);
        for (const auto& c : ribbon.centre) path.cubicTo(frame.at(c[1]) + up, frame.at(c[2]) + up, frame.at(c[3]) + up);
        path.lineTo(frame.at(ribbon.centre.back()[3]) + down);
        for (auto c = ribbon.centre.rbegin(); c != ribbon.centre.rend(); ++c) path.cubicTo(frame.at((*c)[2]) + down, frame.at((*c)[1]) + down, frame.at((*c)[0]) + down);
    } else {
        const auto along = sampled(frame, ribbon);
        path.moveTo(along.front().point + along.front().normal * (shift - half));
        for (const auto& a : along) path.lineTo(a.point + a.normal * ((shift - half) * a.share));
        for (auto a = along.rbegin(); a != along.rend(); ++a) path.lineTo(a->point + a->normal * ((shift + half) * a->share));
    }
    path.closeSubpath();
    path.setFillRule(Qt::WindingFill);
    list.path({path, style, item});
}

FlowMarks paintFlowBands(DisplayList& list, const FlowDrawing& drawing) { return BandPainter(list, drawing).run(); }

void paintFlowBoxes(DisplayList& list, const FlowDrawing& d) {
    for (std::uint32_t g = 0; g < d.plan().groups.size(); ++g) {
        const auto& node = d.frame.geometry.nodes[g];
        if (!(node.box.height > 0) || !d.shows(g)) continue;
        QRectF box = d.frame.boxOf(node.box);
        box.setHeight(std::max(1.0, box.height()));
        const QColor colour = d.plan().groups[g].isOther ? mixed(d.theme.canvas, d.colours.group[g], 0.6) : d.colours.group[g];
        list.rect({box, 1.5, {colour.rgba(), 0}, d.node(g)});
        if (g < d.chosen.size() && d.chosen[g]) list.rect({box.adjusted(-2, -2, 2, 2), 2, {0, d.theme.selected.rgba(), float(size::selectionRing)}, d.node(g)});
    }
}

} // namespace chainscape::ui
