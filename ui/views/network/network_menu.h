// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkMenu: what can be done with the selected firms of the map: grow, follow, hide, pin, put in line.

#include <set>
#include <string>

#include <QMenu>

#include "core/project/network_case.h"
#include "ui/jobs/jobs.h"
#include "ui/session/session.h"

namespace chainscape::ui {

/// Acts on the session's selection; without one on the firm that was asked for. Says what it did in the status bar.
class NetworkMenu : public QObject {
    Q_OBJECT
public:
    NetworkMenu(Session& session, Jobs& jobs, QWidget* window) : QObject(window), m_session(session), m_jobs(jobs), m_window(window) {}

    /// Adds the entries that make sense now. `firm` may be blank (the ground was clicked). The values are taken as they are.
    void fill(QMenu& menu, const std::string& firm, const NetworkCase& shown);

private:
    enum class Line { Row, Column, Spread };

    [[nodiscard]] std::set<std::string> targets(const std::string& firm) const;
    void fillSelection(QMenu& menu, const std::set<std::string>& firms);
    void fillPlaces(QMenu& menu, const std::set<std::string>& firms, const NetworkCase& shown);
    void fillGroups(QMenu& menu, const std::set<std::string>& firms, const NetworkCase& shown);
    void select(std::set<std::string> firms, const QString& what);
    void reach(const std::set<std::string>& from, bool upstream, int steps);
    void pinInLine(const std::set<std::string>& firms, const NetworkCase& shown, Line line);

    void showPaths(const std::set<std::string>& firms);

    Session& m_session;
    Jobs& m_jobs;
    QWidget* m_window;
};

} // namespace chainscape::ui
