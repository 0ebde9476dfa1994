// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/accounts.h"
#include "core/analysis/extraction.h"
#include "core/analysis/multipliers.h"
#include "tests/core/analysis/toy.h"
#include "tests/core/chain_text.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

/// The first `count` firms given as the golden file orders them.
void compare(const GoldenJson& numbers, const Snapshot& s, const std::vector<double>& perNode, const char* what) {
    QVERIFY(numbers.is_object());
    for (const auto& [id, value] : numbers.items()) {
        const double mine = perNode[s.nodeOfId(id)];
        QVERIFY2(near(mine, value.get<double>()), qPrintable(QString("%1 of %2: %3").arg(what).arg(id.c_str()).arg(mine, 0, 'g', 12)));
    }
}

GoldenJson byFirm(const GoldenJson& year, const char* key) {
    GoldenJson out = GoldenJson::object();
    for (std::size_t i = 0; i < year["firms"].size(); ++i) out[year["firms"][i].get<std::string>()] = year[key][i];
    return out;
}

GoldenJson hem(const GoldenJson& year, const char* key) {
    GoldenJson out = GoldenJson::object();
    for (const auto& [id, row] : year["hem"].items()) out[id] = row[key];
    return out;
}

} // namespace

class TestAccounts : public QObject {
    Q_OBJECT
private slots:
    void toyYears_data();
    void toyYears();
    void textbookTable();
    void booksThatDoNotBalance();
    void endUserThatSells();
    void closedLoopIsNamed();
    void slowLoopIsSolved();
    void extractionOfSeveral();
    void emptyAndStopped();
};

void TestAccounts::toyYears_data() {
    QTest::addColumn<QString>("year");
    for (const char* year : {"2023", "2024", "2025"}) QTest::newRow(year) << year;
}

void TestAccounts::toyYears() {
    QFETCH(QString, year);
    const auto g = golden("B")[year.toStdString()];
    const auto s = toySnapshot(year.toStdString());
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    compare(byFirm(g, "x"), *s, a.perNode(a.output), "x");
    compare(byFirm(g, "y"), *s, a.perNode(a.finalUse), "y");
    compare(byFirm(g, "v"), *s, a.perNode(a.valueAdded), "v");
    QVERIFY(near(a.totalFinalUse, g["sum_y"]));
    QVERIFY(near(a.totalValueAdded, g["sum_v"]));
    const auto p = *positions(*s, a, progress);
    compare(g["output_multiplier"], *s, a.perNode(p.outputMultiplier), "multiplier");
    compare(g["upstreamness"], *s, a.perNode(p.upstreamness), "upstreamness");
    QVERIFY(near(p.chainLength, g["chain_length_final_weighted"]));
    QVERIFY(near(p.chainLengthByOrigin, g["chain_length_va_weighted"]));
    const auto diagonal = *inverseDiagonal(*s, a, progress);
    const auto lost = extraction(a, p, diagonal);
    compare(hem(g, "total"), *s, a.perNode(lost.total), "total");
    compare(hem(g, "others"), *s, a.perNode(lost.others), "others");
    compare(hem(g, "backward"), *s, a.perNode(lost.backward), "backward");
    compare(hem(g, "forward"), *s, a.perNode(lost.forward), "forward");
}

void TestAccounts::textbookTable() {
    // Miller & Blair 2009, table 2.3: two producers with loops on themselves, written as coefficients.
    const Coefficients leontief{{0, 2, 4}, {0, 1, 0, 1}, {0.15, 0.25, 0.2, 0.05}, {0, 1}};
    Progress progress;
    const std::vector<double> y{600, 1500};
    const auto x = *solveFixedPoint(leontief, y, {}, progress);
    QVERIFY(near(x[0], 1247.524752));
    QVERIFY(near(x[1], 1841.584158));
}

void TestAccounts::booksThatDoNotBalance() {
    const auto s = snapshot(chain("firm u end\na -> b : 10 @2024\nb -> u : 6 @2024\na -> u : 1 @2024"));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    const auto b = a.producer(s->nodeOfId("b"));
    QCOMPARE(a.output[b], 10.0);
    QCOMPARE(a.valueAdded[b], 0.0);
    QCOMPARE(a.unallocated[b], 4.0);
    QCOMPARE(a.finalUse[b], 10.0);
    QCOMPARE(a.totalFinalUse, a.totalValueAdded);
    QCOMPARE(a.totalDeliveries, 7.0);
    const auto off = imbalances(*s, a);
    QCOMPARE(off.size(), 1u);
    QCOMPARE(s->id(off[0].node), std::string("b"));
    QCOMPARE(off[0].amount, 4.0);
}

void TestAccounts::endUserThatSells() {
    const auto s = snapshot(chain("firm u end\na -> u : 10 @2024\nu -> a : 4 @2024"));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    QCOMPARE(a.size(), 2u);
    const auto u = s->nodeOfId("u");
    QCOMPARE(a.producer(u), kNone);
    QCOMPARE(a.output[a.sellerRow[u]], 4.0);
    QCOMPARE(a.valueAdded[a.sellerRow[u]], 4.0);
    QCOMPARE(a.totalValueAdded, 10.0);
    QCOMPARE(a.totalFinalUse, 10.0);
    QVERIFY(requireInvertible(*s, a).has_value());
}

void TestAccounts::closedLoopIsNamed() {
    const auto s = snapshot(chain("firm u end\na -> b : 5 @2024\nb -> c : 5 @2024\nc -> a : 5 @2024\nm -> u : 3 @2024"));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    QCOMPARE(closedLoops(a).size(), 1u);
    const auto refused = positions(*s, a, progress);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Undefined);
    QVERIFY(refused.error().message.find("a, b, c") != std::string::npos);
}

void TestAccounts::slowLoopIsSolved() {
    // a and b pass 1000 round and add next to nothing: the sweeps alone would need thousands of rounds.
    const auto s = snapshot(chain("firm u end\na -> b : 1000 @2024\nb -> a : 999.99 @2024\nb -> u : 0.01 @2024"));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    const auto p = positions(*s, a, progress);
    QVERIFY(p.has_value());
    // D_a = 1 + .99999 D_b, D_b = 1 + D_a
    QVERIFY(std::fabs(p->outputMultiplier[0] / ((1 + 0.99999) / (1 - 0.99999)) - 1) < 1e-6);
}

void TestAccounts::extractionOfSeveral() {
    const auto s = toySnapshot("2024");
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    const auto lost = extraction(a, *positions(*s, a, progress), *inverseDiagonal(*s, a, progress));
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        const std::vector<std::uint32_t> one{i};
        QVERIFY(near(*extractionOfSet(*s, a, one, progress), lost.total[i], 1e-9));
    }
    const std::vector<std::uint32_t> both{a.producer(s->nodeOfId("P1")), a.producer(s->nodeOfId("D1"))};
    QVERIFY(near(*extractionOfSet(*s, a, both, progress), a.totalOutput, 1e-9));
}

void TestAccounts::emptyAndStopped() {
    const auto s = snapshot(chain("a -> a : 3 @2024"));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    QCOMPARE(a.size(), 0u);
    QVERIFY(std::isnan(positions(*s, a, progress)->chainLength));
    progress.stop();
    QCOMPARE(accounts(*s, {}, progress).error().code, ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
