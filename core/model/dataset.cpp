// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/dataset.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>

#include <tsl/robin_map.h>

#include "core/base/text.h"

namespace chainscape {

struct Dataset::Lookup {
    struct Units {
        std::vector<std::string> all;
        std::string main;
    };

    mutable std::once_flag named, counted;
    mutable tsl::robin_map<std::string_view, std::uint32_t> firmById;
    mutable std::array<Units, 3> units; ///< per layer

    [[nodiscard]] std::uint32_t firmIndex(const std::vector<std::string>& ids, std::string_view id) const {
        std::call_once(named, [&] {
            firmById.reserve(ids.size());
            for (std::uint32_t f = 0; f < ids.size(); ++f) firmById.emplace(ids[f], f);
        });
        const auto it = firmById.find(id);
        return it == firmById.end() ? kNone : it->second;
    }

    [[nodiscard]] const Units& unitsOf(const Dataset& dataset, Layer layer) const {
        std::call_once(counted, [&] {
            for (std::size_t l = 0; l < units.size(); ++l) units[l] = count(dataset, Layer(l));
        });
        return units[std::size_t(layer)];
    }

private:
    static Units count(const Dataset& dataset, Layer layer) {
        const auto& links = dataset.links();
        std::vector<std::uint8_t> mine;
        for (const auto& kind : dataset.kinds()) mine.push_back(kind.layer == layer);
        Units out;
        std::vector<std::size_t> rows(dataset.units().size(), 0), used = rows;
        for (std::size_t l = 0; l < links.size(); ++l)
            if (mine[links.kind[l]] && used[links.unit[l]]++ == 0) out.all.push_back(dataset.units()[links.unit[l]]);
        for (const auto l : dataset.flows().link) rows[links.unit[l]] += mine[links.kind[l]];
        const auto most = std::ranges::max_element(rows);
        if (most != rows.end() && *most > 0) out.main = dataset.units()[std::size_t(most - rows.begin())];
        return out;
    }
};

Dataset::Dataset(Parts parts) : m_parts(std::move(parts)) {
    m_lookup = std::make_shared<Lookup>();
    const FirmTable& firms = *m_parts.firms;
    for (std::uint32_t f = 0; f < firms.size(); ++f) m_hasGivenStages = m_hasGivenStages || (firms.stage[f] > 0 && !firms.stageInferred[f]);
}

std::uint32_t Dataset::firmIndex(std::string_view id) const {
    return m_lookup->firmIndex(firms().id, id);
}

std::uint32_t Dataset::periodIndex(std::string_view wanted) const {
    const auto& periods = m_parts.periods;
    for (std::uint32_t p = 0; p < periods.size(); ++p)
        if (periods[p].text == trim(wanted)) return p;
    const auto parsed = parsePeriod(wanted);
    if (!parsed) return kNone;
    for (std::uint32_t p = 0; p < periods.size(); ++p)
        if (periods[p].period == *parsed) return p;
    return kNone;
}

const std::vector<std::string>& Dataset::unitsOf(Layer layer) const { return m_lookup->unitsOf(*this, layer).all; }

const std::string& Dataset::mainUnit(Layer layer) const { return m_lookup->unitsOf(*this, layer).main; }

Dataset::FirmState Dataset::firmAt(FirmId firm, PeriodId period) const {
    const FirmTable& t = firms();
    const auto f = index(firm);
    FirmState state{t.stage[f], t.stageInferred[f] != 0, t.digital[f], t.isPlatform[f] != 0, t.isEndUser[f] != 0};
    if (t.versions.empty()) return state;
    auto it = std::ranges::lower_bound(t.versions, f, {}, [](const FirmVersion& v) { return index(v.firm); });
    for (; it != t.versions.end() && index(it->firm) == f && index(it->from) <= index(period); ++it) {
        if (it->stage > 0) {
            state.stage = it->stage;
            state.stageInferred = false;
        }
        if (!std::isnan(it->digital)) state.digital = it->digital;
        if (it->isPlatform >= 0) state.isPlatform = it->isPlatform != 0;
        if (it->isEndUser >= 0) state.isEndUser = it->isEndUser != 0;
    }
    return state;
}

} // namespace chainscape
