// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ForecastView: what comes next for the whole chain, a stage pair, or the firm or link in focus.

#include <memory>

#include <QCheckBox>
#include <QComboBox>
#include <QSpinBox>
#include <QTimer>

#include "core/project/forecast_case.h"
#include "ui/canvas/canvas_widget.h"
#include "ui/jobs/jobs.h"
#include "ui/painters/forecast_painter.h"
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

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildBar();
    void fillControls();
    void compute();
    void tell(const QString& message);
    void repaintChart();
    [[nodiscard]] ForecastInput input() const;
    [[nodiscard]] QString key() const;

    Jobs& m_jobs;
    CanvasWidget* m_canvas;
    QComboBox *m_of, *m_pair;
    QSpinBox* m_horizon;
    QCheckBox* m_log;
    QTimer m_resized;
    std::shared_ptr<const ForecastCase> m_case;
    QString m_message, m_caseKey;
    ThemeKind m_theme = ThemeKind::Light;
};

} // namespace chainscape::ui
