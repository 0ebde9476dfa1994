// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_trail.h"

#include <algorithm>
#include <cmath>

#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kLine = 1.8, kFaintestStop = 0.25, kLargestStop = 6, kSmallestStop = 2;

bool hasTrail(const NetworkInput& input) { return input.trail && input.trail->stops.size() > 1; }

void trailLabel(DisplayList& list, const QString& words, QPointF at, const Theme& theme) {
    Text t;
    t.text = words;
    t.anchor = at;
    t.shift = {9, 4};
    t.size = size::smallFont;
    t.weight = size::semibold;
    t.colour = theme.accent.rgba();
    t.halo = theme.canvas.rgba();
    t.across = Across::Left;
    list.text(t);
}

} // namespace

void paintTrail(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    if (!hasTrail(input)) return;
    const auto& stops = input.trail->stops;
    const auto place = [&](const FirmTrail::Stop& s) { return QPointF(marks.map.left() + s.x * marks.map.width(), marks.map.top() + s.y * marks.map.height()); };
    const auto opacity = [&](std::size_t k) { return kFaintestStop + (1 - kFaintestStop) * double(k) / double(stops.size() - 1); };
    const double most = std::ranges::max_element(stops, {}, &FirmTrail::Stop::value)->value;
    for (std::size_t k = 1; k < stops.size(); ++k) list.line(place(stops[k - 1]), place(stops[k]), kLine, list.lineStyle({withAlpha(theme.accent, opacity(k)).rgba()}));
    for (std::size_t k = 0; k < stops.size(); ++k) {
        const QPointF at = place(stops[k]);
        const double radius = std::max(kSmallestStop, kLargestStop * std::sqrt(stops[k].value / most));
        list.disc({float(at.x()), float(at.y()), float(radius), 1, mixed(theme.canvas, theme.accent, opacity(k)).rgba(), theme.canvas.rgba(), {}});
    }
    const auto& periods = input.snapshot->dataset().periods();
    for (const auto& stop : {stops.front(), stops.back()}) trailLabel(list, periodText(periods[stop.period].period, input.locale), place(stop), theme);
}

void addTrailLegend(Legend& legend, const NetworkInput& input, const Theme& theme) {
    if (!hasTrail(input)) return;
    const auto firm = input.snapshot->dataset().firmIndex(input.trail->firm);
    const QString name = firm == kNone ? fromUtf8(input.trail->firm) : fromUtf8(input.snapshot->dataset().firms().name[firm]);
    legend.lines.push_back({theme.accent, Words::tr("trail of %1: the middle of its trade, period by period").arg(name)});
}

} // namespace chainscape::ui
