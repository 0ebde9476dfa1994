// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/how_dialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/project/panel_settings.h"
#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

/// The key figures that are not one chain measure of the same name.
QString measureBehind(const QString& figure) {
    if (figure == QLatin1String("critical_firm")) return QStringLiteral("esri");
    if (figure == QLatin1String("weakest_cut")) return QStringLiteral("weakest_cut_share");
    return figure;
}

const Measure* anyMeasure(const QString& id) {
    for (const auto level : {MeasureLevel::Chain, MeasureLevel::Firm, MeasureLevel::Link})
        if (const Measure* found = findMeasure(id.toStdString(), level)) return found;
    return nullptr;
}

QString rangeWords(const Measure& m) {
    if (m.unit == MeasureUnit::Share) return HowDialog::tr("Share, 0 to 1.");
    if (m.unit == MeasureUnit::Value) return HowDialog::tr("In the unit of the data.");
    return {};
}

QString paragraph(const QString& head, const QString& words) {
    return words.isEmpty() ? QString() : QStringLiteral("<p><b>%1</b><br>%2</p>").arg(head.toHtmlEscaped(), words.toHtmlEscaped());
}

/// The settings a measure looks at.
QStringList settingWords(const Measure& m, const AnalysisOptions& options) {
    QStringList out;
    const auto add = [&](Panel panel) {
        for (const auto& words : settingsOf(panel, options)) out << fromUtf8(words);
    };
    if (m.id.find("esri") != std::string_view::npos) add(Panel::Critical);
    else if (m.id.find("communit") != std::string_view::npos || m.id == "modularity") add(Panel::Communities);
    else if (m.id.find("loop") != std::string_view::npos || m.id.find("feedback") != std::string_view::npos) add(Panel::Loops);
    else if (m.digital) out << fromUtf8(digitalWords(options.digital));
    return out;
}

/// What stands behind figures that no row of the registry tells.
QString ownText(const QString& figure, const AnalysisOptions& options) {
    if (figure == QLatin1String("restructured"))
        return paragraph(HowDialog::tr("Meaning"), HowDialog::tr("How much of the trade changed its place since the period before, growth left out: 0 none, 1 all.")) +
               paragraph(HowDialog::tr("Formula"), HowDialog::tr("R* = (RI − growth) / (1 − growth), RI = sum |w1 − w0| / (W0 + W1), growth = |W1 − W0| / (W0 + W1)")) +
               paragraph(HowDialog::tr("Source"), HowDialog::tr("Own definition; RI is the Bray-Curtis dissimilarity."));
    if (figure == QLatin1String("weakest_cut"))
        return paragraph(HowDialog::tr("Meaning"), HowDialog::tr("The border between two stages where the least share of the value crosses on digital links.")) +
               paragraph(HowDialog::tr("Formula"), HowDialog::tr("min over k of sum w M / sum w, over forward links that cross k | k + 1")) +
               paragraph(HowDialog::tr("Settings"), fromUtf8(digitalWords(options.digital))) + paragraph(HowDialog::tr("Source"), HowDialog::tr("Own definition."));
    return {};
}

} // namespace

QString howText(const QString& figure, const AnalysisOptions& options) {
    const Measure* m = anyMeasure(measureBehind(figure));
    if (!m) return ownText(figure, options);
    QString unknown = m->digital ? HowDialog::tr("Unknown scores leave a band from all of them analogue to all of them digital; the single number is left empty where the two differ.") : QString();
    return paragraph(HowDialog::tr("Meaning"), fromUtf8(m->meaning)) + paragraph(HowDialog::tr("Formula"), fromUtf8(m->formula)) + paragraph(HowDialog::tr("Unit"), rangeWords(*m)) +
           paragraph(HowDialog::tr("Settings"), settingWords(*m, options).join(QStringLiteral("; "))) + paragraph(HowDialog::tr("Unknown scores"), unknown) +
           paragraph(HowDialog::tr("Source"), fromUtf8(m->source));
}

HowDialog::HowDialog(const QString& measure, const AnalysisOptions& options, QWidget* parent) : QDialog(parent) {
    const Measure* m = anyMeasure(measureBehind(measure));
    setWindowTitle(m ? tr("How %1 is computed").arg(fromUtf8(m->name).toLower()) : tr("How is this computed"));
    setObjectName(QStringLiteral("howDialog"));
    auto* words = new QLabel(howText(measure, options), this);
    words->setObjectName(QStringLiteral("howText"));
    words->setWordWrap(true);
    words->setTextFormat(Qt::RichText);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    words->setMinimumWidth(420);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* guide = buttons->addButton(tr("All measures"), QDialogButtonBox::HelpRole);
    auto* settings = buttons->addButton(tr("Settings..."), QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(guide, &QPushButton::clicked, this, [this] { emit helpWanted(QStringLiteral("measures.md")); });
    connect(settings, &QPushButton::clicked, this, [this] {
        accept();
        emit settingsWanted();
    });
    auto* column = new QVBoxLayout(this);
    column->addWidget(words, 1);
    column->addWidget(buttons);
}

} // namespace chainscape::ui
