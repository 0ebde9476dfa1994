// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/scenario/scenario_runs.h"

using namespace chainscape;
using namespace chainscape::test;

class TestScenarioSteps : public QObject {
    Q_OBJECT
private slots:
    void stepsThatCannotApply_data();
    void stepsThatCannotApply();
    void jsonRoundTrip();
    void jsonErrors_data();
    void jsonErrors();
    void refusesRanges();
};

void TestScenarioSteps::stepsThatCannotApply_data() {
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* step, const char* words) { QTest::newRow(name) << json(step) << QString(words); };
    row("no firm", "{'op':'remove_firm','firm':'X9'}", "no firm");
    row("not active", "{'op':'remove_firm','firm':'C3'}", "does not trade");
    row("no platform", "{'op':'remove_platform','firm':'D1'}", "not a platform");
    row("no link", "{'op':'remove_link','source':'T1','target':'U1'}", "no link");
    row("share", "{'op':'rewire','buyer':'F2','from':'C1','to':'C2','share':2}", "between 0 and 1");
    row("too much", "{'op':'add_link','source':'F1','target':'U1','value':100,'finance':'P1'}", "only 60");
    row("nobody gives way", "{'op':'add_link','source':'F1','target':'U1','value':1}", "name the supplier");
    row("stage", "{'op':'move_firm','firm':'T1','stage':'no such'}", "no stage");
    row("region", "{'op':'reshore','from_region':'MARS','to_region':'EU'}", "no region");
    row("shares", "{'op':'split','firm':'F1','parts':[{'id':'a','share':0.5},{'id':'b','share':0.4}]}", "add up to 1");
    row("taken id", "{'op':'add_firm','id':'F1'}", "already");
    row("end user", "{'op':'merge','firms':['F1','U1'],'into':'x'}", "cannot be merged");
    row("capacity of what", "{'op':'capacity','firm':'C1'}", "either a share or a value");
    row("shock by rewiring", "{'op':'rewire','buyer':'F2','from':'C1','to':'C2','recompute':'shock'}", "capacity");
}

void TestScenarioSteps::stepsThatCannotApply() {
    QFETCH(QByteArray, step);
    QFETCH(QString, words);
    const auto result = run24("[" + step + json(",{'op':'remove_firm','firm':'C2','colour':'red'}]"));
    QVERIFY(!result.steps[0].applied);
    QVERIFY2(QString::fromStdString(result.steps[0].message).contains(words), result.steps[0].message.c_str());
    QVERIFY(result.steps[1].applied);
    QVERIFY(result.steps[1].message.find("colour") != std::string::npos);
    VERIFY_NEAR(result.externalPurchases, 25.0);
}

void TestScenarioSteps::jsonRoundTrip() {
    const auto text = json("[{'op':'remove_firm','firm':'a','mode':'reallocate','recompute':'ledger','note':'why'},"
                           "{'op':'remove_platform','firm':'p','mode':'bypass','margin':'split','digital':false,'headroom':0.5,'off':true},"
                           "{'op':'add_firm','id':7,'stage':'R&D','region':'EU'},{'op':'move_firm','firm':'a','stage':2},"
                           "{'op':'remove_link','source':'a','target':'b','kind':'data'},{'op':'add_link','source':'a','target':'b','value':3},"
                           "{'op':'rewire','buyer':'a','from':'b','to':'c','share':0.25},{'op':'merge','firms':['a','b'],'into':'c'},"
                           "{'op':'split','firm':'a','parts':[{'id':'x','share':0.5},{'id':'y','share':0.5}]},"
                           "{'op':'digitise_firm','firm':'a'},{'op':'digitise_link','source':'a','target':'b','score':0.5},"
                           "{'op':'capacity','firm':'a','share':0.5,'mode':'reroute'},"
                           "{'op':'reshore','from_region':'A','to_region':'B','stages':['3','4'],'share':0.5},"
                           "{'op':'scale','from_stage':1,'to_stage':2,'factor':1.5}]");
    const auto list = editListFromJson(text.constData());
    QVERIFY2(list.has_value(), list ? "" : list.error().message.c_str());
    QCOMPARE(list->steps.size(), std::variant_size_v<Operation>);
    QCOMPARE(std::get<AddFirm>(list->steps[2].operation).id, std::string("7"));
    const auto again = editListFromJson(toJson(*list));
    QVERIFY(again.has_value());
    QVERIFY(*again == *list);
}

void TestScenarioSteps::jsonErrors_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("no json") << QByteArray("[{") << "not valid JSON";
    QTest::newRow("no array") << QByteArray("{}") << "array";
    QTest::newRow("no op") << QByteArray("[{}]") << "Step 1";
    QTest::newRow("unknown op") << json("[{'op':'explode'}]") << "explode";
    QTest::newRow("missing") << json("[{'op':'remove_firm','firm':'a'},{'op':'rewire','buyer':'a'}]") << "Step 2: parameter \"from\" is missing";
    QTest::newRow("type") << json("[{'op':'remove_firm','firm':['a']}]") << "must be text";
    QTest::newRow("word") << json("[{'op':'remove_firm','firm':'a','mode':'kill'}]") << "lose, reallocate";
}

void TestScenarioSteps::jsonErrors() {
    QFETCH(QByteArray, text);
    QFETCH(QString, words);
    const auto list = editListFromJson(text.constData());
    QVERIFY(!list);
    QVERIFY2(QString::fromStdString(list.error().message).contains(words), list.error().message.c_str());
}

void TestScenarioSteps::refusesRanges() {
    Progress progress;
    QCOMPARE(applyScenario(toyChain(), {.from = 0, .to = 1}, {}, progress).error().code, ErrorCode::BadArgument);
}

QTEST_APPLESS_MAIN(TestScenarioSteps)
#include "tst_scenario_steps.moc"
