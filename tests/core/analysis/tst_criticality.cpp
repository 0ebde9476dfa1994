// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include "core/analysis/betweenness.h"
#include "core/analysis/cascade.h"
#include "core/analysis/concentration.h"
#include "core/analysis/extraction.h"
#include "tests/core/analysis/toy.h"
#include "tests/core/chain_text.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

/// The example of eleven firms that GLcascade ships with.
SnapshotPtr elevenFirms() {
    std::string text;
    const int sectors[] = {1, 2, 1, 3, 4, 2, 4, 1, 2, 3, 5};
    for (int i = 1; i <= 11; ++i) text += "firm f" + std::to_string(100 + i) + " sector=" + std::to_string(sectors[i - 1]) + "\n";
    for (const auto& [s, t] : {std::pair(2, 1), {2, 3}, {3, 7}, {6, 7}, {7, 4}, {7, 11}, {8, 11}, {9, 5}, {9, 10}, {10, 7}})
        text += "f" + std::to_string(100 + s) + " -> f" + std::to_string(100 + t) + " : 1 @1\n";
    return snapshot(chain(text));
}

/// Loss when one firm stops, by plain rounds over every link as the paper writes them; links are material, so that buyers of stages 1-5
/// need each sector of suppliers and others add up what they lack.
double lossByPlainRounds(const Snapshot& s, std::uint32_t failed, const CascadeOptions& options) {
    const auto n = s.nodeCount();
    const auto& sectors = s.dataset().firms().sector;
    const auto sectorOf = [&](std::uint32_t i) { return sectors[s.firm()[i]]; };
    std::vector<double> sold(n * n, 0);
    for (std::uint32_t i = 0; i < n; ++i)
        for (auto e = s.out().start[i]; e < s.out().start[i + 1]; ++e) sold[i * n + s.out().node[e]] += s.edges().value[e];
    std::vector<double> down(n, 1), up(n, 1);
    down[failed] = up[failed] = 0;
    for (int round = 0; round < options.maxRounds; ++round) {
        auto nextDown = down, nextUp = up;
        for (std::uint32_t j = 0; j < n; ++j) {
            std::map<std::uint32_t, double> lost, bought; // per sector of suppliers
            double lacking = 0, unsold = 0;
            for (std::uint32_t i = 0; i < n; ++i) {
                const double input = sold[i * n + j], sale = sold[j * n + i];
                double market = 0;
                for (std::uint32_t k = 0; k < n && input > 0; ++k)
                    if (sectorOf(k) == sectorOf(i)) market += s.outValue()[k] * down[k];
                const double sigma = options.replaceability == Replaceability::None || market <= 1e-10 ? 1 : std::min(1.0, s.outValue()[i] / market);
                lost[sectorOf(i)] += sigma * (1 - down[i]) * input;
                bought[sectorOf(i)] += input;
                if (input > 0) lacking += sigma * (1 - down[i]) * input / s.inValue()[j];
                if (sale > 0) unsold += (1 - up[i]) * sale / s.outValue()[j];
            }
            if (s.stage()[j] <= 5) {
                lacking = 0;
                for (const auto& [sector, value] : lost)
                    if (value > 0) lacking = std::max(lacking, value / bought[sector]);
            }
            nextDown[j] = std::max(0.0, std::min(down[j], 1 - lacking));
            nextUp[j] = std::max(0.0, std::min(up[j], 1 - unsold));
        }
        double most = 0;
        for (std::uint32_t i = 0; i < n; ++i) most = std::max({most, down[i] - nextDown[i], up[i] - nextUp[i]});
        down = nextDown;
        up = nextUp;
        if (most <= options.epsilon) break;
    }
    double loss = 0;
    for (std::uint32_t i = 0; i < n; ++i) loss += s.outValue()[i] / s.totalValue() * (1 - std::min(down[i], up[i]));
    return loss;
}

} // namespace

class TestCriticality : public QObject {
    Q_OBJECT
private slots:
    void elevenFirmExample_data();
    void elevenFirmExample();
    void toyRisk_data();
    void toyRisk();
    void toyShocks();
    void tableSaysTheSameAsTheRule();
    void agreesWithPlainRounds_data();
    void agreesWithPlainRounds();
    void thousandFirmsAgreeWithSingleCascades();
    void singlePrecisionTakesNothingFromCoarseRounds();
    void concentrationOfToy();
    void kindsStandInForSectors();
    void betweennessOfToy();
    void leavesAreFoldedExactly();
    void sampledBetweennessIsNear();
    void throughflowOfToy();
};

