// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FilterDialog: conditions on columns, trade and measures that firms must meet, with the number that do, saved by name.

#include <map>

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/analysis/analysis_options.h"
#include "core/project/firm_rules.h"
#include "ui/jobs/jobs.h"

namespace chainscape::ui {

class FilterDialog : public QDialog {
    Q_OBJECT
public:
    /// `snapshot`: the chain on show without this filter. `stored`: filters saved before.
    FilterDialog(SnapshotPtr snapshot, const AnalysisOptions& options, std::map<QString, FirmRules> stored, Jobs& jobs, QWidget* parent = nullptr);

    [[nodiscard]] FirmRules rules() const;
    void setRules(const FirmRules& rules);
    /// Ids of the firms that match; empty until they are counted.
    [[nodiscard]] const std::vector<std::string>& firms() const { return m_firms; }

signals:
    void saveWanted(const QString& name, const chainscape::FirmRules& rules);
    void removeWanted(const QString& name);

private:
    struct Row {
        QWidget* box = nullptr;
        QComboBox *column = nullptr, *test = nullptr;
        QLineEdit* text = nullptr;
    };

    void buildStored(QVBoxLayout* column);
    void buildButtons(QVBoxLayout* column);
    void addRow(const FirmRule& rule);
    void removeRow(QWidget* box);
    void fillTests(Row& row);
    void count();
    void matched(const Result<std::vector<std::uint8_t>>& found);

    SnapshotPtr m_snapshot;
    AnalysisOptions m_options;
    std::map<QString, FirmRules> m_stored;
    Jobs& m_jobs;
    std::vector<RuleColumn> m_columns;
    std::vector<Row> m_rows;
    std::vector<std::string> m_firms;
    QComboBox *m_all, *m_names;
    QVBoxLayout* m_list;
    QLabel* m_count;
    QPushButton *m_apply, *m_save, *m_remove;
};

} // namespace chainscape::ui
