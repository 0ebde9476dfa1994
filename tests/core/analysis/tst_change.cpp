// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <random>

#include "core/analysis/change_distance.h"
#include "core/analysis/change_groups.h"
#include "core/analysis/change_index.h"
#include "core/analysis/change_regime.h"
#include "core/analysis/change_roles.h"
#include "core/analysis/change_series.h"
#include "tests/core/analysis/toy_chain.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

ChangeTable table(const DatasetPtr& a, const char* from, const DatasetPtr& b, const char* to, const ChangeOptions& options = {}) {
    auto made = alignSnapshots(*toySnapshot(a, from), *toySnapshot(b, to), options);
    if (!made) qFatal("%s", made.error().message.c_str());
    return *made;
}

/// A chain of random links between staged firms in two periods.
DatasetPtr randomChain(unsigned seed, int firms, int links) {
    std::mt19937 random(seed);
    std::string text;
    for (int f = 0; f < firms; ++f) text += "firm f" + std::to_string(f) + " stage=" + std::to_string(1 + f * 6 / firms) + "\n";
    for (int l = 0; l < links; ++l) {
        const auto a = random() % unsigned(firms), b = random() % unsigned(firms);
        text += "f" + std::to_string(a) + " -> f" + std::to_string(b) + " : " + std::to_string(1 + random() % 90) + " @" +
                (random() % 2 ? "2001" : "2002") + "\n";
    }
    return chain(text + "f0 -> f1 : 1 @2001\nf0 -> f1 : 1 @2002\n");
}

std::uint32_t firmOf(const ChangeTable& t, const std::string& id) {
    for (std::uint32_t f = 0; f < t.firms.size(); ++f)
        if (t.firms[f].id == id) return f;
    return kNone;
}

} // namespace

class TestChange : public QObject {
    Q_OBJECT
private slots:
    void golden_data();
    void golden();
    void partsAddUpOnRandomChains();
    void scalingIsGrowthOnly();
    void disjointIsOne();
    void emptySideIsUndefined();
    void renamingIsNoRemix();
    void mergerMapSums();
    void commonFirmsOnly();
    void smallLinksAreAbsent();
    void refusesWhatCannotBeCompared();
    void ranks();
    void roles();
    void switchedSuppliers();
    void groupings();
    void alluvialMatching();
    void labelsPersist();
    void changePointsOfTheReference();
    void changePointEdges();
    void phases();
    void stepsAndYears();
    void noiseHoldsRandomHalves();
    void noiseNeedsRows();
    void affinities();
    void portraits();
};

void TestChange::golden_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("23-24") << "2023" << "2024";
    QTest::newRow("24-25") << "2024" << "2025";
    QTest::newRow("23-25") << "2023" << "2025";
    QTest::newRow("same") << "2024" << "2024";
}

