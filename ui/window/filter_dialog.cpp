// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/filter_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

const auto kFilterJob = QStringLiteral("filter");

bool needsText(RuleTest test) { return test != RuleTest::Known && test != RuleTest::Unknown; }

} // namespace

FilterDialog::FilterDialog(SnapshotPtr snapshot, const AnalysisOptions& options, std::map<QString, FirmRules> stored, Jobs& jobs, QWidget* parent)
    : QDialog(parent), m_snapshot(std::move(snapshot)), m_options(options), m_stored(std::move(stored)), m_jobs(jobs), m_columns(ruleColumns(m_snapshot->dataset())), m_all(new QComboBox(this)), m_names(new QComboBox(this)),
      m_list(new QVBoxLayout), m_count(new QLabel(this)), m_apply(nullptr), m_save(new QPushButton(tr("Save filter"), this)), m_remove(new QPushButton(tr("Remove filter"), this)) {
    setWindowTitle(tr("Filter firms"));
    setMinimumWidth(560);
    auto* column = new QVBoxLayout(this);
    buildStored(column);
    m_all->addItems({tr("Firms that meet all conditions"), tr("Firms that meet at least one condition")});
    m_all->setAccessibleName(tr("All or any"));
    m_all->setObjectName(QStringLiteral("filterAll"));
    connect(m_all, &QComboBox::activated, this, &FilterDialog::count);
    column->addWidget(m_all);
    column->addLayout(m_list);
    auto* more = new QPushButton(tr("Add condition"), this);
    more->setObjectName(QStringLiteral("filterAdd"));
    connect(more, &QPushButton::clicked, this, [this] {
        addRow({"name", RuleTest::Contains, {}});
        count();
    });
    column->addWidget(more, 0, Qt::AlignLeft);
    m_count->setProperty("role", "secondary");
    m_count->setWordWrap(true);
    m_count->setObjectName(QStringLiteral("filterCount"));
    column->addWidget(m_count);
    column->addStretch(1);
    buildButtons(column);
    addRow({"stage", RuleTest::Is, {}});
    count();
}

void FilterDialog::buildStored(QVBoxLayout* column) {
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(tr("Saved filter"), this);
    label->setBuddy(m_names);
    m_names->setEditable(true);
    m_names->setAccessibleName(tr("Name of the filter"));
    m_names->setObjectName(QStringLiteral("filterName"));
    m_names->lineEdit()->setPlaceholderText(tr("name to save it under"));
    for (const auto& [name, rules] : m_stored) m_names->addItem(name);
    m_names->setCurrentIndex(-1);
    row->addWidget(label);
    row->addWidget(m_names, 1);
    row->addWidget(m_save);
    row->addWidget(m_remove);
    column->addLayout(row);
    connect(m_names, &QComboBox::activated, this, [this] {
        if (const auto found = m_stored.find(m_names->currentText()); found != m_stored.end()) setRules(found->second);
    });
    connect(m_save, &QPushButton::clicked, this, [this] {
        const QString name = m_names->currentText().trimmed();
        if (name.isEmpty()) {
            m_count->setText(tr("Give the filter a name first."));
            m_names->setFocus();
            return;
        }
        if (m_names->findText(name) < 0) m_names->addItem(name);
        m_stored[name] = rules();
        m_count->setText(tr("\"%1\" is saved with the project.").arg(name));
        emit saveWanted(name, rules());
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const QString name = m_names->currentText().trimmed();
        if (m_stored.erase(name) == 0) return;
        m_names->removeItem(m_names->findText(name));
        m_names->setCurrentIndex(-1);
        emit removeWanted(name);
    });
}

