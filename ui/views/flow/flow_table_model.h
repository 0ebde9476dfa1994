// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The table twin of the flow figure: its flows as rows, and what does not add up at its groups.

#include <QAbstractTableModel>
#include <QLocale>

#include "core/project/flow_table.h"

namespace chainscape::ui {

class FlowTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { SortRole = Qt::UserRole, PairRole };
    enum Column { FromStage, Seller, ToStage, Buyer, Value, OfTotal, OfSeller, OfBuyer, Digital, Dark, ViaPlatform, Platform, Kind, Links, Columns };

    explicit FlowTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// flows: one per pair of the panel's plan; those without value are no rows. No panel: an empty table.
    void show(const FlowPanel* panel, const std::vector<GroupedFlow>& flows);
    /// Row of a pair; -1 when nothing flows there.
    [[nodiscard]] int rowOf(std::uint32_t pair) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] double number(std::size_t row, int column) const;
    [[nodiscard]] QString text(std::size_t row, int column) const;

    FlowPanel m_panel;
    std::vector<GroupedFlow> m_flows;
    std::vector<FlowShares> m_shares;
    std::vector<std::uint32_t> m_pairs; ///< per row
    QLocale m_locale;
};

/// Groups that buy and sell different amounts, largest difference first.
class FlowBalanceModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { SortRole = Qt::UserRole, GroupRole };
    enum Column { Stage, Group, In, Out, Difference, Share, Means, Columns };

    explicit FlowBalanceModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void show(const FlowPanel* panel, const FlowBalance& balance);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    FlowPanel m_panel;
    std::vector<FlowImbalance> m_rows;
    QLocale m_locale;
};

} // namespace chainscape::ui
