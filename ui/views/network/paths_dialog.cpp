// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/network/paths_dialog.h"

#include <set>

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPointer>
#include <QVBoxLayout>

#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

const auto kPathsJob = QStringLiteral("paths");

} // namespace

PathsDialog::PathsDialog(SnapshotPtr snapshot, std::uint32_t one, std::uint32_t other, Jobs& jobs, QWidget* parent)
    : QDialog(parent), m_snapshot(std::move(snapshot)), m_from(one), m_to(other), m_jobs(jobs), m_rule(new QComboBox(this)), m_longest(new QSpinBox(this)), m_table(new QTableWidget(0, 3, this)), m_ends(new QLabel(this)), m_count(new QLabel(this)) {
    setWindowTitle(tr("Paths between two firms"));
    resize(560, 300);
    auto* column = new QVBoxLayout(this);
    m_ends->setObjectName(QStringLiteral("pathEnds"));
    m_ends->setProperty("role", "title");
    column->addWidget(m_ends);
    auto* row = new QHBoxLayout;
    m_rule->addItem(tr("shortest"), int(PathRule::Shortest));
    m_rule->addItem(tr("all up to a length"), int(PathRule::Within));
    m_rule->addItem(tr("greatest flow"), int(PathRule::Widest));
    m_rule->setAccessibleName(tr("Which paths"));
    m_rule->setObjectName(QStringLiteral("pathRule"));
    m_longest->setRange(1, 12);
    m_longest->setValue(5);
    m_longest->setSuffix(tr(" links"));
    m_longest->setAccessibleName(tr("Most links of a path"));
    m_longest->setObjectName(QStringLiteral("pathLinks"));
    row->addWidget(m_rule);
    row->addWidget(m_longest);
    row->addWidget(m_count, 1);
    column->addLayout(row);
    m_table->setHorizontalHeaderLabels({tr("By way of"), tr("Links"), tr("Smallest link")});
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(1, 64);
    m_table->setColumnWidth(2, 120);
    m_table->verticalHeader()->hide();
    m_table->setAccessibleName(tr("Paths"));
    m_table->setObjectName(QStringLiteral("pathTable"));
    column->addWidget(m_table, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_rule, &QComboBox::activated, this, &PathsDialog::find);
    connect(m_longest, &QSpinBox::valueChanged, this, &PathsDialog::find);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &PathsDialog::tellChosen);
    find();
}

void PathsDialog::find() {
    const PathOptions options{PathRule(m_rule->currentData().toInt()), m_longest->value()};
    m_longest->setEnabled(options.rule == PathRule::Within);
    m_jobs.start<ChainPaths>(
        kPathsJob, [snapshot = m_snapshot, from = m_from, to = m_to, options](Progress& progress) { return chainPaths(*snapshot, from, to, options, progress); },
        [this, alive = QPointer<PathsDialog>(this)](const Result<ChainPaths>& found) {
            if (!alive) return;
            if (!found) m_count->setText(QString::fromStdString(found.error().message));
            else if (found->paths.empty() && !m_turned) {
                m_turned = true; // nothing this way: look the other way once
                std::swap(m_from, m_to);
                find();
            } else list(*found);
        });
}

void PathsDialog::list(const ChainPaths& found) {
    m_found = found;
    m_ends->setText(tr("%1 to %2").arg(fromUtf8(m_snapshot->name(m_from)), fromUtf8(m_snapshot->name(m_to))));
    m_table->clearSelection();
    m_table->setRowCount(int(found.paths.size()));
    for (int r = 0; r < m_table->rowCount(); ++r) {
        const ChainPath& path = found.paths[std::size_t(r)];
        m_table->setItem(r, 0, new QTableWidgetItem(textOf(path)));
        m_table->item(r, 0)->setToolTip(textOf(path));
        m_table->setItem(r, 1, new QTableWidgetItem(countText(qint64(path.nodes.size()) - 1)));
        m_table->setItem(r, 2, new QTableWidgetItem(valueText(path.least, fromUtf8(m_snapshot->unit()))));
    }
    m_count->setText(found.paths.empty() ? tr("No path leads from one to the other.") : found.cut ? tr("The first %n path(s); there are more.", nullptr, int(found.paths.size())) : tr("%n path(s)", nullptr, int(found.paths.size())));
    tellChosen();
}

/// Without its ends, which are those of all.
QString PathsDialog::textOf(const ChainPath& path) const {
    QStringList names;
    for (std::size_t k = 1; k + 1 < path.nodes.size(); ++k) names << fromUtf8(m_snapshot->name(path.nodes[k]));
    return names.isEmpty() ? tr("directly") : names.join(QStringLiteral(" → "));
}

void PathsDialog::tellChosen() {
    std::set<int> rows;
    for (const auto* item : m_table->selectedItems()) rows.insert(item->row());
    std::set<std::string> firms;
    for (int r = 0; r < int(m_found.paths.size()); ++r)
        if (rows.empty() || rows.contains(r))
            for (const auto node : m_found.paths[std::size_t(r)].nodes) firms.insert(m_snapshot->id(node));
    if (!firms.empty()) emit firmsChosen({firms.begin(), firms.end()});
}

} // namespace chainscape::ui
