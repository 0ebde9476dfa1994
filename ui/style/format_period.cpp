// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/format.h"

#include <QDate>

#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

QString plain(Period period) {
    period.fiscal = false;
    return QString::fromStdString(chainscape::toText(period));
}

QString monthText(Period period, QLocale::FormatType form, const QLocale& locale) {
    const int month = period.ordinal % 12 + 1;
    return locale.standaloneMonthName(month, form) + QLatin1Char(' ') + QString::number(period.ordinal / 12);
}

QString dayText(Period period, const QString& form, const QLocale& locale) {
    return locale.toString(QDate(1970, 1, 1).addDays(period.ordinal), form);
}

QString calendarText(Period period, const QLocale& locale) {
    switch (period.granularity) {
    case Granularity::Month: return monthText(period, QLocale::LongFormat, locale);
    case Granularity::Day: return dayText(period, QStringLiteral("d MMMM yyyy"), locale);
    case Granularity::HalfYear:
    case Granularity::Quarter:
    case Granularity::Week: {
        const QString text = plain(period).remove(QLatin1Char('-'));
        return text.left(4) + QLatin1Char(' ') + text.mid(4);
    }
    case Granularity::Undated: return Words::tr("undated");
    case Granularity::Year:
    case Granularity::Index: break;
    }
    return plain(period);
}

QString calendarAxisText(Period period, const QLocale& locale) {
    switch (period.granularity) {
    case Granularity::Month: return monthText(period, QLocale::ShortFormat, locale);
    case Granularity::Day: return dayText(period, QStringLiteral("d MMM yyyy"), locale);
    default: return calendarText(period, locale);
    }
}

QString withFiscal(Period period, const QString& text) {
    return period.fiscal ? Words::tr("FY %1").arg(text) : text;
}

} // namespace

QString periodText(Period period, const QLocale& locale) { return withFiscal(period, calendarText(period, locale)); }

QString periodAxisText(Period period, const QLocale& locale) { return withFiscal(period, calendarAxisText(period, locale)); }

} // namespace chainscape::ui
