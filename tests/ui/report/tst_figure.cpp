// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QGuiApplication>
#include <QtTest>

#include "tests/core/chain_text.h"
#include "ui/canvas/export.h"
#include "ui/canvas/raster_backend.h"
#include "ui/painters/flow_painter.h"
#include "ui/painters/network_focus.h"
#include "ui/painters/network_painter.h"
#include "ui/report/figure.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

DatasetPtr loopChain() {
    return test::chain("firm mine stage=1 region=EU digital=0.2\nfirm fab stage=2 region=Asia\nfirm shop stage=3 platform\nfirm user stage=4 end\nfirm lone stage=2\n"
                       "mine -> fab : 10 @2023 [EUR]\nfab -> shop : 20 @2023 d=1 [EUR]\nshop -> user : 30 @2023 [EUR]\nuser -> mine : 4 @2023 [EUR]\nfab -> lone : 2 @2023 [EUR]\n"
                       "mine -> fab : 12 @2024 [EUR]\nfab -> shop : 25 @2024 d=1 [EUR]\nshop -> user : 36 @2024 [EUR]\nuser -> mine : 5 @2024 [EUR]");
}

QStringList textsOf(const DisplayList& list) {
    QStringList out;
    for (const auto& layer : list.layers())
        for (const auto& text : layer.texts) out << text.text;
    return out;
}

} // namespace

class TestFigure : public QObject {
    Q_OBJECT
private slots:
    void hasTitleLegendUnitPeriodSource_data();
    void hasTitleLegendUnitPeriodSource();
    void exportsAreWellFormed();
    void isNotBlank();
    void ownTextsWin();
    void networkShowsEveryFirmAndLink();
    void emptyLanesStay();
    void flowConserves();
    void focusFollowsTheChain();
    void placesDoNotMoveWithThePeriod();
    void withoutDataItSaysSo();
};

void TestFigure::hasTitleLegendUnitPeriodSource_data() {
    QTest::addColumn<int>("view");
    QTest::newRow("network") << int(ViewKind::Network);
    QTest::newRow("flow") << int(ViewKind::Flow);
}

void TestFigure::hasTitleLegendUnitPeriodSource() {
    QFETCH(int, view);
    FigureRequest request;
    request.dataset = loopChain();
    request.spec.view = ViewKind(view);
    request.spec.period = "2023";
    Progress progress;
    const auto scene = figureScene(request, progress);
    QVERIFY(scene);
    const QString all = textsOf(**scene).join('|');
    for (const char* word : {"2023", "EUR", "Source: source not stated", "Stage 1"}) QVERIFY2(all.contains(word), qPrintable(word + QString(" missing in ") + all));
    QVERIFY(!(*scene)->title.isEmpty());
}

void TestFigure::exportsAreWellFormed() {
    FigureRequest request;
    request.dataset = loopChain();
    request.size = pixelsOf({160, 100}) * kPaperScale;
    Progress progress;
    const auto scene = figureScene(request, progress);
    QVERIFY(scene);
    FigurePage page;
    page.millimetres = {160, 100};
    page.logical = request.size;
    page.dpi = 96;
    const auto svg = svgOf(**scene, page, progress);
    QVERIFY(svg);
    QVERIFY(svg->contains("The chain") && svg->contains("<text") && svg->contains("mine"));
    const auto pdf = pdfOf(**scene, page, progress);
    QVERIFY(pdf && pdf->startsWith("%PDF"));
    const auto image = imageOf(**scene, page, progress);
    QVERIFY(image);
    QVERIFY(std::abs(image->width() - 605) <= 1);
}

void TestFigure::isNotBlank() {
    FigureRequest request;
    request.dataset = loopChain();
    request.spec.view = ViewKind::Flow;
    Progress progress;
    const auto scene = figureScene(request, progress);
    QVERIFY(scene);
    const Frame frame = rasterise(**scene, {}, request.size.toSize(), {}, progress);
    QSet<QRgb> colours;
    for (int y = 0; y < frame.image.height(); y += 3)
        for (int x = 0; x < frame.image.width(); x += 3) colours.insert(frame.image.pixel(x, y));
    QVERIFY(colours.size() > 40);
}

void TestFigure::ownTextsWin() {
    FigureRequest request;
    request.dataset = loopChain();
    request.spec.texts = {"My title", "My subtitle", "My caption", "My source", "2026-01-02"};
    Progress progress;
    const auto scene = figureScene(request, progress);
    QVERIFY(scene);
    const QString all = textsOf(**scene).join('|');
    for (const char* word : {"My title", "My subtitle", "My caption", "My source", "2026-01-02"}) QVERIFY2(all.contains(word), word);
}

