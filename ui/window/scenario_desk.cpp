// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/scenario_desk.h"

#include <algorithm>

#include <QUndoCommand>

#include "core/model/view_snapshot.h"
#include "core/project/change_case.h"
#include "core/project/scenario_report.h"
#include "ui/style/format.h"
#include "ui/window/scenario_dialog.h"
#include "ui/window/scenario_result.h"

namespace chainscape::ui {

/// The undo command of scenarios: one document of the project before and after.
class ScenarioChange : public QUndoCommand {
public:
    ScenarioChange(ScenarioDesk& desk, const QString& text, ScenarioDesk::Kept before, ScenarioDesk::Kept after)
        : QUndoCommand(text), m_desk(desk), m_before(std::move(before)), m_after(std::move(after)) {}

    void undo() override { m_desk.swap(m_after, m_before); }
    void redo() override { m_desk.swap(m_before, m_after); }

private:
    ScenarioDesk& m_desk;
    ScenarioDesk::Kept m_before, m_after;
};

ScenarioDesk::ScenarioDesk(Session& session, Jobs& jobs, ProjectController& project, QWidget* window)
    : QObject(window), m_session(session), m_jobs(jobs), m_project(project), m_window(window) {}

StoredScenario ScenarioDesk::stored(const QString& name) const {
    for (const auto& d : m_project.documents(DocumentKind::Scenario))
        if (fromUtf8(d.name) == name)
            if (auto read = storedScenarioFromJson(d.json)) return std::move(*read);
    return {};
}

ScenarioDesk::Kept ScenarioDesk::shown() const {
    const QString name = fromUtf8(m_session.spec().scenario);
    return name.isEmpty() ? Kept{} : Kept{name, toJson(stored(name))};
}

/// Nothing yet, for the period and unit on show.
StoredScenario ScenarioDesk::fresh() const {
    StoredScenario scenario;
    scenario.period = m_session.dataset()->periods()[std::size_t(m_session.periodIndex())].text;
    if (const auto snapshot = m_session.snapshot()) scenario.unit = snapshot->unit();
    return scenario;
}

void ScenarioDesk::change(const QString& text, Kept before, Kept after) {
    if (before.name == after.name && before.json == after.json) return show(after.name);
    m_project.undoStack().push(new ScenarioChange(*this, text, std::move(before), std::move(after)));
}

void ScenarioDesk::swap(const Kept& from, const Kept& to) {
    if (!from.name.isEmpty() && from.name != to.name) m_project.removeDocument(DocumentKind::Scenario, from.name);
    if (!to.name.isEmpty()) m_project.putDocument(DocumentKind::Scenario, to.name, to.json);
    show(to.name);
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
    const auto spec = specOf(scenario);
    if (!spec) {
        emit said(fromUtf8(spec.error().message), true);
        return;
    }
    m_jobs.start<ScenarioResult>(QStringLiteral("scenario"), [base, scenario, whole = *spec](Progress& progress) { return replay(base, scenario, whole, progress); },
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

void ScenarioDesk::addStep(const Operation& operation, const QString& words) { addSteps({{operation, words}}, words); }

void ScenarioDesk::addSteps(const std::vector<std::pair<Operation, QString>>& steps, const QString& words) {
    if (!m_session.hasData()) return;
    const Kept before = shown();
    const QString name = before.name.isEmpty() ? freshName(words) : before.name;
    StoredScenario scenario = before.name.isEmpty() ? fresh() : stored(name);
    for (const auto& [operation, note] : steps) scenario.edits.steps.push_back({.operation = operation, .note = note.toStdString()});
    change(tr("Scenario step: %1").arg(words), before, {name, toJson(scenario)});
}

Result<SnapshotSpec> ScenarioDesk::specOf(const StoredScenario& scenario) const {
    ViewSpec view = m_session.spec();
    if (!scenario.period.empty()) view.period = scenario.period;
    auto spec = snapshotSpec(*m_project.base(), view);
    if (spec) spec->filter = {}; // a scenario is about the chain, not about what is looked at
    return spec;
}

void ScenarioDesk::tryOut(const StoredScenario& scenario, std::function<void(Result<ScenarioResult>)> done) {
    const auto spec = specOf(scenario);
    if (!spec) return done(tl::unexpected(spec.error()));
    m_jobs.start<ScenarioResult>(
        QStringLiteral("scenario trial"), [base = m_project.base(), scenario, whole = *spec](Progress& progress) { return replay(base, scenario, whole, progress); }, std::move(done));
}

void ScenarioDesk::edit(const std::optional<ScenarioStep>& offered) {
    if (!m_project.base() || m_project.base()->periods().empty()) return;
    const Kept before = shown();
    const QString name = before.name.isEmpty() ? freshName(tr("New scenario")) : before.name;
    const StoredScenario scenario = before.name.isEmpty() ? fresh() : stored(before.name);
    const auto trial = [this](const StoredScenario& tried, std::function<void(Result<ScenarioResult>)> done) { tryOut(tried, std::move(done)); };
    ScenarioDialog dialog(name, scenario, m_project.base(), trial, m_window);
    if (offered) dialog.offer(*offered);
    if (dialog.exec() != QDialog::Accepted) return;
    if (dialog.removed()) return change(tr("Scenario removed: %1").arg(before.name), before, {});
    if (dialog.scenario().edits.steps.empty() && before.name.isEmpty()) return;
    QString kept = dialog.name().isEmpty() ? name : dialog.name();
    if (kept != before.name) kept = freshName(kept);
    change(tr("Scenario: %1").arg(kept), before, {kept, toJson(dialog.scenario())});
}

void ScenarioDesk::compare() {
    const auto base = m_project.base();
    if (!base || base->periods().empty()) return;
    std::vector<NamedScenario> scenarios;
    for (const auto& d : m_project.documents(DocumentKind::Scenario))
        if (auto read = storedScenarioFromJson(d.json)) scenarios.push_back({d.name, std::move(*read)});
    if (scenarios.empty()) {
        emit said(tr("No scenario is stored yet. Build one first, or right click a firm in the network."), false);
        return;
    }
    std::ranges::stable_partition(scenarios, [&](const NamedScenario& s) { return s.name == m_session.spec().scenario; });
    const auto spec = specOf({});
    if (!spec) {
        emit said(fromUtf8(spec.error().message), true);
        return;
    }
    const auto work = [base, scenarios, whole = *spec, options = ScenarioReportOptions{m_session.analysis(), changeOptions(m_session.spec())}](Progress& progress) { return scenarioReport(base, scenarios, whole, options, progress); };
    m_jobs.start<ScenarioReport>(QStringLiteral("scenarios"), work, [this](Result<ScenarioReport> made) {
        if (!made) {
            emit said(fromUtf8(made.error().message), true);
            return;
        }
        showResult(*made);
    });
}

/// A firm that is short of something is shown where it stands; a comparison of the first scenario in the change view.
void ScenarioDesk::showResult(const ScenarioReport& report) {
    auto* dialog = new ScenarioResultDialog(report, m_window);
    connect(dialog, &ScenarioResultDialog::firmPicked, this, [this](const QString& firm) { m_session.click(Item::firm(firm.toStdString()), false); });
    connect(dialog, &ScenarioResultDialog::compareWanted, this, [this](const QString& scenario, ChangeShow figure) {
        if (fromUtf8(m_session.spec().scenario) != scenario) show(scenario);
        m_session.edit(What::Look, [&](ViewSpec& s) {
            s.change.againstBase = true;
            s.change.show = figure;
        });
        emit compareWanted();
    });
    dialog->show();
}

void ScenarioDesk::addTo(QMenu& menu, const QString& action, const Operation& operation, const QString& words) {
    menu.addAction(action, this, [this, operation, words] { addStep(operation, words); });
}

void ScenarioDesk::offerIn(QMenu& menu, const QString& action, const Operation& operation) {
    menu.addAction(action, this, [this, operation] { edit(ScenarioStep{.operation = operation}); });
}

void ScenarioDesk::fillMenu(QMenu& menu, const std::string& firm) {
    if (!m_session.hasData()) return;
    const Dataset& d = *m_session.dataset();
    const auto f = d.firmIndex(firm);
    if (f == kNone) return;
    const QString name = fromUtf8(d.firms().name[f]);
    addTo(menu, tr("What if it fails (lost)"), RemoveFirm{firm, RemoveFirm::Mode::Lose}, tr("%1 lost").arg(name));
    addTo(menu, tr("What if it fails (others take over)"), RemoveFirm{firm, RemoveFirm::Mode::Reallocate}, tr("%1 replaced").arg(name));
    addTo(menu, tr("What if it halves its output"), Capacity{firm, 0.5, std::nullopt, Capacity::Mode::Band, 0.25}, tr("%1 at half").arg(name));
    addTo(menu, tr("What if it goes digital"), DigitiseFirm{firm, 1}, tr("%1 digital").arg(name));
    if (d.firmAt(FirmId{f}, PeriodId{std::uint32_t(m_session.periodIndex())}).isPlatform) fillPlatformMenu(menu, firm, name);
    fillMoreMenu(*menu.addMenu(tr("Another step with it")), firm, f);
}

void ScenarioDesk::fillPlatformMenu(QMenu& menu, const std::string& firm, const QString& name) {
    const auto without = [&](RemovePlatform::Mode mode) { return RemovePlatform{firm, mode, RemovePlatform::Margin::Buyers, true, 0.25}; };
    addTo(menu, tr("What if the platform dissolves into direct trade"), without(RemovePlatform::Mode::Dissolve), tr("%1 dissolved").arg(name));
    addTo(menu, tr("What if the platform is bypassed"), without(RemovePlatform::Mode::Bypass), tr("%1 bypassed").arg(name));
    addTo(menu, tr("What if the platform is lost with its trade"), without(RemovePlatform::Mode::Lose), tr("%1 lost").arg(name));
    offerIn(menu, tr("Without the platform, otherwise..."), without(RemovePlatform::Mode::Dissolve));
}

/// The forms of all other operations, with the firm filled in.
void ScenarioDesk::fillMoreMenu(QMenu& menu, const std::string& firm, std::uint32_t index) {
    const Dataset& d = *m_session.dataset();
    const auto is = d.firmAt(FirmId{index}, PeriodId{std::uint32_t(m_session.periodIndex())});
    const std::string stage = is.stage > 0 ? std::to_string(is.stage) : std::string(), region(d.text(d.firms().region[index]));
    std::vector<std::string> merged{m_session.selected().begin(), m_session.selected().end()};
    if (std::ranges::find(merged, firm) == merged.end()) merged = {firm};
    offerIn(menu, tr("Move to another stage..."), MoveFirm{firm, {}});
    offerIn(menu, merged.size() > 1 ? tr("Merge the selected firms...") : tr("Merge with others..."), Merge{merged, {}});
    offerIn(menu, tr("Split..."), Split{firm, {{firm + "-1", 0.5}, {firm + "-2", 0.5}}});
    offerIn(menu, tr("Cut its capacity..."), Capacity{firm, 0.5, std::nullopt, Capacity::Mode::Band, 0.25});
    menu.addSeparator();
    offerIn(menu, tr("Switch one of its suppliers..."), Rewire{firm, {}, {}, 1});
    offerIn(menu, tr("Add a link to a buyer..."), AddLink{.source = firm});
    offerIn(menu, tr("Add a link from a supplier..."), AddLink{.target = firm});
    offerIn(menu, tr("Cut a link to a buyer..."), RemoveLink{firm, {}, {}});
    offerIn(menu, tr("Make a link to a buyer digital..."), DigitiseLink{firm, {}, {}, 1});
    menu.addSeparator();
    offerIn(menu, tr("Add a firm beside it..."), AddFirm{.stage = stage, .region = region});
    offerIn(menu, tr("Move purchases out of its region..."), Reshore{region, {}, {}, 1});
    offerIn(menu, tr("Scale what its stage sells..."), Scale{stage, {}, 1.2});
}

void ScenarioDesk::fillItemMenu(QMenu& menu, const Item& item) {
    if (!m_session.hasData()) return;
    const Dataset& d = *m_session.dataset();
    const auto name = [&](const std::string& id) { return d.firmIndex(id) == kNone ? fromUtf8(id) : fromUtf8(d.firms().name[d.firmIndex(id)]); };
    if (item.kind == Item::Kind::Link) {
        const QString ends = tr("%1 to %2").arg(name(item.id), name(item.target));
        addTo(menu, tr("What if %1 is cut").arg(ends), RemoveLink{item.id, item.target, {}}, tr("%1 cut").arg(ends));
        addTo(menu, tr("What if %1 goes digital").arg(ends), DigitiseLink{item.id, item.target, {}, 1}, tr("%1 digital").arg(ends));
        offerIn(menu, tr("%1 switches to another supplier...").arg(name(item.target)), Rewire{item.target, item.id, {}, 1});
        offerIn(menu, tr("More trade from %1...").arg(ends), AddLink{.source = item.id, .target = item.target});
    }
    if (item.kind == Item::Kind::Stage) {
        const QString stage = fromUtf8(d.stages().name(std::atoi(item.id.c_str())));
        offerIn(menu, tr("Scale what %1 sells...").arg(stage), Scale{item.id, {}, 1.2});
        offerIn(menu, tr("Add a firm to %1...").arg(stage), AddFirm{.stage = item.id});
        offerIn(menu, tr("Move purchases from %1 to another region...").arg(stage), Reshore{{}, {}, {item.id}, 1});
    }
}

} // namespace chainscape::ui