void TestChange::golden() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    const auto toy = toyChain();
    const auto t = table(toy, qPrintable(from), toy, qPrintable(to));
    const auto expected = goldenObject("F.json")[from == to ? QStringLiteral("identity") : from + "->" + to].toObject();
    const auto links = turnover(t);
    QCOMPARE(int(links.births), expected["births"].toInt());
    QCOMPARE(int(links.deaths), expected["deaths"].toInt());
    QCOMPARE(int(links.persisting), expected["persist"].toInt());
    VERIFY_NEAR(links.jaccard, expected["jaccard"].toDouble());
    VERIFY_NEAR(links.birthRate, expected["birth_rate"].toDouble());
    VERIFY_NEAR(links.deathRate, expected["death_rate"].toDouble());
    VERIFY_NEAR(links.birthValueShare, expected["birth_value_share"].toDouble());
    VERIFY_NEAR(links.deathValueShare, expected["death_value_share"].toDouble());
    const auto ri = expected["RI"].toObject();
    const auto r = restructuring(t);
    VERIFY_NEAR(r.ri, ri["total"].toDouble());
    VERIFY_NEAR(r.growth, ri["growth"].toDouble());
    VERIFY_NEAR(r.between, ri["remix_between_stage"].toDouble());
    VERIFY_NEAR(r.within, ri["remix_within_stage"].toDouble());
    VERIFY_NEAR(r.up, ri["up"].toDouble());
    VERIFY_NEAR(r.down, ri["down"].toDouble());
    VERIFY_NEAR(r.ruzicka, expected["ruzicka"].toDouble());
    VERIFY_NEAR(r.rStar, expected["RI_normalised_remix (remix/(1-growth))"].toDouble());
    const auto jsd = expected["JSD"].toObject();
    const auto d = shapeDistance(t);
    VERIFY_NEAR(d.jsd, jsd["total"].toDouble());
    VERIFY_NEAR(d.between, jsd["between_stage"].toDouble());
    VERIFY_NEAR(d.within, jsd["within_stage"].toDouble());
    VERIFY_NEAR(d.distance, jsd["distance_sqrt"].toDouble());
    const auto blocks = jsd["within_by_block"].toObject();
    for (const auto& block : d.blocks)
        VERIFY_NEAR(block.jsdWithin, blocks[QString("%1>%2").arg(block.from).arg(block.to)].toDouble());
}

void TestChange::partsAddUpOnRandomChains() {
    for (unsigned seed = 1; seed <= 30; ++seed) {
        const auto d = randomChain(seed, 5 + int(seed), 80);
        const auto t = table(d, "2001", d, "2002");
        const auto r = restructuring(t);
        QVERIFY(std::fabs(r.ri - r.growth - r.between - r.within) < 1e-12);
        QVERIFY(r.growth >= 0 && r.between >= 0 && r.within >= 0 && r.ri <= 1 + 1e-12);
        QVERIFY(r.entry + r.exit <= r.ri + 1e-12);
        const auto shape = shapeDistance(t);
        QVERIFY(std::fabs(shape.jsd - shape.between - shape.within) < 1e-12);
        const auto back = restructuring(table(d, "2002", d, "2001"));
        QVERIFY(std::fabs(back.ri - r.ri) < 1e-12);
    }
}

void TestChange::scalingIsGrowthOnly() {
    const auto d = chain("firm a stage=1\nfirm b stage=2\na -> b : 10 @2001\nb -> c : 4 @2001\na -> b : 15 @2002\nb -> c : 6 @2002");
    const auto r = restructuring(table(d, "2001", d, "2002"));
    VERIFY_NEAR(r.ri, 0.2);
    VERIFY_NEAR(r.growth, 0.2);
    VERIFY_NEAR(r.rStar, 0.0);
    VERIFY_NEAR(shapeDistance(table(d, "2001", d, "2002")).jsd, 0.0);
}

void TestChange::disjointIsOne() {
    const auto d = chain("firm a stage=1\nfirm b stage=2\nfirm c stage=2\na -> b : 2 @2001\na -> c : 2 @2002");
    const auto r = restructuring(table(d, "2001", d, "2002"));
    VERIFY_NEAR(r.ri, 1.0);
    VERIFY_NEAR(r.within, 1.0);
    VERIFY_NEAR(r.rStar, 1.0);
    VERIFY_NEAR(r.entry + r.exit, 1.0);
    VERIFY_NEAR(shapeDistance(table(d, "2001", d, "2002")).jsd, 1.0);
}

void TestChange::emptySideIsUndefined() {
    const auto d = chain("a -> b : 2 @2001\na -> a : 2 @2002");
    const auto t = table(d, "2001", d, "2002");
    QVERIFY(std::isnan(restructuring(t).rStar));
    VERIFY_NEAR(restructuring(t).growth, 1.0);
    QVERIFY(std::isnan(shapeDistance(t).jsd));
    QVERIFY(std::isnan(turnover(t).birthRate));
}

