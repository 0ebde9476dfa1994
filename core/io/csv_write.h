// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Writing CSV that our own import and every spreadsheet read back: RFC 4180, UTF-8, LF.
//
// Spreadsheets run a cell that begins with = + - @ as a formula, whoever wrote it. Text cells that begin so (and are no plain
// number) get an apostrophe in front, as spreadsheets themselves mark text; importing takes that apostrophe away again, so
// that nothing changes on the way out and back.

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/io/table_sink.h"

namespace chainscape {

/// The text with the apostrophe where it needs one; unguarded(guarded(t)) == t for every text.
std::string guarded(std::string_view text);

/// Without one apostrophe when what follows would be a formula.
std::string_view unguarded(std::string_view text);

/// A file of rows that appears under its name when finish() has written all of it.
class CsvWriter {
public:
    static Result<CsvWriter> create(const std::string& path);
    CsvWriter(CsvWriter&&) noexcept = default;
    CsvWriter& operator=(CsvWriter&&) noexcept = default;
    /// Without finish() nothing is left behind.
    ~CsvWriter();

    /// A text cell: guarded, quoted where it must be.
    CsvWriter& text(std::string_view cell);
    /// The shortest number that reads back the same; NaN is an empty cell.
    CsvWriter& number(double value);
    CsvWriter& number(float value);
    CsvWriter& endRow();

    Result<void> finish();

private:
    struct Closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    CsvWriter(std::string path, std::FILE* file) : m_path(std::move(path)), m_file(file) {}
    void separate();
    void flush();

    std::string m_path;
    std::unique_ptr<std::FILE, Closer> m_file;
    std::string m_buffer;
    bool m_rowBegun = false;
    bool m_failed = false;
};

/// A CsvWriter as a TableSink.
class CsvSink : public TableSink {
public:
    explicit CsvSink(CsvWriter& csv) : m_csv(&csv) {}
    void text(std::string_view cell) override { m_csv->text(cell); }
    void number(double value) override { m_csv->number(value); }
    void number(float value) override { m_csv->number(value); }
    void endRow() override { m_csv->endRow(); }

private:
    CsvWriter* m_csv;
};

} // namespace chainscape
