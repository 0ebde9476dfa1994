// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <numeric>

#include "core/forecast/breaks.h"
#include "core/forecast/ets.h"
#include "core/forecast/history_fit.h"
#include "core/forecast/intermittent.h"
#include "core/forecast/seasonality.h"
#include "core/forecast/theta.h"

using namespace chainscape::forecast;

namespace {

const std::vector<double> kYearly{940.66, 1084.86, 1244.98, 1445.02, 1683.17, 2038.15, 2342.52, 2602.45, 2927.87, 3103.96, 3360.27, 3807.63, 4387.88, 4936.99};

std::vector<double> seasonalSeries(std::size_t n, double noise) {
    const std::vector<double> index{0.7, 1.1, 1.4, 0.8};
    std::vector<double> out;
    for (std::size_t t = 0; t < n; ++t) out.push_back((10 + 0.2 * double(t)) * index[t % 4] * (1 + noise * std::sin(double(t * t))));
    return out;
}

double sesError(std::span<const double> y, double alpha, double first) {
    double level = first, sse = 0;
    for (const double v : y) {
        sse += (v - level) * (v - level);
        level += alpha * (v - level);
    }
    return sse;
}

/// The dynamic model as the paper writes it, with its own loop.
double dotmError(std::span<const double> y, double alpha, double first, double weight) {
    double level = first, a = 0, b = 0, mean = 0, sse = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double t = double(i + 1);
        const double mu = level + weight * (std::pow(1 - alpha, t - 1) * a + (1 - std::pow(1 - alpha, t)) / alpha * b);
        if (i >= 2) sse += (y[i] - mu) * (y[i] - mu);
        level = alpha * y[i] + (1 - alpha) * level;
        const double before = mean;
        mean = ((t - 1) * mean + y[i]) / t;
        b = i == 0 ? 0 : ((t - 2) * b + 6 / t * (y[i] - before)) / (t + 1);
        a = mean - (t + 1) / 2 * b;
    }
    return sse;
}

} // namespace

class TestForecastModels : public QObject {
    Q_OBJECT
private slots:
    void sesIsTheLeastSquares();
    void thetaIsTheMeanOfTwoLines();
    void dotmIsTheLeastSquares();
    void dotmLineIsTheRegression();
    void etsLikelihoodByHand();
    void etsFindsTheForm();
    void etsNamesAndRefusals();
    void seasonTest();
    void decomposition();
    void breakIsFound();
    void breakInAShortHistory_data();
    void breakInAShortHistory();
    void trendIsNoBreak();
    void spikeIsFound();
    void zeroPatterns();
    void negativeBinomial();
    void dyingLinkGoesToZero();
};

void TestForecastModels::sesIsTheLeastSquares() {
    const std::vector<double> y{12, 15, 11, 14, 13, 17, 16, 14, 18, 17};
    const SesFit fit = fitSes(y);
    const double best = sesError(y, fit.alpha, fit.first);
    for (const double da : {-0.02, 0.02}) QVERIFY(sesError(y, fit.alpha + da, fit.first) >= best);
    for (const double df : {-0.1, 0.1}) QVERIFY(sesError(y, fit.alpha, fit.first + df) >= best);
    for (double alpha = 0.01; alpha < 1; alpha += 0.01) QVERIFY(sesError(y, alpha, fit.first) >= best - 1e-6);
    QVERIFY(std::abs(fit.sigma * fit.sigma * 8 - best) < 1e-9);
}

void TestForecastModels::thetaIsTheMeanOfTwoLines() {
    const SesFit fit = fitSes(kYearly);
    const double n = double(kYearly.size());
    double sy = 0, sty = 0;
    for (std::size_t t = 0; t < kYearly.size(); ++t) {
        sy += kYearly[t];
        sty += double(t) * kYearly[t];
    }
    const double slope = 12 * (sty - (n - 1) / 2 * sy) / (n * (n * n - 1)), start = sy / n - slope * (n - 1) / 2;
    double level = 2 * fit.first - start; // SES of the theta = 2 line, 2 y - line
    for (std::size_t t = 0; t < kYearly.size(); ++t) level += fit.alpha * (2 * kYearly[t] - (start + slope * double(t)) - level);
    const auto theta = forecastTheta(kYearly, 6);
    for (std::size_t h = 0; h < 6; ++h) QVERIFY(std::abs(theta.mean[h] - 0.5 * (level + start + slope * (n + double(h)))) < 1e-6);
}

