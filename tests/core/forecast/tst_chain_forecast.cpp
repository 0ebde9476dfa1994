// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <set>

#include "core/forecast/chain_forecast.h"
#include "core/model/dataset_builder.h"

using namespace chainscape;
using namespace chainscape::forecast;

namespace {

/// Three makers sell to two dealers, these to one user; quarters from 2018 on, growing and seasonal; one link comes and goes.
DatasetPtr chain(int quarters, int missing = -1) {
    DatasetBuilder builder;
    const auto firm = [&](const char* id, int stage, bool platform = false) {
        FirmRecord record;
        record.id = id;
        record.stage = stage;
        record.isPlatform = platform;
        builder.addFirm(record);
    };
    firm("M1", 5);
    firm("M2", 5);
    firm("M3", 5);
    firm("D1", 6);
    firm("P1", 6, true);
    firm("U1", 8);
    for (int q = 0; q < quarters; ++q) {
        if (q == missing) continue;
        const std::string period = std::to_string(2018 + q / 4) + "Q" + std::to_string(q % 4 + 1);
        const double season = q % 4 == 3 ? 1.3 : 0.9, growth = 1 + 0.02 * q;
        const auto flow = [&](const char* s, const char* t, double value) {
            if (value > 0 && !builder.addFlow(s, t, period, value)) QFAIL("flow");
        };
        flow("M1", "D1", 40 * season * growth + (q * 7 % 5));
        flow("M2", "D1", 20 * season * growth + (q * 3 % 4));
        flow("M2", "P1", 30 * growth + (q * 5 % 6));
        flow("M3", "P1", q % 5 == 2 ? 8 : 0);
        flow("D1", "U1", 70 * season * growth + (q * 11 % 7));
        flow("P1", "U1", 45 * growth + (q * 13 % 5));
    }
    return *builder.build();
}

std::size_t nodeOf(const ChainSeries& series, const std::string& id) {
    for (std::size_t i = 0; i < series.nodes.size(); ++i)
        if (series.nodes[i].id == id) return i;
    return series.nodes.size();
}

} // namespace

class TestChainForecast : public QObject {
    Q_OBJECT
private slots:
    void seriesAddUp();
    void restsAreKept();
    void stopsAtPeriod();
    void missingPeriodIsAGap();
    void forecastAddsUp();
    void shortHistory();
    void refuses();
    void cancels();
};

void TestChainForecast::seriesAddUp() {
    const auto series = chainSeries(*chain(24), {});
    QVERIFY(series.has_value());
    QCOMPARE(series->hierarchy.bottom, std::size_t(6));
    QCOMPARE(series->frequency, 4);
    std::set<std::string> ids;
    for (const auto& node : series->nodes) ids.insert(node.id);
    QCOMPARE(ids.size(), series->nodes.size());
    for (const auto* id : {"total", "direct", "platform", "5", "6", "5>6", "6>8", "M2:out", "D1:in", "D1:out", "M3>P1"}) QVERIFY(ids.contains(id));
    for (std::size_t t = 0; t < 24; ++t) {
        std::vector<double> at;
        for (const auto& v : series->values) at.push_back(v[t]);
        QVERIFY(incoherence(series->hierarchy, at) < 1e-9);
    }
    QCOMPARE(series->values[nodeOf(*series, "M3>P1")][0], 0.0);
    QCOMPARE(series->values[nodeOf(*series, "M3>P1")][2], 8.0);
}

void TestChainForecast::restsAreKept() {
    const auto data = chain(24);
    const auto all = chainSeries(*data, {}), few = chainSeries(*data, {.maxLinks = 3});
    QVERIFY(all && few);
    for (const auto* id : {"total", "5>6"})
        for (std::size_t t = 0; t < 24; ++t) QVERIFY(std::abs(few->values[nodeOf(*few, id)][t] - all->values[nodeOf(*all, id)][t]) < 1e-9);
    QVERIFY(nodeOf(*few, "other 5>6 over platforms") < few->nodes.size());
}

