// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Links that call firms by their names where the list of firms gives them ids.

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "core/io/import_tables.h"

namespace chainscape {

using IdAndName = std::pair<std::string, std::string>;

/// Ids and names of a list of firms.
std::vector<IdAndName> namesIn(const FirmRows& firms);

/// Firms of links that are no id of the list and the name of exactly one of its firms become that firm. Gives how many did.
std::int64_t joinByName(LinkRows& links, std::span<const IdAndName> listed);

} // namespace chainscape
