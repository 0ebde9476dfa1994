// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ScenarioDialog: builds one scenario: its steps in order, each as fields; switched off, moved, edited, noted, removed, undone.

#include <functional>

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include "core/scenario/edit_history.h"
#include "core/scenario/stored_scenario.h"
#include "ui/window/scenario_form.h"

namespace chainscape::ui {

class ScenarioDialog : public QDialog {
    Q_OBJECT
public:
    /// Works a scenario out away from the GUI thread and answers in it; used to say of every step whether it applies.
    using Trial = std::function<void(const StoredScenario&, std::function<void(Result<ScenarioResult>)>)>;

    ScenarioDialog(const QString& name, StoredScenario scenario, DatasetPtr base, Trial trial, QWidget* parent = nullptr);

    /// Puts a step into the form, ready to be completed and added.
    void offer(const ScenarioStep& step);
    [[nodiscard]] StoredScenario scenario() const;
    [[nodiscard]] QString name() const { return m_name->text().trimmed(); }
    [[nodiscard]] bool removed() const { return m_removed; } ///< the whole scenario is to go

protected:
    /// Return in a field of the form adds or changes the step; it does not close the dialog with the step unsaid.
    void keyPressEvent(QKeyEvent* event) override;

private:
    void finish();
    QWidget* buildSteps();
    QWidget* buildForm();
    void addButton(QLayout* layout, QPushButton*& button, const QString& text, const char* object, const std::function<void()>& act);
    void showSteps(int row);
    void showForm();
    void take(bool fresh);
    void tryOut();
    void tell(const ScenarioResult& result);
    [[nodiscard]] int row() const { return m_list->currentRow(); }

    StoredScenario m_scenario;
    EditHistory m_history;
    DatasetPtr m_base;
    Trial m_trial;
    QLineEdit* m_name;
    QComboBox* m_period;
    QListWidget* m_list;
    ScenarioForm* m_form;
    QLabel *m_problem, *m_summary;
    QPushButton *m_up = nullptr, *m_down = nullptr, *m_remove = nullptr, *m_undo = nullptr, *m_redo = nullptr, *m_add = nullptr, *m_change = nullptr;
    bool m_removed = false, m_filling = false;
};

} // namespace chainscape::ui
