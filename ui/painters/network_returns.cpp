// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_returns.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "ui/painters/network_lanes.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kCorner = 5;         ///< radius where lines turn, px
constexpr double kSlot = 3.5;         ///< between lines in a lane's border
constexpr double kSlotsWide = 18;     ///< all lines of a border lie within
constexpr double kFloor = 5;          ///< between lines under the lanes
constexpr double kFloorsDeep = 21;    ///< all of them lie within
constexpr float kHead = 2.2F;         ///< of the disc of the same area
constexpr double kHeadShare = 1.6;    ///< of the strand's opacity
constexpr double kLineWidth = 1.7, kStrandWidth = 1.1;
constexpr double kStrandShare = 0.75; ///< of the line's opacity
constexpr std::size_t kMostStrands = 24; ///< at an end: the heaviest, and those in focus

/// Where a line runs: down at `right`, along `floor`, up at `left`.
struct Track {
    double right = 0, left = 0, floor = 0;
};

Track trackOf(const NetworkInput& input, const NetworkMarks& marks, const std::vector<ReturnLine>& lines, std::size_t k) {
    const auto border = [&](int stage) {
        const auto at = std::ranges::find(input.places->lanes, stage, &LanePlace::stage);
        return at == input.places->lanes.end() ? marks.map : laneBox(marks.map, *at);
    };
    const double count = double(lines.size()), slot = std::min(kSlot, kSlotsWide / count), deep = std::min(kFloor, kFloorsDeep / count);
    const QRectF source = border(lines[k].from), target = border(lines[k].to);
    // The longest way back lies outermost on both sides and lowest, so that lines do not cross.
    const double out = kSlotsWide + 3 - double(k + 1) * slot;
    return {source.right() - out, target.left() + out, source.bottom() + 5 + double(k) * deep};
}

double opacityOf(Brightness brightness) {
    switch (brightness) {
    case Brightness::Receded: return 0.16;
    case Brightness::Rest: return 0.5;
    case Brightness::Clear: return 0.7;
    case Brightness::Bright: return 0.95;
    }
    return 0.5;
}

/// What one firm sends into a return line or takes out of it.
struct Strand {
    Brightness brightness = Brightness::Receded;
    std::uint32_t links = 0, edge = kNone; ///< how many, and the last of them
};
using Strands = std::map<std::uint32_t, Strand>; ///< by node

class ReturnPainter {
public:
    ReturnPainter(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme)
        : m_list(list), m_s(*input.snapshot), m_marks(marks), m_theme(theme), m_drawn(m_s.edgeCount(), 0) {
        for (const auto e : marks.drawn) m_drawn[e] = 1;
    }

    void paint(const ReturnLine& line, const Track& track) {
        Strands sellers, buyers;
        Brightness strongest = Brightness::Receded;
        for (const auto e : line.edges) {
            const auto source = m_s.edges().source[e], target = m_s.edges().target[e];
            if (!m_drawn[e] || !std::isfinite(m_marks.place[source].x()) || !std::isfinite(m_marks.place[target].x())) continue;
            const Brightness b = m_marks.focus.edge[e];
            strongest = std::max(strongest, b);
            for (auto* side : {&sellers, &buyers}) {
                Strand& strand = (*side)[side == &sellers ? source : target];
                strand = {std::max(strand.brightness, b), strand.links + 1, e};
            }
        }
        if (sellers.empty()) return;
        m_colour = colourOfStage(m_theme, m_s.dataset().stages(), line.from);
        m_item = line.edges.size() == 1 ? ItemRef{ItemKind::Link, line.edges.front()} : ItemRef{ItemKind::Band, returnLineId(line)};
        trunk(highest(sellers), highest(buyers), track, strongest);
        strands(sellers, track.right, 1);
        strands(buyers, track.left, -1);
    }

private:
    [[nodiscard]] double highest(const Strands& firms) const {
        double y = INFINITY;
        for (const auto& [node, strand] : firms) y = std::min(y, m_marks.place[node].y());
        return y;
    }

    void trunk(double sellerTop, double buyerTop, const Track& t, Brightness brightness) {
        const double r = std::min({kCorner, std::max(0.0, t.floor - sellerTop) / 2, std::max(0.0, t.floor - buyerTop) / 2});
        QPainterPath path({t.right, sellerTop + r});
        path.lineTo(t.right, t.floor - r);
        path.quadTo(t.right, t.floor, t.right - r, t.floor);
        path.lineTo(t.left + r, t.floor);
        path.quadTo(t.left, t.floor, t.left, t.floor - r);
        path.lineTo(t.left, buyerTop + r);
        m_list.path({path, dashes(opacityOf(brightness), kLineWidth), m_item});
    }

