// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/change_lists.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/analysis/change_index.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

constexpr std::array<std::string_view, kChangeLists> kListNames{"firm entered", "firm left", "firm grew", "firm shrank", "link new", "link gone", "link grew", "link shrank", "switched supplier"};

ChangeKind kindOfValues(double before, double after) {
    const double delta = after - before;
    if (std::fabs(delta) <= kSameWithin * std::max(before, after)) return ChangeKind::Same;
    return delta > 0 ? ChangeKind::Up : ChangeKind::Down;
}

std::optional<ChangeList> listOfKind(ChangeKind kind, bool firm) {
    switch (kind) {
    case ChangeKind::New: return firm ? ChangeList::FirmsEntered : ChangeList::LinksEntered;
    case ChangeKind::Gone: return firm ? ChangeList::FirmsLeft : ChangeList::LinksLeft;
    case ChangeKind::Up: return firm ? ChangeList::FirmsGrew : ChangeList::LinksGrew;
    case ChangeKind::Down: return firm ? ChangeList::FirmsShrank : ChangeList::LinksShrank;
    default: return std::nullopt;
    }
}

} // namespace

std::string_view nameOf(ChangeList list) { return kListNames[std::size_t(list)]; }

ChangeKind kindOf(const ChangedLink& link) {
    if (!link.inBefore) return ChangeKind::New;
    if (!link.inAfter) return ChangeKind::Gone;
    if (!(link.before > 0) || !(link.after > 0)) return link.before > 0 || link.after > 0 ? ChangeKind::Unknown : ChangeKind::Same;
    return kindOfValues(link.before, link.after);
}

ChangeKind kindOf(const ChangedFirm& firm) {
    if (firm.before == kNone) return ChangeKind::New;
    if (firm.after == kNone) return ChangeKind::Gone;
    return kindOfValues(firm.sizeBefore(), firm.sizeAfter());
}

std::vector<ChangeRow> changeRows(const ChangeTable& table) {
    std::vector<ChangeRow> rows;
    for (std::uint32_t f = 0; f < table.firms.size(); ++f) {
        const auto& firm = table.firms[f];
        if (const auto list = listOfKind(kindOf(firm), true)) rows.push_back({*list, f, kNone, firm.stage(), 0, firm.sizeBefore(), firm.sizeAfter(), {}, {}});
    }
    for (const auto& link : table.links) {
        const auto list = listOfKind(kindOf(link), false);
        if (!list) continue;
        const double before = link.inBefore && !(link.before > 0) ? kNaN : link.before, after = link.inAfter && !(link.after > 0) ? kNaN : link.after;
        rows.push_back({*list, link.source, link.target, table.firms[link.source].stage(), table.firms[link.target].stage(), before, after, {}, {}});
    }
    for (auto& s : supplierSwitches(table)) rows.push_back({ChangeList::SwitchedSupplier, s.buyer, kNone, s.stage, 0, s.lost, s.gained, std::move(s.dropped), std::move(s.taken)});
    const auto size = [](const ChangeRow& row) { return std::isnan(row.delta()) ? 0 : std::fabs(row.delta()); };
    std::ranges::stable_sort(rows, [&](const ChangeRow& a, const ChangeRow& b) { return a.list != b.list ? a.list < b.list : size(a) > size(b); });
    return rows;
}

} // namespace chainscape