void TestChange::renamingIsNoRemix() {
    const auto d = chain("a -> b : 2 @2001\nb -> c : 3 @2001\na -> bb : 2 @2002\nbb -> c : 3 @2002");
    QVERIFY(restructuring(table(d, "2001", d, "2002")).rStar > 0.9);
    const ChangeOptions renamed{.renamed = {{"b", "x"}, {"x", "bb"}}};
    const auto t = table(d, "2001", d, "2002", renamed);
    VERIFY_NEAR(restructuring(t).ri, 0.0);
    QCOMPARE(int(turnover(t).births), 0);
    const ChangeOptions circle{.renamed = {{"b", "bb"}, {"bb", "b"}}};
    QCOMPARE(table(d, "2001", d, "2002", circle).firms.size(), std::size_t(4));
}

void TestChange::mergerMapSums() {
    const auto d = chain("a -> m : 2 @2001\nb -> m : 3 @2001\na -> b : 9 @2001\nab -> m : 5 @2002");
    const auto t = table(d, "2001", d, "2002", {.renamed = {{"a", "ab"}, {"b", "ab"}}});
    QCOMPARE(t.links.size(), std::size_t(1));
    VERIFY_NEAR(t.links[0].before, 5.0);
    VERIFY_NEAR(restructuring(t).ri, 0.0);
}

void TestChange::commonFirmsOnly() {
    const auto d = chain("a -> b : 2 @2001\nb -> c : 3 @2001\na -> b : 2 @2002\nb -> d : 3 @2002");
    const auto t = table(d, "2001", d, "2002", {.scope = ChangeScope::CommonOnly});
    QCOMPARE(t.links.size(), std::size_t(1));
    VERIFY_NEAR(restructuring(t).ri, 0.0);
}

void TestChange::smallLinksAreAbsent() {
    const auto d = chain("a -> b : 2 @2001\nb -> c : 0.1 @2001\na -> b : 2 @2002");
    QCOMPARE(int(turnover(table(d, "2001", d, "2002")).deaths), 1);
    QCOMPARE(int(turnover(table(d, "2001", d, "2002", {.minValue = 1})).deaths), 0);
}

void TestChange::refusesWhatCannotBeCompared() {
    const auto d = chain("a -> b : 2 @2001\na -> b : 1 @2001Q3\na -> b : 2 @2002\na -> b : 5 @2002 data [msg]\nc -> d : 4 @2001 [kg]");
    const auto at = [&](const char* period, SnapshotSpec spec = {.unit = ""}) {
        spec.from = spec.to = d->periodIndex(period);
        return snapshot(d, spec);
    };
    const auto year = at("2001"), quarter = at("2001Q3");
    QCOMPARE(alignSnapshots(*year, *quarter).error().code, ErrorCode::BadArgument);
    QVERIFY(alignSnapshots(*year, *quarter).error().message.find("quarter") != std::string::npos);
    QCOMPARE(alignSnapshots(*year, *at("2001", {.unit = "kg"})).error().code, ErrorCode::MixedUnits);
    QVERIFY(!alignSnapshots(*year, *at("2002", {.layer = Layer::Data})));
    const auto years = chain("a -> b : 2 @2001\na -> b : 2 @2002\na -> b : 2 @2003");
    QVERIFY(!alignSnapshots(*snapshot(years, {.from = 0}), *snapshot(years, {.from = 1, .to = 2})));
}

void TestChange::ranks() {
    const auto toy = toyChain();
    const auto t = table(toy, "2024", toy, "2025");
    const auto expected = goldenObject("F.json")["rank_2024_2025"].toObject();
    const auto ranks = compareRanks(t);
    VERIFY_NEAR(ranks.tauB, expected["kendall_tau_b_common"].toDouble());
    VERIFY_NEAR(ranks.topOverlap, expected["top5_overlap"].toDouble());
    VERIFY_NEAR(ranks.rbo, expected["rbo_ext_p0.9_depth12"].toDouble());
    const auto order = expected["rank5"].toArray();
    QCOMPARE(int(ranks.after.size()), int(order.size()));
    for (int i = 0; i < order.size(); ++i) QCOMPARE(QString::fromStdString(t.firms[ranks.after[std::size_t(i)]].id), order[i].toString());
    QCOMPARE(kendallTauB(std::vector{1., 2., 3.}, std::vector{3., 2., 1.}), -1.0);
    QVERIFY(std::isnan(kendallTauB(std::vector{1., 1.}, std::vector{1., 2.})));
    const std::vector<std::uint32_t> same{4, 2, 7};
    VERIFY_NEAR(rankBiasedOverlap(same, same, 0.9), 1.0);
}

