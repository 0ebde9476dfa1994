// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "tests/ui/painters/network_figures.h"
#include "ui/painters/firm_colours.h"
#include "ui/painters/network_columns.h"
#include "ui/painters/firm_numbers.h"
#include "ui/painters/value_scale.h"

using namespace chainscape;
using namespace chainscape::ui;
using namespace chainscape::ui::testing;

class TestNetworkLooks : public QObject {
    Q_OBJECT
private slots:
    void scales();
    void shapesAndOpacityAreInTheLegend();
    void opacityByAFurtherColumn();
    void linksFadeByTheirConfidence();
    void discsOfALegendStandApart();
    void unknownIsHollow();
    void colourScales_data();
    void colourScales();
    void foundGroupsKeepTheirColours();
    void ownPalette();
    void budgetTellsItsShare();
};

void TestNetworkLooks::budgetTellsItsShare() {
    ViewSpec spec;
    spec.edgeBudget = 2;
    const auto p = painted(threeStates(), spec);
    QVERIFY2(p.legend.notes.join('|').contains("2 heaviest links: 77%"), qPrintable(p.legend.notes.join('|'))); // 70 of 91
}

void TestNetworkLooks::scales() {
    const std::vector<double> v{1, 10, 100, NAN, -5, 0};
    QCOMPARE(ValueScale("linear", v).at(10), 0.1);
    QVERIFY(std::fabs(ValueScale("log", v).at(10) - (0.05 + 0.95 / 2)) < 1e-12);
    QCOMPARE(ValueScale("rank", v).at(10), 0.8);
    QCOMPARE(ValueScale("classes", v).at(100), 1.0);
    QVERIFY(std::isnan(ValueScale("log", v).at(NAN)));
    QCOMPARE(ValueScale("linear", {}).at(3), 0.0);
    for (const char* kind : {"linear", "log", "rank", "classes"}) {
        const ValueScale scale(kind, v);
        double before = 0;
        for (const double x : scale.samples()) {
            QVERIFY(scale.at(x) >= before);
            before = scale.at(x);
        }
    }
}

void TestNetworkLooks::shapesAndOpacityAreInTheLegend() {
    ViewSpec spec;
    spec.network.shapeBy = "region";
    spec.network.opacityBy = "throughput";
    const auto data = test::chain("firm a stage=1 region=EU\nfirm b stage=2 region=Asia\nfirm c stage=2\na -> b : 5 @2024 [EUR]\na -> c : 45 @2024 [EUR]");
    const auto p = painted(data, spec);
    QCOMPARE(p.legend.shapeTitle, QString("Region"));
    QCOMPARE(p.legend.shapes.size(), std::size_t(3)); // EU, Asia, the rest
    QVERIFY(p.legend.opacityTitle.contains("throughput"));
    QSet<int> shapes;
    for (const auto& layer : p.list.layers())
        for (const auto& d : layer.discs)
            if (d.item.kind == ItemKind::Firm) shapes.insert(int(d.shape));
    QCOMPARE(shapes.size(), 3);
    QVERIFY(painted(data, {}).legend.shapes.empty());
}

/// A further column of numbers fades the firms; what is blank is hollow, and words are no numbers.
void TestNetworkLooks::opacityByAFurtherColumn() {
    DatasetBuilder builder;
    const auto firm = [&](const char* id, const char* confidence) {
        FirmRecord record;
        record.id = id;
        record.attributes = {{"confidence", confidence}, {"town", "Ulm"}};
        builder.addFirm(record);
    };
    firm("a", "0.25");
    firm("b", "1");
    firm("c", "");
    for (const char* buyer : {"b", "c"}) QVERIFY(builder.addFlow("a", buyer, "2024", 5));
    const DatasetPtr data = *builder.build();
    QCOMPARE(numericAttributes(*data), std::vector<std::string>{"confidence"});
    ViewSpec spec;
    spec.network.opacityBy = "confidence";
    const auto p = painted(data, spec);
    QCOMPARE(p.legend.opacityTitle, QString("Opacity: confidence"));
    QVERIFY(!p.legend.opacities.empty());
    QVERIFY(p.legend.notes.join('|').contains("Hollow discs"));
    spec.network.opacityBy = "town";
    QVERIFY(painted(data, spec).legend.notes.join('|').contains("Hollow discs"));
    spec.network.opacityBy = "nothing of this name";
    QVERIFY(painted(data, spec).legend.opacityTitle.isEmpty());
}

