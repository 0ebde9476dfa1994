// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include <tbb/global_control.h>

#include "core/layout/force_layout.h"
#include "core/layout/pivot_mds.h"
#include "core/layout/repulsion_tree.h"

using namespace chainscape;

class TestForceLayout : public QObject {
    Q_OBJECT
private slots:
    void repulsionIsTheSumOverPairs_data();
    void repulsionIsTheSumOverPairs();
    void degeneratesStayFinite_data();
    void degeneratesStayFinite();
    void modesReachTheirQuality_data();
    void modesReachTheirQuality();
    void sameBitsForAnyThreadCount();
    void partsDoNotOverlap();
    void warmStartKeepsThePicture();
    void pinsStay();
    void newNodesComeNearTheirNeighbours();
    void badInputIsRefused();
    void stopsWhenAsked();
    void sketchesChangeNothing();
    void everyStageIsSketched_data();
    void everyStageIsSketched();
    void liveMovesAndHolds();
};

namespace {

Result<ForceResult> laidOut(const LayoutGraph& graph, const ForceOptions& options = {}) {
    Progress progress;
    return forceLayout(graph, options, progress);
}

/// Groups of 40 with dense links inside and a few between; fixed seed.
LayoutGraph groups(std::int32_t n, std::uint32_t seed = 5) {
    LayoutGraph graph{.n = n};
    std::mt19937 random(seed);
    const auto link = [&](std::int32_t a, std::int32_t b) {
        graph.source.push_back(a);
        graph.target.push_back(b);
    };
    for (std::int32_t i = 1; i < n; ++i) link(i, i % 40 == 0 ? i - 40 : i - 1);
    for (std::int32_t k = 0; k < 4 * n; ++k) {
        const auto a = static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(n));
        const auto inside = a / 40 * 40 + static_cast<std::int32_t>(random() % 40U);
        const auto b = k % 8 == 0 ? static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(n)) : std::min(n - 1, inside);
        link(a, b);
    }
    return graph;
}

bool allFinite(const Positions& p) {
    const auto finite = [](float v) { return std::isfinite(v); };
    return std::ranges::all_of(p.x, finite) && std::ranges::all_of(p.y, finite);
}

/// Normalised stress over all pairs from 20 sources, best scale.
double stressOf(const LayoutGraph& graph, const Positions& p) {
    const auto adjacency = symmetricAdjacency(graph);
    double first = 0, second = 0, count = 0;
    for (std::int32_t s = 0; s < 20; ++s) {
        const auto source = s * graph.n / 20;
        const auto hops = hopsFrom(adjacency, source);
        for (std::int32_t i = 0; i < graph.n; ++i) {
            if (hops[i] <= 0) continue;
            const double ratio = std::hypot(p.x[i] - p.x[source], p.y[i] - p.y[source]) / static_cast<double>(hops[i]);
            first += ratio;
            second += ratio * ratio;
            ++count;
        }
    }
    return 1 - first * first / second / count;
}

/// Share of links that are among the 2 x degree nearest nodes of their source.
double neighboursKept(const LayoutGraph& graph, const Positions& p) {
    const auto adjacency = symmetricAdjacency(graph);
    double sum = 0;
    for (std::int32_t i = 0; i < graph.n; ++i) {
        std::vector<std::int32_t> others(graph.n);
        std::iota(others.begin(), others.end(), 0);
        std::erase(others, i);
        const auto far = [&](std::int32_t j) { return std::hypot(p.x[i] - p.x[j], p.y[i] - p.y[j]); };
        const auto k = std::min<std::ptrdiff_t>(2 * adjacency.degree(i), std::ssize(others));
        std::partial_sort(others.begin(), others.begin() + k, others.end(), [&](auto a, auto b) { return far(a) < far(b); });
        double found = 0;
        for (const auto j : adjacency.neighbours(i)) found += std::find(others.begin(), others.begin() + k, j) != others.begin() + k;
        sum += found / std::max(1, adjacency.degree(i));
    }
    return sum / graph.n;
}

LayoutGraph star(std::int32_t n) {
    LayoutGraph graph{.n = n};
    graph.source.assign(n - 1, 0);
    graph.target.resize(n - 1);
    std::iota(graph.target.begin(), graph.target.end(), 1);
    return graph;
}

} // namespace