void TestChange::roles() {
    const auto toy = toyChain();
    const auto t = table(toy, "2024", toy, "2025");
    const auto changes = roleChanges(t);
    const auto expected = goldenObject("F.json")["role_change_2024_2025"].toObject();
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        const auto parts = it.key().split('.');
        const auto& firm = changes.firms[firmOf(t, parts[0].toStdString())];
        VERIFY_NEAR(parts[1] == "in" ? firm.supplierMix : firm.buyerMix, it.value().toDouble());
    }
    std::size_t all = 0;
    for (const auto& row : changes.transitions)
        for (const auto count : row) all += count;
    QCOMPARE(all, t.firms.size());
    QCOMPARE(changes.transitions[std::size_t(Role::Absent)][std::size_t(Role::Intermediary)], std::size_t(2)); // C3, P2
    QCOMPARE(changes.firms[firmOf(t, "U2")].rankAfter, 1u);
    QVERIFY(std::isnan(changes.firms[firmOf(t, "C3")].roleChange()));
    const auto hubs = topDecile(std::vector{0.1, 0.9, 0.2, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0});
    QCOMPARE(std::count(hubs.begin(), hubs.end(), 1), 2);
}

void TestChange::switchedSuppliers() {
    const auto d = chain("firm a stage=1\nfirm b stage=1\nfirm c stage=2\na -> c : 5 @2001\nb -> c : 4 @2002");
    const auto switches = supplierSwitches(table(d, "2001", d, "2002"));
    QCOMPARE(switches.size(), std::size_t(1));
    VERIFY_NEAR(switches[0].lost, 5.0);
    VERIFY_NEAR(switches[0].gained, 4.0);
}

void TestChange::groupings() {
    const auto expected = goldenObject("F.json")["partition_tiny"].toObject();
    const std::vector<std::uint32_t> u{0, 0, 0, 1, 1, 1}, v{0, 0, 1, 1, 2, 2};
    const auto c = compareGroupings(u, v);
    VERIFY_NEAR(c.mutual, expected["MI_nats"].toDouble());
    VERIFY_NEAR(c.variation, expected["VI_nats"].toDouble());
    VERIFY_NEAR(c.variationByLogN, expected["VI_normalised_by_log_n"].toDouble());
    VERIFY_NEAR(c.normalised, expected["NMI_arithmetic"].toDouble());
    VERIFY_NEAR(c.adjusted, expected["AMI_arithmetic"].toDouble());
    VERIFY_NEAR(c.expected, expected["EMI"].toDouble());
    const auto same = compareGroupings(u, u);
    VERIFY_NEAR(same.variation, 0.0);
    VERIFY_NEAR(same.adjusted, 1.0);
    QVERIFY(std::isnan(compareGroupings({}, {}).mutual));
    const std::vector<std::uint32_t> one{3, 3, 3};
    VERIFY_NEAR(compareGroupings(one, one).adjusted, 1.0);
}

