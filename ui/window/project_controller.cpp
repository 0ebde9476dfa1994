// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/project_controller.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUndoCommand>

namespace chainscape::ui {
namespace {

constexpr int kStoreViewMs = 1200;
const auto kProjectJob = QStringLiteral("project");
constexpr auto kWindowView = "window";

QString sentence(const Error& error) { return QString::fromStdString(describe(error)); }

} // namespace

/// The one undo command: two datasets and a flip of the project file.
class EditStep : public QUndoCommand {
public:
    EditStep(ProjectController& controller, const QString& text, DatasetPtr before, DatasetPtr after, ProjectController::Flip flip)
        : QUndoCommand(text), m_controller(controller), m_before(std::move(before)), m_after(std::move(after)), m_flip(std::move(flip)) {}

    void undo() override {
        if (!m_controller.flip(m_flip, false, m_before)) setObsolete(true);
    }
    void redo() override {
        if (m_first) m_first = false; // the change is already made when the step is pushed
        else if (!m_controller.flip(m_flip, true, m_after)) setObsolete(true);
    }

private:
    ProjectController& m_controller;
    DatasetPtr m_before, m_after;
    ProjectController::Flip m_flip;
    bool m_first = true;
};

ProjectController::ProjectController(Session& session, Jobs& jobs, QObject* parent) : QObject(parent), m_session(session), m_jobs(jobs) {
    m_viewTimer.setSingleShot(true);
    m_viewTimer.setInterval(kStoreViewMs);
    connect(&m_viewTimer, &QTimer::timeout, this, &ProjectController::storeView);
    connect(&session, &Session::changed, this, [this](Changes what) {
        if (what & ~Changes(What::Hover)) m_viewTimer.start();
    });
}

ProjectController::~ProjectController() {
    m_jobs.cancel(kProjectJob);
    if (!m_busy) storeView();
}

QString ProjectController::path() const { return m_file ? QString::fromStdString(m_file->path()) : QString{}; }

QString ProjectController::title() const {
    if (!m_file) return {};
    const auto& dataset = m_session.dataset();
    if (dataset && !dataset->title().empty()) return QString::fromStdString(dataset->title());
    return QFileInfo(path()).completeBaseName();
}

QString ProjectController::samplesFolder() {
    const QString installed = QCoreApplication::applicationDirPath() + QStringLiteral("/../share/chainscape/samples");
    return QDir(installed).exists() ? QDir::cleanPath(installed) : QStringLiteral(CHAINSCAPE_SAMPLES);
}

QString ProjectController::projectsFolder() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/projects");
    QDir().mkpath(folder);
    return folder;
}

void ProjectController::setBusy(bool busy) {
    if (m_busy == busy) return;
    m_busy = busy;
    emit busyChanged(busy);
}

bool ProjectController::check(const Result<void>& result) {
    if (result) emit saved();
    else emit failed(sentence(result.error()));
    return result.has_value();
}

void ProjectController::adopt(Project project, const QString& path) {
    storeView();
    m_undo.clear();
    m_file = std::make_shared<ProjectFile>(std::move(project.file));
    ViewSpec spec;
    if (const auto stored = m_file->document(DocumentKind::View, kWindowView))
        if (const auto read = readViewSpec(stored->json)) spec = *read;
    m_base = project.dataset;
    spec.scenario.clear(); // a project opens on its base
    m_session.setDataset(m_base);
    m_session.setSpec(spec);
    emit opened(path);
    emit documentsChanged();
    if (m_file->readOnly()) emit failed(QString::fromStdString(m_file->readOnlyReason()));
}

void ProjectController::open(const QString& path) {
    setBusy(true);
    m_jobs.start<Project>(kProjectJob, [file = path.toStdString()](Progress& progress) { return openProject(file, ProjectAccess::ReadWrite, progress); },
                          [this, path](Result<Project> project) {
                              setBusy(false);
                              if (project) adopt(std::move(*project), path);
                              else emit failed(sentence(project.error()));
                          });
}

void ProjectController::openSample(const QString& name) {
    const QString target = projectsFolder() + QStringLiteral("/sample-%1.chain").arg(name);
    if (path() == target) {
        storeView();
        m_file.reset(); // the file is about to be replaced
    }
    setBusy(true);
    m_jobs.start<Project>(
        kProjectJob,
        [name = name.toStdString(), target = target.toStdString(), folder = samplesFolder().toStdString()](Progress& progress) {
            return createSampleProject(name, folder, target, progress);
        },
        [this, target](Result<Project> project) {
            setBusy(false);
            if (project) adopt(std::move(*project), target);
            else emit failed(sentence(project.error()));
        });
}

