// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/sankey_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace chainscape {
namespace {

constexpr int kNoiseCount = 4096;
constexpr int kFullReach = 128; ///< layers up to this size are searched from end to end
constexpr int kReach = 64;      ///< in larger ones a vertex looks this far to both sides

/// Gumbel deviates, drawn once.
const std::array<double, kNoiseCount>& noise() {
    static const auto table = [] {
        std::array<double, kNoiseCount> values{};
        SankeyRandom random(7);
        for (double& v : values) v = -std::log(-std::log((static_cast<double>(random.next()) + 0.5) / 4294967296.0));
        return values;
    }();
    return table;
}

} // namespace

SankeySearch::SankeySearch(const SankeyStructure& structure, std::span<const std::uint8_t> pinned, std::uint64_t seed)
    : m_layerCount(structure.layerCount), m_random(seed) {
    build(structure);
    m_pinned.assign(m_slot.size(), 0);
    for (std::size_t v = 0; v < pinned.size() && v < static_cast<std::size_t>(structure.nodeCount); ++v)
        if (pinned[v] != 0) m_pinned[m_slot[v]] = 1, m_hasPins = true;
}

void SankeySearch::build(const SankeyStructure& s) {
    const auto n = static_cast<std::size_t>(s.vertexCount());
    m_layerStart.assign(static_cast<std::size_t>(m_layerCount) + 1, 0);
    for (const int l : s.layer) ++m_layerStart[l + 1];
    std::partial_sum(m_layerStart.begin(), m_layerStart.end(), m_layerStart.begin());
    m_slot.resize(n);
    m_vertex.resize(n);
    m_layerOf.resize(n);
    m_pathGap.assign(static_cast<std::size_t>(m_layerCount), -1);
    auto next = m_layerStart;
    for (std::size_t v = 0; v < n; ++v) {
        m_slot[v] = next[s.layer[v]]++;
        m_vertex[m_slot[v]] = static_cast<int>(v);
        m_layerOf[m_slot[v]] = s.layer[v];
    }
    double most = 0.0;
    for (const auto& b : s.bundles) most = std::max(most, b.value);
    m_scale = most > 0.0 ? most : 1.0;
    struct Piece {
        int low, high;
        double weight;
    };
    std::vector<Piece> pieces;
    for (const auto& b : s.bundles) {
        const double weight = most > 0.0 ? b.value / most : 1.0;
        int from = m_slot[b.low];
        for (int k = 0; k <= b.bendCount; ++k) {
            const int to = k == b.bendCount ? m_slot[b.high] : m_slot[b.firstBend + k];
            pieces.push_back({from, to, weight});
            from = to;
        }
    }
    const auto fill = [&](Side& side, auto own, auto other) {
        side.start.assign(n + 1, 0);
        for (const auto& p : pieces) ++side.start[own(p) + 1];
        std::partial_sum(side.start.begin(), side.start.end(), side.start.begin());
        side.neighbour.resize(pieces.size());
        side.weight.resize(pieces.size());
        side.place.assign(pieces.size(), 0);
        std::vector<int> at(side.start.begin(), side.start.end() - 1);
        for (const auto& p : pieces) {
            const int e = at[own(p)]++;
            side.neighbour[e] = other(p);
            side.weight[e] = p.weight;
        }
    };
    fill(m_up, [](const Piece& p) { return p.high; }, [](const Piece& p) { return p.low; });
    fill(m_down, [](const Piece& p) { return p.low; }, [](const Piece& p) { return p.high; });
    std::size_t widest = 0;
    for (int l = 0; l < m_layerCount; ++l) widest = std::max(widest, static_cast<std::size_t>(m_layerStart[l + 1] - m_layerStart[l]));
    m_profileUp.resize(widest + 1);
    m_profileDown.resize(widest + 1);
    m_tree.resize(widest + 1);
    m_order.resize(n);
    std::iota(m_order.begin(), m_order.end(), 0);
    m_place.resize(n);
    for (int l = 0; l < m_layerCount; ++l) setPlaces(l);
}

void SankeySearch::setPlaces(int layer) {
    const int begin = m_layerStart[layer], end = m_layerStart[layer + 1];
    for (int i = begin; i < end; ++i) m_place[m_order[i]] = i - begin;
}

void SankeySearch::load(std::span<const double> positions) {
    std::iota(m_order.begin(), m_order.end(), 0);
    for (int l = 0; l < m_layerCount; ++l) {
        std::stable_sort(m_order.begin() + m_layerStart[l], m_order.begin() + m_layerStart[l + 1],
                         [&](int a, int b) { return positions[m_vertex[a]] < positions[m_vertex[b]]; });
        setPlaces(l);
    }
    recount();
}

