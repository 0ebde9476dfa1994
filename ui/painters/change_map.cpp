// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/change_map.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include <QFontMetricsF>

#include "ui/painters/network_lanes.h"
#include "ui/painters/network_marks.h"
#include "ui/painters/network_painter.h"
#include "ui/painters/words_at.h"
#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

/// More plus marks on links than this would be a rash; the largest have one.
constexpr std::size_t kPlusMarks = 60;
constexpr double kHandleWidth = 14, kHandleHeight = 30;
constexpr int kCharacters = 28;
constexpr double kNameNeeds = 9000;  ///< px2 of the map for one name
constexpr double kAllNamesFrom = 4; ///< scale at which every firm may have its name
/// Room beside the lanes that labels may use, px.
constexpr double kMapEdge = 6;

struct Cubic {
    QPointF from, control0, control1, to;
    [[nodiscard]] QPointF middle() const { return (from + control0 * 3 + control1 * 3 + to) / 8; }
};

class MapPainter {
public:
    /// Nothing is painted outside `clip`; a null one is no limit.
    MapPainter(DisplayList& list, const ChangeInput& input, const ChangeMarks& marks, const Theme& theme, const QRectF& clip = {})
        : m_list(list), m_input(input), m_case(*input.change), m_marks(marks), m_theme(theme), m_clip(clip) {}

    void paint() {
        m_list.addLayer(Space::World, m_clip);
        links();
        m_list.addLayer(Space::World, m_clip);
        linkBadges();
        firms();
        m_list.addLayer(Space::World, m_clip);
        plusMarks();
        labels();
    }

    void lanes() {
        const auto& stages = m_case.after->dataset().stages();
        struct Count {
            std::size_t there = 0, entered = 0, left = 0;
        };
        std::vector<Count> counts(std::size_t(stages.size()) + 1);
        for (std::uint32_t f = 0; f < m_case.table.firms.size(); ++f) {
            auto& c = counts[std::size_t(firm(f).stage())];
            c.there += (m_marks.side == ChangeSide::A ? firm(f).before : firm(f).after) != kNone;
            c.entered += !m_input.spec.change.sameFirms && m_marks.side != ChangeSide::A && m_marks.firm[f] == ChangeKind::New;
            c.left += !m_input.spec.change.sameFirms && m_marks.side != ChangeSide::B && m_marks.firm[f] == ChangeKind::Gone;
        }
        for (const auto& place : m_input.places->lanes) {
            const Count c = counts[std::size_t(place.stage)];
            QString words = Words::tr("no firm in A or B");
            if (c.there + c.left > 0) {
                words = c.there == 1 ? Words::tr("1 firm") : Words::tr("%1 firms").arg(countText(qint64(c.there), m_input.locale));
                if (c.entered > 0) words += QStringLiteral("  +%1").arg(c.entered);
                if (c.left > 0) words += QStringLiteral("  ") + QChar(0x2212) + QString::number(c.left);
            }
            lane(place, words, c.there + c.left == 0);
        }
    }

private:
    [[nodiscard]] bool alone() const { return m_marks.side != ChangeSide::Both; }
    [[nodiscard]] const ChangedFirm& firm(std::uint32_t f) const { return m_case.table.firms[f]; }
    /// Not there in the period that is shown alone.
    [[nodiscard]] bool absent(ChangeKind kind) const {
        return (m_marks.side == ChangeSide::A && kind == ChangeKind::New) || (m_marks.side == ChangeSide::B && kind == ChangeKind::Gone);
    }
    [[nodiscard]] bool placed(std::uint32_t f) const {
        const bool one = m_marks.firm[f] == ChangeKind::New || m_marks.firm[f] == ChangeKind::Gone;
        if (absent(m_marks.firm[f]) || (one && m_input.spec.change.sameFirms)) return false;
        return std::isfinite(m_marks.place[f].x()) && std::isfinite(m_marks.place[f].y());
    }

    /// What moved has the colour of its move; on a side alone the rest has the colour of its stage.
    [[nodiscard]] QColor colour(ChangeKind kind, int stage) const {
        if (alone() && kind != ChangeKind::New && kind != ChangeKind::Gone) return colourOfStage(m_theme, m_case.after->dataset().stages(), stage);
        switch (kind) {
        case ChangeKind::New:
        case ChangeKind::Up: return m_theme.up;
        case ChangeKind::Gone:
        case ChangeKind::Down: return m_theme.down;
        default: return m_theme.unknown;
        }
    }

