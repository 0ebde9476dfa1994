// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/import_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/style/application_style.h"
#include "ui/style/sizes.h"
#include "ui/window/column_roles.h"

namespace chainscape::ui {
namespace {

constexpr const char* kEncodings[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", "windows-1250", "windows-1251", "ISO-8859-1", "ISO-8859-2",
                                      "ISO-8859-15", "GB18030", "Shift_JIS", "Big5", "KOI8-R", "EUC-KR"};

QString sentenceOf(const Error& error) { return QString::fromStdString(describe(error)); }

} // namespace

ImportDialog::ImportDialog(std::vector<TableInput> inputs, Jobs& jobs, QWidget* parent)
    : QDialog(parent), m_jobs(jobs), m_list(new QListWidget), m_kind(new QComboBox), m_delimiter(new QComboBox), m_decimal(new QComboBox),
      m_encoding(new QComboBox), m_header(new QCheckBox(tr("First line names the columns"))), m_unit(new QLineEdit), m_stages(new QLineEdit),
      m_table(new QTableView), m_roles(new ColumnRoles), m_dialect(new QLabel), m_sentence(new QLabel), m_import(nullptr) {
    setWindowTitle(tr("Import"));
    setAccessibleName(tr("Import"));
    resize(1040, 720);
    for (auto& input : inputs) {
        m_files.push_back({std::move(input), {}, {}, false});
        m_list->addItem(QString::fromStdString(m_files.back().input.shownName()).section('/', -1));
    }
    buildLayout();
    connect(m_list, &QListWidget::currentRowChanged, this, &ImportDialog::showFile);
    m_list->setCurrentRow(0);
    updateSentence(); // nothing can be imported before it has been looked at
    for (std::size_t i = 0; i < m_files.size(); ++i) look(i);
}

QWidget* ImportDialog::buildReading() {
    auto* box = new QWidget(this);
    auto* form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    m_kind->addItems({tr("links: who sells to whom"), tr("firms: what a firm is")});
    for (const auto& [words, mark] : {std::pair{tr("comma ,"), ','}, {tr("semicolon ;"), ';'}, {tr("tab"), '\t'}, {tr("bar |"), '|'}, {tr("colon :"), ':'}, {tr("blanks"), ' '}})
        m_delimiter->addItem(words, int(mark));
    m_decimal->addItem(tr("1,234.56"), QStringLiteral(".,"));
    m_decimal->addItem(tr("1.234,56"), QStringLiteral(",."));
    m_decimal->addItem(tr("1 234,56"), QStringLiteral(", "));
    m_decimal->addItem(tr("1 234.56"), QStringLiteral(". "));
    m_decimal->addItem(tr("1'234.56"), QStringLiteral(".'"));
    m_decimal->addItem(tr("1234.56"), QStringLiteral(".0"));
    m_decimal->addItem(tr("1234,56"), QStringLiteral(",0"));
    for (const char* name : kEncodings) m_encoding->addItem(QLatin1String(name));
    m_unit->setPlaceholderText(tr("as in the file"));
    m_stages->setPlaceholderText(tr("told from the file"));
    m_stages->setToolTip(tr("The stages of the chain, most upstream first, separated by commas"));
    form->addRow(tr("This file holds"), m_kind);
    form->addRow(tr("Columns end with"), m_delimiter);
    form->addRow(tr("Numbers look like"), m_decimal);
    form->addRow(tr("Encoding"), m_encoding);
    form->addRow(QString{}, m_header);
    form->addRow(tr("Unit of the values"), m_unit);
    form->addRow(tr("Stages"), m_stages);
    for (const auto& [w, name] : {std::pair<QWidget*, QString>{m_kind, tr("This file holds")}, {m_delimiter, tr("Columns end with")}, {m_decimal, tr("Numbers look like")},
                                  {m_encoding, tr("Encoding")}, {m_unit, tr("Unit of the values")}, {m_stages, tr("Stages")}})
        w->setAccessibleName(name);
    for (auto* combo : {m_delimiter, m_decimal, m_encoding}) connect(combo, &QComboBox::activated, this, &ImportDialog::lookAgain);
    connect(m_header, &QCheckBox::clicked, this, &ImportDialog::lookAgain);
    connect(m_kind, &QComboBox::activated, this, [this](int at) {
        if (File* file = current()) {
            std::vector<std::vector<std::string>> rows;
            for (const auto& row : file->preview.rows) rows.push_back(row.cells);
            for (auto& row : rows) row.resize(file->preview.header.size());
            file->preview.plan.mapping = guessMapping({file->preview.header, rows, file->preview.plan.dialect.numbers}, TableKind(at));
            showFile();
        }
    });
    connect(m_unit, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (File* file = current()) file->preview.plan.mapping.constantUnit = text.trimmed().toStdString();
    });
    return box;
}

void ImportDialog::buildLayout() {
    m_list->setAccessibleName(tr("Files"));
    m_list->setFixedHeight(std::clamp(int(m_files.size()), 1, 4) * size::row + 6);
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("First rows of the file"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->setDefaultSectionSize(size::row - 4);
    m_dialect->setProperty("role", "secondary");
    m_sentence->setWordWrap(true);
    m_sentence->setAccessibleName(tr("What the import will do"));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    m_import->setProperty("primary", true);
    m_import->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_roles, &ColumnRoles::changed, this, &ImportDialog::mappingChanged);

    auto* left = new QWidget(this);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 8, 0);
    leftColumn->addWidget(m_list);
    leftColumn->addWidget(buildReading());
    leftColumn->addStretch(1);
    auto* right = new QSplitter(Qt::Vertical, this);
    right->addWidget(m_roles);
    right->addWidget(m_table);
    right->setSizes({330, 260});
    auto* middle = new QHBoxLayout;
    left->setFixedWidth(330);
    middle->addWidget(left);
    middle->addWidget(right, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(size::panelPadding, size::panelPadding, size::panelPadding, size::panelPadding);
    column->addLayout(middle, 1);
    column->addWidget(m_dialect);
    column->addWidget(m_sentence);
    column->addWidget(buttons);
}

