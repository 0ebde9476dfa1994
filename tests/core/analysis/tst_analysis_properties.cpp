// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Identities, brute force and metamorphic checks on random chains, none of them from golden files.

#include <Eigen/Dense>

#include "core/analysis/registry.h"
#include "tests/core/analysis/toy.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

/// Z, x, y, v of an account as plain matrices.
struct Dense {
    Eigen::MatrixXd z, leontief, ghosh;
    Eigen::VectorXd x, y, v;

    explicit Dense(const Accounts& a) : z(Eigen::MatrixXd::Zero(rows(a), rows(a))), x(rows(a)), y(rows(a)), v(rows(a)) {
        for (std::uint32_t i = 0; i < a.size(); ++i) {
            x[i] = a.output[i];
            y[i] = a.finalUse[i];
            v[i] = a.valueAdded[i];
            for (auto k = a.sales.start[i]; k < a.sales.start[i + 1]; ++k) z(i, a.sales.other[k]) += a.sales.value[k];
        }
        const Eigen::VectorXd inverse = x.unaryExpr([](double q) { return q > 0 ? 1 / q : 0.0; });
        const auto one = Eigen::MatrixXd::Identity(rows(a), rows(a));
        leontief = (one - z * inverse.asDiagonal()).inverse();
        ghosh = (one - inverse.asDiagonal() * z).inverse();
    }
    static Eigen::Index rows(const Accounts& a) { return static_cast<Eigen::Index>(a.size()); }
};

RandomChain chainOf(int seed) {
    return {.seed = unsigned(seed), .firms = 5 + seed * 7 % 56, .stages = 3 + seed % 5, .feedback = 0.1 * (seed % 6), .digital = 0.2 + 0.1 * (seed % 7)};
}

double e2e(const Snapshot& s, const Accounts& a, const std::vector<std::uint8_t>& m) {
    Progress progress;
    return penetration(s, a, m, progress)->share;
}

} // namespace

class TestAnalysisProperties : public QObject {
    Q_OBJECT
private slots:
    void accountIdentities_data() { seeds(); }
    void accountIdentities();
    void extractionIsBruteForce_data() { seeds(); }
    void extractionIsBruteForce();
    void penetrationIsBruteForce_data() { seeds(); }
    void penetrationIsBruteForce();
    void gapGainsAreBruteForce_data() { seeds(); }
    void gapGainsAreBruteForce();
    void penetrationIsMonotone_data() { seeds(); }
    void penetrationIsMonotone();
    void planIsBestOfAllPairs_data() { seeds(); }
    void planIsBestOfAllPairs();
    void levelsKeepTheIdentity_data() { seeds(); }
    void levelsKeepTheIdentity();
    void renamedScaledAndSplitChainsSayTheSame_data() { seeds(); }
    void renamedScaledAndSplitChainsSayTheSame();
    void threadsDoNotMatter();

private:
    static void seeds() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 12; ++seed) QTest::addRow("seed %d", seed) << seed;
    }
};

void TestAnalysisProperties::accountIdentities() {
    QFETCH(int, seed);
    const auto s = randomSnapshot(chainOf(seed));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    const Dense d(a);
    QVERIFY(near(a.totalFinalUse, a.totalValueAdded, 1e-9 * a.totalOutput));
    QVERIFY((d.leontief * d.y - d.x).cwiseAbs().maxCoeff() < 1e-8 * d.x.maxCoeff());
    QVERIFY((d.v.transpose() * d.ghosh - d.x.transpose()).cwiseAbs().maxCoeff() < 1e-8 * d.x.maxCoeff());
    const auto p = *positions(*s, a, progress);
    QVERIFY(near(p.chainLength, p.chainLengthByOrigin, 1e-9));
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        QVERIFY(near(p.outputMultiplier[i], d.leontief.col(i).sum(), 1e-8));
        QVERIFY(near(p.upstreamness[i], d.ghosh.row(i).sum(), 1e-8));
    }
}

