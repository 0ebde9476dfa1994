// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <array>
#include <cmath>
#include <limits>

#include "scenes.h"
#include "ui/canvas/raster_backend.h"
#include "ui/canvas/head_layer.h"
#include "ui/canvas/label_placement.h"
#include "ui/canvas/link_geometry.h"
#include "ui/canvas/mark_shape.h"
#include "ui/canvas/picking.h"
#include "ui/canvas/text_drawing.h"

using namespace scenes;

namespace {

ItemRef firm(std::uint32_t id) { return {ItemKind::Firm, id}; }

Text label(const QString& words, QPointF at, double importance) {
    Text text;
    text.text = words;
    text.anchor = at;
    text.importance = importance;
    return text;
}

} // namespace

class TestPicking : public QObject {
    Q_OBJECT
private slots:
    void cameraRoundTrips();
    void cameraFits();
    void discsAgainstBruteForce();
    void linksAgainstBruteForce();
    void upperThingsWin();
    void areasArePicked();
    void screenLayersStay();
    void headsStayInSight();
    void layersEndAtTheirScale();
    void namesBreakIntoTwoLines();
    void oddCoordinatesAreNotPicked();
    void withinAnArea();
    void labelsDoNotOverlap();
    void labelsStayWhilePanning();
    void labelsKeepClearOfMarks();
    void labelsComeWithTheZoom();
    void shapesHaveTheAreaOfTheDisc();
    void dashesCoverTheLine();
};

void TestPicking::cameraRoundTrips() {
    const Camera camera = zoomed(panned({}, {30, -20}), 3, {100, 50});
    QCOMPARE(camera.toWorld(camera.toScreen(QPointF(7, 9))), QPointF(7, 9));
    const QPointF under = panned({}, {30, -20}).toWorld({100, 50});
    QCOMPARE(camera.toScreen(under), QPointF(100, 50));
    const Camera move = between({2, {10, 10}}, camera);
    QCOMPARE(move.toScreen(Camera{2, {10, 10}}.toScreen(QPointF(5, 6))), camera.toScreen(QPointF(5, 6)));
    QCOMPARE(zoomed(camera, std::nan(""), {}), camera);
    QCOMPARE(zoomed(camera, 1e300, {}).scale, kLargestScale);
}

void TestPicking::cameraFits() {
    const QRectF world(-50, 20, 400, 100);
    const QRectF seen = fitted(world, {848, 500}).toScreen(world);
    QCOMPARE(seen.width(), 800.0);
    QCOMPARE(seen.center(), QPointF(424, 250));
    QCOMPARE(fitted(QRectF(3, 4, 0, 0), {100, 100}).toScreen(QPointF(3, 4)), QPointF(50, 50));
    QCOMPARE(fitted({}, {0, 0}), Camera{});
    QCOMPARE(fitted(QRectF(0, 0, std::numeric_limits<double>::infinity(), 1), {10, 10}), Camera{});
}

void TestPicking::discsAgainstBruteForce() {
    Dice dice(1);
    DisplayList list;
    for (std::uint32_t i = 0; i < 500; ++i)
        list.disc({static_cast<float>(dice.between(0, 1000)), static_cast<float>(dice.between(0, 1000)), static_cast<float>(dice.between(1, 8)), 0,
                   qRgb(0, 0, 0), 0, firm(i)});
    const Camera camera{0.7, {11, -7}};
    int hits = 0;
    for (int k = 0; k < 400; ++k) {
        const QPointF at = dice.point(700, 700);
        ItemRef best;
        double least = kPickTolerance;
        for (const Disc& d : list.layers().front().discs) {
            const QPointF p = camera.toScreen(QPointF(d.x, d.y)) - at;
            const double edge = std::max(0.0, std::hypot(p.x(), p.y()) - double(d.drawnAt(camera.scale).radius));
            if (edge <= least) {
                least = edge;
                best = d.item;
            }
        }
        QCOMPARE(pick(list, camera, at), best);
        hits += best ? 1 : 0;
    }
    QVERIFY(hits > 20);
}

