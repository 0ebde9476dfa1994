// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/import_dialog.h"

#include <algorithm>
#include <set>

#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QSaveFile>
#include <QSignalBlocker>
#include <QTimer>

#include "core/io/owner_name.h"
#include "ui/style/application_style.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/window/column_roles.h"
#include "ui/window/header_words_dialog.h"
#include "ui/window/import_outlook.h"
#include "ui/window/import_reading.h"
#include "ui/window/missing_end.h"

namespace chainscape::ui {
namespace {

constexpr int kCompareAfterMs = 400;
constexpr int kHeaderRoom = 20; ///< what a column needs beside its text
/// Files are read a second time to tell what they would change; beyond this it is left out.
constexpr qint64 kMostCompared = 64 * 1024 * 1024;
const auto kCompareJob = QStringLiteral("import changes");

QString previewJob(std::size_t at) { return QStringLiteral("import preview %1").arg(at); }

QString importSentence(const Error& error) { return fromUtf8(describe(error)); }

} // namespace

ImportDialog::ImportDialog(std::vector<FoundTable> tables, Jobs& jobs, ImportSetting setting, QWidget* parent)
    : QDialog(parent), m_jobs(jobs), m_setting(std::move(setting)), m_list(new QListWidget), m_reading(new ImportReading),
      m_alike(new QCheckBox(tr("The same for all tables of these columns"))), m_stages(new QLineEdit), m_place(new QComboBox), m_table(new QTableView),
      m_roles(new ColumnRoles), m_missing(new MissingEnd), m_outlook(new ImportOutlook), m_dialect(new QLabel), m_sentence(new QLabel), m_import(nullptr), m_save(nullptr),
      m_words(nullptr) {
    setWindowTitle(tr("Import"));
    setAccessibleName(tr("Import"));
    resize(1120, 780);
    for (auto& table : tables) {
        auto* item = new QListWidgetItem(fromUtf8(table.input.shownName()).section('/', -1), m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(table.chosen ? Qt::Checked : Qt::Unchecked);
        item->setToolTip(fromUtf8(table.input.shownName()));
        item->setSizeHint({0, size::row});
        File file;
        file.input = std::move(table.input);
        file.chosen = table.chosen;
        m_files.push_back(std::move(file));
    }
    buildLayout();
    wire();
    m_list->setCurrentRow(0);
    m_list->setFocus();
    updateSentence(); // nothing can be imported before it has been looked at
    for (std::size_t i = 0; i < m_files.size(); ++i) look(i);
}

ImportDialog::~ImportDialog() {
    m_jobs.cancel(kCompareJob);
    for (std::size_t i = 0; i < m_files.size(); ++i) m_jobs.cancel(previewJob(i));
}

void ImportDialog::wire() {
    connect(m_list, &QListWidget::currentRowChanged, this, &ImportDialog::showFile);
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        m_files[std::size_t(m_list->row(item))].chosen = item->checkState() == Qt::Checked;
        updateSentence();
        compareSoon();
    });
    connect(m_roles, &ColumnRoles::changed, this, [this] {
        mappingChanged();
        if (const File* file = current()) m_missing->show(file->preview.plan.mapping);
    });
    connect(m_missing, &MissingEnd::named, m_reading, &ImportReading::setEnd);
    connect(m_outlook, &ImportOutlook::leaveOut, m_reading, &ImportReading::leaveOut);
    connect(m_words, &QPushButton::clicked, this, &ImportDialog::editWords);
    connect(m_reading, &ImportReading::readingChanged, this, &ImportDialog::lookAgain);
    connect(m_reading, &ImportReading::kindChanged, this, &ImportDialog::kindChanged);
    connect(m_reading, &ImportReading::meaningChanged, this, &ImportDialog::mappingChanged);
    connect(m_save, &QPushButton::clicked, this, &ImportDialog::saveRecipe);
}

ImportDialog::File* ImportDialog::current() {
    const int row = m_list->currentRow();
    return row >= 0 && std::size_t(row) < m_files.size() ? &m_files[std::size_t(row)] : nullptr;
}

void ImportDialog::look(std::size_t at) {
    m_jobs.start<Preview>(previewJob(at), [input = m_files[at].input, words = m_setting.words](Progress&) { return preview(input, words); },
                          [this, at](Result<Preview> got) { took(at, std::move(got), true); });
}

