// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/flow/flow_table_model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/painters/flow_drawing.h"
#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

const double kNoNumber = std::numeric_limits<double>::quiet_NaN();

bool isTextColumn(int column) {
    return column == FlowTableModel::FromStage || column == FlowTableModel::Seller || column == FlowTableModel::ToStage || column == FlowTableModel::Buyer ||
           column == FlowTableModel::Platform || column == FlowTableModel::Kind;
}

QString laneOf(const FlowPanel& panel, std::uint32_t group) {
    return laneText(*panel.plan, panel.snapshot->dataset().stages(), std::size_t(panel.plan->structure.layer[group]));
}

} // namespace

void FlowTableModel::show(const FlowPanel* panel, const std::vector<GroupedFlow>& flows) {
    beginResetModel();
    m_panel = panel ? *panel : FlowPanel{};
    m_flows = panel ? flows : std::vector<GroupedFlow>{};
    m_shares = panel ? flowShares(m_flows, *m_panel.plan) : std::vector<FlowShares>{};
    m_pairs.clear();
    for (std::uint32_t i = 0; i < m_flows.size(); ++i)
        if (m_flows[i].value != 0) m_pairs.push_back(i);
    endResetModel();
}

int FlowTableModel::rowOf(std::uint32_t pair) const {
    const auto it = std::ranges::lower_bound(m_pairs, pair);
    return it != m_pairs.end() && *it == pair ? int(it - m_pairs.begin()) : -1;
}

int FlowTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_pairs.size()); }

int FlowTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

double FlowTableModel::number(std::size_t row, int column) const {
    const auto& f = m_flows[m_pairs[row]];
    const auto& s = m_shares[m_pairs[row]];
    switch (column) {
    case Value: return f.value;
    case OfTotal: return s.ofTotal;
    case OfSeller: return s.ofSource;
    case OfBuyer: return s.ofTarget;
    case Digital: return f.digital;
    case Dark: return f.value > 0 ? f.dark / f.value : kNoNumber;
    case ViaPlatform: return f.value > 0 ? f.viaPlatform / f.value : kNoNumber;
    case Links: return double(f.edges.size());
    default: return kNoNumber;
    }
}

QString FlowTableModel::text(std::size_t row, int column) const {
    const auto& f = m_flows[m_pairs[row]];
    const auto& d = m_panel.snapshot->dataset();
    const double value = number(row, column);
    switch (column) {
    case FromStage: return laneOf(m_panel, f.source);
    case Seller: return groupText(m_panel.plan->groups[f.source]);
    case ToStage: return laneOf(m_panel, f.target);
    case Buyer: return groupText(m_panel.plan->groups[f.target]);
    case Value: return shortText(value, 12, m_locale);
    case Digital: return std::isfinite(value) ? shortText(value, 3, m_locale) : unknownText();
    case Platform: return f.platform == kNone ? QString() : fromUtf8(d.firms().name[f.platform]);
    case Kind: return fromUtf8(d.kinds()[f.kind].name);
    case Links: return countText(qint64(value), m_locale);
    default: return std::isfinite(value) ? percentText(value, m_locale) : QString();
    }
}

QVariant FlowTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= Columns) return {};
    const auto row = std::size_t(index.row());
    if (role == PairRole) return m_pairs[row];
    if (role == Qt::DisplayRole) return text(row, index.column());
    if (role == Qt::TextAlignmentRole && !isTextColumn(index.column())) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != SortRole) return {};
    return isTextColumn(index.column()) ? QVariant(text(row, index.column())) : QVariant(number(row, index.column()));
}

QVariant FlowTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case FromStage: return tr("From stage");
    case Seller: return tr("Sells");
    case ToStage: return tr("To stage");
    case Buyer: return tr("Buys");
    case Value: return m_panel.plan && !m_panel.plan->unit.empty() ? tr("Value, %1").arg(fromUtf8(m_panel.plan->unit)) : tr("Value");
    case OfTotal: return tr("Of all");
    case OfSeller: return tr("Of what it sells");
    case OfBuyer: return tr("Of what it buys");
    case Digital: return tr("Digital score");
    case Dark: return tr("Without data");
    case ViaPlatform: return tr("Through a platform");
    case Platform: return tr("Platform");
    case Kind: return tr("Kind");
    case Links: return tr("Links");
    default: return {};
    }
}

void FlowBalanceModel::show(const FlowPanel* panel, const FlowBalance& balance) {
    beginResetModel();
    m_panel = panel ? *panel : FlowPanel{};
    m_rows = panel ? balance.imbalances : std::vector<FlowImbalance>{};
    endResetModel();
}

int FlowBalanceModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int FlowBalanceModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

QVariant FlowBalanceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= Columns) return {};
    const auto& row = m_rows[std::size_t(index.row())];
    const double difference = row.out - row.in, numbers[] = {0, 0, row.in, row.out, difference, difference / std::max(row.in, row.out), 0};
    const bool isText = index.column() == Stage || index.column() == Group || index.column() == Means;
    if (role == GroupRole) return row.group;
    if (role == Qt::TextAlignmentRole && !isText) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == SortRole && !isText) return numbers[index.column()];
    if (role != Qt::DisplayRole && role != SortRole) return {};
    switch (index.column()) {
    case Stage: return laneOf(m_panel, row.group);
    case Group: return groupText(m_panel.plan->groups[row.group]);
    case Share: return signedPercentText(numbers[Share], m_locale);
    case Means: return row.out > row.in ? tr("value added") : tr("kept as stock, or unknown");
    default: return shortText(numbers[index.column()], 12, m_locale);
    }
}

QVariant FlowBalanceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const auto withUnit = [&](const QString& words) { return m_panel.plan && !m_panel.plan->unit.empty() ? words + QStringLiteral(", ") + fromUtf8(m_panel.plan->unit) : words; };
    switch (section) {
    case Stage: return tr("Stage");
    case Group: return tr("Group");
    case In: return withUnit(tr("Buys"));
    case Out: return withUnit(tr("Sells"));
    case Difference: return withUnit(tr("Difference"));
    case Share: return tr("Of the larger");
    case Means: return tr("Drawn as");
    default: return {};
    }
}

} // namespace chainscape::ui
