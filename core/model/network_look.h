// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkLook: shapes, opacities, colours and marks of change on the network map. A part of ViewSpec.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace chainscape {

struct NetworkLook {
    std::string shapeBy;              ///< platform, end_user, inferred, sector, region, function or an attribute's name; blank: all round
    std::string opacityBy;            ///< throughput, digital or a measure of firms; blank: all full
    std::string opacityScale = "linear"; ///< linear, log, rank or classes
    std::string linkOpacityBy;        ///< confidence or digital; blank: all full
    std::string ramp;                 ///< colours of numbers: viridis, blues or greys; blank: cividis
    std::vector<std::string> palette; ///< "#rrggbb" of groups and stages, upstream first; blank or missing: the program's
    /// Pins of the layouts that are not on show, by the layout's name: firm id -> place, as ViewSpec::pins.
    std::map<std::string, std::map<std::string, std::pair<double, double>>> pinsAside;
    bool newAndGone = false;          ///< what came and went since the period before, always and not only while stepping

    bool operator==(const NetworkLook&) const = default;
};

/// One JSON object; fields at their default are left out. Reading ignores unknown fields and takes defaults for missing or ill-typed
/// ones; at most eight colours are kept. Text that is no JSON object fails with BadFormat.
std::string toJson(const NetworkLook& look);
Result<NetworkLook> readNetworkLook(std::string_view json);

} // namespace chainscape
