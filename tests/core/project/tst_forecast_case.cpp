// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ForecastCase: the right series of a tiny chain, in whole, by firm, link and stage pair; short histories and wrong names.
#include "core/project/forecast_case.h"
#include "core/project/forecast_group.h"

#include <cmath>

#include "tests/core/chain_text.h"

using namespace chainscape;

namespace {

/// Mine -> maker -> shop over `years` years; mine sells 10, 11, 12 ..., maker 30, 33, 36 ...; maker -> late only in the last year.
DatasetPtr growing(int years) {
    std::string text = "firm mine stage=1\nfirm maker stage=2\nfirm shop stage=3\nfirm late stage=3\nfirm idle stage=3\n";
    for (int y = 0; y < years; ++y) {
        const std::string at = " @" + std::to_string(2001 + y) + " material [t]\n";
        text += "mine -> maker : " + std::to_string(10 + y) + at + "maker -> shop : " + std::to_string(30 + 3 * y) + at;
        if (y + 1 == years) text += "maker -> late : 5" + at;
    }
    return test::chain(text, StageList{{"Mine", "Make", "Sell"}});
}

ViewSpec of(const std::string& what, const std::string& series = {}, int horizon = 3) {
    ViewSpec spec;
    spec.view = ViewKind::Forecast;
    spec.of = what;
    spec.series = series;
    spec.horizon = horizon;
    return spec;
}

ForecastCase made(const DatasetPtr& dataset, const ViewSpec& spec) {
    Progress progress;
    auto result = forecastCase(dataset, spec, progress);
    if (!result) qFatal("%s", result.error().message.c_str());
    return *result;
}

ErrorCode errorOf(const DatasetPtr& dataset, const ViewSpec& spec) {
    Progress progress;
    const auto result = forecastCase(dataset, spec, progress);
    return result ? ErrorCode::Unknown : result.error().code;
}

} // namespace

class TestForecastCase : public QObject {
    Q_OBJECT
private slots:
    void stagesSideBySide() {
        const auto chain = growing(12);
        ViewSpec view = of("total");
        view.forecastShow = ForecastShow::Stages;
        Progress progress;
        const auto group = forecastGroup({chain, view, nullptr, {}}, progress);
        QVERIFY(group.has_value());
        QCOMPARE(group->cases.size(), std::size_t(2));
        QCOMPARE(group->cases[0].name, std::string("stage:1"));
        QCOMPARE(group->cases[0].first, std::string("Mine"));
        QCOMPARE(group->cases[0].history.back(), 21.0);
        QCOMPARE(group->cases[1].history.back(), 63.0 + 5);
        QVERIFY(group->cases[0].coherent);
        for (std::size_t h = 0; h < 3; ++h) // stages add up to the chain
            QVERIFY(std::abs(group->cases[0].result.mean[h] + group->cases[1].result.mean[h] - made(chain, of("total")).result.mean[h]) < 1e-9);
        QCOMPARE(group->absent.size(), std::size_t(1)); // the shops sell nothing
        QCOMPARE(group->absent[0].stage, 3);
        QVERIFY(group->absent[0].reason.empty() && !group->indexed);
    }

    void severalSeriesOnOneIndex() {
        const auto chain = growing(12);
        ViewSpec view = of("total");
        view.forecastShow = ForecastShow::Several;
        view.alongside = {"stage-pair:1>2", "firm:maker:out", "stage-pair:1>2", "firm:nobody:out"};
        Progress progress;
        const auto plain = forecastGroup({chain, view, nullptr, {}}, progress);
        QVERIFY(plain.has_value());
        QCOMPARE(plain->cases.size(), std::size_t(3)); // the same one twice is shown once
        QCOMPARE(plain->absent.size(), std::size_t(1));
        QVERIFY(plain->absent[0].reason.find("nobody") != std::string::npos);
        QCOMPARE(plain->cases[0].unit, std::string("t"));
        view.indexed = true;
        const auto indexed = forecastGroup({chain, view, nullptr, {}}, progress);
        QVERIFY(indexed && indexed->indexed && !indexed->mixedUnits);
        for (std::size_t i = 0; i < 3; ++i) {
            const auto &a = plain->cases[i], &b = indexed->cases[i];
            QCOMPARE(b.history.back(), 100.0);
            const double factor = 100 / a.history.back();
            QVERIFY(std::abs(b.result.mean[2] - factor * a.result.mean[2]) < 1e-9);
            QVERIFY(std::abs(b.result.bands.upper[1][2] - factor * a.result.bands.upper[1][2]) < 1e-9);
            QVERIFY(b.unit.empty());
        }
        view.indexed = false;
        view.alongside = {"structure:firms"};
        const auto mixed = forecastGroup({chain, view, nullptr, {}}, progress);
        QVERIFY(mixed && mixed->indexed && mixed->mixedUnits);
    }

    void seriesWithoutAnIndexAreLeftOut() {
        const auto chain = growing(12);
        ViewSpec view = of("total");
        view.forecastShow = ForecastShow::Several;
        view.indexed = true;
        view.alongside = {"link:maker>late"}; // 0 but for the last year: it has an index
        Progress progress;
        const auto group = forecastGroup({chain, view, nullptr, {}}, progress);
        QVERIFY(group && group->cases.size() == 2);
        view.alongside = {"firm:idle:in"};
        const auto none = forecastGroup({chain, view, nullptr, {}}, progress);
        QVERIFY(none && none->cases.size() == 1 && none->absent.size() == 1);
        view.of = "link";
        view.series = "no>where";
        view.alongside.clear();
        QVERIFY(!forecastGroup({chain, view, nullptr, {}}, progress));
        progress.stop();
        view.of = "total";
        QCOMPARE(forecastGroup({chain, view, nullptr, {}}, progress).error().code, ErrorCode::Cancelled);
    }

