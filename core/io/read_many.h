// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Many files as one import: the first file's plan fitted to each.

#include <span>
#include <vector>

#include "core/io/import_tables.h"

namespace chainscape {

struct LinkImports {
    LinkRows rows;
    std::vector<FileReport> reports; ///< one per file, in the order given
};

/// Reads every input with the plan fitted to its header (see recipe.h); a file's own dialect and date order are used. Drift
/// is told in the warnings. Scores are told from all files together. One file that cannot be read fails the whole.
Result<LinkImports> readManyLinks(std::span<const TableInput> inputs, const ReadPlan& plan, Progress& progress);

/// Every part of the paths that is a table: archives are opened up, workbooks give their first sheet.
Result<std::vector<TableInput>> expanded(std::span<const std::string> paths);

} // namespace chainscape
