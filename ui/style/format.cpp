// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/format.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QRegularExpression>

#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr QChar kMinus(0x2212);
constexpr QChar kNoBreak(0x00A0);
constexpr QChar kNarrowNoBreak(0x202F);

QString withMinus(QString text, const QLocale& locale) {
    const QString negative = locale.negativeSign();
    if (!negative.isEmpty()) text.replace(negative, QString(kMinus));
    return text.replace(QLatin1Char('-'), kMinus);
}

QString withoutTrailingZeros(QString text, const QLocale& locale) {
    const QString point = locale.decimalPoint();
    const QString zero = locale.zeroDigit();
    if (!text.contains(point)) return text;
    while (text.endsWith(zero)) text.chop(zero.size());
    if (text.endsWith(point)) text.chop(point.size());
    return text;
}

int exponentOf(double value) { return value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value)))); }

/// Fixed notation with `decimals` (negative: rounded before the point), separators and minus; -0 is 0.
QString fixedText(double value, int decimals, const QLocale& locale) {
    if (decimals < 0) {
        const double step = std::pow(10.0, -decimals);
        value = std::round(value / step) * step;
        decimals = 0;
    }
    const double scaled = value * std::pow(10.0, decimals);
    if (std::abs(scaled) < 0.5) value = 0;
    return withMinus(locale.toString(value, 'f', decimals), locale);
}

/// 998.3199999999999, the sum of cents, is 998.32; a number with 13 figures or fewer stays what it is.
double withoutNoise(double value) {
    constexpr int figures = 13;
    const int decimals = figures - 1 - exponentOf(value);
    if (value == 0 || decimals < 0 || decimals > 300) return value;
    return QLocale::c().toDouble(QLocale::c().toString(value, 'e', figures - 1));
}

QString special(double value) {
    if (std::isnan(value)) return unknownText();
    return value < 0 ? kMinus + QString(QChar(0x221E)) : QString(QChar(0x221E));
}

bool spacedPercent(const QLocale& locale) {
    static constexpr std::array languages{QLocale::German,  QLocale::French,    QLocale::Spanish,         QLocale::Swedish,
                                          QLocale::Danish,  QLocale::Finnish,   QLocale::NorwegianBokmal, QLocale::NorwegianNynorsk,
                                          QLocale::Czech,   QLocale::Slovak,    QLocale::Slovenian,       QLocale::Russian,
                                          QLocale::Catalan, QLocale::Ukrainian, QLocale::Bulgarian,       QLocale::Hungarian,
                                          QLocale::Croatian};
    return std::find(languages.begin(), languages.end(), locale.language()) != languages.end();
}

QString withPercent(const QString& number, const QLocale& locale) {
    return spacedPercent(locale) ? number + kNarrowNoBreak + locale.percent() : number + locale.percent();
}

QString roundedPercent(double share, const QLocale& locale) {
    if (!std::isfinite(share)) return special(share);
    const double percent = share * 100;
    const int decimals = std::abs(percent) < 9.95 ? 1 : 0;
    return withPercent(withoutTrailingZeros(fixedText(percent, decimals, locale), locale), locale);
}

QString signOf(double value, const QString& text) {
    if (!(value > 0) || text.startsWith(kMinus)) return text;
    const bool zero = std::none_of(text.begin(), text.end(), [](QChar c) { return c.isDigit() && c.digitValue() != 0; });
    return zero ? text : QLatin1Char('+') + text;
}

struct ScaleWord {
    const char* word;
    double factor;
};

constexpr std::array<ScaleWord, 16> kScaleWords{{{"k", 1e3},
                                                 {"thousand", 1e3},
                                                 {"tsd", 1e3},
                                                 {"m", 1e6},
                                                 {"mn", 1e6},
                                                 {"mln", 1e6},
                                                 {"million", 1e6},
                                                 {"millions", 1e6},
                                                 {"mio", 1e6},
                                                 {"bn", 1e9},
                                                 {"billion", 1e9},
                                                 {"billions", 1e9},
                                                 {"mrd", 1e9},
                                                 {"tn", 1e12},
                                                 {"trillion", 1e12},
                                                 {"trillions", 1e12}}};

/// "MUSD" or "kEUR" as two words. Only money: MBBL are thousand barrels.
QString apart(const QString& unit) {
    static const QRegularExpression money(QStringLiteral("^(k|K|m|M|mn|mio|Mio|bn|mrd|Mrd)(USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|BRL|CAD|AUD|SEK|NOK|DKK|PLN|CZK|KRW|US\\$|\\$|€|£)$"));
    const auto found = money.match(unit);
    return found.hasMatch() ? found.captured(1) + QLatin1Char(' ') + found.captured(2) : unit;
}

/// Splits "bn €", "EUR bn" or "MUSD" into 1e9 or 1e6 and the rest; a unit without a scale word is 1 and itself.
UnitScale scaleAndUnit(const QString& unit) {
    const QStringList parts = apart(unit.simplified()).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (parts.size() < 2) return {1, unit.trimmed()};
    for (const bool front : {true, false}) {
        QStringList rest = parts;
        QString word = (front ? rest.takeFirst() : rest.takeLast()).toLower();
        if (word.endsWith(QLatin1Char('.'))) word.chop(1);
        for (const auto& scale : kScaleWords)
            if (word == QLatin1String(scale.word)) return {scale.factor, rest.join(QLatin1Char(' '))};
    }
    return {1, unit.trimmed()};
}

