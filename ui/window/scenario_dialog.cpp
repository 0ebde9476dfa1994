// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/scenario_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPointer>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/style/format.h"

namespace chainscape::ui {

ScenarioDialog::ScenarioDialog(const QString& name, StoredScenario scenario, DatasetPtr base, Trial trial, QWidget* parent)
    : QDialog(parent), m_scenario(std::move(scenario)), m_history(m_scenario.edits), m_base(std::move(base)), m_trial(std::move(trial)), m_name(new QLineEdit(name, this)),
      m_period(new QComboBox(this)), m_list(new QListWidget(this)), m_form(new ScenarioForm(m_base, this)), m_problem(new QLabel(this)), m_summary(new QLabel(this)) {
    setWindowTitle(tr("Scenario: %1").arg(name));
    setObjectName(QStringLiteral("scenarioDialog"));
    resize(900, 560);
    m_name->setAccessibleName(tr("Name of the scenario"));
    m_name->setObjectName(QStringLiteral("scenarioName"));
    m_period->setAccessibleName(tr("Period it is tried on"));
    m_period->setObjectName(QStringLiteral("scenarioPeriod"));
    for (const auto& period : m_base->periods()) m_period->addItem(periodText(period.period), fromUtf8(period.text));
    const int at = m_period->findData(fromUtf8(m_scenario.period));
    m_period->setCurrentIndex(at >= 0 ? at : m_period->count() - 1);
    auto* head = new QFormLayout;
    head->addRow(tr("Name"), m_name);
    head->addRow(tr("Period"), m_period);
    auto* halves = new QHBoxLayout;
    halves->addWidget(buildSteps(), 1);
    halves->addWidget(buildForm(), 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto* all = buttons->addButton(tr("Remove scenario"), QDialogButtonBox::DestructiveRole);
    all->setObjectName(QStringLiteral("removeScenario"));
    connect(buttons, &QDialogButtonBox::accepted, this, &ScenarioDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(all, &QPushButton::clicked, this, [this] {
        m_removed = true;
        accept();
    });
    m_summary->setWordWrap(true);
    m_summary->setProperty("role", "secondary");
    auto* column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addLayout(halves, 1);
    column->addWidget(m_summary);
    column->addWidget(buttons);
    connect(m_period, &QComboBox::activated, this, [this] { tryOut(); });
    showSteps(m_history.now().steps.empty() ? -1 : 0);
}

void ScenarioDialog::addButton(QLayout* layout, QPushButton*& button, const QString& text, const char* object, const std::function<void()>& act) {
    button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(object));
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, act);
    layout->addWidget(button);
}

QWidget* ScenarioDialog::buildSteps() {
    auto* half = new QWidget(this);
    auto* column = new QVBoxLayout(half);
    column->setContentsMargins(0, 0, 8, 0);
    auto* about = new QLabel(tr("Steps are applied from top to bottom to a copy of the data. A step without its tick is left out."), half);
    about->setWordWrap(true);
    m_list->setAccessibleName(tr("Steps"));
    m_list->setObjectName(QStringLiteral("steps"));
    m_list->setWordWrap(true);
    column->addWidget(about);
    column->addWidget(m_list, 1);
    auto* row1 = new QHBoxLayout;
    const auto moveBy = [this](int by) {
        const int from = row(), to = from + by;
        if (from < 0 || to < 0 || to >= m_list->count()) return;
        m_history.move(std::size_t(from), std::size_t(to));
        showSteps(to);
    };
    addButton(row1, m_up, tr("Up"), "stepUp", [moveBy] { moveBy(-1); });
    addButton(row1, m_down, tr("Down"), "stepDown", [moveBy] { moveBy(1); });
    addButton(row1, m_remove, tr("Remove step"), "stepRemove", [this] {
        if (row() < 0) return;
        m_history.remove(std::size_t(row()));
        showSteps(std::min(row(), int(m_history.now().steps.size()) - 1));
    });
    addButton(row1, m_undo, tr("Undo"), "stepUndo", [this] {
        m_history.undo();
        showSteps(std::min(row(), int(m_history.now().steps.size()) - 1));
    });
    addButton(row1, m_redo, tr("Redo"), "stepRedo", [this] {
        m_history.redo();
        showSteps(std::min(std::max(0, row()), int(m_history.now().steps.size()) - 1));
    });
    column->addLayout(row1);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        if (!m_filling) showForm();
    });
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        if (m_filling) return;
        const int changed = m_list->row(item);
        m_history.setOff(std::size_t(changed), item->checkState() == Qt::Unchecked);
        showSteps(changed);
    });
    return half;
}

