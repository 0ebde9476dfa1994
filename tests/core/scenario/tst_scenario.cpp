// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/scenario/scenario_runs.h"

using namespace chainscape;
using namespace chainscape::test;

class TestScenario : public QObject {
    Q_OBJECT
private slots:
    void nothingEffectiveIsTheBaseItself_data();
    void nothingEffectiveIsTheBaseItself();
    void loseC2();
    void reallocateC2();
    void rewire();
    void mergeFirms();
    void capacityBand();
    void capacityDemand();
    void rerouting();
    void reshore();
    void directLink();
    void dissolvePlatform();
    void bypassPlatform();
    void digitiseTwiceIsOnce();
    void otherPeriodsStay();
    void entrant();
    void removeLinkIsBoughtOutside();
    void shortfallsNameTheFirms();
};

void TestScenario::nothingEffectiveIsTheBaseItself_data() {
    QTest::addColumn<QByteArray>("steps");
    QTest::newRow("empty") << QByteArray("[]");
    QTest::newRow("off") << json("[{'op':'remove_firm','firm':'C2','off':true}]");
    QTest::newRow("unknown firm") << json("[{'op':'remove_firm','firm':'nobody'}]");
    QTest::newRow("rewire nothing") << json("[{'op':'rewire','buyer':'F2','from':'C1','to':'C2','share':0}]");
    QTest::newRow("scale by one") << json("[{'op':'scale','factor':1}]");
    QTest::newRow("capacity not binding") << json("[{'op':'capacity','firm':'C1','share':1}]");
    QTest::newRow("same score") << json("[{'op':'digitise_link','source':'T1','target':'R1','score':1}]");
    QTest::newRow("same stage") << json("[{'op':'move_firm','firm':'T1','stage':1}]");
}

void TestScenario::nothingEffectiveIsTheBaseItself() {
    QFETCH(QByteArray, steps);
    const auto toy = toyChain();
    const auto result = run(toy, steps.constData(), {.from = 1});
    QCOMPARE(result.after.get(), toy.get());
    verifyInvariants(result);
}

void TestScenario::loseC2() {
    const auto result = run24(json("[{'op':'remove_firm','firm':'C2'}]"));
    const auto expected = goldenObject("H.json")["remove_C2_lose(demand-driven)"].toObject();
    const Figures after(result);
    compareOutputs(after, expected["x"].toObject());
    VERIFY_NEAR(after.snapshot->totalValue(), expected["total_flow"].toDouble());
    VERIFY_NEAR(after.books.totalFinalUse, expected["final"].toDouble());
    VERIFY_NEAR(after.chainLength, expected["chain_length"].toDouble());
    VERIFY_NEAR(after.incoherence, expected["F0"].toDouble());
    VERIFY_NEAR(result.valueAdded, expected["va_inside=sum(v/x*x_new)"].toDouble());
    VERIFY_NEAR(result.externalPurchases, expected["external_purchases"].toDouble());
    VERIFY_NEAR(result.strandedDemand, 0.0);
    verifyInvariants(result);
}

void TestScenario::reallocateC2() {
    const auto result = run24(json("[{'op':'remove_firm','firm':'C2','mode':'reallocate'}]"));
    const auto expected = goldenObject("H.json")["remove_C2_reallocate(demand-driven)"].toObject();
    const Figures after(result);
    compareOutputs(after, expected["x"].toObject());
    VERIFY_NEAR(after.snapshot->totalValue(), expected["total_flow"].toDouble());
    VERIFY_NEAR(after.chainLength, expected["chain_length"].toDouble());
    VERIFY_NEAR(after.incoherence, expected["F0"].toDouble());
    VERIFY_NEAR(result.externalPurchases, 0.0);
    VERIFY_NEAR(result.valueAdded, 177.0);
    verifyInvariants(result);
    const auto alone = run24(json("[{'op':'remove_firm','firm':'R1','mode':'reallocate'}]"));
    VERIFY_NEAR(alone.strandedDemand, 20.0);
    VERIFY_NEAR(alone.externalPurchases, 20.0);
    verifyInvariants(alone);
}

