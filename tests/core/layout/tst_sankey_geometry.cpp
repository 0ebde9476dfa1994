// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <cmath>

#include "core/layout/sankey_geometry.h"
#include "core/layout/sankey_order.h"
#include "tests/core/layout/sankey_samples.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

struct Drawing {
    SankeyStructure structure;
    SankeyOrder order;
    SankeyGeometry geometry;
};

Drawing draw(const SankeyGraph& graph, const SankeyGeometryOptions& options = {}) {
    Drawing d;
    d.structure = *buildSankeyStructure(graph);
    Progress progress;
    d.order = *orderSankey(d.structure, {.sweeps = 20}, progress);
    d.geometry = *sankeyGeometry(d.structure, d.order.position, options);
    return d;
}

bool isFinite(const SankeyGeometry& g) {
    bool finite = std::isfinite(g.scale) && std::isfinite(g.height);
    for (const auto& node : g.nodes) finite = finite && std::isfinite(node.box.x + node.box.y + node.box.width + node.box.height);
    for (const auto& ribbon : g.ribbons)
        for (const auto& curve : ribbon.centre)
            for (const auto& p : curve) finite = finite && std::isfinite(p.x + p.y);
    return finite;
}

/// The places of the bands' ends along one side of every node must tile it: sorted by y they touch and start at its top.
void verifyTiling(const Drawing& d, bool outSide) {
    std::vector<std::vector<std::pair<double, double>>> ends(d.geometry.nodes.size());
    for (std::size_t i = 0; i < d.structure.bands.size(); ++i) {
        const auto& ribbon = d.geometry.ribbons[i];
        const auto point = outSide ? ribbon.centre.front().front() : ribbon.centre.back().back();
        const int v = outSide ? d.structure.bands[i].source : d.structure.bands[i].target;
        const auto& box = d.geometry.nodes[v].box;
        QVERIFY(std::abs(point.x - (outSide ? box.x + box.width : box.x)) < 1e-9);
        ends[v].emplace_back(point.y - ribbon.width / 2, ribbon.width);
    }
    for (std::size_t v = 0; v < ends.size(); ++v) {
        std::sort(ends[v].begin(), ends[v].end());
        double at = d.geometry.nodes[v].box.y;
        for (const auto& [top, width] : ends[v]) {
            QVERIFY(std::abs(top - at) < 1e-7);
            at = top + width;
        }
    }
}

} // namespace

class TestSankeyGeometry : public QObject {
    Q_OBJECT
private slots:
    void sumsAreTheData();
    void keepsOrderAndFrame();
    void tilesTheNodes();
    void followsBends();
    void drawsImbalance();
    void nestsReturns();
    void narrowsReturns();
    void loopsOverTheNode();
    void sharesOneScale();
    void straightensAChain();
    void drawsEveryLink();
    void takesOddInput();
    void refusesWrongOptions();
};

void TestSankeyGeometry::sumsAreTheData() {
    for (unsigned seed = 1; seed <= 12; ++seed) {
        const auto graph = seed % 2 == 0 ? randomGraph(seed, 5, 8, 120) : withoutLayers(randomGraph(seed, 5, 8, 120));
        const auto d = draw(graph);
        const auto n = d.geometry.nodes.size();
        std::vector<double> in(n), out(n), stub(n);
        double total = 0.0;
        for (std::size_t i = 0; i < graph.links.size(); ++i) {
            const double value = d.geometry.ribbons[i].width / d.geometry.scale;
            out[graph.links[i].source] += value;
            in[graph.links[i].target] += value;
            total += graph.links[i].value;
            QVERIFY(std::abs(value - graph.links[i].value) <= 1e-9 * value);
        }
        for (const auto& s : d.geometry.stubs) stub[s.node] += s.kind == SankeyStubKind::Added ? s.value : -s.value;
        for (std::size_t v = 0; v < n; ++v) {
            const auto& node = d.geometry.nodes[v];
            QVERIFY(std::abs(node.in - in[v]) <= 1e-9 * total && std::abs(node.out - out[v]) <= 1e-9 * total);
            QVERIFY(std::abs(node.box.height - std::max(in[v], out[v]) * d.geometry.scale) <= 1e-9 * total * d.geometry.scale);
            if (in[v] > 0 && out[v] > 0) QVERIFY(std::abs(out[v] - in[v] - stub[v]) <= 1e-9 * total);
        }
        double lanesOut = 0.0;
        for (const auto& lane : d.geometry.lanes) lanesOut += lane.out;
        QVERIFY(std::abs(lanesOut - total) <= 1e-9 * total);
    }
}

