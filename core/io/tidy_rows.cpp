// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/tidy_rows.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "core/base/text.h"
#include "core/io/values.h"

namespace chainscape {
namespace {

/// Passes text on, cell by cell.
class TidySource : public ByteSource {
public:
    TidySource(std::unique_ptr<Utf8Source> text, const Dialect& dialect)
        : m_text(std::move(text)), m_dialect(dialect), m_above(static_cast<std::size_t>(std::max(0, dialect.fillDown))) {
        m_header = m_dialect.skipLines + (m_dialect.hasHeader ? std::max(1, m_dialect.headerLines) : 0);
    }

    Result<std::size_t> read(char* to, std::size_t room) override {
        while (m_out.size() - m_taken < room && !m_ended)
            if (auto more = work(); !more) return tl::unexpected(more.error());
        const std::size_t n = std::min(room, m_out.size() - m_taken);
        m_out.copy(to, n, m_taken);
        m_taken += n;
        return n;
    }

    [[nodiscard]] double done() const override { return m_text->done(); }
    [[nodiscard]] std::uint64_t size() const override { return 0; }

private:
    static constexpr std::size_t kPiece = 64 * 1024, kLongestCell = 4096;

    Result<void> work() {
        m_out.erase(0, std::exchange(m_taken, 0));
        m_in.resize(kPiece);
        const auto n = m_text->read(m_in.data(), m_in.size());
        if (!n) return tl::unexpected(n.error());
        m_ended = *n < m_in.size();
        for (const char c : std::string_view(m_in).substr(0, *n)) put(c);
        if (m_ended) passBlanks();
        return {};
    }

    void put(char c) {
        if (m_line >= m_dialect.skipLines) followQuotes(c);
        if (!m_quoted && (c == '\n' || c == '\r')) return endLine(c);
        if (m_line < m_dialect.skipLines) m_out += c;
        else if (!m_quoted && c == m_dialect.delimiter) endCell();
        else putInCell(c);
    }

    /// A quote opens at the start of a cell, and again right behind one that closed.
    void followQuotes(char c) {
        const bool isQuote = m_dialect.quote != 0 && c == m_dialect.quote;
        const bool opens = isQuote && !m_quoted && (m_isBlank || m_hasClosed);
        m_hasClosed = isQuote && m_quoted;
        if (isQuote) m_quoted = opens;
    }

    void endLine(char c) {
        passBlanks();
        m_out += c;
        m_line += !(c == '\n' && m_before == '\r'); // a lone \r ends a line, too
        m_before = c;
        m_column = 0;
        m_isBlank = m_isLeading = true;
        m_inAxis = false;
    }

    /// Cells that were blank up to here are filled when there are few enough of them and one that is not stands behind them.
    void fillBlanks() {
        for (std::size_t c = 0; c < m_blanks; ++c) {
            if (m_blanks <= m_above.size() && m_line >= m_header) m_out += m_above[c];
            m_out += m_dialect.delimiter;
        }
        m_blanks = 0;
    }

    void passBlanks() {
        m_out.append(m_blanks, m_dialect.delimiter);
        m_blanks = 0;
    }

    void endCell() {
        m_inAxis = false;
        if (m_isLeading && m_isBlank && !m_above.empty()) ++m_blanks;
        else m_out += m_dialect.delimiter;
        ++m_column;
        m_isBlank = true;
        m_before = 0;
    }

    void putInCell(char c) {
        m_before = 0;
        if (m_isBlank && c == ' ' && m_isLeading && !m_above.empty()) return;
        if (m_isBlank) startCell();
        if (m_dialect.splitFirst != 0 && m_column == 0) {
            m_inAxis = m_inAxis || c == '\\';
            if (m_inAxis && m_line < m_header) return;
            if (c == m_dialect.splitFirst) c = m_dialect.delimiter;
        }
        m_out += c;
        if (m_column < m_above.size() && m_line >= m_header && m_above[m_column].size() < kLongestCell) m_above[m_column] += c;
    }

    /// A new value: what stood to its right belongs to the old one.
    void startCell() {
        m_isBlank = false;
        if (m_isLeading) fillBlanks();
        m_isLeading = false;
        if (m_line < m_header) return;
        for (std::size_t c = m_column; c < m_above.size(); ++c) m_above[c].clear();
    }

    std::unique_ptr<Utf8Source> m_text;
    const Dialect m_dialect;
    std::vector<std::string> m_above; ///< the cells that blanks repeat
    std::string m_in, m_out;
    std::size_t m_taken = 0, m_column = 0, m_blanks = 0;
    int m_line = 0, m_header = 0;
    char m_before = 0;
    bool m_quoted = false, m_hasClosed = false, m_isBlank = true, m_isLeading = true, m_inAxis = false, m_ended = false;
};

const std::string& cellAt(const SampleRow& row, std::size_t column) {
    static const std::string kNone;
    return column < row.cells.size() ? row.cells[column] : kNone;
}

bool isWords(const std::string& cell) { return !cell.empty() && !parseCellNumber(cell, {'.', 0}) && !parseCellNumber(cell, {',', 0}); }

/// Shows column `c` a value only where it changes? Rows that begin with a number behind blanks (totals without a name) do not count.
bool showsChanges(std::span<const SampleRow> rows, std::size_t c) {
    std::set<std::string> seen;
    std::size_t filled = 0, blank = 0, begun = 0;
    for (const SampleRow& row : rows) {
        std::size_t first = 0;
        while (first < row.cells.size() && row.cells[first].empty()) ++first;
        if (first == row.cells.size() || !isWords(row.cells[first])) continue;
        if (c > 0 && first < c) {
            seen.clear();
            ++begun;
        }
        const std::string& here = cellAt(row, c);
        if (here.empty() && (seen.empty() || first < c)) { // nothing to repeat; a sum over a group names only that
            if (c == 0 || first > c) return false;
            continue;
        }
        blank += here.empty();
        filled += !here.empty();
        if (!here.empty() && (!isWords(here) || !seen.insert(here).second)) return false;
    }
    return filled >= 2 && blank >= 3 && blank * 3 >= filled && (c == 0 || begun >= 2);
}

} // namespace

bool tidies(const Dialect& dialect) { return dialect.fillDown > 0 || dialect.splitFirst != 0; }

Result<std::unique_ptr<Utf8Source>> tidied(std::unique_ptr<Utf8Source> text, const Dialect& dialect) {
    return Utf8Source::open(std::make_unique<TidySource>(std::move(text), dialect), "UTF-8");
}

int columnsToFill(std::span<const SampleRow> rows) {
    constexpr std::size_t kMost = 5;
    std::size_t count = 0;
    while (count < kMost && showsChanges(rows, count)) ++count;
    return static_cast<int>(count);
}

char firstColumnMark(std::span<const SampleRow> rows, char delimiter) {
    constexpr char kMark = ',';
    if (rows.size() < 2 || delimiter == kMark || rows[0].cells.size() < 2) return 0;
    const std::string& axes = rows[0].cells[0];
    const auto marks = std::count(axes.begin(), axes.end(), kMark);
    if (marks == 0 || axes.find('\\') == std::string::npos) return 0;
    const bool same = std::all_of(rows.begin() + 1, rows.end(), [&](const SampleRow& row) {
        return !row.cells.empty() && std::count(row.cells[0].begin(), row.cells[0].end(), kMark) == marks;
    });
    return same ? kMark : char(0);
}

} // namespace chainscape
