// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/flow_network.h"
#include "core/analysis/platform_dependence.h"
#include "core/analysis/platform_dissolve.h"
#include "tests/core/analysis/toy_chain.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

PlatformDependence dependence(const Snapshot& s) {
    Progress progress;
    const auto books = accounts(s, {}, progress);
    auto made = platformDependence(s, *books, progress);
    if (!made) qFatal("%s", made.error().message.c_str());
    return *made;
}

std::vector<double> numbers(const QJsonArray& rows) {
    std::vector<double> out;
    for (const auto row : rows)
        for (const auto cell : row.toArray()) out.push_back(cell.toDouble());
    return out;
}

void compareTables(const std::vector<double>& actual, const std::vector<double>& expected) {
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i) VERIFY_NEAR(actual[i], expected[i]);
}

} // namespace

class TestPlatform : public QObject {
    Q_OBJECT
private slots:
    void golden_data();
    void golden();
    void noPlatformsIsZero();
    void feeOnlyLinks();
    void midChainPlatform();
    void capacityBypassOfTheReference();
    void supplierThatBuysDoesNotServeItself();
    void dissolveRules();
    void dissolveWithPrior();
    void forbiddenPairs();
    void oneSidedPlatformStrands();
    void greatestFlow();
};

void TestPlatform::golden_data() {
    QTest::addColumn<QString>("year");
    for (const char* year : {"2023", "2024", "2025"}) QTest::newRow(year) << year;
}

void TestPlatform::golden() {
    QFETCH(QString, year);
    const auto s = toySnapshot(toyChain(), year.toStdString());
    const auto expected = goldenObject("E.json")[year].toObject();
    const auto d = dependence(*s);
    VERIFY_NEAR(d.intermediatedShare, expected["intermediated_share_of_final_value"].toDouble());
    VERIFY_NEAR(d.directShare, expected["direct_share_of_final_purchases"].toDouble());
    VERIFY_NEAR(d.hhi, expected["platform_HHI"].toDouble());
    const auto rates = expected["platform_take_rate"].toObject();
    QCOMPARE(int(d.platforms.size()), int(rates.size()));
    for (const auto& row : d.platforms) VERIFY_NEAR(row.takeRate, rates[QString::fromStdString(s->id(row.node))].toDouble());
    const auto perFirm = [&](const char* key, const std::vector<double>& values) {
        const auto numbers = expected[key].toObject();
        for (auto it = numbers.begin(); it != numbers.end(); ++it)
            VERIFY_NEAR(values[s->nodeOfId(it.key().toStdString())], it.value().toDouble());
    };
    perFirm("supplier_total_dependence", d.supplierTotal);
    perFirm("supplier_direct_dependence", d.supplierDirect);
    perFirm("buyer_dependence", d.buyer);
    Progress progress;
    const auto bypass = graphBypass(*s, progress);
    VERIFY_NEAR(bypass->share, expected["bypass_potential"].toDouble());
    const auto pairs = expected["bypass_pairs"].toArray();
    QCOMPARE(int(bypass->pairs.size()), int(pairs.size()));
    for (int i = 0; i < pairs.size(); ++i) VERIFY_NEAR(bypass->pairs[std::size_t(i)].value, pairs[i].toArray()[3].toDouble());
}

void TestPlatform::noPlatformsIsZero() {
    const auto d = dependence(*snapshot(chain("firm c end\na -> b : 2 @2001\nb -> c : 3 @2001")));
    QCOMPARE(d.intermediatedShare, 0.0);
    QVERIFY(std::isnan(d.hhi));
    QCOMPARE(d.share(), 0.0);
}

void TestPlatform::feeOnlyLinks() {
    const auto d = dependence(*snapshot(chain("firm c end\na -> b : 2 @2001\nb -> c : 3 @2001 via=app\nb -> c : 5 @2001")));
    VERIFY_NEAR(d.viaPlatformShare, 0.3);
    VERIFY_NEAR(d.share(), 0.3);
}

void TestPlatform::midChainPlatform() {
    const auto s = snapshot(chain("firm p platform\nfirm u end\nmine -> p : 8 @2001\np -> maker : 10 @2001\nmaker -> u : 20 @2001\nmine -> maker : 2 @2001"));
    const auto d = dependence(*s);
    VERIFY_NEAR(d.supplierTotal[s->nodeOfId("mine")], 0.8);
    VERIFY_NEAR(d.supplierTotal[s->nodeOfId("maker")], 0.0);
    VERIFY_NEAR(d.intermediatedShare, 0.5); // 8 of the mine's value and the margin of 2, of 20
    VERIFY_NEAR(d.directShare, 0.0);
}

