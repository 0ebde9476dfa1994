// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/actions.h"

#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

enum class Menu { File, Edit, View, Time, Data, Scenario, Report, Help };

struct Row {
    Act act;
    Menu menu;
    const char* words;
    const char* keys;
    bool needsProject = true;
    bool checkable = false;
    bool separatorBefore = false;
};

// Words are marked for translation here and translated where the actions are made.
#define WORDS(text) QT_TRANSLATE_NOOP("chainscape::ui::Words", text)
const Row kRows[] = {
    {Act::Open, Menu::File, WORDS("&Open project..."), "Ctrl+O", false},
    {Act::OpenSample, Menu::File, WORDS("Open the &sample chain"), "", false},
    {Act::OpenOil, Menu::File, WORDS("Open the sample US crude oil imports"), "", false},
    {Act::OpenEconomy, Menu::File, WORDS("Open the sample US economy"), "", false},
    {Act::Import, Menu::File, WORDS("&Import files..."), "Ctrl+I", false, false, true},
    {Act::Paste, Menu::File, WORDS("Import a &table from the clipboard"), "Ctrl+Shift+V", false},
    {Act::SaveCopy, Menu::File, WORDS("Save &as..."), "Ctrl+Shift+S", true, false, true},
    {Act::ExportData, Menu::File, WORDS("Export &data..."), "Ctrl+Shift+E"},
    {Act::ExportFigure, Menu::File, WORDS("&Export figure..."), "Ctrl+E", true, false, true},
    {Act::CopyFigure, Menu::File, WORDS("&Copy figure"), "Ctrl+Shift+C"},
    {Act::Close, Menu::File, WORDS("C&lose project"), "Ctrl+W", true, false, true},
    {Act::Quit, Menu::File, WORDS("&Quit"), "Ctrl+Q", false},
    {Act::Undo, Menu::Edit, WORDS("&Undo"), "Ctrl+Z"},
    {Act::Redo, Menu::Edit, WORDS("&Redo"), "Ctrl+Shift+Z"},
    {Act::Find, Menu::Edit, WORDS("&Search firms and actions"), "Ctrl+K", false, false, true},
    {Act::ClearSelection, Menu::Edit, WORDS("C&lear selection"), "Esc"},
    {Act::Back, Menu::View, WORDS("&Back"), "Alt+Left"},
    {Act::Forward, Menu::View, WORDS("&Forward"), "Alt+Right"},
    {Act::ShowNetwork, Menu::View, WORDS("&Network"), "Ctrl+1", true, false, true},
    {Act::ShowFlow, Menu::View, WORDS("F&low"), "Ctrl+2"},
    {Act::ShowForecast, Menu::View, WORDS("For&ecast"), "Ctrl+3"},
    {Act::ShowChange, Menu::View, WORDS("&Change"), "Ctrl+4"},
    {Act::ShowFindings, Menu::View, WORDS("F&indings"), "Ctrl+7"},
    {Act::ShowTables, Menu::View, WORDS("&Tables"), "Ctrl+5"},
    {Act::SideBySide, Menu::View, WORDS("Show the view &beside the others"), "Ctrl+6", true, true},
    {Act::Fit, Menu::View, WORDS("Show &everything"), "Ctrl+0", true, false, true},
    {Act::ZoomIn, Menu::View, WORDS("Zoom &in"), "Ctrl++"},
    {Act::ZoomOut, Menu::View, WORDS("Zoom &out"), "Ctrl+-"},
    {Act::Narrow, Menu::View, WORDS("&Narrow chain (raw material to product)"), "Ctrl+Shift+N", true, true, true},
    {Act::FilterFirms, Menu::View, WORDS("Filter firms by &conditions..."), "Ctrl+Shift+F"},
    {Act::Bookmarks, Menu::View, WORDS("Boo&kmarks..."), "Ctrl+D"},
    {Act::Dark, Menu::View, WORDS("&Dark"), "", false, true, true},
    {Act::ResetLayout, Menu::View, WORDS("&Reset the panels"), "", false},
    {Act::Play, Menu::Time, WORDS("&Play"), "Space", true, true},
    {Act::StepBack, Menu::Time, WORDS("Period &before"), "Ctrl+Left"},
    {Act::StepForward, Menu::Time, WORDS("Period &after"), "Ctrl+Right"},
    {Act::MarkA, Menu::Time, WORDS("Put marker &A here"), "Ctrl+Shift+A", true, false, true},
    {Act::MarkB, Menu::Time, WORDS("Put marker &B here"), "Ctrl+Shift+B"},
    {Act::EditFirm, Menu::Data, WORDS("&Edit the focused firm..."), "F2"},
    {Act::DataHealth, Menu::Data, WORDS("Data &health"), ""},
    {Act::Rejects, Menu::Data, WORDS("&Rejected rows"), ""},
    {Act::Imports, Menu::Data, WORDS("&Imports"), ""},
    {Act::SimilarNames, Menu::Data, WORDS("Similar &names..."), ""},
    {Act::Settings, Menu::Data, WORDS("Se&ttings of the analysis..."), "Ctrl+,", true, false, true},
    {Act::RemoveFirm, Menu::Scenario, WORDS("&Remove the focused firm"), ""},
    {Act::EditScenario, Menu::Scenario, WORDS("&Build a scenario..."), "Ctrl+B"},
    {Act::CompareScenarios, Menu::Scenario, WORDS("&Scenarios side by side..."), "Ctrl+Alt+B"},
    {Act::ToReport, Menu::Report, WORDS("&To report"), "Ctrl+R"},
    {Act::Report, Menu::Report, WORDS("&Figures of the report..."), ""},
    {Act::Help, Menu::Help, WORDS("&User guide"), "F1", false},
    {Act::HowComputed, Menu::Help, WORDS("&How is this computed"), "Shift+F1", false},
    {Act::About, Menu::Help, WORDS("&About Chainscape"), "", false},
};
const char* const kMenus[] = {WORDS("&File"), WORDS("&Edit"), WORDS("&View"), WORDS("&Time"), WORDS("&Data"), WORDS("&Scenario"), WORDS("&Report"), WORDS("&Help")};
#undef WORDS

} // namespace