    /// side 1: from a seller to the line on its right; -1: from the line to a buyer on its right, with an arrow head in the middle.
    void strands(const Strands& firms, double x, int side) {
        for (const auto& [node, strand] : heaviest(firms, side)) {
            const ItemRef item = strand.links == 1 ? ItemRef{ItemKind::Link, strand.edge} : m_item;
            const double opacity = opacityOf(strand.brightness) * kStrandShare;
            const QPointF at = m_marks.place[node];
            QPainterPath path({x, at.y() + kCorner});
            path.quadTo(x, at.y(), x - side * kCorner, at.y());
            path.lineTo(at); // up to the firm's disc at every zoom
            m_list.path({path, dashes(opacity, kStrandWidth), item});
            if (side < 0) head({(x + at.x() - m_marks.radius[node]) / 2, at.y()}, opacity, item);
        }
    }

    /// Those with a strand: in focus, or among the heaviest by all they sell (side 1) or buy.
    [[nodiscard]] Strands heaviest(const Strands& firms, int side) const {
        if (firms.size() <= kMostStrands) return firms;
        std::vector<std::pair<std::uint32_t, Strand>> order(firms.begin(), firms.end());
        const auto trade = [&](const auto& firm) { return side > 0 ? m_s.outValue()[firm.first] : m_s.inValue()[firm.first]; };
        std::ranges::stable_sort(order, std::greater{}, trade);
        Strands kept(order.begin(), order.begin() + std::ptrdiff_t(kMostStrands));
        for (const auto& firm : order)
            if (firm.second.brightness >= Brightness::Clear) kept.insert(firm);
        return kept;
    }

    /// In the middle of the strand, of one size at every zoom.
    void head(QPointF at, double opacity, ItemRef item) {
        m_list.disc({float(at.x()), float(at.y()), kHead, 0, withAlpha(m_colour, std::min(1.0, opacity * kHeadShare)).rgba(), 0, item, MarkShape::TriangleRight});
    }

    [[nodiscard]] AreaStyle dashes(double opacity, double width) const {
        return {0, withAlpha(m_colour, opacity).rgba(), float(width), float(size::backwardDash), float(size::backwardDash * 0.75)};
    }

    DisplayList& m_list;
    const Snapshot& m_s;
    const NetworkMarks& m_marks;
    const Theme& m_theme;
    std::vector<std::uint8_t> m_drawn;
    QColor m_colour;
    ItemRef m_item;
};

Text sumText(const QString& words, QPointF at, const Theme& theme) {
    Text t;
    t.text = words;
    t.anchor = at;
    t.size = size::smallFont;
    t.colour = theme.secondary.rgba();
    t.halo = theme.canvas.rgba();
    return t;
}

} // namespace

bool runsBackward(const Snapshot& s, std::uint32_t e) {
    const int from = s.stage()[s.edges().source[e]], to = s.stage()[s.edges().target[e]];
    return to > 0 && to < from;
}

std::vector<ReturnLine> returnLines(const Snapshot& s) {
    std::map<std::pair<int, int>, ReturnLine> byStages;
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e) {
        if (!runsBackward(s, e)) continue;
        const int from = s.stage()[s.edges().source[e]], to = s.stage()[s.edges().target[e]];
        ReturnLine& line = byStages.try_emplace({from, to}, ReturnLine{from, to, 0, {}}).first->second;
        line.value += s.edges().value[e];
        line.edges.push_back(e);
    }
    std::vector<ReturnLine> out;
    for (auto& [stages, line] : byStages) out.push_back(std::move(line));
    std::ranges::stable_sort(out, {}, [](const ReturnLine& line) { return line.from - line.to; });
    return out;
}

std::uint32_t returnLineId(const ReturnLine& line) { return std::uint32_t(line.from) << 16 | std::uint32_t(line.to); }

std::vector<ReturnLine>::const_iterator returnLineOf(const std::vector<ReturnLine>& lines, std::uint32_t id) {
    return std::ranges::find(lines, id, returnLineId);
}

void paintReturns(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const std::vector<ReturnLine>& lines, const Theme& theme) {
    ReturnPainter painter(list, input, marks, theme);
    for (std::size_t k = 0; k < lines.size(); ++k) painter.paint(lines[k], trackOf(input, marks, lines, k));
}

void paintReturnSums(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const std::vector<ReturnLine>& lines, const Theme& theme) {
    if (lines.empty()) return;
    const QString unit = fromUtf8(input.snapshot->unit());
    double total = 0;
    for (std::size_t k = 0; k < lines.size(); ++k) {
        total += lines[k].value;
        const Track track = trackOf(input, marks, lines, k);
        if (lines.size() == 1) continue; // the sum below says it
        Text t = sumText(valueText(lines[k].value, unit, input.locale), {(track.left + track.right) / 2, track.floor + 4}, theme);
        t.size = size::smallestFont;
        t.importance = 1 + lines[k].value;
        list.text(t);
    }
    list.text(sumText(Words::tr("flows back: %1").arg(valueText(total, unit, input.locale)), {marks.map.center().x(), marks.map.bottom() + kLaneFoot - 8}, theme));
}

} // namespace chainscape::ui