void ProjectController::importFiles(std::vector<ImportSource> sources, const ImportOptions& options) {
    if (m_busy || sources.empty()) return;
    if (m_file) startImport(m_file, std::move(sources), options);
    else createAndImport(std::move(sources), options);
}

void ProjectController::createAndImport(std::vector<ImportSource> sources, const ImportOptions& options) {
    const QString name = QFileInfo(QString::fromStdString(sources.front().input.path)).completeBaseName();
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const QString stem = projectsFolder() + QStringLiteral("/%1-%2").arg(name.isEmpty() ? tr("table") : name, stamp);
    QString target = stem + QStringLiteral(".chain");
    for (int n = 2; QFileInfo::exists(target); ++n) target = QStringLiteral("%1-%2.chain").arg(stem).arg(n);
    setBusy(true);
    m_jobs.start<ImportSummary>(
        kProjectJob,
        [target = target.toStdString(), sources = std::move(sources), options](Progress& progress) { return importAsProject(target, sources, options, progress); },
        [this, target](Result<ImportSummary> summary) {
            setBusy(false);
            if (!summary) {
                emit failed(sentence(summary.error()));
                return;
            }
            Progress progress;
            auto file = ProjectFile::open(target.toStdString(), ProjectAccess::ReadWrite, progress);
            if (!file) {
                emit failed(sentence(file.error()));
                return;
            }
            adopt({std::move(*file), summary->dataset}, target);
            emit imported(*summary);
        });
}

void ProjectController::startImport(const std::shared_ptr<ProjectFile>& file, std::vector<ImportSource> sources, const ImportOptions& options) {
    setBusy(true);
    m_jobs.start<ImportSummary>(
        kProjectJob, [file, sources = std::move(sources), options](Progress& progress) { return appendFiles(*file, sources, options, progress); },
        [this, before = m_base, replaces = options.replaces](Result<ImportSummary> summary) {
            setBusy(false);
            if (!summary) {
                emit failed(sentence(summary.error()));
                return;
            }
            showBase(summary->dataset);
            m_undo.push(new EditStep(*this, tr("Import of %n row(s)", nullptr, int(summary->rowsKept)), before, summary->dataset,
                                     [id = summary->importId, replaces](ProjectFile& f, bool forward) -> Result<void> {
                                         for (const auto other : replaces)
                                             if (auto ok = f.setImportActive(other, !forward); !ok) return ok;
                                         return f.setImportActive(id, forward);
                                     }));
            emit imported(*summary);
            emit saved();
        });
}

/// The file has been changed by `change`; loads it again and makes the undo step.
void ProjectController::reloadAfter(const QString& text, Flip change, std::function<void()> done) {
    setBusy(true);
    m_jobs.start<DatasetPtr>(kProjectJob, [file = m_file](Progress& progress) { return reload(*file, progress); },
                             [this, text, change = std::move(change), done = std::move(done), before = m_base](Result<DatasetPtr> after) {
                                 setBusy(false);
                                 if (!after) {
                                     emit failed(sentence(after.error()));
                                     return;
                                 }
                                 showBase(*after);
                                 m_undo.push(new EditStep(*this, text, before, *after, change));
                                 emit saved();
                                 emit documentsChanged();
                                 if (done) done();
                             });
}

void ProjectController::editFirms(const QString& text, const std::vector<FirmEdit>& edits, std::function<void()> done) {
    if (!m_file || m_busy) return;
    const auto id = m_file->addEdits(text.toStdString(), edits);
    if (!id) {
        emit failed(sentence(id.error()));
        return;
    }
    reloadAfter(text, [id = *id](ProjectFile& f, bool forward) { return f.setEditActive(id, forward); }, std::move(done));
}

void ProjectController::setImportActive(std::int64_t id, bool active, std::function<void()> done) {
    if (!m_file || m_busy || !check(m_file->setImportActive(id, active))) return;
    reloadAfter(active ? tr("Import brought in again") : tr("Import taken back"),
                [id, active](ProjectFile& f, bool forward) { return f.setImportActive(id, forward == active); }, std::move(done));
}

void ProjectController::closeProject() {
    storeView();
    m_undo.clear();
    m_file.reset();
    m_base = nullptr;
    m_session.setDataset(nullptr);
}

void ProjectController::showBase(DatasetPtr dataset) {
    m_base = std::move(dataset);
    m_session.edit(What::Scenario, [](ViewSpec& s) { s.scenario.clear(); });
    m_session.setDataset(m_base);
}

bool ProjectController::flip(const Flip& change, bool forward, const DatasetPtr& dataset) {
    if (!m_file || m_busy || !check(change(*m_file, forward))) return false;
    showBase(dataset);
    return true;
}

