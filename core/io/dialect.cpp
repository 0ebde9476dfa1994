// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/dialect.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/io/column_looks.h"
#include "core/io/period_forms.h"
#include "core/io/ragged_rows.h"
#include "core/io/sample_rows.h"
#include "core/io/tidy_rows.h"
#include "core/io/values.h"

namespace chainscape {
namespace {

constexpr std::size_t kRows = 300;

bool isNumber(const std::string& cell) {
    return parseCellNumber(cell, {'.', 0}).has_value() || parseCellNumber(cell, {',', 0}).has_value();
}

/// Width that most rows have, and how many.
struct Width {
    std::size_t cells = 0;
    std::size_t rows = 0;
};

Width usualWidth(const std::vector<SampleRow>& rows) {
    std::map<std::size_t, std::size_t> counts;
    for (const SampleRow& row : rows) ++counts[row.cells.size()];
    Width best;
    for (const auto& [cells, count] : counts)
        if (count > best.rows || (count == best.rows && cells > best.cells)) best = {cells, count};
    return best;
}

/// Share of cells that are blank, a number, a period, a flag or a short word without odd characters.
double typedShare(const std::vector<SampleRow>& rows) {
    std::size_t typed = 0, all = 0;
    for (const SampleRow& row : rows)
        for (const std::string& cell : row.cells) {
            ++all;
            const bool plain = cell.find_first_of("\";|\t") == std::string::npos;
            typed += cell.empty() || isNumber(cell) || readPeriod(cell).has_value() || (plain && cell.size() <= 80);
        }
    return all == 0 ? 0 : static_cast<double>(typed) / static_cast<double>(all);
}

struct Candidate {
    char delimiter, quote;
    double bias; ///< the usual ones win ties
};

constexpr std::array<Candidate, 15> kCandidates = {{{',', '"', 1},
                                                    {';', '"', 1},
                                                    {'\t', '"', 1},
                                                    {'|', '"', 1},
                                                    {',', '\'', .9},
                                                    {';', '\'', .9},
                                                    {'\t', '\'', .9},
                                                    {'|', '\'', .9},
                                                    {':', '"', .5},
                                                    {'^', '"', .6},
                                                    {'~', '"', .6},
                                                    {'\x1F', '"', .8},
                                                    {'#', '"', .4},
                                                    {'=', '"', .3},
                                                    {' ', '"', .4}}};

/// Steady width times share of typed cells.
double score(const std::vector<SampleRow>& rows, const Candidate& candidate) {
    if (rows.empty()) return 0;
    const Width width = usualWidth(rows);
    if (width.cells < 2) return 1e-3 * candidate.bias;
    std::size_t quoted = 0;
    for (const SampleRow& row : rows)
        for (const std::string& cell : row.cells)
            quoted += cell.size() > 1 && (cell.front() == '"' || cell.front() == '\'') && cell.front() == cell.back();
    const double steady = static_cast<double>(width.rows) / static_cast<double>(rows.size());
    const double columns = 1 - 1 / (static_cast<double>(width.cells) + 1);
    return candidate.bias * steady * columns * typedShare(rows) / (1 + static_cast<double>(quoted));
}

/// A quote inside quotes written \" rather than "".
bool escapesWithBackslash(std::string_view text, char quote) {
    const char pattern[] = {'\\', quote, 0};
    const char doubled[] = {quote, quote, 0};
    std::size_t slashes = 0, doubles = 0;
    for (std::size_t at = text.find(pattern); at != std::string_view::npos && slashes < 50; at = text.find(pattern, at + 2)) {
        // "\" before a delimiter is a path that ends in a backslash, not an escaped quote
        const char after = at + 2 < text.size() ? text[at + 2] : '\n';
        slashes += after != ',' && after != ';' && after != '\t' && after != '\n' && after != '\r';
    }
    for (std::size_t at = text.find(doubled); at != std::string_view::npos && doubles < 50; at = text.find(doubled, at + 2)) {
        const char before = at > 0 ? text[at - 1] : '\n';
        doubles += before != ',' && before != ';' && before != '\t' && before != '\n' && before != '\r';
    }
    return slashes > 0 && slashes > doubles;
}

std::string commentMark(std::string_view text, const ScanRules& rules, std::size_t width) {
    for (const std::string_view mark : {"#", "//", "%"}) {
        std::size_t odd = 0, marked = 0;
        for (const SampleRow& row : sampleRows(text, rules, kRows))
            if (!row.cells.empty() && row.cells[0].substr(0, mark.size()) == mark) {
                ++marked;
                odd += row.cells.size() != width;
            }
        if (odd > 0 && odd * 2 >= marked) return std::string(mark);
    }
    return {};
}

/// Decimal mark and thousands mark by vote of the cells that leave no choice.
NumberFormat numberFormat(const std::vector<SampleRow>& rows) {
    std::size_t comma = 0, point = 0, blankMarks = 0, commaMarks = 0, pointMarks = 0, quoteMarks = 0;
    for (const SampleRow& row : rows)
        for (const std::string& cell : row.cells) {
            const bool asPoint = parseCellNumber(cell, {'.', 0}).has_value(), asComma = parseCellNumber(cell, {',', 0}).has_value();
            if (!asPoint && !asComma) continue;
            const bool hasComma = cell.find(',') != std::string::npos, hasPoint = cell.find('.') != std::string::npos;
            if (asComma && !asPoint && hasComma) ++comma;
            if (asPoint && !asComma && hasPoint) ++point;
            commaMarks += asPoint && hasComma;
            pointMarks += asComma && hasPoint;
            quoteMarks += cell.find('\'') != std::string::npos || cell.find("\u2019") != std::string::npos;
            blankMarks += trim(cell).find(' ') != std::string_view::npos || cell.find("\u00A0") != std::string::npos ||
                          cell.find("\u202F") != std::string::npos;
        }
    NumberFormat format;
    format.decimal = comma > point ? ',' : '.';
    if (comma == 0 && point == 0 && pointMarks > 0 && commaMarks == 0) format.decimal = '.'; // 1.234: a decimal point
    if (format.decimal == '.' && commaMarks > 0) format.thousands = ',';
    else if (format.decimal == ',' && pointMarks > 0) format.thousands = '.';
    else if (quoteMarks > 0) format.thousands = '\'';
    else if (blankMarks > 0) format.thousands = ' ';
    return format;
}

/// The header of a matrix: an empty corner, then distinct labels, however much these look like numbers.
bool looksLikeMatrixHeader(const SampleRow& first) {
    if (first.cells.size() < 3 || !first.cells[0].empty()) return false;
    const std::set<std::string> labels(first.cells.begin() + 1, first.cells.end());
    return labels.size() + 1 == first.cells.size() && !labels.contains("");
}

bool isDated(const std::string& cell) {
    const auto period = readPeriod(cell);
    return period && period->granularity >= Granularity::Year;
}

/// Is this row a header over the rows below it?
bool looksLikeHeader(const SampleRow& first, const std::vector<SampleRow>& rows, std::size_t from) {
    std::set<std::string> seen;
    std::size_t numbers = 0, texts = 0, periods = 0, repeated = 0;
    std::vector<bool> dated(first.cells.size(), false);
    for (std::size_t c = 0; c < first.cells.size(); ++c) {
        const std::string& cell = first.cells[c];
        repeated += !cell.empty() && !seen.insert(cell).second;
        if (cell.empty()) continue;
        dated[c] = isDated(cell);
        if (dated[c]) ++periods;
        else if (isNumber(cell)) ++numbers;
        else ++texts;
    }
    if (numbers > 0 && numbers >= texts) return false;
    if (texts == 0 && periods < 2) return false;
    std::size_t found = 0, again = 0, below = 0;
    for (std::size_t r = from; r < rows.size(); ++r) {
        if (rows[r].cells == first.cells) continue; // files put behind each other
        for (std::size_t c = 0; c < std::min(rows[r].cells.size(), first.cells.size()); ++c) {
            const std::string& cell = rows[r].cells[c];
            if (cell.empty()) continue;
            ++below;
            found += isNumber(cell) && (!isNumber(first.cells[c]) || (dated[c] && !isDated(cell))); // numbers under words or years
            again += cell == first.cells[c];
        }
    }
    if (found == 0 && (numbers > 0 || (periods > 0 && periods >= texts))) return false;
    if (found > 0) return numbers == 0 || texts > numbers;
    return again * 20 <= below && repeated * 2 <= first.cells.size();
}

/// First row of the usual width; rows above it are titles. Wider or narrower rows further down do not matter.
std::size_t firstTableRow(const std::vector<SampleRow>& rows, std::size_t width) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const std::size_t filled =
            static_cast<std::size_t>(std::count_if(rows[r].cells.begin(), rows[r].cells.end(), [](const auto& c) { return !c.empty(); }));
        if (rows[r].cells.size() == width && (filled * 2 > width || filled == width || width == 1)) return r;
    }
    return 0;
}

