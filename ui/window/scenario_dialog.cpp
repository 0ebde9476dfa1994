// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/scenario_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace chainscape::ui {

ScenarioDialog::ScenarioDialog(const QString& name, StoredScenario scenario, QWidget* parent)
    : QDialog(parent), m_scenario(std::move(scenario)), m_list(new QListWidget(this)) {
    setWindowTitle(tr("Scenario: %1").arg(name));
    resize(520, 380);
    m_list->setAccessibleName(tr("Steps"));
    for (int i = 0; i < int(m_scenario.edits.steps.size()); ++i) {
        const auto& step = m_scenario.edits.steps[std::size_t(i)];
        const auto op = nameOf(step.operation);
        const QString words = step.note.empty() ? QString::fromUtf8(op.data(), qsizetype(op.size())) : QString::fromStdString(step.note);
        auto* item = new QListWidgetItem(words, m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(step.off ? Qt::Unchecked : Qt::Checked);
        item->setData(Qt::UserRole, i);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto* up = buttons->addButton(tr("Up"), QDialogButtonBox::ActionRole);
    auto* down = buttons->addButton(tr("Down"), QDialogButtonBox::ActionRole);
    auto* remove = buttons->addButton(tr("Remove step"), QDialogButtonBox::ActionRole);
    auto* all = buttons->addButton(tr("Remove scenario"), QDialogButtonBox::DestructiveRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(down, &QPushButton::clicked, this, [this] { move(1); });
    connect(remove, &QPushButton::clicked, this, [this] { delete m_list->takeItem(m_list->currentRow()); });
    connect(all, &QPushButton::clicked, this, [this] {
        m_removed = true;
        accept();
    });
    auto* about = new QLabel(tr("Steps are applied from top to bottom to a copy of the data. A step without its tick is left out."), this);
    about->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->addWidget(about);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
    m_list->setCurrentRow(0);
}

void ScenarioDialog::move(int by) {
    const int row = m_list->currentRow(), to = row + by;
    if (row < 0 || to < 0 || to >= m_list->count()) return;
    m_list->insertItem(to, m_list->takeItem(row));
    m_list->setCurrentRow(to);
}

StoredScenario ScenarioDialog::scenario() const {
    StoredScenario out = m_scenario;
    out.edits.steps.clear();
    for (int row = 0; row < m_list->count(); ++row) {
        auto step = m_scenario.edits.steps[m_list->item(row)->data(Qt::UserRole).toUInt()];
        step.off = m_list->item(row)->checkState() == Qt::Unchecked;
        out.edits.steps.push_back(std::move(step));
    }
    return out;
}

} // namespace chainscape::ui
