// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole drawings against reviewed ones (tests/golden/flow, geometry as SVG without words), hand orders and morphs, and how long loops take.
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <ctime>

#include <QFile>
#include <QRegularExpression>

#include "core/layout/sankey_geometry.h"
#include "core/layout/sankey_morph.h"
#include "core/layout/sankey_order.h"
#include "tests/core/layout/sankey_samples.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

struct Drawn {
    SankeyStructure structure;
    SankeyOrder order;
    SankeyGeometry geometry;
};

Drawn drawn(const SankeyGraph& graph, const SankeyGeometryOptions& options = {}, int sweeps = -1) {
    Drawn d;
    d.structure = *buildSankeyStructure(graph);
    Progress progress;
    d.order = *orderSankey(d.structure, {.sweeps = sweeps}, progress);
    d.geometry = *sankeyGeometry(d.structure, d.order.position, options);
    return d;
}

SankeyGraph layered(std::vector<int> layers, std::vector<SankeyLink> links) { return {std::move(layers), std::move(links)}; }

/// Mines, smelters, makers, a shop and users; scrap comes back, a maker uses its own, a link skips two layers.
SankeyGraph supplyChain() {
    return layered({0, 0, 0, 1, 1, 2, 2, 3, 4, 4}, {{0, 3, 9}, {1, 3, 4}, {1, 4, 3}, {2, 4, 5}, {3, 5, 10}, {3, 6, 6}, {4, 6, 7}, {5, 7, 14}, {6, 7, 9},
                                                       {6, 9, 6}, {2, 7, 2}, {7, 8, 18}, {7, 9, 9}, {8, 0, 2}, {9, 4, 1}, {6, 6, 1.5}});
}

/// Two chains that do not meet, and one firm that only sells to itself.
SankeyGraph apart() { return layered({0, 1, 2, 0, 1, 1}, {{0, 1, 5}, {1, 2, 5}, {3, 4, 2}, {5, 5, 1}}); }

/// Firms of one layer trading among themselves.
SankeyGraph withinLayers() { return layered({0, 0, 1, 1, 1}, {{0, 2, 4}, {1, 3, 4}, {0, 1, 1}, {2, 3, 2}, {3, 4, 1}, {4, 2, 1}}); }

SankeyGraph sampleNamed(const QString& name) {
    if (name == "supply_chain") return supplyChain();
    if (name == "apart") return apart();
    if (name == "within_layers") return withinLayers();
    if (name == "big_loop") return bigLoop();
    if (name == "every_pair") return everyPair(5);
    if (name == "forty_loops") return fortyLoops();
    if (name == "random_5x4") return randomGraph(7, 5, 4, 40);
    return withoutLayers(randomGraph(11, 4, 4, 24));
}

QString number(double v) { return QString::number(std::fabs(v) < 0.005 ? 0.0 : v, 'f', 2); }

QString svgOf(const Drawn& d) {
    QString out = QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\">\n").arg(number(d.geometry.width), number(d.geometry.height));
    for (const auto& r : d.geometry.ribbons) {
        QString path;
        for (std::size_t i = 0; i < r.centre.size(); ++i) {
            if (i == 0) path += QStringLiteral("M%1 %2").arg(number(r.centre[0][0].x), number(r.centre[0][0].y));
            const auto& c = r.centre[i];
            path += QStringLiteral(" C%1 %2 %3 %4 %5 %6").arg(number(c[1].x), number(c[1].y), number(c[2].x), number(c[2].y), number(c[3].x), number(c[3].y));
        }
        out += QStringLiteral("<path d=\"%1\" fill=\"none\" stroke=\"#4e81d2\" stroke-opacity=\".4\" stroke-width=\"%2\"/>\n").arg(path, number(r.width * r.waist));
    }
    const auto rect = [&](const SankeyBox& b, const char* style) {
        out += QStringLiteral("<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" %5/>\n").arg(number(b.x), number(b.y), number(b.width), number(b.height), QLatin1String(style));
    };
    for (const auto& s : d.geometry.stubs) rect(s.box, "fill=\"none\" stroke=\"#98a2ad\" stroke-dasharray=\"3 2\"");
    for (const auto& n : d.geometry.nodes) rect(n.box, "fill=\"#036358\"");
    return out + QStringLiteral("</svg>\n");
}

