// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/text_distance.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <vector>

namespace chainscape {
namespace {

/// `pattern` of 1..64 bytes as one machine word.
std::size_t wordDistance(std::string_view pattern, std::string_view text, std::size_t limit) {
    std::array<std::uint64_t, 256> peq{};
    for (std::size_t i = 0; i < pattern.size(); ++i) peq[static_cast<unsigned char>(pattern[i])] |= std::uint64_t(1) << i;
    const std::uint64_t last = std::uint64_t(1) << (pattern.size() - 1);
    std::uint64_t vp = ~std::uint64_t(0), vn = 0;
    std::size_t distance = pattern.size();
    for (std::size_t j = 0; j < text.size(); ++j) {
        const std::uint64_t eq = peq[static_cast<unsigned char>(text[j])];
        const std::uint64_t d0 = (((eq & vp) + vp) ^ vp) | eq | vn;
        const std::uint64_t hp = vn | ~(d0 | vp);
        const std::uint64_t hn = vp & d0;
        distance += (hp & last) != 0;
        distance -= (hn & last) != 0;
        const std::uint64_t shifted = (hp << 1) | 1;
        vp = (hn << 1) | ~(d0 | shifted);
        vn = d0 & shifted;
        if (distance > limit + (text.size() - 1 - j)) return limit + 1;
    }
    return distance > limit ? limit + 1 : distance;
}

std::size_t rowDistance(std::string_view a, std::string_view b, std::size_t limit) {
    std::vector<std::size_t> row(a.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t j = 0; j < b.size(); ++j) {
        std::size_t diagonal = row[0], least = row[0] = j + 1;
        for (std::size_t i = 0; i < a.size(); ++i) {
            const std::size_t replaced = diagonal + (a[i] != b[j]);
            diagonal = row[i + 1];
            row[i + 1] = std::min({replaced, row[i] + 1, diagonal + 1});
            least = std::min(least, row[i + 1]);
        }
        if (least > limit) return limit + 1;
    }
    return std::min(row.back(), limit + 1);
}

/// Sorted trigram codes.
std::vector<std::uint32_t> trigrams(std::string_view text) {
    text = text.substr(0, 512);
    std::vector<std::uint32_t> found;
    for (std::size_t i = 0; i + 3 <= text.size(); ++i)
        found.push_back(static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) << 16 |
                        static_cast<std::uint32_t>(static_cast<unsigned char>(text[i + 1])) << 8 | static_cast<unsigned char>(text[i + 2]));
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

std::size_t editDistance(std::string_view a, std::string_view b, std::size_t limit) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > limit) return limit + 1;
    while (!a.empty() && a.front() == b.front()) {
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    while (!a.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    if (a.empty()) return std::min(b.size(), limit + 1);
    return a.size() <= 64 ? wordDistance(a, b, limit) : rowDistance(a, b, limit);
}

double editLikeness(std::string_view a, std::string_view b, double least) {
    const std::size_t longer = std::max(a.size(), b.size());
    if (longer == 0) return 1;
    const auto limit = static_cast<std::size_t>((1 - least) * static_cast<double>(longer) + 1e-9);
    const std::size_t distance = editDistance(a, b, limit);
    return distance > limit ? 0 : 1 - static_cast<double>(distance) / static_cast<double>(longer);
}

double jaroWinkler(std::string_view a, std::string_view b) {
    constexpr std::size_t kMost = 64;
    a = a.substr(0, kMost);
    b = b.substr(0, kMost);
    if (a == b) return 1;
    if (a.empty() || b.empty()) return 0;
    const std::size_t reach = std::max<std::size_t>(std::max(a.size(), b.size()) / 2, 1) - 1;
    std::uint64_t usedA = 0, usedB = 0;
    std::size_t same = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = i > reach ? i - reach : 0; j < std::min(b.size(), i + reach + 1); ++j) {
            if ((usedB >> j & 1) != 0 || a[i] != b[j]) continue;
            usedA |= std::uint64_t(1) << i;
            usedB |= std::uint64_t(1) << j;
            ++same;
            break;
        }
    if (same == 0) return 0;
    std::size_t swapped = 0;
    for (std::size_t i = 0, j = 0; i < a.size(); ++i) {
        if ((usedA >> i & 1) == 0) continue;
        while ((usedB >> j & 1) == 0) ++j;
        swapped += a[i] != b[j++];
    }
    const double m = static_cast<double>(same);
    const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + (m - static_cast<double>(swapped / 2)) / m) / 3;
    std::size_t prefix = 0;
    while (prefix < std::min({std::size_t(4), a.size(), b.size()}) && a[prefix] == b[prefix]) ++prefix;
    return jaro + 0.1 * static_cast<double>(prefix) * (1 - jaro);
}

double trigramLikeness(std::string_view a, std::string_view b, bool ofShorter) {
    if (a == b) return 1;
    const auto left = trigrams(a), right = trigrams(b);
    if (left.empty() || right.empty()) return 0;
    std::size_t shared = 0;
    for (auto l = left.begin(), r = right.begin(); l != left.end() && r != right.end();) {
        if (*l == *r) {
            ++shared;
            ++l;
            ++r;
        } else if (*l < *r) {
            ++l;
        } else {
            ++r;
        }
    }
    const double both = static_cast<double>(shared);
    return ofShorter ? both / static_cast<double>(std::min(left.size(), right.size())) : 2 * both / static_cast<double>(left.size() + right.size());
}

} // namespace chainscape
