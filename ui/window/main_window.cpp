// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenuBar>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTime>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/style/application_style.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/window/explorer_panel.h"
#include "ui/window/findings_desk.h"
#include "ui/window/icons.h"
#include "ui/window/import_desk.h"
#include "ui/window/inspector_panel.h"
#include "ui/window/map_desk.h"
#include "ui/window/measure_feed.h"
#include "ui/window/message_bar.h"
#include "ui/window/report_desk.h"
#include "ui/window/scenario_desk.h"
#include "ui/window/search_box.h"
#include "ui/window/start_page.h"
#include "ui/window/timeline_bar.h"
#include "ui/window/view_factory.h"
#include "ui/window/workspace.h"

namespace chainscape::ui {
namespace {

constexpr int kLayoutVersion = 1;

QToolButton* toolButton(QAction* action, QToolBar* bar, const QString& words) {
    auto* button = new QToolButton(bar);
    button->setDefaultAction(action);
    button->setText(words);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAccessibleName(words);
    QObject::connect(action, &QAction::changed, button, [button, words] { button->setText(words); });
    bar->addWidget(button);
    return button;
}

} // namespace

MainWindow::MainWindow()
    : m_actions(*this), m_project(m_session, m_jobs, this), m_pages(new QStackedWidget(this)), m_start(new StartPage), m_workspace(new Workspace(m_session)),
      m_messages(new MessageBar), m_explorer(new ExplorerPanel(m_session)), m_inspector(new InspectorPanel(m_session)), m_timeline(new TimelineBar(m_session)),
      m_search(new SearchBox), m_report(new ReportDesk(m_session, m_jobs, m_project, this)), m_data(new ImportDesk(m_project, m_jobs, *this)), m_measures(new MeasureFeed(m_session, m_jobs, this)),
      m_scenarios(new ScenarioDesk(m_session, m_jobs, m_project, this)), m_findings(new FindingsDesk(m_session, m_jobs, m_project, this)), m_maps(new MapDesk(m_session, m_project, m_jobs, this)) {
    setWindowIcon(programIcon());
    setAcceptDrops(true);
    setAccessibleName(tr("Chainscape"));
    resize(1440, 900);
    auto* work = new QWidget(this);
    auto* column = new QVBoxLayout(work);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addWidget(m_pages, 1);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_workspace);
    setCentralWidget(work);
    buildToolBar();
    buildDocks();
    buildViews();
    buildStatus();
    wireProject();
    wirePanels();
    wireFileActions();
    wireViewActions();
    wireTimeActions();
    wireHelpActions();
    m_search->model().setActions(m_actions.all());

    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("window/state")).toByteArray(), kLayoutVersion);
    m_actions[Act::Dark]->setChecked(settings.value(QStringLiteral("window/dark"), false).toBool());
    setTheme(m_actions[Act::Dark]->isChecked());
    showStart();
}

MainWindow::~MainWindow() { m_jobs.cancelAll(); }

