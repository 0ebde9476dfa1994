// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/csv_careful.h"

#include <algorithm>

namespace chainscape {
namespace {

constexpr std::size_t npos = std::string_view::npos;
/// A quoted cell of more lines than this is checked for swallowed rows.

enum class QuoteFate : std::uint8_t { Closed, Stray, Open };

struct QuotedSpan {
    QuoteFate fate = QuoteFate::Open;
    std::size_t end = 0; ///< after the closing quote
    std::uint32_t lines = 0;
};

class RecordWalk {
public:
    RecordWalk(std::string_view text, const ScanRules& rules, bool final) : m_text(text), m_rules(rules), m_final(final) {}

    CarefulEnd run(std::size_t at, std::uint32_t line, Records* out);

private:
    [[nodiscard]] bool blank(std::size_t i) const {
        return (m_text[i] == ' ' || m_text[i] == '\t') && (m_text[i] != m_rules.delimiter);
    }
    [[nodiscard]] bool delimiterAt(std::size_t i) const {
        return m_rules.delimiter == ' ' ? m_text[i] == ' ' || m_text[i] == '\t' : m_text[i] == m_rules.delimiter;
    }
    [[nodiscard]] bool lineEndAt(std::size_t i) const { return m_text[i] == '\n' || m_text[i] == '\r'; }
    [[nodiscard]] std::size_t afterLineEnd(std::size_t i) const {
        return m_text[i] == '\r' && i + 1 < m_text.size() && m_text[i + 1] == '\n' ? i + 2 : i + 1;
    }
    /// A CR at the very end may be half of a CRLF.
    [[nodiscard]] bool halfLineEnd(std::size_t i) const { return m_text[i] == '\r' && i + 1 == m_text.size() && !m_final; }

    [[nodiscard]] QuotedSpan quotedSpan(std::size_t at) const;
    [[nodiscard]] bool looksLikeRows(std::size_t begin, std::size_t end) const;
    [[nodiscard]] std::size_t skipBlanks(std::size_t i) const {
        while (i < m_text.size() && (m_text[i] == ' ' || m_text[i] == '\t') && (m_rules.delimiter == ' ' || blank(i))) ++i;
        return i;
    }
    CarefulEnd commentLine(std::size_t at) const;
    std::size_t nextCell(std::size_t at, Cell& cell, std::uint32_t& lines) const;

