// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The change figures: map, bars, ranks, small multiples and alluvial say what the numbers say, and every label is whole.
#include <algorithm>

#include <QFontMetricsF>

#include "core/project/change_flow.h"
#include "core/scenario/scenario.h"
#include "tests/core/chain_text.h"
#include "ui/painters/alluvial_painter.h"
#include "ui/painters/change_map.h"
#include "ui/painters/change_multiples.h"
#include "ui/painters/change_painter.h"
#include "ui/style/fonts.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

const QRectF kArea(0, 0, 900, 560);

/// Maker "old" goes on as "now" in 3 with the same partners; a second seller appears in 2.
DatasetPtr story() {
    return test::chain("firm a-supplier-with-a-long-name stage=1\nfirm second stage=1\nfirm old stage=2\nfirm now stage=2\nfirm p stage=3 platform\nfirm u stage=4 end\n"
                       "a-supplier-with-a-long-name -> old : 20 @1\nold -> p : 30 @1\np -> u : 40 @1\n"
                       "a-supplier-with-a-long-name -> old : 12 @2\nsecond -> old : 8 @2\nold -> p : 20 @2\nold -> u : 12 @2\np -> u : 26 @2\n"
                       "a-supplier-with-a-long-name -> now : 12 @3\nsecond -> now : 8 @3\nnow -> p : 20 @3\nnow -> u : 12 @3\np -> u : 26 @3\n",
                       StageList{{"Mine", "Make", "Sell", "Use"}});
}

ChangeInput inputOf(const DatasetPtr& dataset, ViewSpec spec) {
    Progress progress;
    ChangeInput in;
    in.spec = changeSpec(std::move(spec));
    const auto take = [](auto&& made) {
        if (!made) qFatal("%s", made.error().message.c_str());
        return std::make_shared<std::decay_t<decltype(*made)>>(std::move(*made));
    };
    in.change = take(changeCase({.dataset = dataset, .spec = in.spec}, progress));
    in.history = take(changeHistory({.dataset = dataset, .spec = in.spec}, progress));
    in.places = take(networkPlaces(dataset, in.spec, progress));
    in.multiples = take(multiplesOf(dataset, in.spec, kMostMultiples, progress));
    in.flow = take(changeFlow({.dataset = dataset, .spec = in.spec}, progress));
    if (!in.spec.change.indicator.empty()) in.indicator = take(indicatorSeries(dataset, in.change->after->spec(), in.spec.change.indicator, {}, progress));
    in.locale = QLocale::c();
    return in;
}

ViewSpec between(const char* from, const char* to) {
    ViewSpec spec;
    spec.from = from;
    spec.to = to;
    return spec;
}

QString allTexts(const DisplayList& list) {
    QStringList out;
    for (const auto& layer : list.layers())
        for (const auto& text : layer.texts) out << text.text;
    return out.join('\n');
}

std::size_t itemsOf(const DisplayList& list, ItemKind kind) {
    std::set<std::uint32_t> found;
    const auto look = [&](const auto& marks) {
        for (const auto& mark : marks)
            if (mark.item.kind == kind) found.insert(mark.item.id);
    };
    for (const auto& layer : list.layers()) look(layer.rects), look(layer.ribbons), look(layer.discs);
    return found.size();
}

} // namespace

class TestChangePainter : public QObject {
    Q_OBJECT
private slots:
    /// Bars, their line and the words of the periods stand inside the figure, not somewhere at infinity.
    void barsStandInTheFigure() {
        DisplayList list;
        paintChange(list, inputOf(story(), between("1", "2")), kArea);
        int bars = 0, periods = 0;
        for (const auto& layer : list.layers()) {
            for (const auto& rect : layer.rects)
                if (rect.item.kind == ItemKind::Step) bars += kArea.contains(rect.box.center()) ? 1 : -1000;
            for (const auto& text : layer.texts)
                if (text.text == QLatin1String("2") || text.text == QLatin1String("3")) periods += kArea.contains(text.anchor) ? 1 : -1000;
        }
        QVERIFY2(bars >= 2, qPrintable(QString::number(bars)));
        QVERIFY2(periods >= 2, qPrintable(QString::number(periods)));
    }
    void mapLabelsAreWhole() {
        DisplayList list;
        const Legend legend = paintChange(list, inputOf(story(), between("1", "2")), kArea);
        QVERIFY(!legend.empty());
        bool seen = false;
        for (const auto& layer : list.layers())
            for (const auto& text : layer.texts) {
                if (text.item.kind != ItemKind::Firm) continue;
                seen = seen || text.text.startsWith(QStringLiteral("a-supplier"));
                const double half = QFontMetricsF(interfaceFont(text.size, text.weight)).horizontalAdvance(text.text) / 2, middle = text.anchor.x() + text.shift.x();
                QVERIFY2(middle - half >= kArea.left() && middle + half <= kArea.right(), qPrintable(text.text));
            }
        QVERIFY(seen);
        QVERIFY(allTexts(list).contains(QStringLiteral("second, new")));
    }

