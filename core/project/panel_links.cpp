// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Links: which pairs may trade next, which links may end, and how well the same rule did on steps it had not seen.

#include "core/project/link_outlook.h"
#include "core/project/panel_makers.h"

namespace chainscape {
namespace {

PanelTable ghostTable(const LinkOutlook& outlook, const std::vector<std::string>& ids) {
    PanelTable out{"new", "Links that may appear", "Pairs that do not trade yet, the likeliest first",
                   {{"source", "Seller", CellKind::Seller}, {"target", "Buyer", CellKind::Buyer}, {"probability", "Probability", CellKind::Share}, {"reason", "Reason", CellKind::Text},
                    {"shortcut", "Value that takes a detour", CellKind::Value}, {"complementarity", "Complementarity", CellKind::Number}, {"record", "Traded before", CellKind::Share},
                    {"known", "Marked as known", CellKind::Flag}},
                   {}};
    for (const auto& g : outlook.ghosts) out.rows.push_back({ids[g.source], ids[g.target], g.probability, g.reason, g.shortcut, g.complementarity, g.record, g.known});
    return out;
}

PanelTable fadingTable(const LinkOutlook& outlook, const std::vector<std::string>& ids) {
    PanelTable out{"existing", "Links that may end", "Pairs that trade now, the least likely to stay first",
                   {{"source", "Seller", CellKind::Seller}, {"target", "Buyer", CellKind::Buyer}, {"value", "Value", CellKind::Value}, {"stays", "Stays", CellKind::Share},
                    {"record", "Traded before", CellKind::Share}},
                   {}};
    for (const auto& f : outlook.fading) out.rows.push_back({ids[f.source], ids[f.target], f.value, f.stays, f.record});
    return out;
}

PanelTable testTable(const LinkOutlook& outlook) {
    PanelTable out{"test", "Test on later periods", "Learned from the earlier periods alone, scored on the later ones",
                   {{"rule", "Rule", CellKind::Text}, {"steps", "Steps tested", CellKind::Count}, {"pairs", "Pairs", CellKind::Count}, {"true", "Came true", CellKind::Count},
                    {"base_rate", "By chance", CellKind::Share}, {"precision_at_true", "Hits among the first", CellKind::Share}, {"average_precision", "Average precision", CellKind::Share},
                    {"brier", "Brier score", CellKind::Number}, {"brier_base", "Brier score of the base rate", CellKind::Number}},
                   {}};
    for (const auto& t : outlook.tests) out.rows.push_back({t.rule, t.periods, t.pairs, t.hits, t.baseRate, t.precisionAtHits, t.averagePrecision, t.brier, t.baseBrier});
    return out;
}

PanelTable calibrationTable(const LinkOutlook& outlook) {
    PanelTable out{"calibration", "Calibration", "What was said against what came, by tenth of probability",
                   {{"rule", "Rule", CellKind::Text}, {"said", "Said", CellKind::Share}, {"came", "Came", CellKind::Share}, {"pairs", "Pairs", CellKind::Count}},
                   {}};
    for (const auto& t : outlook.tests)
        for (const auto& bin : t.calibration)
            if (bin.count > 0) out.rows.push_back({t.rule, bin.probability, bin.share, bin.count});
    return out;
}

} // namespace

Result<PanelTables> linkPanel(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    const auto outlook = linkOutlook(input.dataset(), {.layer = s.spec().layer, .unit = s.unit(), .last = s.spec().to, .marks = input.marks}, progress);
    if (!outlook) return tl::unexpected(outlook.error());
    const auto& ids = input.dataset()->firms().id;
    PanelTables out;
    out.tables = {ghostTable(*outlook, ids), fadingTable(*outlook, ids), testTable(*outlook), calibrationTable(*outlook)};
    out.facts = {{"periods", "Periods looked at", CellKind::Count, outlook->periods},
                 {"candidates", "Pairs that could trade", CellKind::Count, outlook->candidates},
                 {"scored", "Pairs scored", CellKind::Count, outlook->scored},
                 {"impossible", "Marked impossible", CellKind::Count, outlook->impossible},
                 {"new_links", "New links in the last period", CellKind::Count, outlook->newLinks},
                 {"new_firm_links", "Of these with a new firm", CellKind::Count, outlook->newFirmLinks}};
    if (outlook->periods < 2) out.notes.emplace_back("One period alone gives no probabilities; pairs are ranked by the value that already takes a detour.");
    out.notes.emplace_back("New firms cannot be foreseen: only pairs of firms that already trade are scored.");
    return out;
}

} // namespace chainscape
