// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Whose file it is, told from its name: the buyer of all rows of "apple-supplier-list.csv" is likely Apple.

#include <string>
#include <string_view>

namespace chainscape {

/// The words of the file's name, else of the folders it lies in (the nearest four), that are no words for data, roles or periods, the first letter
/// in upper case: "Apple", "Networkrail". "" when nothing is left. `path` may name a part inside a file ("a/b.zip, 2017-01.csv").
std::string ownerIn(std::string_view path);

} // namespace chainscape