void TestSankeyGeometry::keepsOrderAndFrame() {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        const auto d = draw(randomGraph(seed, 6, 9, 140));
        for (int a = 0; a < d.structure.nodeCount; ++a) {
            const auto& p = d.geometry.nodes[a].box;
            QVERIFY(p.y >= -1e-6 && p.y + p.height <= d.geometry.height + 1e-6);
            QVERIFY(p.x >= 0 && p.x + p.width <= d.geometry.width + 1e-9);
            for (int b = 0; b < d.structure.nodeCount; ++b)
                if (d.structure.layer[a] == d.structure.layer[b] && d.order.position[a] < d.order.position[b])
                    QVERIFY(p.y + p.height <= d.geometry.nodes[b].box.y + 1e-6);
        }
        QCOMPARE(d.geometry.height, 600.0);
    }
}

void TestSankeyGeometry::tilesTheNodes() {
    for (const auto side : {SankeyReturnSide::Below, SankeyReturnSide::Above})
        for (unsigned seed = 1; seed <= 6; ++seed) {
            const auto d = draw(randomGraph(seed, 4, 6, 70), {.returns = side});
            verifyTiling(d, true);
            verifyTiling(d, false);
        }
}

void TestSankeyGeometry::followsBends() {
    const auto d = draw({{0, 1, 2, 3}, {{0, 1, 5}, {1, 2, 5}, {2, 3, 5}, {0, 3, 2}}});
    const auto& ribbon = d.geometry.ribbons[3];
    QCOMPARE(ribbon.kind, SankeyRibbonKind::Swept);
    QCOMPARE(ribbon.centre.size(), std::size_t(5)); // three bows, two level stretches past the columns
    for (std::size_t i = 1; i < ribbon.centre.size(); ++i) {
        QCOMPARE(ribbon.centre[i].front().x, ribbon.centre[i - 1].back().x);
        QCOMPARE(ribbon.centre[i].front().y, ribbon.centre[i - 1].back().y);
    }
    const double y = ribbon.centre[1].front().y;
    const auto& passed = d.geometry.nodes[1].box;
    QVERIFY(y + ribbon.width / 2 <= passed.y + 1e-9 || y - ribbon.width / 2 >= passed.y + passed.height - 1e-9);
    QCOMPARE(d.geometry.lanes[1].through, 2.0);
}

void TestSankeyGeometry::drawsImbalance() {
    const auto d = draw({{0, 1, 2, 2}, {{0, 1, 6}, {1, 2, 8}, {1, 3, 2}, {2, 2, 1}, {3, 3, 1}}});
    QCOMPARE(d.geometry.stubs.size(), std::size_t(3));
    QCOMPARE(d.geometry.stubs[0].node, 1);
    QCOMPARE(d.geometry.stubs[0].kind, SankeyStubKind::Added);
    QCOMPARE(d.geometry.stubs[0].value, 4.0);
    const auto& node = d.geometry.nodes[1].box;
    QVERIFY(std::abs(d.geometry.stubs[0].box.y - (node.y + 6 * d.geometry.scale)) < 1e-9);
    QVERIFY(d.geometry.stubs[0].box.x + d.geometry.stubs[0].box.width <= node.x + 1e-9);
    QCOMPARE(d.geometry.stubs[1].kind, SankeyStubKind::Kept);
    QCOMPARE(d.geometry.stubs[1].value, 8.0);
    QVERIFY(draw({{0, 1, 2}, {{0, 1, 3}, {1, 2, 3}}}).geometry.stubs.empty());
}

