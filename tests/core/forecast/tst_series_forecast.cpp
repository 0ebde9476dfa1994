// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <limits>

#include "core/forecast/backtest.h"
#include "core/forecast/batch_forecast.h"
#include "core/forecast/explain.h"
#include "core/forecast/series_forecast.h"

using namespace chainscape;
using namespace chainscape::forecast;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// A reproducible noisy series with trend and season.
std::vector<double> made(std::size_t n, int frequency, unsigned seed) {
    std::vector<double> out;
    std::uint32_t state = seed * 2654435761u + 1;
    for (std::size_t t = 0; t < n; ++t) {
        state = state * 1664525u + 1013904223u;
        const double noise = double(state >> 8) / double(1u << 24) - 0.5;
        const double season = frequency > 1 ? 20 * std::sin(6.283185307 * double(t % std::size_t(frequency)) / frequency) : 0;
        out.push_back(100 + 0.5 * double(t) + season + 12 * noise);
    }
    return out;
}

void verifyFinite(const SeriesForecast& f, int horizon) {
    if (f.mean.empty()) {
        QVERIFY(!f.reason.empty());
        return;
    }
    QCOMPARE(int(f.mean.size()), horizon);
    for (const double v : f.mean) QVERIFY(std::isfinite(v));
    if (f.bands.empty()) QVERIFY(!f.reason.empty());
    for (std::size_t level = 0; level < kLevelCount; ++level) {
        const auto &low = f.bands.lower[level], &high = f.bands.upper[level];
        if (f.bands.empty()) continue;
        QCOMPARE(low.size(), f.mean.size());
        for (std::size_t h = 0; h < low.size(); ++h) {
            QVERIFY(std::isfinite(low[h]) && std::isfinite(high[h]) && low[h] <= high[h]);
            if (level > 0) QVERIFY(low[h] <= f.bands.lower[level - 1][h] && high[h] >= f.bands.upper[level - 1][h]);
        }
    }
}

} // namespace

class TestSeriesForecast : public QObject {
    Q_OBJECT
private slots:
    void badInput_data();
    void badInput();
    void everyFrequency();
    void shortSaysSo();
    void gapsAreFilled();
    void neverNegative();
    void negativeMayGoBelowZero();
    void scales();
    void sameWithAnyBlock();
    void cancels();
    void originsKeepApart();
    void backtestIsHonest();
    void poolNeedsFortyErrors();
    void rangesHoldTheirPromise();
    void explains();
};

void TestSeriesForecast::badInput_data() {
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<bool>("refused");
    const auto row = [](const char* name, const std::vector<double>& v, bool refused = false) {
        QTest::newRow(name) << QList<double>(v.begin(), v.end()) << refused;
    };
    row("empty", {}, true);
    row("only gaps", {kNaN, kNaN, kNaN}, true);
    row("one", {5});
    row("two", {5, 6});
    row("three", {5, 6, 7});
    row("four", {5, 6, 7, 9});
    row("constant", std::vector<double>(30, 7.0));
    row("all zero", std::vector<double>(30, 0.0));
    row("four zeros", {0, 0, 0, 0});
    auto spike = std::vector<double>(30, 0.0);
    spike[10] = 1e6;
    row("one spike in zeros", spike);
    auto bump = std::vector<double>(30, 5.0);
    bump[29] = 1e6;
    row("spike at the end", bump);
    bump[29] = 5;
    bump[13] = -1e9;
    row("negative spike", bump);
    row("gaps", {1, kNaN, 3, 4, kNaN, 6, 7, 8, 9, kNaN, 11, 12});
    row("mostly gaps", {1, kNaN, kNaN, kNaN, kNaN, 6}, true);
    row("negative", {-5, -6, -4, -7, -5, -6, -8, -5, -4, -6});
    row("mixed signs", {-5, 6, -4, 7, -5, 6, -8, 5, -4, 6});
    row("infinite", {1, 2, std::numeric_limits<double>::infinity(), 4, 5}, true);
    auto small = made(40, 12, 1), large = small;
    for (double& v : small) v *= 1e-12;
    for (double& v : large) v *= 1e15;
    row("1e-12", small);
    row("1e15", large);
    row("huge", {1e140, 2e140, 1e140, 3e140, 2e140, 1e140, 2e140, 3e140, 1e140, 2e140});
    row("denormal", {1e-310, 2e-310, 1e-310, 3e-310, 1e-310, 2e-310, 1e-310, 2e-310, 1e-310});
    row("step", {5, 5, 5, 5, 5, 9, 9, 9, 9, 9, 9, 9});
    row("one nonzero last", {0, 0, 0, 0, 0, 0, 0, 0, 0, 3});
    row("exponential", {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11});
    row("ten thousand", made(10000, 24, 3));
}

void TestSeriesForecast::badInput() {
    QFETCH(QList<double>, values);
    QFETCH(bool, refused);
    for (const int frequency : {1, 4, 12}) {
        const auto f = forecastSeries(std::vector<double>(values.begin(), values.end()), {.horizon = 7, .frequency = frequency});
        QCOMPARE(f.mean.empty(), refused);
        verifyFinite(f, 7);
        QVERIFY(!sentenceOf(f).empty());
    }
}

