// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <thread>

#include <QAccessible>
#include <QSignalSpy>

#include "scenes.h"
#include "ui/canvas/canvas_widget.h"

using namespace scenes;

Q_DECLARE_METATYPE(chainscape::ui::ItemRef)

namespace {

ItemRef firm(std::uint32_t id) { return {ItemKind::Firm, id}; }

Scene twoFirms() {
    auto list = std::make_shared<DisplayList>();
    list->title = QStringLiteral("Network");
    list->summary = QStringLiteral("2 firms, 1 link");
    const StyleId style = list->lineStyle({qRgb(0, 0, 255)});
    list->line({0, 0}, {100, 0}, 2, style, {ItemKind::Link, 7});
    list->disc({0, 0, 10, 0, qRgb(255, 0, 0), 0, firm(1)});
    list->disc({100, 0, 10, 0, qRgb(0, 128, 0), 0, firm(2)});
    return list;
}

/// A canvas that is shown and has its first frame.
struct Shown {
    CanvasWidget canvas;
    explicit Shown(ViewMode mode = ViewMode::World) {
        canvas.resize(400, 300);
        canvas.setScene(twoFirms(), mode);
        canvas.show();
        settle();
    }
    void settle() {
        QTRY_VERIFY(canvas.scene() && !canvas.isRendering());
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QPoint at(ItemRef item) const { return canvas.boxOf(item).center().toPoint(); }
};

void moveTo(QWidget& widget, QPoint to) {
    QMouseEvent move(QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton, Qt::NoButton, {});
    QCoreApplication::sendEvent(&widget, &move);
}

void drag(QWidget& widget, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {}) {
    QTest::mousePress(&widget, Qt::LeftButton, modifiers, from);
    for (int i = 1; i <= 4; ++i) {
        const QPoint p = from + (to - from) * i / 4;
        QMouseEvent move(QEvent::MouseMove, p, widget.mapToGlobal(p), Qt::NoButton, Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(&widget, &move);
    }
    QTest::mouseRelease(&widget, Qt::LeftButton, modifiers, to);
}

} // namespace

class TestCanvasWidget : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { qRegisterMetaType<ItemRef>(); }
    void firstFrameIsFitted();
    void paintsWhatTheRasterDraws();
    void clicksTellItems();
    void hoverTells();
    void dragPansAndFrameFollows();
    void wheelZoomsAboutThePointer();
    void bandAndLassoSelect();
    void dragToolsNeedNoKeys();
    void itemsAreDragged();
    void keysWalkZoomAndActivate();
    void fitModeAsksForEverySize();
    void latestContentWins();
    void paintNeverWaits();
    void movingAHugeSceneOnlyCopies();
    void densityIsSwitched();
    void minimapShowsWhereOneIs();
    void zoomingOutEnds();
    void diesWhileRendering();
    void emptyAndTiny();
    void screenReadersHearIt();
};

void TestCanvasWidget::firstFrameIsFitted() {
    Shown shown;
    QCOMPARE(shown.at(firm(1)), QPoint(24, 150));
    QCOMPARE(shown.at(firm(2)), QPoint(376, 150));
    QVERIFY(shown.canvas.boxOf(firm(99)).isNull());
}

void TestCanvasWidget::paintsWhatTheRasterDraws() {
    Shown shown;
    const QImage grabbed = shown.canvas.grab().toImage().convertToFormat(QImage::Format_ARGB32_Premultiplied);
    const QRect inside(2, 2, 396, 296); // within the focus frame
    const QImage expected = raster(*twoFirms(), shown.canvas.camera(), {400, 300});
    QVERIFY(meanDifference(grabbed.copy(inside), expected.copy(inside)) < 0.001);
    QCOMPARE(grabbed.pixel(shown.at(firm(1))), qRgb(255, 0, 0));
    shown.canvas.setSelected({firm(1)});
    const QImage ringed = shown.canvas.grab().toImage();
    QVERIFY(ringed.pixel(shown.at(firm(1)) + QPoint(0, 13)) != qRgb(255, 255, 255));
    QVERIFY(ringed.pixel(shown.at(firm(2)) + QPoint(0, 13)) == qRgb(255, 255, 255));
}

void TestCanvasWidget::clicksTellItems() {
    Shown shown;
    QSignalSpy clicked(&shown.canvas, &CanvasWidget::clicked), doubled(&shown.canvas, &CanvasWidget::doubleClicked);
    QTest::mouseClick(&shown.canvas, Qt::LeftButton, Qt::ControlModifier, shown.at(firm(2)));
    QCOMPARE(clicked.takeLast().at(0).value<ItemRef>(), firm(2));
    QTest::mouseClick(&shown.canvas, Qt::LeftButton, {}, QPoint(200, 151));
    QCOMPARE(clicked.takeLast().at(0).value<ItemRef>(), (ItemRef{ItemKind::Link, 7}));
    QTest::mouseClick(&shown.canvas, Qt::LeftButton, {}, QPoint(200, 20));
    QCOMPARE(clicked.takeLast().at(0).value<ItemRef>(), ItemRef{});
    QTest::mouseDClick(&shown.canvas, Qt::LeftButton, {}, shown.at(firm(1)));
    QCOMPARE(doubled.takeLast().at(0).value<ItemRef>(), firm(1));
}

void TestCanvasWidget::hoverTells() {
    Shown shown;
    QSignalSpy hovered(&shown.canvas, &CanvasWidget::hoverChanged);
    moveTo(shown.canvas, shown.at(firm(1)));
    QCOMPARE(shown.canvas.hovered(), firm(1));
    moveTo(shown.canvas, QPoint(200, 250));
    QCOMPARE(shown.canvas.hovered(), ItemRef{});
    QCOMPARE(hovered.size(), 2);
}

void TestCanvasWidget::dragPansAndFrameFollows() {
    Shown shown;
    QSignalSpy frames(&shown.canvas, &CanvasWidget::frameShown);
    const QPoint before = shown.at(firm(1));
    drag(shown.canvas, {200, 250}, {260, 210});
    QCOMPARE(shown.at(firm(1)) - before, QPoint(60, -40));
    // Moved at once, before any new frame.
    QCOMPARE(shown.canvas.grab().toImage().pixel(shown.at(firm(1))), qRgb(255, 0, 0));
    shown.settle();
    QTRY_VERIFY(!frames.isEmpty());
    const QImage sharp = shown.canvas.picture();
    QVERIFY(meanDifference(sharp, raster(*twoFirms(), shown.canvas.camera(), {400, 300})) < 0.001);
}

void TestCanvasWidget::wheelZoomsAboutThePointer() {
    Shown shown;
    const double scale = shown.canvas.camera().scale;
    const QPointF under = shown.canvas.camera().toWorld({120, 90});
    QWheelEvent wheel({120, 90}, shown.canvas.mapToGlobal(QPointF(120, 90)), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&shown.canvas, &wheel);
    QVERIFY(shown.canvas.camera().scale > 1.1 * scale);
    const QPointF now = shown.canvas.camera().toScreen(under);
    QVERIFY(std::abs(now.x() - 120) < 1e-6 && std::abs(now.y() - 90) < 1e-6);
    shown.canvas.fitAll();
    QCOMPARE(shown.canvas.camera().scale, scale);
}

void TestCanvasWidget::bandAndLassoSelect() {
    Shown shown;
    QSignalSpy areas(&shown.canvas, &CanvasWidget::areaSelected);
    drag(shown.canvas, {5, 100}, {100, 200}, Qt::ShiftModifier);
    QCOMPARE(areas.size(), 1);
    QCOMPARE(areas.takeFirst().at(0).value<std::vector<ItemRef>>(), std::vector<ItemRef>{firm(1)});
    drag(shown.canvas, {5, 100}, {100, 200}, Qt::AltModifier);
    QCOMPARE(areas.size(), 1);
}

void TestCanvasWidget::dragToolsNeedNoKeys() {
    Shown shown;
    shown.canvas.setMovable([](ItemRef) { return true; });
    QSignalSpy areas(&shown.canvas, &CanvasWidget::areaSelected);
    const Camera camera = shown.canvas.camera();
    shown.canvas.setDragTool(DragTool::Rectangle);
    drag(shown.canvas, {300, 100}, {399, 200});
    QCOMPARE(areas.takeLast().at(0).value<std::vector<ItemRef>>(), std::vector<ItemRef>{firm(2)});
    shown.canvas.setDragTool(DragTool::Lasso);
    QCOMPARE(shown.canvas.cursor().shape(), Qt::CrossCursor);
    // A triangle round the first firm; the second one stays out.
    QTest::mousePress(&shown.canvas, Qt::LeftButton, {}, QPoint(5, 100));
    for (const QPoint p : {QPoint(60, 100), QPoint(60, 200), QPoint(5, 200)}) {
        QMouseEvent move(QEvent::MouseMove, p, shown.canvas.mapToGlobal(p), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&shown.canvas, &move);
    }
    QTest::mouseRelease(&shown.canvas, Qt::LeftButton, Qt::ControlModifier, QPoint(5, 200));
    QCOMPARE(areas.size(), 1);
    QCOMPARE(areas.first().at(0).value<std::vector<ItemRef>>(), std::vector<ItemRef>{firm(1)});
    QCOMPARE(areas.first().at(1).value<Qt::KeyboardModifiers>(), Qt::ControlModifier);
    QCOMPARE(shown.canvas.camera(), camera);
    shown.canvas.setDragTool(DragTool::Move);
    drag(shown.canvas, {200, 250}, {220, 250});
    QVERIFY(shown.canvas.camera() != camera);
}

void TestCanvasWidget::itemsAreDragged() {
    Shown shown;
    shown.canvas.setMovable([](ItemRef item) { return item == firm(1); });
    QSignalSpy dragged(&shown.canvas, &CanvasWidget::itemDragged);
    const Camera camera = shown.canvas.camera();
    drag(shown.canvas, shown.at(firm(1)), {100, 60});
    QVERIFY(dragged.size() >= 2);
    QCOMPARE(dragged.last().at(0).value<ItemRef>(), firm(1));
    QCOMPARE(dragged.last().at(1).toPointF(), camera.toWorld({100, 60}));
    QCOMPARE(dragged.last().at(2).toBool(), true);
    QCOMPARE(shown.canvas.camera(), camera);
}

void TestCanvasWidget::keysWalkZoomAndActivate() {
    Shown shown;
    QSignalSpy walked(&shown.canvas, &CanvasWidget::walked), activated(&shown.canvas, &CanvasWidget::activated), cleared(&shown.canvas, &CanvasWidget::cleared);
    const Camera start = shown.canvas.camera();
    QTest::keyClick(&shown.canvas, Qt::Key_Right);
    QVERIFY(walked.isEmpty() && shown.canvas.camera().offset.x() < start.offset.x());
    shown.canvas.setFocused(firm(1));
    QTest::keyClick(&shown.canvas, Qt::Key_Right);
    QCOMPARE(walked.size(), 1);
    QTest::keyClick(&shown.canvas, Qt::Key_Return);
    QCOMPARE(activated.takeFirst().at(0).value<ItemRef>(), firm(1));
    QTest::keyClick(&shown.canvas, Qt::Key_Plus);
    QVERIFY(shown.canvas.camera().scale > start.scale);
    QTest::keyClick(&shown.canvas, Qt::Key_0);
    QCOMPARE(shown.canvas.camera(), start);
    QTest::keyClick(&shown.canvas, Qt::Key_Escape);
    QCOMPARE(cleared.size(), 1);
}

void TestCanvasWidget::fitModeAsksForEverySize() {
    CanvasWidget canvas;
    std::atomic<int> asked = 0;
    canvas.setProvider(
        [&asked](QSizeF size, const Camera& camera) {
            ++asked;
            auto list = std::make_shared<DisplayList>();
            Rect rect;
            rect.box = QRectF(size.width() - 20, size.height() - 20, 20, 20);
            rect.style.fill = qRgb(255, 0, 0);
            if (camera == Camera{}) list->rect(rect);
            return list;
        },
        ViewMode::Fit);
    canvas.resize(200, 100);
    canvas.show();
    QTRY_VERIFY(!canvas.picture().isNull() && !canvas.isRendering());
    QCOMPARE(canvas.picture().pixel(190, 90), qRgb(255, 0, 0));
    const int before = asked;
    canvas.resize(300, 150);
    QTRY_COMPARE(canvas.picture().size(), QSize(300, 150));
    QVERIFY(asked > before);
    QCOMPARE(canvas.picture().pixel(290, 140), qRgb(255, 0, 0));
    canvas.zoomBy(2);
    QCOMPARE(canvas.camera(), Camera{});
}

void TestCanvasWidget::latestContentWins() {
    CanvasWidget canvas;
    canvas.resize(100, 100);
    canvas.show();
    for (int i = 0; i < 20; ++i) {
        auto list = std::make_shared<DisplayList>();
        list->title = QString::number(i);
        canvas.setScene(list);
    }
    QTRY_VERIFY(canvas.scene() && canvas.scene()->title == QLatin1String("19") && !canvas.isRendering());
    canvas.setScene(nullptr);
    QVERIFY(!canvas.scene());
    QVERIFY(canvas.picture().isNull());
}

void TestCanvasWidget::paintNeverWaits() {
    Shown shown;
    std::atomic<bool> release = false;
    shown.canvas.setProvider(
        [&release](QSizeF, const Camera&) {
            while (!release) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return twoFirms();
        },
        ViewMode::World);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 5; ++i) {
        shown.canvas.setCamera(panned(shown.canvas.camera(), {3, 0}));
        shown.canvas.repaint();
    }
    QVERIFY(timer.elapsed() < 500);
    QVERIFY(shown.canvas.isRendering());
    release = true;
    shown.settle();
}

