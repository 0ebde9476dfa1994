// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/fan_chart.h"

#include <algorithm>
#include <cmath>

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QLegend>
#include <QLineSeries>
#include <QPainter>
#include <QScatterSeries>
#include <QValueAxis>

#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr double kEdge = 3;           // room around the plot for half a line
constexpr double kTickDistance = 64;
constexpr double kTestLine = 1.2, kMarkLine = 1;
constexpr double kMostOfWidest = 1.33;

/// Puts what must be seen whole into `must`; the widest band only as far as it stays near the rest. True: it is cut.
bool addValues(const FanChart& c, std::vector<double>& all) {
    bool cut = false;
    std::vector<double> must = c.history;
    must.insert(must.end(), c.mean.begin(), c.mean.end());
    for (const auto& test : c.tests) must.insert(must.end(), test.values.begin(), test.values.end());
    for (const auto& side : c.sides)
        for (const auto* values : {&side.mean, &side.lower, &side.upper}) must.insert(must.end(), values->begin(), values->end());
    for (std::size_t b = 1; b < c.bands.size(); ++b)
        for (const auto* side : {&c.bands[b].lower, &c.bands[b].upper}) must.insert(must.end(), side->begin(), side->end());
    double low = 0, high = 0;
    for (const double v : must) {
        if (!std::isfinite(v)) continue;
        low = std::min(low, v);
        high = std::max(high, v);
    }
    const double room = (high - low) * (kMostOfWidest - 1);
    if (!c.bands.empty()) {
        for (const auto* side : {&c.bands.front().lower, &c.bands.front().upper})
            for (const double v : *side) {
                cut = cut || v > high + room || v < low - room;
                must.push_back(std::clamp(v, low - room, high + room));
            }
    }
    must.push_back(high + (high - low) * 0.04);
    all.insert(all.end(), must.begin(), must.end());
    return cut;
}

/// The axis of charts that share it.
FanScale scaleOf(std::span<const FanChart> charts, double height, bool& cut) {
    std::vector<double> all;
    for (const auto& chart : charts) cut = addValues(chart, all) || cut;
    return fanScale(all, !charts.empty() && charts.front().logAxis, std::clamp(static_cast<int>(height / kTickDistance), 2, 8));
}

class FanBuilder {
public:
    FanBuilder(const FanChart& chart, QSizeF size) : m_c(chart), m_theme(theme(chart.theme)) {
        m_out.extent = QRectF(0, 0, std::max(20.0, size.width()), std::max(20.0, size.height()));
        m_out.plot = m_out.extent.adjusted(kEdge, kEdge, -kEdge, -kEdge);
        m_out.first = 0;
        m_out.last = std::max(1.0, static_cast<double>(std::max(chart.places, chart.history.size() + chart.mean.size())) - 1);
        m_out.scale = scaleOf(std::span(&chart, 1), m_out.plot.height(), m_out.cut);
        if (chart.scale) m_out.scale = *chart.scale;
    }

    FanPicture draw() {
        QGraphicsScene scene; // owns the chart, which owns series and axes
        m_chart = new QChart;
        scene.addItem(m_chart);
        style();
        addAxes();
        addMarks();
        for (const auto& band : m_c.bands) addBand(band);
        for (const auto& test : m_c.tests) addTest(test);
        addHistory();
        addForecast();
        for (const auto& side : m_c.sides) addSide(side);
        m_chart->resize(m_out.extent.size());
        m_chart->setPlotArea(m_out.plot);
        m_chart->layout()->activate();
        QPainter painter(&m_out.commands);
        painter.setRenderHint(QPainter::Antialiasing);
        scene.render(&painter, m_out.extent, m_out.extent);
        painter.end();
        return std::move(m_out);
    }

private:
    void style() {
        m_chart->setBackgroundVisible(false);
        m_chart->setPlotAreaBackgroundVisible(false);
        m_chart->legend()->hide();
        m_chart->setMargins({0, 0, 0, 0});
        m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    }

    void addAxes() {
        m_x = new QValueAxis;
        m_x->setRange(m_out.first, m_out.last);
        m_x->setLabelsVisible(false);
        m_x->setGridLineVisible(false);
        m_x->setLinePen(QPen(m_theme.border, size::hairlineWidth));
        m_x->setTickCount(2);
        m_y = new QValueAxis;
        m_y->setRange(0, 1);
        m_y->setLabelsVisible(false);
        m_y->setGridLineVisible(false);
        m_y->setLineVisible(false);
        m_chart->addAxis(m_x, Qt::AlignBottom);
        m_chart->addAxis(m_y, Qt::AlignLeft);
    }