void TestSeriesForecast::everyFrequency() {
    for (const int frequency : {1, 2, 3, 5, 7, 13, 24, 25, 52, 60, 96, 168}) {
        const auto f = forecastSeries(made(std::size_t(4 * frequency + 9), frequency, 5), {.horizon = 9, .frequency = frequency, .origins = 1});
        QVERIFY(!f.mean.empty());
        verifyFinite(f, 9);
    }
    QVERIFY(forecastSeries(made(40, 1, 1), {.horizon = 3, .frequency = 169}).mean.empty());
    QVERIFY(forecastSeries(made(40, 1, 1), {.horizon = 3, .frequency = 0}).mean.empty());
    QVERIFY(forecastSeries(made(40, 1, 1), {.horizon = 0}).mean.empty());
}

void TestSeriesForecast::shortSaysSo() {
    const auto f = forecastSeries(std::vector<double>{4, 6, 5}, {.horizon = 2});
    QCOMPARE(f.mean, (std::vector<double>{5, 5}));
    QVERIFY(f.bands.empty());
    QVERIFY(f.reason.find("too short") != std::string::npos);
    QCOMPARE(gradeOf(f), Grade::D);
}

void TestSeriesForecast::gapsAreFilled() {
    auto whole = made(48, 12, 2), gappy = whole;
    gappy[20] = kNaN;
    gappy.insert(gappy.begin(), kNaN);
    gappy.push_back(kNaN);
    const auto a = forecastSeries(whole, {.horizon = 6, .frequency = 12}), b = forecastSeries(gappy, {.horizon = 6, .frequency = 12});
    QCOMPARE(b.details.filled, std::size_t(1));
    QCOMPARE(b.details.length, std::size_t(48));
    for (std::size_t h = 0; h < 6; ++h) QVERIFY(std::abs(a.mean[h] / b.mean[h] - 1) < 0.05);
}

void TestSeriesForecast::neverNegative() {
    std::vector<double> falling;
    for (int t = 0; t < 24; ++t) falling.push_back(std::max(1.0, 100 - 4.3 * t + (t * 5 % 7)));
    for (const auto sign : {Sign::Auto, Sign::NonNegative}) {
        const auto f = forecastSeries(falling, {.horizon = 12, .sign = sign});
        for (std::size_t h = 0; h < 12; ++h) QVERIFY(f.mean[h] >= 0 && f.bands.lower[2][h] >= 0);
    }
    const auto free = forecastSeries(falling, {.horizon = 12, .sign = Sign::Any});
    QVERIFY(free.bands.lower[2].back() < 0);
}

void TestSeriesForecast::negativeMayGoBelowZero() {
    const auto f = forecastSeries(std::vector<double>{-5, 6, -4, 7, -5, 6, -8, 5, -4, 6}, {.horizon = 3});
    QVERIFY(f.bands.lower[2].front() < 0);
}

void TestSeriesForecast::scales() {
    const auto y = made(60, 12, 7);
    auto z = y;
    for (double& v : z) v *= 1024;
    const auto a = forecastSeries(y, {.horizon = 12, .frequency = 12}), b = forecastSeries(z, {.horizon = 12, .frequency = 12});
    for (std::size_t h = 0; h < 12; ++h) {
        QVERIFY(std::abs(b.mean[h] / a.mean[h] / 1024 - 1) < 1e-9);
        QVERIFY(std::abs(b.bands.upper[2][h] / a.bands.upper[2][h] / 1024 - 1) < 1e-9);
    }
    for (std::size_t t = 0; t < y.size(); ++t) z[t] = y[t] * 0.37;
    const auto c = forecastSeries(z, {.horizon = 12, .frequency = 12});
    for (std::size_t h = 0; h < 12; ++h) QVERIFY(std::abs(c.mean[h] / a.mean[h] / 0.37 - 1) < 1e-3);
}

void TestSeriesForecast::sameWithAnyBlock() {
    std::vector<SeriesInput> inputs;
    for (unsigned i = 0; i < 30; ++i) inputs.push_back({made(40 + i, 4, i), {.horizon = 6, .frequency = 4}});
    Progress progress;
    ErrorPool one, two;
    const auto first = forecastBatch(inputs, one, progress), second = forecastBatch(inputs, two, progress);
    QVERIFY(first && second);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        QCOMPARE((*first)[i].mean, (*second)[i].mean);
        QVERIFY((*first)[i].bands == (*second)[i].bands);
        QCOMPARE((*first)[i].mean, forecastSeries(inputs[i].values, inputs[i].options).mean); // the pool moves ranges only
    }
    QVERIFY((*first)[0].details.pooled >= 40);
}

void TestSeriesForecast::cancels() {
    Progress progress;
    progress.stop();
    ErrorPool pool;
    const std::vector<SeriesInput> inputs{{made(40, 4, 1), {.horizon = 6, .frequency = 4}}};
    const auto result = forecastBatch(inputs, pool, progress);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
}