void TestFigure::networkShowsEveryFirmAndLink() {
    Progress progress;
    NetworkInput input;
    const auto dataset = loopChain();
    input.snapshot = test::snapshot(dataset, {.from = 0});
    input.places = std::make_shared<const NetworkPlaces>(*networkPlaces(dataset, {}, progress));
    DisplayList list;
    const Legend legend = paintNetwork(list, input, {0, 0, 800, 500});
    std::set<std::uint32_t> firms, links;
    const auto note = [&](ItemRef item) {
        if (item.kind == ItemKind::Firm) firms.insert(item.id);
        if (item.kind == ItemKind::Link) links.insert(item.id);
    };
    for (const auto& layer : list.layers()) {
        for (const auto& d : layer.discs) note(d.item);
        for (const auto& p : layer.paths) note(p.item);
        for (const auto& i : layer.curves.ends.item) note(i);
    }
    QCOMPARE(firms.size(), 5u);
    QCOMPARE(links.size(), 5u); // the loop is drawn, too
    QVERIFY(textsOf(list).join('|').contains("flows back"));
    QCOMPARE(legend.colours.size(), 4u);
    QVERIFY(!legend.widths.empty() && !legend.sizes.empty());
}

void TestFigure::emptyLanesStay() {
    Progress progress;
    const auto dataset = test::chain("firm a stage=3\nfirm b stage=5\na -> b : 1 @2021", defaultStages());
    const auto places = networkPlaces(dataset, {}, progress);
    QVERIFY(places);
    QCOMPARE(places->lanes.size(), 8u);
    NetworkInput input;
    input.snapshot = test::snapshot(dataset);
    input.places = std::make_shared<const NetworkPlaces>(*places);
    DisplayList list;
    paintNetwork(list, input, {0, 0, 900, 500});
    QCOMPARE(textsOf(list).count("no data yet"), 6);
    DisplayList oneStage;
    input.snapshot = *makeSnapshot(test::chain("firm a stage=3\nfirm b stage=3\nfirm c stage=5\na -> b : 1 @2021", defaultStages()), {});
    paintNetwork(oneStage, input, {0, 0, 900, 500});
    QCOMPARE(textsOf(oneStage).count("no data yet"), 6);
    QCOMPARE(textsOf(oneStage).count("none on show"), 1); // c trades with nobody
    ViewSpec narrow;
    narrow.narrow = true;
    QCOMPARE(networkPlaces(dataset, narrow, progress)->lanes.size(), 3u);
}

void TestFigure::flowConserves() {
    Progress progress;
    const auto dataset = loopChain();
    ViewSpec spec;
    spec.groupBy = "stage";
    const auto plan = flowPlan(dataset, spec, progress);
    QVERIFY(plan);
    const auto snapshot = test::snapshot(dataset, {.from = 0});
    double sum = 0;
    for (const auto& flow : groupedFlows(*snapshot, *plan)) sum += flow.value;
    QCOMPARE(sum, snapshot->totalValue());
    QCOMPARE(plan->groups.size(), 4u);
    spec.groupBy = "firm";
    spec.topGroups = 1;
    const auto few = flowPlan(dataset, spec, progress);
    QVERIFY(few);
    QCOMPARE(few->groups.size(), 5u); // stage 2 has two firms: no "other" for a single one
}

void TestFigure::focusFollowsTheChain() {
    const auto snapshot = test::snapshot(loopChain(), {.from = 0});
    const auto none = networkFocus(*snapshot, {});
    QVERIFY(!none.active);
    const auto focus = networkFocus(*snapshot, {"fab"});
    QVERIFY(focus.active);
    QCOMPARE(int(focus.node[snapshot->nodeOfId("fab")]), int(Brightness::Bright));
    QCOMPARE(int(focus.node[snapshot->nodeOfId("user")]), int(Brightness::Clear));
    QCOMPARE(focus.upstream, 3u);   // round the loop: mine, user, shop
    QCOMPARE(focus.downstream, 4u); // and lone
    QVERIFY(!networkFocus(*snapshot, {"nobody"}).active);
}

void TestFigure::placesDoNotMoveWithThePeriod() {
    Progress progress;
    const auto dataset = loopChain();
    ViewSpec early, late;
    early.period = "2023";
    late.period = "2024";
    const auto a = networkPlaces(dataset, early, progress), b = networkPlaces(dataset, late, progress);
    QVERIFY(a->x == b->x && a->y == b->y);
    ViewSpec pinned;
    pinned.pins["fab"] = {0.25, 0.75};
    const auto c = networkPlaces(dataset, pinned, progress);
    QCOMPARE(c->y[dataset->firmIndex("fab")], 0.75F);
}

void TestFigure::withoutDataItSaysSo() {
    FigureRequest request;
    request.dataset = *DatasetBuilder().build();
    Progress progress;
    const auto scene = figureScene(request, progress);
    QVERIFY(!scene);
    QCOMPARE(scene.error().code, ErrorCode::NoData);
}

QTEST_MAIN(TestFigure)
#include "tst_figure.moc"
