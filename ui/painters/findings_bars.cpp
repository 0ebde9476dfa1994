// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of bars side by side, and small series over the periods below them.

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QFontMetricsF>
#include <QPainterPath>

#include "ui/painters/findings_marks.h"
#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kGroupGap = 28, kHeadHeight = 26, kBarRow = 34, kLeastBarRow = 29, kBarThick = 10, kValueRoom = 88, kNoteLine = 15, kSeriesHeight = 110, kLeastGroup = 170;

class GroupPainter {
public:
    GroupPainter(DisplayList& list, const FindingsInput& input, const Theme& theme) : m_list(list), m_input(input), m_figure(*input.figure), m_theme(theme) {}

    void bars(const PanelBars& group, const QRectF& box) {
        putWords(m_list, fromUtf8(group.title), {box.left(), box.top() + 8}, {size::sectionFont, size::semibold, m_theme.text, Across::Left, box.width(), {}, {}});
        double most = group.kind == CellKind::Share ? 1 : 0, at = box.top() + kHeadHeight;
        for (const auto& bar : group.bars)
            for (const double end : {bar.value, bar.high})
                if (std::isfinite(end)) most = std::max(most, end);
        const double room = std::max(20.0, box.width() - kValueRoom);
        for (const auto& bar : group.bars) {
            if (at + m_barRow > box.bottom() + 1) break;
            oneBar(group, bar, QRectF(box.left(), at, room, m_barRow), most);
            at += m_barRow;
        }
        if (!group.note.empty()) note(fromUtf8(group.note), QRectF(box.left(), at + 4, box.width(), box.bottom() - at));
    }

    void series(const PanelSeries& line, const QRectF& box) {
        putWords(m_list, fromUtf8(line.title), {box.left(), box.top() + 8}, {size::sectionFont, size::semibold, m_theme.text, Across::Left, box.width(), {}, {}});
        const QRectF plot = box.adjusted(0, 34, -kValueRoom, -20);
        double most = 0;
        for (const auto* ends : {&line.values, &line.high})
            for (const double v : *ends)
                if (std::isfinite(v)) most = std::max(most, v);
        if (most <= 0) most = 1;
        const auto x = [&](std::size_t i) { return plot.left() + double(i) / double(std::max<std::size_t>(1, line.values.size() - 1)) * plot.width(); };
        const auto y = [&](double v) { return plot.bottom() - v / most * plot.height(); };
        m_list.line({plot.left(), plot.bottom()}, {plot.right(), plot.bottom()}, size::hairlineWidth, m_list.lineStyle({m_theme.border.rgba(), 0, 0}));
        const StyleId style = m_list.lineStyle({m_theme.accent.rgba(), 0, 0});
        perhaps(line, x, y);
        for (std::size_t i = 1; i < line.values.size(); ++i)
            if (std::isfinite(line.values[i - 1]) && std::isfinite(line.values[i])) m_list.line({x(i - 1), y(line.values[i - 1])}, {x(i), y(line.values[i])}, 1.8, style);
        for (std::size_t i = 0; i < line.values.size(); ++i)
            if (std::isfinite(line.values[i]) && (i == m_figure.current || line.values.size() <= 12)) dot({x(i), y(line.values[i])}, i == m_figure.current ? 4.2 : 2.4);
        ends(line, plot, y);
    }

    /// What a group would like to be high.
    [[nodiscard]] double heightOf(const PanelBars& group, double width) const {
        return kHeadHeight + m_barRow * double(group.bars.size()) + (group.note.empty() ? 0 : 4 + kNoteLine * double(linesOf(fromUtf8(group.note), width).size()));
    }

    void setBarRow(double height) { m_barRow = height; }

private:
    /// The bands of unknown scores behind the line, as one area wherever neighbours have one.
    template <class X, class Y>
    void perhaps(const PanelSeries& line, const X& x, const Y& y) {
        const auto banded = [&](std::size_t i) { return i < line.high.size() && std::fabs(line.high[i] - line.values[i]) > 1e-12; };
        for (std::size_t i = 0; i < line.high.size();) {
            if (!banded(i)) {
                ++i;
                continue;
            }
            std::size_t end = i;
            while (banded(end + 1)) ++end;
            const double wide = i == end ? 2 : 0; // a single period is a narrow bar
            QPainterPath area({x(i) - wide, y(line.values[i])});
            for (std::size_t k = i; k <= end; ++k) area.lineTo(x(k) + wide, y(line.values[k]));
            for (std::size_t k = end + 1; k-- > i;) area.lineTo(x(k) + wide, y(line.high[k]));
            area.lineTo(x(i) - wide, y(line.high[i]));
            area.closeSubpath();
            m_list.path({area, {m_theme.unknown.rgba(), 0, 1, 0, 0, Pattern::Hatch}, {}});
            i = end + 1;
        }
    }

