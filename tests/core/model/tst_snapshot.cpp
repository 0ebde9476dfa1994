// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/model/snapshot_cache.h"
#include "tests/core/chain_text.h"

using namespace chainscape;
using test::chain;
using test::snapshot;

class TestSnapshot : public QObject {
    Q_OBJECT
private slots:
    void sumsParallelLinksOverKinds();
    void leavesOutSelfZeroAndNegative();
    void unknownValueIsAnEdge();
    void adjacencyAgreesBothWays();
    void layersStayApart();
    void refusesMixedUnits();
    void rangeSumsPeriods();
    void refusesMixedGranularity();
    void filters();
    void endUserRules();
    void emptyIsFine();
    void cacheKeepsTheLastOnes();
};

void TestSnapshot::sumsParallelLinksOverKinds() {
    const auto s = snapshot(chain("a -> b : 3 @2021 material d=1\na -> b : 1 @2021 service d=0\nb -> c : 2 @2021"));
    QCOMPARE(s->nodeCount(), 3u);
    QCOMPARE(s->edgeCount(), 2u);
    const auto e = s->edgeBetween(s->nodeOfId("a"), s->nodeOfId("b"));
    QCOMPARE(s->edges().value[e], 4.0);
    QCOMPARE(s->edges().digital[e], 0.75f);
    QCOMPARE(s->edges().partStart[e + 1] - s->edges().partStart[e], 2u);
    QCOMPARE(s->totalValue(), 6.0);
    QCOMPARE(s->edgeBetween(s->nodeOfId("c"), s->nodeOfId("a")), kNone);
}

void TestSnapshot::leavesOutSelfZeroAndNegative() {
    const auto s = snapshot(chain("a -> a : 7 @2021\na -> b : 2 @2021\na -> b : -5 @2021\nb -> c : 0 @2021\nc -> a : 4 @2021\nc -> a : -1 @2021"));
    QCOMPARE(s->edgeCount(), 1u);
    QCOMPARE(s->totalValue(), 3.0);
    QCOMPARE(s->selfLinks().size(), 1u);
    QCOMPARE(s->selfLinks()[0].value, 7.0);
    QCOMPARE(s->negatives().size(), 1u);
    QCOMPARE(s->negatives()[0].value, -3.0);
    QCOMPARE(s->nodeOfId("b"), kNone);
}

void TestSnapshot::unknownValueIsAnEdge() {
    const auto s = snapshot(chain("a -> b : ? @2021\nb -> c : 1 @2021"));
    QCOMPARE(s->edgeCount(), 2u);
    QCOMPARE(int(s->edges().valueUnknown[0]), 1);
    QCOMPARE(s->edges().value[0], 0.0);
    QCOMPARE(s->totalValue(), 1.0);
}

void TestSnapshot::adjacencyAgreesBothWays() {
    const auto s = snapshot(chain("d -> a : 1 @2021\nb -> a : 2 @2021\na -> d : 3 @2021\nb -> d : 4 @2021\nb -> c : 5 @2021"));
    const auto& in = s->in();
    for (std::uint32_t v = 0; v < s->nodeCount(); ++v) {
        double sum = 0;
        for (auto i = in.start[v]; i < in.start[v + 1]; ++i) {
            QCOMPARE(s->edges().target[in.edgeOf[i]], v);
            QCOMPARE(s->edges().source[in.edgeOf[i]], in.node[i]);
            sum += s->edges().value[in.edgeOf[i]];
        }
        QCOMPARE(sum, s->inValue()[v]);
        QVERIFY(std::is_sorted(s->out().node.begin() + s->out().start[v], s->out().node.begin() + s->out().start[v + 1]));
    }
}

void TestSnapshot::layersStayApart() {
    const auto d = chain("a -> b : 3 @2021\nb -> a : 9 @2021 data [messages]");
    QCOMPARE(snapshot(d)->totalValue(), 3.0);
    const auto data = snapshot(d, {.layer = Layer::Data});
    QCOMPARE(data->totalValue(), 9.0);
    QCOMPARE(data->unit(), std::string("messages"));
}

void TestSnapshot::refusesMixedUnits() {
    const auto d = chain("a -> b : 3 @2021 [kg]\nb -> c : 9 @2021 [t]");
    const auto made = makeSnapshot(d, {});
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::MixedUnits);
    QVERIFY(made.error().message.find("kg, t") != std::string::npos);
    QCOMPARE(snapshot(d, {.unit = "t"})->edgeCount(), 1u);
    QCOMPARE(makeSnapshot(d, {.unit = "m"}).error().code, ErrorCode::NotFound);
}