void TestAnalysisProperties::extractionIsBruteForce() {
    QFETCH(int, seed);
    const auto s = randomSnapshot(chainOf(seed));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    const Dense d(a);
    const auto diagonal = *inverseDiagonal(*s, a, progress);
    const auto lost = extraction(a, *positions(*s, a, progress), diagonal);
    const auto through = throughflow(a, diagonal);
    const double scale = 1e-9 * a.totalOutput;
    for (Eigen::Index i = 0; i < Dense::rows(a); ++i) {
        const auto k = std::size_t(i);
        QVERIFY(near(diagonal[k], d.leontief(i, i), 1e-9));
        Dense without = d;
        without.z.row(i).setZero();
        without.z.col(i).setZero();
        const Eigen::VectorXd inverse = d.x.unaryExpr([](double q) { return q > 0 ? 1 / q : 0.0; });
        Eigen::VectorXd y = d.y, v = d.v, f = d.y.cwiseProduct(inverse);
        y[i] = v[i] = f[i] = 0;
        const auto one = Eigen::MatrixXd::Identity(d.x.size(), d.x.size());
        const Eigen::VectorXd left = (one - without.z * inverse.asDiagonal()).partialPivLu().solve(y);
        QVERIFY(near(lost.total[k], d.x.sum() - left.sum(), scale));
        QVERIFY(near(lost.others[k], lost.total[k] - d.x[i], scale));
        const double round = v.dot((one - inverse.asDiagonal() * without.z).partialPivLu().solve(f));
        QVERIFY(near(through[k], 1 - round / d.y.sum(), 1e-9));
    }
}

void TestAnalysisProperties::penetrationIsBruteForce() {
    QFETCH(int, seed);
    const auto s = randomSnapshot(chainOf(seed));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    const auto m = digitalEdges(*s, {});
    const auto rows = Dense::rows(a);
    Eigen::MatrixXd b = Eigen::MatrixXd::Zero(rows, rows);
    Eigen::VectorXd f = Eigen::VectorXd::Zero(rows), v(rows);
    for (std::uint32_t i = 0; i < a.size(); ++i) v[i] = a.valueAdded[i];
    for (std::size_t e = 0; e < s->edgeCount(); ++e) {
        if (!m[e]) continue;
        const auto i = a.sellerRow[s->edges().source[e]], j = a.buyerRow[s->edges().target[e]];
        const double share = s->edges().value[e] / a.output[i];
        if (j == kNone) f[i] += share;
        else b(i, j) += share;
    }
    const Eigen::VectorXd traced = (Eigen::MatrixXd::Identity(rows, rows) - b).partialPivLu().solve(f);
    const double expected = v.dot(traced) / a.totalDeliveries;
    const double share = e2e(*s, a, m);
    QVERIFY(near(share, expected, 1e-9));
    QVERIFY(share >= 0 && share <= 1 + 1e-12);
    QVERIFY(near(e2e(*s, a, std::vector<std::uint8_t>(m.size(), 0)), 0));
}

void TestAnalysisProperties::gapGainsAreBruteForce() {
    QFETCH(int, seed);
    const auto s = randomSnapshot(chainOf(seed));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    auto m = digitalEdges(*s, {});
    const auto gains = *gapGains(*s, a, m, {}, progress);
    const double base = e2e(*s, a, m);
    for (std::size_t e = 0; e < m.size(); ++e) {
        if (m[e]) continue;
        m[e] = 1;
        QVERIFY(near(gains.gain[e], e2e(*s, a, m) - base, 1e-10));
        m[e] = 0;
    }
}

void TestAnalysisProperties::penetrationIsMonotone() {
    QFETCH(int, seed);
    const auto s = randomSnapshot(chainOf(seed));
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    auto m = digitalEdges(*s, {});
    std::mt19937 random{unsigned(seed)};
    double before = e2e(*s, a, m);
    for (int step = 0; step < 10; ++step) {
        m[random() % m.size()] = 1;
        const double now = e2e(*s, a, m);
        QVERIFY(now >= before - 1e-12);
        before = now;
    }
}

