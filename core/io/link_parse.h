// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Turning the records of one block into typed link columns; one LinkParser per thread. Private to core/io.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/block_run.h"
#include "core/io/import_tables.h"
#include "core/io/values.h"

namespace chainscape {

/// A period text met for the first time; without a period when it cannot be read.
struct NewPeriod {
    std::string_view text;
    std::optional<Period> period;
};

/// Typed columns of one block. Ids are those of the parser that made it; what it met first in this block is listed.
struct LinkChunk {
    std::vector<std::string_view> newFirms, newWords;
    std::vector<NewPeriod> newPeriods;
    std::vector<std::uint32_t> source, target, viaPlatform, period, kind, unit, sourceRef;
    std::vector<std::uint32_t> sourceName, targetName; ///< words; 0: none
    std::vector<double> value;
    std::vector<float> digital, confidence;
    std::vector<std::int64_t> row;
    std::vector<std::vector<std::uint32_t>> attributes;
    std::vector<Reject> rejects;
    std::int64_t read = 0, negative = 0, unknown = 0, shortRows = 0;
    std::size_t nuls = 0, bytes = 0;
    ScoreCensus digitalCensus, confidenceCensus;

    /// Empty, with its room kept.
    void clear();
};

/// Which cell of a record feeds which column; fixed before reading.
struct LinkColumns {
    using Column = std::optional<std::size_t>;
    Column source, target, direction, sourceName, targetName, period, subPeriod, kind, value, unit, digital, viaPlatform, sourceRef, confidence;
    std::vector<std::size_t> attributes;
    std::vector<std::size_t> periodColumns, targetColumns; ///< wide and matrix forms
    Column partners;        ///< from here to the row's end: the other ends
    bool areSources = true; ///< the partners
    bool arePairs = true;   ///< each with its quantity
    bool isTurned = false;  ///< a matrix whose header holds the sources
    bool splits = false;    ///< cells that list firms give several rows
    std::size_t width = 0;

    explicit LinkColumns(const ColumnMapping& mapping);
    /// One row of the file may give several: rules by row are then left to row_rules.h.
    [[nodiscard]] bool melts() const { return splits || !periodColumns.empty() || !targetColumns.empty() || partners; }
};

class LinkParser {
public:
    LinkParser(const ReadPlan& plan, const LinkColumns& columns, std::string file);

    /// `chunk` is cleared first.
    void parse(const TextBlock& block, LinkChunk& chunk);

private:
    struct Bad {
        std::uint32_t row;
        std::size_t column;
        RejectReason reason;
    };
    /// Wide and matrix forms: one entry per filled cell.
    struct Melted {
        std::vector<std::uint32_t> parents; ///< record
        std::vector<std::uint32_t> headers; ///< period, target or partner
        std::vector<double> values;
    };

    [[nodiscard]] std::string_view cell(std::uint32_t row, std::size_t column, std::string& scratch) const;
    [[nodiscard]] std::string_view cell(std::uint32_t row, std::size_t column) { return cell(row, column, m_scratch); }
    void bad(std::uint32_t row, std::size_t column, RejectReason reason);

    void parseTexts(LinkChunk& chunk);
    void nameBlanks(std::vector<std::uint32_t>& firms);
    void applyRules(LinkChunk& chunk);
    void parsePeriods(LinkChunk& chunk);
    void parseNumbers(LinkChunk& chunk);
    void checkWidths(LinkChunk& chunk);
    void ids(std::size_t column, StringTable& table, std::vector<std::uint32_t>& out);
    void firmIds(const LinkColumns::Column& column, const std::string& constant, std::vector<std::uint32_t>& out);
    void wordIds(const LinkColumns::Column& column, const std::string& constant, std::vector<std::uint32_t>& out);
    void scores(std::size_t column, DigitalScale scale, RejectReason reason, std::vector<float>& out, ScoreCensus& census);
    void readNewPeriods();
    std::uint32_t periodId(std::string_view text);
    std::uint32_t coarseId(std::uint32_t id);
    std::string_view periodText(std::uint32_t row);
    void values(LinkChunk& chunk);
    Melted melt(LinkChunk& chunk);
    Melted meltPartners(LinkChunk& chunk);
    void turnExports(LinkChunk& chunk);
    void nameFirms(std::vector<std::uint32_t>& firms, const std::vector<std::uint32_t>& names);
    void splitLists(LinkChunk& chunk);
    std::vector<std::uint32_t> piecesOf(std::uint32_t firm);
    bool partner(std::uint32_t row, std::size_t column, Melted& melted);
    void putPrefix(const std::string& prefix, std::vector<std::uint32_t>& firms);
    [[nodiscard]] std::optional<RejectReason> ruledOut(const LinkChunk& chunk, std::uint32_t row) const;
    [[nodiscard]] bool isAggregate(std::uint32_t firm) const;
    void findAggregates();
    void findRepeatedHeaders(const LinkChunk& chunk);
    void keepRows(LinkChunk& chunk, const std::vector<std::uint32_t>& kept) const;
    [[nodiscard]] std::vector<std::uint32_t> goodRows() const;
    void addRejects(LinkChunk& chunk);
    void listNew(LinkChunk& chunk);
    void overlong(const TextBlock& block, LinkChunk& chunk) const;

    const ReadPlan& m_plan;
    const LinkColumns& m_columns;
    std::string m_file;
    ScanRules m_rules;
    StringTable m_firms, m_words, m_periodTexts;
    std::vector<std::optional<Period>> m_periods;
    std::vector<std::uint32_t> m_coarse; ///< by period: the coarser one it counts as; 0: not known yet
    std::vector<std::uint32_t> m_aggregates; ///< the rules' left-out firms that were met
    std::size_t m_firmsListed = 1, m_wordsListed = 1, m_periodsListed = 1;

    // of the block at hand
    const TextBlock* m_block = nullptr;
    Records m_records;
    DataRows m_rows;
    std::uint32_t m_count = 0; ///< data rows
    std::string m_scratch, m_joined;
    std::vector<std::string> m_scratches;
    std::vector<std::uint8_t> m_isBad;
    std::vector<Bad> m_bad;
};

} // namespace chainscape
