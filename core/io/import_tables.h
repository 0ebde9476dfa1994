// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What reading a file gives: typed columns of link or firm rows, independent of any Dataset, and a report that loses nothing.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/period.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/io/columns.h"
#include "core/io/dialect.h"
#include "core/io/string_table.h"

namespace chainscape {

/// Why a row was not kept.
enum class RejectReason : std::uint8_t {
    BlankSource,
    BlankTarget,
    BlankName,
    BadValue,
    BadPeriod,
    BadDigital,
    BadConfidence,
    BadNumber,
    BadFlag,
    TooManyCells,
    TooLong,
    BadEncoding,
    Total,        ///< a row of sums in a matrix
    UnknownStage, ///< found after reading: a stage that is not in the list the user gave
    Negative,     ///< by rule (see RowRules)
    Loop,         ///< by rule: a link of a firm to itself
    Repeated,     ///< by rule: a later row says the same link and period
    Zero,         ///< by rule: the value is 0
    BlankValue,   ///< by rule: there is no value
    Below,        ///< by rule: the value is below the threshold
    Aggregate,    ///< by rule: the firm sums up others
    Unlisted,     ///< by rule: the firm is in no list of firms
    RepeatedHeader, ///< the names of the columns again, as where files were put behind each other
};

/// A stable word for files and --json: "blank_source", "bad_value", ...
std::string_view nameOf(RejectReason reason);

/// One row that was not kept. `row` is the line (or sheet row) counted from 1, the header included.
struct Reject {
    std::string file;
    std::int64_t row = 0;
    std::string column;
    RejectReason reason = RejectReason::BadValue;
    /// One English sentence with the offending text in it.
    std::string sentence;
    /// The row as it stands in the file (decoded), without its line end; at most kRejectTextLimit bytes.
    std::string original;
};

inline constexpr std::size_t kRejectTextLimit = 64 * 1024;
/// The originals of one file together; later rejects keep everything but the text.
inline constexpr std::size_t kRejectTextTotal = 64 * 1024 * 1024;

/// A distinct period of a file, as written there and as understood.
struct PeriodText {
    std::string text;
    Period period;

    bool operator==(const PeriodText&) const = default;
};

/// A further column, kept as text as given (leading zeros stay). (AttributeColumn is the model's.)
struct RowAttribute {
    std::string name;
    std::vector<std::uint32_t> ids; ///< into words; one per row
};

/// What a column beside the ids calls a firm.
struct FirmName {
    std::uint32_t firm = 0; ///< into LinkRows::firms
    std::uint32_t name = 0; ///< into LinkRows::words
    std::int64_t row = 0;   ///< line or sheet row where it stands first
};

/// The rows of one file inside a table that holds several.
struct FileSpan {
    std::string file;
    std::size_t first = 0;
    std::size_t count = 0;
    std::vector<FirmName> names = {}; ///< of links: each firm once, where its name is not its id
};

/// Link rows as parallel columns. A column that the file lacks is an empty vector, except source, target, value and row.
/// Ids and tables do not depend on the number of threads; every text but "" is used by some row.
struct LinkRows {
    StringTable firms; ///< source, target and viaPlatform
    StringTable words; ///< kind, unit, sourceRef and attributes
    std::vector<PeriodText> periods; ///< the first one is blank and undated

    std::vector<std::uint32_t> source;      ///< into firms, never 0
    std::vector<std::uint32_t> target;      ///< into firms, never 0
    std::vector<std::uint32_t> viaPlatform; ///< into firms, 0: none
    std::vector<std::uint32_t> period;      ///< into periods
    std::vector<std::uint32_t> kind;        ///< into words, 0: none
    std::vector<std::uint32_t> unit;        ///< into words, 0: none
    std::vector<std::uint32_t> sourceRef;   ///< into words, 0: none
    std::vector<double> value;              ///< NaN: unknown; 1 everywhere when the file has no values
    std::vector<float> digital;             ///< 0..1, NaN: unknown
    std::vector<float> confidence;          ///< 0..1, NaN: unknown
    std::vector<std::int64_t> row;          ///< line or sheet row, from 1
    std::vector<RowAttribute> attributes;
    std::vector<FileSpan> files;

