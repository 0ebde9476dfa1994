// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Columns and their roles: which column is the source, the value, the period ..., guessed from header words and values.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/period.h"
#include "core/base/result.h"
#include "core/io/dialect.h"

namespace chainscape {

enum class ColumnRole : std::uint8_t {
    Ignore,
    Attribute,
    // links
    Source,
    Target,
    Period,
    Kind,
    Value,
    Unit,
    LinkDigital,
    ViaPlatform,
    SourceRef,
    Confidence,
    // firms
    Id,
    Name,
    Stage,
    Sector,
    Region,
    Parent,
    Function,
    FirmDigital,
    IsPlatform,
    EndUser,
    Revenue,
    Cost,
    Latitude,
    Longitude,
    // wide and matrix forms: the header itself is the period, or the target
    PeriodColumn,
    TargetColumn,
    // a period in two columns: this one holds the month, quarter or half-year of the year in the Period column
    SubPeriod,
    // rows that go on behind the header: from this column to the row's end stand the firms at the other end of its links
    PartnerPairs, ///< name, quantity, name, quantity ...
    PartnerList,  ///< names alone; each counts 1
    // beside a source or target that holds codes
    SourceName,
    TargetName,
    // import or export, of trade told by one side: an export runs the other way round
    Direction,
};

/// The English word of a role, as in files and recipes ("source", "via_platform", "latitude").
std::string_view nameOf(ColumnRole role);
std::optional<ColumnRole> roleOf(std::string_view name);

enum class TableKind : std::uint8_t { Links, Firms };

/// How scores between 0 and 1 are written in a file. Auto: told from the whole column (see values.h).
enum class DigitalScale : std::uint8_t { Auto, Unit, Levels, Percent };

/// How dates that can be read two ways are read, and whether plain numbers are Excel's days.
enum class DateOrder : std::uint8_t { DayFirst, MonthFirst, ExcelSerial, ExcelSerial1904 };

struct MappedColumn {
    std::string header;
    ColumnRole role = ColumnRole::Attribute;
    /// False: a guess that the user should look at.
    bool sure = true;

    bool operator==(const MappedColumn&) const = default;
};

/// What becomes of rows that say the same link (source, target, kind, unit, platform) in the same period of one file again.
enum class Repeats : std::uint8_t {
    Sum,  ///< all are kept; their values add up
    Last, ///< the last one counts, the others are rejected
    Mean, ///< all are kept with their share of the mean
    Separate, ///< the second one becomes a link of its own, of the kind "material (2)", and so on
};

/// What becomes of values below zero.
enum class Negatives : std::uint8_t {
    Net,    ///< kept; they lower the sum of their link and period
    Reject, ///< the row is rejected
    Return, ///< a flow the other way round, of the kind "return", with the value above zero
};

/// What a value of 0 says.
enum class Zeros : std::uint8_t {
    NoLink,  ///< kept: there is no trade in that period
    Unknown, ///< kept as unknown: not published
    Reject,
};

/// What a row without a value says.
enum class Blanks : std::uint8_t {
    Unknown, ///< kept as unknown: not published
    Zero,    ///< kept as 0: there is no trade in that period
    Reject,
};

/// What a source or target cell that lists several firms ("a; b") stands for.
enum class ListCells : std::uint8_t {
    Whole,  ///< one firm of that name
    Share,  ///< a row for each, with an equal share of the value
    Repeat, ///< a row for each, with the whole value
};

/// Values in `from` are multiplied by `factor` and are then in `to`.
struct UnitFactor {
    std::string from, to;
    double factor = 1;

    bool operator==(const UnitFactor&) const = default;
};

/// What rows of links mean where a file leaves it open.
struct RowRules {
    Repeats repeats = Repeats::Sum;
    Negatives negatives = Negatives::Net;
    bool rejectLoops = false;   ///< links of a firm to itself
    bool rejectUnlisted = false; ///< links of a firm that stands in no list of firms, of the files or the project
    Zeros zeros = Zeros::NoLink;
    Blanks blanks = Blanks::Unknown;
    double least = 0;           ///< rows of smaller values (without sign) are rejected, so that a threshold of publication is one for all; 0: none
    std::string blankPartner;   ///< the firm that stands for a blank source or target; empty: such rows are rejected
    std::vector<std::string> leaveOut; ///< firms that sum up others ("EU" beside its members): rows from or to them are rejected
    std::vector<UnitFactor> units;

    bool operator==(const RowRules&) const = default;
};

/// What every column of a file means, plus what the file itself does not say.
struct ColumnMapping {
    TableKind kind = TableKind::Links;
    std::vector<MappedColumn> columns;
    DigitalScale digitalScale = DigitalScale::Auto;
    DateOrder dateOrder = DateOrder::DayFirst;
    /// Finer periods count as the month, quarter, half-year or year they are in; Undated: as they stand.
    Granularity periodStep = Granularity::Undated;
    /// Taken for every row where the file has no such column; empty: none.
    std::string constantUnit;
    std::string constantKind;
    std::string constantPeriod;
    std::string constantSource;
    std::string constantTarget;
    /// Put before every source and target, so that one code in rows and columns may mean two firms; empty: nothing.
    std::string sourcePrefix;
    std::string targetPrefix;
    ListCells lists = ListCells::Whole;
    /// What parts the firms of such cells; 0: no cell seems to list any.
    char listMark = 0;
    RowRules rules;

    bool operator==(const ColumnMapping&) const = default;

    /// Index of the first column with the role; nullopt when there is none.
    [[nodiscard]] std::optional<std::size_t> find(ColumnRole role) const;
    [[nodiscard]] bool splitsLists() const { return lists != ListCells::Whole && listMark != 0; }
};

/// A header word that the user taught: what it means in tables of this kind. It goes before every built-in word.
struct HeaderWord {
    TableKind kind = TableKind::Links;
    ColumnRole role = ColumnRole::Attribute;
    std::string word;

    bool operator==(const HeaderWord&) const = default;
};

/// What is guessed from: the header's cells and some rows of cells (all of the same width as the header).
struct ColumnSample {
    std::span<const std::string> header;
    std::span<const std::vector<std::string>> rows;
    NumberFormat numbers;
    /// The role of the last column when rows go on behind the header.
    std::optional<ColumnRole> goesOn = std::nullopt;
    std::span<const HeaderWord> taught = {};
};

/// Tells links from firms and gives every column a role. Every role but Attribute, Ignore, PeriodColumn and TargetColumn
/// is given once. Never fails: what it cannot tell is an Attribute.
ColumnMapping guessMapping(const ColumnSample& sample);

/// The same with the kind of table told by the user.
ColumnMapping guessMapping(const ColumnSample& sample, TableKind kind);

/// True for the label of a sum over other rows or columns ("Total Intermediate", "Summe", "合计").
bool isTotalLabel(std::string_view label);

/// True when the label says nothing but that ("Grand Total"): a firm may well be called "Total Energies".
bool isOnlyTotal(std::string_view label);

/// Why an import with this mapping cannot start: no source or target (links), neither id nor name (firms); else nullopt.
std::optional<Error> missingRole(const ColumnMapping& mapping);

} // namespace chainscape
