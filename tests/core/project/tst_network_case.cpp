// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <set>

#include "core/model/view_snapshot.h"
#include "core/project/data_chain_case.h"
#include "core/project/network_case.h"
#include "tests/core/chain_text.h"

using namespace chainscape;

namespace {

/// Three stages, two regions, two periods; two links without a score.
DatasetPtr twoRegions() {
    return test::chain("firm m1 stage=1 region=EU\nfirm m2 stage=1 region=EU\nfirm m3 stage=1 region=Asia\nfirm f1 stage=2 region=EU\nfirm f2 stage=2 region=Asia\nfirm f3 stage=2 region=Asia\n"
                       "firm u1 stage=3 region=EU end\nfirm u2 stage=3 end\n"
                       "m1 -> f1 : 10 @2023 d=1 [EUR]\nm2 -> f1 : 20 @2023 [EUR]\nm3 -> f2 : 5 @2023 d=0 [EUR]\nf1 -> u1 : 40 @2023 d=1 [EUR]\nf2 -> u2 : 8 @2023 d=.9 [EUR]\n"
                       "m1 -> f1 : 12 @2024 d=1 [EUR]\nm3 -> f3 : 6 @2024 [EUR]\nf2 -> f3 : 3 @2024 d=1 [EUR]\nf1 -> u1 : 30 @2024 d=.2 [EUR]\nf3 -> u2 : 9 @2024 d=.9 [EUR]\nu1 -> m1 : 1 @2024 d=1 [EUR]");
}

NetworkPlaces placed(const DatasetPtr& d, NetworkLayoutKind layout, const NetworkPlaces* before = nullptr, const Filter& filter = {}) {
    Progress progress;
    ViewSpec view;
    view.layout = layout;
    view.filter = filter;
    auto made = networkPlaces(d, view, progress, before);
    if (!made) qFatal("%s", made.error().message.c_str());
    return *made;
}

std::vector<std::uint32_t> byHeight(const NetworkPlaces& p) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t f = 0; f < p.y.size(); ++f)
        if (!std::isnan(p.y[f])) order.push_back(f);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t f) { return p.y[f]; });
    return order;
}

} // namespace

class TestNetworkCase : public QObject {
    Q_OBJECT
private slots:
    void everyLayoutPlacesEveryFirm_data();
    void everyLayoutPlacesEveryFirm();
    void pinsMakeRoom_data();
    void pinsMakeRoom();
    void partnersFollowAPin();
    void aStarOfAHundredThousand();
    void aFilterComesAndGoes_data();
    void aFilterComesAndGoes();
    void aFilterFromTheStartMovesNobody_data() { everyLayoutPlacesEveryFirm_data(); }
    void aFilterFromTheStartMovesNobody();
    void aNewFirmShufflesNobody();
    void collapseKeepsTheMoney_data();
    void collapseKeepsTheMoney();
    void openedGroupsAreFirms();
    void largeChainsOpenGrouped();
    void windowSumsPeriods();
    void bandOfUnknownScores();
    void nothingKnownIsNoWeakestCut();
    void unknownGroupsFail();
};

void TestNetworkCase::everyLayoutPlacesEveryFirm_data() {
    QTest::addColumn<int>("layout");
    for (const auto layout : {NetworkLayoutKind::Lanes, NetworkLayoutKind::Force, NetworkLayoutKind::Trophic, NetworkLayoutKind::Focus, NetworkLayoutKind::Region})
        QTest::newRow(std::string(nameOf(layout)).c_str()) << int(layout);
}

void TestNetworkCase::everyLayoutPlacesEveryFirm() {
    QFETCH(int, layout);
    const auto d = twoRegions();
    const auto a = placed(d, NetworkLayoutKind(layout)), b = placed(d, NetworkLayoutKind(layout));
    for (std::size_t f = 0; f < d->firms().size(); ++f) {
        QVERIFY(a.x[f] >= 0 && a.x[f] <= 1 && a.y[f] >= 0 && a.y[f] <= 1);
        QCOMPARE(a.x[f], b.x[f]);
        QCOMPARE(a.y[f], b.y[f]);
    }
    ViewSpec pinned;
    pinned.layout = NetworkLayoutKind(layout);
    pinned.pins["f1"] = {0.25, 0.75};
    Progress progress;
    const auto p = networkPlaces(d, pinned, progress, &a);
    QCOMPARE(p->x[d->firmIndex("f1")], 0.25F);
    QCOMPARE(p->y[d->firmIndex("f1")], 0.75F);
}

