// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/project/network_case.h"
#include "tests/core/chain_text.h"
#include "ui/canvas/raster_backend.h"
#include "ui/painters/network_chain.h"
#include "ui/painters/network_hulls.h"
#include "ui/painters/network_painter.h"
#include "ui/painters/value_scale.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

struct Painted {
    DisplayList list;
    Legend legend;
    SnapshotPtr snapshot;
};

Painted painted(const DatasetPtr& data, const ViewSpec& spec, QSizeF size = {900, 560}) {
    Progress progress;
    auto made = networkCase(data, spec, nullptr, progress);
    if (!made) qFatal("%s", made.error().message.c_str());
    Painted out;
    out.snapshot = *caseSnapshot(*made, data, spec);
    NetworkInput in;
    in.snapshot = out.snapshot;
    in.spec = caseView(*made, data, spec);
    in.places = made->places;
    in.groups = made->groups;
    in.hulls = made->hulls;
    in.locale = QLocale::c();
    if (spec.view == ViewKind::DataChain) in.chain = std::make_shared<const DataChainCase>(*dataChainCase(out.snapshot, in.spec, progress));
    out.list.background = theme(in.theme).canvas.rgba();
    out.legend = paintNetwork(out.list, in, QRectF({0, 0}, size));
    return out;
}

bool finite(const DisplayList& list) {
    for (const auto& layer : list.layers()) {
        for (const auto& d : layer.discs)
            if (!std::isfinite(d.x) || !std::isfinite(d.y) || !std::isfinite(d.radius)) return false;
        for (std::size_t i = 0; i < layer.curves.size(); ++i)
            if (!std::isfinite(layer.curves.ends.x0[i]) || !std::isfinite(layer.curves.cy1[i]) || !std::isfinite(layer.curves.ends.width[i])) return false;
        for (const auto& t : layer.texts)
            if (!std::isfinite(t.anchor.x()) || !std::isfinite(t.shift.x())) return false;
        for (const auto& r : layer.rects)
            if (!std::isfinite(r.box.width()) || !std::isfinite(r.box.top())) return false;
    }
    return true;
}

QStringList words(const DisplayList& list) {
    QStringList out;
    for (const auto& layer : list.layers())
        for (const auto& t : layer.texts) out << t.text;
    return out;
}

std::string longName() { return std::string(1000, 'W'); }

DatasetPtr edgeCase(const QString& name) {
    DatasetBuilder b;
    const auto flow = [&](const std::string& from, const std::string& to, double value, float digital = kUnknownScore) { QVERIFY(b.addFlow(from, to, "2024", value, "material", digital, "EUR")); };
    if (name == "no firm on show") flow("a", "a", 3);
    if (name == "no value") flow("a", "b", kUnknown);
    if (name == "two firms") flow("a", "b", 3, 1);
    if (name == "one stage")
        for (int i = 0; i < 40; ++i) {
            b.addFirm({.id = std::to_string(i), .stage = 2});
            flow(std::to_string(i), std::to_string((i * 7 + 1) % 40 == i ? (i + 2) % 40 : (i * 7 + 1) % 40), i + 1);
        }
    if (name == "star")
        for (int i = 0; i < 3000; ++i) flow("s" + std::to_string(i), "hub", 1 + i % 9, float(i % 2));
    if (name == "disconnected")
        for (int i = 0; i < 30; ++i) flow("a" + std::to_string(i), "b" + std::to_string(i), i + 1, 0.4F);
    if (name == "infinite coordinates") {
        b.addFirm({.id = "a", .region = "EU", .latitude = INFINITY, .longitude = -INFINITY});
        b.addFirm({.id = "b", .region = "EU", .latitude = 1e308, .longitude = 5});
        flow("a", "b", 1);
    }
    if (name == "hard labels") {
        b.addFirm({.id = "a", .name = longName()});
        b.addFirm({.id = "b", .name = "\xD8\xB4\xD8\xB1\xD9\x83\xD8\xA9 \xD8\xA7\xD9\x84\xD8\xB7\xD8\xA7\xD9\x82\xD8\xA9"});
        b.addFirm({.id = "c", .name = "\xE7\x94\xB5\xE6\xB1\xA0\xE5\x88\xB6\xE9\x80\xA0\xE6\x9C\x89\xE9\x99\x90\xE5\x85\xAC\xE5\x8F\xB8"});
        flow("a", "b", 1);
        flow("b", "c", 2);
        flow("c", "a", 1e300);
    }
    return *b.build();
}

} // namespace

class TestNetworkPainter : public QObject {
    Q_OBJECT
private slots:
    void edgeCases_data();
    void edgeCases();
    void sizes_data();
    void sizes();
    void dataChainTellsLinksApart();
    void dataChainNamesTheWeakestCut();
    void horizonRecedesTheRest();
    void groupsAreLabelledWithTheirFirms();
    void budgetTellsItsShare();
    void hullsAroundInternets();
    void convexHulls();
    void scales();
};

void TestNetworkPainter::edgeCases_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("layout");
    for (const char* name : {"no firm on show", "no value", "two firms", "one stage", "star", "disconnected", "infinite coordinates", "hard labels"})
        for (int layout = 0; layout <= int(NetworkLayoutKind::Region); ++layout) QTest::addRow("%s, %s", name, std::string(nameOf(NetworkLayoutKind(layout))).c_str()) << name << layout;
}