    void barsAnswerToClicksAndTellTheNoise() {
        ViewSpec spec = between("1", "2");
        spec.change.settings.events = {{"New law", "3", ""}};
        DisplayList list;
        paintChange(list, inputOf(story(), spec), kArea);
        QCOMPARE(itemsOf(list, ItemKind::Step), std::size_t(2));
        const QString texts = allTexts(list);
        QVERIFY(texts.contains(QStringLiteral("cannot be estimated from one row a link")));
        QVERIFY(texts.contains(QStringLiteral("New law")));
        QVERIFY(texts.contains(QStringLiteral("Platforms:")));
    }

    /// Only the name changed: the reading says so, and told first there is no remix.
    void renamedOnly() {
        const auto in = inputOf(story(), between("2", "3"));
        QCOMPARE(in.change->change.rStar, 52.0 / 78.0); // all but what the platform sells
        QCOMPARE(in.change->reading.guesses.size(), std::size_t(1));
        QVERIFY(in.change->reading.guesses[0].likeness > 0.99);
        QCOMPARE(in.change->reading.rStarIfRenamed, 0.0);
        DisplayList list;
        paintChange(list, in, kArea);
        QVERIFY(allTexts(list).contains(QStringLiteral("old may go on as now")));
        ViewSpec told = between("2", "3");
        told.change.settings.renames = {{"old", "now", "3"}};
        const auto after = inputOf(story(), told);
        QCOMPARE(after.change->change.rStar, 0.0);
        QCOMPARE(after.history->steps[1].change.rStar, 0.0);
        QVERIFY(after.history->steps[0].change.rStar > 0.1); // before the renaming nothing is renamed
    }

    void sameFirmsOnly() {
        ViewSpec spec = between("1", "2");
        spec.change.sameFirms = true;
        const auto in = inputOf(story(), spec);
        QCOMPARE(in.change->turnover.births, std::size_t(1)); // old to u; not what the second seller brings
        QCOMPARE(in.change->table.totalAfter, 70.0); // without what the second seller sells
    }

    void ruleIsTheUsers() {
        ViewSpec spec = between("1", "2");
        QVERIFY(inputOf(story(), spec).change->phase.phase != Phase::Stable);
        spec.change.settings.rule = {1, 1, 1};
        QCOMPARE(inputOf(story(), spec).change->phase.phase, Phase::Stable);
    }

    void ranks() {
        ViewSpec spec = between("1", "2");
        spec.change.show = ChangeShow::Ranks;
        DisplayList list;
        const Legend legend = paintChange(list, inputOf(story(), spec), kArea);
        QVERIFY(!legend.empty());
        const QString texts = allTexts(list);
        QVERIFY(texts.contains(QStringLiteral("tau-b")));
        QVERIFY(texts.contains(QStringLiteral("intermediary")));
        QVERIFY(texts.contains(QStringLiteral("new")));
        QVERIFY(texts.contains(QStringLiteral("old: buyers")));
    }

    /// A side alone has its own values on one scale with the other, and nothing of the other.
    void sidesAloneAreOnOneScale() {
        auto in = inputOf(story(), between("1", "2"));
        const ChangeMarks a = changeMarks(in, kArea, ChangeSide::A), b = changeMarks(in, kArea, ChangeSide::B), both = changeMarks(in, kArea, ChangeSide::Both);
        QCOMPARE(a.largestLink, 40.0);
        QCOMPARE(b.largestLink, 40.0);
        QCOMPARE(both.largestLink, 14.0); // p -> u fell most
        QCOMPARE(a.place, b.place);
        in.side = ChangeSide::A;
        DisplayList first;
        paintChange(first, in, kArea);
        for (const QString& text : allTexts(first).split('\n')) QVERIFY2(!text.startsWith(QStringLiteral("second")), qPrintable(text)); // no such firm on the map
        QVERIFY(allTexts(first).contains(QStringLiteral("+ second"))); // the words below tell both sides
        in.side = ChangeSide::B;
        DisplayList second;
        paintChange(second, in, kArea);
        QVERIFY(allTexts(second).contains(QStringLiteral("second, new")));
    }

