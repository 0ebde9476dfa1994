// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// BookmarksDialog: views kept by name: save the one on show, go to another, remove one.

#include <QDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace chainscape::ui {

class BookmarksDialog : public QDialog {
    Q_OBJECT
public:
    explicit BookmarksDialog(const QStringList& names, QWidget* parent = nullptr);

signals:
    void saveWanted(const QString& name);
    void showWanted(const QString& name);
    void removeWanted(const QString& name);

private:
    void refresh();
    [[nodiscard]] QString chosen() const;

    QListWidget* m_list;
    QLineEdit* m_name;
    QPushButton *m_save, *m_show, *m_remove;
};

} // namespace chainscape::ui
