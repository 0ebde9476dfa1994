// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <limits>

#include "scenes.h"

using namespace scenes;

namespace {
constexpr QSize kSize(400, 300);
const QRgb kWhite = qRgb(255, 255, 255);

DisplayList areasScene(unsigned seed, int kinds = 0xF) {
    Dice dice(seed);
    DisplayList list;
    for (int i = 0; i < 12; ++i) {
        Rect rect;
        rect.box = QRectF(dice.point(350, 250), QSizeF(dice.between(5, 90), dice.between(5, 90)));
        rect.radius = i % 2 == 0 ? 0 : 6;
        rect.style = {qRgba(80, 120, 200, 120), qRgba(20, 20, 20, 255), 1, i % 3 == 0 ? 4.0F : 0.0F, 3, i % 4 == 3 ? Pattern::Hatch : Pattern::Solid};
        if (kinds & 1) list.rect(rect);
        const auto f = [&](double high) { return static_cast<float>(dice.between(0, high)); };
        if (kinds & 2) list.ribbon({f(150), f(100), 100 + f(100), 200 + f(150), f(100), 150 + f(100), qRgba(180, 90, 20, 90), {}});
        QPainterPath hull(dice.point(400, 300));
        for (int k = 0; k < 4; ++k) hull.quadTo(dice.point(400, 300), dice.point(400, 300));
        hull.closeSubpath();
        if (i < 3 && (kinds & 4) != 0) list.path({hull, {qRgba(30, 140, 110, 60), qRgba(30, 140, 110, 200), 1.5F, 0, 0, Pattern::Solid}, {}});
    }
    for (int i = 0; i < 120 && (kinds & 8) != 0; ++i)
        list.disc({static_cast<float>(dice.between(-5, 405)), static_cast<float>(dice.between(-5, 305)),
                   static_cast<float>(dice.between(0.3, 13)), 1.5F, qRgba(102, 65, 150, 200), kWhite, {}});
    return list;
}
} // namespace

class TestRaster : public QObject {
    Q_OBJECT
private slots:
    void linksEqualPainter_data();
    void linksEqualPainter();
    void areasEqualPainter_data();
    void areasEqualPainter();
    void textsEqualPainter();
    void zoomedAndMovedEqualsPainter();
    void paintOrderIsKept();
    void layersAreClippedAndStay();
    void oddCoordinatesDrawNothing();
    void hugeCoordinatesAreCut();
    void saturatesWithoutWrapping();
    void sizesAtTheLimits();
    void sameForAnyBandSplit();
    void stops();
    void spareMemoryIsUsedAgain();
    void densityKeepsStructure();
    void densityCounts();
    void densityIsChosenForHairballs();
    void densityEqualsPainter();
    void starsAndHeapsAreDrawn_data();
    void starsAndHeapsAreDrawn();
};

void TestRaster::linksEqualPainter_data() {
    QTest::addColumn<bool>("curved");
    QTest::addColumn<double>("thinnest");
    QTest::addColumn<double>("widest");
    QTest::addColumn<int>("alpha");
    QTest::addColumn<double>("dash");
    QTest::addColumn<int>("direction");
    QTest::addColumn<double>("ratio");
    QTest::newRow("hairlines") << false << 1.0 << 1.0 << 77 << 0.0 << 0 << 1.0;
    QTest::newRow("opaque") << false << 1.0 << 1.0 << 255 << 0.0 << 0 << 1.0;
    QTest::newRow("thinner than a pixel") << false << 0.2 << 0.9 << 77 << 0.0 << 0 << 1.0;
    QTest::newRow("wide") << false << 0.6 << 8.0 << 77 << 0.0 << 0 << 1.0;
    QTest::newRow("curves") << true << 0.6 << 2.0 << 77 << 0.0 << 0 << 1.0;
    QTest::newRow("hairline curves") << true << 1.0 << 1.0 << 77 << 0.0 << 0 << 1.0;
    QTest::newRow("2 px curves") << true << 2.0 << 2.0 << 77 << 0.0 << 0 << 1.0;
    QTest::newRow("wide curves") << true << 2.0 << 8.0 << 77 << 0.0 << 0 << 1.0;
    QTest::newRow("dashed") << true << 0.6 << 2.0 << 77 << 4.0 << 0 << 1.0;
    QTest::newRow("tapered") << false << 0.6 << 4.0 << 77 << 0.0 << 1 << 1.0;
    QTest::newRow("tapered curves") << true << 0.6 << 4.0 << 77 << 0.0 << 1 << 1.0;
    QTest::newRow("arrows") << true << 0.6 << 2.0 << 77 << 0.0 << 2 << 1.0;
    QTest::newRow("wide dashes") << true << 2.0 << 8.0 << 77 << 9.0 << 0 << 1.0;
    QTest::newRow("tapered dashes") << true << 0.6 << 2.0 << 77 << 5.0 << 1 << 1.0;
    QTest::newRow("opaque wide curves") << true << 2.0 << 8.0 << 255 << 0.0 << 0 << 1.0;
    QTest::newRow("wide arrows") << false << 3.0 << 8.0 << 77 << 0.0 << 2 << 1.0;
    QTest::newRow("fine screen") << true << 0.6 << 3.0 << 77 << 4.0 << 0 << 2.0;
}

