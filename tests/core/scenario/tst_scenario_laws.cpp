// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/scenario/scenario_runs.h"

using namespace chainscape;
using namespace chainscape::test;

class TestScenarioLaws : public QObject {
    Q_OBJECT
private slots:
    void randomSteps();
    void splitThenMergeRestores();
    void rewireBackRestores();
    void loseInAnyOrder();
    void scaleIsGrowthOnly();
    void supplyKeepsValueAdded();
    void ledgerTouchesOnlyTheEdited();
    void shockNeedsCapacity();
    void subsidyThatEndsLeavesNoNegativeValue();
};

void TestScenarioLaws::randomSteps() {
    for (unsigned seed = 1; seed <= 25; ++seed) {
        const auto base = randomIndustry(seed, 24, 90);
        const auto result = runRandom(base, json("[{'op':'remove_firm','firm':'f3'},{'op':'remove_firm','firm':'f9','mode':'reallocate'},"
                                                 "{'op':'reshore','from_region':'ASIA','to_region':'EU','share':0.5},"
                                                 "{'op':'capacity','firm':'f5','share':0.5,'mode':'demand'},"
                                                 "{'op':'merge','firms':['f1','f6'],'into':'m'},"
                                                 "{'op':'split','firm':'m','parts':[{'id':'m1','share':0.3},{'id':'m2','share':0.7}]},"
                                                 "{'op':'scale','from_stage':2,'to_stage':3,'factor':1.2},"
                                                 "{'op':'remove_firm','firm':'f12','recompute':'supply'},"
                                                 "{'op':'capacity','firm':'f8','share':0.7,'mode':'supply'},"
                                                 "{'op':'remove_platform','firm':'f17'},{'op':'remove_platform','firm':'f18','mode':'bypass'},"
                                                 "{'op':'remove_firm','firm':'f2','recompute':'ledger'}]"));
        verifyInvariants(result);
        const Figures after(result);
        QVERIFY(near(after.books.totalValueAdded, after.books.totalFinalUse, 1e-9 * after.books.totalFinalUse));
        for (const double value : after.snapshot->edges().value) QVERIFY(value >= 0);
    }
}

void TestScenarioLaws::splitThenMergeRestores() {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const auto base = randomIndustry(seed, 24, 90);
        const auto merged = runRandom(base, json("[{'op':'split','firm':'f7','parts':[{'id':'a','share':0.25},{'id':'b','share':0.75}]},"
                                                 "{'op':'merge','firms':['a','b'],'into':'f7'}]"));
        for (const auto& step : merged.steps) QVERIFY2(step.applied, step.message.c_str());
        const auto before = test::snapshot(base, merged.spec), after = test::snapshot(merged.after, merged.spec);
        QVERIFY(flowDifference(*before, *after) < 1e-9);
        QCOMPARE(before->digital().size(), after->digital().size());
        for (std::size_t e = 0; e < before->edgeCount(); ++e) {
            const float a = before->edges().digital[e], b = after->edges().digital[e];
            QVERIFY(std::isnan(a) ? std::isnan(b) : near(a, b));
        }
    }
}

void TestScenarioLaws::rewireBackRestores() {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const auto base = randomIndustry(seed, 24, 90);
        const auto s = test::snapshot(base, {.from = base->periodIndex("2024")});
        const auto e = s->edgeCount() / 2;
        const auto buyer = QByteArray::fromStdString(s->id(s->edges().target[e])), from = QByteArray::fromStdString(s->id(s->edges().source[e]));
        const QByteArray to = buyer == "f0" || from == "f0" ? "f1" : "f0";
        const auto node = [&](const QByteArray& id) { return s->nodeOfId(id.toStdString()); };
        if (s->edgeBetween(node(to), node(buyer)) != kNone) continue; // else all of it would come back
        const auto move = [&](const QByteArray& a, const QByteArray& b, const char* share) {
            return json("{'op':'rewire','buyer':'" + buyer + "','from':'" + a + "','to':'" + b + "','share':" + share + "}");
        };
        const auto result = runRandom(base, "[" + move(from, to, "0.4") + "," + move(to, from, "1") + "]");
        QVERIFY2(result.steps[1].applied, result.steps[1].message.c_str());
        QVERIFY(flowDifference(*s, *test::snapshot(result.after, result.spec)) < 1e-9);
        verifyInvariants(result);
    }
}