void TestCriticality::elevenFirmExample_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("essentiality");
    QTest::addColumn<bool>("market");
    QTest::newRow("linear") << "gl11_linear" << 1 << false;
    QTest::newRow("market") << "gl11_linear_market" << 1 << true;
    QTest::newRow("leontief") << "gl11_leontief" << 2 << false;
}

void TestCriticality::elevenFirmExample() {
    QFETCH(QString, key);
    QFETCH(int, essentiality);
    QFETCH(bool, market);
    const auto g = golden("C")[key.toStdString()];
    const auto s = elevenFirms();
    CascadeOptions options;
    options.essentiality = {{"*", "*", Essentiality(essentiality)}};
    if (market) options.replaceability = Replaceability::MarketShare;
    Progress progress;
    const auto risk = *systemicRisk(*s, options, progress);
    for (std::uint32_t i = 0; i < 11; ++i) {
        QVERIFY2(near(risk.index[i], g[i][0]), qPrintable(QString::number(i + 1) + " " + QString::number(risk.index[i])));
        QVERIFY(near(risk.down[i], g[i][1]));
        QVERIFY(near(risk.up[i], g[i][2]));
    }
    QCOMPARE(risk.notConverged, 0u);
}

void TestCriticality::toyRisk_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("market");
    QTest::newRow("no replacement") << "toy2024_no_replacement" << false;
    QTest::newRow("market share") << "toy2024_market_share" << true;
}

void TestCriticality::toyRisk() {
    QFETCH(QString, key);
    QFETCH(bool, market);
    const auto g = golden("C")[key.toStdString()];
    const auto s = toySnapshot("2024");
    Progress progress;
    CascadeOptions options;
    if (market) options.replaceability = Replaceability::MarketShare;
    const auto risk = *systemicRisk(*s, options, progress);
    for (const auto& [id, row] : g.items()) {
        const auto i = s->nodeOfId(id);
        QVERIFY2(near(risk.index[i], row[0]), qPrintable(QString("%1 %2").arg(id.c_str()).arg(risk.index[i], 0, 'g', 12)));
        QVERIFY(near(risk.down[i], row[1]));
        QVERIFY(near(risk.up[i], row[2]));
    }
    QCOMPARE(s->id(mostCritical(*s, risk.index)), std::string("M2"));
}

void TestCriticality::toyShocks() {
    const auto g = golden("C");
    const auto s = toySnapshot("2024");
    Progress progress;
    std::vector<double> capacity(s->nodeCount(), 1);
    capacity[s->nodeOfId("C2")] = 0;
    const auto shock = *cascade(*s, capacity, {}, progress);
    for (const auto& [id, health] : g["toy2024_shock_C2_hd"].items()) QVERIFY(near(shock.down[s->nodeOfId(id)], health.get<double>()));
    for (const auto& [id, health] : g["toy2024_shock_C2_hu"].items()) QVERIFY(near(shock.up[s->nodeOfId(id)], health.get<double>()));
    capacity[s->nodeOfId("C2")] = 1;
    capacity[s->nodeOfId("C1")] = 0.5;
    const auto half = *cascade(*s, capacity, {}, progress);
    QVERIFY(near(half.loss, g["toy2024_C1_half_capacity"][0]));
    QVERIFY(near(half.lossDown, g["toy2024_C1_half_capacity"][1]));
    QVERIFY(near(half.lossUp, g["toy2024_C1_half_capacity"][2]));
    QVERIFY(half.converged);
    QVERIFY(!cascade(*s, capacity, {.maxRounds = 1}, progress)->converged);
}

void TestCriticality::tableSaysTheSameAsTheRule() {
    const auto s = toySnapshot("2024");
    CascadeOptions options;
    for (const char* from : {"materials", "electronics", "mechanical"})
        for (const char* to : {"electronics", "mechanical", "devices"}) options.essentiality.push_back({from, to, Essentiality::Essential});
    Progress progress;
    const auto table = *systemicRisk(*s, options, progress), rule = *systemicRisk(*s, {}, progress);
    for (std::size_t i = 0; i < s->nodeCount(); ++i) QVERIFY(near(table.index[i], rule.index[i], 1e-12));
}

void TestCriticality::agreesWithPlainRounds_data() {
    QTest::addColumn<double>("epsilon");
    QTest::addColumn<bool>("market");
    QTest::addColumn<double>("feedback");
    for (const double epsilon : {1e-2, 1e-3, 1e-6})
        for (const bool market : {false, true})
            for (const double feedback : {0.0, 0.3}) QTest::addRow("%g %s feedback %g", epsilon, market ? "market" : "alone", feedback) << epsilon << market << feedback;
}

