// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/change_map.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QFontMetricsF>

#include "ui/painters/network_lanes.h"
#include "ui/painters/network_marks.h"
#include "ui/painters/network_painter.h"
#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

/// More plus marks on links than this would be a rash; the largest have one.
constexpr std::size_t kPlusMarks = 60;
constexpr int kCharacters = 42;
/// Room beside the lanes that labels may use, px.
constexpr double kMapEdge = 6;

/// Seeds are bright, their links and partners clear; without seeds everything is at rest.
void light(const ChangeInput& input, ChangeMarks& m) {
    std::set<std::string> seeds(input.spec.selected.begin(), input.spec.selected.end());
    if (!input.spec.focus.empty()) seeds.insert(input.spec.focus);
    if (!input.hoverFirm.empty()) seeds = {input.hoverFirm};
    const auto& table = input.change->table;
    const auto seed = [&](std::uint32_t f) { return seeds.contains(table.firms[f].id); };
    bool any = false;
    for (std::uint32_t f = 0; f < table.firms.size(); ++f) any = any || seed(f);
    m.firmLight.assign(table.firms.size(), any ? Brightness::Receded : Brightness::Rest);
    m.linkLight.assign(table.links.size(), any ? Brightness::Receded : Brightness::Rest);
    if (!any) return;
    for (std::size_t l = 0; l < table.links.size(); ++l) {
        const auto& link = table.links[l];
        if (!seed(link.source) && !seed(link.target)) continue;
        m.linkLight[l] = Brightness::Bright;
        m.firmLight[link.source] = m.firmLight[link.target] = Brightness::Clear;
    }
    for (std::uint32_t f = 0; f < table.firms.size(); ++f)
        if (seed(f)) m.firmLight[f] = Brightness::Bright;
}

/// Unchanged links below, then by the size of the change; what is bright on top. The smallest changes fall out of the budget first.
void chooseLinks(const ChangeInput& input, ChangeMarks& m) {
    const auto& links = input.change->table.links;
    for (std::uint32_t l = 0; l < links.size(); ++l) m.drawn.push_back(l);
    const auto changed = [&](std::uint32_t l) { return std::pair(m.link[l], std::fabs(links[l].delta())); };
    const auto size = [&](std::uint32_t l) { return std::pair(m.linkLight[l] == Brightness::Bright, std::fabs(links[l].delta())); };
    if (m.drawn.size() > input.linkBudget) {
        m.left = m.drawn.size() - input.linkBudget;
        std::ranges::stable_sort(m.drawn, std::greater{}, size);
        m.drawn.resize(input.linkBudget);
        std::ranges::sort(m.drawn);
    }
    std::ranges::stable_sort(m.drawn, {}, [&](std::uint32_t l) { return std::pair(m.linkLight[l], changed(l)); });
}

struct Cubic {
    QPointF from, control0, control1, to;
    [[nodiscard]] QPointF middle() const { return (from + control0 * 3 + control1 * 3 + to) / 8; }
};

class MapPainter {
public:
    MapPainter(DisplayList& list, const ChangeInput& input, const ChangeMarks& marks, const Theme& theme)
        : m_list(list), m_input(input), m_case(*input.change), m_marks(marks), m_theme(theme) {}

    void paint() {
        lanes();
        links();
        m_list.addLayer();
        linkBadges();
        firms();
        m_list.addLayer();
        plusMarks();
        labels();
    }

private:
    [[nodiscard]] const ChangedFirm& firm(std::uint32_t f) const { return m_case.table.firms[f]; }
    /// Not there in the period that is shown alone.
    [[nodiscard]] bool absent(ChangeKind kind) const {
        return (m_input.side == ChangeSide::A && kind == ChangeKind::New) || (m_input.side == ChangeSide::B && kind == ChangeKind::Gone);
    }
    [[nodiscard]] bool placed(std::uint32_t f) const {
        const bool one = m_marks.firm[f] == ChangeKind::New || m_marks.firm[f] == ChangeKind::Gone;
        if (absent(m_marks.firm[f]) || (one && m_input.spec.change.sameFirms)) return false;
        return std::isfinite(m_marks.place[f].x()) && std::isfinite(m_marks.place[f].y());
    }

    [[nodiscard]] QColor colour(ChangeKind kind) const {
        switch (kind) {
        case ChangeKind::New:
        case ChangeKind::Up: return m_theme.up;
        case ChangeKind::Gone:
        case ChangeKind::Down: return m_theme.down;
        default: return m_theme.unknown;
        }
    }

