// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>
#include <map>

#include "core/analysis/accounts.h"
#include "core/analysis/change_index.h"
#include "core/analysis/digital.h"
#include "core/analysis/multipliers.h"
#include "core/analysis/penetration.h"
#include "core/analysis/trophic.h"
#include "core/scenario/scenario.h"
#include "tests/core/analysis/toy_chain.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

ScenarioResult run(const DatasetPtr& base, const char* json, const SnapshotSpec& spec) {
    Progress progress;
    const auto edits = editListFromJson(json);
    if (!edits) qFatal("%s", edits.error().message.c_str());
    auto result = applyScenario(base, spec, *edits, progress);
    if (!result) qFatal("%s", result.error().message.c_str());
    return *result;
}

ScenarioResult run24(const char* json) {
    const auto toy = toyChain();
    return run(toy, json, {.from = toy->periodIndex("2024")});
}

/// The same without the quotes that C++ wants escaped.
QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

struct Figures {
    SnapshotPtr snapshot;
    Accounts books;
    double chainLength = 0, incoherence = 0;

    explicit Figures(const ScenarioResult& result) : snapshot(test::snapshot(result.after, result.spec)) {
        Progress progress;
        books = *accounts(*snapshot, {}, progress);
        chainLength = positions(*snapshot, books, progress)->chainLength;
        incoherence = trophicLevels(*snapshot, {}, progress)->incoherence;
    }
    double output(const std::string& id) const {
        const auto node = snapshot->nodeOfId(id);
        return node == kNone ? 0 : books.output[books.producer(node)];
    }
    double value(const std::string& s, const std::string& t) const {
        const auto a = snapshot->nodeOfId(s), b = snapshot->nodeOfId(t);
        const auto e = a == kNone || b == kNone ? kNone : snapshot->edgeBetween(a, b);
        return e == kNone ? 0 : snapshot->edges().value[e];
    }
};

/// E2E of the result, both firms' scores counting, too, when asked.
double tracedShare(const ScenarioResult& result, DigitalMode mode) {
    Progress progress;
    const Figures figures(result);
    const auto digital = digitalEdges(*figures.snapshot, {.mode = mode});
    return penetration(*figures.snapshot, figures.books, digital, progress)->share;
}

void verifyInvariants(const ScenarioResult& result) {
    for (const auto& invariant : result.invariants)
        QVERIFY2(invariant.holds, qPrintable(QString("%1 is off by %2").arg(invariant.name.c_str()).arg(invariant.error)));
    QVERIFY(near(result.valueAdded + result.externalPurchases, result.finalUse, 1e-9 * std::max(1.0, result.finalUse)));
}

void compareOutputs(const Figures& figures, const QJsonObject& x) {
    for (auto it = x.begin(); it != x.end(); ++it) VERIFY_NEAR(figures.output(it.key().toStdString()), it.value().toDouble());
}

/// Largest difference of the flows of two snapshots, pair by pair.
double flowDifference(const Snapshot& a, const Snapshot& b) {
    std::map<std::pair<std::string, std::string>, double> delta;
    for (const auto* s : {&a, &b})
        for (std::size_t e = 0; e < s->edgeCount(); ++e)
            delta[{s->id(s->edges().source[e]), s->id(s->edges().target[e])}] += (s == &a ? 1 : -1) * s->edges().value[e];
    double worst = 0;
    for (const auto& [pair, d] : delta) worst = std::max(worst, std::fabs(d));
    return worst;
}

double flowDifference(const ScenarioResult& a, const ScenarioResult& b) {
    return flowDifference(*test::snapshot(a.after, a.spec), *test::snapshot(b.after, b.spec));
}

/// Random staged chain with loops, unbalanced books and platforms, in period 2024 between two others.
DatasetPtr randomIndustry(unsigned seed, int firms, int links) {
    std::mt19937 random(seed);
    std::string text;
    const auto stageOf = [&](int f) { return 1 + f * 6 / firms; };
    for (int f = 0; f < firms; ++f)
        text += "firm f" + std::to_string(f) + " stage=" + std::to_string(stageOf(f)) + " sector=s" + std::to_string(random() % 3) +
                " region=" + (random() % 2 ? "EU" : "ASIA") + (stageOf(f) == 5 && random() % 3 == 0 ? " platform" : "") + "\n";
    for (int l = 0; l < links; ++l) {
        auto a = int(random() % unsigned(firms)), b = int(random() % unsigned(firms));
        if (stageOf(a) > stageOf(b) && random() % 8) std::swap(a, b);
        if (stageOf(a) == 6) continue;
        text += "f" + std::to_string(a) + " -> f" + std::to_string(b) + " : " + std::to_string(1 + random() % 90) + " @2024" +
                (random() % 4 ? " material" : " service") + (random() % 2 ? " d=1" : " d=0") + "\n";
    }
    return chain(text + "f0 -> f" + std::to_string(firms - 1) + " : 500 @2024\nf0 -> f1 : 2 @2023\nf0 -> f1 : 3 @2025\n");
}

