// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChangeListModel: what entered, left, grew, shrank or switched supplier between two periods, one row each.

#include <memory>
#include <vector>

#include <QAbstractTableModel>
#include <QLocale>

#include "core/project/change_case.h"
#include "ui/session/item.h"

namespace chainscape::ui {

class ChangeListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { SortRole = Qt::UserRole, ListRole };
    enum Column { What, Name, Stage, Before, After, Delta, Detail, Columns };

    explicit ChangeListModel(QObject* parent = nullptr);

    /// The rows of the comparison, as changeRows() has them. Null empties the model. O(rows).
    void show(std::shared_ptr<const ChangeCase> change, std::shared_ptr<const std::vector<ChangeRow>> rows);
    [[nodiscard]] Item item(int row) const;
    [[nodiscard]] std::size_t count(ChangeList list) const { return m_counts[std::size_t(list)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString textOf(ChangeList list);

private:
    [[nodiscard]] const ChangeRow& rowAt(int row) const { return (*m_rows)[std::size_t(row)]; }
    [[nodiscard]] QString nameOfFirm(std::uint32_t firm) const;
    [[nodiscard]] QString stageText(int stage) const;
    [[nodiscard]] QString namesOfFirms(const std::vector<std::uint32_t>& firms) const;
    [[nodiscard]] QString text(const ChangeRow& row, int column) const;
    [[nodiscard]] static double number(const ChangeRow& row, int column);

    std::shared_ptr<const ChangeCase> m_case;
    std::shared_ptr<const std::vector<ChangeRow>> m_rows;
    std::vector<std::size_t> m_counts;
    QLocale m_locale;
};

} // namespace chainscape::ui
