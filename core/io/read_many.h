// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Many files as one import: the first file's plan fitted to each.

#include <optional>
#include <span>
#include <string_view>
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

/// Headers drift: "Amount" in one file, "Amount (GBP)" in the next. Plans of links that name no unit take that of the others whose value column
/// is called alike, when those agree. Gives how many did.
std::size_t shareUnits(std::span<ReadPlan* const> plans);

/// A table inside a file, and whether it is one to read unless the user says otherwise.
struct FoundTable {
    TableInput input;
    bool chosen = true;
    std::optional<TableKind> kind = std::nullopt; ///< of a sheet: by its name, else by its columns; nullopt: it holds no table that is understood
};

/// All tables of a file: archives are opened up, graphs give links and firms. Of a workbook the sheets whose name begins with
/// "links" or "firms" are chosen; without such names the first one that holds links, those of the same columns, and lists of firms. A file that cannot be opened up is an Error.
Result<std::vector<FoundTable>> tablesIn(const std::string& path);

/// The chosen tables of all paths.
Result<std::vector<TableInput>> expanded(std::span<const std::string> paths);

/// What a part's name says about its rows: "firms 2", "data/links.csv", "Firms".
std::optional<TableKind> kindByName(std::string_view part);

} // namespace chainscape
