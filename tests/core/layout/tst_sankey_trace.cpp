// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <numeric>

#include "core/layout/sankey_trace.h"
#include "tests/core/layout/sankey_samples.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

double sumOf(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }
bool near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b)); }

} // namespace

class TestSankeyTrace : public QObject {
    Q_OBJECT
private slots:
    void followsShares();
    void startsAtANode();
    void splitsAddedValue();
    void originsSumToTheLink();
    void allLinksOfANodeAddUp();
    void endsInLoops();
    void refusesWrongStarts();
};

void TestSankeyTrace::followsShares() {
    // 0 -6-> 2, 1 -2-> 2, 2 -4-> 3, 2 -4-> 4
    const auto s = *buildSankeyStructure({{0, 0, 1, 2, 2}, {{0, 2, 6}, {1, 2, 2}, {2, 3, 4}, {2, 4, 4}}});
    const auto down = *traceSankey(s, {.band = 0}, SankeyTraceWay::Down);
    QCOMPARE(down.amount, (std::vector<double>{6, 0, 3, 3}));
    QCOMPARE(down.atLayer, (std::vector<double>{0, 6, 6}));
    QCOMPARE(down.ends, (std::vector<double>{0, 0, 0, 3, 3}));
    const auto up = *traceSankey(s, {.band = 3}, SankeyTraceWay::Up);
    QCOMPARE(up.amount, (std::vector<double>{3, 1, 0, 4}));
    QCOMPARE(up.ends, (std::vector<double>{3, 1, 0, 0, 0}));
    QCOMPARE(up.total, 4.0);
}

void TestSankeyTrace::startsAtANode() {
    const auto s = *buildSankeyStructure({{0, 1, 2, 2}, {{0, 1, 10}, {1, 2, 3}, {1, 3, 5}}});
    const auto down = *traceSankey(s, {.node = 1}, SankeyTraceWay::Down);
    QCOMPARE(down.total, 10.0);
    QCOMPARE(down.amount, (std::vector<double>{0, 3, 5}));
    QCOMPARE(down.ends, (std::vector<double>{0, 2, 3, 5})); // 2 of the 10 stay at the node itself
}

void TestSankeyTrace::splitsAddedValue() {
    // node 1 takes in 4 and passes on 10: six tenths of what it sells is added there
    const auto s = *buildSankeyStructure({{0, 1, 2}, {{0, 1, 4}, {1, 2, 10}}});
    const auto up = *traceSankey(s, {.band = 1}, SankeyTraceWay::Up);
    QVERIFY(near(up.ends[0], 4) && near(up.ends[1], 6));
    QCOMPARE(traceSankey(s, {.band = 0}, SankeyTraceWay::Down)->amount[1], 4.0);
}

void TestSankeyTrace::originsSumToTheLink() {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const auto s = *buildSankeyStructure(randomGraph(seed, 5, 7, 90)); // with loops
        for (int band = 0; band < static_cast<int>(s.bands.size()); band += 7)
            for (const auto way : {SankeyTraceWay::Down, SankeyTraceWay::Up}) {
                const auto t = *traceSankey(s, {.band = band}, way);
                QVERIFY(near(sumOf(t.ends), s.bands[band].value) || near(t.returned, t.total));
                QCOMPARE(t.unresolved, 0.0);
                for (std::size_t i = 0; i < t.amount.size(); ++i) QVERIFY(t.amount[i] >= 0.0 && t.amount[i] <= s.bands[i].value);
            }
    }
}

void TestSankeyTrace::allLinksOfANodeAddUp() {
    // without loops the traces of all supplies of a chain together are the chain
    SankeyGraph graph = randomGraph(4, 5, 6, 60);
    std::erase_if(graph.links, [&](const SankeyLink& l) { return graph.layers[l.source] >= graph.layers[l.target]; });
    const auto s = *buildSankeyStructure(graph);
    std::vector<double> sum(s.bands.size(), 0.0), in(s.layer.size(), 0.0), out(s.layer.size(), 0.0);
    for (const auto& band : s.bands) in[band.target] += band.value, out[band.source] += band.value;
    for (int v = 0; v < s.nodeCount; ++v) {
        const double added = out[v] - in[v];
        if (added <= 0.0) continue;
        const auto t = *traceSankey(s, {.node = v}, SankeyTraceWay::Down);
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += t.amount[i] * added / out[v];
    }
    for (std::size_t i = 0; i < sum.size(); ++i) QVERIFY(near(sum[i], s.bands[i].value));
}

void TestSankeyTrace::endsInLoops() {
    const auto closed = *buildSankeyStructure(bigLoop());
    const auto t = *traceSankey(closed, {.band = 2}, SankeyTraceWay::Down);
    QVERIFY(near(t.returned, 10.0));
    QCOMPARE(t.unresolved, 0.0);
    for (const double amount : t.amount) QVERIFY(near(amount, 10.0));
    for (const auto& graph : {fortyLoops(), everyPair(12)}) {
        const auto s = *buildSankeyStructure(graph);
        for (const auto way : {SankeyTraceWay::Down, SankeyTraceWay::Up}) {
            QCOMPARE(traceSankey(s, {.band = 0}, way)->unresolved, 0.0);
            QVERIFY(std::isfinite(sumOf(traceSankey(s, {.node = 5}, way)->amount)));
        }
    }
    const auto zero = *buildSankeyStructure({{0, 1}, {{0, 1, 0}, {0, 0, 0}}});
    QCOMPARE(sumOf(traceSankey(zero, {.band = 0}, SankeyTraceWay::Down)->amount), 0.0);
}

void TestSankeyTrace::refusesWrongStarts() {
    const auto s = *buildSankeyStructure({{0, 1}, {{0, 1, 1}}});
    QVERIFY(!traceSankey(s, {.band = 1}, SankeyTraceWay::Up));
    QVERIFY(!traceSankey(s, {.node = 2}, SankeyTraceWay::Up));
    QVERIFY(!traceSankey(s, {}, SankeyTraceWay::Up));
}

QTEST_GUILESS_MAIN(TestSankeyTrace)
#include "tst_sankey_trace.moc"
