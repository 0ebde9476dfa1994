// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// MeasureFeed: computes measures in jobs when the chain on show changes, and hands them to strip, inspector, map and tables.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QTimer>

#include "core/analysis/analysis_options.h"
#include "core/analysis/registry.h"
#include "ui/jobs/jobs.h"
#include "ui/models/measure_columns.h"
#include "ui/painters/network_input.h"
#include "ui/session/session.h"
#include "ui/style/theme.h"
#include "ui/window/inspector_panel.h"
#include "ui/window/key_figure_set.h"

namespace chainscape::ui {

class MeasureFeed : public QObject {
    Q_OBJECT
public:
    MeasureFeed(Session& session, Jobs& jobs, QObject* parent = nullptr);

    void setTheme(const Theme& theme);
    /// A key figure was clicked: focus the firm or stage it names, if it names one.
    void explain(const QString& id);
    /// The measure whose values over the periods the inspector shows for the firm or link in focus; blank: none.
    void setSeries(const QString& measure);
    /// Measures of firms, or of links, that make a series: id and name.
    static std::vector<std::pair<QString, QString>> seriesChoices(MeasureLevel level);

signals:
    void figuresReady(const std::vector<chainscape::ui::KeyFigure>& figures, const QColor& better, const QColor& worse);
    void factsReady(const chainscape::ui::Item& item, std::vector<chainscape::ui::Fact> facts);
    void seriesReady(const chainscape::ui::Item& item, const QString& measure, std::vector<double> values);
    void columnsReady(std::vector<chainscape::ui::MeasureColumn> firms, std::vector<chainscape::ui::MeasureColumn> links);
    void mapColumnsReady(const chainscape::ui::MapColumns& columns);

private:
    struct Columns {
        SnapshotPtr snapshot;
        std::vector<MeasureColumn> firms, links;
    };

    /// At a period and the one before it, which may be null.
    struct Figures {
        SnapshotPtr now, before;
        ChainNumbers numbers, old;
    };

    void refresh(Changes what);
    void startNumbers();
    void makeSnapshots();
    void startFigures();
    void startCritical(Figures figures);
    void showFigures(const Figures& figures);
    void startColumns();
    void startMap();
    void startSeries();
    void sendFacts();

    Session& m_session;
    Jobs& m_jobs;
    const Theme* m_theme;
    Columns m_columns;
    QTimer m_atRest;               ///< numbers wait until the timeline stands still
    bool m_mapHasColumns = false;
    QString m_series;
    std::string m_criticalFirm;
    int m_weakestFrom = 0;
};

} // namespace chainscape::ui
