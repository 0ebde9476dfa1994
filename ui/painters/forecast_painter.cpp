// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/forecast_painter.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QStringList>

#include "ui/painters/firm_colours.h"
#include "ui/painters/forecast_fan.h"
#include "ui/painters/forecast_words.h"
#include "ui/painters/words_at.h"
#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kHead = 40, kMarkRow = 14, kFoot = 24, kPlotGap = 28;
constexpr double kNarrow = 560, kPanelLeast = 220, kPanelMost = 280, kPanelBelow = 150, kChartLeast = 240;

UnitScale scaleOfCase(const ForecastCase& c) { return forecastScale(std::span(&c, 1)); }

QString withUnit(const QString& number, const UnitScale& scale) { return scale.unit.isEmpty() ? number : number + QChar(0x00A0) + scale.unit; }

class ForecastPainter {
public:
    ForecastPainter(DisplayList& list, const ForecastInput& input, const QRectF& area)
        : m_list(list), m_in(input), m_c(*input.outcome), m_theme(ownColours(theme(input.theme), input.palette, {})), m_area(area), m_scale(scaleOfCase(m_c)),
          m_colour(m_c.stage > 0 ? colourOfStage(m_theme, input.stages, m_c.stage) : m_theme.accent) {}

    Legend paint() {
        divide();
        if (!m_in.titled) paintHead();
        paintChart();
        if (!m_panel.isNull()) paintForecastPanel(m_list, m_c, {m_colour, m_in.theme, m_in.locale, m_in.details}, m_panel);
        m_list.summary = summary();
        return legend();
    }

private:
    void divide() {
        m_chart = m_area;
        if (m_area.width() >= kNarrow) {
            const double width = std::clamp(m_area.width() * 0.27, kPanelLeast, kPanelMost);
            m_panel = QRectF(m_area.right() - width, m_area.top() + 2, width, m_area.height() - 2);
            m_chart.setRight(m_panel.left() - kPlotGap);
        } else if (m_area.height() >= kChartLeast + kPanelBelow) {
            const double height = std::max(kPanelBelow, m_area.height() - std::max(kChartLeast, m_area.height() * 0.55));
            m_panel = QRectF(m_area.left(), m_area.bottom() - height, m_area.width(), height);
            m_chart.setBottom(m_panel.top() - 8);
        }
    }

    Text words(const QString& text, QPointF at, double pixels, const QColor& colour, int weight = size::regular) const {
        Text t;
        t.text = text;
        t.anchor = at;
        t.size = pixels;
        t.weight = weight;
        t.colour = colour.rgba();
        t.halo = withAlpha(m_theme.canvas, 0.85).rgba();
        t.across = Across::Left;
        return t;
    }

    void paintHead() {
        Text title = words(forecastTitle(m_c), {m_chart.left(), m_chart.top() + 13}, size::panelTitleFont - 1, m_theme.text, size::semibold);
        title.maxWidth = m_chart.width();
        m_list.text(title);
        Text sub = words(forecastSubtitle(m_c), {m_chart.left(), m_chart.top() + 30}, size::secondaryFont, m_theme.secondary);
        sub.maxWidth = m_chart.width();
        m_list.text(sub);
    }

    [[nodiscard]] FanChart fan() const {
        FanChart fan = fanOf(m_c, m_colour, m_in.theme);
        for (std::size_t i = 0; i < m_c.fans.size(); ++i)
            if (!m_c.fans[i].mean.empty()) fan.sides.push_back({m_c.fans[i].mean, m_c.fans[i].lower80, m_c.fans[i].upper80, fanColour(i)});
        fan.logAxis = m_in.logAxis;
        return fan;
    }

    /// The scale comes first: its labels take from the width of the plot.
    void paintChart() {
        const FanChart chart = fan();
        const double marks = kMarkRow * double(1 + markRows());
        QRectF box = m_chart.adjusted(0, (m_in.titled ? 4 : kHead) + marks, 0, -kFoot);
        box.setHeight(std::max(40.0, box.height()));
        const FanAxisLook look{m_scale, m_in.theme, m_in.locale, true, m_chart.right()};
        box.setLeft(box.left() + valueAxisWidth(fanScaleOf(chart, box.height()), look));
        m_fan = layFan(m_list, chart, box);
        paintValueAxis(m_list, m_fan, look);
        paintPeriodAxis(m_list, m_fan, m_c, look);
        paintMarks();
        paintEnd();
        paintFans();
        addFanPlaces(m_list, m_fan, m_c, 0);
    }

