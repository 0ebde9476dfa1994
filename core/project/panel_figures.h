// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the figure of a topic shows, as plain values: the quadrant of critical firms, the curve of the bridge plan, bars and series.

#include <optional>
#include <string>
#include <vector>

#include "core/base/undefined.h"
#include "core/project/panel_tables.h"

namespace chainscape {

/// One firm of the quadrant.
struct QuadrantPoint {
    std::uint32_t firm = 0; ///< index in the dataset
    std::string id, name;
    int stage = 0;          ///< 0: none
    double loss = 0;        ///< systemic risk, 0..1
    double digital = 0;     ///< the firm's score 0..1; NaN unknown
    double size = 0;        ///< throughput
};

/// The focused firm at one period; NaN where unknown or not trading.
struct QuadrantStep {
    std::string period;
    double loss = 0, digital = 0;
};

struct QuadrantCase {
    std::vector<QuadrantPoint> points; ///< greatest loss first
    double criticalFrom = 0;           ///< loss from which a firm is called critical: the upper quarter of the firms
    double digitalFrom = 0;            ///< the firm threshold of the settings
    std::string focus;                 ///< id; blank: none
    std::vector<QuadrantStep> trail;   ///< of the focused firm, in time order; empty with one period
    /// Critical with a known score below digitalFrom, greatest loss first: indices of points.
    std::vector<std::size_t> criticalAndAnalogue;
};

/// One step of the bridge plan's curve.
struct BridgePoint {
    double share = 0;             ///< E2E with so many gaps closed, unknown scores analogue
    double high = 0;              ///< the same, unknown scores digital
    bool exact = false;
    std::vector<PanelCell::Pair> links;
    double aloneSum = 0;          ///< what the gains of these gaps alone would add up to
};
struct BridgeCurve {
    double base = 0, high = 0;    ///< now, under both readings of unknown scores
    double all = 0;               ///< with every gap closed
    std::vector<BridgePoint> points; ///< one per number of gaps from 1
    std::size_t knee = 0;         ///< index of points; points.size() when there is none
};

/// A bar of a group: a share 0..1, or a value in the chain's unit.
struct PanelBar {
    std::string label;
    double value = 0;             ///< NaN unknown
    std::string firm{};           ///< id; blank: stands for no firm
    std::string source{}, target{}; ///< ids; blank: stands for no link
    double high = kNaN;           ///< upper end of the band from `value`, where unknown scores leave one
};
struct PanelBars {
    std::string title;
    CellKind kind = CellKind::Share; ///< Share or Value
    std::vector<PanelBar> bars{};
    std::string note{};           ///< a sentence below; blank: none
};

/// A small series over the periods.
struct PanelSeries {
    std::string title;
    CellKind kind = CellKind::Share;
    std::vector<double> values{}; ///< one per period of the figure; NaN breaks the line
    std::vector<double> high{};   ///< upper ends of the bands from `values`; NaN or equal: none
};

/// What there is to draw; at most one form is filled. Empty: the table says it all.
struct PanelFigure {
    Panel panel = Panel::Bridge;
    std::string unit;
    std::optional<QuadrantCase> quadrant;
    std::optional<BridgeCurve> bridge;
    std::vector<PanelBars> bars;     ///< side by side
    std::vector<std::string> periods; ///< of the series
    std::vector<PanelSeries> series; ///< below the bars
    std::size_t current = 0;         ///< index of the shown period in periods
    std::vector<std::string> settings;

    [[nodiscard]] bool empty() const { return !quadrant && !bridge && bars.empty() && series.empty(); }
};

/// The figure of a topic; the tables must be those of makePanelTables() on the same findings, which are used again. `focus`: firm id, may
/// be blank. Periods: the last 24 up to the snapshot's own. Fails with Cancelled only; what cannot be computed is left out.
Result<PanelFigure> makePanelFigure(Panel panel, const PanelInput& input, std::string_view focus, Progress& progress);

/// Topics that have a figure.
bool hasFigure(Panel panel);

} // namespace chainscape
