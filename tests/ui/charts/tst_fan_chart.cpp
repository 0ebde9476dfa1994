// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// FanChart and FanScale: ticks, the logarithmic axis with zeros, and what is drawn where.
#include <algorithm>
#include <cmath>
#include <limits>

#include <QImage>
#include <QPainter>
#include <QtTest>

#include "ui/charts/fan_chart.h"

using namespace chainscape::ui;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

FanChart rising() {
    FanChart fan;
    fan.history = {10, 20, 30, 40};
    fan.mean = {50, 60};
    fan.bands = {{{30, 30}, {70, 90}, 0.13}, {{40, 45}, {60, 75}, 0.22}};
    fan.colour = QColor(0, 0, 255);
    return fan;
}

QImage played(const FanPicture& drawn) {
    QImage image(drawn.extent.size().toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPicture commands = drawn.commands;
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    commands.play(&painter);
    return image;
}

/// How blue a pixel is against white, 0..1.
double ink(const QImage& image, QPointF at) {
    const QColor c = image.pixelColor(at.toPoint());
    return (255 - c.red()) / 255.0;
}

} // namespace

class TestFanChart : public QObject {
    Q_OBJECT
private slots:
    void linearTicksAreRoundAndHoldZero() {
        const std::vector<double> values{3, 47, kNone};
        const FanScale scale = fanScale(values, false, 5);
        QCOMPARE(scale.low, 0.0);
        QCOMPARE(scale.ticks, (std::vector<double>{0, 10, 20, 30, 40}));
        QCOMPARE(scale.height(0), 0.0);
        QCOMPARE(scale.height(47), 1.0);
        QCOMPARE(scale.height(-5), 0.0);
        const FanScale below = fanScale(std::vector<double>{-12, 30}, false, 4);
        QVERIFY(below.low <= -12);
        QVERIFY(std::ranges::find(below.ticks, 0.0) != below.ticks.end());
    }

    void logarithmicAxisSurvivesZeros() {
        const FanScale scale = fanScale(std::vector<double>{0, 1, 10, 1000}, true, 5);
        QVERIFY(scale.logarithmic && scale.showsZero);
        QCOMPARE(scale.height(0), 0.0);
        QVERIFY(scale.height(1) > 0.02);
        QCOMPARE(scale.height(1000), 1.0);
        QVERIFY(std::abs((scale.height(100) - scale.height(10)) - (scale.height(1000) - scale.height(100))) < 1e-9);
        QVERIFY(!fanScale(std::vector<double>{-1, 10}, true, 5).logarithmic);
        QVERIFY(!fanScale(std::vector<double>{0, 0}, true, 5).logarithmic);
        QVERIFY(fanScale(std::vector<double>{}, true, 5).high > 0);
    }

    void linesAndBandsAreWhereTheyBelong() {
        const FanPicture drawn = drawFan(rising(), QSizeF(600, 300));
        const QImage image = played(drawn);
        QVERIFY(ink(image, drawn.at(1.5, 25)) > 0.8);   // history
        QVERIFY(ink(image, drawn.at(1.5, 35)) < 0.1);   // nothing beside it
        const double inner = ink(image, drawn.at(4.8, 51)), outer = ink(image, drawn.at(4.8, 36));
        QVERIFY2(inner > outer + 0.1, qPrintable(QStringLiteral("%1 %2").arg(inner).arg(outer)));
        QVERIFY(outer > 0.08 && outer < 0.2);
        QCOMPARE(drawn.at(0, 0).x(), drawn.plot.left());
        QCOMPARE(drawn.at(5, 0), QPointF(drawn.plot.right(), drawn.plot.bottom()));
    }

    void gapsStayOpen() {
        FanChart fan = rising();
        fan.history = {10, 20, kNone, 40, 40};
        const FanPicture drawn = drawFan(fan, QSizeF(600, 300));
        const QImage image = played(drawn);
        QVERIFY(ink(image, drawn.at(2, 30)) < 0.1);
        QVERIFY(ink(image, drawn.at(0.5, 15)) > 0.8);
        QVERIFY(ink(image, drawn.at(3.5, 40)) > 0.8);
    }

    void aHugeWideRangeIsCutAndSaidSo() {
        FanChart fan = rising();
        QVERIFY(!drawFan(fan, QSizeF(400, 200)).cut);
        fan.bands.front().upper = {5000, 9000};
        const FanPicture drawn = drawFan(fan, QSizeF(400, 200));
        QVERIFY(drawn.cut);
        QVERIFY(drawn.scale.high < 200);
    }

    void oddInputDoesNotCrash_data() {
        QTest::addColumn<std::vector<double>>("history");
        QTest::addColumn<std::vector<double>>("mean");
        QTest::newRow("nothing") << std::vector<double>{} << std::vector<double>{};
        QTest::newRow("one value") << std::vector<double>{5} << std::vector<double>{};
        QTest::newRow("one value and a forecast") << std::vector<double>{5} << std::vector<double>{5, 5};
        QTest::newRow("zeros") << std::vector<double>{0, 0, 0} << std::vector<double>{0};
        QTest::newRow("unknown at the end") << std::vector<double>{1, 2, kNone} << std::vector<double>{2, 2};
        QTest::newRow("tiny and huge") << std::vector<double>{1e-12, 1e15} << std::vector<double>{1e15};
    }
    void oddInputDoesNotCrash() {
        QFETCH(std::vector<double>, history);
        QFETCH(std::vector<double>, mean);
        for (const bool log : {false, true}) {
            FanChart fan;
            fan.history = history;
            fan.mean = mean;
            fan.colour = Qt::blue;
            fan.logAxis = log;
            const FanPicture drawn = drawFan(fan, QSizeF(300, 200));
            QVERIFY(!drawn.scale.ticks.empty());
            QVERIFY(!played(drawn).isNull());
        }
    }
};

QTEST_MAIN(TestFanChart)
#include "tst_fan_chart.moc"
