// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/region_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace chainscape {
namespace {

constexpr std::int32_t kLastStage = 1 << 30;

struct Rest {
    double left = 0, top = 0, width = 0, height = 0;
};

/// Worst ratio of a row of areas along a side.
double worstRatio(double least, double most, double sum, double side) {
    return std::max(side * side * most / (sum * sum), sum * sum / (side * side * least));
}

/// Cuts a row of `areas` off the rest and tells its rectangles.
void cutRow(Rest& rest, std::span<const double> areas, std::vector<Rest>& out) {
    const double sum = std::accumulate(areas.begin(), areas.end(), 0.0);
    const bool upright = rest.width >= rest.height; // the row stands at the left
    const double thick = sum / (upright ? rest.height : rest.width);
    double at = upright ? rest.top : rest.left;
    for (const double area : areas) {
        const double length = area / thick;
        out.push_back(upright ? Rest{rest.left, at, thick, length} : Rest{at, rest.top, length, thick});
        at += length;
    }
    if (upright) {
        rest.left += thick;
        rest.width -= thick;
    } else {
        rest.top += thick;
        rest.height -= thick;
    }
}

/// areas descending and summing up to the page.
std::vector<Rest> squarified(std::span<const double> areas, Rest page) {
    std::vector<Rest> out;
    for (std::size_t begin = 0; begin < areas.size();) {
        const double side = std::min(page.width, page.height);
        double sum = areas[begin], worst = worstRatio(areas[begin], areas[begin], sum, side);
        std::size_t end = begin + 1;
        for (; end < areas.size(); ++end) {
            const double next = worstRatio(areas[end], areas[begin], sum + areas[end], side);
            if (next > worst) break;
            worst = next;
            sum += areas[end];
        }
        cutRow(page, areas.subspan(begin, end - begin), out);
        begin = end;
    }
    return out;
}

/// Firms in a grid of the box, columns first.
void fillBox(const RegionBox& box, double aspect, const std::vector<std::uint32_t>& firms, Positions& out) {
    const double width = double(box.right - box.left) * aspect, height = double(box.bottom - box.top);
    const auto n = firms.size();
    const auto columns = std::clamp<std::size_t>(std::size_t(std::ceil(std::sqrt(double(n) * width / std::max(height, 1e-9)))), 1, n);
    const auto rows = (n + columns - 1) / columns;
    const auto used = (n + rows - 1) / rows;
    for (std::size_t k = 0; k < n; ++k) {
        const double across = (double(k / rows) + 0.5) / double(used), down = (double(k % rows) + 0.5) / double(rows);
        out.x[firms[k]] = box.left + static_cast<float>(double(box.right - box.left) * (0.06 + 0.88 * across));
        out.y[firms[k]] = box.top + static_cast<float>(height * (0.16 + 0.78 * down)); // the name stands above
    }
}

bool onEarth(double latitude, double longitude) { return std::fabs(latitude) <= 90 && std::fabs(longitude) <= 180; }

/// Firms of (nearly) one point go round it in a sunflower spiral.
void spreadEqualPoints(Positions& at, const std::vector<std::uint32_t>& placed) {
    constexpr float kCell = 0.004F, kGolden = 2.3999632F;
    std::map<std::pair<int, int>, int> count;
    for (const auto i : placed) {
        const int turn = count[{int(at.x[i] / kCell), int(at.y[i] / kCell)}]++;
        const float radius = 0.006F * std::sqrt(float(turn)), angle = kGolden * float(turn);
        at.x[i] += radius * std::cos(angle);
        at.y[i] += radius * std::sin(angle);
    }
}

void placeInRows(Positions& at, const std::vector<std::uint32_t>& firms, float top) {
    if (firms.empty()) return;
    const auto rows = std::max<std::size_t>(1, std::size_t(std::ceil(std::sqrt(double(firms.size()) * double(1 - top)))));
    const auto columns = (firms.size() + rows - 1) / rows;
    for (std::size_t k = 0; k < firms.size(); ++k) {
        at.x[firms[k]] = (float(k % columns) + 0.5F) / float(columns);
        at.y[firms[k]] = top + (1 - top) * (float(k / columns) + 0.5F) / float(rows);
    }
}

} // namespace