/// 20,000 links whose frame takes long: every step of a drag and of a zoom is painted before the next frame is there, and what it
/// costs is the copy. CPU time of this thread, so that a busy machine does not matter.
void TestCanvasWidget::movingAHugeSceneOnlyCopies() {
    Dice dice(31);
    auto list = std::make_shared<DisplayList>();
    list->links = LinkLook::Lines;
    addLinks(*list, dice, {20000, true, 0.6, 3, 77, 4, Direction::Taper}, 1600, 1000);
    CanvasWidget canvas;
    canvas.resize(1600, 1000);
    canvas.setScene(list);
    canvas.show();
    QTRY_VERIFY_WITH_TIMEOUT(canvas.scene() && !canvas.isRendering(), 60000);
    QSignalSpy frames(&canvas, &CanvasWidget::frameShown);
    const auto threadTime = [] {
        timespec t{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return 1e3 * static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_nsec);
    };
    std::vector<double> spent;
    int beforeNextFrame = 0;
    QImage target(1600, 1000, QImage::Format_ARGB32_Premultiplied);
    for (int i = 0; i < 24; ++i) {
        if (i % 4 == 3) canvas.zoomBy(1.1);
        else canvas.setCamera(panned(canvas.camera(), {7, 3}));
        const double before = threadTime();
        canvas.render(&target);
        spent.push_back(threadTime() - before);
        if (canvas.isRendering()) ++beforeNextFrame;
    }
    std::sort(spent.begin(), spent.end());
    qInfo("repaint: median %.2f ms, longest %.2f ms of CPU; %d of 24 painted while a frame was being drawn, %d frames", spent[12], spent.back(),
          beforeNextFrame, int(frames.size()));
    QCOMPARE(beforeNextFrame, 24); // no repaint waited for its frame
    QVERIFY2(spent[12] < 12, qPrintable(QString::number(spent[12])));
    QTRY_VERIFY_WITH_TIMEOUT(!canvas.isRendering(), 60000);
    QVERIFY2(frames.size() <= 6, qPrintable(QString::number(frames.size()))); // stale wishes were dropped
}

