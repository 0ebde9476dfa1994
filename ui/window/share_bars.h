// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ShareBars: names with a bar behind and a share to the right; click or Enter opens one.

#include <vector>

#include <QListWidget>
#include <QStyledItemDelegate>

namespace chainscape::ui {

struct ShareBar {
    QString name;
    QString id;
    double share = 0; ///< 0..1, NaN unknown
    QString tip;
};

class ShareBars : public QListWidget {
    Q_OBJECT
public:
    explicit ShareBars(const QString& accessibleName, QWidget* parent = nullptr);

    void show(const std::vector<ShareBar>& bars, const QColor& colour);

signals:
    void opened(const QString& id);
};

} // namespace chainscape::ui
