// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// MergeDialog: firms whose names look alike, with reasons; merged above a line, one by one, or never. Beside them what is merged.

#include <vector>

#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

#include "core/project/similar_firms.h"
#include "ui/jobs/jobs.h"

namespace chainscape::ui {

class ProjectController;

class MergeDialog : public QDialog {
    Q_OBJECT
public:
    MergeDialog(ProjectController& project, Jobs& jobs, QWidget* parent = nullptr);
    ~MergeDialog() override;

    /// The pairs that the project's user said are two firms.
    static DistinctFirms distinctFirms(const ProjectController& project);

private:
    QWidget* buildProposals();
    QWidget* buildMerged();
    void search();
    void propose(std::vector<SimilarFirms> pairs);
    void tickAbove();
    void countTicked();
    void merge();
    void keepApart();
    void fillMerged();
    void takeApart();
    void exportAliases();
    [[nodiscard]] std::vector<SimilarFirms> ticked() const;

    ProjectController& m_project;
    Jobs& m_jobs;
    DatasetPtr m_dataset;
    std::vector<SimilarFirms> m_pairs;
    QTableWidget *m_table, *m_merged;
    QDoubleSpinBox* m_line;
    QLineEdit* m_from;
    QLabel* m_state;
    QPushButton *m_merge, *m_never, *m_apart, *m_export;
};

} // namespace chainscape::ui