    void lane(const LanePlace& place, const QString& words, bool empty) {
        const auto& stages = m_case.after->dataset().stages();
        const QRectF box = laneBox(m_marks.map, place);
        const QColor stage = place.stage == 0 ? m_theme.unknown : colourOfStage(m_theme, stages, place.stage);
        const ItemRef item{ItemKind::Stage, std::uint32_t(place.stage)};
        AreaStyle area{withAlpha(stage, size::laneTint).rgba(), 0};
        if (empty) area = {0, m_theme.border.rgba(), 1, 4, 4};
        m_list.rect({box, size::radius, area, item});
        const QString title = place.stage == 0 ? Words::tr("No stage") : fromUtf8(stages.name(place.stage));
        paintLaneHead(m_list, box, {title, words, stage, place.stage, empty}, m_theme);
    }

    /// Forward: leaves and enters horizontally. Same stage: an arc beside. Backward: a loop that sags.
    [[nodiscard]] Cubic cubic(const ChangedLink& link) const {
        const QPointF from = m_marks.place[link.source], to = m_marks.place[link.target];
        const int a = firm(link.source).stage(), b = firm(link.target).stage();
        if (a == b) {
            const double bulge = std::clamp(std::fabs(to.y() - from.y()) * 0.35, 14.0, 46.0) * (to.y() >= from.y() ? 1 : -1);
            return {from, from + QPointF(bulge, 0), to + QPointF(bulge, 0), to};
        }
        if (b > 0 && b < a) {
            const double reach = std::max(30.0, std::fabs(from.x() - to.x()) * 0.15);
            const double room = m_marks.map.bottom() - std::max(from.y(), to.y());
            const double sag = std::min(room, m_marks.map.height() * 0.14);
            return {from, from + QPointF(reach, sag), to + QPointF(-reach, sag), to};
        }
        const double half = (to.x() - from.x()) / 2;
        return {from, from + QPointF(half, 0), to - QPointF(half, 0), to};
    }

    [[nodiscard]] double opacity(ChangeKind kind, Brightness brightness) const {
        double alpha = alone() ? size::linkAtRest : 0.22;
        if (kind == ChangeKind::New) alpha = 0.78;
        else if (kind == ChangeKind::Gone) alpha = 0.72;
        else if (!alone() && (kind == ChangeKind::Up || kind == ChangeKind::Down)) alpha = 0.42;
        if (brightness == Brightness::Receded) return alpha * 0.22;
        return brightness == Brightness::Bright ? std::min(1.0, alpha * 1.35) : alpha;
    }

    void links() {
        m_list.reserveCurves(m_marks.drawn.size());
        for (const auto l : m_marks.drawn) {
            const auto& link = m_case.table.links[l];
            const ChangeKind kind = m_marks.link[l];
            if (!placed(link.source) || !placed(link.target) || absent(kind)) continue;
            const float dash = alone() ? 0.0F : kind == ChangeKind::Gone ? float(size::backwardDash) : kind == ChangeKind::Unknown ? 1.5F : 0.0F;
            const Cubic c = cubic(link);
            m_list.curve(c.from, c.control0, c.control1, c.to, m_marks.width[l],
                         m_list.lineStyle({withAlpha(colour(kind, firm(link.source).stage()), opacity(kind, m_marks.linkLight[l])).rgba(), dash, dash}), {ItemKind::Link, l});
        }
    }

    void linkBadges() {
        for (auto it = m_marks.drawn.rbegin(); it != m_marks.drawn.rend() && m_plus.size() < kPlusMarks; ++it) {
            const auto& link = m_case.table.links[*it];
            if (m_marks.link[*it] != ChangeKind::New || m_marks.linkLight[*it] == Brightness::Receded || !placed(link.source) || !placed(link.target)) continue;
            const QPointF at = cubic(link).middle();
            m_list.disc({float(at.x()), float(at.y()), 5, 1, m_theme.canvas.rgba(), m_theme.up.rgba(), {ItemKind::Link, *it}});
            m_plus.push_back({at, 2.6, m_theme.up});
        }
    }

