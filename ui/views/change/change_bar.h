// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChangeBar: what the change view shows, and by what; a strip of controls above it.

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QWidget>

#include "core/model/change_look.h"

namespace chainscape::ui {

class ChangeBar : public QWidget {
    Q_OBJECT
public:
    explicit ChangeBar(QWidget* parent = nullptr);

    [[nodiscard]] ChangeShow page() const { return ChangeShow(m_page->currentData().toInt()); }
    void setPage(ChangeShow page) { m_page->setCurrentIndex(m_page->findData(int(page))); }
    [[nodiscard]] QComboBox& lists() { return *m_list; }
    void setSentence(const QString& sentence) { m_compared->setText(sentence); }
    /// Shows the look; `scenario`: one is on show, so that base against scenario can be chosen.
    void show(const ChangeLook& look, bool scenario);

signals:
    void listChanged();
    void lookChanged(const std::function<void(chainscape::ChangeLook&)>& edit);
    void blinkChanged(bool on);
    void swipeMoved(double share, bool finished);
    void settingsWanted();
    void exportWanted();

private:
    void arrange();
    void nameAll();
    void connectAll();
    void connectSwipe();
    void showFitting();

    QLabel *m_compared, *m_byLabel, *m_belowLabel;
    QComboBox *m_page, *m_list, *m_by, *m_weight, *m_sides, *m_below;
    QCheckBox* m_same;
    QPushButton *m_blink, *m_swipe, *m_settings, *m_export;
    QSlider* m_place;
    bool m_scenario = false;
};

} // namespace chainscape::ui
