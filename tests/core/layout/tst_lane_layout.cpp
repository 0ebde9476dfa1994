// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <limits>
#include <random>
#include <set>

#include "core/layout/lane_layout.h"

using namespace chainscape;

namespace {

struct Chain {
    LayoutGraph graph;
    std::vector<std::int32_t> stage;

    explicit Chain(std::int32_t firms = 0) : stage(static_cast<std::size_t>(firms), 1) { graph.n = firms; }
    void link(std::int32_t from, std::int32_t to, float weight = 1) {
        graph.source.push_back(from);
        graph.target.push_back(to);
        graph.weight.push_back(weight);
    }
};

Chain randomChain(std::int32_t firms, int lanes, unsigned seed) {
    std::mt19937 engine(seed);
    Chain chain(firms);
    for (std::int32_t i = 0; i < firms; ++i) chain.stage[i] = i % lanes + 1;
    for (std::int32_t i = 0; i < 4 * firms; ++i)
        chain.link(static_cast<std::int32_t>(engine() % static_cast<unsigned>(firms)), static_cast<std::int32_t>(engine() % static_cast<unsigned>(firms)),
                   static_cast<float>(1 + engine() % 9));
    return chain;
}

LaneResult laid(const Chain& chain, const LaneOptions& options = {}) {
    Progress progress;
    auto result = laneLayout(chain.graph, chain.stage, options, progress);
    if (!result) qFatal("%s", result.error().message.c_str());
    return std::move(*result);
}

/// Weighted crossings between two lanes, pair by pair.
double crossingsByPairs(const Chain& chain, const LaneResult& result) {
    double sum = 0;
    const auto& g = chain.graph;
    for (std::size_t a = 0; a < g.source.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) {
            const int left = result.order[g.source[a]] - result.order[g.source[b]], right = result.order[g.target[a]] - result.order[g.target[b]];
            if (static_cast<std::int64_t>(left) * right < 0) sum += static_cast<double>(g.weight[a]) * static_cast<double>(g.weight[b]);
        }
    return sum;
}

/// The firms of each lane from the top.
std::vector<std::vector<std::int32_t>> columns(const LaneResult& result) {
    std::vector<std::vector<std::int32_t>> lanes(result.lanes.size());
    for (std::size_t l = 0; l < lanes.size(); ++l) lanes[l].assign(static_cast<std::size_t>(result.lanes[l].firms), -1);
    for (std::size_t i = 0; i < result.lane.size(); ++i) lanes[result.lane[i]][result.order[i]] = static_cast<std::int32_t>(i);
    return lanes;
}

} // namespace

class TestLaneLayout : public QObject {
    Q_OBJECT
private slots:
    void degeneratesAreDrawn_data();
    void degeneratesAreDrawn();
    void crossingsAreWhatIsDrawn();
    void untangles();
    void sameAgain();
    void knownFirmsKeepTheirOrder();
    void pinnedFirmsKeepTheirOrder();
    void largeLanesAreFolded();
    void badInputIsRefused();
    void stopsWhenAsked();
};

void TestLaneLayout::degeneratesAreDrawn_data() {
    QTest::addColumn<int>("kind");
    const char* names[] = {"nothing", "one", "all in one stage", "no stages", "star of 100,000", "backward only", "odd weights", "empty lanes"};
    for (int k = 0; k < 8; ++k) QTest::newRow(names[k]) << k;
}

