// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <random>

#include "core/analysis/breadth.h"
#include "core/analysis/extraction.h"
#include "core/analysis/level_system.h"
#include "core/analysis/loops.h"
#include "core/analysis/stage_inference.h"
#include "core/analysis/trophic.h"
#include "core/base/undefined.h"
#include "tests/core/analysis/toy.h"
#include "tests/core/chain_text.h"

using namespace chainscape;
using namespace chainscape::test;

class TestStructure : public QObject {
    Q_OBJECT
private slots:
    void levelsOfToy();
    void levelsOfTinyChains_data();
    void levelsOfTinyChains();
    void levelsWithoutLinks();
    void largeChainAgreesWithIdentity();
    void deepTreesAreExact_data();
    void deepTreesAreExact();
    void anchoredStages();
    void leaveOneOut_data();
    void leaveOneOut();
    void freeStages();
    void loopsOfToy();
    void loopsWithDataLayer();
    void heuristicFindsTheExactArcs();
    void breadthOfToy();
    void reachOfToy();
};

void TestStructure::levelsOfToy() {
    const auto g = golden("A");
    const auto s = toySnapshot("2024");
    Progress progress;
    const auto t = *trophicLevels(*s, {}, progress);
    for (const auto& [id, level] : g["levels"].items()) QVERIFY(near(t.level[s->nodeOfId(id)], level.get<double>()));
    QVERIFY(near(t.incoherence, g["F0"]));
    QVERIFY(near(t.meanStep, g["identity_1_minus_F0"]));
    const auto unit = *trophicLevels(*s, {.weight = LinkWeight::Unit}, progress);
    for (const auto& [id, level] : g["levels_binary"].items()) QVERIFY(near(unit.level[s->nodeOfId(id)], level.get<double>()));
    QVERIFY(near(unit.incoherence, g["F0_binary"]));
    const auto both = *trophicLevels(*toySnapshot("2024", {.dataAsMoney = true}), {}, progress);
    QVERIFY(near(both.incoherence, g["with_data_layer"]["F0"]));
    QVERIFY(near(trophicLevels(*toySnapshot("2023"), {}, progress)->incoherence, 0.068263));
    QVERIFY(near(trophicLevels(*toySnapshot("2025"), {}, progress)->incoherence, 0.089644));
}

void TestStructure::levelsOfTinyChains_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("key");
    QTest::newRow("chain") << "a -> b : 1 @1\nb -> c : 1 @1" << "chain3";
    QTest::newRow("cycle") << "a -> b : 1 @1\nb -> c : 1 @1\nc -> a : 1 @1" << "cycle3";
    QTest::newRow("feed forward") << "a -> b : 1 @1\nb -> c : 1 @1\na -> c : 1 @1" << "feedforward3";
    QTest::newRow("weighted") << "a -> b : 1 @1\nb -> c : 1 @1\na -> c : 2 @1" << "ff3_weighted(1,1,2)";
}

void TestStructure::levelsOfTinyChains() {
    QFETCH(QString, text);
    QFETCH(QString, key);
    const auto g = golden("A")["tiny"][key.toStdString()];
    const auto s = snapshot(chain(text.toStdString()));
    Progress progress;
    const auto t = *trophicLevels(*s, {}, progress);
    for (std::size_t i = 0; i < 3; ++i) QVERIFY(near(t.level[i], g[i].get<double>()));
    QVERIFY(near(t.incoherence, g[3].get<double>()));
}

void TestStructure::levelsWithoutLinks() {
    Progress progress;
    const auto s = snapshot(chain("a -> b : ? @1"));
    const auto t = *trophicLevels(*s, {}, progress);
    QVERIFY(std::isnan(t.incoherence));
    QVERIFY(std::isnan(t.level[0]));
    QVERIFY(std::isnan(breadth(*s, progress)->mean));
}

void TestStructure::largeChainAgreesWithIdentity() {
    // Above the direct solver's size: conjugate gradients must keep the identity of the normal equations.
    const auto s = randomSnapshot({.seed = 7, .firms = 3000, .stages = 8, .feedback = 0.3});
    Progress progress;
    const auto t = *trophicLevels(*s, {}, progress);
    QVERIFY(near(t.directedness, t.meanStep, 1e-9));
    QVERIFY(t.incoherence > 0.01);
}

void TestStructure::deepTreesAreExact_data() {
    QTest::addColumn<int>("more");
    QTest::addColumn<bool>("anchored");
    QTest::newRow("tree") << 0 << false;
    QTest::newRow("tree, one level given") << 0 << true;
    QTest::newRow("some loops") << 300 << false;
    QTest::newRow("more than a factor takes") << 9000 << false;
}

