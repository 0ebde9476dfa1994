// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>

#include "ui/style/format.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {
const QLocale kEnglish(QLocale::English, QLocale::UnitedKingdom);
const QLocale kGerman(QLocale::German, QLocale::Germany);
const double kUnknown = std::nan("");

QString spaced(QString text) { return text.replace(QLatin1Char('_'), QChar(0x00A0)); }
} // namespace

class TestFormat : public QObject {
    Q_OBJECT
private slots:
    void exact();
    void shortNumbers_data();
    void shortNumbers();
    void values_data();
    void values();
    void oneScaleForAFigure();
    void shares();
    void ranges();
    void unknownIsAWord();
    void periods_data();
    void periods();
    void elides();
};

void TestFormat::exact() {
    QCOMPARE(exactText(1234.56, kEnglish), QStringLiteral("1,234.56"));
    QCOMPARE(exactText(1234.56, kGerman), QStringLiteral("1.234,56"));
    QCOMPARE(exactText(-0.1, kEnglish), QStringLiteral("−0.1"));
    QCOMPARE(exactText(-0.0, kEnglish), QStringLiteral("0"));
    QCOMPARE(exactText(998.3199999999999, kEnglish), QStringLiteral("998.32")); // a sum of cents
    QCOMPARE(exactText(12345678901.23, kEnglish), QStringLiteral("12,345,678,901.23"));
    QCOMPARE(exactText(0.1 + 0.2, kEnglish), QStringLiteral("0.3"));
    QCOMPARE(exactText(5812400000, kEnglish), QStringLiteral("5,812,400,000"));
    QVERIFY(exactText(-1e300, kEnglish).startsWith(QStringLiteral("−1")));
    QCOMPARE(exactText(-INFINITY, kEnglish), QStringLiteral("−∞"));
    QCOMPARE(countText(-1204, kEnglish), QStringLiteral("−1,204"));
    QCOMPARE(exactValueText(1204.5, "t", kEnglish), spaced("1,204.5_t"));
}

void TestFormat::shortNumbers_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << 0.0 << "0";
    QTest::newRow("three figures") << 12.345 << "12.3";
    QTest::newRow("trailing zeros") << 12.0 << "12";
    QTest::newRow("thousands") << 12449.0 << "12,400";
    QTest::newRow("rounds up a place") << 9.996 << "10";
    QTest::newRow("rounds up to thousand") << 999.9 << "1,000";
    QTest::newRow("small") << 0.04567 << "0.0457";
    QTest::newRow("negative") << -0.02 << "−0.02";
    QTest::newRow("half rounds away") << 125500.0 << "126,000";
    QTest::newRow("tiny") << 1.234e-9 << "1.23e−09";
}

void TestFormat::shortNumbers() {
    QFETCH(double, value);
    QFETCH(QString, text);
    const QString shown = shortText(value, 3, kEnglish);
    if (text.contains('e')) QCOMPARE(shown.toLower(), text);
    else QCOMPARE(shown, text);
}

void TestFormat::values_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("text");
    QTest::newRow("bn") << 5.8124e9 << "€" << "5.81_bn_€";
    QTest::newRow("m") << 44e6 << "EUR" << "44_m_EUR";
    QTest::newRow("tn") << 1.2e12 << "EUR" << "1.2_tn_EUR";
    QTest::newRow("plain") << 12449.0 << "t" << "12,400_t";
    QTest::newRow("own scale kept") << 5.8 << "bn €" << "5.8_bn_€";
    QTest::newRow("own scale refined") << 0.2 << "bn €" << "200_m_€";
    QTest::newRow("own scale behind") << 2500.0 << "EUR million" << "2.5_bn_EUR";
    QTest::newRow("own scale without a blank") << 87.2e6 << "MUSD" << "87.2_tn_USD";
    QTest::newRow("thousand barrels are no money") << 2e6 << "MBBL" << "2_m_MBBL";
    QTest::newRow("no unit") << 3e6 << "" << "3_m";
    QTest::newRow("nearly a billion") << 999.96e6 << "€" << "1_bn_€";
    QTest::newRow("negative") << -5e9 << "€" << "−5_bn_€";
    QTest::newRow("zero") << 0.0 << "€" << "0_€";
}

void TestFormat::values() {
    QFETCH(double, value);
    QFETCH(QString, unit);
    QFETCH(QString, text);
    QCOMPARE(valueText(value, unit, kEnglish), spaced(text));
}

void TestFormat::oneScaleForAFigure() {
    const UnitScale scale = scaleFor(5e9, "€");
    QCOMPARE(valueText(2e8, scale, kEnglish), spaced("0.2_bn_€"));
    QCOMPARE(valueText(5e9, scale, kEnglish), spaced("5_bn_€"));
    QCOMPARE(scaleFor(kUnknown, "t"), (UnitScale{1, "t"}));
}