void TestNetworkPainter::edgeCases() {
    QFETCH(QString, name);
    QFETCH(int, layout);
    ViewSpec spec;
    spec.layout = NetworkLayoutKind(layout);
    const auto data = edgeCase(name);
    for (const auto view : {ViewKind::Network, ViewKind::DataChain}) {
        spec.view = view;
        const auto p = painted(data, spec);
        QVERIFY(finite(p.list));
        QVERIFY(!words(p.list).isEmpty());
        QVERIFY(!p.list.summary.isEmpty());
        Progress progress;
        const Frame frame = rasterise(p.list, {}, {450, 280}, {}, progress);
        QSet<QRgb> colours;
        for (int y = 0; y < frame.image.height(); ++y)
            for (int x = 0; x < frame.image.width(); ++x) colours.insert(frame.image.pixel(x, y));
        QVERIFY(colours.size() > 1);
    }
}

void TestNetworkPainter::sizes_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("1 x 1") << QSize(1, 1);
    QTest::newRow("1 x 900") << QSize(1, 900);
    QTest::newRow("8K") << QSize(7680, 4320);
}

void TestNetworkPainter::sizes() {
    QFETCH(QSize, size);
    const auto data = edgeCase("one stage");
    for (int layout = 0; layout <= int(NetworkLayoutKind::Region); ++layout) {
        ViewSpec spec;
        spec.layout = NetworkLayoutKind(layout);
        const auto p = painted(data, spec, size);
        QVERIFY(finite(p.list));
        if (layout > 0 && size.width() > 1000) continue; // one large frame is enough
        Progress progress;
        QCOMPARE(rasterise(p.list, {}, size, {}, progress).image.size(), size);
    }
}

DatasetPtr threeStates() {
    return test::chain("firm a stage=1\nfirm a2 stage=1\nfirm b stage=2\nfirm b2 stage=2\nfirm c stage=3 end\n"
                       "a -> b : 10 @2024 d=1 [EUR]\na2 -> b : 30 @2024 d=.1 [EUR]\na2 -> b2 : 5 @2024 [EUR]\nb -> c : 40 @2024 d=.8 [EUR]\nb2 -> c : 6 @2024 d=.9 [EUR]");
}

void TestNetworkPainter::dataChainTellsLinksApart() {
    ViewSpec spec;
    spec.view = ViewKind::DataChain;
    const auto p = painted(threeStates(), spec);
    const Theme& t = theme(ThemeKind::Light);
    int digital = 0, gap = 0, unknown = 0;
    for (const auto& layer : p.list.layers())
        for (const auto style : layer.curves.ends.style) {
            const LineStyle& s = p.list.lineStyles()[style];
            const QRgb colour = s.colour & 0xFFFFFF;
            digital += colour == (t.digital.rgb() & 0xFFFFFF) && s.dash == 0;
            gap += colour == (t.gap.rgb() & 0xFFFFFF) && s.dash > 0;
            unknown += colour == (t.unknown.rgb() & 0xFFFFFF) && s.dash > 0;
        }
    QCOMPARE(digital, 3);
    QCOMPARE(gap, 1);
    QCOMPARE(unknown, 1);
    QStringList lines;
    for (const auto& line : p.legend.lines) lines << line.text;
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.join('|').contains("unknown"));
}

void TestNetworkPainter::dataChainNamesTheWeakestCut() {
    ViewSpec spec;
    spec.view = ViewKind::DataChain;
    const QString all = words(painted(threeStates(), spec).list).join('|');
    QVERIFY(all.contains("22% to 33%")); // cut 1|2: 10 of 45, or 15 with the unknown link
    QVERIFY(all.contains("weakest cut"));
    QVERIFY2(all.contains("1 links have no score"), qPrintable(all));
}

void TestNetworkPainter::horizonRecedesTheRest() {
    ViewSpec spec;
    spec.view = ViewKind::DataChain;
    spec.focus = "a";
    const auto data = threeStates();
    Progress progress;
    const auto s = *caseSnapshot(*networkCase(data, spec, nullptr, progress), data, spec);
    const auto focus = horizonFocus(*dataChainCase(s, spec, progress));
    QVERIFY(focus.node[s->nodeOfId("a")] == Brightness::Bright);
    QVERIFY(focus.node[s->nodeOfId("c")] == Brightness::Clear);
    QVERIFY(focus.node[s->nodeOfId("b2")] == Brightness::Receded);
}

void TestNetworkPainter::groupsAreLabelledWithTheirFirms() {
    ViewSpec spec;
    spec.collapseBy = "stage";
    const auto p = painted(threeStates(), spec);
    QVERIFY(words(p.list).join('|').contains("(2 firms)"));
    QVERIFY(p.legend.notes.join('|').contains("groups by stage"));
    QCOMPARE(p.snapshot->nodeCount(), std::size_t(3));
}

void TestNetworkPainter::budgetTellsItsShare() {
    ViewSpec spec;
    spec.edgeBudget = 2;
    const auto p = painted(threeStates(), spec);
    QVERIFY2(p.legend.notes.join('|').contains("2 heaviest links: 77%"), qPrintable(p.legend.notes.join('|'))); // 70 of 91
}

void TestNetworkPainter::hullsAroundInternets() {
    ViewSpec spec;
    spec.hullBy = "internet";
    const auto p = painted(threeStates(), spec);
    QVERIFY(words(p.list).join('|').contains("internet of b"));
    QVERIFY(p.legend.lines.back().text.contains("enterprise internets"));
}

void TestNetworkPainter::convexHulls() {
    QCOMPARE(convexHull({{0, 0}, {2, 0}, {2, 2}, {0, 2}, {1, 1}, {1, 0}, {2, 2}}).size(), 4);
    QCOMPARE(convexHull({{0, 0}, {1, 1}}).size(), 2);
    QCOMPARE(convexHull({{0, 0}, {1, 1}, {2, 2}, {3, 3}}).size(), 2);
    QVERIFY(convexHull({}).isEmpty());
}

void TestNetworkPainter::scales() {
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

QTEST_MAIN(TestNetworkPainter)
#include "tst_network_painter.moc"
