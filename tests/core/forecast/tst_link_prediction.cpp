// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "core/forecast/link_prediction.h"

using namespace chainscape::forecast;

namespace {

/// The toy chain of 2024 in money; expected scores were computed with numpy and networkx.
struct Toy {
    std::vector<std::string> names{"T1", "R1", "M1", "M2", "C1", "C2", "F1", "F2", "P1", "D1", "U1", "U2"};
    std::vector<std::int16_t> stage{1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7};
    std::vector<std::uint32_t> start, target;
    std::vector<double> value;

    Toy() {
        const std::map<std::string, std::map<std::string, double>> links{
            {"T1", {{"R1", 10}}},
            {"R1", {{"C1", 12}, {"F1", 8}}},
            {"M1", {{"C1", 20}}},
            {"M2", {{"C1", 6}, {"C2", 14}}},
            {"C1", {{"F1", 50}, {"F2", 30}}},
            {"C2", {{"F1", 15}, {"F2", 10}}},
            {"F1", {{"P1", 70}, {"D1", 30}}},
            {"F2", {{"M1", 5}, {"P1", 45}, {"D1", 5}}},
            {"P1", {{"U1", 60}, {"U2", 75}}},
            {"D1", {{"U1", 20}, {"U2", 22}}}};
        start.push_back(0);
        for (const auto& name : names) {
            for (std::uint32_t t = 0; t < names.size(); ++t)
                if (links.contains(name) && links.at(name).contains(names[t])) {
                    target.push_back(t);
                    value.push_back(links.at(name).at(names[t]));
                }
            start.push_back(std::uint32_t(target.size()));
        }
    }
    [[nodiscard]] LinkView view() const { return {start, target, value, stage}; }
    [[nodiscard]] std::string name(const LinkCandidate& c) const { return names[c.source] + ">" + names[c.target]; }
};

} // namespace

class TestLinkPrediction : public QObject {
    Q_OBJECT
private slots:
    void toyShortcuts();
    void toyComplementarity();
    void persistenceCounts();
    void recencyFades();
    void rankScores();
    void brierAndCalibration();
    void logistic();
};

void TestLinkPrediction::toyShortcuts() {
    const Toy toy;
    auto found = linkCandidates(toy.view());
    QCOMPARE(candidateCount(toy.view()), std::size_t(43));
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.shortcut > b.shortcut; });
    const std::vector<std::pair<std::string, double>> expected{{"C1>P1", 59.545455}, {"F1>U2", 54.603175}, {"F1>U1", 45.396825}, {"F2>U2", 27.619048},
                                                               {"F2>U1", 22.380952}, {"C2>P1", 18.681818}, {"C1>D1", 17.727273}, {"M1>F1", 12.5}};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(toy.name(found[i]), expected[i].first);
        QVERIFY(std::abs(found[i].shortcut - expected[i].second) < 1e-6);
    }
}

void TestLinkPrediction::toyComplementarity() {
    const Toy toy;
    std::map<std::string, double> scores;
    for (const auto& c : linkCandidates(toy.view())) scores[toy.name(c)] = c.complementarity;
    QVERIFY(std::abs(scores["R1>F2"] - 0.816497) < 1e-6);
    for (const auto* name : {"M1>C2", "M1>F1", "M2>F1", "R1>C2"}) QVERIFY(std::abs(scores[name] - 0.408248) < 1e-6);
    QCOMPARE(scores["F1>U1"], 0.0);
    QCOMPARE(scores["C1>P1"], 0.0);
}

void TestLinkPrediction::persistenceCounts() {
    const std::vector<std::pair<std::uint32_t, std::uint32_t>> now{{0, 1}, {1, 2}, {2, 3}, {3, 4}}, next{{0, 1}, {2, 3}, {3, 4}, {5, 6}, {6, 7}};
    const auto p = persistence(now, next);
    QCOMPARE(p.precision, 0.75);
    QCOMPARE(p.recall, 0.6);
    QVERIFY(std::isnan(persistence({}, next).precision));
}

void TestLinkPrediction::recencyFades() {
    const std::vector<std::uint8_t> always(30, 1), never(5, 0), paused{1, 1, 1, 1, 0}, long_ago{1, 1, 0, 0, 0};
    QVERIFY(recency(always) > 0.999);
    QCOMPARE(recency(never), 0.0);
    QVERIFY(recency(paused) > recency(long_ago));
    QVERIFY(std::abs(recency(std::vector<std::uint8_t>{0, 1}, 0.4) - 0.4) < 1e-12);
}

void TestLinkPrediction::rankScores() {
    const std::vector<double> scores{0.9, 0.8, 0.7, 0.6, 0.5};
    const std::vector<std::uint8_t> labels{1, 0, 1, 0, 0};
    QCOMPARE(precisionAt(scores, labels, 1), 1.0);
    QCOMPARE(precisionAt(scores, labels, 2), 0.5);
    QVERIFY(std::abs(averagePrecision(scores, labels) - (1.0 + 2.0 / 3) / 2) < 1e-12);
    const std::vector<double> flat(5, 0.3);
    QVERIFY(std::abs(averagePrecision(flat, labels) - 0.4) < 1e-12); // no information: the base rate
    QVERIFY(std::abs(precisionAt(flat, labels, 2) - 0.4) < 1e-12);
    QVERIFY(std::isnan(averagePrecision(flat, std::vector<std::uint8_t>(5, 0))));
    QVERIFY(std::isnan(precisionAt(flat, labels, 0)));
}

void TestLinkPrediction::brierAndCalibration() {
    const std::vector<double> p{0.9, 0.9, 0.1, 0.1};
    const std::vector<std::uint8_t> y{1, 0, 0, 0};
    QVERIFY(std::abs(brier(p, y) - (0.01 + 0.81 + 0.01 + 0.01) / 4) < 1e-12);
    const auto bins = calibration(p, y);
    QCOMPARE(bins.size(), std::size_t(10));
    QCOMPARE(bins[9].count, std::size_t(2));
    QCOMPARE(bins[9].share, 0.5);
    QCOMPARE(bins[1].share, 0.0);
}

void TestLinkPrediction::logistic() {
    std::vector<double> x;
    std::vector<std::uint8_t> y;
    for (int i = 0; i < 400; ++i) {
        const double a = (i * 37 % 100) / 50.0 - 1, b = (i * 61 % 100) / 50.0 - 1;
        x.insert(x.end(), {a, b});
        y.push_back(a + 0.3 * ((i * 17 % 10) / 5.0 - 1) > 0 ? 1 : 0);
    }
    const auto model = fitLogistic(x, y);
    QVERIFY(model.weight[0] > 5 * std::abs(model.weight[1]));
    QVERIFY(model.probability(std::vector<double>{1, 0}) > 0.95);
    QVERIFY(model.probability(std::vector<double>{-1, 0}) < 0.05);
    double sum = 0, trues = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        sum += model.probability(std::span<const double>(x).subspan(2 * i, 2));
        trues += y[i];
    }
    QVERIFY(std::abs(sum - trues) < 1e-6); // the intercept is not shrunk: probabilities add up to the outcomes
    const auto one = fitLogistic(x, std::vector<std::uint8_t>(400, 0));
    QVERIFY(one.probability(std::vector<double>{1, 1}) < 0.01);
}

QTEST_APPLESS_MAIN(TestLinkPrediction)
#include "tst_link_prediction.moc"
