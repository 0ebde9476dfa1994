// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/forecast_group_painter.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QFontMetricsF>
#include <QStringList>

#include "core/forecast/explain.h"
#include "ui/painters/firm_colours.h"
#include "ui/painters/forecast_boards.h"
#include "ui/painters/forecast_fan.h"
#include "ui/painters/forecast_words.h"
#include "ui/painters/words_at.h"
#include "ui/style/fonts.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kGroupTitle = 44, kAxisFoot = 24, kSmallHead = 40, kChartGap = 20, kCellLeast = 190, kCellShape = 1.5;
constexpr double kLabelHeight = 32, kLabelGap = 14, kNamesLeast = 120, kNamesMost = 210, kNamesShare = 0.26, kGrade = 16;
constexpr std::size_t kFewSeries = 3; // up to which the likely ranges are drawn as dark as alone

/// What both figures have: the axis look, chips, and the words of a case.
class GroupPen {
public:
    GroupPen(DisplayList& list, const ForecastGroupInput& input)
        : m_list(list), m_in(input), m_g(*input.group), m_theme(ownColours(theme(input.theme), input.palette, {})), m_scale(forecastScale(input.group->cases)), m_colours(forecastGroupColours(input)) {}

protected:
    [[nodiscard]] FanAxisLook look(bool written, double right) const { return {m_scale, m_in.theme, m_in.locale, written, right}; }

    [[nodiscard]] FanChart chartOf(std::size_t i) const {
        FanChart fan = fanOf(m_g.cases[i], m_colours[i], m_in.theme);
        fan.tests.clear();
        fan.logAxis = m_in.logAxis;
        fan.places = groupStride(m_g);
        return fan;
    }

    void words(const QString& text, QPointF at, double width, double pixels, const QColor& colour, int weight = size::regular, ItemRef item = {}) {
        putWords(m_list, text, at, {.pixels = pixels, .weight = weight, .colour = colour, .width = std::max(1.0, width), .halo = withAlpha(m_theme.canvas, 0.85), .item = item});
    }

    /// Returns the top of what is below the head.
    double paintTitle(const QRectF& area) {
        if (m_in.titled) return area.top();
        words(forecastGroupTitle(m_in), {area.left(), area.top() + 10}, area.width(), size::panelTitleFont - 1, m_theme.text, size::semibold);
        words(forecastGroupSubtitle(m_in), {area.left(), area.top() + 28}, area.width(), size::secondaryFont, m_theme.secondary);
        return area.top() + kGroupTitle;
    }

    /// The grade as a small badge; its right edge at `right`.
    void paintGrade(const ForecastCase& c, double right, double middle, const QColor& colour) {
        const auto grade = gradeOf(c.result);
        const bool good = grade == forecast::Grade::A || grade == forecast::Grade::B;
        const QColor fill = good ? colour : grade == forecast::Grade::C ? m_theme.secondary : m_theme.gap;
        const QRectF box(right - kGrade, middle - kGrade / 2, kGrade, kGrade);
        m_list.rect({box, 3, {fill.rgba(), 0}, {}});
        putWords(m_list, QString(QLatin1Char(char(grade))), box.center(), {.pixels = size::smallFont, .weight = size::semibold, .colour = textOn(m_theme, fill), .across = Across::Middle});
    }

    /// "7.1 (5.6 to 8.7) in 2026 Q4", or why there is no forecast.
    [[nodiscard]] QString endWords(const ForecastCase& c) const {
        if (c.result.mean.empty()) return fromUtf8(c.result.reason);
        return Words::tr("%1 in %2").arg(forecastEndText(c, m_scale, m_in.locale), periodText(c.ahead.back(), m_in.locale));
    }

    [[nodiscard]] QString absentWords(const AbsentSeries& absent) const {
        return absent.reason.empty() ? Words::tr("sells nothing") : fromUtf8(absent.reason);
    }

