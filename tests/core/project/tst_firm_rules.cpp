// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/firm_rules.h"
#include "tests/core/chain_text.h"

using namespace chainscape;

namespace {

SnapshotPtr threeFirms() {
    return test::snapshot(test::chain("firm mine stage=1 region=EU digital=.2\nfirm fab stage=2 region=Asia\nfirm shop stage=3 digital=.9 platform\n"
                                      "mine -> fab : 10 @2024 [EUR]\nfab -> shop : 25 @2024 [EUR]\nmine -> shop : 1 @2024 [EUR]"));
}

QString matches(const SnapshotPtr& s, const FirmRules& rules) {
    Findings findings(s, {});
    Progress progress;
    const auto found = firmsMatching(findings, rules, progress);
    if (!found) return QStringLiteral("fails");
    QStringList out;
    for (std::uint32_t i = 0; i < s->nodeCount(); ++i)
        if ((*found)[i]) out << QString::fromStdString(s->id(i));
    return out.join(' ');
}

} // namespace

class TestFirmRules : public QObject {
    Q_OBJECT
private slots:
    void tests_data();
    void tests();
    void combine();
    void everyColumnAnswers();
    void roundTrip();
};

void TestFirmRules::tests_data() {
    QTest::addColumn<QString>("column");
    QTest::addColumn<int>("test");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* column, RuleTest test, const char* text, const char* expected) { QTest::addRow("%s %d %s", column, int(test), text) << column << int(test) << text << expected; };
    row("region", RuleTest::Is, "eu", "mine");
    row("region", RuleTest::IsNot, "EU", "fab shop");
    row("region", RuleTest::Unknown, "", "shop");
    row("name", RuleTest::Contains, "A", "fab");
    row("digital", RuleTest::AtLeast, "0.5", "shop");
    row("digital", RuleTest::AtMost, "0.5", "mine");
    row("digital", RuleTest::Unknown, "", "fab");
    row("digital", RuleTest::Known, "", "mine shop");
    row("digital", RuleTest::AtLeast, "much", "fails");
    row("platform", RuleTest::Is, "1", "shop");
    row("sales", RuleTest::AtLeast, "11", "mine fab");
    row("purchases", RuleTest::AtLeast, "26", "shop");
    row("suppliers", RuleTest::AtLeast, "2", "shop");
    row("buyers", RuleTest::Is, "2", "mine");
    row("measure:upstreamness", RuleTest::Known, "", "mine fab"); // end users have none
    row("measure:nothing", RuleTest::Known, "", "fails");
    row("colour", RuleTest::Is, "red", "fails");
}

void TestFirmRules::tests() {
    QFETCH(QString, column);
    QFETCH(int, test);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(matches(threeFirms(), {false, {{column.toStdString(), RuleTest(test), text.toStdString()}}}), expected);
}

void TestFirmRules::combine() {
    const std::vector<FirmRule> rules{{"region", RuleTest::Is, "EU"}, {"digital", RuleTest::AtLeast, "0.5"}};
    QCOMPARE(matches(threeFirms(), {false, rules}), QString());
    QCOMPARE(matches(threeFirms(), {true, rules}), QString("mine shop"));
    QCOMPARE(matches(threeFirms(), {}), QString("mine fab shop"));
    QCOMPARE(matches(threeFirms(), {true, {}}), QString("mine fab shop"));
}

void TestFirmRules::everyColumnAnswers() {
    const auto s = threeFirms();
    for (const auto& column : ruleColumns(s->dataset())) QVERIFY2(matches(s, {false, {{column.id, RuleTest::Known, ""}}}) != "fails" || column.id.find("communit") != std::string::npos, column.id.c_str());
}

void TestFirmRules::roundTrip() {
    const FirmRules rules{true, {{"name", RuleTest::Contains, "a \"b\""}, {"measure:esri", RuleTest::AtMost, "0.1"}}};
    const auto back = firmRulesFromJson(toJson(rules));
    QVERIFY(back && *back == rules);
    QVERIFY(!firmRulesFromJson("[]"));
    QVERIFY(firmRulesFromJson(R"({"rules":[1,{"column":"x","test":"strange"}]})")->rules.empty());
}

QTEST_APPLESS_MAIN(TestFirmRules)
#include "tst_firm_rules.moc"