void TestCriticality::agreesWithPlainRounds() {
    QFETCH(double, epsilon);
    QFETCH(bool, market);
    QFETCH(double, feedback);
    const CascadeOptions options{.epsilon = epsilon, .replaceability = market ? Replaceability::MarketShare : Replaceability::None};
    for (const unsigned seed : {21u, 22u, 23u}) {
        const auto s = randomSnapshot({.seed = seed, .firms = 26, .stages = 7, .feedback = feedback});
        Progress progress;
        const auto risk = *systemicRisk(*s, options, progress);
        for (std::uint32_t i = 0; i < s->nodeCount(); ++i) {
            const double plain = lossByPlainRounds(*s, i, options);
            QVERIFY2(near(risk.index[i], plain, 1e-8), qPrintable(QString("seed %1, firm %2: %3, plain %4").arg(seed).arg(i).arg(risk.index[i]).arg(plain)));
        }
    }
}

void TestCriticality::singlePrecisionTakesNothingFromCoarseRounds() {
    // Above 2,000 firms and at an epsilon of a hundredth all firms run in single precision, one firm alone in double.
    const auto s = randomSnapshot({.seed = 8, .firms = 2300, .stages = 7, .feedback = 0.1});
    QVERIFY(s->nodeCount() > 2000);
    Progress progress;
    const CascadeOptions options{.epsilon = 1e-2};
    const auto risk = *systemicRisk(*s, options, progress);
    for (std::uint32_t i = 0; i < s->nodeCount(); i += 29) {
        std::vector<double> capacity(s->nodeCount(), 1);
        capacity[i] = 0;
        const auto one = *cascade(*s, capacity, options, progress);
        QVERIFY2(near(risk.index[i], one.loss, 1e-4), qPrintable(QString("%1: %2, alone %3").arg(i).arg(risk.index[i]).arg(one.loss)));
        QVERIFY(near(risk.down[i], one.lossDown, 1e-4) && near(risk.up[i], one.lossUp, 1e-4));
    }
}

void TestCriticality::thousandFirmsAgreeWithSingleCascades() {
    // The reused, incremental state must give what a fresh cascade gives.
    const auto s = randomSnapshot({.seed = 3, .firms = 300, .stages = 7, .feedback = 0.2});
    for (const auto replaceability : {Replaceability::None, Replaceability::MarketShare}) {
        Progress progress;
        const CascadeOptions options{.replaceability = replaceability};
        const auto risk = *systemicRisk(*s, options, progress);
        for (std::uint32_t i = 0; i < s->nodeCount(); i += 7) {
            std::vector<double> capacity(s->nodeCount(), 1);
            capacity[i] = 0;
            const auto one = *cascade(*s, capacity, options, progress);
            QVERIFY(near(risk.index[i], one.loss, 1e-9)); // losses below a thousandth of epsilon wait, alone at other times than beside others
            double loss = 0;
            for (std::size_t k = 0; k < s->nodeCount(); ++k) loss += s->outValue()[k] / s->totalValue() * (1 - std::min(one.down[k], one.up[k]));
            QVERIFY(near(loss, one.loss, 1e-12));
        }
    }
}

void TestCriticality::concentrationOfToy() {
    const auto g = golden("C");
    const auto s = toySnapshot("2024");
    Progress progress;
    const auto c = *concentration(*s, {}, progress);
    QCOMPARE(c.groups.size(), g["input_groups"].get<std::size_t>());
    QCOMPARE(c.solePairs, g["sole_supplier_pairs"].get<std::size_t>());
    for (const auto& group : c.groups) {
        const auto& row = g["input_concentration"][s->id(group.buyer) + "<-" + group.group];
        QCOMPARE(group.suppliers, row["n"].get<std::uint32_t>());
        QVERIFY(near(group.herfindahl, row["hhi"]));
        QVERIFY(near(group.greatestShare, row["cr1"]));
        QVERIFY(near(group.shareOfInputs, row["share_of_inputs"]));
    }
    for (std::uint32_t i = 0; i < s->nodeCount(); ++i) {
        std::vector<std::string> buyers;
        for (const auto b : c.soleSupplierOf[i]) buyers.push_back(s->id(b));
        const auto& row = g["sole_supplier_of"];
        QVERIFY(buyers == (row.contains(s->id(i)) ? row[s->id(i)].get<std::vector<std::string>>() : std::vector<std::string>{}));
    }
    QVERIFY(concentration(*s, {.soleShare = 0.85}, progress)->solePairs == 10); // F1 delivers 86 % of D1's devices
}

