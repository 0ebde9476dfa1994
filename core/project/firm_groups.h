// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FirmGroups: firms by stage, sector, region, community or enterprise internet, the same over all periods.

#include <cstdint>
#include <string>
#include <vector>

#include "core/analysis/analysis_options.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/model/dataset.h"
#include "core/model/view_spec.h"

namespace chainscape {

struct FirmGroups {
    std::vector<std::uint32_t> of;   ///< per firm of the dataset: its group; kNone: none
    std::vector<std::string> key;    ///< per group, stable while the data stay: "region=EU"
    std::vector<std::string> name;   ///< per group, for reading: "EU", hub's name of an internet, number of a community ("1")
};

/// by: stage, sector, region, community or internet. Firms with a blank sector, region or stage form no group. Communities and
/// internets are those of all periods under the view's layer and unit and found with the settings (unknown scores analogue).
/// Fails with BadArgument for another word, or as communities() does.
Result<FirmGroups> firmGroups(const DatasetPtr& dataset, const ViewSpec& view, const std::string& by, const AnalysisOptions& options, Progress& progress);

} // namespace chainscape
