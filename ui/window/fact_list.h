// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FactList: names and values with a remark, one below the other.

#include <vector>

#include <QWidget>

#include "ui/style/theme.h"

class QGridLayout;
class QLabel;

namespace chainscape::ui {

/// One line of the facts: a name, a value, and a remark such as a change or a rank.
struct Fact {
    QString name, value, remark, tip;
    bool down = false; ///< the remark is a loss
    QString measure;   ///< id of the measure behind it: its name then leads to how it is computed
};

class FactList : public QWidget {
    Q_OBJECT
public:
    explicit FactList(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Lines are made once and filled again: a step in time changes their words alone.
    void show(const std::vector<Fact>& facts);

signals:
    void measureWanted(const QString& measure); ///< the name of a number was clicked

private:
    struct Line {
        QLabel *name, *value, *remark;
    };

    Line addLine();
    void fill(const Line& line, const Fact& fact);

    const Theme* m_theme;
    QGridLayout* m_grid;
    std::vector<Line> m_lines;
};

} // namespace chainscape::ui
