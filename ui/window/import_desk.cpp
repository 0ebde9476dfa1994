// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/import_desk.h"

#include <array>

#include <QFileDialog>

#include "ui/style/format.h"
#include "ui/window/import_dialog.h"
#include "ui/window/imports_dialog.h"
#include "ui/window/merge_dialog.h"
#include "ui/window/project_controller.h"
#include "ui/window/rejects_dialog.h"

namespace chainscape::ui {
namespace {

constexpr double kTold = 0.95;
/// Beyond this many firms similar names are looked for only when they are asked for.
constexpr std::size_t kMostWatched = 50'000;

struct FileKind {
    ExportFormat format;
    QString filter, suffix;
};

std::array<FileKind, 4> fileKinds() {
    return {FileKind{ExportFormat::Xlsx, ImportDesk::tr("Workbook with the sheets links and firms (*.xlsx)"), QStringLiteral(".xlsx")},
            FileKind{ExportFormat::Csv, ImportDesk::tr("Folder with links.csv and firms.csv (*)"), QString{}},
            FileKind{ExportFormat::GraphMl, ImportDesk::tr("GraphML graph (*.graphml)"), QStringLiteral(".graphml")},
            FileKind{ExportFormat::Gexf, ImportDesk::tr("GEXF graph with time (*.gexf)"), QStringLiteral(".gexf")}};
}

} // namespace

ImportDesk::ImportDesk(ProjectController& project, Jobs& jobs, QWidget& window) : QObject(&window), m_project(project), m_jobs(jobs), m_window(window) {
    connect(&project, &ProjectController::imported, this, &ImportDesk::lookForSimilarNames);
}

void ImportDesk::importPaths(const QStringList& paths) {
    m_jobs.start<std::vector<FoundTable>>(
        QStringLiteral("tables of files"),
        [paths](Progress& progress) -> Result<std::vector<FoundTable>> {
            std::vector<FoundTable> tables;
            for (const QString& path : paths) {
                if (progress.stopped()) return Progress::cancelled();
                const auto found = tablesIn(path.toStdString());
                if (found) tables.insert(tables.end(), found->begin(), found->end());
                else tables.push_back({{path.toStdString(), {}, nullptr}, true}); // its preview says what is wrong
            }
            return tables;
        },
        [this](Result<std::vector<FoundTable>> tables) {
            if (tables) ask(std::move(*tables));
        });
}

void ImportDesk::importText(const QString& text) {
    if (text.trimmed().isEmpty()) {
        emit said(tr("The clipboard holds no table; copy some cells first."), true);
        return;
    }
    std::vector<FoundTable> tables(1);
    tables[0].input.path = tr("clipboard").toStdString();
    tables[0].input.text = std::make_shared<const std::string>(text.toStdString());
    ask(std::move(tables));
}

void ImportDesk::ask(std::vector<FoundTable> tables) {
    if (tables.empty()) return;
    ImportDialog dialog(std::move(tables), m_jobs, {m_project.recipes(), m_project.imports(), m_project.edits(), m_project.base(), m_project.headerWords(), m_project.listedFirms()}, &m_window);
    if (dialog.exec() == QDialog::Accepted) m_project.importFiles(dialog.sources(), dialog.options());
}

void ImportDesk::showRejects() { RejectsDialog(m_project, &m_window).exec(); }

void ImportDesk::showImports() { ImportsDialog(m_project, &m_window).exec(); }

void ImportDesk::showSimilarNames() {
    if (m_project.base()) MergeDialog(m_project, m_jobs, &m_window).exec();
}

void ImportDesk::lookForSimilarNames() {
    const DatasetPtr dataset = m_project.base();
    if (!dataset || dataset->firms().size() > kMostWatched) return;
    m_jobs.start<std::vector<SimilarFirms>>(
        QStringLiteral("similar firms after an import"),
        [dataset, distinct = MergeDialog::distinctFirms(m_project)](Progress& progress) { return similarFirms(*dataset, distinct, kTold, progress); },
        [this](Result<std::vector<SimilarFirms>> found) {
            if (found && !found->empty()) emit similarFound(int(found->size()));
        });
}

void ImportDesk::exportData() {
    const auto kinds = fileKinds();
    QStringList filters;
    for (const auto& kind : kinds) filters << kind.filter;
    QString chosen = filters.front();
    QString path = QFileDialog::getSaveFileName(&m_window, tr("Export data"), m_project.title(), filters.join(QStringLiteral(";;")), &chosen);
    if (path.isEmpty()) return;
    FileKind kind = kinds[std::size_t(std::max(qsizetype(0), filters.indexOf(chosen)))];
    for (const auto& other : kinds) // a name that says its format is taken by its word
        if (!other.suffix.isEmpty() && path.endsWith(other.suffix, Qt::CaseInsensitive)) kind = other;
    if (!path.endsWith(kind.suffix, Qt::CaseInsensitive)) path += kind.suffix;
    m_project.exportTo(kind.format, path, [this, path](Result<ExportSummary> done) {
        if (!done) {
            emit said(fromUtf8(describe(done.error())), true);
            return;
        }
        QString words = tr("Exported %1 link rows and %2 firm rows to %3.").arg(countText(done->linkRows), countText(done->firmRows), path);
        for (const auto& warning : done->warnings) words += ' ' + fromUtf8(warning);
        emit said(words, false);
    });
}

} // namespace chainscape::ui
