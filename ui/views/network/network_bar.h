// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkBar: the controls above the map. Each edits the session's spec; none knows the map.

#include <functional>
#include <map>

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QToolButton>

#include "core/analysis/registry.h"
#include "ui/canvas/canvas_widget.h"
#include "ui/session/session.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

class NetworkBar : public QWidget {
    Q_OBJECT
public:
    explicit NetworkBar(Session& session, QWidget* parent = nullptr);

    /// Puts the controls where the session's spec is.
    void fill();

    void setTheme(ThemeKind theme) { m_theme = theme; }

signals:
    void drawWanted(chainscape::CanvasNote::Kind kind);
    void nextNoteWanted();
    void toolWanted(chainscape::ui::DragTool tool);
    /// The threshold while it is dragged, and where it was let go.
    void thresholdMoved(double score);
    void thresholdChosen(double score);

private:
    using Choices = std::vector<std::pair<QString, QString>>; ///< words, id
    using Field = std::function<std::string&(ViewSpec&)>;
    using Flag = std::function<bool&(ViewSpec&)>;
    QComboBox* addBox(const QString& label, const char* name);
    void buildThreshold();
    void buildMore();
    void buildLooks(QMenu* menu);
    void buildTools(QMenu* menu);
    void buildNotes(QMenu* menu);
    void addChoice(QMenu* menu, const QString& title, const Choices& choices, const Field& field);
    void addLateChoice(QMenu* menu, const QString& title, const std::function<Choices()>& choices, const Field& field);
    void fillChoice(QMenu* sub, const Choices& choices, const Field& field);
    void addSwitch(QMenu* menu, const QString& words, const Flag& flag);
    [[nodiscard]] Choices attributes() const;
    [[nodiscard]] static Choices measuresOf(MeasureLevel level);
    void addWindow(QMenu* menu);
    void fillColourAndSize();
    void chooseLayout();

    Session& m_session;
    QComboBox *m_show, *m_layout, *m_group, *m_colour, *m_size;
    QLabel *m_limitLabel, *m_limitText;
    QSlider* m_limit;
    QToolButton* m_more;
    ThemeKind m_theme = ThemeKind::Light;
};

} // namespace chainscape::ui
