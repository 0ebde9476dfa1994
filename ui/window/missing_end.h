// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// MissingEnd: the one question an import cannot do without, where a file does not say who sells or who buys.

#include <QLabel>
#include <QLineEdit>
#include <QWidget>

#include "core/io/columns.h"

namespace chainscape::ui {

class MissingEnd : public QWidget {
    Q_OBJECT
public:
    explicit MissingEnd(QWidget* parent = nullptr);

    /// Hidden when the columns name both ends.
    void show(const ColumnMapping& mapping);

    /// Does a file of links leave out who sells or who buys?
    static bool wants(const ColumnMapping& mapping);
    /// Of those: is it the seller that is asked for?
    static bool isSource(const ColumnMapping& mapping);

signals:
    void named(bool isSource, const QString& firm); ///< the firm that sells (or buys) in all rows

private:
    QLabel* m_question;
    QLineEdit* m_firm;
    bool m_isSource = false;
};

} // namespace chainscape::ui
