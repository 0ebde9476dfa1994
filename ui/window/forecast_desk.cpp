// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/forecast_desk.h"

#include "core/project/ledger.h"

namespace chainscape::ui {

ForecastDesk::ForecastDesk(Session& session, ProjectController& project, ForecastView& view) : QObject(&view), m_session(session), m_project(project), m_view(view) {
    connect(&project, &ProjectController::opened, this, &ForecastDesk::reload);
    connect(&project, &ProjectController::documentsChanged, this, &ForecastDesk::reload);
    connect(&project, &ProjectController::imported, this, [this](const ImportSummary& summary) {
        reload();
        if (summary.forecastsScored > 0) m_session.say(tr("Issued forecasts scored: %1. See Forecast, Show: ledger.").arg(summary.forecastsScored));
    });
    connect(&view, &ForecastView::issueWanted, this, &ForecastDesk::issue);
    connect(&view, &ForecastView::marksEdited, this, &ForecastDesk::storeMarks);
}

void ForecastDesk::reload() {
    const auto& file = m_project.file();
    if (!file || m_project.isBusy()) return;
    auto memory = readForecastMemory(*file);
    if (!memory) {
        m_session.say(QString::fromStdString(memory.error().message));
        return;
    }
    emit marksRead((*memory)->marks);
    m_view.setMemory(std::move(*memory), m_project.documents(DocumentKind::Scenario));
}

/// The view has just made this forecast, so it comes from memory at once.
void ForecastDesk::issue(const ViewSpec& spec) {
    const auto& file = m_project.file();
    if (!file || m_project.isBusy()) return;
    if (m_session.dataset() != m_project.base()) {
        m_session.say(tr("A scenario is on show; issue the forecast of the base."));
        return;
    }
    Progress progress;
    const auto issued = issueForecast(*file, m_project.base(), spec, progress);
    if (!issued) {
        m_session.say(QString::fromStdString(issued.error().message));
        return;
    }
    emit m_project.saved();
    reload();
    m_session.say(tr("Issued as no. %1: %2 forecasts of %3 series are in the ledger.").arg(issued->issue).arg(issued->entries).arg(issued->series));
}

void ForecastDesk::storeMarks(const ForecastMarks& marks, const QString& sentence) {
    const auto& file = m_project.file();
    if (!file || m_project.isBusy()) return;
    if (const auto ok = storeForecastMarks(*file, marks); !ok) {
        m_session.say(QString::fromStdString(ok.error().message));
        return;
    }
    emit m_project.saved();
    reload();
    m_session.say(sentence);
}

} // namespace chainscape::ui
