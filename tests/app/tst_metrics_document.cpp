// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/metrics_document.h"
#include "tests/core/analysis/toy.h"
#include "tests/core/chain_text.h"

using namespace chainscape;
using namespace chainscape::test;
using cli::Json;
using cli::metricsDocument;

class TestMetricsDocument : public QObject {
    Q_OBJECT
private slots:
    void toyChain();
    void toyFirmsAndLinks();
    void strictMode();
    void unknownScores();
    void nothingIsNullNotZero();
    void closedLoopRefusesOnlyWhatNeedsTheInverse();
    void riskOnRequestAboveTheLimit();
};

namespace {

Json documentOf(const SnapshotPtr& snapshot, const cli::MetricsArgs& args = {}, const AnalysisOptions& options = {}) {
    Findings findings(snapshot, options);
    Progress progress;
    return metricsDocument(findings, args, progress);
}

} // namespace

void TestMetricsDocument::toyChain() {
    const Json d = documentOf(toySnapshot("2024"));
    QCOMPARE(d["period"].get<std::string>(), std::string("2024"));
    QCOMPARE(d["layer"].get<std::string>(), std::string("money"));
    const Json& c = d["chain"];
    QCOMPARE(c["firms"].dump(), std::string("12"));
    QCOMPARE(c["links"].dump(), std::string("19"));
    for (const auto& [key, value] : {std::pair("total_value", 507.0), {"final_value", 177.0}, {"directedness", 0.926574}, {"chain_length", 2.864407},
                                     {"backflow_share", 0.009862}, {"feedback_arc_share", 0.009862}, {"loop_share", 0.108481}, {"breadth", 1.624007},
                                     {"scope", 1.0}, {"digital_coverage_value", 0.690335}, {"penetration", 0.469055}, {"penetration_upstream", 0.294907},
                                     {"enterprise_internet_index", 0.445435}, {"platform_share", 0.762712}, {"platform_hhi", 1.0}})
        QVERIFY2(near(c[key].get<double>(), value), key);
    QCOMPARE(c["penetration_depth_strict"].dump(), std::string("5"));
    QCOMPARE(c["weakest_cut"]["from"].get<int>(), 4);
    QCOMPARE(c["stage_cuts"].size(), 6u);
    QCOMPARE(c["stage_hhi"].size(), 7u);
    QCOMPARE(c["critical_firm"]["id"].get<std::string>(), std::string("M2"));
    QVERIFY(near(c["critical_firm"]["esri"].get<double>(), 0.940828));
    QVERIFY(!c.contains("penetration_low"));
    QVERIFY(!d.contains("firms"));
}

void TestMetricsDocument::toyFirmsAndLinks() {
    const Json d = documentOf(toySnapshot("2024"), {.firms = true, .links = true});
    QCOMPARE(d["firms"].size(), 12u);
    QCOMPARE(d["links"].size(), 19u);
    for (const auto& row : d["firms"]) {
        if (row["id"] == "U1") {
            QVERIFY(row["upstreamness"].is_null());
            QVERIFY(near(row["esri"].get<double>(), 0.451893));
        }
        if (row["id"] == "C1") {
            QVERIFY((row["sole_supplier_of"] == Json{"F1", "F2"}));
            QVERIFY(near(row["extraction_loss"].get<double>(), 130.418182));
            QVERIFY(near(row["throughflow"].get<double>(), 0.436569));
            QVERIFY(near(row["dependence_on_platforms"].get<double>(), 0.770588));
            QCOMPARE(row["stage"].get<int>(), 4);
            QCOMPARE(row["stage_inferred"].get<bool>(), false);
        }
    }
    for (const auto& row : d["links"]) {
        if (row["source"] == "C1" && row["target"] == "F2") {
            QCOMPARE(row["is_gap"].get<bool>(), true);
            QVERIFY(near(row["gap_gain"].get<double>(), 0.104006));
            QCOMPARE(row["kind"].get<std::string>(), std::string("material"));
        }
        if (row["is_gap"] == false) QVERIFY(row["gap_gain"].is_null());
    }
}

void TestMetricsDocument::strictMode() {
    AnalysisOptions strict;
    strict.digital.mode = DigitalMode::LinkAndFirms;
    const Json d = documentOf(toySnapshot("2024"), {}, strict);
    QCOMPARE(d["digital_mode"].get<std::string>(), std::string("strict"));
    QVERIFY(near(d["chain"]["digital_coverage_value"].get<double>(), 0.662722));
    QCOMPARE(d["chain"]["weakest_cut"]["from"].get<int>(), 3);
}

void TestMetricsDocument::unknownScores() {
    const auto s = snapshot(chain("firm a stage=1\nfirm b stage=2\nfirm u stage=3 end\na -> b : 4 @1\nb -> u : 8 @1 d=1"));
    const Json d = documentOf(s, {.links = true});
    const Json& c = d["chain"];
    QVERIFY(c["penetration"].is_null());
    QVERIFY(near(c["penetration_low"].get<double>(), 0.5));
    QVERIFY(near(c["penetration_high"].get<double>(), 1));
    QVERIFY(c["stage_cuts"].is_null());
    QCOMPARE(c["stage_cuts_low"][0]["digital_share"].get<double>(), 0.0);
    QCOMPARE(c["stage_cuts_high"][0]["digital_share"].get<double>(), 1.0);
    QVERIFY(c.contains("weakest_cut_high"));
    QVERIFY(d["links"][0]["is_gap"].is_null());
    QCOMPARE(d["links"][0]["is_gap_low"].get<bool>(), true);
    QVERIFY(d["links"][0]["digital"].is_null());
    QCOMPARE(d["links"][1]["is_gap"].get<bool>(), false);
}

void TestMetricsDocument::nothingIsNullNotZero() {
    const Json d = documentOf(snapshot(chain("a -> a : 3 @1")), {.firms = true, .links = true});
    const Json& c = d["chain"];
    QCOMPARE(c["firms"].get<int>(), 0);
    for (const char* key : {"directedness", "trophic_incoherence", "backflow_share", "loop_share", "chain_length", "breadth", "penetration", "weakest_cut",
                            "enterprise_internet_index", "platform_hhi", "critical_firm"})
        QVERIFY2(c[key].is_null(), key);
    QVERIFY(d["firms"].empty());
}

void TestMetricsDocument::closedLoopRefusesOnlyWhatNeedsTheInverse() {
    const Json d = documentOf(snapshot(chain("firm u end\na -> b : 1 @1 d=0\nb -> a : 1 @1 d=0\nx -> u : 2 @1 d=1")), {.firms = true});
    QVERIFY(d["chain"]["chain_length"].is_null());
    QVERIFY(near(d["chain"]["final_value"].get<double>(), 2));
    QVERIFY(!d["chain"]["directedness"].is_null());
    bool named = false;
    for (const auto& warning : d["warnings"]) named = named || warning.get<std::string>().find("a, b") != std::string::npos;
    QVERIFY(named);
}

void TestMetricsDocument::riskOnRequestAboveTheLimit() {
    AnalysisOptions options;
    options.riskUpTo = 5;
    const auto s = toySnapshot("2024");
    QVERIFY(documentOf(s, {}, options)["chain"]["critical_firm"].is_null());
    QVERIFY(documentOf(s, {.firms = true}, options)["firms"][0]["esri"].is_null());
    QVERIFY(!documentOf(s, {.esri = true}, options)["chain"]["critical_firm"].is_null());
}

QTEST_APPLESS_MAIN(TestMetricsDocument)
#include "tst_metrics_document.moc"
