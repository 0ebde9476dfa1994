// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ImportDesk: what gets data in and out of a project: files, the clipboard, rejected rows, similar names, exports.

#include <QObject>
#include <QStringList>

#include "ui/jobs/jobs.h"

class QWidget;

namespace chainscape {
struct FoundTable;
}

namespace chainscape::ui {

class ProjectController;

class ImportDesk : public QObject {
    Q_OBJECT
public:
    ImportDesk(ProjectController& project, Jobs& jobs, QWidget& window);

    void importPaths(const QStringList& paths);
    /// A table as text, from the clipboard.
    void importText(const QString& text);
    void showRejects();
    void showImports();
    void showSimilarNames();
    /// Asks for a place and a format and writes the data there.
    void exportData();

signals:
    void said(const QString& sentence, bool problem);
    /// After an import: pairs of names that look very much alike.
    void similarFound(int pairs);

private:
    void ask(std::vector<FoundTable> tables);
    void lookForSimilarNames();

    ProjectController& m_project;
    Jobs& m_jobs;
    QWidget& m_window;
};

} // namespace chainscape::ui