    [[nodiscard]] Legend legend() const {
        Legend out;
        if (m_in.show != ForecastShow::Stages)
            for (std::size_t i = 0; i < m_g.cases.size(); ++i) out.lines.push_back({m_colours[i], forecastTitle(m_g.cases[i]), false});
        out.lines.push_back({m_theme.secondary, Words::tr("history"), false});
        out.lines.push_back({m_theme.secondary, Words::tr("forecast"), true});
        out.lines.push_back({mixed(m_theme.canvas, m_theme.secondary, 0.32), Words::tr("likely range (80%)"), false, true});
        if (m_in.show == ForecastShow::Stages) out.lines.push_back({mixed(m_theme.canvas, m_theme.secondary, size::range95), Words::tr("wide range (95%)"), false, true});
        if (m_g.mixedUnits) out.notes << Words::tr("The series have different units: each is shown with its last value as 100.");
        if (m_in.show != ForecastShow::Stages)
            for (const auto& absent : m_g.absent) out.notes << Words::tr("Not shown: %1 (%2).").arg(m_in.dataset ? seriesTitle(*m_in.dataset, absent.name) : fromUtf8(absent.name), absentWords(absent));
        if (m_in.filtered) out.notes << Words::tr("Forecast of the whole chain, without the filter.");
        return out;
    }

    DisplayList& m_list;
    const ForecastGroupInput& m_in;
    const ForecastGroup& m_g;
    Theme m_theme;
    UnitScale m_scale;
    std::vector<QColor> m_colours;
};

/// A chart for each stage, on one scale and one calendar.
class ForecastMultiples : GroupPen {
public:
    ForecastMultiples(DisplayList& list, const ForecastGroupInput& input, const QRectF& area) : GroupPen(list, input), m_area(area) {}

    Legend paint() {
        collect();
        m_area.setTop(paintTitle(m_area));
        divide();
        std::vector<FanChart> charts;
        for (std::size_t i = 0; i < m_g.cases.size(); ++i) charts.push_back(chartOf(i));
        const FanScale scale = fanScaleOf(charts, chartHeight());
        m_axis = valueAxisWidth(scale, look(true, 0));
        Legend out = legend();
        for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
            if (m_cells[cell].absent) paintAbsent(*m_cells[cell].absent, boxOf(cell));
            else {
                FanChart& chart = charts[m_cells[cell].at];
                chart.scale = scale;
                paintCell(cell, chart);
            }
        }
        m_list.summary = forecastGroupTitle(m_in) + QStringLiteral(": ") + said();
        if (m_in.logAxis && !scale.logarithmic) out.notes << Words::tr("A logarithmic axis needs values of 0 or more: shown on a plain one.");
        return out;
    }