/// Sure links are full, unsure ones fade, and where nobody knows they are dotted; without any confidence the legend says so.
void TestNetworkLooks::linksFadeByTheirConfidence() {
    const DatasetPtr plain = test::chain("a -> b : 5 @2024 [EUR]\na -> c : 5 @2024 [EUR]\na -> d : 5 @2024 [EUR]");
    auto flows = std::make_shared<FlowTable>(plain->flows());
    flows->confidence = {1.0F, 0.25F, std::numeric_limits<float>::quiet_NaN()};
    Dataset::Parts parts = plain->parts();
    parts.flows = flows;
    const auto data = std::make_shared<const Dataset>(std::move(parts));
    const auto lines = [](const Painted& p) { // alpha and dash, the faintest first
        std::vector<std::pair<int, bool>> out;
        for (const auto& layer : p.list.layers())
            for (std::size_t i = 0; i < layer.curves.size(); ++i) {
                const LineStyle& style = p.list.lineStyles()[layer.curves.ends.style[i]];
                out.emplace_back(qAlpha(style.colour), style.dash > 0);
            }
        std::ranges::sort(out);
        return out;
    };
    ViewSpec spec;
    const auto before = lines(painted(data, spec));
    spec.network.linkOpacityBy = "confidence";
    const auto p = painted(data, spec);
    const auto after = lines(p);
    QCOMPARE(before.size(), std::size_t(3));
    QCOMPARE(after.size(), std::size_t(3));
    const int full = before[0].first;
    QVERIFY(std::abs(after[0].first - full * 0.4) <= 1 && !after[0].second); // 0.2 + 0.8 * 0.25
    QCOMPARE(after[1], std::pair(full, false));
    QCOMPARE(after[2], std::pair(full, true));
    QCOMPARE(p.legend.linkOpacityTitle, QString("Opacity of links: confidence"));
    QCOMPARE(p.legend.linkOpacities.size(), std::size_t(3));
    QVERIFY(std::ranges::any_of(p.legend.lines, [](const LegendLine& line) { return line.text == "confidence unknown" && line.dashed; }));
    const auto none = painted(plain, spec);
    QVERIFY(none.legend.linkOpacities.empty());
    QVERIFY(none.legend.notes.join('|').contains("confidence of links is not known"));
}

/// In rows below a figure, too: a disc never lies on the words of another line.
void TestNetworkLooks::discsOfALegendStandApart() {
    Legend legend;
    legend.colourTitle = "Stage";
    for (const char* name : {"one", "two", "three"}) legend.colours.push_back({Qt::red, name});
    legend.sizeTitle = "Throughput";
    legend.sizes = {{7, "10"}, {20, "100"}, {30, "250"}};
    legend.notes << "A note below";
    DisplayList list;
    const double used = paintLegend(list, legend, {0, 0, 700, 400}, theme(ThemeKind::Light), LegendShape::Rows);
    QVERIFY(used >= legendHeight(legend, 700, LegendShape::Rows) - 1e-6);
    const auto& layer = list.layers().front();
    QCOMPARE(layer.discs.size(), std::size_t(3));
    for (const auto& disc : layer.discs)
        for (const auto& text : layer.texts)
            if (std::fabs(text.anchor.y() - double(disc.y)) > 1) QVERIFY(std::fabs(text.anchor.y() - double(disc.y)) >= double(disc.radius));
}

