// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QApplication>
#include <QFile>
#include <QPushButton>
#include <QRegularExpression>

#include "ui/style/application_style.h"
#include "ui/style/fonts.h"

using namespace chainscape::ui;

class TestApplicationStyle : public QObject {
    Q_OBJECT
private slots:
    void everyTokenIsFilledIn();
    void everyIconExists();
    void switchesWhileRunning();
    void primaryButtonIsAccent();
    void fontsHaveSizes();
};

void TestApplicationStyle::everyTokenIsFilledIn() {
    for (const auto kind : {ThemeKind::Light, ThemeKind::Dark}) {
        const QString sheet = styleSheetFor(theme(kind));
        QVERIFY(sheet.contains(QStringLiteral("QPushButton")));
        QVERIFY(!sheet.section(QStringLiteral("*/"), 1).contains(QLatin1Char('$')));
    }
}

void TestApplicationStyle::everyIconExists() {
    for (const auto kind : {ThemeKind::Light, ThemeKind::Dark}) {
        static const QRegularExpression url(QStringLiteral("url\\(([^)]+)\\)"));
        auto match = url.globalMatch(styleSheetFor(theme(kind)));
        QVERIFY(match.hasNext());
        while (match.hasNext()) {
            const QString name = match.next().captured(1);
            QVERIFY2(QFile::exists(name), qPrintable(name));
        }
    }
}

void TestApplicationStyle::switchesWhileRunning() {
    applyTheme(*qApp, theme(ThemeKind::Light));
    QCOMPARE(QApplication::palette().color(QPalette::Base), theme(ThemeKind::Light).panel);
    applyTheme(*qApp, theme(ThemeKind::Dark));
    QCOMPARE(QApplication::palette().color(QPalette::Base), theme(ThemeKind::Dark).panel);
    QCOMPARE(QApplication::palette().color(QPalette::Disabled, QPalette::Text), theme(ThemeKind::Dark).unknown);
}

void TestApplicationStyle::primaryButtonIsAccent() {
    applyTheme(*qApp, theme(ThemeKind::Light));
    QPushButton button(QStringLiteral("To report"));
    button.setProperty("primary", true);
    button.resize(120, 28);
    QCOMPARE(button.grab().toImage().pixelColor(8, 14), theme(ThemeKind::Light).accent);
    button.setProperty("primary", false);
    restyle(button);
    QCOMPARE(button.grab().toImage().pixelColor(8, 14), theme(ThemeKind::Light).panel);
}

void TestApplicationStyle::fontsHaveSizes() {
    QVERIFY(!fontFamilies().isEmpty());
    QCOMPARE(interfaceFont(13).pixelSize(), 13);
    QVERIFY(QFontInfo(interfaceFont(12.5)).pointSizeF() > 9.2);
    QCOMPARE(interfaceFont(13, 600).weight(), 600);
    if (fontFamilies().contains(QStringLiteral("Noto Sans"))) QVERIFY(hasTabularDigits(tabularFont(13)));
}

QTEST_MAIN(TestApplicationStyle)
#include "tst_application_style.moc"
