// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/base/text.h"
#include "core/io/column_looks.h"
#include "core/io/column_words.h"
#include "core/io/values.h"

namespace chainscape {
namespace {

using namespace std::string_view_literals;

constexpr std::array kIdWords = {"id"sv, "code"sv, "no"sv, "nr"sv, "number"sv, "key"sv, "iso"sv, "iso2"sv, "iso3"sv, "nummer"sv, "codigo"sv, "numero"sv,
                                 "\u7f16\u53f7"sv, "\u4ee3\u7801"sv, "\u7f16\u7801"sv};
constexpr std::array kNameWords = {"name"sv, "label"sv, "title"sv, "description"sv, "desc"sv, "text"sv, "bezeichnung"sv, "nom"sv, "libelle"sv, "nombre"sv, "nome"sv,
                                   "\u540d\u79f0"sv};
/// Shorter stems say too little for words that are not parted by a blank ("kundennummer").
constexpr std::size_t kShortestStem = 4;

/// "seller id" and "code fournisseur" without the word that says what they hold; nullopt: it says none of these.
std::optional<std::string> stemOf(const std::string& header, std::span<const std::string_view> words) {
    for (const std::string_view word : words) {
        if (header.size() <= word.size()) continue;
        const std::size_t rest = header.size() - word.size();
        if (header.ends_with(word) && header[rest - 1] == ' ') return header.substr(0, rest - 1);
        if (header.starts_with(word) && header[word.size()] == ' ') return header.substr(word.size() + 1);
        if (header.ends_with(word) && (rest >= kShortestStem || word.front() < 0) && word.size() >= kShortestStem) return header.substr(0, rest);
    }
    return std::nullopt;
}

/// Most codes stand beside one name all along, and there is a name for most.
bool oneNameEach(const ColumnSample& sample, std::size_t code, std::size_t name) {
    std::map<std::string_view, std::string_view> nameOf;
    std::size_t filled = 0, agree = 0, same = 0;
    for (const auto& row : sample.rows) {
        if (row[code].empty() || row[name].empty()) continue;
        ++filled;
        same += row[code] == row[name];
        agree += nameOf.try_emplace(row[code], row[name]).first->second == row[name];
    }
    return filled > 0 && agree * 5 >= filled * 4 && same * 2 < filled;
}

/// The column that holds ids (or names) of the same thing as `header`.
std::optional<std::size_t> partnerOf(const ColumnMapping& mapping, const std::string& stem, std::span<const std::string_view> words, bool bareCounts) {
    for (std::size_t c = 0; c < mapping.columns.size(); ++c) {
        if (mapping.columns[c].role != ColumnRole::Attribute) continue;
        const std::string header = normalisedHeader(mapping.columns[c].header);
        if (stemOf(header, words) == stem || (bareCounts && header == stem)) return c;
    }
    return std::nullopt;
}

void pairEnd(ColumnMapping& mapping, const ColumnSample& sample, ColumnRole end, ColumnRole name) {
    const auto at = mapping.find(end);
    if (!at || mapping.find(name)) return;
    const std::string header = normalisedHeader(mapping.columns[*at].header);
    const auto nameStem = stemOf(header, kNameWords), idStem = stemOf(header, kIdWords);
    const bool holdsNames = nameStem.has_value();
    const auto other = holdsNames ? partnerOf(mapping, *nameStem, kIdWords, true) : partnerOf(mapping, idStem.value_or(header), kNameWords, idStem.has_value());
    if (!other) return;
    const std::size_t code = holdsNames ? *other : *at, label = holdsNames ? *at : *other;
    if (!oneNameEach(sample, code, label)) return;
    mapping.columns[code] = {mapping.columns[code].header, end, mapping.columns[*at].sure};
    mapping.columns[label] = {mapping.columns[label].header, name, true};
}

constexpr std::size_t kShortestListed = 3;

bool isLegalForm(std::string_view piece) {
    static constexpr std::array kForms = {"inc"sv, "ltd"sv, "llc"sv, "co"sv, "corp"sv, "gmbh"sv, "sa"sv, "ag"sv, "lp"sv, "plc"sv, "spa"sv, "kg"sv, "bv"sv, "nv"sv};
    std::string word;
    for (const char c : piece)
        if (c != '.' && c != ' ') word += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return std::find(kForms.begin(), kForms.end(), word) != kForms.end();
}

std::vector<std::string_view> piecesAt(std::string_view cell, char mark) {
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at <= cell.size();) {
        const std::size_t end = std::min(cell.find(mark, at), cell.size());
        if (const auto piece = trim(cell.substr(at, end - at)); !piece.empty()) pieces.push_back(piece);
        at = end + 1;
    }
    return pieces;
}

/// Do cells list firms, parted by the mark? Two different ones at least, whose parts come back in other cells: a bar or a semicolon
/// once, a comma or a stroke for most parts, as those stand in names, too.
bool listsBy(const std::set<std::string_view>& cells, char mark) {
    std::map<std::string_view, std::size_t> seen;
    std::size_t lists = 0;
    for (const std::string_view cell : cells) {
        const auto pieces = piecesAt(cell, mark);
        lists += pieces.size() > 1;
        for (const std::string_view piece : std::set(pieces.begin(), pieces.end())) ++seen[piece];
    }
    std::size_t parts = 0, back = 0;
    for (const std::string_view cell : cells) {
        const auto pieces = piecesAt(cell, mark);
        if (pieces.size() < 2) continue;
        for (const std::string_view piece : pieces) {
            ++parts;
            back += seen[piece] > 1 && piece.size() >= kShortestListed && !isLegalForm(piece);
        }
    }
    const bool plain = mark == ';' || mark == '|';
    return lists >= 2 && (plain ? back > 0 || lists * 2 > cells.size() : back * 5 >= parts * 3);
}

} // namespace

