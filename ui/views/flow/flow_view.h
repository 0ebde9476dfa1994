// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FlowView: the same selection as a Sankey, its matrix or its table; same colours, one order and scale over all periods.

#include <memory>

#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QVariantAnimation>

#include "ui/canvas/canvas_widget.h"
#include "ui/jobs/jobs.h"
#include "ui/painters/flow_painter.h"
#include "ui/views/common/view.h"
#include "ui/views/flow/flow_bar.h"
#include "ui/views/flow/flow_hand_layer.h"
#include "ui/views/flow/flow_table_model.h"

class QMenu;

namespace chainscape::ui {

class FlowView : public View {
    Q_OBJECT
public:
    FlowView(Session& session, Jobs& jobs, QWidget* parent = nullptr);

    [[nodiscard]] ViewKind kind() const override { return ViewKind::Flow; }
    void refresh(Changes what) override;
    void setTheme(const Theme& theme) override;
    [[nodiscard]] ViewSpec figureSpec() const override;
    [[nodiscard]] QString question() const override { return tr("Where does the value go?"); }
    [[nodiscard]] QString about() const override;

signals:
    /// A menu opens: for the firm or stage of a box or the link of a band (may be empty), and for the largest firms or links in it when it
    /// stands for several.
    void menuFilling(QMenu* menu, const chainscape::ui::Item& item, const std::vector<chainscape::ui::Item>& parts);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Motion : std::uint8_t { Jump, Morph };

    void wireCanvas();
    QWidget* buildTables();
    void startPlan();
    void rearrange();
    void improvePlan();
    void takePlans(FlowPlans plans);
    void makePanels();
    void present(Motion motion);
    void draw();
    void take(ItemRef item, QPointF place);
    void drawHand();
    void letGo(const ViewSpec& spec, const QString& words);
    [[nodiscard]] static QRectF figureArea(QSizeF size) { return QRectF({0, 0}, size).adjusted(14, 8, -14, -8); }
    void showTables();
    void fillTables();
    void clearTables();
    void markSelection();
    void clear();

    [[nodiscard]] FlowInput input() const;
    [[nodiscard]] bool isTable() const { return m_session.spec().flow.form == FlowForm::Table; }
    [[nodiscard]] const FlowPanel* panelOf(ItemRef ref) const;
    [[nodiscard]] const FlowGroup* groupOf(ItemRef ref) const;
    [[nodiscard]] const GroupedFlow* flowOf(ItemRef ref) const;
    [[nodiscard]] FlowFramePtr frameOf(ItemRef ref) const;
    [[nodiscard]] QString tipOf(ItemRef ref) const;
    [[nodiscard]] static QString flowTip(const FlowPanel& panel, const GroupedFlow& flow);
    [[nodiscard]] static QString groupTip(const FlowPanel& panel, std::uint32_t group);

    void hover(ItemRef ref);
    void clicked(ItemRef ref, Qt::KeyboardModifiers modifiers);
    void dragged(ItemRef ref, QPointF place, bool finished);
    void open(ItemRef ref);
    void menu(ItemRef ref, QPoint at);
    [[nodiscard]] Item itemOf(ItemRef ref) const;
    [[nodiscard]] std::vector<Item> partsOf(ItemRef ref) const;
    void walk(Qt::Key arrow);
    void copyTable();
    void exportFlows();
    void change(const std::function<void(ViewSpec&)>& change) { m_session.edit(What::Look, change); }

    Jobs& m_jobs;
    FlowBar* m_bar;
    QStackedWidget* m_pages;
    CanvasWidget* m_canvas;
    FlowHandLayer* m_hand;
    QTabWidget* m_tables = nullptr;
    QTableView *m_flowTable = nullptr, *m_balanceTable = nullptr;
    FlowTableModel m_rows;
    FlowBalanceModel m_balance;
    QSortFilterProxyModel m_rowOrder, m_balanceOrder;
    QVariantAnimation m_motion;

    FlowPlans m_plans;
    std::string m_planKey, m_groupingKey;
    std::vector<FlowPanel> m_panels;
    std::vector<FlowFramePtr> m_frames, m_from;
    double m_morph = 1;
    ItemRef m_hover, m_held;
    double m_heldFrom = 0, m_heldBy = 0;
    std::unique_ptr<ViewSpec> m_tentative; ///< while a band is in the hand
    bool m_marking = false;
    ThemeKind m_theme = ThemeKind::Light;
};

} // namespace chainscape::ui
