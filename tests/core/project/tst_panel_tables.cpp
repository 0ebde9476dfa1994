// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tables behind the panels, against the reference numbers of the toy chain, and on chains that have little to say.

#include <set>

#include <QTemporaryDir>
#include <QtTest>

#include "core/project/panel_figures.h"
#include "core/project/panel_tables.h"
#include "tests/core/analysis/toy_chain.h"

using namespace chainscape;

namespace {

Result<PanelTables> tablesOf(Panel panel, const SnapshotPtr& snapshot, const AnalysisOptions& options = {}, std::span<const LedgerEntry> ledger = {}) {
    Findings findings(snapshot, options);
    Progress progress;
    return makePanelTables(panel, {findings, ledger, false}, progress);
}

const PanelCell& cellOf(const PanelTable& table, std::size_t row, std::string_view key) { return table.rows.at(row).at(*table.column(key)); }

/// Materials, electronics and mechanical parts are essential to each other and to devices, as in the reference numbers.
AnalysisOptions toyOptions() {
    AnalysisOptions options;
    for (const char* from : {"materials", "electronics", "mechanical"})
        for (const char* to : {"electronics", "mechanical", "devices"}) options.cascade.essentiality.push_back({from, to, Essentiality::Essential});
    return options;
}

std::string joined(const PanelCell& links) {
    std::string out;
    for (const auto& [source, target] : std::get<std::vector<PanelCell::Pair>>(links.value)) out += (out.empty() ? "" : " ") + source + ">" + target;
    return out;
}

} // namespace

class TestPanelTables : public QObject {
    Q_OBJECT
private slots:
    void every_topic_has_its_words() {
        for (std::size_t i = 0; i < kPanelCount; ++i) {
            const auto& words = wordsOf(static_cast<Panel>(i));
            QVERIFY(!words.name.empty() && !words.title.empty() && words.question.ends_with('?'));
            QVERIFY(panelNamed(words.name) == static_cast<Panel>(i));
        }
        QVERIFY(!panelNamed("nothing"));
    }

    /// Each kind of oddity is found where it was put, and nothing else.
    void health_finds_what_is_odd() {
        std::string chain;
        for (int month = 1; month <= 12; ++month) {
            const std::string at = " @2023-" + std::string(month < 10 ? "0" : "") + std::to_string(month);
            const int calm = 100 + month % 3;
            chain += "a -> b : " + std::to_string(month < 7 ? calm : calm * 1000) + at + "\n"; // tonnes become kilograms
            chain += "c -> b : " + std::to_string(month == 5 ? 9000 : calm) + at + "\n";      // one slip
            if (month != 4) chain += "d -> b : " + std::to_string(calm) + at + "\n";          // a gap
            chain += "e -> f : " + std::to_string(calm) + at + "\n";
        }
        const auto dataset = test::chain(chain);
        const auto tables = tablesOf(Panel::Health, test::snapshot(dataset));
        QVERIFY2(tables.has_value(), tables ? "" : tables.error().message.c_str());
        const auto& odd = *tables->table("odd_values");
        QCOMPARE(odd.rows.size(), std::size_t(2));
        QCOMPARE(cellOf(odd, 0, "source").text(), std::string("a"));
        QCOMPARE(cellOf(odd, 0, "period").text(), std::string("2023-07"));
        QVERIFY(std::get<bool>(cellOf(odd, 0, "unit_jump").value));
        QVERIFY(std::abs(cellOf(odd, 0, "factor").number() - 1000) < 20);
        QCOMPARE(cellOf(odd, 1, "source").text(), std::string("c"));
        QCOMPARE(cellOf(odd, 1, "period").text(), std::string("2023-05"));
        const auto& periods = *tables->table("periods");
        QCOMPARE(periods.rows.size(), std::size_t(12));
        for (std::size_t p = 0; p < 12; ++p) QCOMPARE(cellOf(periods, p, "gaps").number(), p == 3 ? 1.0 : 0.0);
        QCOMPARE(cellOf(periods, 3, "flows").number(), 3.0);
        QVERIFY(tables->table("thresholds")->rows.empty() && tables->table("sums")->rows.empty());
    }

