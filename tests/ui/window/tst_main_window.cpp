// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <QtTest>

#include "ui/canvas/canvas_widget.h"
#include "ui/models/firm_table_model.h"
#include "ui/style/application_style.h"
#include "ui/window/firm_dialog.h"
#include "ui/window/help_window.h"
#include "ui/window/import_dialog.h"
#include "ui/window/legend_widget.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/search_box.h"
#include "ui/window/timeline_track.h"
#include "ui/window/workspace.h"

using namespace chainscape;
using namespace chainscape::ui;

class TestMainWindow : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void sampleOpensReady();
    void everyControlHasAName();
    void searchFocusesAFirm();
    void searchTakesTheChosenOne();
    void nothingToUndoIsSaid();
    void bookmarksAreTypedAtOnce();
    void oneSelectionEverywhere();
    void eachViewHasItsLegend();
    void timelineSteps();
    void importIsOneUndoStep();
    void firmIsEditedByHand();
    void copyTakesTheFigure();
    void scenarioLeavesTheBaseAlone();
    void missingFileIsASentence();
    void figuresAreKeptInTheProject();
    void importDialogGuessesAndBlocks();
    void guideHasItsPages();

private:
    QTabWidget* tabs() const;
    QAction* action(const QString& words) const;
    QString write(const QString& name, const QByteArray& text) const;

    std::unique_ptr<MainWindow> m_window;
    QTemporaryDir m_dir;
};

void TestMainWindow::init() {
    m_window = std::make_unique<MainWindow>();
    m_window->resize(1300, 850);
    m_window->show();
    m_window->openSample("battery");
    QTRY_VERIFY_WITH_TIMEOUT(m_window->session().hasData() && m_window->session().snapshot(), 20000);
    QTRY_VERIFY_WITH_TIMEOUT(tabs()->isVisible(), 5000);
}

void TestMainWindow::cleanup() { m_window.reset(); }

QTabWidget* TestMainWindow::tabs() const {
    for (auto* t : m_window->findChildren<QTabWidget*>())
        if (t->accessibleName() == "Views") return t;
    return nullptr;
}

QAction* TestMainWindow::action(const QString& words) const {
    for (auto* a : m_window->findChildren<QAction*>())
        if (a->text().remove('&') == words) return a;
    return nullptr;
}

QString TestMainWindow::write(const QString& name, const QByteArray& text) const {
    QFile file(m_dir.filePath(name));
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
    file.write(text);
    return file.fileName();
}

void TestMainWindow::sampleOpensReady() {
    const auto& session = m_window->session();
    QVERIFY(session.dataset()->illustrative());
    QCOMPARE(session.periodIndex(), int(session.dataset()->periods().size()) - 1);
    QCOMPARE(session.dataset()->stages().size(), 8);
    QVERIFY(m_window->windowTitle().contains("illustrative"));
    QStringList titles;
    for (int i = 0; i < tabs()->count(); ++i) titles << tabs()->tabText(i);
    QVERIFY2(titles.contains("Network") && titles.contains("Flow") && titles.contains("Tables"), qPrintable(titles.join(' ')));
}

void TestMainWindow::everyControlHasAName() {
    QStringList nameless;
    for (auto* widget : m_window->findChildren<QWidget*>()) {
        const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractItemView*>(widget) || qobject_cast<QAbstractSlider*>(widget) ||
                             (qobject_cast<QLineEdit*>(widget) && !qobject_cast<QAbstractSpinBox*>(widget->parent()) && !qobject_cast<QComboBox*>(widget->parent()));
        if (!control || !widget->isVisible() || widget->objectName().startsWith("qt_")) continue;
        if (qobject_cast<QScrollBar*>(widget)) // speaks for its area, which has the name; whether it is there depends on what is in sight
            while (widget && !qobject_cast<QAbstractScrollArea*>(widget)) widget = widget->parentWidget();
        auto* face = widget ? QAccessible::queryAccessibleInterface(widget) : nullptr;
        if (face && face->text(QAccessible::Name).isEmpty()) nameless << widget->metaObject()->className() + QString(" in ") + widget->parent()->metaObject()->className();
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(", ")));
}