void TestAnalysisProperties::planIsBestOfAllPairs() {
    QFETCH(int, seed);
    auto options = chainOf(seed);
    options.firms = 12;
    options.digital = 0.6;
    const auto s = randomSnapshot(options);
    Progress progress;
    const auto a = *accounts(*s, {}, progress);
    auto m = digitalEdges(*s, {});
    if (!(a.totalDeliveries > 0)) return;
    double best = 0;
    for (std::size_t e = 0; e < m.size(); ++e)
        for (std::size_t f = e + 1; f < m.size(); ++f) {
            if (m[e] || m[f]) continue;
            m[e] = m[f] = 1;
            best = std::max(best, e2e(*s, a, m));
            m[e] = m[f] = 0;
        }
    const auto exact = *bridgePlan(*s, a, m, {.gaps = 2}, progress), heuristic = *bridgePlan(*s, a, m, {.gaps = 2, .exactUpTo = 0}, progress);
    if (exact.steps.size() < 2) return;
    QVERIFY(exact.steps[1].exact);
    QVERIFY(near(exact.steps[1].share, best, 1e-9));
    QVERIFY(heuristic.steps[1].share > 0.95 * best);
    auto closed = m;
    for (const auto e : heuristic.steps[1].edges) closed[e] = 1;
    QVERIFY(near(heuristic.steps[1].share, e2e(*s, a, closed), 1e-9));
}

void TestAnalysisProperties::levelsKeepTheIdentity() {
    QFETCH(int, seed);
    const auto s = randomSnapshot(chainOf(seed));
    Progress progress;
    const auto t = *trophicLevels(*s, {}, progress);
    QVERIFY(near(t.directedness, t.meanStep, 1e-10));
    QVERIFY(t.incoherence >= 0 && t.incoherence <= 1);
}

void TestAnalysisProperties::renamedScaledAndSplitChainsSayTheSame() {
    QFETCH(int, seed);
    const auto base = chainOf(seed);
    auto renamed = base, scaled = base, split = base;
    renamed.prefix = "other"; // same lengths, so the same order of ids
    scaled.scale = 1000;
    split.splitLinks = true;
    Progress progress;
    Findings f(randomSnapshot(base), {});
    for (const auto& other : {renamed, scaled, split}) {
        Findings g(randomSnapshot(other), {});
        for (const auto& measure : measures()) {
            if (measure.unit == MeasureUnit::Value || measure.id == "community") continue; // Leiden may meet a tie
            if (measure.level == MeasureLevel::Chain) {
                const double p = measure.chain(f, progress)->value, q = measure.chain(g, progress)->value;
                QVERIFY2((std::isnan(p) && std::isnan(q)) || near(p, q, 1e-8), qPrintable(QString("%1: %2 %3").arg(measure.id.data()).arg(p).arg(q)));
                continue;
            }
            const auto p = *measure.column(f, progress), q = *measure.column(g, progress);
            QCOMPARE(p.size(), q.size());
            if (measure.id == "is_feedback") continue; // several sets may be the least
            for (std::size_t i = 0; i < p.size(); ++i)
                QVERIFY2((std::isnan(p[i]) && std::isnan(q[i])) || near(p[i], q[i], 1e-8), measure.id.data());
        }
    }
}

void TestAnalysisProperties::threadsDoNotMatter() {
    const auto s = randomSnapshot({.seed = 4, .firms = 400, .stages = 7, .feedback = 0.2});
    Progress progress;
    const auto first = *betweenness(*s, {}, progress), second = *betweenness(*s, {}, progress);
    QVERIFY(first.value == second.value);
    QVERIFY(systemicRisk(*s, {}, progress)->index == systemicRisk(*s, {}, progress)->index);
}

QTEST_APPLESS_MAIN(TestAnalysisProperties)
#include "tst_analysis_properties.moc"