    [[nodiscard]] QPointF at(double place, double value) const { return m_fan.at(place, value); }
    [[nodiscard]] QRectF plot() const { return m_fan.plot(); }

    /// Rows for the words of breaks and events.
    [[nodiscard]] std::size_t markRows() const { return std::min<std::size_t>(2, m_c.marks.size()); }

    /// Where the words at an upright line begin and end: on its left, or where that has no room on its right.
    [[nodiscard]] std::pair<double, double> wordsFrom(double place, const QString& text) const {
        const double x = at(place, 0).x(), width = QFontMetricsF(interfaceFont(size::smallFont)).horizontalAdvance(text);
        return x - width - 4 >= m_chart.left() ? std::pair{x - width, x} : std::pair{x, x + width};
    }

    void paintMark(double place, const QString& text, double y, const QColor& colour) {
        const double x = at(place, 0).x();
        const bool left = wordsFrom(place, text).first < x;
        Text t = words(text, {left ? x + 3 : x - 3, y}, size::smallFont, colour);
        t.across = left ? Across::Right : Across::Left;
        m_list.text(t);
    }

    void paintMarks() {
        if (!m_c.ahead.empty()) paintMark(double(m_c.history.size()) - 1, Words::tr("last data %1").arg(periodText(m_c.periods.back(), m_in.locale)), plot().top() - 5, m_theme.secondary);
        std::vector<double> taken(markRows(), -1e9); // where the words of each row end
        for (const auto& mark : m_c.marks) {
            const QString text = markWords(m_c, mark, m_in.locale);
            const auto row = std::ranges::find_if(taken, [&](double end) { return wordsFrom(double(mark.place), text).first > end + 8; });
            if (row == taken.end()) continue; // no room: the line alone, its words in the menu
            *row = wordsFrom(double(mark.place), text).second;
            paintMark(double(mark.place), text, plot().top() - 5 - kMarkRow * double(1 + (row - taken.begin())), mark.origin == CaseMark::Origin::Event ? m_theme.text : m_theme.gap);
        }
    }

    /// The last value of the forecast with its likely range, written at its end.
    void paintEnd() {
        if (m_c.result.mean.empty()) return;
        const auto& bands = m_c.result.bands;
        const double place = double(m_c.history.size() + m_c.result.mean.size()) - 1;
        const QString text = withUnit(forecastEndText(m_c, m_scale, m_in.locale), m_scale);
        const double top = bands.empty() ? m_c.result.mean.back() : bands.upper[1].back();
        const double left = plot().right() - QFontMetricsF(interfaceFont(size::sectionFont, size::semibold)).horizontalAdvance(text) - 4;
        double y = at(place, top).y() - 6;
        const auto clear = [&](std::size_t from, const std::vector<double>& values) { // of the lines it stands over
            for (std::size_t i = 0; i < values.size(); ++i)
                if (!std::isnan(values[i]) && at(double(from + i), 0).x() >= left) y = std::min(y, at(double(from + i), values[i]).y() - 6);
        };
        clear(0, m_c.history);
        clear(m_c.history.size(), bands.empty() ? m_c.result.mean : bands.upper[1]);
        if (y < plot().top() + 12) y = at(place, m_c.result.mean.back()).y() - 8;
        Text t = words(text, {plot().right(), std::max(y, plot().top() + 12)}, size::sectionFont, m_theme.text, size::semibold);
        t.across = Across::Right;
        m_list.text(t);
    }

    /// Scenarios have colours of their own, not those of the stages they touch.
    [[nodiscard]] QColor fanColour(std::size_t i) const { return i % 2 == 0 ? m_theme.down : m_theme.digital; }

    /// The scenario's name at the end of its line, and where it parts from the base.
    void paintFans() {
        for (std::size_t i = 0; i < m_c.fans.size(); ++i) {
            const auto& fan = m_c.fans[i];
            if (fan.mean.empty()) continue;
            const double place = double(m_c.history.size() + fan.mean.size()) - 1;
            Text t = words(fanWords(m_c, fan, m_in.locale), {plot().right(), std::min(at(place, fan.mean.back()).y() + 14, plot().bottom() - 4)}, size::smallFont, fanColour(i), size::semibold);
            t.across = Across::Right;
            m_list.text(t);
        }
    }