void TestScenarioLaws::loseInAnyOrder() {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const auto base = randomIndustry(seed, 24, 90);
        const auto ab = runRandom(base, json("[{'op':'remove_firm','firm':'f4'},{'op':'remove_firm','firm':'f11'}]"));
        const auto ba = runRandom(base, json("[{'op':'remove_firm','firm':'f11'},{'op':'remove_firm','firm':'f4'}]"));
        QVERIFY(flowDifference(ab, ba) < 1e-9);
        QVERIFY(near(ab.externalPurchases, ba.externalPurchases, 1e-9 * ab.finalUse));
        verifyInvariants(ab);
    }
}

void TestScenarioLaws::scaleIsGrowthOnly() {
    const auto toy = toyChain();
    const auto result = run(toy, json("[{'op':'scale','factor':1.5}]"), {.from = 1});
    const auto table = alignSnapshots(*test::snapshot(toy, {.from = 1}), *test::snapshot(result.after, result.spec));
    VERIFY_NEAR(restructuring(*table).ri, 0.2);
    VERIFY_NEAR(restructuring(*table).rStar, 0.0);
    verifyInvariants(result);
    const auto block = run(toy, json("[{'op':'scale','from_stage':3,'to_stage':4,'factor':2}]"), {.from = 1});
    VERIFY_NEAR(Figures(block).value("M1", "C1"), 40.0);
    verifyInvariants(block);
}

void TestScenarioLaws::supplyKeepsValueAdded() {
    const auto result = run24(json("[{'op':'remove_firm','firm':'C2','recompute':'supply'}]"));
    const Figures after(result);
    VERIFY_NEAR(result.strandedSupply, 14.0);
    VERIFY_NEAR(result.externalPurchases, 0.0);
    QVERIFY(after.output("F1") < 85.0 + 1e-9);
    VERIFY_NEAR(result.valueAdded, 177.0 - 11.0);
    verifyInvariants(result);
}

void TestScenarioLaws::ledgerTouchesOnlyTheEdited() {
    const auto result = run24(json("[{'op':'remove_firm','firm':'C2','recompute':'ledger'}]"));
    const Figures after(result);
    VERIFY_NEAR(after.snapshot->totalValue(), 507.0 - 25 - 14);
    VERIFY_NEAR(after.value("M1", "C1"), 20.0);
    VERIFY_NEAR(result.externalPurchases, 0.0);
    verifyInvariants(result);
}

void TestScenarioLaws::shockNeedsCapacity() {
    const auto shock = run24(json("[{'op':'remove_firm','firm':'C2','recompute':'shock'}]"));
    QVERIFY(shock.steps[0].applied);
    VERIFY_NEAR(Figures(shock).value("C2", "F1"), 0.0);
    QVERIFY(Figures(shock).books.totalDeliveries < 177);
}

/// A platform that pays more than it gets subsidises its suppliers; without it they make less than they buy, and the rest is stock.
void TestScenarioLaws::subsidyThatEndsLeavesNoNegativeValue() {
    const auto base = chain("firm a stage=1\nfirm s stage=2\nfirm p stage=3 platform\nfirm u stage=4 end\na -> s : 20 @1\ns -> p : 30 @1\np -> u : 10 @1\n");
    Progress progress;
    for (const auto mode : {Recompute::Demand, Recompute::Supply, Recompute::Ledger}) {
        EditList edits;
        edits.steps = {{.operation = RemovePlatform{.firm = "p", .margin = RemovePlatform::Margin::Suppliers}, .recompute = mode}};
        const auto result = applyScenario(base, {}, edits, progress);
        QVERIFY(result.has_value());
        for (const auto& invariant : result->invariants) QVERIFY2(invariant.holds, invariant.name.c_str());
    }
}

QTEST_APPLESS_MAIN(TestScenarioLaws)
#include "tst_scenario_laws.moc"
