// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Flow plans: grouping, drilling down, value without data, sums that add up whatever the grouping, and the exported table.
#include <cmath>
#include <random>

#include <QFile>
#include <QTemporaryDir>

#include "core/project/flow_table.h"
#include "tests/core/chain_text.h"

using namespace chainscape;

namespace {

const StageList kStages{{"Mine", "Make", "Use"}};

/// Six mines, two makers, two users over three periods; one user sells back, one maker sells to itself.
DatasetPtr sampleChain() {
    std::string text;
    for (int i = 1; i <= 6; ++i) text += "firm m" + std::to_string(i) + " stage=1 region=" + (i % 2 ? "north" : "south") + "\n";
    text += "firm a stage=2 region=north\nfirm b stage=2 region=south\nfirm u stage=3 region=north end\nfirm v stage=3 region=south end\n";
    for (int year = 2021; year <= 2023; ++year) {
        const std::string at = " @" + std::to_string(year);
        for (int i = 1; i <= 6; ++i) text += "m" + std::to_string(i) + " -> " + (i < 4 ? "a" : "b") + " : " + std::to_string(i * (year - 2020)) + at + (i < 3 ? " d=0.9" : i < 5 ? " d=0.2" : "") + "\n";
        text += "a -> u : 20" + at + "\nb -> v : 30" + at + "\na -> v : 5" + at + "\nu -> m1 : 2" + at + "\na -> a : 3" + at + "\n";
    }
    return test::chain(text, kStages);
}

FlowPlan planOf(const DatasetPtr& dataset, const ViewSpec& view) {
    Progress progress;
    auto plan = flowPlan(dataset, view, progress);
    if (!plan) {
        qWarning("%s", plan.error().message.c_str());
        return {};
    }
    return std::move(*plan);
}

double sumOf(const std::vector<GroupedFlow>& flows) {
    double sum = 0;
    for (const auto& f : flows) sum += f.value;
    return sum;
}

double dataSum(const DatasetPtr& dataset, std::uint32_t period) {
    double sum = 0;
    const auto& flows = dataset->flows();
    for (auto f = flows.start[period]; f < flows.start[period + 1]; ++f) sum += flows.value[f];
    return sum;
}

const FlowGroup* groupNamed(const FlowPlan& plan, const std::string& key) {
    for (const auto& g : plan.groups)
        if (g.key == key) return &g;
    return nullptr;
}

} // namespace

class TestFlowPlan : public QObject {
    Q_OBJECT
private slots:
    void sumsAreTheDataUnderAnyGrouping_data();
    void sumsAreTheDataUnderAnyGrouping();
    void otherOpens();
    void groupsOpen();
    void stagesAreGroupedDifferently();
    void handOrderStays();
    void nothingElseMoves();
    void lanesFromFlows();
    void valueWithoutData();
    void dataLayerDecides();
    void smallFlowsFold();
    void balances();
    void oneOrderForAllPeriods();
    void periodsOfPanels();
    void csvAddsUp();
    void randomChainsAddUp();
};

void TestFlowPlan::sumsAreTheDataUnderAnyGrouping_data() {
    QTest::addColumn<QString>("by");
    QTest::addColumn<int>("top");
    for (const char* by : {"firm", "stage", "region", "sector", "platform"})
        for (const int top : {0, 1, 3}) QTest::addRow("%s %d", by, top) << by << top;
}

void TestFlowPlan::sumsAreTheDataUnderAnyGrouping() {
    QFETCH(QString, by);
    QFETCH(int, top);
    const auto dataset = sampleChain();
    ViewSpec view;
    view.groupBy = by.toStdString();
    view.topGroups = top;
    const auto plan = planOf(dataset, view);
    for (std::uint32_t p = 0; p < 3; ++p) {
        const double data = dataSum(dataset, p);
        QVERIFY(std::fabs(sumOf(groupedFlows(*test::snapshot(dataset, {.from = p}), plan)) - data) <= 1e-9 * data);
        double stored = 0;
        for (const double v : periodValues(plan, p)) stored += v;
        QVERIFY(std::fabs(stored - data) <= 1e-9 * data);
    }
    QVERIFY(periodValues(plan, 3).empty());
}

