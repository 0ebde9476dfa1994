// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/analysis/fixed_point.h"
#include "core/scenario/chain_state.h"

namespace chainscape {
namespace {

constexpr double kRounding = 1e-12;

/// One dependence: the answer of `row` takes weight x the answer of `column`.
struct Dependence {
    std::uint32_t row, column;
    double weight;
};

/// Rows that answer, and a system over them alone.
struct Answering {
    std::vector<std::uint32_t> firms;
    std::vector<std::uint32_t> place; ///< per firm; kNone when it does not answer
};

/// The firms reached from those with a start value; `next(firm, visit)` names the firms that depend on one.
template <class Next> Answering answeringFirms(const std::vector<double>& start, std::uint32_t fixed, Next next) {
    Answering out;
    out.place.assign(start.size(), kNone);
    const auto visit = [&](std::uint32_t f) {
        if (f == fixed || out.place[f] != kNone) return;
        out.place[f] = static_cast<std::uint32_t>(out.firms.size());
        out.firms.push_back(f);
    };
    for (std::uint32_t f = 0; f < start.size(); ++f)
        if (start[f] != 0) visit(f);
    for (std::size_t q = 0; q < out.firms.size(); ++q) next(out.firms[q], visit);
    return out;
}

/// Solves u = start + C u over the answering firms; one value per firm, 0 for the others.
Result<std::vector<double>> solveAnswer(const Answering& answering, const std::vector<Dependence>& dependences,
                                        const std::vector<double>& start, const std::vector<std::int16_t>& stage, bool upstreamFirst,
                                        Progress& progress) {
    const std::size_t rows = answering.firms.size();
    Coefficients c;
    c.start.assign(rows + 1, 0);
    for (const auto& d : dependences) ++c.start[d.row + 1];
    std::partial_sum(c.start.begin(), c.start.end(), c.start.begin());
    c.column.resize(dependences.size());
    c.weight.resize(dependences.size());
    auto next = c.start;
    for (const auto& d : dependences) {
        const auto at = next[d.row]++;
        c.column[at] = d.column;
        c.weight[at] = d.weight;
    }
    c.order.resize(rows);
    std::iota(c.order.begin(), c.order.end(), 0u);
    std::ranges::sort(c.order, [&](auto a, auto b) {
        const auto sa = stage[answering.firms[a]], sb = stage[answering.firms[b]];
        return sa != sb ? (sa < sb) == upstreamFirst : a < b;
    });
    std::vector<double> rhs(rows);
    for (std::size_t i = 0; i < rows; ++i) rhs[i] = start[answering.firms[i]];
    const auto solved = solveFixedPoint(c, rhs, {}, progress);
    if (!solved) return solved;
    std::vector<double> answer(start.size(), 0);
    for (std::size_t i = 0; i < rows; ++i) answer[answering.firms[i]] = (*solved)[i];
    return answer;
}

/// Output after the answer over output before; 1 where nothing worth a digit happens.
double ratioOf(double output, double answer) {
    if (!(output > 0) || std::fabs(answer) <= kRounding * output) return 1;
    return std::max(0.0, (output + answer) / output);
}

} // namespace

Result<void> ChainState::settle(Progress& progress) {
    switch (m_mode) {
    case Recompute::Demand: return settleDemand({}, progress);
    case Recompute::Supply: return settleSupply({}, progress);
    case Recompute::Ledger:
    case Recompute::Shock: settleLedger();
    }
    return {};
}

Result<void> ChainState::settleCapped(std::uint32_t firm, double limit, Progress& progress) {
    if (m_mode == Recompute::Supply) return settleSupply({firm, limit}, progress);
    return settleDemand({firm, limit}, progress);
}

/// New firms have no recipe yet: their books follow from their links.
void ChainState::judgeEntrants() {
    for (std::uint32_t f = 0; f < m_firms.size(); ++f) {
        if (!m_firms.entrant[f] || !m_touched[f]) continue;
        if (m_endUserRule == Snapshot::EndUserRule::Sinks) m_firms.endUser[f] = !(m_firms.sales[f] > 0);
        rederive(f);
        m_purchasesBefore[f] = m_firms.purchases[f];
    }
}

/// A producer that buys more than it makes keeps the difference unallocated, as accounts have it.
void ChainState::correctBuyers() {
    for (std::uint32_t f = 0; f < m_firms.size(); ++f) {
        if (m_firms.endUser[f]) continue;
        const double excess = m_firms.purchases[f] + m_firms.external[f] - m_firms.output[f];
        if (excess <= kRounding * m_firms.output[f]) continue;
        m_firms.output[f] += excess;
        m_firms.unallocated[f] += excess;
    }
}

Result<void> ChainState::settleDemand(const Cap& cap, Progress& progress) {
    judgeEntrants();
    correctBuyers();
    std::vector<double> orders(m_firms.size(), 0);
    for (std::uint32_t f = 0; f < m_firms.size(); ++f) {
        const double missing = m_firms.sales[f] + m_firms.unallocated[f] - m_firms.output[f];
        if (m_touched[f] && std::fabs(missing) > kRounding * std::max(m_firms.output[f], m_firms.sales[f])) orders[f] = missing;
    }
    if (cap.firm == kNone && std::ranges::none_of(orders, [](double o) { return o != 0; })) return {};
    const auto index = byTarget();
    const auto inputs = [&](std::uint32_t buyer, auto use) {
        if (m_firms.endUser[buyer] || !(m_firms.output[buyer] > 0)) return;
        for (auto k = index.start[buyer]; k < index.start[buyer + 1]; ++k) {
            const auto& flow = m_flows[index.place[k]];
            if (flow.counted && !flow.gone) use(flow.source, flow.value / m_firms.output[buyer]);
        }
    };
    if (cap.firm != kNone)
        inputs(cap.firm, [&](std::uint32_t seller, double share) { orders[seller] += share * (cap.limit - m_firms.output[cap.firm]); });
    const auto answering = answeringFirms(orders, cap.firm, [&](std::uint32_t buyer, auto visit) {
        inputs(buyer, [&](std::uint32_t seller, double) { visit(seller); });
    });
    std::vector<Dependence> dependences;
    for (const auto buyer : answering.firms)
        inputs(buyer, [&](std::uint32_t seller, double share) {
            if (seller != cap.firm) dependences.push_back({answering.place[seller], answering.place[buyer], share});
        });
    auto answer = solveAnswer(answering, dependences, orders, m_firms.stage, false, progress);
    if (!answer) return tl::unexpected(answer.error());
    if (cap.firm != kNone) (*answer)[cap.firm] = cap.limit - m_firms.output[cap.firm];
    for (std::uint32_t f = 0; f < m_firms.size(); ++f) {
        const double ratio = ratioOf(m_firms.output[f], (*answer)[f]);
        if (m_firms.endUser[f] || (ratio == 1 && m_firms.output[f] > 0)) {
            m_firms.output[f] += (*answer)[f];
            continue;
        }
        m_firms.output[f] = std::max(0.0, m_firms.output[f] + (*answer)[f]);
        m_firms.external[f] *= ratio;
        for (auto k = index.start[f]; k < index.start[f + 1] && ratio != 1; ++k) {
            auto& flow = m_flows[index.place[k]];
            if (!flow.counted || flow.gone) continue;
            flow.value *= ratio;
            flow.gone = flow.value == 0;
            m_flowsChanged = true;
        }
    }
    recount();
    if (cap.firm != kNone) serveOnlyPart(cap);
    return {};
}

/// Orders beyond the limit are bought outside, every buyer in proportion.
void ChainState::serveOnlyPart(const Cap& cap) {
    const double ordered = m_firms.sales[cap.firm] + m_firms.unallocated[cap.firm];
    const double served = ordered > 0 ? std::min(1.0, cap.limit / ordered) : 1;
    for (std::size_t i = 0; i < m_flows.size(); ++i) {
        const auto& flow = m_flows[i];
        if (flow.source != cap.firm || !flow.counted || flow.gone) continue;
        buyOutside(flow.target, (1 - served) * flow.value);
        setValue(i, served * flow.value);
    }
    m_outsideStock += (1 - served) * m_firms.unallocated[cap.firm];
    m_firms.unallocated[cap.firm] *= served;
    m_firms.output[cap.firm] = m_firms.sales[cap.firm] + m_firms.unallocated[cap.firm];
}

/// Under Supply output is given: what is not sold any more is left over, what is oversold is shared out.
void ChainState::fitSales() {
    std::vector<double> factor(m_firms.size(), 1);
    bool oversold = false;
    for (std::uint32_t f = 0; f < m_firms.size(); ++f) {
        if (!m_touched[f] || m_firms.entrant[f]) continue;
        const double gap = m_firms.output[f] - m_firms.sales[f] - m_firms.unallocated[f];
        if (gap > kRounding * m_firms.output[f]) {
            m_firms.unallocated[f] += gap;
            addStranded(f, gap);
        } else if (gap < -kRounding * m_firms.sales[f]) {
            factor[f] = m_firms.output[f] / (m_firms.sales[f] + m_firms.unallocated[f]);
            m_firms.unallocated[f] *= factor[f];
            oversold = true;
        }
    }
    for (std::size_t i = 0; oversold && i < m_flows.size(); ++i)
        if (m_flows[i].counted && !m_flows[i].gone && factor[m_flows[i].source] != 1) setValue(i, m_flows[i].value * factor[m_flows[i].source]);
}

Result<void> ChainState::settleSupply(const Cap& cap, Progress& progress) {
    judgeEntrants();
    fitSales();
    std::vector<double> more(m_firms.size(), 0);
    for (std::uint32_t f = 0; f < m_firms.size(); ++f) {
        const double change = m_firms.purchases[f] - m_purchasesBefore[f];
        if (m_touched[f] && !m_firms.endUser[f] && std::fabs(change) > kRounding * m_firms.output[f]) more[f] = change;
    }
    if (cap.firm == kNone && std::ranges::none_of(more, [](double m) { return m != 0; })) {
        correctBuyers(); // a price that fell may no longer pay for the purchases
        return {};
    }
    const auto index = bySource();
    const auto sales = [&](std::uint32_t seller, auto use) {
        if (!(m_firms.output[seller] > 0)) return;
        for (auto k = index.start[seller]; k < index.start[seller + 1]; ++k) {
            const auto& flow = m_flows[index.place[k]];
            if (flow.counted && !flow.gone && !m_firms.endUser[flow.target]) use(flow.target, flow.value / m_firms.output[seller]);
        }
    };
    if (cap.firm != kNone)
        sales(cap.firm, [&](std::uint32_t buyer, double share) { more[buyer] += share * (cap.limit - m_firms.output[cap.firm]); });
    const auto answering = answeringFirms(more, cap.firm, [&](std::uint32_t seller, auto visit) {
        sales(seller, [&](std::uint32_t buyer, double) { visit(buyer); });
    });
    std::vector<Dependence> dependences;
    for (const auto seller : answering.firms)
        sales(seller, [&](std::uint32_t buyer, double share) {
            if (buyer != cap.firm) dependences.push_back({answering.place[buyer], answering.place[seller], share});
        });
    auto answer = solveAnswer(answering, dependences, more, m_firms.stage, true, progress);
    if (!answer) return tl::unexpected(answer.error());
    if (cap.firm != kNone) (*answer)[cap.firm] = cap.limit - m_firms.output[cap.firm];
    for (std::uint32_t f = 0; f < m_firms.size(); ++f) {
        const double ratio = ratioOf(m_firms.output[f], (*answer)[f]);
        if (ratio == 1) continue;
        m_firms.output[f] *= ratio;
        m_firms.unallocated[f] *= ratio;
        for (auto k = index.start[f]; k < index.start[f + 1]; ++k) {
            auto& flow = m_flows[index.place[k]];
            if (!flow.counted || flow.gone) continue;
            flow.value *= ratio;
            flow.gone = flow.value == 0;
        }
        m_flowsChanged = true;
    }
    recount();
    correctBuyers();
    return {};
}

/// What is declared as revenue goes on counting where it exceeds what the links show.
void ChainState::settleLedger() {
    judgeEntrants();
    for (std::uint32_t f = 0; f < m_firms.size(); ++f) {
        if (!m_touched[f]) continue;
        const double declared = currentRevenue(f);
        const bool active = m_firms.sales[f] > 0 || m_firms.purchases[f] > 0;
        rederive(f);
        if (active && !m_firms.endUser[f] && declared > m_firms.output[f]) {
            m_firms.unallocated[f] += declared - m_firms.output[f];
            m_firms.output[f] = declared;
        }
    }
}

void ChainState::replaceValues(const std::vector<double>& values) {
    for (std::size_t i = 0; i < m_flows.size(); ++i)
        if (m_flows[i].counted && !m_flows[i].gone) setValue(i, values[i]);
    recount();
    settleLedger();
}

} // namespace chainscape
