// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Editing a scenario: every edit can be undone and redone, and a monkey that edits at random never leaves the base changed.

#include <random>

#include <QtTest>

#include "core/scenario/edit_history.h"
#include "core/scenario/scenario.h"
#include "tests/core/chain_text.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

constexpr const char* kChain = "firm s1 stage=1\nfirm s2 stage=1\nfirm m1 stage=2 region=EU\nfirm m2 stage=2 region=ASIA\nfirm p stage=3 platform\nfirm u stage=4 end\n"
                               "s1 -> m1 : 10 @1\ns2 -> m1 : 5 @1\ns2 -> m2 : 8 @1\nm1 -> p : 30 @1\nm2 -> p : 12 @1\nm2 -> u : 6 @1\np -> u : 50 @1\n";

/// A random step; some name firms that are not there.
ScenarioStep anyStep(std::mt19937& random) {
    const char* firms[] = {"s1", "s2", "m1", "m2", "p", "u", "nobody", "new"};
    const auto firm = [&] { return std::string(firms[random() % 8]); };
    const double share = double(random() % 11) / 10;
    ScenarioStep step;
    switch (random() % 14) {
    case 0: step.operation = RemoveFirm{firm(), random() % 2 ? RemoveFirm::Mode::Lose : RemoveFirm::Mode::Reallocate}; break;
    case 1: step.operation = RemovePlatform{.firm = firm()}; break;
    case 2: step.operation = AddFirm{.id = "new", .stage = "2"}; break;
    case 3: step.operation = MoveFirm{firm(), "2"}; break;
    case 4: step.operation = RemoveLink{firm(), firm(), ""}; break;
    case 5: step.operation = AddLink{.source = firm(), .target = firm(), .value = 10 * share, .finance = "extra"}; break;
    case 6: step.operation = Rewire{firm(), firm(), firm(), share}; break;
    case 7: step.operation = Merge{{firm(), firm()}, ""}; break;
    case 8: step.operation = Split{firm(), {{"a", share}, {"b", 1 - share}}}; break;
    case 9: step.operation = DigitiseFirm{firm(), share}; break;
    case 10: step.operation = DigitiseLink{firm(), firm(), "", share}; break;
    case 11: step.operation = Capacity{.firm = firm(), .share = share}; break;
    case 12: step.operation = Reshore{"ASIA", "EU", {}, share}; break;
    default: step.operation = Scale{"", "", 0.5 + share}; break;
    }
    step.recompute = Recompute(random() % 4);
    return step;
}

/// One random edit of the list.
void anyEdit(EditHistory& history, std::mt19937& random) {
    const auto size = history.now().steps.size();
    const auto at = [&] { return std::size_t(random() % (size + 1)); };
    switch (random() % 7) {
    case 0:
    case 1: history.insert(at(), anyStep(random)); break;
    case 2: history.replace(at(), anyStep(random)); break;
    case 3: history.remove(at()); break;
    case 4: history.move(at(), at()); break;
    case 5: history.setOff(at(), random() % 2); break;
    default: random() % 2 ? history.undo() : history.redo(); break;
    }
}

} // namespace

class TestEditHistory : public QObject {
    Q_OBJECT
private slots:
    void editsAndTheirUndo() {
        EditHistory h;
        h.insert(0, {.operation = DigitiseFirm{"a", 1}});
        h.insert(1, {.operation = DigitiseFirm{"b", 1}});
        h.insert(2, {.operation = DigitiseFirm{"c", 1}});
        const auto order = [&] {
            std::string out;
            for (const auto& step : h.now().steps) out += std::get<DigitiseFirm>(step.operation).firm;
            return out;
        };
        h.move(0, 2);
        QCOMPARE(order(), std::string("bca"));
        h.move(2, 0);
        QCOMPARE(order(), std::string("abc"));
        h.remove(1);
        QCOMPARE(order(), std::string("ac"));
        h.undo();
        QCOMPARE(order(), std::string("abc"));
        h.setOff(0, true);
        QVERIFY(h.now().steps[0].off);
        QVERIFY(!h.canRedo()); // a new edit forgets what was undone
    }

    void outsideAndNothingLeaveNoTrace() {
        EditHistory h;
        h.remove(0);
        h.move(0, 1);
        h.insert(5, {});
        QVERIFY(!h.canUndo());
        h.insert(0, {});
        h.setOff(0, false);
        h.replace(0, {});
        h.undo();
        QVERIFY(!h.canUndo());
    }

    /// Undo to the start equals the start, redo to the end equals the end; the steps of any state apply or say why not.
    void monkey_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 12; ++seed) QTest::addRow("seed %d", seed) << seed;
    }
    void monkey() {
        QFETCH(int, seed);
        std::mt19937 random{static_cast<unsigned>(seed)};
        const auto base = chain(kChain);
        EditList start;
        start.steps = {anyStep(random), anyStep(random)};
        EditHistory history(start);
        Progress progress;
        for (int edit = 0; edit < 40; ++edit) {
            anyEdit(history, random);
            if (edit % 8 != 0) continue;
            const auto result = applyScenario(base, {}, history.now(), progress);
            QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
            QCOMPARE(result->steps.size(), history.now().steps.size());
            for (const auto& step : result->steps) QVERIFY(step.applied || !step.message.empty());
            QCOMPARE(*editListFromJson(toJson(history.now())), history.now());
        }
        while (history.canRedo()) history.redo();
        const EditList end = history.now();
        while (history.canUndo()) history.undo();
        QCOMPARE(history.now(), start);
        while (history.canRedo()) history.redo();
        QCOMPARE(history.now(), end);
        QVERIFY(base->flows().value == chain(kChain)->flows().value);
    }
};

QTEST_GUILESS_MAIN(TestEditHistory)
#include "tst_edit_history.moc"