void TestFlowPlan::otherOpens() {
    const auto dataset = sampleChain();
    ViewSpec view;
    view.topGroups = 2;
    const auto closed = planOf(dataset, view);
    const auto* other = groupNamed(closed, "1|*");
    QVERIFY(other && other->isOther);
    QCOMPARE(other->firms.size(), 4U);
    QCOMPARE(flowGroupName(*other), std::string("Other (4 firms)"));
    view.flow.opened = {"1|*"};
    const auto open = planOf(dataset, view);
    QCOMPARE(groupNamed(open, "1|*")->firms.size(), 2U);
    view.flow.opened = {"1|*", "1|*"};
    QVERIFY(!groupNamed(planOf(dataset, view), "1|*"));
}

void TestFlowPlan::groupsOpen() {
    const auto dataset = sampleChain();
    ViewSpec view;
    view.groupBy = "region";
    QCOMPARE(groupNamed(planOf(dataset, view), "1|north")->firms.size(), 3U);
    view.flow.opened = {"1|north"};
    const auto open = planOf(dataset, view);
    QVERIFY(!groupNamed(open, "1|north"));
    QCOMPARE(groupNamed(open, "1|north/m1")->firms.size(), 1U);
    QCOMPARE(groupNamed(open, "1|south")->firms.size(), 3U);
}

void TestFlowPlan::stagesAreGroupedDifferently() {
    ViewSpec view;
    view.groupBy = "stage";
    view.flow.groupByStage[1] = "region";
    const auto plan = planOf(sampleChain(), view);
    QCOMPARE(plan.groups.size(), 4U); // two regions of mines, one box each for the others
    QVERIFY(groupNamed(plan, "1|north") && groupNamed(plan, "2|"));
    QCOMPARE(groupNamed(plan, "2|")->name, std::string("Make"));
}

void TestFlowPlan::handOrderStays() {
    const auto dataset = sampleChain();
    ViewSpec view;
    view.order = {"1|m6", "1|m1", "1|m5", "1|m2", "1|m4", "1|m3"};
    const auto plan = planOf(dataset, view);
    std::vector<std::string> lane;
    for (const auto g : groupsInOrder(plan))
        if (plan.groups[g].stage == 1) lane.push_back(plan.groups[g].key);
    QCOMPARE(lane, view.order);
    view.order.clear();
    QVERIFY(planOf(dataset, view).crossings <= plan.crossings);
}

/// A box put elsewhere by hand: the others, bends of long links among them, stand where they stood.
void TestFlowPlan::nothingElseMoves() {
    const auto plan = planOf(sampleChain(), {});
    ViewSpec view;
    for (const auto g : groupsInOrder(plan))
        if (plan.groups[g].stage == 1) view.order.insert(view.order.begin(), plan.groups[g].key); // upside down
    const auto arranged = rearrangedFlowPlan(plan, view);
    QCOMPARE(arranged.order.size(), plan.order.size());
    std::vector<std::string> mines;
    for (const auto g : groupsInOrder(arranged))
        if (arranged.groups[g].stage == 1) mines.push_back(arranged.groups[g].key);
    QCOMPARE(mines, view.order);
    for (std::size_t v = 0; v < plan.order.size(); ++v)
        if (v >= plan.groups.size() || plan.groups[v].stage != 1) QCOMPARE(arranged.order[v], plan.order[v]);
    QVERIFY(arranged.crossings > plan.crossings);
    QCOMPARE(rearrangedFlowPlan(plan, {}).order, plan.order);
}

