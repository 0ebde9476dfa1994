// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Enterprise internets and communities: two ways in which firms hang together.

#include <algorithm>

#include "core/project/panel_makers.h"

namespace chainscape {

namespace {

PanelTable internetTable(const Snapshot& s, const Internets& found, PanelTable table) {
    table.columns = {{"hub", "Hub", CellKind::Firm}, {"hub_name", "Name of the hub", CellKind::Name}, {"firms", "Firms", CellKind::Count}, {"stages", "Stages", CellKind::Count},
                     {"value", "Value inside", CellKind::Value}, {"centralisation", "Centralisation", CellKind::Share}, {"hub_share", "Through the hub", CellKind::Share},
                     {"index", "Index", CellKind::Share}, {"openness", "Openness", CellKind::Share}, {"members", "Members", CellKind::Firms}};
    for (const auto& piece : found.pieces)
        table.rows.push_back({s.id(piece.hub), s.name(piece.hub), piece.firms.size(), piece.stages, piece.value, piece.centralisation, piece.hubShare, piece.index, piece.openness,
                              idsOf(s, piece.firms)});
    return table;
}

} // namespace

Result<PanelTables> internetPanel(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    if (const auto known = needScores(s); !known) return tl::unexpected(known.error());
    const auto& sure = input.findings.dataChain(UnknownScore::AsAnalogue, progress);
    const auto& perhaps = input.findings.dataChain(UnknownScore::AsDigital, progress);
    if (!sure || !perhaps) return tl::unexpected((sure ? perhaps : sure).error());
    const auto &low = sure->internets, &high = perhaps->internets;
    PanelTables out;
    out.facts = {bandFact({"enterprise_internet_index", "Enterprise-internet index", CellKind::Share}, low.index, high.index),
                 bandFact({"digital_components", "Digital pieces", CellKind::Count}, double(low.componentCount), double(high.componentCount)),
                 bandFact({"largest_firm_share", "Firms in the largest", CellKind::Share}, low.largestFirmShare, high.largestFirmShare)};
    out.tables = {internetTable(s, low, {"internets", "Enterprise internets", "Pieces of at least three firms joined by digital links", {}, {}})};
    if (input.findings.hasUnknownScores()) {
        out.tables.push_back(internetTable(s, high, {"internets_high", "If unknown scores are digital", "The same pieces, with every link digital whose score nobody stated", {}, {}}));
        out.notes.emplace_back("Some digital scores are unknown, so numbers are bands: the first table takes unknown scores as analogue, the second as digital.");
    }
    if (out.tables.front().rows.empty()) out.notes.emplace_back("No three firms are surely joined by digital links, so there is no enterprise internet and no index.");
    return out;
}

Result<PanelTables> communityPanel(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    const auto& found = input.findings.communities(progress);
    if (!found) return tl::unexpected(found.error());
    PanelTables out;
    out.facts = {{"communities", "Communities", CellKind::Count, found->count}, {"modularity", "Modularity", CellKind::Number, found->modularity}};
    struct Sums {
        std::vector<std::uint32_t> nodes;
        double inside = 0, across = 0;
        std::uint32_t greatest = kNone;
    };
    std::vector<Sums> sums(found->count);
    const auto size = [&](std::uint32_t i) { return std::max(s.outValue()[i], s.inValue()[i]); };
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        auto& mine = sums[found->of[i]];
        mine.nodes.push_back(i);
        if (mine.greatest == kNone || size(i) > size(mine.greatest)) mine.greatest = i;
    }
    const auto& edges = s.edges();
    for (std::size_t e = 0; e < s.edgeCount(); ++e) {
        const auto from = found->of[edges.source[e]], to = found->of[edges.target[e]];
        if (from == to) sums[from].inside += edges.value[e];
        else sums[from].across += edges.value[e], sums[to].across += edges.value[e];
    }
    PanelTable table{"communities", "Communities", "Groups of firms, the largest first",
                     {{"community", "Community", CellKind::Count}, {"largest", "Largest firm", CellKind::Firm}, {"firms", "Firms", CellKind::Count},
                      {"inside", "Value inside", CellKind::Value}, {"across", "Value to others", CellKind::Value}, {"inside_share", "Share inside", CellKind::Share},
                      {"members", "Members", CellKind::Firms}},
                     {}};
    for (std::size_t c = 0; c < sums.size(); ++c)
        if (!sums[c].nodes.empty())
            table.rows.push_back({c + 1, s.id(sums[c].greatest), sums[c].nodes.size(), sums[c].inside, sums[c].across, shareCell(sums[c].inside, sums[c].inside + sums[c].across),
                                  idsOf(s, sums[c].nodes)});
    if (s.nodeCount() < 5) out.notes.emplace_back("With fewer than five firms communities say nothing.");
    out.tables = {std::move(table)};
    return out;
}

} // namespace chainscape
