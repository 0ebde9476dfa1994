// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/recipe.h"
#include "tests/fuzz/fuzz_common.h"

/// What was understood is written and read back the same.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace chainscape;
    const auto recipe = recipeFromJson({reinterpret_cast<const char*>(data), size});
    if (!recipe) {
        require(!recipe.error().message.empty());
        return 0;
    }
    const std::string json = toJson(*recipe);
    const auto again = recipeFromJson(json);
    require(again && toJson(*again) == json);
    return 0;
}
