// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/name_join.h"

#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace chainscape {

std::vector<IdAndName> namesIn(const FirmRows& firms) {
    std::vector<IdAndName> names;
    for (std::size_t r = 0; r < firms.size(); ++r) names.emplace_back(firms.words[firms.id[r]], firms.words[firms.name[r]]);
    return names;
}

std::int64_t joinByName(LinkRows& links, std::span<const IdAndName> listed) {
    std::unordered_set<std::string_view> ids;
    std::unordered_map<std::string_view, std::string_view> byName; // "" for names of several firms
    for (const auto& [id, name] : listed) ids.insert(id);
    for (const auto& [id, name] : listed) {
        if (id == name || ids.contains(name)) continue;
        const auto [known, isNew] = byName.try_emplace(name, id);
        if (!isNew && known->second != id) known->second = {};
    }
    if (byName.empty()) return 0;
    StringTable joined;
    std::vector<std::uint32_t> translated(links.firms.size(), 0);
    std::int64_t found = 0;
    for (std::uint32_t firm = 1; firm < links.firms.size(); ++firm) {
        const auto match = byName.find(links.firms[firm]);
        const bool known = match != byName.end() && !match->second.empty();
        found += known;
        translated[firm] = joined.idOf(known ? match->second : links.firms[firm]);
    }
    if (found == 0) return 0;
    for (auto* column : {&links.source, &links.target, &links.viaPlatform})
        for (std::uint32_t& firm : *column) firm = translated[firm];
    for (FileSpan& span : links.files)
        for (FirmName& name : span.names) name.firm = translated[name.firm];
    links.firms = std::move(joined);
    return found;
}

} // namespace chainscape
