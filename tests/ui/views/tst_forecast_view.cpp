// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The forecast view: computes in a job, follows the focus, says what is missing.
#include <QLineEdit>
#include <QSignalSpy>

#include "tests/core/chain_text.h"
#include "ui/views/forecast/forecast_view.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

DatasetPtr yearly(int count) {
    std::string text = "firm a stage=1\nfirm b stage=2\nfirm c stage=3\n";
    for (int y = 0; y < count; ++y)
        text += "a -> b : " + std::to_string(10 + y) + " @" + std::to_string(2001 + y) + " material [t]\nb -> c : " + std::to_string(30 + y) + " @" + std::to_string(2001 + y) + " material [t]\n";
    return test::chain(text, StageList{{"Mine", "Make", "Sell"}});
}

struct Stand {
    Session session;
    Jobs jobs;
    ForecastView view{session, jobs};

    explicit Stand(const DatasetPtr& dataset) {
        QObject::connect(&session, &Session::changed, &view, &ForecastView::refresh);
        view.resize(900, 500);
        view.show();
        session.setDataset(dataset);
        settle();
    }
    void settle() {
        QCoreApplication::processEvents();
        QTRY_VERIFY_WITH_TIMEOUT(jobs.idle(), 20000);
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QString said() const {
        auto* canvas = view.findChild<CanvasWidget*>();
        return canvas->scene() ? canvas->scene()->summary : QString();
    }
};

void choose(Stand& s, const QString& name, ForecastShow show) {
    auto* box = s.view.findChild<QComboBox*>(name);
    box->setCurrentIndex(box->findData(int(show)));
    emit box->activated(box->currentIndex());
    s.settle();
}

} // namespace

