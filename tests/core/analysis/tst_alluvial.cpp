// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Alluvial: groups over periods that add up, keep their identity and name what they are; renames that hold from a period on.

#include <QtTest>

#include "core/analysis/change_alluvial.h"
#include "core/analysis/change_index.h"
#include "tests/core/analysis/toy_chain.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

Alluvial made(const DatasetPtr& dataset, const AlluvialOptions& options, const SnapshotSpec& spec = {}) {
    Progress progress;
    auto out = alluvial(dataset, spec, options, progress);
    if (!out) qFatal("%s", out.error().message.c_str());
    return std::move(*out);
}

std::uint32_t groupOf(const Alluvial& a, const DatasetPtr& dataset, std::size_t t, std::string_view firm) { return a.groupOf[t][dataset->firmIndex(firm)]; }

/// Blocks equal what comes in and what goes out, in firms and in value.
void checkSums(const Alluvial& a) {
    for (std::size_t t = 0; t < a.periods.size(); ++t)
        for (const auto& block : a.blocks[t]) {
            std::size_t in = block.entered, out = block.left;
            double inValue = block.enteredValue, outValue = block.leftValue;
            if (t > 0)
                for (const auto& r : a.ribbons[t - 1])
                    if (r.to == block.group) in += r.firms, inValue += r.after;
            if (t + 1 < a.periods.size())
                for (const auto& r : a.ribbons[t])
                    if (r.from == block.group) out += r.firms, outValue += r.before;
            if (t > 0) QCOMPARE(in, block.firms);
            if (t > 0) QVERIFY(near(inValue, block.value, 1e-9));
            if (t + 1 < a.periods.size()) QCOMPARE(out, block.firms);
            if (t + 1 < a.periods.size()) QVERIFY(near(outValue, block.value, 1e-9));
        }
}

} // namespace

class TestAlluvial : public QObject {
    Q_OBJECT
private slots:
    void addsUp_data() {
        QTest::addColumn<int>("by");
        QTest::newRow("stage") << int(AlluvialBy::Stage);
        QTest::newRow("role") << int(AlluvialBy::Role);
        QTest::newRow("community") << int(AlluvialBy::Community);
        QTest::newRow("internet") << int(AlluvialBy::Internet);
        QTest::newRow("platform") << int(AlluvialBy::Platform);
    }
    void addsUp() {
        QFETCH(int, by);
        const auto toy = toyChain();
        Progress progress;
        const auto a = alluvial(toy, {}, {.by = AlluvialBy(by)}, progress);
        if (!a && a.error().code == ErrorCode::Undefined) QSKIP("built without communities");
        QVERIFY(a.has_value());
        QCOMPARE(a->periods.size(), std::size_t(3));
        QCOMPARE(a->ribbons.size(), std::size_t(2));
        checkSums(*a);
        for (std::size_t t = 0; t < 3; ++t) {
            std::size_t firms = 0;
            for (const auto& block : a->blocks[t]) firms += block.firms;
            const SnapshotSpec spec{.from = a->periods[t]};
            QCOMPARE(firms, snapshot(toy, spec)->nodeCount());
        }
    }

    void stagesAreThemselves() {
        const auto toy = toyChain();
        const auto a = made(toy, {.by = AlluvialBy::Stage});
        QCOMPARE(a.groups.size(), std::size_t(7));
        for (std::uint32_t g = 0; g < 7; ++g) QCOMPARE(a.groups[g].subject, g + 1);
        // toy 2024, stage 4: C1 80, C2 25 (reference books); 2025: C3 enters
        QVERIFY(near(a.blocks[1][3].value, 105));
        QCOMPARE(a.blocks[2][3].entered, std::size_t(1));
    }

    void rolesFollowLinks() {
        const auto d = chain("o -> m : 5 @1\nm -> u : 6 @1\no -> m : 5 @2\nm -> u : 6 @2\nm -> o : 1 @2\n");
        const auto a = made(d, {.by = AlluvialBy::Role});
        const auto role = [&](std::size_t t, const char* firm) { return AlluvialRole(a.groups[groupOf(a, d, t, firm)].subject); };
        QCOMPARE(role(0, "o"), AlluvialRole::Origin);
        QCOMPARE(role(0, "u"), AlluvialRole::EndUser);
        QCOMPARE(role(0, "m"), AlluvialRole::Hub); // the only firm in the top tenth
        QCOMPARE(role(1, "o"), AlluvialRole::Intermediary);
    }

    void communitiesKeepTheirIdentity() {
        // Two blocks; the second outgrows the first in period 2, so that numbers by size swap.
        std::string text;
        for (const char* period : {"1", "2"})
            for (const char* block : {"a", "b"}) {
                const bool big = (*period == '1') == (*block == 'a');
                for (int i = 1; i <= 3; ++i)
                    for (int j = 1; j <= 3; ++j)
                        if (i != j) text += std::string(block) + std::to_string(i) + " -> " + block + std::to_string(j) + " : " + (big ? "10" : "4") + " @" + period + "\n";
            }
        text += "a1 -> b1 : 0.1 @1\na1 -> b1 : 0.1 @2\n";
        const auto d = chain(text);
        Progress progress;
        const auto a = alluvial(d, {}, {}, progress);
        if (!a && a.error().code == ErrorCode::Undefined) QSKIP("built without communities");
        QVERIFY(a.has_value());
        QCOMPARE(a->groups.size(), std::size_t(2));
        QCOMPARE(groupOf(*a, d, 0, "a2"), groupOf(*a, d, 1, "a2"));
        QCOMPARE(groupOf(*a, d, 0, "b2"), groupOf(*a, d, 1, "b2"));
        QVERIFY(groupOf(*a, d, 0, "a2") != groupOf(*a, d, 0, "b2"));
        QCOMPARE(a->ribbons[0].size(), std::size_t(2));
    }

