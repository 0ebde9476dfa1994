// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The quadrant: what a firm's failure would cost, upwards, against how digital it is, to the right; unknown scores in a strip of their own.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "ui/canvas/label_placement.h"
#include "ui/canvas/text_drawing.h"
#include "ui/painters/findings_marks.h"
#include "ui/painters/network_marks.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kLeft = 52, kBottom = 40, kTop = 22, kRight = 16, kStrip = 92, kStripGap = 14;
constexpr double kDiscMost = 13, kAroundFocus = 3;
constexpr double kTouch = 3; ///< px of a disc that words may touch: its square's corners are empty
constexpr std::size_t kDiscsOnTop = 400; ///< named at most

class QuadrantPainter {
public:
    QuadrantPainter(DisplayList& list, const FindingsInput& input, const QRectF& area, const Theme& theme)
        : m_list(list), m_input(input), m_case(*input.figure->quadrant), m_theme(theme), m_area(area.adjusted(kLeft, kTop, 0, -kBottom)), m_plot(area.adjusted(kLeft, kTop, -kRight, -kBottom)), m_taken(m_area, {60, 15}) {
        const bool unknown = std::ranges::any_of(m_case.points, [](const QuadrantPoint& p) { return std::isnan(p.digital); });
        if (unknown) {
            m_strip = QRectF(m_plot.left(), m_plot.top(), kStrip, m_plot.height());
            m_plot.setLeft(m_strip.right() + kStripGap);
        }
        double most = 0;
        for (const auto& p : m_case.points) {
            most = std::max(most, p.loss);
            m_largest = std::max(m_largest, p.size);
        }
        for (const auto& s : m_case.trail)
            if (!std::isnan(s.loss)) most = std::max(most, s.loss);
        m_step = shareStep(most);
        m_top = std::min(1.0, std::max(m_step, std::ceil(most / m_step - 1e-9) * m_step));
    }

    void paint(Legend& legend) {
        ground();
        axes();
        m_list.addLayer();
        trail();
        m_list.addLayer();
        discs();
        title();
        dates();
        names();
        explain(legend);
    }

private:
    [[nodiscard]] double y(double loss) const { return m_plot.bottom() - loss / m_top * m_plot.height(); }
    [[nodiscard]] double x(double digital) const { return m_plot.left() + digital * m_plot.width(); }
    [[nodiscard]] QRectF corner() const { return {m_plot.topLeft(), QPointF(x(m_case.digitalFrom), y(m_case.criticalFrom))}; }
    /// Firms of unknown score stand in the strip, spread by rank so that they do not hide each other.
    [[nodiscard]] QPointF placeOf(std::size_t i) const {
        const auto& p = m_case.points[i];
        if (!std::isnan(p.digital)) return {x(p.digital), y(p.loss)};
        const double at = 0.2 + 0.6 * double(i % 7) / 6.0;
        return {m_strip.left() + at * m_strip.width(), y(p.loss)};
    }
    [[nodiscard]] double radiusFor(double throughput) const { return std::min(kDiscMost, discRadius(throughput, m_largest, std::max<std::size_t>(m_case.points.size(), 60))); }
    [[nodiscard]] double radiusOf(const QuadrantPoint& p) const { return radiusFor(p.size); }

    void ground() {
        m_list.rect({corner(), 0, {withAlpha(m_theme.gap, 0.07).rgba(), 0}, {}});
        if (m_strip.isNull()) return;
        AreaStyle style;
        style.fill = withAlpha(m_theme.unknown, 0.16).rgba();
        style.pattern = Pattern::Hatch;
        m_list.rect({m_strip, 0, style, {}});
        putWords(m_list, Words::tr("score unknown"), {m_strip.center().x(), m_strip.bottom() + 12}, {size::smallFont, size::regular, m_theme.secondary, Across::Middle, kStrip + 10, {}, {}});
    }

