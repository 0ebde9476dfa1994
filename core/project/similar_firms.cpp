// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/similar_firms.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "core/base/text.h"

namespace chainscape {
namespace {

constexpr std::array<std::string_view, 9> kIdentifierWords{"lei", "duns", "vat", "registration", "company number", "ein", "siren", "siret", "tax id"};

bool saysIdentifier(const std::string& header) {
    const std::string name = toLowerAscii(header);
    return std::ranges::any_of(kIdentifierWords, [&](std::string_view word) {
        const auto at = name.find(word);
        if (at == std::string::npos) return false;
        const bool begins = at == 0 || name[at - 1] == ' ' || name[at - 1] == '_';
        const auto end = at + word.size();
        return begins && (end == name.size() || name[end] == ' ' || name[end] == '_');
    });
}

std::vector<FirmCard> cardsOf(const Dataset& dataset) {
    const FirmTable& firms = dataset.firms();
    std::vector<FirmCard> cards(firms.size());
    for (std::size_t f = 0; f < firms.size(); ++f) {
        cards[f].id = firms.id[f];
        cards[f].name = firms.name[f].empty() ? firms.id[f] : firms.name[f];
        cards[f].latitude = firms.latitude[f];
        cards[f].longitude = firms.longitude[f];
    }
    for (const FirmAttribute& attribute : firms.attributes) {
        const std::string name = toLowerAscii(attribute.name);
        const bool address = name.find("address") != std::string::npos, country = name.find("country") != std::string::npos, id = saysIdentifier(name);
        for (std::size_t f = 0; f < firms.size() && (address || country || id); ++f) {
            const std::string text(dataset.text(attribute.codes[f]));
            if (address) cards[f].address = text;
            else if (country) cards[f].country = text;
            else if (!text.empty()) cards[f].identifiers.push_back(text);
        }
    }
    return cards;
}

std::vector<std::int64_t> linkCounts(const Dataset& dataset) {
    std::vector<std::int64_t> counts(dataset.firms().size(), 0);
    for (std::size_t l = 0; l < dataset.links().size(); ++l) {
        ++counts[dataset.links().source[l]];
        ++counts[dataset.links().target[l]];
    }
    return counts;
}

} // namespace

Result<std::vector<SimilarFirms>> similarFirms(const Dataset& dataset, const DistinctFirms& distinct, double least, Progress& progress) {
    const auto cards = cardsOf(dataset);
    const auto pairs = proposeMerges(cards, {least}, progress);
    if (!pairs) return tl::unexpected(pairs.error());
    std::set<std::pair<std::string, std::string>> refused;
    for (const auto& [a, b] : distinct) refused.insert(std::minmax(a, b));
    const auto counts = linkCounts(dataset);
    std::vector<SimilarFirms> found;
    for (const MatchPair& pair : *pairs) {
        if (refused.contains(std::minmax(dataset.firms().id[pair.a], dataset.firms().id[pair.b]))) continue;
        const bool first = counts[pair.a] >= counts[pair.b];
        const auto keep = first ? pair.a : pair.b, other = first ? pair.b : pair.a;
        found.push_back({keep, other, pair.score, pair.reasons, counts[keep], counts[other]});
    }
    return found;
}

std::vector<FirmEdit> mergesOf(const Dataset& dataset, const std::vector<SimilarFirms>& accepted, const std::string& from) {
    const auto counts = linkCounts(dataset);
    std::map<std::uint32_t, std::uint32_t> parent;
    const auto root = [&](std::uint32_t firm) {
        while (parent.try_emplace(firm, firm).first->second != firm) firm = parent[firm];
        return firm;
    };
    for (const SimilarFirms& pair : accepted) {
        auto a = root(pair.keep), b = root(pair.other);
        if (a == b) continue;
        const bool swapped = counts[b] > counts[a];
        if (swapped) std::swap(a, b);
        parent[b] = a;
    }
    std::vector<FirmEdit> edits;
    for (const auto& [firm, up] : parent)
        if (const auto into = root(firm); into != firm) edits.push_back({dataset.firms().id[firm], FirmField::MergedInto, dataset.firms().id[into], from});
    return edits;
}

} // namespace chainscape
