// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/figures_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/window/project_controller.h"

namespace chainscape::ui {

FiguresDialog::FiguresDialog(ProjectController& project, QWidget* parent) : QDialog(parent), m_project(project), m_list(new QListWidget(this)) {
    setWindowTitle(tr("Figures of the report"));
    resize(560, 420);
    m_list->setAccessibleName(tr("Figures"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* open = buttons->addButton(tr("Open in its view"), QDialogButtonBox::ActionRole);
    auto* save = buttons->addButton(tr("Export..."), QDialogButtonBox::ActionRole);
    auto* remove = buttons->addButton(tr("Remove"), QDialogButtonBox::ActionRole);
    auto* column = new QVBoxLayout(this);
    column->addWidget(new QLabel(tr("\"To report\" keeps a figure here, with its data view, texts and style. It is drawn anew from the data each time."), this));
    qobject_cast<QLabel*>(column->itemAt(0)->widget())->setWordWrap(true);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(open, &QPushButton::clicked, this, [this] {
        if (const auto spec = chosen()) {
            emit openWanted(*spec);
            accept();
        }
    });
    connect(save, &QPushButton::clicked, this, [this] {
        if (const auto spec = chosen()) emit exportWanted(*spec);
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        if (!m_list->currentItem()) return;
        m_project.removeDocument(DocumentKind::Figure, m_list->currentItem()->text());
        fill();
    });
    fill();
}

void FiguresDialog::fill() {
    m_list->clear();
    for (const auto& figure : m_project.documents(DocumentKind::Figure)) {
        auto* item = new QListWidgetItem(QString::fromStdString(figure.name), m_list);
        item->setData(Qt::UserRole, QString::fromStdString(figure.json));
    }
    m_list->setCurrentRow(m_list->count() - 1);
}

Result<ViewSpec> FiguresDialog::chosen() const {
    if (!m_list->currentItem()) return failure(ErrorCode::NotFound, "No figure is chosen.");
    return readViewSpec(m_list->currentItem()->data(Qt::UserRole).toString().toStdString());
}

} // namespace chainscape::ui