    void attach(QAbstractSeries* series) {
        m_chart->addSeries(series);
        series->attachAxis(m_x);
        series->attachAxis(m_y);
    }

    [[nodiscard]] QPointF point(double place, double value) const { return {place, m_out.scale.height(value)}; }

    void addLine(const QList<QPointF>& points, const QPen& pen) {
        auto* line = new QLineSeries;
        line->replace(points);
        line->setPen(pen);
        attach(line);
    }

    static QPen dashed(const QColor& colour, double width, double dash, double gap) {
        QPen pen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        pen.setDashPattern({dash / width, gap / width});
        return pen;
    }

    void addMarks() {
        for (const double at : m_c.breaks) addLine({{at, 0}, {at, 1}}, dashed(m_theme.gap, kMarkLine, 4, 3));
        if (!m_c.lastMark || m_c.mean.empty() || m_c.history.empty()) return;
        const double last = static_cast<double>(m_c.history.size()) - 1;
        addLine({{last, 0}, {last, 1}}, dashed(m_theme.secondary, kMarkLine, 4, 3));
    }

    /// The forecast's places with the last known value before them, so that the fan opens there.
    [[nodiscard]] QList<QPointF> ahead(const std::vector<double>& values) const {
        QList<QPointF> out;
        const auto n = m_c.history.size();
        if (n > 0 && !std::isnan(m_c.history.back())) out << point(static_cast<double>(n) - 1, m_c.history.back());
        for (std::size_t h = 0; h < values.size(); ++h) out << point(static_cast<double>(n + h), values[h]);
        return out;
    }

    void addBand(const FanBand& band) {
        if (band.lower.empty()) return;
        auto* lower = new QLineSeries;
        auto* upper = new QLineSeries;
        lower->replace(ahead(band.lower));
        upper->replace(ahead(band.upper));
        auto* area = new QAreaSeries(upper, lower);
        lower->setParent(area);
        upper->setParent(area);
        area->setPen(Qt::NoPen);
        area->setBrush(withAlpha(m_c.colour, band.opacity));
        attach(area);
    }

    void addTest(const FanLine& test) {
        QList<QPointF> points;
        for (std::size_t k = 0; k < test.values.size(); ++k) points << point(test.from + static_cast<double>(k), test.values[k]);
        if (points.size() > 1) addLine(points, QPen(m_theme.unknown, kTestLine));
    }

    void addHistory() {
        QList<QPointF> run;
        const QPen pen(m_c.colour, size::historyLine, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        const auto flush = [&] {
            if (run.size() > 1) addLine(run, pen);
            else if (run.size() == 1) addDot(run.front());
            run.clear();
        };
        for (std::size_t t = 0; t < m_c.history.size(); ++t) {
            if (std::isnan(m_c.history[t])) flush();
            else run << point(static_cast<double>(t), m_c.history[t]);
        }
        flush();
    }

    /// A value whose neighbours are unknown.
    void addDot(const QPointF& at) {
        auto* dot = new QScatterSeries;
        dot->replace(QList<QPointF>{at});
        dot->setMarkerSize(2 * size::historyLine);
        dot->setColor(m_c.colour);
        dot->setBorderColor(m_c.colour);
        attach(dot);
    }

    void addForecast() {
        if (m_c.mean.empty()) return;
        const auto points = ahead(m_c.mean);
        if (points.size() > 1) addLine(points, dashed(m_c.colour, size::historyLine, 6, 4));
        else addDot(points.front());
    }

    void addSide(const FanSide& side) {
        if (side.mean.empty()) return;
        for (const auto* edge : {&side.lower, &side.upper})
            if (!edge->empty()) addLine(ahead(*edge), dashed(withAlpha(side.colour, 0.6), kMarkLine, 2, 3));
        addLine(ahead(side.mean), dashed(side.colour, size::historyLine, 2, 3));
    }

    const FanChart& m_c;
    const Theme& m_theme;
    FanPicture m_out;
    QChart* m_chart = nullptr;
    QValueAxis* m_x = nullptr;
    QValueAxis* m_y = nullptr;
};

} // namespace

QPointF FanPicture::at(double place, double value) const {
    const double across = (place - first) / (last - first);
    return {plot.left() + across * plot.width(), plot.bottom() - scale.height(value) * plot.height()};
}

FanScale fanScaleOf(const FanChart& chart, double height) { return fanScaleOf(std::span(&chart, 1), height); }

FanScale fanScaleOf(std::span<const FanChart> charts, double height) {
    bool cut = false;
    return scaleOf(charts, height - 2 * kEdge, cut);
}

FanPicture drawFan(const FanChart& chart, QSizeF size) { return FanBuilder(chart, size).draw(); }

} // namespace chainscape::ui