    [[nodiscard]] QString summary() const {
        QString text = Words::tr("Forecast of %1: %2").arg(forecastTitle(m_c), patternWords(m_c, m_in.locale)) + QLatin1Char(' ') + modelWords(m_c);
        if (!m_c.ahead.empty()) text += QLatin1Char(' ') + forecastTip(m_c, m_c.history.size() + m_c.ahead.size() - 1, m_in.locale).replace(QLatin1Char('\n'), QLatin1Char(' '));
        return text;
    }

    [[nodiscard]] Legend legend() const {
        Legend out;
        out.lines.push_back({m_colour, Words::tr("history"), false});
        if (!m_c.result.mean.empty()) out.lines.push_back({m_colour, Words::tr("forecast"), true});
        if (!m_c.result.bands.empty()) {
            out.lines.push_back({mixed(m_theme.canvas, m_colour, 0.41), Words::tr("half of outcomes (50%)"), false, true});
            out.lines.push_back({mixed(m_theme.canvas, m_colour, 0.32), Words::tr("likely range (80%)"), false, true});
            out.lines.push_back({mixed(m_theme.canvas, m_colour, size::range95), Words::tr("wide range (95%)"), false, true});
        }
        if (!m_c.result.backtest.origins.empty()) out.lines.push_back({m_theme.unknown, Words::tr("what it would have said before"), false});
        if (!m_c.coherent) out.notes << Words::tr("Forecast alone: not made to add up with the rest of the chain.");
        if (m_in.logAxis && !m_fan.picture.scale.logarithmic) out.notes << Words::tr("A logarithmic axis needs values of 0 or more: shown on a plain one.");
        if (m_fan.picture.cut) out.notes << Words::tr("The wide range goes on beyond the axis.");
        for (std::size_t i = 0; i < m_c.fans.size(); ++i) {
            if (m_c.fans[i].mean.empty()) out.notes << Words::tr("Scenario %1: %2.").arg(fromUtf8(m_c.fans[i].name), fromUtf8(m_c.fans[i].reason));
            else out.lines.push_back({fanColour(i), Words::tr("scenario %1").arg(fromUtf8(m_c.fans[i].name)), true});
        }
        if (!m_c.fans.empty()) out.notes << Words::tr("A scenario's range is that of the base; the remix's own risk is not in it.");
        if (m_in.filtered) out.notes << Words::tr("Forecast of the whole chain, without the filter.");
        return out;
    }

    DisplayList& m_list;
    const ForecastInput& m_in;
    const ForecastCase& m_c;
    Theme m_theme;
    QRectF m_area, m_chart, m_panel;
    UnitScale m_scale;
    QColor m_colour;
    FanFrame m_fan;
};

} // namespace

Legend paintForecast(DisplayList& list, const ForecastInput& input, const QRectF& area) {
    if (input.outcome) return ForecastPainter(list, input, area).paint();
    return paintSentence(list, input.message, area, theme(input.theme));
}

QString forecastSubtitle(const ForecastCase& c) {
    const QString words = scaleOfCase(c).unit, unit = c.share ? words : (words + QLatin1Char(' ') + perPeriod(c)).simplified();
    const QString shown = c.result.mean.empty() ? Words::tr("history") : c.result.bands.empty() ? Words::tr("history and forecast") : Words::tr("history, forecast, likely range (80%) and wide range (95%)");
    return unit.isEmpty() ? shown : unit + QStringLiteral(" · ") + shown;
}

QString forecastTip(const ForecastCase& c, std::size_t place, const QLocale& locale) {
    const UnitScale scale = scaleOfCase(c);
    if (place < c.history.size()) return Words::tr("%1: %2").arg(periodText(c.periods[place], locale), valueText(c.history[place], scale, locale));
    const std::size_t h = place - c.history.size();
    if (h >= c.ahead.size()) return {};
    QString text = Words::tr("%1: forecast %2").arg(periodText(c.ahead[h], locale), valueText(c.result.mean[h], scale, locale));
    const auto& bands = c.result.bands;
    if (bands.empty()) return text;
    const auto range = [&](std::size_t level) { return withUnit(rangeText(bands.lower[level][h] * scale.factor, bands.upper[level][h] * scale.factor, locale), scale); };
    return text + Words::tr("\nlikely (80%) %1\nwide (95%) %2").arg(range(1), range(2));
}

} // namespace chainscape::ui
