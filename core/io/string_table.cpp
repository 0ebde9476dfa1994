// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/string_table.h"

#include <algorithm>
#include <cstring>

namespace chainscape {
namespace {

constexpr std::size_t kBlock = 256 * 1024;

} // namespace

StringTable::Key StringTable::longKey(std::string_view text) {
    const char* p = text.data();
    std::size_t n = text.size();
    std::uint64_t h = kFirst ^ (n * kSecond);
    for (; n > 16; n -= 16, p += 16) h = folded(h ^ load<std::uint64_t>(p), kSecond ^ load<std::uint64_t>(p + 8));
    const char* const last = text.data() + text.size() - 16;
    h = folded(h ^ load<std::uint64_t>(last), kSecond ^ load<std::uint64_t>(last + 8));
    return {text, h, load<std::uint64_t>(text.data()), h};
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

std::uint32_t StringTable::added(const Key& key, std::uint64_t at) {
    const auto id = static_cast<std::uint32_t>(m_texts.size());
    m_slots[at] = {key.low, key.high, static_cast<std::uint32_t>(key.text.size()), id};
    m_texts.push_back(stored(key.text));
    if (m_texts.size() * 3 > m_slots.size() * 2) grow();
    return id;
}

std::uint32_t StringTable::find(std::string_view text) const {
    const Key key = keyOf(text);
    for (std::uint64_t at = key.hash & m_mask;; at = (at + 1) & m_mask) {
        const Slot& slot = m_slots[at];
        if (slot.id == none) return none;
        if (m_texts[slot.id] == text) return slot.id;
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
        const Key key = keyOf(m_texts[id]);
        std::uint64_t at = key.hash & m_mask;
        while (m_slots[at].id != none) at = (at + 1) & m_mask;
        m_slots[at] = {key.low, key.high, static_cast<std::uint32_t>(key.text.size()), id};
    }
}

} // namespace chainscape
