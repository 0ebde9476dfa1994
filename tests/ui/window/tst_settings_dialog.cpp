// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The form of the settings gives back what it was given, takes changes, and every number says how it is computed.
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QTableWidget>
#include <QtTest>

#include "ui/window/how_dialog.h"
#include "ui/window/settings_dialog.h"

using namespace chainscape;
using namespace chainscape::ui;

class TestSettingsDialog : public QObject {
    Q_OBJECT
private slots:
    void gives_back_what_it_was_given() {
        AnalysisOptions options;
        options.digital.linkThreshold = 0.7;
        options.digital.mode = DigitalMode::LinkAndFirms;
        options.cascade.replaceability = Replaceability::MarketShare;
        options.cascade.epsilon = 1e-2;
        options.cascade.essentiality = {{"steel", "*", Essentiality::Essential}};
        options.communities.seed = 7;
        options.spareCapacity = 0.25;
        options.riskUpTo = 123;
        QVERIFY(SettingsDialog(options).options() == options);
        QVERIFY(SettingsDialog(AnalysisOptions{}).options() == AnalysisOptions{});
    }

    void takes_changes() {
        SettingsDialog dialog(AnalysisOptions{});
        dialog.findChild<QDoubleSpinBox*>(QStringLiteral("linkThreshold"))->setValue(0.8);
        dialog.findChild<QComboBox*>(QStringLiteral("digitalMode"))->setCurrentIndex(1);
        QCOMPARE(dialog.options().digital.linkThreshold, 0.8);
        QVERIFY(dialog.options().digital.mode == DigitalMode::LinkAndFirms);
    }

    void every_figure_says_how() {
        for (const char* figure : {"directedness", "chain_length", "penetration", "weakest_cut", "platform_share", "critical_firm", "restructured"}) {
            const QString words = howText(QLatin1String(figure), {});
            QVERIFY2(words.contains(QStringLiteral("Formula")) && words.contains(QStringLiteral("Source")), figure);
        }
        AnalysisOptions strict;
        strict.digital.linkThreshold = 0.65;
        QVERIFY(howText(QStringLiteral("penetration"), strict).contains(QStringLiteral("0.65")));
        QVERIFY(howText(QStringLiteral("nothing"), {}).isEmpty());
    }
};

QTEST_MAIN(TestSettingsDialog)
#include "tst_settings_dialog.moc"