void TestChange::alluvialMatching() {
    const std::vector<std::uint32_t> before{0, 0, 0, 0, 1, 1, 2, 2, kNone}, after{0, 0, 1, 1, 1, 1, 2, 2, 2};
    const auto m = matchGroups(before, after);
    VERIFY_NEAR(m.jaccard[0], 0.5);
    VERIFY_NEAR(m.jaccard[1], 1.0 / 3);
    VERIFY_NEAR(m.jaccard[8], 2.0 / 3);
    QCOMPARE(m.matchOf, (std::vector<std::uint32_t>{0, 1, 2}));
    QCOMPARE(m.shared, (std::vector<std::size_t>{2, 2, 0, 0, 2, 0, 0, 0, 2}));
    QCOMPARE(m.splits, (std::vector<std::uint8_t>{1, 0, 0}));
    QCOMPARE(m.merges, (std::vector<std::uint8_t>{0, 1, 0}));
    const auto turned = matchGroups(std::vector<std::uint32_t>{0, 1, 2}, std::vector<std::uint32_t>{5, 5, 5});
    QCOMPARE(std::count(turned.matchOf.begin(), turned.matchOf.end(), 0u), 1);
}

void TestChange::labelsPersist() {
    const std::vector<Grouping> groupings{{0, 0, 0, 1, 1}, {7, 7, 7, 2, 2}, {4, 4, 4, kNone, 9}};
    const auto labels = persistentLabels(groupings);
    QCOMPARE(labels[0], (Grouping{0, 0, 0, 1, 1}));
    QCOMPARE(labels[1], (Grouping{0, 0, 0, 1, 1}));
    QCOMPARE(labels[2], (Grouping{0, 0, 0, kNone, 1}));
}

void TestChange::changePointsOfTheReference() {
    const auto expected = goldenObject("F.json")["changepoint"].toObject();
    std::vector<double> series;
    for (const auto value : expected["series"].toArray()) series.push_back(value.toDouble());
    const auto points = changePoints(series);
    QCOMPARE(points.starts, (std::vector<std::size_t>{5, 10}));
    VERIFY_NEAR(points.sigma, expected["sigma"].toDouble());
    VERIFY_NEAR(points.penalty, expected["beta"].toDouble());
    VERIFY_NEAR(points.residual, expected["rss"].toDouble());
    VERIFY_NEAR(points.objective, expected["objective"].toDouble());
    VERIFY_NEAR(points.costWithoutChange, expected["cost_no_change"].toDouble());
}

void TestChange::changePointEdges() {
    QVERIFY(!changePoints(std::vector<double>(7, 1.0)).judged);
    const auto flat = changePoints(std::vector<double>(12, 1.0));
    QVERIFY(flat.judged && flat.starts.empty());
    std::vector<double> step(12, 0.0);
    std::fill(step.begin() + 6, step.end(), 1.0);
    QCOMPARE(changePoints(step).starts, (std::vector<std::size_t>{6}));
    step.insert(step.begin(), kUnknown);
    QCOMPARE(changePoints(step).starts, (std::vector<std::size_t>{7}));
}

void TestChange::phases() {
    const auto toy = toyChain();
    const auto y24 = restructuring(table(toy, "2023", toy, "2024")), y25 = restructuring(table(toy, "2024", toy, "2025"));
    QCOMPARE(readPhase(y24, .186, .469).phase, Phase::Remix);
    QCOMPARE(readPhase(y25, .469, .778).phase, Phase::Restructuring);
    const Restructuring quiet{.ri = 0.02, .rStar = 0.02};
    QCOMPARE(readPhase(quiet, 0.15, 0.20).phase, Phase::Digitalisation);
    QCOMPARE(readPhase(quiet, 0.15, 0.19).phase, Phase::Stable);
    QVERIFY(!readPhase(quiet, kUnknown, 0.2).penetrationKnown);
    QCOMPARE(readPhase({.rStar = kUnknown}, 0, 1).phase, Phase::NotEnoughData);
    QCOMPARE(readPhase(y24, 0, 0, {.rStarAtLeast = 0.5}).phase, Phase::Stable);
}

