// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <numeric>

#include "core/forecast/reconcile.h"

using namespace chainscape;
using namespace chainscape::forecast;

namespace {

std::vector<double> numbers(const QJsonValue& value) {
    std::vector<double> out;
    for (const auto v : value.toArray()) out.push_back(v.toDouble());
    return out;
}

using Rows = std::vector<std::vector<double>>;

/// total, 5>6, 6>7 over F1>P1, F1>D1, P1>U1, P1>U2
Hierarchy toy() { return {4, {{0, 1, 2, 3}, {0, 1}, {2, 3}}}; }

double objective(const Hierarchy& h, std::span<const double> nodes, std::span<const double> base, std::span<const double> variance) {
    double sum = 0;
    for (std::size_t i = 0; i < h.nodes(); ++i) sum += (nodes[i] - base[i]) * (nodes[i] - base[i]) / variance[i];
    return sum;
}

} // namespace

class TestReconcile : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void golden_data();
    void golden();
    void weightsAndShrinkage();
    void coherentStays();
    void bottomUpWhenLinksAreSure();
    void nonNegativeIsOptimal();
    void mintNonNegative();
    void manyAggregates();
    void refuses();
    void splits();

private:
    QJsonObject m_golden;
    std::vector<double> m_base, m_residuals;
};

void TestReconcile::initTestCase() {
    QFile file(CHAINSCAPE_GOLDEN "/forecast/scores_and_reconciliation.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_golden = QJsonDocument::fromJson(file.readAll()).object();
    m_base = numbers(m_golden["base"]);
    for (const auto row : m_golden["residuals"].toArray())
        for (const double r : numbers(row)) m_residuals.push_back(r);
    QCOMPARE(m_residuals.size(), std::size_t(35));
}

void TestReconcile::golden_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("weights");
    QTest::newRow("OLS") << "OLS" << int(Weights::Ols);
    QTest::newRow("WLS_struct") << "WLS_struct" << int(Weights::Structural);
    QTest::newRow("WLS_var") << "WLS_var" << int(Weights::Variance);
    QTest::newRow("MinT") << "MinT_shrink" << int(Weights::MinTShrink);
}

void TestReconcile::golden() {
    QFETCH(QString, key);
    QFETCH(int, weights);
    const auto kind = static_cast<Weights>(weights);
    const auto variances = meanSquares(m_residuals, 7);
    const std::vector<double> none;
    const auto& spread = kind == Weights::Variance ? variances : kind == Weights::MinTShrink ? m_residuals : none;
    for (const auto floor : {Floor::None, Floor::Zero}) {
        const auto out = reconcile(toy(), Rows{m_base}, spread, {kind, floor});
        QVERIFY(out.has_value());
        const auto expected = numbers(m_golden[key]);
        for (std::size_t i = 0; i < 7; ++i) QVERIFY(std::abs((*out)[0][i] - expected[i]) < 1e-6);
        QVERIFY(incoherence(toy(), (*out)[0]) < 1e-9);
    }
}

void TestReconcile::weightsAndShrinkage() {
    const auto variances = meanSquares(m_residuals, 7);
    const auto expected = numbers(m_golden["WLS_var_weights"]);
    for (std::size_t i = 0; i < 7; ++i) QVERIFY(std::abs(variances[i] - expected[i]) < 1e-9);
    QVERIFY(std::abs(shrinkage(m_residuals, 7) - m_golden["MinT_shrink_lambda"].toDouble()) < 1e-6);
}

void TestReconcile::coherentStays() {
    const std::vector<double> coherent{318, 142, 176, 72, 70, 100, 76};
    const auto out = reconcile(toy(), Rows{coherent}, meanSquares(m_residuals, 7));
    QVERIFY(out.has_value());
    for (std::size_t i = 0; i < 7; ++i) QVERIFY(std::abs((*out)[0][i] - coherent[i]) < 1e-9);
}

void TestReconcile::bottomUpWhenLinksAreSure() {
    const std::vector<double> variance{1e6, 1e6, 1e6, 1, 1, 1, 1};
    const auto out = reconcile(toy(), Rows{m_base}, variance);
    const auto expected = numbers(m_golden["bottom_up"]);
    QVERIFY(out.has_value());
    for (std::size_t i = 0; i < 7; ++i) QVERIFY(std::abs((*out)[0][i] - expected[i]) < 0.01);
}

