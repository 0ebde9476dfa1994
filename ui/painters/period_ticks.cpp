// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/period_ticks.h"

#include <algorithm>

#include <QFontMetricsF>

#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr double kBetween = 14; // least room between labels, px

/// 1, 2, 5, 10, 20, 50 ..., at least `least`.
int roundStep(double least) {
    for (int power = 1; power < 1'000'000; power *= 10)
        for (const int factor : {1, 2, 5})
            if (factor * power >= least) return factor * power;
    return 1'000'000;
}

/// Periods in a year for granularities whose years are labelled.
int partsOfYear(Granularity granularity) {
    switch (granularity) {
    case Granularity::HalfYear: return 2;
    case Granularity::Quarter: return 4;
    case Granularity::Month: return 12;
    default: return 1;
    }
}

QString yearText(const Period& period, int parts, const QLocale& locale) {
    return periodAxisText({Granularity::Year, period.fiscal, period.ordinal / parts}, locale);
}

} // namespace

std::vector<PeriodTick> periodTicks(std::span<const Period> periods, double width, const QLocale& locale) {
    std::vector<PeriodTick> out;
    if (periods.empty()) return out;
    const QFontMetricsF metrics(interfaceFont(size::smallFont));
    const double distance = width / std::max<double>(1, double(periods.size()) - 1);
    const Granularity granularity = periods.front().granularity;
    const int parts = partsOfYear(granularity);
    const auto begins = std::ranges::count_if(periods, [&](const Period& p) { return p.ordinal % parts == 0; });
    const bool byYear = parts > 1 && begins >= 2;
    const bool byNumber = byYear || granularity == Granularity::Year || granularity == Granularity::Index;
    const auto text = [&](const Period& p) { return byYear ? yearText(p, parts, locale) : periodAxisText(p, locale); };
    const double wanted = std::max(metrics.horizontalAdvance(text(periods.front())), metrics.horizontalAdvance(text(periods.back()))) + kBetween;
    const int step = roundStep(wanted / (distance * (byYear ? parts : 1))) * (byYear ? parts : 1);
    for (std::size_t i = 0; i < periods.size(); ++i)
        if ((byNumber ? periods[i].ordinal : int(i)) % step == 0) out.push_back({i, text(periods[i])});
    if (out.empty()) out.push_back({0, text(periods.front())});
    return out;
}

} // namespace chainscape::ui
