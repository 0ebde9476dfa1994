// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>

#include "tests/core/chain_text.h"
#include "ui/painters/network_painter.h"
#include "ui/views/network/network_view.h"
#include "ui/views/network/palette_dialog.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

DatasetPtr mapChain() {
    return test::chain("firm a stage=1 region=EU\nfirm a2 stage=1 region=EU\nfirm b stage=2\nfirm b2 stage=2\nfirm c stage=3 end\n"
                       "a -> b : 9 @2023 d=1 [EUR]\na -> b : 10 @2024 d=1 [EUR]\na2 -> b : 30 @2024 d=.1 [EUR]\na2 -> b2 : 5 @2024 [EUR]\nb -> c : 40 @2024 d=.8 [EUR]\nb2 -> c : 6 @2024 d=.9 [EUR]");
}

} // namespace

class TestNetworkView : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void everyLayoutFromTheMenu();
    void dataChainWithItsSlider();
    void groupsOpen();
    void areasAddAndTakeOut();
    void countsAreOfThePeriodOnShow();
    void arrowsWalk();
    void menuGrowsTheSelection();
    void anotherDatasetWhileGrouped();
    void notesByMouse();
    void notesByKeyboard();
    void draggingIsChosenInTheMenu();
    void firmsWithoutLinksAreTold();
    void entriesOfTheBarAreWhole();
    void arrowsAndBoxesAreDragged();
    void aStepInTimeIsTold();
    void aDraggedFirmIsPinned();
    void pinsBelongToTheirLayout();
    void measuresAreInTheMenus();
    void coloursOfOnesOwn();

private:
    [[nodiscard]] bool painted(const QString& word);
    void choose(const char* box, const QVariant& id);
    void moreEntry(const QString& words);
    void writeNote(const QString& text);

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Jobs> m_jobs;
    std::unique_ptr<NetworkView> m_view;
    Legend m_legend;
    int m_paints = 0;
};

void TestNetworkView::init() {
    m_session = std::make_unique<Session>();
    m_jobs = std::make_unique<Jobs>();
    m_view = std::make_unique<NetworkView>(*m_session, *m_jobs);
    m_view->resize(1000, 600);
    m_paints = 0;
    connect(m_view.get(), &View::legendChanged, this, [this](const Legend& legend) {
        m_legend = legend;
        ++m_paints;
    });
    connect(m_session.get(), &Session::changed, m_view.get(), &NetworkView::refresh);
    m_view->show();
    m_session->setDataset(mapChain());
    QTRY_VERIFY(m_paints > 0);
}

void TestNetworkView::cleanup() {
    m_view.reset();
    m_jobs.reset();
    m_session.reset();
}

bool TestNetworkView::painted(const QString& word) {
    QStringList all = m_legend.notes;
    for (const auto& line : m_legend.lines) all << line.text;
    return all.join('|').contains(word);
}

void TestNetworkView::choose(const char* name, const QVariant& id) {
    auto* box = m_view->findChild<QComboBox*>(QLatin1String(name));
    QVERIFY(box);
    const int at = box->findData(id);
    QVERIFY(at >= 0);
    box->setCurrentIndex(at);
    emit box->activated(at);
}

void TestNetworkView::everyLayoutFromTheMenu() {
    for (const char* id : {"force", "force:fast", "force:clusters", "trophic", "focus", "region", "lanes"}) {
        const int before = m_paints;
        choose("networkLayout", id);
        QTRY_VERIFY(m_paints > before);
        QCOMPARE(QString::fromStdString(std::string(nameOf(m_session->spec().layout))), QString(id).section(':', 0, 0));
        QTRY_VERIFY(m_jobs->idle());
    }
}

void TestNetworkView::dataChainWithItsSlider() {
    auto* slider = m_view->findChild<QSlider*>("digitalThreshold");
    QVERIFY(!slider->isVisible());
    choose("networkShow", int(NetworkShow::DataChain));
    QTRY_VERIFY(painted("gap"));
    QVERIFY(slider->isVisible());
    QCOMPARE(m_view->figureSpec().view, ViewKind::DataChain);
    connect(m_view.get(), &NetworkView::settingsWanted, m_session.get(), &Session::setAnalysis);
    slider->setValue(90);
    QTRY_VERIFY(painted("0.9"));
    QCOMPARE(m_session->analysis().digital.linkThreshold, 0.9); // the settings are the one truth
}

