// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ScenarioDesk: keeps what-if scenarios as lists of steps in the project and shows their result on a safe copy of the data.

#include <QMenu>
#include <QObject>

#include "core/scenario/stored_scenario.h"
#include "ui/jobs/jobs.h"
#include "ui/session/session.h"
#include "ui/window/project_controller.h"

namespace chainscape::ui {

class ScenarioDesk : public QObject {
    Q_OBJECT
public:
    ScenarioDesk(Session& session, Jobs& jobs, ProjectController& project, QWidget* window);

    /// Shows a stored scenario in every view; blank: the base.
    void show(const QString& name);
    /// Appends a step to the scenario on show (a new one when the base is) and shows the result.
    void addStep(const Operation& operation, const QString& words);
    /// The steps as a list: switch off, move, remove, rename.
    void edit();
    /// What can be tried with a firm.
    void fillMenu(QMenu& menu, const std::string& firm);

signals:
    void said(const QString& sentence, bool problem);

private:
    [[nodiscard]] StoredScenario stored(const QString& name) const;
    [[nodiscard]] QString freshName(const QString& words) const;
    void report(const QString& name, const ScenarioResult& result);

    Session& m_session;
    Jobs& m_jobs;
    ProjectController& m_project;
    QWidget* m_window;
};

} // namespace chainscape::ui
