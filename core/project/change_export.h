// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The lists of a comparison as a table: what the window and the command line write as CSV.

#include "core/analysis/change_lists.h"
#include "core/project/panel_tables.h"

namespace chainscape {

/// One row a change. Names, and stages as words, are of `dataset`, which knows the firms of both sides. Empty `only`: every list.
PanelTable changeListTable(const ChangeTable& table, const Dataset& dataset, std::optional<ChangeList> only = {});

} // namespace chainscape
