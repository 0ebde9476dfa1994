// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// MessageBar: one sentence above the views, with at most one action. For errors and notices; never modal.

#include <functional>

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace chainscape::ui {

class MessageBar : public QFrame {
    Q_OBJECT
public:
    enum class Tone { Notice, Error };

    explicit MessageBar(QWidget* parent = nullptr);

    /// action: words of the button ("Show rejects"); empty: none.
    void say(const QString& sentence, Tone tone = Tone::Notice, const QString& action = {}, std::function<void()> act = {});
    /// A second sentence behind the first, with a button of its own.
    void add(const QString& sentence, const QString& action, std::function<void()> act);
    [[nodiscard]] QString sentence() const { return m_text->text(); }

private:
    void appear();

    QLabel* m_text;
    QPushButton *m_action, *m_other;
    QToolButton* m_close;
    std::function<void()> m_act, m_otherAct;
};

} // namespace chainscape::ui
