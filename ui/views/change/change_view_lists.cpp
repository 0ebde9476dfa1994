// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lists of the change view: what they hold, a click on a row, copies and CSV files.
#include <algorithm>

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSignalBlocker>

#include "core/project/change_export.h"
#include "ui/style/format.h"
#include "ui/style/table_style.h"
#include "ui/views/change/change_view.h"

namespace chainscape::ui {
namespace {

constexpr int kWidestColumn = 320;

} // namespace

QWidget* ChangeView::buildLists() {
    m_proxy.setSourceModel(&m_model);
    m_proxy.setSortRole(ChangeListModel::SortRole);
    m_proxy.setFilterRole(ChangeListModel::ListRole);
    m_proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy.setSortLocaleAware(true);
    m_table->setModel(&m_proxy);
    m_table->setAccessibleName(tr("What entered, left, grew, shrank or switched supplier"));
    styleViewTable(*m_table);
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChangeView::rowPicked);
    connect(m_table, &QTableView::clicked, this, &ChangeView::rowPicked);
    return m_table;
}

void ChangeView::fillLists() {
    QComboBox& list = m_bar->lists();
    const QSignalBlocker a(&list), b(m_table->selectionModel());
    m_model.show(m_shown.change, m_shown.rows);
    const int kept = std::max(0, list.currentIndex());
    list.clear();
    list.addItem(tr("all changes (%1)").arg(countText(m_model.rowCount())), -1);
    for (int i = 0; i < kChangeLists; ++i)
        list.addItem(tr("%1 (%2)").arg(ChangeListModel::textOf(ChangeList(i)), countText(qint64(m_model.count(ChangeList(i))))), i);
    list.setCurrentIndex(kept);
    filterList();
    m_table->resizeColumnsToContents();
    for (int c = 0; c + 1 < int(ChangeListModel::Columns); ++c) m_table->setColumnWidth(c, std::min(kWidestColumn, m_table->columnWidth(c)));
}

void ChangeView::filterList() {
    const int list = m_bar->lists().currentData().toInt();
    m_proxy.setFilterKeyColumn(0);
    m_proxy.setFilterRegularExpression(list < 0 ? QString() : QStringLiteral("^%1$").arg(list));
}

void ChangeView::rowPicked() {
    const auto at = m_proxy.mapToSource(m_table->selectionModel()->currentIndex());
    if (at.isValid()) m_session.click(m_model.item(at.row()), false);
}

void ChangeView::copy() {
    if (!m_table->selectionModel()->hasSelection()) {
        emit said(tr("Select rows first; then Ctrl+C copies them."));
        return;
    }
    QGuiApplication::clipboard()->setText(selectedRowsAsText(*m_table));
    emit said(tr("Copied %n row(s).", nullptr, int(m_table->selectionModel()->selectedRows().size())));
}

void ChangeView::exportList() {
    if (!m_shown.change) return;
    const int list = m_bar->lists().currentData().toInt();
    const QString path = QFileDialog::getSaveFileName(this, tr("Export the list as CSV"), QStringLiteral("changes.csv"), tr("CSV files (*.csv)"));
    if (path.isEmpty()) return;
    const auto table = changeListTable(m_shown.change->table, m_shown.change->after->dataset(), list < 0 ? std::nullopt : std::optional(ChangeList(list)));
    const auto written = writeCsv(table, path.toStdString());
    emit said(written ? tr("%n row(s) written to %1.", nullptr, int(table.rows.size())).arg(path) : fromUtf8(describe(written.error())));
}

} // namespace chainscape::ui