void TestMainWindow::searchFocusesAFirm() {
    auto* search = m_window->findChild<SearchBox*>();
    const auto& firms = m_window->session().dataset()->firms();
    search->setFocus();
    QTest::keyClicks(search, QString::fromStdString(firms.name[20]));
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(m_window->session().focus().id, firms.id[20]);
}

void TestMainWindow::searchTakesTheChosenOne() {
    auto* search = m_window->findChild<SearchBox*>();
    auto* found = search->completer()->popup();
    const auto& session = m_window->session();
    for (const int row : {1, 2}) { // and again, after the map had the focus
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("maker")); // no action is called so
        QTRY_VERIFY(found->isVisible() && found->model()->rowCount() > 3);
        const QString name = found->model()->index(row, 0).data(Qt::DisplayRole).toString();
        for (int k = 0; k <= row; ++k) QTest::keyClick(found, Qt::Key_Down);
        QTest::keyClick(found, Qt::Key_Return);
        const auto focused = [&] {
            const auto firm = session.dataset()->firmIndex(session.focus().id);
            return firm == kNone ? QString() : QString::fromStdString(session.dataset()->firms().name[firm]);
        };
        QTRY_COMPARE(focused(), name);
        QVERIFY(search->text().isEmpty());
    }
}

void TestMainWindow::nothingToUndoIsSaid() {
    QSignalSpy said(&m_window->session(), &Session::said);
    action("Undo")->trigger();
    action("Redo")->trigger();
    QCOMPARE(said.size(), 2);
    QVERIFY(said[0][0].toString().startsWith("No change of the data to undo"));
    QVERIFY(said[1][0].toString().startsWith("No change of the data to do again"));
}

void TestMainWindow::bookmarksAreTypedAtOnce() {
    QTimer::singleShot(0, [] {
        QWidget* dialog = QApplication::activeModalWidget();
        auto* name = dialog->findChild<QLineEdit*>("bookmarkName");
        QCOMPARE(dialog->focusWidget(), name);
        QTest::keyClicks(name, "mine");
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(dialog->findChild<QListWidget*>("bookmarkList")->count(), 1);
        dialog->close();
    });
    action("Bookmarks...")->trigger();
}

