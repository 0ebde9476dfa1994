// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ForecastDesk: brings marks and ledger of the project to the forecast view, and keeps what the view asks to keep.

#include <QObject>

#include "ui/session/session.h"
#include "ui/views/forecast/forecast_view.h"
#include "ui/window/project_controller.h"

namespace chainscape::ui {

class ForecastDesk : public QObject {
    Q_OBJECT
public:
    ForecastDesk(Session& session, ProjectController& project, ForecastView& view);

    /// Keeps the forecast on show; one act in the ledger.
    void issue(const ViewSpec& spec);
    void storeMarks(const ForecastMarks& marks, const QString& sentence);

signals:
    /// What the user said of breaks, events and links has been read or has changed.
    void marksRead(const chainscape::ForecastMarks& marks);

private:
    void reload();

    Session& m_session;
    ProjectController& m_project;
    ForecastView& m_view;
};

} // namespace chainscape::ui