/// A header that is narrower than its rows, as its last name stands in the merged cell above, or wider, as nothing stands in its last
/// columns. A line of units may stand between.
std::size_t oddHeader(const std::vector<SampleRow>& rows, std::size_t usual, std::size_t width) {
    if (usual == 0 || looksLikeHeader(rows[usual], rows, usual + 1)) return usual;
    std::size_t at = usual - 1;
    if (at > 0 && namesUnits(rows[at].cells, rows[at - 1].cells)) --at;
    const SampleRow& header = rows[at];
    const auto filled = static_cast<std::size_t>(std::count_if(header.cells.begin(), header.cells.end(), [](const auto& c) { return !c.empty(); }));
    const bool near = header.line + static_cast<std::int64_t>(usual - at) == rows[usual].line && filled * 2 > width;
    return near && looksLikeHeader(header, rows, usual) ? at : usual;
}

/// The header of rows that go on behind it stands above the first row of the usual width, which is no header itself.
std::size_t firstRow(const std::vector<SampleRow>& rows, std::size_t width) {
    const std::size_t usual = firstTableRow(rows, width);
    constexpr std::size_t kMostTitles = 10;
    for (std::size_t r = 0; r < std::min(usual, kMostTitles); ++r)
        if (goesOn(std::span(rows).subspan(r))) return looksLikeHeader(rows[usual], rows, usual + 1) ? usual : r;
    return oddHeader(rows, usual, width);
}

