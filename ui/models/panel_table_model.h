// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// PanelTableModel: one table of a topic, its firms by name; rows of gaps can be ticked.

#include <memory>
#include <set>
#include <vector>

#include <QAbstractTableModel>
#include <QLocale>

#include "core/model/dataset.h"
#include "core/project/panel_tables.h"
#include "ui/session/item.h"

namespace chainscape::ui {

/// SortRole gives numbers or texts to sort by; unknown sorts before all numbers. Columns of names (CellKind::Name) are not shown: the
/// firm stands there by its name already.
class PanelTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { SortRole = Qt::UserRole };

    explicit PanelTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// Shows a table of `tables`, which stay alive with it; null: nothing. Ticks are forgotten. `tickable`: rows carry a box.
    void show(std::shared_ptr<const PanelTables> tables, const PanelTable* table, DatasetPtr dataset, bool tickable);

    /// The firm, link or stage of a row; none where it stands for nothing of the chain.
    [[nodiscard]] Item item(int row) const;
    /// The firms that a row lists, and both ends of the links it lists.
    [[nodiscard]] std::set<std::string> listed(int row) const;
    [[nodiscard]] std::vector<PanelCell::Pair> tickedLinks() const;
    void tickLinks(const std::vector<PanelCell::Pair>& links);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

signals:
    void ticksChanged(int count);

private:
    [[nodiscard]] QString text(const PanelCell& cell, CellKind kind) const;
    [[nodiscard]] QVariant sortKey(const PanelCell& cell, CellKind kind) const;
    [[nodiscard]] QString nameOf(const std::string& firm) const;
    [[nodiscard]] QString periodWord(const std::string& period) const;
    [[nodiscard]] std::string idIn(int row, CellKind kind) const;

    std::shared_ptr<const PanelTables> m_tables;
    const PanelTable* m_table = nullptr;
    DatasetPtr m_dataset;
    std::vector<std::size_t> m_columns; ///< shown
    std::vector<std::uint8_t> m_ticked; ///< per row; empty: rows cannot be ticked
    QLocale m_locale;
};

} // namespace chainscape::ui
