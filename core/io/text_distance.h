// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Distances between short texts, by bytes: for names that were folded to ASCII before. Private to core/io.

#include <cstddef>
#include <string_view>

namespace chainscape {

/// Levenshtein distance, or limit + 1 as soon as it is known to be larger. O(n) for texts of up to 64 bytes (the shorter of
/// the two), O(n m) beyond. Myers 1999, in the form of Hyyrö 2003.
std::size_t editDistance(std::string_view a, std::string_view b, std::size_t limit);

/// 1 - distance / longer length; 0 when it is below `least`. 1 for two empty texts.
double editLikeness(std::string_view a, std::string_view b, double least = 0);

/// Jaro's similarity with Winkler's bonus of 0.1 for each of up to four equal first bytes; 0..1. Winkler 1990.
double jaroWinkler(std::string_view a, std::string_view b);

/// Shared trigrams over the trigrams of the shorter text (`ofShorter`) or over the mean of both (Dice); 0..1. Texts are cut
/// at 512 bytes; below 3 bytes only equal texts are alike.
double trigramLikeness(std::string_view a, std::string_view b, bool ofShorter);

} // namespace chainscape