private:
    struct Cell {
        int stage = 0;
        std::size_t at = 0; ///< among the cases
        const AbsentSeries* absent = nullptr;
    };

    void collect() {
        for (std::size_t i = 0; i < m_g.cases.size(); ++i) m_cells.push_back({m_g.cases[i].stage, i, nullptr});
        for (const auto& absent : m_g.absent) m_cells.push_back({absent.stage, 0, &absent});
        std::ranges::stable_sort(m_cells, {}, &Cell::stage);
    }

    void divide() {
        const double shape = m_area.width() / std::max(1.0, m_area.height()) / kCellShape, count = double(m_cells.size());
        const auto most = std::max<std::size_t>(1, static_cast<std::size_t>(m_area.width() / kCellLeast));
        m_columns = std::clamp<std::size_t>(static_cast<std::size_t>(std::lround(std::sqrt(count * shape))), 1, std::min(most, m_cells.size()));
        const auto blanks = [this](std::size_t columns) { return (columns - m_cells.size() % columns) % columns; };
        if (m_columns < std::min(most, m_cells.size()) && blanks(m_columns + 1) < blanks(m_columns)) ++m_columns;
        m_rows = (m_cells.size() + m_columns - 1) / m_columns;
        m_columns = (m_cells.size() + m_rows - 1) / m_rows; // no wider than needed
    }
    [[nodiscard]] double rowHeight() const { return (m_area.height() - kAxisFoot - double(m_rows - 1) * kChartGap / 2) / double(m_rows); }
    [[nodiscard]] double chartHeight() const { return std::max(30.0, rowHeight() - kSmallHead); }
    [[nodiscard]] QRectF boxOf(std::size_t cell) const {
        const double width = (m_area.width() - m_axis - double(m_columns - 1) * kChartGap) / double(m_columns);
        const double column = double(cell % m_columns), row = double(cell / m_columns);
        return {m_area.left() + m_axis + column * (width + kChartGap), m_area.top() + row * (rowHeight() + kChartGap / 2), width, rowHeight()};
    }

    void paintName(const QRectF& box, int stage, const QString& note, ItemRef item, double right) {
        const QColor colour = m_in.dataset ? colourOfStage(m_theme, m_in.dataset->stages(), stage) : m_theme.accent;
        const QString name = m_in.dataset ? fromUtf8(m_in.dataset->stages().name(stage)) : QString::number(stage);
        m_list.rect({QRectF(box.left(), box.top() + 4, 10, 10), 2, {colour.rgba(), 0}, {}});
        words(name, {box.left() + 16, box.top() + 9}, right - box.left() - 20, size::sectionFont, m_theme.text, size::semibold, item);
        words(note, {box.left(), box.top() + 25}, box.width(), size::smallFont, m_theme.secondary);
    }

    void paintCell(std::size_t cell, const FanChart& chart) {
        const std::size_t i = m_cells[cell].at;
        const ForecastCase& c = m_g.cases[i];
        const QRectF box = boxOf(cell);
        paintName(box, m_cells[cell].stage, endWords(c), {ItemKind::Series, std::uint32_t(i)}, box.right() - kGrade);
        paintGrade(c, box.right(), box.top() + 9, m_colours[i]);
        const FanFrame frame = layFan(m_list, chart, box.adjusted(0, kSmallHead, 0, 0));
        paintValueAxis(m_list, frame, look(cell % m_columns == 0, 0));
        paintPeriodAxis(m_list, frame, c, look(cell + m_columns >= m_cells.size(), box.right() + kChartGap / 2));
        addFanPlaces(m_list, frame, c, std::uint32_t(i * groupStride(m_g)));
    }

    /// An empty stage stays visible: a dashed outline.
    void paintAbsent(const AbsentSeries& absent, const QRectF& box) {
        paintName(box, absent.stage, absentWords(absent), {}, box.right());
        AreaStyle dashed{0, m_theme.border.rgba()};
        dashed.dash = dashed.gap = 4;
        m_list.rect({box.adjusted(0.5, kSmallHead + 0.5, -0.5, -0.5), double(size::radius), dashed, {}});
    }

    [[nodiscard]] QString said() const {
        QStringList parts;
        for (const auto& c : m_g.cases) parts << forecastTitle(c) + QLatin1Char(' ') + endWords(c);
        return parts.join(QStringLiteral("; "));
    }

    QRectF m_area;
    std::vector<Cell> m_cells;
    std::size_t m_columns = 1, m_rows = 1;
    double m_axis = 0;
};

/// All series in one chart, each with its words at its end.
class ForecastSeveral : GroupPen {
public:
    ForecastSeveral(DisplayList& list, const ForecastGroupInput& input, const QRectF& area) : GroupPen(list, input), m_area(area) {}