    void firms() {
        const std::set<std::string> selected(m_input.spec.selected.begin(), m_input.spec.selected.end());
        for (std::uint32_t f = 0; f < m_case.table.firms.size(); ++f) {
            if (!placed(f)) continue;
            const QPointF at = m_marks.place[f];
            const double radius = m_marks.radius[f];
            if (selected.contains(firm(f).id) || firm(f).id == m_input.spec.focus)
                m_list.disc({float(at.x()), float(at.y()), float(radius + size::selectionOffset), float(size::selectionRing), 0, m_theme.selected.rgba(), {}});
            disc(f, at, radius);
        }
    }

    void disc(std::uint32_t f, QPointF at, double radius) {
        const ItemRef item{ItemKind::Firm, m_case.firmIndex(f)};
        const bool receded = m_marks.firmLight[f] == Brightness::Receded;
        const ChangeKind kind = m_marks.firm[f];
        if (kind == ChangeKind::Gone && !alone()) { // a ghost
            QPainterPath ring;
            ring.addEllipse(at, radius, radius);
            const QColor line = receded ? mixed(m_theme.canvas, m_theme.down, 0.4) : m_theme.down;
            m_list.path({ring, {m_theme.canvas.rgba(), line.rgba(), 1.4F, 3, 2.5F}, item});
            return;
        }
        const double strength = (alone() || kind == ChangeKind::New ? 1.0 : kind == ChangeKind::Same ? 0.6 : 0.55) * (receded ? 0.4 : 1);
        m_list.disc({float(at.x()), float(at.y()), float(radius), float(size::discOutline), mixed(m_theme.canvas, colour(kind, firm(f).stage()), strength).rgba(), m_theme.canvas.rgba(), item});
        if (kind == ChangeKind::New) m_plus.push_back({at, std::clamp(radius * 0.55, 2.0, 6.0), m_theme.canvas});
    }

    void plusMarks() {
        for (const auto& plus : m_plus) {
            const StyleId style = m_list.lineStyle({plus.colour.rgba(), 0, 0});
            m_list.line(plus.at - QPointF(plus.arm, 0), plus.at + QPointF(plus.arm, 0), 1.5, style);
            m_list.line(plus.at - QPointF(0, plus.arm), plus.at + QPointF(0, plus.arm), 1.5, style);
        }
    }

    /// What came and went first, then by size; a little by index so that ties do not flicker.
    [[nodiscard]] double importance(std::uint32_t f) const {
        const bool moved = m_marks.firm[f] == ChangeKind::New || m_marks.firm[f] == ChangeKind::Gone;
        const double step = m_marks.firmLight[f] == Brightness::Clear ? 1000 : m_marks.firmLight[f] == Brightness::Receded ? 1 : 100;
        return step * (moved ? 5 : 1) * (1 + m_marks.radius[f]) + 1e-6 / (1 + f);
    }

    /// How far a label must move so that it is whole between the edges of the figure.
    [[nodiscard]] double inwards(const Text& t) const {
        const double half = QFontMetricsF(interfaceFont(t.size, t.weight)).horizontalAdvance(t.text) / 2 + size::labelHalo;
        const double left = m_marks.map.left() - kMapEdge + half - t.anchor.x(), right = m_marks.map.right() + kMapEdge - half - t.anchor.x();
        return left > 0 ? left : std::min(0.0, right);
    }

    /// What fits the map as it is has a name at once, the others when one zooms in.
    [[nodiscard]] std::vector<double> nameFromScale() const {
        std::vector<std::uint32_t> order;
        for (std::uint32_t f = 0; f < m_case.table.firms.size(); ++f)
            if (placed(f)) order.push_back(f);
        std::ranges::sort(order, std::greater{}, [this](std::uint32_t f) { return importance(f); });
        const double room = m_marks.map.width() * m_marks.map.height() / kNameNeeds;
        std::vector<double> from(m_case.table.firms.size(), 0);
        for (std::size_t k = 0; k < order.size(); ++k) from[order[k]] = double(k) < room ? 0 : std::min(kAllNamesFrom, std::sqrt(double(k) / room));
        return from;
    }