    void platformsGatherWhoDependsOnThem() {
        const auto d = chain("firm p platform\nm -> p : 7 @1\nm -> x : 3 @1\np -> u : 8 @1\nn -> x : 5 @1\nx -> w : 9 @1 via=p\ns -> m : 4 @1\n");
        const auto a = made(d, {.by = AlluvialBy::Platform});
        const auto p = groupOf(a, d, 0, "p");
        QCOMPARE(a.groups[p].subject, d->firmIndex("p"));
        for (const char* firm : {"m", "u", "x", "w"}) QCOMPARE(groupOf(a, d, 0, firm), p);
        QCOMPARE(a.groups[groupOf(a, d, 0, "n")].kind, AlluvialGroup::Kind::Outside);
        QCOMPARE(a.groups[groupOf(a, d, 0, "s")].kind, AlluvialGroup::Kind::Outside);
    }

    void restAndThinning() {
        std::string text = "firm a stage=1\nfirm b stage=2\nfirm c stage=3\nfirm d stage=4\n";
        for (int p = 1; p <= 40; ++p) {
            const std::string at = " @" + std::to_string(p) + "\n";
            text += "a -> b : 9" + at + "b -> c : 5" + at + "c -> d : 1" + at;
        }
        const auto d = chain(text);
        const auto a = made(d, {.by = AlluvialBy::Stage, .groups = 2});
        QCOMPARE(a.periods.size(), std::size_t(16));
        QCOMPARE(a.periods.front(), 0U);
        QCOMPARE(a.periods.back(), 39U);
        QVERIFY(a.thinned);
        QCOMPARE(a.groups.size(), std::size_t(3));
        QCOMPARE(a.groups[0].subject, 1U);
        QCOMPARE(a.groups[1].subject, 2U);
        QCOMPARE(a.groups[2].kind, AlluvialGroup::Kind::Rest);
        QCOMPARE(a.blocks[0][2].firms, std::size_t(2));
    }

    void degenerate() {
        Progress progress;
        QVERIFY(!alluvial(nullptr, {}, {}, progress));
        const auto one = made(chain("a -> b : 1 @1\n"), {.by = AlluvialBy::Role});
        QCOMPARE(one.periods.size(), std::size_t(1));
        QVERIFY(one.ribbons.empty());
        Progress stopped;
        stopped.stop();
        const auto none = alluvial(chain("a -> b : 1 @1\n"), {}, {.by = AlluvialBy::Role}, stopped);
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::Cancelled);
    }

    /// A renaming looks like a remix unless it is told; a dated one holds only across its period.
    void datedRenames() {
        const auto d = chain("s -> old : 10 @1\nold -> u : 10 @1\ns -> old : 10 @2\nold -> u : 10 @2\ns -> now : 10 @3\nnow -> u : 10 @3\n");
        const auto rStar = [&](std::uint32_t from, std::uint32_t to, const ChangeOptions& options) {
            const auto table = alignSnapshots(*snapshot(d, {.from = from}), *snapshot(d, {.from = to}), options);
            return restructuring(*table).rStar;
        };
        QCOMPARE(rStar(1, 2, {}), 1.0);
        QCOMPARE(rStar(1, 2, {.dated = {{"old", "now", "3"}}}), 0.0);
        QCOMPARE(rStar(0, 2, {.dated = {{"old", "now", "3"}}}), 0.0);
        QCOMPARE(rStar(1, 2, {.dated = {{"old", "now", "2"}}}), 1.0); // by 2 the new name should have been there
        QCOMPARE(rStar(1, 2, {.dated = {{"old", "now", ""}}}), 0.0);
    }

    void lookIsStored() {
        ChangeLook look;
        look.show = ChangeShow::Ranks;
        look.by = AlluvialBy::Platform;
        look.weight = AlluvialWeight::Firms;
        look.sameFirms = true;
        look.swipe = 0.25;
        look.indicator = "penetration";
        look.settings = {{0.2, 0.5, 0.1}, {{"old", "now", "2024"}}, {{"Law", "2023", "in force"}}};
        QCOMPARE(*readChangeLook(toJson(look)), look);
        QCOMPARE(*readChangeSettings(toJson(look.settings)), look.settings);
        QCOMPARE(*readChangeLook("{\"show\":7,\"settings\":{\"r_star_at_least\":5}}"), ([] {
                     ChangeLook expected;
                     expected.settings.rule.rStarAtLeast = 1;
                     return expected;
                 }()));
        QVERIFY(!readChangeSettings("[]"));
    }
};

QTEST_GUILESS_MAIN(TestAlluvial)
#include "tst_alluvial.moc"