void TestScenario::rewire() {
    const auto result = run24(json("[{'op':'rewire','buyer':'F2','from':'C1','to':'C2','share':0.4}]"));
    const auto expected = goldenObject("H.json");
    const Figures after(result);
    compareOutputs(after, expected["rewire_40pct_C1>F2_to_C2"].toObject()["x"].toObject());
    VERIFY_NEAR(after.snapshot->totalValue(), expected["rewire_40pct_C1>F2_to_C2"].toObject()["total_flow"].toDouble());
    const auto links = expected["rewire_links"].toObject();
    for (auto it = links.begin(); it != links.end(); ++it) {
        const auto ends = it.key().split('>');
        VERIFY_NEAR(after.value(ends[0].toStdString(), ends[1].toStdString()), it.value().toDouble());
    }
    verifyInvariants(result);
}

void TestScenario::mergeFirms() {
    const auto flat = run24(json("[{'op':'merge','firms':['F1','F2'],'into':'FM'}]"));
    const auto expected = goldenObject("H.json")["merge_F1_F2"].toObject();
    const Figures after(flat);
    compareOutputs(after, expected["x"].toObject());
    VERIFY_NEAR(after.chainLength, expected["chain_length"].toDouble());
    VERIFY_NEAR(after.incoherence, expected["F0"].toDouble());
    VERIFY_NEAR(double(after.snapshot->digital()[after.snapshot->nodeOfId("FM")]), expected["digital_value_weighted"].toDouble());
    verifyInvariants(flat);
    const auto vertical = run24(json("[{'op':'merge','firms':['C1','F1'],'into':'CF'}]"));
    const auto deep = goldenObject("H.json")["merge_C1_F1_vertical"].toObject();
    const Figures merged(vertical);
    compareOutputs(merged, deep["x"].toObject());
    VERIFY_NEAR(merged.snapshot->totalValue(), deep["total_flow"].toDouble());
    VERIFY_NEAR(merged.chainLength, deep["chain_length"].toDouble());
    VERIFY_NEAR(merged.incoherence, deep["F0"].toDouble());
    QVERIFY(vertical.steps[0].message.find("50") != std::string::npos);
    verifyInvariants(vertical);
}

void TestScenario::capacityBand() {
    const auto result = run24(json("[{'op':'capacity','firm':'C1','share':0.5}]"));
    const auto expected = goldenObject("H.json");
    QVERIFY(result.steps[0].band.has_value());
    const auto& band = *result.steps[0].band;
    VERIFY_NEAR(100 * band.leontiefMin, expected["shock_C1_50_leontief_min"].toObject()["final_loss_pct"].toDouble());
    VERIFY_NEAR(100 * band.esriLinear, expected["shock_C1_50_linear"].toObject()["final_loss_pct"].toDouble());
    VERIFY_NEAR(100 * band.ghoshFixed, expected["shock_C1_50_ghosh_fixed"].toObject()["loss_pct_final"].toDouble());
    VERIFY_NEAR(1 - band.reroute, 167.5 / 177);
    const auto fixed = run24(json("[{'op':'capacity','firm':'C1','share':0.5,'mode':'supply'}]"));
    compareOutputs(Figures(fixed), expected["shock_C1_50_ghosh_fixed"].toObject()["x"].toObject());
    VERIFY_NEAR(fixed.finalUse, expected["shock_C1_50_ghosh_fixed"].toObject()["final"].toDouble());
    verifyInvariants(fixed);
    const auto shock = run24(json("[{'op':'capacity','firm':'C1','share':0.5,'mode':'shock'}]"));
    VERIFY_NEAR(Figures(shock).books.totalDeliveries, 177 * (1 - band.esriLinear));
    verifyInvariants(shock);
}

