// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which firms of a list may be one and the same: proposals with a score and reasons. Nothing is merged here.

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"

namespace chainscape {

/// What is known of a firm; everything but the name may be empty (coordinates NaN).
struct FirmCard {
    std::string id, name;
    std::string country; ///< name or code, compared as folded text
    std::string address;
    std::vector<std::string> identifiers; ///< registration, VAT, LEI, DUNS ...: equal ones prove
    double latitude = std::numeric_limits<double>::quiet_NaN();
    double longitude = std::numeric_limits<double>::quiet_NaN();
};

/// Why two firms look like one.
enum class MatchReason : std::uint8_t {
    Writing,         ///< same letters; case, blanks, marks or accents differ
    LegalForm,       ///< same name, the legal form differs or one has none
    Spelling,        ///< a few letters differ
    WordOrder,       ///< same words in another order
    ExtraWords,      ///< one name has words more
    Transliteration, ///< one is written in another script
    Abbreviation,    ///< an abbreviated word or initials
    Address,
    Coordinates,
    Identifier,
};

/// A stable word for files and --json ("legal_form").
std::string_view nameOf(MatchReason reason);

/// Two firms by their index in the list, a < b. `score` 0..1 is a confidence to sort and cut by, no probability.
struct MatchPair {
    std::uint32_t a = 0, b = 0;
    double score = 0;
    double name = 0;                                               ///< likeness of the names alone, 0..1
    double address = std::numeric_limits<double>::quiet_NaN();     ///< likeness of the addresses; NaN: not both known
    std::vector<MatchReason> reasons;                              ///< ascending, at least one
};

struct MatchOptions {
    double least = 0.80; ///< pairs below are not proposed
};

/// Compares two firms by themselves (rare words are not known). Symmetric but for a and b, which are 0 and 1.
MatchPair compareFirms(const FirmCard& a, const FirmCard& b);

/// All likely pairs, best first (ties by a, then b). Candidates share an identifier, a rare word, an end or the consonants of
/// the name, an acronym, a place, or are neighbours in sorted order; so the cost is about linear: 200,000 names take seconds.
/// Cost in memory: about 1 KiB a firm.
Result<std::vector<MatchPair>> proposeMerges(std::span<const FirmCard> firms, const MatchOptions& options, Progress& progress);

/// Groups that pairs of at least `line` tie together; every group ascending, groups by their first member.
std::vector<std::vector<std::uint32_t>> mergeGroups(std::span<const MatchPair> pairs, double line);

} // namespace chainscape
