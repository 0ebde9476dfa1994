// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>

#include "core/layout/sankey_graph.h"
#include "core/layout/sankey_layers.h"
#include "tests/core/layout/sankey_samples.h"

using namespace chainscape;
using namespace chainscape::test;

class TestSankeyGraph : public QObject {
    Q_OBJECT
private slots:
    void sortsLinksByLayers();
    void tellsLayersFromFlows();
    void alignsAsAsked();
    void findsTheSmallFeedback();
    void placesNodesWithoutLayer();
    void leavesOutUnusedLayers();
    void readsOddValues();
    void refusesWrongIndices();
    void findsComponents();
    void survivesLoops();
    void takesNothing();
};

void TestSankeyGraph::sortsLinksByLayers() {
    const SankeyGraph graph{{0, 1, 2, 1}, {{0, 1, 4}, {0, 2, 3}, {2, 0, 1}, {1, 3, 2}, {3, 3, 5}, {1, 2, 6}}};
    const auto s = *buildSankeyStructure(graph);
    QCOMPARE(s.bands[0].kind, SankeyBandKind::Forward);
    QCOMPARE(s.bands[1].kind, SankeyBandKind::Forward);
    QCOMPARE(s.bands[2].kind, SankeyBandKind::Backward);
    QCOMPARE(s.bands[3].kind, SankeyBandKind::SameLayer);
    QCOMPARE(s.bands[4].kind, SankeyBandKind::Self);
    QCOMPARE(s.bands[1].bundle, s.bands[2].bundle); // both directions share their bends
    QCOMPARE(s.bundles[s.bands[1].bundle].value, 4.0);
    QCOMPARE(s.bundles[s.bands[1].bundle].bendCount, 1);
    QCOMPARE(s.vertexCount(), 5);
    QCOMPARE(s.layer[4], 1);
    QCOMPARE(s.bands[4].bundle, -1);
}

void TestSankeyGraph::tellsLayersFromFlows() {
    const auto s = *buildSankeyStructure({{kUnknownLayer, kUnknownLayer, kUnknownLayer, kUnknownLayer}, {{2, 0, 1}, {0, 3, 1}, {2, 3, 1}, {3, 1, 1}}});
    QCOMPARE(s.layer[2], 0);
    QCOMPARE(s.layer[0], 1);
    QCOMPARE(s.layer[3], 2);
    QCOMPARE(s.layer[1], 3);
}

