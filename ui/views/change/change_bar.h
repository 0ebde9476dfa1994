// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChangeBar: what the change view shows, and by what; a strip of controls above it.

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "core/model/change_look.h"

namespace chainscape::ui {

/// What fills the change view. The first four are figures.
enum class ChangePage : std::uint8_t { Map, Alluvial, Ranks, Multiples, Lists };

class ChangeBar : public QWidget {
    Q_OBJECT
public:
    explicit ChangeBar(QWidget* parent = nullptr);

    [[nodiscard]] ChangePage page() const { return ChangePage(m_page->currentIndex()); }
    void setPage(ChangePage page) { m_page->setCurrentIndex(int(page)); }
    [[nodiscard]] QComboBox& lists() { return *m_list; }
    void setSentence(const QString& sentence) { m_compared->setText(sentence); }
    /// Shows the look; `scenario`: one is on show, so that base against scenario can be chosen.
    void show(const ChangeLook& look, bool scenario);

signals:
    void pageChanged();
    void listChanged();
    void lookChanged(const std::function<void(chainscape::ChangeLook&)>& edit);
    void blinkChanged(bool on);
    void settingsWanted();

private:
    void arrange();
    void connectAll();
    void showFitting();

    QLabel *m_compared, *m_byLabel;
    QComboBox *m_page, *m_list, *m_by, *m_weight, *m_sides;
    QCheckBox* m_same;
    QPushButton *m_blink, *m_settings;
    bool m_scenario = false;
};

} // namespace chainscape::ui
