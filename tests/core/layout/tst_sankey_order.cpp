// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "core/layout/sankey_order.h"
#include "core/layout/sankey_search.h"
#include "tests/core/layout/sankey_samples.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

std::vector<double> asNumbers(const std::vector<int>& positions) { return {positions.begin(), positions.end()}; }

/// Every pair of pieces looked at.
SankeyCrossings bruteForce(const SankeyStructure& s, const std::vector<double>& y) {
    struct Piece {
        int layer;
        int a, b;
        double w;
    };
    std::vector<Piece> pieces;
    for (const auto& b : s.bundles) {
        int from = b.low;
        for (int k = 0; k <= b.bendCount; ++k) {
            const int to = k == b.bendCount ? b.high : b.firstBend + k;
            pieces.push_back({s.layer[from], from, to, b.value});
            from = to;
        }
    }
    SankeyCrossings sum;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto &p = pieces[i], &q = pieces[j];
            if (p.layer != q.layer || (y[p.a] - y[q.a]) * (y[p.b] - y[q.b]) >= 0) continue;
            sum.weighted += p.w * q.w;
            ++sum.count;
        }
    return sum;
}

/// The least crossings over all orders of all layers; only for tiny structures.
double exhaustive(const SankeyStructure& s) {
    std::vector<std::vector<int>> layers(static_cast<std::size_t>(s.layerCount));
    for (int v = 0; v < s.vertexCount(); ++v) layers[s.layer[v]].push_back(v);
    std::vector<double> y(s.layer.size());
    double best = HUGE_VAL;
    const std::function<void(std::size_t)> visit = [&](std::size_t l) {
        if (l == layers.size()) {
            best = std::min(best, countCrossings(s, y).weighted);
            return;
        }
        auto order = layers[l];
        std::sort(order.begin(), order.end());
        do {
            for (std::size_t i = 0; i < order.size(); ++i) y[order[i]] = static_cast<double>(i);
            visit(l + 1);
        } while (std::next_permutation(order.begin(), order.end()));
    };
    visit(0);
    return best;
}

void verifyOrder(const SankeyStructure& s, const SankeyOrder& order) {
    QCOMPARE(order.position.size(), s.layer.size());
    std::set<std::pair<int, int>> seen;
    std::map<int, int> sizes;
    for (int v = 0; v < s.vertexCount(); ++v) ++sizes[s.layer[v]];
    for (int v = 0; v < s.vertexCount(); ++v) {
        QVERIFY(order.position[v] >= 0 && order.position[v] < sizes[s.layer[v]]);
        QVERIFY(seen.emplace(s.layer[v], order.position[v]).second);
    }
}

} // namespace

class TestSankeyOrder : public QObject {
    Q_OBJECT
private slots:
    void countsAsBruteForce();
    void keepsItsAccounts();
    void findsTheOptimum();
    void neverWorseThanTheStart();
    void keepsPinnedOrder();
    void isRepeatable();
    void tellsBetterOrders();
    void keepsTheClock();
    void separatesComponents();
    void laysOutLoops();
    void takesOddInput();
    void refusesWrongOptions();
};

void TestSankeyOrder::countsAsBruteForce() {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto s = *buildSankeyStructure(randomGraph(seed, 4, 6, 50));
        std::vector<double> y(s.layer.size());
        std::mt19937 random(seed);
        std::vector<int> mixed(y.size());
        std::iota(mixed.begin(), mixed.end(), 0);
        std::shuffle(mixed.begin(), mixed.end(), random);
        for (std::size_t i = 0; i < y.size(); ++i) y[i] = mixed[i];
        const auto fast = countCrossings(s, y), slow = bruteForce(s, y);
        QCOMPARE(fast.count, slow.count);
        QVERIFY(std::abs(fast.weighted - slow.weighted) <= 1e-9 * slow.weighted);
    }
}