void TestPlatform::capacityBypassOfTheReference() {
    const auto s = toySnapshot(toyChain(), "2024");
    const auto expected = goldenObject("E.json")["capacity_bounded_bypass_2024"].toObject();
    Progress progress;
    for (auto it = expected.begin(); it != expected.end(); ++it)
        VERIFY_NEAR(capacityBypass(*s, {}, it.key().toDouble(), progress)->share, it.value().toDouble());
    QVERIFY(!capacityBypass(*s, {}, -1, progress));
    QVERIFY(capacityBypass(*s, {}, 1000, progress)->share <= 1);
}

void TestPlatform::supplierThatBuysDoesNotServeItself() {
    const auto s = snapshot(chain("firm p platform\na -> p : 5 @2001\np -> a : 6 @2001\na -> b : 1 @2001"));
    Progress progress;
    VERIFY_NEAR(capacityBypass(*s, {}, 10, progress)->placed, 0.0);
}

void TestPlatform::dissolveRules() {
    const auto s = toySnapshot(toyChain(), "2024");
    const auto expected = goldenObject("E.json")["deplatform_P1_2024"].toObject();
    Progress progress;
    const auto p1 = s->nodeOfId("P1");
    const auto buyers = dissolvePlatform(*s, p1, {}, progress);
    VERIFY_NEAR(buyers->margin, expected["margin"].toDouble());
    VERIFY_NEAR(buyers->takeRate, expected["take_rate"].toDouble());
    compareTables(buyers->table.value, numbers(expected["at_supplier_price_proportional"].toArray()));
    const auto suppliers = dissolvePlatform(*s, p1, {.margin = MarginRule::Suppliers}, progress);
    compareTables(suppliers->table.value, numbers(expected["at_buyer_price_proportional"].toArray()));
    const auto split = dissolvePlatform(*s, p1, {.margin = MarginRule::Split}, progress);
    VERIFY_NEAR(split->table.placed, 125.0);
}

void TestPlatform::dissolveWithPrior() {
    const auto s = toySnapshot(toyChain(), "2024");
    const auto expected = goldenObject("E.json")["deplatform_P1_2024"].toObject()["ras_with_prior_seed"].toObject();
    Progress progress;
    // the prior, unrounded: what already goes through the distributor, and one more
    const std::vector<double> seed{1 + 30 * 20 / 42., 1 + 30 * 22 / 42., 1 + 5 * 20 / 42., 1 + 5 * 22 / 42.};
    compareTables(seed, numbers(expected["seed"].toArray()));
    const auto fitted = dissolvePlatform(*s, s->nodeOfId("P1"), {.seed = seed}, progress);
    QVERIFY(fitted && fitted->table.converged);
    compareTables(fitted->table.value, numbers(expected["T"].toArray()));
    VERIFY_NEAR(fitted->table.placed, 115.0);
}

void TestPlatform::forbiddenPairs() {
    const auto s = toySnapshot(toyChain(), "2024");
    Progress progress;
    const auto p1 = s->nodeOfId("P1");
    const auto one = dissolvePlatform(*s, p1, {.seed = {1, 1, 0, 1}}, progress);
    const auto expected = goldenObject("E.json")["deplatform_masked(F2 not->U1)"].toObject();
    compareTables(one->table.value, numbers(expected["T"].toArray()));
    VERIFY_NEAR(one->table.strandedSupply[0] + one->table.strandedSupply[1], 0.0);
    const auto diagonal = dissolvePlatform(*s, p1, {.seed = {1, 0, 0, 1}}, progress);
    const auto rest = goldenObject("E.json")["deplatform_masked(diag only)"].toObject();
    VERIFY_NEAR(diagonal->table.placed, rest["max_transport"].toDouble());
    VERIFY_NEAR(diagonal->table.strandedSupply[0], rest["stranded_supply"].toArray()[0].toDouble());
    VERIFY_NEAR(diagonal->table.unmetDemand[1], rest["unmet_demand"].toArray()[1].toDouble());
}

void TestPlatform::oneSidedPlatformStrands() {
    const auto s = snapshot(chain("firm p platform\na -> p : 5 @2001\nb -> p : 6 @2001"));
    Progress progress;
    const auto d = dissolvePlatform(*s, s->nodeOfId("p"), {}, progress);
    VERIFY_NEAR(d->table.placed, 0.0);
    VERIFY_NEAR(d->table.strandedSupply[0] + d->table.strandedSupply[1], 11.0);
}

void TestPlatform::greatestFlow() {
    Progress progress;
    FlowNetwork network(6); // Cormen et al., figure 26.1
    const double capacities[][3] = {{0, 1, 16}, {0, 2, 13}, {1, 3, 12}, {2, 1, 4}, {3, 2, 9}, {2, 4, 14}, {4, 3, 7}, {3, 5, 20}, {4, 5, 4}};
    for (const auto& arc : capacities) network.addArc(std::uint32_t(arc[0]), std::uint32_t(arc[1]), arc[2]);
    VERIFY_NEAR(*network.solve(0, 5, progress), 23.0);
    VERIFY_NEAR(network.flow(7) + network.flow(8), 23.0);
}

QTEST_APPLESS_MAIN(TestPlatform)
#include "tst_platform.moc"
