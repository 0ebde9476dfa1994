// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "core/analysis/registry.h"
#include "core/analysis/reroute.h"
#include "tests/core/analysis/toy.h"
#include "tests/core/chain_text.h"

using namespace chainscape;
using namespace chainscape::test;

class TestRegistry : public QObject {
    Q_OBJECT
private slots:
    void rowsAreComplete();
    void everyMeasureComputesOnTheToy();
    void rangesHoldOnRandomChains();
    void everyMeasureSurvivesDegenerateChains_data();
    void everyMeasureSurvivesDegenerateChains();
    void toyByGoldenId();
    void unknownScoresLeaveABand();
    void aRefusedMeasureFailsAlone();
    void unknownScoresStayUnknown();
    void degreeAndStrength();
    void unknownIdIsSaid();
    void ranksBreakTiesById();
    void optionsRoundTrip();
    void chokepointsAndCores();
    void cutsAndRerouting();
    void communitiesReachTheOptimum();
    void pageRankSolvesItsEquation_data();
    void pageRankSolvesItsEquation();
};

void TestRegistry::rowsAreComplete() {
    std::set<std::pair<int, std::string_view>> seen;
    for (const auto& m : measures()) {
        QVERIFY2(seen.emplace(int(m.level), m.id).second, qPrintable(QString::fromStdString(std::string(m.id))));
        QVERIFY(!m.name.empty());
        QVERIFY(m.meaning.ends_with('.'));
        QVERIFY(!m.formula.empty());
        QVERIFY(m.least <= m.most);
        QCOMPARE(m.chain != nullptr, m.level == MeasureLevel::Chain);
        QCOMPARE(m.column != nullptr, m.level != MeasureLevel::Chain);
    }
    QVERIFY(measures().size() > 60);
}

void TestRegistry::everyMeasureComputesOnTheToy() {
    Findings findings(toySnapshot("2024"), {});
    Progress progress;
    for (const auto& m : measures()) {
        if (m.level == MeasureLevel::Chain) {
            const auto v = m.chain(findings, progress);
            QVERIFY2(v && std::isfinite(v->value), m.id.data());
            continue;
        }
        const auto column = m.column(findings, progress);
        QVERIFY2(column.has_value(), m.id.data());
        QCOMPARE(column->size(), m.level == MeasureLevel::Firm ? findings.snapshot().nodeCount() : findings.snapshot().edgeCount());
    }
}

void TestRegistry::rangesHoldOnRandomChains() {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        Findings findings(randomSnapshot({.seed = seed, .firms = 50, .stages = 6, .feedback = 0.3, .unknown = 0.1}), {});
        Progress progress;
        for (const auto& m : measures()) {
            std::vector<double> values;
            if (m.level == MeasureLevel::Chain) {
                const auto v = *m.chain(findings, progress);
                values = {v.value, v.low, v.high};
            } else {
                values = *m.column(findings, progress);
            }
            for (const double v : values)
                QVERIFY2(std::isnan(v) || (v >= m.least - 1e-9 && v <= m.most + 1e-9), qPrintable(QString("%1 %2").arg(m.id.data()).arg(v)));
        }
    }
}

void TestRegistry::everyMeasureSurvivesDegenerateChains_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing but self-links") << "a -> a : 3 @1";
    QTest::newRow("single link") << "a -> b : 3 @1";
    QTest::newRow("only unknown values") << "a -> b : ? @1\nb -> c : ? @1";
    QTest::newRow("closed ring") << "firm u end\na -> b : 1 @1\nb -> c : 1 @1\nc -> a : 1 @1\nx -> u : 2 @1";
    QTest::newRow("two pieces") << "a -> b : 1 @1\nc -> d : 2 @1";
    QTest::newRow("platform only") << "firm p platform\nfirm u end\np -> u : 1 @1 d=1";
    QTest::newRow("end users only sell") << "firm u end\nu -> a : 1 @1";
    QTest::newRow("all digital") << "firm a stage=1\nfirm b stage=2\nfirm u stage=3 end\na -> b : 1 @1 d=1\nb -> u : 1 @1 d=1";
    QTest::newRow("negative only") << "a -> b : -1 @1";
    QTest::newRow("ring without end users") << "a -> b : 1 @1\nb -> a : 1 @1";
}

void TestRegistry::everyMeasureSurvivesDegenerateChains() {
    QFETCH(QString, text);
    Findings findings(snapshot(chain(text.toStdString())), {});
    Progress progress;
    for (const auto& m : measures()) {
        if (m.level == MeasureLevel::Chain) {
            const auto v = m.chain(findings, progress);
            QVERIFY2(v ? !std::isinf(v->value) : v.error().code == ErrorCode::Undefined, m.id.data());
            continue;
        }
        const auto column = m.column(findings, progress);
        QVERIFY2(column || column.error().code == ErrorCode::Undefined, m.id.data());
        if (column)
            for (const double v : *column) QVERIFY2(!std::isinf(v), m.id.data());
    }
}