    [[nodiscard]] std::size_t size() const { return source.size(); }
};

/// Yes, no or unknown, of a firm.
enum class Flag : std::uint8_t { No, Yes, Unknown };

/// Firm rows as parallel columns, one entry per row; a column that the file lacks is an empty vector, except id, name, row.
/// An empty id takes the name and the other way round. Several rows of one id differ by period (from there on).
struct FirmRows {
    StringTable words; ///< every text column
    std::vector<PeriodText> periods; ///< the first one is blank and undated

    std::vector<std::uint32_t> id;   ///< never 0
    std::vector<std::uint32_t> name; ///< never 0
    std::vector<std::uint32_t> stage, sector, region, parent, function;
    std::vector<std::uint32_t> period; ///< into periods
    std::vector<float> digital;        ///< 0..1, NaN: unknown
    std::vector<Flag> isPlatform, endUser;
    std::vector<double> revenue, cost, latitude, longitude; ///< NaN: unknown
    std::vector<std::int64_t> row;
    std::vector<RowAttribute> attributes;
    std::vector<FileSpan> files;

    [[nodiscard]] std::size_t size() const { return id.size(); }
};

/// What to read: a file, a part of it (member of an archive, sheet of a workbook; empty: the first), or a text in memory.
struct TableInput {
    std::string path;
    std::string part;
    std::shared_ptr<const std::string> text; ///< from the clipboard; path is then the name to show

    /// "links.csv" or "book.xlsx, sheet Flows".
    [[nodiscard]] std::string shownName() const;
};

/// The tables inside a file: the sheets of a workbook, the files of an archive, "links" and "firms" of a GraphML or GEXF graph or of a
/// text whose rows list their partners; empty for a plain file. Cost: that of a preview.
Result<std::vector<std::string>> partsOf(const std::string& path);

/// Everything that must be known to read a table: the heart of a recipe.
struct ReadPlan {
    Dialect dialect;
    ColumnMapping mapping;

    bool operator==(const ReadPlan&) const = default;
};

/// What happened to one file. rowsRead == rowsKept + rowsRejected, always. Header, blank, comment, skipped and footer lines
/// are no rows. In wide and matrix forms every filled cell counts as one row.
struct FileReport {
    std::string file;
    ReadPlan plan;
    std::int64_t rowsRead = 0;
    std::int64_t rowsKept = 0;
    std::int64_t rowsRejected = 0;
    std::int64_t negativeValues = 0;
    std::int64_t unknownValues = 0;
    std::int64_t shortRows = 0; ///< kept though cells at the end were missing
    DigitalScale digitalScale = DigitalScale::Auto; ///< the one that was used; Auto: no scores
    std::vector<Reject> rejects; ///< in the order of the file
    std::vector<std::string> warnings;
};

struct LinkImport {
    LinkRows rows;
    FileReport report;
};

struct FirmImport {
    FirmRows rows;
    FileReport report;
};

/// Reads all rows on all cores. The text is read in blocks: memory is that of the result plus some MiB.
Result<LinkImport> readLinks(const TableInput& input, const ReadPlan& plan, Progress& progress);
Result<FirmImport> readFirms(const TableInput& input, const ReadPlan& plan, Progress& progress);

/// `more` after `into`: ids are translated, columns that one of them lacks are filled with unknown.
void append(LinkRows& into, LinkRows&& more);
void append(FirmRows& into, FirmRows&& more);

struct PreviewRow {
    std::int64_t row = 0;
    std::vector<std::string> cells;
};

/// The first rows of a file with everything that was guessed.
struct Preview {
    std::string file;
    ReadPlan plan;
    std::vector<std::string> header;
    std::vector<PreviewRow> rows; ///< at most 100
    std::vector<std::string> warnings;
};

/// Guesses all from the first 256 KiB (and the size); a fraction of a second for any file.
Result<Preview> preview(const TableInput& input, std::span<const HeaderWord> taught = {});

/// After the user has changed the dialect: header, rows and mapping follow.
Result<Preview> preview(const TableInput& input, const Dialect& dialect, std::span<const HeaderWord> taught = {});

} // namespace chainscape
