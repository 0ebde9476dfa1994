// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The look of a table that fills a part of a view: whole rows, sortable, no grid and no frame.

class QTableView;

namespace chainscape::ui {

/// After the model is set. Unsorted at first; column widths are told from the first rows only.
void styleViewTable(QTableView& table);

} // namespace chainscape::ui