    Legend paint() {
        const double top = paintTitle(m_area), labels = std::clamp(m_area.width() * kNamesShare, kNamesLeast, kNamesMost);
        std::vector<FanChart> charts;
        for (std::size_t i = 0; i < m_g.cases.size(); ++i) charts.push_back(thinned(chartOf(i)));
        QRectF box(m_area.left(), top, m_area.width() - labels, m_area.bottom() - kAxisFoot - top);
        box.setHeight(std::max(40.0, box.height()));
        const FanScale scale = fanScaleOf(charts, box.height());
        box.setLeft(box.left() + valueAxisWidth(scale, look(true, 0)));
        for (auto& chart : charts) {
            chart.scale = scale;
            chart.lastMark = m_frames.empty();
            m_frames.push_back(layFan(m_list, chart, box));
        }
        const FanFrame& frame = m_frames.front();
        paintValueAxis(m_list, frame, look(true, box.right()));
        paintPeriodAxis(m_list, frame, longest(), look(true, box.right() + kLabelGap));
        paintLabels(box.right() + kLabelGap, top);
        addFanPlaces(m_list, frame, longest(), 0);
        m_list.summary = forecastGroupTitle(m_in) + QStringLiteral(". ") + forecastGroupTip(m_in, {ItemKind::Period, std::uint32_t(groupStride(m_g) - 1)}).replace(QLatin1Char('\n'), QStringLiteral("; "));
        Legend out = legend();
        if (m_g.cases.size() == 1) out.notes << Words::tr("Add series to lay others beside this one.");
        if (m_in.logAxis && !scale.logarithmic) out.notes << Words::tr("A logarithmic axis needs values of 0 or more: shown on a plain one.");
        return out;
    }

private:
    /// Lines and likely ranges alone, the lighter the more there are; no breaks, which differ by series.
    [[nodiscard]] FanChart thinned(FanChart chart) const {
        chart.breaks.clear();
        if (chart.bands.empty()) return chart;
        chart.bands = {chart.bands[1]};
        chart.bands.front().opacity = m_g.cases.size() <= kFewSeries ? size::range80 : size::range95;
        return chart;
    }

    [[nodiscard]] const ForecastCase& longest() const {
        return *std::ranges::max_element(m_g.cases, {}, [](const ForecastCase& c) { return c.history.size() + c.result.mean.size(); });
    }

    /// Where a case's line ends.
    [[nodiscard]] double endOf(std::size_t i) const {
        const auto& c = m_g.cases[i];
        const auto& values = c.result.mean.empty() ? c.history : c.result.mean;
        const auto last = std::ranges::find_if(values.rbegin(), values.rend(), [](double v) { return !std::isnan(v); });
        return m_frames[i].at(0, last == values.rend() ? 0 : *last).y();
    }

    /// Middles of the labels: as near to the ends of their lines as they can be without touching, all inside the height.
    [[nodiscard]] std::vector<double> labelPlaces(double top, double bottom) const {
        std::vector<std::size_t> order(m_g.cases.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [this](std::size_t i) { return endOf(i); });
        std::vector<double> out(order.size());
        double next = top + kLabelHeight / 2;
        for (const std::size_t i : order) {
            out[i] = std::max(endOf(i), next);
            next = out[i] + kLabelHeight;
        }
        double limit = bottom - kLabelHeight / 2;
        for (auto it = order.rbegin(); it != order.rend(); ++it) {
            out[*it] = std::min(out[*it], limit);
            limit = out[*it] - kLabelHeight;
        }
        return out;
    }

    void paintLabels(double left, double top) {
        const auto places = labelPlaces(top, m_frames.front().plot().bottom() + kAxisFoot);
        const double width = m_area.right() - left - kGrade - size::grid;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const double end = endOf(i), right = m_frames[i].plot().right();
            const StyleId style = m_list.lineStyle({withAlpha(m_colours[i], 0.5).rgba()});
            if (std::abs(end - places[i]) > 3) m_list.line({right + 2, end}, {left - 3, places[i]}, size::hairlineWidth, style);
            words(forecastTitle(m_g.cases[i]), {left, places[i] - 7}, width, size::secondaryFont, m_colours[i], size::semibold, {ItemKind::Series, std::uint32_t(i)});
            words(endWords(m_g.cases[i]), {left, places[i] + 7}, width + kGrade, size::smallFont, m_theme.secondary);
            paintGrade(m_g.cases[i], m_area.right(), places[i] - 7, m_colours[i]);
        }
    }

    QRectF m_area;
    std::vector<FanFrame> m_frames;
};

/// "2025 Q3: forecast 7.1 (5.6 to 8.7)" without the period.
QString valueWords(const ForecastCase& c, std::size_t place, const UnitScale& scale, const QLocale& locale) {
    if (place < c.history.size()) return valueText(c.history[place], scale, locale);
    const std::size_t h = place - c.history.size();
    if (h >= c.result.mean.size()) return Words::tr("no forecast");
    const QString value = valueText(c.result.mean[h], scale, locale);
    const auto& bands = c.result.bands;
    return bands.empty() ? value : Words::tr("%1, likely %2").arg(value, rangeText(bands.lower[1][h] * scale.factor, bands.upper[1][h] * scale.factor, locale));
}

} // namespace