int footerOf(const std::vector<SampleRow>& rows, std::size_t width) {
    int lines = 0;
    for (auto row = rows.rbegin(); row != rows.rend() && width > 1; ++row, ++lines) {
        const auto filled = std::count_if(row->cells.begin(), row->cells.end(), [](const auto& c) { return !c.empty(); });
        if (filled > 1 || row->cells.size() == width) break;
    }
    return lines;
}

/// A line of groups right above the header: "2021, , 2022," over "Q1, Q2, Q1, Q2".
bool groupsAbove(const std::vector<SampleRow>& rows, std::size_t header) {
    if (header == 0) return false;
    const SampleRow &above = rows[header - 1], &names = rows[header];
    if (above.line + 1 != names.line || above.cells.size() < 2) return false;
    std::size_t filled = 0, dated = 0, repeated = 0;
    std::set<std::string> seen;
    for (const std::string& name : names.cells) repeated += !name.empty() && !seen.insert(name).second;
    for (const std::string& group : above.cells) {
        filled += !group.empty();
        dated += !group.empty() && isDated(group);
    }
    return filled >= 2 && (dated == filled || repeated > 0);
}

/// A line of units between the names and the numbers: "t" and "EUR" over columns of numbers.
bool unitsBelow(const std::vector<SampleRow>& rows) {
    if (rows.size() < 3 || rows[0].line + 1 != rows[1].line || !namesUnits(rows[1].cells, rows[0].cells)) return false;
    for (std::size_t c = 0; c < rows[1].cells.size(); ++c) {
        if (rows[1].cells[c].empty()) continue;
        const auto isNumberHere = [&](const SampleRow& row) { return c < row.cells.size() && isNumber(row.cells[c]); };
        if (std::any_of(rows.begin() + 2, rows.end(), isNumberHere)) return true;
    }
    return false;
}