void TestRaster::linksEqualPainter() {
    QFETCH(bool, curved);
    QFETCH(double, thinnest);
    QFETCH(double, widest);
    QFETCH(int, alpha);
    QFETCH(double, dash);
    QFETCH(int, direction);
    QFETCH(double, ratio);
    Dice dice(7);
    DisplayList list;
    addLinks(list, dice, {300, curved, thinnest, widest, alpha, static_cast<float>(dash), static_cast<Direction>(direction)}, 400, 300);
    const QImage expected = truth(list, {}, kSize, ratio), drawn = raster(list, {}, kSize, {ratio, LinkLook::Lines});
    const double difference = meanDifference(expected, drawn);
    const double brightness = meanBrightness(drawn) - meanBrightness(expected);
    QVERIFY2(difference <= 2.0 && difference > 0, qPrintable(QString::number(difference)));
    QVERIFY2(std::abs(brightness) < 0.6, qPrintable(QString::number(brightness)));
    qInfo("mean difference %.3f, brightness %+.3f", difference, brightness);
}

void TestRaster::areasEqualPainter_data() {
    QTest::addColumn<int>("kinds");
    QTest::newRow("rectangles") << 1;
    QTest::newRow("ribbons") << 2;
    QTest::newRow("paths") << 4;
    QTest::newRow("discs") << 8;
    QTest::newRow("all") << 15;
}

void TestRaster::areasEqualPainter() {
    QFETCH(int, kinds);
    for (unsigned seed = 1; seed <= 3; ++seed) {
        const DisplayList list = areasScene(seed, kinds);
        const double difference = meanDifference(truth(list, {}, kSize), raster(list, {}, kSize));
        QVERIFY2(difference < 1.0, qPrintable(QString::number(difference)));
    }
}

void TestRaster::textsEqualPainter() {
    DisplayList list;
    for (int i = 0; i < 12; ++i) {
        Text text;
        const QString odd[] = {QString(1000, QLatin1Char('W')), QString::fromUtf8("\u0645\u0635\u0646\u0639 42"),
                               QString::fromUtf8("\u9502\u7535\u6c60\u5382"), QString::fromUtf8("\u05de\u05e4\u05e2\u05dc") + QString(1000, QChar(0x4e2d))};
        text.text = i >= 3 && i < 7 ? odd[i - 3] : QStringLiteral("Cathode One");
        text.anchor = QPointF(60 + (i % 4) * 90, 20 + (i / 4) * 80);
        text.halo = kWhite;
        text.across = static_cast<Across>(i % 3);
        text.upright = static_cast<Upright>(i % 4);
        text.maxWidth = 80;
        text.angle = i == 5 ? 30 : 0;
        list.text(text);
    }
    const QImage drawn = raster(list, {}, kSize);
    QVERIFY(meanBrightness(drawn) < 254);
    QVERIFY(meanDifference(truth(list, {}, kSize), drawn) < 2);
}

void TestRaster::zoomedAndMovedEqualsPainter() {
    DisplayList list = areasScene(5);
    Dice dice(6);
    addLinks(list, dice, {200, true, 0.6, 4, 77, 0, Direction::None}, 400, 300);
    for (const Camera camera : {Camera{3.7, {-400, -310}}, Camera{0.2, {150, 100}}, Camera{40, {-6000, -4000}}}) {
        const double difference = meanDifference(truth(list, camera, kSize), raster(list, camera, kSize));
        QVERIFY2(difference < 2, qPrintable(QString::number(difference)));
    }
}

