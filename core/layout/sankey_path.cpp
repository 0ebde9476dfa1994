// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The path move: one vertex per layer along a path of pieces is taken out and all are put back at once where the
// weighted crossings are least. With the others fixed, the cost is a sum over neighbouring layers of a function of two
// slots, so the best places are a shortest path through the layers. It moves the bends of a long link together.
#include <algorithm>
#include <cmath>

#include "core/layout/sankey_search.h"

namespace chainscape {

void SankeySearch::pathProfile(const Side& side, int v, int skip, int width, double* profile) {
    double h = 0.0;
    m_steps.assign(static_cast<std::size_t>(width) + 1, 0.0);
    for (int e = side.start[v]; e < side.start[v + 1]; ++e) {
        if (side.neighbour[e] == skip) continue;
        h += side.weight[e];
        const int place = reducedPlace(side.neighbour[e]);
        m_steps[place] -= side.weight[e];
        m_steps[place + 1] -= side.weight[e];
    }
    for (int p = 0; p < width; ++p) profile[p] = h += m_steps[p];
}

int SankeySearch::reducedPlace(int slot) const {
    const int gap = m_pathGap[m_layerOf[slot]];
    return m_place[slot] - (gap >= 0 && m_place[slot] > gap ? 1 : 0);
}

int SankeySearch::reducedCount(int layer) const {
    return m_layerStart[layer + 1] - m_layerStart[layer] - (m_pathGap[layer] >= 0 ? 1 : 0);
}

/// own[s]: what the pieces of v that lie off the path cost when v stands before the s-th of the other vertices.
void SankeySearch::ownCosts(int layer, int v, int below, int above, std::vector<double>& own) {
    const bool up = layer > 0, down = layer + 1 < m_layerCount;
    if (up) pathProfile(m_up, v, below, reducedCount(layer - 1), m_profileUp.data());
    if (down) pathProfile(m_down, v, above, reducedCount(layer + 1), m_profileDown.data());
    own.assign(1, 0.0);
    for (int i = m_layerStart[layer]; i < m_layerStart[layer + 1]; ++i) {
        const int w = m_order[i];
        if (w == v) continue;
        double sum = 0.0;
        for (int e = m_up.start[w]; up && e < m_up.start[w + 1]; ++e)
            if (m_up.neighbour[e] != below) sum += m_up.weight[e] * m_profileUp[reducedPlace(m_up.neighbour[e])];
        for (int e = m_down.start[w]; down && e < m_down.start[w + 1]; ++e)
            if (m_down.neighbour[e] != above) sum += m_down.weight[e] * m_profileDown[reducedPlace(m_down.neighbour[e])];
        own.push_back(own.back() - sum);
    }
}

/// Weight of the pieces of v, but for the one to `skip`, that end before each slot of the neighbouring layer.
void SankeySearch::endsBefore(const Side& side, int v, int skip, std::vector<double>& before) {
    std::fill(before.begin(), before.end(), 0.0);
    for (int e = side.start[v]; e < side.start[v + 1]; ++e)
        if (side.neighbour[e] != skip) before[static_cast<std::size_t>(reducedPlace(side.neighbour[e])) + 1] += side.weight[e];
    for (std::size_t s = 1; s < before.size(); ++s) before[s] += before[s - 1];
}

/// From the costs of the slots of v to those of the slots of `next`, one layer up. Returns the cost of the gap as it is.
double SankeySearch::crossGap(int v, int next, const std::vector<double>& from, PathLayer& to) {
    const int layer = m_layerOf[v];
    const auto rows = from.size(), columns = static_cast<std::size_t>(reducedCount(layer + 1)) + 1;
    double weight = 0.0;
    for (int e = m_down.start[v]; e < m_down.start[v + 1]; ++e)
        if (m_down.neighbour[e] == next) weight = m_down.weight[e];
    m_leftEnds.assign(rows, 0.0);
    m_rightEnds.assign(columns, 0.0);
    endsBefore(m_up, next, v, m_leftEnds);
    endsBefore(m_down, v, next, m_rightEnds);
    const double leftTotal = m_leftEnds.back(), rightTotal = m_rightEnds.back();
    m_crossed.assign(columns, 0.0); // weight of the other pieces that a piece from this row's slot to each slot crosses
    m_steps.assign(columns + 1, 0.0);
    to.cost.assign(columns, HUGE_VAL);
    to.from.assign(columns, 0);
    const int begin = m_layerStart[layer], gap = m_place[v], arrival = m_place[next];
    for (int i = begin; i < m_layerStart[layer + 1]; ++i) {
        const int a = m_order[i];
        for (int e = m_down.start[a]; a != v && e < m_down.start[a + 1]; ++e)
            if (m_down.neighbour[e] != next) m_crossed[static_cast<std::size_t>(reducedPlace(m_down.neighbour[e])) + 1] += m_down.weight[e];
    }
    for (std::size_t s = 1; s < columns; ++s) m_crossed[s] += m_crossed[s - 1];
    double asIs = 0.0;
    for (std::size_t row = 0; row < rows; ++row) {
        const double left = m_leftEnds[row], right = leftTotal - left;
        for (std::size_t s = 0; s < columns; ++s) {
            const double pair = weight * m_crossed[s] + left * m_rightEnds[s] + right * (rightTotal - m_rightEnds[s]);
            if (from[row] + pair < to.cost[s]) to.cost[s] = from[row] + pair, to.from[s] = static_cast<int>(row);
        }
        if (static_cast<int>(row) == gap) {
            const auto s = static_cast<std::size_t>(arrival);
            asIs = weight * m_crossed[s] + left * m_rightEnds[s] + right * (rightTotal - m_rightEnds[s]);
        }
        if (row + 1 == rows) break;
        const int a = m_order[begin + static_cast<int>(row) + (static_cast<int>(row) >= gap ? 1 : 0)];
        double run = 0.0;
        for (int e = m_down.start[a]; e < m_down.start[a + 1]; ++e) {
            if (m_down.neighbour[e] == next) continue;
            run += m_down.weight[e];
            m_steps[static_cast<std::size_t>(reducedPlace(m_down.neighbour[e])) + 1] -= 2.0 * m_down.weight[e];
        }
        for (std::size_t s = 0; s < columns; ++s) {
            run += m_steps[s];
            m_steps[s] = 0.0;
            m_crossed[s] += run;
        }
    }
    return asIs;
}

void SankeySearch::putBack(int v, int slot) {
    relocate(m_layerOf[v], m_place[v], slot);
}

double SankeySearch::movePath(std::span<const int> path, double temperature) {
    const auto length = path.size();
    m_pathLayers.resize(std::max(m_pathLayers.size(), length));
    for (const int v : path) m_pathGap[m_layerOf[v]] = m_place[v];
    double asIs = 0.0;
    for (std::size_t k = 0; k < length; ++k) {
        const int v = path[k];
        PathLayer& here = m_pathLayers[k];
        ownCosts(m_layerOf[v], v, k > 0 ? path[k - 1] : -1, k + 1 < length ? path[k + 1] : -1, m_own);
        here.noise.resize(m_own.size());
        for (double& x : here.noise) x = temperature > 0.0 ? temperature * deviate() : 0.0;
        asIs += m_own[static_cast<std::size_t>(m_place[v])];
        if (k == 0) here.cost.assign(m_own.size(), 0.0);
        else asIs += crossGap(path[k - 1], v, m_pathLayers[k - 1].cost, here);
        for (std::size_t s = 0; s < m_own.size(); ++s) here.cost[s] += m_own[s] - here.noise[s];
    }
    for (const int v : path) m_pathGap[m_layerOf[v]] = -1;
    const auto& last = m_pathLayers[length - 1].cost;
    auto slot = static_cast<int>(std::min_element(last.begin(), last.end()) - last.begin());
    double change = last[slot] - asIs;
    m_pathSlots.resize(length);
    for (std::size_t k = length; k-- > 0;) {
        change += m_pathLayers[k].noise[slot];
        m_pathSlots[k] = slot;
        if (k > 0) slot = m_pathLayers[k].from[slot];
    }
    if (temperature <= 0.0 && change > -1e-13) return 0.0;
    for (std::size_t k = 0; k < length; ++k) putBack(path[k], m_pathSlots[k]);
    m_cost += change;
    return change;
}

/// One step of a random walk, pieces drawn by their weight; -1 at an end or at a pinned vertex.
int SankeySearch::stepFrom(int v, const Side& side) {
    const int begin = side.start[v], end = side.start[v + 1];
    if (begin == end) return -1;
    double total = 0.0;
    for (int e = begin; e < end; ++e) total += side.weight[e];
    double left = total * (static_cast<double>(m_random.next()) / 4294967296.0);
    int e = begin;
    while (e + 1 < end && left >= side.weight[e]) left -= side.weight[e++];
    const int u = side.neighbour[e];
    return m_hasPins && m_pinned[u] != 0 ? -1 : u;
}

double SankeySearch::moveRandomPath(double temperature, int longest) {
    const int start = m_random.below(size());
    if (m_hasPins && m_pinned[start] != 0) return 0.0;
    m_path.assign(1, start);
    const int length = 2 + m_random.below(std::max(1, longest - 1));
    const bool upFirst = m_random.below(2) == 0;
    for (int turn = 0; turn < 2; ++turn) {
        const bool up = (turn == 0) == upFirst;
        const Side& side = up ? m_up : m_down;
        while (static_cast<int>(m_path.size()) < length) {
            const int u = stepFrom(m_path.back(), side);
            if (u < 0) break;
            m_path.push_back(u);
        }
        std::reverse(m_path.begin(), m_path.end());
    }
    if (m_layerOf[m_path.front()] > m_layerOf[m_path.back()]) std::reverse(m_path.begin(), m_path.end());
    return movePath(m_path, temperature);
}

} // namespace chainscape
