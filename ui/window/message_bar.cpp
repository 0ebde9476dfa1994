// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/message_bar.h"

#include <QAccessible>
#include <QHBoxLayout>

#include "ui/style/application_style.h"
#include "ui/window/icons.h"

namespace chainscape::ui {

MessageBar::MessageBar(QWidget* parent) : QFrame(parent), m_text(new QLabel(this)), m_action(new QPushButton(this)), m_other(new QPushButton(this)), m_close(new QToolButton(this)) {
    setProperty("role", "strip");
    setAccessibleName(tr("Message"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("Message"));
    for (auto* button : {m_action, m_other}) button->setProperty("link", true);
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close the message"));
    m_close->setToolTip(tr("Close the message"));
    m_close->setIcon(symbol(Symbol::Close, palette().color(QPalette::PlaceholderText)));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 8, 6);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_other);
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, [this] {
        if (m_act) m_act();
    });
    connect(m_other, &QPushButton::clicked, this, [this] {
        if (m_otherAct) m_otherAct();
    });
    hide();
}

void MessageBar::say(const QString& sentence, Tone tone, const QString& action, std::function<void()> act) {
    m_text->setText(sentence);
    m_text->setProperty("role", tone == Tone::Error ? "error" : "plain");
    restyle(*m_text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_act = std::move(act);
    m_other->hide();
    appear();
}

void MessageBar::add(const QString& sentence, const QString& action, std::function<void()> act) {
    m_text->setText(m_text->text() + ' ' + sentence);
    m_other->setText(action);
    m_other->show();
    m_otherAct = std::move(act);
    appear();
}

void MessageBar::appear() {
    show();
    QAccessibleEvent event(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace chainscape::ui