void TestSankeyOrder::keepsItsAccounts() {
    const auto s = *buildSankeyStructure(randomGraph(5, 6, 9, 160));
    SankeySearch search(s, {}, 3);
    search.recount();
    for (int round = 0; round < 40; ++round) {
        const double temperature = round % 4 == 3 ? 0.0 : 0.5 / (1 + round);
        search.sweep(temperature);
        for (int k = 0; k < 10; ++k) search.moveRandomPath(temperature, 6);
        const double kept = search.cost(), counted = search.recount();
        QVERIFY2(std::abs(kept - counted) <= 1e-9 * (1.0 + counted), qPrintable(QString("%1 %2").arg(kept).arg(counted)));
    }
    for (int k = 0; k < 200; ++k) {
        const double before = search.cost();
        QVERIFY(search.moveRandomPath(0.0, 6) <= 0.0);
        QVERIFY(search.cost() <= before);
    }
}

void TestSankeyOrder::findsTheOptimum() {
    for (unsigned seed = 1; seed <= 6; ++seed) {
        const auto s = *buildSankeyStructure(randomGraph(seed, 3, 4, 14));
        if (s.vertexCount() > 15) continue;
        Progress progress;
        const auto order = *orderSankey(s, {.sweeps = 400}, progress);
        const double best = exhaustive(s);
        QVERIFY2(order.crossings <= best * (1 + 1e-12), qPrintable(QString("seed %1: %2 > %3").arg(seed).arg(order.crossings).arg(best)));
    }
}

void TestSankeyOrder::neverWorseThanTheStart() {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        const auto s = *buildSankeyStructure(randomGraph(seed, 5, 7, 80));
        Progress progress;
        const auto good = *orderSankey(s, {.sweeps = 300}, progress);
        for (const int sweeps : {0, 1, 5, 30}) {
            const auto again = *orderSankey(s, {.start = asNumbers(good.position), .seed = seed + 9, .sweeps = sweeps}, progress);
            QVERIFY(again.crossings <= good.crossings * (1 + 1e-12));
            verifyOrder(s, again);
        }
        const auto same = *orderSankey(s, {.start = asNumbers(good.position), .sweeps = 0}, progress);
        QCOMPARE(same.position, good.position);
        std::vector<double> byIndex(static_cast<std::size_t>(s.nodeCount));
        std::iota(byIndex.begin(), byIndex.end(), 0.0);
        const double start = countCrossings(s, straightBends(s, byIndex)).weighted;
        QVERIFY(orderSankey(s, {.start = byIndex, .sweeps = 3}, progress)->crossings <= start);
    }
}

void TestSankeyOrder::keepsPinnedOrder() {
    const auto s = *buildSankeyStructure(randomGraph(11, 4, 8, 90));
    SankeyOrderOptions options{.sweeps = 200};
    options.pinned.assign(static_cast<std::size_t>(s.nodeCount), 0);
    for (int v = 0; v < s.nodeCount; v += 2) options.pinned[v] = 1;
    Progress progress;
    const auto order = *orderSankey(s, options, progress);
    verifyOrder(s, order);
    for (int a = 0; a < s.nodeCount; a += 2)
        for (int b = a + 2; b < s.nodeCount; b += 2)
            if (s.layer[a] == s.layer[b]) QVERIFY(order.position[a] < order.position[b]);
}

void TestSankeyOrder::isRepeatable() {
    const auto s = *buildSankeyStructure(randomGraph(21, 6, 10, 150));
    Progress progress;
    const auto a = *orderSankey(s, {.sweeps = 60}, progress), b = *orderSankey(s, {.sweeps = 60}, progress);
    QCOMPARE(a.position, b.position);
    QCOMPARE(a.crossings, b.crossings);
}

