// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChangeLook: how change is shown and told. A part of ViewSpec; its settings are kept once a project, too.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace chainscape {

/// What the change view shows: the network difference, ranks of A and B, every period as a small map on one scale, the flow difference,
/// groups of firms over all periods, or lists.
enum class ChangeShow : std::uint8_t { Map, Ranks, Multiples, Flow, Alluvial, Lists };

/// What an alluvial groups firms by.
enum class AlluvialBy : std::uint8_t { Stage, Role, Community, Internet, Platform };

/// What the height of a group is.
enum class AlluvialWeight : std::uint8_t { Value, Firms };

/// The first line that holds decides: restructuring when rStar >= rStarAtLeast and between / (between + within) >= betweenShare;
/// remix when rStar >= rStarAtLeast; digitalisation when penetration rose by penetrationStep; else stable.
struct PhaseRule {
    double rStarAtLeast = 0.10;
    double betweenShare = 1.0 / 3.0;
    double penetrationStep = 0.05;

    bool operator==(const PhaseRule&) const = default;
};

/// From `period` on (as text; blank: always) the firm `old` goes on as `now`. Several old ones with one new one are a merger.
struct Rename {
    std::string old, now, period;

    bool operator==(const Rename&) const = default;
};

/// Something that happened in a period, marked on the timeline and in figures.
struct EventMarker {
    std::string name, period, note;

    bool operator==(const EventMarker&) const = default;
};

/// What a user says about change in this project: read and written as one JSON object.
struct ChangeSettings {
    PhaseRule rule;
    std::vector<Rename> renames;
    std::vector<EventMarker> events;

    bool operator==(const ChangeSettings&) const = default;
};

/// The name under which a project keeps its ChangeSettings among its settings.
inline constexpr std::string_view kChangeSettings = "change";

/// Fields at their default are left out. Reading ignores unknown fields, takes defaults for missing or ill-typed ones and clamps
/// the rule to 0..1; text that is no JSON object fails with BadFormat.
std::string toJson(const ChangeSettings& settings);
Result<ChangeSettings> readChangeSettings(std::string_view json);

struct ChangeLook {
    ChangeShow show = ChangeShow::Map;
    AlluvialBy by = AlluvialBy::Community;
    AlluvialWeight weight = AlluvialWeight::Value;
    bool sameFirms = false;  ///< only firms active on both sides of a comparison
    bool againstBase = false; ///< with a scenario on show: base against scenario in one period, in place of A against B
    std::optional<double> swipe; ///< share of the map, from the left, that shows A alone, the rest B alone; none: both in one
    std::string indicator;   ///< chain measure whose regimes stand below the map; blank: the restructuring index
    ChangeSettings settings;

    bool operator==(const ChangeLook&) const = default;
};

/// One JSON object as above, for ViewSpec.
std::string toJson(const ChangeLook& look);
Result<ChangeLook> readChangeLook(std::string_view json);

std::string_view nameOf(ChangeShow show);
std::optional<ChangeShow> changeShowNamed(std::string_view name);
std::string_view nameOf(AlluvialBy by);
std::optional<AlluvialBy> alluvialByNamed(std::string_view name);

} // namespace chainscape