ImportDialog::File* ImportDialog::current() {
    const int row = m_list->currentRow();
    return row >= 0 && std::size_t(row) < m_files.size() ? &m_files[std::size_t(row)] : nullptr;
}

void ImportDialog::look(std::size_t at) {
    m_jobs.start<Preview>(QStringLiteral("preview%1").arg(at), [input = m_files[at].input](Progress&) { return preview(input); },
                          [this, at](Result<Preview> got) {
                              m_files[at].read = true;
                              if (got) m_files[at].preview = std::move(*got);
                              else m_files[at].problem = sentenceOf(got.error());
                              if (m_list->currentRow() == int(at)) showFile();
                              updateSentence();
                          });
}

void ImportDialog::lookAgain() {
    File* file = current();
    if (!file || !file->read) return;
    Dialect dialect = file->preview.plan.dialect;
    dialect.delimiter = char(m_delimiter->currentData().toInt());
    const QString numbers = m_decimal->currentData().toString();
    dialect.numbers = {numbers[0].toLatin1(), numbers[1] == '0' ? char(0) : numbers[1].toLatin1()};
    dialect.encoding = m_encoding->currentText().toStdString();
    dialect.hasHeader = m_header->isChecked();
    const auto at = std::size_t(m_list->currentRow());
    m_jobs.start<Preview>(QStringLiteral("preview%1").arg(at), [input = file->input, dialect](Progress&) { return preview(input, dialect); },
                          [this, at](Result<Preview> got) {
                              m_files[at].problem = got ? QString{} : sentenceOf(got.error());
                              if (got) m_files[at].preview = std::move(*got);
                              if (m_list->currentRow() == int(at)) showFile();
                              updateSentence();
                          });
}

void ImportDialog::showFile() {
    const File* file = current();
    if (!file || !file->read) return;
    const Dialect& d = file->preview.plan.dialect;
    m_model.show(file->preview);
    m_roles->show(file->preview);
    m_kind->setCurrentIndex(int(file->preview.plan.mapping.kind));
    m_delimiter->setCurrentIndex(std::max(0, m_delimiter->findData(int(d.delimiter))));
    const QString numbers = QString(QLatin1Char(d.numbers.decimal)) + (d.numbers.thousands ? QLatin1Char(d.numbers.thousands) : QLatin1Char('0'));
    m_decimal->setCurrentIndex(std::max(0, m_decimal->findData(numbers)));
    if (m_encoding->findText(QString::fromStdString(d.encoding)) < 0) m_encoding->addItem(QString::fromStdString(d.encoding));
    m_encoding->setCurrentText(QString::fromStdString(d.encoding));
    m_header->setChecked(d.hasHeader);
    m_unit->setText(QString::fromStdString(file->preview.plan.mapping.constantUnit));
    m_dialect->setText(tr("Read as: %1").arg(QString::fromStdString(toText(d))));
    updateSentence();
}

void ImportDialog::mappingChanged() {
    if (File* file = current()) file->preview.plan.mapping = m_roles->mapping();
    updateSentence();
}

void ImportDialog::updateSentence() {
    QString problem;
    int waiting = 0, links = 0, firms = 0, unsure = 0;
    for (const auto& file : m_files) {
        if (!file.read) {
            ++waiting;
            continue;
        }
        if (!file.problem.isEmpty() && problem.isEmpty()) problem = file.problem;
        if (!file.problem.isEmpty()) continue;
        if (const auto missing = missingRole(file.preview.plan.mapping); missing && problem.isEmpty()) problem = sentenceOf(*missing);
        (file.preview.plan.mapping.kind == TableKind::Links ? links : firms) += 1;
        unsure += int(std::ranges::count_if(file.preview.plan.mapping.columns, [](const MappedColumn& c) { return !c.sure; }));
    }
    m_import->setEnabled(problem.isEmpty() && waiting == 0);
    m_sentence->setProperty("role", problem.isEmpty() ? "plain" : "error");
    restyle(*m_sentence);
    if (!problem.isEmpty()) m_sentence->setText(problem);
    else if (waiting > 0) m_sentence->setText(tr("Looking at the files..."));
    else
        m_sentence->setText(tr("Will read %1 of links and %2 of firms. Values of the same seller, buyer, kind and period are added; rows that cannot be read are kept and listed as rejected.")
                                .arg(tr("%n file(s)", nullptr, links), tr("%n file(s)", nullptr, firms)) +
                            (unsure > 0 ? QLatin1Char(' ') + tr("%n column(s) should be checked.", nullptr, unsure) : QString{}));
}

std::vector<ImportSource> ImportDialog::sources() const {
    std::vector<ImportSource> out;
    for (const auto& file : m_files) out.push_back({file.input, file.preview.plan.mapping.kind, file.preview.plan});
    return out;
}

ImportOptions ImportDialog::options() const {
    ImportOptions options;
    for (const QString& name : m_stages->text().split(',', Qt::SkipEmptyParts)) options.stages.names.push_back(name.trimmed().toStdString());
    return options;
}

} // namespace chainscape::ui