    /// "2019 Q1" for "2019Q1", as everywhere else.
    [[nodiscard]] QString periodWord(const std::string& text) const {
        const auto at = m_input.dataset->periodIndex(text);
        return at == kNone ? fromUtf8(text) : periodText(m_input.dataset->periods()[at].period, m_input.locale);
    }

    void oneBar(const PanelBars& group, const PanelBar& bar, const QRectF& row, double most) {
        const ItemRef item = itemOf(bar);
        putWords(m_list, fromUtf8(bar.label), {row.left(), row.top() + 8}, {size::smallFont, size::regular, m_theme.secondary, Across::Left, row.width() + kValueRoom, {}, item});
        const QRectF track(row.left(), row.top() + 17, row.width(), kBarThick);
        m_list.rect({track, 2, {m_theme.hairline.rgba(), 0}, {}});
        const double y = track.center().y();
        if (!std::isfinite(bar.value)) { // unknown: grey and hatched
            AreaStyle style;
            style.fill = m_theme.unknown.rgba();
            style.pattern = Pattern::Hatch;
            m_list.rect({track, 2, style, item});
        } else if (bar.value > 0 && most > 0) {
            m_list.rect({QRectF(track.left(), track.top(), std::max(1.5, track.width() * std::min(1.0, bar.value / most)), track.height()), 2, {barColour(bar).rgba(), 0}, item});
        }
        if (bar.high > bar.value && most > 0) { // the rest of the band
            AreaStyle style;
            style.fill = m_theme.unknown.rgba();
            style.pattern = Pattern::Hatch;
            const double from = track.width() * std::min(1.0, bar.value / most), to = track.width() * std::min(1.0, bar.high / most);
            m_list.rect({QRectF(track.left() + from, track.top(), std::max(1.5, to - from), track.height()), 0, style, item});
        }
        putWords(m_list, bandText(group.kind, bar.value, bar.high), {track.right() + 7, y},
                 {size::smallFont, size::semibold, m_theme.text, Across::Left, kValueRoom - 7, {}, item});
    }

    /// One number, or both ends of a band.
    [[nodiscard]] QString bandText(CellKind kind, double low, double high) const {
        if (std::isfinite(high) && high < low) std::swap(low, high);
        const QString from = cellText(kind, low, m_figure.unit, m_input.locale);
        const QString to = std::isfinite(high) ? cellText(kind, high, m_figure.unit, m_input.locale) : from;
        return from == to ? from : Words::tr("%1 to %2").arg(from, to);
    }

    /// Firms wear their stage's colour.
    [[nodiscard]] QColor barColour(const PanelBar& bar) const {
        const auto firm = bar.firm.empty() ? kNone : m_input.dataset->firmIndex(bar.firm);
        if (firm == kNone) return m_theme.accent;
        return colourOfStage(m_theme, m_input.dataset->stages(), m_input.dataset->firms().stage[firm]);
    }

    [[nodiscard]] ItemRef itemOf(const PanelBar& bar) const {
        const auto firm = m_input.dataset->firmIndex(bar.firm.empty() ? bar.source : bar.firm);
        return firm == kNone ? ItemRef{} : ItemRef{ItemKind::Firm, firm};
    }

    void dot(QPointF at, double radius) {
        Disc disc;
        disc.x = float(at.x());
        disc.y = float(at.y());
        disc.radius = float(radius);
        disc.outlineWidth = 1.5F;
        disc.fill = m_theme.accent.rgba();
        disc.outline = m_theme.canvas.rgba();
        m_list.disc(disc);
    }

