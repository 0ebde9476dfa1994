// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ScenarioResultDialog: base and scenarios side by side: key figures, size of the remix, stranded and outside trade, shock bands,
// invariants, and what became of every step.

#include <QDialog>
#include <QTableWidget>

#include "core/project/scenario_report.h"

namespace chainscape::ui {

class ScenarioResultDialog : public QDialog {
    Q_OBJECT
public:
    explicit ScenarioResultDialog(const ScenarioReport& report, QWidget* parent = nullptr);

private:
    QWidget* buildFigures(const ScenarioReport& report);
    QWidget* buildSteps(const ScenarioReport& report);
    QWidget* buildChart(const ScenarioReport& report);
    void copy();

    QTableWidget* m_figures = nullptr;
};

/// Rows of the table of figures: name, base, then value and difference per scenario; unknown is a word. For the table and its test.
std::vector<QStringList> figureRows(const ScenarioReport& report);

} // namespace chainscape::ui