void TestPicking::linksAgainstBruteForce() {
    Dice dice(2);
    DisplayList list;
    addLinks(list, dice, {60, true, 0.6, 4, 77, 0, Direction::None}, 600, 400);
    const Curves& c = list.layers().front().curves;
    for (int k = 0; k < 300; ++k) {
        const QPointF at = dice.point(600, 400);
        double least = 1e9;
        for (std::size_t i = 0; i < c.size(); ++i)
            for (int s = 0; s <= 2000; ++s) {
                const LinkShape shape{{c.ends.x0[i], c.ends.y0[i]}, {c.cx0[i], c.cy0[i]}, {c.cx1[i], c.cy1[i]}, {c.ends.x1[i], c.ends.y1[i]}, true, 1, 1};
                const Vec p = pointAt(shape, static_cast<float>(s) / 2000);
                least = std::min(least, std::hypot(p.x - at.x(), p.y - at.y()) - c.ends.width[i] / 2.0);
            }
        if (std::abs(least - kPickTolerance) < 0.4) continue; // a hair from the limit
        QCOMPARE(static_cast<bool>(pick(list, {}, at)), least <= kPickTolerance);
    }
}

void TestPicking::upperThingsWin() {
    DisplayList list;
    const StyleId style = list.lineStyle({qRgb(0, 0, 0)});
    Rect lane;
    lane.box = QRectF(0, 0, 100, 100);
    lane.item = {ItemKind::Stage, 1};
    list.rect(lane);
    list.line({0, 50}, {100, 50}, 2, style, {ItemKind::Link, 5});
    list.disc({50, 50, 10, 0, 0, 0, firm(1)});
    list.disc({52, 50, 10, 0, 0, 0, firm(2)});
    QCOMPARE(pick(list, {}, {51, 50}), firm(2));
    QCOMPARE(pick(list, {}, {20, 52}), (ItemRef{ItemKind::Link, 5}));
    QCOMPARE(pick(list, {}, {20, 80}), (ItemRef{ItemKind::Stage, 1}));
    QCOMPARE(pick(list, {}, {20, 180}), ItemRef{});
    list.addLayer();
    list.disc({50, 50, 3, 0, 0, 0, firm(3)});
    QCOMPARE(pick(list, {}, {51, 50}), firm(3));
}

void TestPicking::areasArePicked() {
    DisplayList list;
    list.ribbon({0, 0, 20, 100, 50, 70, qRgb(0, 0, 0), {ItemKind::Band, 1}});
    QPainterPath loop;
    loop.moveTo(0, 200);
    loop.lineTo(100, 200);
    loop.lineTo(100, 260);
    AreaStyle outline;
    outline.outline = qRgb(0, 0, 0);
    list.path({loop, outline, {ItemKind::Link, 2}});
    Text text = label(QStringLiteral("Gigacell"), {300, 100}, 0);
    text.item = firm(9);
    list.text(text);
    QCOMPARE(pick(list, {}, {50, 35}), (ItemRef{ItemKind::Band, 1}));
    QCOMPARE(pick(list, {}, {20, 60}), ItemRef{});
    QCOMPARE(pick(list, {}, {101, 230}), (ItemRef{ItemKind::Link, 2}));
    QCOMPARE(pick(list, {}, {50, 230}), ItemRef{}); // only its outline is drawn
    QCOMPARE(pick(list, {}, {300, 97}), firm(9));
}

void TestPicking::screenLayersStay() {
    DisplayList list;
    list.disc({10, 10, 5, 0, 0, 0, firm(1)});
    list.addLayer(Space::Screen);
    list.disc({10, 10, 5, 0, 0, 0, firm(2)});
    const Camera camera{1, {100, 0}};
    QCOMPARE(pick(list, camera, {110, 10}), firm(1));
    QCOMPARE(pick(list, camera, {10, 10}), firm(2));
    const ItemPlaces places = itemPlaces(list);
    QCOMPARE(places.at(firm(2)).space, Space::Screen);
    QCOMPARE(places.size(), std::size_t{2});
}

