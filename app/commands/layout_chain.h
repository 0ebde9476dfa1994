// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// layout P.chain: places of the firms of one period.

#include "app/commands/chain_choice.h"

namespace chainscape::cli {

struct ChainLayoutArguments {
    ChainChoice choice;
    std::string algorithm; ///< force, lanes, trophic, focus or region
    std::string focus;     ///< id of the firm in the middle of the focus layout
    std::string output;    ///< CSV: id,x,y
};

/// Writes the places and answers with their number, the algorithm and the time it took.
Result<void> layOutChain(Context& context, const ChainLayoutArguments& arguments);

} // namespace chainscape::cli
