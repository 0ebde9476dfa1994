// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/change/change_list_model.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "ui/style/format.h"

#include "core/base/undefined.h"

namespace chainscape::ui {
namespace {

bool isNumeric(int column) { return column >= ChangeListModel::Before && column <= ChangeListModel::Delta; }

std::optional<ChangeList> listOf(ChangeKind kind, bool firm) {
    switch (kind) {
    case ChangeKind::New: return firm ? ChangeList::FirmsEntered : ChangeList::LinksEntered;
    case ChangeKind::Gone: return firm ? ChangeList::FirmsLeft : ChangeList::LinksLeft;
    case ChangeKind::Up: return firm ? ChangeList::FirmsGrew : ChangeList::LinksGrew;
    case ChangeKind::Down: return firm ? ChangeList::FirmsShrank : ChangeList::LinksShrank;
    default: return std::nullopt;
    }
}

} // namespace

ChangeListModel::ChangeListModel(QObject* parent) : QAbstractTableModel(parent), m_counts(std::size_t(kChangeLists), 0) {}

void ChangeListModel::show(std::shared_ptr<const ChangeCase> change) {
    beginResetModel();
    m_case = std::move(change);
    m_rows.clear();
    std::ranges::fill(m_counts, 0u);
    if (m_case) {
        addFirms();
        addLinks();
        addSwitches();
        const auto size = [](const Row& row) {
            const double delta = std::fabs(row.after - row.before);
            return std::isnan(delta) ? 0 : delta;
        };
        std::ranges::stable_sort(m_rows, [&](const Row& a, const Row& b) { return a.list != b.list ? a.list < b.list : size(a) > size(b); });
        for (const auto& row : m_rows) ++m_counts[std::size_t(row.list)];
    }
    endResetModel();
}

QString ChangeListModel::nameOfFirm(std::uint32_t firm) const { return fromUtf8(m_case->after->dataset().firms().name[m_case->firmIndex(firm)]); }

QString ChangeListModel::stageText(int stage) const { return stage == 0 ? unknownText() : fromUtf8(m_case->after->dataset().stages().name(stage)); }

void ChangeListModel::addFirms() {
    const auto& firms = m_case->table.firms;
    for (std::uint32_t f = 0; f < firms.size(); ++f) {
        const auto list = listOf(kindOf(firms[f]), true);
        if (!list) continue;
        m_rows.push_back({*list, Item::firm(firms[f].id), nameOfFirm(f), stageText(firms[f].stage()), {}, firms[f].sizeBefore(), firms[f].sizeAfter()});
    }
}

void ChangeListModel::addLinks() {
    const auto& firms = m_case->table.firms;
    for (const auto& link : m_case->table.links) {
        const auto list = listOf(kindOf(link), false);
        if (!list) continue;
        const double before = link.inBefore && !(link.before > 0) ? kNaN : link.before, after = link.inAfter && !(link.after > 0) ? kNaN : link.after;
        m_rows.push_back({*list, Item::link(firms[link.source].id, firms[link.target].id), tr("%1 to %2").arg(nameOfFirm(link.source), nameOfFirm(link.target)),
                          tr("%1 to %2").arg(stageText(firms[link.source].stage()), stageText(firms[link.target].stage())), {}, before, after});
    }
}

void ChangeListModel::addSwitches() {
    const auto names = [this](const std::vector<std::uint32_t>& firms) {
        QStringList words;
        for (const auto f : firms) words << nameOfFirm(f);
        return words.join(QStringLiteral(", "));
    };
    for (const auto& s : m_case->switches)
        m_rows.push_back({ChangeList::SwitchedSupplier, Item::firm(m_case->table.firms[s.buyer].id), nameOfFirm(s.buyer), stageText(s.stage),
                          tr("from %1 to %2").arg(names(s.dropped), names(s.taken)), s.lost, s.gained});
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

int ChangeListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }
int ChangeListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

double ChangeListModel::number(const Row& row, int column) {
    if (column == Before) return row.before;
    return column == After ? row.after : row.after - row.before;
}

QString ChangeListModel::text(const Row& row, int column) const {
    switch (column) {
    case What: return textOf(row.list);
    case Name: return row.name;
    case Stage: return row.stage;
    case Detail: return row.detail;
    default: return exactText(number(row, column), m_locale);
    }
}

QVariant ChangeListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Row& row = m_rows[std::size_t(index.row())];
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