void TestChange::stepsAndYears() {
    Progress progress;
    const auto toy = toyChain();
    const auto steps = changeSteps(toy, {}, {}, progress);
    QVERIFY(steps.has_value());
    QCOMPARE(steps->size(), std::size_t(2));
    VERIFY_NEAR((*steps)[1].change.rStar, 0.325444);
    const auto normal = normalChange(*yearlySteps(toy, {}, {}, progress));
    VERIFY_NEAR(normal.median, (0.288503 + 0.325444) / 2);
    VERIFY_NEAR(yearsOfNormalChange((*steps)[1].change, normal), 2 * 0.325444 / (0.288503 + 0.325444));
    const auto quarters = chain("a -> b : 1 @2001Q1\na -> b : 1 @2001Q2\na -> b : 1 @2002Q1");
    QCOMPARE(yearlySteps(quarters, {}, {}, progress)->size(), std::size_t(1));
    QCOMPARE((*changeSteps(quarters, {}, {}, progress))[1].gap, 3);
    progress.stop();
    QCOMPARE(changeSteps(toy, {}, {}, progress).error().code, ErrorCode::Cancelled);
}

void TestChange::noiseHoldsRandomHalves() {
    std::mt19937 random(7);
    std::lognormal_distribution<double> value(0, 1);
    Progress progress;
    int inside = 0;
    for (int trial = 0; trial < 100; ++trial) {
        std::vector<FlowRow> halves[2];
        for (std::uint32_t link = 0; link < 40; ++link)
            for (int row = 0; row < 12; ++row) halves[random() % 2].push_back({link, link + 100, value(random)});
        const auto band = noiseBand(halves[0], halves[1], {}, progress);
        QVERIFY(band && band->estimated);
        std::map<std::uint32_t, double> delta;
        double sum = 0, moved = 0, net = 0;
        for (int side = 0; side < 2; ++side)
            for (const auto& row : halves[side]) delta[row.source] += side ? row.value : -row.value, sum += row.value;
        for (const auto& [link, d] : delta) moved += std::fabs(d), net += d;
        const double growth = std::fabs(net) / sum, rStar = (moved / sum - growth) / (1 - growth);
        inside += rStar >= band->rStarLow && rStar <= band->rStarHigh;
    }
    QVERIFY2(inside >= 82 && inside <= 97, qPrintable(QString::number(inside)));
}

void TestChange::noiseNeedsRows() {
    Progress progress;
    const std::vector<FlowRow> one{{0, 1, 3.0}, {1, 2, 4.0}};
    const auto band = noiseBand(one, one, {}, progress);
    QVERIFY(band && !band->estimated);
    QCOMPARE(band->reason, std::string("cannot be estimated from one row a link"));
    QVERIFY(!noiseBand(one, {}, {}, progress)->estimated);
    QVERIFY(!noiseBand(one, one, {.resamples = 1}, progress));
}

void TestChange::affinities() {
    Progress progress;
    const auto toy = toyChain();
    const auto t = table(toy, "2024", toy, "2025");
    const auto expected = goldenObject("F.json")["deltacon_2024_2025_unweighted"].toObject();
    const auto change = affinityChange(t, progress);
    VERIFY_NEAR(change->distance, expected["distance"].toDouble());
    VERIFY_NEAR(change->similarity, expected["similarity"].toDouble());
    for (const auto entry : expected["node_attr_top"].toArray())
        VERIFY_NEAR(change->firm[firmOf(t, entry.toArray()[1].toString().toStdString())], entry.toArray()[0].toDouble());
}

void TestChange::portraits() {
    Progress progress;
    const auto toy = toyChain();
    const auto expected = goldenObject("F.json")["portrait_divergence"].toObject();
    const auto at = [&](const char* year) { return toySnapshot(toy, year); };
    VERIFY_NEAR(*portraitDivergence(*at("2023"), *at("2024"), progress), expected["2023,2024"].toDouble());
    VERIFY_NEAR(*portraitDivergence(*at("2024"), *at("2025"), progress), expected["2024,2025"].toDouble());
}

QTEST_APPLESS_MAIN(TestChange)
#include "tst_change.moc"