    /// Left of the line nothing of B, right of it nothing of A; the line can be taken hold of.
    void swipeDividesTheMap() {
        ViewSpec spec = between("1", "2");
        spec.change.swipe = 0.5;
        DisplayList list;
        const Legend legend = paintChange(list, inputOf(story(), spec), kArea);
        std::size_t left = 0, right = 0;
        for (const auto& layer : list.layers()) {
            if (layer.clip.isNull()) continue;
            (layer.clip.right() <= kArea.center().x() + 1 ? left : right) += 1;
        }
        QCOMPARE(left, std::size_t(3));
        QCOMPARE(right, std::size_t(3));
        QCOMPARE(itemsOf(list, ItemKind::Control), std::size_t(1));
        const QString texts = allTexts(list);
        QVERIFY(texts.contains(QStringLiteral("A, 1")) && texts.contains(QStringLiteral("B, 2")));
        QVERIFY(legend.widthTitle.contains(QStringLiteral("one scale")));
    }

    void flowDifference() {
        ViewSpec spec = between("1", "2");
        spec.change.show = ChangeShow::Flow;
        DisplayList list;
        const Legend legend = paintChange(list, inputOf(story(), spec), kArea);
        QVERIFY(list.summary.startsWith(QStringLiteral("Difference of the flows")));
        QVERIFY(!legend.empty());
        QVERIFY(itemsOf(list, ItemKind::Node) >= 5);
        QCOMPARE(itemsOf(list, ItemKind::Step), std::size_t(2)); // the bars stand below
    }

    void indicatorInPlaceOfTheBars() {
        ViewSpec spec = between("1", "2");
        spec.change.indicator = "total_value";
        spec.change.settings.events = {{"New law", "3", ""}};
        DisplayList list;
        paintChange(list, inputOf(story(), spec), kArea);
        const QString texts = allTexts(list);
        QVERIFY(texts.contains(QStringLiteral("every period")));
        QVERIFY(texts.contains(QStringLiteral("no regime can be told")));
        QVERIFY(texts.contains(QStringLiteral("New law")));
        QCOMPARE(itemsOf(list, ItemKind::Step), std::size_t(2));
    }

    void multiples() {
        ViewSpec spec = between("1", "2");
        spec.change.show = ChangeShow::Multiples;
        DisplayList list;
        paintChange(list, inputOf(story(), spec), kArea);
        QCOMPARE(itemsOf(list, ItemKind::Period), std::size_t(3));
        QVERIFY(kArea.contains(list.bounds()));
    }

    void baseAgainstScenario() {
        const auto base = story();
        Progress progress;
        EditList edits;
        edits.steps.push_back({.operation = RemoveFirm{"second", RemoveFirm::Mode::Lose}});
        const auto after = applyScenario(base, {.from = 1}, edits, progress);
        QVERIFY(after.has_value());
        ViewSpec spec;
        spec.period = "2";
        spec.change.againstBase = true;
        const auto made = changeCase({.dataset = after->after, .base = base, .spec = spec}, progress);
        QVERIFY(made.has_value());
        QVERIFY(made->againstBase());
        QCOMPARE(made->turnover.deaths, std::size_t(1));
        QVERIFY(comparedText(*made, QLocale::c()).contains(QStringLiteral("scenario")));
    }

    void alluvialFigure() {
        const auto dataset = story();
        ViewSpec spec;
        spec.view = ViewKind::Alluvial;
        spec.change.by = AlluvialBy::Platform;
        Progress progress;
        AlluvialInput in{dataset, std::make_shared<const Alluvial>(*alluvialOf(dataset, spec, progress)), spec, ThemeKind::Light, QLocale::c()};
        DisplayList list;
        const Legend legend = paintAlluvial(list, in, kArea);
        QCOMPARE(legend.colours.size(), in.groups->groups.size());
        QVERIFY(kArea.contains(list.bounds()));
        std::size_t blocks = 0, ribbons = 0;
        for (const auto& column : in.groups->blocks) blocks += column.size();
        for (const auto& step : in.groups->ribbons) ribbons += step.size();
        QCOMPARE(itemsOf(list, ItemKind::Group), blocks);
        QCOMPARE(itemsOf(list, ItemKind::Band), ribbons);
        const auto first = alluvialItem(*in.groups, {ItemKind::Group, 0});
        QVERIFY(first.block != nullptr);
        QCOMPARE(firmsOf(*in.groups, first, *dataset).size(), first.block->firms);
        QVERIFY(alluvialItem(*in.groups, {ItemKind::Group, 999}).block == nullptr);
        QVERIFY(allTexts(list).contains(QStringLiteral("via p")));
    }
};

QTEST_MAIN(TestChangePainter)
#include "tst_change_painter.moc"
