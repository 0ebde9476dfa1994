// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/change_alluvial.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "core/analysis/change_roles.h"
#include "core/analysis/internets.h"

namespace chainscape {
namespace {

/// A label of its own for firms that are in no group.
constexpr std::uint32_t kOutside = kNone - 1;

double throughput(const Snapshot& s, std::uint32_t node) { return std::max(s.inValue()[node], s.outValue()[node]); }

/// Period indices of the granularity of the last one within the spec, thinned to `most`.
std::vector<std::uint32_t> alluvialPeriods(const Dataset& dataset, const SnapshotSpec& spec, std::size_t most, bool& thinned) {
    const auto& periods = dataset.periods();
    const std::uint32_t first = spec.from == kNone ? 0 : spec.from;
    const auto last = spec.to == kNone ? static_cast<std::uint32_t>(periods.size() - 1) : std::min(spec.to, static_cast<std::uint32_t>(periods.size() - 1));
    std::vector<std::uint32_t> all;
    for (auto p = first; p <= last; ++p)
        if (periods[p].period.granularity == periods[last].period.granularity && periods[p].period.fiscal == periods[last].period.fiscal) all.push_back(p);
    thinned = most >= 2 && all.size() > most;
    if (!thinned) return all;
    std::vector<std::uint32_t> kept;
    for (std::size_t i = 0; i < most; ++i) kept.push_back(all[(i * (all.size() - 1) + (most - 1) / 2) / (most - 1)]);
    return kept;
}

std::vector<std::uint32_t> byStage(const Snapshot& s) {
    std::vector<std::uint32_t> of;
    for (const auto stage : s.stage()) of.push_back(stage > 0 ? static_cast<std::uint32_t>(stage) : kOutside);
    return of;
}

std::vector<std::uint32_t> byRole(const Snapshot& s) {
    std::vector<double> size(s.nodeCount());
    for (std::uint32_t v = 0; v < s.nodeCount(); ++v) size[v] = throughput(s, v);
    const auto hub = topDecile(size);
    std::vector<std::uint32_t> of;
    for (std::uint32_t v = 0; v < s.nodeCount(); ++v) {
        const bool buys = s.in().start[v + 1] > s.in().start[v], sells = s.out().start[v + 1] > s.out().start[v];
        const auto role = !buys ? AlluvialRole::Origin : !sells ? AlluvialRole::EndUser : hub[v] ? AlluvialRole::Hub : AlluvialRole::Intermediary;
        of.push_back(static_cast<std::uint32_t>(role));
    }
    return of;
}

Result<std::vector<std::uint32_t>> byInternet(const Snapshot& s, const DigitalOptions& options, Progress& progress) {
    const auto found = internets(s, digitalEdges(s, options), progress);
    if (!found) return tl::unexpected(found.error());
    std::vector<std::uint32_t> of(s.nodeCount(), kOutside);
    for (std::uint32_t piece = 0; piece < found->pieces.size(); ++piece)
        for (const auto v : found->pieces[piece].firms) of[v] = piece;
    return of;
}

/// Sales and purchases of a firm by the platform they pass; kOutside: none.
struct Passed {
    std::map<std::uint32_t, double> sold, bought;
};

/// The platform of the greatest share of one side, when that is half of it at least; ties to the smaller index.
void strongest(const std::map<std::uint32_t, double>& passed, double& share, std::uint32_t& platform) {
    double total = 0;
    for (const auto& [through, value] : passed) total += value;
    for (const auto& [through, value] : passed)
        if (through != kOutside && value >= total / 2 && value / total > share) share = value / total, platform = through;
}

/// Platforms as firm indices; the platform itself is in its own group.
std::vector<std::uint32_t> byPlatform(const Snapshot& s) {
    std::vector<Passed> passed(s.nodeCount());
    const auto& edges = s.edges();
    const auto& links = s.dataset().links();
    for (std::size_t e = 0; e < edges.size(); ++e) {
        const auto seller = edges.source[e], buyer = edges.target[e];
        const auto platformOr = [&](std::uint32_t via, std::uint32_t partner) {
            return via != kNone ? via : s.isPlatform()[partner] ? s.firm()[partner] : kOutside;
        };
        for (auto part = edges.partStart[e]; part < edges.partStart[e + 1]; ++part) {
            const double value = s.edgeParts().value[part];
            if (!(value > 0)) continue;
            const auto via = links.via[s.edgeParts().link[part]];
            passed[seller].sold[platformOr(via, buyer)] += value;
            passed[buyer].bought[platformOr(via, seller)] += value;
        }
    }
    std::vector<std::uint32_t> of(s.nodeCount(), kOutside);
    for (std::uint32_t v = 0; v < s.nodeCount(); ++v) {
        double share = 0;
        strongest(passed[v].sold, share, of[v]);
        strongest(passed[v].bought, share, of[v]);
        if (s.isPlatform()[v]) of[v] = s.firm()[v];
    }
    return of;
}

Result<std::vector<std::uint32_t>> nodeGroups(const Snapshot& s, const AlluvialOptions& options, Progress& progress) {
    switch (options.by) {
    case AlluvialBy::Stage: return byStage(s);
    case AlluvialBy::Role: return byRole(s);
    case AlluvialBy::Internet: return byInternet(s, options.digital, progress);
    case AlluvialBy::Platform: return byPlatform(s);
    case AlluvialBy::Community: break;
    }
    auto found = communities(s, options.communities, progress);
    if (!found) return tl::unexpected(found.error());
    return std::move(found->of);
}

/// What is known of every period: the firms' labels and throughput.
struct Raw {
    std::vector<Grouping> of;               ///< labels before they are ranked
    std::vector<std::vector<double>> value; ///< per period and firm; 0 where it is not active
};

Result<Raw> readPeriods(const DatasetPtr& dataset, SnapshotSpec spec, const AlluvialOptions& options, Alluvial& out, Progress& progress) {
    Raw raw;
    for (std::size_t t = 0; t < out.periods.size(); ++t) {
        if (progress.stopped()) return Progress::cancelled();
        progress.report(double(t) / double(out.periods.size()), "grouping firms");
        spec.from = spec.to = out.periods[t];
        const auto made = makeSnapshot(dataset, spec);
        if (!made) return tl::unexpected(made.error());
        const Snapshot& s = **made;
        out.unit = s.unit();
        const auto groups = nodeGroups(s, options, progress);
        if (!groups) return tl::unexpected(groups.error());
        raw.of.emplace_back(dataset->firms().size(), kNone);
        raw.value.emplace_back(dataset->firms().size(), 0.0);
        for (std::uint32_t v = 0; v < s.nodeCount(); ++v) {
            raw.of.back()[s.firm()[v]] = (*groups)[v];
            raw.value.back()[s.firm()[v]] = throughput(s, v);
        }
    }
    return raw;
}

/// Numbers of communities and internets mean nothing from period to period; matching gives them an identity.
void keepIdentities(std::vector<Grouping>& of, double threshold) {
    std::vector<Grouping> inside = of;
    for (auto& grouping : inside)
        std::ranges::replace(grouping, kOutside, kNone);
    const auto named = persistentLabels(inside, threshold);
    for (std::size_t t = 0; t < of.size(); ++t)
        for (std::size_t f = 0; f < of[t].size(); ++f)
            if (of[t][f] != kNone && of[t][f] != kOutside) of[t][f] = named[t][f];
}

bool numbered(AlluvialBy by) { return by == AlluvialBy::Stage || by == AlluvialBy::Role; }

/// The firm with most throughput under each label; ties to the smaller index.
std::map<std::uint32_t, std::uint32_t> leaders(const Raw& raw) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> sum;
    for (std::size_t t = 0; t < raw.of.size(); ++t)
        for (std::uint32_t f = 0; f < raw.of[t].size(); ++f)
            if (raw.of[t][f] != kNone && raw.of[t][f] != kOutside) sum[{raw.of[t][f], f}] += raw.value[t][f];
    std::map<std::uint32_t, std::uint32_t> best;
    for (const auto& [key, value] : sum) {
        const auto [it, fresh] = best.try_emplace(key.first, key.second);
        if (!fresh && value > sum[{key.first, it->second}]) it->second = key.second;
    }
    return best;
}

/// Chooses the groups that are drawn and renumbers the labels to them.
void rankGroups(const Raw& raw, std::size_t most, Alluvial& out) {
    std::map<std::uint32_t, double> value;
    for (std::size_t t = 0; t < raw.of.size(); ++t)
        for (std::size_t f = 0; f < raw.of[t].size(); ++f)
            if (raw.of[t][f] != kNone) value[raw.of[t][f]] += raw.value[t][f];
    std::vector<std::uint32_t> ranked;
    for (const auto& [label, sum] : value)
        if (label != kOutside) ranked.push_back(label);
    std::ranges::stable_sort(ranked, std::greater{}, [&](std::uint32_t label) { return value[label]; });
    const std::size_t kept = std::min(most, ranked.size());
    if (numbered(out.by)) std::sort(ranked.begin(), ranked.begin() + std::ptrdiff_t(kept));
    const bool firmsAreLabels = numbered(out.by) || out.by == AlluvialBy::Platform;
    const auto leading = firmsAreLabels ? std::map<std::uint32_t, std::uint32_t>{} : leaders(raw);
    std::map<std::uint32_t, std::uint32_t> groupOf;
    for (std::size_t i = 0; i < kept; ++i) {
        groupOf[ranked[i]] = static_cast<std::uint32_t>(i);
        out.groups.push_back({AlluvialGroup::Kind::Named, firmsAreLabels ? ranked[i] : leading.at(ranked[i]), value[ranked[i]]});
    }
    if (value.contains(kOutside)) {
        groupOf[kOutside] = static_cast<std::uint32_t>(out.groups.size());
        out.groups.push_back({AlluvialGroup::Kind::Outside, kNone, value[kOutside]});
    }
    if (kept < ranked.size()) {
        AlluvialGroup rest{AlluvialGroup::Kind::Rest, kNone, 0};
        for (std::size_t i = kept; i < ranked.size(); ++i) {
            groupOf[ranked[i]] = static_cast<std::uint32_t>(out.groups.size());
            rest.value += value[ranked[i]];
        }
        out.groups.push_back(rest);
    }
    for (const auto& labels : raw.of) {
        Grouping numberedAs(labels.size(), kNone);
        for (std::size_t f = 0; f < labels.size(); ++f)
            if (labels[f] != kNone) numberedAs[f] = groupOf.at(labels[f]);
        out.groupOf.push_back(std::move(numberedAs));
    }
}

void addBlocks(const Raw& raw, Alluvial& out) {
    const std::size_t count = out.periods.size();
    for (std::size_t t = 0; t < count; ++t) {
        std::vector<AlluvialBlock> blocks(out.groups.size());
        for (std::size_t f = 0; f < raw.of[t].size(); ++f) {
            const auto group = out.groupOf[t][f];
            if (group == kNone) continue;
            auto& block = blocks[group];
            const double value = raw.value[t][f];
            ++block.firms;
            block.value += value;
            if (t > 0 && out.groupOf[t - 1][f] == kNone) ++block.entered, block.enteredValue += value;
            if (t + 1 < count && out.groupOf[t + 1][f] == kNone) ++block.left, block.leftValue += value;
        }
        for (std::uint32_t g = 0; g < blocks.size(); ++g) blocks[g].group = g;
        std::erase_if(blocks, [](const AlluvialBlock& b) { return b.firms == 0; });
        out.blocks.push_back(std::move(blocks));
    }
}

void addRibbons(const Raw& raw, Alluvial& out) {
    for (std::size_t t = 0; t + 1 < out.periods.size(); ++t) {
        std::map<std::pair<std::uint32_t, std::uint32_t>, AlluvialRibbon> ribbons;
        for (std::size_t f = 0; f < raw.of[t].size(); ++f) {
            const auto from = out.groupOf[t][f], to = out.groupOf[t + 1][f];
            if (from == kNone || to == kNone) continue;
            auto& ribbon = ribbons.try_emplace({from, to}, AlluvialRibbon{from, to, 0, 0, 0}).first->second;
            ++ribbon.firms;
            ribbon.before += raw.value[t][f];
            ribbon.after += raw.value[t + 1][f];
        }
        auto& row = out.ribbons.emplace_back();
        for (const auto& [ends, ribbon] : ribbons) row.push_back(ribbon);
    }
}

} // namespace

Result<Alluvial> alluvial(const DatasetPtr& dataset, const SnapshotSpec& spec, const AlluvialOptions& options, Progress& progress) {
    if (!dataset || dataset->periods().empty()) return failure(ErrorCode::NoData, "There is no data yet.");
    Alluvial out{.by = options.by};
    out.periods = alluvialPeriods(*dataset, spec, options.periods, out.thinned);
    auto raw = readPeriods(dataset, spec, options, out, progress);
    if (!raw) return tl::unexpected(raw.error());
    if (options.by == AlluvialBy::Community || options.by == AlluvialBy::Internet) keepIdentities(raw->of, options.threshold);
    rankGroups(*raw, options.groups, out);
    addBlocks(*raw, out);
    addRibbons(*raw, out);
    return out;
}

} // namespace chainscape
