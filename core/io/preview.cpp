// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/text.h"
#include "core/io/block_run.h"
#include "core/io/column_looks.h"
#include "core/io/graph_read.h"
#include "core/io/import_tables.h"
#include "core/io/period_forms.h"
#include "core/io/ragged_rows.h"
#include "core/io/sample_rows.h"
#include "core/io/tidy_rows.h"

namespace chainscape {
namespace {

#ifndef CHAINSCAPE_SMALL_BLOCKS
constexpr std::size_t kSample = 256 * 1024;
#else // fuzzing: the rest of a small file is not looked at, either
constexpr std::size_t kSample = 4096;
#endif
constexpr std::size_t kPreviewRows = 100;
constexpr std::size_t kMostColumns = 16384;
/// Cells that roles are guessed from.
constexpr std::size_t kLookedAt = 40'000;

struct Sample {
    std::string text;
    bool complete = false;
    bool isSheet = false;
};

Result<Sample> rawSample(const TableInput& input) {
    auto opened = openInput(input);
    if (!opened) return tl::unexpected(opened.error());
    Sample sample;
    sample.isSheet = opened->isSheet;
    sample.text.resize(kSample);
    const auto n = opened->bytes->read(sample.text.data(), sample.text.size());
    if (!n) return tl::unexpected(n.error());
    sample.complete = *n < sample.text.size();
    sample.text.resize(*n);
    return sample;
}

/// Decoded, and cut behind the last whole line unless it is the whole file.
Result<Sample> textSample(const TableInput& input, const Dialect& dialect) {
    auto source = openText(input, dialect);
    if (!source) return tl::unexpected(source.error());
    Sample sample;
    sample.text.resize(kSample);
    const auto n = (*source)->read(sample.text.data(), sample.text.size());
    if (!n) return tl::unexpected(n.error());
    sample.complete = *n < sample.text.size();
    sample.text.resize(*n);
    const std::size_t end = sample.text.find_last_of("\r\n");
    if (!sample.complete && end != std::string::npos) sample.text.resize(end + 1);
    return sample;
}

/// Control characters that no text has.
bool looksBinary(std::string_view text) {
    std::size_t odd = 0;
    for (const char c : text) odd += static_cast<unsigned char>(c) < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\0' && c != '\x1F' && c != '\f';
    const auto nuls = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\0'));
    return odd * 50 > text.size() || (nuls * 3 > text.size());
}

std::optional<Error> notText(const TableInput& input, const Sample& raw, const Sample& text) {
    const std::string name = input.shownName();
    const Place place{name, 0, {}};
    if (const auto what = foreignFormat(raw.text); !what.empty())
        return Error{ErrorCode::BadFormat, "The file " + name + " is " + std::string(what) + ", not a table of text.", place};
    if (trim(text.text).empty()) return Error{ErrorCode::EmptyFile, "The file " + name + " holds no text. Export it again.", place};
    if (looksBinary(text.text))
        return Error{ErrorCode::BadFormat, "The file " + name + " is no table of text. Choose a CSV, TSV or XLSX file.", place};
    return std::nullopt;
}

std::vector<std::string> columnNames(const std::vector<SampleRow>& rows, const Dialect& dialect) {
    std::size_t width = 0;
    std::vector<std::string> names;
    const auto headerLines = dialect.hasHeader ? static_cast<std::size_t>(std::max(1, dialect.headerLines)) : 0;
    const std::size_t lines = std::min(headerLines, rows.size());
    const bool units = lines > 1 && namesUnits(rows[lines - 1].cells, rows[lines - 2].cells);
    for (std::size_t r = 0; r < lines; ++r) {
        std::string group; // a merged cell: its text stands over the blank ones behind it
        for (std::size_t c = 0; c < rows[r].cells.size(); ++c) {
            if (c >= names.size()) names.emplace_back();
            std::string word = rows[r].cells[c];
            if (units && r + 1 == lines) { // "Betrag" over "EUR"
                if (!word.empty()) names[c] += " (" + word + ")";
                continue;
            }
            if (r + 1 < (units ? lines - 1 : lines)) {
                if (!word.empty()) group = word;
                else if (const auto& last = rows[units ? lines - 2 : lines - 1].cells; c < last.size() && !last[c].empty()) word = group;
            }
            if (!names[c].empty() && !word.empty()) names[c] += ' ';
            names[c] += word;
        }
    }
    if (headerLines == 0)
        for (const SampleRow& row : rows) width = std::max(width, row.cells.size());
    names.resize(std::max(width, names.size()));
    for (std::size_t c = 0; c < names.size(); ++c)
        if (names[c].empty()) names[c] = "column " + std::to_string(c + 1);
    return names;
}

/// The names again, or a line of dashes: rows that tell nothing about their columns.
bool isOrnament(const std::vector<std::string>& cells, const std::vector<std::string>& names) {
    const bool isRule = std::ranges::all_of(cells, [](const std::string& cell) { return cell.find_first_not_of("-=_+ ") == std::string::npos; });
    return cells == names || (isRule && std::ranges::any_of(cells, [](const std::string& cell) { return cell.size() > 1; }));
}

/// Empty names at the end under which nothing stands are no columns.
void dropEmptyTail(std::vector<std::string>& names, const std::vector<SampleRow>& rows, std::size_t headerLines) {
    const auto filled = [&](std::size_t c) {
        return std::any_of(rows.begin(), rows.end(), [&](const SampleRow& row) { return c < row.cells.size() && !row.cells[c].empty(); });
    };
    if (headerLines == 0) return;
    while (names.size() > 1 && names.back() == "column " + std::to_string(names.size()) && !filled(names.size() - 1)) names.pop_back();
}

/// Two columns of one name: the later ones get a number.
void makeDistinct(std::vector<std::string>& names) {
    for (std::size_t c = 1; c < names.size(); ++c) {
        const std::string base = names[c];
        for (int n = 2; std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(c), names[c]) !=
                        names.begin() + static_cast<std::ptrdiff_t>(c);
             ++n)
            names[c] = base + " " + std::to_string(n);
    }
}

/// The first and longest run of words in a name that is a period: "2019-06" of "spend-2019-06-final".
std::string periodIn(std::string_view name) {
    constexpr std::string_view kParts = "_ ()-";
    std::vector<std::pair<std::size_t, std::size_t>> words;
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t end = std::min(name.find_first_of(kParts, at), name.size());
        if (end > at) words.emplace_back(at, end);
        at = end + 1;
    }
    constexpr std::size_t kLongest = 4;
    for (std::size_t w = 0; w < words.size(); ++w)
        for (std::size_t count = std::min(kLongest, words.size() - w); count > 0; --count) {
            const std::string_view text = name.substr(words[w].first, words[w + count - 1].second - words[w].first);
            const auto period = text.find('_') == std::string_view::npos ? readPeriod(text) : std::nullopt;
            if (period && period->granularity >= Granularity::Year) return std::string(text);
        }
    return {};
}

