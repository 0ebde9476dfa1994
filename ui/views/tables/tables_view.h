// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// TablesView: firms and links as tables, sorted, filtered by words, copied; one selection with every other view.

#include <array>
#include <map>

#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTimer>
#include <QTableView>
#include <QTabBar>

#include "ui/models/firm_table_model.h"
#include "ui/models/link_table_model.h"
#include "ui/views/common/view.h"

class QLabel;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace chainscape::ui {

class TablesView : public View {
    Q_OBJECT
public:
    TablesView(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] ViewKind kind() const override { return ViewKind::Network; }
    void refresh(Changes what) override;
    void setTheme(const Theme& theme) override;
    [[nodiscard]] ViewSpec figureSpec() const override { return m_session.spec(); }
    [[nodiscard]] QString question() const override { return tr("What exactly is in the data?"); }
    [[nodiscard]] QString about() const override { return tr("Every firm and link of the period, under the same filter as the other views. Ctrl+C copies the selected rows."); }

    /// All measures of the firms and of the links; the usual ones stand in the tables until others are ticked.
    void setMeasures(std::vector<MeasureColumn> firms, std::vector<MeasureColumn> links);

public slots:
    void copy();

private:
    QTableView* makeTable(QSortFilterProxyModel& proxy, const QString& name);
    void fill();
    void fillColumns(QMenu& menu);
    void showColumns(int tab);
    void showSelection();
    void firmPicked();
    void linkPicked();
    void countRows();

    const Theme* m_theme;
    FirmTableModel m_firms;
    LinkTableModel m_links;
    QSortFilterProxyModel m_firmProxy, m_linkProxy;
    QTabBar* m_tabs;
    QToolButton* m_columns;
    std::array<std::vector<MeasureColumn>, 2> m_measures; ///< of the firms and of the links, without their values
    std::array<std::map<QString, bool>, 2> m_ticked;      ///< what the user chose
    QLineEdit* m_words;
    QLabel* m_count;
    QStackedWidget* m_stack;
    QTableView *m_firmTable, *m_linkTable;
    bool m_showing = false; ///< selecting rows on behalf of the session
    bool m_stale = true;
    bool m_widthsStale = true;
    QTimer m_atRest; ///< rows wait until the timeline stands still
};

} // namespace chainscape::ui
