// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ForecastView: what comes next for the whole chain, a stage pair, or the firm or link in focus.

#include <memory>

#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTimer>

#include "core/project/forecast_case.h"
#include "core/project/forecast_group.h"
#include "core/project/link_outlook.h"
#include "core/project/scorecard.h"
#include "ui/canvas/canvas_widget.h"
#include "ui/jobs/jobs.h"
#include "ui/painters/forecast_boards.h"
#include "ui/painters/forecast_group_painter.h"
#include "ui/painters/forecast_painter.h"
#include "ui/painters/scorecard_painter.h"
#include "ui/views/common/view.h"

namespace chainscape::ui {

class ForecastView : public View {
    Q_OBJECT
public:
    ForecastView(Session& session, Jobs& jobs, QWidget* parent = nullptr);

    [[nodiscard]] ViewKind kind() const override { return ViewKind::Forecast; }
    void refresh(Changes what) override;
    void setTheme(const Theme& theme) override;
    /// The session's spec with the firm or link in focus as its series.
    [[nodiscard]] ViewSpec figureSpec() const override;
    [[nodiscard]] QString question() const override { return tr("What comes next?"); }
    [[nodiscard]] QString about() const override;

    /// What the project knows of forecasts, and its stored scenarios; both again whenever they change.
    void setMemory(ForecastMemoryPtr memory, std::vector<Document> scenarios);
    [[nodiscard]] const ForecastMemoryPtr& memory() const { return m_memory; }
    /// The links foreseen, once they were shown.
    [[nodiscard]] const std::shared_ptr<const LinkOutlook>& links() const { return m_links; }
    /// What can be said about the period, pair or break at an item; also the menu of the right mouse button and of the Menu key.
    void fillMenu(QMenu& menu, ItemRef item);
    /// Series that can be laid beside the first, and those to be taken away.
    void fillSeriesMenu(QMenu& menu);

signals:
    /// The forecast on show is to be kept in the ledger.
    void issueWanted(const chainscape::ViewSpec& spec);
    void marksEdited(const chainscape::ForecastMarks& marks, const QString& sentence);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildBar();
    void connectBar();
    void fillControls();
    void fillPairs();
    void compute();
    void computeCase();
    void computeGroup();
    void computeBoard();
    void addSeries(const std::vector<std::string>& names);
    void fillClickedMenu(QMenu& menu);
    void showAlone(const std::string& name);
    void clickItem(ItemRef item);
    void clickCell(const ScorecardSpot& spot);
    void walk(Qt::Key arrow);
    void fillPeriodMenu(QMenu& menu, std::size_t place);
    void fillLinkMenu(QMenu& menu, std::uint32_t item);
    void editMark(const ForecastMark& mark, bool keep, const QString& sentence);
    void moveBreak(const CaseMark& mark, std::size_t place);
    void dragBreak(ItemRef item, QPointF at, bool finished);
    [[nodiscard]] const CaseMark* breakNear(ItemRef item) const;
    void addEvent(const std::string& period, const QString& note, bool everySeries);
    void showMenu(ItemRef item, QPoint at);
    void fillTable();
    void fillGroupTable();
    void copyTable() const;
    [[nodiscard]] QString tipOf(ItemRef item) const;
    Legend paintShown(DisplayList& list, const QRectF& area) const;
    [[nodiscard]] bool showsSeries() const { return m_session.spec().forecastShow == ForecastShow::Series; }
    [[nodiscard]] bool showsGroup() const; ///< several series, in one chart or a chart each
    void tell(const QString& message);
    void repaintChart();
    [[nodiscard]] ForecastInput input() const;
    [[nodiscard]] ForecastGroupInput groupInput() const;
    [[nodiscard]] QString key() const;

    Jobs& m_jobs;
    CanvasWidget* m_canvas;
    QComboBox *m_show, *m_of, *m_pair, *m_beside;
    QPushButton *m_marks, *m_issue, *m_copy, *m_add;
    QTableWidget* m_table;
    QSpinBox* m_horizon;
    QCheckBox *m_log, *m_indexed, *m_asTable;
    QTimer m_resized;
    std::shared_ptr<const ForecastCase> m_case;
    std::shared_ptr<const ForecastGroup> m_group;
    std::shared_ptr<const LinkOutlook> m_links;
    std::shared_ptr<const Scorecard> m_card;
    ForecastMemoryPtr m_memory;
    std::vector<Document> m_scenarios;
    QString m_message, m_caseKey;
    ThemeKind m_theme = ThemeKind::Light;
    bool m_details = false; ///< the panel's details are open
};

} // namespace chainscape::ui
