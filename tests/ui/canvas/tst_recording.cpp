// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings: played into their box by both back ends alike, under texts, with the camera.
#include <QPainter>
#include <QtTest>

#include "ui/canvas/painter_backend.h"
#include "ui/canvas/raster_backend.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

/// A red square that fills the extent 0..10.
Recording redSquare(const QRectF& box) {
    Recording out;
    QPainter painter(&out.commands);
    painter.fillRect(QRectF(0, 0, 10, 10), Qt::red);
    painter.end();
    out.extent = QRectF(0, 0, 10, 10);
    out.box = box;
    return out;
}

QImage painted(const DisplayList& list, const Camera& camera) {
    QImage image(100, 100, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    Progress progress;
    paint(painter, list, camera, QSizeF(100, 100), progress, Ground::Fill);
    return image;
}

} // namespace

class TestRecording : public QObject {
    Q_OBJECT
private slots:
    void fillsItsBoxInBothBackEnds() {
        DisplayList list;
        list.recording(redSquare(QRectF(20, 30, 40, 20)));
        Progress progress;
        const QImage raster = rasterise(list, {}, QSize(100, 100), {}, progress).image;
        for (const QImage& image : {raster, painted(list, {})}) {
            QCOMPARE(image.pixelColor(21, 31), QColor(Qt::red));
            QCOMPARE(image.pixelColor(58, 48), QColor(Qt::red));
            QCOMPARE(image.pixelColor(18, 31), QColor(Qt::white));
            QCOMPARE(image.pixelColor(62, 40), QColor(Qt::white));
            QCOMPARE(image.pixelColor(40, 52), QColor(Qt::white));
        }
        QCOMPARE(list.bounds(), QRectF(20, 30, 40, 20));
        QCOMPARE(list.size(), std::size_t(1));
    }

    void movesWithTheCamera() {
        DisplayList list;
        list.recording(redSquare(QRectF(0, 0, 10, 10)));
        Progress progress;
        const Camera camera{2, QPointF(50, 50)};
        const QImage raster = rasterise(list, camera, QSize(100, 100), {}, progress).image;
        for (const QImage& image : {raster, painted(list, camera)}) {
            QCOMPARE(image.pixelColor(68, 68), QColor(Qt::red));
            QCOMPARE(image.pixelColor(72, 72), QColor(Qt::white));
            QCOMPARE(image.pixelColor(48, 48), QColor(Qt::white));
        }
    }

    void smallPicturesShrinkIt() {
        DisplayList list;
        list.recording(redSquare(QRectF(20, 20, 60, 60)));
        Progress progress;
        RasterOptions half;
        half.ratio = 0.5;
        const QImage image = rasterise(list, {}, QSize(100, 100), half, progress).image;
        QCOMPARE(image.size(), QSize(50, 50));
        QCOMPARE(image.pixelColor(11, 11), QColor(Qt::red));
        QCOMPARE(image.pixelColor(38, 38), QColor(Qt::red));
        QCOMPARE(image.pixelColor(42, 42), QColor(Qt::white));
    }

    void devicesOfManyDotsShowItAsLarge() {
        DisplayList list;
        list.recording(redSquare(QRectF(20, 20, 60, 60)));
        QImage image(300, 300, QImage::Format_ARGB32_Premultiplied);
        image.setDotsPerMeterX(40000);
        image.setDotsPerMeterY(40000);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.scale(3, 3);
        Progress progress;
        paint(painter, list, {}, QSizeF(100, 100), progress, Ground::Fill);
        painter.end();
        QCOMPARE(image.pixelColor(63, 63), QColor(Qt::red));
        QCOMPARE(image.pixelColor(236, 236), QColor(Qt::red));
        QCOMPARE(image.pixelColor(57, 100), QColor(Qt::white));
        QCOMPARE(image.pixelColor(243, 100), QColor(Qt::white));
    }

    void emptyOnesDrawNothing() {
        DisplayList list;
        list.recording(Recording());
        Recording noBox = redSquare({});
        list.recording(noBox);
        QCOMPARE(painted(list, {}).pixelColor(5, 5), QColor(Qt::white));
    }
};

QTEST_MAIN(TestRecording)
#include "tst_recording.moc"
