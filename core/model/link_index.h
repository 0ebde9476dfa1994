// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LinkIndex: the number of a link by its grain, for millions of links. Private to core/model.

#include <cstdint>
#include <vector>

#include "core/model/dataset.h"

namespace chainscape {

/// The grain of a link, and its hash.
struct LinkKey {
    std::uint32_t source = 0, target = 0, via = 0;
    std::uint16_t kind = 0, unit = 0;
    std::uint64_t hash = 0;

    static LinkKey of(std::uint32_t source, std::uint32_t target, std::uint32_t via, std::uint16_t kind, std::uint16_t unit);
};

/// Open addressing over a LinkTable: a slot is the upper 32 bits of the hash and the number, so that 8 bytes a link tell most of them
/// apart. Places are by the uppermost bits: the slots stand in the order of their hashes (but for what was moved on), and a larger
/// index is filled from front to back without a look at the links.
class LinkIndex {
public:
    /// The number of the link in `links`, where it is added when it is new.
    std::uint32_t numberOf(const LinkKey& key, LinkTable& links) {
        for (std::uint64_t at = key.hash >> m_shift;; at = (at + 1) & m_mask) {
            const std::uint64_t slot = m_slots[at];
            if (slot == 0) return added(key, at, links);
            const auto number = static_cast<std::uint32_t>(slot) - 1;
            if (((slot ^ key.hash) >> 32) == 0 && isAt(key, number, links)) return number;
        }
    }

    /// Brings the slot of a key into the cache.
    void prefetch(const LinkKey& key) const { __builtin_prefetch(&m_slots[key.hash >> m_shift]); }

private:
    static bool isAt(const LinkKey& key, std::uint32_t number, const LinkTable& links) {
        return links.source[number] == key.source && links.target[number] == key.target && links.kind[number] == key.kind &&
               links.unit[number] == key.unit && links.via[number] == key.via;
    }
    std::uint32_t added(const LinkKey& key, std::uint64_t at, LinkTable& links);
    void grow(LinkTable& links);

    std::vector<std::uint64_t> m_slots = std::vector<std::uint64_t>(64); ///< 0: free; else upper half of the hash, number + 1
    std::uint64_t m_mask = 63; ///< slots - 1
    int m_shift = 58;          ///< of a hash, to its place; 32 at the least, for links are numbered in 32 bits
};

} // namespace chainscape
