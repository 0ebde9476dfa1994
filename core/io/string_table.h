// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// StringTable: distinct UTF-8 texts numbered 0, 1, 2 ... in the order they were first seen; id 0 is always "".

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace chainscape {

/// Append-only. Texts live in blocks that never move, so a view stays valid as long as the table (and its moves) live.
/// Reading from several threads is safe while nobody adds.
class StringTable {
public:
    StringTable();
    StringTable(StringTable&&) noexcept = default;
    StringTable& operator=(StringTable&&) noexcept = default;
    StringTable(const StringTable& other);
    StringTable& operator=(const StringTable& other);
    ~StringTable() = default;

    /// The id of the text, added when it is new. O(1) on average.
    std::uint32_t idOf(std::string_view text) { return idOf(text, hashOf(text)); }

    /// The same with the hash known, for loops that prefetch.
    std::uint32_t idOf(std::string_view text, std::uint64_t hash);

    /// The id, or `none` when the text is not there.
    [[nodiscard]] std::uint32_t find(std::string_view text) const;

    [[nodiscard]] std::string_view operator[](std::uint32_t id) const { return m_texts[id]; }
    [[nodiscard]] std::size_t size() const { return m_texts.size(); }

    /// Brings the slot of a hash into the cache.
    void prefetch(std::uint64_t hash) const { __builtin_prefetch(&m_slots[hash & m_mask]); }

    static std::uint64_t hashOf(std::string_view text);
    static constexpr std::uint32_t none = 0xFFFFFFFFu;

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t id = none;
    };

    std::string_view stored(std::string_view text);
    void grow();

    std::vector<Slot> m_slots;
    std::uint64_t m_mask = 0;
    std::vector<std::string_view> m_texts;
    std::vector<std::unique_ptr<char[]>> m_blocks;
    std::size_t m_used = 0;
    std::size_t m_room = 0;
};

} // namespace chainscape
