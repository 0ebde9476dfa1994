// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ExplorerPanel: stages, filter, scenarios, data health and legend.

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QScrollArea>

#include "ui/painters/legend.h"
#include "ui/session/session.h"

class QVBoxLayout;

namespace chainscape::ui {

class LegendWidget;
class StageListWidget;

class ExplorerPanel : public QWidget {
    Q_OBJECT
public:
    ExplorerPanel(Session& session, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setLegend(const Legend& legend);
    void setScenarios(const QStringList& names);
    /// "1,204 rows read, 7 rejected" and the like; empty: none yet.
    void setHealth(const QString& sentence);
    void refresh(Changes what);

signals:
    void scenarioChosen(const QString& name); ///< empty: base
    void healthWanted();
    void conditionsWanted(); ///< a filter by conditions

private:
    QWidget* buildInside();
    QWidget* buildLegend();
    void buildFilter(QVBoxLayout* column);
    void fillFilter();
    void applyFilter();
    void showStages();
    void showChosenScenario();
    [[nodiscard]] Legend withoutStages(Legend legend) const;
    void fitLegend();
    void resizeEvent(QResizeEvent* event) override;

    Session& m_session;
    const Theme* m_theme;
    Theme m_own; ///< with the user's colours
    StageListWidget* m_stages;
    QComboBox *m_region, *m_sector, *m_digital;
    QDoubleSpinBox* m_least;
    QListWidget* m_scenarios;
    QLabel* m_health;
    QString m_healthSentence;
    LegendWidget* m_legend;
    QScrollArea* m_legendRoom;
};

} // namespace chainscape::ui
