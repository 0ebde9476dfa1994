// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// StageList: the stages with chip, firms and share of value; a click focuses a stage, the tick takes it out of the filter.

#include <QWidget>

#include "ui/session/session.h"
#include "ui/style/theme.h"

class QGridLayout;

namespace chainscape::ui {

class StageListWidget : public QWidget {
    Q_OBJECT
public:
    StageListWidget(Session& session, QWidget* parent = nullptr);
    void show(const Theme& theme);

private:
    void toggle(int stage, bool on);

    Session& m_session;
    QGridLayout* m_grid;
};

} // namespace chainscape::ui
