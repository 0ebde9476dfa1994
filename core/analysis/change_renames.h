// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Restructured, or only renamed? Firms that went and firms that came with the same partners. (Chainscape's own)

#include <vector>

#include "core/analysis/change_table.h"

namespace chainscape {

/// A firm gone that may go on as a firm that is new.
struct RenameGuess {
    std::uint32_t gone = 0, entered = 0; ///< into ChangeTable::firms
    double likeness = 0;                 ///< 0..1: shared share of both trade profiles, 1 the same partners in the same proportions
};

/// Pairs of one stage, each firm in one pair at most. The profile of a firm is the share each partner has in its trade, sales and
/// purchases apart; likeness = sum of the smaller shares (Ruzicka-like overlap). A pair is told when its ids are much alike as names
/// (words and short forms of words) and the likeness is near `least`, or else when it is `least` or more, few other firms are new at
/// these partners, and the sizes are near. Pairs alike by name come first, then the most alike.
/// O(links of gone firms x new links of their partners).
std::vector<RenameGuess> renameGuesses(const ChangeTable& table, double least = 0.5);

} // namespace chainscape
