// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Recipes: how files of one form are read, as JSON that is kept with the project and can be given to the command line.

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/io/import_tables.h"
#include "core/model/vocabulary.h"

namespace chainscape {

/// What is known beforehand about the files of an import. Parts that are missing are guessed from the files.
struct Recipe {
    std::optional<ReadPlan> links, firms;
    StageList stages;

    bool operator==(const Recipe&) const = default;
};

/// {"links": plan, "firms": plan, "stages": [names]}; readRecipe(toJson(r)) == r.
std::string toJson(const Recipe& recipe);

/// Unknown keys are passed over, missing ones keep their defaults. Failure BadFormat with the key when a value does not fit.
Result<Recipe> readRecipe(std::string_view json);

} // namespace chainscape