void TestRaster::paintOrderIsKept() {
    DisplayList list;
    const StyleId red = list.lineStyle({qRgb(255, 0, 0)}), blue = list.lineStyle({qRgb(0, 0, 255)});
    list.line({0, 50}, {100, 50}, 9, blue);
    list.line({50, 0}, {50, 100}, 9, red);
    QCOMPARE(raster(list, {}, {100, 100}).pixel(50, 50), qRgb(0, 0, 255)); // styles in the order they were made
    list.disc({50, 50, 5, 0, qRgb(0, 255, 0), 0, {}});
    QCOMPARE(raster(list, {}, {100, 100}).pixel(50, 50), qRgb(0, 255, 0));
    list.addLayer();
    list.line({0, 0}, {100, 100}, 9, red);
    QCOMPARE(raster(list, {}, {100, 100}).pixel(50, 50), qRgb(255, 0, 0));
    QCOMPARE(truth(list, {}, {100, 100}).pixel(50, 50), qRgb(255, 0, 0));
}

void TestRaster::layersAreClippedAndStay() {
    DisplayList list;
    list.addLayer(Space::Screen, QRectF(20, 20, 30, 30));
    Rect rect;
    rect.box = QRectF(0, 0, 100, 100);
    rect.style.fill = qRgb(255, 0, 0);
    list.rect(rect);
    const StyleId blue = list.lineStyle({qRgb(0, 0, 255)});
    list.line({0, 35}, {100, 35}, 2, blue);
    list.disc({50, 50, 10, 0, qRgb(0, 255, 0), 0, {}});
    const QImage drawn = raster(list, {5, {-77, 13}}, {100, 100});
    QCOMPARE(drawn.pixel(10, 10), kWhite);
    QCOMPARE(drawn.pixel(25, 25), qRgb(255, 0, 0));
    QCOMPARE(drawn.pixel(10, 35), kWhite);
    QCOMPARE(drawn.pixel(60, 35), kWhite);
    QCOMPARE(drawn.pixel(25, 35), qRgb(0, 0, 255));
    QCOMPARE(drawn.pixel(52, 48), kWhite);
    QCOMPARE(drawn.pixel(48, 48), qRgb(0, 255, 0));
    QVERIFY(meanDifference(truth(list, {5, {-77, 13}}, {100, 100}), drawn) < 0.5);
}

void TestRaster::oddCoordinatesDrawNothing() {
    const double nan = std::nan(""), infinite = std::numeric_limits<double>::infinity();
    DisplayList list;
    const StyleId style = list.lineStyle({qRgb(0, 0, 0), 4, 4, Direction::Arrow}), plain = list.lineStyle({qRgb(0, 0, 0)});
    for (const double odd : {nan, infinite, -infinite}) {
        for (const StyleId s : {style, plain}) {
            list.line({odd, 5}, {50, 50}, 2, s);
            list.line({5, 5}, {50, odd}, 2, s);
            list.curve({5, 5}, {odd, 5}, {9, 9}, {50, 50}, 2, s);
            list.line({5, 5}, {50, 50}, odd > 0 ? nan : odd, s);
        }
        Rect rect;
        rect.box = QRectF(odd, 1, 20, 20);
        rect.style.fill = qRgb(0, 0, 0);
        list.rect(rect);
        const auto f = static_cast<float>(odd);
        list.ribbon({f, 1, 2, 50, 10, 20, qRgb(0, 0, 0), {}});
        list.disc({f, 20, 5, 1, qRgb(0, 0, 0), qRgb(0, 0, 0), {}});
        list.disc({20, 20, odd > 0 ? std::nanf("") : f, 1, qRgb(0, 0, 0), 0, {}});
        Text text;
        text.text = QStringLiteral("x");
        text.anchor = {odd, 10};
        list.text(text);
    }
    list.line({20, 20}, {20, 20}, 2, style); // no length
    list.line({20, 20}, {40, 20}, 0, style); // no width
    const QImage drawn = raster(list, {}, {64, 64});
    QCOMPARE(meanBrightness(drawn), 255.0);
    QCOMPARE(list.bounds().isNull(), false);
    QVERIFY(std::isfinite(list.bounds().width()));
}