void TestNetworkView::groupsOpen() {
    choose("networkGroup", "stage");
    QTRY_VERIFY(painted("groups by stage"));
    const int before = m_paints;
    emit m_view->canvas().doubleClicked({ItemKind::Firm, 0}); // the first group: stage 1
    QCOMPARE(m_session->spec().opened, std::vector<std::string>{"stage=1"});
    QTRY_VERIFY(m_paints > before);
    emit m_view->canvas().clicked({ItemKind::Firm, 2}, Qt::NoModifier); // a, a2, then the group of stage 2
    QCOMPARE(m_session->selected(), (std::set<std::string>{"b", "b2"}));
}

void TestNetworkView::areasAddAndTakeOut() {
    const auto area = [&](std::vector<std::uint32_t> firms, Qt::KeyboardModifiers keys) {
        std::vector<ItemRef> items;
        for (const auto f : firms) items.push_back({ItemKind::Firm, f});
        emit m_view->canvas().areaSelected(items, keys);
    };
    area({0, 1}, Qt::ShiftModifier);
    QCOMPARE(m_session->selected().size(), std::size_t(2));
    area({2}, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(m_session->selected().size(), std::size_t(3));
    area({2}, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(m_session->selected().size(), std::size_t(2));
    area({0}, Qt::ShiftModifier | Qt::AltModifier);
    QCOMPARE(m_session->selected(), (std::set<std::string>{"a2"}));

    m_session->click(Item::firm("c"), false);
    const auto clicked = m_session->spec();
    area({0, 2}, Qt::ShiftModifier);
    QVERIFY(m_session->focus().empty()); // c is not among them
    m_session->back();                   // in one step
    QCOMPARE(m_session->spec(), clicked);
    m_session->click(Item::firm("a"), false);
    area({0, 2}, Qt::ShiftModifier);
    QCOMPARE(m_session->focus().id, std::string("a"));
}

void TestNetworkView::countsAreOfThePeriodOnShow() {
    QString said;
    connect(m_view.get(), &View::said, this, [&](const QString& sentence) { said = sentence; });
    m_session->setPeriodIndex(0);
    QTRY_VERIFY2(said.startsWith(QStringLiteral("2023: 2 firms, 1 link")), qPrintable(said));
    m_session->setPeriodIndex(1);
    QTRY_VERIFY2(said.startsWith(QStringLiteral("2024: 5 firms, 5 links")), qPrintable(said));
}

void TestNetworkView::arrowsWalk() {
    m_session->click(Item::firm("b"), false);
    emit m_view->canvas().walked(Qt::Key_Left);
    QCOMPARE(m_session->focus().id, std::string("a2")); // the heaviest supplier
    emit m_view->canvas().walked(Qt::Key_Right);
    QCOMPARE(m_session->focus().id, std::string("b"));
}

void TestNetworkView::menuGrowsTheSelection() {
    m_session->setSelected({"b"});
    QMenu menu;
    m_view->fillMenu(menu, "b");
    QAction* upstream = nullptr;
    for (const QAction* action : menu.actions())
        if (action->menu())
            for (QAction* inner : action->menu()->actions())
                if (inner->text() == "everything upstream") upstream = inner;
    QVERIFY(upstream);
    upstream->trigger();
    QCOMPARE(m_session->selected(), (std::set<std::string>{"a", "a2", "b"}));
}

void TestNetworkView::anotherDatasetWhileGrouped() {
    choose("networkGroup", "stage");
    QTRY_VERIFY(painted("groups by stage"));
    m_session->setDataset(test::chain("x -> y : 1 @2024 [EUR]"));
    m_view->resize(700, 500); // repaints before the new places are there
    const int before = m_paints;
    QTRY_VERIFY(m_paints > before);
    QTRY_VERIFY(m_jobs->idle());
}

QAction* entry(QMenu* menu, const QString& words) {
    emit menu->aboutToShow();
    for (QAction* action : menu->actions()) {
        if (action->text() == words) return action;
        if (action->menu())
            if (QAction* inner = entry(action->menu(), words)) return inner;
    }
    return nullptr;
}

void TestNetworkView::moreEntry(const QString& words) {
    QAction* action = entry(m_view->findChild<QToolButton*>("networkMore")->menu(), words);
    QVERIFY2(action, qPrintable(words));
    action->trigger();
}

void TestNetworkView::writeNote(const QString& text) {
    auto* line = m_view->findChild<QLineEdit*>("noteText");
    QTRY_VERIFY(line->isVisible());
    line->setText(text);
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(!line->isVisible()); // and the map does not open it again
}

void TestNetworkView::notesByMouse() {
    moreEntry("Add a note");
    CanvasWidget& canvas = m_view->canvas();
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, {300, 200});
    writeNote("a remark");
    QCOMPARE(m_session->spec().notes.size(), std::size_t(1));
    const CanvasNote note = m_session->spec().notes.front();
    QCOMPARE(note.text, std::string("a remark"));
    const QRectF map = networkMapRect(NetworkLayoutKind::Lanes, QRectF({0, 0}, QSizeF(canvas.size())));
    QVERIFY(std::fabs(map.left() + note.x * map.width() - 300) < 1);
    QTRY_VERIFY(!canvas.boxOf({ItemKind::Annotation, 0}).isNull());
    emit canvas.itemDragged({ItemKind::Annotation, 0}, {300, 200}, false);
    emit canvas.itemDragged({ItemKind::Annotation, 0}, {350, 200}, true);
    QVERIFY(std::fabs(map.left() + m_session->spec().notes.front().x * map.width() - 350) < 1);
    emit canvas.doubleClicked({ItemKind::Annotation, 0});
    writeNote("another");
    QCOMPARE(m_session->spec().notes.front().text, std::string("another"));
    emit canvas.doubleClicked({ItemKind::Annotation, 0});
    writeNote(""); // a note without words is none
    QVERIFY(m_session->spec().notes.empty());
}

void TestNetworkView::notesByKeyboard() {
    CanvasWidget& canvas = m_view->canvas();
    moreEntry("Add a note");
    QTest::keyClick(&canvas, Qt::Key_Escape);
    QTest::keyClick(&canvas, Qt::Key_Return);
    QVERIFY(m_session->spec().notes.empty()); // given up
    moreEntry("Add a note");
    QTest::keyClick(&canvas, Qt::Key_Return);
    writeNote("in the middle");
    QCOMPARE(m_session->spec().notes.size(), std::size_t(1));
    const double x = m_session->spec().notes.front().x;
    QTest::keyClick(&canvas, Qt::Key_N);
    QTRY_VERIFY(canvas.focused() == (ItemRef{ItemKind::Annotation, 0}));
    QTest::keyClick(&canvas, Qt::Key_Right);
    QVERIFY(m_session->spec().notes.front().x > x);
    QTest::keyClick(&canvas, Qt::Key_Return);
    writeNote("moved");
    QCOMPARE(m_session->spec().notes.front().text, std::string("moved"));
    QTest::keyClick(&canvas, Qt::Key_Delete);
    QVERIFY(m_session->spec().notes.empty());
    m_session->back();
    QTRY_COMPARE(m_session->spec().notes.size(), std::size_t(1)); // back brings it again
}

void TestNetworkView::draggingIsChosenInTheMenu() {
    moreEntry("selects within a drawn line");
    QCOMPARE(m_view->canvas().dragTool(), DragTool::Lasso);
    moreEntry("selects in a rectangle");
    QCOMPARE(m_view->canvas().dragTool(), DragTool::Rectangle);
    moreEntry("moves the map, pins firms");
    QCOMPARE(m_view->canvas().dragTool(), DragTool::Move);
}

void TestNetworkView::firmsWithoutLinksAreTold() {
    DatasetBuilder b;
    for (const char* id : {"a", "b", "c"}) b.addFirm({.id = id});
    m_session->setDataset(*b.build());
    const auto told = [this] {
        const auto scene = m_view->canvas().scene();
        return scene && !scene->layers().front().texts.empty() ? scene->layers().front().texts.front().text : QString();
    };
    QTRY_VERIFY(told().contains("no links"));
    QVERIFY(told().startsWith("3"));
    m_session->setDataset(mapChain());
    QTRY_VERIFY(m_view->canvas().scene()->size() > 5);
}

void TestNetworkView::entriesOfTheBarAreWhole() {
    for (const char* name : {"networkShow", "networkLayout", "networkGroup", "networkColour", "networkSize"}) {
        auto* box = m_view->findChild<QComboBox*>(QLatin1String(name));
        for (int k = 0; k < box->count(); ++k) {
            box->setCurrentIndex(k);
            const int words = box->fontMetrics().horizontalAdvance(box->currentText());
            QVERIFY2(box->minimumWidth() > words + 30, qPrintable(box->currentText())); // and the arrow
        }
    }
}

void TestNetworkView::arrowsAndBoxesAreDragged() {
    CanvasWidget& canvas = m_view->canvas();
    for (const char* words : {"Add an arrow", "Add a box"}) {
        moreEntry(words);
        QTest::mousePress(&canvas, Qt::LeftButton, {}, {200, 150});
        QTest::mouseMove(&canvas, {320, 260});
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, {320, 260});
        writeNote("");
    }
    QCOMPARE(m_session->spec().notes.size(), std::size_t(2)); // these may be without words
    QVERIFY(m_session->spec().notes[0].kind == CanvasNote::Kind::Arrow && m_session->spec().notes[1].kind == CanvasNote::Kind::Box);
    QVERIFY(m_session->spec().notes[0].x2 > m_session->spec().notes[0].x);
    QVERIFY(m_session->selected().empty()); // nothing was picked meanwhile
}

