// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The rule that rejects links of firms that stand in no list of firms.

#include <span>
#include <string>
#include <unordered_set>

#include "core/io/import_tables.h"

namespace chainscape {

using ListedFirms = std::unordered_set<std::string>;

/// Does the plan of any of these files want it?
bool rejectsUnlisted(std::span<FileReport* const> reports);

/// Rows of files whose rules say so are moved to the rejects when one of their ends is not listed. `reports`: of the links files, one per
/// span of `links`, in order.
void rejectUnlisted(LinkRows& links, std::span<FileReport* const> reports, const ListedFirms& listed);

} // namespace chainscape
