// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/chain_series.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace chainscape::forecast {
namespace {

constexpr std::array<std::string_view, kChainLevels> kLevelNames{"total", "channel", "stage", "stage-pair", "firm", "link"};
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// One ordered pair of firms and its flows per calendar period.
struct Pair {
    std::uint32_t source = 0, target = 0;
    bool overPlatform = false;
    double total = 0;
    std::vector<double> values;
};

struct Calendar {
    std::uint32_t last = 0; ///< period index
    Period from, to;
    [[nodiscard]] std::size_t length() const { return static_cast<std::size_t>(to.ordinal - from.ordinal + 1); }
    [[nodiscard]] std::size_t slot(const Period& p) const { return static_cast<std::size_t>(p.ordinal - from.ordinal); }
};

Result<Calendar> calendarOf(const Dataset& dataset, std::uint32_t last) {
    const auto& periods = dataset.periods();
    if (periods.empty()) return failure(ErrorCode::NoData, "The chain has no period.");
    Calendar out{last == kNone ? static_cast<std::uint32_t>(periods.size() - 1) : last, {}, {}};
    if (out.last >= periods.size()) return failure(ErrorCode::BadArgument, "There is no such period.");
    out.from = periods.front().period;
    out.to = periods[out.last].period;
    for (std::uint32_t p = 0; p <= out.last; ++p) {
        const Period& period = periods[p].period;
        if (period.granularity == Granularity::Undated) return failure(ErrorCode::BadArgument, "Flows without a period can not be forecast; map a period column.");
        if (period.granularity != out.to.granularity || period.fiscal != out.to.fiscal)
            return failure(ErrorCode::BadArgument, "Periods of different length are mixed; forecast needs one calendar.");
    }
    if (out.length() > 100000) return failure(ErrorCode::TooLarge, "The periods span too long a time.");
    return out;
}

/// Pairs in order of source and target, with NaN where the dataset has no period.
std::vector<Pair> pairsOf(const Dataset& dataset, const ChainSelection& selection, const Calendar& calendar) {
    std::vector<double> blank(calendar.length(), kUnknown);
    for (std::uint32_t p = 0; p <= calendar.last; ++p) blank[calendar.slot(dataset.periods()[p].period)] = 0;
    const auto& links = dataset.links();
    const auto& flows = dataset.flows();
    std::map<std::pair<std::uint32_t, std::uint32_t>, Pair> pairs;
    for (std::uint32_t p = 0; p <= calendar.last; ++p)
        for (std::size_t f = flows.start[p]; f < flows.start[p + 1]; ++f) {
            const std::uint32_t link = flows.link[f], s = links.source[link], t = links.target[link];
            const bool wanted = dataset.kinds()[links.kind[link]].layer == selection.layer && dataset.units()[links.unit[link]] == selection.unit;
            if (!wanted || s == t || std::isnan(flows.value[f])) continue;
            Pair& pair = pairs[{s, t}];
            if (pair.values.empty()) pair = {s, t, false, 0, blank};
            pair.overPlatform = pair.overPlatform || links.via[link] != kNone;
            pair.values[calendar.slot(dataset.periods()[p].period)] += flows.value[f];
            pair.total += std::abs(flows.value[f]);
        }
    std::vector<Pair> out;
    for (auto& [key, pair] : pairs) out.push_back(std::move(pair));
    return out;
}

/// Collects the aggregates in the order they are asked for.
class Builder {
public:
    Builder(const Dataset& dataset, const Calendar& calendar, std::vector<Pair> pairs) : m_dataset(dataset), m_calendar(calendar), m_pairs(std::move(pairs)) {}

    ChainSeries build(std::size_t maxLinks) {
        for (const Pair& pair : m_pairs) m_stagePair.push_back(stagePairOf(pair));
        keepLargest(maxLinks);
        for (std::uint32_t b = 0; b < m_bottom.size(); ++b) {
            add(ChainLevel::Total, "total", b);
            add(ChainLevel::Stage, m_bottom[b].stagePair.substr(0, m_bottom[b].stagePair.find('>')), b);
            add(ChainLevel::StagePair, m_bottom[b].stagePair, b);
            if (m_bottom[b].pair == kNone) continue; // rests hold many firms
            const Pair& pair = m_pairs[m_bottom[b].pair];
            const auto& id = m_dataset.firms().id;
            add(ChainLevel::Firm, id[pair.source] + ":out", b);
            add(ChainLevel::Firm, id[pair.target] + ":in", b);
        }
        for (std::uint32_t b = 0; b < m_bottom.size(); ++b) add(ChainLevel::Channel, m_bottom[b].overPlatform ? "platform" : "direct", b);
        return finished();
    }

private:
    struct Bottom {
        std::string id, stagePair;
        bool overPlatform = false;
        std::uint32_t pair = kNone;
        std::vector<double> values;
    };

