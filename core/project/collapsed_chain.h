// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// CollapsedChain: a chain with groups of firms drawn as one, so that every view, layout and number works on it as on firms.

#include <cstdint>
#include <string>
#include <vector>

#include "core/analysis/analysis_options.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/model/dataset.h"
#include "core/model/view_spec.h"

namespace chainscape {

struct CollapsedChain {
    DatasetPtr dataset;                  ///< groups and the firms that stand alone; ids of groups are their keys
    std::vector<std::uint32_t> firms;    ///< per firm of `dataset`: firms behind it, 0 for a firm that stands for itself
    std::vector<std::uint32_t> place;    ///< per firm of the base dataset: its index in `dataset`; kNone when the filter leaves it out
    std::string by;                      ///< what the groups are by
    std::vector<std::string> members(const Dataset& base, std::uint32_t group) const; ///< ids of the firms behind one entry
};

/// What a chain opens with when the view does not say: sector, else region, else stage above kFirmsAtOnce firms; blank: firms.
/// A view that says "firm" always shows firms.
std::string collapseOf(const Dataset& dataset, const ViewSpec& view);
inline constexpr std::size_t kFirmsAtOnce = 3000;

/// Groups by `by` (firm_groups.h), kept apart by stage in layouts that run along the chain; groups of one firm and those in
/// view.opened stay firms, and so do firms without a group. Flows between the same two are summed in every period, digital scores are
/// value-weighted means; flows inside a group become self-links. Firms that do not pass view.filter at the last period are left out.
/// O(flows + firms).
Result<CollapsedChain> collapseChain(const DatasetPtr& base, const ViewSpec& view, const std::string& by, const AnalysisOptions& options, Progress& progress);

/// The view to read a collapsed chain with: filters of firms are already applied, a focused or selected firm is its group.
ViewSpec collapsedView(const CollapsedChain& chain, const Dataset& base, const ViewSpec& view);

} // namespace chainscape
