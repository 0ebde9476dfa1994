// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Export of a project's data: links and firms in the generic columns, from which importing makes the same chain again.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/project/project.h"

namespace chainscape {

/// Csv: links.csv and firms.csv in a folder. Xlsx: one workbook with the sheets links and firms. GraphMl, Gexf: one graph.
enum class ExportFormat : std::uint8_t { Csv, Xlsx, GraphMl, Gexf };

/// "csv", "xlsx", "graphml", "gexf".
std::string_view nameOf(ExportFormat format);
std::optional<ExportFormat> exportFormatOf(std::string_view name);

struct ExportSummary {
    std::vector<std::string> files; ///< paths written
    std::int64_t linkRows = 0, firmRows = 0;
    std::vector<std::string> warnings;
};

/// Writes the links (every active row as it was read, merged firms under their new id, further columns kept) and the firms
/// (what the chain holds now, edits by hand included; inferred stages are left blank; dated rows follow the undated one).
/// `path` is a folder for Csv, which is made when it is missing, else a file. Stages are written by name, in an order from which
/// importing tells the same list; where it cannot (empty stages of a list of one's own) a warning says what to give to --stages.
/// A graph holds each row as an edge, so two rows of one link are two edges. Line breaks inside cells become blanks in graphs
/// when they are read again. Stopped or failed: no file is left half written.
Result<ExportSummary> exportData(const Project& project, ExportFormat format, const std::string& path, Progress& progress);

} // namespace chainscape