/// Every firm sells to one of the last few before it: thousands of links deep, with values over four powers of ten. At the solution what
/// pulls each node up and down is equal; in a tree every link is one step. (By conjugate gradients a tree takes minutes.)
void TestStructure::deepTreesAreExact() {
    QFETCH(int, more);
    QFETCH(bool, anchored);
    constexpr std::uint32_t n = 20000;
    std::mt19937 random(7);
    const auto below = [&](std::uint32_t limit) { return static_cast<std::uint32_t>(random() % limit); };
    const auto value = [&] { return std::pow(10.0, double(below(4001)) / 1000); };
    std::vector<std::uint32_t> source, target;
    std::vector<double> weight;
    const auto link = [&](std::uint32_t s, std::uint32_t t) {
        source.push_back(s);
        target.push_back(t);
        weight.push_back(value());
    };
    for (std::uint32_t i = 1; i < n; ++i) link(i, i - 1 - below(std::min(i, 5u)));
    for (int k = 0; k < more; ++k) link(below(n), below(n));
    std::vector<double> anchor;
    if (anchored) {
        anchor.assign(n, kNaN);
        anchor[0] = 3;
    }
    Progress progress;
    const auto solved = solveLevels({n, source, target, weight}, anchor, progress);
    QVERIFY(solved.has_value());
    const auto& h = solved->level;
    if (anchored) QCOMPARE(h[0], 3.0);
    else QCOMPARE(*std::ranges::min_element(h), 0.0);
    std::vector<double> pull(n, 0), all(n, 0);
    for (std::size_t e = 0; e < source.size(); ++e) {
        if (source[e] == target[e]) continue;
        const double off = h[target[e]] - h[source[e]] - 1;
        if (more == 0) QVERIFY2(std::abs(off) < 1e-6, qPrintable(QString::number(off)));
        pull[target[e]] += weight[e] * off;
        pull[source[e]] -= weight[e] * off;
        all[target[e]] += weight[e];
        all[source[e]] += weight[e];
    }
    for (std::uint32_t i = anchored ? 1 : 0; i < n; ++i) QVERIFY2(std::abs(pull[i]) <= 1e-6 * all[i], qPrintable(QString::number(pull[i] / all[i])));
}

void TestStructure::anchoredStages() {
    const auto g = golden("A")["anchored_unknown_C2_D1_F2"];
    const auto d = toy({.withoutStage = {"C2", "D1", "F2"}, .onlyPeriod = "2024"});
    Progress progress;
    const auto told = *inferStages(*d, progress);
    QCOMPARE(told.inferredCount, 3u);
    for (const auto& [id, level] : g.items()) {
        const auto f = d->firmIndex(id);
        QVERIFY(near(told.level[f], level.get<double>()));
        QCOMPARE(int(told.stage[f]), int(std::floor(level.get<double>() + 0.5)));
        QCOMPARE(int(told.inferred[f]), 1);
        QVERIFY(near(double(told.confidence[f]), 1 - 2 * std::fabs(level.get<double>() - std::round(level.get<double>())), 2e-6));
    }
    QCOMPARE(int(told.stage[d->firmIndex("P2")]), 6); // given, though it has no links in 2024
}

void TestStructure::leaveOneOut_data() {
    QTest::addColumn<QString>("year");
    for (const char* year : {"2023", "2024", "2025"}) QTest::newRow(year) << year;
}

void TestStructure::leaveOneOut() {
    QFETCH(QString, year);
    const auto g = golden("A2")[year.toStdString()];
    Progress progress;
    for (const auto& [id, level] : g["LOO_anchored"].items()) {
        const auto d = toy({.withoutStage = {id}, .onlyPeriod = year.toStdString()});
        QVERIFY(near(inferStages(*d, progress)->level[d->firmIndex(id)], level.get<double>()));
    }
}

void TestStructure::freeStages() {
    std::vector<std::string> all;
    for (const auto& row : csvRows("toy_firms.csv")) all.push_back(row[0]);
    const auto d = toy({.withoutStage = all, .onlyPeriod = "2024"});
    Progress progress;
    const auto told = *inferStages(*d, progress);
    QCOMPARE(told.stages.size(), 7);
    const auto g = golden("A2")["2024"]["free_rescaled"];
    for (const auto& [id, level] : g.items()) QVERIFY(near(told.level[d->firmIndex(id)], level.get<double>()));
    // No stage list either: as many stages as the levels need.
    const auto bare = chain("a -> b : 2 @1\nb -> c : 1 @1\nx -> y : 1 @1\ny -> x : 1 @1");
    const auto counted = *inferStages(*bare, progress);
    QCOMPARE(counted.stages.size(), 3);
    QCOMPARE(counted.stages.names[0], std::string("Stage 1"));
    QCOMPARE(int(counted.stage[bare->firmIndex("c")]), 3);
    QCOMPARE(int(counted.stage[bare->firmIndex("x")]), 0); // a ring flows in no direction
}

