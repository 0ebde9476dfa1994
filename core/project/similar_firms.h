// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Firms of a dataset whose names look alike, as proposals to merge. Nothing is merged here.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/io/entity_match.h"
#include "core/io/project_file.h"
#include "core/model/dataset.h"

namespace chainscape {

/// Two firms by their index; `keep` has more links (the earlier one on a tie).
struct SimilarFirms {
    std::uint32_t keep = 0, other = 0;
    double score = 0; ///< 0..1, a confidence to sort and cut by
    std::vector<MatchReason> reasons;
    std::int64_t keepLinks = 0, otherLinks = 0;
};

/// Pairs of firm ids that a user said are two firms, in either order.
using DistinctFirms = std::vector<std::pair<std::string, std::string>>;

/// All likely pairs, best first, without those said to be distinct. Compared: names, regions, coordinates and the attributes
/// called address, country, and LEI, DUNS, VAT or registration numbers. Two firms that trade with each other are still proposed:
/// a group's firms often do. Cost: see proposeMerges.
Result<std::vector<SimilarFirms>> similarFirms(const Dataset& dataset, const DistinctFirms& distinct, double least, Progress& progress);

/// Merges as edits, so that each group of accepted pairs ends in its firm with most links. `from`, a period as text or empty, is
/// kept with each merge as its date; the merge itself holds for all periods.
std::vector<FirmEdit> mergesOf(const Dataset& dataset, const std::vector<SimilarFirms>& accepted, const std::string& from = {});

} // namespace chainscape
