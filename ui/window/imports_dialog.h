// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ImportsDialog: every import with its files and counts; one can be taken back as a whole, and brought in again.

#include <QDialog>

class QTableWidget;

namespace chainscape::ui {

class ProjectController;

class ImportsDialog : public QDialog {
    Q_OBJECT
public:
    ImportsDialog(ProjectController& project, QWidget* parent = nullptr);

private:
    void fill();
    void toggle();

    ProjectController& m_project;
    QTableWidget* m_table;
    class QPushButton* m_toggle;
};

} // namespace chainscape::ui
