// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ledger and scorecard: forecasts against what came, and what can be said of each stage.

#include <cmath>

#include "core/project/ledger.h"
#include "core/project/panel_makers.h"
#include "core/project/scorecard.h"

namespace chainscape {
namespace {

PanelCell insideCell(double actual, double lower, double upper) {
    if (std::isnan(actual) || std::isnan(lower) || std::isnan(upper)) return {};
    return actual >= lower && actual <= upper;
}

PanelTable ledgerTable(std::span<const LedgerEntry> ledger) {
    PanelTable table{"ledger", "Ledger", "One issued forecast a row, with what came",
                     {{"id", "Number", CellKind::Count}, {"issue", "Issue", CellKind::Count}, {"issued", "Issued", CellKind::Text}, {"series", "Series", CellKind::Text},
                      {"layer", "Layer", CellKind::Text}, {"unit", "Unit", CellKind::Text}, {"model", "Model", CellKind::Text}, {"data", "Data version", CellKind::Text},
                      {"origin", "Known up to", CellKind::Period}, {"period", "Period", CellKind::Period}, {"horizon", "Periods ahead", CellKind::Count}, {"mean", "Forecast", CellKind::Value},
                      {"lower80", "80 % from", CellKind::Value}, {"upper80", "80 % to", CellKind::Value}, {"lower95", "95 % from", CellKind::Value}, {"upper95", "95 % to", CellKind::Value},
                      {"naive", "Plain guess", CellKind::Value}, {"actual", "What came", CellKind::Value}, {"error", "Error", CellKind::Value}, {"inside80", "Inside 80 %", CellKind::Flag},
                      {"inside95", "Inside 95 %", CellKind::Flag}, {"scored", "Scored", CellKind::Text}},
                     {}};
    for (const auto& e : ledger)
        table.rows.push_back({e.id, e.issue, e.at, e.series, e.layer, e.unit, e.model, e.data, e.origin, e.target, e.horizon, e.mean, e.lower80, e.upper80, e.lower95, e.upper95,
                              e.naive, e.actual, e.mean - e.actual, insideCell(e.actual, e.lower80, e.upper80), insideCell(e.actual, e.lower95, e.upper95),
                              e.scoredAt.empty() ? PanelCell() : PanelCell(e.scoredAt)});
    return table;
}

PanelTable scoreTable(const std::vector<LedgerScore>& scores) {
    PanelTable table{"scores", "Record", "Scored forecasts together, by level and by how far ahead they looked",
                     {{"level", "Level", CellKind::Text}, {"horizon", "Periods ahead", CellKind::Count}, {"scored", "Scored", CellKind::Count}, {"inside50", "Inside 50 %", CellKind::Share},
                      {"inside80", "Inside 80 %", CellKind::Share}, {"inside95", "Inside 95 %", CellKind::Share}, {"error", "Error", CellKind::Share},
                      {"error_naive", "Error of the plain guess", CellKind::Share}, {"skill", "Better than the plain guess by", CellKind::Share}, {"bias", "Bias", CellKind::Share}},
                     {}};
    for (const auto& s : scores)
        table.rows.push_back({s.level.empty() ? "all" : s.level, s.horizon > 0 ? PanelCell(s.horizon) : PanelCell(), s.scored, s.inside50, s.inside80, s.inside95, s.error, s.naiveError,
                              s.skill, s.bias});
    return table;
}

PanelTable lessonTable(std::span<const LedgerEntry> ledger) {
    PanelTable table{"ranges", "What the ranges learned", "How much wider or narrower the record makes the ranges of a level",
                     {{"level", "Level", CellKind::Text}, {"scored", "Scored", CellKind::Count}, {"factor", "Factor", CellKind::Number}},
                     {}};
    for (const char* level : {"total", "channel", "stage", "stage-pair", "firm", "link", "structure"})
        if (const auto lesson = rangeLesson(ledger, level); lesson.scored > 0) table.rows.push_back({level, lesson.scored, lesson.factor});
    return table;
}

std::string_view trendWord(int trend) { return trend > 0 ? "up" : trend < 0 ? "down" : "level"; }

} // namespace

Result<PanelTables> ledgerPanel(const PanelInput& input, Progress&) {
    const auto scores = ledgerScores(input.ledger);
    PanelTables out;
    const bool any = !scores.empty();
    out.facts = {{"forecasts", "Forecasts", CellKind::Count, input.ledger.size()},
                 {"scored", "Scored", CellKind::Count, any ? scores.front().scored : std::size_t{0}},
                 {"hit_rate_80", "Inside 80 %", CellKind::Share, any ? PanelCell(scores.front().inside80) : PanelCell()},
                 {"hit_rate_95", "Inside 95 %", CellKind::Share, any ? PanelCell(scores.front().inside95) : PanelCell()},
                 {"skill", "Better than the plain guess by", CellKind::Share, any ? PanelCell(scores.front().skill) : PanelCell()},
                 {"bias", "Bias", CellKind::Share, any ? PanelCell(scores.front().bias) : PanelCell()}};
    if (input.ledger.empty()) out.notes.emplace_back("No forecast has been issued in this project yet.");
    else if (!any) out.notes.emplace_back("None of the issued forecasts can be scored yet: import the next export.");
    out.tables = {ledgerTable(input.ledger), scoreTable(scores), lessonTable(input.ledger)};
    return out;
}

/// The first table holds the period asked for, the second every period of the card.
Result<PanelTables> scorecardPanel(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    const auto card = scorecard(input.dataset(), {.layer = s.spec().layer, .unit = s.unit(), .last = s.spec().to}, progress);
    if (!card) return tl::unexpected(card.error());
    PanelTable now{"scorecard", "Scorecard", "A stage a row",
                   {{"stage", "Stage", CellKind::Stage}, {"name", "Name", CellKind::Name}, {"firms", "Firms", CellKind::Count}, {"visible_firms", "Firms that trade", CellKind::Share},
                    {"visible_value", "Value with a digital score", CellKind::Share}, {"feedback", "With return data", CellKind::Share}, {"predictable", "Predictable", CellKind::Share},
                    {"trend_firms", "Trend of firms", CellKind::Text}, {"trend_value", "Trend of value", CellKind::Text}, {"trend_feedback", "Trend of feedback", CellKind::Text},
                    {"trend_predictable", "Trend of predictability", CellKind::Text}},
                   {}};
    PanelTable all{"periods", "By period", "A stage and period a row",
                   {{"stage", "Stage", CellKind::Stage}, {"name", "Name", CellKind::Name}, {"period", "Period", CellKind::Period}, {"visible_firms", "Firms that trade", CellKind::Share},
                    {"visible_value", "Value with a digital score", CellKind::Share}, {"feedback", "With return data", CellKind::Share}, {"predictable", "Predictable", CellKind::Share}},
                   {}};
    for (std::size_t k = 0; k < card->stages.size(); ++k)
        for (std::size_t p = 0; p < card->periods.size(); ++p) {
            const auto& cell = card->cell(k, p);
            const auto& v = cell.share;
            all.rows.push_back({k + 1, card->stages[k], input.dataset()->periods()[card->periods[p]].text, v[0], v[1], v[2], v[3]});
            if (p + 1 < card->periods.size()) continue;
            const auto trend = [&](Aspect aspect) { return PanelCell(trendWord(card->trend(k, p, aspect))); };
            now.rows.push_back({k + 1, card->stages[k], cell.active.size() + cell.silent.size(), v[0], v[1], v[2], v[3], trend(Aspect::VisibleFirms), trend(Aspect::VisibleValue),
                                trend(Aspect::Feedback), trend(Aspect::Predictable)});
        }
    PanelTables out;
    out.tables = {std::move(now), std::move(all)};
    return out;
}

} // namespace chainscape
