// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/bookmarks_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace chainscape::ui {

BookmarksDialog::BookmarksDialog(const QStringList& names, QWidget* parent)
    : QDialog(parent), m_list(new QListWidget(this)), m_name(new QLineEdit(this)), m_save(new QPushButton(tr("Save this view"), this)), m_show(nullptr), m_remove(nullptr) {
    setWindowTitle(tr("Bookmarks"));
    auto* column = new QVBoxLayout(this);
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(tr("Name"), this);
    label->setBuddy(m_name);
    m_name->setAccessibleName(tr("Name of the bookmark"));
    m_name->setObjectName(QStringLiteral("bookmarkName"));
    m_save->setObjectName(QStringLiteral("bookmarkSave"));
    row->addWidget(label);
    row->addWidget(m_name, 1);
    row->addWidget(m_save);
    column->addLayout(row);
    m_list->setAccessibleName(tr("Bookmarks"));
    m_list->setObjectName(QStringLiteral("bookmarkList"));
    m_list->addItems(names);
    column->addWidget(m_list, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_show = buttons->addButton(tr("Go to view"), QDialogButtonBox::ActionRole);
    m_remove = buttons->addButton(tr("Remove bookmark"), QDialogButtonBox::ActionRole);
    m_show->setObjectName(QStringLiteral("bookmarkShow"));
    m_remove->setObjectName(QStringLiteral("bookmarkRemove"));
    column->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListWidget::currentRowChanged, this, &BookmarksDialog::refresh);
    connect(m_name, &QLineEdit::textChanged, this, &BookmarksDialog::refresh);
    connect(m_list, &QListWidget::itemActivated, m_show, &QPushButton::click);
    connect(m_save, &QPushButton::clicked, this, [this] {
        const QString name = m_name->text().trimmed();
        if (m_list->findItems(name, Qt::MatchExactly).isEmpty()) m_list->addItem(name);
        emit saveWanted(name);
        m_name->clear();
    });
    connect(m_show, &QPushButton::clicked, this, [this] {
        emit showWanted(chosen());
        accept();
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        emit removeWanted(chosen());
        delete m_list->takeItem(m_list->currentRow());
    });
    refresh();
    m_save->setDefault(true); // Enter in the name
    (names.isEmpty() ? static_cast<QWidget*>(m_name) : m_list)->setFocus();
    if (!names.isEmpty()) m_list->setCurrentRow(0);
}

QString BookmarksDialog::chosen() const { return m_list->currentItem() ? m_list->currentItem()->text() : QString(); }

void BookmarksDialog::refresh() {
    m_save->setEnabled(!m_name->text().trimmed().isEmpty());
    m_show->setEnabled(m_list->currentItem() != nullptr);
    m_remove->setEnabled(m_list->currentItem() != nullptr);
}

} // namespace chainscape::ui
