// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/window/column_roles.h"
#include "ui/window/import_dialog.h"
#include "ui/window/import_outlook.h"
#include "ui/window/import_reading.h"
#include "ui/window/missing_end.h"

namespace chainscape::ui {
namespace {

/// Rows' numbers at the height of their cells: headers with a style sheet lift them.
class RowNumbers : public QHeaderView {
public:
    explicit RowNumbers(QWidget* parent) : QHeaderView(Qt::Vertical, parent) { setDefaultSectionSize(size::row - size::grid); }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        painter->save();
        painter->setPen(palette().color(foregroundRole()));
        painter->drawText(rect.adjusted(0, 0, -size::grid, 0), Qt::AlignRight | Qt::AlignVCenter, model()->headerData(section, Qt::Vertical).toString());
        painter->restore();
    }
};

} // namespace

QWidget* ImportDialog::buildLeft() {
    m_list->setAccessibleName(tr("Tables"));
    m_list->setObjectName(QStringLiteral("importTables"));
    m_list->setFixedHeight(std::clamp(int(m_files.size()), 1, 5) * size::row + 6);
    m_alike->setChecked(true);
    m_alike->setVisible(m_files.size() > 1);
    m_stages->setPlaceholderText(tr("told from the files"));
    m_stages->setToolTip(tr("The stages of the chain, most upstream first, separated by commas"));
    m_stages->setAccessibleName(tr("Stages"));
    m_place->addItem(tr("add to what is there"), qlonglong(0));
    for (auto it = m_setting.imports.rbegin(); it != m_setting.imports.rend(); ++it)
        if (it->active) m_place->addItem(tr("take the place of %1, %2").arg(fromUtf8(it->label), fromUtf8(it->at).left(10)), qlonglong(it->id));
    m_place->setAccessibleName(tr("In the project"));
    m_place->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 2 * size::grid, 0);
    column->addWidget(m_list);
    column->addWidget(m_reading);
    column->addWidget(m_alike);
    auto* form = new QFormLayout;
    form->addRow(tr("Stages"), m_stages);
    if (m_place->count() > 1) form->addRow(tr("In the project"), m_place);
    column->addLayout(form);
    column->addStretch(1);
    left->setFixedWidth(392);
    return left;
}

void ImportDialog::buildLayout() {
    m_table->setVerticalHeader(new RowNumbers(m_table));
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("First rows of the file"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setTabKeyNavigation(false);
    m_dialect->setProperty("role", "secondary");
    m_dialect->setWordWrap(true);
    m_dialect->setAccessibleName(tr("How it is read"));
    m_outlook->hide();
    m_sentence->setWordWrap(true);
    m_sentence->setAccessibleName(tr("What the import will do"));

    auto* right = new QSplitter(Qt::Vertical, this);
    right->addWidget(m_roles);
    right->addWidget(m_table);
    right->setSizes({370, 240});
    right->setChildrenCollapsible(false);
    auto* table = new QVBoxLayout;
    table->setSpacing(2 * size::grid);
    table->addWidget(m_missing);
    table->addWidget(right, 1);
    auto* middle = new QHBoxLayout;
    middle->addWidget(buildLeft());
    middle->addLayout(table, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    m_import->setProperty("primary", true);
    m_import->setDefault(true);
    m_save = buttons->addButton(tr("Save recipe..."), QDialogButtonBox::ActionRole);
    m_words = buttons->addButton(tr("Header words..."), QDialogButtonBox::ActionRole);
    m_words->setToolTip(tr("Which words in a header mean which role"));
    m_save->setToolTip(tr("How this table is read, as a file for the command line"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(size::panelPadding, size::panelPadding, size::panelPadding, size::panelPadding);
    column->addLayout(middle, 1);
    for (QLabel* label : {m_dialect, m_sentence, static_cast<QLabel*>(m_outlook)}) column->addWidget(label);
    column->addWidget(buttons);
}

} // namespace chainscape::ui
