// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/project_edits.h"

#include <algorithm>

#include "core/base/text.h"

namespace chainscape {
namespace {

constexpr int kLargestStage = 10000;

std::uint32_t bitOf(FirmField field) { return 1u << static_cast<unsigned>(field); }

Result<void> followMerges(tsl::robin_map<std::string, std::string>& merged) {
    const auto direct = merged;
    for (const auto& [alias, into] : direct) {
        std::string end = into;
        std::size_t steps = 0;
        for (auto it = direct.find(end); it != direct.end(); it = direct.find(end)) {
            end = it->second;
            if (++steps > direct.size()) return failure(ErrorCode::DamagedProject, "firms were merged in a circle");
        }
        merged[alias] = end;
    }
    return {};
}

} // namespace

Result<HandEdits> HandEdits::of(std::span<const EditRecord> edits) {
    HandEdits made;
    for (const auto& record : edits) {
        if (!record.active) continue;
        for (const auto& edit : record.edits) {
            if (edit.field == FirmField::MergedInto) {
                if (edit.value.empty() || edit.value == edit.firm) made.merged.erase(edit.firm);
                else made.merged[edit.firm] = edit.value;
                continue;
            }
            if (!edit.period.empty() && !parsePeriod(edit.period))
                return failure(ErrorCode::DamagedProject, "an edit holds from \"" + edit.period + "\" on, which is no period");
            made.fields.push_back(edit);
        }
    }
    if (auto ok = followMerges(made.merged); !ok) return tl::unexpected(ok.error());
    std::vector<FirmEdit> kept;
    for (auto& edit : made.fields) {
        edit.firm = made.idFor(edit.firm);
        if (edit.period.empty()) {
            made.blanked[edit.firm] |= bitOf(edit.field);
            std::erase_if(kept, [&](const FirmEdit& k) { return k.firm == edit.firm && k.field == edit.field; });
        }
        if (!edit.value.empty()) kept.push_back(std::move(edit));
    }
    made.fields = std::move(kept);
    return made;
}

const std::string& HandEdits::idFor(const std::string& id) const {
    const auto it = merged.find(id);
    return it == merged.end() ? id : it->second;
}

void HandEdits::blank(FirmRecord& record) const {
    if (blanked.empty()) return;
    const auto it = blanked.find(record.id);
    if (it == blanked.end()) return;
    const auto has = [bits = it->second](FirmField field) { return (bits & bitOf(field)) != 0; };
    if (has(FirmField::Name)) record.name.clear();
    if (has(FirmField::Stage)) record.stage = 0;
    if (has(FirmField::Sector)) record.sector.clear();
    if (has(FirmField::Region)) record.region.clear();
    if (has(FirmField::Digital)) record.digital = kUnknownScore;
    if (has(FirmField::IsPlatform)) record.isPlatform.reset();
    if (has(FirmField::IsEndUser)) record.isEndUser.reset();
}

Result<FirmRecord> HandEdits::recordOf(const FirmEdit& edit) const {
    FirmRecord record;
    record.id = edit.firm;
    const auto number = parseNumber(edit.value);
    const auto bad = [&] {
        return failure(ErrorCode::DamagedProject, "an edit sets " + std::string(nameOf(edit.field)) + " of " + edit.firm + " to \"" + edit.value + "\"");
    };
    switch (edit.field) {
    case FirmField::Name: record.name = edit.value; break;
    case FirmField::Sector: record.sector = edit.value; break;
    case FirmField::Region: record.region = edit.value; break;
    case FirmField::Stage:
        if (!number || *number < 1 || *number > kLargestStage) return bad();
        record.stage = static_cast<int>(*number);
        break;
    case FirmField::Digital:
        if (!number || *number < 0 || *number > 1) return bad();
        record.digital = static_cast<float>(*number);
        break;
    case FirmField::IsPlatform: record.isPlatform = edit.value == "1"; break;
    case FirmField::IsEndUser: record.isEndUser = edit.value == "1"; break;
    case FirmField::MergedInto: return bad();
    }
    return record;
}

} // namespace chainscape
