// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// StartPage: three cards and the recent projects, shown while no project is open.

#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace chainscape::ui {

class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget* parent = nullptr);

    /// Paths, newest first; those that are gone say so and are disabled.
    void setRecent(const QStringList& paths);

signals:
    void sampleWanted(const QString& name);
    void importWanted();
    void openWanted();
    void recentWanted(const QString& path);

private:
    QWidget* card(const QString& title, const QString& about, const QString& button, bool primary, const std::function<void()>& act);
    QVBoxLayout* m_recent;
};

} // namespace chainscape::ui
