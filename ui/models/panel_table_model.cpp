// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/panel_table_model.h"

#include <algorithm>
#include <cmath>

#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

constexpr int kFiguresOfValue = 12; ///< all that a sum of doubles means

bool isNumber(CellKind kind) { return kind == CellKind::Value || kind == CellKind::Share || kind == CellKind::Number || kind == CellKind::Count; }

} // namespace

void PanelTableModel::show(std::shared_ptr<const PanelTables> tables, const PanelTable* table, DatasetPtr dataset, bool tickable) {
    beginResetModel();
    m_tables = std::move(tables);
    m_table = table;
    m_dataset = std::move(dataset);
    m_columns.clear();
    m_ticked.clear();
    if (m_table) {
        for (std::size_t c = 0; c < m_table->columns.size(); ++c)
            if (m_table->columns[c].kind != CellKind::Name) m_columns.push_back(c);
        if (tickable) m_ticked.assign(m_table->rows.size(), 0);
    }
    endResetModel();
    emit ticksChanged(0);
}

int PanelTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() || !m_table ? 0 : int(m_table->rows.size()); }

int PanelTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_columns.size()); }

std::string PanelTableModel::idIn(int row, CellKind kind) const {
    for (std::size_t c = 0; c < m_table->columns.size(); ++c)
        if (m_table->columns[c].kind == kind) return m_table->rows[std::size_t(row)][c].text();
    return {};
}

Item PanelTableModel::item(int row) const {
    if (!m_table || row < 0 || row >= rowCount()) return {};
    const std::string seller = idIn(row, CellKind::Seller), buyer = idIn(row, CellKind::Buyer), firm = idIn(row, CellKind::Firm);
    if (!seller.empty() && !buyer.empty()) return Item::link(seller, buyer);
    if (!firm.empty()) return Item::firm(firm);
    const auto stage = m_table->column("stage");
    if (!stage) return {};
    const double number = m_table->rows[std::size_t(row)][*stage].number();
    return std::isnan(number) ? Item{} : Item::stage(int(number));
}

std::set<std::string> PanelTableModel::listed(int row) const {
    std::set<std::string> out;
    if (!m_table || row < 0 || row >= rowCount()) return out;
    for (std::size_t c = 0; c < m_table->columns.size(); ++c) {
        const auto& value = m_table->rows[std::size_t(row)][c].value;
        const auto* firms = m_table->columns[c].kind == CellKind::Firms ? std::get_if<std::vector<std::string>>(&value) : nullptr;
        if (firms) out.insert(firms->begin(), firms->end());
        if (const auto* links = std::get_if<std::vector<PanelCell::Pair>>(&value))
            for (const auto& [seller, buyer] : *links) out.insert({seller, buyer});
    }
    return out;
}

std::vector<PanelCell::Pair> PanelTableModel::tickedLinks() const {
    std::vector<PanelCell::Pair> out;
    for (std::size_t row = 0; row < m_ticked.size(); ++row)
        if (m_ticked[row]) out.emplace_back(idIn(int(row), CellKind::Seller), idIn(int(row), CellKind::Buyer));
    return out;
}

void PanelTableModel::tickLinks(const std::vector<PanelCell::Pair>& links) {
    if (m_ticked.empty()) return;
    for (std::size_t row = 0; row < m_ticked.size(); ++row) {
        const PanelCell::Pair link{idIn(int(row), CellKind::Seller), idIn(int(row), CellKind::Buyer)};
        m_ticked[row] = std::ranges::find(links, link) != links.end();
    }
    emit dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::CheckStateRole});
    emit ticksChanged(int(std::ranges::count(m_ticked, 1)));
}

QString PanelTableModel::nameOf(const std::string& firm) const {
    const auto at = m_dataset ? m_dataset->firmIndex(firm) : kNone;
    return fromUtf8(at == kNone ? firm : m_dataset->firms().name[at]);
}

QString PanelTableModel::periodWord(const std::string& period) const {
    const auto at = m_dataset ? m_dataset->periodIndex(period) : kNone;
    return at == kNone ? fromUtf8(period) : periodText(m_dataset->periods()[at].period, m_locale);
}

