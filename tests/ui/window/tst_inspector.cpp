// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QSignalSpy>
#include <QtTest>

#include "tests/core/chain_text.h"
#include "ui/style/format.h"
#include "ui/window/inspector_panel.h"

using namespace chainscape;
using namespace chainscape::ui;

class TestInspector : public QObject {
    Q_OBJECT
private slots:
    void init();
    void severalFirmsAreSummedUp();
    void theFocusElsewhereIsStronger();
    void oneFirmIsItself();

private:
    /// The value beside a name, "" when the name is not on show.
    [[nodiscard]] QString value(const QString& name) const {
        const auto labels = m_panel->findChildren<QLabel*>();
        for (qsizetype i = 0; i + 1 < labels.size(); ++i)
            if (labels[i]->text() == name && labels[i]->isVisibleTo(m_panel.get())) return labels[i + 1]->text();
        return {};
    }
    [[nodiscard]] QString title() const { return m_panel->findChild<QLabel*>()->text(); }
    void select(std::set<std::string> ids) {
        m_session->setSelected(std::move(ids));
        QCoreApplication::processEvents();
    }

    std::unique_ptr<Session> m_session;
    std::unique_ptr<InspectorPanel> m_panel;
};

void TestInspector::init() {
    m_panel.reset();
    m_session = std::make_unique<Session>();
    m_panel = std::make_unique<InspectorPanel>(*m_session);
    m_session->setDataset(test::chain("a -> b : 100 @2021\nb -> c : 70 @2021\nc -> d : 60 @2021\nc -> b : 5 @2021\ne -> c : 40 @2021\nx -> y : 9 @2020\nx -> a : 3 @2021"));
    m_session->setPeriodIndex(1);
    QCoreApplication::processEvents();
}

void TestInspector::severalFirmsAreSummedUp() {
    select({"b", "c"});
    QCOMPARE(title(), QStringLiteral("2 firm(s)"));
    QCOMPARE(value("Sell to others"), valueText(60, QString()));
    QCOMPARE(value("Buy from others"), valueText(140, QString()));
    QCOMPARE(value("Trade among themselves"), valueText(75, QString()));
    QCOMPARE(value("Firms upstream, downstream"), QStringLiteral("3, 1"));
    select({"b", "c", "y"});
    QCOMPARE(title(), QStringLiteral("3 firm(s)"));
    QVERIFY(!m_panel->findChildren<QLabel*>()[1]->text().endsWith("selected")); // one of them trades nothing
    m_session->setPeriodIndex(0);
    QCoreApplication::processEvents();
    QCOMPARE(value("Buy from others"), valueText(9, QString()));
}

void TestInspector::theFocusElsewhereIsStronger() {
    select({"b", "c"});
    m_session->setFocus(Item::firm("a"));
    QCoreApplication::processEvents();
    QCOMPARE(title(), QStringLiteral("a"));
    QVERIFY(value("Sell to others").isEmpty());
    QSignalSpy asked(m_panel.get(), &InspectorPanel::evidenceWanted);
    select({"c", "d"}); // what is shown of a is shown anew, its evidence, too
    QCOMPARE(title(), QStringLiteral("a"));
    QCOMPARE(asked.count(), 1);
    select({"b", "c"});
    m_session->setFocus(Item::firm("b"));
    QCoreApplication::processEvents();
    QCOMPARE(title(), QStringLiteral("2 firm(s)"));
    m_panel->setEvidence("a row of a file"); // came late
    for (const QLabel* label : m_panel->findChildren<QLabel*>()) QVERIFY(label->text() != "a row of a file" || !label->isVisibleTo(m_panel.get()));
}

void TestInspector::oneFirmIsItself() {
    m_panel->setQuestion("Who?", "About");
    QCOMPARE(title(), QStringLiteral("Who?"));
    m_session->click(Item::firm("b"), false);
    QCoreApplication::processEvents();
    QCOMPARE(title(), QStringLiteral("b"));
    QCOMPARE(value("Sells"), valueText(70, QString()));
    select({});
    m_session->setFocus({});
    QCoreApplication::processEvents();
    QCOMPARE(title(), QStringLiteral("Who?"));
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
