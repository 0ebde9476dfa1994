// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a loss of one firm's capacity means for final deliveries, by four rules that bracket what would happen. (analytics H, C4)

#include <vector>

#include "core/analysis/cascade.h"
#include "core/scenario/chain_state.h"

namespace chainscape {

/// Share of final use lost, 0..1, from the most pessimistic rule to the most optimistic one.
struct ShockBand {
    double leontiefMin = 0; ///< every input sector is essential: the scarcest one decides
    double esriLinear = 0;  ///< inputs replace each other: losses weigh by their share
    double ghoshFixed = 0;  ///< sales splits and the others' value added stay
    double reroute = 0;     ///< best routing with spare capacity `headroom`; ignores recipes
    bool converged = true;  ///< false: the first two reached the cap of rounds
};

/// `limit`: what the firm can still put out. Fails with Undefined as settle() does.
Result<ShockBand> shockBand(const ChainState& state, std::uint32_t firm, double limit, double headroom, Progress& progress);

/// Best final deliveries when every producer, link and origin may carry (1 + headroom) times what it does, the firm at most `limit`.
struct Rerouted {
    double delivered = 0;
    std::vector<double> values; ///< per flow of the state
};
Result<Rerouted> reroute(const ChainState& state, std::uint32_t firm, double limit, double headroom, Progress& progress);

/// Per firm what is left of its output (down) and of its orders (up), 0..1, when one firm keeps `left` of its output: the cascade
/// of analysis with every input essential, or none.
struct FirmCascade {
    std::vector<double> down, up;
    bool converged = true;
};
Result<FirmCascade> firmCascade(const ChainState& state, std::uint32_t firm, double left, Essentiality inputs, Progress& progress);

} // namespace chainscape
