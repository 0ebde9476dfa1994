// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A comparison as window and command line tell it: lists, flows of both sides, indicators, phases by the user's names and rule.

#include <cmath>
#include <fstream>
#include <numeric>

#include <QTemporaryDir>
#include <QtTest>

#include "core/project/change_case.h"
#include "core/project/change_export.h"
#include "core/project/change_flow.h"
#include "core/project/change_indicator.h"
#include "core/project/change_noise_rows.h"
#include "core/scenario/scenario.h"
#include "tests/core/chain_text.h"

using namespace chainscape;
using namespace chainscape::test;

namespace {

/// From 1 to 2: "late" enters, "early" leaves, m switches from early to late, its sales to u grow, x -> y stays.
DatasetPtr story() {
    return chain("firm early stage=1\nfirm late stage=1\nfirm x stage=1\nfirm m stage=2\nfirm y stage=2\nfirm u stage=3 end\n"
                 "early -> m : 10 @1\nm -> u : 20 @1\nx -> y : 5 @1\ny -> u : 9 @1\n"
                 "late -> m : 12 @2\nm -> u : 30 @2\nx -> y : 5 @2\ny -> u : 6 @2\n",
                 StageList{{"Mine", "Make", "Use"}});
}

ChangeRequest between(const DatasetPtr& dataset, const char* from, const char* to) {
    ChangeRequest request{.dataset = dataset};
    request.spec.from = from;
    request.spec.to = to;
    return request;
}

/// Base against the chain without x -> y and with a new firm, in period 2.
ChangeRequest againstBase(const DatasetPtr& base, Progress& progress) {
    EditList edits;
    edits.steps = {{.operation = RemoveFirm{"x", RemoveFirm::Mode::Lose}},
                   {.operation = AddFirm{.id = "n", .stage = "1"}},
                   {.operation = AddLink{.source = "n", .target = "m", .value = 4, .finance = "late"}}};
    const auto made = applyScenario(base, {.from = 1}, edits, progress);
    if (!made) qFatal("%s", made.error().message.c_str());
    ChangeRequest request{.dataset = made->after, .base = base};
    request.spec.period = "2";
    request.spec.change.againstBase = true;
    return request;
}

std::string textOf(const std::vector<ChangeRow>& rows, const ChangeTable& table) {
    std::string out;
    for (const auto& row : rows) {
        out += (out.empty() ? "" : "; ") + std::string(nameOf(row.list)) + ' ' + table.firms[row.firm].id;
        if (row.target != kNone) out += '>' + table.firms[row.target].id;
    }
    return out;
}

} // namespace

class TestChangeCase : public QObject {
    Q_OBJECT
private slots:
    void listsTellWhoAndHowMuch() {
        Progress progress;
        const auto made = changeCase(between(story(), "1", "2"), progress);
        QVERIFY(made.has_value());
        const auto rows = changeRows(made->table);
        QCOMPARE(textOf(rows, made->table),
                 std::string("firm entered late; firm left early; firm grew m; firm grew u; firm shrank y; link new late>m; link gone early>m; link grew m>u; link shrank y>u; switched supplier m"));
        QCOMPARE(rows.back().before, 10.0);
        QCOMPARE(rows.back().after, 12.0);
        QCOMPARE(made->table.firms[rows.back().dropped.front()].id, std::string("early"));
    }

    /// What is unchanged within two hundredths stands in no list; an unknown value is no 0.
    void smallAndUnknownChanges() {
        Progress progress;
        const auto d = chain("a -> b : 100 @1\na -> c : 3 @1\na -> b : 101.9 @2\na -> c : ? @2\nfirm b stage=2\nfirm c stage=2\n");
        const auto made = changeCase(between(d, "1", "2"), progress);
        QVERIFY(made.has_value());
        for (const auto& row : changeRows(made->table)) QVERIFY2(row.target == kNone, textOf({row}, made->table).c_str());
    }

    /// So many rows are not dealt out again, and every band says so.
    void noiseOfTooManyRowsIsLeftOut() {
        const auto d = chain("a -> b : 1 @1\na -> b : 2 @1\na -> b : 3 @1\na -> b : 4 @1\na -> b : 5 @1\na -> b : 1 @2\na -> b : 2 @2\na -> b : 3 @2\na -> b : 4 @2\na -> b : 5 @2\n");
        Progress progress;
        const ChangeStep step{.from = 0, .to = 1};
        const auto bands = noiseBands("nowhere.chain", d, {}, std::span(&step, 1), {}, {.mostRows = 9}, progress);
        QVERIFY(bands.has_value());
        QVERIFY(!bands->front().estimated);
        QVERIFY(bands->front().reason.find("left out") != std::string::npos);
        QVERIFY(!noiseBands("nowhere.chain", d, {}, std::span(&step, 1), {}, {.mostRows = 10}, progress)); // would be read
    }

    void csvHasIdsAndNames() {
        QTemporaryDir folder;
        Progress progress;
        const auto d = story();
        const auto made = changeCase(between(d, "1", "2"), progress);
        const auto table = changeListTable(made->table, *d, ChangeList::SwitchedSupplier);
        QCOMPARE(table.rows.size(), std::size_t(1));
        const std::string path = folder.filePath("changes.csv").toStdString();
        QVERIFY(writeCsv(changeListTable(made->table, *d), path).has_value());
        std::ifstream file(path);
        std::vector<std::string> lines;
        for (std::string line; std::getline(file, line);) lines.push_back(line);
        QCOMPARE(lines.size(), std::size_t(11));
        QCOMPARE(lines[0], std::string("what,firm,name,stage,buyer,buyer_name,buyer_stage,before,after,change,dropped,taken"));
        QCOMPARE(lines[6], std::string("link new,late,late,Mine,m,m,Make,0,12,12,,"));
        QCOMPARE(lines[10], std::string("switched supplier,m,m,Mine,,,,10,12,2,early,late"));
    }

