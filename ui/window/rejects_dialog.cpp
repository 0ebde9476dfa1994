// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/rejects_dialog.h"

#include <algorithm>
#include <map>

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/io/csv_write.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/window/project_controller.h"

namespace chainscape::ui {
namespace {

constexpr int kOriginal = 4;
constexpr int kRejectHeaderRoom = 20; ///< what a column needs beside its text
const auto kRepaired = QStringLiteral("repaired rejects");

/// Wide and matrix forms make many rows of a line, of which some were kept: such a line is not read twice.
bool isMelted(const ColumnMapping& mapping) {
    return mapping.splitsLists() || std::ranges::any_of(mapping.columns, [](const MappedColumn& c) { return c.role == ColumnRole::PeriodColumn || c.role == ColumnRole::TargetColumn; });
}

/// The header as it stood, so that the roles find their columns.
std::string headerLine(const ReadPlan& plan) {
    std::string line;
    for (const MappedColumn& column : plan.mapping.columns) {
        if (!line.empty()) line += plan.dialect.delimiter;
        if (plan.dialect.quote == 0) {
            line += column.header;
            continue;
        }
        line += plan.dialect.quote;
        for (const char c : column.header) {
            if (c == plan.dialect.quote) line += plan.dialect.escape;
            line += c;
        }
        line += plan.dialect.quote;
    }
    return line;
}

} // namespace

RejectsDialog::RejectsDialog(ProjectController& project, QWidget* parent)
    : QDialog(parent), m_project(project), m_table(new QTableWidget), m_about(new QLabel), m_state(new QLabel),
      m_import(new QPushButton(tr("Import the repaired rows"))), m_save(new QPushButton(tr("Export as CSV..."))) {
    setWindowTitle(tr("Rejected rows"));
    setObjectName(QStringLiteral("rejectsDialog"));
    resize(1040, 560);
    m_about->setWordWrap(true);
    m_state->setWordWrap(true);
    m_state->hide();
    m_table->setAccessibleName(tr("Rejected rows"));
    m_table->setColumnCount(6);
    m_table->setHorizontalHeaderLabels({tr("File"), tr("Row"), tr("Column"), tr("Why"), tr("As it stands in the file"), tr("State")});
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(size::row);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_import->setProperty("primary", true);
    m_save->setAutoDefault(false);
    m_import->setObjectName(QStringLiteral("importRepaired"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_save, QDialogButtonBox::ActionRole);
    buttons->addButton(m_import, QDialogButtonBox::ActionRole);
    connect(m_import, &QPushButton::clicked, this, &RejectsDialog::importRepaired);
    connect(m_save, &QPushButton::clicked, this, &RejectsDialog::exportCsv);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false); // Return ends a cell, not the dialog
    m_import->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_table, &QTableWidget::itemChanged, this, [this](QTableWidgetItem* item) {
        if (item->column() != kOriginal) return;
        const QSignalBlocker quiet(m_table);
        m_table->item(item->row(), kOriginal + 1)->setText(changed(item->row()) ? tr("changed") : QString{});
        m_import->setEnabled(!repaired().empty());
    });
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_about);
    column->addWidget(m_table, 1);
    column->addWidget(m_state);
    column->addWidget(buttons);
    load();
    fill();
    m_table->setFocus();
}

std::set<std::int64_t> RejectsDialog::doneBefore() const {
    std::set<std::int64_t> ids;
    for (const auto& document : m_project.documents(DocumentKind::Setting))
        if (fromUtf8(document.name) == kRepaired)
            for (const auto& id : QJsonDocument::fromJson(QByteArray::fromStdString(document.json)).array()) ids.insert(id.toInteger());
    return ids;
}

void RejectsDialog::load() {
    std::map<std::pair<std::int64_t, std::string>, Recipe> recipes;
    for (const auto& import : m_project.imports())
        for (const auto& file : import.files)
            if (auto recipe = recipeFromJson(file.recipe)) recipes[{import.id, file.file}] = std::move(*recipe);
    m_rows.clear();
    for (auto& stored : m_project.rejects()) {
        Row row{std::move(stored), {}, false};
        const auto known = recipes.find({row.stored.importId, row.stored.reject.file});
        if (known != recipes.end()) row.recipe = known->second;
        row.repairable = known != recipes.end() && !isMelted(row.recipe.plan.mapping) && row.stored.reject.reason != RejectReason::Repeated && row.stored.reject.reason != RejectReason::Unlisted &&
                         !row.stored.reject.original.empty();
        m_rows.push_back(std::move(row));
    }
}

