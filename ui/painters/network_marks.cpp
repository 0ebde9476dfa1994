// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_marks.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/painters/network_chain.h"
#include "ui/painters/network_painter.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr std::size_t kFewFirms = 40;

std::vector<double> sizes(const NetworkInput& input) {
    const Snapshot& s = *input.snapshot;
    if (input.size && input.size->value.size() == s.nodeCount()) return input.size->value;
    std::vector<double> out(s.nodeCount());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::max(s.outValue()[i], s.inValue()[i]);
    return out;
}

/// The heaviest edges within the budget, lightest first; links of the focus are always in.
void chooseEdges(const NetworkInput& input, NetworkMarks& marks) {
    const auto& edges = input.snapshot->edges();
    marks.drawn.resize(edges.size());
    std::iota(marks.drawn.begin(), marks.drawn.end(), 0u);
    std::ranges::stable_sort(marks.drawn, {}, [&](std::uint32_t e) { return edges.value[e]; });
    const auto budget = input.spec.edgeBudget > 0 ? std::size_t(input.spec.edgeBudget) : input.edgeBudget;
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
    return std::max(size::discSmallest, most * std::sqrt(std::min(1.0, value / largest)));
}

double linkWidth(double value, double largest) {
    if (!(largest > 0) || !(value > 0)) return size::linkNarrowest;
    return std::max(size::linkNarrowest, size::linkWidest * std::min(1.0, value / largest));
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

    const auto value = sizes(input);
    for (const double v : value)
        if (std::isfinite(v)) m.largestSize = std::max(m.largestSize, v);
    for (const double v : s.edges().value) m.largestValue = std::max(m.largestValue, v);
    m.sizeScale = ValueScale(input.spec.sizeScale, value);
    m.widthScale = ValueScale(input.spec.widthScale, s.edges().value);
    for (std::size_t i = 0; i < s.nodeCount(); ++i) {
        const auto f = s.firm()[i];
        m.place.emplace_back(m.map.left() + double(input.places->x[f]) * m.map.width(),
                             m.map.top() + double(input.places->y[f]) * m.map.height());
        m.radius.push_back(discRadius(m.sizeScale.at(value[i]), 1, s.nodeCount()));
        m.sizeUnknown.push_back(std::isnan(value[i]));
    }
    for (const double v : s.edges().value) m.width.push_back(linkWidth(m.widthScale.at(v), 1));
    chooseEdges(input, m);
    return m;
}

} // namespace chainscape::ui
