// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Export to CSV: links.csv and firms.csv in the generic columns, from which importing makes the same chain again.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/project/project.h"

namespace chainscape {

struct ExportSummary {
    std::vector<std::string> files; ///< paths written
    std::int64_t linkRows = 0, firmRows = 0;
    std::vector<std::string> warnings;
};

/// Writes links.csv (every active row as it was read, merged firms under their new id, further columns kept) and firms.csv
/// (what the chain holds now, edits by hand included; inferred stages are left blank; dated rows follow the undated one) into
/// `folder`, which is made when it is missing. Stages are written by name, in an order from which importing tells the same list;
/// where it cannot (empty stages of a list of one's own) a warning says what to give to --stages.
Result<ExportSummary> exportCsv(const Project& project, const std::string& folder, Progress& progress);

} // namespace chainscape