void MainWindow::buildToolBar() {
    auto* bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setAccessibleName(tr("Tools"));
    toolButton(m_actions[Act::Open], bar, tr("Open"));
    toolButton(m_actions[Act::Import], bar, tr("Import"));
    toolButton(m_actions[Act::Undo], bar, tr("Undo"));
    toolButton(m_actions[Act::Redo], bar, tr("Redo"));
    const auto spring = [bar] {
        auto* space = new QWidget(bar);
        space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        bar->addWidget(space);
    };
    spring();
    m_search->setMinimumWidth(320);
    m_search->setMaximumWidth(420);
    bar->addWidget(m_search);
    m_layer = new QComboBox(bar);
    m_layer->setAccessibleName(tr("Layer"));
    m_layer->addItems({tr("money"), tr("data"), tr("capital")});
    auto* layer = new QLabel(tr("Layer") + ' ', bar);
    layer->setProperty("role", "secondary");
    layer->setBuddy(m_layer);
    bar->addWidget(layer);
    bar->addWidget(m_layer);
    m_unit = new QComboBox(bar);
    m_unit->setAccessibleName(tr("Unit"));
    m_unitAction = bar->addWidget(m_unit);
    m_unitAction->setVisible(false);
    m_compare = new QPushButton(tr("Compare"), bar);
    m_compare->setToolTip(tr("Compare the periods under the markers A and B"));
    bar->addWidget(m_compare);
    spring();
    m_toReport = new QPushButton(tr("To report"), bar);
    m_toReport->setProperty("primary", true);
    m_toReport->setToolTip(tr("Keep this figure in the project's report (Ctrl+R)"));
    bar->addWidget(m_toReport);
    connect(m_toReport, &QPushButton::clicked, m_actions[Act::ToReport], &QAction::trigger);
    connect(m_compare, &QPushButton::clicked, m_actions[Act::ShowChange], &QAction::trigger);
    connect(m_layer, &QComboBox::activated, this, [this](int at) {
        m_session.edit(What::Filter, [at](ViewSpec& s) {
            s.layer = chainscape::Layer(at);
            s.unit.clear();
        });
    });
    connect(m_unit, &QComboBox::activated, this, [this] {
        m_session.edit(What::Filter, [this](ViewSpec& s) { s.unit = m_unit->currentText().toStdString(); });
    });
}

void MainWindow::buildDocks() {
    const auto dock = [this](const QString& title, const char* name, QWidget* content, Qt::DockWidgetArea area) {
        auto* out = new QDockWidget(title, this);
        out->setObjectName(QLatin1String(name));
        out->setAccessibleName(title);
        out->setWidget(content);
        addDockWidget(area, out);
        m_docks << out;
        return out;
    };
    dock(tr("Explorer"), "explorer", m_explorer, Qt::LeftDockWidgetArea);
    dock(tr("Inspector"), "inspector", m_inspector, Qt::RightDockWidgetArea);
    auto* timeline = dock(tr("Timeline"), "timeline", m_timeline, Qt::BottomDockWidgetArea);
    timeline->setTitleBarWidget(new QWidget(timeline)); // the bar explains itself; closed and restored from the View menu
    m_explorer->setMinimumWidth(size::explorerWidth); // the stages' names fit
    auto* panels = new QMenu(tr("&Panels"), this);
    for (QDockWidget* d : std::as_const(m_docks)) panels->addAction(d->toggleViewAction());
    for (QAction* top : menuBar()->actions())
        if (top->menu() && top->menu()->actions().contains(m_actions[Act::ResetLayout])) top->menu()->insertMenu(m_actions[Act::ResetLayout], panels);
}

/// The panels' sizes before anybody changed them.
void MainWindow::resetSizes() {
    resizeDocks({m_docks[0], m_docks[1]}, {size::explorerWidth, size::inspectorWidth}, Qt::Horizontal);
    resizeDocks({m_docks[2]}, {size::timelineHeight}, Qt::Vertical);
}

void MainWindow::buildViews() {
    for (auto& [view, title] : makeViews(m_session, m_jobs, m_workspace)) {
        m_workspace->addView(view, title);
        connect(&m_session, &Session::changed, view, [view = view](Changes what) { view->refresh(what); });
        connect(view, &View::said, &m_session, &Session::say);
        connect(view, &View::questionChanged, this, [this, view = view] {
            if (m_workspace->current() == view) frontChanged(view);
        });
        connect(view, &View::legendChanged, this, [this, view = view](const Legend& legend) {
            m_legends[view] = legend;
            if (m_workspace->current() == view) m_explorer->setLegend(legend);
        });
    }
    connectViews(m_workspace->views(), m_session, *m_measures, *m_scenarios);
    connect(m_workspace, &Workspace::currentChanged, this, &MainWindow::frontChanged);
    frontChanged(m_workspace->current());
}

