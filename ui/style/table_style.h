// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A table that fills a part of a view: its look (whole rows, sortable, no grid and no frame) and its rows as text.

#include <QString>

class QTableView;

namespace chainscape::ui {

/// After the model is set. Unsorted at first; column widths are told from the first rows only.
void styleViewTable(QTableView& table);

/// What Copy takes: a header line and the selected rows in their order, tab separated.
QString selectedRowsAsText(const QTableView& table);

} // namespace chainscape::ui
