// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkBar: the controls above the map. Each edits the session's spec; none knows the map.

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QToolButton>

#include "ui/session/session.h"

namespace chainscape::ui {

class NetworkBar : public QWidget {
    Q_OBJECT
public:
    explicit NetworkBar(Session& session, QWidget* parent = nullptr);

    /// Puts the controls where the session's spec is.
    void fill();

signals:
    /// The colour and size menus were filled with plain columns; measures may be added now.
    void menusFilled(QComboBox* colour, QComboBox* size);

private:
    using Choices = std::vector<std::pair<QString, QString>>; ///< words, id
    QComboBox* addBox(const QString& label, const char* name);
    void buildThreshold();
    void buildMore();
    void addChoice(QMenu* menu, const QString& title, const Choices& choices, std::string ViewSpec::*field);
    void addWindow(QMenu* menu);
    void fillColourAndSize();
    void showThreshold();
    void chooseLayout();

    Session& m_session;
    QComboBox *m_show, *m_layout, *m_group, *m_colour, *m_size;
    QLabel *m_limitLabel, *m_limitText;
    QSlider* m_limit;
    QToolButton* m_more;
};

} // namespace chainscape::ui