void TestMainWindow::oneSelectionEverywhere() {
    auto& session = m_window->session();
    const std::string id = session.snapshot()->id(5);
    session.click(Item::firm(id), false);
    action("Tables")->trigger();
    auto* table = m_window->findChild<QTableView*>();
    for (auto* t : m_window->findChildren<QTableView*>())
        if (t->accessibleName() == "Firms") table = t;
    QTRY_COMPARE(table->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(table->selectionModel()->selectedRows().front().data(FirmTableModel::IdRole).toString().toStdString(), id);
    const auto other = table->model()->index(0, 0);
    table->setCurrentIndex(other);
    QTRY_COMPARE(session.focus().id, other.data(FirmTableModel::IdRole).toString().toStdString());
}

void TestMainWindow::eachViewHasItsLegend() {
    const auto* shown = m_window->findChild<LegendWidget*>();
    const auto to = [&](const QString& title) {
        for (int i = 0; i < tabs()->count(); ++i)
            if (tabs()->tabText(i) == title) tabs()->setCurrentIndex(i);
    };
    QTRY_VERIFY_WITH_TIMEOUT(!shown->legend().sizes.empty() && shown->isVisible(), 10000);
    to("Tables");
    QTRY_VERIFY(shown->legend().empty() && !shown->isVisible());
    to("Network"); // which has nothing new to paint
    QTRY_VERIFY(!shown->legend().sizes.empty() && shown->isVisible());
}

void TestMainWindow::timelineSteps() {
    auto& session = m_window->session();
    const int last = session.periodIndex();
    action("Period before")->trigger();
    QCOMPARE(session.periodIndex(), last - 1);
    auto* track = m_window->findChild<TimelineTrack*>();
    QTRY_COMPARE(track->value(), last - 1);
    track->setValue(3);
    QCOMPARE(session.periodIndex(), 3);
    action("Put marker A here")->trigger();
    QCOMPARE(session.markerA(), 3);
}

void TestMainWindow::importIsOneUndoStep() {
    auto& session = m_window->session();
    const auto before = session.dataset();
    const QString path = write("more.csv", "source,target,period,kind,value,unit\nnew firm,another,2024Q4,material,5,M EUR\n,another,2024Q4,material,7,M EUR\n");
    auto* project = m_window->findChild<ProjectController*>();
    QVERIFY(project);
    std::vector<ImportSource> sources(1);
    sources[0].input.path = path.toStdString();
    project->importFiles(sources, {});
    QTRY_VERIFY_WITH_TIMEOUT(session.dataset() != before, 10000);
    QVERIFY(session.dataset()->firmIndex("new firm") != kNone);
    QTRY_VERIFY(m_window->findChild<MessageBar*>()->sentence().contains("kept 1 + rejected 1"));
    action("Undo")->trigger();
    QCOMPARE(session.dataset()->firmIndex("new firm"), kNone);
    action("Redo")->trigger();
    QVERIFY(session.dataset()->firmIndex("new firm") != kNone);
    QCOMPARE(project->rejects().size(), 1u);
}

void TestMainWindow::firmIsEditedByHand() {
    Session& session = m_window->session();
    const std::string id = session.dataset()->firms().id[3];
    const QString before = QString::fromStdString(session.dataset()->firms().name[3]);
    session.click(Item::firm(id), false);
    QTimer::singleShot(0, this, [] {
        auto* dialog = qobject_cast<FirmDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        QLineEdit *name = nullptr, *score = nullptr;
        for (auto* edit : dialog->findChildren<QLineEdit*>()) {
            if (edit->accessibleName() == "Name") name = edit;
            if (edit->accessibleName() == "Digital score") score = edit;
        }
        score->setText("1.5"); // outside 0..1: nothing can be applied
        name->setText("Renamed by hand");
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text() == "Change firm") QVERIFY(!button->isEnabled());
        score->setText("45 %");
        dialog->accept();
    });
    action("Edit the focused firm...")->trigger();
    const auto nameNow = [&] { return QString::fromStdString(session.dataset()->firms().name[session.dataset()->firmIndex(id)]); };
    QTRY_COMPARE_WITH_TIMEOUT(nameNow(), QString("Renamed by hand"), 20000);
    QCOMPARE(session.dataset()->firms().digital[session.dataset()->firmIndex(id)], .45f);
    action("Undo")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(nameNow(), before, 20000);
}

void TestMainWindow::copyTakesTheFigure() {
    QGuiApplication::clipboard()->clear();
    CanvasWidget* canvas = nullptr;
    for (auto* each : m_window->findChildren<CanvasWidget*>())
        if (each->isVisible()) canvas = each;
    QVERIFY(canvas);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    canvas->setFocus();
    QTest::keyClick(canvas, Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->mimeData() && QGuiApplication::clipboard()->mimeData()->hasImage(), 5000);
    QVERIFY(QGuiApplication::clipboard()->mimeData()->hasFormat("image/svg+xml"));
}

