// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// View: what the main window knows of a view. It shows a painter's list and reports gestures; it holds no data.

#include <set>
#include <string>
#include <utility>

#include <QSizeF>
#include <QWidget>

#include "core/base/result.h"
#include "core/model/view_spec.h"
#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/session/session.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

class View : public QWidget {
    Q_OBJECT
public:
    View(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {}

    [[nodiscard]] virtual ViewKind kind() const = 0;
    virtual void refresh(Changes what) = 0;
    virtual void setTheme(const Theme& theme) = 0;
    /// The session's spec as this view would store it.
    [[nodiscard]] virtual ViewSpec figureSpec() const = 0;
    /// 0 shows everything, +1 and -1 zoom a step; views that cannot zoom do nothing.
    virtual void zoom(int /*step*/) {}
    /// One question the view answers, and a sentence more, for the inspector.
    [[nodiscard]] virtual QString question() const = 0;
    [[nodiscard]] virtual QString about() const = 0;

signals:
    void legendChanged(const chainscape::ui::Legend& legend);
    void said(const QString& sentence);
    void questionChanged();

protected:
    /// Selects these firms in every view, and says how many they are.
    void select(std::set<std::string> firms) {
        emit said(tr("%n firm(s) selected.", nullptr, int(firms.size())));
        m_session.choose(std::move(firms));
    }

    Session& m_session;
};

} // namespace chainscape::ui
