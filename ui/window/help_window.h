// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// HelpWindow: the user guide, the same Markdown pages that lie in resources/guide.

#include <QMainWindow>
#include <QTextBrowser>

class QListWidget;

namespace chainscape::ui {

class HelpWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit HelpWindow(QWidget* parent = nullptr);

    /// The one help window of `parent`, brought to the front at a page ("network.md").
    static void open(QWidget* parent, const QString& page);
    void show(const QString& page);

private:
    QListWidget* m_pages;
    QTextBrowser* m_text;
};

} // namespace chainscape::ui
