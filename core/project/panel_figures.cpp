// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/panel_figures.h"

#include <algorithm>

#include "core/project/bridge_band.h"
#include "core/project/panel_bars.h"
#include "core/project/panel_settings.h"
#include "core/project/risk_limit.h"

namespace chainscape {
namespace {

constexpr double kCriticalQuantile = 0.75;

double quantileOf(std::vector<double> values, double share) {
    std::erase_if(values, [](double v) { return std::isnan(v); });
    if (values.empty()) return std::nan("");
    const auto at = static_cast<std::ptrdiff_t>(std::ceil(share * double(values.size() - 1)));
    std::ranges::nth_element(values, values.begin() + at);
    return values[static_cast<std::size_t>(at)];
}

QuadrantStep stepAt(const PanelInput& input, std::uint32_t period, const std::string& id, Progress& progress) {
    QuadrantStep out{input.dataset()->periods()[period].text, std::nan(""), std::nan("")};
    SnapshotSpec spec = input.snapshot().spec();
    spec.from = spec.to = period;
    const auto snapshot = makeSnapshot(input.dataset(), spec);
    if (!snapshot || !riskWithinLimit(**snapshot, input.findings.options())) return out;
    const auto node = (*snapshot)->nodeOfId(id);
    if (node == kNone) return out;
    out.digital = double((*snapshot)->digital()[node]);
    if (const auto risk = systemicRisk(**snapshot, input.findings.options().cascade, progress)) out.loss = risk->index[node];
    return out;
}

std::optional<QuadrantCase> quadrantOf(const PanelInput& input, std::string_view focus, Progress& progress) {
    const Snapshot& s = input.snapshot();
    if (!input.esri && !riskWithinLimit(s, input.findings.options())) return std::nullopt;
    const auto& risk = input.findings.risk(progress);
    if (!risk) return std::nullopt;
    QuadrantCase out;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i)
        if (!s.isEndUser()[i] && !std::isnan(risk->index[i]))
            out.points.push_back({s.firm()[i], s.id(i), s.name(i), s.stage()[i], risk->index[i], double(s.digital()[i]), std::max(s.outValue()[i], s.inValue()[i])});
    if (out.points.empty()) return std::nullopt;
    std::ranges::sort(out.points, [](const QuadrantPoint& a, const QuadrantPoint& b) { return a.loss != b.loss ? a.loss > b.loss : a.id < b.id; });
    std::vector<double> losses;
    for (const auto& point : out.points) losses.push_back(point.loss);
    out.criticalFrom = quantileOf(losses, kCriticalQuantile);
    out.digitalFrom = input.findings.options().digital.firmThreshold;
    for (std::size_t i = 0; i < out.points.size(); ++i)
        if (out.points[i].loss >= out.criticalFrom && out.points[i].digital < out.digitalFrom) out.criticalAndAnalogue.push_back(i);
    if (focus.empty() || input.dataset()->firmIndex(focus) == kNone) return out;
    out.focus = focus;
    const auto periods = figurePeriods(s);
    for (const auto period : periods)
        if (periods.size() > 1) out.trail.push_back(stepAt(input, period, out.focus, progress));
    return out;
}

std::optional<BridgeCurve> bridgeOf(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    const auto& plan = input.findings.bridgePlan(progress);
    const auto& gains = input.findings.gapGains(UnknownScore::AsAnalogue, progress);
    if (!plan || !gains || plan->steps.empty()) return std::nullopt;
    const auto band = bridgeBand(input.findings, *plan, progress);
    if (!band) return std::nullopt;
    BridgeCurve out{plan->base, band->base, plan->all, {}, plan->knee};
    for (std::size_t k = 0; k < plan->steps.size(); ++k) {
        const auto& step = plan->steps[k];
        BridgePoint point{step.share, band->share[k], step.exact, {}, 0};
        for (const auto e : step.edges) {
            point.links.emplace_back(s.id(s.edges().source[e]), s.id(s.edges().target[e]));
            point.aloneSum += gains->gain[e];
        }
        out.points.push_back(std::move(point));
    }
    return out;
}

} // namespace

bool hasFigure(Panel panel) {
    switch (panel) {
    case Panel::Bridge:
    case Panel::Internets:
    case Panel::Platforms:
    case Panel::Critical:
    case Panel::Loops:
    case Panel::Communities: return true;
    default: return false;
    }
}

Result<PanelFigure> makePanelFigure(Panel panel, const PanelInput& input, std::string_view focus, Progress& progress) {
    PanelFigure out;
    out.panel = panel;
    out.unit = input.snapshot().unit();
    out.settings = settingsOf(panel, input.findings.options());
    switch (panel) {
    case Panel::Bridge: out.bridge = bridgeOf(input, progress); break;
    case Panel::Critical: out.quadrant = quadrantOf(input, focus, progress); break;
    case Panel::Platforms: addPlatformBars(input, focus, out, progress); break;
    case Panel::Internets: addInternetBars(input, out, progress); break;
    case Panel::Loops: addLoopBars(input, out, progress); break;
    case Panel::Communities: addCommunityBars(input, out, progress); break;
    default: break;
    }
    if (progress.stopped()) return Progress::cancelled();
    return out;
}

} // namespace chainscape