void TestRaster::hugeCoordinatesAreCut() {
    DisplayList list;
    const StyleId plain = list.lineStyle({qRgb(0, 0, 0)});
    list.line({-1e6, 50}, {1e6, 50}, 3, plain);
    list.line({50, -1e6}, {50, 1e6}, 1, plain);
    list.line({-1e30, 0}, {1e30, 1}, 1, list.lineStyle({qRgb(0, 0, 0), 3, 3, Direction::None}));
    const QImage drawn = raster(list, {}, {100, 100});
    QCOMPARE(drawn.pixel(3, 50), qRgb(0, 0, 0));
    QVERIFY(qRed(drawn.pixel(50, 3)) + qRed(drawn.pixel(49, 3)) < 300);
    QCOMPARE(drawn.pixel(20, 20), kWhite);
}

void TestRaster::saturatesWithoutWrapping() {
    DisplayList list;
    const StyleId faint = list.lineStyle({qRgba(0, 0, 0, 33)});
    for (int i = 0; i < 20000; ++i) list.line({0, 32.3}, {64, 32.3 + (i % 3)}, 1, faint);
    const QImage drawn = raster(list, {}, {64, 64}, {1, LinkLook::Lines});
    QCOMPARE(drawn.pixel(5, 32), qRgb(0, 0, 0));
    QCOMPARE(drawn.pixel(5, 20), kWhite);
}

void TestRaster::sizesAtTheLimits() {
    const DisplayList list = areasScene(9);
    QVERIFY(raster(list, {}, {0, 10}).isNull());
    QCOMPARE(raster(list, {}, {1, 1}).size(), QSize(1, 1));
    QCOMPARE(raster(list, {}, {1, 1}, {3, LinkLook::Lines}).size(), QSize(3, 3));
    const QImage large = raster(list, {19.2, {}}, {7680, 4320});
    QCOMPARE(large.size(), QSize(7680, 4320));
    QVERIFY(meanBrightness(large) < 250);
    QCOMPARE(raster(DisplayList{}, {}, {20, 20}).pixel(3, 3), kWhite);
    QVERIFY(!raster(list, {}, {50, 50}, {std::nan(""), LinkLook::Lines}).isNull());
}

void TestRaster::sameForAnyBandSplit() {
    Dice dice(11);
    DisplayList list;
    addLinks(list, dice, {2000, true, 0.6, 5, 77, 0, Direction::Taper}, 400, 300);
    const QImage once = raster(list, {}, kSize), again = raster(list, {}, kSize);
    QVERIFY(once == again);
    // Moved by whole bands and back: the cut into bands must leave no seam.
    const QImage moved = raster(list, {1, {0, 64}}, kSize);
    QVERIFY(meanDifference(once.copy(0, 0, 400, 230), moved.copy(0, 64, 400, 230)) < 0.02);
    const QImage shifted = raster(list, {1, {0, 17}}, kSize);
    QVERIFY(meanDifference(once.copy(0, 0, 400, 270), shifted.copy(0, 17, 400, 270)) < 0.2);
}

void TestRaster::stops() {
    Progress progress;
    progress.stop();
    QVERIFY(rasterise(areasScene(1), {}, kSize, {}, progress).image.isNull());
}

void TestRaster::spareMemoryIsUsedAgain() {
    Progress progress;
    const DisplayList one = areasScene(1), other = areasScene(2);
    const QImage expected = raster(other, {}, kSize);
    QImage spare = rasterise(one, {}, kSize, {}, progress).image;
    const uchar* memory = spare.constBits();
    const QImage again = rasterise(other, {}, kSize, {}, progress, std::move(spare)).image;
    QCOMPARE(again.constBits(), memory);
    QVERIFY(again == expected);
    // A picture that somebody still shows is left alone; so is one of another size.
    QImage shown = again;
    QVERIFY(rasterise(one, {}, kSize, {}, progress, shown).image != again);
    QVERIFY(shown == expected);
    QCOMPARE(rasterise(other, {}, {40, 30}, {}, progress, std::move(shown)).image.size(), QSize(40, 30));
    QVERIFY(again == expected);
}

void TestRaster::densityKeepsStructure() {
    Dice dice(13);
    DisplayList list;
    addLinks(list, dice, {20000, false, 1, 1, 200, 0, Direction::None}, 400, 300);
    const QImage lines = raster(list, {}, kSize, {1, LinkLook::Lines}), density = raster(list, {}, kSize, {1, LinkLook::Density});
    QVERIFY2(meanBrightness(lines) < 120, qPrintable(QString::number(meanBrightness(lines))));
    QVERIFY2(meanBrightness(density) > meanBrightness(lines) + 10 && meanBrightness(density) < 230, qPrintable(QString::number(meanBrightness(density))));
    QVERIFY(density == raster(list, {}, kSize, {1, LinkLook::Density}));
}

