// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// StringTable: distinct UTF-8 texts numbered 0, 1, 2 ... in the order they were first seen; id 0 is always "".

#include <cstdint>
#include <cstring>
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

    /// A text made ready for looking up: texts of up to 16 bytes are compared as two words, without touching memory.
    struct Key {
        std::string_view text;
        std::uint64_t low = 0;  ///< bytes 0..7, zero-padded; the hash of longer texts
        std::uint64_t high = 0; ///< bytes 8..15, zero-padded
        std::uint64_t hash = 0;
    };
    static Key keyOf(std::string_view text) {
        Key key{text};
        const char* p = text.data();
        const std::size_t n = text.size();
        if (n > kInline) return longKey(text);
        if (n > 8) {
            key.low = load<std::uint64_t>(p);
            key.high = load<std::uint64_t>(p + n - 8) >> (8 * (16 - n));
        } else if (n >= 4) {
            const std::uint64_t first = load<std::uint32_t>(p), last = load<std::uint32_t>(p + n - 4);
            key.low = n == 8 ? first | last << 32 : first | (last >> (8 * (8 - n))) << 32;
        } else {
            for (std::size_t i = 0; i < n; ++i) key.low |= std::uint64_t(static_cast<unsigned char>(p[i])) << (8 * i);
        }
        key.hash = folded(key.low ^ kFirst, key.high ^ (kSecond + n));
        return key;
    }

    /// The id of the text, added when it is new. O(1) on average.
    std::uint32_t idOf(std::string_view text) { return idOf(keyOf(text)); }

    /// The same in two steps, for loops that prefetch.
    std::uint32_t idOf(const Key& key) {
        for (std::uint64_t at = key.hash & m_mask;; at = (at + 1) & m_mask) {
            const Slot& slot = m_slots[at];
            if (slot.low == key.low && slot.high == key.high && slot.length == key.text.size() && slot.id != none &&
                (key.text.size() <= kInline || m_texts[slot.id] == key.text))
                return slot.id;
            if (slot.id == none) return added(key, at);
        }
    }

    /// The id, or `none` when the text is not there.
    [[nodiscard]] std::uint32_t find(std::string_view text) const;

    [[nodiscard]] std::string_view operator[](std::uint32_t id) const { return m_texts[id]; }
    [[nodiscard]] std::size_t size() const { return m_texts.size(); }

    /// Brings the slot of a key into the cache.
    void prefetch(const Key& key) const { __builtin_prefetch(&m_slots[key.hash & m_mask]); }

    static constexpr std::uint32_t none = 0xFFFFFFFFu;

private:
    static constexpr std::size_t kInline = 16;
    static constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15ull;
    static constexpr std::uint64_t kSecond = 0xD1B54A32D192ED03ull;

    template <class Word>
    static std::uint64_t load(const char* p) {
        Word word = 0;
        std::memcpy(&word, p, sizeof word);
        return word;
    }
    /// 64 x 64 -> 128 bit product, folded: mixes every bit of both into every bit.
    static std::uint64_t folded(std::uint64_t a, std::uint64_t b) {
        __extension__ using Wide = unsigned __int128;
        const Wide product = static_cast<Wide>(a) * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    }
    static Key longKey(std::string_view text);

    struct Slot {
        std::uint64_t low = 0;
        std::uint64_t high = 0;
        std::uint32_t length = 0;
        std::uint32_t id = none;
    };

    std::uint32_t added(const Key& key, std::uint64_t at);
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