void TestScenario::capacityDemand() {
    const auto result = run24(json("[{'op':'capacity','firm':'C1','value':40,'mode':'demand'}]"));
    const Figures after(result);
    VERIFY_NEAR(after.output("C1"), 40.0);
    VERIFY_NEAR(after.output("F1"), 100.0);
    VERIFY_NEAR(result.finalUse, 177.0);
    QVERIFY(result.externalPurchases > 35);
    verifyInvariants(result);
    // with nothing left it is the loss of the firm
    const auto none = run24(json("[{'op':'capacity','firm':'C1','share':0,'mode':'demand'}]"));
    QVERIFY(flowDifference(none, run24(json("[{'op':'remove_firm','firm':'C1'}]"))) < 1e-9);
}

void TestScenario::rerouting() {
    const auto expected = goldenObject("H.json")["reroute_maxflow_final (C1 cap)"].toObject();
    Progress progress;
    const auto toy = toyChain();
    const auto state = ChainState::open(toy, {.from = toy->periodIndex("2024")}, progress);
    for (const double headroom : {0.0, 0.1, 0.25})
        for (const int limit : {80, 40, 0}) {
            const auto key = QString("sigma=%1,C1<=%2").arg(headroom).arg(limit);
            VERIFY_NEAR(reroute(*state, toy->firmIndex("C1"), limit, headroom, progress)->delivered, expected[key].toDouble(-1));
        }
    const auto result = run24(json("[{'op':'capacity','firm':'C1','value':40,'mode':'reroute','headroom':0.1}]"));
    VERIFY_NEAR(Figures(result).books.totalDeliveries, 152.2);
    verifyInvariants(result);
}

void TestScenario::reshore() {
    const auto result = run24(json("[{'op':'reshore','from_region':'ASIA','to_region':'EU','stages':[3]}]"));
    const auto expected = goldenObject("H.json")["reshore_M1_to_M2"].toObject();
    const Figures after(result);
    compareOutputs(after, expected["x"].toObject());
    VERIFY_NEAR(after.snapshot->totalValue(), expected["total_flow"].toDouble());
    VERIFY_NEAR(after.chainLength, expected["chain_length"].toDouble());
    VERIFY_NEAR(after.incoherence, expected["F0"].toDouble());
    std::map<std::string, double> added;
    for (std::uint32_t row = 0; row < after.books.size(); ++row) {
        const auto firm = after.snapshot->firm()[after.books.node[row]];
        added[result.after->text(result.after->firms().region[firm])] += after.books.valueAdded[row];
    }
    const auto regions = expected["va_by_region_after"].toObject();
    for (auto it = regions.begin(); it != regions.end(); ++it) VERIFY_NEAR(added[it.key().toStdString()], it.value().toDouble());
    verifyInvariants(result);
}

void TestScenario::directLink() {
    const auto result = run24(json("[{'op':'add_link','source':'F1','target':'U1','value':20,'finance':'P1'}]"));
    const auto expected = goldenObject("H.json");
    const Figures after(result);
    compareOutputs(after, expected["add_direct_link_F1>U1_20_demand_driven_x"].toObject());
    const auto added = expected["add_direct_link_F1>U1_20_va"].toObject();
    for (auto it = added.begin(); it != added.end(); ++it)
        VERIFY_NEAR(after.books.valueAdded[after.books.producer(after.snapshot->nodeOfId(it.key().toStdString()))], it.value().toDouble());
    VERIFY_NEAR(result.valueAdded, 177.0);
    verifyInvariants(result);
    // by default other suppliers of the seller's sector give way
    const auto chips = run24(json("[{'op':'add_link','source':'F1','target':'D1','value':5,'digital':1}]"));
    VERIFY_NEAR(Figures(chips).value("F2", "D1"), 0.0);
    verifyInvariants(chips);
}