void ProjectController::saveCopyAs(const QString& path) {
    if (!m_file || m_busy) return;
    storeView();
    setBusy(true);
    m_jobs.start<bool>(
        kProjectJob,
        [file = m_file, target = path.toStdString()](Progress&) -> Result<bool> {
            if (auto done = file->saveCopyAs(target); !done) return tl::unexpected(done.error());
            return true;
        },
        [this, path](Result<bool> done) {
            setBusy(false);
            if (done) open(path);
            else emit failed(sentence(done.error()));
        });
}

std::vector<LedgerEntry> ProjectController::ledger() const {
    if (!m_file) return {};
    auto entries = m_file->ledger();
    return entries ? std::move(*entries) : std::vector<LedgerEntry>{};
}

std::vector<Document> ProjectController::documents(DocumentKind kind) const {
    if (!m_file || m_busy) return {};
    auto found = m_file->documents(kind);
    return found ? std::move(*found) : std::vector<Document>{};
}

void ProjectController::putDocument(DocumentKind kind, const QString& name, const std::string& json) {
    if (!m_file || m_busy) return;
    if (check(m_file->putDocument(kind, name.toStdString(), json))) emit documentsChanged();
}

void ProjectController::removeDocument(DocumentKind kind, const QString& name) {
    if (!m_file || m_busy) return;
    if (check(m_file->removeDocument(kind, name.toStdString()))) emit documentsChanged();
}

std::vector<StoredReject> ProjectController::rejects(std::size_t limit) const {
    if (!m_file || m_busy) return {};
    auto found = m_file->rejects(0, limit);
    return found ? std::move(*found) : std::vector<StoredReject>{};
}

std::vector<ImportRecord> ProjectController::imports() const {
    if (!m_file || m_busy) return {};
    auto found = m_file->imports();
    return found ? std::move(*found) : std::vector<ImportRecord>{};
}

std::vector<EditRecord> ProjectController::edits() const {
    if (!m_file || m_busy) return {};
    auto found = m_file->edits();
    return found ? std::move(*found) : std::vector<EditRecord>{};
}

std::vector<Recipe> ProjectController::recipes() const {
    if (!m_file || m_busy) return {};
    auto found = recipesOf(*m_file);
    return found ? std::move(*found) : std::vector<Recipe>{};
}

std::vector<HeaderWord> ProjectController::headerWords() const {
    if (!m_file || m_busy) return {};
    return headerWordsOf(*m_file).value_or(std::vector<HeaderWord>{});
}

std::vector<std::string> ProjectController::listedFirms() const {
    if (!m_file || m_busy) return {};
    return m_file->listedFirms().value_or(std::vector<std::string>{});
}

std::vector<MergedName> ProjectController::merges() const {
    std::vector<MergedName> names;
    for (const auto& record : edits())
        for (const auto& edit : record.edits) {
            if (!record.active || edit.field != FirmField::MergedInto) continue;
            std::erase_if(names, [&](const MergedName& name) { return name.alias == edit.firm; });
            if (!edit.value.empty() && edit.value != edit.firm) names.push_back({edit.firm, edit.value, edit.period, record.at});
        }
    return names;
}

void ProjectController::exportTo(ExportFormat format, const QString& path, std::function<void(Result<ExportSummary>)> done) {
    if (!m_file || m_busy) return;
    m_jobs.start<ExportSummary>(
        QStringLiteral("export data"),
        [file = m_file->path(), target = path.toStdString(), format](Progress& progress) -> Result<ExportSummary> { // a connection of its own
            const auto project = openProject(file, ProjectAccess::ReadOnly, progress);
            if (!project) return tl::unexpected(project.error());
            return exportData(*project, format, target, progress);
        },
        std::move(done));
}

void ProjectController::findEvidence(const EvidenceQuery& query, std::function<void(std::vector<Evidence>)> done) {
    if (!m_file || m_busy) return;
    const std::string file = m_file->path();
    m_jobs.start<std::vector<Evidence>>(
        QStringLiteral("evidence"),
        [file, query](Progress& progress) -> Result<std::vector<Evidence>> { // a connection of its own: the file's belongs to the GUI thread
            auto reader = ProjectFile::open(file, ProjectAccess::ReadOnly, progress);
            if (!reader) return tl::unexpected(reader.error());
            return reader->evidence(query, progress);
        },
        [done = std::move(done)](Result<std::vector<Evidence>> found) {
            if (found) done(std::move(*found));
        });
}

void ProjectController::storeView() {
    m_viewTimer.stop();
    if (!m_file || m_busy || m_file->readOnly()) return;
    if (!m_file->putDocument(DocumentKind::View, kWindowView, toJson(m_session.spec()))) return; // a lost view is no lost data
    emit saved();
}

} // namespace chainscape::ui
