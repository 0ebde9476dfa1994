// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FiguresDialog: the figures kept for the report.

#include <QDialog>
#include <QListWidget>

#include "core/model/view_spec.h"

namespace chainscape::ui {

class ProjectController;

class FiguresDialog : public QDialog {
    Q_OBJECT
public:
    FiguresDialog(ProjectController& project, QWidget* parent = nullptr);

signals:
    void openWanted(const chainscape::ViewSpec& spec);
    void exportWanted(const chainscape::ViewSpec& spec);

private:
    void fill();
    [[nodiscard]] Result<ViewSpec> chosen() const;

    ProjectController& m_project;
    QListWidget* m_list;
};

} // namespace chainscape::ui