/// A file without periods in it may carry one in its name: "Use_2010.csv", "spend 2021-P02.csv".
void nameThePeriod(Preview& shown) {
    ColumnMapping& mapping = shown.plan.mapping;
    if (mapping.kind != TableKind::Links || mapping.find(ColumnRole::Period) || mapping.find(ColumnRole::PeriodColumn)) return;
    std::string_view stem = shown.file;
    stem = stem.substr(stem.find_last_of("/\\") + 1);
    mapping.constantPeriod = periodIn(stem.substr(0, stem.find('.')));
    if (!mapping.constantPeriod.empty()) shown.warnings.push_back("The period " + mapping.constantPeriod + " was taken from the file's name.");
}

Result<Preview> assembled(const TableInput& input, const Dialect& dialect, const Sample& sample, std::span<const HeaderWord> taught) {
    Preview result;
    result.file = input.shownName();
    result.plan.dialect = dialect;
    std::string_view text = sample.text;
    std::int64_t line = 0;
    for (; line < dialect.skipLines && !text.empty(); ++line) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        const bool pair = text.substr(end, 2) == "\r\n";
        text.remove_prefix(std::min(text.size(), end + (pair ? 2u : 1u)));
    }
    auto rows = sampleRows(text, ScanRules::of(dialect), kPreviewRows + static_cast<std::size_t>(dialect.headerLines));
    const auto headerLines = dialect.hasHeader ? std::min(rows.size(), static_cast<std::size_t>(std::max(1, dialect.headerLines))) : 0;
    if (!rows.empty() && rows[0].cells.size() > kMostColumns)
        return failure(ErrorCode::TooLarge, "The first row of " + result.file + " has " + std::to_string(rows[0].cells.size()) +
                                                " cells, which is too many. Choose another delimiter.", {result.file, rows[0].line + line, {}});
    result.header = columnNames(rows, dialect);
    dropEmptyTail(result.header, rows, headerLines);
    makeDistinct(result.header);
    const auto tail = headerLines == 1 ? goesOn(rows) : std::nullopt;
    const std::vector<std::string> names = headerLines > 0 ? rows[headerLines - 1].cells : std::vector<std::string>();
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(headerLines));
    if (sample.complete && dialect.footerLines > 0 && rows.size() < kPreviewRows)
        rows.resize(rows.size() - std::min(rows.size(), static_cast<std::size_t>(dialect.footerLines)));
    std::vector<std::vector<std::string>> cells;
    const std::size_t looked = std::max<std::size_t>(20, kLookedAt / std::max<std::size_t>(1, result.header.size()));
    for (SampleRow& row : rows) {
        const bool tells = !isOrnament(row.cells, names);
        row.cells.resize(result.header.size());
        if (cells.size() < looked && tells) cells.push_back(row.cells);
        result.rows.push_back({row.line + line, std::move(row.cells)});
    }
    const ColumnSample looks{result.header, cells, dialect.numbers, tail, taught};
    const bool firmsWanted = tail && input.part == kGraphFirms;
    result.plan.mapping = firmsWanted ? guessMapping(looks, TableKind::Firms) : guessMapping(looks);
    nameThePeriod(result);
    if (const auto missing = missingRole(result.plan.mapping)) result.warnings.push_back(missing->message);
    for (const MappedColumn& column : result.plan.mapping.columns)
        if (!column.sure)
            result.warnings.push_back("The column \"" + column.header + "\" was taken as " + std::string(nameOf(column.role)) + ".");
    return result;
}

} // namespace

