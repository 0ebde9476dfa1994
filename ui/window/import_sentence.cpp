// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the import dialog says it will do with rows that files leave open.

#include "core/io/row_rules.h"
#include "ui/style/format.h"
#include "ui/window/import_reading.h"

namespace chainscape::ui {

QString ImportReading::sentence(const ColumnMapping& mapping) {
    const RowRules& rules = mapping.rules;
    const QString repeats = rules.repeats == Repeats::Sum ? tr("Rows that repeat a link in a period are added up")
                            : rules.repeats == Repeats::Last ? tr("Of rows that repeat a link in a period the last one counts")
                            : rules.repeats == Repeats::Mean ? tr("Of rows that repeat a link in a period the mean counts")
                                                             : tr("Rows that repeat a link in a period become links of their own");
    const QString negatives = rules.negatives == Negatives::Net ? tr("values below zero lower the sum")
                              : rules.negatives == Negatives::Reject ? tr("values below zero are rejected")
                                                                     : tr("values below zero become returns");
    const QString blanks = rules.blankPartner.empty() ? tr("rows without seller or buyer are rejected") : tr("blank partners become \"%1\"").arg(fromUtf8(rules.blankPartner));
    QString all = tr("%1; %2; %3").arg(repeats, negatives, blanks);
    if (rules.zeros == Zeros::Unknown) all += tr("; 0 means not published");
    if (rules.zeros == Zeros::Reject) all += tr("; values of 0 are rejected");
    all += rules.blanks == Blanks::Unknown ? tr("; blank values are unknown") : rules.blanks == Blanks::Zero ? tr("; blank values are 0") : tr("; blank values are rejected");
    if (rules.least > 0) all += tr("; values below %1 are rejected").arg(rules.least);
    QStringList sums;
    for (const auto& name : rules.leaveOut) sums << fromUtf8(name);
    if (!sums.isEmpty()) all += tr("; rows of %1 are rejected as sums").arg(sums.join(QStringLiteral(", ")));
    const QString step = mapping.periodStep == Granularity::Month     ? tr("; dates count as months")
                         : mapping.periodStep == Granularity::Quarter  ? tr("; dates count as quarters")
                         : mapping.periodStep == Granularity::HalfYear ? tr("; dates count as half-years")
                         : mapping.periodStep == Granularity::Year     ? tr("; dates count as years")
                                                                       : QString();
    all += step;
    if (mapping.splitsLists())
        all += mapping.lists == ListCells::Share ? tr("; cells that list firms become a row for each, sharing the value") : tr("; cells that list firms become a row for each, with the whole value");
    else if (mapping.listMark != 0) all += tr("; cells that seem to list firms, parted by \"%1\", count as one firm").arg(QLatin1Char(mapping.listMark));
    if (rules.rejectUnlisted) all += tr("; links of firms in no list are rejected");
    if (rules.rejectLoops) all += tr("; links of a firm to itself are rejected");
    if (!rules.units.empty()) all += tr("; %1").arg(fromUtf8(toText(rules.units)));
    return all + '.';
}

} // namespace chainscape::ui
