// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The forecast figure: what it says, that nothing leaves its area, odd sizes, and the labels of the time axis.
#include <cmath>

#include "tests/core/chain_text.h"
#include "ui/canvas/raster_backend.h"
#include "ui/canvas/text_drawing.h"
#include "ui/painters/forecast_painter.h"
#include "ui/painters/forecast_words.h"
#include "ui/painters/period_ticks.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

/// Quarters from 2015 on, rising, with a season; a level shift from `shift` on.
ForecastInput quarterly(int count, int shift = 1000) {
    std::string text = "firm a stage=1\nfirm b stage=2\n";
    for (int q = 0; q < count; ++q) {
        const double value = 2e6 * (100 + 2 * q + 15 * (q % 4 == 3) + (q * 7919 % 13) * 0.5 + (q >= shift ? 120 : 0));
        text += "a -> b : " + std::to_string(value) + " @" + std::to_string(2015 + q / 4) + "Q" + std::to_string(q % 4 + 1) + " material [EUR]\n";
    }
    const auto dataset = test::chain(text, StageList{{"Make", "Sell"}});
    ViewSpec spec;
    spec.of = "link";
    spec.series = "a>b";
    spec.horizon = 8;
    Progress progress;
    ForecastInput in;
    in.outcome = std::make_shared<const ForecastCase>(*forecastCase(dataset, spec, progress));
    in.stages = dataset->stages();
    in.locale = QLocale::c();
    return in;
}

QStringList textsOf(const DisplayList& list) {
    QStringList out;
    for (const auto& layer : list.layers())
        for (const auto& text : layer.texts) out << text.text;
    return out;
}

bool anyContains(const QStringList& texts, const QString& part) {
    return std::ranges::any_of(texts, [&](const QString& t) { return t.contains(part); });
}

std::vector<Period> periodsFrom(const char* first, int count) {
    std::vector<Period> out;
    for (int i = 0; i < count; ++i) out.push_back(advanced(*parsePeriod(first), i));
    return out;
}

} // namespace

class TestForecastPainter : public QObject {
    Q_OBJECT
private slots:
    void marksFansAndTheRecordAreWritten() {
        auto in = quarterly(36);
        auto c = std::make_shared<ForecastCase>(*in.outcome);
        c->marks = {{CaseMark::Origin::Confirmed, 8, "2017Q1", {}, false}, {CaseMark::Origin::Event, 20, "2020Q1", "Plant opens", true}};
        ScenarioFan fan;
        fan.name = "Reshoring";
        for (const double v : c->result.mean) fan.mean.push_back(0.5 * v);
        fan.parts = 1;
        c->fans = {fan};
        c->ledger.issued = 2;
        c->ledger.lastIssue = 41;
        c->ledger.ranged = c->ledger.scored = 1;
        c->ledger.inside80 = 1;
        LedgerEntry e;
        e.series = "total";
        e.unit = "EUR";
        e.target = "2023Q4";
        e.mean = 130;
        e.lower80 = 120;
        e.upper80 = 140;
        e.actual = 133;
        c->ledger.last = e;
        in.outcome = c;
        DisplayList list;
        const auto legend = paintForecast(list, in, {0, 0, 1100, 900});
        const QString all = textsOf(list).join(QLatin1Char(' '));
        QVERIFY(all.contains(QStringLiteral("level break 2017 Q1, confirmed by you")));
        QVERIFY(all.contains(QStringLiteral("Plant opens (2020 Q1)")));
        QVERIFY(all.contains(QStringLiteral("Reshoring: parts from the base in 2024 Q2")));
        QVERIFY2(all.contains(QStringLiteral("no. 41")) && all.contains(QStringLiteral("said 120 to 140")), qPrintable(all));
        QVERIFY(std::ranges::any_of(legend.lines, [](const LegendLine& l) { return l.text.contains(QStringLiteral("Reshoring")); }));
    }

    void saysWhatMatters() {
        const auto in = quarterly(28);
        DisplayList list;
        const Legend legend = paintForecast(list, in, QRectF(20, 20, 960, 460));
        const QStringList texts = textsOf(list);
        for (const char* part : {"a to b", "m EUR a quarter", "last data 2021 Q4", "2016", "28", "This forecast", "Same as last year", "error", "past dates", " to "})
            QVERIFY2(anyContains(texts, QLatin1String(part)), part);
        QVERIFY(!legend.lines.empty());
        QVERIFY(list.summary.contains(QLatin1String("a to b")));
        QCOMPARE(list.layers().front().recordings.size(), std::size_t(1));
    }