    void health_sees_sums_and_thresholds() {
        std::string chain;
        for (int year = 2000; year < 2010; ++year)
            for (int firm = 0; firm < 30; ++firm)
                if (const int value = 10 + firm * 7; value >= (year < 2005 ? 10 : 60))
                    chain += "s" + std::to_string(firm) + " -> b : " + std::to_string(value) + " @" + std::to_string(year) + "\n";
        const auto tables = tablesOf(Panel::Health, test::snapshot(test::chain(chain)));
        QVERIFY(tables);
        const auto& thresholds = *tables->table("thresholds");
        QCOMPARE(thresholds.rows.size(), std::size_t(1));
        QCOMPARE(cellOf(thresholds, 0, "period").text(), std::string("2005"));
        const auto summed = tablesOf(Panel::Health, test::snapshot(test::chain("RU -> DE : 5 @2020\nRU -> FR : 3 @2020\nRU -> IT : 2 @2020\nRU -> EU : 10 @2020\nUS -> DE : 1 @2020\n"
                                                                              "US -> FR : 1 @2020\nUS -> IT : 4 @2020\nUS -> EU : 6 @2020\n")));
        const auto& sums = *summed->table("sums");
        QCOMPARE(sums.rows.size(), std::size_t(1));
        QCOMPARE(cellOf(sums, 0, "id").text(), std::string("EU"));
        const auto& missing = summed->tables.front();
        QCOMPARE(std::get<std::vector<PanelCell::Pair>>(cellOf(missing, 4, "links").value).size(), std::size_t(8)); // no link has a score
    }

    /// The small sole suppliers stand above the giant that buys and sells most.
    void critical_firms_of_the_toy() {
        const auto tables = tablesOf(Panel::Critical, test::toySnapshot(test::toyChain(), "2024"), toyOptions());
        QVERIFY(tables);
        const auto& firms = tables->tables.front();
        const auto golden = test::goldenObject("C.json")["toy2024_no_replacement"].toObject();
        const std::array order{"M2", "C1", "C2", "P1"};
        for (std::size_t i = 0; i < order.size(); ++i) QCOMPARE(cellOf(firms, i, "id").text(), std::string(order[i]));
        const std::array expected{0.940828, 0.902205, 0.892581, 0.765370}; // analytics C1
        for (std::size_t i = 0; i < expected.size(); ++i) VERIFY_NEAR(cellOf(firms, i, "esri").number(), expected[i]);
        QVERIFY(!golden.isEmpty());
        QVERIFY(cellOf(firms, 0, "name").isKnown());
        QVERIFY(!tables->settings.empty());
    }

    void bridge_plan_of_the_toy() {
        const auto tables = tablesOf(Panel::Bridge, test::toySnapshot(test::toyChain(), "2024"));
        QVERIFY(tables);
        const auto golden = test::goldenObject("D.json")["optimise_2024"].toObject();
        VERIFY_NEAR(tables->fact("penetration")->cell.number(), golden["base"].toDouble());
        const auto* plan = tables->table("plan");
        QVERIFY(plan && plan->rows.size() >= 4);
        for (std::size_t k = 1; k <= 4; ++k) VERIFY_NEAR(cellOf(*plan, k - 1, "penetration").number(), golden["exact"][QString::number(k)]["e2e"].toDouble());
        QCOMPARE(joined(cellOf(*plan, 0, "links")), std::string("C1>F2"));
    }

    /// Two gaps in series gain nothing alone; the plan must find the pair (analytics D6).
    void bridge_plan_finds_the_pair() {
        const auto dataset = test::chain("firm u end\n"
                                         "o -> a : 10 @2024 d=1\na -> b : 10 @2024 d=0\nb -> u : 10 @2024 d=0\n"
                                         "o -> c : 1 @2024 d=1\nc -> u : 1 @2024 d=0\n");
        const auto golden = test::goldenObject("D.json")["series_gap_counterexample"].toObject();
        const auto tables = tablesOf(Panel::Bridge, test::snapshot(dataset));
        QVERIFY(tables);
        const auto* plan = tables->table("plan");
        QCOMPARE(joined(cellOf(*plan, 0, "links")), std::string("c>u"));
        VERIFY_NEAR(cellOf(*plan, 0, "penetration").number(), golden["c>u"].toDouble());
        QCOMPARE(joined(cellOf(*plan, 1, "links")), std::string("a>b b>u"));
        VERIFY_NEAR(cellOf(*plan, 1, "penetration").number(), golden["both a>b,b>u"].toDouble());
    }

    void platforms_of_the_toy() {
        const auto tables = tablesOf(Panel::Platforms, test::toySnapshot(test::toyChain(), "2024"));
        QVERIFY(tables);
        VERIFY_NEAR(tables->fact("platform_share")->cell.number(), 0.762712); // analytics E1
        QCOMPARE(tables->tables.front().rows.size(), std::size_t(1));
    }

