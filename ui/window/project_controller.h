// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ProjectController: opens, imports, edits and undoes; keeps the project file and the session in step. Long work runs in jobs.

#include <functional>
#include <memory>
#include <vector>

#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include "core/project/export_data.h"
#include "core/project/project.h"
#include "ui/jobs/jobs.h"
#include "ui/session/session.h"

namespace chainscape::ui {

/// Another name of a firm.
struct MergedName {
    std::string alias, firm; ///< ids
    std::string from;        ///< date of a merger as given; may be empty
    std::string at;          ///< when it was merged here, ISO
};

class ProjectController : public QObject {
    Q_OBJECT
public:
    ProjectController(Session& session, Jobs& jobs, QObject* parent = nullptr);
    ~ProjectController() override;

    [[nodiscard]] bool isOpen() const { return m_file != nullptr; }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString path() const;
    [[nodiscard]] QString title() const;
    /// The open file, for desks that keep something of their own in it; not while busy. Null without a project.
    [[nodiscard]] const std::shared_ptr<ProjectFile>& file() const { return m_file; }
    /// The data as imported and edited, whatever scenario the session shows; null without a project.
    [[nodiscard]] const DatasetPtr& base() const { return m_base; }
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }

    void open(const QString& path);
    /// Opens a fresh copy of a sample from the program's data folder; an earlier copy is replaced.
    void openSample(const QString& name);
    /// Appends to the open project; with none open, a new one is made in the program's data folder.
    void importFiles(std::vector<ImportSource> sources, const ImportOptions& options);
    void saveCopyAs(const QString& path);
    /// One undo step.
    void editFirms(const QString& sentence, const std::vector<FirmEdit>& edits, std::function<void()> done = {});

    [[nodiscard]] std::vector<Document> documents(DocumentKind kind) const;
    [[nodiscard]] std::vector<LedgerEntry> ledger() const; ///< empty without a project
    void putDocument(DocumentKind kind, const QString& name, const std::string& json);
    void removeDocument(DocumentKind kind, const QString& name);
    [[nodiscard]] std::vector<StoredReject> rejects(std::size_t limit = 2000) const;
    [[nodiscard]] std::vector<ImportRecord> imports() const;
    [[nodiscard]] std::vector<EditRecord> edits() const;
    [[nodiscard]] std::vector<Recipe> recipes() const;
    [[nodiscard]] std::vector<HeaderWord> headerWords() const;
    [[nodiscard]] std::vector<std::string> listedFirms() const;
    /// The names that stand for another firm now, newest last.
    [[nodiscard]] std::vector<MergedName> merges() const;
    /// Writes the data as files that import again; the answer in the GUI thread.
    void exportTo(ExportFormat format, const QString& path, std::function<void(Result<ExportSummary>)> done);
    /// Takes an import back or brings it in again: one undo step. done is called when the dataset has changed.
    void setImportActive(std::int64_t id, bool active, std::function<void()> done);
    /// Stores the view and lets go of the file.
    void closeProject();
    /// The first rows of the files behind a firm or link; answered in the GUI thread unless another question came after.
    void findEvidence(const EvidenceQuery& query, std::function<void(std::vector<Evidence>)> done);

    /// Where samples are, and where unnamed projects live.
    static QString samplesFolder();
    static QString projectsFolder();

signals:
    void opened(const QString& path);
    void failed(const QString& sentence);
    void imported(const chainscape::ImportSummary& summary);
    void busyChanged(bool busy);
    void documentsChanged();
    void saved(); ///< something was written to the project file

private:
    using Flip = std::function<Result<void>(ProjectFile&, bool forward)>;
    friend class EditStep;

    void reloadAfter(const QString& text, Flip change, std::function<void()> done);
    void adopt(Project project, const QString& path);
    void setBusy(bool busy);
    void startImport(const std::shared_ptr<ProjectFile>& file, std::vector<ImportSource> sources, const ImportOptions& options);
    void createAndImport(std::vector<ImportSource> sources, const ImportOptions& options);
    bool flip(const Flip& change, bool forward, const DatasetPtr& dataset);
    void storeView();
    void showBase(DatasetPtr dataset);
    [[nodiscard]] bool check(const Result<void>& result);

    Session& m_session;
    Jobs& m_jobs;
    std::shared_ptr<ProjectFile> m_file;
    DatasetPtr m_base;
    QUndoStack m_undo;
    QTimer m_viewTimer;
    bool m_busy = false;
};

} // namespace chainscape::ui