void pairIdsWithNames(ColumnMapping& mapping, const ColumnSample& sample) {
    pairEnd(mapping, sample, ColumnRole::Source, ColumnRole::SourceName);
    pairEnd(mapping, sample, ColumnRole::Target, ColumnRole::TargetName);
}

void findDirection(ColumnMapping& mapping, const ColumnSample& sample) {
    static constexpr std::array kSides = {"reporter"sv, "declarant"sv, "partner"sv, "partenaire"sv, "meldeland"sv, "partnerland"sv};
    const auto oneSided = [&](ColumnRole role) {
        const auto at = mapping.find(role);
        const std::string header = at ? normalisedHeader(mapping.columns[*at].header) : std::string();
        return std::any_of(kSides.begin(), kSides.end(), [&](std::string_view side) { return header.find(side) != std::string::npos; });
    };
    if (!oneSided(ColumnRole::Source) || !oneSided(ColumnRole::Target)) return;
    for (std::size_t c = 0; c < mapping.columns.size(); ++c) {
        if (mapping.columns[c].role != ColumnRole::Attribute && mapping.columns[c].role != ColumnRole::Kind) continue;
        std::size_t filled = 0, said = 0;
        for (const auto& row : sample.rows) {
            filled += !row[c].empty();
            said += row[c].size() > 2 && tradeDirection(row[c]).has_value();
        }
        if (filled == 0 || said < filled) continue;
        mapping.columns[c] = {mapping.columns[c].header, ColumnRole::Direction, true};
        return;
    }
}

char listMarkOf(const ColumnMapping& mapping, const ColumnSample& sample) {
    for (const auto column : {mapping.find(ColumnRole::Source), mapping.find(ColumnRole::Target)}) {
        if (!column) continue;
        std::set<std::string_view> cells;
        for (const auto& row : sample.rows)
            if (!row[*column].empty()) cells.insert(row[*column]);
        for (const char mark : {';', '|', ',', '/'})
            if (listsBy(cells, mark)) return mark;
    }
    return 0;
}

} // namespace chainscape
