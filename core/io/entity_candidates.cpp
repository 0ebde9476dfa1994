// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/io/entity_compare.h"

namespace chainscape {
namespace {

constexpr std::size_t kSmallBlock = 24; ///< all pairs of smaller blocks
constexpr std::size_t kWindow = 6;      ///< neighbours in larger ones, sorted by name
constexpr std::size_t kEnd = 5;         ///< letters of an end of a name

struct Keyed {
    std::uint64_t key = 0;
    std::uint32_t firm = 0;

    bool operator<(const Keyed& other) const { return key != other.key ? key < other.key : firm < other.firm; }
};

/// FNV-1a over the kind of key and its text.
std::uint64_t keyOf(char kind, std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325ull ^ static_cast<unsigned char>(kind);
    for (const char c : text) hash = (hash * 0x100000001B3ull) ^ static_cast<unsigned char>(c);
    return hash * 0x9E3779B97F4A7C15ull;
}

/// Consonants, doubled ones once, the first letter kept.
std::string skeleton(std::string_view text) {
    std::string bones;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool vowel = std::string_view("aeiouyh").find(text[i]) != std::string_view::npos;
        if (i > 0 && (vowel || bones.back() == text[i])) continue;
        bones += text[i];
    }
    return bones;
}

void addNameKeys(const ReadyFirm& firm, const std::function<void(char, std::string_view)>& add) {
    const std::string& text = firm.name.squeezed;
    add('=', text);
    add('s', skeleton(text));
    if (text.size() >= kEnd) {
        add('<', std::string_view(text).substr(0, kEnd));
        add('>', std::string_view(text).substr(text.size() - kEnd));
    }
    for (std::size_t w = 0; w < firm.name.words.size(); ++w) {
        const std::string& word = firm.name.words[w];
        if (word.size() >= 3) add('w', word);
        if (word.size() >= 5) add('k', skeleton(word));
    }
    for (const std::string& initials : initialsOf(firm.name)) add('w', initials);
}

void addPlaceKeys(const ReadyFirm& firm, const std::function<void(char, std::string_view)>& add) {
    if (firm.address.size() >= 10) {
        add('a', std::string_view(firm.address).substr(0, 10));
        add('z', std::string_view(firm.address).substr(firm.address.size() - 10));
    }
    for (const std::string& identifier : firm.card->identifiers)
        if (!identifier.empty()) add('i', identifier);
    if (std::isnan(firm.card->latitude) || std::isnan(firm.card->longitude)) return;
    const auto cell = [](double degrees) { return std::to_string(std::lround(degrees * 200)); };
    add('c', cell(firm.card->latitude) + "," + cell(firm.card->longitude));
}

void pairUp(std::span<const Keyed> block, const std::vector<std::uint32_t>& rank, std::vector<std::uint64_t>& pairs) {
    std::vector<std::uint32_t> members;
    for (const Keyed& keyed : block)
        if (members.empty() || members.back() != keyed.firm) members.push_back(keyed.firm);
    std::size_t reach = members.size();
    if (members.size() > kSmallBlock) {
        reach = kWindow;
        std::sort(members.begin(), members.end(), [&](std::uint32_t l, std::uint32_t r) { return rank[l] < rank[r]; });
    }
    for (std::size_t i = 0; i < members.size(); ++i)
        for (std::size_t j = i + 1; j < std::min(members.size(), i + 1 + reach); ++j) {
            const auto [low, high] = std::minmax(members[i], members[j]);
            pairs.push_back(std::uint64_t(low) << 32 | high);
        }
}

/// Place of each firm when sorted by its name without blanks.
std::vector<std::uint32_t> ranksByName(const std::vector<ReadyFirm>& firms) {
    std::vector<std::uint32_t> order(firms.size()), rank(firms.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t l, std::uint32_t r) {
        const int way = firms[l].name.squeezed.compare(firms[r].name.squeezed);
        return way != 0 ? way < 0 : l < r;
    });
    for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
    return rank;
}

} // namespace

Result<std::vector<std::uint64_t>> candidatePairs(const std::vector<ReadyFirm>& firms, Progress& progress) {
    std::vector<Keyed> keys;
    for (std::uint32_t f = 0; f < firms.size(); ++f) {
        const auto add = [&](char kind, std::string_view text) { keys.push_back({keyOf(kind, text), f}); };
        addNameKeys(firms[f], add);
        addPlaceKeys(firms[f], add);
        if (f % 4096 == 0 && progress.stopped()) return Progress::cancelled();
    }
    std::sort(keys.begin(), keys.end());
    const std::vector<std::uint32_t> rank = ranksByName(firms);
    std::vector<std::uint64_t> pairs;
    for (std::size_t begin = 0; begin < keys.size();) {
        std::size_t end = begin + 1;
        while (end < keys.size() && keys[end].key == keys[begin].key) ++end;
        if (end - begin > 1) pairUp(std::span(keys).subspan(begin, end - begin), rank, pairs);
        begin = end;
        if (progress.stopped()) return Progress::cancelled();
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

} // namespace chainscape