void TestScenario::dissolvePlatform() {
    const auto result = run24(json("[{'op':'remove_platform','firm':'P1'}]"));
    const auto expected = goldenObject("E.json")["after_deplatform_P1"].toObject();
    const Figures after(result);
    VERIFY_NEAR(after.books.totalFinalUse, expected["sum_y"].toDouble());
    VERIFY_NEAR(result.valueAdded, expected["sum_v"].toDouble());
    VERIFY_NEAR(after.chainLength, expected["chain_length"].toDouble());
    VERIFY_NEAR(after.incoherence, expected["F0"].toDouble());
    const auto added = expected["v"].toObject();
    for (auto it = added.begin(); it != added.end(); ++it)
        VERIFY_NEAR(after.books.valueAdded[after.books.producer(after.snapshot->nodeOfId(it.key().toStdString()))], it.value().toDouble());
    VERIFY_NEAR(after.value("F1", "U1"), 31.111111);
    QCOMPARE(after.snapshot->edges().digital[after.snapshot->edgeBetween(after.snapshot->nodeOfId("F1"), after.snapshot->nodeOfId("U1"))], 1.f);
    verifyInvariants(result);
    VERIFY_NEAR(tracedShare(result, DigitalMode::Link), expected["e2e_link_if_new_links_digital"].toDouble());
    VERIFY_NEAR(tracedShare(run24(json("[{'op':'remove_platform','firm':'P1','digital':false}]")), DigitalMode::Link),
                expected["e2e_link_if_new_links_not_digital"].toDouble());
    const auto suppliers = run24(json("[{'op':'remove_platform','firm':'P1','margin':'suppliers','digital':false}]"));
    VERIFY_NEAR(Figures(suppliers).value("F1", "U2"), 45.652174);
    VERIFY_NEAR(Figures(suppliers).value("C1", "F1"), 50.0); // a better price is no order for more parts
    VERIFY_NEAR(suppliers.finalUse, 177.0);
    verifyInvariants(suppliers);
}

void TestScenario::bypassPlatform() {
    const auto result = run24(json("[{'op':'remove_platform','firm':'P1','mode':'bypass','headroom':1}]"));
    const Figures after(result);
    VERIFY_NEAR(after.value("F1", "D1") + after.value("F2", "D1"), 70.0);
    VERIFY_NEAR(result.strandedSupply, 80.0);
    VERIFY_NEAR(result.strandedDemand, 80.0);
    VERIFY_NEAR(result.externalPurchases, 80.0);
    verifyInvariants(result);
}

void TestScenario::digitiseTwiceIsOnce() {
    const char* once = "[{\"op\":\"digitise_firm\",\"firm\":\"C2\",\"score\":0.8}]";
    const auto a = run24(once);
    const auto b = run24(json("[{'op':'digitise_firm','firm':'C2','score':0.8},{'op':'digitise_firm','firm':'C2','score':0.8}]"));
    const auto score = [](const ScenarioResult& r) { return r.after->firmAt(FirmId{r.after->firmIndex("C2")}, PeriodId{1}).digital; };
    QCOMPARE(score(a), 0.8f);
    QCOMPARE(score(b), score(a));
    QCOMPARE(a.after->firmAt(FirmId{a.after->firmIndex("C2")}, PeriodId{2}).digital, 0.4f);
    QCOMPARE(flowDifference(a, b), 0.0);
    VERIFY_NEAR(tracedShare(a, DigitalMode::LinkAndFirms), 0.469055);
    const auto more = run24(json("[{'op':'digitise_firm','firm':'C2','score':0.8},{'op':'digitise_link','source':'C2','target':'F1'},"
                                 "{'op':'digitise_link','source':'C2','target':'F2'}]"));
    VERIFY_NEAR(tracedShare(more, DigitalMode::LinkAndFirms), goldenObject("H.json")["digitise_C2_firm_and_out_links"].toDouble());
    const auto link = run24(json("[{'op':'digitise_link','source':'C2','target':'F1'}]"));
    const auto s = test::snapshot(link.after, link.spec);
    QCOMPARE(s->edges().digital[s->edgeBetween(s->nodeOfId("C2"), s->nodeOfId("F1"))], 1.f);
}

