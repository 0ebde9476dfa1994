// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/header_words_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/io/column_words.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/window/column_roles.h"

namespace chainscape::ui {
namespace {

QTableWidget* wordTable(const QStringList& headings, const QString& name, QWidget* parent) {
    auto* table = new QTableWidget(0, int(headings.size()), parent);
    table->setHorizontalHeaderLabels(headings);
    table->setAccessibleName(name);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(size::row + size::grid);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    return table;
}

/// Table and role in one number.
int meaningOf(TableKind kind, ColumnRole role) { return int(kind) * 1000 + int(role); }

} // namespace

HeaderWordsDialog::HeaderWordsDialog(const std::vector<HeaderWord>& words, QWidget* parent)
    : QDialog(parent), m_own(wordTable({tr("Header word"), tr("Means")}, tr("Your own header words"), this)) {
    setWindowTitle(tr("Header words"));
    resize(760, 620);
    m_own->setObjectName(QStringLiteral("ownWords"));
    m_own->setColumnWidth(0, 300);
    auto* add = new QPushButton(tr("Add a word"), this);
    auto* remove = new QPushButton(tr("Remove"), this);
    add->setAutoDefault(false);
    remove->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, [this] {
        addRow({});
        m_own->editItem(m_own->item(m_own->rowCount() - 1, 0));
    });
    connect(remove, &QPushButton::clicked, this, [this] { m_own->removeRow(m_own->currentRow()); });
    for (const HeaderWord& word : words) addRow(word);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->addButton(add, QDialogButtonBox::ActionRole);
    buttons->addButton(remove, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    auto* explained = new QLabel(tr("Columns headed so get the role without asking; your words go before the built-in ones and are kept in the project. "
                                    "A role that is chosen for a column by hand is added here when the file is imported."), this);
    explained->setWordWrap(true);
    column->addWidget(explained);
    column->addWidget(m_own, 1);
    auto* known = new QLabel(tr("Built in, in English, German, French, Spanish, Portuguese and Chinese"), this);
    known->setProperty("role", "section");
    column->addWidget(known);
    column->addWidget(builtIn(), 1);
    column->addWidget(buttons);
}

void HeaderWordsDialog::addRow(const HeaderWord& word) {
    const int row = m_own->rowCount();
    m_own->insertRow(row);
    m_own->setItem(row, 0, new QTableWidgetItem(fromUtf8(word.word)));
    auto* box = new QComboBox(m_own);
    box->setAccessibleName(tr("What the word means"));
    for (const TableKind kind : {TableKind::Links, TableKind::Firms})
        for (const ColumnRole role : ColumnRoles::rolesOf(kind))
            box->addItem(kind == TableKind::Links ? tr("links: %1").arg(ColumnRoles::roleText(role)) : tr("firms: %1").arg(ColumnRoles::roleText(role)), meaningOf(kind, role));
    box->setCurrentIndex(std::max(0, box->findData(meaningOf(word.kind, word.role))));
    m_own->setCellWidget(row, 1, box);
}

QTableWidget* HeaderWordsDialog::builtIn() {
    auto* table = wordTable({tr("Means"), tr("Words")}, tr("Built-in header words"), this);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setColumnWidth(0, 200);
    for (const RoleWords& entry : roleWords()) {
        const int row = table->rowCount();
        table->insertRow(row);
        const QString role = ColumnRoles::roleText(entry.role);
        table->setItem(row, 0, new QTableWidgetItem(entry.kind == TableKind::Links ? tr("links: %1").arg(role) : tr("firms: %1").arg(role)));
        const QString words = QString::fromUtf8(entry.words.data(), qsizetype(entry.words.size())).replace('|', QStringLiteral(", "));
        auto* item = new QTableWidgetItem(words);
        item->setToolTip(words);
        table->setItem(row, 1, item);
    }
    return table;
}

std::vector<HeaderWord> HeaderWordsDialog::words() const {
    std::vector<HeaderWord> words;
    for (int row = 0; row < m_own->rowCount(); ++row) {
        const std::string word = m_own->item(row, 0)->text().trimmed().toStdString();
        const int meaning = qobject_cast<QComboBox*>(m_own->cellWidget(row, 1))->currentData().toInt();
        if (!word.empty()) words.push_back({TableKind(meaning / 1000), ColumnRole(meaning % 1000), word});
    }
    return words;
}

} // namespace chainscape::ui
