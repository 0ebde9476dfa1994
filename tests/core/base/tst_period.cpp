// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/base/period.h"

using namespace chainscape;

class TestPeriod : public QObject {
    Q_OBJECT
private slots:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void stepsAndStarts();
};

void TestPeriod::parses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("granularity");
    QTest::addColumn<bool>("fiscal");
    QTest::addColumn<QString>("canonical");
    const auto row = [](const char* text, Granularity g, bool fiscal, const char* canonical) {
        QTest::newRow(text) << QString(text) << int(g) << fiscal << QString(canonical);
    };
    row("", Granularity::Undated, false, "");
    row("2021", Granularity::Year, false, "2021");
    row(" 2021 ", Granularity::Year, false, "2021");
    row("7", Granularity::Index, false, "7");
    row("-3", Granularity::Index, false, "-3");
    row("3000", Granularity::Index, false, "3000");
    row("2021H2", Granularity::HalfYear, false, "2021H2");
    row("2021-S1", Granularity::HalfYear, false, "2021H1");
    row("2021Q4", Granularity::Quarter, false, "2021Q4");
    row("2021-Q1", Granularity::Quarter, false, "2021Q1");
    row("2021 q3", Granularity::Quarter, false, "2021Q3");
    row("2021-04", Granularity::Month, false, "2021-04");
    row("2021/4", Granularity::Month, false, "2021-04");
    row("202104", Granularity::Month, false, "2021-04");
    row("2021M12", Granularity::Month, false, "2021-12");
    row("2020-W53", Granularity::Week, false, "2020-W53");
    row("2021-W01", Granularity::Week, false, "2021-W01");
    row("1969-W52", Granularity::Week, false, "1969-W52");
    row("2020-02-29", Granularity::Day, false, "2020-02-29");
    row("20200229", Granularity::Day, false, "2020-02-29");
    row("FY2019/20", Granularity::Year, true, "FY2019");
    row("2019/20", Granularity::Year, true, "FY2019");
    row("FY21", Granularity::Year, true, "FY2021");
    row("FY2021Q2", Granularity::Quarter, true, "FY2021Q2");
}

void TestPeriod::parses() {
    QFETCH(QString, text);
    QFETCH(int, granularity);
    QFETCH(bool, fiscal);
    QFETCH(QString, canonical);
    const auto period = parsePeriod(text.toStdString());
    QVERIFY(period.has_value());
    QCOMPARE(int(period->granularity), granularity);
    QCOMPARE(period->fiscal, fiscal);
    QCOMPARE(QString::fromStdString(toText(*period)), canonical);
    QVERIFY(parsePeriod(toText(*period)) == period);
}

void TestPeriod::refuses_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"soon", "2021Q5", "2021-13", "2021-02-30", "2021H3", "2021-W54", "2021-W53", "2019/21", "20 21", "1e3", "FYx"})
        QTest::newRow(text) << QString(text);
}

void TestPeriod::refuses() {
    QFETCH(QString, text);
    QVERIFY(!parsePeriod(text.toStdString()).has_value());
}

void TestPeriod::stepsAndStarts() {
    const auto at = [](const char* text) { return *parsePeriod(text); };
    QCOMPARE(toText(advanced(at("2021Q4"))), std::string("2022Q1"));
    QCOMPARE(toText(advanced(at("2021-01"), -1)), std::string("2020-12"));
    QCOMPARE(startDay(at("1970")), std::int64_t(0));
    QCOMPARE(startDay(at("2021Q2")), startDay(at("2021-04-01")));
    QCOMPARE(startDay(at("2021-W01")), startDay(at("2021-01-04")));
    QVERIFY(advanced(Period{}, 3) == Period{});
    for (std::int64_t day = -200000; day < 200000; day += 37) {
        int y = 0;
        unsigned m = 0, d = 0;
        civilFromDays(day, y, m, d);
        QCOMPARE(daysFromCivil(y, m, d), day);
    }
}

QTEST_APPLESS_MAIN(TestPeriod)
#include "tst_period.moc"
