// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of bars side by side, and small series over the periods below them.

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "ui/painters/findings_marks.h"
#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kGroupGap = 28, kHeadHeight = 26, kBarRow = 34, kBarThick = 10, kValueRoom = 88, kSeriesHeight = 110, kLeastGroup = 170;

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
            if (at + kBarRow > box.bottom()) break;
            oneBar(group, bar, QRectF(box.left(), at, room, kBarRow), most);
            at += kBarRow;
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
        const StyleId perhaps = m_list.lineStyle({m_theme.unknown.rgba(), 0, 0});
        for (std::size_t i = 0; i < line.high.size(); ++i)
            if (std::fabs(line.high[i] - line.values[i]) > 1e-12) m_list.line({x(i), y(line.values[i])}, {x(i), y(line.high[i])}, 5, perhaps);
        for (std::size_t i = 1; i < line.values.size(); ++i)
            if (std::isfinite(line.values[i - 1]) && std::isfinite(line.values[i])) m_list.line({x(i - 1), y(line.values[i - 1])}, {x(i), y(line.values[i])}, 1.8, style);
        for (std::size_t i = 0; i < line.values.size(); ++i)
            if (std::isfinite(line.values[i]) && (i == m_figure.current || line.values.size() <= 12)) dot({x(i), y(line.values[i])}, i == m_figure.current ? 4.2 : 2.4);
        ends(line, plot, y);
    }

private:
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
        putWords(m_list, fromUtf8(m_figure.periods.front()), {plot.left(), plot.bottom() + 12}, {size::smallestFont, size::regular, m_theme.secondary, Across::Left, 0, {}, {}});
        putWords(m_list, fromUtf8(m_figure.periods.back()), {plot.right(), plot.bottom() + 12}, {size::smallestFont, size::regular, m_theme.secondary, Across::Right, 0, {}, {}});
        const double last = line.values.back();
        putWords(m_list, bandText(line.kind, last, line.high.empty() ? last : line.high.back()), {plot.right() + 9, std::isfinite(last) ? y(last) : plot.center().y()},
                 {size::smallFont, size::semibold, m_theme.text, Across::Left, kValueRoom - 9, {}, {}});
    }

    /// A sentence over several lines.
    void note(const QString& sentence, const QRectF& box) {
        const QFontMetricsF metrics(interfaceFont(size::smallFont));
        QString line;
        double at = box.top() + 8;
        const auto flush = [&] {
            if (!line.isEmpty() && at < box.bottom()) putWords(m_list, line, {box.left(), at}, {size::smallFont, size::regular, m_theme.secondary, Across::Left, box.width(), {}, {}});
            at += 15;
            line.clear();
        };
        for (const QString& word : sentence.split(QLatin1Char(' '))) {
            const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
            if (!line.isEmpty() && metrics.horizontalAdvance(longer) > box.width()) {
                flush();
                line = word;
            } else {
                line = longer;
            }
        }
        flush();
    }

    DisplayList& m_list;
    const FindingsInput& m_input;
    const PanelFigure& m_figure;
    const Theme& m_theme;
};

/// Boxes of equal width side by side.
QRectF cellOf(const QRectF& row, std::size_t index, std::size_t count) {
    const double width = (row.width() - kGroupGap * double(count - 1)) / double(count);
    return {row.left() + double(index) * (width + kGroupGap), row.top(), width, row.height()};
}

} // namespace

void paintPanelBars(DisplayList& list, const FindingsInput& input, const QRectF& area, const Theme& theme, Legend&) {
    const PanelFigure& figure = *input.figure;
    GroupPainter painter(list, input, theme);
    const QRectF inner = area.adjusted(12, 8, -12, -4);
    const bool series = !figure.series.empty() && inner.height() > 2 * kSeriesHeight;
    const QRectF bars = inner.adjusted(0, 0, 0, series ? -kSeriesHeight - 8 : 0);
    const auto across = std::max<std::size_t>(1, std::min(figure.bars.size(), std::size_t(bars.width() / kLeastGroup)));
    const auto down = figure.bars.empty() ? 1 : (figure.bars.size() + across - 1) / across;
    const double height = bars.height() / double(down);
    for (std::size_t k = 0; k < figure.bars.size(); ++k)
        painter.bars(figure.bars[k], cellOf(QRectF(bars.left(), bars.top() + double(k / across) * height, bars.width(), height), k % across, across));
    if (series)
        for (std::size_t k = 0; k < figure.series.size(); ++k)
            painter.series(figure.series[k], cellOf(QRectF(inner.left(), inner.bottom() - kSeriesHeight, inner.width(), kSeriesHeight), k, figure.series.size()));
    list.summary = findingsTitle(figure.panel);
}

} // namespace chainscape::ui
