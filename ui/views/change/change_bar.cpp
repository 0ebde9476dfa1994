// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/change/change_bar.h"

#include <QSignalBlocker>

#include "ui/views/common/wrap_layout.h"

namespace chainscape::ui {

ChangeBar::ChangeBar(QWidget* parent)
    : QWidget(parent), m_compared(new QLabel(this)), m_byLabel(new QLabel(tr("by"), this)), m_page(new QComboBox(this)), m_list(new QComboBox(this)), m_by(new QComboBox(this)),
      m_weight(new QComboBox(this)), m_sides(new QComboBox(this)), m_same(new QCheckBox(tr("Same firms only"), this)), m_blink(new QPushButton(tr("Blink A and B"), this)),
      m_settings(new QPushButton(tr("Names, events, rule"), this)) {
    setProperty("role", "panel");
    m_page->addItems({tr("network difference"), tr("alluvial"), tr("ranks and roles"), tr("every period"), tr("lists")});
    m_by->addItems({tr("stage"), tr("role"), tr("community"), tr("enterprise internet"), tr("platform")});
    m_weight->addItems({tr("value"), tr("number of firms")});
    m_sides->addItems({tr("A and B"), tr("base and scenario")});
    const auto named = [](QWidget* control, const QString& name, const char* object) {
        control->setAccessibleName(name);
        control->setObjectName(QLatin1String(object));
    };
    named(m_page, tr("Show"), "changeShow");
    named(m_list, tr("List"), "changeList");
    named(m_by, tr("Groups of the alluvial"), "alluvialBy");
    named(m_weight, tr("Heights of the alluvial"), "alluvialWeight");
    named(m_sides, tr("What is compared"), "changeSides");
    named(m_same, tr("Same firms only"), "sameFirms");
    named(m_blink, tr("Blink A and B"), "blink");
    named(m_settings, tr("Names, events, rule"), "changeSettings");
    m_same->setToolTip(tr("Looks at firms active on both sides only: a changed industry, apart from a changed coverage of the data."));
    m_settings->setToolTip(tr("Renamed and merged firms, events on the timeline, and the rule that reads the phase."));
    m_list->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (QComboBox* box : {m_page, m_list, m_by, m_weight, m_sides}) box->setMinimumContentsLength(6);
    m_blink->setCheckable(true);
    arrange();
    connectAll();
    showFitting();
}

void ChangeBar::arrange() {
    auto* row = new WrapLayout(this);
    m_compared->setProperty("role", "secondary");
    row->addWidget(m_compared);
    row->addStretch();
    auto* label = new QLabel(tr("Show"), this);
    label->setBuddy(m_page);
    for (QLabel* quiet : {label, m_byLabel}) quiet->setProperty("role", "secondary");
    for (QWidget* control : std::initializer_list<QWidget*>{m_sides, m_same, m_blink, label, m_page, m_byLabel, m_by, m_weight, m_list, m_settings}) row->addWidget(control);
}

void ChangeBar::connectAll() {
    connect(m_page, &QComboBox::currentIndexChanged, this, [this] {
        showFitting();
        emit pageChanged();
    });
    connect(m_list, &QComboBox::currentIndexChanged, this, &ChangeBar::listChanged);
    connect(m_by, &QComboBox::activated, this, [this](int by) { emit lookChanged([by](ChangeLook& l) { l.by = AlluvialBy(by); }); });
    connect(m_weight, &QComboBox::activated, this, [this](int weight) { emit lookChanged([weight](ChangeLook& l) { l.weight = AlluvialWeight(weight); }); });
    connect(m_sides, &QComboBox::activated, this, [this](int side) { emit lookChanged([side](ChangeLook& l) { l.againstBase = side == 1; }); });
    connect(m_same, &QCheckBox::clicked, this, [this](bool on) { emit lookChanged([on](ChangeLook& l) { l.sameFirms = on; }); });
    connect(m_blink, &QPushButton::toggled, this, &ChangeBar::blinkChanged);
    connect(m_settings, &QPushButton::clicked, this, &ChangeBar::settingsWanted);
}

void ChangeBar::show(const ChangeLook& look, bool scenario) {
    m_by->setCurrentIndex(int(look.by));
    m_weight->setCurrentIndex(int(look.weight));
    m_sides->setCurrentIndex(look.againstBase && scenario ? 1 : 0);
    m_same->setChecked(look.sameFirms);
    m_scenario = scenario;
    showFitting();
}

/// Only what has an effect on the page in front.
void ChangeBar::showFitting() {
    const bool alluvial = page() == ChangePage::Alluvial, map = page() == ChangePage::Map;
    for (QWidget* control : std::initializer_list<QWidget*>{m_byLabel, m_by, m_weight}) control->setVisible(alluvial);
    m_list->setVisible(page() == ChangePage::Lists);
    m_same->setVisible(!alluvial && page() != ChangePage::Multiples);
    m_sides->setVisible(m_scenario && m_same->isVisibleTo(this));
    m_blink->setVisible(map);
    if (!map) m_blink->setChecked(false);
}

} // namespace chainscape::ui