void TestSankeyGeometry::nestsReturns() {
    const auto d = draw({{0, 1, 2, 2}, {{0, 1, 9}, {1, 2, 9}, {2, 1, 2}, {2, 0, 3}, {3, 2, 1}}});
    double bottom = 0.0;
    for (const auto& node : d.geometry.nodes) bottom = std::max(bottom, node.box.y + node.box.height);
    std::vector<double> lanes;
    for (const int i : {4, 2, 3}) { // same layer, one back, two back: from the inside out
        const auto& ribbon = d.geometry.ribbons[i];
        QCOMPARE(ribbon.kind, SankeyRibbonKind::Stroked);
        double lowest = 0.0;
        for (const auto& curve : ribbon.centre) lowest = std::max(lowest, curve.back().y);
        QVERIFY(lowest - ribbon.width * ribbon.waist / 2 >= bottom);
        lanes.push_back(lowest);
    }
    QVERIFY(lanes[0] < lanes[1] && lanes[1] < lanes[2]);
    QVERIFY(lanes[2] + d.geometry.ribbons[3].width * d.geometry.returnShare / 2 <= d.geometry.height + 1e-9);
    // the inner band leaves lower, so that the two do not cross
    QVERIFY(d.geometry.ribbons[2].centre.front().front().y > d.geometry.ribbons[3].centre.front().front().y);
}

/// Where trade within a layer outweighs the rest, it leaves most of the height to the boxes; ends stay on the scale.
void TestSankeyGeometry::narrowsReturns() {
    const auto d = draw({{0, 1, 1, 1, 2}, {{0, 1, 2}, {1, 2, 30}, {2, 3, 40}, {3, 1, 30}, {3, 4, 2}, {4, 0, 1}}});
    QVERIFY(d.geometry.returnShare > 0.0 && d.geometry.returnShare < 0.5);
    verifyTiling(d, true);
    verifyTiling(d, false);
    double bottom = 0.0, lowest = 0.0;
    for (const auto& node : d.geometry.nodes) bottom = std::max(bottom, node.box.y + node.box.height);
    for (std::size_t i = 0; i < d.structure.bands.size(); ++i) {
        const auto& ribbon = d.geometry.ribbons[i];
        QVERIFY(std::abs(ribbon.width - d.structure.bands[i].value * d.geometry.scale) < 1e-9);
        QCOMPARE(ribbon.waist, ribbon.kind == SankeyRibbonKind::Stroked ? d.geometry.returnShare : 1.0);
        for (const auto& curve : ribbon.centre) lowest = std::max(lowest, curve.back().y + ribbon.width * ribbon.waist / 2);
    }
    QVERIFY(lowest <= d.geometry.height + 1e-6);
    QVERIFY(bottom > 0.65 * d.geometry.height);
    const auto wide = draw({{0, 1, 1, 1, 2}, {{0, 1, 200}, {1, 2, 3}, {2, 3, 4}, {3, 1, 3}, {3, 4, 200}, {4, 0, 1}}});
    QCOMPARE(wide.geometry.returnShare, 1.0); // nothing to narrow
    // Room kept for the larger of two periods: the columns of both stand at the same places.
    const auto room = sankeyRoom(d.structure, d.order.position, {}).with(sankeyRoom(wide.structure, wide.order.position, {}));
    QCOMPARE(room.value, 101.0);
    const double scale = std::min(fittedSankeyScale(d.structure, d.order.position, {.room = room}), fittedSankeyScale(wide.structure, wide.order.position, {.room = room}));
    const auto one = *sankeyGeometry(d.structure, d.order.position, {.scale = scale, .room = room}), two = *sankeyGeometry(wide.structure, wide.order.position, {.scale = scale, .room = room});
    for (std::size_t l = 0; l < one.lanes.size(); ++l) QCOMPARE(one.lanes[l].x, two.lanes[l].x);
    QCOMPARE(one.returnShare, two.returnShare);
    QCOMPARE(one.height, 600.0);
    QCOMPARE(two.height, 600.0);
}