void TestRaster::densityCounts() {
    // One, ten and a hundred links side by side: each step is deeper, no two alike.
    DisplayList list;
    const StyleId black = list.lineStyle({qRgba(0, 0, 0, 255)});
    const int counts[] = {1, 10, 100};
    for (int i = 0; i < 3; ++i)
        for (int k = 0; k < counts[i]; ++k) list.line({50 + 100.0 * i, 0}, {50 + 100.0 * i, 250}, 1, black);
    const QImage drawn = raster(list, {}, kSize, {1, LinkLook::Density});
    const auto darkest = [&](int x) {
        int dark = 255;
        for (int i = x - 4; i <= x + 4; ++i) dark = std::min(dark, qRed(drawn.pixel(i, 100)));
        return dark;
    };
    QVERIFY(darkest(50) < 250);
    QVERIFY(darkest(150) < darkest(50) - 25);
    QVERIFY(darkest(250) < darkest(150) - 25);
    QCOMPARE(drawn.pixel(100, 100), kWhite);
}

void TestRaster::densityIsChosenForHairballs() {
    Dice dice(17);
    DisplayList few, many;
    addLinks(few, dice, {500, false, 1, 1, 77, 0, Direction::None}, 400, 300);
    addLinks(many, dice, {6000, false, 1, 1, 77, 0, Direction::None}, 400, 300);
    Progress progress;
    QVERIFY(!rasterise(few, {}, kSize, {}, progress).density);
    QVERIFY(rasterise(many, {}, kSize, {}, progress).density);
    // Near enough, single links can be told apart again.
    QVERIFY(!rasterise(many, {30, {-6000, -4500}}, kSize, {}, progress).density);
    QVERIFY(!rasterise(many, {}, kSize, {1, LinkLook::Lines}, progress).density);
    many.links = LinkLook::Lines;
    QVERIFY(!rasterise(many, {}, kSize, {}, progress).density);
    few.links = LinkLook::Density;
    QVERIFY(rasterise(few, {}, kSize, {}, progress).density);
}

void TestRaster::densityEqualsPainter() {
    Dice dice(19);
    DisplayList list;
    addLinks(list, dice, {6000, true, 1, 3, 77, 0, Direction::Taper}, 400, 300);
    const double difference = meanDifference(truth(list, {}, kSize, 2), raster(list, {}, kSize, {2, {}}));
    QVERIFY2(difference < 2, qPrintable(QString::number(difference)));
}

void TestRaster::starsAndHeapsAreDrawn_data() {
    QTest::addColumn<int>("shape");
    QTest::addColumn<int>("look");
    for (const int look : {int(LinkLook::Lines), int(LinkLook::Density)}) {
        QTest::addRow("star %d", look) << 0 << look;
        QTest::addRow("all in one point %d", look) << 1 << look;
        QTest::addRow("far ends %d", look) << 2 << look;
    }
}

void TestRaster::starsAndHeapsAreDrawn() {
    QFETCH(int, shape);
    QFETCH(int, look);
    Dice dice(23);
    DisplayList list;
    list.links = LinkLook(look);
    const StyleId style = list.lineStyle({qRgba(0, 0, 0, 77), 0, 0, Direction::Taper});
    constexpr int kFirms = 100000;
    for (int i = 0; i < kFirms; ++i) {
        const QPointF end = shape == 1 ? QPointF(200, 150) : shape == 2 ? dice.point(4e8, 4e8) - QPointF(2e8, 2e8) : dice.point(400, 300);
        list.line({200, 150}, end, 1, style);
        if (i % 100 == 0) list.disc({static_cast<float>(end.x()), static_cast<float>(end.y()), 3, 0, qRgb(200, 0, 0), 0, {}});
    }
    list.disc({200, 150, 5, 0, qRgb(0, 0, 200), 0, {}});
    const QImage drawn = raster(list, {}, kSize);
    QCOMPARE(drawn.pixel(200, 150), qRgb(0, 0, 200));
    if (shape != 1) QVERIFY(meanBrightness(drawn) < 240);
}

QTEST_MAIN(TestRaster)
#include "tst_raster.moc"