void TestNetworkView::aStepInTimeIsTold() {
    m_session->setPeriodIndex(0);
    QTRY_VERIFY(painted("gone: 3 firms"));
    m_session->setPeriodIndex(1);
    QTRY_VERIFY(painted("new since 2023"));
    QTRY_VERIFY_WITH_TIMEOUT(!painted("new since"), 8000); // for a moment only
    moreEntry("New and gone since the period before");
    QTRY_VERIFY(painted("new since 2023"));
}

void TestNetworkView::aDraggedFirmIsPinned() {
    CanvasWidget& canvas = m_view->canvas();
    QTRY_VERIFY(!canvas.boxOf({ItemKind::Firm, 0}).isNull());
    emit canvas.itemDragged({ItemKind::Firm, 0}, {100, 300}, false);
    QVERIFY(m_session->spec().pins.empty());
    emit canvas.itemDragged({ItemKind::Firm, 0}, {100, 300}, true);
    QVERIFY(m_session->spec().pins.contains("a"));
    QTRY_VERIFY(m_jobs->idle() && std::fabs(canvas.boxOf({ItemKind::Firm, 0}).center().y() - 300) < 2);
}

void TestNetworkView::pinsBelongToTheirLayout() {
    m_session->edit(What::Look, [](ViewSpec& s) { s.pins["a"] = {0.2, 0.4}; });
    choose("networkLayout", "force");
    QVERIFY(m_session->spec().pins.empty());
    m_session->edit(What::Look, [](ViewSpec& s) { s.pins["b"] = {0.6, 0.7}; });
    const auto kept = readViewSpec(toJson(m_session->spec())); // the project keeps both
    QVERIFY(kept && kept->network.pinsAside == m_session->spec().network.pinsAside && kept->network.pinsAside.size() == 1);
    choose("networkLayout", "lanes");
    QVERIFY(m_session->spec().pins.contains("a") && !m_session->spec().pins.contains("b"));
    choose("networkLayout", "force:fast");
    QVERIFY(m_session->spec().pins.contains("b"));
    QTRY_VERIFY(m_jobs->idle());
}

void TestNetworkView::measuresAreInTheMenus() {
    auto* colour = m_view->findChild<QComboBox*>("networkColour");
    QVERIFY(colour->findData("upstreamness") >= 0);
    moreEntry("platforms"); // shapes
    QCOMPARE(m_session->spec().network.shapeBy, std::string("platform"));
    QTRY_VERIFY(m_legend.shapes.size() == 2);
}

void TestNetworkView::coloursOfOnesOwn() {
    PaletteDialog dialog(theme(ThemeKind::Light), {});
    QVERIFY(dialog.palette().empty());
    QVERIFY(dialog.findChild<QLabel*>("paletteVerdict")->text().contains("Everybody"));
    dialog.setColour(1, theme(ThemeKind::Light).stages[0].lighter(105));
    QVERIFY(dialog.findChild<QLabel*>("paletteVerdict")->text().contains("look alike"));
    QCOMPARE(dialog.palette().size(), std::size_t(8));
    QVERIFY(dialog.palette()[0].empty() && !dialog.palette()[1].empty());
}

QTEST_MAIN(TestNetworkView)
#include "tst_network_view.moc"