    /// o > m > u of 10, m > u without a score: nothing or all of it can be traced. o > n > u of 10 is digital but for one gap.
    void unknown_scores_leave_bands() {
        const auto snapshot = test::snapshot(test::chain("firm u end\no -> m : 10 @2024 d=1\nm -> u : 10 @2024\no -> n : 10 @2024 d=1\nn -> u : 10 @2024 d=0\n"));
        const auto tables = tablesOf(Panel::Bridge, snapshot);
        QVERIFY(tables);
        const auto* now = tables->fact("penetration");
        QVERIFY(!now->cell.isKnown());
        VERIFY_NEAR(now->low.number(), 0.0);
        VERIFY_NEAR(now->high.number(), 0.5);
        const auto* plan = tables->table("plan");
        QCOMPARE(plan->rows.size(), std::size_t(2)); // the gap, and the link that may be one
        VERIFY_NEAR(cellOf(*plan, 1, "penetration").number(), 1.0); // with both closed nothing is unknown
        VERIFY_NEAR(cellOf(*plan, 0, "penetration_low").number(), 0.5);
        const bool gapFirst = joined(cellOf(*plan, 0, "links")) == "n>u";
        QCOMPARE(cellOf(*plan, 0, "penetration").isKnown(), !gapFirst); // closing the unknown link leaves nothing unknown
        VERIFY_NEAR(cellOf(*plan, 0, "penetration_high").number(), gapFirst ? 1.0 : 0.5);
        const auto* gaps = tables->table("gaps");
        QCOMPARE(gaps->rows.size(), std::size_t(2));
        for (std::size_t row = 0; row < 2; ++row) {
            const bool sure = cellOf(*gaps, row, "source").text() == "n";
            QCOMPARE(cellOf(*gaps, row, "is_gap").isKnown(), sure);
            QCOMPARE(cellOf(*gaps, row, "gap_gain").isKnown(), sure); // what an unknown gap gains is unknown, not 0
            QCOMPARE(cellOf(*gaps, row, "digital").isKnown(), sure);
        }
        const auto internets = tablesOf(Panel::Internets, snapshot);
        QVERIFY(internets && internets->table("internets_high"));
        QVERIFY(!internets->fact("largest_firm_share")->cell.isKnown() || internets->fact("largest_firm_share")->low.number() == internets->fact("largest_firm_share")->high.number());
    }

    void known_scores_leave_none() {
        const auto tables = tablesOf(Panel::Bridge, test::toySnapshot(test::toyChain(), "2024"));
        QVERIFY(tables->fact("penetration")->cell.isKnown() && !tables->fact("penetration")->low.isKnown());
        QVERIFY(!tables->table("plan")->column("penetration_low"));
    }

    /// Every platform, in all three ways; P1 dissolved as in the reference numbers (analytics E5: trade goes on, data does not).
    void every_platform_removed_in_three_ways() {
        const auto snapshot = test::toySnapshot(test::toyChain(), "2025");
        const auto tables = tablesOf(Panel::Platforms, snapshot);
        QVERIFY(tables);
        const auto* removals = tables->table("removals");
        QVERIFY(removals);
        QCOMPARE(removals->rows.size(), std::size_t(6)); // P1 and P2
        std::set<std::string> seen;
        for (std::size_t row = 0; row < removals->rows.size(); ++row) {
            seen.insert(cellOf(*removals, row, "platform").text() + ' ' + cellOf(*removals, row, "mode").text());
            QVERIFY(cellOf(*removals, row, "trade_left").number() < 1);
            if (cellOf(*removals, row, "mode").text() == "dissolved") VERIFY_NEAR(cellOf(*removals, row, "stranded_supply").number(), 0.0);
        }
        QCOMPARE(seen.size(), std::size_t(6));
        const auto one = tablesOf(Panel::Platforms, test::toySnapshot(test::toyChain(), "2024"));
        for (std::size_t row = 0; row < 3; ++row)
            if (cellOf(*one->table("removals"), row, "mode").text() == "dissolved") VERIFY_NEAR(cellOf(*one->table("removals"), row, "penetration").number(), 0.401419);
    }