void TestNetworkLooks::unknownIsHollow() {
    ViewSpec spec;
    spec.colourBy = "digital";
    const auto p = painted(test::chain("a -> b : 5 @2024 [EUR]"), spec); // nobody has a score
    for (const auto& layer : p.list.layers())
        for (const auto& d : layer.discs)
            if (d.item.kind == ItemKind::Firm) QCOMPARE(d.fill, theme(ThemeKind::Light).canvas.rgba());
    QVERIFY(p.legend.notes.join('|').contains("Hollow"));
}

void TestNetworkLooks::colourScales_data() {
    QTest::addColumn<QString>("scale");
    QTest::addColumn<double>("middle"); // share of the ramp of the middle value
    QTest::newRow("linear") << "linear" << 9.0 / 99;
    QTest::newRow("log") << "log" << 0.05 + 0.95 / 2;
    QTest::newRow("rank") << "rank" << 2.0 / 3;
    QTest::newRow("classes") << "classes" << 0.8;
}

void TestNetworkLooks::colourScales() {
    QFETCH(QString, scale);
    QFETCH(double, middle);
    NetworkInput in;
    const auto data = test::chain("a -> b : 5 @2024 [EUR]\nb -> c : 5 @2024 [EUR]");
    in.snapshot = *makeSnapshot(data, {});
    in.spec.colourScale = scale.toStdString();
    in.columns.colour = NodeColumn{"x", {}, {1, 10, 100}};
    const Theme& t = theme(ThemeKind::Light);
    const auto colours = firmColours(in, t);
    QCOMPARE(colours.node[1], sequentialColour(t, middle));
    QCOMPARE(colours.node[2], sequentialColour(t, 1));
    in.columns.colour = NodeColumn{"x", {}, {-100, 0, 10}, true};
    QCOMPARE(firmColours(in, t).node[1], divergingColour(t, 0)); // centred on 0 on every scale
    QCOMPARE(firmColours(in, t).legend.size(), std::size_t(3));
}

/// Two communities, the larger one of which is the smaller one a period later: who is in one has its colour in both periods.
void TestNetworkLooks::foundGroupsKeepTheirColours() {
    const auto data = test::chain("a -> b : 90 @1\nb -> c : 90 @1\na -> c : 90 @1\nx -> y : 5 @1\ny -> z : 5 @1\nx -> z : 5 @1\nc -> x : 1 @1\n"
                                  "a -> b : 5 @2\nb -> c : 5 @2\na -> c : 5 @2\nx -> y : 90 @2\ny -> z : 90 @2\nx -> z : 90 @2\nc -> x : 1 @2\n");
    ViewSpec spec;
    spec.colourBy = "community";
    QVERIFY(hasMapColumns(spec));
    const Theme& t = theme(ThemeKind::Light);
    std::map<std::string, std::set<QRgb>> colours;
    for (const std::uint32_t period : {0U, 1U}) {
        NetworkInput in;
        in.snapshot = *makeSnapshot(data, {.from = period, .to = period});
        in.spec = spec;
        Progress progress;
        in.columns = mapColumns(in.snapshot, spec, {}, progress);
        const auto told = firmColours(in, t);
        QCOMPARE(told.legend.size(), std::size_t(2));
        QVERIFY(told.legend.front().text.startsWith(QStringLiteral("around ")));
        for (std::uint32_t n = 0; n < in.snapshot->nodeCount(); ++n) colours[in.snapshot->id(n)].insert(told.node[n].rgb());
    }
    for (const auto& [firm, own] : colours) QVERIFY2(own.size() == 1, firm.c_str());
    QVERIFY(colours["a"] == colours["c"]);
    QVERIFY(colours["a"] != colours["z"]);
}

void TestNetworkLooks::ownPalette() {
    ViewSpec spec;
    spec.network.palette = {"#112233"};
    const auto p = painted(threeStates(), spec);
    QCOMPARE(p.legend.colours.front().colour, QColor("#112233"));
    QVERIFY(p.legend.colours.back().colour != QColor("#112233"));
}

QTEST_MAIN(TestNetworkLooks)
#include "tst_network_looks.moc"
