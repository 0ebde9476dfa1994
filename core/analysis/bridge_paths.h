// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The gaps on the routes that carry the most value, offered as bundles to the bridge plan.

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/accounts.h"

namespace chainscape {

struct BridgePathOptions {
    std::size_t paths = 200; ///< routes looked at, by value created at their start that takes exactly this route to an end user
    int gaps = 6;            ///< routes with 2..gaps gaps only
    std::size_t width = 4;   ///< routes kept per firm and number of gaps
};

/// Sets of gap edges, each ascending, without repeats, most valuable route first. Routes follow the accounts' order, so never round a
/// loop. O(m * gaps * width).
std::vector<std::vector<std::uint32_t>> bridgeBundles(const Snapshot& snapshot, const Accounts& accounts,
                                                      std::span<const std::uint8_t> digital, const BridgePathOptions& options);

} // namespace chainscape
