// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FlowView: the same selection as a Sankey, same colours, one order and scale over all periods.

#include <memory>

#include <QComboBox>
#include <QSpinBox>

#include "ui/canvas/canvas_widget.h"
#include "ui/jobs/jobs.h"
#include "ui/painters/flow_painter.h"
#include "ui/views/common/view.h"

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

private:
    QWidget* buildBar();
    void fillMenus();
    void plan();
    void repaintFlow();
    [[nodiscard]] FlowInput input() const;
    [[nodiscard]] QString tipOf(ItemRef ref) const;
    void clicked(ItemRef ref, Qt::KeyboardModifiers modifiers);
    void dragged(ItemRef ref, QPointF place, bool finished);

    Jobs& m_jobs;
    CanvasWidget* m_canvas;
    QComboBox* m_group;
    QSpinBox* m_top;
    std::shared_ptr<const FlowPlan> m_plan;
    std::string m_planKey;
    std::vector<GroupedFlow> m_flows;
    int m_hover = -1;
    ThemeKind m_theme = ThemeKind::Light;
};

} // namespace chainscape::ui
