// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/project_firm_rows.h"

#include <cmath>

#include <nlohmann/json.hpp>

namespace chainscape {
namespace {

constexpr int kDeepestAttributes = 2;

bool readAttributes(std::string_view text, FirmRecord& record) {
    if (text.empty()) return true;
    const nlohmann::ordered_json::parser_callback_t shallow = [](int depth, auto, auto&) { return depth < kDeepestAttributes; };
    const auto parsed = nlohmann::ordered_json::parse(text, shallow, false);
    if (!parsed.is_object()) return false;
    for (const auto& [name, value] : parsed.items())
        if (value.is_string()) record.attributes.emplace_back(name, value.get<std::string>());
    return true;
}

std::optional<bool> flagOf(const sqlite::Statement& row, int column) {
    return row.isNull(column) ? std::nullopt : std::optional(row.integer(column) != 0);
}

} // namespace

std::string_view firmRowsSql() {
    return "SELECT v.firm, v.period, v.name, v.stage, v.sector, v.region, v.parent, v.function, v.digital, v.is_platform, v.end_user,"
           " v.revenue, v.cost, v.latitude, v.longitude, v.attributes"
           " FROM firm_versions v JOIN imports i ON i.id = v.import_id LEFT JOIN import_files x ON x.id = v.file_id WHERE i.active"
           " ORDER BY x.role = 'links' DESC, v.id";
}

Result<FirmRecord> firmRecordOf(const sqlite::Statement& row, const tsl::robin_map<std::string, int>& stageOf) {
    FirmRecord record;
    record.name = row.text(2);
    if (const auto it = stageOf.find(std::string(row.text(3))); it != stageOf.end()) record.stage = it->second;
    int column = 4;
    for (std::string* text : {&record.sector, &record.region, &record.parent, &record.function}) *text = row.text(column++);
    record.digital = static_cast<float>(row.real(column++));
    record.isPlatform = flagOf(row, column++);
    record.isEndUser = flagOf(row, column++);
    bool fine = !(record.digital < 0 || record.digital > 1);
    for (double* number : {&record.revenue, &record.cost, &record.latitude, &record.longitude}) {
        *number = row.real(column++);
        fine = fine && !std::isinf(*number);
    }
    if (!fine || !readAttributes(row.text(column), record))
        return failure(ErrorCode::DamagedProject, "a row of its table firm_versions holds a number out of range");
    return record;
}

} // namespace chainscape
