// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/preview_model.h"

#include "ui/style/format.h"

namespace chainscape::ui {
namespace {
constexpr int kShownCharacters = 120;
}

void PreviewModel::show(const Preview& preview) {
    beginResetModel();
    m_preview = preview;
    endResetModel();
}

int PreviewModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_preview.rows.size()); }
int PreviewModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_preview.header.size()); }

QVariant PreviewModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
    const auto& cells = m_preview.rows[std::size_t(index.row())].cells;
    if (std::size_t(index.column()) >= cells.size()) return {};
    const QString text = QString::fromStdString(cells[std::size_t(index.column())]);
    return role == Qt::DisplayRole ? elided(text, kShownCharacters) : elided(text, 2000);
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole) return {};
    if (orientation == Qt::Vertical) return QString::number(m_preview.rows[std::size_t(section)].row);
    return QString::fromStdString(m_preview.header[std::size_t(section)]);
}

} // namespace chainscape::ui
