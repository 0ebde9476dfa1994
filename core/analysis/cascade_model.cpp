// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/cascade_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <type_traits>

#include "core/base/text.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

constexpr int kLastPhysicalStage = 5;

using Side = CascadeSide<double>;
using Model = CascadeModel<double>;

class ModelMaker {
public:
    ModelMaker(const Snapshot& s, const CascadeOptions& options) : m_s(s), m_options(options) {}

    Model make() {
        numberSectors();
        readTable();
        m_model.out.assign(m_s.outValue().begin(), m_s.outValue().end());
        for (const double out : m_model.out) m_model.share.push_back(out / m_s.totalValue());
        m_sectorSum.assign(m_model.markets.size(), 0);
        for (std::uint32_t i = 0; i < m_s.nodeCount(); ++i) {
            inputsOf(i);
            ordersTo(i);
        }
        addHits(m_model.down);
        addHits(m_model.up);
        return std::move(m_model);
    }

private:
    /// An input of one buyer, to be sorted into groups.
    struct Input {
        std::uint32_t group; ///< 0: non-essential, else sector + 1
        std::uint32_t from;
        double weight;
    };

    void numberSectors() {
        const auto& codes = m_s.dataset().firms().sector;
        std::vector<std::uint32_t> place(m_s.dataset().parts().text->size(), kNone);
        for (std::uint32_t i = 0; i < m_s.nodeCount(); ++i) {
            const auto code = codes[m_s.firm()[i]];
            if (place[code] == kNone) {
                place[code] = static_cast<std::uint32_t>(m_model.markets.size());
                m_model.markets.emplace_back();
                m_sectorName.push_back(m_s.dataset().text(code));
            }
            m_sector.push_back(place[code]);
            m_model.markets[place[code]].push_back(i);
        }
    }

    void readTable() {
        if (m_options.essentiality.empty()) return;
        const auto count = m_sectorName.size();
        m_table.assign(count * count, Essentiality::NonEssential);
        const auto holds = [&](const std::string& wanted, std::size_t sector) { return wanted == "*" || wanted == m_sectorName[sector]; };
        for (const auto& rule : m_options.essentiality)
            for (std::size_t k = 0; k < count; ++k)
                for (std::size_t l = 0; l < count; ++l)
                    if (holds(rule.supplierSector, k) && holds(rule.buyerSector, l)) m_table[k * count + l] = rule.essentiality;
    }

    [[nodiscard]] Essentiality essentiality(std::uint32_t e, std::uint32_t i, std::uint32_t j) const {
        if (!m_table.empty()) return m_table[m_sector[i] * m_sectorName.size() + m_sector[j]];
        const int stage = m_s.stage()[j];
        if (stage < 1 || stage > kLastPhysicalStage) return Essentiality::NonEssential;
        const auto& d = m_s.dataset();
        for (auto p = m_s.edges().partStart[e]; p < m_s.edges().partStart[e + 1]; ++p)
            if (toLowerAscii(d.kinds()[d.links().kind[m_s.edgeParts().link[p]]].name) == "material") return Essentiality::Essential;
        return Essentiality::NonEssential;
    }

    void inputsOf(std::uint32_t j) {
        const auto& in = m_s.in();
        for (auto k = in.start[j]; k < in.start[j + 1]; ++k) m_sectorSum[m_sector[in.node[k]]] = 0;
        for (auto k = in.start[j]; k < in.start[j + 1]; ++k) m_sectorSum[m_sector[in.node[k]]] += m_s.edges().value[in.edgeOf[k]];
        const double cost = m_options.useRevenueAndCost ? m_s.dataset().firms().cost[m_s.firm()[j]] : kNaN;
        const double dilution = cost >= m_s.inValue()[j] ? m_s.inValue()[j] / cost : 1;
        m_inputs.clear();
        for (auto k = in.start[j]; k < in.start[j + 1]; ++k) {
            const auto e = in.edgeOf[k], i = in.node[k];
            const double value = m_s.edges().value[e];
            if (!(value > 0)) continue;
            const auto kind = essentiality(e, i, j);
            if (kind == Essentiality::NonEssential) m_inputs.push_back({0, i, value / m_s.inValue()[j] * dilution});
            if (kind == Essentiality::Essential) m_inputs.push_back({m_sector[i] + 1, i, value / m_sectorSum[m_sector[i]] * dilution});
        }
        std::ranges::stable_sort(m_inputs, {}, &Input::group);
        addRow(m_model.down);
    }

