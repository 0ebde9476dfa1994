// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/firm_table_model.h"

#include <cmath>

#include "ui/style/format.h"
#include "ui/style/theme.h"

namespace chainscape::ui {
namespace {

constexpr int kDigits = 12;     ///< all that a sum of doubles means
constexpr int kScoreDigits = 6; ///< all that a float means

} // namespace

FirmTableModel::FirmTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void FirmTableModel::show(SnapshotPtr snapshot, const Theme& theme) {
    beginResetModel();
    m_snapshot = std::move(snapshot);
    m_theme = &theme;
    m_measures.clear();
    endResetModel();
}

void FirmTableModel::setMeasures(std::vector<MeasureColumn> measures) {
    beginResetModel();
    m_measures.set(std::move(measures), std::size_t(rowCount()));
    endResetModel();
}

int FirmTableModel::rowOf(std::string_view firmId) const {
    if (!m_snapshot) return -1;
    const auto node = m_snapshot->nodeOfId(firmId);
    return node == kNone ? -1 : int(node);
}

int FirmTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() || !m_snapshot ? 0 : int(m_snapshot->nodeCount()); }

int FirmTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : FixedColumns + m_measures.count(); }

QVariant FirmTableModel::text(std::uint32_t node, int column) const {
    const Dataset& d = m_snapshot->dataset();
    const auto firm = m_snapshot->firm()[node];
    switch (column) {
    case Name: return fromUtf8(m_snapshot->name(node));
    case Stage: {
        const int stage = m_snapshot->stage()[node];
        if (stage == 0) return unknownText();
        const QString name = fromUtf8(d.stages().name(stage));
        return m_snapshot->stageInferred()[node] ? tr("%1 (inferred)").arg(name) : name;
    }
    case Region: return fromUtf8(d.text(d.firms().region[firm]));
    case Sector: return fromUtf8(d.text(d.firms().sector[firm]));
    case Sells: return shortText(m_snapshot->outValue()[node], kDigits, m_locale);
    case Buys: return shortText(m_snapshot->inValue()[node], kDigits, m_locale);
    case Digital: return shortText(double(m_snapshot->digital()[node]), kScoreDigits, m_locale);
    case Platform: return m_snapshot->isPlatform()[node] ? tr("yes") : QString{};
    default: return m_measures.data(column - FixedColumns, int(node), false, m_locale);
    }
}

QVariant FirmTableModel::sortKey(std::uint32_t node, int column) const {
    const auto number = [](double v) { return std::isnan(v) ? QVariant(-INFINITY) : QVariant(v); };
    switch (column) {
    case Stage: return m_snapshot->stage()[node];
    case Sells: return number(m_snapshot->outValue()[node]);
    case Buys: return number(m_snapshot->inValue()[node]);
    case Digital: return number(double(m_snapshot->digital()[node]));
    default:
        if (column >= FixedColumns) return m_measures.data(column - FixedColumns, int(node), true, m_locale);
        return text(node, column);
    }
}

QVariant FirmTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_snapshot) return {};
    const auto node = static_cast<std::uint32_t>(index.row());
    const bool numeric = index.column() >= FixedColumns || (index.column() >= Sells && index.column() <= Digital);
    switch (role) {
    case Qt::DisplayRole: return text(node, index.column());
    case SortRole: return sortKey(node, index.column());
    case IdRole: return fromUtf8(m_snapshot->id(node));
    case Qt::ToolTipRole: return index.column() == Name ? fromUtf8(m_snapshot->id(node)) : QVariant{};
    case Qt::TextAlignmentRole: return int((numeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant FirmTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        const bool numeric = section >= FixedColumns || (section >= Sells && section <= Digital);
        return int((numeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (section >= FixedColumns) return m_measures.header(section - FixedColumns, role);
    if (role != Qt::DisplayRole) return {};
    const QString unit = m_snapshot && !m_snapshot->unit().empty() ? QStringLiteral(", ") + fromUtf8(m_snapshot->unit()) : QString{};
    switch (section) {
    case Name: return tr("Firm");
    case Stage: return tr("Stage");
    case Region: return tr("Region");
    case Sector: return tr("Sector");
    case Sells: return tr("Sells") + unit;
    case Buys: return tr("Buys") + unit;
    case Digital: return tr("Digital score");
    case Platform: return tr("Platform");
    default: return {};
    }
}

} // namespace chainscape::ui