class TestForecastView : public QObject {
    Q_OBJECT
private slots:
    void showsTheWholeChain() {
        Stand s(yearly(14));
        QTRY_VERIFY(s.said().contains(QStringLiteral("The whole chain")));
        QSignalSpy legend(&s.view, &View::legendChanged);
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.logAxis = true; });
        QTRY_VERIFY(!legend.isEmpty());
    }

    void followsTheFocus() {
        Stand s(yearly(14));
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.of = "firm"; });
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("Choose a firm")));
        s.session.click(Item::firm("b"), false);
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("b: sales")));
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.of = "link"; });
        s.session.click(Item::link("a", "b"), false);
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("a to b")));
        QCOMPARE(s.view.figureSpec().series, std::string("a>b"));
    }

    void stagePairsCanBeChosen() {
        Stand s(yearly(14));
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.of = "stage-pair"; });
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("Make to Sell")));
        QComboBox* pairs = nullptr;
        for (auto* box : s.view.findChildren<QComboBox*>())
            if (box->accessibleName() == QStringLiteral("Pair of stages")) pairs = box;
        QVERIFY(pairs && pairs->isVisible());
        QCOMPARE(pairs->count(), 2);
        emit pairs->activated((pairs->setCurrentIndex(1), 1));
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("Mine to Make")));
    }

    void stageByStage() {
        Stand s(yearly(14));
        choose(s, QStringLiteral("forecastShow"), ForecastShow::Stages);
        QTRY_VERIFY(s.said().startsWith(QStringLiteral("What each stage sells")));
        auto* table = s.view.findChild<QTableWidget*>(QStringLiteral("forecastTable"));
        auto* asTable = s.view.findChild<QCheckBox*>(QStringLiteral("forecastAsTable"));
        QVERIFY(asTable->isEnabled());
        asTable->setChecked(true);
        QCOMPARE(table->columnCount(), 9); // the period, and four for each of two stages that sell
        QCOMPARE(table->rowCount(), 14 + s.session.spec().horizon);
        QCOMPARE(table->horizontalHeaderItem(5)->text(), QStringLiteral("Make: sales: value"));
        asTable->setChecked(false);
        auto* canvas = s.view.findChild<CanvasWidget*>();
        emit canvas->walked(Qt::Key_Left);
        QCOMPARE(canvas->focused(), (ItemRef{ItemKind::Period, 13}));
        emit canvas->walked(Qt::Key_Down); // the same period of the next stage
        QVERIFY(canvas->itemText(canvas->focused()).startsWith(QStringLiteral("Make: sales, 2014")));
        emit canvas->clicked({ItemKind::Series, 1}, {});
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("Forecast of Make: sales")));
        QCOMPARE(s.session.spec().forecastShow, ForecastShow::Series);
    }

    void seriesAreAddedAndTakenAway() {
        Stand s(yearly(14));
        choose(s, QStringLiteral("forecastShow"), ForecastShow::Several);
        QTRY_VERIFY(s.said().startsWith(QStringLiteral("The whole chain")));
        s.session.click(Item::firm("b"), false);
        const auto trigger = [&](const QString& parent, const QString& text) {
            QMenu menu;
            s.view.fillSeriesMenu(menu);
            for (QAction* a : menu.actions()) {
                if (parent.isEmpty() && a->text() == text) return a->trigger();
                if (!a->menu() || a->text() != parent) continue;
                for (QAction* inner : a->menu()->actions())
                    if (inner->text() == text) return inner->trigger();
            }
            QFAIL(qPrintable(text));
        };
        trigger({}, QStringLiteral("b"));
        trigger(QStringLiteral("Sales of a stage"), QStringLiteral("Mine: sales"));
        trigger(QStringLiteral("A pair of stages"), QStringLiteral("Make to Sell"));
        QCOMPARE(s.session.spec().alongside, (std::vector<std::string>{"firm:b", "stage:1", "stage-pair:2>3"}));
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("b: sales")) && s.said().contains(QStringLiteral("Make to Sell")));
        auto* indexed = s.view.findChild<QCheckBox*>(QStringLiteral("forecastIndexed"));
        QVERIFY(indexed->isVisible());
        indexed->setChecked(true);
        s.settle();
        QVERIFY(s.session.spec().indexed);
        trigger(QStringLiteral("Take away"), QStringLiteral("Mine: sales"));
        QCOMPARE(s.session.spec().alongside.size(), std::size_t(2));
        trigger({}, QStringLiteral("Take all away"));
        s.settle();
        QTRY_VERIFY(!s.said().contains(QStringLiteral("b: sales")));
    }

    void scorecardCellsSelectTheirFirms() {
        Stand s(yearly(6));
        choose(s, QStringLiteral("forecastShow"), ForecastShow::Scorecard);
        QTRY_VERIFY(s.said().contains(QStringLiteral("Scorecard")));
        auto* canvas = s.view.findChild<CanvasWidget*>();
        emit canvas->clicked({ItemKind::Point, 5 * 4}, {}); // first stage, last of six periods, firms that trade
        QCOMPARE(s.session.selected(), std::set<std::string>{"a"});
        QVERIFY(canvas->itemText({ItemKind::Point, 5 * 4}).contains(QStringLiteral("1 of 1")));
    }

    void linksAreMarkedFromTheMenu() {
        Stand s(yearly(6));
        choose(s, QStringLiteral("forecastShow"), ForecastShow::Links);
        QTRY_VERIFY(s.view.links() != nullptr);
        QTRY_VERIFY(s.said().contains(QStringLiteral("Links that may appear")));
        QCOMPARE(s.view.links()->ghosts.size(), std::size_t(1));
        QSignalSpy edited(&s.view, &ForecastView::marksEdited);
        QMenu menu;
        s.view.fillMenu(menu, {ItemKind::Link, 0});
        menu.actions().front()->trigger();
        QCOMPARE(edited.size(), 1);
        auto memory = std::make_shared<ForecastMemory>();
        memory->marks = edited.front().front().value<ForecastMarks>();
        QCOMPARE(memory->marks.pairs, (std::vector<PairMark>{{"a", "c", PairWord::Impossible}}));
        s.view.setMemory(memory, {});
        s.settle();
        QTRY_VERIFY(s.view.links()->ghosts.empty());
    }

    void breaksAreEditedByKeysAndMenu() {
        Stand s(yearly(14));
        auto* canvas = s.view.findChild<CanvasWidget*>();
        QTRY_VERIFY(s.said().contains(QStringLiteral("The whole chain")));
        emit canvas->walked(Qt::Key_Left); // to the last period known
        emit canvas->walked(Qt::Key_Left);
        QCOMPARE(canvas->focused(), (ItemRef{ItemKind::Period, 12}));
        QSignalSpy edited(&s.view, &ForecastView::marksEdited);
        QMenu menu;
        s.view.fillMenu(menu, canvas->focused());
        for (QAction* a : menu.actions())
            if (a->text().startsWith(QStringLiteral("Add level break"))) a->trigger();
        QCOMPARE(edited.size(), 1);
        auto memory = std::make_shared<ForecastMemory>();
        memory->marks = edited.front().front().value<ForecastMarks>();
        QCOMPARE(memory->marks.marks, (std::vector<ForecastMark>{{MarkKind::Break, "total", "2013", {}}}));
        s.view.setMemory(memory, {});
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("level break in 2013")));
        QMenu second;
        s.view.fillMenu(second, {ItemKind::Period, 12});
        QMenu* own = second.actions().front()->menu();
        QVERIFY(own && own->title().contains(QStringLiteral("2013")));
        for (QAction* a : own->actions())
            if (a->text() == QStringLiteral("Move one period earlier")) a->trigger();
        QCOMPARE(edited.size(), 2);
        QCOMPARE(edited.back().front().value<ForecastMarks>().marks, (std::vector<ForecastMark>{{MarkKind::Break, "total", "2012", {}}}));
    }

    void issuingAndTheLedger() {
        Stand s(yearly(14));
        QTRY_VERIFY(s.said().contains(QStringLiteral("The whole chain")));
        QSignalSpy issued(&s.view, &ForecastView::issueWanted);
        auto* button = s.view.findChild<QPushButton*>(QStringLiteral("forecastIssue"));
        QTRY_VERIFY(button->isEnabled());
        button->click();
        QCOMPARE(issued.size(), 1);
        QCOMPARE(issued.front().front().value<ViewSpec>().of, std::string("total"));
        choose(s, QStringLiteral("forecastShow"), ForecastShow::Ledger);
        QTRY_VERIFY(s.said().contains(QStringLiteral("No forecast has been issued")));
        auto memory = std::make_shared<ForecastMemory>();
        LedgerEntry entry;
        entry.series = "stage-pair:1>2";
        entry.target = "2015";
        entry.mean = entry.naive = 25;
        entry.lower80 = 20;
        entry.upper80 = 30;
        entry.actual = 27;
        entry.horizon = 1;
        memory->ledger = {entry};
        s.view.setMemory(memory, {});
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("1 scored")));
        auto* canvas = s.view.findChild<CanvasWidget*>();
        QVERIFY(canvas->itemText({ItemKind::Series, 0}).contains(QStringLiteral("said 20 to 30, was 27: inside")));
        emit canvas->clicked({ItemKind::Series, 0}, {});
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("Mine to Make")));
    }

    void tooShortIsSaid() {
        Stand s(yearly(2));
        QTRY_VERIFY(s.said().contains(QStringLiteral("short")));
    }

    void withoutDataItAsksForSome() {
        Stand s(nullptr);
        s.view.refresh(What::All);
        QTRY_VERIFY(s.said().contains(QStringLiteral("Import")));
    }

    void everyControlHasAName() {
        Stand s(yearly(5));
        for (auto* control : s.view.findChildren<QWidget*>())
            if (control->focusPolicy() != Qt::NoFocus && !qobject_cast<QLineEdit*>(control) && control->isVisible()) QVERIFY2(!control->accessibleName().isEmpty(), control->metaObject()->className());
    }
};

QTEST_MAIN(TestForecastView)
#include "tst_forecast_view.moc"
