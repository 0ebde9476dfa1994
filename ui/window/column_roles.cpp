// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/column_roles.h"

#include <algorithm>
#include <array>

#include <QComboBox>
#include <QHeaderView>

#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

using R = ColumnRole;
constexpr std::array kLinkRoles{R::Source, R::Target, R::Period, R::SubPeriod, R::Value, R::Unit, R::Kind, R::LinkDigital, R::ViaPlatform, R::SourceRef,
                                R::Confidence, R::SourceName, R::TargetName, R::Direction, R::PeriodColumn, R::TargetColumn, R::PartnerPairs, R::PartnerList, R::Attribute, R::Ignore};
constexpr std::array kFirmRoles{R::Id, R::Name, R::Stage, R::Sector, R::Region, R::Parent, R::Function, R::FirmDigital, R::IsPlatform, R::EndUser,
                                R::Revenue, R::Cost, R::Latitude, R::Longitude, R::Period, R::PartnerPairs, R::PartnerList, R::Attribute, R::Ignore};

bool single(R role) { return role != R::Attribute && role != R::Ignore && role != R::PeriodColumn && role != R::TargetColumn; }

QString sample(const Preview& preview, std::size_t column) {
    QStringList words;
    for (const auto& row : preview.rows) {
        if (column >= row.cells.size() || row.cells[column].empty()) continue;
        const QString word = elided(QString::fromStdString(row.cells[column]), 28);
        if (!words.contains(word)) words << word;
        if (words.size() == 3) break;
    }
    return words.join(QStringLiteral(" · "));
}

} // namespace

ColumnRoles::ColumnRoles(QWidget* parent) : QTableWidget(parent) {
    setAccessibleName(tr("Columns and their roles"));
    setColumnCount(4);
    setHorizontalHeaderLabels({tr("Column"), tr("For example"), tr("Role"), QString{}});
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(size::row + 4);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setWordWrap(false);
    horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    setShowGrid(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
}

std::span<const ColumnRole> ColumnRoles::rolesOf(TableKind kind) {
    return kind == TableKind::Links ? std::span<const R>(kLinkRoles) : std::span<const R>(kFirmRoles);
}

QString ColumnRoles::roleText(ColumnRole role) {
    switch (role) {
    case R::Ignore: return tr("left out");
    case R::Attribute: return tr("kept as attribute");
    case R::Source: return tr("seller (source)");
    case R::Target: return tr("buyer (target)");
    case R::Period: return tr("period");
    case R::SubPeriod: return tr("month or quarter of the year");
    case R::Kind: return tr("kind");
    case R::Value: return tr("value");
    case R::Unit: return tr("unit");
    case R::LinkDigital: return tr("digital score");
    case R::ViaPlatform: return tr("via platform");
    case R::SourceRef: return tr("source reference");
    case R::Confidence: return tr("confidence");
    case R::Id: return tr("id");
    case R::Name: return tr("name");
    case R::Stage: return tr("stage");
    case R::Sector: return tr("sector");
    case R::Region: return tr("region");
    case R::Parent: return tr("parent firm");
    case R::Function: return tr("function");
    case R::FirmDigital: return tr("digital score");
    case R::IsPlatform: return tr("is a platform");
    case R::EndUser: return tr("is an end user");
    case R::Revenue: return tr("revenue");
    case R::Cost: return tr("cost");
    case R::Latitude: return tr("latitude");
    case R::Longitude: return tr("longitude");
    case R::PeriodColumn: return tr("values of this period");
    case R::TargetColumn: return tr("values to this buyer");
    case R::PartnerPairs: return tr("partners and quantities to the row's end");
    case R::PartnerList: return tr("partners to the row's end");
    case R::Direction: return tr("import or export");
    case R::SourceName: return tr("name of the seller");
    case R::TargetName: return tr("name of the buyer");
    }
    return {};
}

void ColumnRoles::show(const Preview& preview) {
    m_mapping = preview.plan.mapping;
    setRowCount(int(m_mapping.columns.size()));
    for (std::size_t c = 0; c < m_mapping.columns.size(); ++c) {
        const auto& column = m_mapping.columns[c];
        const QString header = QString::fromStdString(column.header);
        setItem(int(c), 0, new QTableWidgetItem(header.isEmpty() ? tr("(column %1)").arg(c + 1) : header));
        setItem(int(c), 1, new QTableWidgetItem(sample(preview, c)));
        auto* box = new QComboBox(this);
        box->setAccessibleName(tr("Role of %1").arg(header));
        for (const R role : rolesOf(m_mapping.kind)) box->addItem(roleText(role), int(role));
        box->setCurrentIndex(std::max(0, box->findData(int(column.role))));
        connect(box, &QComboBox::activated, this, [this, c, box] { setRole(int(c), R(box->currentData().toInt())); });
        setCellWidget(int(c), 2, box);
        setItem(int(c), 3, new QTableWidgetItem(column.sure ? QString{} : tr("please check")));
    }
    resizeColumnToContents(0);
    setColumnWidth(0, std::clamp(columnWidth(0), 90, 200));
    setColumnWidth(2, 190);
    setColumnWidth(3, 104);
}

/// A role that only one column can have is taken from the column that had it.
void ColumnRoles::setRole(int column, ColumnRole role) {
    for (std::size_t c = 0; c < m_mapping.columns.size(); ++c) {
        if (int(c) == column || m_mapping.columns[c].role != role || !single(role)) continue;
        m_mapping.columns[c].role = R::Attribute;
        auto* box = qobject_cast<QComboBox*>(cellWidget(int(c), 2));
        box->setCurrentIndex(box->findData(int(R::Attribute)));
    }
    m_mapping.columns[std::size_t(column)] = {m_mapping.columns[std::size_t(column)].header, role, true};
    item(column, 3)->setText({});
    emit changed();
}

} // namespace chainscape::ui
