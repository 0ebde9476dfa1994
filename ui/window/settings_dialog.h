// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// SettingsDialog: every threshold and convention the numbers depend on, as one form.

#include <functional>
#include <vector>

#include <QDialog>
#include <QTableWidget>

#include "core/analysis/analysis_options.h"

class QFormLayout;
class QTabWidget;

namespace chainscape::ui {

class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    explicit SettingsDialog(const AnalysisOptions& options, QWidget* parent = nullptr);

    /// As the form stands now; what it does not show is kept.
    [[nodiscard]] AnalysisOptions options() const;
    void show(const AnalysisOptions& options);
    using QDialog::show;

private:
    QFormLayout* page(QTabWidget& pages, const QString& title, const QString& about);
    void field(QFormLayout& form, const char* name, const QString& label, double least, double most, int decimals, std::function<double(const AnalysisOptions&)> get,
               std::function<void(AnalysisOptions&, double)> set);
    void choice(QFormLayout& form, const char* name, const QString& label, const QStringList& words, std::function<int(const AnalysisOptions&)> get,
                std::function<void(AnalysisOptions&, int)> set);
    void flag(QFormLayout& form, const char* name, const QString& label, std::function<bool(const AnalysisOptions&)> get, std::function<void(AnalysisOptions&, bool)> set);
    void addDigital(QTabWidget& pages);
    void addCriticality(QTabWidget& pages);
    void addEssentiality(QFormLayout& form);
    void addEssentialityRow(const EssentialityRule& rule);
    void addSearches(QTabWidget& pages);
    void addThresholds(QTabWidget& pages);

    AnalysisOptions m_kept;
    QTableWidget* m_rules;
    std::vector<std::function<void(const AnalysisOptions&)>> m_fill;
    std::vector<std::function<void(AnalysisOptions&)>> m_read;
};

} // namespace chainscape::ui