void TestReconcile::nonNegativeIsOptimal() {
    const std::vector<double> base{40, 30, 30, 2, 1, 60, 1}, variance{20, 6, 7, 3, 2, 3, 2};
    const std::vector<double> low{10, 4, 6, 2, 1, 30, 1};
    for (const auto& b : {base, low}) {
        const auto out = reconcile(toy(), Rows{b}, variance);
        const auto free = reconcile(toy(), Rows{b}, variance, {Weights::Variance, Floor::None});
        QVERIFY(out && free);
        const auto& nodes = (*out)[0];
        QVERIFY(*std::min_element(nodes.begin(), nodes.end()) >= 0);
        QVERIFY(incoherence(toy(), nodes) < 1e-9);
        const double best = objective(toy(), nodes, b, variance);
        QVERIFY(objective(toy(), (*free)[0], b, variance) <= best + 1e-9);
        for (std::size_t i = 0; i < 4; ++i) // no allowed small step does better
            for (const double step : {-0.01, 0.01}) {
                auto moved = nodes;
                if (moved[3 + i] + step < 0) continue;
                for (const std::size_t k : {std::size_t(0), i < 2 ? std::size_t(1) : std::size_t(2), 3 + i}) moved[k] += step;
                QVERIFY(objective(toy(), moved, b, variance) >= best - 1e-9);
            }
    }
    const auto free = reconcile(toy(), Rows{low}, variance, {Weights::Variance, Floor::None});
    QVERIFY(*std::min_element((*free)[0].begin(), (*free)[0].end()) < 0); // so the floor had something to do
}

void TestReconcile::mintNonNegative() {
    const std::vector<double> low{10, 4, 6, 2, 1, 30, 1};
    const auto out = reconcile(toy(), Rows{low}, m_residuals, {Weights::MinTShrink, Floor::Zero});
    QVERIFY(out.has_value());
    QVERIFY(*std::min_element((*out)[0].begin(), (*out)[0].end()) >= 0);
    QVERIFY(incoherence(toy(), (*out)[0]) < 1e-9);
}

void TestReconcile::manyAggregates() {
    Hierarchy h{4000, {}};
    std::vector<std::uint32_t> all(4000);
    std::iota(all.begin(), all.end(), 0u);
    h.aggregates.push_back(all);
    for (std::uint32_t a = 0; a < 2000; ++a) h.aggregates.push_back({2 * a, 2 * a + 1}); // beyond the dense limit
    std::vector<double> base(h.nodes()), variance(h.nodes());
    for (std::size_t i = 0; i < base.size(); ++i) {
        base[i] = i == 0 ? 41000 : i <= 2000 ? 20 + double(i % 7) : 10 + double(i % 5);
        variance[i] = i == 0 ? 900 : 1 + double(i % 3);
    }
    const auto out = reconcile(h, Rows{base}, variance);
    QVERIFY(out.has_value());
    QVERIFY(incoherence(h, (*out)[0]) < 1e-6);
    const double best = objective(h, (*out)[0], base, variance);
    auto moved = (*out)[0];
    for (const std::size_t k : {0, 1, 2001}) moved[k] += 0.01;
    QVERIFY(objective(h, moved, base, variance) >= best - 1e-9);
}

void TestReconcile::refuses() {
    QVERIFY(!reconcile(toy(), Rows{{1, 2}}, meanSquares(m_residuals, 7)));
    QVERIFY(!reconcile(toy(), Rows{m_base}, std::vector<double>{1, 2}));
    QVERIFY(!reconcile(toy(), Rows{m_base}, std::vector<double>{1, 2, 3, 4, 5, 6, -1}));
    QVERIFY(!reconcile(toy(), Rows{m_base}, m_base, {Weights::MinTShrink, Floor::None}));
    Hierarchy wrong{2, {{0, 5}}};
    QVERIFY(!reconcile(wrong, Rows{{1, 2, 3}}, std::vector<double>{1, 1, 1}));
}

void TestReconcile::splits() {
    QCOMPARE(splitByShares(10, std::vector<double>{1, 3}), (std::vector<double>{2.5, 7.5}));
    QCOMPARE(splitByShares(10, std::vector<double>{0, 0}), (std::vector<double>{5, 5}));
}

QTEST_APPLESS_MAIN(TestReconcile)
#include "tst_reconcile.moc"
