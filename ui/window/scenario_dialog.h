// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ScenarioDialog: the steps of one scenario, in order; switched off, moved, removed.

#include <QDialog>
#include <QListWidget>

#include "core/scenario/stored_scenario.h"

namespace chainscape::ui {

class ScenarioDialog : public QDialog {
    Q_OBJECT
public:
    ScenarioDialog(const QString& name, StoredScenario scenario, QWidget* parent = nullptr);

    [[nodiscard]] StoredScenario scenario() const;
    [[nodiscard]] bool removed() const { return m_removed; } ///< the whole scenario is to go

private:
    void move(int by);

    StoredScenario m_scenario;
    QListWidget* m_list;
    bool m_removed = false;
};

} // namespace chainscape::ui