    template <class Place>
    void ends(const PanelSeries& line, const QRectF& plot, const Place& y) {
        putWords(m_list, periodWord(m_figure.periods.front()), {plot.left(), plot.bottom() + 12}, {size::smallestFont, size::regular, m_theme.secondary, Across::Left, 0, {}, {}});
        putWords(m_list, periodWord(m_figure.periods.back()), {plot.right(), plot.bottom() + 12}, {size::smallestFont, size::regular, m_theme.secondary, Across::Right, 0, {}, {}});
        const double last = line.values.back();
        putWords(m_list, bandText(line.kind, last, line.high.empty() ? last : line.high.back()), {plot.right() + 9, std::isfinite(last) ? y(last) : plot.center().y()},
                 {size::smallFont, size::semibold, m_theme.text, Across::Left, kValueRoom - 9, {}, {}});
    }

    /// A sentence over several lines.
    void note(const QString& sentence, const QRectF& box) {
        double at = box.top() + 8;
        const QStringList lines = linesOf(sentence, box.width());
        if (at + kNoteLine * double(lines.size() - 1) > box.bottom() + 1) return; // half a sentence says nothing; the notes of the topic have it
        for (const QString& line : lines) {
            putWords(m_list, line, {box.left(), at}, {size::smallFont, size::regular, m_theme.secondary, Across::Left, box.width(), {}, {}});
            at += kNoteLine;
        }
    }

    [[nodiscard]] static QStringList linesOf(const QString& sentence, double width) { return wrapped(sentence, size::smallFont, width); }

    DisplayList& m_list;
    const FindingsInput& m_input;
    const PanelFigure& m_figure;
    const Theme& m_theme;
    double m_barRow = kBarRow;
};

/// Boxes of equal width side by side.
QRectF cellOf(const QRectF& row, std::size_t index, std::size_t count) {
    const double width = (row.width() - kGroupGap * double(count - 1)) / double(count);
    return {row.left() + double(index) * (width + kGroupGap), row.top(), width, row.height()};
}

/// Groups side by side, in as many rows as the width asks for, each row as high as its tallest group; closer where room is short. Returns
/// where they end.
double paintGroups(GroupPainter& painter, const std::vector<PanelBars>& groups, const QRectF& room) {
    if (groups.empty()) return room.top();
    const auto most = std::max<std::size_t>(1, std::min(groups.size(), std::size_t((room.width() + kGroupGap) / (kLeastGroup + kGroupGap))));
    const auto down = (groups.size() + most - 1) / most, across = (groups.size() + down - 1) / down;
    const double width = cellOf(room, 0, across).width();
    std::vector<double> heights;
    const auto measure = [&] {
        heights.assign(down, 0);
        for (std::size_t k = 0; k < groups.size(); ++k) heights[k / across] = std::max(heights[k / across], painter.heightOf(groups[k], width));
        return std::accumulate(heights.begin(), heights.end(), 0.0) + 12 * double(down - 1);
    };
    if (measure() > room.height()) {
        painter.setBarRow(kLeastBarRow);
        measure();
    }
    double top = room.top();
    for (std::size_t row = 0; row < down; ++row) {
        const double height = std::min(heights[row], room.bottom() - top);
        for (std::size_t k = row * across; k < std::min(groups.size(), (row + 1) * across); ++k)
            painter.bars(groups[k], cellOf(QRectF(room.left(), top, room.width(), height), k % across, across));
        top += height + 12;
    }
    return top - 12;
}

} // namespace

void paintPanelBars(DisplayList& list, const FindingsInput& input, const QRectF& area, const Theme& theme, Legend&) {
    const PanelFigure& figure = *input.figure;
    GroupPainter painter(list, input, theme);
    const QRectF inner = area.adjusted(12, 8, -12, -4);
    const bool series = !figure.series.empty() && inner.height() > 2 * kSeriesHeight;
    const QRectF bars = inner.adjusted(0, 0, 0, series ? -kSeriesHeight - 8 : 0);
    const auto end = paintGroups(painter, figure.bars, bars);
    if (series) {
        const double top = std::min(inner.bottom() - kSeriesHeight, end + kGroupGap);
        for (std::size_t k = 0; k < figure.series.size(); ++k)
            painter.series(figure.series[k], cellOf(QRectF(inner.left(), top, inner.width(), kSeriesHeight), k, figure.series.size()));
    }
    list.summary = findingsTitle(figure.panel);
}

} // namespace chainscape::ui
