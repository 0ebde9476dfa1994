// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// MapDesk: bookmarks of views and filters of firms, kept in the project.

#include <QObject>

#include "ui/jobs/jobs.h"
#include "ui/session/session.h"
#include "ui/window/project_controller.h"

namespace chainscape::ui {

class MapDesk : public QObject {
    Q_OBJECT
public:
    MapDesk(Session& session, ProjectController& project, Jobs& jobs, QWidget* window);

    void showBookmarks();
    void filterFirms();

private:
    [[nodiscard]] QStringList bookmarkNames() const;
    void goTo(const QString& name);

    Session& m_session;
    ProjectController& m_project;
    Jobs& m_jobs;
    QWidget* m_window;
};

} // namespace chainscape::ui
