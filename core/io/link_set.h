// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LinkSet: how many different links there are among many rows. Private to core/io.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/base/large_memory.h"
#include "core/base/result.h"

namespace chainscape {

/// A share of all links: those whose hash leaves `rest` when divided by `of`.
struct Share {
    std::uint64_t rest = 0, of = 1;
};

/// A link, or a free slot.
struct SeenLink {
    std::uint32_t source = 0, target = 0, words = 0; ///< from 1; source 0: free
    bool operator==(const SeenLink&) const = default;
};

/// Distinct links in bounded memory: when there are too many, half of them is left for another pass.
class LinkSet {
public:
    explicit LinkSet(std::size_t memory) { resizeLarge(m_slots, std::bit_floor(std::max<std::size_t>(memory / sizeof(SeenLink), 64))); }

    void begin(Share share) {
        std::ranges::fill(m_slots, SeenLink{});
        m_count = 0;
        m_share = share;
    }

    void add(std::uint32_t source, std::uint32_t target, std::uint32_t words) {
        const SeenLink link{source, target, words};
        const std::uint64_t hash = hashOf(link);
        if ((hash >> 32) % m_share.of != m_share.rest) return;
        __builtin_prefetch(&m_slots[hash & (m_slots.size() - 1)]);
        m_coming[m_waiting++] = {link, hash};
        if (m_waiting == m_coming.size()) settle();
    }

    /// Of this share; nothing is added after it.
    std::size_t count() {
        settle();
        return m_count;
    }
    /// What is left for other passes since begin().
    std::vector<Share> takeLeft() { return std::exchange(m_left, {}); }

private:
    /// Looks up what waited for its slots to come into the cache.
    void settle() {
        for (const auto& [link, hash] : std::span(m_coming).first(std::exchange(m_waiting, 0))) {
            if ((hash >> 32) % m_share.of != m_share.rest || !put(m_slots, link, hash)) continue;
            if (++m_count * 4 > m_slots.size() * 3) halve();
        }
    }

    static std::uint64_t hashOf(const SeenLink& link) {
        std::uint64_t h = (std::uint64_t(link.source) << 32 | link.target) * 0x9E3779B97F4A7C15ull;
        h = (h ^ h >> 32 ^ link.words) * 0xC2B2AE3D27D4EB4Full;
        return (h ^ h >> 29) * 0x9E3779B97F4A7C15ull;
    }

    static bool put(std::vector<SeenLink>& slots, const SeenLink& link, std::uint64_t hash) {
        for (std::uint64_t at = hash;; ++at) {
            SeenLink& slot = slots[at & (slots.size() - 1)];
            if (slot == link) return false;
            if (slot.source != 0) continue;
            slot = link;
            return true;
        }
    }

    void halve() {
        m_left.push_back({m_share.rest + m_share.of, m_share.of * 2});
        m_share.of *= 2;
        std::vector<SeenLink> kept;
        for (const SeenLink& link : m_slots)
            if (link.source != 0 && (hashOf(link) >> 32) % m_share.of == m_share.rest) kept.push_back(link);
        std::ranges::fill(m_slots, SeenLink{});
        for (const SeenLink& link : kept) put(m_slots, link, hashOf(link));
        m_count = kept.size();
    }

    std::vector<SeenLink> m_slots;
    std::array<std::pair<SeenLink, std::uint64_t>, 32> m_coming;
    std::size_t m_waiting = 0, m_count = 0;
    Share m_share;
    std::vector<Share> m_left;
};

/// Counts in bounded memory: pass(set) adds all links, as often as it is called.
template <class Pass>
Result<std::int64_t> countLinks(std::size_t memory, const Pass& pass) {
    LinkSet set(memory);
    std::int64_t count = 0;
    std::vector<Share> shares{{}};
    while (!shares.empty()) {
        set.begin(shares.back());
        shares.pop_back();
        if (const Result<void> ok = pass(set); !ok) return tl::unexpected(ok.error());
        count += static_cast<std::int64_t>(set.count());
        const auto left = set.takeLeft();
        shares.insert(shares.end(), left.begin(), left.end());
    }
    return count;
}

} // namespace chainscape