QWidget* ScenarioDialog::buildForm() {
    auto* half = new QWidget(this);
    auto* column = new QVBoxLayout(half);
    column->setContentsMargins(8, 0, 0, 0);
    auto* scroll = new QScrollArea(half);
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    column->addWidget(scroll, 1);
    m_problem->setWordWrap(true);
    m_problem->setAccessibleName(tr("What is wrong with the step"));
    column->addWidget(m_problem);
    auto* buttonRow = new QHBoxLayout;
    addButton(buttonRow, m_add, tr("Add as a new step"), "stepAdd", [this] { take(true); });
    addButton(buttonRow, m_change, tr("Change the chosen step"), "stepChange", [this] { take(false); });
    buttonRow->addStretch(1);
    column->addLayout(buttonRow);
    return half;
}

/// Fills the list from the history, chooses a row, and finds out anew which steps apply.
void ScenarioDialog::showSteps(int chosen) {
    m_filling = true;
    m_list->clear();
    for (const auto& step : m_history.now().steps) {
        auto* item = new QListWidgetItem(stepWords(step, m_base.get()) + (step.note.empty() ? QString() : QStringLiteral("\n") + fromUtf8(step.note)), m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(step.off ? Qt::Unchecked : Qt::Checked);
    }
    m_list->setCurrentRow(chosen);
    m_filling = false;
    m_undo->setEnabled(m_history.canUndo());
    m_redo->setEnabled(m_history.canRedo());
    showForm();
    tryOut();
}

void ScenarioDialog::showForm() {
    const bool chosen = row() >= 0;
    for (QPushButton* button : {m_up, m_down, m_remove, m_change}) button->setEnabled(chosen);
    if (chosen) m_form->setStep(m_history.now().steps[std::size_t(row())]);
    m_problem->clear();
}

void ScenarioDialog::offer(const ScenarioStep& step) {
    m_filling = true;
    m_list->setCurrentRow(-1);
    m_filling = false;
    showForm();
    m_form->setStep(step);
}

void ScenarioDialog::take(bool fresh) {
    auto step = m_form->step();
    if (!step) {
        m_problem->setText(fromUtf8(step.error().message));
        return;
    }
    const int at = !fresh ? row() : row() < 0 ? m_list->count() : row() + 1;
    if (fresh) {
        step->off = false;
        m_history.insert(std::size_t(at), std::move(*step));
    } else if (at >= 0) {
        m_history.replace(std::size_t(at), std::move(*step));
    }
    showSteps(at);
}

void ScenarioDialog::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && focusWidget() && m_form->isAncestorOf(focusWidget())) return take(row() < 0);
    QDialog::keyPressEvent(event);
}

/// A single step that was filled in and not added is meant.
void ScenarioDialog::finish() {
    if (m_history.now().steps.empty() && m_form->step()) take(true);
    accept();
}

void ScenarioDialog::tryOut() {
    if (!m_trial) return;
    m_trial(scenario(), [self = QPointer(this)](Result<ScenarioResult> result) {
        if (!self) return;
        if (result) self->tell(*result);
        else self->m_summary->setText(fromUtf8(result.error().message));
    });
}

/// Behind every step what became of it; below the list the whole in one sentence.
void ScenarioDialog::tell(const ScenarioResult& result) {
    const auto& steps = m_history.now().steps;
    if (result.steps.size() != steps.size()) return;
    m_filling = true;
    int applied = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        applied += result.steps[i].applied ? 1 : 0;
        QString text = stepWords(steps[i], m_base.get());
        if (!steps[i].note.empty()) text += '\n' + fromUtf8(steps[i].note);
        text += '\n' + (result.steps[i].applied || steps[i].off ? QString() : tr("Does not apply: ")) + fromUtf8(result.steps[i].message);
        m_list->item(int(i))->setText(text);
    }
    m_filling = false;
    if (steps.empty()) return m_summary->setText(tr("No step yet: choose an operation, fill in the fields and add it."));
    m_summary->setText(tr("%1 of %2 steps apply in %3.").arg(applied).arg(steps.size()).arg(m_period->currentText()));
}

StoredScenario ScenarioDialog::scenario() const {
    StoredScenario out = m_scenario;
    out.edits = m_history.now();
    out.period = m_period->currentData().toString().toStdString();
    return out;
}

} // namespace chainscape::ui
