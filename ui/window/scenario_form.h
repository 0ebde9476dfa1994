// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ScenarioForm: one step of a scenario as fields: the operation, its parameters, how the chain answers, and a note.

#include <vector>

#include <QComboBox>
#include <QFormLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QWidget>

#include "core/model/dataset.h"
#include "ui/window/scenario_fields.h"

namespace chainscape::ui {

class ScenarioForm : public QWidget {
    Q_OBJECT
public:
    ScenarioForm(DatasetPtr dataset, QWidget* parent = nullptr);

    void setStep(const ScenarioStep& step);
    /// What the fields say. Fails with the sentence of the reader: which parameter is missing or wrong.
    [[nodiscard]] Result<ScenarioStep> step() const;

private:
    void showOperation(const StepForm& form, const std::string& json);
    QWidget* makeField(const StepField& field, const std::string& json);
    [[nodiscard]] QStringList wordsFor(FieldKind kind) const;
    [[nodiscard]] QString firmText(const QString& id) const;
    [[nodiscard]] QString firmId(const QString& text) const;
    [[nodiscard]] QJsonArray firmIds(const QString& text) const;

    DatasetPtr m_dataset;
    std::vector<StepForm> m_forms;
    StepForm m_form;
    QComboBox *m_operation, *m_recompute;
    QLineEdit* m_note;
    QFormLayout* m_rows; ///< the operation, its fields, how the chain answers, the note
    std::vector<QWidget*> m_editors; ///< one per field of m_form
    bool m_off = false;
};

} // namespace chainscape::ui
