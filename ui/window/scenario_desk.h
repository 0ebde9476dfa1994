// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ScenarioDesk: keeps what-if scenarios as lists of steps in the project and shows their result on a safe copy of the data.

#include <functional>
#include <optional>

#include <QMenu>
#include <QObject>

#include "core/project/scenario_report.h"
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
    /// Several steps at once; `words` names the scenario when the base is on show.
    void addSteps(const std::vector<std::pair<Operation, QString>>& steps, const QString& words);
    /// The builder with the scenario on show, or with a new one. `offered` stands in its form, ready to be added.
    void edit(const std::optional<ScenarioStep>& offered = std::nullopt);
    /// Every stored scenario beside the base at the period on show: figures, size, steps and checks.
    void compare();
    [[nodiscard]] ProjectController& project() { return m_project; }
    /// What can be tried with a firm.
    void fillMenu(QMenu& menu, const std::string& firm);
    /// What can be tried with a link or a stage; nothing for other items.
    void fillItemMenu(QMenu& menu, const Item& item);

signals:
    void said(const QString& sentence, bool problem);
    /// Base and scenario are to be seen in the change view.
    void compareWanted();

private:
    friend class ScenarioChange;
    /// A stored scenario, shown; without a name the base.
    struct Kept {
        QString name;
        std::string json;
    };
    /// One step of the project's undo: `before` gives way to `after`.
    void change(const QString& text, Kept before, Kept after);
    void swap(const Kept& from, const Kept& to);
    [[nodiscard]] Kept shown() const;
    [[nodiscard]] StoredScenario fresh() const;
    void fillPlatformMenu(QMenu& menu, const std::string& firm, const QString& name);
    void fillMoreMenu(QMenu& menu, const std::string& firm, std::uint32_t index);
    [[nodiscard]] StoredScenario stored(const QString& name) const;
    [[nodiscard]] QString freshName(const QString& words) const;
    void report(const QString& name, const ScenarioResult& result);
    void showResult(const ScenarioReport& report);
    /// The spec that a scenario is worked out on: its period where the data has it, no filter.
    [[nodiscard]] Result<SnapshotSpec> specOf(const StoredScenario& scenario) const;
    void tryOut(const StoredScenario& scenario, std::function<void(Result<ScenarioResult>)> done);
    void addTo(QMenu& menu, const QString& action, const Operation& operation, const QString& words);
    void offerIn(QMenu& menu, const QString& action, const Operation& operation);

    Session& m_session;
    Jobs& m_jobs;
    ProjectController& m_project;
    QWidget* m_window;
};

} // namespace chainscape::ui
