// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/string_table.h"

#include <algorithm>
#include <cstring>

namespace chainscape {
namespace {

constexpr std::size_t kBlock = 256 * 1024;

std::uint64_t load8(const char* p) {
    std::uint64_t v = 0;
    std::memcpy(&v, p, 8);
    return v;
}

std::uint64_t load4(const char* p) {
    std::uint32_t v = 0;
    std::memcpy(&v, p, 4);
    return v;
}

/// 64 x 64 -> 128 bit product, folded: mixes every bit of both into every bit.
std::uint64_t folded(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

constexpr std::uint64_t kA = 0x9E3779B97F4A7C15ull;
constexpr std::uint64_t kB = 0xD1B54A32D192ED03ull;

std::uint32_t tagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

} // namespace

std::uint64_t StringTable::hashOf(std::string_view text) {
    const char* p = text.data();
    std::size_t n = text.size();
    std::uint64_t h = kA ^ (n * kB);
    while (n > 16) {
        h = folded(h ^ load8(p), kB ^ load8(p + 8));
        p += 16;
        n -= 16;
    }
    std::uint64_t a = 0, b = 0;
    if (n >= 8) {
        a = load8(p);
        b = load8(p + n - 8);
    } else if (n >= 4) {
        a = load4(p);
        b = load4(p + n - 4);
    } else if (n > 0) {
        a = static_cast<unsigned char>(p[0]);
        b = static_cast<std::uint64_t>(static_cast<unsigned char>(p[n / 2])) << 8 | static_cast<unsigned char>(p[n - 1]);
    }
    return folded(folded(h ^ a, kB ^ b), kA);
}

StringTable::StringTable() : m_slots(16), m_mask(15) { idOf(std::string_view{}); }

StringTable::StringTable(const StringTable& other) : StringTable() {
    for (const std::string_view text : other.m_texts) idOf(text);
}

StringTable& StringTable::operator=(const StringTable& other) {
    if (this != &other) {
        StringTable copy(other);
        *this = std::move(copy);
    }
    return *this;
}

std::uint32_t StringTable::idOf(std::string_view text, std::uint64_t hash) {
    for (std::uint64_t at = hash & m_mask;; at = (at + 1) & m_mask) {
        Slot& slot = m_slots[at];
        if (slot.id == none) {
            const auto id = static_cast<std::uint32_t>(m_texts.size());
            slot = {tagOf(hash), id};
            m_texts.push_back(stored(text));
            if (m_texts.size() * 2 > m_slots.size()) grow();
            return id;
        }
        if (slot.tag == tagOf(hash) && m_texts[slot.id] == text) return slot.id;
    }
}

std::uint32_t StringTable::find(std::string_view text) const {
    const std::uint64_t hash = hashOf(text);
    for (std::uint64_t at = hash & m_mask;; at = (at + 1) & m_mask) {
        const Slot& slot = m_slots[at];
        if (slot.id == none) return none;
        if (slot.tag == tagOf(hash) && m_texts[slot.id] == text) return slot.id;
    }
}

std::string_view StringTable::stored(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > m_room - m_used || m_blocks.empty()) {
        m_room = std::max(kBlock, text.size());
        m_blocks.push_back(std::make_unique_for_overwrite<char[]>(m_room));
        m_used = 0;
    }
    char* to = m_blocks.back().get() + m_used;
    std::memcpy(to, text.data(), text.size());
    m_used += text.size();
    return {to, text.size()};
}

void StringTable::grow() {
    m_slots.assign(m_slots.size() * 2, Slot{});
    m_mask = m_slots.size() - 1;
    for (std::uint32_t id = 0; id < m_texts.size(); ++id) {
        const std::uint64_t hash = hashOf(m_texts[id]);
        std::uint64_t at = hash & m_mask;
        while (m_slots[at].id != none) at = (at + 1) & m_mask;
        m_slots[at] = {tagOf(hash), id};
    }
}

} // namespace chainscape