QString PanelTableModel::text(const PanelCell& cell, CellKind kind) const {
    if (!cell.isKnown()) return kind == CellKind::Firms || kind == CellKind::Links ? QString() : unknownText(); // nothing found is no gap in the data
    if (const auto* flag = std::get_if<bool>(&cell.value)) return *flag ? tr("yes") : tr("no");
    if (const auto* links = std::get_if<std::vector<PanelCell::Pair>>(&cell.value)) {
        QStringList words;
        for (const auto& [source, target] : *links) words << tr("%1 to %2").arg(nameOf(source), nameOf(target));
        return words.join(QStringLiteral("; "));
    }
    if (const auto* list = std::get_if<std::vector<std::string>>(&cell.value)) {
        QStringList words;
        for (const auto& word : *list) words << (kind == CellKind::Firms ? nameOf(word) : kind == CellKind::Period ? periodWord(word) : fromUtf8(word));
        return words.join(QStringLiteral(", "));
    }
    switch (kind) {
    case CellKind::Firm:
    case CellKind::Seller:
    case CellKind::Buyer: return nameOf(cell.text());
    case CellKind::Stage: return m_dataset ? fromUtf8(m_dataset->stages().name(int(cell.number()))) : QString();
    case CellKind::Share: return percentText(cell.number(), m_locale);
    case CellKind::Value: return shortText(cell.number(), kFiguresOfValue, m_locale);
    case CellKind::Count: return countText(qint64(cell.number()), m_locale);
    case CellKind::Number: return shortText(cell.number(), 6, m_locale);
    case CellKind::Period: return periodWord(cell.text());
    default: return fromUtf8(cell.text());
    }
}

QVariant PanelTableModel::sortKey(const PanelCell& cell, CellKind kind) const {
    if (isNumber(kind) || kind == CellKind::Stage) return cell.isKnown() ? cell.number() : -INFINITY;
    if (kind == CellKind::Period && m_dataset && m_dataset->periodIndex(cell.text()) != kNone) return m_dataset->periodIndex(cell.text());
    if (kind == CellKind::Flag) return cell.isKnown() ? int(std::get<bool>(cell.value)) : -1;
    return text(cell, kind);
}

QVariant PanelTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_table) return {};
    const auto column = m_columns[std::size_t(index.column())];
    const auto kind = m_table->columns[column].kind;
    const PanelCell& cell = m_table->rows[std::size_t(index.row())][column];
    switch (role) {
    case Qt::DisplayRole: return text(cell, kind);
    case SortRole: return sortKey(cell, kind);
    case Qt::CheckStateRole:
        if (m_ticked.empty() || index.column() != 0) return {};
        return m_ticked[std::size_t(index.row())] ? Qt::Checked : Qt::Unchecked;
    case Qt::ToolTipRole:
        if (kind == CellKind::Firm || kind == CellKind::Seller || kind == CellKind::Buyer) return fromUtf8(cell.text());
        if (kind == CellKind::Share && cell.isKnown()) return shortText(cell.number(), kFiguresOfValue, m_locale);
        return kind == CellKind::Firms || kind == CellKind::Links ? QVariant(text(cell, kind)) : QVariant{};
    case Qt::TextAlignmentRole: return int((isNumber(kind) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant PanelTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || !m_table || section < 0 || section >= columnCount()) return {};
    const auto& column = m_table->columns[m_columns[std::size_t(section)]];
    if (role == Qt::TextAlignmentRole) return int((isNumber(column.kind) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const QString heading = fromUtf8(column.heading);
    return column.kind == CellKind::Value && !m_tables->unit.empty() ? QStringLiteral("%1, %2").arg(heading, fromUtf8(m_tables->unit)) : heading;
}

Qt::ItemFlags PanelTableModel::flags(const QModelIndex& index) const {
    auto out = QAbstractTableModel::flags(index);
    if (index.isValid() && !m_ticked.empty() && index.column() == 0) out |= Qt::ItemIsUserCheckable;
    return out;
}

bool PanelTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || m_ticked.empty() || !index.isValid() || index.column() != 0) return false;
    m_ticked[std::size_t(index.row())] = value.toInt() == Qt::Checked;
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit ticksChanged(int(std::ranges::count(m_ticked, 1)));
    return true;
}

} // namespace chainscape::ui
