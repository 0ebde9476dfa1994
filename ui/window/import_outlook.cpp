// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/import_outlook.h"

#include <map>

#include "ui/style/application_style.h"
#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

/// Why rows are rejected, behind their number: "3 without buyer".
QString reasonText(const std::string& reason) {
    static const std::map<std::string, const char*> kWords = {
        {"blank_source", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "without seller")},
        {"blank_target", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "without buyer")},
        {"blank_name", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "without id and name")},
        {"bad_value", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "whose value is no number")},
        {"bad_number", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "with a word for a number")},
        {"bad_period", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "whose period cannot be read")},
        {"bad_digital", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "whose digital score is off the scale")},
        {"bad_confidence", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "whose confidence is off the scale")},
        {"bad_flag", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "neither yes nor no")},
        {"too_many_cells", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "with too many cells")},
        {"total", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "rows of sums")},
        {"unknown_stage", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "with a stage that is not listed")},
        {"negative", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "below zero")},
        {"loop", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "of a firm to itself")},
        {"repeated", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "repeated")},
        {"zero", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "with a value of 0")},
        {"blank_value", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "without value")},
        {"below", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "below the least value")},
        {"aggregate", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "sums beside their parts")},
        {"unlisted_firm", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "of firms in no list")},
        {"repeated_header", QT_TRANSLATE_NOOP("chainscape::ui::ImportOutlook", "that name the columns again")}};
    const auto known = kWords.find(reason);
    return known == kWords.end() ? fromUtf8(reason).replace('_', ' ') : ImportOutlook::tr(known->second);
}

QString rowsSentence(const ImportChanges& changes) {
    std::int64_t read = 0, kept = 0, rejected = 0;
    for (const auto& file : changes.files) {
        read += file.rowsRead;
        kept += file.rowsKept;
        rejected += file.rowsRejected;
    }
    QString words = ImportOutlook::tr("%1 rows read = %2 kept + %3 rejected").arg(countText(read), countText(kept), countText(rejected));
    QStringList reasons;
    for (const auto& [reason, count] : changes.rejects) reasons << ImportOutlook::tr("%1 %2").arg(countText(count), reasonText(reason));
    if (!reasons.isEmpty()) words += ImportOutlook::tr(" (%1)").arg(reasons.join(QStringLiteral(", ")));
    return words + '.';
}

QString firmsSentence(const ImportChanges& changes) {
    QStringList words;
    if (changes.joined > 0) words << ImportOutlook::tr("Firms of the links found by their name in the list: %1").arg(countText(changes.joined));
    if (changes.unlisted > 0) words << ImportOutlook::tr("Firms that stand in links only and are made: %1").arg(countText(changes.unlisted));
    if (changes.unlinked > 0) words << ImportOutlook::tr("Listed firms without a link: %1").arg(countText(changes.unlinked));
    return words.isEmpty() ? QString() : words.join(QStringLiteral(". ")) + '.';
}

QString changesSentence(const ImportChanges& changes) {
    return ImportOutlook::tr("Against the project: flows new %1, changed %2, the same %3, gone %4; new firms %5, links %6, periods %7.")
        .arg(countText(changes.added), countText(changes.changed), countText(changes.same), countText(changes.gone), countText(changes.newFirms),
             countText(changes.newLinks), countText(changes.newPeriods));
}

} // namespace

ImportOutlook::ImportOutlook(QWidget* parent) : QLabel(parent) {
    setWordWrap(true);
    setTextFormat(Qt::RichText);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    setAccessibleName(tr("What would change"));
    setObjectName(QStringLiteral("importOutlook"));
    connect(this, &QLabel::linkActivated, this, [this] { emit leaveOut(m_sums); });
}

QString ImportOutlook::countsOf(const FileReport& report) {
    if (report.rowsRejected == 0) return tr("%1 rows").arg(countText(report.rowsKept));
    return tr("%1 rows, %2 rejected").arg(countText(report.rowsKept), countText(report.rowsRejected));
}

void ImportOutlook::clear() {
    m_sums.clear();
    setText({});
    hide();
}

void ImportOutlook::show(const ImportChanges& changes, bool inProject, bool added) {
    m_sums.clear();
    for (const Aggregate& sum : changes.aggregates)
        if (!m_sums.contains(fromUtf8(sum.firm))) m_sums << fromUtf8(sum.firm);
    QStringList words{rowsSentence(changes), firmsSentence(changes)};
    if (inProject) words << changesSentence(changes);
    const bool twice = inProject && added && changes.same + changes.changed > 0;
    if (twice) words << tr("What is there already would count twice; choose whose place this takes.");
    words.removeAll(QString());
    QString text = words.join(' ').toHtmlEscaped();
    if (!m_sums.isEmpty())
        text += QStringLiteral(" <b>%1</b> <a href=\"sums\">%2</a>")
                    .arg(tr("%1: the sum of others beside them, which counts twice.").arg(m_sums.join(QStringLiteral(", "))).toHtmlEscaped(), tr("Leave out").toHtmlEscaped());
    setProperty("role", twice ? "error" : "plain");
    restyle(*this);
    setText(text);
    QLabel::show();
}

} // namespace chainscape::ui
