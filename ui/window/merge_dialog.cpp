// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/merge_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QVBoxLayout>

#include "core/io/csv_write.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/window/project_controller.h"

namespace chainscape::ui {
namespace {

constexpr double kLeastShown = 0.80;
constexpr double kFirstLine = 0.95;
constexpr int kMostShown = 2000;
constexpr int kMergeHeaderRoom = 20; ///< what a column needs beside its text
const auto kSearchJob = QStringLiteral("similar firms");
const auto kApart = QStringLiteral("distinct firms");

QString reasonText(MatchReason reason) {
    switch (reason) {
    case MatchReason::Writing: return MergeDialog::tr("written differently");
    case MatchReason::LegalForm: return MergeDialog::tr("legal form");
    case MatchReason::Spelling: return MergeDialog::tr("spelling");
    case MatchReason::WordOrder: return MergeDialog::tr("order of words");
    case MatchReason::ExtraWords: return MergeDialog::tr("more words");
    case MatchReason::Transliteration: return MergeDialog::tr("another script");
    case MatchReason::Abbreviation: return MergeDialog::tr("abbreviation");
    case MatchReason::Address: return MergeDialog::tr("same address");
    case MatchReason::Coordinates: return MergeDialog::tr("same place");
    case MatchReason::Identifier: return MergeDialog::tr("same identifier");
    }
    return {};
}

void prepare(QTableWidget& table, const QString& name, const QStringList& headers) {
    table.setAccessibleName(name);
    table.setColumnCount(int(headers.size()));
    table.setHorizontalHeaderLabels(headers);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(size::row);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.setShowGrid(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setTabKeyNavigation(false);
}

} // namespace

MergeDialog::MergeDialog(ProjectController& project, Jobs& jobs, QWidget* parent)
    : QDialog(parent), m_project(project), m_jobs(jobs), m_table(new QTableWidget), m_merged(new QTableWidget), m_line(new QDoubleSpinBox),
      m_from(new QLineEdit), m_state(new QLabel), m_merge(new QPushButton), m_never(new QPushButton(tr("Never: two firms"))),
      m_apart(new QPushButton(tr("Take apart"))), m_export(new QPushButton(tr("Export as CSV..."))) {
    setWindowTitle(tr("Similar names"));
    setObjectName(QStringLiteral("mergeDialog"));
    resize(980, 600);
    auto* tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    tabs->addTab(buildProposals(), tr("Proposals"));
    tabs->addTab(buildMerged(), tr("Merged names"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(tabs, 1);
    column->addWidget(buttons);
    fillMerged();
    search();
}

MergeDialog::~MergeDialog() { m_jobs.cancel(kSearchJob); }

QWidget* MergeDialog::buildProposals() {
    prepare(*m_table, tr("Pairs of firms with similar names"), {tr("Merge"), tr("Stays"), tr("Becomes part of it"), tr("Why"), tr("Likeness"), tr("Links")});
    m_table->setObjectName(QStringLiteral("similarPairs"));
    m_line->setRange(kLeastShown, 1);
    m_line->setSingleStep(0.01);
    m_line->setValue(kFirstLine);
    m_line->setAccessibleName(tr("Tick all from this likeness on"));
    m_from->setPlaceholderText(tr("date of the merger, if any"));
    m_from->setAccessibleName(tr("Date of the merger"));
    m_from->setMinimumWidth(190);
    m_state->setWordWrap(true);
    m_merge->setProperty("primary", true);
    m_merge->setObjectName(QStringLiteral("mergeTicked"));
    auto* line = new QHBoxLayout;
    auto* lineLabel = new QLabel(tr("Tick all from &likeness"), this);
    lineLabel->setBuddy(m_line);
    line->addWidget(lineLabel);
    line->addWidget(m_line);
    line->addStretch(1);
    line->addWidget(m_from);
    line->addWidget(m_never);
    line->addWidget(m_merge);
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->addWidget(m_state);
    column->addWidget(m_table, 1);
    column->addLayout(line);
    connect(m_line, &QDoubleSpinBox::valueChanged, this, &MergeDialog::tickAbove);
    connect(m_table, &QTableWidget::itemChanged, this, &MergeDialog::countTicked);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, [this] { m_never->setEnabled(!m_table->selectedItems().isEmpty()); });
    connect(m_merge, &QPushButton::clicked, this, &MergeDialog::merge);
    connect(m_never, &QPushButton::clicked, this, &MergeDialog::keepApart);
    m_never->setEnabled(false);
    return page;
}

QWidget* MergeDialog::buildMerged() {
    prepare(*m_merged, tr("Names that were merged"), {tr("Other name"), tr("Firm"), tr("From"), tr("Merged on")});
    m_merged->setObjectName(QStringLiteral("mergedNames"));
    auto* about = new QLabel(tr("Every import reads the other name as the firm. Undo takes the last merge back; a name can also be taken apart here."), this);
    about->setWordWrap(true);
    auto* line = new QHBoxLayout;
    line->addStretch(1);
    line->addWidget(m_export);
    line->addWidget(m_apart);
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->addWidget(about);
    column->addWidget(m_merged, 1);
    column->addLayout(line);
    connect(m_apart, &QPushButton::clicked, this, &MergeDialog::takeApart);
    connect(m_export, &QPushButton::clicked, this, &MergeDialog::exportAliases);
    connect(m_merged, &QTableWidget::itemSelectionChanged, this, [this] { m_apart->setEnabled(!m_merged->selectedItems().isEmpty()); });
    return page;
}

DistinctFirms MergeDialog::distinctFirms(const ProjectController& project) {
    DistinctFirms pairs;
    for (const auto& document : project.documents(DocumentKind::Setting)) {
        if (fromUtf8(document.name) != kApart) continue;
        for (const auto& pair : QJsonDocument::fromJson(QByteArray::fromStdString(document.json)).array())
            pairs.emplace_back(pair.toArray().at(0).toString().toStdString(), pair.toArray().at(1).toString().toStdString());
    }
    return pairs;
}

void MergeDialog::search() {
    m_dataset = m_project.base();
    m_state->setText(tr("Comparing the names..."));
    m_merge->setEnabled(false);
    m_jobs.start<std::vector<SimilarFirms>>(
        kSearchJob,
        [dataset = m_dataset, distinct = distinctFirms(m_project)](Progress& progress) { return similarFirms(*dataset, distinct, kLeastShown, progress); },
        [this](Result<std::vector<SimilarFirms>> found) {
            if (found) propose(std::move(*found));
            else m_state->setText(fromUtf8(describe(found.error())));
        });
}

void MergeDialog::propose(std::vector<SimilarFirms> pairs) {
    m_pairs = std::move(pairs);
    const int rows = std::min(int(m_pairs.size()), kMostShown);
    {
        const QSignalBlocker quiet(m_table);
        m_table->setRowCount(rows);
        for (int row = 0; row < rows; ++row) {
            const SimilarFirms& pair = m_pairs[std::size_t(row)];
            QStringList why;
            for (const auto reason : pair.reasons) why << reasonText(reason);
            const QStringList cells{QString{}, fromUtf8(m_dataset->firms().name[pair.keep]), fromUtf8(m_dataset->firms().name[pair.other]), why.join(QStringLiteral(", ")),
                                    QString::number(pair.score, 'f', 2), tr("%1 and %2").arg(countText(pair.keepLinks), countText(pair.otherLinks))};
            for (int c = 0; c < cells.size(); ++c) {
                auto* item = new QTableWidgetItem(cells[c]);
                if (c == 0) item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
                if (c == 1) item->setToolTip(fromUtf8(m_dataset->firms().id[pair.keep]));
                if (c == 2) item->setToolTip(fromUtf8(m_dataset->firms().id[pair.other]));
                if (c == 4) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
                m_table->setItem(row, c, item);
            }
        }
    }
    m_table->resizeColumnsToContents();
    for (int c = 0; c < m_table->columnCount(); ++c) m_table->setColumnWidth(c, m_table->columnWidth(c) + kMergeHeaderRoom);
    for (const int c : {1, 2}) m_table->horizontalHeader()->setSectionResizeMode(c, QHeaderView::Stretch);
    m_table->setColumnWidth(3, std::clamp(m_table->columnWidth(3), 120, 200));
    QString words = m_pairs.empty() ? tr("No two names look alike.") : tr("%n pair(s) of names look alike. Nothing is merged before you say so.", nullptr, int(m_pairs.size()));
    if (int(m_pairs.size()) > kMostShown) words += ' ' + tr("The likeliest %1 are shown.").arg(countText(kMostShown));
    m_state->setText(words);
    tickAbove();
}

void MergeDialog::tickAbove() {
    {
        const QSignalBlocker quiet(m_table);
        for (int row = 0; row < m_table->rowCount(); ++row)
            m_table->item(row, 0)->setCheckState(m_pairs[std::size_t(row)].score >= m_line->value() ? Qt::Checked : Qt::Unchecked);
    }
    countTicked();
}

std::vector<SimilarFirms> MergeDialog::ticked() const {
    std::vector<SimilarFirms> pairs;
    for (int row = 0; row < m_table->rowCount(); ++row)
        if (m_table->item(row, 0)->checkState() == Qt::Checked) pairs.push_back(m_pairs[std::size_t(row)]);
    return pairs;
}

void MergeDialog::countTicked() {
    const int count = int(ticked().size());
    m_merge->setText(count > 0 ? tr("Merge %n pair(s)", nullptr, count) : tr("Merge"));
    m_merge->setEnabled(count > 0);
}

void MergeDialog::merge() {
    const auto edits = mergesOf(*m_dataset, ticked(), m_from->text().trimmed().toStdString());
    m_merge->setEnabled(false);
    m_project.editFirms(tr("Merged %n name(s)", nullptr, int(edits.size())), edits, [this] {
        fillMerged();
        search();
    });
}

void MergeDialog::keepApart() {
    QJsonArray all;
    for (const auto& [a, b] : distinctFirms(m_project)) all.append(QJsonArray{fromUtf8(a), fromUtf8(b)});
    for (const auto& range : m_table->selectionModel()->selectedRows()) {
        const SimilarFirms& pair = m_pairs[std::size_t(range.row())];
        all.append(QJsonArray{fromUtf8(m_dataset->firms().id[pair.keep]), fromUtf8(m_dataset->firms().id[pair.other])});
    }
    m_project.putDocument(DocumentKind::Setting, kApart, QJsonDocument(all).toJson(QJsonDocument::Compact).toStdString());
    search();
}

void MergeDialog::fillMerged() {
    const auto merges = m_project.merges();
    m_merged->setRowCount(int(merges.size()));
    for (int row = 0; row < int(merges.size()); ++row) {
        const MergedName& merge = merges[std::size_t(row)];
        const QStringList cells{fromUtf8(merge.alias), fromUtf8(merge.firm), fromUtf8(merge.from), fromUtf8(merge.at).left(10)};
        for (int c = 0; c < cells.size(); ++c) m_merged->setItem(row, c, new QTableWidgetItem(cells[c]));
    }
    m_merged->resizeColumnsToContents();
    for (int c = 0; c < m_merged->columnCount(); ++c) m_merged->setColumnWidth(c, std::clamp(m_merged->columnWidth(c) + kMergeHeaderRoom, 90, 300));
    m_merged->horizontalHeader()->setStretchLastSection(true);
    m_apart->setEnabled(false);
    m_export->setEnabled(!merges.empty());
}

void MergeDialog::takeApart() {
    std::vector<FirmEdit> edits;
    for (const auto& range : m_merged->selectionModel()->selectedRows())
        edits.push_back({m_merged->item(range.row(), 0)->text().toStdString(), FirmField::MergedInto, {}, {}});
    m_project.editFirms(tr("Took %n name(s) apart", nullptr, int(edits.size())), edits, [this] {
        fillMerged();
        search();
    });
}

void MergeDialog::exportAliases() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Export merged names"), QStringLiteral("aliases.csv"), tr("CSV files (*.csv)"));
    if (path.isEmpty()) return;
    const auto write = [&]() -> Result<void> {
        auto csv = CsvWriter::create(path.toStdString());
        if (!csv) return tl::unexpected(csv.error());
        csv->text("alias").text("firm").text("from").text("merged_at").endRow();
        for (const auto& merge : m_project.merges()) csv->text(merge.alias).text(merge.firm).text(merge.from).text(merge.at).endRow();
        return csv->finish();
    };
    const auto done = write();
    m_state->setText(done ? tr("Exported %1.").arg(path) : fromUtf8(describe(done.error())));
}

} // namespace chainscape::ui
