// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Format: how numbers, shares, ranges and periods read, in the user's locale. Unknown (NaN) is always the word "unknown".

#include <string_view>

#include <QLocale>
#include <QString>

#include "core/base/period.h"

namespace chainscape::ui {

/// Core's UTF-8 as Qt's text.
QString fromUtf8(std::string_view text);

/// The translated word "unknown".
QString unknownText();

/// Shortest text that still is the same number, with the locale's separators and U+2212: "1,234.56". For tables and tooltips.
QString exactText(double value, const QLocale& locale = {});

/// At most `figures` significant figures, trailing zeros dropped: "12,400", "0.0457". For maps and labels.
QString shortText(double value, int figures = 3, const QLocale& locale = {});

/// Whole number with separators: "1,204".
QString countText(qint64 count, const QLocale& locale = {});

/// A unit brought to a readable scale: multiply the value by `factor`, write `unit` after it.
struct UnitScale {
    double factor = 1;
    QString unit;

    bool operator==(const UnitScale&) const = default;
};

/// The scale (none, m, bn, tn) in which `largest` reads best, for all numbers of one figure. Units that carry a scale word of
/// their own ("bn €", "million EUR", "k t") are understood; others ("€", "t", "pieces") count as plain; empty: word only.
UnitScale scaleFor(double largest, const QString& unit);

/// "5.8 bn €": three figures, the scale's unit after a no-break space.
QString valueText(double value, const UnitScale& scale, const QLocale& locale = {});

/// valueText with the scale that suits this value alone.
QString valueText(double value, const QString& unit, const QLocale& locale = {});

/// Exact number and unit as given: "5,812,400,000 €".
QString exactValueText(double value, const QString& unit, const QLocale& locale = {});

/// A share 0..1 as "31%", "3.4%" (under ten one decimal at most); with a narrow space where the locale has one.
QString percentText(double share, const QLocale& locale = {});

/// With sign: "+12%", "−3%". Zero has no sign.
QString signedPercentText(double share, const QLocale& locale = {});

/// Difference of two shares in percentage points: "+28 pp".
QString pointsText(double difference, const QLocale& locale = {});

/// shortText with sign: "+0.1", "−0.02".
QString signedText(double value, const QLocale& locale = {});

/// "5.6 to 8.7", both with the same decimals as three figures of the larger need.
QString rangeText(double low, double high, const QLocale& locale = {});

/// "2024 Q4", "2024 H1", "April 2021", "2021 W05", "30 April 2021", "FY 2024", "12" (Index), "undated".
QString periodText(Period period, const QLocale& locale = {});

/// Short form for axes: "2024", "2024 Q4", "Apr 2021".
QString periodAxisText(Period period, const QLocale& locale = {});

/// Cut at the end to `characters` with "…"; never splits a surrogate pair. Line breaks become blanks.
QString elided(const QString& text, int characters);

} // namespace chainscape::ui
