// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChangeListModel: what entered, left, grew, shrank or switched supplier between two periods, one row each.

#include <memory>
#include <vector>

#include <QAbstractTableModel>
#include <QLocale>

#include "ui/painters/change_case.h"
#include "ui/session/item.h"

namespace chainscape::ui {

/// Firms, links and switches have kinds of their own, so that a list can show one of them.
enum class ChangeList : std::uint8_t { FirmsEntered, FirmsLeft, FirmsGrew, FirmsShrank, LinksEntered, LinksLeft, LinksGrew, LinksShrank, SwitchedSupplier };
inline constexpr int kChangeLists = 9;

class ChangeListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { SortRole = Qt::UserRole, ListRole };
    enum Column { What, Name, Stage, Before, After, Delta, Detail, Columns };

    explicit ChangeListModel(QObject* parent = nullptr);

    /// Largest change first within each list. Null empties the model. O(rows log rows).
    void show(std::shared_ptr<const ChangeCase> change);
    [[nodiscard]] const Item& item(int row) const { return m_rows[std::size_t(row)].item; }
    [[nodiscard]] std::size_t count(ChangeList list) const { return m_counts[std::size_t(list)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString textOf(ChangeList list);

private:
    struct Row {
        ChangeList list;
        Item item;
        QString name, stage, detail;
        double before = 0, after = 0; ///< NaN unknown
    };
    void addFirms();
    void addLinks();
    void addSwitches();
    [[nodiscard]] QString nameOfFirm(std::uint32_t firm) const;
    [[nodiscard]] QString stageText(int stage) const;
    [[nodiscard]] QString text(const Row& row, int column) const;
    [[nodiscard]] static double number(const Row& row, int column);

    std::shared_ptr<const ChangeCase> m_case;
    std::vector<Row> m_rows;
    std::vector<std::size_t> m_counts;
    QLocale m_locale;
};

} // namespace chainscape::ui