    void total() {
        const auto chain = growing(12);
        const auto c = made(chain, of("total"));
        QCOMPARE(c.subject, ForecastSubject::Total);
        QCOMPARE(c.unit, std::string("t"));
        QCOMPARE(c.history.size(), std::size_t(12));
        QCOMPARE(c.history.front(), 40.0);
        QCOMPARE(c.history.back(), 21.0 + 63 + 5);
        QCOMPARE(c.periods.front(), *parsePeriod("2001"));
        QCOMPARE(c.result.mean.size(), std::size_t(3));
        QCOMPARE(c.ahead.front(), *parsePeriod("2013"));
        QVERIFY(c.coherent);
        QVERIFY(!c.result.bands.empty());
        QVERIFY(c.result.mean[0] > 80);
    }

    void partsAddUp() {
        const auto chain = growing(12);
        const auto total = made(chain, of("total")), a = made(chain, of("stage-pair", "1>2")), b = made(chain, of("stage-pair", "2>3"));
        for (std::size_t h = 0; h < 3; ++h) QVERIFY(std::abs(total.result.mean[h] - a.result.mean[h] - b.result.mean[h]) < 1e-6);
        QCOMPARE(a.first, std::string("Mine"));
        QCOMPARE(a.second, std::string("Make"));
        QCOMPARE(a.stage, 1);
        QCOMPARE(total.stagePairs, (std::vector<std::string>{"2>3", "1>2"}));
    }

    void blankStagePairIsTheLargest() { QCOMPARE(made(growing(12), of("stage-pair")).series, std::string("2>3")); }

    void firmByItsLargerSide() {
        const auto chain = growing(12);
        const auto maker = made(chain, of("firm", "maker")), shop = made(chain, of("firm", "shop"));
        QCOMPARE(maker.subject, ForecastSubject::Sales);
        QCOMPARE(maker.history.front(), 30.0);
        QCOMPARE(maker.stage, 2);
        QCOMPARE(shop.subject, ForecastSubject::Purchases);
        QCOMPARE(shop.history.back(), 63.0);
        ViewSpec focused = of("firm");
        focused.focus = "mine";
        QCOMPARE(made(chain, focused).first, std::string("mine"));
    }

    void linkWithZerosBeforeItsStart() {
        const auto c = made(growing(12), of("link", "maker>late"));
        QCOMPARE(c.subject, ForecastSubject::Link);
        QCOMPARE(c.history.front(), 0.0);
        QCOMPARE(c.history.back(), 5.0);
        QCOMPARE(c.second, std::string("late"));
    }

    void tooShortSaysSo() {
        for (const int years : {1, 3}) {
            const auto c = made(growing(years), of("total"));
            QCOMPARE(c.history.size(), std::size_t(years));
            QVERIFY(!c.result.reason.empty());
            QVERIFY(c.result.bands.empty());
        }
    }

    void missingPeriodIsAGap() {
        std::string text;
        for (const int y : {2001, 2002, 2003, 2004, 2006, 2007, 2008}) text += "a -> b : " + std::to_string(y - 1990) + " @" + std::to_string(y) + " material [t]\n";
        const auto c = made(test::chain(text), of("total"));
        QCOMPARE(c.history.size(), std::size_t(8));
        QVERIFY(std::isnan(c.history[4]));
        QCOMPARE(c.result.details.filled, std::size_t(1));
    }

    void seasonFollowsTheCalendar() {
        std::string text;
        for (int q = 0; q < 24; ++q) text += "a -> b : " + std::to_string(100 + 20 * (q % 4) + q * 7 % 5) + " @" + std::to_string(2010 + q / 4) + "Q" + std::to_string(q % 4 + 1) + " material [t]\n";
        const auto c = made(test::chain(text), of("link", "a>b", 4));
        QCOMPARE(c.frequency, 4);
        QVERIFY(c.result.mean[3] > c.result.mean[0] + 40);
        QVERIFY(c.record);
        QVERIFY2(c.record->checks > 20, qPrintable(QString::number(c.record->checks)));
        QVERIFY2(c.record->inside95 > 0.5 && c.record->inside95 <= 1, qPrintable(QString::number(c.record->inside95)));
    }

    void wrongNames() {
        const auto chain = growing(6);
        QCOMPARE(errorOf(chain, of("firm", "nobody")), ErrorCode::NotFound);
        QCOMPARE(errorOf(chain, of("firm", "idle")), ErrorCode::NoData);
        QCOMPARE(errorOf(chain, of("link", "shop>mine")), ErrorCode::NotFound);
        QCOMPARE(errorOf(chain, of("link")), ErrorCode::BadArgument);
        QCOMPARE(errorOf(chain, of("stage-pair", "3>1")), ErrorCode::NotFound);
        QCOMPARE(errorOf(chain, of("colour")), ErrorCode::BadArgument);
        QCOMPARE(errorOf(chain, of("total", {}, 0)), ErrorCode::BadArgument);
        QCOMPARE(errorOf(nullptr, of("total")), ErrorCode::NoData);
        QCOMPARE(errorOf(test::chain("a -> b : 1 @2001 material [t]\na -> b : 1 @2001Q2 material [t]\n"), of("total")), ErrorCode::BadArgument);
    }

    void stopped() {
        Progress progress;
        progress.stop();
        const auto result = forecastCase(growing(9), of("total"), progress);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestForecastCase)
#include "tst_forecast_case.moc"