void MainWindow::buildStatus() {
    statusBar()->setAccessibleName(tr("Status"));
    m_progress = new QProgressBar(this);
    m_progress->setMaximumWidth(160);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->hide();
    m_stop = new QPushButton(tr("Stop"), this);
    m_stop->setProperty("link", true);
    m_stop->hide();
    m_saved = new QLabel(this);
    statusBar()->addPermanentWidget(m_progress);
    statusBar()->addPermanentWidget(m_stop);
    statusBar()->addPermanentWidget(m_saved);
    connect(&m_session, &Session::said, this, [this](const QString& sentence) {
        m_said = sentence;
        statusBar()->showMessage(sentence);
    });
    connect(&m_jobs, &Jobs::progress, this, [this](const QString& key, double done, const QString& what) {
        m_progress->setRange(0, done < 0 ? 0 : 1000);
        m_progress->setValue(int(done * 1000));
        m_progress->setToolTip(what);
        m_progress->show();
        m_stop->setProperty("job", key);
        m_stop->show();
        if (!what.isEmpty()) statusBar()->showMessage(what);
    });
    connect(&m_jobs, &Jobs::finished, this, [this] {
        m_progress->hide();
        m_stop->hide();
        statusBar()->showMessage(m_said); // what a job was at is over
    });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_jobs.cancel(m_stop->property("job").toString()); });
}

void MainWindow::showStart() {
    m_start->setRecent(recent());
    m_pages->setCurrentWidget(m_start);
    for (QDockWidget* dock : std::as_const(m_docks)) dock->hide();
    m_actions.setProjectOpen(false);
    for (QWidget* w : std::initializer_list<QWidget*>{m_layer, m_compare, m_toReport}) w->setEnabled(false);
    setWindowTitle(tr("Chainscape"));
    m_closed = true;
}

void MainWindow::showWork() {
    if (!m_closed) return;
    m_closed = false;
    m_pages->setCurrentWidget(m_workspace);
    for (QDockWidget* dock : std::as_const(m_docks)) dock->show();
    if (!QSettings().contains(QStringLiteral("window/state"))) resetSizes();
    m_actions.setProjectOpen(true);
    for (QWidget* w : std::initializer_list<QWidget*>{m_layer, m_compare, m_toReport}) w->setEnabled(true);
}

void MainWindow::setTheme(bool dark) {
    const Theme& chosen = theme(dark ? ThemeKind::Dark : ThemeKind::Light);
    applyTheme(*qApp, chosen);
    m_explorer->setTheme(chosen);
    m_inspector->setTheme(chosen);
    m_timeline->setTheme(chosen);
    m_measures->setTheme(chosen);
    for (View* view : m_workspace->views()) view->setTheme(chosen);
    QSettings().setValue(QStringLiteral("window/dark"), dark);
}

void MainWindow::frontChanged(View* view) {
    m_inspector->setQuestion(view->question(), view->about());
    m_explorer->setLegend(m_legends[view]);
    m_actions[Act::SideBySide]->setChecked(m_workspace->isBeside(view));
}

void MainWindow::refreshToolBar(Changes what) {
    if (!m_session.hasData() || !(what & (What::Dataset | What::Period | What::Filter))) return;
    const Dataset& d = *m_session.dataset();
    if (what & (What::Dataset | What::Filter)) {
        m_layer->setCurrentIndex(int(m_session.spec().layer));
        const auto& units = d.unitsOf(m_session.spec().layer);
        m_unit->clear();
        for (const auto& unit : units) m_unit->addItem(QString::fromStdString(unit));
        if (const auto snapshot = m_session.snapshot()) m_unit->setCurrentText(QString::fromStdString(snapshot->unit()));
        m_unitAction->setVisible(units.size() > 1);
    }
    m_compare->setText(tr("Compare %1 | %2").arg(periodAxisText(d.periods()[std::size_t(m_session.markerA())].period),
                                                 periodAxisText(d.periods()[std::size_t(m_session.markerB())].period)));
}

