// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Recipes: how a kind of file is read, kept as JSON, recognised by its header and fitted to headers that drifted.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/io/import_tables.h"

namespace chainscape {

struct Recipe {
    std::string name;
    ReadPlan plan;
    /// Other names of firms and what they are called in the project, applied on every import.
    std::vector<std::pair<std::string, std::string>> aliases;

    bool operator==(const Recipe&) const = default;
};

/// A JSON document with named fields; what equals the default is written too, so that the file can be read and edited.
std::string toJson(const Recipe& recipe);

/// Fields that are missing keep their default; unknown ones, wrong types and words that are no role are an Error that names them.
Result<Recipe> recipeFromJson(std::string_view json);

/// The same for files of the same columns in any order and spelling of headers: normalised words, sorted.
std::string headerSignature(std::span<const std::string> header);

/// A plan fitted to another file's header, and in sentences what is different.
struct FittedPlan {
    ReadPlan plan;
    double common = 0;              ///< columns in common; one told by its meaning alone counts half
    std::vector<std::string> drift; ///< "The column \"#\" is new; it is kept as an attribute."
};

/// Columns are found by their header (its words, then the likeliest spelling, then another word for the same role); new ones become attributes, gone ones are
/// dropped. The dialect is the one found in the file, the rest the plan's. A missing source or target shows as missingRole.
FittedPlan fitted(const ReadPlan& plan, const Preview& file);

/// The recipe of earlier files that a new one is read by.
struct Recognised {
    std::size_t recipe = 0; ///< index
    bool same = true;       ///< the very columns; else they drifted, see fit.drift
    FittedPlan fit;
};

/// The last recipe of the same columns, else the one with most columns in common (at least six in ten of both files); nullopt
/// when there is none, or the file has no header, or fitting leaves a role without a column.
std::optional<Recognised> recognised(std::span<const Recipe> recipes, const Preview& file);

} // namespace chainscape