    void axes() {
        const StyleId grid = m_list.lineStyle({m_theme.hairline.rgba(), 0, 0}), mark = m_list.lineStyle({m_theme.secondary.rgba(), 4, 3});
        const double left = m_strip.isNull() ? m_plot.left() : m_strip.left();
        for (int k = 0; k * m_step <= m_top + 1e-9; ++k) {
            const double at = y(k * m_step);
            m_list.line({left, at}, {m_plot.right(), at}, size::hairlineWidth, grid);
            putWords(m_list, percentText(k * m_step, m_input.locale), {left - 7, at}, {size::smallestFont, size::regular, m_theme.secondary, Across::Right, 0, {}, {}});
        }
        for (const double digital : {0.0, 0.25, 0.5, 0.75, 1.0}) {
            m_list.line({x(digital), m_plot.top()}, {x(digital), m_plot.bottom()}, size::hairlineWidth, grid);
            putWords(m_list, shortText(digital, 2, m_input.locale), {x(digital), m_plot.bottom() + 12}, {size::smallestFont, size::regular, m_theme.secondary, Across::Middle, 0, {}, {}});
        }
        m_list.line({x(m_case.digitalFrom), m_plot.top()}, {x(m_case.digitalFrom), m_plot.bottom()}, 1, mark);
        m_list.line({left, y(m_case.criticalFrom)}, {m_plot.right(), y(m_case.criticalFrom)}, 1, mark);
        putWords(m_list, Words::tr("Output lost if the firm fails"), {left - kLeft + 6, m_plot.top() - 12}, {size::smallFont, size::regular, m_theme.secondary, Across::Left, 0, {}, {}});
        putWords(m_list, Words::tr("Digital score of the firm"), {m_plot.right(), m_plot.bottom() + 28}, {size::smallFont, size::regular, m_theme.secondary, Across::Right, 0, {}, {}});
    }

    void trail() {
        const StyleId style = m_list.lineStyle({m_theme.accent.rgba(), 0, 0});
        QPointF before;
        bool open = false;
        for (const auto& step : m_case.trail) {
            if (std::isnan(step.loss) || std::isnan(step.digital)) {
                open = false;
                continue;
            }
            const QPointF at(x(step.digital), y(step.loss));
            if (open) m_list.line(before, at, 1.6, style);
            Disc dot;
            dot.x = float(at.x());
            dot.y = float(at.y());
            dot.radius = float(kAroundFocus);
            dot.fill = m_theme.accent.rgba();
            m_list.disc(dot);
            before = at;
            open = true;
        }
    }

    /// When the firm in focus was where; as many as have room. Where it is now has its name.
    void dates() {
        for (const auto& step : std::span(m_case.trail).first(m_case.trail.empty() ? 0 : m_case.trail.size() - 1)) {
            if (std::isnan(step.loss) || std::isnan(step.digital)) continue;
            const auto period = m_input.dataset->periodIndex(step.period);
            Text words;
            words.text = period == kNone ? fromUtf8(step.period) : periodAxisText(m_input.dataset->periods()[period].period, m_input.locale);
            words.anchor = {x(step.digital), y(step.loss)};
            words.size = size::smallestFont;
            words.colour = m_theme.accent.rgba();
            place(std::move(words), kAroundFocus, {Side::Above, Side::Below, Side::Left, Side::Right});
        }
    }

    void title() {
        const Text words = wordsAt(Words::tr("critical and analogue"), corner().topLeft() + QPointF(8, 11),
                                   {size::smallFont, size::semibold, m_theme.gap, Across::Left, corner().width() - 12, m_theme.canvas, {}});
        m_list.text(words);
        m_taken.take(boxOf(words, {}));
    }

    void discs() {
        for (std::size_t i = m_case.points.size(); i-- > 0;) {
            const auto& p = m_case.points[i];
            const double r = radiusOf(p), kept = std::max(r - kTouch, 1.0);
            m_taken.take(QRectF(placeOf(i) - QPointF(kept, kept), QSizeF(2 * kept, 2 * kept)), {ItemKind::Firm, p.firm});
            const bool bright = m_case.focus.empty() || p.id == m_case.focus || p.id == m_input.hover;
            const QPointF at = placeOf(i);
            Disc disc;
            disc.x = float(at.x());
            disc.y = float(at.y());
            disc.radius = float(r);
            disc.outlineWidth = float(size::discOutline);
            disc.fill = withAlpha(colourOfStage(m_theme, m_input.dataset->stages(), p.stage), bright ? 0.9 : 0.45).rgba();
            disc.outline = (p.id == m_case.focus ? m_theme.selected : m_theme.canvas).rgba();
            disc.item = {ItemKind::Firm, p.firm};
            m_list.disc(disc);
        }
    }

    /// The firm in focus is named, then critical and analogue ones, then the costliest; where no side of a disc has room it has no name.
    void names() {
        const auto rank = [&](std::size_t i) {
            const auto& p = m_case.points[i];
            return std::pair(p.id != m_case.focus, !isMarked(p));
        };
        std::vector<std::size_t> order(std::min(m_case.points.size(), kDiscsOnTop));
        std::iota(order.begin(), order.end(), std::size_t(0));
        std::ranges::stable_sort(order, {}, rank);
        for (const auto i : order) {
            const auto& p = m_case.points[i];
            Text words;
            words.text = fromUtf8(p.name);
            words.anchor = placeOf(i);
            words.size = size::smallFont;
            words.weight = isMarked(p) || p.id == m_case.focus ? size::semibold : size::regular;
            words.colour = (isMarked(p) ? m_theme.gap : m_theme.text).rgba();
            words.maxWidth = 150;
            words.item = {ItemKind::Firm, p.firm};
            place(std::move(words), radiusOf(p), {Side::Right, Side::Left, Side::Above, Side::Below}, p.id == m_case.focus);
        }
    }

