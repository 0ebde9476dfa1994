// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LinkTableModel: the links (pairs of firms) of a snapshot as rows; facts first, then any measure that was asked for.

#include <QAbstractTableModel>
#include <QLocale>

#include "core/model/snapshot.h"
#include "ui/models/measure_columns.h"

namespace chainscape::ui {

class LinkTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { SortRole = Qt::UserRole, SourceIdRole, TargetIdRole };
    enum Column { Seller, Buyer, FromStage, ToStage, Kinds, Value, Share, Digital, FixedColumns };

    explicit LinkTableModel(QObject* parent = nullptr);

    void show(SnapshotPtr snapshot);
    void setMeasures(std::vector<MeasureColumn> measures);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] double number(std::uint32_t edge, int column) const;
    [[nodiscard]] QString text(std::uint32_t edge, int column) const;
    [[nodiscard]] QString kinds(std::uint32_t edge) const;

    SnapshotPtr m_snapshot;
    MeasureColumns m_measures;
    QLocale m_locale;
};

} // namespace chainscape::ui