void TestFormat::shares() {
    QCOMPARE(percentText(0.314, kEnglish), QStringLiteral("31%"));
    QCOMPARE(percentText(0.314, kGerman), QStringLiteral("31\u202F%"));
    QCOMPARE(percentText(0.034, kEnglish), QStringLiteral("3.4%"));
    QCOMPARE(percentText(1, kEnglish), QStringLiteral("100%"));
    QCOMPARE(percentText(0.0001, kEnglish), QStringLiteral("<0.1%"));
    QCOMPARE(percentText(0, kEnglish), QStringLiteral("0%"));
    QCOMPARE(signedPercentText(0.12, kEnglish), QStringLiteral("+12%"));
    QCOMPARE(signedPercentText(-0.03, kEnglish), QStringLiteral("−3%"));
    QCOMPARE(signedPercentText(0.0001, kEnglish), QStringLiteral("0%"));
    QCOMPARE(pointsText(0.28, kEnglish), spaced("+28_pp"));
    QCOMPARE(pointsText(-0.03, kEnglish), spaced("−3_pp"));
    QCOMPARE(signedText(0.1, kEnglish), QStringLiteral("+0.1"));
    QCOMPARE(signedText(-0.02, kEnglish), QStringLiteral("−0.02"));
}

void TestFormat::ranges() {
    QCOMPARE(rangeText(5.6, 8.7, kEnglish), QStringLiteral("5.6 to 8.7"));
    QCOMPARE(rangeText(5, 10, kEnglish), QStringLiteral("5 to 10"));
    QCOMPARE(rangeText(0.5, 12.34, kEnglish), QStringLiteral("0.5 to 12.3"));
    QCOMPARE(rangeText(100, 200, kEnglish), QStringLiteral("100 to 200"));
    QCOMPARE(rangeText(-1, 1, kEnglish), QStringLiteral("−1 to 1"));
    QCOMPARE(rangeText(kUnknown, 1, kEnglish), QStringLiteral("unknown to 1"));
}

void TestFormat::unknownIsAWord() {
    const QString word = unknownText();
    QCOMPARE(word, QStringLiteral("unknown"));
    QCOMPARE(exactText(kUnknown), word);
    QCOMPARE(shortText(kUnknown), word);
    QCOMPARE(valueText(kUnknown, "€"), word);
    QCOMPARE(exactValueText(kUnknown, "€"), word);
    QCOMPARE(percentText(kUnknown), word);
    QCOMPARE(pointsText(kUnknown), word);
    QCOMPARE(signedText(kUnknown), word);
}

void TestFormat::periods_data() {
    QTest::addColumn<QString>("canonical");
    QTest::addColumn<QString>("full");
    QTest::addColumn<QString>("axis");
    QTest::newRow("year") << "2024" << "2024" << "2024";
    QTest::newRow("half") << "2024H1" << "2024 H1" << "2024 H1";
    QTest::newRow("quarter") << "2024Q4" << "2024 Q4" << "2024 Q4";
    QTest::newRow("month") << "2021-04" << "April 2021" << "Apr 2021";
    QTest::newRow("week") << "2021-W05" << "2021 W05" << "2021 W05";
    QTest::newRow("day") << "2021-04-30" << "30 April 2021" << "30 Apr 2021";
    QTest::newRow("fiscal") << "FY2024" << "FY 2024" << "FY 2024";
    QTest::newRow("fiscal quarter") << "FY2024Q1" << "FY 2024 Q1" << "FY 2024 Q1";
    QTest::newRow("index") << "12" << "12" << "12";
    QTest::newRow("undated") << "" << "undated" << "undated";
}

void TestFormat::periods() {
    QFETCH(QString, canonical);
    QFETCH(QString, full);
    QFETCH(QString, axis);
    const auto period = parsePeriod(canonical.toStdString());
    QVERIFY(period);
    QCOMPARE(periodText(*period, kEnglish), full);
    QCOMPARE(periodAxisText(*period, kEnglish), axis);
}

void TestFormat::elides() {
    QCOMPARE(elided("Cathode One", 20), QStringLiteral("Cathode One"));
    QCOMPARE(elided("Cathode\nOne", 20), QStringLiteral("Cathode One"));
    QCOMPARE(elided("Cathode One", 8), QStringLiteral("Cathode…"));
    QCOMPARE(elided(QString::fromUtf8("ab\xF0\x9F\x98\x80") + "cd", 4), QStringLiteral("ab…"));
    QCOMPARE(elided("abc", 0), QStringLiteral("…"));
}

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"