QString joined(const QString& word, const QString& unit) {
    if (word.isEmpty() || unit.isEmpty()) return word + unit;
    return word + kNoBreak + unit;
}

} // namespace

QString fromUtf8(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

QString unknownText() { return Words::tr("unknown"); }

QString exactText(double value, const QLocale& locale) {
    if (!std::isfinite(value)) return special(value);
    value = withoutNoise(value);
    const int exponent = exponentOf(value);
    if (exponent >= 15 || exponent < -9) return withMinus(locale.toString(value, 'g', QLocale::FloatingPointShortest), locale);
    return withMinus(locale.toString(value == 0 ? 0.0 : value, 'f', QLocale::FloatingPointShortest), locale);
}

QString shortText(double value, int figures, const QLocale& locale) {
    if (!std::isfinite(value)) return special(value);
    int exponent = exponentOf(value);
    if (exponent >= 15 || exponent < -6) {
        const QString text = locale.toString(value, 'e', std::max(0, figures - 1));
        return withMinus(text, locale);
    }
    // 9.996 with three figures is 10, not 10.00: look at the rounded number's size.
    const double step = std::pow(10.0, exponent - figures + 1);
    exponent = exponentOf(std::round(value / step) * step * (1 + 1e-12));
    return withoutTrailingZeros(fixedText(value, figures - 1 - exponent, locale), locale);
}

QString countText(qint64 count, const QLocale& locale) { return withMinus(locale.toString(count), locale); }

UnitScale scaleFor(double largest, const QString& unit) {
    const UnitScale own = scaleAndUnit(unit);
    const double plain = std::abs(largest) * own.factor;
    // A number that will round up to the next thousand reads better there: 999.96 m is 1 bn.
    constexpr double nearly = 0.9995;
    if (!std::isfinite(plain) || plain < 1e6 * nearly) {
        if (own.factor == 1 || plain >= 1 || plain == 0) return {own.factor, own.unit};
        return {1, unit.trimmed()};
    }
    if (plain >= 1e12 * nearly) return {own.factor / 1e12, joined(Words::tr("tn"), own.unit)};
    if (plain >= 1e9 * nearly) return {own.factor / 1e9, joined(Words::tr("bn"), own.unit)};
    return {own.factor / 1e6, joined(Words::tr("m"), own.unit)};
}

QString valueText(double value, const UnitScale& scale, const QLocale& locale) {
    if (std::isnan(value)) return unknownText();
    return joined(shortText(value * scale.factor, 3, locale), scale.unit);
}

QString valueText(double value, const QString& unit, const QLocale& locale) {
    return valueText(value, scaleFor(value, unit), locale);
}

QString exactValueText(double value, const QString& unit, const QLocale& locale) {
    if (std::isnan(value)) return unknownText();
    return joined(exactText(value, locale), unit.trimmed());
}

QString percentText(double share, const QLocale& locale) {
    constexpr double least = 0.0005;
    if (share > 0 && share < least) return QLatin1Char('<') + roundedPercent(2 * least, locale); // little is not nothing
    return roundedPercent(share, locale);
}

QString signedPercentText(double share, const QLocale& locale) { return signOf(share, roundedPercent(share, locale)); }

QString pointsText(double difference, const QLocale& locale) {
    if (!std::isfinite(difference)) return special(difference);
    const double points = difference * 100;
    const QString number = withoutTrailingZeros(fixedText(points, std::abs(points) < 9.95 ? 1 : 0, locale), locale);
    return signOf(difference, number) + kNoBreak + Words::tr("pp");
}

QString signedText(double value, const QLocale& locale) { return signOf(value, shortText(value, 3, locale)); }

QString rangeText(double low, double high, const QLocale& locale) {
    if (!std::isfinite(low) || !std::isfinite(high))
        return Words::tr("%1 to %2").arg(shortText(low, 3, locale), shortText(high, 3, locale));
    const int exponent = exponentOf(std::max(std::abs(low), std::abs(high)));
    if (exponent >= 15 || exponent < -6) return Words::tr("%1 to %2").arg(shortText(low, 3, locale), shortText(high, 3, locale));
    const int decimals = 2 - exponent;
    QString a = fixedText(low, decimals, locale);
    QString b = fixedText(high, decimals, locale);
    const QString zero = locale.zeroDigit();
    while (a.contains(locale.decimalPoint()) && a.endsWith(zero) && b.endsWith(zero)) {
        a.chop(zero.size());
        b.chop(zero.size());
        if (!a.endsWith(locale.decimalPoint())) continue;
        a.chop(locale.decimalPoint().size());
        b.chop(locale.decimalPoint().size());
    }
    return Words::tr("%1 to %2").arg(a, b);
}

QString elided(const QString& text, int characters) {
    QString line = text;
    for (QChar& c : line)
        if (c == QLatin1Char('\n') || c == QLatin1Char('\r') || c == QLatin1Char('\t')) c = QLatin1Char(' ');
    if (line.size() <= characters) return line;
    line.truncate(std::max(0, characters - 1));
    if (!line.isEmpty() && line.back().isHighSurrogate()) line.chop(1);
    return line + QChar(0x2026);
}

} // namespace chainscape::ui