std::vector<int> SankeySearch::positions() const {
    std::vector<int> result(m_slot.size());
    for (std::size_t v = 0; v < m_slot.size(); ++v) result[v] = m_place[m_slot[v]];
    return result;
}

void SankeySearch::restore(const std::vector<int>& order, double cost) {
    m_order = order;
    m_cost = cost;
    for (int l = 0; l < m_layerCount; ++l) setPlaces(l);
}

void SankeySearch::refresh(Side& side, int layer) {
    const int begin = side.start[m_layerStart[layer]], end = side.start[m_layerStart[layer + 1]];
    for (int e = begin; e < end; ++e) side.place[e] = m_place[side.neighbour[e]];
}

double SankeySearch::gapCost(int layer) {
    const int width = m_layerStart[layer + 2] - m_layerStart[layer + 1];
    std::fill_n(m_tree.begin(), width + 1, 0.0);
    double total = 0.0, result = 0.0;
    for (int i = m_layerStart[layer]; i < m_layerStart[layer + 1]; ++i) {
        const int v = m_order[i];
        for (int e = m_down.start[v]; e < m_down.start[v + 1]; ++e) {
            double before = 0.0;
            for (int p = m_place[m_down.neighbour[e]] + 1; p > 0; p -= p & -p) before += m_tree[p];
            result += m_down.weight[e] * std::max(0.0, total - before);
        }
        for (int e = m_down.start[v]; e < m_down.start[v + 1]; ++e) {
            total += m_down.weight[e];
            for (int p = m_place[m_down.neighbour[e]] + 1; p <= width; p += p & -p) m_tree[p] += m_down.weight[e];
        }
    }
    return result;
}

double SankeySearch::recount() {
    m_cost = 0.0;
    for (int l = 0; l + 1 < m_layerCount; ++l) m_cost += gapCost(l);
    return m_cost;
}

