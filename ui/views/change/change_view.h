// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChangeView: what changed from A to B, on the map of all periods and as lists, and the restructuring of every period.

#include <memory>

#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>

#include "ui/canvas/canvas_widget.h"
#include "ui/jobs/jobs.h"
#include "ui/painters/change_painter.h"
#include "ui/views/change/change_answer.h"
#include "ui/views/change/change_bar.h"
#include "ui/views/change/change_list_model.h"
#include "ui/views/common/view.h"

namespace chainscape::ui {

class ChangeView : public View {
    Q_OBJECT
public:
    ChangeView(Session& session, Jobs& jobs, QWidget* parent = nullptr);

    [[nodiscard]] ViewKind kind() const override { return ViewKind::Change; }
    void refresh(Changes what) override;
    void setTheme(const Theme& theme) override;
    [[nodiscard]] ViewSpec figureSpec() const override;
    [[nodiscard]] QString question() const override { return tr("What changed, and how much of it is more than growth?"); }
    [[nodiscard]] QString about() const override;

    /// Copies the selected rows of the lists.
    void copy();
    /// Where the rows of the project are, for the noise band.
    void setProjectPath(const QString& path);
    [[nodiscard]] ChangeBar& bar() { return *m_bar; }

signals:
    /// A menu for what lies under the pointer; nothing under it: an empty item.
    void menuWanted(const chainscape::ui::Item& item, QPoint at);
    /// The user changed names, events or the rule; the session has them already.
    void settingsEdited(const chainscape::ChangeSettings& settings);

private:
    void wireBar();
    QWidget* buildLists();
    void compute();
    [[nodiscard]] ChangeRequest request() const;
    void showPage();
    void editSettings();
    void selectPeak();
    void pickGroup(ItemRef ref);
    void pickFlow(ItemRef ref);
    void exportList();
    void swipeTo(double share, bool finished);
    void wireCanvas();
    [[nodiscard]] QRectF figureArea(QSizeF size) const;
    [[nodiscard]] ChangeShow page() const { return m_session.spec().change.show; }
    [[nodiscard]] bool againstBase() const;
    [[nodiscard]] std::string keyOfPage() const;
    void present(ChangeAnswer answer);
    void blank(const QString& sentence);
    void repaintChange();
    void fillLists();
    void filterList();
    void rowPicked();
    [[nodiscard]] ChangeInput input() const;
    [[nodiscard]] QString tipOf(ItemRef ref) const;
    [[nodiscard]] Item itemOf(ItemRef ref) const;
    void clicked(ItemRef ref, Qt::KeyboardModifiers modifiers);

    Jobs& m_jobs;
    QStackedWidget* m_stack;
    CanvasWidget* m_canvas;
    ChangeBar* m_bar;
    QTableView* m_table;
    ChangeListModel m_model;
    QSortFilterProxyModel m_proxy;
    ChangeAnswer m_shown;
    std::string m_key, m_keptKey; ///< of what is shown
    std::string m_wanted;           ///< of what is being computed
    std::string m_path;             ///< of the project
    QTimer m_blink;
    ChangeSide m_side = ChangeSide::Both;
    std::optional<double> m_swiped; ///< where the line is while it is dragged
    bool m_peakWanted = false;      ///< select what makes most of the next comparison
    ThemeKind m_theme = ThemeKind::Light;
};

} // namespace chainscape::ui
