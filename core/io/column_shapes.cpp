// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/io/aggregates.h"
#include "core/io/column_looks.h"
#include "core/io/column_words.h"
#include "core/io/period_forms.h"
#include "core/io/values.h"

namespace chainscape {
namespace {

/// Marks beside numbers of statistical offices: provisional, estimated, break in series ...
constexpr std::string_view kFlags = "bcdefinprsuvz";

bool isDatedText(std::string_view text) {
    const auto period = readPeriod(text);
    return period && period->granularity >= Granularity::Year;
}

/// The word when it means a value ("Amount", "sales"), else "".
std::string wordOfValue(std::string_view text) {
    const std::string word = normalisedHeader(text);
    const bool means = std::any_of(roleWords().begin(), roleWords().end(), [&](const RoleWords& entry) {
        return entry.kind == TableKind::Links && entry.role == ColumnRole::Value && matchScore(word, entry.words, false) > 0;
    });
    return means ? word : std::string();
}

/// Is one of the header's words a period?
bool namesPeriod(std::string_view header) {
    for (std::size_t at = 0; at < header.size();) {
        const std::size_t end = std::min(header.find(' ', at), header.size());
        if (isDatedText(header.substr(at, end - at))) return true;
        at = end + 1;
    }
    return false;
}

/// Numbers, with or without flags, in most cells that are not blank.
bool holdsNumbers(const ColumnSample& sample, std::size_t column) {
    const auto missing = Dialect::defaultMissingWords();
    std::size_t filled = 0, numbers = 0;
    for (const auto& row : sample.rows) {
        const std::string_view cell = column < row.size() ? withoutFlag(row[column]) : std::string_view();
        if (isMissing(cell, missing)) continue;
        ++filled;
        numbers += parseCellNumber(cell, sample.numbers).has_value();
    }
    return numbers * 10 >= filled * 7;
}

/// Columns of a matrix that add up the columns before them.
std::vector<bool> sumColumns(const ColumnMapping& mapping, const ColumnSample& sample) {
    std::vector<MatrixLine> lines(mapping.columns.size() - 1, MatrixLine(sample.rows.size(), 0));
    for (std::size_t r = 0; r < sample.rows.size(); ++r)
        for (std::size_t c = 1; c < mapping.columns.size(); ++c)
            if (const auto number = parseCellNumber(sample.rows[r][c], sample.numbers)) lines[c - 1][r] = number->value;
    return sumLines(lines);
}

/// "to \\ from" in the corner of a matrix: what stands before the stroke is said of the rows.
bool namesTarget(std::string_view corner) {
    const std::string rows = normalisedHeader(corner.substr(0, corner.find_first_of("\\/|")));
    return std::any_of(roleWords().begin(), roleWords().end(), [&](const RoleWords& entry) {
        return entry.kind == TableKind::Links && entry.role == ColumnRole::Target && entry.isTelling && matchScore(rows, entry.words, false) > 0;
    });
}

/// Do most labels of the first column stand in the header, too?
bool isSquare(const ColumnMapping& mapping, const ColumnSample& sample) {
    std::set<std::string_view> headers;
    for (std::size_t c = 1; c < mapping.columns.size(); ++c) headers.insert(mapping.columns[c].header);
    std::size_t found = 0;
    for (const auto& row : sample.rows) found += headers.contains(row[0]);
    return sample.rows.size() >= 2 && found * 5 >= sample.rows.size() * 3;
}

} // namespace

std::string_view periodInHeader(std::string_view header) {
    header = trim(header);
    if (readPeriod(header)) return header;
    const std::size_t first = header.find(' '), last = header.rfind(' ');
    if (first == std::string_view::npos) return header;
    for (const std::size_t cut : {last, first}) {
        const std::string_view front = header.substr(0, cut), back = header.substr(cut + 1);
        if (isDatedText(front) && !wordOfValue(back).empty()) return front;
        if (isDatedText(back) && !wordOfValue(front).empty()) return back;
    }
    return header;
}

std::string_view withoutFlag(std::string_view cell) {
    const std::string_view s = trim(cell);
    const std::size_t blank = s.rfind(' ');
    if (blank == std::string_view::npos || s.size() - blank > 4) return s;
    const std::string_view flag = s.substr(blank + 1);
    const bool letters = std::all_of(flag.begin(), flag.end(), [](char c) { return kFlags.find(c) != std::string_view::npos; });
    return letters ? trim(s.substr(0, blank)) : s;
}

bool asWide(ColumnMapping& mapping, const ColumnSample& sample) {
    std::vector<std::size_t> found;
    std::string measure;
    for (std::size_t c = 0; c < mapping.columns.size(); ++c) {
        const std::string_view header = trim(mapping.columns[c].header), period = periodInHeader(header);
        if (!isDatedText(period) || !holdsNumbers(sample, c)) continue;
        const std::string word = period.size() == header.size() ? "" : wordOfValue(period.data() == header.data() ? header.substr(period.size()) : header.substr(0, header.size() - period.size()));
        if (found.empty()) measure = word;
        if (word == measure) found.push_back(c); // of several measures a period the first counts
    }
    if (found.size() < 2) return false;
    for (const std::size_t c : found) mapping.columns[c] = {mapping.columns[c].header, ColumnRole::PeriodColumn, true};
    for (MappedColumn& column : mapping.columns) {
        const bool ofOnePeriod = column.role == ColumnRole::LinkDigital && namesPeriod(column.header);
        if (column.role == ColumnRole::Value || column.role == ColumnRole::Period || ofOnePeriod) column = {column.header, ColumnRole::Attribute, true};
        if (column.role == ColumnRole::Attribute && isOnlyTotal(column.header)) column.role = ColumnRole::Ignore;
    }
    return true;
}

bool asMatrix(ColumnMapping& mapping, const ColumnSample& sample, const std::vector<ColumnLook>& looks) {
    if (mapping.columns.size() < 3) return false;
    const bool corner = mapping.columns[0].header == "column 1";
    if (!isSquare(mapping, sample) && (!corner || looks[0].numbers > .9)) return false;
    for (std::size_t c = 1; c < looks.size(); ++c)
        if (looks[c].filled > 0 && looks[c].numbers < .9) return false;
    if (sample.rows.empty()) return false;
    const bool isTarget = namesTarget(mapping.columns[0].header);
    mapping.columns[0].role = isTarget ? ColumnRole::Target : ColumnRole::Source;
    mapping.columns[0].sure = corner;
    const auto sums = sumColumns(mapping, sample);
    for (std::size_t c = 1; c < mapping.columns.size(); ++c) {
        MappedColumn& column = mapping.columns[c];
        column.role = isTotalLabel(column.header) || sums[c - 1] ? ColumnRole::Ignore : ColumnRole::TargetColumn;
        column.sure = true;
    }
    return true;
}

bool asRagged(ColumnMapping& mapping, const ColumnSample& sample, const std::vector<ColumnLook>& looks) {
    if (!sample.goesOn || mapping.columns.size() < 2) return false;
    const std::size_t last = mapping.columns.size() - 1;
    const std::string header = normalisedHeader(mapping.columns[last].header);
    int asSource = 0, asTarget = 0;
    for (const RoleWords& entry : roleWords()) {
        if (entry.kind != TableKind::Links || !entry.isTelling) continue;
        const int score = std::max(matchScore(header, entry.words, true), header.ends_with('s') ? matchScore(header.substr(0, header.size() - 1), entry.words, true) : 0);
        if (entry.role == ColumnRole::Source) asSource = score;
        if (entry.role == ColumnRole::Target) asTarget = score;
    }
    for (std::size_t c = 0; c < last; ++c) {
        MappedColumn& column = mapping.columns[c];
        const bool keeps = column.sure && (column.role == ColumnRole::Period || column.role == ColumnRole::Kind || column.role == ColumnRole::Unit);
        if (!keeps) column = {column.header, ColumnRole::Attribute, true};
    }
    mapping.columns[last] = {mapping.columns[last].header, *sample.goesOn, asSource != asTarget};
    for (std::size_t c = 0; c < last; ++c)
        if (mapping.columns[c].role == ColumnRole::Attribute && looks[c].filled > 0 && looks[c].numbers < .3) {
            mapping.columns[c].role = asTarget > asSource ? ColumnRole::Source : ColumnRole::Target;
            return true;
        }
    return false;
}

} // namespace chainscape
