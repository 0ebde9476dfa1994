// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/measure_columns.h"

#include <cmath>

#include "ui/style/format.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr int kMeasureDigits = 6;

} // namespace

void MeasureColumns::set(std::vector<MeasureColumn> columns, std::size_t rows) {
    std::erase_if(columns, [&](const MeasureColumn& m) { return m.value.size() != rows; });
    m_columns = std::move(columns);
}

QVariant MeasureColumns::data(int k, int row, bool sorting, const QLocale& locale) const {
    const MeasureColumn& column = m_columns[std::size_t(k)];
    const double value = column.value[std::size_t(row)];
    if (sorting) return std::isnan(value) ? -INFINITY : value;
    if (column.flag && !std::isnan(value)) return value != 0 ? Words::tr("yes") : QString();
    return shortText(value, kMeasureDigits, locale);
}

QVariant MeasureColumns::header(int k, int role) const {
    const MeasureColumn& column = m_columns[std::size_t(k)];
    if (role == Qt::DisplayRole) return column.name;
    return role == Qt::ToolTipRole ? QVariant(column.meaning) : QVariant{};
}

} // namespace chainscape::ui
