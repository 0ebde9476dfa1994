// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FindingsView: what the chain tells, topic by topic: a figure where one says more than a table, and the table.

#include <functional>
#include <memory>

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>

#include "core/project/panel_figures.h"
#include "ui/canvas/canvas_widget.h"
#include "ui/jobs/jobs.h"
#include "ui/models/panel_table_model.h"
#include "ui/views/common/view.h"

namespace chainscape::ui {

class FindingsView : public View {
    Q_OBJECT
public:
    FindingsView(Session& session, Jobs& jobs, QWidget* parent = nullptr);

    [[nodiscard]] ViewKind kind() const override { return ViewKind::Findings; }
    void refresh(Changes what) override;
    void setTheme(const Theme& theme) override;
    [[nodiscard]] ViewSpec figureSpec() const override;
    [[nodiscard]] QString question() const override;
    [[nodiscard]] QString about() const override;

    [[nodiscard]] Panel topic() const { return m_topic; }
    /// Shows a topic; asks for it when it is not computed yet.
    void setTopic(Panel topic);
    /// Where the stored forecasts come from; without it the ledger stays empty.
    void setLedger(std::function<std::vector<LedgerEntry>()> ledger) { m_ledger = std::move(ledger); }
    void setImports(std::function<std::vector<ImportRecord>()> imports) { m_imports = std::move(imports); }
    /// Copies the selected rows, or all of them, with their headings.
    void copy();
    /// Writes the table on show; the sentence of success or failure is said.
    void exportTo(const QString& path);

signals:
    /// The ticked gaps shall be closed as a scenario.
    void gapsWanted(const std::vector<chainscape::PanelCell::Pair>& links);
    /// A menu for the firm or link of a row.
    void menuWanted(const chainscape::ui::Item& item, QPoint at);
    /// "How is this computed" of the topic on show.
    void helpWanted(const QString& page);

private:
    /// What the job answers.
    struct Answer {
        std::shared_ptr<const PanelTables> tables;
        std::shared_ptr<const PanelFigure> figure;
    };

    QWidget* buildHead();
    QWidget* buildTable();
    void wire();
    void compute();
    void showAnswer(Answer answer);
    void tell(const QString& sentence);
    void fillTable();
    void repaintFigure();
    void selectFocused();
    void rowPicked();
    void stepPicked(std::uint32_t step);
    void askExport();
    [[nodiscard]] std::string key() const;
    /// Of the answer as it is computed unasked.
    [[nodiscard]] std::string plainKey() const;
    /// Systemic risk is left out for the time it takes.
    [[nodiscard]] bool lacksRisk() const;
    [[nodiscard]] bool riskAsked() const;
    void offerRisk();
    [[nodiscard]] const PanelTable* table() const;

    Jobs& m_jobs;
    Panel m_topic = Panel::Critical;
    QListWidget* m_topics;
    QLabel *m_title, *m_facts, *m_notes;
    QComboBox* m_list;
    QPushButton *m_close, *m_export, *m_how, *m_risk;
    QSplitter* m_split;
    CanvasWidget* m_canvas;
    QTableView* m_table;
    PanelTableModel m_model;
    QSortFilterProxyModel m_proxy;
    Answer m_shown;
    std::string m_key, m_wanted;
    std::string m_riskFor; ///< key of the answer that systemic risk was asked for
    QString m_message;
    std::function<std::vector<LedgerEntry>()> m_ledger;
    std::function<std::vector<ImportRecord>()> m_imports;
    ThemeKind m_theme = ThemeKind::Light;
    bool m_filling = false;
};

} // namespace chainscape::ui
