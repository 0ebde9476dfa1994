// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_links.h"

#include <algorithm>
#include <cmath>

#include "ui/painters/network_chain.h"
#include "ui/painters/network_lanes.h"
#include "ui/painters/network_returns.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

/// Same-stage links are quiet: narrower and fainter than those along the chain.
constexpr double kArcWidest = 3, kArcShare = 0.6;

constexpr double kChainEmphasis = 1.9; ///< the data chain is about the links, so they are stronger than on the map

double opacity(Brightness brightness) {
    switch (brightness) {
    case Brightness::Receded: return size::linkReceded;
    case Brightness::Rest: return size::linkAtRest;
    case Brightness::Clear: return size::linkFocused * 0.75;
    case Brightness::Bright: return size::linkFocused;
    }
    return size::linkAtRest;
}

class LinkPainter {
public:
    LinkPainter(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme)
        : m_list(list), m_input(input), m_s(*input.snapshot), m_marks(marks), m_theme(theme),
          m_lanes(input.places->layout == NetworkLayoutKind::Lanes) {}

    /// Those of return lines are left out: network_returns.h paints them.
    void paint() {
        m_list.reserveCurves(m_marks.drawn.size());
        for (const auto e : m_marks.drawn) {
            const QPointF from = m_marks.place[m_s.edges().source[e]], to = m_marks.place[m_s.edges().target[e]];
            if (!std::isfinite(from.x()) || !std::isfinite(to.x())) continue;
            const bool back = m_lanes && runsBackward(m_s, e);
            if (back && !m_input.chain) continue;
            const LinkShape shape = linkShape(m_input, m_marks, e);
            const double width = back ? std::min(2.0, m_marks.width[e]) : arc(e) ? std::min(kArcWidest, m_marks.width[e]) : m_marks.width[e];
            m_list.curve(from, shape.control0, shape.control1, to, width, style(e, back), {ItemKind::Link, e});
        }
    }

    /// A loop above the firm for what it sells to itself (or, a group, inside it).
    void paintSelfLinks() {
        if (m_input.chain) return;
        for (const auto& self : m_s.selfLinks()) {
            const auto node = m_s.nodeOfFirm(self.firm);
            if (node == kNone || !std::isfinite(m_marks.place[node].x())) continue;
            const QPointF at = m_marks.place[node];
            const double reach = 2.2 * m_marks.radius[node] + 8;
            const double width = std::min(kArcWidest, linkWidth(m_marks.widthScale.at(self.value), 1));
            const QColor colour = withAlpha(m_marks.colours.node[node], opacity(m_marks.focus.node[node]));
            m_list.curve(at, at + QPointF(reach, -reach * 0.9), at + QPointF(reach, reach * 0.9), at, width, m_list.lineStyle({colour.rgba()}), {ItemKind::Firm, self.firm});
        }
    }

private:
    [[nodiscard]] bool arc(std::uint32_t e) const { return m_lanes && m_s.stage()[m_s.edges().source[e]] == m_s.stage()[m_s.edges().target[e]]; }

    StyleId style(std::uint32_t e, bool dashed) {
        const double alpha = opacity(m_marks.focus.edge[e]);
        if (m_input.chain) {
            LineStyle look = chainLinkStyle(m_input.chain->state[e], std::min(1.0, alpha * (alpha > size::linkReceded ? kChainEmphasis : 1)), m_theme);
            look.direction = m_lanes ? Direction::None : Direction::Taper;
            return m_list.lineStyle(look);
        }
        const double strength = dashed ? 1.7 : arc(e) && m_marks.focus.edge[e] <= Brightness::Rest ? kArcShare : 1;
        const double share = m_marks.linkOpacity.empty() ? 1 : m_marks.linkOpacity[e];
        const QColor colour = withAlpha(m_marks.colours.node[m_s.edges().source[e]], alpha * strength * (std::isnan(share) ? 1 : share));
        const bool unknown = m_s.edges().valueUnknown[e] != 0 || std::isnan(share);
        const float dash = dashed ? float(size::backwardDash) : unknown ? 1.5F : 0.0F;
        return m_list.lineStyle({colour.rgba(), dash, dash, m_lanes ? Direction::None : Direction::Taper});
    }

    DisplayList& m_list;
    const NetworkInput& m_input;
    const Snapshot& m_s;
    const NetworkMarks& m_marks;
    const Theme& m_theme;
    bool m_lanes;
};

/// Clockwise: down on the right, up on the left, the farther apart the wider, and within the lane: a curve reaches three quarters of the way
/// to its control points.
double arcBulge(const NetworkInput& input, const NetworkMarks& marks, int stage, QPointF from, QPointF to) {
    constexpr double least = 12, usual = 46, share = 0.75;
    const bool down = to.y() >= from.y();
    double room = usual;
    for (const auto& lane : input.places->lanes)
        if (lane.stage == stage) {
            const QRectF box = laneBox(marks.map, lane);
            room = std::max(least, (down ? box.right() - std::max(from.x(), to.x()) : std::min(from.x(), to.x()) - box.left()) / share);
        }
    return std::clamp(std::fabs(to.y() - from.y()) * 0.3, least, room) * (down ? 1 : -1);
}

} // namespace

LinkShape linkShape(const NetworkInput& input, const NetworkMarks& marks, std::uint32_t e) {
    const Snapshot& s = *input.snapshot;
    const auto source = s.edges().source[e], target = s.edges().target[e];
    const QPointF from = marks.place[source], to = marks.place[target], d = to - from;
    if (input.places->layout != NetworkLayoutKind::Lanes) {
        const bool columns = input.places->layout == NetworkLayoutKind::Focus || input.places->layout == NetworkLayoutKind::Trophic;
        if (columns && d.x() > std::fabs(d.y()) * 0.2) return {{from.x() + d.x() / 2, from.y()}, {from.x() + d.x() / 2, to.y()}};
        const QPointF normal(-d.y() * 0.12, d.x() * 0.12); // opposite links bend apart
        return {from + d / 3 + normal, from + d * 2 / 3 + normal};
    }
    if (runsBackward(s, e)) {
        const double reach = std::max(30.0, std::fabs(d.x()) * 0.15), sag = marks.map.height() * 0.10;
        return {from + QPointF(reach, sag), to + QPointF(-reach, sag)};
    }
    if (s.stage()[source] == s.stage()[target]) {
        const double bulge = arcBulge(input, marks, s.stage()[source], from, to);
        return {from + QPointF(bulge, 0), to + QPointF(bulge, 0)};
    }
    const double middle = (from.x() + to.x()) / 2;
    return {{middle, from.y()}, {middle, to.y()}};
}

QPointF pointOnLink(const NetworkInput& input, const NetworkMarks& marks, std::uint32_t e, double t) {
    const auto shape = linkShape(input, marks, e);
    const double u = 1 - t;
    return u * u * u * marks.place[input.snapshot->edges().source[e]] + 3 * u * u * t * shape.control0 + 3 * u * t * t * shape.control1 +
           t * t * t * marks.place[input.snapshot->edges().target[e]];
}

void paintLinks(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    LinkPainter painter(list, input, marks, theme);
    painter.paint();
    painter.paintSelfLinks();
}

} // namespace chainscape::ui