void TestSnapshot::rangeSumsPeriods() {
    const auto d = chain("a -> b : 3 @2021 d=1\na -> b : 1 @2022 d=0\na -> c : 1 @2023");
    const auto s = snapshot(d, {.from = 0, .to = 1});
    QCOMPARE(s->edgeCount(), 1u);
    QCOMPARE(s->edges().value[0], 4.0);
    QCOMPARE(s->edges().digital[0], 0.75f);
    QCOMPARE(s->periodText(), std::string("2021 to 2022"));
    QCOMPARE(snapshot(d)->periodText(), std::string("2023"));
    QCOMPARE(makeSnapshot(d, {.from = 7}).error().code, ErrorCode::BadArgument);
}

void TestSnapshot::refusesMixedGranularity() {
    const auto d = chain("a -> b : 3 @2021\na -> b : 1 @2021Q3");
    QCOMPARE(makeSnapshot(d, {.from = 0, .to = 1}).error().code, ErrorCode::BadArgument);
}

void TestSnapshot::filters() {
    const auto d = chain("firm a stage=1 region=EU\nfirm b stage=2 region=US\nfirm c stage=3 region=EU\n"
                         "a -> b : 3 @2021 d=1\nb -> c : 5 @2021 d=0\na -> c : 1 @2021");
    const auto count = [&](Filter filter) { return snapshot(d, {.filter = std::move(filter)})->edgeCount(); };
    QCOMPARE(count({}), 3u);
    QCOMPARE(count({.stages = {1, 2}}), 1u);
    QCOMPARE(count({.regions = {"EU"}}), 1u);
    QCOMPARE(count({.onlyFirms = {"a", "b", "nobody"}}), 1u);
    QCOMPARE(count({.hiddenFirms = {"a"}}), 1u);
    QCOMPARE(count({.minValue = 3}), 2u);
    QCOMPARE(count({.digital = DigitalFilter::Digital}), 1u);
    QCOMPARE(count({.digital = DigitalFilter::Analogue}), 1u);
    QCOMPARE(count({.digital = DigitalFilter::Unknown}), 1u);
}

void TestSnapshot::endUserRules() {
    const auto flagged = snapshot(chain("firm b end\na -> b : 1 @2021\nb -> c : 1 @2021"));
    QCOMPARE(flagged->endUserRule(), Snapshot::EndUserRule::Flagged);
    QCOMPARE(int(flagged->isEndUser()[flagged->nodeOfId("c")]), 0);
    const auto staged = snapshot(chain("firm a stage=1\nfirm b stage=2\na -> b : 1 @2021\nb -> c : 1 @2021"));
    QCOMPARE(staged->endUserRule(), Snapshot::EndUserRule::LastStage);
    QCOMPARE(int(staged->isEndUser()[staged->nodeOfId("b")]), 1);
    const auto sinks = snapshot(chain("a -> b : 1 @2021\nb -> c : 1 @2021"));
    QCOMPARE(sinks->endUserRule(), Snapshot::EndUserRule::Sinks);
    QCOMPARE(int(sinks->isEndUser()[sinks->nodeOfId("c")]), 1);
}

void TestSnapshot::emptyIsFine() {
    const auto s = snapshot(chain("a -> a : 1 @2021"));
    QCOMPARE(s->nodeCount(), 0u);
    QCOMPARE(s->totalValue(), 0.0);
    DatasetBuilder none;
    QCOMPARE(makeSnapshot(*none.build(), {}).error().code, ErrorCode::NoData);
}

void TestSnapshot::cacheKeepsTheLastOnes() {
    const auto d = chain("a -> b : 3 @2021\nb -> c : 1 @2021\na -> b : 1 @2022\nb -> c : 2 @2022\na -> b : 1 @2023\nb -> c : 2 @2023"), other = chain("a -> b : 9 @2023");
    SnapshotCache cache(10); // room for two of three firms and two links
    const auto last = *cache.at(d, {});
    QCOMPARE(last->totalValue(), 3.0);
    QCOMPARE(*cache.at(d, {.from = 2, .to = 2}), last); // the same period, spelled out
    QVERIFY(*cache.at(d, {.from = 2, .filter = {.minValue = 2}}) != last);
    QCOMPARE((*cache.at(other, {}))->totalValue(), 9.0);
    cache.clear();
    const auto first = *cache.at(d, {.from = 0});
    QVERIFY(!cache.full());
    (void)cache.at(d, {.from = 1});
    QCOMPARE(cache.size(), std::size_t(10));
    QVERIFY(cache.full());
    QCOMPARE(*cache.at(d, {.from = 0}), first);
    (void)cache.at(d, {.from = 2}); // drives 2022 out, which was not asked for longest
    QCOMPARE(*cache.at(d, {.from = 0}), first);
    QCOMPARE(cache.size(), std::size_t(10));
    QCOMPARE(cache.at(d, {.from = 7}).error().code, ErrorCode::BadArgument);
    SnapshotCache small(1);
    QVERIFY(small.at(d, {}).has_value()); // what is asked for is always given
}

QTEST_APPLESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
