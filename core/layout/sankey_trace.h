// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// SankeyTrace: what of every band truly comes from, or goes to, one band or node.

#include <vector>

#include "core/layout/sankey_graph.h"

namespace chainscape {

enum class SankeyTraceWay : std::uint8_t { Down, Up };

/// Where the trace starts: a band (index) or, when band is -1, a node.
struct SankeyTraceStart {
    int band = -1;
    int node = -1;
};

/// Amounts in units of value. `amount` of the start itself is its full value.
struct SankeyTrace {
    std::vector<double> amount;  ///< per band: the part of it that belongs to the start; 0..value
    std::vector<double> atNode;  ///< per node: what arrives (Down) or is drawn on (Up)
    std::vector<double> atLayer; ///< per layer: sum over its nodes
    std::vector<double> ends;    ///< per node: what stays there (Down) or is added there (Up); sums to `total`
    double total = 0.0;          ///< the start's value (node: max(in, out))
    double returned = 0.0;       ///< comes back to the start round a loop, and is not followed a second time
    double unresolved = 0.0;     ///< still on its way when the rounds ran out; 0 without loops
};

/// Proportional mixing: a node passes what it takes in to its bands in proportion to their values; with in > out the
/// rest stays, with out > in the rest is added there (both against max(in, out)). `ends` counts what `returned` as
/// spread like the rest, so that it sums to the total; when everything returns (a closed loop) it is all 0.
/// Terminates with any loops: at most 4000 rounds, exact after one without loops. BadArgument for a wrong start.
/// Cost O(rounds * bands).
Result<SankeyTrace> traceSankey(const SankeyStructure& structure, SankeyTraceStart start, SankeyTraceWay way);

} // namespace chainscape
