// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/tables/tables_view.h"

#include <algorithm>

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/table_style.h"

namespace chainscape::ui {
namespace {

constexpr int kAtRestMs = 60; ///< without a step of the timeline

} // namespace

TablesView::TablesView(Session& session, QWidget* parent)
    : View(session, parent), m_theme(&theme(ThemeKind::Light)), m_tabs(new QTabBar(this)), m_columns(new QToolButton(this)), m_words(new QLineEdit(this)), m_count(new QLabel(this)),
      m_stack(new QStackedWidget(this)) {
    m_firmProxy.setSourceModel(&m_firms);
    m_linkProxy.setSourceModel(&m_links);
    m_firmProxy.setSortRole(FirmTableModel::SortRole);
    m_linkProxy.setSortRole(LinkTableModel::SortRole);
    m_firmTable = makeTable(m_firmProxy, tr("Firms"));
    m_linkTable = makeTable(m_linkProxy, tr("Links"));
    m_stack->addWidget(m_firmTable);
    m_stack->addWidget(m_linkTable);
    m_tabs->addTab(tr("Firms"));
    m_tabs->addTab(tr("Links"));
    m_tabs->setAccessibleName(tr("Tables"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_words->setPlaceholderText(tr("Rows that contain..."));
    m_words->setAccessibleName(tr("Filter rows"));
    m_words->setClearButtonEnabled(true);
    m_words->setFixedWidth(220);
    m_count->setProperty("role", "secondary");
    m_columns->setText(tr("Columns"));
    m_columns->setObjectName(QStringLiteral("tableColumns"));
    m_columns->setToolTip(tr("Measures that stand as columns of the table"));
    m_columns->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_columns);
    m_columns->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillColumns(*menu); });
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 6);
    head->addWidget(m_tabs);
    head->addStretch(1);
    head->addWidget(m_count);
    head->addSpacing(8);
    head->addWidget(m_columns);
    head->addSpacing(8);
    head->addWidget(m_words);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, &TablesView::countRows);
    m_atRest.setSingleShot(true);
    m_atRest.setInterval(kAtRestMs);
    connect(&m_atRest, &QTimer::timeout, this, [this] { refresh(What::Selection); });
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& words) {
        m_firmProxy.setFilterFixedString(words);
        m_linkProxy.setFilterFixedString(words);
        countRows();
    });
    connect(m_firmTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TablesView::firmPicked);
    connect(m_linkTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TablesView::linkPicked);
    auto* shortcut = new QShortcut(QKeySequence::Copy, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &TablesView::copy);
}

QTableView* TablesView::makeTable(QSortFilterProxyModel& proxy, const QString& name) {
    proxy.setFilterKeyColumn(-1);
    proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
    proxy.setSortLocaleAware(true);
    auto* table = new QTableView(this);
    table->setModel(&proxy);
    table->setAccessibleName(name);
    styleViewTable(*table);
    table->horizontalHeader()->setSectionsMovable(true);
    return table;
}

void TablesView::setMeasures(std::vector<MeasureColumn> firms, std::vector<MeasureColumn> links) {
    m_measures = {firms, links};
    for (auto& ofTable : m_measures)
        for (auto& measure : ofTable) measure.value.clear();
    const QScopedValueRollback guard(m_showing, true);
    m_firms.setMeasures(std::move(firms));
    m_links.setMeasures(std::move(links));
    for (const int tab : {0, 1}) showColumns(tab);
    showSelection();
}

/// The measures of the table in front, ticked where they stand in it.
void TablesView::fillColumns(QMenu& menu) {
    menu.clear();
    menu.setToolTipsVisible(true);
    const int tab = m_tabs->currentIndex();
    auto& ticked = m_ticked[std::size_t(tab)];
    for (const auto& measure : m_measures[std::size_t(tab)]) {
        auto* action = menu.addAction(measure.name);
        action->setToolTip(measure.meaning);
        action->setCheckable(true);
        const auto told = ticked.find(measure.id);
        action->setChecked(told == ticked.end() ? measure.usual : told->second);
        connect(action, &QAction::toggled, this, [this, tab, id = measure.id](bool on) {
            m_ticked[std::size_t(tab)][id] = on;
            showColumns(tab);
        });
    }
}