    void labels() {
        const auto fromScale = nameFromScale();
        const auto& names = m_case.after->dataset().firms().name;
        for (std::uint32_t f = 0; f < m_case.table.firms.size(); ++f) {
            if (!placed(f)) continue;
            const ChangeKind kind = m_marks.firm[f];
            const bool bright = m_marks.firmLight[f] == Brightness::Bright, receded = m_marks.firmLight[f] == Brightness::Receded;
            QString name = elided(QString::fromStdString(names[m_case.firmIndex(f)]), kCharacters);
            if (kind == ChangeKind::New) name = Words::tr("%1, new").arg(name);
            if (kind == ChangeKind::Gone) name = (alone() ? Words::tr("%1, not in B") : Words::tr("%1, gone")).arg(name);
            const bool moved = kind == ChangeKind::New || kind == ChangeKind::Gone;
            Text t;
            t.text = name;
            t.anchor = m_marks.place[f];
            t.shift = {0, -m_marks.radius[f] - (bright ? 8 : 4)};
            t.size = size::labelFont;
            t.weight = bright || moved ? size::semibold : size::regular;
            t.colour = (receded ? m_theme.secondary : moved ? colour(kind, firm(f).stage()) : m_theme.text).rgba();
            t.halo = m_theme.canvas.rgba();
            t.importance = bright ? 0 : importance(f);
            t.fromScale = bright ? 0 : fromScale[f];
            t.shift.rx() = inwards(t);
            t.item = {ItemKind::Firm, m_case.firmIndex(f)};
            m_list.text(t);
        }
    }

    struct Plus {
        QPointF at;
        double arm;
        QColor colour;
    };

    DisplayList& m_list;
    const ChangeInput& m_input;
    const ChangeCase& m_case;
    const ChangeMarks& m_marks;
    const Theme& m_theme;
    QRectF m_clip;
    std::vector<Plus> m_plus;
};

} // namespace

namespace {

/// The line between A on its left and B on its right, with a handle to drag.
void paintDivider(DisplayList& list, const ChangeInput& input, const QRectF& area, double x, const Theme& theme) {
    const ItemRef item{ItemKind::Control, kSwipeHandle};
    list.addLayer();
    list.line({x, area.top()}, {x, area.bottom()}, 1.5, list.lineStyle({theme.accent.rgba(), 0, 0}));
    list.rect({QRectF(x - kHandleWidth / 2, area.top(), kHandleWidth, area.height()), 0, {0, 0}, item});
    list.rect({QRectF(x - kHandleWidth / 2, area.center().y() - kHandleHeight / 2, kHandleWidth, kHandleHeight), size::radius, {theme.canvas.rgba(), theme.accent.rgba(), 1.5F}, item});
    for (const double by : {-2.0, 2.0})
        list.line({x + by, area.center().y() - 6}, {x + by, area.center().y() + 6}, 1, list.lineStyle({theme.accent.rgba(), 0, 0}));
    const auto [a, b] = sideTexts(*input.change, input.locale);
    const WordStyle left{.pixels = size::sectionFont, .weight = size::semibold, .colour = theme.accent, .across = Across::Right, .halo = theme.canvas};
    WordStyle right = left;
    right.across = Across::Left;
    putWords(list, a, {x - 10, area.bottom() - 8}, left);
    putWords(list, b, {x + 10, area.bottom() - 8}, right);
}

} // namespace

ChangeMarks paintChangeMap(DisplayList& list, const ChangeInput& input, const QRectF& area, const Theme& theme) {
    const auto& swipe = input.spec.change.swipe;
    ChangeMarks marks = changeMarks(input, area, swipe && input.side == ChangeSide::Both ? ChangeSide::B : input.side);
    MapPainter(list, input, marks, theme).lanes();
    if (!swipe || input.side != ChangeSide::Both) {
        MapPainter(list, input, marks, theme).paint();
        return marks;
    }
    const double x = swipePlace(area, *swipe);
    MapPainter(list, input, changeMarks(input, area, ChangeSide::A), theme, QRectF(area.topLeft(), QPointF(x, area.bottom()))).paint();
    MapPainter(list, input, marks, theme, QRectF(QPointF(x, area.top()), area.bottomRight())).paint();
    paintDivider(list, input, area, x, theme);
    return marks;
}

} // namespace chainscape::ui
