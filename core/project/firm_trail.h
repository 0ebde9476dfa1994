// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FirmTrail: how the trade of one firm moved over the map, period by period.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/project/network_places.h"

namespace chainscape {

struct FirmTrail {
    struct Stop {
        std::uint32_t period = 0; ///< index
        double x = 0, y = 0;      ///< in the unit square of the places
        double value = 0;         ///< what the firm sold and bought
    };
    std::string firm;             ///< id
    std::vector<Stop> stops;      ///< ascending; periods without trade are left out
};

/// Where the middle of the firm's trade lay in each period up to view.period: the mean place of its sellers and buyers, weighted by value. Places stay
/// the same over time, so what moves is whom it trades with. `places` is of the same dataset. O(periods x links).
Result<FirmTrail> firmTrail(const DatasetPtr& dataset, const ViewSpec& view, const std::string& firm, const NetworkPlaces& places, Progress& progress);

} // namespace chainscape
