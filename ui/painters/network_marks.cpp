// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_marks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

#include "core/project/link_confidence.h"
#include "ui/painters/firm_numbers.h"
#include "ui/painters/network_chain.h"
#include "ui/painters/network_morph.h"
#include "ui/painters/network_painter.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr std::size_t kFewFirms = 40;
/// As fits: links are drawn, the heaviest first, until their ink would cover this share of a map of the usual size, and always this many.
constexpr double kInkShare = 0.55, kUsualWidth = 1000, kUsualHeight = 560;
constexpr std::size_t kAlwaysDrawn = 400;
/// The share of the map that the smallest discs may cover: with more firms they are dots, so that links can be seen between them.
constexpr double kDottedShare = 0.12, kSmallestDot = 0.9;
/// How full of discs a lane may be, the ground around a disc and the ring of a group (px), and what is left of the largest disc at least.
constexpr double kFullColumn = 0.6, kAroundDisc = 3, kAroundGroup = 9, kSmallestShare = 0.4;

std::vector<double> throughput(const Snapshot& s) {
    std::vector<double> out(s.nodeCount());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::max(s.outValue()[i], s.inValue()[i]);
    return out;
}

std::vector<double> sizes(const NetworkInput& input) {
    const auto& column = input.columns.size;
    return column && column->value.size() == input.snapshot->nodeCount() ? column->value : throughput(*input.snapshot);
}

std::vector<double> edgeValues(const NetworkInput& input) {
    const auto& edges = input.snapshot->edges();
    const auto& column = input.columns.width;
    if (column && column->value.size() == edges.size()) return column->value;
    if (input.spec.widthBy == "digital") return {edges.digital.begin(), edges.digital.end()};
    return edges.value;
}

/// The number of heaviest edges whose ink a map of the usual size bears. `lightestFirst` holds them all.
std::size_t bearable(const NetworkInput& input, const NetworkMarks& marks, const std::vector<std::uint32_t>& lightestFirst) {
    const Snapshot& s = *input.snapshot;
    double ink = 0;
    std::size_t count = 0;
    for (auto e = lightestFirst.rbegin(); e != lightestFirst.rend() && count < input.edgeBudget; ++e, ++count) {
        const auto from = s.firm()[s.edges().source[*e]], to = s.firm()[s.edges().target[*e]];
        const double length = std::hypot(double(input.places->x[from] - input.places->x[to]) * kUsualWidth, double(input.places->y[from] - input.places->y[to]) * kUsualHeight);
        if (std::isfinite(length)) ink += length * std::max(1.0, marks.width[*e]);
        if (count >= kAlwaysDrawn && ink > kInkShare * kUsualWidth * kUsualHeight) break;
    }
    return count;
}

/// The heaviest edges within the budget, lightest first; links of the focus are always in.
void chooseEdges(const NetworkInput& input, NetworkMarks& marks) {
    const auto& edges = input.snapshot->edges();
    marks.drawn.resize(edges.size());
    std::iota(marks.drawn.begin(), marks.drawn.end(), 0u);
    std::ranges::stable_sort(marks.drawn, {}, [&](std::uint32_t e) { return edges.value[e]; });
    const auto budget = input.spec.edgeBudget > 0 ? std::size_t(input.spec.edgeBudget) : bearable(input, marks, marks.drawn);
    if (marks.drawn.size() > budget) {
        const auto cut = marks.drawn.size() - budget;
        std::vector<std::uint32_t> kept;
        double dropped = 0;
        for (std::size_t i = 0; i < marks.drawn.size(); ++i) {
            const auto e = marks.drawn[i];
            if (i >= cut || marks.focus.edge[e] == Brightness::Bright) kept.push_back(e);
            else dropped += edges.value[e];
        }
        marks.drawn = std::move(kept);
        const double total = input.snapshot->totalValue();
        marks.drawnShare = total > 0 ? 1 - dropped / total : 1;
    }
    std::ranges::stable_sort(marks.drawn, {}, [&](std::uint32_t e) { return int(marks.focus.edge[e]); });
}

double largestOf(const std::vector<double>& values) {
    double largest = 0;
    for (const double v : values)
        if (std::isfinite(v)) largest = std::max(largest, v);
    return largest;
}

/// Discs of a lane lie side by side, not on each other: the more firms a column has, the smaller is the largest disc.
double largestDisc(const NetworkInput& input, const NetworkMarks& m, const std::vector<double>& value) {
    const Snapshot& s = *input.snapshot;
    const double most = s.nodeCount() <= kFewFirms ? size::discLargestFew : size::discLargest;
    if (input.places->layout != NetworkLayoutKind::Lanes) return most;
    const double around = input.groups ? kAroundGroup : kAroundDisc;
    std::map<std::pair<int, float>, std::pair<double, double>> columns; // summed diameters at the full size, and what lies around
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        if (!std::isfinite(m.place[i].x())) continue;
        auto& [discs, between] = columns[{s.stage()[i], input.places->x[s.firm()[i]]}];
        discs += 2 * discRadius(m.sizeScale.at(value[i]), most);
        between += around;
    }
    double share = 1;
    for (const auto& [column, taken] : columns) share = std::min(share, (kFullColumn * m.map.height() - taken.second) / taken.first);
    return most * std::max(share, kSmallestShare);
}

