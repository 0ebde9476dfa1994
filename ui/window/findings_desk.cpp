// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/findings_desk.h"

#include <array>
#include <cmath>

#include <QUndoCommand>

#include "core/analysis/registry.h"
#include "core/model/view_snapshot.h"
#include "core/project/project_settings.h"
#include "ui/style/format.h"
#include "ui/views/findings/findings_view.h"
#include "ui/views/network/network_view.h"
#include "ui/window/how_dialog.h"
#include "ui/window/key_figure_set.h"
#include "ui/window/project_controller.h"
#include "ui/window/scenario_desk.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/timeline_bar.h"
#include "ui/window/workspace.h"

namespace chainscape::ui {
namespace {

constexpr int kThresholdStep = 0x7468; ///< marks undo steps that merge
const auto kIndicatorJob = QStringLiteral("timeline indicator");

/// Settings before and after, swapped by undo; the project file follows.
class SettingsStep : public QUndoCommand {
public:
    SettingsStep(Session& session, ProjectController& project, AnalysisOptions after)
        : QUndoCommand(FindingsDesk::tr("Settings of the analysis")), m_session(session), m_project(project), m_before(session.analysis()), m_after(std::move(after)) {}

    /// A row of steps of the slider is one step back.
    [[nodiscard]] int id() const override { return thresholdOnly() ? kThresholdStep : -1; }
    bool mergeWith(const QUndoCommand* other) override {
        m_after = static_cast<const SettingsStep*>(other)->m_after;
        return true;
    }

    void undo() override { put(m_before); }
    void redo() override { put(m_after); }

private:
    void put(const AnalysisOptions& options) {
        m_project.putDocument(DocumentKind::Setting, fromUtf8(kAnalysisDocument), toJson(options));
        m_session.setAnalysis(options);
    }

    [[nodiscard]] bool thresholdOnly() const {
        AnalysisOptions same = m_before;
        same.digital.linkThreshold = m_after.digital.linkThreshold;
        return same == m_after;
    }

