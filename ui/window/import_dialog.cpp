// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/import_dialog.h"

#include <algorithm>
#include <set>

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSaveFile>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/style/application_style.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/window/column_roles.h"
#include "ui/window/import_reading.h"

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
      m_roles(new ColumnRoles), m_dialect(new QLabel), m_changes(new QLabel), m_sentence(new QLabel), m_import(nullptr), m_save(nullptr) {
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
    updateSentence(); // nothing can be imported before it has been looked at
    for (std::size_t i = 0; i < m_files.size(); ++i) look(i);
}

ImportDialog::~ImportDialog() {
    m_jobs.cancel(kCompareJob);
    for (std::size_t i = 0; i < m_files.size(); ++i) m_jobs.cancel(previewJob(i));
}

QWidget* ImportDialog::buildLeft() {
    m_list->setAccessibleName(tr("Tables"));
    m_list->setObjectName(QStringLiteral("importTables"));
    m_list->setFixedHeight(std::clamp(int(m_files.size()), 1, 5) * size::row + 6);
    m_alike->setChecked(true);
    m_alike->setVisible(m_files.size() > 1);
    m_stages->setPlaceholderText(tr("told from the files"));
    m_stages->setToolTip(tr("The stages of the chain, most upstream first, separated by commas"));
    m_stages->setAccessibleName(tr("Stages"));
    m_place->addItem(tr("add to what is there"), qlonglong(0));
    for (auto it = m_setting.imports.rbegin(); it != m_setting.imports.rend(); ++it)
        if (it->active) m_place->addItem(tr("take the place of %1, %2").arg(fromUtf8(it->label), fromUtf8(it->at).left(10)), qlonglong(it->id));
    m_place->setAccessibleName(tr("In the project"));
    m_place->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 2 * size::grid, 0);
    column->addWidget(m_list);
    column->addWidget(m_reading);
    column->addWidget(m_alike);
    auto* form = new QFormLayout;
    form->addRow(tr("Stages"), m_stages);
    if (m_place->count() > 1) form->addRow(tr("In the project"), m_place);
    column->addLayout(form);
    column->addStretch(1);
    left->setFixedWidth(392);
    return left;
}