void TestSankeyOrder::tellsBetterOrders() {
    const auto s = *buildSankeyStructure(randomGraph(31, 6, 10, 150));
    std::vector<double> told;
    SankeyOrderOptions options{.sweeps = 900};
    options.better = [&](const SankeyOrder& order) { told.push_back(order.crossings); };
    Progress progress;
    const auto order = *orderSankey(s, options, progress);
    QVERIFY(told.size() >= 2);
    QVERIFY(std::is_sorted(told.rbegin(), told.rend()));
    QVERIFY(order.crossings <= told.back());
    Progress stopped;
    stopped.stop();
    QCOMPARE(orderSankey(s, {}, stopped).error().code, ErrorCode::Cancelled);
}

void TestSankeyOrder::keepsTheClock() {
    const auto s = *buildSankeyStructure(randomGraph(41, 6, 40, 700));
    Progress progress;
    QElapsedTimer timer;
    timer.start();
    const auto order = *orderSankey(s, {.milliseconds = 50.0}, progress);
    QVERIFY(timer.elapsed() < 1000); // generous: a busy machine
    verifyOrder(s, order);
}

void TestSankeyOrder::separatesComponents() {
    SankeyGraph graph;
    for (int v = 0; v < 24; ++v) graph.layers.push_back(v % 3);
    for (int part = 0; part < 4; ++part)
        for (int k = 0; k < 3; ++k) {
            graph.links.push_back({3 * part + 12 * (k / 2), 3 * part + 1, 1.0 + part});
            graph.links.push_back({3 * part + 1, 3 * part + 2 + 12 * (k % 2), 2.0});
        }
    const auto s = *buildSankeyStructure(graph);
    Progress progress;
    const auto order = *orderSankey(s, {.sweeps = 50}, progress);
    QCOMPARE(order.crossings, 0.0);
    for (int a = 0; a < s.nodeCount; ++a)
        for (int b = 0; b < s.nodeCount; ++b)
            if (s.layer[a] == s.layer[b] && s.component[a] < s.component[b]) QVERIFY(order.position[a] < order.position[b]);
}

void TestSankeyOrder::laysOutLoops() {
    for (const auto& graph : {fortyLoops(), bigLoop(), withoutLayers(bigLoop()), everyPair(16)}) {
        const auto s = *buildSankeyStructure(graph);
        Progress progress;
        verifyOrder(s, *orderSankey(s, {.sweeps = 20}, progress));
    }
}

void TestSankeyOrder::takesOddInput() {
    Progress progress;
    QVERIFY(orderSankey(*buildSankeyStructure({}), {}, progress)->position.empty());
    QCOMPARE(orderSankey(*buildSankeyStructure({{0}, {}}), {}, progress)->position, std::vector<int>{0});
    // all values zero: every piece counts the same, so the order is still tidied
    const auto zero = *buildSankeyStructure({{0, 0, 1, 1}, {{0, 3, 0}, {1, 2, 0}}});
    const auto tidy = *orderSankey(zero, {.sweeps = 10}, progress);
    QCOMPARE(countCrossings(zero, asNumbers(tidy.position)).count, std::int64_t(0));
    // huge beside tiny
    const auto wide = *buildSankeyStructure({{0, 0, 1, 1}, {{0, 3, 1e15}, {1, 2, 1e-12}, {0, 2, 1e15}, {1, 3, 1e140}}});
    QVERIFY(std::isfinite(orderSankey(wide, {.sweeps = 10}, progress)->crossings));
}

void TestSankeyOrder::refusesWrongOptions() {
    const auto s = *buildSankeyStructure({{0, 1, 1}, {{0, 1, 1}, {0, 2, 1}}});
    Progress progress;
    QCOMPARE(orderSankey(s, {.start = {1.0}}, progress).error().code, ErrorCode::BadArgument);
    QCOMPARE(orderSankey(s, {.start = {1.0, std::nan(""), 2.0}}, progress).error().code, ErrorCode::BadArgument);
    QCOMPARE(orderSankey(s, {.pinned = {1}}, progress).error().code, ErrorCode::BadArgument);
}

QTEST_GUILESS_MAIN(TestSankeyOrder)
#include "tst_sankey_order.moc"