void TestScenario::otherPeriodsStay() {
    const auto toy = toyChain();
    const auto result = run(toy, json("[{'op':'remove_firm','firm':'C2'},{'op':'move_firm','firm':'D1','stage':5}]"), {.from = 1});
    for (const std::uint32_t period : {0u, 2u}) {
        const auto a = test::snapshot(toy, {.from = period}), b = test::snapshot(result.after, {.from = period});
        QCOMPARE(flowDifference(*a, *b), 0.0);
        QCOMPARE(int(b->stage()[b->nodeOfId("D1")]), 6);
    }
    const auto now = test::snapshot(result.after, result.spec);
    QCOMPARE(int(now->stage()[now->nodeOfId("D1")]), 5);
    QCOMPARE(toy->firmAt(FirmId{toy->firmIndex("D1")}, PeriodId{1}).stage, 6);
}

void TestScenario::entrant() {
    const auto result = run24(json("[{'op':'add_firm','id':'N','name':'Newcomer','stage':5,'sector':'devices','region':'EU'},"
                                   "{'op':'add_link','source':'C1','target':'N','value':20,'finance':'extra'},"
                                   "{'op':'add_link','source':'N','target':'P1','value':30,'digital':0.5}]"));
    for (const auto& step : result.steps) QVERIFY2(step.applied, step.message.c_str());
    const Figures after(result);
    VERIFY_NEAR(after.output("N"), 30.0);
    VERIFY_NEAR(after.value("C1", "N"), 20.0);
    VERIFY_NEAR(after.value("F1", "P1") + after.value("F2", "P1"), 85.0);
    verifyInvariants(result);
}

void TestScenario::removeLinkIsBoughtOutside() {
    const auto result = run24(json("[{'op':'remove_link','source':'C1','target':'F1'}]"));
    VERIFY_NEAR(result.externalPurchases, 50.0);
    VERIFY_NEAR(Figures(result).output("F1"), 100.0);
    verifyInvariants(result);
    const auto data = run24(json("[{'op':'remove_link','source':'U1','target':'F1','kind':'data'}]"));
    QVERIFY(data.steps[0].applied);
    VERIFY_NEAR(data.externalPurchases, 0.0);
    QVERIFY(test::snapshot(data.after, {.from = 1, .layer = Layer::Data})->edgeCount() == 1);
}

/// What is stranded or bought outside is told firm by firm and adds up to the whole.
void TestScenario::shortfallsNameTheFirms() {
    const auto base = chain("firm a stage=1\nfirm b stage=2\nfirm c stage=2\nfirm u stage=3 end\na -> b : 10 @1\na -> c : 5 @1\nb -> u : 20 @1\nc -> u : 8 @1\n");
    Progress progress;
    EditList edits;
    edits.steps = {{.operation = RemoveFirm{"a", RemoveFirm::Mode::Reallocate}}};
    const auto result = applyScenario(base, {}, edits, progress);
    QVERIFY(result.has_value());
    QCOMPARE(result->shortfalls.size(), std::size_t(2));
    QCOMPARE(result->shortfalls[0].firm, std::string("b"));
    QCOMPARE(result->shortfalls[0].strandedDemand, 10.0);
    QCOMPARE(result->shortfalls[0].outside, 10.0);
    QCOMPARE(result->shortfalls[1].firm, std::string("c"));
    double outside = 0, demand = 0;
    for (const auto& s : result->shortfalls) outside += s.outside, demand += s.strandedDemand;
    QCOMPARE(outside, result->externalPurchases);
    QCOMPARE(demand, result->strandedDemand);
    edits.steps = {{.operation = RemoveLink{"b", "u", ""}, .recompute = Recompute::Supply}};
    const auto supply = applyScenario(base, {}, edits, progress);
    QCOMPARE(supply->shortfalls.size(), std::size_t(1));
    QCOMPARE(supply->shortfalls[0].firm, std::string("b"));
    QCOMPARE(supply->shortfalls[0].strandedSupply, supply->strandedSupply);
}

QTEST_APPLESS_MAIN(TestScenario)
#include "tst_scenario.moc"