void SankeySearch::orderByMean(int layer, const Side& side) {
    const int begin = m_layerStart[layer], end = m_layerStart[layer + 1];
    m_means.clear();
    for (int i = begin; i < end; ++i) {
        const int v = m_order[i];
        double sum = 0.0, weight = 0.0;
        for (int e = side.start[v]; e < side.start[v + 1]; ++e) {
            const int u = side.neighbour[e];
            const double w = side.weight[e] + 1e-12;
            const int l = &side == &m_up ? layer - 1 : layer + 1;
            sum += w * (m_place[u] + 0.5) / (m_layerStart[l + 1] - m_layerStart[l]);
            weight += w;
        }
        m_means.emplace_back(weight > 0.0 ? sum / weight : (i - begin + 0.5) / (end - begin), v);
    }
    if (m_hasPins) { // pinned vertices exchange means so that their order stays
        std::vector<double> means;
        for (const auto& m : m_means)
            if (m_pinned[m.second] != 0) means.push_back(m.first);
        std::sort(means.begin(), means.end());
        std::size_t next = 0;
        for (auto& m : m_means)
            if (m_pinned[m.second] != 0) m.first = means[next++];
    }
    std::stable_sort(m_means.begin(), m_means.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (int i = begin; i < end; ++i) m_order[i] = m_means[i - begin].second;
    setPlaces(layer);
}

void SankeySearch::barycentre(int rounds) {
    auto best = m_order;
    double bestCost = m_cost;
    for (int round = 0; round < rounds; ++round) {
        for (int l = 1; l < m_layerCount; ++l) orderByMean(l, m_up);
        if (recount() < bestCost) best = m_order, bestCost = m_cost;
        for (int l = m_layerCount - 2; l >= 0; --l) orderByMean(l, m_down);
        if (recount() < bestCost) best = m_order, bestCost = m_cost;
    }
    restore(best, bestCost);
}

double SankeySearch::deviate() { return noise()[m_random.next() % kNoiseCount]; }

bool SankeySearch::fillProfile(const Side& side, int v, int width, double* profile) {
    const int begin = side.start[v], end = side.start[v + 1];
    if (begin == end) return false;
    m_sorted.clear();
    double h = 0.0;
    for (int e = begin; e < end; ++e) {
        const std::pair<int, double> entry(side.place[e], side.weight[e]);
        h += entry.second;
        auto i = m_sorted.size();
        m_sorted.push_back(entry);
        for (; i > 0 && m_sorted[i - 1].first > entry.first; --i) m_sorted[i] = m_sorted[i - 1];
        m_sorted[i] = entry;
    }
    int at = 0;
    for (const auto& [place, weight] : m_sorted) {
        std::fill(profile + at, profile + place, h);
        profile[place] = h - weight;
        h -= 2.0 * weight;
        at = place + 1;
    }
    std::fill(profile + at, profile + width, h);
    return true;
}

double SankeySearch::exchange(int w) const {
    double sum = 0.0;
    if (m_width[0] > 0)
        for (int e = m_up.start[w]; e < m_up.start[w + 1]; ++e) sum += m_up.weight[e] * m_profileUp[m_up.place[e]];
    if (m_width[1] > 0)
        for (int e = m_down.start[w]; e < m_down.start[w + 1]; ++e) sum += m_down.weight[e] * m_profileDown[m_down.place[e]];
    return sum;
}

void SankeySearch::relocate(int layer, int from, int to) {
    int* const order = m_order.data() + m_layerStart[layer];
    const int v = order[from];
    for (; from < to; ++from) m_place[order[from] = order[from + 1]] = from;
    for (; from > to; --from) m_place[order[from] = order[from - 1]] = from;
    order[to] = v;
    m_place[v] = to;
}

double SankeySearch::moveVertex(int layer, int v, double temperature) {
    const int up = layer > 0 ? m_layerStart[layer] - m_layerStart[layer - 1] : 0;
    const int down = layer + 1 < m_layerCount ? m_layerStart[layer + 2] - m_layerStart[layer + 1] : 0;
    m_width[0] = up > 0 && fillProfile(m_up, v, up, m_profileUp.data()) ? 1 : 0;
    m_width[1] = down > 0 && fillProfile(m_down, v, down, m_profileDown.data()) ? 1 : 0;
    if (m_width[0] + m_width[1] == 0) return 0.0;
    const int count = m_layerStart[layer + 1] - m_layerStart[layer];
    const int* const order = m_order.data() + m_layerStart[layer];
    const int here = m_place[v];
    const int reach = count <= kFullReach ? count : kReach;
    const int first = std::max(0, here - reach), last = std::min(count - 1, here + reach);
    const auto& gumbel = noise();
    const bool pinned = m_hasPins && m_pinned[v] != 0;
    auto draw = m_random.next();
    const auto disturbance = [&] { return temperature * gumbel[draw++ % kNoiseCount]; };
    int best = here;
    double bestCost = temperature > 0.0 ? -disturbance() : -1e-13, bestChange = 0.0;
    double change = 0.0;
    for (int i = here - 1; i >= first; --i) {
        if (pinned && m_pinned[order[i]] != 0) break;
        change += exchange(order[i]);
        const double cost = temperature > 0.0 ? change - disturbance() : change;
        if (cost < bestCost) bestCost = cost, best = i, bestChange = change;
    }
    change = 0.0;
    for (int i = here + 1; i <= last; ++i) {
        if (pinned && m_pinned[order[i]] != 0) break;
        change -= exchange(order[i]);
        const double cost = temperature > 0.0 ? change - disturbance() : change;
        if (cost < bestCost) bestCost = cost, best = i, bestChange = change;
    }
    if (best != here) relocate(layer, here, best);
    return bestChange;
}

double SankeySearch::layerSweep(int layer, double temperature) {
    const int begin = m_layerStart[layer], count = m_layerStart[layer + 1] - begin;
    if (count < 2) return 0.0;
    refresh(m_up, layer);
    refresh(m_down, layer);
    double change = 0.0;
    const int offset = m_random.below(count);
    for (int k = 0; k < count; ++k) {
        const int i = k + offset < count ? k + offset : k + offset - count;
        change += moveVertex(layer, begin + i, temperature);
    }
    return change;
}

double SankeySearch::sweep(double temperature) {
    double change = 0.0;
    const bool down = m_sweeps++ % 2 == 0;
    for (int l = 0; l < m_layerCount; ++l) change += layerSweep(down ? l : m_layerCount - 1 - l, temperature);
    m_cost += change;
    return change;
}

double SankeySearch::typicalExchange() {
    std::vector<double> sizes;
    for (int l = 0; l < m_layerCount; ++l) {
        refresh(m_up, l);
        refresh(m_down, l);
        const int up = l > 0 ? m_layerStart[l] - m_layerStart[l - 1] : 0;
        const int down = l + 1 < m_layerCount ? m_layerStart[l + 2] - m_layerStart[l + 1] : 0;
        for (int i = m_layerStart[l]; i + 1 < m_layerStart[l + 1]; ++i) {
            m_width[0] = up > 0 && fillProfile(m_up, m_order[i], up, m_profileUp.data()) ? 1 : 0;
            m_width[1] = down > 0 && fillProfile(m_down, m_order[i], down, m_profileDown.data()) ? 1 : 0;
            const double size = std::abs(exchange(m_order[i + 1]));
            if (size > 0.0) sizes.push_back(size);
        }
    }
    if (sizes.empty()) return 0.0;
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2), sizes.end());
    return sizes[sizes.size() / 2];
}

} // namespace chainscape
