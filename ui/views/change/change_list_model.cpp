// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/change/change_list_model.h"

#include <algorithm>
#include <cmath>

#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

bool isNumeric(int column) { return column >= ChangeListModel::Before && column <= ChangeListModel::Delta; }

} // namespace

ChangeListModel::ChangeListModel(QObject* parent) : QAbstractTableModel(parent), m_counts(std::size_t(kChangeLists), 0) {}

void ChangeListModel::show(std::shared_ptr<const ChangeCase> change, std::shared_ptr<const std::vector<ChangeRow>> rows) {
    beginResetModel();
    m_case = std::move(change);
    m_rows = m_case ? std::move(rows) : nullptr;
    std::ranges::fill(m_counts, 0u);
    for (int r = 0; r < rowCount(); ++r) ++m_counts[std::size_t(rowAt(r).list)];
    endResetModel();
}

QString ChangeListModel::nameOfFirm(std::uint32_t firm) const { return fromUtf8(m_case->after->dataset().firms().name[m_case->firmIndex(firm)]); }

QString ChangeListModel::stageText(int stage) const { return stage == 0 ? unknownText() : fromUtf8(m_case->after->dataset().stages().name(stage)); }

QString ChangeListModel::namesOfFirms(const std::vector<std::uint32_t>& firms) const {
    QStringList words;
    for (const auto f : firms) words << nameOfFirm(f);
    return words.join(QStringLiteral(", "));
}

Item ChangeListModel::item(int at) const {
    const ChangeRow& row = rowAt(at);
    const auto& firms = m_case->table.firms;
    return row.target == kNone ? Item::firm(firms[row.firm].id) : Item::link(firms[row.firm].id, firms[row.target].id);
}

QString ChangeListModel::textOf(ChangeList list) {
    switch (list) {
    case ChangeList::FirmsEntered: return tr("firm entered");
    case ChangeList::FirmsLeft: return tr("firm left");
    case ChangeList::FirmsGrew: return tr("firm grew");
    case ChangeList::FirmsShrank: return tr("firm shrank");
    case ChangeList::LinksEntered: return tr("link new");
    case ChangeList::LinksLeft: return tr("link gone");
    case ChangeList::LinksGrew: return tr("link grew");
    case ChangeList::LinksShrank: return tr("link shrank");
    case ChangeList::SwitchedSupplier: return tr("switched supplier");
    }
    return {};
}

int ChangeListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() || !m_rows ? 0 : int(m_rows->size()); }
int ChangeListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

double ChangeListModel::number(const ChangeRow& row, int column) {
    if (column == Before) return row.before;
    return column == After ? row.after : row.delta();
}

QString ChangeListModel::text(const ChangeRow& row, int column) const {
    const bool link = row.target != kNone;
    switch (column) {
    case What: return textOf(row.list);
    case Name: return link ? tr("%1 to %2").arg(nameOfFirm(row.firm), nameOfFirm(row.target)) : nameOfFirm(row.firm);
    case Stage: return link ? tr("%1 to %2").arg(stageText(row.stage), stageText(row.targetStage)) : stageText(row.stage);
    case Detail: return row.dropped.empty() && row.taken.empty() ? QString() : tr("from %1 to %2").arg(namesOfFirms(row.dropped), namesOfFirms(row.taken));
    default: return exactText(number(row, column), m_locale);
    }
}

QVariant ChangeListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const ChangeRow& row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::ToolTipRole: return index.column() == Detail || index.column() == Name ? text(row, index.column()) : QVariant();
    case SortRole: {
        if (!isNumeric(index.column())) return index.column() == What ? QVariant(int(row.list)) : QVariant(text(row, index.column()));
        const double v = number(row, index.column());
        return std::isnan(v) ? -INFINITY : v;
    }
    case ListRole: return int(row.list);
    case Qt::TextAlignmentRole: return int((isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant ChangeListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int((isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const auto dated = [this](const SnapshotPtr& snapshot) {
        const QString period = periodText(snapshot->dataset().periods()[snapshot->spec().from].period, m_locale);
        return snapshot->unit().empty() ? period : tr("%1, %2").arg(period, fromUtf8(snapshot->unit()));
    };
    switch (section) {
    case What: return tr("What");
    case Name: return tr("Firm or link");
    case Stage: return tr("Stage");
    case Before: return m_case ? dated(m_case->before) : tr("Before");
    case After: return m_case ? dated(m_case->after) : tr("After");
    case Delta: return tr("Change");
    case Detail: return tr("Suppliers");
    default: return {};
    }
}

} // namespace chainscape::ui