void TestPicking::headsStayInSight() {
    DisplayList list;
    list.addHeads(50);
    list.disc({10, 20, 4, 0, qRgb(0, 0, 0), 0, firm(1), MarkShape::Square});
    list.disc({210, 20, 4, 0, qRgb(0, 0, 0), 0, firm(2), MarkShape::Square});
    Text name;
    name.text = "Stage";
    name.across = Across::Left;
    name.anchor = {20, 20};
    name.maxWidth = 180;
    list.text(name);
    QCOMPARE(pick(list, {}, {10, 20}), firm(1));
    const Camera down{2, {30, 100}}; // the foot lies at 200
    QCOMPARE(pick(list, down, {2 * 10 + 30, 20 + 150}), firm(1));
    QCOMPARE(pick(list, down, {2 * 210 + 30, 20 + 150}), firm(2));
    const Camera up{2, {30, -400}}; // the foot has gone up: the head stays where it was
    QCOMPARE(pick(list, up, {50, 20}), firm(1));
    const Camera left{2, {-100, -400}}; // so it does at the left edge while its column is in sight
    QCOMPARE(pick(list, left, {12, 20}), firm(1));
    QCOMPARE(pick(list, {2, {-2000, -400}}, {12, 20}), ItemRef{});
    const PlacedLayer placed(list, list.layers().back(), left);
    QCOMPARE(placed.layer().texts.front().anchor, QPointF(22, 20)); // beside its disc at every zoom
    QVERIFY(placed.layer().texts.front().maxWidth < 2 * 180);
    QCOMPARE(placed.layer().rects.size(), std::size_t(1)); // the ground under it
    QVERIFY(PlacedLayer(list, list.layers().back(), down).layer().rects.empty());
    QVERIFY(itemPlaces(list).empty());
}

void TestPicking::layersEndAtTheirScale() {
    DisplayList list;
    list.addLayer();
    list.limitScale(0, 0.5);
    list.disc({10, 10, 5, 0, qRgb(0, 0, 0), 0, firm(1)});
    list.addLayer();
    list.limitScale(0.5, 1e300);
    list.disc({10, 10, 5, 0, qRgb(255, 0, 0), 0, firm(2)});
    QCOMPARE(pick(list, {0.4, {}}, {4, 4}), firm(1));
    QCOMPARE(pick(list, {0.5, {}}, {5, 5}), firm(2));
    Progress progress;
    const Frame small = rasterise(list, {0.4, {}}, {20, 20}, {}, progress), large = rasterise(list, {}, {20, 20}, {}, progress);
    QCOMPARE(small.image.pixel(4, 4), qRgb(0, 0, 0));
    QCOMPARE(large.image.pixel(10, 10), qRgb(255, 0, 0));
}

void TestPicking::namesBreakIntoTwoLines() {
    Text t;
    t.text = "Vehicle dealer group Juniper";
    const double whole = shapeOf(t).box.width(), high = shapeOf(t).box.height();
    t.maxWidth = whole * 0.6;
    t.item = firm(1);
    QCOMPARE(shapeOf(t).shown.size(), 1);
    QVERIFY(shapeOf(t).shown.front().contains(QChar(0x2026)));
    t.lines = 2;
    const TextShape two = shapeOf(t);
    QCOMPARE(two.shown, (QStringList{"Vehicle dealer", "group Juniper"}));
    QVERIFY(two.box.width() <= t.maxWidth && two.box.height() > 1.5 * high);
    QVERIFY(std::fabs(two.box.bottom() - shapeOf(Text{.text = "g"}).box.bottom()) < 0.01); // the last line lies where one would
    t.text = QString(30, 'W'); // no blank: as ever
    QCOMPARE(shapeOf(t).shown.size(), 1);
    t.maxWidth = 0;
    t.text = "Vehicle dealer group Juniper";
    QCOMPARE(shapeOf(t).shown.size(), 1);
}

