// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ColumnRoles: one row per column of a file: its header, what it holds, and its role, unsure guesses marked.

#include <span>

#include <QTableWidget>

#include "core/io/import_tables.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

class ColumnRoles : public QTableWidget {
    Q_OBJECT
public:
    explicit ColumnRoles(QWidget* parent = nullptr);

    void show(const Preview& preview);
    [[nodiscard]] const ColumnMapping& mapping() const { return m_mapping; }

    /// "Seller (source)", "Value", ... as shown to people.
    static QString roleText(ColumnRole role);
    /// The roles a table of this kind offers, in the order they are offered.
    static std::span<const ColumnRole> rolesOf(TableKind kind);

signals:
    void changed();

private:
    void setRole(int column, ColumnRole role);

    ColumnMapping m_mapping;
};

} // namespace chainscape::ui
