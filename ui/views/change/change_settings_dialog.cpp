// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/change/change_settings_dialog.h"

#include <cmath>

#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

/// Cells that complete what is typed from a list.
class CompletingCells : public QStyledItemDelegate {
public:
    CompletingCells(const QStringList& words, QObject* parent) : QStyledItemDelegate(parent), m_words(words) {}

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
        if (auto* line = qobject_cast<QLineEdit*>(editor)) {
            auto* completer = new QCompleter(m_words, line);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            completer->setFilterMode(Qt::MatchContains);
            line->setCompleter(completer);
        }
        return editor;
    }

private:
    QStringList m_words;
};

QStringList periodWords(const Dataset& dataset) {
    QStringList words;
    for (const auto& period : dataset.periods()) words << fromUtf8(period.text);
    return words;
}

QStringList firmWords(const Dataset& dataset) {
    QStringList words;
    for (const auto& id : dataset.firms().id) words << fromUtf8(id);
    return words;
}

QDoubleSpinBox* shareBox(double value, const QString& name, const char* object, QWidget* parent) {
    auto* box = new QDoubleSpinBox(parent);
    box->setRange(0, 1);
    box->setDecimals(3);
    box->setSingleStep(0.01);
    box->setValue(value);
    box->setAccessibleName(name);
    box->setObjectName(QLatin1String(object));
    return box;
}

} // namespace

