// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/link_table_model.h"

#include <cmath>

#include <QStringList>

#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

bool isNumeric(int column) { return column >= LinkTableModel::Value; }

} // namespace

LinkTableModel::LinkTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void LinkTableModel::show(SnapshotPtr snapshot) {
    beginResetModel();
    m_snapshot = std::move(snapshot);
    m_measures.clear();
    endResetModel();
}

void LinkTableModel::setMeasures(std::vector<MeasureColumn> measures) {
    beginResetModel();
    m_measures.set(std::move(measures), std::size_t(rowCount()));
    endResetModel();
}

int LinkTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() || !m_snapshot ? 0 : int(m_snapshot->edgeCount()); }
int LinkTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : FixedColumns + m_measures.count(); }

QString LinkTableModel::kinds(std::uint32_t edge) const {
    const auto& d = m_snapshot->dataset();
    QStringList words;
    for (auto p = m_snapshot->edges().partStart[edge]; p < m_snapshot->edges().partStart[edge + 1]; ++p) {
        const QString word = fromUtf8(d.kinds()[d.links().kind[m_snapshot->edgeParts().link[p]]].name);
        if (!words.contains(word)) words << word;
    }
    return words.join(QStringLiteral(", "));
}

double LinkTableModel::number(std::uint32_t edge, int column) const {
    const auto& e = m_snapshot->edges();
    switch (column) {
    case Value: return e.valueUnknown[edge] ? std::nan("") : e.value[edge];
    case Share: {
        const double all = m_snapshot->inValue()[e.target[edge]];
        return all > 0 && !e.valueUnknown[edge] ? e.value[edge] / all : std::nan("");
    }
    case Digital: return double(e.digital[edge]);
    case FromStage: return m_snapshot->stage()[e.source[edge]];
    case ToStage: return m_snapshot->stage()[e.target[edge]];
    default: return std::nan("");
    }
}

QString LinkTableModel::text(std::uint32_t edge, int column) const {
    const auto& e = m_snapshot->edges();
    const auto stage = [&](std::uint32_t node) {
        const int s = m_snapshot->stage()[node];
        return s == 0 ? unknownText() : fromUtf8(m_snapshot->dataset().stages().name(s));
    };
    switch (column) {
    case Seller: return fromUtf8(m_snapshot->name(e.source[edge]));
    case Buyer: return fromUtf8(m_snapshot->name(e.target[edge]));
    case FromStage: return stage(e.source[edge]);
    case ToStage: return stage(e.target[edge]);
    case Kinds: return kinds(edge);
    case Share: {
        const double share = number(edge, Share);
        return std::isnan(share) ? unknownText() : percentText(share, m_locale);
    }
    default: return shortText(number(edge, column), column == Digital ? 6 : 12, m_locale);
    }
}

QVariant LinkTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_snapshot) return {};
    const auto edge = static_cast<std::uint32_t>(index.row());
    if (index.column() >= FixedColumns && (role == Qt::DisplayRole || role == SortRole)) return m_measures.data(index.column() - FixedColumns, index.row(), role == SortRole, m_locale);
    switch (role) {
    case Qt::DisplayRole: return text(edge, index.column());
    case SortRole: {
        if (!isNumeric(index.column()) && index.column() != FromStage && index.column() != ToStage) return text(edge, index.column());
        const double v = number(edge, index.column());
        return std::isnan(v) ? -INFINITY : v;
    }
    case SourceIdRole: return fromUtf8(m_snapshot->id(m_snapshot->edges().source[edge]));
    case TargetIdRole: return fromUtf8(m_snapshot->id(m_snapshot->edges().target[edge]));
    case Qt::TextAlignmentRole: return int((isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant LinkTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int((isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (section >= FixedColumns) return m_measures.header(section - FixedColumns, role);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Seller: return tr("Seller");
    case Buyer: return tr("Buyer");
    case FromStage: return tr("From stage");
    case ToStage: return tr("To stage");
    case Kinds: return tr("Kind");
    case Value: return m_snapshot && !m_snapshot->unit().empty() ? tr("Value, %1").arg(fromUtf8(m_snapshot->unit())) : tr("Value");
    case Share: return tr("Share of what the buyer buys");
    case Digital: return tr("Digital score");
    default: return {};
    }
}

} // namespace chainscape::ui