void TestCriticality::kindsStandInForSectors() {
    const auto s = snapshot(chain("a -> c : 3 @1 material\nb -> c : 1 @1 material\nb -> c : 2 @1 service"));
    Progress progress;
    const auto c = *concentration(*s, {}, progress);
    QCOMPARE(c.groups.size(), 2u);
    QCOMPARE(c.groups[0].group, std::string("material"));
    QVERIFY(near(c.groups[0].greatestShare, 0.75));
    QVERIFY(c.groups[1].sole);
    QCOMPARE(c.soleSupplierOf[s->nodeOfId("b")].size(), 1u);
}

void TestCriticality::betweennessOfToy() {
    const auto g = golden("C")["betweenness_directed_hops"];
    const auto s = toySnapshot("2024");
    Progress progress;
    const auto b = *betweenness(*s, {}, progress);
    for (const auto& [id, value] : g.items()) QVERIFY(near(b.value[s->nodeOfId(id)], value.get<double>()));
    QVERIFY(b.exact());
}

/// All shortest routes counted the slow way: pairs (s, t) through v by distances and path counts.
static std::vector<double> slowBetweenness(const Snapshot& s) {
    const auto n = s.nodeCount();
    std::vector<std::vector<int>> distance(n, std::vector<int>(n, -1));
    std::vector<std::vector<double>> paths(n, std::vector<double>(n, 0));
    for (std::uint32_t root = 0; root < n; ++root) {
        std::vector<std::uint32_t> queue{root};
        distance[root][root] = 0;
        paths[root][root] = 1;
        for (std::size_t head = 0; head < queue.size(); ++head)
            for (auto e = s.out().start[queue[head]]; e < s.out().start[queue[head] + 1]; ++e) {
                const auto w = s.out().node[e];
                if (distance[root][w] < 0) {
                    distance[root][w] = distance[root][queue[head]] + 1;
                    queue.push_back(w);
                }
                if (distance[root][w] == distance[root][queue[head]] + 1) paths[root][w] += paths[root][queue[head]];
            }
    }
    std::vector<double> out(n, 0);
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b)
            for (std::size_t v = 0; v < n; ++v)
                if (a != b && v != a && v != b && distance[a][b] > 0 && distance[a][v] > 0 && distance[v][b] > 0 &&
                    distance[a][v] + distance[v][b] == distance[a][b])
                    out[v] += paths[a][v] * paths[v][b] / paths[a][b];
    return out;
}

void TestCriticality::leavesAreFoldedExactly() {
    Progress progress;
    for (unsigned seed = 1; seed <= 8; ++seed) {
        const auto s = randomSnapshot({.seed = seed, .firms = 40, .stages = 6, .feedback = 0.05});
        const auto fast = *betweenness(*s, {}, progress);
        const auto slow = slowBetweenness(*s);
        for (std::size_t i = 0; i < slow.size(); ++i) QVERIFY(near(fast.value[i], slow[i], 1e-9));
    }
    const auto star = snapshot(chain("a -> h : 1 @1\nb -> h : 1 @1\nh -> c : 1 @1\nh -> d : 1 @1\nh -> e : 1 @1\nx -> y : 1 @1"));
    QCOMPARE(betweenness(*star, {}, progress)->value[star->nodeOfId("h")], 6.0);
}

void TestCriticality::sampledBetweennessIsNear() {
    const auto s = randomSnapshot({.seed = 5, .firms = 600, .stages = 6, .feedback = 0.2});
    Progress progress;
    const auto exact = *betweenness(*s, {}, progress);
    const auto sampled = *betweenness(*s, {.exactUpTo = 100, .pivots = 200}, progress);
    QVERIFY(!sampled.exact());
    std::size_t off = 0;
    for (std::size_t i = 0; i < s->nodeCount(); ++i)
        if (std::fabs(sampled.value[i] - exact.value[i]) > 3 * sampled.standardError[i] + 1e-6) ++off;
    QVERIFY2(off < s->nodeCount() / 10, qPrintable(QString::number(off)));
}

void TestCriticality::throughflowOfToy() {
    const auto g = golden("C")["throughflow_centrality"];
    const auto s = toySnapshot("2024");
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    const auto share = throughflow(a, *inverseDiagonal(*s, a, progress));
    for (const auto& [id, value] : g.items()) QVERIFY(near(share[a.producer(s->nodeOfId(id))], value.get<double>()));
}

QTEST_APPLESS_MAIN(TestCriticality)
#include "tst_criticality.moc"
