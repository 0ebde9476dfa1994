// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FirmDialog: what is known of one firm, to be corrected by hand. What it says becomes edits; imported rows stay as they are.

#include <vector>

#include <QDialog>

#include "core/io/project_file.h"
#include "core/model/dataset.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace chainscape::ui {

class FirmDialog : public QDialog {
    Q_OBJECT
public:
    /// `period` is offered as the first period from which a stage, score or flag holds.
    FirmDialog(DatasetPtr dataset, FirmId firm, PeriodId period, QWidget* parent = nullptr);

    /// One for each field that was changed, in the order of the form; empty when nothing was.
    [[nodiscard]] std::vector<FirmEdit> edits() const;
    /// "Changed stage and score of ACME": the undo step's words.
    [[nodiscard]] QString sentence() const;

private:
    void buildForm();
    void fillStages();
    void check();
    [[nodiscard]] std::vector<std::pair<FirmField, QString>> values() const;

    DatasetPtr m_dataset;
    FirmId m_firm;
    PeriodId m_period;
    QLineEdit *m_name, *m_sector, *m_region, *m_digital;
    QComboBox *m_stage, *m_from;
    QCheckBox *m_platform, *m_endUser;
    QLabel* m_problem;
    QPushButton* m_apply;
    std::vector<std::pair<FirmField, QString>> m_before;
};

} // namespace chainscape::ui