    void the_figure_follows_the_platform_in_focus() {
        Findings findings(test::toySnapshot(test::toyChain(), "2025"), {});
        Progress progress;
        const auto title = [&](std::string_view focus) { return makePanelFigure(Panel::Platforms, {findings, {}, false}, focus, progress)->bars.at(0).title; };
        const auto name = [&](const char* id) { return findings.snapshot().name(findings.snapshot().nodeOfId(id)); };
        QCOMPARE(title(""), "Lost: " + name("P1"));
        QCOMPARE(title("P2"), "Lost: " + name("P2"));
        QCOMPARE(title("C1"), "Lost: " + name("P1")); // no platform: the largest
    }

    void rows_fit_their_columns() {
        const auto toy = test::toyChain();
        for (std::size_t i = 0; i < kPanelCount; ++i) {
            const auto tables = tablesOf(static_cast<Panel>(i), test::toySnapshot(toy, "2025"));
            QVERIFY2(tables, std::string(wordsOf(static_cast<Panel>(i)).name).c_str());
            QVERIFY(tables->panel == static_cast<Panel>(i));
            QCOMPARE(tables->period, std::string("2025"));
            for (const auto& table : tables->tables)
                for (const auto& row : table.rows) QCOMPARE(row.size(), table.columns.size());
        }
    }

    /// Chains with little to say: a sentence or a note, and never a made-up 0 where a number is unknown.
    void poor_chains_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("one link") << "a -> b : 1 @2024\n";
        QTest::newRow("one firm") << "a -> a : 1 @2024\n";
        QTest::newRow("no digital scores") << "firm a stage=1\nfirm b stage=2\nfirm c stage=3 end\na -> b : 2 @2024\nb -> c : 3 @2024\n";
        QTest::newRow("no end users") << "a -> b : 2 @2024 d=1\nb -> a : 2 @2024 d=1\n";
        QTest::newRow("closed loop") << "firm u end\na -> b : 2 @2024 d=1\nb -> a : 2 @2024 d=1\nc -> u : 1 @2024 d=0\n";
        QTest::newRow("no values") << "firm b end\na -> b @2024\n";
    }
    void poor_chains() {
        QFETCH(QString, text);
        const auto snapshot = test::snapshot(test::chain(text.toStdString()));
        for (std::size_t i = 0; i < kPanelCount; ++i) {
            const auto tables = tablesOf(static_cast<Panel>(i), snapshot);
            if (!tables) {
                QVERIFY2(tables.error().message.size() > 10 && tables.error().message.ends_with('.'), tables.error().message.c_str());
                continue;
            }
            for (const auto& note : tables->notes) QVERIFY2(note.ends_with('.'), note.c_str());
        }
    }

    void a_closed_loop_is_named() {
        const auto snapshot = test::snapshot(test::chain("firm u end\na -> b : 2 @2024 d=1\nb -> a : 2 @2024 d=1\nc -> u : 1 @2024 d=0\n"));
        const auto tables = tablesOf(Panel::Platforms, snapshot);
        QVERIFY(!tables);
        QVERIFY2(tables.error().message.find('a') != std::string::npos && tables.error().code == ErrorCode::Undefined, tables.error().message.c_str());
        QVERIFY(tablesOf(Panel::Loops, snapshot)); // that measure only
    }

    void scores_nobody_stated_are_not_zero() {
        const auto snapshot = test::snapshot(test::chain("firm c end\na -> b : 2 @2024\nb -> c : 3 @2024\n"));
        for (const auto panel : {Panel::Bridge, Panel::Internets}) {
            const auto tables = tablesOf(panel, snapshot);
            QVERIFY(!tables);
            QVERIFY2(tables.error().message.find("digital score") != std::string::npos, tables.error().message.c_str());
        }
        QVERIFY(tablesOf(Panel::Critical, snapshot));
    }

    void csv_says_the_same() {
        QTemporaryDir folder;
        const auto tables = tablesOf(Panel::Bridge, test::toySnapshot(test::toyChain(), "2024"));
        QVERIFY(tables);
        const QString path = folder.filePath("plan.csv");
        QVERIFY(writeCsv(*tables->table("gaps"), path.toStdString()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = file.readAll().split('\n');
        QCOMPARE(lines[0], QByteArray("source,target,value,digital,gap_gain,bridging"));
        QVERIFY2(lines[1].startsWith("C1,F2,") && lines[1].endsWith(",true"), lines[1].constData());
        QCOMPARE(std::size_t(lines.size()), tables->table("gaps")->rows.size() + 2);
    }
};

QTEST_GUILESS_MAIN(TestPanelTables)
#include "tst_panel_tables.moc"