void TestForecastModels::dotmIsTheLeastSquares() {
    for (const auto& y : {kYearly, std::vector<double>{5, 7, 6, 9, 8, 8, 10, 9, 12, 11, 13, 12}}) {
        const DotmFit fit = fitDotm(y);
        const double best = dotmError(y, fit.alpha, fit.first, fit.weight);
        QVERIFY(fit.weight >= 0 && fit.weight <= 1 && fit.alpha >= 0.1 && fit.alpha <= 0.99);
        for (double alpha = 0.1; alpha <= 0.99; alpha += 0.01)
            for (double weight = 0; weight <= 1; weight += 0.05) QVERIFY(dotmError(y, alpha, fit.first, weight) >= best * (1 - 1e-6));
        for (const double df : {-0.5, 0.5}) QVERIFY(dotmError(y, fit.alpha, fit.first + df, fit.weight) >= best - 1e-9);
    }
}

void TestForecastModels::dotmLineIsTheRegression() {
    std::vector<double> line;
    for (int t = 0; t < 20; ++t) line.push_back(100 + 7 * t);
    const auto forecast = forecastDotm(fitDotm(line), line, 5);
    for (std::size_t h = 0; h < 5; ++h) QVERIFY(std::abs(forecast.mean[h] - (100 + 7 * (20 + double(h)))) < 0.5);
}

void TestForecastModels::etsLikelihoodByHand() {
    const auto y = seasonalSeries(16, 0.05);
    EtsParameters p{.alpha = 0.3, .beta = 0.05, .gamma = 0.1, .phi = 0.9, .level = 10, .slope = 0.2};
    const std::vector<double> seeds{0.7, 1.1, 1.4, 0.8};
    std::copy(seeds.begin(), seeds.end(), p.seasonal.begin());
    double level = 10, slope = 0.2, squares = 0, logs = 0;
    auto s = seeds;
    for (std::size_t t = 0; t < y.size(); ++t) { // ETS(M,Ad,M) with relative errors
        const double base = level + 0.9 * slope, mu = base * s[t % 4], e = (y[t] - mu) / mu;
        squares += e * e;
        logs += std::log(mu);
        level = base * (1 + 0.3 * e);
        slope = 0.9 * slope + 0.05 * base * e;
        s[t % 4] *= 1 + 0.1 * e;
    }
    const double byHand = 16 * std::log(squares) + 2 * logs;
    QVERIFY(std::abs(etsObjective({true, Trend::Damped, Season::Multiplicative}, p, y, 4) - byHand) < 1e-9);

    level = 10, slope = 0.2, squares = 0;
    s = {-3, 1, 4, -2};
    std::copy(s.begin(), s.end(), p.seasonal.begin());
    p.phi = 1;
    for (std::size_t t = 0; t < y.size(); ++t) { // ETS(A,A,A)
        const double e = y[t] - level - slope - s[t % 4];
        squares += e * e;
        level += slope + 0.3 * e;
        slope += 0.05 * e;
        s[t % 4] += 0.1 * e;
    }
    QVERIFY(std::abs(etsObjective({false, Trend::Additive, Season::Additive}, p, y, 4) - 16 * std::log(squares)) < 1e-9);
}

