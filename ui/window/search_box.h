// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// SearchBox: one field that finds firms and actions (Ctrl+K).

#include <functional>
#include <memory>
#include <vector>

#include <QAbstractListModel>
#include <QCompleter>
#include <QLineEdit>

#include "core/model/dataset.h"

class QAction;

namespace chainscape::ui {

/// Actions first, then firms; rows are the texts that are searched.
class SearchModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setActions(const QList<QAction*>& actions);
    void setDataset(DatasetPtr dataset);
    [[nodiscard]] QAction* actionAt(int row) const;  ///< null for firms
    [[nodiscard]] std::string firmAt(int row) const; ///< id; empty for actions

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<QAction*> m_actions;
    DatasetPtr m_dataset;
};

class SearchBox : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchBox(QWidget* parent = nullptr);

    [[nodiscard]] SearchModel& model() { return m_model; }

signals:
    void firmFound(const QString& id);

private:
    [[nodiscard]] int rowOf(const QModelIndex& completion) const;
    void go(int row);

    SearchModel m_model;
    QCompleter* m_completer;
};

} // namespace chainscape::ui
