// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/layout/sankey_ports.h"

namespace chainscape {
namespace {

constexpr double kLoopThickness = 0.5; ///< of the gap between nodes, at most, for a self-link on its way
constexpr double kLoopDistance = 0.2;  ///< between a self-link and its node
constexpr double kQuarter = 0.5522847498307936; ///< control length of a quarter circle

SankeyCurve straight(SankeyPoint a, SankeyPoint b) {
    return {a, {a.x + (b.x - a.x) / 3.0, a.y + (b.y - a.y) / 3.0}, {b.x - (b.x - a.x) / 3.0, b.y - (b.y - a.y) / 3.0}, b};
}

/// Leaves and arrives level.
SankeyCurve bow(SankeyPoint a, SankeyPoint b) {
    const double middle = (a.x + b.x) / 2.0;
    return {a, {middle, a.y}, {middle, b.y}, b};
}

double clampedRadius(SankeyPoint a, SankeyPoint b, double radius) {
    return std::min(radius, (std::abs(b.x - a.x) + std::abs(b.y - a.y)) / 2.0);
}

/// A line through level and upright stretches with rounded corners.
std::vector<SankeyCurve> rounded(const std::vector<SankeyPoint>& corners, double radius) {
    std::vector<SankeyCurve> curves;
    SankeyPoint at = corners.front();
    const auto towards = [](SankeyPoint from, SankeyPoint to, double length) {
        const double full = std::abs(to.x - from.x) + std::abs(to.y - from.y);
        const double share = full > 0.0 ? length / full : 0.0;
        return SankeyPoint{from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
    };
    for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
        const double r = std::min(clampedRadius(corners[i - 1], corners[i], radius), clampedRadius(corners[i], corners[i + 1], radius));
        const SankeyPoint begin = towards(corners[i], corners[i - 1], r), end = towards(corners[i], corners[i + 1], r);
        curves.push_back(straight(at, begin));
        curves.push_back({begin, towards(begin, corners[i], r * kQuarter), towards(end, corners[i], r * kQuarter), end});
        at = end;
    }
    curves.push_back(straight(at, corners.back()));
    return curves;
}

class RibbonMaker {
public:
    RibbonMaker(const SankeyStructure& structure, const SankeyPorts& ports, const SankeyPlacing& placing, double scale,
                const SankeyGeometryOptions& options)
        : m_s(structure), m_ports(ports), m_placing(placing), m_scale(scale), m_options(options) {}

    std::vector<SankeyRibbon> run() {
        std::vector<SankeyRibbon> ribbons(m_s.bands.size());
        for (int i = 0; i < static_cast<int>(ribbons.size()); ++i) {
            ribbons[i].width = m_s.bands[i].value * m_scale;
            if (m_s.bands[i].kind == SankeyBandKind::Forward) ribbons[i].centre = forward(i);
            if (m_s.bands[i].kind == SankeyBandKind::Self) addLoop(i, ribbons[i]);
            if (m_s.bands[i].kind != SankeyBandKind::Forward) ribbons[i].kind = SankeyRibbonKind::Stroked;
        }
        addReturns(ribbons);
        return ribbons;
    }

private:
    [[nodiscard]] double half(int band) const { return m_s.bands[band].value * m_scale / 2.0; }
    [[nodiscard]] SankeyPoint exit(int band) const {
        const int v = m_s.bands[band].source;
        return {m_placing.laneX[m_s.layer[v]] + m_options.nodeWidth, m_placing.top[v] + m_ports.outOffset[band] * m_scale + half(band)};
    }
    [[nodiscard]] SankeyPoint entry(int band) const {
        const int v = m_s.bands[band].target;
        return {m_placing.laneX[m_s.layer[v]], m_placing.top[v] + m_ports.inOffset[band] * m_scale + half(band)};
    }

    [[nodiscard]] std::vector<SankeyCurve> forward(int band) const {
        std::vector<SankeyCurve> curves;
        const auto& bundle = m_s.bundles[m_s.bands[band].bundle];
        SankeyPoint at = exit(band);
        for (int k = 0; k < bundle.bendCount; ++k) {
            const int v = bundle.firstBend + k;
            const SankeyPoint begin{m_placing.laneX[m_s.layer[v]], m_placing.top[v] + m_ports.bendOffset[band] * m_scale + half(band)};
            const SankeyPoint end{begin.x + m_options.nodeWidth, begin.y};
            curves.push_back(bow(at, begin));
            curves.push_back(straight(begin, end));
            at = end;
        }
        curves.push_back(bow(at, entry(band)));
        return curves;
    }

    /// Over the node (under it when the return bands run above); thin on its way, so that it fits into the gap.
    void addLoop(int band, SankeyRibbon& ribbon) const {
        const int v = m_s.bands[band].source;
        const double most = kLoopThickness * m_options.nodeGap, thickness = std::min(ribbon.width, most);
        const double reach = thickness / 2.0 + kLoopDistance * m_options.nodeGap, turn = reach + m_options.nodeGap / 2.0;
        const double height = std::max(m_ports.in[v], m_ports.out[v]) * m_scale;
        const double y = m_options.returns == SankeyReturnSide::Below ? m_placing.top[v] - reach : m_placing.top[v] + height + reach;
        const SankeyPoint from = exit(band), to = entry(band);
        ribbon.centre = rounded({from, {from.x + turn, from.y}, {from.x + turn, y}, {to.x - turn, y}, {to.x - turn, to.y}, to}, reach);
        ribbon.waist = ribbon.width > most ? most / ribbon.width : 1.0;
    }

    /// Lanes lie one outside the other; the farther the lane, the wider the turn at both ends, so that they nest.
    void addReturns(std::vector<SankeyRibbon>& ribbons) const {
        const double sign = m_options.returns == SankeyReturnSide::Below ? 1.0 : -1.0, share = m_placing.returnShare;
        const double edge = sign > 0 ? m_placing.bodyBottom : m_placing.bodyTop;
        std::vector<double> inner{m_placing.returnStart}; // of every lane, its edge towards the body
        for (const double value : m_ports.laneValue) inner.push_back(inner.back() + m_placing.returnGap + value * m_scale * share);
        for (std::size_t k = 0; k < m_ports.returns.size(); ++k) {
            const int band = m_ports.returns[k];
            const auto lane = std::min(static_cast<std::size_t>(m_ports.returnLane[k]), inner.size() - 1);
            const double y = edge + sign * (inner[lane] + m_placing.returnGap + half(band) * share);
            const SankeyPoint from = exit(band), to = entry(band);
            const double right = from.x + m_placing.turnRight[k], left = to.x - m_placing.turnLeft[k];
            const double radius = half(band) * share + m_placing.returnGap + 4.0;
            ribbons[band].centre = rounded({from, {right, from.y}, {right, y}, {left, y}, {left, to.y}, to}, radius);
            ribbons[band].waist = share;
        }
    }

    const SankeyStructure& m_s;
    const SankeyPorts& m_ports;
    const SankeyPlacing& m_placing;
    double m_scale;
    const SankeyGeometryOptions& m_options;
};

} // namespace

std::vector<SankeyRibbon> sankeyRibbons(const SankeyStructure& structure, const SankeyPorts& ports, const SankeyPlacing& placing,
                                        double scale, const SankeyGeometryOptions& options) {
    return RibbonMaker(structure, ports, placing, scale, options).run();
}

} // namespace chainscape
