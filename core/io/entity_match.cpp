// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/entity_match.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "core/base/parallel.h"
#include "core/io/entity_compare.h"

namespace chainscape {
namespace {

constexpr std::size_t kSlice = 65536; ///< candidates compared between two looks at Progress

void sortBestFirst(std::vector<MatchPair>& pairs) {
    std::sort(pairs.begin(), pairs.end(), [](const MatchPair& l, const MatchPair& r) {
        if (l.score != r.score) return l.score > r.score;
        return l.a != r.a ? l.a < r.a : l.b < r.b;
    });
}

std::uint32_t rootOf(std::map<std::uint32_t, std::uint32_t>& parent, std::uint32_t firm) {
    std::uint32_t root = parent.try_emplace(firm, firm).first->second;
    while (parent[root] != root) root = parent[root];
    while (firm != root) { // all on the way point to the root
        std::uint32_t& up = parent[firm];
        firm = up;
        up = root;
    }
    return root;
}

} // namespace

std::string_view nameOf(MatchReason reason) {
    constexpr std::string_view kNames[] = {"writing",         "legal_form",   "spelling", "word_order",  "extra_words",
                                           "transliteration", "abbreviation", "address",  "coordinates", "identifier"};
    return kNames[static_cast<std::size_t>(reason)];
}

MatchPair compareFirms(const FirmCard& a, const FirmCard& b) {
    MatchPair pair = compared(readyFirm(a), readyFirm(b), 0);
    pair.b = 1;
    return pair;
}

Result<std::vector<MatchPair>> proposeMerges(std::span<const FirmCard> firms, const MatchOptions& options, Progress& progress) {
    std::vector<ReadyFirm> ready(firms.size());
    parallelFor(firms.size(), 512, [&](std::size_t begin, std::size_t end) {
        for (std::size_t f = begin; f < end && !progress.stopped(); ++f) ready[f] = readyFirm(firms[f]);
    });
    if (progress.stopped()) return Progress::cancelled();
    progress.report(0.2, "looking for like names");
    weighByRarity(ready);
    const auto candidates = candidatePairs(ready, progress);
    if (!candidates) return tl::unexpected(candidates.error());
    std::vector<MatchPair> found;
    std::vector<MatchPair> slice(std::min(kSlice, candidates->size()));
    for (std::size_t first = 0; first < candidates->size(); first += kSlice) {
        if (progress.stopped()) return Progress::cancelled();
        progress.report(0.4 + 0.6 * static_cast<double>(first) / static_cast<double>(candidates->size()), "comparing names");
        const std::size_t count = std::min(kSlice, candidates->size() - first);
        parallelFor(count, 512, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const std::uint64_t packed = (*candidates)[first + i];
                const auto a = static_cast<std::uint32_t>(packed >> 32), b = static_cast<std::uint32_t>(packed);
                slice[i] = compared(ready[a], ready[b], options.least);
                slice[i].a = a;
                slice[i].b = b;
            }
        });
        for (std::size_t i = 0; i < count; ++i)
            if (slice[i].score >= options.least && !slice[i].reasons.empty()) found.push_back(std::move(slice[i]));
    }
    sortBestFirst(found);
    return found;
}

std::vector<std::vector<std::uint32_t>> mergeGroups(std::span<const MatchPair> pairs, double line) {
    std::map<std::uint32_t, std::uint32_t> parent;
    for (const MatchPair& pair : pairs) {
        if (pair.score < line) continue;
        const std::uint32_t a = rootOf(parent, pair.a), b = rootOf(parent, pair.b);
        parent[std::max(a, b)] = std::min(a, b);
    }
    std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
    std::vector<std::uint32_t> members;
    for (const auto& [firm, up] : parent) members.push_back(firm);
    for (const std::uint32_t firm : members) groups[rootOf(parent, firm)].push_back(firm);
    std::vector<std::vector<std::uint32_t>> result;
    for (auto& [root, group] : groups) result.push_back(std::move(group));
    return result;
}

} // namespace chainscape
