// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QtTest>

#include "core/layout/focus_layout.h"
#include "core/layout/region_layout.h"
#include "core/layout/trophic_layout.h"

using namespace chainscape;

namespace {

/// 0 -> 1 -> 2 -> 3, 4 -> 2, 2 -> 0 (a loop), 5 alone.
LayoutGraph smallGraph() {
    LayoutGraph g;
    g.n = 6;
    g.source = {0, 1, 2, 4, 2};
    g.target = {1, 2, 3, 2, 0};
    g.weight = {1, 1, 1, 1, 1};
    return g;
}

bool allFinite(const Positions& at) {
    for (std::size_t i = 0; i < at.x.size(); ++i)
        if (!std::isfinite(at.x[i]) || !std::isfinite(at.y[i])) return false;
    return true;
}

} // namespace

class TestNetworkLayouts : public QObject {
    Q_OBJECT
private slots:
    void focusCountsSteps();
    void farFirmsShareAColumn();
    void focusRefusesStrangers();
    void focusIsDeterministicAndStable();
    void trophicUsesLevels();
    void regionsFillThePage();
    void regionsHoldTheirFirms();
    void mapKeepsDirections();
    void mapWithoutCoordinates();
};

void TestNetworkLayouts::focusCountsSteps() {
    Progress progress;
    const auto r = focusLayout(smallGraph(), 2, {}, progress);
    QVERIFY(r);
    // 0 lies one step downstream (2 -> 0) and two upstream: the nearer side; 1 is one step upstream.
    QCOMPARE(r->distance, (std::vector<std::int32_t>{1, -1, 0, 1, -1, kNotConnected}));
    QCOMPARE(r->upstream, 1);
    QCOMPARE(r->downstream, 1);
    const auto& x = r->lanes.positions.x;
    QVERIFY(x[1] < x[2] && x[4] < x[2] && x[2] < x[0] && x[2] < x[3]);
    QVERIFY(x[5] > x[3]); // not connected: beyond
    QVERIFY(allFinite(r->lanes.positions));
}

void TestNetworkLayouts::farFirmsShareAColumn() {
    LayoutGraph g;
    g.n = 9;
    for (std::int32_t i = 0; i + 1 < g.n; ++i) {
        g.source.push_back(i);
        g.target.push_back(i + 1);
        g.weight.push_back(1);
    }
    Progress progress;
    const auto r = focusLayout(g, 1, {}, progress);
    QCOMPARE(r->distance[8], 7);
    QCOMPARE(r->downstream, kFocusColumns);
    QCOMPARE(r->lanes.lane[5], r->lanes.lane[8]);
    QVERIFY(r->lanes.lane[4] < r->lanes.lane[5]);
}

void TestNetworkLayouts::focusRefusesStrangers() {
    Progress progress;
    QVERIFY(!focusLayout(smallGraph(), 6, {}, progress));
    QVERIFY(!focusLayout(smallGraph(), -1, {}, progress));
    QVERIFY(!focusLayout(LayoutGraph{}, 0, {}, progress));
}

void TestNetworkLayouts::focusIsDeterministicAndStable() {
    Progress progress;
    const auto a = focusLayout(smallGraph(), 2, {}, progress), b = focusLayout(smallGraph(), 2, {}, progress);
    QVERIFY(a->lanes.positions == b->lanes.positions);
    LaneOptions warm;
    warm.startY = a->lanes.positions.y;
    QCOMPARE(focusLayout(smallGraph(), 2, warm, progress)->lanes.order, a->lanes.order);
}

void TestNetworkLayouts::trophicUsesLevels() {
    Progress progress;
    const std::vector<double> level{0, 1, 1.9, 2.9, 0.9, std::numeric_limits<double>::quiet_NaN()};
    const auto r = trophicLayout(smallGraph(), level, {}, progress);
    QVERIFY(r);
    QCOMPARE(r->highest, 2.9);
    QVERIFY(r->hasUnknown);
    for (std::size_t i = 0; i < 5; ++i) QCOMPARE(r->positions.x[i], float(level[i]));
    QCOMPARE(r->positions.x[5], 3.9F);
    QVERIFY(allFinite(r->positions));
}