Actions::Actions(QMainWindow& window) {
    QList<QMenu*> menus;
    for (const char* title : kMenus) menus << window.menuBar()->addMenu(Words::tr(title));
    for (const Row& row : kRows) {
        auto* action = new QAction(Words::tr(row.words), &window);
        if (*row.keys) action->setShortcut(QKeySequence(QLatin1String(row.keys)));
        action->setCheckable(row.checkable);
        action->setProperty("needsProject", row.needsProject);
        QMenu* menu = menus[int(row.menu)];
        if (row.separatorBefore) menu->addSeparator();
        menu->addAction(action);
        m_actions.insert(row.act, action);
        m_order << row.act;
    }
    m_actions[Act::Undo]->setObjectName(QStringLiteral("undo"));
}

void Actions::on(Act act, std::function<void()> run) {
    QObject::connect(m_actions.value(act), &QAction::triggered, m_actions.value(act), [run = std::move(run)] { run(); });
}

void Actions::onToggled(Act act, std::function<void(bool)> run) {
    QObject::connect(m_actions.value(act), &QAction::toggled, m_actions.value(act), [run = std::move(run)](bool on) { run(on); });
}

void Actions::setProjectOpen(bool open) {
    for (QAction* action : std::as_const(m_actions))
        if (action->property("needsProject").toBool()) action->setEnabled(open);
}

QList<QAction*> Actions::all() const {
    QList<QAction*> out;
    for (const Act act : m_order) out << m_actions.value(act);
    return out;
}

} // namespace chainscape::ui
