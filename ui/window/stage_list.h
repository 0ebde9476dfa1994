// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// StageList: the stages with chip, firms and share of value; a click focuses a stage, the tick takes it out of the filter.

#include <vector>

#include <QStringList>
#include <QWidget>

#include "ui/session/session.h"
#include "ui/style/theme.h"

class QCheckBox;
class QGridLayout;
class QLabel;

namespace chainscape::ui {

class StageListWidget : public QWidget {
    Q_OBJECT
public:
    StageListWidget(Session& session, QWidget* parent = nullptr);
    void show(const Theme& theme);

private:
    struct Row {
        QCheckBox* box;
        QLabel *firms, *share;
    };

    void build(const QStringList& names);
    void toggle(int stage, bool on);

    Session& m_session;
    QGridLayout* m_grid;
    QStringList m_names;
    std::vector<Row> m_rows; ///< per stage
};

} // namespace chainscape::ui
