// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/scenario_desk.h"

#include <algorithm>

#include "core/model/view_snapshot.h"
#include "ui/style/format.h"
#include "ui/window/scenario_dialog.h"

namespace chainscape::ui {
ScenarioDesk::ScenarioDesk(Session& session, Jobs& jobs, ProjectController& project, QWidget* window)
    : QObject(window), m_session(session), m_jobs(jobs), m_project(project), m_window(window) {}

StoredScenario ScenarioDesk::stored(const QString& name) const {
    for (const auto& d : m_project.documents(DocumentKind::Scenario))
        if (fromUtf8(d.name) == name)
            if (auto read = storedScenarioFromJson(d.json)) return std::move(*read);
    return {};
}

QString ScenarioDesk::freshName(const QString& words) const {
    const auto kept = m_project.documents(DocumentKind::Scenario);
    QString name = words;
    const auto taken = [&](const QString& n) { return std::ranges::any_of(kept, [&](const Document& d) { return fromUtf8(d.name) == n; }); };
    for (int k = 2; taken(name); ++k) name = QStringLiteral("%1 (%2)").arg(words).arg(k);
    return name;
}

void ScenarioDesk::show(const QString& name) {
    const auto base = m_project.base();
    if (!base) return;
    m_session.edit(What::Scenario, [&](ViewSpec& s) { s.scenario = name.toStdString(); });
    if (name.isEmpty()) {
        m_session.setDataset(base);
        emit said(tr("This is the base: the data as imported."), false);
        return;
    }
    const StoredScenario scenario = stored(name);
    ViewSpec view = m_session.spec();
    if (!scenario.period.empty()) view.period = scenario.period;
    const auto spec = snapshotSpec(*base, view);
    if (!spec) {
        emit said(fromUtf8(spec.error().message), true);
        return;
    }
    SnapshotSpec whole = *spec;
    whole.filter = {}; // a scenario is about the chain, not about what is looked at
    m_jobs.start<ScenarioResult>(QStringLiteral("scenario"), [base, scenario, whole](Progress& progress) { return replay(base, scenario, whole, progress); },
                                 [this, name](Result<ScenarioResult> result) {
                                     if (!result) {
                                         emit said(fromUtf8(result.error().message), true);
                                         return;
                                     }
                                     m_session.setDataset(result->after);
                                     m_session.setPeriodIndex(int(result->spec.to));
                                     report(name, *result);
                                 });
}

void ScenarioDesk::report(const QString& name, const ScenarioResult& result) {
    const auto applied = std::ranges::count_if(result.steps, [](const StepOutcome& s) { return s.applied; });
    QString words = tr("%1: %2 of %3 steps applied.").arg(name).arg(applied).arg(result.steps.size());
    for (const auto& step : result.steps)
        if (!step.applied && !step.message.empty()) words += QLatin1Char(' ') + fromUtf8(step.message);
    const QString unit = fromUtf8(result.spec.unit.value_or(std::string{}));
    if (result.externalPurchases > 0) words += tr(" Bought outside the chain: %1.").arg(valueText(result.externalPurchases, unit));
    if (result.strandedSupply > 0) words += tr(" Stranded supply: %1.").arg(valueText(result.strandedSupply, unit));
    if (result.strandedDemand > 0) words += tr(" Unmet demand: %1.").arg(valueText(result.strandedDemand, unit));
    for (const auto& invariant : result.invariants)
        if (!invariant.holds) words += tr(" Does not hold: %1.").arg(fromUtf8(invariant.name));
    emit said(words, false);
}

void ScenarioDesk::addStep(const Operation& operation, const QString& words) {
    if (!m_session.hasData()) return;
    QString name = fromUtf8(m_session.spec().scenario);
    StoredScenario scenario;
    if (name.isEmpty()) {
        name = freshName(words);
        scenario.period = m_session.dataset()->periods()[std::size_t(m_session.periodIndex())].text;
        if (const auto snapshot = m_session.snapshot()) scenario.unit = snapshot->unit();
    } else {
        scenario = stored(name);
    }
    ScenarioStep step;
    step.operation = operation;
    step.note = words.toStdString();
    scenario.edits.steps.push_back(std::move(step));
    m_project.putDocument(DocumentKind::Scenario, name, toJson(scenario));
    show(name);
}

void ScenarioDesk::edit() {
    const QString name = fromUtf8(m_session.spec().scenario);
    if (name.isEmpty()) {
        emit said(tr("Choose a firm's menu in the network (right click or the Menu key) to begin a scenario; its steps are listed here then."), false);
        return;
    }
    ScenarioDialog dialog(name, stored(name), m_window);
    if (dialog.exec() != QDialog::Accepted) return;
    if (dialog.removed()) {
        m_project.removeDocument(DocumentKind::Scenario, name);
        show({});
        return;
    }
    m_project.putDocument(DocumentKind::Scenario, name, toJson(dialog.scenario()));
    show(name);
}

void ScenarioDesk::fillMenu(QMenu& menu, const std::string& firm) {
    if (!m_session.hasData()) return;
    const Dataset& d = *m_session.dataset();
    const auto f = d.firmIndex(firm);
    if (f == kNone) return;
    const QString name = fromUtf8(d.firms().name[f]);
    const auto add = [&](const QString& action, const Operation& operation, const QString& words) {
        menu.addAction(action, this, [this, operation, words] { addStep(operation, words); });
    };
    add(tr("What if it fails (lost)"), RemoveFirm{firm, RemoveFirm::Mode::Lose}, tr("%1 lost").arg(name));
    add(tr("What if it fails (others take over)"), RemoveFirm{firm, RemoveFirm::Mode::Reallocate}, tr("%1 replaced").arg(name));
    add(tr("What if it halves its output"), Capacity{firm, 0.5, std::nullopt, Capacity::Mode::Band, 0.25}, tr("%1 at half").arg(name));
    add(tr("What if it goes digital"), DigitiseFirm{firm, 1}, tr("%1 digital").arg(name));
    if (d.firmAt(FirmId{f}, PeriodId{std::uint32_t(m_session.periodIndex())}).isPlatform) {
        add(tr("What if the platform dissolves into direct trade"), RemovePlatform{firm, RemovePlatform::Mode::Dissolve, RemovePlatform::Margin::Buyers, true, 0.25}, tr("%1 dissolved").arg(name));
        add(tr("What if the platform is bypassed"), RemovePlatform{firm, RemovePlatform::Mode::Bypass, RemovePlatform::Margin::Buyers, true, 0.25}, tr("%1 bypassed").arg(name));
    }
}

} // namespace chainscape::ui