    std::string_view m_text;
    const ScanRules& m_rules;
    bool m_final;
};

QuotedSpan RecordWalk::quotedSpan(std::size_t at) const {
    QuotedSpan span;
    const bool escapes = m_rules.escape != m_rules.quote;
    for (std::size_t i = at + 1; i < m_text.size();) {
        const char c = m_text[i];
        if (escapes && c == m_rules.escape) {
            i += 2;
        } else if (c == m_rules.quote) {
            if (i + 1 < m_text.size() && m_text[i + 1] == m_rules.quote) {
                i += 2;
                continue;
            }
            std::size_t after = i + 1;
            while (after < m_text.size() && blank(after)) ++after;
            if (after >= m_text.size() && !m_final) return span;
            if (after >= m_text.size() || delimiterAt(after) || lineEndAt(after)) {
                span.end = i + 1;
                span.fate = span.lines > kManyLines && looksLikeRows(at + 1, i) ? QuoteFate::Stray : QuoteFate::Closed;
                return span;
            }
            if (span.lines > 0) {
                span.fate = QuoteFate::Stray;
                return span;
            }
            ++i;
        } else if (lineEndAt(i)) {
            ++span.lines;
            i = afterLineEnd(i);
        } else {
            ++i;
        }
    }
    if (m_final) span.fate = QuoteFate::Stray;
    return span;
}

/// Three of the first four whole lines inside a quoted cell have as many delimiters as a row.
bool RecordWalk::looksLikeRows(std::size_t begin, std::size_t end) const {
    if (m_rules.width < 2) return false;
    int alike = 0;
    std::size_t at = m_text.find_first_of("\r\n", begin);
    for (int seen = 0; seen < 4 && at != npos && at < end; ++seen) {
        const std::size_t from = afterLineEnd(at);
        at = m_text.find_first_of("\r\n", from);
        if (at == npos || at >= end) break;
        std::size_t delimiters = 0;
        for (std::size_t i = from; i < at; ++i) delimiters += delimiterAt(i);
        alike += delimiters + 1 == m_rules.width;
    }
    return alike >= 3;
}

CarefulEnd RecordWalk::commentLine(std::size_t at) const {
    const std::size_t end = m_text.find_first_of("\r\n", at);
    if (end == npos || halfLineEnd(end)) return {};
    return {afterLineEnd(end), 1, true};
}

/// Reads one cell; returns where its delimiter or line end stands, npos when the text ends first.
std::size_t RecordWalk::nextCell(std::size_t at, Cell& cell, std::uint32_t& lines) const {
    cell = {};
    const std::size_t start = skipBlanks(at);
    if (m_rules.quote != 0 && start < m_text.size() && m_text[start] == m_rules.quote) {
        const QuotedSpan span = quotedSpan(start);
        if (span.fate == QuoteFate::Open) return npos;
        if (span.fate == QuoteFate::Closed) {
            cell.begin = static_cast<std::uint32_t>(start);
            cell.end = static_cast<std::uint32_t>(span.end) & 0x3FFFFFFFu;
            cell.quoted = 1;
            lines += span.lines;
            std::size_t after = span.end;
            while (after < m_text.size() && blank(after)) ++after;
            return after < m_text.size() ? after : npos;
        }
    }
    std::size_t i = m_rules.delimiter == ' ' ? start : at;
    cell.begin = static_cast<std::uint32_t>(i);
    const bool escapes = m_rules.quote != 0 && m_rules.escape != m_rules.quote;
    for (; i < m_text.size() && !delimiterAt(i) && !lineEndAt(i); ++i)
        if (escapes && m_text[i] == m_rules.escape && i + 1 < m_text.size() && !lineEndAt(i + 1)) {
            cell.escaped = 1;
            ++i;
        }
    cell.end = static_cast<std::uint32_t>(i) & 0x3FFFFFFFu;
    return i < m_text.size() ? i : npos;
}

CarefulEnd RecordWalk::run(std::size_t at, std::uint32_t line, Records* out) {
    const std::string_view rest = m_text.substr(at);
    if (!m_rules.comment.empty() && rest.substr(0, m_rules.comment.size()) == m_rules.comment) return commentLine(at);
    const std::uint32_t firstCell = out != nullptr ? out->cellCount : 0;
    std::uint32_t count = 0, lines = 0;
    bool blankRow = true;
    std::size_t from = at, stop = npos;
    for (;;) {
        Cell cell;
        stop = nextCell(from, cell, lines);
        if (stop == npos) break;
        const bool ends = lineEndAt(stop);
        const bool trailing = m_rules.delimiter == ' ' && ends && cell.begin == cell.end && count > 0;
        if (!trailing) {
            ++count;
            blankRow = blankRow && count == 1 && skipBlanks(cell.begin) >= cell.end;
            if (out != nullptr) {
                out->reserveMore();
                out->cells[out->cellCount++] = cell;
            }
        }
        if (ends) break;
        from = m_rules.delimiter == ' ' ? skipBlanks(stop) : stop + 1;
    }
    if (stop == npos || halfLineEnd(stop)) {
        if (out != nullptr) out->cellCount = firstCell;
        return {};
    }
    if (out != nullptr) {
        if (blankRow) out->cellCount = firstCell;
        else
            out->rows[out->rowCount++] = {firstCell, count, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(stop), line};
    }
    return {afterLineEnd(stop), lines + 1, true};
}

} // namespace

CarefulEnd carefulRecord(std::string_view text, std::size_t at, const ScanRules& rules, bool final, std::uint32_t line, Records* out) {
    return RecordWalk(text, rules, final).run(at, line, out);
}

} // namespace chainscape