std::size_t groupStride(const ForecastGroup& group) {
    std::size_t most = 1;
    for (const auto& c : group.cases) most = std::max(most, c.history.size() + c.result.mean.size());
    return most;
}

std::vector<QColor> forecastGroupColours(const ForecastGroupInput& input) {
    const Theme t = ownColours(theme(input.theme), input.palette, {});
    std::vector<QColor> spare{t.accent, t.down, t.digital, t.secondary, t.up, t.gap, t.text, t.unknown}, out;
    for (const auto& c : input.group->cases) {
        QColor colour = c.stage > 0 && input.dataset ? colourOfStage(t, input.dataset->stages(), c.stage) : QColor();
        const auto used = [&](const QColor& other) { return std::ranges::find(out, other) != out.end(); };
        const auto free = std::ranges::find_if_not(spare, used);
        if (!colour.isValid() || (input.show != ForecastShow::Stages && used(colour))) colour = free == spare.end() ? t.other : *free;
        out.push_back(colour);
    }
    return out;
}

QString forecastGroupTitle(const ForecastGroupInput& input) {
    if (!input.group) return {};
    if (input.show == ForecastShow::Stages) return Words::tr("What each stage sells");
    const auto& cases = input.group->cases;
    if (cases.size() == 1) return forecastTitle(cases.front());
    const QString two = Words::tr("%1 and %2").arg(forecastTitle(cases[0]), forecastTitle(cases[1]));
    return cases.size() == 2 ? two : Words::tr("%1, %2 and %3 more").arg(forecastTitle(cases[0]), forecastTitle(cases[1])).arg(cases.size() - 2);
}

QString forecastGroupSubtitle(const ForecastGroupInput& input) {
    if (!input.group || input.group->cases.empty()) return {};
    const auto& cases = input.group->cases;
    const QString unit = input.group->indexed ? Words::tr("last known value of each = 100") : (forecastScale(cases).unit + QLatin1Char(' ') + (cases.front().share ? QString() : perPeriod(cases.front()))).simplified();
    const QString shown = input.show == ForecastShow::Stages ? Words::tr("history, forecast, likely range (80%) and wide range (95%)") : Words::tr("history, forecast and likely range (80%)");
    return unit.isEmpty() ? shown : unit + QStringLiteral(" · ") + shown;
}

QString forecastGroupTip(const ForecastGroupInput& input, ItemRef item) {
    if (!input.group || input.group->cases.empty()) return {};
    const auto& cases = input.group->cases;
    if (item.kind == ItemKind::Series && item.id < cases.size())
        return Words::tr("%1\n%2\nClick: this series alone").arg(forecastTitle(cases[item.id]), patternWords(cases[item.id], input.locale) + QLatin1Char(' ') + modelWords(cases[item.id]));
    if (item.kind != ItemKind::Period) return {};
    const std::size_t stride = groupStride(*input.group), at = item.id / stride, place = item.id % stride;
    const auto& first = cases[std::min(at, cases.size() - 1)];
    if (at >= cases.size() || place >= first.periods.size() + first.ahead.size()) return {};
    const UnitScale scale = forecastScale(cases);
    const QString period = periodText(place < first.periods.size() ? first.periods[place] : first.ahead[place - first.periods.size()], input.locale);
    if (input.show == ForecastShow::Stages) return Words::tr("%1, %2: %3").arg(forecastTitle(first), period, valueWords(first, place, scale, input.locale));
    QStringList lines{period};
    for (const auto& c : cases) lines << Words::tr("%1: %2").arg(forecastTitle(c), valueWords(c, place, scale, input.locale));
    return lines.join(QLatin1Char('\n'));
}

Legend paintForecastGroup(DisplayList& list, const ForecastGroupInput& input, const QRectF& area) {
    if (!input.group || input.group->cases.empty()) return paintSentence(list, input.message, area, theme(input.theme));
    if (input.show == ForecastShow::Stages) return ForecastMultiples(list, input, area).paint();
    return ForecastSeveral(list, input, area).paint();
}

} // namespace chainscape::ui