/// Radius of a disc of no size.
double smallestDisc(const NetworkMarks& m) {
    const double firms = double(std::max<std::size_t>(1, m.place.size()));
    return std::clamp(std::sqrt(kDottedShare * m.map.width() * m.map.height() / (firms * std::numbers::pi)), kSmallestDot, size::discSmallest);
}

void measureFirms(const NetworkInput& input, NetworkMarks& m) {
    const Snapshot& s = *input.snapshot;
    const auto value = sizes(input);
    m.largestSize = largestOf(value);
    m.sizeScale = ValueScale(input.spec.sizeScale, value);
    const auto full = opacityValues(input);
    m.opacityScale = ValueScale(input.spec.network.opacityScale, full);
    for (std::size_t i = 0; i < s.nodeCount(); ++i) {
        const auto f = s.firm()[i];
        const bool held = input.held && input.held->firm == f;
        const double x = held ? input.held->x : double(input.places->x[f]), y = held ? input.held->y : double(input.places->y[f]);
        m.place.emplace_back(m.map.left() + x * m.map.width(), m.map.top() + y * m.map.height());
        m.sizeUnknown.push_back(std::isnan(value[i]));
        m.opacity.push_back(full.empty() ? 1 : kFaintest + (1 - kFaintest) * m.opacityScale.at(full[i]));
    }
    m.largestDisc = largestDisc(input, m, value);
    const double least = smallestDisc(m);
    for (const double v : value) {
        const double own = discRadius(m.sizeScale.at(v), m.largestDisc);
        m.radius.push_back(own > size::discSmallest ? own : least);
    }
}

void measureLinks(const NetworkInput& input, NetworkMarks& m) {
    m.edgeValue = edgeValues(input);
    m.largestValue = largestOf(m.edgeValue);
    m.widthScale = ValueScale(input.spec.widthScale, m.edgeValue);
    for (const double v : m.edgeValue) m.width.push_back(linkWidth(m.widthScale.at(v), 1));
    for (const double v : linkOpacityValues(input)) m.linkOpacity.push_back(kFaintest + (1 - kFaintest) * v);
}

} // namespace

QRectF networkMapRect(NetworkLayoutKind layout, const QRectF& area) {
    if (layout == NetworkLayoutKind::Lanes) return area.adjusted(10, kLaneHead, -10, -kLaneFoot);
    const QRectF inner = area.adjusted(30, 30, -30, -30);
    if (layout != NetworkLayoutKind::Force && layout != NetworkLayoutKind::Region) return inner;
    const double side = std::max(1.0, std::min(inner.width(), inner.height()));
    const double width = std::min(inner.width(), side * 1.6); // free maps may be stretched a little, never squeezed
    return {inner.center().x() - width / 2, inner.center().y() - side / 2, width, side};
}

double discRadius(double value, double largest, std::size_t nodes) {
    const double most = nodes <= kFewFirms ? size::discLargestFew : size::discLargest;
    if (!(largest > 0) || !(value > 0)) return size::discSmallest;
    return discRadius(value / largest, most);
}

double discRadius(double share, double most) { return share > 0 ? std::max(size::discSmallest, most * std::sqrt(std::min(1.0, share))) : size::discSmallest; }

double linkWidth(double value, double largest) {
    if (!(largest > 0) || !(value > 0)) return size::linkNarrowest;
    return std::max(size::linkNarrowest, size::linkWidest * std::min(1.0, value / largest));
}

std::vector<double> opacityValues(const NetworkInput& input) {
    const Snapshot& s = *input.snapshot;
    const auto& column = input.columns.opacity;
    if (column && column->value.size() == s.nodeCount()) return column->value;
    if (input.spec.network.opacityBy == "digital") return {s.digital().begin(), s.digital().end()};
    if (input.spec.network.opacityBy == "throughput") return throughput(s);
    return input.spec.network.opacityBy.empty() ? std::vector<double>{} : attributeNumbers(s, input.spec.network.opacityBy);
}

std::vector<double> linkOpacityValues(const NetworkInput& input) {
    const Snapshot& s = *input.snapshot;
    if (input.chain) return {}; // the data chain is about scores already
    if (input.spec.network.linkOpacityBy == "digital") return {s.edges().digital.begin(), s.edges().digital.end()};
    return input.spec.network.linkOpacityBy == "confidence" ? edgeConfidence(s) : std::vector<double>{};
}

NetworkMarks networkMarks(const NetworkInput& input, const QRectF& area, const Theme& theme) {
    const Snapshot& s = *input.snapshot;
    NetworkMarks m;
    m.map = networkMapRect(input.places->layout, area);
    m.colours = firmColours(input, theme);
    std::set<std::string> seeds(input.spec.selected.begin(), input.spec.selected.end());
    if (!input.spec.focus.empty()) seeds.insert(input.spec.focus);
    if (!input.hoverFirm.empty()) seeds = {input.hoverFirm};
    m.focus = input.chain && input.hoverFirm.empty() ? horizonFocus(*input.chain) : networkFocus(s, seeds);

    measureFirms(input, m);
    measureLinks(input, m);
    chooseEdges(input, m);
    if (input.morph && input.morphed < 1) morphMarks(*input.morph, input.morphed, input, m);
    return m;
}

} // namespace chainscape::ui
