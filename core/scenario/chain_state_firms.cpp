// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/model/dataset_builder.h"
#include "core/scenario/chain_state.h"

namespace chainscape {
namespace {

/// Calls use(column) on every column of the table that has one entry per firm.
template <class Use> void forEachColumn(FirmTable& t, Use use) {
    use(t.id), use(t.name), use(t.stage), use(t.stageInferred), use(t.stageConfidence), use(t.sector), use(t.region), use(t.parent);
    use(t.function), use(t.digital), use(t.isPlatform), use(t.isEndUser), use(t.revenue), use(t.cost), use(t.latitude), use(t.longitude);
    for (auto& column : t.attributes) use(column.codes);
}

std::uint32_t codeOf(std::vector<std::string>& texts, const std::string& text) {
    const auto it = std::ranges::find(texts, text);
    if (it != texts.end()) return static_cast<std::uint32_t>(it - texts.begin());
    texts.push_back(text);
    return static_cast<std::uint32_t>(texts.size() - 1);
}

} // namespace

/// Copies of the state share the table; whoever writes gets one of its own.
FirmTable& ChainState::writableTable() {
    if (!m_table) m_table = std::make_shared<FirmTable>(m_base->firms());
    else if (m_table.use_count() > 1) m_table = std::make_shared<FirmTable>(*m_table);
    return *m_table;
}

/// The declared revenue, moved along with the output; NaN when there is none.
double ChainState::currentRevenue(std::uint32_t firm) const {
    const double first = m_firms.firstOutput[firm];
    return first > 0 ? table().revenue[firm] * (m_firms.output[firm] / first) : table().revenue[firm];
}

std::uint32_t ChainState::addFirm(const std::string& newId, std::uint32_t like) {
    FirmTable& t = writableTable();
    const auto f = static_cast<std::uint32_t>(t.size());
    forEachColumn(t, [&](auto& column) {
        using Value = typename std::decay_t<decltype(column)>::value_type;
        column.push_back(like == kNone ? Value{} : column[like]);
    });
    t.id[f] = t.name[f] = newId;
    t.revenue[f] = t.cost[f] = kUnknown;
    if (like == kNone) {
        t.digital[f] = t.stageConfidence[f] = kUnknownScore;
        t.latitude[f] = t.longitude[f] = kUnknown;
    }
    const auto grow = [&](auto& column) { column.push_back(like == kNone ? 0 : column[like]); };
    grow(m_firms.stage), grow(m_firms.digital), grow(m_firms.endUser), grow(m_firms.platform), grow(m_firms.entrant);
    if (like == kNone) m_firms.digital[f] = kUnknownScore;
    for (auto* column : {&m_firms.output, &m_firms.unallocated, &m_firms.external, &m_firms.sales, &m_firms.purchases, &m_firms.firstOutput,
                         &m_firms.strandedSupply, &m_firms.strandedDemand, &m_purchasesBefore})
        column->push_back(0);
    m_touched.push_back(0);
    if (like != kNone) {
        t.stage[f] = m_firms.stage[f];
        t.digital[f] = m_firms.digital[f];
        t.isPlatform[f] = m_firms.platform[f];
    }
    m_newFirms.emplace(newId, f);
    m_firmsChanged = true;
    return f;
}

void ChainState::nameFirm(std::uint32_t firm, const std::string& name, const std::string& sector, const std::string& region) {
    if (!m_text) m_text = std::make_shared<std::vector<std::string>>(*m_base->parts().text);
    else if (m_text.use_count() > 1) m_text = std::make_shared<std::vector<std::string>>(*m_text);
    FirmTable& t = writableTable();
    if (!name.empty()) t.name[firm] = name;
    t.sector[firm] = codeOf(*m_text, sector);
    t.region[firm] = codeOf(*m_text, region);
}

void ChainState::setStage(std::uint32_t firm, int stage) {
    m_firms.stage[firm] = static_cast<std::int16_t>(stage);
    if (firm >= m_base->firms().size()) {
        FirmTable& t = writableTable();
        t.stage[firm] = static_cast<std::int16_t>(stage);
        t.stageConfidence[firm] = 1;
    } else {
        m_dated.push_back(firm);
    }
    m_firmsChanged = true;
    if (m_endUserRule != Snapshot::EndUserRule::LastStage) return;
    m_firms.endUser[firm] = stage == m_base->stages().size();
    rederive(firm);
}

void ChainState::setFirmDigital(std::uint32_t firm, float score) {
    m_firms.digital[firm] = score;
    if (firm >= m_base->firms().size()) writableTable().digital[firm] = score;
    else m_dated.push_back(firm);
    m_firmsChanged = true;
}

double ChainState::merge(const std::vector<std::uint32_t>& members, std::uint32_t into) {
    std::vector<std::uint8_t> member(m_firms.size(), 0);
    double output = 0, unallocated = 0, external = 0, internal = 0, revenue = 0;
    for (const auto f : members) {
        member[f] = 1;
        output += m_firms.output[f], unallocated += m_firms.unallocated[f], external += m_firms.external[f];
        revenue += currentRevenue(f);
        m_firms.output[f] = m_firms.unallocated[f] = m_firms.external[f] = 0;
    }
    for (auto* column : {&m_firms.strandedSupply, &m_firms.strandedDemand}) {
        double sum = 0;
        for (const auto f : members) sum += std::exchange((*column)[f], 0.0);
        (*column)[into] = sum;
    }
    std::vector<std::size_t> moved;
    for (std::size_t i = 0; i < m_flows.size(); ++i) {
        StateFlow& flow = m_flows[i];
        if (flow.gone || !(member[flow.source] || member[flow.target])) continue;
        if (member[flow.source] && member[flow.target]) {
            if (flow.counted) internal += flow.value;
            flow.gone = true;
            continue;
        }
        auto& end = member[flow.source] ? flow.source : flow.target;
        if (end != into) flow.link = kNone;
        end = into;
        moved.push_back(i);
    }
    // flows of one grain become one
    const auto grain = [&](std::size_t i) {
        const auto& f = m_flows[i];
        return std::tuple(f.source, f.target, f.kind, f.unit, f.via, f.link == kNone);
    };
    std::ranges::stable_sort(moved, {}, grain);
    for (std::size_t k = 0, first = 0; k < moved.size(); ++k) {
        StateFlow &kept = m_flows[moved[first]], &flow = m_flows[moved[k]];
        const bool same = k > first && kept.source == flow.source && kept.target == flow.target && kept.kind == flow.kind &&
                          kept.unit == flow.unit && kept.via == flow.via;
        if (!same) {
            first = k;
            continue;
        }
        const double a = std::isnan(kept.value) || std::isnan(kept.digital) ? 0 : kept.value;
        const double b = std::isnan(flow.value) || std::isnan(flow.digital) ? 0 : flow.value;
        if (a + b > 0) kept.digital = static_cast<float>(((a > 0 ? a * double(kept.digital) : 0) + (b > 0 ? b * double(flow.digital) : 0)) / (a + b));
        kept.value = std::isnan(kept.value) ? flow.value : kept.value + (std::isnan(flow.value) ? 0 : flow.value);
        kept.counted = kept.counted || flow.counted;
        kept.rows += flow.rows;
        flow.gone = true;
    }
    m_firms.output[into] = output - (m_firms.endUser[into] ? 0 : internal);
    m_firms.firstOutput[into] = m_firms.output[into];
    m_firms.unallocated[into] = unallocated;
    m_firms.external[into] = external;
    writableTable().revenue[into] = revenue;
    m_flowsChanged = m_firmsChanged = true;
    m_index = {};
    recount();
    return internal;
}

void ChainState::split(std::uint32_t firm, const std::vector<std::pair<std::uint32_t, double>>& parts) {
    const std::size_t before = m_flows.size();
    const double output = m_firms.output[firm], unallocated = m_firms.unallocated[firm], external = m_firms.external[firm];
    const double revenue = currentRevenue(firm);
    for (std::size_t i = 0; i < before; ++i) {
        const StateFlow whole = m_flows[i];
        if (whole.gone || (whole.source != firm && whole.target != firm)) continue;
        m_flows[i].gone = true;
        for (const auto& [part, share] : parts) {
            StateFlow piece = whole;
            if (whole.source == firm) piece.source = part;
            if (whole.target == firm) piece.target = part;
            if (part != firm) piece.link = kNone;
            piece.value = whole.value * share;
            m_flows.push_back(piece);
        }
    }
    m_firms.output[firm] = m_firms.unallocated[firm] = m_firms.external[firm] = 0;
    const double strandedSupply = std::exchange(m_firms.strandedSupply[firm], 0.0), strandedDemand = std::exchange(m_firms.strandedDemand[firm], 0.0);
    for (const auto& [part, share] : parts) {
        m_firms.strandedSupply[part] = share * strandedSupply;
        m_firms.strandedDemand[part] = share * strandedDemand;
        m_firms.output[part] = m_firms.firstOutput[part] = share * output;
        m_firms.unallocated[part] = share * unallocated;
        m_firms.external[part] = share * external;
        writableTable().revenue[part] = share * revenue;
    }
    m_flowsChanged = m_firmsChanged = true;
    m_index = {};
    recount();
}

} // namespace chainscape