void TestForceLayout::repulsionIsTheSumOverPairs_data() {
    QTest::addColumn<int>("nodes");
    QTest::addColumn<bool>("coulomb");
    for (const int n : {1, 2, 9, 17, 1500, 5000}) {
        QTest::addRow("coulomb %d", n) << n << true;
        QTest::addRow("student %d", n) << n << false;
    }
}

void TestForceLayout::repulsionIsTheSumOverPairs() {
    QFETCH(int, nodes);
    QFETCH(bool, coulomb);
    std::mt19937 random(3);
    std::uniform_real_distribution<float> unit(0, std::sqrt(static_cast<float>(nodes)));
    std::vector<float> x(nodes), y(nodes), mass(nodes), fx(nodes), fy(nodes);
    for (int i = 0; i < nodes; ++i) {
        x[i] = unit(random);
        y[i] = unit(random);
        mass[i] = 1.0F + static_cast<float>(i % 3);
    }
    RepulsionTree tree(0.7F);
    tree.build(x, y, mass);
    tree.forces(coulomb ? RepulsionKernel::Coulomb : RepulsionKernel::Student, fx, fy);
    double error = 0, size = 0;
    for (int i = 0; i < nodes; ++i) {
        double sx = 0, sy = 0;
        for (int j = 0; j < nodes; ++j) {
            const double dx = x[i] - x[j], dy = y[i] - y[j], d2 = dx * dx + dy * dy;
            const double k = mass[j] / (coulomb ? d2 + 1e-4 : (1 + d2) * (1 + d2));
            sx += k * dx;
            sy += k * dy;
        }
        error += std::pow(sx - fx[i], 2) + std::pow(sy - fy[i], 2);
        size += sx * sx + sy * sy;
    }
    QVERIFY2(std::sqrt(error) <= 0.05 * std::sqrt(size) + 1e-6, qPrintable(QString::number(std::sqrt(error / size))));
}

void TestForceLayout::degeneratesStayFinite_data() {
    QTest::addColumn<int>("kind");
    const char* names[] = {"nothing", "one", "two without links", "two linked", "no links", "star", "self and parallel", "odd weights", "path", "complete"};
    for (int k = 0; k < 10; ++k) QTest::newRow(names[k]) << k;
}