void TablesView::showColumns(int tab) {
    QTableView& table = tab == 0 ? *m_firmTable : *m_linkTable;
    const int fixed = tab == 0 ? int(FirmTableModel::FixedColumns) : int(LinkTableModel::FixedColumns);
    const auto& measures = m_measures[std::size_t(tab)];
    const auto& ticked = m_ticked[std::size_t(tab)];
    if (table.model()->columnCount() != fixed + int(measures.size())) return; // of another period: the right ones are coming
    for (std::size_t k = 0; k < measures.size(); ++k) {
        const int column = fixed + int(k);
        const auto told = ticked.find(measures[k].id);
        const bool shown = told == ticked.end() ? measures[k].usual : told->second;
        const bool fresh = shown && table.isColumnHidden(column);
        table.setColumnHidden(column, !shown);
        if (fresh) table.resizeColumnToContents(column);
    }
}

void TablesView::setTheme(const Theme& theme) { m_theme = &theme; }

void TablesView::refresh(Changes what) {
    if (what & (What::Dataset | What::Period | What::Filter)) m_stale = true;
    if (what & (What::Dataset | What::Filter)) m_widthsStale = true;
    if (!isVisible()) return;
    if (m_stale && !(what & ~Changes(What::Period))) return m_atRest.start();
    if (m_stale) fill();
    if (what & (What::Focus | What::Selection | What::Dataset | What::Period | What::Filter)) showSelection();
}

void TablesView::fill() {
    m_atRest.stop();
    m_stale = false;
    const QScopedValueRollback guard(m_showing, true);
    const auto snapshot = m_session.snapshot();
    m_firms.show(snapshot, *m_theme);
    m_links.show(snapshot);
    for (const int tab : {0, 1}) showColumns(tab);
    if (std::exchange(m_widthsStale, false)) // in time, columns stand still
        for (QTableView* table : {m_firmTable, m_linkTable}) table->resizeColumnsToContents();
    countRows();
}

void TablesView::countRows() {
    const auto& proxy = m_tabs->currentIndex() == 0 ? m_firmProxy : m_linkProxy;
    m_count->setText(tr("%n row(s)", nullptr, proxy.rowCount()));
}

void TablesView::showSelection() {
    const QScopedValueRollback guard(m_showing, true);
    QItemSelection firms;
    QModelIndex first;
    for (const auto& id : m_session.selected()) {
        const auto row = m_firmProxy.mapFromSource(m_firms.index(m_firms.rowOf(id), 0));
        if (!row.isValid()) continue;
        firms.select(row, row);
        if (!first.isValid() || id == m_session.focus().id) first = row;
    }
    m_firmTable->selectionModel()->select(firms, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (first.isValid()) m_firmTable->scrollTo(first);
    if (m_session.focus().kind == Item::Kind::Link) m_tabs->setCurrentIndex(1);
    else if (m_session.focus().kind == Item::Kind::Firm) m_tabs->setCurrentIndex(0);
}

void TablesView::firmPicked() {
    if (m_showing) return;
    std::set<std::string> ids;
    for (const auto& row : m_firmTable->selectionModel()->selectedRows()) ids.insert(row.data(FirmTableModel::IdRole).toString().toStdString());
    const auto current = m_firmTable->selectionModel()->currentIndex();
    if (current.isValid() && !ids.empty()) m_session.setFocus(Item::firm(current.siblingAtColumn(0).data(FirmTableModel::IdRole).toString().toStdString()));
    m_session.setSelected(std::move(ids));
}

void TablesView::linkPicked() {
    if (m_showing) return;
    const auto rows = m_linkTable->selectionModel()->selectedRows();
    if (rows.isEmpty()) return;
    std::set<std::string> ids;
    for (const auto& row : rows) {
        ids.insert(row.data(LinkTableModel::SourceIdRole).toString().toStdString());
        ids.insert(row.data(LinkTableModel::TargetIdRole).toString().toStdString());
    }
    const auto& last = rows.back();
    m_session.setFocus(Item::link(last.data(LinkTableModel::SourceIdRole).toString().toStdString(), last.data(LinkTableModel::TargetIdRole).toString().toStdString()));
    m_session.setSelected(std::move(ids));
}

void TablesView::copy() {
    const auto* table = m_tabs->currentIndex() == 0 ? m_firmTable : m_linkTable;
    if (!table->selectionModel()->hasSelection()) {
        emit said(tr("Select rows first; then Ctrl+C copies them."));
        return;
    }
    QGuiApplication::clipboard()->setText(selectedRowsAsText(*table));
    emit said(tr("Copied %n row(s).", nullptr, int(table->selectionModel()->selectedRows().size())));
}

} // namespace chainscape::ui