    /// Every flow of either side has its place, and each side adds up to its own total.
    void flowsOfBothSides() {
        Progress progress;
        const auto base = story();
        for (const auto& request : {between(base, "1", "2"), againstBase(base, progress)}) {
            const auto made = changeCase(request, progress);
            const auto panel = changeFlow(request, progress);
            QVERIFY(made.has_value() && panel.has_value());
            double before = std::accumulate(panel->before.begin(), panel->before.end(), 0.0), after = 0;
            for (const auto& flow : *panel->flows) after += flow.value;
            QCOMPARE(before, made->table.totalBefore);
            QCOMPARE(after, made->table.totalAfter);
        }
    }

    /// In a chain of one period a firm that a scenario removes still has its place.
    void bothSidesHavePlaces() {
        Progress progress;
        const auto one = chain("firm a stage=1\nfirm b stage=1\nfirm m stage=2\nfirm u stage=3 end\na -> m : 4 @1\nb -> m : 5 @1\nm -> u : 12 @1\n", StageList{{"Mine", "Make", "Use"}});
        EditList edits;
        edits.steps = {{.operation = RemoveFirm{"b", RemoveFirm::Mode::Lose}}};
        const auto after = applyScenario(one, {}, edits, progress);
        QVERIFY(after.has_value());
        ChangeRequest request{.dataset = after->after, .base = one};
        request.spec.change.againstBase = true;
        const auto both = comparedData(request);
        QVERIFY(both.has_value());
        const auto snapshot = makeSnapshot(*both, SnapshotSpec{});
        QVERIFY(snapshot.has_value());
        QVERIFY((*snapshot)->nodeOfFirm(one->firmIndex("b")) != kNone);
        QCOMPARE((*snapshot)->edgeCount(), std::size_t(3));
    }

    /// A jump of an indicator is found in the period where it happens; a short series is not judged.
    void indicatorsHaveRegimes() {
        std::string text = "firm a stage=1\nfirm u stage=2 end\n";
        const double values[] = {10, 12, 9, 11, 10, 31, 29, 33, 30, 32};
        for (int i = 0; i < 10; ++i) text += "a -> u : " + std::to_string(values[i]) + " @" + std::to_string(2001 + i) + '\n';
        const auto d = chain(text);
        Progress progress;
        const auto made = indicatorSeries(d, {}, "total_value", {}, progress);
        QVERIFY(made.has_value());
        QCOMPARE(made->values.size(), std::size_t(10));
        QCOMPARE(made->values[5], 31.0);
        QVERIFY(made->points.judged);
        QCOMPARE(made->points.starts, std::vector<std::size_t>{5});
        QVERIFY(!indicatorSeries(story(), {}, "total_value", {}, progress)->points.judged);
        QCOMPARE(indicatorSeries(d, {}, "no such thing", {}, progress).error().code, ErrorCode::NotFound);
        const auto all = allIndicators(d, {}, {}, progress);
        QVERIFY(all.has_value());
        QCOMPARE(all->size(), indicators().size());
        for (const auto& series : *all)
            if (series.measure->id == "total_value") QCOMPARE(series.values, made->values);
    }

    /// Told that "early" goes on as "late", there is no new firm; told another rule, another phase.
    void phasesByNamesAndRule() {
        const auto d = story();
        Progress progress;
        const auto snapshot = makeSnapshot(d, SnapshotSpec{});
        Findings findings(*snapshot, {});
        const auto phaseWith = [&](const ChangeSettings& settings) {
            const auto tables = makePanelTables(Panel::Phases, {findings, {}, false, nullptr, {}, &settings}, progress);
            if (!tables) qFatal("%s", tables.error().message.c_str());
            const auto& table = tables->tables.front();
            return std::pair(table.rows.front()[*table.column("phase")].text(), table.rows.front()[*table.column("births")].number());
        };
        QCOMPARE(phaseWith({}), std::pair(std::string("remix"), 1.0));
        QCOMPARE(phaseWith({.rule = {}, .renames = {{"early", "late", ""}}, .events = {}}).second, 0.0);
        QCOMPARE(phaseWith({.rule = {.rStarAtLeast = 0.9}, .renames = {}, .events = {}}).first, std::string("stable"));
    }

    /// A score nobody stated leaves penetration open, so no phase is read from it.
    void unknownScoresLeavePenetrationOpen() {
        Progress progress;
        const auto known = chain("firm a stage=1\nfirm u stage=2 end\na -> u : 4 d=1 @1\n"), open = chain("firm a stage=1\nfirm b stage=1\nfirm u stage=2 end\na -> u : 4 d=1 @1\nb -> u : 4 @1\n");
        Findings first(*makeSnapshot(known, SnapshotSpec{}), {}), second(*makeSnapshot(open, SnapshotSpec{}), {});
        QCOMPARE(*phasePenetration(first, progress), 1.0);
        QVERIFY(std::isnan(*phasePenetration(second, progress)));
    }
};

QTEST_GUILESS_MAIN(TestChangeCase)
#include "tst_change_case.moc"