void TestPicking::oddCoordinatesAreNotPicked() {
    DisplayList list;
    const StyleId style = list.lineStyle({qRgb(0, 0, 0)});
    const double odd = std::nan("");
    list.line({odd, 0}, {10, 10}, 2, style, {ItemKind::Link, 1});
    list.curve({0, 0}, {odd, 0}, {5, 5}, {10, 10}, 2, style, {ItemKind::Link, 2});
    list.disc({std::nanf(""), 0, 50, 0, 0, 0, firm(1)});
    QCOMPARE(pick(list, {}, {5, 5}), ItemRef{});
}

void TestPicking::withinAnArea() {
    DisplayList list;
    for (std::uint32_t i = 0; i < 10; ++i) list.disc({10.0F * static_cast<float>(i), 10, 3, 0, 0, 0, firm(i)});
    list.disc({30, 10, 3, 0, 0, 0, firm(3)});
    const auto found = pickWithin(list, {2, {0, 0}}, QPolygonF(QRectF(35, 0, 50, 50)));
    QCOMPARE(found, (std::vector<ItemRef>{firm(2), firm(3), firm(4)}));
    QVERIFY(pickWithin(list, {}, {}).empty());
}

void TestPicking::labelsDoNotOverlap() {
    Dice dice(4);
    DisplayList list;
    for (int i = 0; i < 400; ++i) list.text(label(QStringLiteral("Firm %1").arg(i * 37), dice.point(800, 500), dice.between(0.1, 10)));
    list.text(label(QStringLiteral("Always"), {400, 250}, 0));
    const Layer& layer = list.layers().front();
    const QRectF view(0, 0, 800, 500);
    const auto shown = shownTexts(layer, {}, view);
    QVERIFY(shown.size() > 60 && shown.size() < 400);
    QCOMPARE(shown.back(), 400U);
    for (std::size_t i = 0; i < shown.size(); ++i)
        for (std::size_t j = i + 1; j < shown.size(); ++j) QVERIFY(!boxOf(layer.texts[shown[i]], {}).intersects(boxOf(layer.texts[shown[j]], {})));
    // The most important one is always there.
    std::uint32_t top = 0;
    for (std::uint32_t i = 0; i < 400; ++i)
        if (layer.texts[i].importance > layer.texts[top].importance) top = i;
    QVERIFY(std::find(shown.begin(), shown.end(), top) != shown.end());
}

void TestPicking::labelsKeepClearOfMarks() {
    DisplayList list;
    list.disc({200, 100, 10, 0, 0xFF336699, 0, {ItemKind::Firm, 1}});
    Text over = label(QStringLiteral("Other"), {205, 104}, 5), own = over;
    over.item = {ItemKind::Firm, 2};
    own.item = {ItemKind::Firm, 1};
    list.text(over);
    QVERIFY(shownTexts(list.layers().front(), {}, {0, 0, 400, 300}).empty());
    list.text(own); // a mark may bear its own name
    QCOMPARE(shownTexts(list.layers().front(), {}, {0, 0, 400, 300}), std::vector<std::uint32_t>{1});
}

void TestPicking::labelsComeWithTheZoom() {
    DisplayList list;
    Text late = label(QStringLiteral("A name that needs much room"), {100, 100}, 5);
    late.fromScale = 2;
    late.maxWidth = 60;
    list.text(late);
    const QRectF view(0, 0, 4000, 3000);
    QVERIFY(shownTexts(list.layers().front(), {}, view).empty());
    QCOMPARE(shownTexts(list.layers().front(), {2, {}}, view).size(), std::size_t(1));
    const double near = boxOf(late, {2, {}}).width(), nearer = boxOf(late, {4, {}}).width(), whole = boxOf(late, {40, {}}).width();
    QVERIFY(near <= 60 * 2 + 4 && nearer > near); // the room grows with the world
    QCOMPARE(whole, nearer);                      // and no name is wider than itself
}

