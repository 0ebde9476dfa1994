// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// RejectsDialog: the rows that were not kept, why, and as they stand in the file; repaired here, they are imported.

#include <set>
#include <vector>

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include "core/project/project.h"

namespace chainscape::ui {

class ProjectController;

class RejectsDialog : public QDialog {
    Q_OBJECT
public:
    explicit RejectsDialog(ProjectController& project, QWidget* parent = nullptr);

    /// The changed rows as tables to import, one for each file they came from.
    [[nodiscard]] std::vector<ImportSource> repaired() const;

private:
    struct Row {
        StoredReject stored;
        Recipe recipe;
        bool repairable = false;
    };

    void load();
    void fill();
    void importRepaired();
    void exportCsv();
    [[nodiscard]] bool changed(int row) const;
    [[nodiscard]] std::set<std::int64_t> doneBefore() const;

    ProjectController& m_project;
    std::vector<Row> m_rows;
    QTableWidget* m_table;
    QLabel *m_about, *m_state;
    QPushButton *m_import, *m_save;
};

} // namespace chainscape::ui
