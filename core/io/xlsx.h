// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// XLSX workbooks: their sheets, and a sheet as a stream of comma-separated text, so that all that reads CSV reads it too.

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/io/byte_source.h"
#include "core/io/zip_archive.h"

namespace chainscape {

/// True when the archive holds a workbook.
bool isWorkbook(const ZipArchive& archive);

/// The names of a workbook's sheets in their order; without a workbook, or one that lacks parts, an Error.
Result<std::vector<std::string>> sheetsOf(const std::shared_ptr<ZipArchive>& archive);

/// A sheet (empty name: the first) as UTF-8 text, one line per row so that line numbers are the sheet's row numbers. Shared,
/// inline and formula strings; numbers in shortest form; cells with a date format as ISO dates (1900 and 1904 epochs);
/// line breaks inside cells become blanks. Formulas give their last value. Memory: the shared strings, at most 512 MiB.
Result<std::unique_ptr<ByteSource>> openSheet(const std::shared_ptr<ZipArchive>& archive, const std::string& sheet);

} // namespace chainscape