void TestForecastModels::etsFindsTheForm() {
    auto y = seasonalSeries(40, 0.01);
    const double unit = std::accumulate(y.begin(), y.end(), 0.0) / 40;
    for (double& v : y) v /= unit;
    const auto fits = fitEtsForms(y, 4);
    QVERIFY(!fits.empty());
    QCOMPARE(fits.front().form.season, Season::Multiplicative);
    const auto truth = seasonalSeries(48, 0);
    const auto forecast = forecastEts(std::span<const EtsFit>(fits), 8);
    for (std::size_t h = 0; h < 8; ++h) QVERIFY(std::abs(forecast.mean[h] * unit / truth[40 + h] - 1) < 0.03);
    for (std::size_t i = 1; i < fits.size(); ++i) QVERIFY(fits[i - 1].aicc <= fits[i].aicc);
}

void TestForecastModels::etsNamesAndRefusals() {
    QCOMPARE(QString::fromStdString(nameOf(EtsForm{true, Trend::Damped, Season::Additive})), QString("ETS(M,Ad,A)"));
    QVERIFY(fitEtsForms(std::vector<double>{1, 2, 3}, 1).empty());
    QVERIFY(!fitEtsForm({false, Trend::None, Season::Additive}, seasonalSeries(7, 0), 4)); // two seasons are needed
    for (const auto& fit : fitEtsForms(std::vector<double>{1, -1, 2, -2, 1, 3, -1, 2, 0, 1, 2, 1}, 1)) QVERIFY(!fit.form.multiplicativeError);
}

void TestForecastModels::seasonTest() {
    QVERIFY(isSeasonal(seasonalSeries(24, 0.05), 4));
    QVERIFY(!isSeasonal(seasonalSeries(11, 0.05), 4)); // below three seasons
    QVERIFY(!isSeasonal(kYearly, 1));
    QVERIFY(!isSeasonal(std::vector<double>(40, 3.0), 4));
}

void TestForecastModels::decomposition() {
    const auto season = decompose(seasonalSeries(40, 0), 4, Decomposition::Multiplicative);
    QVERIFY(season.multiplicative);
    const std::vector<double> index{0.7, 1.1, 1.4, 0.8};
    for (std::size_t s = 0; s < 4; ++s) QVERIFY(std::abs(season.index[s] - index[s]) < 0.02);
    QVERIFY(std::abs(std::accumulate(season.index.begin(), season.index.end(), 0.0) - 4) < 1e-9);
    const auto y = seasonalSeries(12, 0.1);
    const auto back = withSeason(withoutSeason(y, season), season, 0);
    for (std::size_t t = 0; t < y.size(); ++t) QVERIFY(std::abs(back[t] - y[t]) < 1e-9);
    std::vector<double> withZero = y;
    withZero[3] = 0;
    QVERIFY(!decompose(withZero, 4, Decomposition::Multiplicative).multiplicative);
    QVERIFY(decompose(std::vector<double>{1, 2, 3}, 4, Decomposition::Additive).empty());
}

void TestForecastModels::breakIsFound() {
    std::vector<double> y;
    for (int t = 0; t < 30; ++t) y.push_back((t < 14 ? 100 : 40) + (t % 3) - 1);
    const auto breaks = findBreaks(y);
    QCOMPARE(breaks.size(), std::size_t(1));
    QCOMPARE(breaks[0].index, std::size_t(14));
    liftToLastLevel(y, breaks);
    for (const double v : y) QVERIFY(std::abs(v - 40) < 3);
    const HistoryFit fit = fitHistory(y, 1, 3);
    QVERIFY(fit.breaks.empty());
}

void TestForecastModels::breakInAShortHistory_data() {
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("at");
    QTest::addColumn<double>("slope");
    for (const auto& [size, at] : {std::pair{8, 4}, {10, 5}, {12, 6}, {12, 8}, {13, 4}, {16, 8}, {20, 10}, {24, 16}})
        for (const double slope : {0.0, 1.5}) QTest::addRow("%d values, break at %d, %g a period", size, at, slope) << size << at << slope;
}

