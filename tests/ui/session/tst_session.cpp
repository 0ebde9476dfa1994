// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QtTest>

#include "tests/core/chain_text.h"
#include "ui/session/session.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {
DatasetPtr twoYears() { return test::chain("a -> b : 1 @2021\nb -> c : 2 @2021\na -> b : 3 @2022\nc -> d : 9 @2022 data"); }
} // namespace

class TestSession : public QObject {
    Q_OBJECT
private slots:
    void announcesOncePerTurn();
    void snapshotFollowsPeriodAndLayer();
    void clickFocusesAndSelects();
    void strangersAreDropped();
    void backAndForward();
    void markersStayInOrder();
    void withoutDataNothingBreaks();
};

void TestSession::announcesOncePerTurn() {
    Session session;
    QSignalSpy spy(&session, &Session::changed);
    session.setDataset(twoYears());
    session.setPeriodIndex(0);
    session.setFocus(Item::firm("a"));
    QCOMPARE(spy.count(), 0);
    QTRY_COMPARE(spy.count(), 1);
    QTest::qWait(10);
    QCOMPARE(spy.count(), 1);
}

void TestSession::snapshotFollowsPeriodAndLayer() {
    Session session;
    session.setDataset(twoYears());
    QCOMPARE(session.periodIndex(), 1);
    QCOMPARE(session.snapshot()->totalValue(), 3.0);
    session.setPeriodIndex(0);
    QCOMPARE(session.snapshot()->totalValue(), 3.0);
    QCOMPARE(session.snapshot()->edgeCount(), 2u);
    session.edit(What::Filter, [](ViewSpec& s) { s.layer = Layer::Data; });
    QCOMPARE(session.snapshot()->edgeCount(), 0u);
    session.setPeriodIndex(99);
    QCOMPARE(session.snapshot()->totalValue(), 9.0);
}

void TestSession::clickFocusesAndSelects() {
    Session session;
    session.setDataset(twoYears());
    session.click(Item::firm("a"), false);
    QVERIFY(session.focus() == Item::firm("a"));
    session.click(Item::firm("b"), true);
    QVERIFY((session.selected() == std::set<std::string>{"a", "b"}));
    session.click(Item::firm("a"), true);
    QVERIFY((session.selected() == std::set<std::string>{"b"}));
    session.click(Item::link("a", "b"), false);
    QVERIFY((session.selected() == std::set<std::string>{"a", "b"}));
    session.click({}, false);
    QVERIFY(session.selected().empty() && session.focus().empty());
}

void TestSession::strangersAreDropped() {
    Session session;
    session.setDataset(twoYears());
    session.click(Item::firm("d"), false);
    session.setPeriodIndex(1);
    session.setDataset(test::chain("a -> b : 1 @2020"));
    QVERIFY(session.focus().empty());
    QVERIFY(session.selected().empty());
    QCOMPARE(session.periodIndex(), 0);
    QVERIFY(session.snapshot());
}

void TestSession::backAndForward() {
    Session session;
    session.setDataset(twoYears());
    session.edit(What::Look, [](ViewSpec& s) { s.colourBy = "region"; });
    session.edit(What::Look, [](ViewSpec& s) { s.colourBy = "digital"; });
    session.back();
    QCOMPARE(session.spec().colourBy, std::string("region"));
    session.back();
    QCOMPARE(session.spec().colourBy, std::string("stage"));
    QVERIFY(!session.canGoBack());
    session.forward();
    session.edit(What::Look, [](ViewSpec& s) { s.colourBy = "sector"; });
    QVERIFY(!session.canGoForward());
    session.click(Item::firm("a"), false);
    session.click(Item::firm("b"), false);
    session.setSelected({"a", "b"});
    session.back();
    QVERIFY(session.focus() == Item::firm("b"));
    QVERIFY((session.selected() == std::set<std::string>{"b"})); // a click is one step, with what it selects
    session.back();
    QVERIFY(session.focus() == Item::firm("a"));
    QVERIFY((session.selected() == std::set<std::string>{"a"}));
    session.back();
    QVERIFY(session.selected().empty());
}

void TestSession::markersStayInOrder() {
    Session session;
    session.setDataset(twoYears());
    QCOMPARE(session.markerA(), 0);
    QCOMPARE(session.markerB(), 1);
    session.setMarkers(1, 0);
    QCOMPARE(session.markerA(), 0);
    QCOMPARE(session.spec().to, std::string("2022"));
}

void TestSession::withoutDataNothingBreaks() {
    Session session;
    QVERIFY(!session.snapshot());
    QCOMPARE(session.periodIndex(), -1);
    session.setPeriodIndex(3);
    session.setMarkers(1, 2);
    session.click(Item::firm("x"), true);
    session.setDataset(nullptr);
    QVERIFY(session.focus().empty());
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
