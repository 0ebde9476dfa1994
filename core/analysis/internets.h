// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Enterprise internets: the pieces digital links form, and how much each turns around one firm (analytics D5).

#include <cstdint>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

/// A piece of at least three firms joined by digital links.
struct EnterpriseInternet {
    std::vector<std::uint32_t> firms; ///< nodes, ascending
    std::uint32_t hub = 0;            ///< node that touches the most digital value; the smallest id among equals
    double centralisation = 0;        ///< Freeman degree centralisation of the undirected simple graph, 0..1
    double hubShare = 0;              ///< share of the digital value inside that touches the hub, 0..1
    double index = 0;                 ///< sqrt(centralisation * hubShare): 1 a company's own internet, 0 nobody's
    double value = 0;                 ///< digital value inside
    double openness = 0;              ///< share of its firms' trade that is not digital trade inside, 0..1
    int stages = 0;                   ///< different stages among its firms
};

struct Internets {
    std::vector<EnterpriseInternet> pieces; ///< greatest value first; pieces without known value have no index and stand last
    std::size_t componentCount = 0;         ///< all digital components, pairs included
    double largestFirmShare = 0;            ///< firms of the greatest component / active firms; NaN without firms
    double index = 0;                       ///< value-weighted mean of the pieces; NaN when there is none
};

/// `digital`: one byte per edge. O(n + m log m).
Result<Internets> internets(const Snapshot& snapshot, std::span<const std::uint8_t> digital, Progress& progress);

} // namespace chainscape
