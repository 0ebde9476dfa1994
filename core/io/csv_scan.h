// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Cutting delimited text into records and cells: RFC 4180 and its usual violations, as fast as memory allows when the text
// is well quoted, and a careful machine for the rest. Both give the same cells wherever both apply.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/io/dialect.h"
#include "core/io/encoding.h"

namespace chainscape {

/// The part of a Dialect that decides where cells end.
struct ScanRules {
    char delimiter = ','; ///< ' ': runs of blanks and tabs
    char quote = '"';     ///< 0: none
    char escape = '"';    ///< the quote itself, or another character
    std::string comment;
    /// Cells of a usual row when known (0: unknown); helps to see that a quote was never closed.
    std::size_t width = 0;
    /// For tests: never take the vector instructions.
    bool portable = false;

    static ScanRules of(const Dialect& dialect);
    /// True when only the careful machine reads this dialect rightly.
    [[nodiscard]] bool needsCare() const { return delimiter == ' ' || !comment.empty() || (quote != 0 && escape != quote); }
};

/// How the records of a block are written.
enum class Quoting : std::uint8_t {
    Clean,   ///< quotes stand where RFC 4180 wants them: the fast scan may be used
    Careful, ///< stray quotes, escapes, comments, runs of blanks
    TooLong, ///< one record beyond kRecordLimit: the text is its first bytes, no cells
};

/// A record longer than this is not read (10 MB fields are).
inline constexpr std::size_t kRecordLimit = 64u * 1024 * 1024;

/// A run of whole records in file order.
struct TextBlock {
    std::string text; ///< ends with a line end, padded inside the capacity for vector reads
    std::int64_t index = 0;
    std::int64_t firstLine = 1;
    Quoting quoting = Quoting::Clean;
    bool last = false;
    std::size_t nuls = 0; ///< NUL bytes that were taken out
};

/// A cell as offsets into its block. Quoted cells include their quotes.
struct Cell {
    std::uint32_t begin = 0;
    std::uint32_t end : 30 = 0;
    std::uint32_t quoted : 1 = 0;
    std::uint32_t escaped : 1 = 0; ///< holds escape characters outside quotes
};

/// One record. Blank records and comments are not among them.
struct Record {
    std::uint32_t firstCell = 0;
    std::uint32_t cells = 0;
    std::uint32_t begin = 0; ///< offset of its first byte
    std::uint32_t end = 0;   ///< offset after its last byte, line end excluded
    std::uint32_t line = 0;  ///< physical line, relative to the block's first
};

/// What scanRecords fills; reused from block to block, so the vectors are only ever grown.
struct Records {
    std::vector<Cell> cells; ///< the first cellCount
    std::vector<Record> rows; ///< the first rowCount
    std::uint32_t cellCount = 0;
    std::uint32_t rowCount = 0;

    /// Room for 64 more of each.
    void reserveMore() {
        if (cells.size() < cellCount + 64u) cells.resize(cells.size() * 2 + 4096);
        if (rows.size() < rowCount + 64u) rows.resize(rows.size() * 2 + 1024);
    }
};

/// Reads a source in blocks that end between records. Serial: one caller at a time.
class RecordSplitter {
public:
    /// blockSize: how much text a block holds, at least 64 bytes.
    RecordSplitter(Utf8Source& source, ScanRules rules, std::size_t blockSize = 1024 * 1024);

    /// Passes over physical lines, before the first block.
    Result<bool> skipLines(int count);

    /// The next block, or false at the end. The blocks do not depend on who calls or when.
    Result<bool> next(TextBlock& block);

    void setWidth(std::size_t width) { m_rules.width = width; }

private:
    struct Cut;
    Result<bool> fill(std::size_t wanted);
    Result<bool> overlong(TextBlock& block);
    [[nodiscard]] Cut cut() const;
    void hand(TextBlock& block, const Cut& cut);

    Utf8Source& m_source;
    ScanRules m_rules;
    std::size_t m_blockSize;
    std::string m_buffer; ///< read and not yet handed out
    bool m_ended = false;
    std::size_t m_nuls = 0;
    std::int64_t m_line = 1;
    std::int64_t m_index = 0;
};

/// All records of a block.
void scanRecords(const TextBlock& block, const ScanRules& rules, Records& records);

/// The text of a cell: without its quotes, escapes undone (then in `scratch`), not trimmed.
std::string_view cellText(const TextBlock& block, const ScanRules& rules, const Cell& cell, std::string& scratch);

} // namespace chainscape
