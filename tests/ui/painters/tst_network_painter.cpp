// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/painters/network_figures.h"
#include "ui/canvas/raster_backend.h"
#include "ui/canvas/label_placement.h"
#include "ui/canvas/text_drawing.h"
#include "ui/painters/network_chain.h"
#include "ui/painters/network_focus.h"
#include "ui/painters/network_hulls.h"

using namespace chainscape;
using namespace chainscape::ui;
using namespace chainscape::ui::testing;

namespace {

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
    void hullsAroundInternets();
    void convexHulls();
    void labelsStayInTheirLane();
    void labelsComeWhileZoomingIn();
    void namesOfEqualsAreAllOverTheMap();
    void namesUseTheRoomThereIs();
    void largeMapsHaveDotsThatGrow();
    void severalFirmsLightWhatTheyShare();
    void namesLieOnNoDisc();
    void discsOfAFullLaneLieSideBySide();
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

void TestNetworkPainter::namesOfEqualsAreAllOverTheMap() {
    DatasetBuilder b;
    b.addFirm({.id = "hub", .stage = 2});
    for (int i = 0; i < 200; ++i) b.addFirm({.id = "maker " + std::to_string(1000 + i), .stage = 1});
    for (int i = 0; i < 200; ++i) [[maybe_unused]] const auto added = b.addFlow("maker " + std::to_string(1000 + i), "hub", "2024", 2, "material", 1, "EUR");
    const auto p = painted(*b.build(), {}, {900, 1400});
    int upper = 0, lower = 0;
    for (const auto& layer : p.list.layers())
        for (const auto i : shownTexts(layer, {}, {0, 0, 900, 1400}))
            if (layer.texts[i].item.kind == ItemKind::Firm) (layer.texts[i].anchor.y() < 700 ? upper : lower) += 1;
    QVERIFY2(upper > 10 && lower > 10 && std::abs(upper - lower) < (upper + lower) / 3, qPrintable(QStringLiteral("%1 %2").arg(upper).arg(lower)));
}

void TestNetworkPainter::namesUseTheRoomThereIs() {
    DatasetBuilder b; // a lane of many sub-lanes, of whose firms three trade in the last period
    b.addFirm({.id = "hub", .stage = 2});
    for (int i = 0; i < 400; ++i) b.addFirm({.id = "A rather long name of firm " + std::to_string(1000 + i), .stage = 1});
    for (int i = 0; i < 400; ++i) [[maybe_unused]] const auto added = b.addFlow("A rather long name of firm " + std::to_string(1000 + i), "hub", "2023", 1 + i, "material", 1, "EUR");
    for (const int i : {5, 200, 390}) [[maybe_unused]] const auto added = b.addFlow("A rather long name of firm " + std::to_string(1000 + i), "hub", "2024", 1, "material", 1, "EUR");
    const auto p = painted(*b.build(), {});
    int named = 0;
    for (const auto& layer : p.list.layers())
        for (const auto& t : layer.texts)
            if (t.text.startsWith("A rather")) {
                ++named;
                QVERIFY2(t.maxWidth > 100, qPrintable(QString::number(t.maxWidth)));
            }
    QCOMPARE(named, 3);
}

void TestNetworkPainter::largeMapsHaveDotsThatGrow() {
    DatasetBuilder b;
    for (int i = 0; i < 12'000; ++i) [[maybe_unused]] const auto added = b.addFlow("s" + std::to_string(i), "t" + std::to_string(i % 40), "2024", 1, "material", 1, "EUR");
    ViewSpec spec;
    spec.collapseBy = "firm";
    const auto p = painted(*b.build(), spec);
    double covered = 0;
    for (const auto& layer : p.list.layers())
        for (const auto& d : layer.discs)
            if (d.item.kind == ItemKind::Firm) {
                covered += 3.14159 * double(d.radius * d.radius);
                if (d.radius < 2) QCOMPARE(d.drawnAt(100).radius, 3.0F);
            }
    QVERIFY2(covered < 0.2 * 900 * 560, qPrintable(QString::number(covered)));
}

void TestNetworkPainter::severalFirmsLightWhatTheyShare() {
    const auto data = test::chain("firm a stage=1\nfirm b stage=2\nfirm c stage=3\nfirm d stage=4 end\nfirm x stage=1\n"
                                  "a -> b : 10 @2024 [EUR]\nb -> c : 10 @2024 [EUR]\nc -> d : 10 @2024 [EUR]\nx -> b : 5 @2024 [EUR]");
    const auto s = *makeSnapshot(data, SnapshotSpec{});
    const auto of = [&](const NetworkFocus& focus, const char* from, const char* to) { return focus.edge[s->edgeBetween(s->nodeOfId(from), s->nodeOfId(to))]; };
    const auto path = networkFocus(*s, {"a", "b"});
    QCOMPARE(of(path, "a", "b"), Brightness::Bright);
    QCOMPARE(of(path, "x", "b"), Brightness::Clear);
    QCOMPARE(of(path, "c", "d"), Brightness::Receded); // not theirs
    const auto strangers = networkFocus(*s, {"a", "x"});
    QCOMPARE(of(strangers, "a", "b"), Brightness::Bright);
    const auto one = networkFocus(*s, {"a"});
    QCOMPARE(of(one, "c", "d"), Brightness::Clear); // the chain of one firm
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

QTEST_MAIN(TestNetworkPainter)
#include "tst_network_painter.moc"
