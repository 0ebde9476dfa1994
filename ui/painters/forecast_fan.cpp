// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/forecast_fan.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "ui/painters/period_ticks.h"
#include "ui/painters/words_at.h"
#include "ui/style/fonts.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

QString tickText(const FanScale& scale, double tick, const FanAxisLook& look) {
    if (scale.showsZero && tick == scale.low) return QStringLiteral("0");
    return shortText(tick * look.unit.factor, 3, look.locale);
}

/// The back-test's forecasts, each from the value before it on.
std::vector<FanLine> testsOf(const ForecastCase& c) {
    std::vector<FanLine> out;
    for (const auto& origin : c.result.backtest.origins) {
        const std::size_t start = c.firstKnown + origin.used;
        FanLine line{double(start), origin.forecast};
        if (start > 0 && !std::isnan(c.history[start - 1])) {
            line.from -= 1;
            line.values.insert(line.values.begin(), c.history[start - 1]);
        }
        out.push_back(std::move(line));
    }
    return out;
}

} // namespace

UnitScale forecastScale(std::span<const ForecastCase> cases) {
    if (!cases.empty() && std::ranges::all_of(cases, &ForecastCase::share)) return {100, QStringLiteral("%")};
    double largest = 0;
    for (const auto& c : cases)
        for (const auto* values : {&c.history, &c.result.mean})
            for (const double v : *values)
                if (std::isfinite(v)) largest = std::max(largest, std::abs(v));
    return scaleFor(largest, cases.empty() ? QString() : fromUtf8(cases.front().unit));
}

FanChart fanOf(const ForecastCase& c, const QColor& colour, ThemeKind theme) {
    FanChart fan;
    fan.history = c.history;
    fan.mean = c.result.mean;
    const auto& bands = c.result.bands;
    if (!bands.empty()) fan.bands = {{bands.lower[2], bands.upper[2], size::range95}, {bands.lower[1], bands.upper[1], size::range80}, {bands.lower[0], bands.upper[0], size::range95}};
    fan.tests = testsOf(c);
    for (const auto& mark : c.marks) fan.breaks.push_back(double(mark.place));
    fan.colour = colour;
    fan.theme = theme;
    return fan;
}

FanFrame layFan(DisplayList& list, const FanChart& chart, const QRectF& box) {
    FanFrame out;
    out.picture = drawFan(chart, box.size());
    out.box = QRectF(box.topLeft(), out.picture.extent.size());
    list.recording({out.picture.commands, out.picture.extent, out.box});
    return out;
}

double valueAxisWidth(const FanScale& scale, const FanAxisLook& look) {
    const QFontMetricsF metrics(interfaceFont(size::smallFont));
    double widest = 0;
    for (const double tick : scale.ticks) widest = std::max(widest, metrics.horizontalAdvance(tickText(scale, tick, look)));
    return widest + 2 * size::grid;
}

void paintValueAxis(DisplayList& list, const FanFrame& frame, const FanAxisLook& look) {
    const Theme& t = theme(look.theme);
    const QRectF plot = frame.plot();
    const StyleId grid = list.lineStyle({t.hairline.rgba()});
    for (const double tick : frame.picture.scale.ticks) {
        const double y = frame.at(0, tick).y();
        if (frame.picture.scale.height(tick) > 0) list.line({plot.left(), y}, {plot.right(), y}, size::hairlineWidth, grid);
        if (look.written)
            putWords(list, tickText(frame.picture.scale, tick, look), {plot.left() - 2 * size::grid, y},
                     {.pixels = size::smallFont, .colour = t.secondary, .across = Across::Right, .halo = withAlpha(t.canvas, 0.85)});
    }
}

void paintPeriodAxis(DisplayList& list, const FanFrame& frame, const ForecastCase& c, const FanAxisLook& look) {
    const Theme& t = theme(look.theme);
    std::vector<Period> periods = c.periods;
    periods.insert(periods.end(), c.ahead.begin(), c.ahead.end());
    const QRectF plot = frame.plot();
    const StyleId style = list.lineStyle({t.border.rgba()});
    const QFontMetricsF metrics(interfaceFont(size::smallFont));
    for (const PeriodTick& tick : periodTicks(periods, plot.width(), look.locale)) {
        const double x = frame.at(double(tick.place), 0).x(), half = metrics.horizontalAdvance(tick.text) / 2;
        list.line({x, plot.bottom()}, {x, plot.bottom() + size::grid}, size::hairlineWidth, style);
        if (!look.written) continue;
        Text words = wordsAt(tick.text, {std::min(x, look.right - half), plot.bottom() + 2 * size::grid},
                             {.pixels = size::smallFont, .colour = t.secondary, .across = Across::Middle, .halo = withAlpha(t.canvas, 0.85)});
        words.upright = Upright::Top;
        list.text(words);
    }
}

void addFanPlaces(DisplayList& list, const FanFrame& frame, const ForecastCase& c, std::uint32_t first) {
    const std::size_t count = c.history.size() + c.result.mean.size();
    if (count < 2 || count > 2000) return;
    const QRectF plot = frame.plot();
    const double step = frame.at(1, 0).x() - frame.at(0, 0).x();
    for (std::size_t i = 0; i < count; ++i) {
        const QRectF column(frame.at(double(i), 0).x() - step / 2, plot.top(), step, plot.height());
        list.rect({column.intersected(plot), 0, {0, 0}, {ItemKind::Period, first + std::uint32_t(i)}});
    }
}

QString forecastEndText(const ForecastCase& c, const UnitScale& scale, const QLocale& locale) {
    if (c.result.mean.empty()) return {};
    const QString value = shortText(c.result.mean.back() * scale.factor, 3, locale);
    const auto& bands = c.result.bands;
    if (bands.empty()) return value;
    return QStringLiteral("%1 (%2)").arg(value, rangeText(bands.lower[1].back() * scale.factor, bands.upper[1].back() * scale.factor, locale));
}

} // namespace chainscape::ui
