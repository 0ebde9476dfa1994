// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/digital.h"
#include "core/analysis/digital_horizon.h"
#include "tests/core/analysis/toy.h"
#include "tests/core/chain_text.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

QStringList reachedIds(const Snapshot& s, const std::vector<std::uint8_t>& flags) {
    QStringList out;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i)
        if (flags[i]) out << QString::fromStdString(s.id(i));
    out.sort();
    return out;
}

QStringList brokenLinks(const Snapshot& s, const DigitalHorizon& h) {
    QStringList out;
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e)
        if (h.firstBreak[e]) out << QString::fromStdString(s.id(s.edges().source[e]) + ">" + s.id(s.edges().target[e]));
    out.sort();
    return out;
}

} // namespace

class TestDigitalHorizon : public QObject {
    Q_OBJECT
private slots:
    void followsDigitalLinksBothWays();
    void everyPathHasItsOwnBreak();
    void withoutSeedsItStartsAtOrigins();
    void loopsWithoutOriginsStartAtTheLowestStage();
    void strangersAndEmptyChains();
    void growsWithLowerThreshold();
};

/// a => b => c -> d => e (=> digital): from b data reaches a (up), c (down); the break is c>d.
void TestDigitalHorizon::followsDigitalLinksBothWays() {
    const auto s = snapshot(chain("a -> b : 5 @2024 d=1 [x]\nb -> c : 4 @2024 d=.6 [x]\nc -> d : 3 @2024 d=.2 [x]\nd -> e : 2 @2024 d=1 [x]\nz -> a : 7 @2024 d=0 [x]"));
    const auto m = digitalEdges(*s, {});
    const std::vector<std::uint32_t> seeds{s->nodeOfId("b")};
    const auto h = digitalHorizon(*s, m, seeds);
    QCOMPARE(reachedIds(*s, h.downstream), (QStringList{"b", "c"}));
    QCOMPARE(reachedIds(*s, h.upstream), (QStringList{"a", "b"}));
    QCOMPARE(brokenLinks(*s, h), (QStringList{"c>d", "z>a"}));
    QCOMPARE(h.firms, std::size_t(2));
    QCOMPARE(h.breakValue, 10.0);
}

void TestDigitalHorizon::everyPathHasItsOwnBreak() {
    const auto s = snapshot(chain("a -> b : 1 @2024 d=1 [x]\nb -> c : 1 @2024 d=1 [x]\na -> c : 9 @2024 d=0 [x]\nc -> d : 2 @2024 d=0 [x]\nd -> e : 2 @2024 d=0 [x]"));
    const auto h = digitalHorizon(*s, digitalEdges(*s, {}), std::vector<std::uint32_t>{s->nodeOfId("a")});
    QCOMPARE(brokenLinks(*s, h), (QStringList{"a>c", "c>d"})); // not d>e: that path broke before
    QCOMPARE(h.firms, std::size_t(2));
}

void TestDigitalHorizon::withoutSeedsItStartsAtOrigins() {
    const auto s = toySnapshot("2024");
    const auto m = digitalEdges(*s, {});
    const auto h = digitalHorizon(*s, m, {});
    for (const auto origin : chainOrigins(*s)) {
        QCOMPARE(s->in().start[origin], s->in().start[origin + 1]);
        QVERIFY(h.downstream[origin]);
    }
    QVERIFY(reachedIds(*s, h.upstream).isEmpty());
    // Gaps of the golden gains whose source has digital inflow or is an origin are exactly those that data reaches first.
    const auto gaps = gapLinks(*s, m);
    for (std::size_t e = 0; e < s->edgeCount(); ++e) QCOMPARE(bool(h.firstBreak[e]), !m[e] && h.downstream[s->edges().source[e]]);
    QVERIFY(std::ranges::count(gaps.isGap, 1) >= std::ranges::count(h.firstBreak, 1));
    QVERIFY(!brokenLinks(*s, h).isEmpty());
}

void TestDigitalHorizon::loopsWithoutOriginsStartAtTheLowestStage() {
    const auto s = snapshot(chain("firm a stage=1\nfirm b stage=2\na -> b : 1 @2024 d=1 [x]\nb -> a : 1 @2024 d=0 [x]"));
    QCOMPARE(chainOrigins(*s), std::vector<std::uint32_t>{s->nodeOfId("a")});
    QCOMPARE(digitalHorizon(*s, digitalEdges(*s, {}), {}).firms, std::size_t(1));
}

void TestDigitalHorizon::strangersAndEmptyChains() {
    const auto s = snapshot(chain("a -> b : 1 @2024 d=1 [x]"));
    const auto h = digitalHorizon(*s, digitalEdges(*s, {}), std::vector<std::uint32_t>{77});
    QCOMPARE(reachedIds(*s, h.downstream), (QStringList{"a", "b"})); // as without seeds
    const auto none = snapshot(chain("a -> a : 1 @2024 d=1 [x]"));
    QCOMPARE(digitalHorizon(*none, {}, {}).firms, std::size_t(0));
}

void TestDigitalHorizon::growsWithLowerThreshold() {
    const auto s = toySnapshot("2024");
    std::size_t before = 0;
    for (const double threshold : {1.0, 0.8, 0.5, 0.2, 0.0}) {
        const auto h = digitalHorizon(*s, digitalEdges(*s, {.linkThreshold = threshold}), std::vector<std::uint32_t>{s->nodeOfId("C1")});
        QVERIFY(h.firms >= before);
        before = h.firms;
    }
    QVERIFY(before > 0);
}

QTEST_APPLESS_MAIN(TestDigitalHorizon)
#include "tst_digital_horizon.moc"
