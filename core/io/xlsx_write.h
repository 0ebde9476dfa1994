// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Writing tables as the sheets of an XLSX workbook (ECMA-376), row by row and in bounded memory.
//
// Numbers are written in their shortest form, so that all 17 digits come back; texts are inline strings and never formulas,
// however they begin. For figures with charts the report uses a library; this is for data that must not lose a bit.

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/io/table_sink.h"

namespace chainscape {

/// Rows that a sheet holds; what is more goes on in the next sheet ("links 2") under the same header.
inline constexpr std::size_t kSheetRows = 1'048'576;

class XlsxWriter {
public:
    /// Sheets are kept in files beside `path` until finish().
    static Result<XlsxWriter> create(const std::string& path);
    XlsxWriter(XlsxWriter&&) noexcept;
    XlsxWriter& operator=(XlsxWriter&&) = delete;
    /// Without finish() nothing is left behind.
    ~XlsxWriter();

    /// Begins a sheet; what went before is finished. The sink is good until the next sheet() or finish().
    TableSink& sheet(std::string_view name, std::size_t mostRows = kSheetRows);

    /// Packs the workbook; it appears under its name when all is written. Stopped: nothing is left behind.
    Result<void> finish(Progress& progress);

private:
    class Sheet;
    struct Part {
        std::string name, file;
    };
    explicit XlsxWriter(std::string path);
    std::FILE* newPart(const std::string& name);
    void removeParts();

    std::string m_path;
    std::vector<Part> m_parts;
    std::unique_ptr<Sheet> m_sheet;
    bool m_failed = false;
};

} // namespace chainscape
