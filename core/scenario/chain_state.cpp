// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/chain_state.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/analysis/accounts.h"
#include "core/base/text.h"
#include "core/model/dataset_builder.h"

namespace chainscape {

Result<ChainState> ChainState::open(const DatasetPtr& base, const SnapshotSpec& spec, Progress& progress) {
    SnapshotSpec bare = spec;
    bare.filter = {};
    const auto snapshot = makeSnapshot(base, bare);
    if (!snapshot) return tl::unexpected(snapshot.error());
    ChainState state;
    state.m_base = base;
    state.m_spec = (*snapshot)->spec();
    if (state.m_spec.from != state.m_spec.to)
        return failure(ErrorCode::BadArgument, "A scenario works on one period, not on " + (*snapshot)->periodText() + ".");
    state.m_endUserRule = (*snapshot)->endUserRule();
    state.m_kinds = base->kinds();
    state.m_unit = static_cast<std::uint16_t>(std::ranges::find(base->units(), *state.m_spec.unit) - base->units().begin());
    state.loadFlows(**snapshot);
    if (auto ok = state.loadBooks(**snapshot, progress); !ok) return tl::unexpected(ok.error());
    return state;
}

void ChainState::loadFlows(const Snapshot& snapshot) {
    const auto& links = m_base->links();
    const auto& flows = m_base->flows();
    std::vector<std::uint8_t> counted(links.size(), 0);
    const auto& parts = snapshot.edgeParts();
    for (std::size_t e = 0; e < snapshot.edgeCount(); ++e)
        for (auto p = snapshot.edges().partStart[e]; p < snapshot.edges().partStart[e + 1]; ++p)
            counted[parts.link[p]] = !std::isnan(parts.value[p]);
    const auto begin = flows.start[m_spec.to], end = flows.start[m_spec.to + 1];
    m_flows.reserve(end - begin);
    for (auto i = begin; i < end; ++i) {
        const auto l = flows.link[i];
        m_flows.push_back({.source = links.source[l], .target = links.target[l], .via = links.via[l], .link = l, .rows = flows.rows[i],
                           .kind = links.kind[l], .unit = links.unit[l], .digital = flows.digital[i], .counted = counted[l] != 0,
                           .value = flows.value[i]});
    }
}

Result<void> ChainState::loadBooks(const Snapshot& snapshot, Progress& progress) {
    const std::size_t firms = m_base->firms().size();
    m_firms.entrant.assign(firms, 0);
    m_firms.endUser.assign(firms, 0);
    for (auto* column : {&m_firms.output, &m_firms.unallocated, &m_firms.external, &m_firms.sales, &m_firms.purchases, &m_firms.strandedSupply, &m_firms.strandedDemand})
        column->assign(firms, 0);
    for (std::uint32_t f = 0; f < firms; ++f) {
        const auto is = m_base->firmAt(FirmId{f}, PeriodId{m_spec.to});
        m_firms.stage.push_back(static_cast<std::int16_t>(is.stage));
        m_firms.digital.push_back(is.digital);
        m_firms.platform.push_back(is.isPlatform);
    }
    for (std::uint32_t v = 0; v < snapshot.nodeCount(); ++v) m_firms.endUser[snapshot.firm()[v]] = snapshot.isEndUser()[v];
    const auto books = accounts(snapshot, {}, progress);
    if (!books) return tl::unexpected(books.error());
    for (std::uint32_t row = 0; row < books->size(); ++row) {
        const auto f = snapshot.firm()[books->node[row]];
        m_firms.output[f] = books->output[row];
        m_firms.unallocated[f] = books->unallocated[row];
    }
    m_firms.firstOutput = m_firms.output;
    recount();
    return {};
}

std::uint32_t ChainState::firmIndex(std::string_view wanted) const {
    if (const auto f = m_base->firmIndex(wanted); f != kNone) return f;
    const auto it = m_newFirms.find(std::string(wanted));
    return it == m_newFirms.end() ? kNone : it->second;
}

StateTotals ChainState::totals() const {
    StateTotals t{.external = m_outsideStock, .finalUse = m_outsideStock};
    for (const auto& flow : m_flows) {
        if (!flow.counted || flow.gone) continue;
        t.flow += flow.value;
        if (m_firms.endUser[flow.target]) t.finalUse += flow.value;
    }
    for (std::size_t f = 0; f < m_firms.size(); ++f) {
        const bool producer = !m_firms.endUser[f];
        const double added = m_firms.output[f] - (producer ? m_firms.purchases[f] + m_firms.external[f] : 0);
        t.valueAdded += added;
        t.leastValueAdded = std::min(t.leastValueAdded, added);
        t.external += m_firms.external[f];
        t.finalUse += m_firms.unallocated[f] + (producer ? 0 : m_firms.external[f]);
        t.worstFirm = std::max(t.worstFirm, std::fabs(m_firms.output[f] - m_firms.sales[f] - m_firms.unallocated[f]));
    }
    return t;
}

namespace {

template <class Key> FlowIndex indexed(const std::vector<StateFlow>& flows, std::size_t firms, Key key) {
    FlowIndex index;
    index.start.assign(firms + 1, 0);
    for (const auto& flow : flows) ++index.start[flow.*key + 1];
    std::partial_sum(index.start.begin(), index.start.end(), index.start.begin());
    index.place.resize(flows.size());
    auto next = index.start;
    for (std::uint32_t i = 0; i < flows.size(); ++i) index.place[next[flows[i].*key]++] = i;
    return index;
}

} // namespace

FlowIndex ChainState::byTarget() const { return indexed(m_flows, m_firms.size(), &StateFlow::target); }
FlowIndex ChainState::bySource() const { return indexed(m_flows, m_firms.size(), &StateFlow::source); }

/// Sales and purchases from the counted flows.
void ChainState::recount() {
    std::ranges::fill(m_firms.sales, 0.0);
    std::ranges::fill(m_firms.purchases, 0.0);
    for (const auto& flow : m_flows) {
        if (!flow.counted || flow.gone) continue;
        m_firms.sales[flow.source] += flow.value;
        m_firms.purchases[flow.target] += flow.value;
    }
}

void ChainState::begin(Recompute mode) {
    m_mode = mode;
    m_touched.assign(m_firms.size(), 0);
    m_purchasesBefore = m_firms.purchases;
}

void ChainState::setValue(std::size_t at, double value) {
    StateFlow& flow = m_flows[at];
    if (flow.value == value && !flow.gone) return;
    if (flow.counted) {
        const double change = value - (flow.gone ? 0 : flow.value);
        m_firms.sales[flow.source] += change;
        m_firms.purchases[flow.target] += change;
        m_touched[flow.source] = m_touched[flow.target] = 1;
    }
    flow.value = value;
    flow.gone = value == 0;
    m_flowsChanged = true;
}

void ChainState::erase(std::size_t at) {
    if (m_flows[at].gone) return;
    if (m_flows[at].counted) return setValue(at, 0);
    m_flows[at].gone = true;
    m_flowsChanged = true;
}

void ChainState::setDigital(std::size_t at, float score) {
    if (m_flows[at].digital == score) return;
    m_flows[at].digital = score;
    m_flowsChanged = true;
}

std::uint16_t ChainState::kindNamed(std::string_view name) {
    for (std::size_t k = 0; k < m_kinds.size(); ++k)
        if (toLowerAscii(m_kinds[k].name) == toLowerAscii(name)) return static_cast<std::uint16_t>(k);
    m_kinds.push_back({std::string(name), layerOfKind(name)});
    return static_cast<std::uint16_t>(m_kinds.size() - 1);
}

std::size_t ChainState::flowOf(std::uint32_t source, std::uint32_t target, std::uint16_t kind, std::uint32_t via, float digital) {
    if (m_index.start.empty()) {
        m_index = byTarget();
        m_added.clear();
    }
    const auto fits = [&](const StateFlow& flow) {
        return flow.source == source && flow.target == target && flow.kind == kind && flow.unit == m_unit && flow.via == via;
    };
    const bool indexed = target + 1 < m_index.start.size();
    for (auto k = indexed ? m_index.start[target] : 0; indexed && k < m_index.start[target + 1]; ++k)
        if (fits(m_flows[m_index.place[k]])) return m_index.place[k];
    const auto pair = std::uint64_t(source) << 32 | target;
    for (auto [it, end] = m_added.equal_range(pair); it != end; ++it)
        if (fits(m_flows[it->second])) return it->second;
    m_flows.push_back({.source = source, .target = target, .via = via, .kind = kind, .unit = m_unit, .digital = digital,
                       .counted = isLayer(kind) && source != target, .gone = true});
    m_added.emplace(pair, static_cast<std::uint32_t>(m_flows.size() - 1));
    return m_flows.size() - 1;
}

void ChainState::addTrade(std::size_t at, double value, float digital) {
    const StateFlow& flow = m_flows[at];
    const double old = flow.gone || std::isnan(flow.value) ? 0 : flow.value;
    float score = digital;
    if (old > 0 && std::isnan(digital)) score = flow.digital;
    else if (old > 0 && !std::isnan(flow.digital))
        score = static_cast<float>((old * double(flow.digital) + value * double(digital)) / (old + value));
    setDigital(at, score);
    setValue(at, old + value);
}

void ChainState::buyOutside(std::uint32_t buyer, double amount) {
    if (m_mode == Recompute::Demand) m_firms.external[buyer] += amount;
}

void ChainState::adjustOutput(std::uint32_t firm, double by) {
    m_firms.output[firm] += by;
    m_touched[firm] = 1;
}

void ChainState::close(std::uint32_t firm, Stock stock) {
    if (stock == Stock::Outside && m_mode == Recompute::Demand) m_outsideStock += m_firms.unallocated[firm];
    m_firms.output[firm] = m_firms.unallocated[firm] = 0;
    m_firms.sales[firm] = m_firms.purchases[firm] = m_purchasesBefore[firm] = 0;
    m_firms.external[firm] = 0;
}

void ChainState::rederive(std::uint32_t firm) {
    const bool producer = !m_firms.endUser[firm];
    m_firms.output[firm] = producer ? std::max(m_firms.sales[firm], m_firms.purchases[firm] + m_firms.external[firm]) : m_firms.sales[firm];
    m_firms.unallocated[firm] = m_firms.output[firm] - m_firms.sales[firm];
}

void ChainState::scaleBooks(double factor) {
    for (auto* column : {&m_firms.output, &m_firms.unallocated, &m_firms.external})
        for (auto& value : *column) value *= factor;
    m_outsideStock *= factor;
}

} // namespace chainscape