RegionPlaces regionGrid(std::span<const std::uint32_t> region, std::span<const std::int32_t> stage, double aspect) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> firmsOf;
    for (std::uint32_t i = 0; i < region.size(); ++i) firmsOf[region[i]].push_back(i);
    std::vector<std::uint32_t> order;
    for (const auto& [key, firms] : firmsOf) order.push_back(key);
    std::ranges::stable_sort(order, std::greater{}, [&](std::uint32_t key) { return firmsOf[key].size(); });
    std::vector<double> areas;
    for (const auto key : order) areas.push_back(std::sqrt(double(firmsOf[key].size())));
    const double sum = std::accumulate(areas.begin(), areas.end(), 0.0);
    for (auto& area : areas) area *= aspect / sum;
    const auto boxes = squarified(areas, {0, 0, aspect, 1});

    RegionPlaces out;
    out.positions = {std::vector<float>(region.size()), std::vector<float>(region.size())};
    for (std::size_t k = 0; k < order.size(); ++k) {
        const Rest& b = boxes[k];
        out.boxes.push_back({order[k], float(b.left / aspect), float(b.top), float((b.left + b.width) / aspect), float(b.top + b.height)});
        auto& firms = firmsOf[order[k]];
        std::ranges::stable_sort(firms, {}, [&](std::uint32_t i) { return stage[i] > 0 ? stage[i] : kLastStage; });
        fillBox(out.boxes.back(), aspect, firms, out.positions);
    }
    return out;
}

MapPlaces mapPlaces(std::span<const double> latitude, std::span<const double> longitude, double aspect) {
    MapPlaces out;
    out.positions = {std::vector<float>(latitude.size()), std::vector<float>(latitude.size())};
    std::vector<std::uint32_t> placed, unplaced;
    double west = 180, east = -180, south = 90, north = -90;
    for (std::uint32_t i = 0; i < latitude.size(); ++i) {
        if (!onEarth(latitude[i], longitude[i])) {
            unplaced.push_back(i);
            continue;
        }
        placed.push_back(i);
        west = std::min(west, longitude[i]);
        east = std::max(east, longitude[i]);
        south = std::min(south, latitude[i]);
        north = std::max(north, latitude[i]);
    }
    out.placed = placed.size();
    out.bottom = placed.empty() ? 0.0F : unplaced.empty() ? 1.0F : 0.88F;
    placeInRows(out.positions, unplaced, out.bottom);
    if (placed.empty()) return out;

    // One degree of longitude is cos(latitude) of one of latitude; margins of a twentieth; one scale on both axes.
    const double shrink = std::max(0.2, std::cos((south + north) / 2 * 3.14159265358979 / 180));
    const double wide = std::max((east - west) * shrink, 1.0) * 1.1, high = std::max(north - south, 1.0) * 1.1;
    const double degrees = std::max(wide / aspect, high / double(out.bottom)); // of latitude over the unit height
    const double middleX = (west + east) / 2, middleY = (south + north) / 2;
    for (const auto i : placed) {
        out.positions.x[i] = static_cast<float>(0.5 + (longitude[i] - middleX) * shrink / degrees / aspect);
        out.positions.y[i] = static_cast<float>(double(out.bottom) / 2 - (latitude[i] - middleY) / degrees);
    }
    spreadEqualPoints(out.positions, placed);
    out.west = middleX - degrees * aspect / 2 / shrink;
    out.east = middleX + degrees * aspect / 2 / shrink;
    out.north = middleY + degrees * double(out.bottom) / 2;
    out.south = middleY - degrees * double(out.bottom) / 2;
    return out;
}

} // namespace chainscape