/// The same text but for numbers that differ by less than a twentieth of a unit.
bool sameDrawing(const QString& a, const QString& b) {
    static const QRegularExpression numbers(QStringLiteral("-?[0-9]+\\.[0-9]+"));
    QString wordsA = a, wordsB = b;
    if (wordsA.replace(numbers, "#") != wordsB.replace(numbers, "#")) return false;
    auto x = numbers.globalMatch(a), y = numbers.globalMatch(b);
    while (x.hasNext())
        if (std::fabs(x.next().captured().toDouble() - y.next().captured().toDouble()) > 0.05) return false;
    return true;
}

} // namespace

class TestSankeyGolden : public QObject {
    Q_OBJECT
private slots:
    void looksAsReviewed_data();
    void looksAsReviewed();
    void loopsAreFast_data();
    void loopsAreFast();
    void sumsHoldOnLoopsAndAnyScale();
    void bandsKeepTheirHandOrder();
    void morphsFromOneToTheOther();
    void startsFromOtherBoxes();
    void nodeMovesWithItsBands();
};

void TestSankeyGolden::looksAsReviewed_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"supply_chain", "apart", "within_layers", "big_loop", "every_pair", "forty_loops", "random_5x4", "no_layers"}) QTest::newRow(name) << name;
}

void TestSankeyGolden::looksAsReviewed() {
    QFETCH(QString, name);
    SankeyGeometryOptions options;
    options.width = 800;
    options.height = 400;
    const QString now = svgOf(drawn(sampleNamed(name), options));
    const QString path = QStringLiteral(CHAINSCAPE_GOLDEN "/flow/%1.svg").arg(name);
    if (qEnvironmentVariableIsSet("CHAINSCAPE_WRITE_GOLDEN")) { // after a change that is meant: write, look at them, commit
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(now.toUtf8());
    }
    QFile file(path);
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
    QVERIFY(sameDrawing(QString::fromUtf8(file.readAll()), now));
}

void TestSankeyGolden::loopsAreFast_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"forty_loops", "big_loop", "pairs"}) QTest::newRow(name) << name;
}

/// Ordering and geometry within 100 ms, as the first picture is asked for; every link is drawn.
void TestSankeyGolden::loopsAreFast() {
    QFETCH(QString, name);
    const SankeyGraph graph = name == "pairs" ? everyPair(16) : sampleNamed(name);
    const std::clock_t begin = std::clock();
    const auto structure = buildSankeyStructure(graph);
    Progress progress;
    const auto order = orderSankey(*structure, {.milliseconds = 60}, progress);
    const auto geometry = sankeyGeometry(*structure, order->position);
    const double ms = 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    QCOMPARE(geometry->ribbons.size(), graph.links.size());
    for (const auto& ribbon : geometry->ribbons) QVERIFY(ribbon.width > 0 && !ribbon.centre.empty());
#ifdef NDEBUG
    QVERIFY2(ms < 100, qPrintable(QString::number(ms)));
#else
    qInfo("%.1f ms", ms);
#endif
}

void TestSankeyGolden::sumsHoldOnLoopsAndAnyScale() {
    for (const double unit : {1.0, 1e15, 1e-12})
        for (unsigned seed = 1; seed <= 20; ++seed) {
            auto graph = randomGraph(seed, 2 + int(seed % 6), 1 + int(seed % 7), 10 + 4 * int(seed));
            if (seed % 3 == 0) graph = withoutLayers(graph);
            double total = 0;
            for (auto& link : graph.links) total += link.value *= unit;
            if (seed % 4 == 0) graph.links.front().value = 0;
            const auto d = drawn(graph, {}, 3);
            std::vector<double> in(graph.layers.size(), 0), out(in);
            for (std::size_t i = 0; i < graph.links.size(); ++i) {
                const double value = d.geometry.ribbons[i].width / d.geometry.scale;
                QVERIFY(std::isfinite(value) && std::fabs(value - graph.links[i].value) <= 1e-9 * total);
                out[std::size_t(graph.links[i].source)] += value;
                in[std::size_t(graph.links[i].target)] += value;
            }
            for (std::size_t v = 0; v < in.size(); ++v) QVERIFY(std::fabs(std::max(in[v], out[v]) - d.geometry.nodes[v].box.height / d.geometry.scale) <= 1e-9 * total);
        }
}

