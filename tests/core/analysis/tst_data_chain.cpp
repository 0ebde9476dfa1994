// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/bridge_plan.h"
#include "core/analysis/digital.h"
#include "core/analysis/internets.h"
#include "core/analysis/penetration.h"
#include "tests/core/analysis/toy.h"
#include "tests/core/chain_text.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

std::vector<std::string> ids(const Snapshot& s, const std::vector<std::uint32_t>& nodes) {
    std::vector<std::string> out;
    for (const auto i : nodes) out.push_back(s.id(i));
    return out;
}

std::string arrow(const Snapshot& s, std::uint32_t e) { return s.id(s.edges().source[e]) + ">" + s.id(s.edges().target[e]); }

std::vector<std::string> arrows(const Snapshot& s, const std::vector<std::uint32_t>& edges) {
    std::vector<std::string> out;
    for (const auto e : edges) out.push_back(arrow(s, e));
    std::ranges::sort(out);
    return out;
}

} // namespace

class TestDataChain : public QObject {
    Q_OBJECT
private slots:
    void toyYears_data();
    void toyYears();
    void gapsOfToy();
    void planOfToy();
    void pairOfGapsInSeries();
    void bundlesFindThePairWithoutEnumeration();
    void unknownScoresMakeABand();
    void scoresHoldFromTheirPeriod();
    void starRingAndPath();
    void noDigitalLinks();
    void gapThatClosesALoop();
};

void TestDataChain::toyYears_data() {
    QTest::addColumn<QString>("year");
    QTest::addColumn<QString>("mode");
    for (const char* year : {"2023", "2024", "2025"})
        for (const char* mode : {"link", "link+firms"}) QTest::addRow("%s %s", year, mode) << year << mode;
}

void TestDataChain::toyYears() {
    QFETCH(QString, year);
    QFETCH(QString, mode);
    const auto g = golden("D")[year.toStdString()][mode.toStdString()];
    const auto s = toySnapshot(year.toStdString());
    Progress progress;
    const auto m = digitalEdges(*s, {.mode = mode == "link" ? DigitalMode::Link : DigitalMode::LinkAndFirms});
    const auto coverage = digitalCoverage(*s, m);
    QVERIFY(near(coverage.value, g["coverage_value"]));
    QVERIFY(near(coverage.count, g["coverage_links"]));
    const auto a = *accounts(*s, {}, progress);
    const auto p = *penetration(*s, a, m, progress);
    QVERIFY(near(p.share, g["e2e"]));
    QVERIFY(near(p.upstream, g["e2e_upstream_origins(stage<=4)"]));
    for (const auto& [id, share] : g["e2e_by_origin_firm"].items()) QVERIFY(near(p.byOrigin[a.producer(s->nodeOfId(id))], share.get<double>()));
    for (const auto& [stage, share] : g["e2e_by_origin_stage"].items())
        QVERIFY(near(p.byStage[std::size_t(std::stoi(stage) - 1)], share.get<double>()));
    for (const auto& [key, rule] : {std::pair("longest_strict", StepRule::NextStage), std::pair("longest_relaxed", StepRule::AnyLater)}) {
        const auto path = longestDigitalPath(*s, m, rule);
        QCOMPARE(path.size(), g[key][0].get<std::size_t>());
        QVERIFY(ids(*s, path) == g[key][1].get<std::vector<std::string>>());
    }
    const auto cuts = stageCuts(*s, m);
    QCOMPARE(cuts.size(), g["stage_cut_digital_share"].size());
    for (const auto& cut : cuts)
        QVERIFY(near(cut.digital, g["stage_cut_digital_share"][std::to_string(cut.from) + "|" + std::to_string(cut.to)]));
    const auto& weakest = cuts[weakestCut(cuts)];
    QCOMPARE(std::to_string(weakest.from) + "|" + std::to_string(weakest.to), g["weakest_cut"][1].get<std::string>());
    const auto net = *internets(*s, m, progress);
    QVERIFY(near(net.index, g["enterprise_internet_index"]));
    QVERIFY(near(net.largestFirmShare, g["largest_component_firm_share"]));
    QCOMPARE(net.pieces.size(), g["enterprise_internet"].size());
    const auto& piece = g["enterprise_internet"][0];
    QCOMPARE(s->id(net.pieces[0].hub), piece["hub"].get<std::string>());
    QVERIFY(near(net.pieces[0].centralisation, piece["centralization"]));
    QVERIFY(near(net.pieces[0].hubShare, piece["hub_value_share"]));
    QVERIFY(near(net.pieces[0].value, piece["value"]));
}

