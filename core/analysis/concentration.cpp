// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/concentration.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace chainscape {
namespace {

struct Supply {
    std::uint32_t supplier;
    double value;
};
using Groups = std::map<std::string, std::vector<Supply>>;

bool anySector(const Snapshot& s) {
    return std::ranges::any_of(s.firm(), [&](auto f) { return s.dataset().firms().sector[f] != 0; });
}

/// Supplies of one buyer by sector, or by kind: a pair that trades in several kinds stands in several groups.
Groups suppliesOf(const Snapshot& s, std::uint32_t buyer, bool bySector) {
    const auto& d = s.dataset();
    Groups groups;
    for (auto k = s.in().start[buyer]; k < s.in().start[buyer + 1]; ++k) {
        const auto i = s.in().node[k], e = s.in().edgeOf[k];
        if (bySector) {
            groups[d.text(d.firms().sector[s.firm()[i]])].push_back({i, s.edges().value[e]});
            continue;
        }
        std::map<std::string, double> byKind;
        for (auto p = s.edges().partStart[e]; p < s.edges().partStart[e + 1]; ++p) {
            const double value = s.edgeParts().value[p];
            byKind[d.kinds()[d.links().kind[s.edgeParts().link[p]]].name] += std::isnan(value) ? 0 : value;
        }
        for (const auto& [kind, value] : byKind) groups[kind].push_back({i, value});
    }
    return groups;
}

InputGroup groupOf(const Snapshot& s, std::uint32_t buyer, const std::string& name, const std::vector<Supply>& supplies,
                    const ConcentrationOptions& options) {
    InputGroup out;
    out.buyer = buyer;
    out.group = name;
    out.suppliers = static_cast<std::uint32_t>(supplies.size());
    const Supply* greatest = &supplies.front();
    double squares = 0;
    for (const auto& supply : supplies) {
        out.value += supply.value;
        squares += supply.value * supply.value;
        const bool equal = supply.value == greatest->value;
        if (supply.value > greatest->value || (equal && s.id(supply.supplier) < s.id(greatest->supplier))) greatest = &supply;
    }
    out.greatest = greatest->supplier;
    out.herfindahl = squares / (out.value * out.value); // 0/0: undefined
    out.greatestShare = greatest->value / out.value;
    out.shareOfInputs = out.value / s.inValue()[buyer];
    out.sole = supplies.size() == 1 || (options.soleShare < 1 && out.greatestShare >= options.soleShare);
    return out;
}

} // namespace

Result<Concentration> concentration(const Snapshot& s, const ConcentrationOptions& options, Progress& progress) {
    Concentration out;
    out.soleSupplierOf.resize(s.nodeCount());
    const bool bySector = anySector(s);
    for (std::uint32_t buyer = 0; buyer < s.nodeCount(); ++buyer) {
        if (progress.stopped()) return Progress::cancelled();
        for (const auto& [name, supplies] : suppliesOf(s, buyer, bySector)) {
            out.groups.push_back(groupOf(s, buyer, name, supplies, options));
            const auto& group = out.groups.back();
            if (!group.sole) continue;
            ++out.solePairs;
            auto& buyers = out.soleSupplierOf[group.greatest];
            if (buyers.empty() || buyers.back() != buyer) buyers.push_back(buyer);
        }
    }
    return out;
}

} // namespace chainscape
