// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// RepulsionTree: the sum of pairwise repulsions over all nodes in nearly linear time.

#include <cstdint>
#include <span>
#include <vector>

namespace chainscape {

/// How repulsion falls with distance d: Coulomb 1/d (force), or the bounded Student d / (1 + d^2)^2 (Zhong, Xue, Zhang,
/// Zhang, Ban, Deussen & Wang 2023, "Force-directed graph layouts revisited: a new force based on the t-distribution").
enum class RepulsionKernel : std::uint8_t { Coulomb, Student };

/// A balanced kd-tree in flat arrays whose leaves are runs of at most 16 nodes. Far pairs of cells meet once, through the
/// masses at their centres and a linear Taylor expansion around the receiving cell (the dual traversal of Dehnen 2002,
/// "A hierarchical O(N) force calculation algorithm", J. Comp. Phys. 179, without its symmetry, so that each cell is
/// written by one thread and sums have a fixed order); near pairs are summed eight at a time.
/// The result does not depend on the number of threads nor on whether the processor has AVX2.
class RepulsionTree {
public:
    /// Cells meet as a whole when the sum of their radii is below theta times their distance.
    explicit RepulsionTree(float theta = 0.9F) : m_theta(theta) {}

    /// Sorts the nodes into the tree. Coordinates must be finite; equal points are fine. O(n log n).
    void build(std::span<const float> x, std::span<const float> y, std::span<const float> mass);

    /// New coordinates in the order of the last build: cells keep their nodes, their boxes follow. O(n).
    void refit(std::span<const float> x, std::span<const float> y);

    /// fx[i] = sum over j of mass[j] (x[i] - x[j]) k(d^2), likewise fy; k is 1 / (d^2 + softening) for Coulomb and
    /// 1 / (1 + d^2)^2 for Student. Coincident nodes do not push each other. The mass of i itself is left to the caller.
    void forces(RepulsionKernel kernel, std::span<float> fx, std::span<float> fy);

    /// Nodes in tree order, a walk that keeps neighbours in the plane close.
    [[nodiscard]] std::span<const std::int32_t> order() const noexcept { return m_order; }

private:
    struct Cell {
        float x = 0, y = 0, mass = 0, radius = 0;
        std::int32_t begin = 0, end = 0;
        std::int32_t right = 0; // 0: a leaf; the left child is the next cell
    };
    struct Local {
        float fx = 0, fy = 0, xx = 0, xy = 0, yy = 0;
    };
    struct Box {
        float left = 0, right = 0, low = 0, high = 0;
    };
    struct Point {
        float x = 0, y = 0;
        std::int32_t node = 0;
    };
    struct Walk;

    std::int32_t plan(std::int32_t begin, std::int32_t end);
    void split(std::int32_t cell);
    void sortCell(std::int32_t cell);
    void summarise(std::int32_t cell);
    static Local shifted(const Local& local, const Cell& from, const Cell& to);
    template <class Kernel>
    void solve(Walk& walk, std::int32_t cell, Local local, std::size_t from);
    template <class Kernel>
    void finish(const Walk& walk, const Cell& leaf, const Local& local);
    template <class Kernel>
    void run();

    float m_theta;
    std::vector<std::int32_t> m_order;
    std::vector<Cell> m_cells; // a cell, its left subtree, its right subtree
    std::vector<Box> m_boxes;
    std::vector<std::int32_t> m_tasks, m_tops; // largest cells of at most 1024 nodes; the cells above them
    std::vector<Point> m_points;
    std::vector<float> m_x, m_y, m_mass, m_fx, m_fy; // in tree order, padded to a multiple of eight
};

} // namespace chainscape