void TestDataChain::gapsOfToy() {
    const auto g = golden("D")["gaps_2024_link"];
    const auto s = toySnapshot("2024");
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    const auto m = digitalEdges(*s, {});
    const auto gains = *gapGains(*s, a, m, {}, progress);
    const auto gaps = gapLinks(*s, m);
    std::size_t found = 0;
    for (std::uint32_t e = 0; e < s->edgeCount(); ++e) {
        QCOMPARE(std::isnan(gains.gain[e]), gaps.isGap[e] == 0);
        if (!gaps.isGap[e]) continue;
        const auto& row = g[arrow(*s, e)];
        QVERIFY(near(gains.gain[e], row["gain"]));
        QCOMPARE(gaps.isBridging[e] != 0, row["bridges_digital"].get<bool>());
        ++found;
    }
    QCOMPARE(found, g.size());
    QCOMPARE(gains.lowerBounds, 0u);
}

void TestDataChain::planOfToy() {
    const auto g = golden("D")["optimise_2024"];
    const auto s = toySnapshot("2024");
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    const auto m = digitalEdges(*s, {});
    const auto plan = *bridgePlan(*s, a, m, {.gaps = 4}, progress);
    QVERIFY(near(plan.base, g["base"]));
    QCOMPARE(plan.gapCount, g["n_candidates"].get<std::size_t>());
    QVERIFY(near(plan.all, 1));
    for (const auto& [k, exact] : g["exact"].items()) {
        const auto& step = plan.steps[std::size_t(std::stoi(k) - 1)];
        QVERIFY(step.exact);
        QVERIFY(near(step.share, exact["e2e"]));
        auto set = exact["set"].get<std::vector<std::string>>();
        std::ranges::sort(set);
        QVERIFY(arrows(*s, step.edges) == set);
    }
}

static const char* const kSeries = "firm o stage=1\nfirm a stage=2\nfirm b stage=3\nfirm c stage=2\nfirm u stage=4 end\n"
                                   "o -> a : 10 @1 d=1\na -> b : 10 @1 d=0\nb -> u : 10 @1 d=0\no -> c : 1 @1 d=1\nc -> u : 1 @1 d=0";

void TestDataChain::pairOfGapsInSeries() {
    const auto g = golden("D")["series_gap_counterexample"];
    const auto s = snapshot(chain(kSeries));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    const auto plan = *bridgePlan(*s, a, digitalEdges(*s, {}), {.gaps = 2}, progress);
    QVERIFY(near(plan.steps[0].share, g["c>u"]));
    QVERIFY(near(plan.steps[1].share, g["both a>b,b>u"]));
    QVERIFY((arrows(*s, plan.steps[1].edges) == std::vector<std::string>{"a>b", "b>u"}));
}

void TestDataChain::bundlesFindThePairWithoutEnumeration() {
    const auto s = snapshot(chain(kSeries));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    const auto plan = *bridgePlan(*s, a, digitalEdges(*s, {}), {.gaps = 3, .exactUpTo = 0}, progress);
    QVERIFY(near(plan.steps[1].share, 10.0 / 11));
    QVERIFY(!plan.steps[1].exact);
    QVERIFY(near(plan.steps[2].share, 1));
    QCOMPARE(plan.knee, 1u);
}