void TestChainForecast::stopsAtPeriod() {
    const auto data = chain(24);
    const auto series = chainSeries(*data, {.last = 11});
    QVERIFY(series.has_value());
    QCOMPARE(series->values[0].size(), std::size_t(12));
    QCOMPARE(toText(series->last), std::string("2020Q4"));
}

void TestChainForecast::missingPeriodIsAGap() {
    const auto series = chainSeries(*chain(24, 7), {});
    QVERIFY(series.has_value());
    QCOMPARE(series->values[0].size(), std::size_t(24));
    for (const auto& v : series->values) QVERIFY(std::isnan(v[7]) && !std::isnan(v[8]));
    Progress progress;
    QVERIFY(forecastChain(*series, {}, progress).has_value());
}

void TestChainForecast::forecastAddsUp() {
    const auto series = chainSeries(*chain(28), {});
    QVERIFY(series.has_value());
    Progress progress;
    const auto forecast = forecastChain(*series, {.horizon = 4}, progress);
    QVERIFY(forecast.has_value());
    QVERIFY(forecast->incoherence < 1e-9);
    QCOMPARE(forecast->nodes.size(), series->nodes.size());
    for (std::size_t h = 0; h < 4; ++h) {
        std::vector<double> at;
        for (const auto& node : forecast->nodes) at.push_back(node.mean[h]);
        QVERIFY(incoherence(series->hierarchy, at) < 1e-9);
        for (std::size_t i = 0; i < at.size(); ++i) {
            QVERIFY(at[i] >= 0);
            const auto& bands = forecast->nodes[i].bands;
            if (!bands.empty()) QVERIFY(bands.lower[2][h] <= at[i] && at[i] <= bands.upper[2][h] && bands.lower[2][h] >= 0);
        }
    }
    QCOMPARE(forecast->scores.size(), kChainLevels);
    QCOMPARE(forecast->scores.front().level, ChainLevel::Total);
    QCOMPARE(forecast->scores.front().checks, std::size_t(12));
    QVERIFY(forecast->scores.front().skill > 0); // growing: repeating the last season is beaten
    const auto& total = forecast->nodes[nodeOf(*series, "total")].backtest.origins;
    const auto &direct = forecast->nodes[nodeOf(*series, "direct")].backtest.origins, &platform = forecast->nodes[nodeOf(*series, "platform")].backtest.origins;
    for (std::size_t k = 0; k < total.size(); ++k) // each origin adds up, too
        for (std::size_t h = 0; h < 4; ++h) QVERIFY(std::abs(total[k].forecast[h] - direct[k].forecast[h] - platform[k].forecast[h]) < 1e-9);
    const auto again = forecastChain(*series, {.horizon = 4}, progress);
    QCOMPARE(again->nodes[0].mean, forecast->nodes[0].mean);
}

void TestChainForecast::shortHistory() {
    const auto series = chainSeries(*chain(3), {});
    QVERIFY(series.has_value());
    Progress progress;
    const auto forecast = forecastChain(*series, {.horizon = 2}, progress);
    QVERIFY(forecast.has_value());
    QVERIFY(forecast->scores.empty());
    QVERIFY(forecast->nodes[0].bands.empty());
    QVERIFY(forecast->nodes[0].reason.find("too short") != std::string::npos);
}

void TestChainForecast::refuses() {
    DatasetBuilder builder;
    QVERIFY(builder.addFlow("A", "B", "", 5).has_value());
    const auto undated = chainSeries(**builder.build(), {});
    QVERIFY(!undated);
    QCOMPARE(undated.error().code, ErrorCode::BadArgument);
    QVERIFY(!chainSeries(*chain(8), {.unit = "tonnes"}));
    QVERIFY(!chainSeries(*chain(8), {.last = 99}));
    QCOMPARE(chainLevelNamed("stage-pair").value(), ChainLevel::StagePair);
    QVERIFY(!chainLevelNamed("galaxy"));
}

void TestChainForecast::cancels() {
    const auto series = chainSeries(*chain(12), {});
    Progress progress;
    progress.stop();
    const auto forecast = forecastChain(*series, {}, progress);
    QVERIFY(!forecast);
    QCOMPARE(forecast.error().code, ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestChainForecast)
#include "tst_chain_forecast.moc"