    void ordersTo(std::uint32_t i) {
        const double revenue = m_options.useRevenueAndCost ? m_s.dataset().firms().revenue[m_s.firm()[i]] : kNaN;
        const double sales = revenue >= m_s.outValue()[i] ? revenue : m_s.outValue()[i];
        m_inputs.clear();
        for (auto e = m_s.out().start[i]; e < m_s.out().start[i + 1]; ++e)
            if (m_s.edges().value[e] > 0) m_inputs.push_back({0, m_s.out().node[e], m_s.edges().value[e] / sales});
        addRow(m_model.up);
    }

    /// Takes m_inputs, which are sorted by group.
    void addRow(Side& side) {
        const auto addAll = [&](auto first, auto last) {
            for (; first != last; ++first) side.entries.push_back({first->from, first->weight});
        };
        const auto here = [&] { return static_cast<std::uint32_t>(side.entries.size()); };
        Side::Row row{here(), 0, 0, static_cast<std::uint32_t>(side.groupEnd.size())};
        const auto essential = std::ranges::find_if(m_inputs, [](const Input& i) { return i.group != 0; });
        addAll(m_inputs.begin(), essential);
        row.alone = here();
        for (const bool alone : {true, false}) {
            if (!alone) row.shared = here();
            for (auto first = essential; first != m_inputs.end();) {
                const auto last = std::find_if(first, m_inputs.end(), [&](const Input& i) { return i.group != first->group; });
                if ((last - first == 1) == alone) {
                    addAll(first, last);
                    if (!alone) side.groupEnd.push_back(here());
                }
                first = last;
            }
        }
        side.rows.push_back(row);
    }

    void addHits(Side& side) const {
        const auto n = m_s.nodeCount(), count = side.entries.size();
        side.rows.push_back({static_cast<std::uint32_t>(count), 0, 0, static_cast<std::uint32_t>(side.groupEnd.size())});
        side.hitStart.assign(n + 1, 0);
        for (const auto& entry : side.entries) ++side.hitStart[entry.from + 1];
        std::partial_sum(side.hitStart.begin(), side.hitStart.end(), side.hitStart.begin());
        side.hit.resize(count);
        auto next = side.hitStart;
        for (std::uint32_t i = 0; i < n; ++i)
            for (auto k = side.rows[i].begin; k < side.rows[i + 1].begin; ++k) side.hit[next[side.entries[k].from]++] = i;
    }

    const Snapshot& m_s;
    const CascadeOptions& m_options;
    Model m_model;
    std::vector<std::uint32_t> m_sector;
    std::vector<std::string> m_sectorName;
    std::vector<Essentiality> m_table;
    std::vector<double> m_sectorSum;
    std::vector<Input> m_inputs;
};

CascadeSide<float> single(const Side& side) {
    CascadeSide<float> out;
    for (const auto& r : side.rows) out.rows.push_back({r.begin, r.alone, r.shared, r.group});
    for (const auto& e : side.entries) out.entries.push_back({e.from, static_cast<float>(e.weight)});
    out.groupEnd = side.groupEnd;
    out.hitStart = side.hitStart;
    out.hit = side.hit;
    return out;
}

} // namespace

template <class Real> CascadeModel<Real> cascadeModel(const Snapshot& snapshot, const CascadeOptions& options) {
    auto model = ModelMaker(snapshot, options).make();
    if constexpr (std::is_same_v<Real, double>) return model;
    else return {single(model.down), single(model.up), std::move(model.markets), std::move(model.out), std::move(model.share)};
}

template CascadeModel<double> cascadeModel(const Snapshot&, const CascadeOptions&);
template CascadeModel<float> cascadeModel(const Snapshot&, const CascadeOptions&);

} // namespace chainscape
