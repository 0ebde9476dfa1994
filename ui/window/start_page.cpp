// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/start_page.h"

#include <functional>

#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace chainscape::ui {

StartPage::StartPage(QWidget* parent) : QWidget(parent), m_recent(new QVBoxLayout) {
    setProperty("role", "panel");
    auto* title = new QLabel(tr("See how an industry hangs together"), this);
    title->setProperty("role", "title");
    auto* about = new QLabel(tr("Import who sells what to whom, and read the chain as network, flow and forecast. Everything stays on this computer."), this);
    about->setProperty("role", "secondary");

    auto* cards = new QHBoxLayout;
    cards->setSpacing(16);
    cards->addWidget(card(tr("Look at a sample chain"), tr("An illustrative battery industry: eight stages, 24 quarters, two platforms, a recycling loop."),
                          tr("Open the sample"), true, [this] { emit sampleWanted(QStringLiteral("battery")); }));
    cards->addWidget(card(tr("Import my CSV"), tr("A table with seller and buyer is enough; value, period, stage and digital score make more of it."),
                          tr("Import a file"), false, [this] { emit importWanted(); }));
    cards->addWidget(card(tr("Open a project"), tr("A .chain file holds the data, the views, the scenarios and the figures."), tr("Open a project"), false,
                          [this] { emit openWanted(); }));

    auto* real = new QHBoxLayout;
    auto* words = new QLabel(tr("Real samples:"), this);
    words->setProperty("role", "secondary");
    real->addWidget(words);
    for (const auto& [name, text] : {std::pair{QStringLiteral("oil"), tr("US crude oil imports")}, std::pair{QStringLiteral("economy"), tr("The US economy")}}) {
        auto* button = new QPushButton(text, this);
        button->setProperty("link", true);
        connect(button, &QPushButton::clicked, this, [this, name = name] { emit sampleWanted(name); });
        real->addWidget(button);
    }
    real->addStretch();

    auto* recentTitle = new QLabel(tr("Recent projects"), this);
    recentTitle->setProperty("role", "section");
    m_recent->setSpacing(2);

    auto* column = new QVBoxLayout;
    column->setSpacing(8);
    column->addStretch(1);
    for (QWidget* w : {static_cast<QWidget*>(title), static_cast<QWidget*>(about)}) column->addWidget(w);
    column->addSpacing(16);
    column->addLayout(cards);
    column->addLayout(real);
    column->addSpacing(24);
    column->addWidget(recentTitle);
    column->addLayout(m_recent);
    column->addStretch(2);
    auto* outer = new QHBoxLayout(this);
    outer->addStretch(1);
    outer->addLayout(column, 6);
    outer->addStretch(1);
}

QWidget* StartPage::card(const QString& title, const QString& about, const QString& button, bool primary, const std::function<void()>& act) {
    auto* frame = new QFrame(this);
    frame->setProperty("role", "card");
    auto* heading = new QLabel(title, frame);
    heading->setProperty("role", "section");
    auto* text = new QLabel(about, frame);
    text->setProperty("role", "secondary");
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* push = new QPushButton(button, frame);
    if (primary) push->setProperty("primary", true);
    connect(push, &QPushButton::clicked, this, act);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(heading);
    column->addWidget(text, 1);
    column->addWidget(push, 0, Qt::AlignLeft);
    frame->setMinimumSize(200, 150);
    return frame;
}

void StartPage::setRecent(const QStringList& paths) {
    while (QLayoutItem* item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (paths.isEmpty()) {
        auto* none = new QLabel(tr("None yet. Drop a CSV or a project anywhere on this window."), this);
        none->setProperty("role", "secondary");
        m_recent->addWidget(none);
    }
    for (const QString& path : paths) {
        const QFileInfo file(path);
        auto* button = new QPushButton(file.exists() ? tr("%1  (%2)").arg(file.completeBaseName(), file.absolutePath()) : tr("%1  (missing)").arg(file.completeBaseName()), this);
        button->setProperty("link", true);
        button->setEnabled(file.exists());
        connect(button, &QPushButton::clicked, this, [this, path] { emit recentWanted(path); });
        m_recent->addWidget(button, 0, Qt::AlignLeft);
    }
}

} // namespace chainscape::ui
