// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/repulsion_tree.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/parallel.h"
#include "core/layout/repulsion_kernels.h"

namespace chainscape {

namespace {

constexpr std::int32_t leafNodes = 16;
constexpr std::int32_t taskNodes = 1024;

struct CoulombFar {
    static void at(float d2, float& k, float& slope) {
        k = 1.0F / (d2 + coulombSoftening);
        slope = -k * k;
    }
    static void near(const NearField& field) { nearCoulomb(field); }
};

struct StudentFar {
    static void at(float d2, float& k, float& slope) {
        const float s = 1.0F / (1.0F + d2);
        k = s * s;
        slope = -2.0F * k * s;
    }
    static void near(const NearField& field) { nearStudent(field); }
};

} // namespace

/// What one thread needs while it walks: lists of source cells still to be resolved, stacked one above the other.
struct RepulsionTree::Walk {
    std::vector<std::int32_t> candidates;
    std::vector<std::int32_t> open;
    std::vector<std::pair<std::int32_t, std::int32_t>> near;
};

std::int32_t RepulsionTree::plan(std::int32_t begin, std::int32_t end) {
    const auto me = static_cast<std::int32_t>(m_cells.size());
    m_cells.push_back({.begin = begin, .end = end});
    const auto count = end - begin;
    if (count > taskNodes) m_tops.push_back(me);
    if (count <= leafNodes) return me;
    const auto half = std::max(8, (count / 2 + 7) / 8 * 8); // leaves start at multiples of eight
    const auto left = plan(begin, begin + half);
    const auto right = plan(begin + half, end);
    m_cells[me].right = right;
    if (count > taskNodes)
        for (const auto child : {left, right})
            if (m_cells[child].end - m_cells[child].begin <= taskNodes) m_tasks.push_back(child);
    return me;
}

void RepulsionTree::build(std::span<const float> x, std::span<const float> y, std::span<const float> mass) {
    const auto n = static_cast<std::int32_t>(x.size());
    if (m_order.size() != x.size()) {
        m_order.resize(n);
        for (std::int32_t i = 0; i < n; ++i) m_order[i] = i;
        m_cells.clear();
        m_tasks.clear();
        m_tops.clear();
        if (n > 0) plan(0, n);
        if (n > 0 && n <= taskNodes) m_tasks.push_back(0);
        const auto padded = static_cast<std::size_t>((n + 7) / 8 * 8);
        for (auto* array : {&m_x, &m_y, &m_mass, &m_fx, &m_fy}) array->assign(padded, 0.0F);
    }
    if (n == 0) return;
    m_points.resize(n);
    for (std::int32_t i = 0; i < n; ++i) m_points[i] = {x[m_order[i]], y[m_order[i]], m_order[i]};
    for (const auto cell : m_tops) split(cell);
    parallelFor(m_tasks.size(), 1, [this](std::size_t from, std::size_t to) {
        for (auto t = from; t < to; ++t) sortCell(m_tasks[t]);
    });
    for (std::int32_t i = 0; i < n; ++i) m_order[i] = m_points[i].node;
    for (std::int32_t i = 0; i < n; ++i) m_mass[i] = mass[m_order[i]];
    refit(x, y);
}

/// Moves the left half of a cell's nodes, along its longer side, to its front.
void RepulsionTree::split(std::int32_t index) {
    const auto& cell = m_cells[index];
    if (cell.right == 0) return;
    const auto begin = m_points.begin() + cell.begin, end = m_points.begin() + cell.end;
    float left = begin->x, right = left, low = begin->y, high = low;
    for (auto p = begin; p != end; ++p) {
        left = std::min(left, p->x);
        right = std::max(right, p->x);
        low = std::min(low, p->y);
        high = std::max(high, p->y);
    }
    const auto middle = m_points.begin() + m_cells[cell.right].begin;
    if (right - left >= high - low)
        std::nth_element(begin, middle, end, [](const Point& a, const Point& b) { return a.x < b.x; });
    else
        std::nth_element(begin, middle, end, [](const Point& a, const Point& b) { return a.y < b.y; });
}

void RepulsionTree::sortCell(std::int32_t index) {
    if (m_cells[index].right == 0) return;
    split(index);
    sortCell(index + 1);
    sortCell(m_cells[index].right);
}

void RepulsionTree::refit(std::span<const float> x, std::span<const float> y) {
    const auto n = m_order.size();
    if (n == 0) return;
    for (std::size_t i = 0; i < n; ++i) {
        m_x[i] = x[m_order[i]];
        m_y[i] = y[m_order[i]];
    }
    for (auto i = n; i < m_x.size(); ++i) {
        m_x[i] = m_x[n - 1];
        m_y[i] = m_y[n - 1];
    }
    m_boxes.resize(m_cells.size());
    for (auto cell = static_cast<std::int32_t>(m_cells.size()) - 1; cell >= 0; --cell) summarise(cell);
}

/// Mass, centre and radius of one cell; its children, which stand behind it, are done.
void RepulsionTree::summarise(std::int32_t index) {
    auto& cell = m_cells[index];
    auto& box = m_boxes[index];
    float mass = 0, sumX = 0, sumY = 0;
    if (cell.right == 0) {
        box = {m_x[cell.begin], m_x[cell.begin], m_y[cell.begin], m_y[cell.begin]};
        for (auto i = cell.begin; i < cell.end; ++i) {
            box = {std::min(box.left, m_x[i]), std::max(box.right, m_x[i]), std::min(box.low, m_y[i]), std::max(box.high, m_y[i])};
            mass += m_mass[i];
            sumX += m_mass[i] * m_x[i];
            sumY += m_mass[i] * m_y[i];
        }
    } else {
        const auto& a = m_cells[index + 1];
        const auto& b = m_cells[cell.right];
        const auto& p = m_boxes[index + 1];
        const auto& q = m_boxes[cell.right];
        box = {std::min(p.left, q.left), std::max(p.right, q.right), std::min(p.low, q.low), std::max(p.high, q.high)};
        mass = a.mass + b.mass;
        sumX = a.mass * a.x + b.mass * b.x;
        sumY = a.mass * a.y + b.mass * b.y;
    }
    cell.mass = mass;
    cell.x = sumX / mass;
    cell.y = sumY / mass;
    const float dx = std::max(box.right - cell.x, cell.x - box.left), dy = std::max(box.high - cell.y, cell.y - box.low);
    cell.radius = std::sqrt(dx * dx + dy * dy);
}

template <class Kernel>
void RepulsionTree::solve(Walk& walk, std::int32_t index, Local local, std::size_t from) {
    const Cell target = m_cells[index];
    const bool leaf = target.right == 0;
    const auto to = walk.candidates.size();
    const float theta2 = m_theta * m_theta;
    walk.near.clear();
    for (auto k = from; k < to; ++k) {
        walk.open.push_back(walk.candidates[k]);
        while (!walk.open.empty()) {
            const auto s = walk.open.back();
            walk.open.pop_back();
            const Cell& source = m_cells[s];
            const float dx = target.x - source.x, dy = target.y - source.y, d2 = dx * dx + dy * dy;
            const float reach = target.radius + source.radius;
            if (reach * reach <= theta2 * d2) {
                float push = 0, slope = 0;
                Kernel::at(d2, push, slope);
                push *= source.mass;
                slope *= 2.0F * source.mass;
                local.fx += push * dx;
                local.fy += push * dy;
                local.xx += push + slope * dx * dx;
                local.xy += slope * dx * dy;
                local.yy += push + slope * dy * dy;
            } else if (source.right != 0 && (leaf || source.radius > target.radius)) {
                walk.open.push_back(source.right);
                walk.open.push_back(s + 1);
            } else if (leaf) {
                walk.near.emplace_back(source.begin, source.end);
            } else {
                walk.candidates.push_back(s);
            }
        }
    }
    if (leaf) {
        finish<Kernel>(walk, target, local);
    } else {
        for (const auto child : {index + 1, target.right}) solve<Kernel>(walk, child, shifted(local, target, m_cells[child]), to);
    }
    walk.candidates.resize(to);
}

/// The same field seen from another centre.
RepulsionTree::Local RepulsionTree::shifted(const Local& local, const Cell& from, const Cell& to) {
    const float dx = to.x - from.x, dy = to.y - from.y;
    Local result = local;
    result.fx += local.xx * dx + local.xy * dy;
    result.fy += local.xy * dx + local.yy * dy;
    return result;
}

template <class Kernel>
void RepulsionTree::finish(const Walk& walk, const Cell& leaf, const Local& local) {
    for (auto i = leaf.begin; i < leaf.end; ++i) {
        const float dx = m_x[i] - leaf.x, dy = m_y[i] - leaf.y;
        m_fx[i] = local.fx + local.xx * dx + local.xy * dy;
        m_fy[i] = local.fy + local.xy * dx + local.yy * dy;
    }
    Kernel::near({m_x.data(), m_y.data(), m_mass.data(), m_fx.data(), m_fy.data(), leaf.begin, (leaf.end - leaf.begin + 7) / 8, walk.near});
}

template <class Kernel>
void RepulsionTree::run() {
    parallelFor(m_tasks.size(), 1, [this](std::size_t from, std::size_t to) {
        Walk walk;
        for (auto t = from; t < to; ++t) {
            walk.candidates.assign(1, 0);
            solve<Kernel>(walk, m_tasks[t], {}, 0);
        }
    });
}

void RepulsionTree::forces(RepulsionKernel kernel, std::span<float> fx, std::span<float> fy) {
    if (m_order.empty()) return;
    if (kernel == RepulsionKernel::Coulomb) run<CoulombFar>();
    else run<StudentFar>();
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        fx[m_order[i]] = m_fx[i];
        fy[m_order[i]] = m_fy[i];
    }
}

} // namespace chainscape