void TestSankeyGraph::alignsAsAsked() {
    // 0 -> 1 -> 2 -> 3 and a late supplier 4 -> 3, an early buyer 0 -> 5
    const SankeyGraph graph{std::vector<int>(6, kUnknownLayer), {{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {4, 3, 1}, {0, 5, 1}}};
    QCOMPARE(sankeyLayers(graph, SankeyAlign::Left)[4], 0);
    QCOMPARE(sankeyLayers(graph, SankeyAlign::Left)[5], 1);
    QCOMPARE(sankeyLayers(graph, SankeyAlign::Right)[4], 2);
    QCOMPARE(sankeyLayers(graph, SankeyAlign::Right)[5], 3);
    QCOMPARE(sankeyLayers(graph, SankeyAlign::Balanced)[4], 2);
    QCOMPARE(sankeyLayers(graph, SankeyAlign::Balanced)[5], 1);
}

void TestSankeyGraph::findsTheSmallFeedback() {
    const auto s = *buildSankeyStructure({std::vector<int>(3, kUnknownLayer), {{1, 2, 9}, {2, 0, 8}, {0, 1, 1}}});
    QCOMPARE(s.bands[0].kind, SankeyBandKind::Forward);
    QCOMPARE(s.bands[1].kind, SankeyBandKind::Forward);
    QCOMPARE(s.bands[2].kind, SankeyBandKind::Backward);
}

void TestSankeyGraph::placesNodesWithoutLayer() {
    const auto s = *buildSankeyStructure({{2, kUnknownLayer, 5, kUnknownLayer, kUnknownLayer}, {{0, 1, 1}, {1, 2, 1}, {3, 0, 2}}});
    QVERIFY(s.layer[1] > s.layer[0] && s.layer[1] <= s.layer[2]);
    QCOMPARE(s.layer[3], 0); // would be before the first: stays within the layers given
    QCOMPARE(s.layer[4], 0);
}

void TestSankeyGraph::leavesOutUnusedLayers() {
    const auto s = *buildSankeyStructure({{1990, 2000, 2010}, {{0, 2, 1}, {0, 1, 1}}});
    QCOMPARE(s.layerCount, 3);
    QCOMPARE(s.layerLabel, (std::vector<int>{1990, 2000, 2010}));
    QCOMPARE(s.vertexCount(), 4);
}

void TestSankeyGraph::readsOddValues() {
    const auto s = *buildSankeyStructure({{0, 1}, {{0, 1, -3}, {0, 1, 0}, {0, 1, std::nan("")}, {0, 1, HUGE_VAL}, {0, 1, 1e15}, {0, 1, 1e-12}}});
    QCOMPARE(s.bands[0].state, SankeyValueState::Negative);
    QCOMPARE(s.bands[0].source, 1);
    QCOMPARE(s.bands[0].value, 3.0);
    QCOMPARE(s.bands[0].kind, SankeyBandKind::Backward);
    QCOMPARE(s.bands[1].state, SankeyValueState::Zero);
    QCOMPARE(s.bands[2].state, SankeyValueState::Unknown);
    QCOMPARE(s.bands[3].state, SankeyValueState::Unknown);
    QCOMPARE(s.bands[3].value, 0.0);
    QCOMPARE(s.bands[4].state, SankeyValueState::Usable);
    QCOMPARE(s.bands[5].value, 1e-12);
}

void TestSankeyGraph::refusesWrongIndices() {
    const auto s = buildSankeyStructure({{0, 1}, {{0, 1, 1}, {0, 2, 1}}});
    QVERIFY(!s);
    QCOMPARE(s.error().code, ErrorCode::BadArgument);
    QCOMPARE(s.error().place.row, std::int64_t(2));
    QVERIFY(!buildSankeyStructure({{0, 1}, {{-1, 0, 1}}}));
}

void TestSankeyGraph::findsComponents() {
    const auto s = *buildSankeyStructure({{0, 1, 0, 1, 0}, {{0, 1, 1}, {2, 3, 5}}});
    QCOMPARE(s.componentCount, 3);
    QCOMPARE(s.component, (std::vector<int>{1, 1, 0, 0, 2}));
}

void TestSankeyGraph::survivesLoops() {
    for (const auto& graph : {fortyLoops(), everyPair(12), withoutLayers(bigLoop()), withoutLayers(randomGraph(3, 5, 8, 150))}) {
        const auto s = buildSankeyStructure(graph);
        QVERIFY(s.has_value());
        QCOMPARE(s->bands.size(), graph.links.size());
        for (const auto& band : s->bands) QVERIFY(band.kind == SankeyBandKind::Self || band.kind == SankeyBandKind::SameLayer || band.bundle >= 0);
    }
    // one loop through eight firms of equal value: exactly one link runs back
    const auto s = *buildSankeyStructure(withoutLayers(bigLoop()));
    QCOMPARE(std::count_if(s.bands.begin(), s.bands.end(), [](const auto& b) { return b.kind == SankeyBandKind::Backward; }), std::ptrdiff_t(1));
}

void TestSankeyGraph::takesNothing() {
    const auto s = buildSankeyStructure({});
    QVERIFY(s.has_value());
    QCOMPARE(s->layerCount, 0);
    QCOMPARE(buildSankeyStructure({{kUnknownLayer}, {}})->layerCount, 1);
    QCOMPARE(buildSankeyStructure({{kUnknownLayer}, {{0, 0, 1}}})->bands[0].kind, SankeyBandKind::Self);
}

QTEST_GUILESS_MAIN(TestSankeyGraph)
#include "tst_sankey_graph.moc"
