// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FlowDrawing: all that the parts of the flow figure (bands, boxes, words) need to know of one panel.

#include <cstdint>
#include <vector>

#include <QLocale>

#include "ui/canvas/display_list.h"
#include "ui/painters/flow_colours.h"
#include "ui/painters/flow_frame.h"
#include "ui/style/format.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

/// Items of several panels: the panel in the upper bits, the group or pair in the lower ones.
inline constexpr std::uint32_t kFlowItemBits = 22;
constexpr std::uint32_t flowItem(std::uint32_t panel, std::uint32_t index) { return (panel << kFlowItemBits) | index; }
constexpr std::uint32_t flowPanelOf(std::uint32_t id) { return id >> kFlowItemBits; }
constexpr std::uint32_t flowIndexOf(std::uint32_t id) { return id & ((1U << kFlowItemBits) - 1); }

/// What is painted while a box is in the hand: all that stays, or the box with its bands and label alone.
enum class FlowPart : std::uint8_t { All, Still, Held };

struct FlowDrawing {
    const FlowPanel& panel;
    std::uint32_t number = 0;        ///< of the panel, for items
    FlowFrame frame;
    const std::vector<GroupedFlow>& flows; ///< the panel's: one per pair of the plan
    FlowColours colours;
    const ViewSpec& spec;
    const Theme& theme;
    QLocale locale;
    UnitScale unit;                  ///< one for all figures of the panel
    QRectF area;                     ///< with heads and foot
    bool compact = false;            ///< a small multiple: few words
    std::vector<double> traced;      ///< per pair: the part that belongs to what is traced; empty: nothing is
    std::vector<double> tracedAtLane;
    std::vector<std::uint8_t> chosen; ///< per group: all of its firms are selected
    FlowPart part = FlowPart::All;
    std::uint32_t held = kNone;       ///< group in the hand

    [[nodiscard]] const FlowPlan& plan() const { return *panel.plan; }
    [[nodiscard]] QString money(double value) const { return valueText(value, unit, locale); }
    [[nodiscard]] bool shows(std::uint32_t group) const { return part == FlowPart::All || (group == held) == (part == FlowPart::Held); }
    [[nodiscard]] bool showsBand(std::uint32_t pair) const {
        const auto& p = plan().pairs[pair];
        return shows(p.source == held ? p.source : p.target);
    }
    [[nodiscard]] ItemRef node(std::uint32_t group) const { return {ItemKind::Node, flowItem(number, group)}; }
    [[nodiscard]] ItemRef band(std::uint32_t pair) const { return {ItemKind::Band, flowItem(number, pair)}; }
};

/// A sum in full, without the last digits that only stem from adding: "1,652.94 M EUR".
QString sumValueText(double value, const QString& unit, const QLocale& locale = {});

/// "Other (37 firms)", "no sector", or the group's name.
QString groupText(const FlowGroup& group);
/// Name of a lane: its stage, "no stage", or "step 3" where lanes are told from the flows.
QString laneText(const FlowPlan& plan, const StageList& stages, std::size_t lane);

} // namespace chainscape::ui
