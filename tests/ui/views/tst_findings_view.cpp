// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The findings: topic by topic a figure and a table; rows lead to firms and links, steps of the plan tick their gaps, and a chain
// with little to say gets a sentence.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "tests/core/analysis/toy_chain.h"
#include "ui/canvas/text_drawing.h"
#include "ui/painters/findings_painter.h"
#include "ui/style/format.h"
#include "ui/views/findings/findings_view.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

struct FindingsStand {
    Session session;
    Jobs jobs;
    FindingsView view{session, jobs};

    explicit FindingsStand(const DatasetPtr& dataset) {
        QObject::connect(&session, &Session::changed, &view, &FindingsView::refresh);
        view.resize(1100, 800);
        view.show();
        session.setDataset(dataset);
        settle();
    }
    void settle() {
        QCoreApplication::processEvents();
        QTRY_VERIFY_WITH_TIMEOUT(jobs.idle(), 20000);
        QCoreApplication::processEvents();
    }
    void topic(Panel panel) {
        view.setTopic(panel);
        settle();
    }
    [[nodiscard]] QTableView& table() const { return *view.findChild<QTableView*>(QStringLiteral("findingsTable")); }
    [[nodiscard]] QString cell(int row, int column) const { return table().model()->index(row, column).data().toString(); }
    [[nodiscard]] QString notes() const {
        QString all;
        for (auto* label : view.findChildren<QLabel*>()) all += label->text() + '\n';
        return all;
    }
};

/// The figure of a topic of the toy chain, painted.
DisplayList painted(Panel panel, const QRectF& area, const std::string& focus = {}) {
    const auto toy = test::toyChain();
    const auto snapshot = test::toySnapshot(toy, "2025");
    Findings findings(snapshot, {});
    Progress progress;
    auto figure = makePanelFigure(panel, {findings, {}, false}, focus, progress);
    if (!figure) qFatal("%s", figure.error().message.c_str());
    FindingsInput input;
    input.figure = std::make_shared<const PanelFigure>(std::move(*figure));
    input.dataset = toy;
    input.locale = QLocale::c();
    DisplayList list;
    paintFindings(list, input, area);
    return list;
}

std::size_t discsOf(const DisplayList& list, ItemKind kind) {
    std::size_t count = 0;
    for (const auto& layer : list.layers())
        for (const auto& disc : layer.discs) count += disc.item.kind == kind;
    return count;
}

} // namespace

