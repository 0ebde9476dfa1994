// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/imports_dialog.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/window/project_controller.h"

namespace chainscape::ui {
namespace {

constexpr int kImportHeaderRoom = 20; ///< what a column needs beside its text

} // namespace

ImportsDialog::ImportsDialog(ProjectController& project, QWidget* parent)
    : QDialog(parent), m_project(project), m_table(new QTableWidget(this)), m_toggle(new QPushButton(tr("Take back"), this)) {
    setWindowTitle(tr("Imports and data health"));
    resize(860, 420);
    m_table->setAccessibleName(tr("Imports"));
    m_table->setColumnCount(7);
    m_table->setHorizontalHeaderLabels({tr("Date"), tr("File"), tr("Read"), tr("Kept"), tr("Rejected"), tr("Counts"), tr("SHA-256")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(size::row);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_toggle, QDialogButtonBox::ActionRole);
    m_toggle->setAutoDefault(false); // Return never takes an import back
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_toggle, &QPushButton::clicked, this, &ImportsDialog::toggle);
    connect(m_table, &QTableWidget::currentCellChanged, this, [this](int row) {
        m_toggle->setEnabled(row >= 0);
        if (row >= 0) m_toggle->setText(m_table->item(row, 5)->data(Qt::UserRole + 1).toBool() ? tr("Take the import back") : tr("Bring the import in again"));
    });
    auto* column = new QVBoxLayout(this);
    column->addWidget(new QLabel(tr("Read = kept + rejected, for every file. Nothing is ever deleted: an import that is taken back stays in the project."), this));
    column->addWidget(m_table, 1);
    column->addWidget(buttons);
    fill();
}

void ImportsDialog::fill() {
    const int stood = m_table->currentRow();
    m_table->setRowCount(0);
    for (const auto& import : m_project.imports())
        for (const auto& file : import.files) {
            const int row = m_table->rowCount();
            m_table->insertRow(row);
            const QStringList cells{QString::fromStdString(import.at).left(16).replace('T', ' '), QString::fromStdString(file.file).section('/', -1),
                                    countText(file.rowsRead), countText(file.rowsKept), countText(file.rowsRejected),
                                    import.active ? tr("yes") : tr("taken back"), QString::fromStdString(file.sha256).left(16)};
            for (int c = 0; c < cells.size(); ++c) {
                auto* item = new QTableWidgetItem(cells[c]);
                item->setData(Qt::UserRole, qlonglong(import.id));
                item->setData(Qt::UserRole + 1, import.active);
                if (c >= 2 && c <= 4) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
                m_table->setItem(row, c, item);
            }
        }
    m_table->resizeColumnsToContents();
    for (int c = 0; c < m_table->columnCount(); ++c) m_table->setColumnWidth(c, m_table->columnWidth(c) + kImportHeaderRoom);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_toggle->setEnabled(false);
    if (stood >= 0 && stood < m_table->rowCount()) m_table->setCurrentCell(stood, 0); // the same import, to be brought in again
}

void ImportsDialog::toggle() {
    const auto* item = m_table->item(m_table->currentRow(), 5);
    if (!item) return;
    m_project.setImportActive(item->data(Qt::UserRole).toLongLong(), !item->data(Qt::UserRole + 1).toBool(), [this] { fill(); });
}

} // namespace chainscape::ui
