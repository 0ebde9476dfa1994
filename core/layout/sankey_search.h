// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// SankeySearch: the moves that lower the weighted crossings of a layered flow drawing. Used by sankey_order only.

#include <cstdint>
#include <span>
#include <vector>

#include "core/layout/sankey_graph.h"

namespace chainscape {

/// A small fast generator (xorshift64*), the same on every platform.
class SankeyRandom {
public:
    explicit SankeyRandom(std::uint64_t seed) : m_state(seed * 0x9E3779B97F4A7C15ULL + 0xD1B54A32D192ED03ULL) {}
    std::uint32_t next() {
        m_state ^= m_state >> 12;
        m_state ^= m_state << 25;
        m_state ^= m_state >> 27;
        return static_cast<std::uint32_t>((m_state * 0x2545F4914F6CDD1DULL) >> 32);
    }
    /// 0..count-1
    int below(int count) { return static_cast<int>((static_cast<std::uint64_t>(next()) * static_cast<std::uint32_t>(count)) >> 32); }

private:
    std::uint64_t m_state;
};

/// Vertices are renumbered layer by layer ("slots"), neighbours kept as two compressed rows (lower and upper layer).
/// Weights are divided by the largest one; when all are 0, each counts 1.
class SankeySearch {
public:
    /// `pinned`: one entry per node or empty; pinned nodes of a layer keep their order among themselves.
    SankeySearch(const SankeyStructure& structure, std::span<const std::uint8_t> pinned, std::uint64_t seed);

    /// positions: one number per vertex of the structure, any monotone numbers; ties by vertex.
    void load(std::span<const double> positions);
    /// 0-based positions within the layers, one per vertex of the structure.
    [[nodiscard]] std::vector<int> positions() const;

    /// Weighted crossings (in scaled weights) as kept up to date by the moves, and counted afresh.
    [[nodiscard]] double cost() const { return m_cost; }
    double recount();

    /// Orders each layer by the weighted mean of its neighbours' places, `rounds` times down and up, and keeps the best.
    void barycentre(int rounds);
    /// Visits every vertex once and puts it where it costs least, disturbed by noise of size `temperature` (Gibbs
    /// sampling by the Gumbel-max rule; 0: plain weighted sifting). Returns the change of cost.
    double sweep(double temperature);
    /// Takes one vertex in each of some neighbouring layers out, joined by pieces from lower to higher, and puts all
    /// back where they cost least together. Returns the change. Cost: sum of products of neighbouring layers' sizes.
    double movePath(std::span<const int> path, double temperature);
    /// movePath along a random walk of at most `longest` vertices from a random vertex; pinned vertices end it.
    double moveRandomPath(double temperature, int longest);
    /// Typical size of a neighbour exchange: the temperature below which nothing but ties moves is a fraction of it.
    [[nodiscard]] double typicalExchange();

    [[nodiscard]] const std::vector<int>& order() const { return m_order; }
    void restore(const std::vector<int>& order, double cost);
    [[nodiscard]] int size() const { return static_cast<int>(m_order.size()); }
    [[nodiscard]] std::int64_t pieceCount() const { return static_cast<std::int64_t>(m_down.neighbour.size()); }
    [[nodiscard]] bool hasPins() const { return m_hasPins; }
    SankeyRandom& random() { return m_random; }

private:
    struct Side {
        std::vector<int> start;      ///< per slot + 1
        std::vector<int> neighbour;  ///< slot
        std::vector<double> weight;
        std::vector<int> place;      ///< position of the neighbour, fresh while its row's layer is visited
    };

    void build(const SankeyStructure& structure);
    void setPlaces(int layer);
    void refresh(Side& side, int layer);
    bool fillProfile(const Side& side, int v, int width, double* profile);
    [[nodiscard]] double exchange(int w) const;
    double moveVertex(int layer, int v, double temperature);
    double layerSweep(int layer, double temperature);
    void relocate(int layer, int from, int to);
    void orderByMean(int layer, const Side& side);
    [[nodiscard]] double gapCost(int layer);
    double deviate();

    struct PathLayer {
        std::vector<double> cost, noise;
        std::vector<int> from;
    };
    void pathProfile(const Side& side, int v, int skip, int width, double* profile);
    [[nodiscard]] int reducedPlace(int slot) const;
    [[nodiscard]] int reducedCount(int layer) const;
    void ownCosts(int layer, int v, int below, int above, std::vector<double>& own);
    void endsBefore(const Side& side, int v, int skip, std::vector<double>& before);
    double crossGap(int v, int next, const std::vector<double>& from, PathLayer& to);
    void putBack(int v, int slot);
    int stepFrom(int v, const Side& side);

    int m_layerCount = 0;
    double m_scale = 1.0;
    std::vector<int> m_layerStart;  ///< per layer + 1, in slots
    std::vector<int> m_layerOf;     ///< slot -> layer
    std::vector<int> m_slot;        ///< vertex of the structure -> slot
    std::vector<int> m_vertex;      ///< slot -> vertex of the structure
    std::vector<int> m_order;       ///< slots by layer and position
    std::vector<int> m_place;       ///< slot -> position within its layer
    std::vector<std::uint8_t> m_pinned;
    bool m_hasPins = false;
    Side m_up, m_down;              ///< towards the lower, towards the higher layer
    double m_cost = 0.0;
    SankeyRandom m_random;
    int m_sweeps = 0;
    int m_width[2] = {0, 0};
    std::vector<double> m_profileUp, m_profileDown, m_tree;
    std::vector<std::pair<int, double>> m_sorted;
    std::vector<std::pair<double, int>> m_means;
    std::vector<int> m_pathGap;     ///< per layer: place of the path's vertex while it is out, else -1
    std::vector<PathLayer> m_pathLayers;
    std::vector<double> m_steps, m_own, m_leftEnds, m_rightEnds, m_crossed;
    std::vector<int> m_path, m_pathSlots;
};

} // namespace chainscape