void ImportDialog::buildLayout() {
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("First rows of the file"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->setDefaultSectionSize(size::row - size::grid);
    m_dialect->setProperty("role", "secondary");
    m_dialect->setWordWrap(true);
    m_dialect->setAccessibleName(tr("How it is read"));
    m_changes->setWordWrap(true);
    m_changes->setAccessibleName(tr("What would change"));
    m_changes->hide();
    m_sentence->setWordWrap(true);
    m_sentence->setAccessibleName(tr("What the import will do"));

    auto* right = new QSplitter(Qt::Vertical, this);
    right->addWidget(m_roles);
    right->addWidget(m_table);
    right->setSizes({370, 240});
    right->setChildrenCollapsible(false);
    auto* middle = new QHBoxLayout;
    middle->addWidget(buildLeft());
    middle->addWidget(right, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    m_import->setProperty("primary", true);
    m_import->setDefault(true);
    m_save = buttons->addButton(tr("Save recipe..."), QDialogButtonBox::ActionRole);
    m_save->setToolTip(tr("How this table is read, as a file for the command line"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(size::panelPadding, size::panelPadding, size::panelPadding, size::panelPadding);
    column->addLayout(middle, 1);
    for (QLabel* label : {m_dialect, m_changes, m_sentence}) column->addWidget(label);
    column->addWidget(buttons);
}

void ImportDialog::wire() {
    connect(m_list, &QListWidget::currentRowChanged, this, &ImportDialog::showFile);
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        m_files[std::size_t(m_list->row(item))].chosen = item->checkState() == Qt::Checked;
        updateSentence();
        compareSoon();
    });
    connect(m_roles, &ColumnRoles::changed, this, &ImportDialog::mappingChanged);
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
    m_jobs.start<Preview>(previewJob(at), [input = m_files[at].input](Progress&) { return preview(input); },
                          [this, at](Result<Preview> got) { took(at, std::move(got), true); });
}

void ImportDialog::lookAgain() {
    const File* file = current();
    if (!file || !file->read) return;
    const auto at = std::size_t(m_list->currentRow());
    m_jobs.start<Preview>(previewJob(at), [input = file->input, dialect = m_reading->dialect(file->preview.plan.dialect)](Progress&) { return preview(input, dialect); },
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
        if (!fresh && !first) {
            auto& now = file.preview.plan.mapping;
            now.rules = before.rules;
            now.constantUnit = before.constantUnit;
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
    }
    if (m_list->currentRow() == int(at)) showFile();
    updateSentence();
    compareSoon();
}

void ImportDialog::showFile() {
    const File* file = current();
    if (!file || !file->read) return;
    m_model.show(file->preview);
    m_table->resizeColumnsToContents();
    for (int c = 0; c < m_model.columnCount(); ++c) m_table->setColumnWidth(c, std::clamp(m_table->columnWidth(c) + kHeaderRoom, 70, 240));
    m_roles->show(file->preview);
    m_reading->show(file->preview);
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
    file->preview.plan.mapping = guessMapping({file->preview.header, rows, file->preview.plan.dialect.numbers}, TableKind(kind));
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

void ImportDialog::compareSoon() {
    if (m_setting.dataset && m_setting.dataset->links().size() > 0) QTimer::singleShot(kCompareAfterMs, this, &ImportDialog::compare);
}

void ImportDialog::compare() {
    qint64 bytes = 0;
    for (const auto& source : sources()) bytes += source.input.text ? qint64(source.input.text->size()) : QFileInfo(fromUtf8(source.input.path)).size();
    if (!m_import->isEnabled() || bytes > kMostCompared) {
        m_changes->hide();
        return;
    }
    m_jobs.start<ImportChanges>(
        kCompareJob,
        [dataset = m_setting.dataset, edits = m_setting.edits, chosen = sources()](Progress& progress) { return compareFiles(*dataset, edits, chosen, progress); },
        [this](Result<ImportChanges> got) {
            m_changes->setVisible(got && got->rows > 0);
            if (!got) return;
            QString words = tr("Against the project: %1 new, %2 changed, %3 the same, %4 gone (flows); %5 new firms, %6 new links, %7 new periods.")
                                .arg(countText(got->added), countText(got->changed), countText(got->same), countText(got->gone), countText(got->newFirms),
                                     countText(got->newLinks), countText(got->newPeriods));
            const bool twice = got->same + got->changed > 0 && m_place->currentData().toLongLong() == 0;
            if (twice) words += ' ' + tr("What is there already would count twice; choose whose place this takes.");
            m_changes->setProperty("role", twice ? "error" : "plain");
            restyle(*m_changes);
            m_changes->setText(words);
        });
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
    std::vector<RowRules> rules;
    for (const auto& file : m_files) {
        if (!file.chosen) continue;
        const ColumnMapping& mapping = file.preview.plan.mapping;
        (mapping.kind == TableKind::Links ? links : firms) += 1;
        if (mapping.kind == TableKind::Links && std::ranges::find(rules, mapping.rules) == rules.end()) rules.push_back(mapping.rules);
        unsure += int(std::ranges::count_if(mapping.columns, [](const MappedColumn& c) { return !c.sure; }));
    }
    QStringList words{tr("Will read %1 of links and %2 of firms.").arg(tr("%n table(s)", nullptr, links), tr("%n table(s)", nullptr, firms))};
    if (rules.size() == 1) words << ImportReading::sentence(rules.front());
    if (rules.size() > 1) words << tr("Repeated rows, values below zero and blanks are treated as set for each table.");
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
    if (const auto replaced = m_place->currentData().toLongLong(); replaced != 0) options.replaces.push_back(replaced);
    return options;
}

} // namespace chainscape::ui