    void lanes() {
        const auto& stages = m_case.after->dataset().stages();
        struct Count {
            std::size_t after = 0, entered = 0, left = 0;
        };
        std::vector<Count> counts(std::size_t(stages.size()) + 1);
        for (std::uint32_t f = 0; f < m_case.table.firms.size(); ++f) {
            auto& c = counts[std::size_t(firm(f).stage())];
            c.after += firm(f).after != kNone;
            c.entered += m_marks.firm[f] == ChangeKind::New;
            c.left += m_marks.firm[f] == ChangeKind::Gone;
        }
        for (const auto& place : m_input.places->lanes) {
            const Count c = counts[std::size_t(place.stage)];
            QString words = Words::tr("no firm in A or B");
            if (c.after + c.left > 0) {
                words = c.after == 1 ? Words::tr("1 firm") : Words::tr("%1 firms").arg(countText(qint64(c.after), m_input.locale));
                if (c.entered > 0) words += QStringLiteral("  +%1").arg(c.entered);
                if (c.left > 0) words += QStringLiteral("  ") + QChar(0x2212) + QString::number(c.left);
            }
            lane(place, words, c.after + c.left == 0);
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

    [[nodiscard]] static double opacity(ChangeKind kind, Brightness brightness) {
        double alpha = 0.22;
        if (kind == ChangeKind::New) alpha = 0.78;
        else if (kind == ChangeKind::Gone) alpha = 0.72;
        else if (kind == ChangeKind::Up || kind == ChangeKind::Down) alpha = 0.42;
        if (brightness == Brightness::Receded) return alpha * 0.22;
        return brightness == Brightness::Bright ? std::min(1.0, alpha * 1.35) : alpha;
    }

    void links() {
        m_list.reserveCurves(m_marks.drawn.size());
        for (const auto l : m_marks.drawn) {
            const auto& link = m_case.table.links[l];
            const ChangeKind kind = m_marks.link[l];
            if (!placed(link.source) || !placed(link.target) || absent(kind)) continue;
            const float dash = kind == ChangeKind::Gone ? float(size::backwardDash) : kind == ChangeKind::Unknown ? 1.5F : 0.0F;
            const Cubic c = cubic(link);
            m_list.curve(c.from, c.control0, c.control1, c.to, m_marks.width[l],
                         m_list.lineStyle({withAlpha(colour(kind), opacity(kind, m_marks.linkLight[l])).rgba(), dash, dash}), {ItemKind::Link, l});
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
        if (kind == ChangeKind::Gone) { // a ghost
            QPainterPath ring;
            ring.addEllipse(at, radius, radius);
            const QColor line = receded ? mixed(m_theme.canvas, m_theme.down, 0.4) : m_theme.down;
            m_list.path({ring, {m_theme.canvas.rgba(), line.rgba(), 1.4F, 3, 2.5F}, item});
            return;
        }
        const double strength = (kind == ChangeKind::New ? 1.0 : kind == ChangeKind::Same ? 0.6 : 0.55) * (receded ? 0.4 : 1);
        m_list.disc({float(at.x()), float(at.y()), float(radius), float(size::discOutline), mixed(m_theme.canvas, colour(kind), strength).rgba(), m_theme.canvas.rgba(), item});
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

    void labels() {
        const auto& names = m_case.after->dataset().firms().name;
        for (std::uint32_t f = 0; f < m_case.table.firms.size(); ++f) {
            if (!placed(f)) continue;
            const ChangeKind kind = m_marks.firm[f];
            const bool bright = m_marks.firmLight[f] == Brightness::Bright, receded = m_marks.firmLight[f] == Brightness::Receded;
            QString name = elided(QString::fromStdString(names[m_case.firmIndex(f)]), kCharacters);
            if (kind == ChangeKind::New) name = Words::tr("%1, new").arg(name);
            if (kind == ChangeKind::Gone) name = Words::tr("%1, gone").arg(name);
            const bool moved = kind == ChangeKind::New || kind == ChangeKind::Gone;
            Text t;
            t.text = name;
            t.anchor = m_marks.place[f];
            t.shift = {0, -m_marks.radius[f] - (bright ? 8 : 4)};
            t.size = size::labelFont;
            t.weight = bright || moved ? size::semibold : size::regular;
            t.colour = (receded ? m_theme.secondary : moved ? colour(kind) : m_theme.text).rgba();
            t.halo = m_theme.canvas.rgba();
            t.importance = bright ? 0 : importance(f);
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
    std::vector<Plus> m_plus;
};

} // namespace

ChangeMarks changeMarks(const ChangeInput& input, const QRectF& area) {
    const ChangeCase& c = *input.change;
    ChangeMarks m;
    m.map = networkMapRect(NetworkLayoutKind::Lanes, area);
    for (const auto& firm : c.table.firms) {
        m.firm.push_back(kindOf(firm));
        m.largestSize = std::max({m.largestSize, firm.sizeBefore(), firm.sizeAfter()});
    }
    for (const auto& link : c.table.links) {
        m.link.push_back(kindOf(link));
        if (m.link.back() != ChangeKind::Unknown) m.largestChange = std::max(m.largestChange, std::fabs(link.delta()));
    }
    for (std::uint32_t f = 0; f < c.table.firms.size(); ++f) {
        const auto at = c.firmIndex(f);
        m.place.emplace_back(m.map.left() + double(input.places->x[at]) * m.map.width(), m.map.top() + double(input.places->y[at]) * m.map.height());
        const auto& firm = c.table.firms[f];
        m.radius.push_back(discRadius(firm.after != kNone ? firm.sizeAfter() : firm.sizeBefore(), m.largestSize, c.table.firms.size()));
    }
    for (std::size_t l = 0; l < c.table.links.size(); ++l) {
        const bool quiet = m.link[l] == ChangeKind::Same || m.link[l] == ChangeKind::Unknown;
        m.width.push_back(quiet ? 1.0 : std::max(1.0, linkWidth(std::fabs(c.table.links[l].delta()), m.largestChange)));
    }
    light(input, m);
    chooseLinks(input, m);
    return m;
}

void paintChangeMap(DisplayList& list, const ChangeInput& input, const ChangeMarks& marks, const Theme& theme) {
    MapPainter(list, input, marks, theme).paint();
}

} // namespace chainscape::ui
