// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "core/model/dataset_builder.h"
#include "core/scenario/chain_state.h"

namespace chainscape {
namespace {

using Grain = std::tuple<std::uint32_t, std::uint32_t, std::uint16_t, std::uint16_t, std::uint32_t>;

Grain grainOf(const StateFlow& flow) { return {flow.source, flow.target, flow.kind, flow.unit, flow.via}; }

/// The links of the base with those of the new flows behind them; fills in the flows' links.
std::shared_ptr<const LinkTable> linksWith(const Dataset& base, std::vector<StateFlow>& flows) {
    std::map<Grain, std::uint32_t> wanted;
    for (const auto& flow : flows)
        if (flow.link == kNone) wanted.emplace(grainOf(flow), kNone);
    if (wanted.empty()) return base.parts().links;
    auto links = std::make_shared<LinkTable>(base.links());
    for (std::uint32_t l = 0; l < base.links().size(); ++l) {
        const auto it = wanted.find({links->source[l], links->target[l], links->kind[l], links->unit[l], links->via[l]});
        if (it != wanted.end()) it->second = l;
    }
    for (auto& [grain, link] : wanted) {
        if (link != kNone) continue;
        link = static_cast<std::uint32_t>(links->size());
        links->source.push_back(std::get<0>(grain));
        links->target.push_back(std::get<1>(grain));
        links->kind.push_back(std::get<2>(grain));
        links->unit.push_back(std::get<3>(grain));
        links->via.push_back(std::get<4>(grain));
    }
    for (auto& flow : flows)
        if (flow.link == kNone) flow.link = wanted.at(grainOf(flow));
    return links;
}

/// The base's flows with those of one period replaced; `flows` ascend by link.
std::shared_ptr<const FlowTable> flowsWith(const FlowTable& base, std::uint32_t period, const std::vector<StateFlow>& flows) {
    auto out = std::make_shared<FlowTable>();
    const auto begin = std::ptrdiff_t(base.start[period]), end = std::ptrdiff_t(base.start[period + 1]);
    const auto assemble = [&](const auto& column, auto& target, auto valueOf) {
        target.reserve(column.size() + flows.size());
        target.assign(column.begin(), column.begin() + begin);
        for (const auto& flow : flows) target.push_back(valueOf(flow));
        target.insert(target.end(), column.begin() + end, column.end());
    };
    assemble(base.link, out->link, [](const StateFlow& f) { return f.link; });
    assemble(base.value, out->value, [](const StateFlow& f) { return f.value; });
    assemble(base.digital, out->digital, [](const StateFlow& f) { return f.digital; });
    assemble(base.rows, out->rows, [](const StateFlow& f) { return f.rows; });
    out->start = base.start;
    for (std::size_t p = period + 1; p < out->start.size(); ++p)
        out->start[p] = out->start[p] + flows.size() - static_cast<std::size_t>(end - begin);
    return out;
}

/// Sets what a firm is in one period by a dated row, and gives the next period back what held there.
class DatedRows {
public:
    DatedRows(const Dataset& base, std::uint32_t period) : m_base(base), m_period(period) {}

    void set(std::uint32_t firm, const FirmVersion& now) {
        m_rows.push_back(now);
        if (m_period + 1 >= m_base.periods().size()) return;
        Dataset::FirmState next; // a new firm is nothing in other periods
        if (firm < m_base.firms().size()) next = m_base.firmAt(FirmId{firm}, PeriodId{m_period + 1});
        FirmVersion back{FirmId{firm}, PeriodId{m_period + 1}, 0, kUnknownScore, -1, -1};
        if (now.stage > 0) back.stage = static_cast<std::int16_t>(next.stage);
        if (!std::isnan(now.digital)) back.digital = next.digital;
        if (now.isEndUser >= 0) back.isEndUser = next.isEndUser;
        m_rows.push_back(back);
    }
    void writeTo(std::vector<FirmVersion>& versions) const {
        for (const auto& row : m_rows) versions.push_back(row);
        // added rows come last within their period, so they hold
        std::ranges::stable_sort(versions, {}, [](const FirmVersion& v) { return std::pair(index(v.firm), index(v.from)); });
    }

private:
    const Dataset& m_base;
    std::uint32_t m_period;
    std::vector<FirmVersion> m_rows;
};

} // namespace

/// The firms with this period's stages, scores, revenues and, where sinks are the end users, the base's end users.
std::shared_ptr<const FirmTable> ChainState::builtFirms() const {
    auto firms = std::make_shared<FirmTable>(table());
    DatedRows rows(*m_base, m_spec.to);
    const auto known = m_base->firms().size();
    std::vector<std::uint8_t> done(m_firms.size(), 0);
    for (const auto f : m_dated) {
        if (done[f]++) continue;
        const auto was = m_base->firmAt(FirmId{f}, PeriodId{m_spec.to});
        const auto stage = m_firms.stage[f] != was.stage ? m_firms.stage[f] : std::int16_t(0);
        const float digital = m_firms.digital[f] != was.digital ? m_firms.digital[f] : kUnknownScore;
        rows.set(f, {FirmId{f}, PeriodId{m_spec.to}, stage, digital, -1, -1});
    }
    for (std::uint32_t f = 0; f < m_firms.size(); ++f) {
        const double factor = m_firms.firstOutput[f] > 0 ? m_firms.output[f] / m_firms.firstOutput[f] : 1;
        if (factor != 1) firms->revenue[f] *= factor, firms->cost[f] *= factor;
        if (m_endUserRule == Snapshot::EndUserRule::Sinks && m_firms.endUser[f])
            rows.set(f, {FirmId{f}, PeriodId{m_spec.to}, 0, kUnknownScore, -1, 1});
        if (f >= known && m_endUserRule == Snapshot::EndUserRule::Flagged) firms->isEndUser[f] = m_firms.endUser[f];
    }
    rows.writeTo(firms->versions);
    return firms;
}

DatasetPtr ChainState::build() const {
    if (!changed()) return m_base;
    std::vector<StateFlow> kept;
    kept.reserve(m_flows.size());
    for (const auto& flow : m_flows)
        if (!flow.gone) kept.push_back(flow);
    Dataset::Parts parts = m_base->parts();
    parts.kinds = m_kinds;
    parts.links = linksWith(*m_base, kept);
    std::ranges::stable_sort(kept, {}, &StateFlow::link);
    parts.flows = flowsWith(m_base->flows(), m_spec.to, kept);
    parts.firms = builtFirms();
    if (m_text) parts.text = m_text;
    return std::make_shared<const Dataset>(std::move(parts));
}

} // namespace chainscape