    void chartIsNotBlank() {
        DisplayList list;
        list.background = 0xFFFFFFFF;
        paintForecast(list, quarterly(28), QRectF(10, 10, 780, 380));
        Progress progress;
        const QImage image = rasterise(list, {}, QSize(800, 400), {}, progress).image;
        int inked = 0;
        for (int y = 60; y < 380; ++y)
            for (int x = 60; x < 500; ++x) inked += image.pixelColor(x, y) != QColor(Qt::white) ? 1 : 0;
        QVERIFY2(inked > 5000, qPrintable(QString::number(inked)));
    }

    void levelBreakIsMarked() {
        const auto in = quarterly(32, 16);
        QVERIFY(!in.outcome->result.details.breaks.empty());
        DisplayList list;
        paintForecast(list, in, QRectF(0, 0, 960, 460));
        QVERIFY(anyContains(textsOf(list), QStringLiteral("level break 2019 Q1")));
    }

    void textsOfSmallPicturesAreWhole() {
        DisplayList list;
        list.background = 0xFFFFFFFF;
        Text t;
        t.text = QStringLiteral("What comes next");
        t.anchor = {10, 50};
        t.size = 20;
        t.across = Across::Left;
        list.text(t);
        const QRectF box = boxOf(t, Camera{});
        Progress progress;
        RasterOptions small;
        small.ratio = 0.6;
        const QImage image = rasterise(list, {}, QSize(300, 80), small, progress).image;
        int right = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y).lightness() < 200) right = std::max(right, x);
        QVERIFY2(std::abs(right - box.right() * 0.6) < 5, qPrintable(QString::number(right)));
    }

    void nothingLeavesTheArea_data() {
        QTest::addColumn<QSizeF>("size");
        QTest::newRow("slide") << QSizeF(1100, 460);
        QTest::newRow("half page") << QSizeF(690, 330);
        QTest::newRow("narrow and tall") << QSizeF(420, 620);
        QTest::newRow("narrow and flat") << QSizeF(400, 260);
    }
    void nothingLeavesTheArea() {
        QFETCH(QSizeF, size);
        const QRectF area(QPointF(20, 20), size);
        DisplayList list;
        paintForecast(list, quarterly(28), area);
        for (const auto& layer : list.layers()) {
            for (const auto& text : layer.texts) QVERIFY2(area.adjusted(-6, -4, 6, 4).contains(boxOf(text, Camera{})), qPrintable(text.text));
            for (const auto& rect : layer.rects) QVERIFY(area.adjusted(-1, -1, 1, 1).contains(rect.box));
        }
    }

    void shortHistorySaysSo() {
        const auto in = quarterly(2);
        DisplayList list;
        paintForecast(list, in, QRectF(0, 0, 960, 460));
        QVERIFY(anyContains(textsOf(list), QStringLiteral("short")));
        QVERIFY(anyContains(textsOf(list), QStringLiteral("D")));
    }

    void messageInsteadOfAnOutcome() {
        ForecastInput in;
        in.message = QStringLiteral("Choose a firm");
        DisplayList list;
        QVERIFY(paintForecast(list, in, QRectF(0, 0, 300, 200)).empty());
        QCOMPARE(textsOf(list), QStringList{in.message});
    }

    void tips() {
        const auto in = quarterly(28);
        QVERIFY(forecastTip(*in.outcome, 0, in.locale).startsWith(QStringLiteral("2015 Q1: ")));
        QVERIFY(forecastTip(*in.outcome, 28, in.locale).contains(QStringLiteral("80%")));
        QVERIFY(forecastTip(*in.outcome, 36, in.locale).isEmpty());
    }

    void timeAxis() {
        const auto quarters = periodTicks(periodsFrom("2019Q2", 30), 700, QLocale::c());
        QCOMPARE(quarters.front().text, QStringLiteral("2020"));
        QCOMPARE(quarters.front().place, std::size_t(3));
        QCOMPARE(quarters[1].place - quarters[0].place, std::size_t(4));
        const auto few = periodTicks(periodsFrom("2019Q2", 4), 700, QLocale::c());
        QCOMPARE(few.size(), std::size_t(4));
        QCOMPARE(few.front().text, QStringLiteral("Q2 2019"));
        const auto years = periodTicks(periodsFrom("1961", 60), 500, QLocale::c());
        QCOMPARE(years.front().text, QStringLiteral("1965"));
        const auto crowded = periodTicks(periodsFrom("2019-01-01", 700), 400, QLocale::c());
        QVERIFY(crowded.size() >= 2 && crowded.size() <= 5);
        QVERIFY(periodTicks({}, 400, QLocale::c()).empty());
    }
};

QTEST_MAIN(TestForecastPainter)
#include "tst_forecast_painter.moc"
