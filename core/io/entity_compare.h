// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Two prepared firms compared; candidates among many. Private to core/io (see entity_match.h).

#include <string>
#include <vector>

#include "core/io/entity_match.h"
#include "core/io/name_form.h"

namespace chainscape {

/// A firm made ready: everything that does not depend on the other one.
struct ReadyFirm {
    NameForm name;
    std::vector<float> weights; ///< of name.words; sum > 0
    std::string country;
    std::string address; ///< letters and digits only
    std::vector<std::string> addressNumbers; ///< sorted
    const FirmCard* card = nullptr;
};

/// Words get weight 1, common ones less.
ReadyFirm readyFirm(const FirmCard& card);

/// Weights by rarity in the list: each word's weight times log(1 + firms / firms with it), scaled to at most 1.
void weighByRarity(std::vector<ReadyFirm>& firms);

/// Score, name, address and reasons; a and b stay 0. With `least` above 0 a pair that cannot reach it may come back with score 0.
MatchPair compared(const ReadyFirm& a, const ReadyFirm& b, double least);

/// Pairs worth comparing, a < b packed as a << 32 | b, ascending, once each.
Result<std::vector<std::uint64_t>> candidatePairs(const std::vector<ReadyFirm>& firms, Progress& progress);

} // namespace chainscape
