// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the actions of the window do: one short function per menu.

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFileDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QShortcut>

#include "ui/canvas/canvas_widget.h"
#include "ui/window/explorer_panel.h"
#include "ui/window/firm_dialog.h"
#include "ui/window/findings_desk.h"
#include "ui/window/help_window.h"
#include "ui/window/import_desk.h"
#include "ui/window/inspector_panel.h"
#include "ui/window/main_window.h"
#include "ui/window/map_desk.h"
#include "ui/window/measure_feed.h"
#include "ui/window/message_bar.h"
#include "ui/window/report_desk.h"
#include "ui/window/scenario_desk.h"
#include "ui/window/search_box.h"
#include "ui/window/start_page.h"
#include "ui/window/timeline_bar.h"
#include "ui/window/workspace.h"

namespace chainscape::ui {
namespace {

QString evidenceHtml(const std::vector<Evidence>& rows) {
    QStringList lines;
    for (const auto& row : rows) {
        const QString file = QString::fromStdString(row.file).section('/', -1).toHtmlEscaped();
        QString line = QCoreApplication::translate("MainWindow", "%1, row %2").arg(file).arg(row.row);
        if (!std::isnan(row.confidence)) line += QCoreApplication::translate("MainWindow", ", confidence %1").arg(row.confidence, 0, 'g', 2);
        lines << line;
    }
    if (!rows.empty()) lines << QCoreApplication::translate("MainWindow", "imported %1").arg(QString::fromStdString(rows.front().importedAt).left(10));
    return lines.join(QStringLiteral("<br>"));
}

} // namespace

void MainWindow::wireFileActions() {
    m_actions.on(Act::OpenSample, [this] { openSample(QStringLiteral("battery")); });
    m_actions.on(Act::OpenOil, [this] { openSample(QStringLiteral("oil")); });
    m_actions.on(Act::OpenEconomy, [this] { openSample(QStringLiteral("economy")); });
    m_actions.on(Act::Open, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Open project"), {}, tr("Chainscape projects (*.chain);;All files (*)"));
        if (!path.isEmpty()) openPath(path);
    });
    m_actions.on(Act::Import, [this] {
        const QStringList paths = QFileDialog::getOpenFileNames(this, tr("Import files"), {}, tr("Tables (*.csv *.tsv *.txt *.gz *.zip *.xlsx *.graphml *.gexf);;All files (*)"));
        m_data->importPaths(paths);
    });
    m_actions.on(Act::Paste, [this] { m_data->importText(QGuiApplication::clipboard()->text()); });
    m_actions.on(Act::ExportData, [this] { m_data->exportData(); });
    m_actions.on(Act::SaveCopy, [this] {
        QString path = QFileDialog::getSaveFileName(this, tr("Save as"), m_project.title() + QStringLiteral(".chain"), tr("Chainscape projects (*.chain)"));
        if (path.isEmpty()) return;
        if (!path.endsWith(QLatin1String(".chain"))) path += QStringLiteral(".chain");
        m_project.saveCopyAs(path);
    });
    m_actions.on(Act::ExportFigure, [this] { m_report->exportFigure(*m_workspace->current()); });
    m_actions.on(Act::CopyFigure, [this] { m_report->copyFigure(*m_workspace->current()); });
    for (auto* canvas : m_workspace->findChildren<CanvasWidget*>()) // in tables the same keys copy rows
        connect(new QShortcut(QKeySequence::Copy, canvas, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, m_actions[Act::CopyFigure], &QAction::trigger);
    m_actions.on(Act::ToReport, [this] { m_report->add(*m_workspace->current()); });
    m_actions.on(Act::Report, [this] { m_report->showFigures(); });
    m_actions.on(Act::Close, [this] { closeProject(); });
    m_actions.on(Act::Quit, [this] { close(); });
    connect(m_start, &StartPage::sampleWanted, this, &MainWindow::openSample);
    connect(m_start, &StartPage::recentWanted, this, &MainWindow::openPath);
    connect(m_start, &StartPage::openWanted, m_actions[Act::Open], &QAction::trigger);
    connect(m_start, &StartPage::importWanted, m_actions[Act::Import], &QAction::trigger);
}

void MainWindow::wireViewActions() {
    const Act shows[] = {Act::ShowNetwork, Act::ShowFlow, Act::ShowForecast, Act::ShowChange, Act::ShowFindings, Act::ShowTables};
    for (std::size_t i = 0; i < std::size(shows); ++i)
        m_actions.on(shows[i], [this, i] {
            if (i < m_workspace->views().size()) m_workspace->front(m_workspace->views()[i]);
        });
    m_actions.onToggled(Act::SideBySide, [this](bool on) { m_workspace->setBeside(m_workspace->current(), on); });
    m_actions.onToggled(Act::Dark, [this](bool on) { setTheme(on); });
    m_actions.onToggled(Act::Narrow, [this](bool on) { m_session.edit(What::Filter, [on](ViewSpec& s) { s.narrow = on; }); });
    connect(&m_session, &Session::changed, this, [this](Changes what) {
        if (what & What::Filter) m_actions[Act::Narrow]->setChecked(m_session.spec().narrow);
    });
    m_actions.on(Act::Fit, [this] { m_workspace->current()->zoom(0); });
    m_actions.on(Act::ZoomIn, [this] { m_workspace->current()->zoom(1); });
    m_actions.on(Act::ZoomOut, [this] { m_workspace->current()->zoom(-1); });
    m_actions.on(Act::ResetLayout, [this] {
        for (QDockWidget* dock : std::as_const(m_docks)) {
            dock->setFloating(false);
            dock->setVisible(!m_closed);
        }
        resetSizes();
    });
    m_actions.on(Act::Back, [this] { m_session.back(); });
    m_actions.on(Act::Forward, [this] { m_session.forward(); });
    m_actions.on(Act::Bookmarks, [this] { m_maps->showBookmarks(); });
    m_actions.on(Act::FilterFirms, [this] { m_maps->filterFirms(); });
    connect(m_explorer, &ExplorerPanel::conditionsWanted, m_actions[Act::FilterFirms], &QAction::trigger);
    m_actions.on(Act::ClearSelection, [this] { m_session.click({}, false); });
    m_actions.on(Act::Find, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    connect(m_search, &SearchBox::firmFound, this, [this](const QString& id) {
        m_session.click(Item::firm(id.toStdString()), false);
        m_workspace->current()->setFocus();
    });
}

void MainWindow::wireTimeActions() {
    m_actions.onToggled(Act::Play, [this](bool on) { m_timeline->play(on); });
    connect(m_timeline, &TimelineBar::playing, m_actions[Act::Play], &QAction::setChecked);
    m_actions.on(Act::StepBack, [this] { m_timeline->step(-1); });
    m_actions.on(Act::StepForward, [this] { m_timeline->step(1); });
    m_actions.on(Act::MarkA, [this] { m_session.setMarkers(m_session.periodIndex(), std::max(m_session.periodIndex(), m_session.markerB())); });
    m_actions.on(Act::MarkB, [this] { m_session.setMarkers(std::min(m_session.periodIndex(), m_session.markerA()), m_session.periodIndex()); });
}

void MainWindow::wireHelpActions() {
    m_actions.on(Act::Help, [this] { HelpWindow::open(this, QStringLiteral("index.md")); });
    m_actions.on(Act::HowComputed, [this] { HelpWindow::open(this, QStringLiteral("measures.md")); });
    m_actions.on(Act::About, [this] {
        QMessageBox::about(this, tr("About Chainscape"),
                           tr("<b>Chainscape %1</b><p>See, flow and forecast industrial chains. Works offline; nothing leaves this computer.</p>"
                              "<p>Free software under the GNU General Public License, version 3 or later.</p>")
                               .arg(QCoreApplication::applicationVersion()));
    });
    m_actions.on(Act::Rejects, [this] { m_data->showRejects(); });
    m_actions.on(Act::Imports, [this] { m_data->showImports(); });
    m_actions.on(Act::SimilarNames, [this] { m_data->showSimilarNames(); });
    m_actions.on(Act::EditFirm, [this] { editFocusedFirm(); });
    m_actions.on(Act::DataHealth, [this] { m_data->showImports(); });
    connect(m_explorer, &ExplorerPanel::healthWanted, m_actions[Act::DataHealth], &QAction::trigger);
}

void MainWindow::wirePanels() {
    connect(m_inspector, &InspectorPanel::computedWanted, m_actions[Act::HowComputed], &QAction::trigger);
    connect(m_inspector, &InspectorPanel::evidenceWanted, this, &MainWindow::evidenceFor);
    connect(m_data, &ImportDesk::said, this, [this](const QString& sentence, bool problem) {
        m_messages->say(sentence, problem ? MessageBar::Tone::Error : MessageBar::Tone::Notice);
    });
    connect(m_data, &ImportDesk::similarFound, this, [this](int pairs) {
        m_messages->add(tr("%n pair(s) of names look very much alike.", nullptr, pairs), tr("Look at the names"), [this] { m_actions[Act::SimilarNames]->trigger(); });
    });
    connect(m_report, &ReportDesk::said, this, [this](const QString& sentence, bool problem) {
        m_messages->say(sentence, problem ? MessageBar::Tone::Error : MessageBar::Tone::Notice);
    });
    connect(m_measures, &MeasureFeed::figuresReady, this, [this](const std::vector<KeyFigure>& figures, const QColor& better, const QColor& worse) {
        m_workspace->keyFigures().show(figures, better, worse);
    });
    connect(m_measures, &MeasureFeed::factsReady, m_inspector, &InspectorPanel::setMeasureFacts);
    connect(m_measures, &MeasureFeed::seriesReady, m_inspector, &InspectorPanel::setMeasureSeries);
    connect(m_inspector, &InspectorPanel::seriesWanted, m_measures, &MeasureFeed::setSeries);
    m_inspector->setSeriesChoices(MeasureFeed::seriesChoices(MeasureLevel::Firm), MeasureFeed::seriesChoices(MeasureLevel::Link));
    connect(m_explorer, &ExplorerPanel::scenarioChosen, m_scenarios, &ScenarioDesk::show);
    connect(m_scenarios, &ScenarioDesk::said, this, [this](const QString& sentence, bool problem) {
        m_messages->say(sentence, problem ? MessageBar::Tone::Error : MessageBar::Tone::Notice);
    });
    connect(m_scenarios, &ScenarioDesk::compareWanted, this, [this] {
        for (View* view : m_workspace->views())
            if (view->kind() == ViewKind::Change) m_workspace->front(view);
    });
    m_actions.on(Act::EditScenario, [this] { m_scenarios->edit(); });
    m_actions.on(Act::CompareScenarios, [this] { m_scenarios->compare(); });
    m_actions.on(Act::RemoveFirm, [this] {
        const Item& focus = m_session.focus();
        if (focus.kind == Item::Kind::Firm) m_scenarios->addStep(RemoveFirm{focus.id, RemoveFirm::Mode::Lose}, tr("%1 lost").arg(QString::fromStdString(focus.id)));
        else m_messages->say(tr("Click a firm first; then this tries the chain without it."), MessageBar::Tone::Notice);
    });
    connect(&m_workspace->keyFigures(), &KeyFigures::clicked, this, [this](const QString& id) { m_measures->explain(id); });
    m_findings->connectTo(*m_workspace, *m_scenarios, *m_timeline);
    m_actions.on(Act::Settings, [this] { m_findings->editSettings(); });
    connect(m_inspector, &InspectorPanel::measureWanted, m_findings, &FindingsDesk::showHow);
    connect(m_findings, &FindingsDesk::helpWanted, this, [this](const QString& page) { HelpWindow::open(this, page); });
    connect(m_findings, &FindingsDesk::said, this, [this](const QString& sentence, bool problem) {
        m_messages->say(sentence, problem ? MessageBar::Tone::Error : MessageBar::Tone::Notice);
    });
}

void MainWindow::editFocusedFirm() {
    const Item& focus = m_session.focus();
    const auto firm = focus.kind == Item::Kind::Firm && m_project.base() ? m_project.base()->firmIndex(focus.id) : kNone;
    if (firm == kNone) {
        m_messages->say(tr("Click a firm of the base first; then this corrects what is known of it."), MessageBar::Tone::Notice);
        return;
    }
    FirmDialog dialog(m_project.base(), FirmId{firm}, PeriodId{static_cast<std::uint32_t>(m_session.periodIndex())}, this);
    if (dialog.exec() == QDialog::Accepted && !dialog.edits().empty()) m_project.editFirms(dialog.sentence(), dialog.edits());
}

void MainWindow::evidenceFor(const Item& item) {
    EvidenceQuery query;
    query.limit = 3;
    if (item.kind == Item::Kind::Link) {
        query.source = item.id;
        query.target = item.target;
    } else if (item.kind == Item::Kind::Firm) {
        query.source = item.id;
    } else {
        return;
    }
    if (m_session.hasData()) query.period = m_session.dataset()->periods()[std::size_t(m_session.periodIndex())].text;
    m_project.findEvidence(query, [this](std::vector<Evidence> rows) { m_inspector->setEvidence(evidenceHtml(rows)); });
}

} // namespace chainscape::ui