void TestMainWindow::scenarioLeavesTheBaseAlone() {
    auto& session = m_window->session();
    auto* project = m_window->findChild<ProjectController*>();
    const auto base = session.dataset();
    const auto snapshot = session.snapshot();
    std::uint32_t biggest = 0;
    for (std::uint32_t i = 0; i < snapshot->nodeCount(); ++i)
        if (snapshot->outValue()[i] > snapshot->outValue()[biggest]) biggest = i;
    const std::string id = snapshot->id(biggest);
    session.click(Item::firm(id), false);
    action("Remove the focused firm")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(session.dataset() != base, 10000);
    QVERIFY(project->base() == base);
    QVERIFY(session.snapshot()->nodeOfId(id) == kNone);
    QCOMPARE(project->documents(DocumentKind::Scenario).size(), 1u);
    for (auto* list : m_window->findChildren<QListWidget*>())
        if (list->accessibleName() == "Scenarios") list->setCurrentRow(0);
    QTRY_VERIFY(session.dataset() == base);
}

void TestMainWindow::missingFileIsASentence() {
    const auto before = m_window->session().dataset();
    m_window->openPath(m_dir.filePath("nowhere.chain"));
    auto* bar = m_window->findChild<MessageBar*>();
    QTRY_VERIFY(bar->isVisible() && bar->sentence().contains("nowhere.chain"));
    QVERIFY(m_window->session().dataset() == before);
    m_window->openPath(write("junk.chain", QByteArray(5000, 'x')));
    QTRY_VERIFY(bar->sentence().contains("junk.chain"));
    QVERIFY(m_window->session().dataset() == before);
}

void TestMainWindow::figuresAreKeptInTheProject() {
    auto* project = m_window->findChild<ProjectController*>();
    action("To report")->trigger();
    QTRY_COMPARE(project->documents(DocumentKind::Figure).size(), 1u);
    action("To report")->trigger();
    QTRY_COMPARE(project->documents(DocumentKind::Figure).size(), 2u);
    const auto spec = readViewSpec(project->documents(DocumentKind::Figure).front().json);
    QVERIFY(spec && !spec->texts.title.empty() && !spec->texts.source.empty());
}

void TestMainWindow::importDialogGuessesAndBlocks() {
    Jobs jobs;
    std::vector<TableInput> inputs(2);
    inputs[0].path = write("good.csv", "von;nach;Jahr;Betrag\nA;B;2020;1.234,5\n").toStdString();
    inputs[1].path = write("bad.csv", "apples,pears\n1,2\n").toStdString();
    ImportDialog dialog({{inputs[0], true}}, jobs);
    dialog.show();
    QPushButton* ok = nullptr;
    for (auto* b : dialog.findChildren<QPushButton*>())
        if (b->text() == "Import") ok = b;
    QVERIFY(ok);
    QTRY_VERIFY(ok->isEnabled());
    const auto sources = dialog.sources();
    QCOMPARE(sources.size(), 1u);
    QVERIFY(sources[0].plan->mapping.find(ColumnRole::Source) && sources[0].plan->mapping.find(ColumnRole::Target));
    ImportDialog blocked({{inputs[1], true}}, jobs);
    blocked.show();
    for (auto* b : blocked.findChildren<QPushButton*>())
        if (b->text() == "Import") ok = b;
    QTest::qWait(300);
    QTRY_VERIFY(jobs.idle());
    QVERIFY(!ok->isEnabled());
}

void TestMainWindow::guideHasItsPages() {
    HelpWindow::open(m_window.get(), "measures.md");
    const auto* window = m_window->findChild<HelpWindow*>();
    QVERIFY(window);
    auto* pages = window->findChild<QListWidget*>();
    const auto* text = window->findChild<QTextBrowser*>();
    QCOMPARE(pages->currentItem()->data(Qt::UserRole).toString(), QString("measures.md"));
    QVERIFY(pages->count() > 10);
    for (int i = 0; i < pages->count(); ++i) {
        pages->setCurrentRow(i);
        const QString page = pages->item(i)->data(Qt::UserRole).toString();
        QVERIFY2(pages->item(i)->text() != page, qPrintable(page));
        QVERIFY2(text->toPlainText().size() > 300, qPrintable(page));
    }
}

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName("chainscape-test");
    QLocale::setDefault(QLocale::c());
    applyTheme(app, theme(ThemeKind::Light));
    TestMainWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_main_window.moc"