void TestNetworkLayouts::regionsFillThePage() {
    std::vector<std::uint32_t> region;
    for (std::uint32_t r = 0; r < 9; ++r) region.insert(region.end(), 1 + r * r, r);
    const std::vector<std::int32_t> stage(region.size(), 1);
    const auto p = regionGrid(region, stage, 1.6);
    QCOMPARE(p.boxes.size(), std::size_t(9));
    QCOMPARE(p.boxes.front().region, 8u); // most firms first
    double area = 0;
    for (const auto& b : p.boxes) {
        QVERIFY(b.left >= -1e-6F && b.right <= 1 + 1e-6F && b.top >= -1e-6F && b.bottom <= 1 + 1e-6F && b.left < b.right && b.top < b.bottom);
        area += double(b.right - b.left) * double(b.bottom - b.top);
    }
    QVERIFY(std::fabs(area - 1) < 1e-5);
}

void TestNetworkLayouts::regionsHoldTheirFirms() {
    const std::vector<std::uint32_t> region{3, 3, 1, 3, 1, 7};
    const std::vector<std::int32_t> stage{2, 1, 1, 0, 5, 1};
    const auto p = regionGrid(region, stage, 1.6);
    for (const auto& b : p.boxes)
        for (std::size_t i = 0; i < region.size(); ++i) {
            const bool inside = p.positions.x[i] > b.left && p.positions.x[i] < b.right && p.positions.y[i] > b.top && p.positions.y[i] < b.bottom;
            QCOMPARE(inside, region[i] == b.region);
        }
    QVERIFY(p.positions.x[1] <= p.positions.x[0]); // earlier stages to the left
    QVERIFY(p.positions.x[0] <= p.positions.x[3]); // unknown last
    QVERIFY(regionGrid({}, {}, 1.6).boxes.empty());
}

/// Berlin, Madrid, Lima, two firms at one place, one without coordinates and one off the Earth.
void TestNetworkLayouts::mapKeepsDirections() {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> latitude{52.5, 40.4, -12.0, -12.0, nan, 91}, longitude{13.4, -3.7, -77.0, -77.0, 5, INFINITY};
    const auto m = mapPlaces(latitude, longitude, 1.6);
    QCOMPARE(m.placed, std::size_t(4));
    QVERIFY(m.bottom < 1);
    QVERIFY(m.positions.x[0] > m.positions.x[1] && m.positions.x[1] > m.positions.x[2]); // west to east
    QVERIFY(m.positions.y[0] < m.positions.y[1] && m.positions.y[1] < m.positions.y[2]); // north is up
    QVERIFY(m.positions.x[2] != m.positions.x[3] || m.positions.y[2] != m.positions.y[3]);
    QVERIFY(m.positions.y[4] > m.bottom && m.positions.y[5] > m.bottom);
    for (std::size_t i = 0; i < 6; ++i) QVERIFY(m.positions.x[i] >= 0 && m.positions.x[i] <= 1 && m.positions.y[i] >= 0 && m.positions.y[i] <= 1);
    // The frame reads back as degrees.
    QVERIFY(std::fabs(m.west + (m.east - m.west) * double(m.positions.x[0]) - 13.4) < 1.5);
}

void TestNetworkLayouts::mapWithoutCoordinates() {
    const std::vector<double> nothing(7, std::numeric_limits<double>::quiet_NaN());
    const auto m = mapPlaces(nothing, nothing, 1.6);
    QCOMPARE(m.placed, std::size_t(0));
    QVERIFY(allFinite(m.positions));
    const std::vector<double> one{10};
    QVERIFY(allFinite(mapPlaces(one, one, 1.6).positions));
}

QTEST_APPLESS_MAIN(TestNetworkLayouts)
#include "tst_network_layouts.moc"
