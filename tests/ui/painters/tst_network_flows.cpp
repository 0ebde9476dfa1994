// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/painters/network_figures.h"
#include "ui/painters/network_bundles.h"
#include "ui/painters/network_returns.h"

using namespace chainscape;
using namespace chainscape::ui;
using namespace chainscape::ui::testing;

class TestNetworkFlows : public QObject {
    Q_OBJECT
private slots:
    void returnsRunInOneLineAPairOfStages();
    void returnLineTellsWhatItCarries();
    void inkLimitsTheLinks();
    void zoomedOutLinksAreBundles();
    void sumsOfBundlesLieAboveTheFirms();
    void arcsStayInTheirLane();
    void selfLinksAreLoops();
};

void TestNetworkFlows::returnsRunInOneLineAPairOfStages() {
    const auto p = painted(backflow(), {});
    const auto lines = returnLines(*p.snapshot);
    QCOMPARE(lines.size(), std::size_t(2));
    QCOMPARE(lines[0].value, 15.0); // 4 to 3: the shorter way first
    QCOMPARE(lines[0].edges.size(), std::size_t(3));
    QCOMPARE(lines[1].value, 3.0);
    QSet<quint32> bands, single;
    std::size_t forward = 0;
    for (const auto& layer : p.list.layers()) {
        for (const auto& path : layer.paths)
            if (path.item.kind == ItemKind::Band) bands.insert(path.item.id);
            else if (path.item.kind == ItemKind::Link) single.insert(path.item.id);
        forward += layer.curves.size();
    }
    QCOMPARE(bands.size(), 1); // three links; the other line is one link
    QCOMPARE(single.size(), 3); // a firm with one link in a line is that link
    QCOMPARE(forward, std::size_t(3)); // only those along the chain are curves
    QVERIFY(plain(words(p.list)).contains("flows back: 18 EUR"));
    QVERIFY(plain(words(p.list)).contains("15 EUR"));
}

void TestNetworkFlows::returnLineTellsWhatItCarries() {
    const auto p = painted(backflow(), {});
    const auto lines = returnLines(*p.snapshot);
    QVERIFY(returnLineOf(lines, returnLineId(lines[1])) == lines.begin() + 1);
    QVERIFY(returnLineOf(lines, 12345) == lines.end());
    ViewSpec focused;
    focused.focus = "r1";
    const auto q = painted(backflow(), focused); // bright, and still two lines
    QVERIFY(plain(words(q.list)).contains("flows back: 18 EUR"));
}

void TestNetworkFlows::inkLimitsTheLinks() {
    DatasetBuilder b;
    for (int i = 0; i < 90; ++i)
        for (int k = 0; k < 30; ++k) QVERIFY(b.addFlow("s" + std::to_string(i), "t" + std::to_string(k), "2024", 1 + (i * k) % 17, "material", 1, "EUR"));
    for (int i = 0; i < 90; ++i) b.addFirm({.id = "s" + std::to_string(i), .stage = 1});
    for (int k = 0; k < 30; ++k) b.addFirm({.id = "t" + std::to_string(k), .stage = 2});
    const auto data = *b.build();
    const auto p = painted(data, {});
    QVERIFY2(p.legend.notes.join('|').contains("heaviest links"), qPrintable(p.legend.notes.join('|')));
    std::size_t curves = 0;
    for (const auto& layer : p.list.layers()) curves += layer.curves.size();
    QVERIFY(curves >= 400 && curves < 2700);
    ViewSpec all;
    all.edgeBudget = 1000000;
    QVERIFY(!painted(data, all).legend.notes.join('|').contains("heaviest links"));
    QCOMPARE(painted(data, {}, {1800, 1100}).legend.notes, p.legend.notes); // the size of the window does not choose
}