void TestForecastModels::breakInAShortHistory() {
    QFETCH(int, size);
    QFETCH(int, at);
    QFETCH(double, slope);
    std::vector<double> down, up;
    for (int t = 0; t < size; ++t) {
        const double noise = (t * 7 % 5) - 2;
        down.push_back((t < at ? 100 : 55) + slope * t + noise);
        up.push_back((t < at ? 100 : 150) + slope * t + noise);
    }
    for (const auto& y : {down, up}) {
        const auto breaks = findBreaks(y);
        QCOMPARE(breaks.size(), std::size_t(1));
        QCOMPARE(breaks[0].index, std::size_t(at));
    }
    for (int t = 0; t < size; ++t) down[std::size_t(t)] = 100 + 4 * t + t * 7 % 5; // a trend of the same size over all is none
    QVERIFY(findBreaks(down).empty());
}

void TestForecastModels::trendIsNoBreak() {
    QVERIFY(findBreaks(kYearly).empty());
    std::vector<double> line;
    for (int t = 0; t < 40; ++t) line.push_back(10 + 3 * t + (t * 7 % 5));
    QVERIFY(findBreaks(line).empty());
}

void TestForecastModels::spikeIsFound() {
    std::vector<double> y;
    for (int t = 0; t < 30; ++t) y.push_back(50 + (t * 7 % 5));
    y[12] = 200;
    QCOMPARE(findSpikes(y), std::vector<std::size_t>{12});
    y[12] = 52;
    QVERIFY(findSpikes(y).empty());
    y[29] = 200; // the last value may be the start of something
    QVERIFY(findSpikes(y).empty());
}

void TestForecastModels::zeroPatterns() {
    const auto often = zeroPattern(std::vector<double>{0, 0, 3, 0, 0, 2, 0, 0, 4, 0}, 1);
    QVERIFY(often.intermittent && !often.inactive);
    QCOMPARE(often.first, std::size_t(2));
    QVERIFY(std::abs(often.interval - 7.0 / 3) < 1e-12);
    QVERIFY(!zeroPattern(std::vector<double>{0, 0, 5, 6, 5, 7, 6, 5}, 1).intermittent); // born late, regular since
    QVERIFY(zeroPattern(std::vector<double>{5, 6, 5, 7, 0, 0, 0, 0, 0}, 1).inactive);
    const auto never = zeroPattern(std::vector<double>(6, 0.0), 1);
    QVERIFY(never.inactive && never.zeroShare == 1);
    const std::vector<double> closed{0, 5, 9, 0, 0, 6, 8, 0, 0, 5, 9, 0};
    QVERIFY(!zeroPattern(closed, 4).intermittent); // closed in two quarters of every year
    QVERIFY(zeroPattern(closed, 1).intermittent);
}

void TestForecastModels::negativeBinomial() {
    IntermittentFit fit{.rangeMean = 2, .dispersion = 1, .unit = 1};
    QVERIFY(std::abs(chanceOfDemand(fit) - (1 - std::exp(-2))) < 1e-12);
    double last = -1;
    for (const double p : {0.05, 0.25, 0.5, 0.75, 0.9, 0.975}) {
        const double q = intermittentQuantile(fit, p);
        QVERIFY(q >= last);
        last = q;
    }
    QVERIFY(std::abs(intermittentQuantile(fit, 0.9) - 4) <= 0.5); // Poisson(2): 90 % quantile is 4
    fit.dispersion = 4;
    QVERIFY(intermittentQuantile(fit, 0.9) > 4.5); // wider than Poisson; NB(mean 2, var 8): P(X <= 5) = 0.895
    fit.rangeMean = 0;
    QCOMPARE(intermittentQuantile(fit, 0.9), 0.0);
}

void TestForecastModels::dyingLinkGoesToZero() {
    std::vector<double> y{4, 0, 5, 3, 0, 4, 6, 0, 3, 4};
    y.insert(y.end(), 14, 0.0);
    const HistoryFit fit = fitHistory(y, 1, 4);
    QVERIFY(fit.zeros.inactive);
    QCOMPARE(fit.members.used, Model::Intermittent);
    for (const double v : chosen(fit).mean) QCOMPARE(v, 0.0);
}

QTEST_APPLESS_MAIN(TestForecastModels)
#include "tst_forecast_models.moc"
