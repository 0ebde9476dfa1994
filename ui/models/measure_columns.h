// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// MeasureColumns: measures as further columns of a table of firms or of links.

#include <vector>

#include <QLocale>
#include <QVariant>

namespace chainscape::ui {

/// A measure shown as a further column, one value per row; NaN is "unknown".
struct MeasureColumn {
    QString id, name, meaning;
    std::vector<double> value;
    bool usual = true; ///< shown until the user chooses
    bool flag = false; ///< 1 is "yes", 0 is blank
};

class MeasureColumns {
public:
    /// Columns that have not one value per row belong to another chain and are left out.
    void set(std::vector<MeasureColumn> columns, std::size_t rows);
    void clear() { m_columns.clear(); }

    [[nodiscard]] int count() const { return int(m_columns.size()); }
    /// A cell of the k-th column: what is read, or what it is sorted by.
    [[nodiscard]] QVariant data(int k, int row, bool sorting, const QLocale& locale) const;
    [[nodiscard]] QVariant header(int k, int role) const;

private:
    std::vector<MeasureColumn> m_columns;
};

} // namespace chainscape::ui