void ImportDialog::lookAgain() {
    const File* file = current();
    if (!file || !file->read) return;
    const auto at = std::size_t(m_list->currentRow());
    m_jobs.start<Preview>(previewJob(at), [input = file->input, dialect = m_reading->dialect(file->preview.plan.dialect), words = m_setting.words](Progress&) {
        return preview(input, dialect, words);
    },
                          [this, at](Result<Preview> got) { took(at, std::move(got), false); });
}

/// A fresh look may be recognised; after a change by hand, roles given before stay where their header does.
void ImportDialog::took(std::size_t at, Result<Preview> got, bool fresh) {
    File& file = m_files[at];
    const bool first = !file.read;
    file.read = true;
    file.problem = got ? QString{} : importSentence(got.error());
    if (got) {
        const ColumnMapping before = file.preview.plan.mapping;
        file.preview = std::move(*got);
        file.guess = file.preview.plan.mapping;
        if (!fresh && !first) {
            auto& now = file.preview.plan.mapping;
            now.rules = before.rules;
            now.constantUnit = before.constantUnit;
            now.constantSource = before.constantSource;
            now.constantTarget = before.constantTarget;
            now.sourcePrefix = before.sourcePrefix;
            now.targetPrefix = before.targetPrefix;
            now.lists = before.lists;
            now.periodStep = before.periodStep;
            if (before.listMark != 0) now.listMark = before.listMark;
            if (now.kind == before.kind)
                for (auto& column : now.columns)
                    for (const auto& known : before.columns)
                        if (known.header == column.header && known.sure) column = known;
        }
        if (fresh)
            if (auto known = recognised(m_setting.recipes, file.preview)) {
                file.recipe = fromUtf8(m_setting.recipes[known->recipe].name);
                file.preview.plan = std::move(known->fit.plan);
                for (const auto& sentence : known->fit.drift) file.drift << fromUtf8(sentence);
            }
        if (fresh || first) nameTheOwner(file);
    }
    if (first) shareTheUnit();
    if (m_list->currentRow() == int(at)) showFile();
    updateSentence();
    if (first && m_import->isEnabled() && focusWidget() == m_list) m_import->setFocus();
    compareSoon();
}

/// Once all tables have been looked at: a unit that some headers name holds for all that are called alike.
void ImportDialog::shareTheUnit() {
    std::vector<ReadPlan*> plans;
    for (File& file : m_files) {
        if (!file.read) return;
        if (file.recipe.isEmpty()) plans.push_back(&file.preview.plan);
    }
    shareUnits(plans);
}

/// Where one end is not said, the one whose file it is stands for it until another is named.
void ImportDialog::nameTheOwner(File& file) {
    ColumnMapping& mapping = file.preview.plan.mapping;
    const bool saysOne = mapping.columns.size() > 1 && (mapping.find(ColumnRole::Source) || mapping.find(ColumnRole::Target)); // else it was likely misread
    if (!saysOne || !MissingEnd::wants(mapping) || !mapping.constantSource.empty() || !mapping.constantTarget.empty()) return;
    (MissingEnd::isSource(mapping) ? mapping.constantSource : mapping.constantTarget) = ownerIn(file.input.shownName());
}

void ImportDialog::showFile() {
    const File* file = current();
    if (!file || !file->read) return;
    m_model.show(file->preview);
    m_table->resizeColumnsToContents();
    for (int c = 0; c < m_model.columnCount(); ++c) m_table->setColumnWidth(c, std::clamp(m_table->columnWidth(c) + kHeaderRoom, 70, 240));
    m_roles->show(file->preview);
    m_reading->show(file->preview);
    m_missing->show(file->preview.plan.mapping);
    m_save->setEnabled(file->problem.isEmpty());
    QStringList words{tr("Read as: %1").arg(fromUtf8(toText(file->preview.plan.dialect)))};
    if (!file->recipe.isEmpty()) words << tr("As last time: %1.").arg(file->recipe);
    words << file->drift;
    m_dialect->setText(words.join(QStringLiteral("  ·  ")));
    updateSentence();
}

