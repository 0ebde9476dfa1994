// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Workspace: the tabs of views, two of them side by side if wanted, with the key figures below.

#include <vector>

#include <QTabWidget>
#include <QWidget>

#include "ui/views/common/view.h"
#include "ui/window/key_figures.h"

class QSplitter;

namespace chainscape::ui {

class Workspace : public QWidget {
    Q_OBJECT
public:
    Workspace(Session& session, QWidget* parent = nullptr);

    void addView(View* view, const QString& title);
    /// Shows the view in its tab; `beside` moves it to the right half first.
    void front(View* view);
    void setBeside(View* view, bool beside);
    [[nodiscard]] bool isBeside(const View* view) const;
    /// The view that was clicked or chosen last.
    [[nodiscard]] View* current() const { return m_current; }
    [[nodiscard]] const std::vector<View*>& views() const { return m_views; }
    [[nodiscard]] KeyFigures& keyFigures() { return *m_figures; }

signals:
    void currentChanged(chainscape::ui::View* view);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QTabWidget* makeTabs(const QString& name);
    void settle(QTabWidget* tabs);

    Session& m_session;
    QSplitter* m_split;
    QTabWidget *m_left, *m_right;
    KeyFigures* m_figures;
    std::vector<View*> m_views;
    View* m_current = nullptr;
};

} // namespace chainscape::ui