void TestNetworkFlows::zoomedOutLinksAreBundles() {
    const auto data = twoFullLanes(20);
    const auto p = painted(data, {});
    const auto bundles = linkBundles(*p.snapshot);
    QCOMPARE(bundles.size(), std::size_t(1));
    QCOMPARE(bundles.front().value, p.snapshot->totalValue());
    int links = 0, ribbons = 0;
    for (const auto& layer : p.list.layers()) {
        if (layer.curves.size() > 0) QVERIFY(!layer.shownAt(0.5) && layer.shownAt(1) && ++links);
        if (layer.ribbons.empty()) continue;
        QVERIFY(layer.shownAt(0.5) && !layer.shownAt(1));
        QCOMPARE(layer.ribbons.size(), std::size_t(1));
        QCOMPARE(layer.ribbons.front().item, (ItemRef{ItemKind::Band, bundleId(bundles.front())}));
        ++ribbons;
    }
    QCOMPARE(links, 1);
    QCOMPARE(ribbons, 1);
    const auto few = painted(twoFullLanes(5), {}); // drawn one by one
    for (const auto& layer : few.list.layers()) QVERIFY(layer.ribbons.empty());
}

void TestNetworkFlows::sumsOfBundlesLieAboveTheFirms() {
    const auto data = twoFullLanes(20);
    const auto p = painted(data, {}, {900, 560}, [](NetworkInput& in) { in.zoomable = true; });
    std::size_t firms = 0, sums = 0;
    for (std::size_t k = 0; k < p.list.layers().size(); ++k) {
        const auto& layer = p.list.layers()[k];
        if (!layer.discs.empty() && layer.space == Space::World && layer.discs.front().item.kind == ItemKind::Firm) firms = k;
        if (layer.toScale < 1 && !layer.texts.empty()) sums = k;
    }
    QVERIFY(firms > 0 && sums > firms);
    QVERIFY(p.legend.notes.join('|').contains("Zoomed out"));
    QVERIFY(!painted(data, {}).legend.notes.join('|').contains("Zoomed out")); // nobody zooms on paper
}

void TestNetworkFlows::arcsStayInTheirLane() {
    DatasetBuilder b;
    for (int i = 0; i < 120; ++i) b.addFirm({.id = std::to_string(i), .stage = i < 100 ? 2 : 1});
    for (int i = 0; i < 100; ++i) {
        [[maybe_unused]] const auto along = b.addFlow(std::to_string(100 + i % 20), std::to_string(i), "2024", 1 + i, "material", 1, "EUR");
        [[maybe_unused]] const auto within = b.addFlow(std::to_string(i), std::to_string((i * 37 + 11) % 100), "2024", 1 + i, "material", 1, "EUR");
    }
    const auto p = painted(*b.build(), {});
    const auto& s = *p.snapshot;
    int arcs = 0;
    for (const auto& layer : p.list.layers())
        for (std::size_t i = 0; i < layer.curves.size(); ++i) {
            const auto& ends = layer.curves.ends;
            if (ends.item[i].kind != ItemKind::Link || s.stage()[s.edges().source[ends.item[i].id]] != s.stage()[s.edges().target[ends.item[i].id]]) continue;
            ++arcs;
            for (const double t : {0.25, 0.5, 0.75}) {
                const double u = 1 - t;
                const double x = u * u * u * double(ends.x0[i]) + 3 * u * u * t * double(layer.curves.cx0[i]) + 3 * u * t * t * double(layer.curves.cx1[i]) + t * t * t * double(ends.x1[i]);
                QVERIFY2(x < 892 && x > 8, qPrintable(QString::number(x)));
            }
        }
    QVERIFY(arcs > 50);
}

void TestNetworkFlows::selfLinksAreLoops() {
    const auto p = painted(test::chain("a -> b : 5 @2024 [EUR]\na -> a : 2 @2024 [EUR]"), {});
    bool loop = false;
    for (const auto& layer : p.list.layers())
        for (std::size_t i = 0; i < layer.curves.size(); ++i) loop = loop || (layer.curves.ends.x0[i] == layer.curves.ends.x1[i] && layer.curves.ends.y0[i] == layer.curves.ends.y1[i]);
    QVERIFY(loop);
    QVERIFY(p.legend.notes.join('|').contains("sells to itself"));
}

QTEST_MAIN(TestNetworkFlows)
#include "tst_network_flows.moc"