void MainWindow::wireProject() {
    connect(&m_session, &Session::changed, this, &MainWindow::refreshToolBar);
    connect(&m_project, &ProjectController::opened, this, [this](const QString& path) {
        showWork();
        m_messages->hide();
        m_search->model().setDataset(m_session.dataset());
        setWindowTitle(tr("%1 — Chainscape").arg(m_project.title()));
        remember(path);
    });
    connect(&m_session, &Session::changed, this, [this](Changes what) {
        if (!(what & What::Dataset)) return;
        m_search->model().setDataset(m_session.dataset());
        showHealth();
    });
    connect(&m_project, &ProjectController::failed, this, [this](const QString& sentence) { m_messages->say(sentence, MessageBar::Tone::Error); });
    connect(&m_project, &ProjectController::imported, this, [this](const ImportSummary& summary) {
        const QString words = tr("Rows read %1 = kept %2 + rejected %3. In the project: firms %4, links %5, periods %6.")
                                  .arg(countText(summary.rowsRead), countText(summary.rowsKept), countText(summary.rowsRejected), countText(summary.firms),
                                       countText(summary.links), countText(summary.periods));
        m_messages->say(words, MessageBar::Tone::Notice, summary.rowsRejected > 0 ? tr("Show the rejected rows") : QString{},
                        [this] { m_actions[Act::Rejects]->trigger(); });
    });
    connect(&m_project, &ProjectController::saved, this, [this] { m_saved->setText(tr("saved %1").arg(QTime::currentTime().toString(QStringLiteral("HH:mm")))); });
    connect(&m_project, &ProjectController::documentsChanged, this, [this] {
        QStringList names;
        for (const auto& d : m_project.documents(DocumentKind::Scenario)) names << QString::fromStdString(d.name);
        m_explorer->setScenarios(names);
        showHealth();
    });
    auto& undo = m_project.undoStack();
    const auto words = [this, &undo] {
        m_actions[Act::Undo]->setToolTip(undo.canUndo() ? tr("Undo: %1").arg(undo.undoText()) : tr("Undo"));
        m_actions[Act::Redo]->setToolTip(undo.canRedo() ? tr("Redo: %1").arg(undo.redoText()) : tr("Redo"));
    };
    connect(&undo, &QUndoStack::indexChanged, this, words);
    words();
    m_actions.on(Act::Undo, [this, &undo] {
        if (!undo.canUndo()) {
            m_session.say(tr("No change of the data to undo. Alt+Left goes back through the views."));
            return;
        }
        const QString text = undo.undoText();
        undo.undo();
        m_session.say(tr("Undone: %1").arg(text));
    });
    m_actions.on(Act::Redo, [this, &undo] {
        if (!undo.canRedo()) {
            m_session.say(tr("No change of the data to do again. Alt+Right goes forward through the views."));
            return;
        }
        const QString text = undo.redoText();
        undo.redo();
        m_session.say(tr("Done again: %1").arg(text));
    });
}

/// Of the imports that count.
void MainWindow::showHealth() {
    qint64 read = 0, rejected = 0;
    for (const auto& import : m_project.imports())
        for (const auto& file : import.files) {
            if (!import.active) continue;
            read += file.rowsRead;
            rejected += file.rowsRejected;
        }
    m_explorer->setHealth(read > 0 ? tr("%1 rows read, %2 rejected").arg(countText(read), countText(rejected)) : QString{});
}

void MainWindow::remember(const QString& path) {
    QStringList paths = recent();
    paths.removeAll(path);
    paths.prepend(path);
    QSettings().setValue(QStringLiteral("recent"), QStringList(paths.mid(0, 8)));
}

QStringList MainWindow::recent() const { return QSettings().value(QStringLiteral("recent")).toStringList(); }

void MainWindow::closeProject() {
    m_timeline->play(false);
    m_project.closeProject();
    showStart();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    if (!m_closed) settings.setValue(QStringLiteral("window/state"), saveState(kLayoutVersion));
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) paths << url.toLocalFile();
    if (paths.size() == 1) openPath(paths.front());
    else if (!paths.isEmpty()) m_data->importPaths(paths);
}

void MainWindow::openPath(const QString& path) {
    if (QFileInfo(path).suffix() == QLatin1String("chain")) m_project.open(path);
    else m_data->importPaths({path});
}

} // namespace chainscape::ui
