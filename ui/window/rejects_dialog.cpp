// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/rejects_dialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

/// A CSV cell; text that a spreadsheet would run as a formula gets an apostrophe.
QString cell(const std::string& text) {
    QString out = QString::fromStdString(text);
    if (!out.isEmpty() && QStringLiteral("=+-@\t\r").contains(out[0])) out.prepend('\'');
    return '"' + out.replace('"', QStringLiteral("\"\"")) + '"';
}

} // namespace

RejectsDialog::RejectsDialog(const std::vector<StoredReject>& rejects, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Rejected rows"));
    resize(900, 520);
    auto* about = new QLabel(rejects.empty() ? tr("No row was rejected.") : tr("%n row(s) were not kept. They stay in the project with their reason.", nullptr, int(rejects.size())), this);
    auto* table = new QTableWidget(int(rejects.size()), 5, this);
    table->setAccessibleName(tr("Rejected rows"));
    table->setHorizontalHeaderLabels({tr("File"), tr("Row"), tr("Column"), tr("Why"), tr("As it stands in the file")});
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(size::row);
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    for (int row = 0; row < int(rejects.size()); ++row) {
        const Reject& r = rejects[std::size_t(row)].reject;
        const QStringList cells{QString::fromStdString(r.file).section('/', -1), QString::number(r.row), QString::fromStdString(r.column),
                                QString::fromStdString(r.sentence), elided(QString::fromStdString(r.original), 300)};
        for (int c = 0; c < cells.size(); ++c) table->setItem(row, c, new QTableWidgetItem(cells[c]));
    }
    table->horizontalHeader()->setStretchLastSection(true);
    table->resizeColumnsToContents();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* save = buttons->addButton(tr("Export as CSV..."), QDialogButtonBox::ActionRole);
    save->setEnabled(!rejects.empty());
    connect(save, &QPushButton::clicked, this, [this, rejects] { exportCsv(rejects); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(about);
    column->addWidget(table, 1);
    column->addWidget(buttons);
}

void RejectsDialog::exportCsv(const std::vector<StoredReject>& rejects) {
    const QString path = QFileDialog::getSaveFileName(this, tr("Export rejected rows"), QStringLiteral("rejects.csv"), tr("CSV files (*.csv)"));
    if (path.isEmpty()) return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return;
    file.write("file,row,column,reason,original\n");
    for (const auto& stored : rejects) {
        const Reject& r = stored.reject;
        file.write((cell(r.file) + ',' + QString::number(r.row) + ',' + cell(r.column) + ',' + cell(r.sentence) + ',' + cell(r.original) + '\n').toUtf8());
    }
    file.commit();
}

} // namespace chainscape::ui
