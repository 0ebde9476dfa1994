// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// TableSink: where a table goes cell by cell, whatever kind of file it becomes.

#include <string_view>

namespace chainscape {

class TableSink {
public:
    TableSink() = default;
    TableSink(const TableSink&) = default;
    TableSink(TableSink&&) = default;
    TableSink& operator=(const TableSink&) = default;
    TableSink& operator=(TableSink&&) = default;
    virtual ~TableSink() = default;

    /// The first row is the header: names of columns, all by text().
    virtual void text(std::string_view cell) = 0;
    /// Written so that it reads back the same; NaN is an empty cell.
    virtual void number(double value) = 0;
    virtual void number(float value) = 0;
    virtual void endRow() = 0;
};

} // namespace chainscape
