// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_links.h"

#include <algorithm>
#include <cmath>

#include "ui/painters/network_chain.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

/// Above this many, backward links become plain dashed curves: routed lines would be a mesh.
constexpr std::size_t kRoutedBackward = 24;

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

bool runsBackward(const Snapshot& s, std::uint32_t e) {
    const int from = s.stage()[s.edges().source[e]], to = s.stage()[s.edges().target[e]];
    return to > 0 && to < from;
}

class LinkPainter {
public:
    LinkPainter(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme)
        : m_list(list), m_input(input), m_s(*input.snapshot), m_marks(marks), m_theme(theme),
          m_lanes(input.places->layout == NetworkLayoutKind::Lanes), m_places(*input.places) {
        for (const auto e : marks.drawn)
            if (m_lanes && runsBackward(m_s, e)) ++m_backward.count;
    }

    BackwardSum paint() {
        m_list.reserveCurves(m_marks.drawn.size());
        for (const auto e : m_marks.drawn) {
            const QPointF from = m_marks.place[m_s.edges().source[e]], to = m_marks.place[m_s.edges().target[e]];
            if (!std::isfinite(from.x()) || !std::isfinite(to.x())) continue;
            if (m_lanes && runsBackward(m_s, e)) back(e, from, to);
            else curve(e, from, to, m_marks.width[e], false);
        }
        return m_backward;
    }

private:
    [[nodiscard]] int stageOf(std::uint32_t node) const { return m_s.stage()[node]; }
    static ItemRef item(std::uint32_t e) { return {ItemKind::Link, e}; }

    StyleId style(std::uint32_t e, bool dashed) {
        const double alpha = opacity(m_marks.focus.edge[e]);
        if (m_input.chain) {
            LineStyle look = chainLinkStyle(m_input.chain->state[e], std::min(1.0, alpha * (alpha > size::linkReceded ? kChainEmphasis : 1)), m_theme);
            look.direction = m_lanes ? Direction::None : Direction::Taper;
            return m_list.lineStyle(look);
        }
        const QColor colour = withAlpha(m_marks.colours.node[m_s.edges().source[e]], alpha * (dashed ? 1.7 : 1));
        const bool unknown = m_s.edges().valueUnknown[e] != 0;
        const float dash = dashed ? float(size::backwardDash) : unknown ? 1.5F : 0.0F;
        return m_list.lineStyle({colour.rgba(), dash, dash, m_lanes ? Direction::None : Direction::Taper});
    }

    void curve(std::uint32_t e, QPointF from, QPointF to, double width, bool dashed) {
        const LinkShape shape = linkShape(m_input, m_marks, e);
        m_list.curve(from, shape.control0, shape.control1, to, width, style(e, dashed), item(e));
    }

    void back(std::uint32_t e, QPointF from, QPointF to) {
        m_backward.value += m_s.edges().value[e];
        if (m_backward.count > kRoutedBackward) {
            curve(e, from, to, std::min(2.0, m_marks.width[e]), true);
            return;
        }
        route(e, from, to);
    }

    /// Right of the source's lane down, under the lanes, up left of the target's lane.
    void route(std::uint32_t e, QPointF from, QPointF to) {
        const double slot = double(m_route++ % 8);
        const double right = gutter(stageOf(m_s.edges().source[e]), true) - 2 - slot * 1.5;
        const double left = gutter(stageOf(m_s.edges().target[e]), false) + 2 + slot * 1.5;
        const double floor = m_marks.map.bottom() + 8 + slot * 1.6, r = 5;
        QPainterPath path(from);
        path.lineTo(right - r, from.y());
        path.quadTo(right, from.y(), right, from.y() + r);
        path.lineTo(right, floor - r);
        path.quadTo(right, floor, right - r, floor);
        path.lineTo(left + r, floor);
        path.quadTo(left, floor, left, floor - r);
        path.lineTo(left, to.y() + r);
        path.quadTo(left, to.y(), left + r, to.y());
        path.lineTo(to);
        QColor colour = m_marks.colours.node[m_s.edges().source[e]];
        if (m_input.chain) colour = QColor::fromRgb(chainLinkStyle(m_input.chain->state[e], 1, m_theme).colour);
        colour = withAlpha(colour, std::min(1.0, opacity(m_marks.focus.edge[e]) * 2.2));
        AreaStyle area{0, colour.rgba(), float(std::clamp(m_marks.width[e], 1.0, 4.0)), float(size::backwardDash), float(size::backwardDash * 0.75)};
        m_list.path({path, area, item(e)});
    }

    [[nodiscard]] double gutter(int stage, bool rightSide) const {
        for (const auto& lane : m_places.lanes)
            if (lane.stage == stage)
                return m_marks.map.left() + double(rightSide ? lane.right : lane.left) * m_marks.map.width();
        return rightSide ? m_marks.map.right() : m_marks.map.left();
    }

    DisplayList& m_list;
    const NetworkInput& m_input;
    const Snapshot& m_s;
    const NetworkMarks& m_marks;
    const Theme& m_theme;
    bool m_lanes;
    const NetworkPlaces& m_places;
    BackwardSum m_backward;
    int m_route = 0;
};

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
        const double bulge = std::clamp(std::fabs(d.y()) * 0.35, 14.0, 46.0) * (d.y() >= 0 ? 1 : -1);
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

BackwardSum paintLinks(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    return LinkPainter(list, input, marks, theme).paint();
}

} // namespace chainscape::ui