void TestRegistry::toyByGoldenId() {
    const auto s = toySnapshot("2024");
    Progress progress;
    QVERIFY(near(*chainMeasure("penetration", s, {}, progress), golden("D")["2024"]["link"]["e2e"]));
    QVERIFY(near(*chainMeasure("platform_share", s, {}, progress), golden("E")["2024"]["intermediated_share_of_final_value"]));
    QVERIFY(near(*chainMeasure("cycling_index", s, {}, progress), golden("A")["finn_cycling_index"]));
    const auto esri = *firmMeasure("esri", s, {}, progress);
    QVERIFY(near(esri[s->nodeOfId("M2")], golden("C")["toy2024_no_replacement"]["M2"][0]));
    QVERIFY(std::isnan((*firmMeasure("upstreamness", s, {}, progress))[s->nodeOfId("U1")]));
    AnalysisOptions strict;
    strict.digital.mode = DigitalMode::LinkAndFirms;
    QVERIFY(near(*chainMeasure("digital_coverage_value", s, strict, progress), golden("D")["2024"]["link+firms"]["coverage_value"]));
}

void TestRegistry::unknownScoresLeaveABand() {
    Findings findings(snapshot(chain("firm a stage=1\nfirm u stage=2 end\nfirm b stage=1\na -> u : 1 @1\nb -> u : 3 @1 d=1")), {});
    Progress progress;
    const auto v = *chainMeasure("penetration", findings, progress);
    QVERIFY(std::isnan(v.value));
    QVERIFY(near(v.low, 0.75));
    QVERIFY(near(v.high, 1));
    QCOMPARE(chainMeasure("penetration_depth_strict", findings, progress)->value, 2.0);
}

void TestRegistry::aRefusedMeasureFailsAlone() {
    Findings findings(snapshot(chain("firm u end\na -> b : 1 @1\nb -> a : 1 @1\nx -> u : 2 @1")), {});
    Progress progress;
    QCOMPARE(chainMeasure("chain_length", findings, progress).error().code, ErrorCode::Undefined);
    QVERIFY(near(chainMeasure("final_value", findings, progress)->value, 2));
    QVERIFY(chainMeasure("directedness", findings, progress).has_value());
}

/// What depends on a score nobody stated is unknown, never 0.
void TestRegistry::unknownScoresStayUnknown() {
    const auto s = snapshot(chain("firm u end\na -> b : 2 @1\nb -> u : 3 @1 d=1\nc -> u : 1 @1 d=0"));
    Progress progress;
    const auto edge = [&](const char* source) { return s->out().start[s->nodeOfId(source)]; };
    for (const char* id : {"is_gap", "gap_gain"}) {
        const auto column = *linkMeasure(id, s, {}, progress);
        QVERIFY2(std::isnan(column[edge("a")]), id);
        QVERIFY2(!std::isnan(column[edge("c")]), id);
    }
    const auto traced = *firmMeasure("traced_share", s, {}, progress);
    QVERIFY(std::isnan(traced[s->nodeOfId("a")]));
    QCOMPARE(traced[s->nodeOfId("b")], 1.0);
    QCOMPARE(traced[s->nodeOfId("c")], 0.0);
}

void TestRegistry::degreeAndStrength() {
    const auto s = snapshot(chain("a -> b : 2 @1\nb -> c : 3 @1\na -> c : 5 @1"));
    Progress progress;
    const auto b = s->nodeOfId("b");
    QCOMPARE((*firmMeasure("partners", s, {}, progress))[b], 2.0);
    QCOMPARE((*firmMeasure("trade", s, {}, progress))[b], 5.0);
}

void TestRegistry::unknownIdIsSaid() {
    Progress progress;
    QCOMPARE(chainMeasure("nonsense", toySnapshot("2024"), {}, progress).error().code, ErrorCode::NotFound);
    QCOMPARE(findMeasure("penetration", MeasureLevel::Firm), nullptr);
}

void TestRegistry::ranksBreakTiesById() {
    const auto s = snapshot(chain("c -> a : 1 @1\nb -> a : 1 @1"));
    Progress progress;
    const auto order = ranks(*s, *firmMeasure("sales", s, {}, progress));
    QCOMPARE(order[s->nodeOfId("b")], 1u);
    QCOMPARE(order[s->nodeOfId("c")], 2u);
    QCOMPARE(order[s->nodeOfId("a")], 3u);
    const std::vector<double> undefined{1, std::nan(""), 2};
    QCOMPARE(ranks(*s, undefined)[1], 0u);
}

void TestRegistry::optionsRoundTrip() {
    AnalysisOptions options;
    options.digital.linkThreshold = 0.7;
    options.digital.mode = DigitalMode::LinkAndFirms;
    options.cascade.replaceability = Replaceability::MarketShare;
    options.cascade.essentiality = {{"steel", "*", Essentiality::Essential}};
    options.communities.seed = 9;
    options.accounts.useRevenue = false;
    const auto back = analysisOptionsFromJson(toJson(options));
    QVERIFY(back.has_value());
    QVERIFY(*back == options);
    QVERIFY(*analysisOptionsFromJson("{}") == AnalysisOptions{});
    QVERIFY(analysisOptionsFromJson("{\"something_newer\": 3}").has_value());
    for (const char* bad : {"", "[]", "{\"link_threshold\": 2}", "{\"bridge_gaps\": \"six\"}", "{\"bridge_gaps\": 1.5}", "{\"essentiality\": [[1]]}",
                            "{\"digital_mode\": \"loose\"}"})
        QVERIFY2(!analysisOptionsFromJson(bad), bad);
}

