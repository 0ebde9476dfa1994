// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FirmRules: which firms of a snapshot answer to a list of conditions on columns, trade and measures.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/findings.h"

namespace chainscape {

enum class RuleTest : std::uint8_t { Is, IsNot, Contains, AtLeast, AtMost, Known, Unknown };

struct FirmRule {
    std::string column; ///< name of a RuleColumn
    RuleTest test = RuleTest::Is;
    std::string text;   ///< compared without regard to case; a number for AtLeast and AtMost

    bool operator==(const FirmRule&) const = default;
};

struct FirmRules {
    bool any = false;   ///< one condition is enough; else all must hold
    std::vector<FirmRule> rules;

    bool operator==(const FirmRules&) const = default;
};

struct RuleColumn {
    std::string id;     ///< as stored
    std::string name;   ///< English, marked for translation where it is ours
    bool number = false;
};

/// Every column a rule may ask for in this dataset: texts (id, name, stage, sector, region, function, attributes), numbers (digital,
/// revenue, cost, sales, purchases, suppliers, buyers, trade) and the measures of firms ("measure:esri").
std::vector<RuleColumn> ruleColumns(const Dataset& dataset);

/// One byte per node of the snapshot. No rules: all match. An unknown value answers only to Unknown (and IsNot). Fails with BadArgument
/// for a column that is not there or a number that is none, or as the measure does. Cost: that of the measures asked for.
Result<std::vector<std::uint8_t>> firmsMatching(Findings& findings, const FirmRules& rules, Progress& progress);

std::string toJson(const FirmRules& rules);
/// Unknown fields are passed over; text that is no such object fails with BadFormat.
Result<FirmRules> firmRulesFromJson(std::string_view text);

} // namespace chainscape
