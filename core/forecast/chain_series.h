// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChainSeries: the flows of a chain as series that must add up: total, channels, stages, stage pairs, firms in and out, links.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/period.h"
#include "core/base/result.h"
#include "core/forecast/reconcile.h"
#include "core/model/dataset.h"

namespace chainscape::forecast {

enum class ChainLevel : std::uint8_t { Total, Channel, Stage, StagePair, Firm, Link };

inline constexpr std::size_t kChainLevels = 6;

/// "total", "channel", "stage", "stage-pair", "firm", "link".
std::string_view nameOf(ChainLevel level);
std::optional<ChainLevel> chainLevelNamed(std::string_view name);

/// Ids: "total"; "platform" and "direct"; "5" (what stage 5 sells, 0 unknown); "5>6" (stages); "F1:out", "F1:in"; "F1>P1", and "other 5>6" for what is left.
struct ChainNode {
    ChainLevel level = ChainLevel::Link;
    std::string id;

    bool operator==(const ChainNode&) const = default;
};

struct ChainSelection {
    Layer layer = Layer::Money;
    std::string unit;
    std::uint32_t last = kNone;    ///< Period index of the last value used; kNone: the last of the dataset.
    std::size_t maxLinks = 20000;  ///< The largest pairs by value stand alone, the rest as "other" per stage pair.
};

struct ChainSeries {
    Hierarchy hierarchy;
    std::vector<ChainNode> nodes;            ///< In the order of the hierarchy: aggregates, then links.
    std::vector<std::vector<double>> values; ///< Per node, one value per calendar period; NaN where the dataset has no such period.
    Period first, last;
    int frequency = 1;
};

/// Sums flows per ordered pair of firms (self-links and unknown values left out; a pair without a flow in a period has 0). A pair goes over
/// platforms when either firm is one or a link of it is marked so. Stages and flags as of the last period used.
/// Fails with NoData (no flow), BadArgument (undated periods or several lengths). O(flows).
Result<ChainSeries> chainSeries(const Dataset& dataset, const ChainSelection& selection);

} // namespace chainscape::forecast
