// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The flow view: its controls by name, one selection with its table, boxes that open, order by hand.
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>

#include "tests/core/chain_text.h"
#include "ui/views/flow/flow_hand.h"
#include "ui/views/flow/flow_view.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

DatasetPtr smallChain() {
    std::string text = "firm x stage=2\nfirm y stage=2\nfirm z stage=3\n";
    for (int i = 1; i <= 5; ++i) text += "firm m" + std::to_string(i) + " stage=1\n";
    for (const char* at : {" @2021", " @2022"})
        for (int i = 1; i <= 5; ++i) text += "m" + std::to_string(i) + " -> " + (i % 2 ? "x" : "y") + " : " + std::to_string(10 * i) + at + "\n";
    return test::chain(text + "x -> z : 80 @2021\nx -> z : 90 @2022\ny -> z : 30 @2022\n", StageList{{"Mine", "Make", "Sell"}});
}

struct FlowStand {
    Session session;
    Jobs jobs;
    FlowView view{session, jobs};

    FlowStand() {
        QObject::connect(&session, &Session::changed, &view, &FlowView::refresh);
        view.resize(900, 500);
        view.show();
        session.setDataset(smallChain());
        settle();
    }
    void settle() {
        QCoreApplication::processEvents();
        QTRY_VERIFY_WITH_TIMEOUT(jobs.idle(), 20000);
        QTest::qWait(400); // the picture has morphed
    }
    template <class T>
    T* find(const char* name) {
        return view.findChild<T*>(QLatin1String(name));
    }
    [[nodiscard]] CanvasWidget* canvas() { return find<CanvasWidget>("flow_canvas"); }
};

} // namespace

class TestFlowView : public QObject {
    Q_OBJECT
private slots:
    void showsAFigure() {
        FlowStand s;
        QTRY_VERIFY(s.canvas()->scene() && s.canvas()->scene()->summary.contains(QStringLiteral("8 groups")));
        for (const char* name : {"flow_form", "flow_group", "flow_colour"}) QVERIFY(!s.find<QComboBox>(name)->accessibleName().isEmpty());
    }

    void tableAndFigureShareOneSelection() {
        FlowStand s;
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.flow.form = FlowForm::Table; });
        s.settle();
        auto* table = s.find<QTableView>("flow_table");
        QTRY_VERIFY(table->isVisible());
        QCOMPARE(table->model()->rowCount(), 7);
        QCOMPARE(table->model()->index(0, FlowTableModel::Value).data().toString(), QStringLiteral("90")); // largest first
        table->selectRow(0);
        s.settle();
        QCOMPARE(s.session.focus(), Item::link("x", "z"));
        s.session.setSelected({"y", "z"});
        s.settle();
        const auto rows = table->selectionModel()->selectedRows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.front().siblingAtColumn(FlowTableModel::Seller).data().toString(), QStringLiteral("y"));
        QCOMPARE(s.find<QTableView>("flow_balance")->model()->rowCount(), 1); // y buys 60 and sells 30; x buys 90 and sells 90
    }

    void otherOpensAndCloses() {
        FlowStand s;
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.topGroups = 2; });
        s.settle();
        QTRY_VERIFY(s.canvas()->scene()->summary.contains(QStringLiteral("6 groups")));
        QVERIFY(!s.find<QToolButton>("flow_up")->isVisible());
        emit s.canvas()->doubleClicked({ItemKind::Node, 2}); // the other mines
        s.settle();
        QCOMPARE(s.session.spec().flow.opened, std::vector<std::string>{"1|*"});
        QTRY_VERIFY(s.canvas()->scene()->summary.contains(QStringLiteral("8 groups")));
        s.find<QToolButton>("flow_up")->click();
        s.settle();
        QVERIFY(s.session.spec().flow.opened.empty());
    }

    void draggedBoxStays() {
        FlowStand s;
        const auto before = s.session.spec().order;
        QVERIFY(before.empty());
        const auto below = [&](std::uint32_t a, std::uint32_t b) { return s.canvas()->boxOf({ItemKind::Node, a}).top() > s.canvas()->boxOf({ItemKind::Node, b}).top(); };
        const bool xBelowY = below(5, 6);
        const QPointF at = s.canvas()->boxOf({ItemKind::Node, 0}).center();
        emit s.canvas()->itemDragged({ItemKind::Node, 0}, at, false);
        emit s.canvas()->itemDragged({ItemKind::Node, 0}, at + QPointF(0, 2000), true);
        s.settle();
        const auto& order = s.session.spec().order;
        QCOMPARE(std::ranges::count_if(order, [](const std::string& key) { return key.starts_with("1|"); }), 5);
        QCOMPARE(order.back(), std::string("1|m5")); // group 0, the largest
        QVERIFY(order.size() > 5);                   // the other boxes keep what is on screen
        QCOMPARE(below(5, 6), xBelowY);
    }

    void copiesItsTable() {
        FlowStand s;
        emit s.find<FlowBar>("flow_bar")->copyWanted();
        const auto lines = QGuiApplication::clipboard()->text().trimmed().split('\n');
        QCOMPARE(lines.size(), 8);
        QVERIFY(lines.front().startsWith(QStringLiteral("From stage\tSells")));
    }

    void formsFollowTheirControl() {
        FlowStand s;
        auto* form = s.find<QComboBox>("flow_form");
        QCOMPARE(form->count(), int(FlowForm::Multiples) + 1);
        form->setCurrentIndex(1);
        emit form->activated(1);
        s.settle();
        QCOMPARE(s.session.spec().flow.form, FlowForm::Matrix);
        QTRY_VERIFY(s.canvas()->scene()->summary.startsWith(QStringLiteral("Matrix")));
    }

    void handsPutThingsInOrder() {
        Progress progress;
        const auto dataset = smallChain();
        auto plan = std::make_shared<const FlowPlan>(*flowPlan(dataset, {}, progress));
        const auto values = periodValues(*plan, 1);
        const auto frame = *flowFrame(plan, values, {}, QRectF(0, 0, 800, 400));
        ViewSpec spec;
        lockOrder(spec, *plan);
        QCOMPARE(spec.order.size(), plan->groups.size());
        QVERIFY(spec.flow.locked);
        const auto first = groupsInOrder(*plan).front();
        QVERIFY(stepBox(spec, *plan, first, 1));
        QVERIFY(!stepBox(spec, *plan, first, -1));
        QCOMPARE(groupBeside(frame, first, Qt::Key_Up), first);
        QVERIFY(groupBeside(frame, first, Qt::Key_Down) != first);
        QCOMPARE(plan->groups[groupBeside(frame, first, Qt::Key_Right)].stage, 2);
        orderBands(spec, frame, 0, frame.at(frame.geometry.ribbons[0].centre.back()[3]) + QPointF(0, 500));
        const auto& order = spec.flow.bandOrder.begin();
        QVERIFY(order->first.rfind("in|2|", 0) == 0);
        QCOMPARE(order->second.back(), plan->groups[plan->pairs[0].source].key);
        const auto again = readViewSpec(toJson(spec));
        QVERIFY(again && again->flow == spec.flow && again->order == spec.order);
    }
};

QTEST_MAIN(TestFlowView)
#include "tst_flow_view.moc"
