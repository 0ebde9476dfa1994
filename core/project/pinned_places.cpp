// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/pinned_places.h"

#include <algorithm>
#include <cmath>

#include "core/layout/lane_places.h"

namespace chainscape {
namespace {

constexpr double kPinWeight = 1e6; ///< against 1 of a free firm
constexpr double kApart = 0.8;     ///< of the usual distance in the column, kept to a pinned firm

struct InColumn {
    std::uint32_t firm = 0;
    double y = 0;
    bool pinned = false;
};

void makeRoom(std::vector<InColumn>& column, std::span<float> y) {
    std::ranges::stable_sort(column, {}, &InColumn::y);
    const double usual = 1.0 / static_cast<double>(column.size());
    std::vector<double> wish{0}, weight{kPinWeight}, gap;
    for (const auto& one : column) {
        const bool beside = wish.size() > 1 && (one.pinned || weight.back() > 1);
        const double free = std::min(usual * kApart, one.y - wish.back()); // two free firms are never pushed apart
        gap.push_back(wish.size() == 1 ? 0 : beside ? usual * kApart : std::max(0.0, free));
        wish.push_back(one.y);
        weight.push_back(one.pinned ? kPinWeight : 1);
    }
    wish.push_back(1);
    weight.push_back(kPinWeight);
    gap.push_back(0);
    const auto placed = placedInOrder(wish, weight, gap);
    for (std::size_t k = 0; k < column.size(); ++k) y[column[k].firm] = column[k].pinned ? static_cast<float>(column[k].y) : static_cast<float>(std::clamp(placed[k + 1], 0.0, 1.0));
}

} // namespace

void makeRoomForPins(const PinnedFirms& pins, const std::vector<std::vector<std::uint32_t>>& columns, std::span<const float> x, std::span<float> y) {
    std::vector<std::vector<std::uint32_t>> pinned(columns.size());
    for (const auto& [firm, place] : pins) {
        std::size_t nearest = columns.size();
        for (std::size_t c = 0; c < columns.size(); ++c)
            if (!columns[c].empty() && (nearest == columns.size() || std::abs(x[columns[c].front()] - place.first) < std::abs(x[columns[nearest].front()] - place.first))) nearest = c;
        if (nearest < columns.size()) pinned[nearest].push_back(firm);
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (pinned[c].empty()) continue;
        std::vector<InColumn> column;
        for (const auto firm : columns[c])
            if (!pins.contains(firm)) column.push_back({firm, static_cast<double>(y[firm]), false});
        for (const auto firm : pinned[c]) column.push_back({firm, static_cast<double>(pins.at(firm).second), true});
        makeRoom(column, y);
    }
}

void followPins(const PinnedFirms& pins, const LayoutGraph& graph, std::span<const std::uint32_t> firm, std::span<float> x, std::span<float> y) {
    if (pins.empty()) return;
    constexpr float follow = 0.5F;
    constexpr int rounds = 12; // a four-thousandth is left
    const auto n = firm.size();
    std::vector<float> dx(n, 0.0F), dy(n, 0.0F), sumX(n), sumY(n);
    std::vector<std::uint32_t> partners(n, 0);
    const auto eachLink = [&](auto visit) {
        for (std::size_t e = 0; e < graph.source.size(); ++e)
            if (graph.source[e] != graph.target[e]) visit(static_cast<std::size_t>(graph.source[e]), static_cast<std::size_t>(graph.target[e]));
    };
    eachLink([&](std::size_t a, std::size_t b) {
        ++partners[a];
        ++partners[b];
    });
    const auto hold = [&] {
        for (std::size_t i = 0; i < n; ++i)
            if (const auto pin = pins.find(firm[i]); pin != pins.end() && std::isfinite(x[firm[i]])) {
                dx[i] = pin->second.first - x[firm[i]];
                dy[i] = pin->second.second - y[firm[i]];
            }
    };
    hold();
    for (int round = 0; round < rounds; ++round) {
        std::ranges::fill(sumX, 0.0F);
        std::ranges::fill(sumY, 0.0F);
        eachLink([&](std::size_t a, std::size_t b) {
            sumX[a] += dx[b];
            sumY[a] += dy[b];
            sumX[b] += dx[a];
            sumY[b] += dy[a];
        });
        for (std::size_t i = 0; i < n; ++i) {
            dx[i] = partners[i] > 0 ? follow * sumX[i] / static_cast<float>(partners[i]) : 0.0F;
            dy[i] = partners[i] > 0 ? follow * sumY[i] / static_cast<float>(partners[i]) : 0.0F;
        }
        hold();
    }
    for (std::size_t i = 0; i < n; ++i) {
        x[firm[i]] += dx[i];
        y[firm[i]] += dy[i];
    }
}

} // namespace chainscape