    Session& m_session;
    ProjectController& m_project;
    AnalysisOptions m_before, m_after;
};

/// A measure of the chain, one value and the two ends of its band per period; no ends where no period has a band.
struct Indicator {
    std::vector<double> value, low, high;
};

struct Lead {
    const char* figure;
    Panel topic;
};

/// Where each figure of the strip leads.
constexpr std::array kLeads{Lead{"directedness", Panel::Loops},       Lead{"chain_length", Panel::Critical},  Lead{"penetration", Panel::Bridge},
                            Lead{"weakest_cut", Panel::Bridge},       Lead{"platform_share", Panel::Platforms}, Lead{"critical_firm", Panel::Critical},
                            Lead{"restructured", Panel::Phases}}; // without a period before

} // namespace

FindingsDesk::FindingsDesk(Session& session, Jobs& jobs, ProjectController& project, QWidget* window)
    : QObject(window), m_session(session), m_jobs(jobs), m_project(project), m_window(window) {
    connect(&project, &ProjectController::opened, this, &FindingsDesk::adoptSettings);
    connect(&session, &Session::changed, this, [this](Changes what) {
        if (what & (Changes(What::Dataset) | What::Filter | What::Settings)) computeIndicator();
    });
}

void FindingsDesk::connectTo(Workspace& workspace, ScenarioDesk& scenarios, TimelineBar& timeline) {
    m_workspace = &workspace;
    m_scenarios = &scenarios;
    m_timeline = &timeline;
    for (View* view : workspace.views()) {
        if (auto* findings = qobject_cast<FindingsView*>(view)) m_view = findings;
        if (auto* map = qobject_cast<NetworkView*>(view)) connect(map, &NetworkView::settingsWanted, this, &FindingsDesk::changeSettings);
    }
    if (m_view) {
        connect(m_view, &FindingsView::gapsWanted, this, &FindingsDesk::closeGaps);
        connect(m_view, &FindingsView::helpWanted, this, &FindingsDesk::helpWanted);
        m_view->setLedger([this] { return m_project.ledger(); });
        m_view->setImports([this] { return m_project.imports(); });
    }
    connect(&workspace.keyFigures(), &KeyFigures::clicked, this, &FindingsDesk::explain);
    connect(&workspace.keyFigures(), &KeyFigures::howWanted, this, &FindingsDesk::showHow);
    connect(&timeline, &TimelineBar::indicatorChosen, this, &FindingsDesk::setIndicator);
    fillIndicators();
}

void FindingsDesk::adoptSettings() {
    AnalysisOptions options;
    for (const auto& document : m_project.documents(DocumentKind::Setting)) {
        if (document.name != kAnalysisDocument) continue;
        const auto read = analysisOptionsFromJson(document.json);
        if (read) options = *read;
        else emit said(fromUtf8(read.error().message), true);
    }
    m_session.setAnalysis(options);
}

void FindingsDesk::editSettings() {
    SettingsDialog dialog(m_session.analysis(), m_window);
    if (dialog.exec() == QDialog::Accepted) changeSettings(dialog.options());
}

void FindingsDesk::changeSettings(const AnalysisOptions& options) {
    if (options == m_session.analysis() || !m_project.isOpen()) return;
    m_project.undoStack().push(new SettingsStep(m_session, m_project, options));
    emit said(tr("Settings changed; everything that depends on them is computed again."), false);
}

void FindingsDesk::showTopic(Panel topic) {
    if (!m_view || !m_workspace) return;
    m_workspace->front(m_view);
    m_view->setTopic(topic);
}

void FindingsDesk::explain(const QString& figure) {
    if (figure == QLatin1String("restructured") && m_session.periodIndex() > 0) return compareWithBefore();
    for (const auto& lead : kLeads)
        if (figure == QLatin1String(lead.figure)) showTopic(lead.topic);
    selectMakers(figure);
}

/// The firms and links behind the change of the period on show.
void FindingsDesk::compareWithBefore() {
    m_session.setMarkers(m_session.periodIndex() - 1, m_session.periodIndex());
    for (View* view : m_workspace->views())
        if (view->kind() == ViewKind::Change) m_workspace->front(view);
}

/// The firms that make a figure.
void FindingsDesk::selectMakers(const QString& figure) {
    const auto snapshot = m_session.snapshot();
    if (!snapshot) return;
    std::set<std::string> firms;
    if (figure == QLatin1String("platform_share"))
        for (std::uint32_t i = 0; i < snapshot->nodeCount(); ++i)
            if (snapshot->isPlatform()[i]) firms.insert(snapshot->id(i));
    if (figure == QLatin1String("directedness"))
        if (const auto& edges = snapshot->edges(); snapshot->edgeCount() > 0)
            for (std::uint32_t e = 0; e < snapshot->edgeCount(); ++e) {
                const int from = snapshot->stage()[edges.source[e]], to = snapshot->stage()[edges.target[e]];
                if (from > 0 && to > 0 && to <= from) firms.insert({snapshot->id(edges.source[e]), snapshot->id(edges.target[e])});
            }
    if (!firms.empty()) m_session.setSelected(std::move(firms));
}

void FindingsDesk::showHow(const QString& measure) {
    HowDialog dialog(measure, m_session.analysis(), m_window);
    connect(&dialog, &HowDialog::helpWanted, this, &FindingsDesk::helpWanted);
    bool settings = false;
    connect(&dialog, &HowDialog::settingsWanted, this, [&settings] { settings = true; });
    dialog.exec();
    if (settings) editSettings();
}

void FindingsDesk::closeGaps(const std::vector<PanelCell::Pair>& links) {
    const auto& dataset = m_session.dataset();
    const auto name = [&](const std::string& id) {
        const auto firm = dataset->firmIndex(id);
        return fromUtf8(firm == kNone ? id : dataset->firms().name[firm]);
    };
    std::vector<std::pair<Operation, QString>> steps;
    for (const auto& [source, target] : links) steps.emplace_back(DigitiseLink{source, target, {}, 1}, tr("%1 to %2 digital").arg(name(source), name(target)));
    m_scenarios->addSteps(steps, tr("%n gap(s) closed", nullptr, int(links.size())));
}

void FindingsDesk::fillIndicators() {
    std::vector<std::pair<QString, QString>> rows{{QString(), tr("Total value")}};
    for (const Measure& measure : measures(MeasureLevel::Chain))
        if (measure.unit != MeasureUnit::Label && measure.unit != MeasureUnit::Flag && measure.id != "total_value")
            rows.emplace_back(fromUtf8(measure.id), fromUtf8(measure.name));
    m_timeline->setIndicators(rows);
}

void FindingsDesk::setIndicator(const QString& measure) {
    m_indicator = measure;
    computeIndicator();
}

void FindingsDesk::computeIndicator() {
    if (!m_timeline || m_indicator.isEmpty() || !m_session.hasData() || !m_session.snapshot()) return m_jobs.cancel(kIndicatorJob);
    const Measure* measure = findMeasure(m_indicator.toStdString(), MeasureLevel::Chain);
    if (!measure) return;
    const auto work = [dataset = m_session.dataset(), cache = m_session.snapshots(), spec = m_session.snapshot()->spec(), options = m_session.analysis(), measure](Progress& progress) -> Result<Indicator> {
        Indicator out;
        bool banded = false;
        SnapshotSpec at = spec;
        for (std::uint32_t p = 0; p < dataset->periods().size(); ++p) {
            if (progress.stopped()) return Progress::cancelled();
            at.from = at.to = p;
            const auto snapshot = cache->at(dataset, at);
            Findings findings(snapshot ? *snapshot : SnapshotPtr(), options);
            const bool dear = snapshot && measure->cost != Cost::Linear && !quickFirmByFirm(**snapshot);
            const auto value = snapshot && !dear ? chainMeasure(measure->id, findings, progress) : Result<ChainValue>(ChainValue{NAN, NAN, NAN});
            out.value.push_back(value ? value->value : NAN);
            out.low.push_back(value ? value->low : NAN);
            out.high.push_back(value ? value->high : NAN);
            banded = banded || std::fabs(out.low.back() - out.high.back()) > 1e-12;
        }
        if (!banded) out.low.clear(), out.high.clear();
        return out;
    };
    m_jobs.start<Indicator>(kIndicatorJob, work, [this, name = fromUtf8(measure->name)](Result<Indicator> got) {
        if (got) m_timeline->showIndicator(name, std::move(got->value), std::move(got->low), std::move(got->high));
    });
}

} // namespace chainscape::ui
