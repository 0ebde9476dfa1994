// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChangeSettingsDialog: renamed and merged firms, events, and the rule that reads the phase of a period.

#include <QDialog>
#include <QDoubleSpinBox>
#include <QTableWidget>

#include "core/model/dataset.h"
#include "core/project/change_case.h"

namespace chainscape::ui {

class ChangeSettingsDialog : public QDialog {
    Q_OBJECT
public:
    /// `change` (may be null) tells which firms may only have a new name; one click takes a guess over.
    ChangeSettingsDialog(const ChangeSettings& settings, const Dataset& dataset, const ChangeCase* change, QWidget* parent = nullptr);

    /// Rows without what they need are left out.
    [[nodiscard]] ChangeSettings settings() const;

private:
    QWidget* buildRenames(const ChangeSettings& settings, const ChangeCase* change);
    QWidget* buildEvents(const ChangeSettings& settings);
    QWidget* buildRule(const PhaseRule& rule);
    QTableWidget* table(const QString& name, const char* object, const QStringList& heads);
    void addRow(QTableWidget* table, const QStringList& cells);
    QWidget* withButtons(QTableWidget* table);
    [[nodiscard]] static std::string cell(const QTableWidget* table, int row, int column);

    const Dataset& m_dataset;
    PhaseRule m_rule;
    QTableWidget *m_renames, *m_events;
    QDoubleSpinBox *m_rStar, *m_between, *m_penetration;
};

} // namespace chainscape::ui