void TestRegistry::chokepointsAndCores() {
    const auto g = golden("C");
    const auto s = toySnapshot("2024");
    Progress progress;
    const auto found = *chokepoints(*s, progress);
    const auto core = *centrality(*s, {}, progress);
    const auto points = g["articulation_points"].get<std::vector<std::string>>();
    for (std::uint32_t i = 0; i < s->nodeCount(); ++i) {
        QCOMPARE(found.isArticulation[i] != 0, std::ranges::find(points, s->id(i)) != points.end());
        QCOMPARE(core.coreness[i], g["k_core"][s->id(i)].get<std::uint32_t>());
    }
    QCOMPARE(found.origins.size(), g["origins"].size());
    for (std::size_t k = 0; k < found.origins.size(); ++k) {
        std::vector<std::string> names;
        for (const auto v : found.passes[k]) names.push_back(s->id(v));
        QVERIFY(names == g["postdominators_origin_to_any_user"][s->id(found.origins[k])].get<std::vector<std::string>>());
    }
    QVERIFY(dominatorsOf(*s, found.origins, s->nodeOfId("U1")).empty());
    const std::vector<std::uint32_t> lab{s->nodeOfId("T1")};
    QVERIFY(dominatorsOf(*s, lab, s->nodeOfId("U1")) == std::vector<std::uint32_t>{s->nodeOfId("R1")});
}

void TestRegistry::cutsAndRerouting() {
    const auto g = golden("C");
    const auto s = toySnapshot("2024");
    Progress progress;
    const auto cuts = *unitCuts(*s, progress);
    QCOMPARE(double(cuts.links), g["mincut_unit"]["flow"].get<double>());
    QCOMPARE(double(cuts.firms), g["min_vertex_cut"]["size"].get<double>());
    const auto a = *accounts(*s, {}, progress);
    // Golden H: sigma, cap of C1 -> deliveries.
    for (const auto& [sigma, cap, expected] : {std::tuple(0.0, 80.0, 177.0), {0.0, 40.0, 142.0}, {0.0, 0.0, 102.0}, {0.1, 40.0, 152.2}, {0.1, 0.0, 112.2},
                                               {0.25, 40.0, 167.5}, {0.25, 0.0, 127.5}}) {
        RerouteOptions options{.headroom = sigma, .capacity = std::vector<double>(s->nodeCount(), std::nan(""))};
        options.capacity[s->nodeOfId("C1")] = cap;
        QVERIFY2(near(reroute(*s, a, options, progress)->deliveries, expected), qPrintable(QString("%1 %2").arg(sigma).arg(cap)));
    }
}

void TestRegistry::communitiesReachTheOptimum() {
    const auto s = toySnapshot("2024");
    Progress progress;
    const auto c = communities(*s, {}, progress);
    if (!c) QSKIP("built without igraph");
    QVERIFY(near(c->modularity, 0.204125));
    QCOMPARE(c->count, 2u);
    for (const char* id : {"D1", "U1", "U2"}) QCOMPARE(c->of[s->nodeOfId(id)], c->of[s->nodeOfId("P1")]);
    QCOMPARE(c->of[s->nodeOfId("F1")], 0u);
    QVERIFY(communities(*s, {}, progress)->of == c->of);
}

void TestRegistry::pageRankSolvesItsEquation_data() {
    QTest::addColumn<int>("firms");
    QTest::addColumn<double>("feedback");
    for (const int firms : {6, 50, 400})
        for (const double feedback : {0.0, 0.1, 0.9}) QTest::addRow("%d firms, %g back", firms, feedback) << firms << feedback;
}

void TestRegistry::pageRankSolvesItsEquation() {
    QFETCH(int, firms);
    QFETCH(double, feedback);
    const auto s = randomSnapshot({.seed = 2, .firms = firms, .feedback = feedback});
    Progress progress;
    const auto c = *centrality(*s, {}, progress);
    double sum = 0, dangling = 0;
    for (std::uint32_t i = 0; i < s->nodeCount(); ++i) {
        sum += c.pageRank[i];
        if (!(s->outValue()[i] > 0)) dangling += c.pageRank[i];
    }
    QVERIFY(near(sum, 1, 1e-9));
    for (std::uint32_t j = 0; j < s->nodeCount(); ++j) {
        double flow = 0;
        for (auto k = s->in().start[j]; k < s->in().start[j + 1]; ++k)
            flow += s->edges().value[s->in().edgeOf[k]] / s->outValue()[s->in().node[k]] * c.pageRank[s->in().node[k]];
        QVERIFY(near(c.pageRank[j], 0.15 / double(s->nodeCount()) + 0.85 * (flow + dangling / double(s->nodeCount())), 1e-9));
    }
}

QTEST_APPLESS_MAIN(TestRegistry)
#include "tst_registry.moc"