void TestNetworkCase::pinsMakeRoom_data() {
    QTest::addColumn<int>("layout");
    for (const auto layout : {NetworkLayoutKind::Lanes, NetworkLayoutKind::Trophic, NetworkLayoutKind::Focus}) QTest::newRow(std::string(nameOf(layout)).c_str()) << int(layout);
}

void TestNetworkCase::pinsMakeRoom() {
    QFETCH(int, layout);
    DatasetBuilder b;
    for (int i = 0; i < 9; ++i) {
        b.addFirm({.id = "s" + std::to_string(i), .stage = 1});
        QVERIFY(b.addFlow("s" + std::to_string(i), "hub", "2024", 1 + i, "material", 1, "EUR"));
    }
    b.addFirm({.id = "hub", .stage = 2});
    const auto d = *b.build();
    ViewSpec view;
    view.layout = NetworkLayoutKind(layout);
    view.focus = "hub";
    Progress progress;
    const auto free = *networkPlaces(d, view, progress);
    const auto first = d->firmIndex("s3"), other = d->firmIndex("s6");
    view.pins["s3"] = {double(free.x[other]), double(free.y[other])}; // on top of another firm
    const auto pinned = *networkPlaces(d, view, progress, &free);
    QCOMPARE(pinned.y[first], free.y[other]);
    std::vector<std::uint32_t> others;
    float nearest = 1;
    for (int i = 0; i < 9; ++i) {
        const auto f = d->firmIndex("s" + std::to_string(i));
        if (f == first) continue;
        others.push_back(f);
        nearest = std::min(nearest, std::abs(pinned.y[f] - pinned.y[first]));
        QVERIFY(pinned.y[f] >= 0 && pinned.y[f] <= 1);
    }
    QVERIFY2(nearest > 0.05F, qPrintable(QString::number(double(nearest)))); // of nine, each has 0.11
    std::ranges::sort(others, {}, [&](auto f) { return free.y[f]; });
    QVERIFY(std::ranges::is_sorted(others, {}, [&](auto f) { return pinned.y[f]; }));
    QCOMPARE(pinned.y[d->firmIndex("hub")], free.y[d->firmIndex("hub")]); // in a column of its own
    const auto anew = *networkPlaces(d, view, progress); // what came before does not matter
    for (std::size_t f = 0; f < anew.y.size(); ++f) QCOMPARE(anew.y[f], pinned.y[f]);
}

void TestNetworkCase::partnersFollowAPin() {
    const auto d = test::chain("a -> b : 1 @2024 [EUR]\nb -> c : 1 @2024 [EUR]\nc -> e : 1 @2024 [EUR]\nx -> y : 1 @2024 [EUR]");
    ViewSpec view;
    view.layout = NetworkLayoutKind::Force;
    Progress progress;
    const auto free = *networkPlaces(d, view, progress);
    const auto a = d->firmIndex("a"), b = d->firmIndex("b"), c = d->firmIndex("c"), x = d->firmIndex("x");
    view.pins["a"] = {double(free.x[a]) + 0.4, double(free.y[a])};
    const auto pinned = *networkPlaces(d, view, progress, &free);
    QCOMPARE(pinned.x[a], float(double(free.x[a]) + 0.4));
    const float near = pinned.x[b] - free.x[b], far = pinned.x[c] - free.x[c];
    QVERIFY2(near > 0.05F && near < 0.3F && far > 0 && far < near, qPrintable(QString("%1 %2").arg(double(near)).arg(double(far))));
    QCOMPARE(pinned.x[x], free.x[x]);
    view.pins.clear();
    const auto back = *networkPlaces(d, view, progress, &pinned); // unpinned: everything is where it was
    for (std::size_t f = 0; f < back.x.size(); ++f) QCOMPARE(back.x[f], free.x[f]);
}

