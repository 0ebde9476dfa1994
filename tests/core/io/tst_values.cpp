// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/io/import_tables.h"
#include "core/io/period_forms.h"
#include "core/io/values.h"

using namespace chainscape;

class TestValues : public QObject {
    Q_OBJECT
private slots:
    void numbers_data();
    void numbers();
    void plainNumbersAgree();
    void periods_data();
    void periods();
    void serials();
    void flagsAndWords();
    void scales();
};

void TestValues::numbers_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("comma");
    QTest::addColumn<double>("value"); // NaN: refused
    const auto row = [](const char* text, bool comma, double value) {
        QTest::newRow((QByteArray(text) + (comma ? " ," : " .")).constData()) << QString::fromUtf8(text) << comma << value;
    };
    const double no = qQNaN();
    row("12.5", false, 12.5);
    row("12,5", true, 12.5);
    row("12,5", false, no);
    row("15,193,573", false, 15193573);
    row("15.193.573,25", true, 15193573.25);
    row("1 234 567", false, 1234567);
    row("1\u00A0234,5", true, 1234.5);
    row("1\u202F234,5", true, 1234.5);
    row("1'234.50", false, 1234.5);
    row("1\u2019234.50", false, 1234.5);
    row("1,23,456", false, no);
    row("12,34", false, no);
    row("(1,234)", false, -1234);
    row("-(5)", false, no);
    row("\u22125", false, -5);
    row("12-", false, -12);
    row("-$1,000.50", false, -1000.5);
    row("$-3", false, -3);
    row("\u20AC 3,20", true, 3.2);
    row("3.20 EUR", false, 3.2);
    row("61%", false, 61);
    row("1e+06", false, 1e6);
    row("+7", false, 7);
    row(".5", false, .5);
    row("5.", false, 5);
    row("inf", false, no);
    row("nan", false, no);
    row("0x10", false, no);
    row("1e999", false, no);
    row("", false, no);
    row("1 2", false, no);
    row("12 apples", false, no);
}

void TestValues::numbers() {
    QFETCH(QString, text);
    QFETCH(bool, comma);
    QFETCH(double, value);
    const auto number = parseCellNumber(text.toStdString(), {comma ? ',' : '.', 0});
    QCOMPARE(number.has_value(), !qIsNaN(value));
    if (number) QCOMPARE(number->value, value);
}

void TestValues::plainNumbersAgree() {
    double value = 0;
    for (const char* text : {"0", "-0", "7", "123456789012345", "0.1", "273.15", "-12.340", "99999999.9999999", ".5", "5."}) {
        QVERIFY2(parsePlainNumber(text, '.', value), text);
        QCOMPARE(value, parseCellNumber(text, {'.', 0})->value);
    }
    for (const char* text : {"", "-", ".", "1234567890123456", "1e5", "1 2", "--1", "1.2.3"}) QVERIFY2(!parsePlainNumber(text, '.', value), text);
}

void TestValues::periods_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("wanted");
    const auto row = [](const char* text, const char* wanted) { QTest::newRow(text) << QString::fromUtf8(text) << QString(wanted); };
    row("2019", "2019");
    row("Jan. 2019", "2019-01");
    row("May. 2019", "2019-05");
    row("Mar-00", "2000-03");
    row("Jan-86", "1986-01");
    row("15 janvier 2019", "2019-01-15");
    row("March 3, 2020", "2020-03-03");
    row("Friday, April 29, 2022", "2022-04-29");
    row("Dez 2020", "2020-12");
    row("M\u00C4RZ 2020", "2020-03");
    row("enero de 2021", "2021-01");
    row("mar\u00E7o/2021", "2021-03");
    row("2019 Q1", "2019Q1");
    row("Q1/2019", "2019Q1");
    row("Q4 19", "2019Q4");
    row("1Q19", "2019Q1");
    row("T3 2018", "2018Q3");
    row("3. Quartal 2018", "2018Q3");
    row("H1 2019", "2019H1");
    row("2019 2. Halbjahr", "2019H2");
    row("KW 5 2019", "2019-W05");
    row("04/2019", "2019-04");
    row("2019.04", "2019-04");
    row("31.12.2020", "2020-12-31");
    row("31/12/20", "2020-12-31");
    row("12/31/2020", "2020-12-31");
    row("1/2/2020", "2020-02-01");
    row("2020/2/1", "2020-02-01");
    row("2020-02-01 00:00:00", "2020-02-01");
    row("2020-02-01T23:59:59Z", "2020-02-01");
    row("2019\u5E744\u6708", "2019-04");
    row("2019\u5E744\u670815\u65E5", "2019-04-15");
    row("2019\u5E74\u7B2C1\u5B63\u5EA6", "2019Q1");
    row("FY 2019/20", "FY2019");
    row("FY19/20", "FY2019");
    row("2019-20", "FY2019");
    row("2019-2020", "FY2019");
    row("Q3 FY21", "FY2021Q3");
    row("2021-P02", "FY2021-02");
    row("2019-01-01 - 2019-03-31", "2019Q1");
    row("2019-01-01/2019-12-31", "2019");
    row("Jan 2019 - Jun 2019", "2019H1");
    for (const char* text : {"soon", "32.12.2020", "13/2019", "Q5 2019", "Jan", "2019-01-01 - 2019-03-30", "a 2019", "1,5", "12 34 56 78"}) row(text, "-");
}

void TestValues::periods() {
    QFETCH(QString, text);
    QFETCH(QString, wanted);
    const auto period = readPeriod(text.toStdString());
    QCOMPARE(period ? QString::fromStdString(toText(*period)) : QString("-"), wanted);
}

void TestValues::serials() {
    QCOMPARE(toText(*readPeriod("44197", DateOrder::ExcelSerial)), std::string("2021-01-01"));
    QCOMPARE(toText(*readPeriod("44197.75", DateOrder::ExcelSerial)), std::string("2021-01-01"));
    QCOMPARE(toText(*readPeriod("42735", DateOrder::ExcelSerial1904)), std::string("2021-01-01"));
    QCOMPARE(toText(*readPeriod("1/2/2020", DateOrder::MonthFirst)), std::string("2020-01-02"));
    QVERIFY(readPeriod("")->granularity == Granularity::Undated);
}

void TestValues::flagsAndWords() {
    QVERIFY(parseFlag("Ja") == Flag::Yes);
    QVERIFY(parseFlag("0") == Flag::No);
    QVERIFY(parseFlag(" ") == Flag::Unknown);
    QVERIFY(!parseFlag("maybe").has_value());
    const auto words = Dialect::defaultMissingWords();
    for (const char* text : {"", ":", "N/A", " - ", "..", "NULL"}) QVERIFY2(isMissing(text, words), text);
    QVERIFY(!isMissing("0", words));
}

void TestValues::scales() {
    const auto of = [](std::initializer_list<double> values) {
        ScoreCensus census;
        for (const double v : values) census.add(v);
        return scaleOf(census);
    };
    QVERIFY(of({}) == DigitalScale::Auto);
    QVERIFY(of({0, 1, 0.5}) == DigitalScale::Unit);
    QVERIFY(of({0, 4, 2}) == DigitalScale::Levels);
    QVERIFY(of({0, 3.5}) == DigitalScale::Percent);
    QVERIFY(of({5}) == DigitalScale::Percent);
}

QTEST_APPLESS_MAIN(TestValues)
#include "tst_values.moc"
