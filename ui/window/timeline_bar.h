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
    /// What the sparkline shows: the name, one value per period, and the bands of unknown scores where there are some.
    void showIndicator(const QString& name, std::vector<double> values, std::vector<double> low = {}, std::vector<double> high = {});
    /// What the line's menu offers: id and name; the one of the blank id is the total value, which the bar makes itself.
    void setIndicators(const std::vector<std::pair<QString, QString>>& rows);

public slots:
    void play(bool on);
    void step(int by);

signals:
    void playing(bool on);
    void indicatorChosen(const QString& id);

private:
    void advance();
    void choose(const QString& id, const QString& name);
    void showTotal();

    Session& m_session;
    QToolButton* m_play;
    QLabel* m_period;
    QLabel* m_about;
    QToolButton* m_choose;
    TimelineTrack* m_track;
    QTimer m_timer;
    QString m_indicator; ///< blank: total value
};

} // namespace chainscape::ui