void TestFlowPlan::lanesFromFlows() {
    const auto plan = planOf(test::chain("a -> b : 3 @2021\nb -> c : 2 @2021\na -> c : 1 @2021"), {});
    QCOMPARE(plan.structure.layerCount, 3);
    ViewSpec view;
    view.flow.lanesFromFlows = true;
    const auto told = planOf(sampleChain(), view);
    for (const int stage : told.laneStage) QCOMPARE(stage, -1);
    QVERIFY(told.structure.layerCount >= 3);
}

void TestFlowPlan::valueWithoutData() {
    const auto dataset = sampleChain();
    ViewSpec view;
    view.groupBy = "stage";
    const auto plan = planOf(dataset, view);
    const auto flows = groupedFlows(*test::snapshot(dataset, {.from = 2}), plan);
    const auto& first = flows.front(); // mines to makers: 3 * (1..6), scores .9 .9 .2 .2 none none
    QCOMPARE(first.value, 63.0);
    QCOMPARE(first.dark, 3.0 * (3 + 4));
    QCOMPARE(first.undecided, 3.0 * (5 + 6));
    QVERIFY(std::fabs(first.digital - (0.9 * 3 + 0.2 * 7) / 10) < 1e-6);
}

void TestFlowPlan::dataLayerDecides() {
    const auto dataset = test::chain("firm a stage=1\nfirm b stage=2\nfirm c stage=2\n"
                                     "a -> b : 3 @2021\na -> c : 4 @2021\nb -> a : 1 @2021 data\n",
                                     StageList{{"One", "Two"}});
    const auto plan = planOf(dataset, {});
    double dark = 0, undecided = 0;
    for (const auto& f : groupedFlows(*test::snapshot(dataset), plan)) dark += f.dark, undecided += f.undecided;
    QCOMPARE(dark, 4.0); // c exchanges no data with a
    QCOMPARE(undecided, 0.0);
}

void TestFlowPlan::smallFlowsFold() {
    const auto dataset = sampleChain();
    ViewSpec view;
    view.flow.threshold = 0.02;
    const auto plan = planOf(dataset, view);
    const auto balance = flowBalance(groupedFlows(*test::snapshot(dataset, {.from = 0}), plan), plan);
    double total = 0;
    std::size_t folded = 0;
    for (const auto& p : plan.pairs) total += p.value;
    for (const auto& p : plan.pairs) {
        QCOMPARE(p.folded, p.value < 0.02 * total);
        folded += p.folded ? 1 : 0;
    }
    QVERIFY(folded > 0);
    QCOMPARE(balance.foldedCount, folded);
}

void TestFlowPlan::balances() {
    const auto dataset = sampleChain();
    const auto plan = planOf(dataset, {});
    const auto b = flowBalance(groupedFlows(*test::snapshot(dataset, {.from = 0}), plan), plan);
    QVERIFY(std::fabs(b.entering + b.added - b.leaving - b.kept) <= 1e-9 * b.total);
    QCOMPARE(b.returning, 2.0);
    QCOMPARE(b.leaving, 35.0);                 // v takes all it gets
    QCOMPARE(b.kept, 18.0 + 1.0);              // u passes 2 of 20 on; m1 gets 2 and sells 1
    QCOMPARE(b.imbalances.size(), 4U);         // m1, a, b, u
    QCOMPARE(plan.groups[b.imbalances.front().group].key, std::string("2|a")); // 19 more: the largest
    ViewSpec coarse;
    coarse.flow.tolerance = 18.5 / b.total;
    const auto coarsePlan = planOf(dataset, coarse);
    QCOMPARE(flowBalance(groupedFlows(*test::snapshot(dataset, {.from = 0}), coarsePlan), coarsePlan).imbalances.size(), 1U); // only a's 19
}

void TestFlowPlan::oneOrderForAllPeriods() {
    const auto plan = planOf(sampleChain(), {});
    QCOMPARE(plan.values.size(), 3U);
    QCOMPARE(plan.order.size(), plan.structure.layer.size());
    Progress progress;
    const auto quick = flowPlan(sampleChain(), {}, progress, FlowEffort::Quick);
    QVERIFY(quick);
    const auto better = improvedFlowPlan(*quick, {}, progress);
    QVERIFY(better && better->crossings <= quick->crossings);
    QCOMPARE(better->order, plan.order);
}