void TestLaneLayout::degeneratesAreDrawn() {
    QFETCH(int, kind);
    constexpr std::int32_t sizes[] = {0, 1, 400, 60, 100'001, 60, 60, 60};
    Chain chain(sizes[kind]);
    if (kind == 1) chain.link(0, 0);
    if (kind == 3) std::fill(chain.stage.begin(), chain.stage.end(), -1);
    for (std::int32_t i = 1; i < chain.graph.n; ++i) {
        if (kind == 4) chain.stage[i] = 2;
        if (kind >= 5) chain.stage[i] = 1 + (kind == 7 ? 7 : 1) * (i % 3);
        const float odd[] = {std::nanf(""), std::numeric_limits<float>::infinity(), 0, 3};
        if (kind == 5) chain.link(i, chain.stage[i] > 1 ? i - 1 : i);
        else chain.link(kind == 4 ? 0 : i / 2, i, kind == 6 ? odd[i % 4] : 1);
    }
    const LaneResult result = laid(chain);
    QCOMPARE(result.positions.x.size(), static_cast<std::size_t>(chain.graph.n));
    for (const auto& lane : columns(result))
        for (std::size_t k = 0; k < lane.size(); ++k) {
            QVERIFY(lane[k] >= 0); // every place is taken once
            QVERIFY(std::isfinite(result.positions.x[lane[k]]) && std::isfinite(result.positions.y[lane[k]]));
            const std::size_t before = static_cast<std::size_t>(result.lanes[result.lane[lane[k]]].columns);
            if (k >= before) QVERIFY(result.positions.y[lane[k]] - result.positions.y[lane[k - before]] > 0.95F); // no firm on another
        }
}

void TestLaneLayout::crossingsAreWhatIsDrawn() {
    Chain chain(40);
    std::mt19937 engine(5);
    for (std::int32_t i = 0; i < 40; ++i) chain.stage[i] = i % 2 + 1;
    for (int i = 0; i < 120; ++i)
        chain.link(static_cast<std::int32_t>(engine() % 20 * 2), static_cast<std::int32_t>(engine() % 20 * 2 + 1), static_cast<float>(1 + engine() % 5));
    const LaneResult result = laid(chain);
    const double expected = crossingsByPairs(chain, result);
    QVERIFY(expected > 0);
    QVERIFY2(std::abs(result.crossings - expected) < 1e-9 * expected, qPrintable(QString::number(result.crossings - expected)));
}

void TestLaneLayout::untangles() {
    Chain chain(60);
    for (std::int32_t i = 0; i < 60; ++i) chain.stage[i] = i % 3 + 1;
    for (std::int32_t k = 0; k < 20; ++k) {
        chain.link(3 * k, 3 * ((k * 7) % 20) + 1);
        chain.link(3 * ((k * 7) % 20) + 1, 3 * ((k * 11) % 20) + 2);
    }
    QCOMPARE(laid(chain).crossings, 0.0);
}

void TestLaneLayout::sameAgain() {
    const Chain chain = randomChain(300, 6, 1);
    const LaneResult one = laid(chain), other = laid(chain);
    QVERIFY(one.positions.x == other.positions.x && one.positions.y == other.positions.y && one.order == other.order);
}

void TestLaneLayout::knownFirmsKeepTheirOrder() {
    Chain chain = randomChain(200, 5, 2);
    const LaneResult before = laid(chain);
    chain.stage.push_back(3); // a new firm, and fewer links
    chain.graph.n = 201;
    chain.link(200, 4);
    for (auto* end : {&chain.graph.source, &chain.graph.target}) end->erase(end->begin(), end->begin() + 50);
    chain.graph.weight.erase(chain.graph.weight.begin(), chain.graph.weight.begin() + 50);
    std::vector<float> start = before.positions.y;
    start.push_back(std::nanf(""));
    const LaneResult after = laid(chain, {.startY = start});
    auto lanes = columns(after);
    for (auto& lane : lanes) std::erase(lane, 200);
    QVERIFY(lanes == columns(before));
}

void TestLaneLayout::pinnedFirmsKeepTheirOrder() {
    const Chain chain = randomChain(120, 4, 3);
    std::vector<std::uint8_t> pinned(120, 0);
    for (std::size_t i = 0; i < pinned.size(); i += 3) pinned[i] = 1;
    for (const auto& lane : columns(laid(chain, {.pinned = pinned}))) {
        std::int32_t last = -1;
        for (const std::int32_t firm : lane) {
            if (pinned[firm] == 0) continue;
            QVERIFY(firm > last);
            last = firm;
        }
    }
}

void TestLaneLayout::largeLanesAreFolded() {
    const LaneResult result = laid(randomChain(3000, 3, 4));
    std::set<float> places;
    for (const float x : result.positions.x) places.insert(x);
    QVERIFY(result.lanes[0].columns > 1);
    QCOMPARE(static_cast<std::int32_t>(places.size()), result.lanes[0].columns + result.lanes[1].columns + result.lanes[2].columns);
    for (std::size_t l = 1; l < 3; ++l) QVERIFY(result.lanes[l].x > result.lanes[l - 1].x + static_cast<float>(result.lanes[l - 1].columns - 1));
}

void TestLaneLayout::badInputIsRefused() {
    Progress progress;
    Chain chain(3);
    const std::vector<float> twoHeights(2);
    QCOMPARE(laneLayout(chain.graph, chain.stage, {.startY = twoHeights}, progress).error().code, ErrorCode::BadArgument);
    chain.stage.pop_back();
    QCOMPARE(laneLayout(chain.graph, chain.stage, {}, progress).error().code, ErrorCode::BadArgument);
    chain.stage.push_back(2);
    chain.link(0, 7);
    QCOMPARE(laneLayout(chain.graph, chain.stage, {}, progress).error().code, ErrorCode::BadArgument);
}

void TestLaneLayout::stopsWhenAsked() {
    Progress progress;
    progress.stop();
    const Chain chain = randomChain(300, 6, 6);
    QCOMPARE(laneLayout(chain.graph, chain.stage, {}, progress).error().code, ErrorCode::Cancelled);
}

QTEST_MAIN(TestLaneLayout)
#include "tst_lane_layout.moc"
