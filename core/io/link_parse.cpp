// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/link_parse.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/base/undefined.h"
#include "core/io/period_forms.h"
#include "core/io/row_rules.h"

namespace chainscape {
namespace {

constexpr std::size_t kBatch = 32;

/// Trimmed; the usual cell without blanks at its ends costs two comparisons.
std::string_view trimmed(std::string_view s) {
    const auto plain = [](char c) { return c > ' ' && c < '\x7F'; };
    if (s.empty() || (plain(s.front()) && plain(s.back()))) return s;
    return trim(s);
}

std::string shortened(std::string_view text) {
    std::string shown = repairedUtf8(text.substr(0, 60));
    return "\"" + shown + (text.size() > 60 ? "\u2026\"" : "\"");
}

template <class T>
void gather(std::vector<T>& column, const std::vector<std::uint32_t>& rows) {
    if (column.empty()) return;
    std::vector<T> kept;
    kept.reserve(rows.size());
    for (const std::uint32_t row : rows) kept.push_back(column[row]);
    column = std::move(kept);
}

} // namespace

LinkColumns::LinkColumns(const ColumnMapping& mapping)
    : source(mapping.find(ColumnRole::Source)), target(mapping.find(ColumnRole::Target)),
      direction(mapping.find(ColumnRole::Direction)), sourceName(mapping.find(ColumnRole::SourceName)), targetName(mapping.find(ColumnRole::TargetName)), period(mapping.find(ColumnRole::Period)),
      subPeriod(mapping.find(ColumnRole::SubPeriod)), kind(mapping.find(ColumnRole::Kind)), value(mapping.find(ColumnRole::Value)),
      unit(mapping.find(ColumnRole::Unit)), digital(mapping.find(ColumnRole::LinkDigital)),
      viaPlatform(mapping.find(ColumnRole::ViaPlatform)), sourceRef(mapping.find(ColumnRole::SourceRef)),
      confidence(mapping.find(ColumnRole::Confidence)), splits(mapping.splitsLists()), width(mapping.columns.size()) {
    for (std::size_t c = 0; c < width; ++c) {
        const ColumnRole role = mapping.columns[c].role;
        if (role == ColumnRole::Attribute) attributes.push_back(c);
        if (role == ColumnRole::PeriodColumn) periodColumns.push_back(c);
        if (role == ColumnRole::TargetColumn) targetColumns.push_back(c);
        if (role != ColumnRole::PartnerPairs && role != ColumnRole::PartnerList) continue;
        partners = c;
        areSources = !source && mapping.constantSource.empty();
        arePairs = role == ColumnRole::PartnerPairs;
    }
    isTurned = !targetColumns.empty() && target && !source;
}

LinkParser::LinkParser(const ReadPlan& plan, const LinkColumns& columns, std::string file)
    : m_plan(plan), m_columns(columns), m_file(std::move(file)), m_rules(ScanRules::of(plan.dialect)), m_periods{Period{}},
      m_scratches(kBatch) {
    m_rules.width = columns.width;
}

/// Most cells are neither quoted nor have blanks at their ends: two bytes tell, the rest is done out of line.
inline std::string_view LinkParser::cell(std::uint32_t row, std::size_t column, std::string& scratch) const {
    const Record& record = m_records.rows[m_rows.first + row];
    if (column >= record.cells) return {};
    const Cell& cell = m_records.cells[record.firstCell + column];
    if (cell.quoted == 0 && cell.escaped == 0) return trimmed({m_block->text.data() + cell.begin, cell.end - cell.begin});
    return trimmed(cellText(*m_block, m_rules, cell, scratch));
}

void LinkParser::bad(std::uint32_t row, std::size_t column, RejectReason reason) {
    if (m_isBad[row] != 0) return;
    m_isBad[row] = 1;
    m_bad.push_back({row, column, reason});
}

void LinkChunk::clear() {
    newFirms.clear();
    newWords.clear();
    newPeriods.clear();
    for (auto* column : {&source, &target, &viaPlatform, &period, &kind, &unit, &sourceRef, &sourceName, &targetName}) column->clear();
    value.clear();
    digital.clear();
    confidence.clear();
    row.clear();
    for (auto& attribute : attributes) attribute.clear();
    rejects.clear();
    read = negative = unknown = shortRows = 0;
    nuls = bytes = 0;
    digitalCensus = confidenceCensus = {};
}

void LinkParser::parse(const TextBlock& block, LinkChunk& chunk) {
    chunk.clear();
    chunk.attributes.resize(m_columns.attributes.size());
    chunk.bytes = block.text.size();
    if (block.quoting == Quoting::TooLong) return overlong(block, chunk);
    m_block = &block;
    scanRecords(block, m_rules, m_records);
    m_rows = dataRows(block, m_records, m_plan.dialect);
    m_count = m_rows.end - m_rows.first;
    m_isBad.assign(m_count, 0);
    m_bad.clear();
    chunk.nuls = block.nuls;
    chunk.read = m_count;
    chunk.row.reserve(m_count);
    for (std::uint32_t r = 0; r < m_count; ++r) chunk.row.push_back(block.firstLine + m_records.rows[m_rows.first + r].line);
    checkWidths(chunk);
    parseTexts(chunk);
    parsePeriods(chunk);
    parseNumbers(chunk);
    applyRules(chunk);
    const bool isMelted = m_columns.partners || !m_columns.periodColumns.empty() || !m_columns.targetColumns.empty();
    if (isMelted) {
        Melted melted = m_columns.partners ? meltPartners(chunk) : melt(chunk);
        keepRows(chunk, melted.parents);
        chunk.value = std::move(melted.values);
        auto& ends = m_columns.isTurned || (m_columns.partners && m_columns.areSources) ? chunk.source : chunk.target;
        (m_columns.periodColumns.empty() ? ends : chunk.period) = std::move(melted.headers);
    } else if (!m_bad.empty()) keepRows(chunk, goodRows());
    if (m_columns.splits) splitLists(chunk);
    addRejects(chunk);
    listNew(chunk);
}

void LinkParser::overlong(const TextBlock& block, LinkChunk& chunk) const {
    chunk.read = 1;
    chunk.nuls = block.nuls;
    Reject reject = makeReject(m_file, block.firstLine, RejectReason::TooLong, block.text);
    reject.sentence = "The line is longer than " + std::to_string(kRecordLimit >> 20) + " MiB; its start is kept here.";
    chunk.rejects.push_back(std::move(reject));
}

/// Filled cells beyond the header are no guesswork: the row is refused. Missing ones count as blank.
void LinkParser::checkWidths(LinkChunk& chunk) {
    if (m_columns.partners) return;
    const auto width = static_cast<std::uint32_t>(m_columns.width);
    for (std::uint32_t r = 0; r < m_count; ++r) {
        const std::uint32_t cells = m_records.rows[m_rows.first + r].cells;
        if (cells == width) continue;
        chunk.shortRows += cells < width;
        for (std::uint32_t c = width; c < cells; ++c)
            if (!cell(r, c).empty()) bad(r, c, RejectReason::TooManyCells);
    }
}

/// The ids of a column; hashes of a batch are made first so that the table's slots are on their way.
void LinkParser::ids(std::size_t column, StringTable& table, std::vector<std::uint32_t>& out) {
    out.resize(m_count);
    std::array<StringTable::Key, kBatch> keys;
    for (std::uint32_t base = 0; base < m_count; base += kBatch) {
        const auto n = std::min<std::uint32_t>(kBatch, m_count - base);
        for (std::uint32_t i = 0; i < n; ++i) {
            keys[i] = StringTable::keyOf(cell(base + i, column, m_scratches[i]));
            table.prefetch(keys[i]);
        }
        for (std::uint32_t i = 0; i < n; ++i) out[base + i] = table.idOf(keys[i]);
    }
}

void LinkParser::firmIds(const LinkColumns::Column& column, const std::string& constant, std::vector<std::uint32_t>& out) {
    if (column) ids(*column, m_firms, out);
    else if (!constant.empty()) out.assign(m_count, m_firms.idOf(constant));
}

void LinkParser::wordIds(const LinkColumns::Column& column, const std::string& constant, std::vector<std::uint32_t>& out) {
    if (column) ids(*column, m_words, out);
    else if (!constant.empty()) out.assign(m_count, m_words.idOf(constant));
}

void LinkParser::parseTexts(LinkChunk& chunk) {
    const ColumnMapping& mapping = m_plan.mapping;
    firmIds(m_columns.source, mapping.constantSource, chunk.source);
    firmIds(m_columns.target, mapping.constantTarget, chunk.target);
    firmIds(m_columns.viaPlatform, {}, chunk.viaPlatform);
    wordIds(m_columns.kind, mapping.constantKind, chunk.kind);
    wordIds(m_columns.unit, mapping.constantUnit, chunk.unit);
    wordIds(m_columns.sourceRef, {}, chunk.sourceRef);
    for (std::size_t a = 0; a < m_columns.attributes.size(); ++a) ids(m_columns.attributes[a], m_words, chunk.attributes[a]);
    wordIds(m_columns.sourceName, {}, chunk.sourceName);
    wordIds(m_columns.targetName, {}, chunk.targetName);
    nameFirms(chunk.source, chunk.sourceName);
    nameFirms(chunk.target, chunk.targetName);
    putPrefix(mapping.sourcePrefix, chunk.source);
    putPrefix(mapping.targetPrefix, chunk.target);
    nameBlanks(chunk.source);
    nameBlanks(chunk.target);
    turnExports(chunk);
    findAggregates();
    findRepeatedHeaders(chunk);
    const auto& labels = m_columns.isTurned ? chunk.target : chunk.source;
    for (std::uint32_t r = 0; r < m_count; ++r) {
        if (!chunk.source.empty() && chunk.source[r] == 0) bad(r, m_columns.source.value_or(0), RejectReason::BlankSource);
        if (!m_columns.targetColumns.empty() && isTotalLabel(m_firms[labels[r]])) bad(r, (m_columns.isTurned ? m_columns.target : m_columns.source).value_or(0), RejectReason::Total);
        if (!chunk.target.empty() && chunk.target[r] == 0) bad(r, m_columns.target.value_or(0), RejectReason::BlankTarget);
    }
}

/// Every firm gets the prefix; blank ones stay blank.
void LinkParser::putPrefix(const std::string& prefix, std::vector<std::uint32_t>& firms) {
    if (prefix.empty()) return;
    std::vector<std::uint32_t> known(m_firms.size(), 0);
    for (std::uint32_t& firm : firms) {
        if (firm == 0) continue;
        if (known[firm] == 0) known[firm] = m_firms.idOf(prefix + std::string(m_firms[firm]));
        firm = known[firm];
    }
}

/// One firm stands for every blank partner, when the rules name it.
void LinkParser::nameBlanks(std::vector<std::uint32_t>& firms) {
    const std::string& name = m_plan.mapping.rules.blankPartner;
    if (name.empty() || std::find(firms.begin(), firms.end(), 0u) == firms.end()) return;
    std::replace(firms.begin(), firms.end(), 0u, m_firms.idOf(name));
}

/// A row whose ends are called like their columns is the header again.
void LinkParser::findRepeatedHeaders(const LinkChunk& chunk) {
    if (!m_columns.source || !m_columns.target) return;
    const auto& columns = m_plan.mapping.columns;
    const std::uint32_t source = m_firms.find(columns[*m_columns.source].header), target = m_firms.find(columns[*m_columns.target].header);
    if (source == StringTable::none || target == StringTable::none) return;
    for (std::uint32_t r = 0; r < m_count; ++r)
        if (chunk.source[r] == source && chunk.target[r] == target && source != 0) bad(r, *m_columns.source, RejectReason::RepeatedHeader);
}

void LinkParser::findAggregates() {
    m_aggregates.clear();
    for (const std::string& name : m_plan.mapping.rules.leaveOut)
        if (const std::uint32_t id = m_firms.find(name); id != StringTable::none && id != 0) m_aggregates.push_back(id);
}

bool LinkParser::isAggregate(std::uint32_t firm) const { return std::find(m_aggregates.begin(), m_aggregates.end(), firm) != m_aggregates.end(); }

std::optional<RejectReason> LinkParser::ruledOut(const LinkChunk& chunk, std::uint32_t row) const {
    if (!m_aggregates.empty() && (isAggregate(chunk.source[row]) || isAggregate(chunk.target[row]))) return RejectReason::Aggregate;
    return valueRule(m_plan.mapping.rules, chunk.value[row], chunk.source[row] == chunk.target[row]);
}

/// What can be told from a row alone; its text goes with it. (Wide, matrix and ragged forms: see row_rules.h.)
void LinkParser::applyRules(LinkChunk& chunk) {
    if (m_columns.melts() || !rejectsRows(m_plan.mapping.rules)) return;
    for (std::uint32_t r = 0; r < m_count; ++r)
        if (const auto reason = m_isBad[r] != 0 ? std::nullopt : ruledOut(chunk, r)) {
            const bool ends = *reason == RejectReason::Loop || *reason == RejectReason::Aggregate;
            bad(r, (ends ? m_columns.target : m_columns.value).value_or(0), *reason);
        }
}

void LinkParser::readNewPeriods() {
    while (m_periods.size() < m_periodTexts.size()) {
        const std::string_view text = m_periodTexts[static_cast<std::uint32_t>(m_periods.size())];
        auto period = readPeriod(text, m_plan.mapping.dateOrder);
        if (!period && isMissing(text, m_plan.dialect.missingWords)) period = Period{};
        m_periods.push_back(period);
    }
}

std::uint32_t LinkParser::periodId(std::string_view text) {
    const std::uint32_t id = m_periodTexts.idOf(text);
    readNewPeriods();
    return coarseId(id);
}

/// What a period counts as, under the name of the coarser one.
std::uint32_t LinkParser::coarseId(std::uint32_t id) {
    if (m_plan.mapping.periodStep == Granularity::Undated || id == 0 || !m_periods[id]) return id;
    if (m_coarse.size() <= id) m_coarse.resize(m_periods.size(), 0);
    if (m_coarse[id] != 0) return m_coarse[id];
    const Period step = coarser(*m_periods[id], m_plan.mapping.periodStep);
    std::uint32_t coarse = id;
    if (step != *m_periods[id]) {
        coarse = m_periodTexts.idOf(toText(step));
        if (coarse == m_periods.size()) m_periods.push_back(step);
    }
    return m_coarse[id] = coarse;
}

/// Year and month (or quarter) of two columns as one text.
std::string_view LinkParser::periodText(std::uint32_t row) {
    const std::string_view year = cell(row, *m_columns.period);
    if (!m_columns.subPeriod) return year;
    m_joined.assign(year);
    const std::string_view part = cell(row, *m_columns.subPeriod);
    if (part.empty() || m_joined.empty()) return m_joined;
    const bool digits = part.find_first_not_of("0123456789") == std::string_view::npos;
    const std::string& header = m_plan.mapping.columns[*m_columns.subPeriod].header;
    const bool quarter = header.find_first_of("qQtT\u5b63") == 0;
    m_joined += digits ? (quarter ? "Q" : "M") : " ";
    m_joined += part;
    return m_joined;
}

void LinkParser::parsePeriods(LinkChunk& chunk) {
    if (!m_columns.period) {
        if (!m_plan.mapping.constantPeriod.empty()) chunk.period.assign(m_count, periodId(m_plan.mapping.constantPeriod));
        return;
    }
    if (m_columns.subPeriod) {
        chunk.period.resize(m_count);
        for (std::uint32_t r = 0; r < m_count; ++r) chunk.period[r] = periodId(periodText(r));
    } else {
        ids(*m_columns.period, m_periodTexts, chunk.period);
        readNewPeriods();
    }
    for (std::uint32_t r = 0; r < m_count; ++r) {
        if (!m_periods[chunk.period[r]]) bad(r, *m_columns.period, RejectReason::BadPeriod);
        const bool undated = chunk.period[r] == 0 && m_columns.source && m_isBad[r] == 0;
        if (undated && isOnlyTotal(m_firms[chunk.source[r]])) bad(r, *m_columns.source, RejectReason::Total);
        chunk.period[r] = coarseId(chunk.period[r]);
    }
}

void LinkParser::values(LinkChunk& chunk) {
    if (!m_columns.value) {
        chunk.value.assign(m_count, 1.0);
        return;
    }
    const NumberFormat& format = m_plan.dialect.numbers;
    chunk.value.resize(m_count);
    for (std::uint32_t r = 0; r < m_count; ++r) {
        const std::string_view text = cell(r, *m_columns.value);
        double value = kNaN;
        if (!parsePlainNumber(text, format.decimal, value)) {
            if (const auto number = parseCellNumber(text, format)) value = number->value;
            else if (!isMissing(text, m_plan.dialect.missingWords)) bad(r, *m_columns.value, RejectReason::BadValue);
        }
        chunk.value[r] = value;
    }
}

void LinkParser::scores(std::size_t column, DigitalScale scale, RejectReason reason, std::vector<float>& out, ScoreCensus& census) {
    const NumberFormat& format = m_plan.dialect.numbers;
    const double largest = largestScore(scale);
    out.resize(m_count);
    for (std::uint32_t r = 0; r < m_count; ++r) {
        const std::string_view text = cell(r, column);
        double value = kNaN;
        if (!parsePlainNumber(text, format.decimal, value)) {
            if (const auto number = parseCellNumber(text, format)) value = number->value;
            else if (!isMissing(text, m_plan.dialect.missingWords)) bad(r, column, reason);
        }
        if (value < 0 || value > largest) bad(r, column, reason);
        else if (!std::isnan(value)) census.add(value);
        out[r] = static_cast<float>(value);
    }
}

void LinkParser::parseNumbers(LinkChunk& chunk) {
    values(chunk);
    if (m_columns.digital)
        scores(*m_columns.digital, m_plan.mapping.digitalScale, RejectReason::BadDigital, chunk.digital, chunk.digitalCensus);
    if (m_columns.confidence)
        scores(*m_columns.confidence, DigitalScale::Auto, RejectReason::BadConfidence, chunk.confidence, chunk.confidenceCensus);
}

std::vector<std::uint32_t> LinkParser::goodRows() const {
    std::vector<std::uint32_t> rows;
    rows.reserve(m_count);
    for (std::uint32_t r = 0; r < m_count; ++r)
        if (m_isBad[r] == 0) rows.push_back(r);
    return rows;
}

void LinkParser::keepRows(LinkChunk& chunk, const std::vector<std::uint32_t>& kept) const {
    for (auto* column : {&chunk.source, &chunk.target, &chunk.viaPlatform, &chunk.period, &chunk.kind, &chunk.unit, &chunk.sourceRef, &chunk.sourceName, &chunk.targetName})
        gather(*column, kept);
    for (auto& attribute : chunk.attributes) gather(attribute, kept);
    gather(chunk.value, kept);
    gather(chunk.digital, kept);
    gather(chunk.confidence, kept);
    gather(chunk.row, kept);
}

void LinkParser::addRejects(LinkChunk& chunk) {
    std::stable_sort(m_bad.begin(), m_bad.end(), [](const Bad& a, const Bad& b) { return a.row < b.row; });
    for (const Bad& entry : m_bad) {
        const Record& record = m_records.rows[m_rows.first + entry.row];
        const std::string_view line = std::string_view(m_block->text).substr(record.begin, record.end - record.begin);
        Reject reject = makeReject(m_file, m_block->firstLine + record.line, entry.reason, line);
        const auto& columns = m_plan.mapping.columns;
        if (entry.column < columns.size()) reject.column = columns[entry.column].header;
        const std::string text = shortened(cell(entry.row, entry.column));
        switch (entry.reason) {
        case RejectReason::BlankSource: reject.sentence = "The source is blank."; break;
        case RejectReason::BlankTarget: reject.sentence = "The target is blank."; break;
        case RejectReason::BadValue: reject.sentence = text + " is not a number."; break;
        case RejectReason::BadPeriod: reject.sentence = text + " is not a period that can be read."; break;
        case RejectReason::BadDigital: reject.sentence = text + " is not a digital score of the column's scale."; break;
        case RejectReason::BadConfidence: reject.sentence = text + " is not a confidence between 0 and 1, 0 and 4 or 0 and 100."; break;
        case RejectReason::Total: reject.sentence = "The row " + text + " sums up other rows and is left out."; break;
        case RejectReason::RepeatedHeader: reject.sentence = "The row names the columns again."; break;
        case RejectReason::Negative:
        case RejectReason::Zero:
        case RejectReason::BlankValue:
        case RejectReason::Below:
        case RejectReason::Aggregate:
        case RejectReason::Loop: reject.sentence = ruleSentence(entry.reason); break;
        default:
            reject.sentence = "The row has " + std::to_string(record.cells) + " cells, the header " +
                              std::to_string(m_columns.width) + "; is a delimiter inside a cell not quoted?";
        }
        chunk.rejects.push_back(std::move(reject));
    }
    for (const double value : chunk.value) {
        chunk.negative += value < 0;
        chunk.unknown += std::isnan(value);
    }
}

void LinkParser::listNew(LinkChunk& chunk) {
    for (; m_firmsListed < m_firms.size(); ++m_firmsListed) chunk.newFirms.push_back(m_firms[static_cast<std::uint32_t>(m_firmsListed)]);
    for (; m_wordsListed < m_words.size(); ++m_wordsListed) chunk.newWords.push_back(m_words[static_cast<std::uint32_t>(m_wordsListed)]);
    for (; m_periodsListed < m_periods.size(); ++m_periodsListed)
        chunk.newPeriods.push_back({m_periodTexts[static_cast<std::uint32_t>(m_periodsListed)], m_periods[m_periodsListed]});
}

} // namespace chainscape