ScenarioResult runRandom(const DatasetPtr& base, const QByteArray& steps) {
    return run(base, steps.constData(), {.from = base->periodIndex("2024")});
}

} // namespace

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
    void stepsThatCannotApply_data();
    void stepsThatCannotApply();
    void jsonRoundTrip();
    void jsonErrors_data();
    void jsonErrors();
    void randomSteps();
    void splitThenMergeRestores();
    void rewireBackRestores();
    void loseInAnyOrder();
    void scaleIsGrowthOnly();
    void supplyKeepsValueAdded();
    void ledgerTouchesOnlyTheEdited();
    void shockNeedsCapacity();
    void entrant();
    void removeLinkIsBoughtOutside();
    void refusesRanges();
    void shortfallsNameTheFirms();
    void subsidyThatEndsLeavesNoNegativeValue();
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

void TestScenario::stepsThatCannotApply_data() {
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

void TestScenario::stepsThatCannotApply() {
    QFETCH(QByteArray, step);
    QFETCH(QString, words);
    const auto result = run24("[" + step + json(",{'op':'remove_firm','firm':'C2','colour':'red'}]"));
    QVERIFY(!result.steps[0].applied);
    QVERIFY2(QString::fromStdString(result.steps[0].message).contains(words), result.steps[0].message.c_str());
    QVERIFY(result.steps[1].applied);
    QVERIFY(result.steps[1].message.find("colour") != std::string::npos);
    VERIFY_NEAR(result.externalPurchases, 25.0);
}

void TestScenario::jsonRoundTrip() {
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

void TestScenario::jsonErrors_data() {
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

void TestScenario::jsonErrors() {
    QFETCH(QByteArray, text);
    QFETCH(QString, words);
    const auto list = editListFromJson(text.constData());
    QVERIFY(!list);
    QVERIFY2(QString::fromStdString(list.error().message).contains(words), list.error().message.c_str());
}

void TestScenario::randomSteps() {
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

void TestScenario::splitThenMergeRestores() {
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

void TestScenario::rewireBackRestores() {
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

void TestScenario::loseInAnyOrder() {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const auto base = randomIndustry(seed, 24, 90);
        const auto ab = runRandom(base, json("[{'op':'remove_firm','firm':'f4'},{'op':'remove_firm','firm':'f11'}]"));
        const auto ba = runRandom(base, json("[{'op':'remove_firm','firm':'f11'},{'op':'remove_firm','firm':'f4'}]"));
        QVERIFY(flowDifference(ab, ba) < 1e-9);
        QVERIFY(near(ab.externalPurchases, ba.externalPurchases, 1e-9 * ab.finalUse));
        verifyInvariants(ab);
    }
}

void TestScenario::scaleIsGrowthOnly() {
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

void TestScenario::supplyKeepsValueAdded() {
    const auto result = run24(json("[{'op':'remove_firm','firm':'C2','recompute':'supply'}]"));
    const Figures after(result);
    VERIFY_NEAR(result.strandedSupply, 14.0);
    VERIFY_NEAR(result.externalPurchases, 0.0);
    QVERIFY(after.output("F1") < 85.0 + 1e-9);
    VERIFY_NEAR(result.valueAdded, 177.0 - 11.0);
    verifyInvariants(result);
}

void TestScenario::ledgerTouchesOnlyTheEdited() {
    const auto result = run24(json("[{'op':'remove_firm','firm':'C2','recompute':'ledger'}]"));
    const Figures after(result);
    VERIFY_NEAR(after.snapshot->totalValue(), 507.0 - 25 - 14);
    VERIFY_NEAR(after.value("M1", "C1"), 20.0);
    VERIFY_NEAR(result.externalPurchases, 0.0);
    verifyInvariants(result);
}

void TestScenario::shockNeedsCapacity() {
    const auto shock = run24(json("[{'op':'remove_firm','firm':'C2','recompute':'shock'}]"));
    QVERIFY(shock.steps[0].applied);
    VERIFY_NEAR(Figures(shock).value("C2", "F1"), 0.0);
    QVERIFY(Figures(shock).books.totalDeliveries < 177);
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

void TestScenario::refusesRanges() {
    Progress progress;
    QCOMPARE(applyScenario(toyChain(), {.from = 0, .to = 1}, {}, progress).error().code, ErrorCode::BadArgument);
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

/// A platform that pays more than it gets subsidises its suppliers; without it they make less than they buy, and the rest is stock.
void TestScenario::subsidyThatEndsLeavesNoNegativeValue() {
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

QTEST_APPLESS_MAIN(TestScenario)
#include "tst_scenario.moc"