class TestFindingsView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    /// The small sole suppliers stand above the giant.
    void critical_firms_first() {
        FindingsStand s(test::toyChain());
        s.session.setPeriodIndex(1);
        s.settle();
        QVERIFY(s.view.topic() == Panel::Critical);
        AnalysisOptions options;
        for (const char* from : {"materials", "electronics", "mechanical"})
            for (const char* to : {"electronics", "mechanical", "devices"}) options.cascade.essentiality.push_back({from, to, Essentiality::Essential});
        s.session.setAnalysis(options);
        s.settle();
        QVERIFY(s.table().model()->rowCount() > 8);
        const auto& names = s.session.dataset()->firms();
        for (const auto& [row, id] : {std::pair{0, "M2"}, {1, "C1"}, {2, "C2"}, {3, "P1"}}) QCOMPARE(s.cell(row, 0), fromUtf8(names.name[s.session.dataset()->firmIndex(id)]));
        QCOMPARE(s.cell(0, 2), QStringLiteral("94%"));
    }

    /// Above the limit for as long as it is not asked for, and for the answer it was asked for only.
    void systemic_risk_on_request() {
        FindingsStand s(test::toyChain());
        AnalysisOptions options;
        options.riskUpTo = 5;
        s.session.setAnalysis(options);
        s.settle();
        auto* ask = s.view.findChild<QPushButton*>(QStringLiteral("computeRisk"));
        QVERIFY(ask->isVisible() && ask->text().contains(QStringLiteral("1 min")));
        QVERIFY(s.notes().contains(QStringLiteral("left out above 5 firms")));
        const auto losses = [&] {
            int known = 0;
            for (int row = 0; row < s.table().model()->rowCount(); ++row) known += s.cell(row, 2).endsWith(QLatin1Char('%'));
            return known;
        };
        QCOMPARE(losses(), 0);
        ask->click();
        s.settle();
        QVERIFY(!ask->isVisible() && losses() > 8);
        QVERIFY(!s.notes().contains(QStringLiteral("left out")));
        QVERIFY(s.view.figureSpec().risk); // so that the report's figure has it, too
        s.session.click(Item::firm("C1"), false); // costs no second round
        s.settle();
        QVERIFY(!ask->isVisible() && losses() > 8);
        s.session.setPeriodIndex(0);
        s.settle();
        QVERIFY(ask->isVisible());
        QCOMPARE(losses(), 0);
        ask->click();
        s.jobs.cancelAll(); // stopped: on offer again
        s.settle();
        QVERIFY(ask->isVisible());
        ask->click();
        s.settle();
        QVERIFY(!ask->isVisible() && losses() > 8);
    }

    void a_row_leads_to_its_firm() {
        FindingsStand s(test::toyChain());
        const auto first = s.table().model()->index(0, 0);
        s.table().selectionModel()->setCurrentIndex(first, QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);
        QVERIFY(s.session.focus().kind == Item::Kind::Firm);
        QCOMPARE(first.data(Qt::ToolTipRole).toString(), fromUtf8(s.session.focus().id));
    }

    /// What is missing is found at several firms, or at the ends of several links: all of them are selected.
    void a_row_of_health_leads_to_all_its_firms() {
        FindingsStand s(test::chain("a -> b : 1 @2021\nb -> c : 2 @2021 d=0.5\nc -> d : 3 @2021"));
        s.topic(Panel::Health);
        QModelIndex firms, links;
        for (int r = 0; r < s.table().model()->rowCount(); ++r) {
            if (s.cell(r, 0) == "firms without a digital score") firms = s.table().model()->index(r, 0);
            if (s.cell(r, 0) == "links without a digital score") links = s.table().model()->index(r, 0);
        }
        QVERIFY(firms.isValid() && links.isValid());
        const auto pick = [&](const QModelIndex& at) { s.table().selectionModel()->setCurrentIndex(at, QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows); };
        pick(links);
        QCOMPARE(s.session.selected(), (std::set<std::string>{"a", "b", "c", "d"}));
        s.session.click(Item::firm("a"), false);
        pick(firms);
        QCOMPARE(s.session.selected(), (std::set<std::string>{"a", "b", "c", "d"}));
        QVERIFY(s.session.focus().empty());
    }

    void ticked_gaps_become_a_scenario() {
        FindingsStand s(test::toyChain());
        s.session.setPeriodIndex(1);
        s.topic(Panel::Bridge);
        auto* close = s.view.findChild<QPushButton*>(QStringLiteral("closeGaps"));
        QVERIFY(close->isVisible() && !close->isEnabled());
        auto* model = s.table().model();
        QVERIFY(model->setData(model->index(0, 0), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(close->isEnabled());
        QSignalSpy wanted(&s.view, &FindingsView::gapsWanted);
        close->click();
        QCOMPARE(wanted.size(), 1);
        const auto links = wanted[0][0].value<std::vector<PanelCell::Pair>>();
        QCOMPARE(links.size(), std::size_t(1));
        QCOMPARE(links[0].first, std::string("C1"));
        QCOMPARE(links[0].second, std::string("F2"));
    }

    void every_topic_answers() {
        FindingsStand s(test::toyChain());
        for (std::size_t i = 0; i < kPanelCount; ++i) {
            s.topic(static_cast<Panel>(i));
            QVERIFY2(s.table().model()->columnCount() > 0, std::string(wordsOf(static_cast<Panel>(i)).name).c_str());
            QVERIFY(s.view.figureSpec().topic == wordsOf(static_cast<Panel>(i)).name);
        }
    }

    void a_poor_chain_says_why() {
        FindingsStand s(test::chain("firm u end\na -> b : 2 @2024 d=1\nb -> a : 2 @2024 d=1\nc -> u : 1 @2024 d=0\n"));
        s.topic(Panel::Bridge);
        QCOMPARE(s.table().model()->rowCount(), 0);
        QVERIFY2(s.notes().contains(QStringLiteral("loop")), qPrintable(s.notes()));
    }

    void exports_what_is_shown() {
        FindingsStand s(test::toyChain());
        QTemporaryDir folder;
        s.view.exportTo(folder.filePath(QStringLiteral("firms.csv")));
        QFile file(folder.filePath(QStringLiteral("firms.csv")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readLine().startsWith("id,name,stage,esri"));
    }

    void model_keeps_the_rules() {
        const auto toy = test::toyChain();
        Findings findings(test::toySnapshot(toy, "2025"), {});
        Progress progress;
        auto tables = makePanelTables(Panel::Bridge, {findings, {}, false}, progress);
        QVERIFY(tables);
        const auto kept = std::make_shared<const PanelTables>(std::move(*tables));
        PanelTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(kept, kept->table("gaps"), toy, true);
        QVERIFY(model.item(0).kind == Item::Kind::Link);
        model.tickLinks({{model.item(1).id, model.item(1).target}});
        QCOMPARE(model.tickedLinks().size(), std::size_t(1));
    }

    void quadrant_marks_every_firm() {
        const QRectF area(0, 0, 900, 500);
        const auto list = painted(Panel::Critical, area, "C2");
        const auto toy = test::toyChain();
        const auto snapshot = test::toySnapshot(toy, "2025");
        std::size_t producers = 0;
        for (const auto end : snapshot->isEndUser()) producers += end == 0;
        QCOMPARE(discsOf(list, ItemKind::Firm), producers);
        QVERIFY(discsOf(list, ItemKind::None) >= 2); // the trail of the focused firm
        const auto& texts = list.layers().back().texts;
        QVERIFY(std::ranges::any_of(texts, [](const Text& text) { return text.text == "2024"; })); // and when it was where
        QVERIFY(std::ranges::none_of(texts, [](const Text& text) { return text.text == "2025"; })); // where it is now has its name
        QVERIFY(std::size_t(std::ranges::count_if(texts, [](const Text& text) { return bool(text.item); })) + 1 >= producers); // one at most has no room
        std::vector<QRectF> boxes;
        for (const auto& text : texts) {
            const QRectF box = boxOf(text, {});
            for (const auto& other : boxes) QVERIFY2(!other.adjusted(1, 1, -1, -1).intersects(box), qPrintable(text.text));
            boxes.push_back(box);
        }
        const auto crowded = painted(Panel::Critical, QRectF(0, 0, 150, 110), "C2");
        const auto named = [&](const Text& text) { return text.item == ItemRef{ItemKind::Firm, toy->firmIndex("C2")}; };
        QVERIFY(std::ranges::any_of(crowded.layers().back().texts, named)); // whose name is never left out
        for (const auto& layer : list.layers())
            for (const auto& disc : layer.discs) QVERIFY(area.contains(QPointF(disc.x, disc.y)));
    }

    void figures_lie_inside() {
        for (const auto panel : {Panel::Bridge, Panel::Platforms, Panel::Internets, Panel::Loops, Panel::Communities}) {
            const QRectF area(0, 0, 900, 480);
            const auto list = painted(panel, area);
            QVERIFY(list.size() > 10);
            QVERIFY(!list.summary.isEmpty());
            QVERIFY(area.adjusted(-2, -2, 2, 2).contains(list.bounds()));
        }
    }
};

QTEST_MAIN(TestFindingsView)
#include "tst_findings_view.moc"