void TestSankeyGolden::bandsKeepTheirHandOrder() {
    const auto graph = layered({0, 1, 1, 1}, {{0, 1, 3}, {0, 2, 2}, {0, 3, 1}});
    SankeyGeometryOptions options;
    const double none = std::nan("");
    options.outRank = {2, 0, 1};
    options.inRank = {none, none, none};
    const auto d = drawn(graph, options, 5);
    const auto start = [&](std::size_t i) { return d.geometry.ribbons[i].centre.front()[0].y; };
    QVERIFY(start(1) < start(2) && start(2) < start(0));
    options.outRank = {none, none, 0}; // one by hand: it is the uppermost
    const auto one = drawn(graph, options, 5);
    QVERIFY(one.geometry.ribbons[2].centre.front()[0].y < one.geometry.ribbons[0].centre.front()[0].y);
    QVERIFY(one.geometry.ribbons[2].centre.front()[0].y < one.geometry.ribbons[1].centre.front()[0].y);
}

void TestSankeyGolden::morphsFromOneToTheOther() {
    auto graph = supplyChain();
    const auto a = drawn(graph, {}, 5);
    for (auto& link : graph.links) link.value *= link.source % 2 == 0 ? 0.3 : 0.9;
    const auto structure = *buildSankeyStructure(graph);
    const auto b = *sankeyGeometry(structure, a.order.position);
    const auto same = [](const SankeyGeometry& x, const SankeyGeometry& y) {
        double worst = 0;
        for (std::size_t v = 0; v < x.nodes.size(); ++v) worst = std::max({worst, std::fabs(x.nodes[v].box.y - y.nodes[v].box.y), std::fabs(x.nodes[v].box.height - y.nodes[v].box.height)});
        for (std::size_t i = 0; i < x.ribbons.size(); ++i) worst = std::max({worst, std::fabs(x.ribbons[i].width - y.ribbons[i].width), std::fabs(x.ribbons[i].centre[0][0].y - y.ribbons[i].centre[0][0].y)});
        return worst < 1e-9;
    };
    QVERIFY(same(blendedSankey(a.geometry, b, 0), a.geometry));
    QVERIFY(same(blendedSankey(a.geometry, b, 1), b));
    const auto half = blendedSankey(a.geometry, b, 0.5);
    QVERIFY(std::fabs(half.ribbons[0].width - (a.geometry.ribbons[0].width + b.ribbons[0].width) / 2) < 1e-9);
}

void TestSankeyGolden::startsFromOtherBoxes() {
    const auto d = drawn(supplyChain(), {}, 5);
    std::vector<SankeyBox> boxes(d.geometry.nodes.size());
    boxes[0] = {5, 7, 14, 20};
    const auto g = sankeyStartingFrom(d.structure, d.geometry, boxes);
    QCOMPARE(g.nodes[0].box.y, 7.0);
    QCOMPARE(g.nodes[1].box.height, 0.0);
    QCOMPARE(sankeyStartingFrom(d.structure, d.geometry, {}).nodes[0].box.y, d.geometry.nodes[0].box.y);
}

void TestSankeyGolden::nodeMovesWithItsBands() {
    const auto d = drawn(supplyChain(), {}, 5);
    auto g = d.geometry;
    moveSankeyNode(d.structure, 3, 25, g);
    QCOMPARE(g.nodes[3].box.y, d.geometry.nodes[3].box.y + 25);
    QCOMPARE(g.ribbons[0].centre.back()[3].y, d.geometry.ribbons[0].centre.back()[3].y + 25);
    QCOMPARE(g.ribbons[0].centre.front()[0].y, d.geometry.ribbons[0].centre.front()[0].y);
    QCOMPARE(g.ribbons[4].centre.front()[0].y, d.geometry.ribbons[4].centre.front()[0].y + 25);
}

QTEST_GUILESS_MAIN(TestSankeyGolden)
#include "tst_sankey_golden.moc"