void TestStructure::loopsOfToy() {
    const auto g = golden("A");
    const auto s = toySnapshot("2024");
    Progress progress;
    const auto l = *loops(*s, {}, progress);
    QVERIFY(near(l.backflowShare, g["backflow_share_by_stage"]));
    QVERIFY(near(l.skipShare, g["skip_share"]));
    QVERIFY(near(l.feedbackArcShare, g["fas_share"]));
    QVERIFY(near(l.feedback.value, g["fas_value"]));
    QVERIFY(l.feedbackArcsExact);
    QVERIFY(near(l.loopShare, g["scc_edge_value_share"]));
    QCOMPARE(l.zones.size(), 1u);
    QCOMPARE(l.zones[0].size(), 3u);
    const auto a = *accounts(*s, {}, progress);
    QVERIFY(near(cyclingIndex(a, *inverseDiagonal(*s, a, progress)), g["finn_cycling_index"]));
}

void TestStructure::loopsWithDataLayer() {
    const auto g = golden("A")["with_data_layer"];
    Progress progress;
    const auto l = *loops(*toySnapshot("2024", {.dataAsMoney = true}), {}, progress);
    QVERIFY(near(l.feedbackArcShare, g["fas_share"]));
    QVERIFY(near(l.loopShare, g["scc_edge_value_share"]));
    QVERIFY(near(l.reciprocity, g["reciprocity_count"]));
    QCOMPARE(l.zones[0].size(), 7u);
}

void TestStructure::heuristicFindsTheExactArcs() {
    Progress progress;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        const auto s = randomSnapshot({.seed = seed, .firms = 18, .stages = 4, .feedback = 0.6});
        const auto exact = *feedbackArcs(*s, {}, progress);
        const auto bound = *feedbackArcs(*s, {.exactUpTo = 0}, progress);
        QVERIFY(exact.exact);
        QVERIFY(near(bound.value, exact.value, 1e-9));
        std::vector<std::uint8_t> keep(s->edgeCount(), 1);
        for (const auto e : exact.edges) keep[e] = 0;
        QCOMPARE(strongComponents(keptRows(*s, keep, Direction::Out).view()).count, std::uint32_t(s->nodeCount()));
    }
}

void TestStructure::breadthOfToy() {
    const auto g = golden("A");
    Progress progress;
    const auto b = *breadth(*toySnapshot("2024"), progress);
    for (const auto& [stage, firms] : g["effective_firms_per_stage"].items())
        QVERIFY(near(b.effectiveFirms[std::size_t(std::stoi(stage) - 1)], firms.get<double>()));
    const auto criticality = golden("C");
    for (const auto& [stage, hhi] : criticality["stage_hhi"].items())
        QVERIFY(near(b.herfindahl[std::size_t(std::stoi(stage) - 1)], hhi.get<double>()));
    QVERIFY(near(b.mean, g["breadth_mean_effective"]));
    QVERIFY(near(b.narrowest, g["narrowest_stage_effective"]));
    QCOMPARE(b.scope, 1.0);
    QCOMPARE(b.narrowestStage, 1);
}

void TestStructure::reachOfToy() {
    const auto g = golden("A")["reach"];
    const auto s = toySnapshot("2024");
    Progress progress;
    const auto down = *reach(*s, ReachDirection::Downstream, progress), up = *reach(*s, ReachDirection::Upstream, progress);
    for (const auto& [id, row] : g.items()) {
        const auto i = s->nodeOfId(id);
        QVERIFY(near(down.share[i], row["down_reach"]));
        QVERIFY(near(up.share[i], row["up_reach"]));
        QCOMPARE(down.depth[i], row["down_depth"].get<std::uint32_t>());
        QCOMPARE(up.depth[i], row["up_depth"].get<std::uint32_t>());
        QCOMPARE(down.stages[i], row["stages_down"].get<std::uint32_t>());
    }
}

QTEST_APPLESS_MAIN(TestStructure)
#include "tst_structure.moc"
