// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>

#include "core/base/parallel.h"
#include "core/base/result.h"
#include "core/base/text.h"

using namespace chainscape;

class TestText : public QObject {
    Q_OBJECT
private slots:
    void trims();
    void knowsUtf8();
    void numbersRoundTrip();
    void refusesNonNumbers();
    void describesErrors();
    void parallelCoversEveryIndexOnce();
};

void TestText::trims() {
    QCOMPARE(trim(" \t\xC2\xA0 x y\xE2\x80\xAF\r\n"), std::string_view("x y"));
    QCOMPARE(trim(" \n"), std::string_view());
    QCOMPARE(toLowerAscii("Ab\xC3\x84"), std::string("ab\xC3\x84"));
}

void TestText::knowsUtf8() {
    QVERIFY(isUtf8("plain \xE4\xB8\xAD \xF0\x9F\x98\x80"));
    QVERIFY(!isUtf8("caf\xE9"));
    QVERIFY(!isUtf8("\xC0\xAF"));         // overlong
    QVERIFY(!isUtf8("\xED\xA0\x80"));     // surrogate
    QVERIFY(!isUtf8("\xF4\x90\x80\x80")); // above U+10FFFF
    QVERIFY(!isUtf8("\xE4\xB8"));         // cut
}

void TestText::numbersRoundTrip() {
    for (const double v : {0.0, -0.5, 0.1, 1e300, 123456789.125, 5e-324}) QCOMPARE(*parseNumber(toText(v)), v);
    QCOMPARE(toText(std::nan("")), std::string());
    QCOMPARE(*parseNumber(" +12.5 "), 12.5);
}

void TestText::refusesNonNumbers() {
    for (const char* text : {"", "x", "12,5", "1 2", "12.5x", "nan", "inf", "1e999", "0x10"}) QVERIFY2(!parseNumber(text), text);
}

void TestText::describesErrors() {
    QCOMPARE(describe({ErrorCode::BadFormat, "not a number.", {"a.csv", 3, "value"}}), std::string("a.csv, row 3, column value: not a number."));
    QCOMPARE(describe({ErrorCode::NoData, "No rows.", {}}), std::string("No rows."));
}

void TestText::parallelCoversEveryIndexOnce() {
    std::vector<int> hits(10007);
    parallelFor(hits.size(), 64, [&](std::size_t b, std::size_t e) {
        for (auto i = b; i < e; ++i) ++hits[i];
    });
    QVERIFY(std::ranges::all_of(hits, [](int n) { return n == 1; }));
}

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
