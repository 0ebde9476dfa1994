// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// KeyFigures: the strip of the chain's key figures, each with its change since the period before; a click tells what makes it.

#include <vector>

#include <QWidget>

class QHBoxLayout;

namespace chainscape::ui {

struct KeyFigure {
    QString id;     ///< of the measure
    QString name;   ///< "One-way"
    QString value;  ///< formatted, "unknown" when undefined
    QString change; ///< "+28 pp", empty: none
    QString tip;    ///< one sentence: what it means, or why it is unknown
    bool worse = false;
};

class KeyFigures : public QWidget {
    Q_OBJECT
public:
    explicit KeyFigures(QWidget* parent = nullptr);

    void show(const std::vector<KeyFigure>& figures, const QColor& better, const QColor& worse);

signals:
    void clicked(const QString& id);
    void howWanted(const QString& id); ///< "How is this computed", from the figure's menu (right click, Menu key)

private:
    QHBoxLayout* m_row;
};

} // namespace chainscape::ui
