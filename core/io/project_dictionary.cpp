// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/io/csv_write.h"
#include "core/io/project_state.h"
#include "core/io/project_write.h"

namespace chainscape {

using sqlite::Db;
using sqlite::Statement;

Result<Dictionary> Dictionary::load(const Db& db, std::string_view table, std::string_view column) {
    auto names = readDictionary(db, table, column);
    if (!names) return tl::unexpected(names.error());
    Dictionary made;
    auto insert = db.prepare("INSERT INTO " + std::string(table) + "(number, " + std::string(column) + ") VALUES(?, ?)");
    if (!insert) return tl::unexpected(insert.error());
    made.m_insert = std::make_unique<Statement>(std::move(*insert));
    made.m_count = static_cast<std::int64_t>(names->size());
    for (std::size_t i = 0; i < names->size(); ++i) made.known((*names)[i]) = static_cast<std::int64_t>(i) + 1;
    return made;
}

std::int64_t& Dictionary::known(std::string_view text) {
    const std::uint32_t id = m_texts.idOf(text);
    if (id == m_numbers.size()) m_numbers.push_back(0);
    return m_numbers[id];
}

Result<std::int64_t> Dictionary::numberOf(std::string_view given) {
    const std::string_view text = unguarded(given);
    std::int64_t& number = known(text);
    if (number != 0) return number;
    number = ++m_count;
    if (auto ok = m_insert->bind(1, number).bind(2, text).run(); !ok) return tl::unexpected(ok.error());
    return number;
}

Result<std::vector<std::int64_t>> storePeriods(const Db& db, const std::vector<PeriodText>& periods) {
    auto find = db.prepare("SELECT number FROM periods WHERE granularity = ? AND fiscal = ? AND ordinal = ? AND text = ?");
    if (!find) return tl::unexpected(find.error());
    auto insert = db.prepare("INSERT INTO periods(granularity, fiscal, ordinal, text, number) VALUES(?, ?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM periods))");
    if (!insert) return tl::unexpected(insert.error());
    std::vector<std::int64_t> numbers;
    for (const auto& [text, period] : periods) {
        for (auto* statement : {&*find, &*insert})
            statement->bind(1, static_cast<std::int64_t>(period.granularity)).bind(2, std::int64_t{period.fiscal}).bind(3, std::int64_t{period.ordinal}).bind(4, std::string_view(text));
        const auto row = find->step();
        if (!row) return tl::unexpected(row.error());
        if (*row) {
            numbers.push_back(find->integer(0));
            find->reset();
            continue;
        }
        if (auto ok = insert->run(); !ok) return tl::unexpected(ok.error());
        numbers.push_back(db.lastRowId());
    }
    return numbers;
}

std::string attributesJson(const std::vector<RowAttribute>& attributes, const StringTable& words, std::size_t row) {
    nlohmann::ordered_json json;
    for (const auto& column : attributes)
        if (!column.ids.empty() && column.ids[row] != 0) json[std::string(unguarded(column.name))] = std::string(unguarded(words[column.ids[row]]));
    return json.is_null() ? std::string() : json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace chainscape