Candidate bestCandidate(std::string_view text) {
    Candidate best = kCandidates[0];
    double bestScore = -1;
    for (const Candidate& candidate : kCandidates) {
        if (candidate.delimiter != ' ' && text.find(candidate.delimiter) == std::string_view::npos) continue;
        if (candidate.quote == '\'' && text.find('\'') == std::string_view::npos) continue;
        ScanRules rules;
        rules.delimiter = candidate.delimiter;
        rules.quote = rules.escape = candidate.quote;
        const double s = score(sampleRows(text, rules, 120), candidate);
        if (s > bestScore) {
            bestScore = s;
            best = candidate;
        }
    }
    return bestScore > 0.01 ? best : kCandidates[0];
}

} // namespace

std::vector<std::string> Dialect::defaultMissingWords() {
    return {":", "-", "--", "\u2013", "\u2014", ".", "..", "...", "n/a", "na", "n.a.", "#n/a", "nan", "null", "none", "nil", "\\n", "?",
            "k.a.", "s.o.", "n.d.", "nd", "s/d", "*", "x", "c", "#value!", "#div/0!", "#ref!", "#name?", "unknown", "not available"};
}

Dialect guessDialect(const DialectSample& sample) {
    Dialect dialect;
    const std::string_view text = sample.text;
    const Candidate candidate = sample.delimiter != 0 ? Candidate{sample.delimiter, '"', 1} : bestCandidate(text.substr(0, 64 * 1024));
    dialect.delimiter = candidate.delimiter;
    dialect.quote = dialect.escape = candidate.quote;
    if (sample.delimiter == 0 && escapesWithBackslash(text, candidate.quote)) dialect.escape = '\\';
    ScanRules rules = ScanRules::of(dialect);
    auto rows = sampleRows(text, rules, kRows);
    Width width = usualWidth(rows);
    dialect.comment = commentMark(text, rules, width.cells);
    if (!dialect.comment.empty()) {
        rules.comment = dialect.comment;
        rows = sampleRows(text, rules, kRows);
        width = usualWidth(rows);
    }
    if (rows.empty()) return dialect;
    const std::size_t first = firstRow(rows, width.cells);
    const bool grouped = groupsAbove(rows, first);
    dialect.skipLines = static_cast<int>(rows[first].line - 1);
    const int footer = sample.complete && rows.size() < kRows ? footerOf(rows, width.cells) : 0;
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(first));
    const bool ragged = goesOn(rows).has_value();
    dialect.footerLines = ragged ? 0 : footer;
    dialect.hasHeader = looksLikeMatrixHeader(rows[0]) || ragged || looksLikeHeader(rows[0], rows, 1);
    if (dialect.hasHeader && grouped) {
        dialect.headerLines = 2;
        --dialect.skipLines;
    }
    const bool plain = dialect.hasHeader && !ragged;
    if (plain) dialect.splitFirst = firstColumnMark(rows, dialect.delimiter);
    if (plain && unitsBelow(rows)) {
        ++dialect.headerLines;
        rows.erase(rows.begin());
    }
    const bool corner = rows[0].cells[0].empty();
    if (dialect.hasHeader) rows.erase(rows.begin());
    if (plain && !corner) dialect.fillDown = columnsToFill(rows);
    dialect.numbers = numberFormat(rows);
    return dialect;
}

std::string toText(const Dialect& dialect) {
    std::string text = dialect.encoding + ", ";
    switch (dialect.delimiter) {
    case ',': text += "comma"; break;
    case ';': text += "semicolon"; break;
    case '\t': text += "tab"; break;
    case '|': text += "bar"; break;
    case ' ': text += "blanks"; break;
    case ':': text += "colon"; break;
    default: text += std::string("delimiter ") + dialect.delimiter;
    }
    text += dialect.numbers.decimal == ',' ? ", decimal comma" : ", decimal point";
    if (!dialect.hasHeader) return text + ", no header";
    return text + ", header in line " + std::to_string(dialect.skipLines + 1);
}

} // namespace chainscape