void TestCanvasWidget::densityIsSwitched() {
    Shown shown;
    QSignalSpy changed(&shown.canvas, &CanvasWidget::linkLookChanged);
    QVERIFY(!shown.canvas.showsDensity());
    QTest::keyClick(&shown.canvas, Qt::Key_D);
    QTRY_VERIFY(shown.canvas.showsDensity());
    QCOMPARE(changed.size(), 1);
    QTest::keyClick(&shown.canvas, Qt::Key_D);
    QTRY_VERIFY(!shown.canvas.showsDensity());
    QVERIFY(!shown.canvas.linkLook());
}

void TestCanvasWidget::minimapShowsWhereOneIs() {
    CanvasWidget canvas;
    canvas.resize(800, 500);
    canvas.setScene(twoFirms());
    canvas.show();
    QTRY_VERIFY(canvas.scene() && !canvas.isRendering());
    auto* map = canvas.findChild<Minimap*>(QStringLiteral("minimap"));
    QVERIFY(map && !map->isVisible()); // everything is in view
    canvas.zoomBy(8);
    QVERIFY(map->isVisible());
    QCOMPARE(map->accessibleName(), QStringLiteral("Overview"));
    QVERIFY(canvas.rect().contains(map->geometry()));
    // The first firm stands at the left end of the map, red; a click there brings it to the middle.
    QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(6, kMinimapSize.height() / 2));
    QVERIFY(std::abs(canvas.boxOf(firm(1)).center().x() - 400) < 12);
    QTRY_VERIFY(!canvas.isRendering());
    const QImage shown = map->grab().toImage();
    int red = 0;
    for (int y = 0; y < shown.height(); ++y)
        for (int x = 0; x < 12; ++x) red += qRed(shown.pixel(x, y)) > 150 && qGreen(shown.pixel(x, y)) < 110 ? 1 : 0;
    QVERIFY(red > 4);
    const double before = canvas.camera().offset.x();
    map->setFocus();
    QTest::keyClick(map, Qt::Key_Right);
    QVERIFY(canvas.camera().offset.x() < before - 100);
    canvas.fitAll();
    QVERIFY(!map->isVisible());
    canvas.zoomBy(8);
    canvas.setMinimapWanted(false);
    QTRY_VERIFY(!map->isVisible());
}