/// A firm that files a new score from period 2 on is a gap before and none after; in link mode only the links' scores count.
void TestDataChain::scoresHoldFromTheirPeriod() {
    const auto d = chain("firm a stage=1 digital=.2\nfirm a stage=1 digital=.9 from=2\nfirm b stage=2 digital=.9\nfirm u stage=3 end digital=.9\n"
                         "a -> b : 4 @1 d=1\nb -> u : 8 @1 d=1\na -> b : 4 @2 d=1\nb -> u : 8 @2 d=1");
    Progress progress;
    const auto share = [&](std::uint32_t period, DigitalMode mode) {
        const auto s = snapshot(d, {.from = period, .to = period});
        return penetration(*s, *accounts(*s, {}, progress), digitalEdges(*s, {.mode = mode}), progress)->share;
    };
    QVERIFY(near(share(0, DigitalMode::LinkAndFirms), 0.5));
    QVERIFY(near(share(1, DigitalMode::LinkAndFirms), 1));
    QVERIFY(near(share(0, DigitalMode::Link), 1));
}

void TestDataChain::unknownScoresMakeABand() {
    const auto s = snapshot(chain("firm a stage=1\nfirm b stage=2\nfirm u stage=3 end\na -> b : 4 @1\nb -> u : 8 @1 d=1"));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    const auto low = digitalEdges(*s, {}), high = digitalEdges(*s, {.unknown = UnknownScore::AsDigital});
    QVERIFY(near(penetration(*s, a, low, progress)->share, 0.5));
    QVERIFY(near(penetration(*s, a, high, progress)->share, 1));
    QVERIFY((undecidedEdges(*s, {}) == std::vector<std::uint8_t>{1, 0}));
    QVERIFY((undecidedEdges(*s, {.mode = DigitalMode::LinkAndFirms}) == std::vector<std::uint8_t>{1, 1}));
}

void TestDataChain::starRingAndPath() {
    Progress progress;
    const auto index = [&](const char* text) {
        const auto s = snapshot(chain(text));
        return *internets(*s, digitalEdges(*s, {}), progress);
    };
    QVERIFY(near(index("h -> a : 1 @1 d=1\nh -> b : 1 @1 d=1\nh -> c : 1 @1 d=1").index, 1));
    QVERIFY(near(index("a -> b : 1 @1 d=1\nb -> c : 1 @1 d=1\nc -> a : 1 @1 d=1").pieces[0].centralisation, 0));
    QVERIFY(near(index("a -> b : 1 @1 d=1\nb -> c : 1 @1 d=1\nc -> d : 1 @1 d=1").pieces[0].centralisation, 1.0 / 3));
    QVERIFY(std::isnan(index("a -> b : 1 @1 d=1\nc -> d : 1 @1 d=0").index));
    // Both directions of a pair are one tie.
    QVERIFY(near(index("a -> b : 1 @1 d=1\nb -> a : 1 @1 d=1\nb -> c : 1 @1 d=1").pieces[0].centralisation, 1));
}

void TestDataChain::noDigitalLinks() {
    const auto s = snapshot(chain("firm a stage=1\nfirm u stage=2 end\na -> u : 4 @1 d=0"));
    Progress progress;
    const auto m = digitalEdges(*s, {});
    QCOMPARE(longestDigitalPath(*s, m, StepRule::AnyLater).size(), 0u);
    QCOMPARE(penetration(*s, *accounts(*s, {}, progress), m, progress)->share, 0.0);
    QCOMPARE(digitalCoverage(*s, m).count, 0.0);
}

void TestDataChain::gapThatClosesALoop() {
    const auto text = "firm u end\na -> b : 10 @1 d=0\nb -> a : 4 @1 d=1\nb -> u : 8 @1 d=1\na -> u : 1 @1 d=0";
    const auto s = snapshot(chain(text));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    auto m = digitalEdges(*s, {});
    const auto gains = *gapGains(*s, a, m, {}, progress);
    const auto e = s->edgeBetween(s->nodeOfId("a"), s->nodeOfId("b"));
    const double before = penetration(*s, a, m, progress)->share;
    m[e] = 1;
    QVERIFY(near(gains.gain[e], penetration(*s, a, m, progress)->share - before, 1e-12));
}

QTEST_APPLESS_MAIN(TestDataChain)
#include "tst_data_chain.moc"