void TestForceLayout::degeneratesStayFinite() {
    QFETCH(int, kind);
    const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
    LayoutGraph path{.n = 500};
    for (int i = 1; i < 500; ++i) {
        path.source.push_back(i - 1);
        path.target.push_back(i);
    }
    LayoutGraph complete{.n = 60};
    for (int i = 0; i < 60; ++i)
        for (int j = 0; j < i; ++j) {
            complete.source.push_back(i);
            complete.target.push_back(j);
        }
    const LayoutGraph graphs[] = {{},
                                  {.n = 1},
                                  {.n = 2},
                                  {2, {0}, {1}, {}},
                                  {.n = 1000},
                                  star(100'000),
                                  {3, {0, 0, 0, 1, 2}, {0, 1, 1, 0, 2}, {}},
                                  {5, {0, 1, 2, 3, 4}, {1, 2, 3, 4, 0}, {nan, inf, -1, 0, 1e30F}},
                                  path,
                                  complete};
    const auto& graph = graphs[kind];
    for (const auto mode : {ForceMode::Fast, ForceMode::Quality, ForceMode::Clusters}) {
        if (graph.n > 50'000 && mode != ForceMode::Fast) continue;
        const auto cold = laidOut(graph, {.mode = mode});
        QVERIFY(cold);
        QCOMPARE(std::ssize(cold->positions.x), std::ptrdiff_t(graph.n));
        QVERIFY(allFinite(cold->positions));
        for (const float start : {nan, inf, 0.0F, 1e11F}) {
            std::vector<float> at(graph.n, start);
            if (graph.n > 1 && start > 0) at[1] = -start;
            const auto warm = laidOut(graph, {.mode = mode, .startX = at, .startY = at});
            QVERIFY(warm);
            QVERIFY(allFinite(warm->positions));
        }
    }
}

void TestForceLayout::modesReachTheirQuality_data() {
    QTest::addColumn<int>("mode");
    QTest::addColumn<double>("mostStress");
    QTest::addColumn<double>("leastNeighbours");
    QTest::newRow("fast") << int(ForceMode::Fast) << 0.19 << 0.40;
    QTest::newRow("quality") << int(ForceMode::Quality) << 0.17 << 0.05;
    QTest::newRow("clusters") << int(ForceMode::Clusters) << 0.22 << 0.55;
}

void TestForceLayout::modesReachTheirQuality() {
    QFETCH(int, mode);
    QFETCH(double, mostStress);
    QFETCH(double, leastNeighbours);
    const auto graph = groups(1200);
    const auto result = laidOut(graph, {.mode = ForceMode(mode)});
    QVERIFY(result);
    const double stress = stressOf(graph, result->positions), kept = neighboursKept(graph, result->positions);
    qInfo("stress %.4f, neighbours kept %.3f", stress, kept);
    QVERIFY(stress < mostStress);
    QVERIFY(kept > leastNeighbours);
}

void TestForceLayout::sameBitsForAnyThreadCount() {
    const auto graph = groups(6000);
    for (const auto mode : {ForceMode::Fast, ForceMode::Quality, ForceMode::Clusters}) {
        const auto many = laidOut(graph, {.mode = mode});
        const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
        const auto single = laidOut(graph, {.mode = mode});
        QVERIFY(many && single);
        QVERIFY(many->positions == single->positions);
    }
}

void TestForceLayout::partsDoNotOverlap() {
    LayoutGraph graph{.n = 130};
    for (int part = 0; part < 3; ++part)
        for (int i = 1; i < 40; ++i) {
            graph.source.push_back(40 * part + i);
            graph.target.push_back(40 * part + i / 2);
        }
    const auto result = laidOut(graph);
    QVERIFY(result);
    const auto part = [](int i) { return i < 120 ? i / 40 : i; };
    double between = 1e9, widest = 0;
    for (int i = 0; i < 130; ++i)
        for (int j = 0; j < i; ++j) {
            const double d = std::hypot(result->positions.x[i] - result->positions.x[j], result->positions.y[i] - result->positions.y[j]);
            widest = std::max(widest, d);
            if (part(i) != part(j)) between = std::min(between, d);
        }
    QVERIFY(between >= 1);
    QVERIFY(widest < 80); // packed, not flung away
}

void TestForceLayout::warmStartKeepsThePicture() {
    auto graph = groups(2000);
    const auto before = laidOut(graph);
    graph.source.resize(graph.source.size() - 40); // a period later: some links gone, some new
    graph.target.resize(graph.target.size() - 40);
    for (int k = 0; k < 40; ++k) {
        graph.source.push_back(37 * k);
        graph.target.push_back(37 * k + 11);
    }
    const auto after = laidOut(graph, {.startX = before->positions.x, .startY = before->positions.y, .startSpread = before->spread});
    QVERIFY(after);
    const auto [left, right] = std::ranges::minmax(before->positions.x);
    std::vector<double> moves;
    for (int i = 0; i < graph.n; ++i)
        moves.push_back(std::hypot(after->positions.x[i] - before->positions.x[i], after->positions.y[i] - before->positions.y[i]) / (right - left));
    std::ranges::nth_element(moves, moves.begin() + 1000);
    QVERIFY2(moves[1000] < 0.02, qPrintable(QString::number(moves[1000])));
    QVERIFY(stressOf(graph, after->positions) < 0.2);
}

void TestForceLayout::pinsStay() {
    const auto graph = groups(400);
    std::vector<float> x(400, std::nanf("")), y = x;
    std::vector<std::uint8_t> pinned(400, 0);
    for (const int i : {3, 200, 399}) {
        x[i] = 0.1F * static_cast<float>(i);
        y[i] = 7.3F - 0.05F * static_cast<float>(i);
        pinned[i] = 1;
    }
    for (const auto mode : {ForceMode::Fast, ForceMode::Quality, ForceMode::Clusters}) {
        const auto result = laidOut(graph, {.mode = mode, .startX = x, .startY = y, .pinned = pinned});
        QVERIFY(result && allFinite(result->positions));
        for (const int i : {3, 200, 399}) {
            QCOMPARE(result->positions.x[i], x[i]);
            QCOMPARE(result->positions.y[i], y[i]);
        }
    }
}

void TestForceLayout::newNodesComeNearTheirNeighbours() {
    const auto small = groups(800);
    const auto before = laidOut(small);
    auto graph = small;
    graph.n = 801;
    for (const int to : {40, 41, 42}) {
        graph.source.push_back(800);
        graph.target.push_back(to);
    }
    auto x = before->positions.x, y = before->positions.y;
    x.push_back(std::nanf(""));
    y.push_back(std::nanf(""));
    for (const auto mode : {ForceMode::Fast, ForceMode::Clusters}) {
        const auto after = laidOut(graph, {.mode = mode, .startX = x, .startY = y, .startSpread = before->spread});
        QVERIFY(after && allFinite(after->positions));
        const auto [left, right] = std::ranges::minmax(after->positions.x);
        const double away = std::hypot(after->positions.x[800] - after->positions.x[41], after->positions.y[800] - after->positions.y[41]);
        QVERIFY(away < 0.2 * (right - left));
    }
}

void TestForceLayout::badInputIsRefused() {
    QVERIFY(!laidOut({.n = -1}));
    QVERIFY(!laidOut({2, {0}, {2}, {}}));
    QVERIFY(!laidOut({2, {0}, {1, 0}, {}}));
    QVERIFY(!laidOut({2, {0}, {1}, {1, 2}}));
    const std::vector<float> one(1);
    QVERIFY(!laidOut({.n = 2}, {.startX = one, .startY = one}));
    QVERIFY(!laidOut({.n = 1}, {.startX = one, .startY = one, .startSpread = 0}));
}

void TestForceLayout::stopsWhenAsked() {
    Progress progress;
    progress.stop();
    const auto result = forceLayout(groups(500), {}, progress);
    QVERIFY(!result);
    QCOMPARE(int(result.error().code), int(ErrorCode::Cancelled));
}

void TestForceLayout::sketchesChangeNothing() {
    auto graph = groups(60'000);
    graph.n += 2; // a part of its own, laid out last
    graph.source.push_back(graph.n - 2);
    graph.target.push_back(graph.n - 1);
    const auto plain = laidOut(graph);
    ForceOptions options;
    std::vector<Positions> sketches;
    options.meanwhile = [&](const Positions& at) { sketches.push_back(at); };
    const auto watched = laidOut(graph, options);
    QVERIFY(plain && watched);
    QVERIFY(plain->positions.x == watched->positions.x && plain->positions.y == watched->positions.y);
    QVERIFY(!sketches.empty()); // every 0.2 s; this takes longer
    const auto n = static_cast<std::size_t>(graph.n);
    QCOMPARE(sketches.back().x.size(), n);
    QVERIFY(std::all_of(sketches.back().x.begin(), sketches.back().x.end() - 2, [](float v) { return std::isfinite(v); }));
    QVERIFY(std::isnan(sketches.back().x[n - 1])); // has no place yet
}

void TestForceLayout::everyStageIsSketched_data() {
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("stage");
    QTest::newRow("quality") << int(ForceMode::Quality) << QStringLiteral("fitting distances");
    QTest::newRow("clusters") << int(ForceMode::Clusters) << QStringLiteral("drawing groups together");
}

void TestForceLayout::everyStageIsSketched() {
    QFETCH(int, mode);
    QFETCH(QString, stage);
    std::string now;
    int seen = 0;
    Progress progress([&](double, std::string_view what) { now = what; });
    ForceOptions options;
    options.mode = ForceMode(mode);
    const auto graph = groups(60'000);
    options.meanwhile = [&](const Positions& at) { seen += now == stage.toStdString() && at.x.size() == 60'000 && allFinite(at) ? 1 : 0; };
    QVERIFY(forceLayout(graph, options, progress));
    QVERIFY(seen > 0);
}

void TestForceLayout::liveMovesAndHolds() {
    const auto graph = groups(400);
    Progress progress;
    auto live = LiveForce::start(graph, {}, progress);
    QVERIFY(live);
    const auto before = live->positions();
    live->hold(5, 50, 60);
    live->hold(-1, 0, 0);
    live->hold(5000, 0, 0);
    for (int k = 0; k < 60; ++k) live->iterate();
    const auto after = live->positions();
    QVERIFY(allFinite(after));
    QCOMPARE(after.x[5], 50.0F);
    QCOMPARE(after.y[5], 60.0F);
    QVERIFY(after.x[4] > before.x[4]); // its neighbour follows
    live->release(5);
    live->wake();
    for (int k = 0; k < 60; ++k) live->iterate();
    QVERIFY(live->positions().x[5] < 50.0F);
}

QTEST_APPLESS_MAIN(TestForceLayout)
#include "tst_force_layout.moc"
