// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Actions: every command of the window as one table of menus, words and shortcuts.

#include <functional>
#include <vector>

#include <QAction>
#include <QHash>
#include <QKeySequence>

class QMainWindow;
class QMenuBar;

namespace chainscape::ui {

enum class Act {
    OpenSample, OpenOil, OpenEconomy, Open, Import, Paste, SaveCopy, ExportData, ExportFigure, CopyFigure, Close, Quit,
    Undo, Redo, Find, Back, Forward, ClearSelection,
    ShowNetwork, ShowFlow, ShowForecast, ShowChange, ShowFindings, ShowTables, SideBySide, Fit, ZoomIn, ZoomOut, Narrow, Bookmarks, FilterFirms, Dark, ResetLayout,
    Play, StepBack, StepForward, MarkA, MarkB,
    EditFirm, DataHealth, Rejects, Imports, SimilarNames, Settings,
    RemoveFirm, EditScenario, CompareScenarios,
    ToReport, Report,
    Help, HowComputed, About,
};

/// Owns the actions; the window wires them by on().
class Actions {
public:
    explicit Actions(QMainWindow& window);

    [[nodiscard]] QAction* operator[](Act act) const { return m_actions.value(act); }
    void on(Act act, std::function<void()> run);
    void onToggled(Act act, std::function<void(bool)> run);
    /// Acts that need an open project.
    void setProjectOpen(bool open);
    [[nodiscard]] QList<QAction*> all() const;

private:
    QHash<Act, QAction*> m_actions;
    QList<Act> m_order;
};

} // namespace chainscape::ui
