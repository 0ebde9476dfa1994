// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FirmTableModel: the firms of a snapshot as rows; facts first, then any measure that was asked for.

#include <QAbstractTableModel>
#include <QLocale>

#include "core/model/snapshot.h"
#include "ui/models/measure_columns.h"
#include "ui/session/item.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

/// SortRole gives numbers or texts to sort by, ItemRole the row's Item as firm id.
class FirmTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { SortRole = Qt::UserRole, IdRole };
    enum Column { Name, Stage, Region, Sector, Sells, Buys, Digital, Platform, FixedColumns };

    explicit FirmTableModel(QObject* parent = nullptr);

    void show(SnapshotPtr snapshot, const Theme& theme);
    void setMeasures(std::vector<MeasureColumn> measures);
    [[nodiscard]] int rowOf(std::string_view firmId) const; ///< -1 when not shown

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant text(std::uint32_t node, int column) const;
    [[nodiscard]] QVariant sortKey(std::uint32_t node, int column) const;

    SnapshotPtr m_snapshot;
    const Theme* m_theme = nullptr;
    MeasureColumns m_measures;
    QLocale m_locale;
};

} // namespace chainscape::ui