void RejectsDialog::fill() {
    const QSignalBlocker quiet(m_table);
    const auto done = doneBefore();
    m_table->setRowCount(int(m_rows.size()));
    for (int row = 0; row < int(m_rows.size()); ++row) {
        const StoredReject& stored = m_rows[std::size_t(row)].stored;
        const Reject& r = stored.reject;
        const bool repaired = done.contains(stored.id);
        const QStringList cells{fromUtf8(r.file).section('/', -1), QString::number(r.row), fromUtf8(r.column), fromUtf8(r.sentence), fromUtf8(r.original),
                                repaired ? tr("repaired and imported") : QString{}};
        for (int c = 0; c < cells.size(); ++c) {
            auto* item = new QTableWidgetItem(cells[c]);
            const bool editable = c == kOriginal && m_rows[std::size_t(row)].repairable && !repaired;
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | (editable ? Qt::ItemIsEditable : Qt::NoItemFlags));
            if (c == 1) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            if (c == 3 || c == kOriginal) item->setToolTip(elided(cells[c], 600));
            m_table->setItem(row, c, item);
        }
    }
    m_table->resizeColumnsToContents();
    for (int c = 0; c < m_table->columnCount(); ++c) m_table->setColumnWidth(c, m_table->columnWidth(c) + kRejectHeaderRoom);
    m_table->setColumnWidth(3, std::clamp(m_table->columnWidth(3), 160, 300));
    m_table->horizontalHeader()->setSectionResizeMode(kOriginal, QHeaderView::Stretch); // the state beside it is never cut
    m_about->setText(m_rows.empty() ? tr("No row was rejected.")
                                    : tr("%n row(s) were not kept. They stay in the project with their reason. Correct a row in the column \"As it stands in the file\", then import it.",
                                         nullptr, int(m_rows.size())));
    m_save->setEnabled(!m_rows.empty());
    m_import->setEnabled(false);
}

bool RejectsDialog::changed(int row) const {
    const Row& at = m_rows[std::size_t(row)];
    return at.repairable && m_table->item(row, kOriginal)->text() != fromUtf8(at.stored.reject.original);
}

std::vector<ImportSource> RejectsDialog::repaired() const {
    std::map<std::pair<std::int64_t, std::string>, std::vector<int>> files;
    for (int row = 0; row < m_table->rowCount(); ++row)
        if (changed(row)) files[{m_rows[std::size_t(row)].stored.importId, m_rows[std::size_t(row)].stored.reject.file}].push_back(row);
    std::vector<ImportSource> sources;
    for (const auto& [file, rows] : files) {
        ReadPlan plan = m_rows[std::size_t(rows.front())].recipe.plan;
        plan.dialect.encoding = "UTF-8";
        plan.dialect.skipLines = plan.dialect.footerLines = 0;
        plan.dialect.headerLines = 1;
        std::string text = plan.dialect.hasHeader ? headerLine(plan) + '\n' : std::string();
        for (const int row : rows) text += m_table->item(row, kOriginal)->text().toStdString() + '\n';
        const std::string name = tr("%1, repaired rows").arg(fromUtf8(file.second).section('/', -1)).toStdString();
        sources.push_back({{name, {}, std::make_shared<const std::string>(std::move(text))}, plan.mapping.kind, plan});
    }
    return sources;
}

void RejectsDialog::importRepaired() {
    QJsonArray ids;
    for (const auto id : doneBefore()) ids.append(qint64(id));
    for (int row = 0; row < m_table->rowCount(); ++row)
        if (changed(row)) ids.append(qint64(m_rows[std::size_t(row)].stored.id));
    m_import->setEnabled(false);
    connect(
        &m_project, &ProjectController::imported, this,
        [this, ids](const ImportSummary& summary) {
            m_project.putDocument(DocumentKind::Setting, kRepaired, QJsonDocument(ids).toJson(QJsonDocument::Compact).toStdString());
            load();
            fill();
            m_state->setText(tr("Of the repaired rows %1 were kept, %2 were rejected again.").arg(countText(summary.rowsKept), countText(summary.rowsRejected)));
            m_state->show();
        },
        Qt::SingleShotConnection);
    m_project.importFiles(repaired(), {});
}

void RejectsDialog::exportCsv() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Export rejected rows"), QStringLiteral("rejects.csv"), tr("CSV files (*.csv)"));
    if (path.isEmpty()) return;
    const auto write = [&]() -> Result<void> {
        auto csv = CsvWriter::create(path.toStdString());
        if (!csv) return tl::unexpected(csv.error());
        csv->text("file").text("row").text("column").text("reason").text("sentence").text("original").endRow();
        for (const Row& row : m_rows) {
            const Reject& r = row.stored.reject;
            csv->text(r.file).number(double(r.row)).text(r.column).text(nameOf(r.reason)).text(r.sentence).text(r.original).endRow();
        }
        return csv->finish();
    };
    const auto done = write();
    m_state->setText(done ? tr("Exported %1.").arg(path) : fromUtf8(describe(done.error())));
    m_state->show();
}

} // namespace chainscape::ui
