// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkFocus: what is bright, clear or receded while firms are focused, hovered or selected.

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/model/snapshot.h"

namespace chainscape::ui {

enum class Brightness : std::uint8_t { Receded, Rest, Clear, Bright };

enum class Way : std::uint8_t { Up, Down };

/// Nodes that reach the seeds (Up) or are reached from them (Down) along any links, seeds included; ascending. At most `steps` links away,
/// any number when negative. O(nodes + edges).
std::vector<std::uint32_t> nodesWithin(const Snapshot& snapshot, const std::set<std::string>& seeds, Way way, int steps = -1);

struct NetworkFocus {
    bool active = false;
    std::vector<Brightness> node; ///< per node
    std::vector<Brightness> edge; ///< per edge
    std::size_t upstream = 0;     ///< firms that reach the focus, itself not counted
    std::size_t downstream = 0;
};

/// Links beyond the first step are followed when they carry at least this share of what enters (or leaves) the firm.
inline constexpr double kTracedShare = 0.10;

/// Seeds are bright. Of one seed, the chains that lead to and from it along links of at least kTracedShare are clear, its own links
/// bright; of several, the links among them are bright and the other links they have clear (bright when there are none among them). The
/// rest recedes. Without seeds everything is at rest. Counts follow every link. O(nodes + edges).
NetworkFocus networkFocus(const Snapshot& snapshot, const std::set<std::string>& seeds);

} // namespace chainscape::ui