    [[nodiscard]] std::string stagePairOf(const Pair& pair) const {
        const auto stage = [&](std::uint32_t firm) { return std::to_string(m_dataset.firmAt(FirmId{firm}, PeriodId{m_calendar.last}).stage); };
        return stage(pair.source) + ">" + stage(pair.target);
    }

    void keepLargest(std::size_t maxLinks) {
        std::vector<std::uint32_t> order(m_pairs.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return m_pairs[a].total > m_pairs[b].total; });
        std::vector<std::uint8_t> kept(m_pairs.size(), 0);
        for (std::size_t i = 0; i < std::min(maxLinks, order.size()); ++i) kept[order[i]] = 1;
        std::map<std::string, Bottom> rests;
        for (std::uint32_t i = 0; i < m_pairs.size(); ++i) {
            const Pair& pair = m_pairs[i];
            const auto platform = [&](std::uint32_t firm) { return m_dataset.firmAt(FirmId{firm}, PeriodId{m_calendar.last}).isPlatform; };
            const bool over = pair.overPlatform || platform(pair.source) || platform(pair.target);
            const auto& id = m_dataset.firms().id;
            if (kept[i]) {
                m_bottom.push_back({id[pair.source] + ">" + id[pair.target], m_stagePair[i], over, i, pair.values});
                continue;
            }
            auto& rest = rests[m_stagePair[i] + (over ? " over platforms" : "")];
            if (rest.values.empty()) rest = {"other " + m_stagePair[i] + (over ? " over platforms" : ""), m_stagePair[i], over, kNone, pair.values};
            else
                for (std::size_t t = 0; t < rest.values.size(); ++t) rest.values[t] += pair.values[t];
        }
        for (auto& [key, rest] : rests) m_bottom.push_back(std::move(rest));
    }

    void add(ChainLevel level, const std::string& id, std::uint32_t b) {
        m_groups[{level, id}].push_back(b);
    }

    ChainSeries finished() {
        ChainSeries out;
        out.hierarchy.bottom = m_bottom.size();
        for (auto& [node, members] : m_groups) {
            out.nodes.push_back({node.first, node.second});
            std::vector<double> sum(m_calendar.length(), 0.0);
            for (const std::uint32_t b : members)
                for (std::size_t t = 0; t < sum.size(); ++t) sum[t] += m_bottom[b].values[t];
            out.values.push_back(std::move(sum));
            out.hierarchy.aggregates.push_back(std::move(members));
        }
        for (auto& b : m_bottom) {
            out.nodes.push_back({ChainLevel::Link, b.id});
            out.values.push_back(std::move(b.values));
        }
        out.first = m_calendar.from;
        out.last = m_calendar.to;
        out.frequency = seasonLength(out.last.granularity);
        return out;
    }

    const Dataset& m_dataset;
    const Calendar& m_calendar;
    std::vector<Pair> m_pairs;
    std::vector<std::string> m_stagePair;
    std::vector<Bottom> m_bottom;
    std::map<std::pair<ChainLevel, std::string>, std::vector<std::uint32_t>> m_groups;
};

} // namespace

std::string_view nameOf(ChainLevel level) { return kLevelNames[static_cast<std::size_t>(level)]; }

std::optional<ChainLevel> chainLevelNamed(std::string_view name) {
    const auto it = std::find(kLevelNames.begin(), kLevelNames.end(), name);
    if (it == kLevelNames.end()) return std::nullopt;
    return static_cast<ChainLevel>(it - kLevelNames.begin());
}

Result<ChainSeries> chainSeries(const Dataset& dataset, const ChainSelection& selection) {
    const auto calendar = calendarOf(dataset, selection.last);
    if (!calendar) return tl::unexpected(calendar.error());
    auto pairs = pairsOf(dataset, selection, *calendar);
    if (pairs.empty()) return failure(ErrorCode::NoData, "There is no flow of this layer and unit to forecast.");
    return Builder(dataset, *calendar, std::move(pairs)).build(selection.maxLinks);
}

} // namespace chainscape::forecast
