// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ScenarioResultDialog: base and scenarios side by side: key figures, size of the remix, who is stranded or buys outside, shock bands,
// invariants, what became of every step, and the way to their comparison on the map and as flows.

#include <QDialog>
#include <QTableWidget>

#include "core/project/scenario_report.h"

namespace chainscape::ui {

class ScenarioResultDialog : public QDialog {
    Q_OBJECT
public:
    explicit ScenarioResultDialog(const ScenarioReport& report, QWidget* parent = nullptr);

signals:
    void firmPicked(const QString& firm); ///< id
    /// Base against a scenario, on the map or as flows.
    void compareWanted(const QString& scenario, chainscape::ChangeShow figure);

private:
    QWidget* buildCompare(const ScenarioReport& report);
    QWidget* buildShortfalls(const ScenarioReport& report);
    QWidget* buildFigures(const ScenarioReport& report);
    QWidget* buildSteps(const ScenarioReport& report);
    QWidget* buildChart(const ScenarioReport& report);
    void copy();

    QTableWidget* m_figures = nullptr;
};

/// Rows of the table of shortfalls, firms by their ids: scenario, firm, bought outside, supply and demand stranded.
std::vector<QStringList> shortfallRows(const ScenarioReport& report);

/// Rows of the table of figures: name, base, then value and difference per scenario; unknown is a word. For the table and its test.
std::vector<QStringList> figureRows(const ScenarioReport& report);

} // namespace chainscape::ui
