// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <map>
#include <set>

#include "core/project/network_case.h"
#include "tests/core/chain_text.h"
#include "ui/canvas/raster_backend.h"
#include "ui/canvas/label_placement.h"
#include "ui/canvas/text_drawing.h"
#include "ui/painters/firm_colours.h"
#include "ui/painters/network_bundles.h"
#include "ui/painters/network_chain.h"
#include "ui/painters/network_columns.h"
#include "ui/painters/network_hulls.h"
#include "ui/painters/network_morph.h"
#include "ui/painters/network_notes.h"
#include "ui/painters/firm_numbers.h"
#include "ui/painters/network_painter.h"
#include "ui/painters/network_returns.h"
#include "ui/painters/value_scale.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

struct Painted {
    DisplayList list;
    Legend legend;
    SnapshotPtr snapshot;
};

Painted painted(const DatasetPtr& data, const ViewSpec& spec, QSizeF size = {900, 560}, const std::function<void(NetworkInput&)>& more = {}) {
    Progress progress;
    auto made = networkCase(data, spec, {}, progress);
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
    if (spec.view == ViewKind::DataChain) in.chain = std::make_shared<const DataChainCase>(*dataChainCase(out.snapshot, in.spec, {}, progress));
    if (more) more(in);
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

/// In one line, with usual blanks.
QString plain(const QStringList& words) { return words.join('|').replace(QChar(QChar::Nbsp), ' '); }

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
    void returnsRunInOneLineAPairOfStages();
    void returnLineTellsWhatItCarries();
    void labelsStayInTheirLane();
    void labelsComeWhileZoomingIn();
    void inkLimitsTheLinks();
    void namesLieOnNoDisc();
    void discsOfAFullLaneLieSideBySide();
    void zoomedOutLinksAreBundles();
    void selfLinksAreLoops();
    void shapesAndOpacityAreInTheLegend();
    void opacityByAFurtherColumn();
    void linksFadeByTheirConfidence();
    void discsOfALegendStandApart();
    void unknownIsHollow();
    void colourScales_data();
    void colourScales();
    void foundGroupsKeepTheirColours();
    void ownPalette();
    void whatCameAndWentIsTold();
    void trailThroughThePeriods();
    void notesInFigures();
    void morphStartsWhereItWas();
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
    const auto s = *caseSnapshot(*networkCase(data, spec, {}, progress), data, spec);
    const auto focus = horizonFocus(*dataChainCase(s, spec, {}, progress));
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

/// Two users send things back to two recyclers, and one of those to a mine; the mine and a maker also trade forward.
DatasetPtr backflow() {
    return test::chain("firm mine stage=1\nfirm maker stage=2\nfirm r1 stage=3\nfirm r2 stage=3\nfirm u1 stage=4\nfirm u2 stage=4\n"
                       "mine -> maker : 100 @2023 [EUR]\nmaker -> u1 : 90 @2023 [EUR]\nmine -> maker : 100 @2024 [EUR]\nmaker -> u1 : 80 @2024 [EUR]\nmaker -> u2 : 70 @2024 [EUR]\n"
                       "u1 -> r1 : 4 @2024 [EUR]\nu2 -> r1 : 5 @2024 [EUR]\nu2 -> r2 : 6 @2024 [EUR]\nr1 -> mine : 3 @2024 [EUR]");
}

void TestNetworkPainter::returnsRunInOneLineAPairOfStages() {
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

void TestNetworkPainter::returnLineTellsWhatItCarries() {
    const auto p = painted(backflow(), {});
    const auto lines = returnLines(*p.snapshot);
    QVERIFY(returnLineOf(lines, returnLineId(lines[1])) == lines.begin() + 1);
    QVERIFY(returnLineOf(lines, 12345) == lines.end());
    ViewSpec focused;
    focused.focus = "r1";
    const auto q = painted(backflow(), focused); // bright, and still two lines
    QVERIFY(plain(words(q.list)).contains("flows back: 18 EUR"));
}

void TestNetworkPainter::labelsStayInTheirLane() {
    const auto p = painted(test::chain("firm a_very_long_name_that_no_lane_can_hold_in_full stage=1\nfirm b stage=2\na_very_long_name_that_no_lane_can_hold_in_full -> b : 1 @2024 [EUR]\nb -> c : 1 @2024 [EUR]"), {});
    bool found = false;
    for (const auto& layer : p.list.layers())
        for (const auto& t : layer.texts)
            if (t.item.kind == ItemKind::Firm) {
                found = true;
                QVERIFY(t.maxWidth > 0 && t.maxWidth < 900);
            }
    QVERIFY(found);
}

void TestNetworkPainter::labelsComeWhileZoomingIn() {
    const auto p = painted(edgeCase("star"), {});
    int atOnce = 0, later = 0;
    double farthest = 0;
    for (const auto& layer : p.list.layers())
        for (const auto& t : layer.texts) {
            if (t.item.kind != ItemKind::Firm) continue;
            (t.fromScale > 1 ? later : atOnce) += 1;
            farthest = std::max(farthest, t.fromScale);
        }
    QVERIFY2(atOnce > 5 && atOnce < 200, qPrintable(QString::number(atOnce)));
    QVERIFY(later > 2000);
    QVERIFY(farthest > 4);
}

void TestNetworkPainter::inkLimitsTheLinks() {
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

/// Two full lanes, the values of which differ a lot.
DatasetPtr twoFullLanes(int firms) {
    DatasetBuilder b;
    for (int i = 0; i < firms; ++i)
        for (const char* side : {"s", "t"}) b.addFirm({.id = side + std::to_string(i), .name = std::string("Maker of parts ") + side + std::to_string(i), .stage = side[0] == 's' ? 1 : 2});
    for (int i = 0; i < firms; ++i)
        for (int k = 0; k < firms; ++k) [[maybe_unused]] const auto added = b.addFlow("s" + std::to_string(i), "t" + std::to_string(k), "2024", 1 + (i * i * k) % 1000, "material", 1, "EUR");
    return *b.build();
}

void TestNetworkPainter::namesLieOnNoDisc() {
    const auto p = painted(twoFullLanes(14), {});
    const chainscape::ui::Layer* firms = nullptr;
    for (const auto& layer : p.list.layers())
        for (const auto& d : layer.discs)
            if (d.item.kind == ItemKind::Firm) firms = &layer;
    QVERIFY(firms);
    int named = 0;
    for (const std::uint32_t i : shownTexts(*firms, {}, {0, 0, 900, 560})) {
        const Text& t = firms->texts[i];
        if (t.item.kind != ItemKind::Firm) continue;
        ++named;
        const QRectF box = boxOf(t, {}).adjusted(4, 4, -4, -4); // halos may touch
        for (const auto& d : firms->discs)
            if (d.item.kind == ItemKind::Firm && d.radius >= 4) // a dot may be hidden
                QVERIFY2(!box.intersects(QRectF(double(d.x - d.radius), double(d.y - d.radius), double(2 * d.radius), double(2 * d.radius))), qPrintable(t.text));
    }
    QVERIFY2(named >= 6, qPrintable(QString::number(named)));
}

void TestNetworkPainter::discsOfAFullLaneLieSideBySide() {
    const auto few = painted(twoFullLanes(8), {}), many = painted(twoFullLanes(36), {});
    const auto discs = [](const Painted& p) {
        std::vector<Disc> out;
        for (const auto& layer : p.list.layers())
            for (const auto& d : layer.discs)
                if (d.item.kind == ItemKind::Firm) out.push_back(d);
        std::ranges::sort(out, {}, [](const Disc& d) { return std::pair(d.x, d.y); });
        return out;
    };
    const auto largest = [](const auto& all) { return std::ranges::max(all, {}, &Disc::radius).radius; };
    const auto full = discs(many);
    QVERIFY(largest(full) < largest(discs(few)) * 0.7F);
    int over = 0;
    for (std::size_t k = 1; k < full.size(); ++k) over += full[k].x == full[k - 1].x && full[k].y - full[k - 1].y < 0.8F * (full[k].radius + full[k - 1].radius);
    QVERIFY2(over <= 2, qPrintable(QString::number(over)));
    QCOMPARE(float(many.legend.sizes.back().size), largest(full)); // the legend is of the discs as drawn
}

void TestNetworkPainter::zoomedOutLinksAreBundles() {
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
    QVERIFY(p.legend.notes.join('|').contains("Zoomed out"));
    const auto few = painted(twoFullLanes(5), {}); // drawn one by one
    for (const auto& layer : few.list.layers()) QVERIFY(layer.ribbons.empty());
}

void TestNetworkPainter::selfLinksAreLoops() {
    const auto p = painted(test::chain("a -> b : 5 @2024 [EUR]\na -> a : 2 @2024 [EUR]"), {});
    bool loop = false;
    for (const auto& layer : p.list.layers())
        for (std::size_t i = 0; i < layer.curves.size(); ++i) loop = loop || (layer.curves.ends.x0[i] == layer.curves.ends.x1[i] && layer.curves.ends.y0[i] == layer.curves.ends.y1[i]);
    QVERIFY(loop);
    QVERIFY(p.legend.notes.join('|').contains("sells to itself"));
}

void TestNetworkPainter::shapesAndOpacityAreInTheLegend() {
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
void TestNetworkPainter::opacityByAFurtherColumn() {
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
void TestNetworkPainter::linksFadeByTheirConfidence() {
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
void TestNetworkPainter::discsOfALegendStandApart() {
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

void TestNetworkPainter::unknownIsHollow() {
    ViewSpec spec;
    spec.colourBy = "digital";
    const auto p = painted(test::chain("a -> b : 5 @2024 [EUR]"), spec); // nobody has a score
    for (const auto& layer : p.list.layers())
        for (const auto& d : layer.discs)
            if (d.item.kind == ItemKind::Firm) QCOMPARE(d.fill, theme(ThemeKind::Light).canvas.rgba());
    QVERIFY(p.legend.notes.join('|').contains("Hollow"));
}

void TestNetworkPainter::colourScales_data() {
    QTest::addColumn<QString>("scale");
    QTest::addColumn<double>("middle"); // share of the ramp of the middle value
    QTest::newRow("linear") << "linear" << 9.0 / 99;
    QTest::newRow("log") << "log" << 0.05 + 0.95 / 2;
    QTest::newRow("rank") << "rank" << 2.0 / 3;
    QTest::newRow("classes") << "classes" << 0.8;
}

void TestNetworkPainter::colourScales() {
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
void TestNetworkPainter::foundGroupsKeepTheirColours() {
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

void TestNetworkPainter::ownPalette() {
    ViewSpec spec;
    spec.network.palette = {"#112233"};
    const auto p = painted(threeStates(), spec);
    QCOMPARE(p.legend.colours.front().colour, QColor("#112233"));
    QVERIFY(p.legend.colours.back().colour != QColor("#112233"));
}

void TestNetworkPainter::whatCameAndWentIsTold() {
    const auto data = backflow();
    const auto before = *makeSnapshot(data, {.from = 0, .to = 0});
    const auto p = painted(data, {}, {900, 560}, [&](NetworkInput& in) { in.before = before; });
    QStringList lines;
    for (const auto& line : p.legend.lines) lines << line.text;
    QVERIFY2(lines.join('|').contains("new since 2023: 3 firms, 5 links"), qPrintable(lines.join('|')));
    ViewSpec first;
    first.period = "2023";
    const auto after = *makeSnapshot(data, {});
    const auto q = painted(data, first, {900, 560}, [&](NetworkInput& in) { in.before = after; });
    lines.clear();
    for (const auto& line : q.legend.lines) lines << line.text;
    QVERIFY2(lines.join('|').contains("gone: 3 firms, 5 links"), qPrintable(lines.join('|')));
}

void TestNetworkPainter::trailThroughThePeriods() {
    const auto data = test::chain("firm a stage=1\nfirm b stage=2\nfirm c stage=2\na -> b : 10 @2023 [EUR]\na -> c : 10 @2024 [EUR]");
    ViewSpec spec;
    spec.focus = "a";
    Progress progress;
    const auto places = *networkPlaces(data, spec, progress);
    const auto trail = *firmTrail(data, spec, "a", places, progress);
    QCOMPARE(trail.stops.size(), std::size_t(2));
    QCOMPARE(trail.stops[0].y, double(places.y[data->firmIndex("b")])); // where its only buyer stands
    QCOMPARE(trail.stops[1].y, double(places.y[data->firmIndex("c")]));
    QCOMPARE(trail.stops[1].value, 10.0);
    spec.period = "2023";
    QCOMPARE(firmTrail(data, spec, "a", places, progress)->stops.size(), std::size_t(1)); // only what was until then
    const auto p = painted(data, spec, {900, 560}, [&](NetworkInput& in) { in.trail = std::make_shared<const FirmTrail>(trail); });
    QVERIFY(words(p.list).contains("2023") && words(p.list).contains("2024"));
    QVERIFY(p.legend.lines.back().text.contains("trail of a"));
}

void TestNetworkPainter::notesInFigures() {
    ViewSpec spec;
    spec.notes = {{CanvasNote::Kind::Note, 0.5, 0.5, 0.5, 0.5, "a remark that is much longer than one line of a note can ever be"},
                  {CanvasNote::Kind::Arrow, 0.1, 0.1, 0.4, 0.3, "here"},
                  {CanvasNote::Kind::Box, 0.6, 0.6, 0.9, 0.9, "there"},
                  {CanvasNote::Kind::Arrow, NAN, 0.1, 0.4, INFINITY, "nowhere"}};
    const auto p = painted(threeStates(), spec);
    QVERIFY(finite(p.list));
    QSet<quint32> notes;
    for (const auto& layer : p.list.layers())
        for (const auto& d : layer.discs)
            if (d.item.kind == ItemKind::Annotation) notes.insert(d.item.id);
    QCOMPARE(notes, (QSet<quint32>{0, 1, 2}));
    const QStringList all = words(p.list);
    QVERIFY(all.contains("here") && all.contains("there") && !all.contains("nowhere"));
    QVERIFY(noteLines(QString::fromStdString(spec.notes[0].text)).size() == 2);
    for (const QString& line : noteLines(QString(200, 'x'))) QVERIFY(line.size() <= kNoteLine);
}

void TestNetworkPainter::morphStartsWhereItWas() {
    const auto data = threeStates();
    Progress progress;
    const QRectF area(0, 0, 900, 560);
    const Theme& t = theme(ThemeKind::Light);
    NetworkInput lanes, force;
    for (NetworkInput* in : {&lanes, &force}) {
        in->snapshot = *makeSnapshot(data, {});
        in->spec.layout = in == &force ? NetworkLayoutKind::Force : NetworkLayoutKind::Lanes;
        in->places = std::make_shared<const NetworkPlaces>(*networkPlaces(data, in->spec, progress));
    }
    const auto was = networkMarks(lanes, area, t), is = networkMarks(force, area, t);
    force.morph = std::make_shared<const NetworkMorph>(morphFrom(lanes, was));
    force.morphed = 0;
    const auto start = networkMarks(force, area, t);
    force.morphed = 1;
    const auto end = networkMarks(force, area, t);
    force.morphed = 0.5;
    const auto half = networkMarks(force, area, t);
    for (std::size_t i = 0; i < was.place.size(); ++i) {
        QCOMPARE(start.place[i], was.place[i]);
        QCOMPARE(end.place[i], is.place[i]);
        QVERIFY(std::fabs(half.place[i].x() - (was.place[i].x() + is.place[i].x()) / 2) < 1e-6);
    }
    QCOMPARE(start.width, was.width);
}

QTEST_MAIN(TestNetworkPainter)
#include "tst_network_painter.moc"
