// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// TimelineBar: play, the current period, and a track with the sparkline, A and B.

#include <QLabel>
#include <QTimer>
#include <QToolButton>
#include <QWidget>

#include "ui/session/session.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

class TimelineTrack;

class TimelineBar : public QWidget {
    Q_OBJECT
public:
    TimelineBar(Session& session, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void refresh(Changes what);
    /// What the sparkline shows: the name and one value per period.
    void showIndicator(const QString& name, std::vector<double> values);

public slots:
    void play(bool on);
    void step(int by);

signals:
    void playing(bool on);

private:
    void advance();

    Session& m_session;
    QToolButton* m_play;
    QLabel* m_period;
    QLabel* m_about;
    TimelineTrack* m_track;
    QTimer m_timer;
};

} // namespace chainscape::ui
