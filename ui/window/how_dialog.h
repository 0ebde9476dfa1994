// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// HowDialog: how one number is computed: what it means, its formula, the settings used, its source.

#include <QDialog>

#include "core/analysis/registry.h"

namespace chainscape::ui {

/// The same as rich text; for a number the registry does not know: empty.
QString howText(const QString& measure, const AnalysisOptions& options);

class HowDialog : public QDialog {
    Q_OBJECT
public:
    HowDialog(const QString& measure, const AnalysisOptions& options, QWidget* parent = nullptr);

signals:
    void helpWanted(const QString& page);
    void settingsWanted();
};

} // namespace chainscape::ui