void TestSeriesForecast::originsKeepApart() {
    QCOMPARE(backtestOrigins(100, {.horizon = 18, .frequency = 12}), (std::vector<std::size_t>{82, 76, 70}));
    QCOMPARE(backtestOrigins(14, {.horizon = 6}), (std::vector<std::size_t>{8}));
    QCOMPARE(backtestOrigins(9, {.horizon = 6}), (std::vector<std::size_t>{8}));
    QVERIFY(backtestOrigins(8, {.horizon = 6}).empty());
    QVERIFY(backtestOrigins(100, {.horizon = 6, .origins = 0}).empty());
}

void TestSeriesForecast::backtestIsHonest() {
    const auto y = made(60, 4, 11);
    const auto f = forecastSeries(y, {.horizon = 8, .frequency = 4});
    QCOMPARE(f.backtest.origins.size(), std::size_t(3));
    for (const auto& origin : f.backtest.origins) {
        const auto past = std::vector<double>(y.begin(), y.begin() + std::ptrdiff_t(origin.used));
        const auto again = forecastSeries(past, {.horizon = 8, .frequency = 4, .origins = 0});
        QCOMPARE(origin.forecast, again.mean); // what that past alone would have said
        for (std::size_t h = 0; h < 8; ++h) QCOMPARE(origin.actual[h], y[origin.used + h]);
    }
    const auto* mean = f.backtest.of(Model::Mean);
    const auto* yardstick = f.backtest.of(Model::SeasonalNaive);
    QVERIFY(mean && yardstick);
    QCOMPARE(yardstick->skill, 0.0);
    QVERIFY(mean->skill > 0);
    for (std::size_t i = 1; i < f.backtest.scores.size(); ++i) QVERIFY(f.backtest.scores[i - 1].error <= f.backtest.scores[i].error);
}

void TestSeriesForecast::poolNeedsFortyErrors() {
    const PoolKey key = poolKey(12, 100);
    ErrorPool pool;
    for (int i = 0; i < 18; ++i) pool.add(key, 1, i % 2 == 0 ? 9 : -9);
    QCOMPARE(pool.factors(key, 1), shippedFactors(key, 1));
    pool.add(key, 1, 9);
    const auto symmetric = pool.factors(key, 1);
    QVERIFY(symmetric != shippedFactors(key, 1));
    for (int i = 0; i < 4000; ++i) pool.add(key, 1, double(i % 1000) / 100 - 2); // -2 .. 8
    const auto wide = pool.factors(key, 1);
    QVERIFY(std::abs(wide[5] - 7.75) < 0.2 && std::abs(wide[0] + 1.75) < 0.2);
    for (std::size_t i = 1; i < wide.size(); ++i) QVERIFY(wide[i] >= wide[i - 1]);
    QCOMPARE(pool.factors(key, 2), shippedFactors(key, 2));
}

void TestSeriesForecast::rangesHoldTheirPromise() {
    std::vector<SeriesInput> inputs;
    std::vector<std::vector<double>> futures;
    for (unsigned i = 0; i < 120; ++i) {
        auto y = made(68, 4, 1000 + i);
        futures.emplace_back(y.end() - 8, y.end());
        y.resize(60);
        inputs.push_back({std::move(y), {.horizon = 8, .frequency = 4}});
    }
    Progress progress;
    ErrorPool pool;
    const auto out = forecastBatch(inputs, pool, progress);
    QVERIFY(out.has_value());
    std::array<double, kLevelCount> inside{};
    for (std::size_t i = 0; i < futures.size(); ++i)
        for (std::size_t h = 0; h < 8; ++h)
            for (std::size_t level = 0; level < kLevelCount; ++level) {
                const auto& bands = (*out)[i].bands;
                inside[level] += futures[i][h] >= bands.lower[level][h] && futures[i][h] <= bands.upper[level][h] ? 1.0 / (8 * 120) : 0;
            }
    QVERIFY(inside[0] > 0.40 && inside[0] < 0.65);
    QVERIFY(inside[1] > 0.70 && inside[1] < 0.90);
    QVERIFY(inside[2] > 0.90);
}

void TestSeriesForecast::explains() {
    const auto f = forecastSeries(made(60, 4, 11), {.horizon = 8, .frequency = 4});
    QVERIFY(sentenceOf(f).find("better than repeating the last season") != std::string::npos);
    QVERIFY(patternOf(f).starts_with("60 values, upward, seasonal, no zero periods"));
    QVERIFY(gradeOf(f) == Grade::A || gradeOf(f) == Grade::B);
    QCOMPARE(whatWouldRaise(f, 4), RaiseAdvice{});
    const auto few = forecastSeries(made(9, 4, 11), {.horizon = 2, .frequency = 4});
    QCOMPARE(whatWouldRaise(few, 4), (RaiseAdvice{Raise::Season, 3}));
    auto apart = f;
    apart.details.disagreement = 0.5; // one grade lower, and says why
    QVERIFY(gradeOf(apart) > gradeOf(f));
    QCOMPARE(whatWouldRaise(apart, 4), (RaiseAdvice{Raise::Agreement, 0}));
}

QTEST_APPLESS_MAIN(TestSeriesForecast)
#include "tst_series_forecast.moc"
