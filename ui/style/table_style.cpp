// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/table_style.h"

#include <algorithm>

#include <QHeaderView>
#include <QTableView>

#include "ui/style/sizes.h"

namespace chainscape::ui {

void styleViewTable(QTableView& table) {
    constexpr int rowsMeasured = 200;
    table.setSortingEnabled(true);
    table.sortByColumn(-1, Qt::AscendingOrder);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    table.setShowGrid(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(size::row);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setResizeContentsPrecision(rowsMeasured);
}

QString selectedRowsAsText(const QTableView& table) {
    auto rows = table.selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex& i) { return i.row(); });
    const auto* model = table.model();
    QStringList lines;
    const auto line = [&](auto cell) {
        QStringList cells;
        for (int c = 0; c < model->columnCount(); ++c) cells << cell(c).replace('\t', ' ').replace('\n', ' ');
        lines << cells.join('\t');
    };
    line([&](int c) { return model->headerData(c, Qt::Horizontal).toString(); });
    for (const auto& row : rows) line([&](int c) { return row.siblingAtColumn(c).data().toString(); });
    return lines.join('\n') + '\n';
}

} // namespace chainscape::ui