void TestPicking::shapesHaveTheAreaOfTheDisc() {
    for (const auto shape : {MarkShape::Square, MarkShape::Diamond, MarkShape::Triangle, MarkShape::TriangleDown, MarkShape::TriangleRight, MarkShape::Hexagon}) {
        std::array<Vec, kMostCorners> corners;
        const auto count = shapeCorners(shape, {3, 4}, 10, corners);
        double area = 0;
        for (std::size_t k = 0; k < count; ++k) {
            const Vec a = corners[k], b = corners[(k + 1) % count];
            area += double(a.x * b.y - b.x * a.y) / 2;
            QVERIFY(std::hypot(a.x - 3, a.y - 4) <= 10 * kFarthestCorner);
        }
        QVERIFY(std::fabs(std::fabs(area) - M_PI * 100) < 0.1);
        DisplayList list;
        list.background = 0xFFFFFFFF;
        list.disc({100, 100, 20, 0, 0xFF000000, 0, {}, shape});
        Progress progress;
        const QImage fast = rasterise(list, {}, {200, 200}, {}, progress).image;
        QImage slow(200, 200, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&slow);
        QVERIFY(paint(painter, list, {}, {200, 200}, progress));
        painter.end();
        double ink = 0, apart = 0;
        for (int y = 0; y < 200; ++y)
            for (int x = 0; x < 200; ++x) {
                ink += 1 - qGreen(fast.pixel(x, y)) / 255.0;
                apart += std::abs(qGreen(fast.pixel(x, y)) - qGreen(slow.pixel(x, y)));
            }
        QVERIFY2(std::fabs(ink - M_PI * 400) < 8, qPrintable(QString::number(ink)));
        QVERIFY2(apart / (200 * 200) < 2, qPrintable(QString::number(apart)));
    }
}

void TestPicking::labelsStayWhilePanning() {
    Dice dice(5);
    DisplayList list;
    for (int i = 0; i < 300; ++i) list.text(label(QStringLiteral("Firm %1").arg(i), dice.point(1600, 1000), dice.between(0.1, 10)));
    const Layer& layer = list.layers().front();
    const QRectF view(0, 0, 800, 500);
    const auto before = shownTexts(layer, {1, {-400, -250}}, view), after = shownTexts(layer, {1, {-430.5, -262.25}}, view);
    const QRectF middle(500, 350, 600, 300); // world; well inside in both
    int changed = 0, same = 0;
    for (std::uint32_t i = 0; i < 300; ++i) {
        if (!middle.contains(layer.texts[i].anchor)) continue;
        const bool was = std::binary_search(before.begin(), before.end(), i), is = std::binary_search(after.begin(), after.end(), i);
        ++(was == is ? same : changed);
    }
    QCOMPARE(changed, 0);
    QVERIFY(same > 10);
}

void TestPicking::dashesCoverTheLine() {
    std::vector<std::vector<Vec>> dashes;
    const LinkShape shape{{0, 0}, {}, {}, {100, 0}, false, 4, 2};
    const auto collect = [](void* to, const std::vector<Vec>& dash, float, float) { static_cast<decltype(dashes)*>(to)->push_back(dash); };
    splitDashes({{0, 0}, {50, 0}, {100, 0}}, shape, 10, 5, &dashes, collect);
    QCOMPARE(dashes.size(), std::size_t{7});
    QCOMPARE(dashes[3].front().x, 45.0F);
    QCOMPARE(dashes[3].back().x, 55.0F);
    QCOMPARE(dashes[3].size(), std::size_t{3}); // the bend stays
    dashes.clear();
    splitDashes({{0, 0}, {100, 0}}, shape, 10, 0, &dashes, collect);
    QCOMPARE(dashes.size(), std::size_t{1});
}

QTEST_MAIN(TestPicking)
#include "tst_picking.moc"