void TestFlowPlan::periodsOfPanels() {
    const auto dataset = sampleChain();
    Progress progress;
    ViewSpec view;
    const auto plans = flowPlans(dataset, view, progress);
    QVERIFY(plans && plans->size() == 1);
    view.flow.form = FlowForm::Twins;
    const auto twins = flowPanels(dataset, view, *plans);
    QVERIFY(twins && twins->size() == 2);
    QCOMPARE((*twins)[0].snapshot->periodText(), std::string("2021"));
    QCOMPARE((*twins)[1].snapshot->periodText(), std::string("2023"));
    QCOMPARE((*twins)[1].reference->periodText(), std::string("2021"));
    view.flow.form = FlowForm::Multiples;
    QCOMPARE(flowPanels(dataset, view, *plans)->size(), 3U);
    view.flow.form = FlowForm::Sankey;
    view.flow.colour = FlowColour::Change;
    QCOMPARE(flowPanels(dataset, view, *plans)->front().reference->periodText(), std::string("2022"));
}

void TestFlowPlan::csvAddsUp() {
    const auto dataset = sampleChain();
    Progress progress;
    ViewSpec view;
    view.topGroups = 2;
    const auto plans = flowPlans(dataset, view, progress);
    const auto panels = flowPanels(dataset, view, *plans);
    QTemporaryDir folder;
    const std::string path = folder.filePath("flows.csv").toStdString();
    QVERIFY(writeFlowCsv(path, *panels));
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto lines = QString::fromUtf8(file.readAll()).trimmed().split('\n');
    const auto head = lines.front().split(',');
    double value = 0, share = 0;
    for (const auto& line : lines.mid(1)) {
        const auto cells = line.split(',');
        QCOMPARE(cells.size(), head.size());
        value += cells[head.indexOf("value")].toDouble();
        share += cells[head.indexOf("share_of_total")].toDouble();
    }
    QCOMPARE(value, dataSum(dataset, 2));
    QVERIFY(std::fabs(share - 1) < 1e-9);
}

void TestFlowPlan::randomChainsAddUp() {
    for (unsigned seed = 1; seed <= 12; ++seed) {
        std::mt19937 random(seed);
        std::string text;
        for (int i = 0; i < 30; ++i) text += "firm f" + std::to_string(i) + " stage=" + std::to_string(random() % 4) + " region=r" + std::to_string(random() % 5) + "\n";
        const double scales[] = {1.0, 1e15, 1e-12};
        for (int i = 0; i < 120; ++i) { // loops, self-links and backward links included; some values are taken back
            const double value = (static_cast<double>(random() % 1000) - (i % 9 == 8 ? 1200 : 0)) * scales[seed % 3];
            char number[64];
            std::snprintf(number, sizeof number, "%.17g", value);
            text += "f" + std::to_string(random() % 30) + " -> f" + std::to_string(random() % 30) + " : " + number + " @" + std::to_string(2020 + i % 3) + "\n";
        }
        const auto dataset = test::chain(text, StageList{{"A", "B", "C"}});
        ViewSpec view;
        view.groupBy = seed % 2 ? "region" : "firm";
        view.topGroups = 2;
        const auto plan = planOf(dataset, view);
        for (std::uint32_t p = 0; p < dataset->periods().size(); ++p) {
            double size = 0;
            const auto flows = groupedFlows(*test::snapshot(dataset, {.from = p}), plan);
            for (const auto& f : flows) size += std::fabs(f.value);
            QVERIFY(std::fabs(sumOf(flows) - dataSum(dataset, p)) <= 1e-9 * size);
        }
    }
}

QTEST_GUILESS_MAIN(TestFlowPlan)
#include "tst_flow_plan.moc"
