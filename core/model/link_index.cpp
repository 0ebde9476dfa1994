// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/link_index.h"

#include <utility>

#include "core/base/large_memory.h"

namespace chainscape {
namespace {

/// 64 x 64 -> 128 bit product, folded: mixes every bit of both into every bit.
std::uint64_t foldedProduct(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

} // namespace

LinkKey LinkKey::of(std::uint32_t source, std::uint32_t target, std::uint32_t via, std::uint16_t kind, std::uint16_t unit) {
    const std::uint64_t ends = std::uint64_t(source) << 32 | target;
    const std::uint64_t rest = std::uint64_t(via) << 32 | std::uint64_t(kind) << 16 | unit;
    return {source, target, via, kind, unit, foldedProduct(ends ^ 0x9E3779B97F4A7C15ull, rest ^ 0xC2B2AE3D27D4EB4Full)};
}

std::uint32_t LinkIndex::added(const LinkKey& key, std::uint64_t at, LinkTable& links) {
    const auto number = static_cast<std::uint32_t>(links.size());
    m_slots[at] = (key.hash >> 32 << 32) | (number + 1);
    links.source.push_back(key.source);
    links.target.push_back(key.target);
    links.kind.push_back(key.kind);
    links.unit.push_back(key.unit);
    links.via.push_back(key.via);
    if (links.size() * 3 > m_slots.size() * 2) grow(links);
    return number;
}

void LinkIndex::grow(LinkTable& links) {
    const std::size_t slots = m_slots.size() * 2;
    const auto before = std::exchange(m_slots, {});
    resizeLarge(m_slots, slots);
    m_mask = slots - 1;
    --m_shift;
    for (const std::uint64_t slot : before) {
        if (slot == 0) continue;
        std::uint64_t at = slot >> m_shift;
        while (m_slots[at] != 0) at = (at + 1) & m_mask;
        m_slots[at] = slot;
    }
    const std::size_t room = slots * 2 / 3 + 1; // until the next time
    for (auto* column : {&links.source, &links.target, &links.via}) reserveLarge(*column, room);
    for (auto* column : {&links.kind, &links.unit}) reserveLarge(*column, room);
}

} // namespace chainscape
