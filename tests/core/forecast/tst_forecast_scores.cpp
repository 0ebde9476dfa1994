// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "core/forecast/scores.h"

using namespace chainscape::forecast;

namespace {

std::vector<double> numbers(const QJsonValue& value) {
    std::vector<double> out;
    for (const auto v : value.toArray()) out.push_back(v.toDouble());
    return out;
}

} // namespace

class TestForecastScores : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void pointScores();
    void pinballAndInterval();
    void crps();
    void edges();

private:
    QJsonObject m_golden;
};

void TestForecastScores::initTestCase() {
    QFile file(CHAINSCAPE_GOLDEN "/forecast/scores_and_reconciliation.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_golden = QJsonDocument::fromJson(file.readAll()).object();
    QVERIFY(!m_golden.isEmpty());
}

void TestForecastScores::pointScores() {
    const auto g = m_golden["scores"].toObject();
    const auto history = numbers(g["history"]), actual = numbers(g["actual"]), forecast = numbers(g["forecast"]);
    QVERIFY(std::abs(mase(history, actual, forecast, 3) - g["MASE_m3"].toDouble()) < 1e-6);
    QVERIFY(std::abs(rmsse(history, actual, forecast, 3) - g["RMSSE_m3"].toDouble()) < 1e-6);
    QVERIFY(std::abs(smape(actual, forecast) - g["sMAPE_pct"].toDouble()) < 1e-6);
    QVERIFY(std::abs(wape(actual, forecast) - g["WAPE"].toDouble()) < 1e-6);
}

void TestForecastScores::pinballAndInterval() {
    const auto g = m_golden["pinball"].toObject();
    const double low = pinball(14, 9, 0.1), middle = pinball(14, 12, 0.5), high = pinball(14, 16, 0.9);
    QVERIFY(std::abs(low - g["0.1"].toDouble()) < 1e-6);
    QVERIFY(std::abs(middle - g["0.5"].toDouble()) < 1e-6);
    QVERIFY(std::abs(high - g["0.9"].toDouble()) < 1e-6);
    QVERIFY(std::abs((low + middle + high) / 3 - g["mean"].toDouble()) < 1e-6);
    QCOMPARE(intervalScore(14, 9, 16, 0.8), g["interval_score_80"].toDouble());
    QVERIFY(std::abs(intervalScore(20, 9, 16, 0.8) - (7 + 10 * 4)) < 1e-9);
    QVERIFY(std::abs(intervalScore(8, 9, 16, 0.8) - (7 + 10)) < 1e-9);
}

void TestForecastScores::crps() {
    const auto g = m_golden["crps_ensemble"].toObject();
    const auto members = numbers(g["x"]);
    QVERIFY(std::abs(crpsEnsemble(members, g["y"].toDouble()) - g["crps"].toDouble()) < 1e-6);
    QVERIFY(std::abs(crpsEnsemble(members, g["y"].toDouble(), Crps::Fair) - g["crps_fair"].toDouble()) < 1e-6);
    QVERIFY(std::abs(crpsNormal(12, 2, 14) - m_golden["crps_normal mu12 sd2 y14"].toDouble()) < 1e-6);
}

void TestForecastScores::edges() {
    const std::vector<double> flat{5, 5, 5, 5}, zeros{0, 0}, two{5, 6};
    QVERIFY(std::isnan(mase(flat, two, two, 1)));
    QVERIFY(std::isnan(rmsse(flat, two, two, 1)));
    QVERIFY(std::isnan(mase(two, two, two, 4)));
    QCOMPARE(smape(zeros, zeros), 0.0);
    QVERIFY(std::isnan(wape(zeros, two)));
    QVERIFY(std::isnan(smape({}, {})));
    QVERIFY(std::isnan(crpsEnsemble({}, 1)));
}

QTEST_APPLESS_MAIN(TestForecastScores)
#include "tst_forecast_scores.moc"
