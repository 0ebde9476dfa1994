// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// HeaderWordsDialog: which header words mean which role. The user's own words first, to be added, changed and removed; the built-in
// ones below, to be looked up.

#include <vector>

#include <QDialog>
#include <QTableWidget>

#include "core/io/columns.h"

namespace chainscape::ui {

class HeaderWordsDialog : public QDialog {
    Q_OBJECT
public:
    explicit HeaderWordsDialog(const std::vector<HeaderWord>& words, QWidget* parent = nullptr);

    /// The user's own words; rows without a word are left out.
    [[nodiscard]] std::vector<HeaderWord> words() const;

private:
    void addRow(const HeaderWord& word);
    QTableWidget* builtIn();

    QTableWidget* m_own;
};

} // namespace chainscape::ui
