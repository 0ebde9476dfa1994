// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The forecast figure: what it says, that nothing leaves its area, odd sizes, and the labels of the time axis.
#include <cmath>

#include "tests/core/chain_text.h"
#include "ui/canvas/raster_backend.h"
#include "ui/canvas/text_drawing.h"
#include "ui/painters/forecast_group_painter.h"
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

/// Four stages over 20 quarters; the last sells nothing, the third a thousandth of the others.
ForecastGroupInput grouped(ForecastShow show, bool indexed = false) {
    std::string text = "firm a stage=1\nfirm b stage=2\nfirm c stage=3\nfirm d stage=4\n";
    for (int q = 0; q < 20; ++q) {
        const std::string at = " @" + std::to_string(2018 + q / 4) + "Q" + std::to_string(q % 4 + 1) + " material [EUR]\n";
        const auto flow = [&](const char* from, const char* to, double value) { text += std::string(from) + " -> " + to + " : " + std::to_string(value) + at; };
        flow("a", "b", 1e6 * (100 + q + 5 * (q % 4)));
        flow("b", "c", 1e6 * (150 - q + 3 * (q * 7 % 5)));
        flow("c", "d", 1e5 + 900 * (q * 5 % 7));
    }
    ForecastGroupInput in;
    in.dataset = test::chain(text, StageList{{"Mine", "Make", "Ship", "Sell"}});
    in.show = show;
    in.locale = QLocale::c();
    ViewSpec view;
    view.forecastShow = show;
    view.of = "stage";
    view.series = "1";
    view.alongside = {"stage:2", "stage:3", "stage-pair:1>2"};
    view.indexed = indexed;
    view.horizon = 4;
    Progress progress;
    in.group = std::make_shared<const ForecastGroup>(*forecastGroup({in.dataset, view, nullptr, {}}, progress));
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
    void multiplesShareScaleAndCalendar() {
        const auto in = grouped(ForecastShow::Stages);
        DisplayList list;
        const Legend legend = paintForecastGroup(list, in, QRectF(0, 0, 1000, 560));
        const QStringList texts = textsOf(list);
        for (const char* part : {"What each stage sells", "m EUR a quarter", "Mine", "Make", "Ship", "Sell", "sells nothing", "in 2023 Q4"}) QVERIFY2(anyContains(texts, QLatin1String(part)), part);
        QCOMPARE(list.layers().front().recordings.size(), std::size_t(3)); // the stage that sells nothing has an outline instead
        QCOMPARE(texts.count(QStringLiteral("100")), 2);                   // the scale's words stand once a row of charts
        QVERIFY(!legend.lines.empty());
        const std::size_t stride = groupStride(*in.group);
        QCOMPARE(stride, std::size_t(24));
        QCOMPARE(forecastGroupTip(in, {ItemKind::Period, std::uint32_t(stride)}).left(20), QStringLiteral("Make: sales, 2018 Q1"));
        QVERIFY(forecastGroupTip(in, {ItemKind::Period, std::uint32_t(3 * stride)}).isEmpty());
        QVERIFY(forecastGroupTip(in, {ItemKind::Series, 1}).startsWith(QStringLiteral("Make: sales")));
    }

    void stagesHaveColoursOfOnesOwn() {
        auto in = grouped(ForecastShow::Stages);
        in.palette = {"#102030"};
        QCOMPARE(forecastGroupColours(in).front(), QColor(0x10, 0x20, 0x30));
        QVERIFY(forecastGroupColours(in)[1] != QColor(0x10, 0x20, 0x30));
    }

    void severalSeriesInOneChart() {
        for (const bool indexed : {false, true}) {
            const auto in = grouped(ForecastShow::Several, indexed);
            DisplayList list;
            const Legend legend = paintForecastGroup(list, in, QRectF(0, 0, 1000, 420));
            const QStringList texts = textsOf(list);
            QVERIFY(anyContains(texts, QStringLiteral("Mine: sales, Make: sales and 2 more")));
            QCOMPARE(anyContains(texts, QStringLiteral("= 100")), indexed);
            QCOMPARE(list.layers().front().recordings.size(), std::size_t(4));
            QCOMPARE(forecastGroupTip(in, {ItemKind::Period, 21}).count(QLatin1Char('\n')), 4); // the period and four series
            std::vector<QRectF> labels;
            for (const auto& text : list.layers().front().texts)
                if (text.item.kind == ItemKind::Series) labels.push_back(boxOf(text, Camera{}));
            QCOMPARE(labels.size(), std::size_t(4));
            for (std::size_t i = 0; i < labels.size(); ++i)
                for (std::size_t k = 0; k < i; ++k) QVERIFY(!labels[i].intersects(labels[k]));
            QVERIFY(legend.lines.size() >= 4);
            const auto colours = forecastGroupColours(in); // the pair of stages 1>2 would have the colour of stage 1
            for (std::size_t i = 0; i < colours.size(); ++i)
                for (std::size_t k = 0; k < i; ++k) QVERIFY(colours[i] != colours[k]);
        }
    }

    void groupsStayInTheirArea_data() {
        QTest::addColumn<QSizeF>("size");
        QTest::addColumn<int>("show");
        for (const auto show : {ForecastShow::Stages, ForecastShow::Several})
            for (const QSizeF size : {QSizeF(1100, 460), QSizeF(690, 330), QSizeF(420, 620)}) QTest::addRow("%d at %g", int(show), size.width()) << size << int(show);
    }
    void groupsStayInTheirArea() {
        QFETCH(QSizeF, size);
        QFETCH(int, show);
        const QRectF area(QPointF(20, 20), size);
        DisplayList list;
        paintForecastGroup(list, grouped(ForecastShow(show)), area);
        for (const auto& layer : list.layers()) {
            for (const auto& text : layer.texts) QVERIFY2(area.adjusted(-6, -4, 10, 4).contains(boxOf(text, Camera{})), qPrintable(text.text));
            for (const auto& rect : layer.rects) QVERIFY(area.adjusted(-1, -1, 1, 1).contains(rect.box));
            for (const auto& chart : layer.recordings) QVERIFY(area.adjusted(-1, -1, 1, 1).contains(chart.box));
        }
    }

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
        QCOMPARE(few.front().text, QStringLiteral("2019 Q2"));
        const auto years = periodTicks(periodsFrom("1961", 60), 500, QLocale::c());
        QCOMPARE(years.front().text, QStringLiteral("1965"));
        const auto crowded = periodTicks(periodsFrom("2019-01-01", 700), 400, QLocale::c());
        QVERIFY(crowded.size() >= 2 && crowded.size() <= 5);
        QVERIFY(periodTicks({}, 400, QLocale::c()).empty());
    }
};

QTEST_MAIN(TestForecastPainter)
#include "tst_forecast_painter.moc"
