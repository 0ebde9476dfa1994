// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/change_indicator_chart.h"

#include <algorithm>
#include <cmath>

#include "ui/painters/change_axis.h"
#include "ui/painters/value_scale.h"
#include "ui/painters/words_at.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kChartHead = 44, kChartAxis = 58, kChartFoot = 20;

QString indicatorName(const ChangeInput& input) { return Words::tr(input.indicator->measure->name.data()); }

QString indicatorValue(const ChangeInput& input, double value) {
    const Measure& m = *input.indicator->measure;
    if (m.unit == MeasureUnit::Share) return percentText(value, input.locale);
    if (m.unit == MeasureUnit::Value) return valueText(value, fromUtf8(input.change->after->unit()), input.locale);
    return shortText(value, 3, input.locale);
}

class ChartPainter {
public:
    ChartPainter(DisplayList& list, const ChangeInput& input, const QRectF& area, const Theme& theme)
        : m_list(list), m_input(input), m_series(*input.indicator), m_theme(theme), m_area(area),
          m_axis(list, input, theme, area.adjusted(kChartAxis, kChartHead, -12, -kChartFoot), input.indicator->periods.size()) {
        findRange();
    }

    void paint() {
        putWords(m_list, Words::tr("%1, every period").arg(indicatorName(m_input)), {m_area.left(), m_area.top() + 8},
                 {.pixels = size::sectionFont, .weight = size::semibold, .colour = m_theme.text, .width = m_area.width()});
        putWords(m_list, regimeText(m_input), {m_area.left(), m_area.top() + 24}, {.pixels = size::smallestFont, .colour = m_theme.secondary, .width = m_area.width()});
        compared();
        m_axis.grid([this](double v) { return indicatorValue(m_input, v); });
        regimes();
        line();
        m_axis.periodWords(m_series.periods);
        m_axis.events(m_series.periods);
        clicks();
    }

private:
    /// From 0 for amounts and shares when that costs less than half the height, with a little room at both ends.
    void findRange() {
        double low = INFINITY, high = -INFINITY;
        for (const double v : m_series.values)
            if (std::isfinite(v)) low = std::min(low, v), high = std::max(high, v);
        if (low > high) low = 0, high = 1;
        if (low >= 0 && low < high / 2) low = 0;
        const double room = high > low ? (high - low) * 0.08 : std::max(1.0, std::fabs(high)) * 0.1;
        if (m_series.measure->unit == MeasureUnit::Count) { // whole numbers at both ends and in the middle
            const double floor = low == 0 ? 0 : std::floor(low - room);
            return m_axis.setRange(floor, floor + 2 * std::ceil((high + room - floor) / 2));
        }
        m_axis.setRange(low == 0 ? 0 : low - room, high + room);
    }

    void compared() {
        const auto a = m_input.change->before->spec().from, b = m_input.change->after->spec().from;
        const auto first = std::ranges::find(m_series.periods, a), last = std::ranges::find(m_series.periods, b);
        if (first == m_series.periods.end() || last == m_series.periods.end() || first > last) return;
        m_axis.mark(std::size_t(first - m_series.periods.begin()), std::size_t(last - m_series.periods.begin()));
    }

    /// The mean of every regime as a bar behind the line, an upright where a new one begins.
    void regimes() {
        if (!m_series.points.judged) return;
        auto starts = m_series.points.starts;
        starts.insert(starts.begin(), 0);
        for (std::size_t r = 0; r < starts.size(); ++r) {
            const std::size_t end = r + 1 < starts.size() ? starts[r + 1] : m_series.values.size();
            double sum = 0, known = 0;
            for (std::size_t i = starts[r]; i < end; ++i)
                if (std::isfinite(m_series.values[i])) sum += m_series.values[i], ++known;
            if (known > 0) {
                const double level = m_axis.y(sum / known);
                m_list.rect({QRectF(m_axis.edge(starts[r]), level - 3, m_axis.edge(end) - m_axis.edge(starts[r]), 6), 0, {withAlpha(m_theme.accent, 0.22).rgba(), 0}, {}});
            }
            if (r > 0) m_axis.upright(m_axis.edge(starts[r]), Words::tr("new regime"), m_theme.accent, 1);
        }
    }

    void line() {
        const StyleId style = m_list.lineStyle({m_theme.text.rgba(), 0, 0});
        for (std::size_t i = 0; i < m_series.values.size(); ++i) {
            const double v = m_series.values[i];
            if (!std::isfinite(v)) continue;
            if (i > 0 && std::isfinite(m_series.values[i - 1])) m_list.line({m_axis.x(i - 1), m_axis.y(m_series.values[i - 1])}, {m_axis.x(i), m_axis.y(v)}, 1.8, style);
            m_list.disc({float(m_axis.x(i)), float(m_axis.y(v)), 2.6F, 1, m_theme.text.rgba(), m_theme.canvas.rgba(), {}});
        }
    }

    void clicks() {
        if (!m_input.history) return;
        const auto& steps = m_input.history->steps;
        for (std::uint32_t s = 0; s < steps.size(); ++s) {
            const auto it = std::ranges::find(m_series.periods, steps[s].to);
            if (it == m_series.periods.end()) continue;
            const QRectF& plot = m_axis.plot();
            m_list.rect({QRectF(m_axis.edge(std::size_t(it - m_series.periods.begin())), plot.top(), m_axis.slot(), plot.height() + kChartFoot), 0, {0, 0}, {ItemKind::Step, s}});
        }
    }

    DisplayList& m_list;
    const ChangeInput& m_input;
    const IndicatorSeries& m_series;
    const Theme& m_theme;
    QRectF m_area;
    ChangeAxis m_axis;
};

} // namespace

QString regimeText(const ChangeInput& input) {
    const IndicatorSeries& series = *input.indicator;
    if (!series.points.judged) return Words::tr("Fewer than 8 known periods: no regime can be told.");
    if (series.points.starts.empty()) return Words::tr("One regime: no change for good.");
    QStringList words;
    for (const auto start : series.points.starts) words << periodText(input.change->after->dataset().periods()[series.periods[start]].period, input.locale);
    return Words::tr("New regimes from %1; tinted: the mean of each.").arg(words.join(QStringLiteral(", ")));
}

void paintIndicatorChart(DisplayList& list, const ChangeInput& input, const QRectF& area, const Theme& theme) {
    if (area.width() < 120 || input.indicator->periods.empty()) return;
    ChartPainter(list, input, area, theme).paint();
}

} // namespace chainscape::ui