void TestSankeyGeometry::loopsOverTheNode() {
    const auto d = draw({{0, 1}, {{0, 1, 5}, {0, 0, 0.1}}});
    const auto& loop = d.geometry.ribbons[1].centre;
    double highest = 1e9;
    for (const auto& curve : loop) highest = std::min(highest, curve.back().y);
    QVERIFY(highest < d.geometry.nodes[0].box.y);
    QVERIFY(loop.front().front().x > loop.back().back().x);
}

void TestSankeyGeometry::sharesOneScale() {
    const SankeyGraph small{{0, 0, 1}, {{0, 2, 1}, {1, 2, 2}}}, large{{0, 0, 1}, {{0, 2, 10}, {1, 2, 20}}};
    const auto a = *buildSankeyStructure(small), b = *buildSankeyStructure(large);
    const std::vector<int> order{0, 1, 0};
    const double scale = std::min(fittedSankeyScale(a, order, {}), fittedSankeyScale(b, order, {}));
    const auto one = *sankeyGeometry(a, order, {.scale = scale}), two = *sankeyGeometry(b, order, {.scale = scale});
    QVERIFY(std::abs(two.nodes[2].box.height - 10 * one.nodes[2].box.height) < 1e-9);
    QCOMPARE(one.height, two.height);
    QVERIFY(sankeyGeometry(b, order, {.scale = 10 * scale})->height > 600.0);
}

void TestSankeyGeometry::straightensAChain() {
    const auto d = draw({{0, 1, 2, 0, 1, 2}, {{0, 1, 5}, {1, 2, 5}, {3, 4, 2}, {4, 5, 2}}});
    for (const auto& ribbon : d.geometry.ribbons) QVERIFY(std::abs(ribbon.centre.front().front().y - ribbon.centre.back().back().y) < 1e-6);
}

void TestSankeyGeometry::drawsEveryLink() {
    for (const auto& graph : {fortyLoops(), bigLoop(), withoutLayers(bigLoop()), everyPair(14)}) {
        const auto d = draw(graph);
        QCOMPARE(d.geometry.ribbons.size(), graph.links.size());
        QVERIFY(isFinite(d.geometry));
        for (const auto& ribbon : d.geometry.ribbons) QVERIFY(!ribbon.centre.empty() && ribbon.width > 0.0);
        verifyTiling(d, true);
        verifyTiling(d, false);
    }
}

void TestSankeyGeometry::takesOddInput() {
    for (const auto& graph : {SankeyGraph{}, SankeyGraph{{0}, {}}, SankeyGraph{{0}, {{0, 0, 3}}}, SankeyGraph{{0, 1}, {{0, 1, 0}}},
                              SankeyGraph{{0, 1}, {{0, 1, std::nan("")}, {1, 0, -2}}}, SankeyGraph{{0, 1, 2}, {{0, 1, 1e15}, {0, 2, 1e-12}}},
                              SankeyGraph{{0, 1}, {{0, 1, 1e-12}}}, SankeyGraph{{0, 0}, {{0, 1, 1}}}})
        QVERIFY(isFinite(draw(graph).geometry));
    QCOMPARE(draw({{0, 1}, {{0, 1, 1e-12}}}).geometry.nodes[0].box.height, 600.0);
    // a thousand nodes in one layer: the gaps give way
    SankeyGraph wide;
    wide.layers.assign(1001, 0);
    wide.layers[1000] = 1;
    for (int v = 0; v < 1000; ++v) wide.links.push_back({v, 1000, 1.0});
    const auto d = draw(wide);
    QVERIFY(d.geometry.scale > 0.0);
    QVERIFY(std::abs(d.geometry.nodes[1000].box.height - 300.0) < 1e-6);
}

void TestSankeyGeometry::refusesWrongOptions() {
    const auto s = *buildSankeyStructure({{0, 1}, {{0, 1, 1}}});
    const std::vector<int> order{0, 0};
    QVERIFY(!sankeyGeometry(s, std::vector<int>{0}));
    QVERIFY(!sankeyGeometry(s, order, {.width = 0.0}));
    QVERIFY(!sankeyGeometry(s, order, {.scale = std::nan("")}));
}

QTEST_GUILESS_MAIN(TestSankeyGeometry)
#include "tst_sankey_geometry.moc"