void FilterDialog::buildButtons(QVBoxLayout* column) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_apply = buttons->addButton(tr("Show these firms"), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(QStringLiteral("filterApply"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

void FilterDialog::addRow(const FirmRule& rule) {
    Row row;
    row.box = new QWidget(this);
    row.column = new QComboBox(row.box);
    row.test = new QComboBox(row.box);
    row.text = new QLineEdit(row.box);
    auto* drop = new QPushButton(tr("Remove"), row.box);
    for (const auto& column : m_columns) row.column->addItem(fromUtf8(column.name), fromUtf8(column.id));
    row.column->setCurrentIndex(std::max(0, row.column->findData(fromUtf8(rule.column))));
    row.column->setAccessibleName(tr("Column"));
    row.column->setMaxVisibleItems(24);
    row.test->setAccessibleName(tr("Condition"));
    row.text->setAccessibleName(tr("Value"));
    row.text->setText(fromUtf8(rule.text));
    drop->setAccessibleName(tr("Remove condition"));
    auto* line = new QHBoxLayout(row.box);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(row.column, 2);
    line->addWidget(row.test, 2);
    line->addWidget(row.text, 2);
    line->addWidget(drop);
    fillTests(row);
    row.test->setCurrentIndex(std::max(0, row.test->findData(int(rule.test))));
    m_list->addWidget(row.box);
    m_rows.push_back(row);
    QWidget* box = row.box;
    connect(row.column, &QComboBox::activated, this, [this, box] {
        const auto at = std::ranges::find(m_rows, box, &Row::box);
        if (at != m_rows.end()) fillTests(*at);
        count();
    });
    connect(row.test, &QComboBox::activated, this, &FilterDialog::count);
    connect(row.text, &QLineEdit::textEdited, this, &FilterDialog::count);
    connect(drop, &QPushButton::clicked, this, [this, box] { removeRow(box); });
}

void FilterDialog::removeRow(QWidget* box) {
    std::erase_if(m_rows, [&](const Row& row) { return row.box == box; });
    box->deleteLater();
    count();
}

/// The conditions that make sense for the column's kind.
void FilterDialog::fillTests(Row& row) {
    const auto at = std::size_t(row.column->currentIndex());
    const bool number = at < m_columns.size() && m_columns[at].number;
    const int before = row.test->count() > 0 ? row.test->currentData().toInt() : -1;
    row.test->clear();
    row.test->addItem(tr("is"), int(RuleTest::Is));
    row.test->addItem(tr("is not"), int(RuleTest::IsNot));
    if (!number) row.test->addItem(tr("contains"), int(RuleTest::Contains));
    row.test->addItem(tr("is at least"), int(RuleTest::AtLeast));
    row.test->addItem(tr("is at most"), int(RuleTest::AtMost));
    row.test->addItem(tr("is known"), int(RuleTest::Known));
    row.test->addItem(tr("is unknown"), int(RuleTest::Unknown));
    row.test->setCurrentIndex(std::max(0, row.test->findData(before)));
}

FirmRules FilterDialog::rules() const {
    FirmRules out;
    out.any = m_all->currentIndex() == 1;
    for (const Row& row : m_rows) {
        const FirmRule rule{row.column->currentData().toString().toStdString(), RuleTest(row.test->currentData().toInt()), row.text->text().trimmed().toStdString()};
        if (!rule.text.empty() || !needsText(rule.test)) out.rules.push_back(rule); // a line not filled in yet is no condition
    }
    return out;
}

void FilterDialog::setRules(const FirmRules& rules) {
    while (!m_rows.empty()) {
        m_rows.back().box->deleteLater();
        m_rows.pop_back();
    }
    m_all->setCurrentIndex(rules.any ? 1 : 0);
    for (const auto& rule : rules.rules) addRow(rule);
    count();
}

void FilterDialog::count() {
    m_firms.clear();
    m_apply->setEnabled(false);
    for (const Row& row : m_rows) row.text->setEnabled(needsText(RuleTest(row.test->currentData().toInt())));
    m_jobs.start<std::vector<std::uint8_t>>(
        kFilterJob,
        [snapshot = m_snapshot, options = m_options, wanted = rules()](Progress& progress) {
            Findings findings(snapshot, options);
            return firmsMatching(findings, wanted, progress);
        },
        [this, alive = QPointer<FilterDialog>(this)](const Result<std::vector<std::uint8_t>>& found) {
            if (alive) matched(found);
        });
}

void FilterDialog::matched(const Result<std::vector<std::uint8_t>>& found) {
    if (!found) {
        m_count->setText(QString::fromStdString(found.error().message));
        return;
    }
    for (std::uint32_t i = 0; i < found->size(); ++i)
        if ((*found)[i]) m_firms.push_back(m_snapshot->id(i));
    m_count->setText(tr("%1 of %2 firms match.").arg(countText(qint64(m_firms.size())), countText(qint64(m_snapshot->nodeCount()))));
    m_apply->setEnabled(!m_firms.empty());
}

} // namespace chainscape::ui