void TestCanvasWidget::zoomingOutEnds() {
    CanvasWidget canvas;
    canvas.resize(800, 500);
    canvas.setScene(twoFirms());
    canvas.show();
    QTRY_VERIFY(canvas.scene() && !canvas.isRendering());
    canvas.fitAll();
    const double whole = canvas.camera().scale;
    for (int i = 0; i < 50; ++i) canvas.zoomBy(0.5);
    QCOMPARE(canvas.camera().scale, whole / 8);
    canvas.zoomBy(2);
    QCOMPARE(canvas.camera().scale, whole / 4);
    canvas.setCamera({whole / 100, {}}); // by other means it may be
    canvas.zoomBy(0.5);
    QCOMPARE(canvas.camera().scale, whole / 100);
}

void TestCanvasWidget::diesWhileRendering() {
    for (int i = 0; i < 10; ++i) {
        Dice dice(static_cast<unsigned>(i));
        auto list = std::make_shared<DisplayList>();
        addLinks(*list, dice, {20000, true, 1, 4, 77, 4, Direction::Taper}, 800, 600);
        CanvasWidget canvas;
        canvas.resize(800, 600);
        canvas.setScene(list);
        canvas.show();
        if (i % 2 == 0) QTest::qWait(2);
    }
    QVERIFY(true);
}