void TestNetworkCase::aStarOfAHundredThousand() {
    DatasetBuilder b;
    for (int i = 0; i < 100'000; ++i) QVERIFY(b.addFlow("s" + std::to_string(i), "hub", "2024", 1 + i % 9, "material", 1, "EUR"));
    const auto d = *b.build();
    for (const auto layout : {NetworkLayoutKind::Lanes, NetworkLayoutKind::Force}) {
        const auto p = placed(d, layout);
        QCOMPARE(p.x.size(), std::size_t(100'001));
        QVERIFY(std::ranges::all_of(p.x, [](float v) { return v >= 0 && v <= 1; }));
        QVERIFY(std::ranges::all_of(p.y, [](float v) { return v >= 0 && v <= 1; }));
        QVERIFY(std::set<float>(p.y.begin(), p.y.end()).size() > 100); // not on one heap
    }
}

void TestNetworkCase::aFilterComesAndGoes_data() { everyLayoutPlacesEveryFirm_data(); }

void TestNetworkCase::aFilterComesAndGoes() {
    QFETCH(int, layout);
    const auto d = twoRegions();
    const auto kind = NetworkLayoutKind(layout);
    const auto all = placed(d, kind);
    const auto some = placed(d, kind, &all, {.hiddenFirms = {"m2", "f2"}});
    QVERIFY(std::isnan(some.x[d->firmIndex("m2")]));
    const auto again = placed(d, kind, &some);
    QCOMPARE(byHeight(again), byHeight(all));
    QCOMPARE(again.x, all.x);
}

void TestNetworkCase::aFilterFromTheStartMovesNobody() {
    QFETCH(int, layout);
    const auto d = twoRegions();
    const auto kind = NetworkLayoutKind(layout);
    const Filter filter{.hiddenFirms = {"m2", "f2"}};
    const auto all = placed(d, kind);
    const auto later = placed(d, kind, &all, filter), atOnce = placed(d, kind, nullptr, filter);
    for (std::size_t f = 0; f < later.x.size(); ++f) {
        QCOMPARE(atOnce.x[f], later.x[f]); // QCOMPARE takes two NaN as equal
        QCOMPARE(atOnce.y[f], later.y[f]);
    }
    QCOMPARE(placed(d, kind, &atOnce).x, all.x);
}

void TestNetworkCase::aNewFirmShufflesNobody() {
    const auto d = twoRegions();
    const auto before = placed(d, NetworkLayoutKind::Lanes);
    const auto more = test::chain("firm m1 stage=1\nfirm m2 stage=1\nfirm m3 stage=1\nfirm f1 stage=2\nfirm f2 stage=2\nfirm f3 stage=2\nfirm m0 stage=1\nfirm u1 stage=3 end\nfirm u2 stage=3 end\n"
                                  "m0 -> f1 : 99 @2024 [EUR]\nm1 -> f1 : 10 @2024 [EUR]\nm2 -> f1 : 20 @2024 [EUR]\nm3 -> f2 : 5 @2024 [EUR]\nf1 -> u1 : 40 @2024 [EUR]\nf2 -> u2 : 8 @2024 [EUR]\nf2 -> f3 : 1 @2024 [EUR]");
    const auto after = placed(more, NetworkLayoutKind::Lanes, &before);
    const auto above = [](const NetworkPlaces& p, const DatasetPtr& data, const char* a, const char* b) { return p.y[data->firmIndex(a)] < p.y[data->firmIndex(b)]; };
    for (const auto& [a, b] : {std::pair("m1", "m2"), {"m2", "m3"}, {"m1", "m3"}, {"f1", "f2"}, {"u1", "u2"}})
        QCOMPARE(above(after, more, a, b), above(before, d, a, b));
}

void TestNetworkCase::collapseKeepsTheMoney_data() {
    QTest::addColumn<QString>("by");
    for (const char* by : {"stage", "region", "community", "internet"}) QTest::newRow(by) << by;
}

void TestNetworkCase::collapseKeepsTheMoney() {
    QFETCH(QString, by);
    const auto d = twoRegions();
    Progress progress;
    for (const auto layout : {NetworkLayoutKind::Lanes, NetworkLayoutKind::Force}) {
        ViewSpec view;
        view.layout = layout;
        view.collapseBy = by.toStdString();
        const auto made = networkCase(d, view, {}, progress);
        if (!made && by == "community") QSKIP("this build has no igraph");
        QVERIFY(made);
        std::uint32_t firms = 0;
        for (const auto n : made->groups->firms) firms += std::max(1u, n);
        QCOMPARE(std::size_t(firms), d->firms().size());
        for (const char* period : {"2023", "2024"}) {
            view.period = period;
            const auto base = *makeSnapshot(d, view);
            const auto grouped = *caseSnapshot(*made, d, view);
            double inside = 0;
            for (const auto& self : grouped->selfLinks()) inside += self.value;
            QCOMPARE(grouped->totalValue() + inside, base->totalValue());
        }
    }
}

void TestNetworkCase::openedGroupsAreFirms() {
    const auto d = twoRegions();
    Progress progress;
    ViewSpec view;
    view.collapseBy = "region";
    const auto closed = *networkCase(d, view, {}, progress);
    const auto group = closed.dataset->firmIndex("region=EU,stage=1");
    QVERIFY(group != kNone);
    QCOMPARE(closed.groups->firms[group], 2u);
    QCOMPARE(closed.groups->members(*d, group), (std::vector<std::string>{"m1", "m2"}));
    view.opened = {"region=EU,stage=1"};
    view.selected = {"m1", "f2", "f3"};
    const auto open = *networkCase(d, view, {}, progress);
    QCOMPARE(open.dataset->firmIndex("region=EU,stage=1"), kNone);
    QVERIFY(open.dataset->firmIndex("m1") != kNone);
    QCOMPARE(caseView(open, d, view).selected, (std::vector<std::string>{"m1", "region=Asia,stage=2"}));
}

void TestNetworkCase::largeChainsOpenGrouped() {
    DatasetBuilder builder;
    for (int i = 0; i < 3200; ++i) {
        builder.addFirm({.id = "s" + std::to_string(i), .stage = 1, .region = i % 2 ? "EU" : "Asia"});
        QVERIFY(builder.addFlow("s" + std::to_string(i), "buyer" + std::to_string(i % 7), "2024", 1));
    }
    const auto d = *builder.build();
    QCOMPARE(collapseOf(*d, {}), std::string("region"));
    ViewSpec firms;
    firms.collapseBy = "firm";
    QCOMPARE(collapseOf(*d, firms), std::string());
    QCOMPARE(collapseOf(*twoRegions(), {}), std::string());
    Progress progress;
    const auto made = *networkCase(d, {}, {}, progress);
    QCOMPARE((*caseSnapshot(made, d, {}))->nodeCount(), std::size_t(9)); // two groups of suppliers, seven buyers without a region
}

void TestNetworkCase::windowSumsPeriods() {
    const auto d = twoRegions();
    Progress progress;
    ViewSpec view;
    const auto made = *networkCase(d, view, {}, progress);
    const double last = (*caseSnapshot(made, d, view))->totalValue();
    view.window = 2;
    const double both = (*caseSnapshot(made, d, view))->totalValue();
    view.period = "2023";
    QCOMPARE(both, last + (*caseSnapshot(made, d, view))->totalValue()); // before the first there is nothing more
}

void TestNetworkCase::bandOfUnknownScores() {
    const auto d = twoRegions();
    Progress progress;
    ViewSpec view;
    view.period = "2023";
    const auto s = *makeSnapshot(d, view);
    const auto made = *dataChainCase(s, view, {}, progress);
    QCOMPARE(made.unknownLinks, std::size_t(1));
    QVERIFY(made.coverage.low < made.coverage.high);
    QVERIFY(made.endToEnd.low <= made.endToEnd.high);
    QCOMPARE(made.cuts.size(), std::size_t(2));
    // Cut 1|2 of 2023: 10 digital, 20 unknown, 5 not, of 35.
    QCOMPARE(made.cuts[0].digital.low, 10.0 / 35);
    QCOMPARE(made.cuts[0].digital.high, 30.0 / 35);
    QCOMPARE(made.weakest, std::size_t(0));
    QCOMPARE(made.breaks, std::size_t(1)); // m3 > f2; an unknown link is no break
    view.focus = "m2";
    const auto focused = *dataChainCase(s, view, {}, progress);
    QCOMPARE(focused.firmsSurely, std::size_t(0));
    QCOMPARE(focused.firmsPerhaps, std::size_t(2)); // f1 and u1, if m2 > f1 is digital
    AnalysisOptions strict;
    strict.digital.linkThreshold = 0.95;
    QVERIFY(dataChainCase(s, view, strict, progress)->coverage.high < made.coverage.high);
}

void TestNetworkCase::nothingKnownIsNoWeakestCut() {
    Progress progress;
    const auto s = *makeSnapshot(test::chain("firm a stage=1\nfirm b stage=2\nfirm c stage=3\na -> b : 1 @2024 [EUR]\nb -> c : 1 @2024 [EUR]"), ViewSpec{});
    const auto made = *dataChainCase(s, {}, {}, progress);
    QCOMPARE(made.cuts.size(), std::size_t(2));
    QCOMPARE(made.weakest, made.cuts.size());
    QCOMPARE(made.unknownLinks, std::size_t(2));
    QCOMPARE(made.breaks, std::size_t(0));
}

void TestNetworkCase::unknownGroupsFail() {
    Progress progress;
    ViewSpec view;
    view.collapseBy = "colour";
    const auto made = networkCase(twoRegions(), view, {}, progress);
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::BadArgument);
}

QTEST_APPLESS_MAIN(TestNetworkCase)
#include "tst_network_case.moc"