void ImportDialog::kindChanged(int kind) {
    File* file = current();
    if (!file || !file->read) return;
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : file->preview.rows) rows.push_back(row.cells);
    for (auto& row : rows) row.resize(file->preview.header.size());
    file->preview.plan.mapping = guessMapping({file->preview.header, rows, file->preview.plan.dialect.numbers, {}, m_setting.words}, TableKind(kind));
    nameTheOwner(*file);
    showFile();
    compareSoon();
}

void ImportDialog::mappingChanged() {
    if (File* file = current(); file && file->read) {
        file->preview.plan.mapping.columns = m_roles->mapping().columns;
        m_reading->fill(file->preview.plan.mapping);
        spread();
    }
    updateSentence();
    compareSoon();
}

/// What was said of one table holds for all tables of the same columns; a period stays with its table.
void ImportDialog::spread() {
    const File* from = current();
    if (!m_alike->isChecked() || !from || !from->preview.plan.dialect.hasHeader) return;
    const std::vector<Recipe> recipe{{{}, from->preview.plan, {}}};
    for (File& file : m_files) {
        if (&file == from || !file.read || !file.problem.isEmpty()) continue;
        const auto known = recognised(recipe, file.preview); // the same columns, or most of them
        if (!known) continue;
        const std::string period = file.preview.plan.mapping.constantPeriod;
        file.preview.plan.mapping = known->fit.plan.mapping;
        file.preview.plan.mapping.constantPeriod = period;
        file.drift.clear();
        for (const auto& sentence : known->fit.drift) file.drift << fromUtf8(sentence);
    }
}

void ImportDialog::compareSoon() { QTimer::singleShot(kCompareAfterMs, this, &ImportDialog::compare); }

void ImportDialog::compare() {
    qint64 bytes = 0;
    for (const auto& source : sources()) bytes += source.input.text ? qint64(source.input.text->size()) : QFileInfo(fromUtf8(source.input.path)).size();
    if (!m_import->isEnabled() || bytes > kMostCompared) {
        m_jobs.cancel(kCompareJob);
        m_outlook->clear();
        return;
    }
    m_jobs.start<ImportChanges>(
        kCompareJob,
        [dataset = m_setting.dataset, edits = m_setting.edits, listed = m_setting.listed, chosen = sources()](Progress& progress) {
            return compareFiles(dataset.get(), edits, chosen, progress, listed);
        },
        [this](Result<ImportChanges> got) {
            if (got) showOutlook(*got);
            else m_outlook->clear();
        });
}

void ImportDialog::showOutlook(const ImportChanges& changes) {
    const bool inProject = m_setting.dataset && m_setting.dataset->links().size() > 0;
    m_outlook->show(changes, inProject && changes.rows > 0, m_place->currentData().toLongLong() == 0);
    std::size_t report = 0;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        const QString name = fromUtf8(m_files[i].input.shownName()).section('/', -1);
        const bool counted = m_files[i].chosen && report < changes.files.size();
        const QSignalBlocker quiet(m_list);
        m_list->item(int(i))->setText(counted ? tr("%1   %2").arg(name, ImportOutlook::countsOf(changes.files[report])) : name);
        report += counted;
    }
}

/// Roles given by hand are header words for the next file.
std::vector<HeaderWord> ImportDialog::taught() const {
    std::vector<HeaderWord> words;
    for (const auto& file : m_files) {
        const auto &now = file.preview.plan.mapping, &guess = file.guess;
        if (!file.chosen || !file.preview.plan.dialect.hasHeader || !file.recipe.isEmpty() || now.columns.size() != guess.columns.size()) continue;
        for (std::size_t c = 0; c < now.columns.size(); ++c) {
            const ColumnRole role = now.columns[c].role;
            const bool telling = role != ColumnRole::Attribute && role != ColumnRole::Ignore && role != ColumnRole::PeriodColumn && role != ColumnRole::TargetColumn;
            if (telling && (now.kind != guess.kind || guess.columns[c].role != role)) words.push_back({now.kind, role, now.columns[c].header});
        }
    }
    return words;
}