ChangeSettingsDialog::ChangeSettingsDialog(const ChangeSettings& settings, const Dataset& dataset, const ChangeCase* change, QWidget* parent) : QDialog(parent), m_dataset(dataset) {
    setWindowTitle(tr("Names, events and the rule of phases"));
    setObjectName(QStringLiteral("changeSettingsDialog"));
    resize(640, 420);
    auto* tabs = new QTabWidget(this);
    tabs->addTab(buildRenames(settings, change), tr("Renamed and merged"));
    tabs->addTab(buildEvents(settings), tr("Events"));
    tabs->addTab(buildRule(settings.rule), tr("Rule of phases"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(tabs, 1);
    column->addWidget(buttons);
}

QTableWidget* ChangeSettingsDialog::table(const QString& name, const char* object, const QStringList& heads) {
    auto* made = new QTableWidget(0, int(heads.size()), this);
    made->setAccessibleName(name);
    made->setObjectName(QLatin1String(object));
    made->setHorizontalHeaderLabels(heads);
    made->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    made->verticalHeader()->hide();
    made->verticalHeader()->setDefaultSectionSize(size::row);
    return made;
}

void ChangeSettingsDialog::addRow(QTableWidget* target, const QStringList& cells) {
    const int row = target->rowCount();
    target->insertRow(row);
    for (int c = 0; c < target->columnCount(); ++c) target->setItem(row, c, new QTableWidgetItem(cells.value(c)));
}

QWidget* ChangeSettingsDialog::withButtons(QTableWidget* target) {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    auto* row = new QHBoxLayout;
    auto* add = new QPushButton(tr("Add row"), page);
    auto* remove = new QPushButton(tr("Remove row"), page);
    add->setObjectName(target->objectName() + QStringLiteral("Add"));
    remove->setObjectName(target->objectName() + QStringLiteral("Remove"));
    connect(add, &QPushButton::clicked, target, [this, target] {
        addRow(target, {});
        target->setCurrentCell(target->rowCount() - 1, 0);
    });
    connect(remove, &QPushButton::clicked, target, [target] { target->removeRow(target->currentRow()); });
    row->addWidget(add);
    row->addWidget(remove);
    row->addStretch(1);
    column->addWidget(target, 1);
    column->addLayout(row);
    return page;
}

QWidget* ChangeSettingsDialog::buildRenames(const ChangeSettings& settings, const ChangeCase* change) {
    m_renames = table(tr("Renamed and merged firms"), "renames", {tr("Old id"), tr("Goes on as"), tr("From period")});
    m_renames->setItemDelegate(new CompletingCells(firmWords(m_dataset), m_renames));
    m_renames->setItemDelegateForColumn(2, new CompletingCells(periodWords(m_dataset), m_renames));
    for (const auto& r : settings.renames) addRow(m_renames, {fromUtf8(r.old), fromUtf8(r.now), fromUtf8(r.period)});
    QWidget* page = withButtons(m_renames);
    auto* about = new QLabel(tr("Told first, so that a new name does not look like a remix. Several old ids with one new id are a merger. A blank period holds always."), page);
    about->setWordWrap(true);
    static_cast<QVBoxLayout*>(page->layout())->insertWidget(0, about);
    if (!change || change->reading.guesses.empty()) return page;
    auto* take = new QPushButton(tr("Take over the %n firm(s) that may only have a new name", nullptr, int(change->reading.guesses.size())), page);
    take->setObjectName(QStringLiteral("takeGuesses"));
    const QString period = fromUtf8(change->after->dataset().periods()[change->after->spec().from].text);
    connect(take, &QPushButton::clicked, this, [this, take, period, table = change->table, guesses = change->reading.guesses] {
        for (const auto& g : guesses) addRow(m_renames, {fromUtf8(table.firms[g.gone].id), fromUtf8(table.firms[g.entered].id), period});
        take->setEnabled(false);
    });
    static_cast<QVBoxLayout*>(page->layout())->addWidget(take);
    return page;
}

QWidget* ChangeSettingsDialog::buildEvents(const ChangeSettings& settings) {
    m_events = table(tr("Events"), "events", {tr("Period"), tr("Name"), tr("Note")});
    m_events->setItemDelegateForColumn(0, new CompletingCells(periodWords(m_dataset), m_events));
    for (const auto& e : settings.events) addRow(m_events, {fromUtf8(e.period), fromUtf8(e.name), fromUtf8(e.note)});
    return withButtons(m_events);
}

QWidget* ChangeSettingsDialog::buildRule(const PhaseRule& rule) {
    m_rule = rule;
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    auto* about = new QLabel(tr("The first line that holds decides. Restructuring: R* reaches its threshold and the remix between stages its share of all remix. Remix: R* reaches its "
                                "threshold. Digitalisation: end-to-end penetration rose by its step. Else stable. Without R* there is not enough data."),
                             page);
    about->setWordWrap(true);
    form->addRow(about);
    m_rStar = shareBox(rule.rStarAtLeast, tr("R* at least"), "ruleRStar", page);
    m_between = shareBox(rule.betweenShare, tr("Between stages, of all remix, at least"), "ruleBetween", page);
    m_penetration = shareBox(rule.penetrationStep, tr("Penetration risen by at least"), "rulePenetration", page);
    for (QDoubleSpinBox* box : {m_rStar, m_between, m_penetration}) form->addRow(box->accessibleName(), box);
    return page;
}

std::string ChangeSettingsDialog::cell(const QTableWidget* table, int row, int column) {
    const auto* item = table->item(row, column);
    return item ? item->text().trimmed().toStdString() : std::string{};
}

ChangeSettings ChangeSettingsDialog::settings() const {
    ChangeSettings out;
    const auto kept = [](const QDoubleSpinBox* box, double was) { return std::fabs(box->value() - was) < 0.0006 ? was : box->value(); };
    out.rule = {kept(m_rStar, m_rule.rStarAtLeast), kept(m_between, m_rule.betweenShare), kept(m_penetration, m_rule.penetrationStep)};
    for (int r = 0; r < m_renames->rowCount(); ++r)
        if (const Rename rename{cell(m_renames, r, 0), cell(m_renames, r, 1), cell(m_renames, r, 2)}; !rename.old.empty() && !rename.now.empty()) out.renames.push_back(rename);
    for (int r = 0; r < m_events->rowCount(); ++r)
        if (const EventMarker event{cell(m_events, r, 1), cell(m_events, r, 0), cell(m_events, r, 2)}; !event.name.empty()) out.events.push_back(event);
    return out;
}

} // namespace chainscape::ui