    [[nodiscard]] bool isMarked(const QuadrantPoint& p) const { return p.loss >= m_case.criticalFrom && p.digital < m_case.digitalFrom; }

    enum class Side { Right, Left, Above, Below };

    /// Words beside a disc, on the first side where they cover no disc, no other words and, if there is such a side, no border of the
    /// quadrants. Without such a side they are left out, but for those that are always shown.
    void place(Text words, double radius, std::initializer_list<Side> sides, bool always = false) {
        words.upright = Upright::Middle;
        const QRectF middle = boxOf(words, {}); // as on the disc
        words.halo = m_theme.canvas.rgba();
        const double beside = radius + 4 + middle.width() / 2, over = radius + middle.height() / 2;
        const auto borders = {QRectF(x(m_case.digitalFrom), m_plot.top(), 1, m_plot.height()), QRectF(m_plot.left(), y(m_case.criticalFrom), m_plot.width(), 1)};
        enum { Clear, OverBorders, OverAnything };
        for (int may = Clear; may <= (always ? OverAnything : OverBorders); ++may)
            for (const auto side : sides) {
                words.shift = side == Side::Right ? QPointF(beside, 0) : side == Side::Left ? QPointF(-beside, 0) : QPointF(0, side == Side::Above ? -over : over);
                const QRectF box = middle.translated(words.shift);
                const bool crosses = std::ranges::any_of(borders, [&](const QRectF& border) { return border.intersects(box); });
                if (may == Clear && crosses) continue;
                if (may != OverAnything && !(m_area.contains(box) && m_taken.isFree(box, words.item))) continue;
                m_taken.take(box);
                m_list.text(words);
                return;
            }
    }

    void explain(Legend& legend) const {
        std::vector<bool> used(std::size_t(m_input.dataset->stages().size()) + 1, false);
        for (const auto& p : m_case.points) used[std::size_t(std::clamp(p.stage, 0, m_input.dataset->stages().size()))] = true;
        legend.colourTitle = Words::tr("Stage");
        for (std::size_t s = 1; s < used.size(); ++s)
            if (used[s]) legend.colours.push_back({colourOfStage(m_theme, m_input.dataset->stages(), int(s)), fromUtf8(m_input.dataset->stages().name(int(s))), false});
        if (used[0]) legend.colours.push_back({m_theme.other, Words::tr("no stage"), false});
        if (m_largest > 0) {
            const UnitScale scale = scaleFor(m_largest, fromUtf8(m_input.figure->unit));
            legend.sizeTitle = Words::tr("Throughput");
            for (const double share : {0.1, 1.0}) legend.sizes.push_back({radiusFor(m_largest * share), valueText(m_largest * share, scale, m_input.locale)});
        }
        legend.notes << Words::tr("Critical: the costliest quarter of the firms, from %1. Analogue: a score below %2. End users are left out.")
                            .arg(percentText(m_case.criticalFrom, m_input.locale), shortText(m_case.digitalFrom, 2, m_input.locale));
        QStringList named;
        for (const auto i : m_case.criticalAndAnalogue)
            if (named.size() < 6) named << fromUtf8(m_case.points[i].name);
        const QString more = m_case.criticalAndAnalogue.size() > 6 ? Words::tr(" and %1 more").arg(m_case.criticalAndAnalogue.size() - 6) : QString();
        if (!named.isEmpty()) legend.notes << Words::tr("Critical and analogue: %1%2.").arg(named.join(QStringLiteral(", ")), more);
        m_list.summary = named.isEmpty() ? Words::tr("Loss if it fails against digital score: no critical firm is known to be analogue.")
                                         : Words::tr("Loss if it fails against digital score; critical and analogue: %1.").arg(named.join(QStringLiteral(", ")));
    }

    DisplayList& m_list;
    const FindingsInput& m_input;
    const QuadrantCase& m_case;
    const Theme& m_theme;
    QRectF m_area, m_plot, m_strip;
    TakenSpace m_taken; ///< discs and words
    double m_step = 0.1, m_top = 1, m_largest = 0;
};

} // namespace

void paintQuadrant(DisplayList& list, const FindingsInput& input, const QRectF& area, const Theme& theme, Legend& legend) {
    QuadrantPainter(list, input, area, theme).paint(legend);
}

} // namespace chainscape::ui