void ImportDialog::editWords() {
    HeaderWordsDialog dialog(m_setting.words, this);
    if (dialog.exec() != QDialog::Accepted || dialog.words() == m_setting.words) return;
    m_setting.words = dialog.words();
    for (std::size_t i = 0; i < m_files.size(); ++i) look(i);
}

void ImportDialog::saveRecipe() {
    const File* file = current();
    if (!file || !file->read) return;
    const QString path = QFileDialog::getSaveFileName(this, tr("Save recipe"), QStringLiteral("recipe.json"), tr("Recipes (*.json)"));
    if (path.isEmpty()) return;
    QSaveFile out(path);
    const std::string json = toJson(Recipe{fromUtf8(file->input.shownName()).section('/', -1).toStdString(), file->preview.plan, {}});
    const bool ok = out.open(QIODevice::WriteOnly) && out.write(json.data(), qint64(json.size())) == qint64(json.size()) && out.commit();
    m_dialect->setText(ok ? tr("Saved %1.").arg(path) : tr("The recipe cannot be written to %1.").arg(path));
}

QString ImportDialog::plainSentence() const {
    int links = 0, firms = 0, unsure = 0;
    std::vector<const ColumnMapping*> meanings;
    const auto sameMeaning = [](const ColumnMapping* a, const ColumnMapping* b) { return a->rules == b->rules && a->splitsLists() == b->splitsLists() && a->lists == b->lists && a->periodStep == b->periodStep && a->listMark == b->listMark; };
    for (const auto& file : m_files) {
        if (!file.chosen) continue;
        const ColumnMapping& mapping = file.preview.plan.mapping;
        (mapping.kind == TableKind::Links ? links : firms) += 1;
        if (mapping.kind == TableKind::Links && std::ranges::none_of(meanings, [&](const auto* known) { return sameMeaning(known, &mapping); })) meanings.push_back(&mapping);
        unsure += int(std::ranges::count_if(mapping.columns, [](const MappedColumn& c) { return !c.sure; }));
    }
    QStringList tables;
    if (links > 0) tables << tr("%n table(s) of links", nullptr, links);
    if (firms > 0) tables << tr("%n table(s) of firms", nullptr, firms);
    QStringList words{tr("Will read %1.").arg(tables.join(tr(" and ")))};
    if (meanings.size() == 1) words << ImportReading::sentence(*meanings.front());
    if (meanings.size() > 1) words << tr("Repeated rows, values below zero and blanks are treated as set for each table.");
    words << tr("Rows that cannot be read are listed as rejected.");
    if (unsure > 0) words << tr("%n column(s) should be checked.", nullptr, unsure);
    return words.join(' ');
}

void ImportDialog::updateSentence() {
    QString problem = m_reading->problem();
    int waiting = 0, chosen = 0;
    for (const auto& file : m_files) {
        if (!file.chosen) continue;
        ++chosen;
        if (!file.read) ++waiting;
        else if (!file.problem.isEmpty() && problem.isEmpty()) problem = file.problem;
        else if (const auto missing = missingRole(file.preview.plan.mapping); missing && problem.isEmpty())
            problem = tr("%1: %2").arg(fromUtf8(file.input.shownName()).section('/', -1), importSentence(*missing));
    }
    if (chosen == 0) problem = tr("No table is ticked.");
    m_import->setEnabled(problem.isEmpty() && waiting == 0);
    m_sentence->setProperty("role", problem.isEmpty() ? "plain" : "error");
    restyle(*m_sentence);
    m_sentence->setText(!problem.isEmpty() ? problem : waiting > 0 ? tr("Looking at the files...") : plainSentence());
}

std::vector<ImportSource> ImportDialog::sources() const {
    std::vector<ImportSource> out;
    for (const auto& file : m_files)
        if (file.chosen) out.push_back({file.input, file.preview.plan.mapping.kind, file.preview.plan});
    return out;
}

ImportOptions ImportDialog::options() const {
    ImportOptions options;
    for (const QString& name : m_stages->text().split(',', Qt::SkipEmptyParts)) options.stages.names.push_back(name.trimmed().toStdString());
    options.words = m_setting.words;
    teach(*options.words, taught());
    if (const auto replaced = m_place->currentData().toLongLong(); replaced != 0) options.replaces.push_back(replaced);
    return options;
}

} // namespace chainscape::ui
