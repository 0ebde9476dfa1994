// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/workspace.h"

#include <algorithm>

#include <QEvent>
#include <QSplitter>
#include <QTabBar>
#include <QVBoxLayout>

namespace chainscape::ui {

Workspace::Workspace(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_split(new QSplitter(Qt::Horizontal, this)), m_left(makeTabs(tr("Views"))), m_right(makeTabs(tr("Views beside"))),
      m_figures(new KeyFigures(this)) {
    m_split->addWidget(m_left);
    m_split->addWidget(m_right);
    m_split->setChildrenCollapsible(false);
    m_right->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_split, 1);
    column->addWidget(m_figures);
}

QTabWidget* Workspace::makeTabs(const QString& name) {
    auto* tabs = new QTabWidget(m_split);
    tabs->setDocumentMode(true);
    tabs->setAccessibleName(name);
    tabs->tabBar()->setAccessibleName(name);
    tabs->tabBar()->setExpanding(false);
    connect(tabs, &QTabWidget::currentChanged, this, [this, tabs] { settle(tabs); });
    return tabs;
}

void Workspace::addView(View* view, const QString& title) {
    view->setProperty("title", title);
    view->installEventFilter(this);
    m_views.push_back(view);
    m_left->addTab(view, title);
    if (!m_current) front(view);
}

bool Workspace::isBeside(const View* view) const { return m_right->indexOf(const_cast<View*>(view)) >= 0; }

void Workspace::front(View* view) {
    QTabWidget* tabs = isBeside(view) ? m_right : m_left;
    tabs->setCurrentWidget(view);
    settle(tabs);
}

void Workspace::setBeside(View* view, bool beside) {
    if (!view || beside == isBeside(view) || (beside && m_left->count() <= 1)) return;
    QTabWidget* to = beside ? m_right : m_left;
    const auto order = [&](View* v) { return std::ranges::find(m_views, v) - m_views.begin(); };
    int at = 0;
    while (at < to->count() && order(static_cast<View*>(to->widget(at))) < order(view)) ++at;
    to->insertTab(at, view, view->property("title").toString());
    m_right->setVisible(m_right->count() > 0);
    if (beside && m_right->count() == 1) m_split->setSizes({width() / 2, width() / 2});
    front(view);
}

bool Workspace::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::MouseButtonPress)
        for (View* view : m_views)
            if (view == watched && view != m_current) settle(isBeside(view) ? m_right : m_left);
    return QWidget::eventFilter(watched, event);
}

void Workspace::settle(QTabWidget* tabs) {
    auto* view = qobject_cast<View*>(tabs->currentWidget());
    if (!view) return;
    view->refresh(What::All);
    if (view == m_current) return;
    m_current = view;
    emit currentChanged(view);
}

} // namespace chainscape::ui
