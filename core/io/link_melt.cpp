// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a file that give several links: wide and matrix forms, partners to the row's end, cells that list firms.

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/text.h"
#include "core/base/undefined.h"
#include "core/io/column_looks.h"
#include "core/io/link_parse.h"

namespace chainscape {

/// Every filled cell of a melted column becomes a row; in a matrix zeros are no links.
LinkParser::Melted LinkParser::melt(LinkChunk& chunk) {
    const bool matrix = !m_columns.targetColumns.empty();
    const auto& columns = matrix ? m_columns.targetColumns : m_columns.periodColumns;
    Melted melted;
    std::vector<std::uint32_t> headers;
    const std::string& prefix = m_columns.isTurned ? m_plan.mapping.sourcePrefix : m_plan.mapping.targetPrefix;
    for (const std::size_t c : columns) {
        const std::string_view header = trim(m_plan.mapping.columns[c].header);
        headers.push_back(matrix ? m_firms.idOf(prefix + std::string(header)) : periodId(periodInHeader(header)));
    }
    chunk.read = static_cast<std::int64_t>(m_bad.size());
    for (std::uint32_t r = 0; r < m_count; ++r) {
        if (m_isBad[r] != 0) continue;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string_view text = cell(r, columns[i]);
            double value = kNaN;
            if (!parsePlainNumber(text, m_plan.dialect.numbers.decimal, value)) {
                if (isMissing(text, m_plan.dialect.missingWords)) continue;
                const std::string_view plain = withoutFlag(text);
                if (isMissing(plain, m_plan.dialect.missingWords)) continue;
                if (const auto number = parseCellNumber(plain, m_plan.dialect.numbers)) value = number->value;
            }
            if (matrix && value == 0) continue;
            ++chunk.read;
            if (std::isnan(value) || (!matrix && !m_periods[headers[i]])) {
                m_bad.push_back({r, columns[i], std::isnan(value) ? RejectReason::BadValue : RejectReason::BadPeriod});
                continue;
            }
            melted.parents.push_back(r);
            melted.headers.push_back(headers[i]);
            melted.values.push_back(value);
        }
    }
    return melted;
}

/// One partner of a row; false when the cells there are blank.
bool LinkParser::partner(std::uint32_t row, std::size_t column, Melted& melted) {
    const std::size_t last = column + (m_columns.arePairs ? 1 : 0);
    const bool blank = cell(row, column).empty(), noQuantity = m_columns.arePairs && cell(row, last).empty();
    if (blank && (noQuantity || !m_columns.arePairs)) return false;
    double value = m_columns.arePairs ? kNaN : 1.0;
    const std::string_view text = cell(row, last);
    if (m_columns.arePairs && !isMissing(text, m_plan.dialect.missingWords)) {
        const auto number = parseCellNumber(text, m_plan.dialect.numbers);
        if (!number) m_bad.push_back({row, last, RejectReason::BadValue});
        if (!number) return true;
        value = number->value;
    }
    if (blank) {
        m_bad.push_back({row, column, m_columns.areSources ? RejectReason::BlankSource : RejectReason::BlankTarget});
        return true;
    }
    const auto& mapping = m_plan.mapping;
    melted.parents.push_back(row);
    melted.headers.push_back(m_firms.idOf((m_columns.areSources ? mapping.sourcePrefix : mapping.targetPrefix) + std::string(cell(row, column))));
    melted.values.push_back(value);
    return true;
}

/// Every partner in the rest of a row becomes a row.
LinkParser::Melted LinkParser::meltPartners(LinkChunk& chunk) {
    Melted melted;
    chunk.read = static_cast<std::int64_t>(m_bad.size());
    for (std::uint32_t r = 0; r < m_count; ++r) {
        if (m_isBad[r] != 0) continue;
        const std::size_t end = m_records.rows[m_rows.first + r].cells;
        for (std::size_t c = *m_columns.partners; c < end; c += m_columns.arePairs ? 2 : 1) chunk.read += partner(r, c, melted);
    }
    return melted;
}

/// An export of the firm that reports runs from it to its partner.
void LinkParser::turnExports(LinkChunk& chunk) {
    if (!m_columns.direction || chunk.source.empty() || chunk.target.empty()) return;
    for (std::uint32_t r = 0; r < m_count; ++r) {
        if (!tradeDirection(cell(r, *m_columns.direction)).value_or(false)) continue;
        std::swap(chunk.source[r], chunk.target[r]);
        if (chunk.sourceName.empty() != chunk.targetName.empty()) (chunk.sourceName.empty() ? chunk.sourceName : chunk.targetName).assign(m_count, 0);
        if (!chunk.sourceName.empty()) std::swap(chunk.sourceName[r], chunk.targetName[r]);
    }
}

/// An id that is blank takes the name.
void LinkParser::nameFirms(std::vector<std::uint32_t>& firms, const std::vector<std::uint32_t>& names) {
    for (std::size_t r = 0; r < std::min(firms.size(), names.size()); ++r)
        if (firms[r] == 0 && names[r] != 0) firms[r] = m_firms.idOf(m_words[names[r]]);
}

/// The firms that a cell lists, each once; at least one.
std::vector<std::uint32_t> LinkParser::piecesOf(std::uint32_t firm) {
    const std::string text(m_firms[firm]);
    std::vector<std::uint32_t> pieces;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(m_plan.mapping.listMark, at), text.size());
        const std::string_view piece = trim(std::string_view(text).substr(at, end - at));
        at = end + 1;
        if (piece.empty()) continue;
        const std::uint32_t id = m_firms.idOf(piece);
        if (std::find(pieces.begin(), pieces.end(), id) == pieces.end()) pieces.push_back(id);
    }
    if (pieces.empty()) pieces.push_back(firm);
    return pieces;
}

/// Every seller of a row with every buyer. Names stand for firms of their own only where a cell lists none.
void LinkParser::splitLists(LinkChunk& chunk) {
    std::vector<std::uint32_t> parents, sources, targets;
    std::vector<double> shares;
    const auto count = static_cast<std::uint32_t>(chunk.source.size());
    for (std::uint32_t r = 0; r < count; ++r) {
        const auto sellers = piecesOf(chunk.source[r]), buyers = piecesOf(chunk.target[r]);
        const std::size_t links = sellers.size() * buyers.size();
        for (const std::uint32_t seller : sellers)
            for (const std::uint32_t buyer : buyers) {
                parents.push_back(r);
                sources.push_back(seller);
                targets.push_back(buyer);
                shares.push_back(m_plan.mapping.lists == ListCells::Share ? 1.0 / static_cast<double>(links) : 1.0);
            }
        chunk.read += static_cast<std::int64_t>(links) - 1;
        for (const auto& [names, pieces] : {std::pair(&chunk.sourceName, &sellers), std::pair(&chunk.targetName, &buyers)})
            if (!names->empty() && pieces->size() > 1) (*names)[r] = 0;
    }
    keepRows(chunk, parents);
    chunk.source = std::move(sources);
    chunk.target = std::move(targets);
    for (std::size_t r = 0; r < shares.size(); ++r) chunk.value[r] *= shares[r];
}

} // namespace chainscape