Result<Preview> preview(const TableInput& input, std::span<const HeaderWord> taught) {
    const auto raw = rawSample(input);
    if (!raw) return tl::unexpected(raw.error());
    Dialect start;
    const EncodingGuess encoding = raw->isSheet ? EncodingGuess{} : guessEncoding(raw->text);
    start.encoding = encoding.name;
    const auto text = textSample(input, start);
    if (!text) return tl::unexpected(text.error());
    if (auto error = notText(input, *raw, *text)) return tl::unexpected(*error);
    Dialect dialect = guessDialect({text->text, text->complete, raw->isSheet ? ',' : '\0'});
    dialect.encoding = encoding.name;
    const auto tidy = tidies(dialect) ? textSample(input, dialect) : text;
    if (!tidy) return tl::unexpected(tidy.error());
    auto result = assembled(input, dialect, *tidy, taught);
    if (result && !encoding.sure)
        result->warnings.push_back("The encoding was taken as " + encoding.name + "; look at letters with accents in the preview.");
    return result;
}

Result<Preview> preview(const TableInput& input, const Dialect& dialect, std::span<const HeaderWord> taught) {
    const auto text = textSample(input, dialect);
    if (!text) return tl::unexpected(text.error());
    return assembled(input, dialect, *text, taught);
}

} // namespace chainscape
