// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ReportDesk: takes figures from views into the project's report, onto the clipboard and into files.

#include <functional>

#include <QObject>

#include "ui/jobs/jobs.h"
#include "ui/report/figure.h"
#include "ui/session/session.h"
#include "ui/views/common/view.h"
#include "ui/window/project_controller.h"

namespace chainscape::ui {

class ReportDesk : public QObject {
    Q_OBJECT
public:
    ReportDesk(Session& session, Jobs& jobs, ProjectController& project, QWidget* window);

    void add(const View& view);
    void copyFigure(const View& view);
    void exportFigure(const View& view);
    /// Lists the kept figures; each can be opened again, exported, renamed, removed.
    void showFigures();

signals:
    void said(const QString& sentence, bool problem);

private:
    [[nodiscard]] FigureRequest request(const ViewSpec& spec) const;
    void makeScene(const FigureRequest& request, std::function<void(Scene)> done);

    Session& m_session;
    Jobs& m_jobs;
    ProjectController& m_project;
    QWidget* m_window;
};

} // namespace chainscape::ui