void TestCanvasWidget::emptyAndTiny() {
    CanvasWidget canvas;
    canvas.resize(1, 1);
    canvas.show();
    canvas.grab();
    canvas.setScene(std::make_shared<DisplayList>());
    QTRY_VERIFY(canvas.scene() && !canvas.isRendering());
    canvas.fitAll();
    canvas.grab();
    QCOMPARE(canvas.itemAt({0, 0}), ItemRef{});
}

void TestCanvasWidget::screenReadersHearIt() {
    Shown shown;
    shown.canvas.setItemText([](ItemRef item) { return QStringLiteral("Firm %1").arg(item.id); });
    QAccessibleInterface* canvas = QAccessible::queryAccessibleInterface(&shown.canvas);
    QVERIFY(canvas);
    QCOMPARE(canvas->role(), QAccessible::Chart);
    QCOMPARE(canvas->text(QAccessible::Name), QStringLiteral("Network"));
    QCOMPARE(canvas->text(QAccessible::Description), QStringLiteral("2 firms, 1 link"));
    QCOMPARE(canvas->childCount(), 0);
    shown.canvas.setSelected({firm(1), firm(2)});
    shown.canvas.setFocused(firm(2));
    QCOMPARE(canvas->childCount(), 2);
    QCOMPARE(canvas->child(0)->text(QAccessible::Name), QStringLiteral("Firm 2"));
    QCOMPARE(canvas->indexOfChild(canvas->child(1)), 1);
    QVERIFY(canvas->child(1)->state().selected);
    QVERIFY(canvas->child(0)->rect().isValid());
    QCOMPARE(canvas->child(0)->parent(), canvas);
}

QTEST_MAIN(TestCanvasWidget)
#include "tst_canvas_widget.moc"
