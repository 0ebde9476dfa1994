// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/change/change_bar.h"

#include <cmath>

#include <QSignalBlocker>

#include "core/project/change_indicator.h"
#include "ui/style/format.h"
#include "ui/style/words.h"
#include "ui/views/common/wrap_layout.h"

namespace chainscape::ui {
namespace {

constexpr int kSliderWidth = 110;

} // namespace

ChangeBar::ChangeBar(QWidget* parent)
    : QWidget(parent), m_compared(new QLabel(this)), m_byLabel(new QLabel(tr("by"), this)), m_belowLabel(new QLabel(tr("Below"), this)), m_page(new QComboBox(this)), m_list(new QComboBox(this)),
      m_by(new QComboBox(this)), m_weight(new QComboBox(this)), m_sides(new QComboBox(this)), m_below(new QComboBox(this)), m_same(new QCheckBox(tr("Same firms only"), this)),
      m_blink(new QPushButton(tr("Blink"), this)), m_swipe(new QPushButton(tr("Swipe"), this)), m_settings(new QPushButton(tr("Names, events, rule"), this)),
      m_export(new QPushButton(tr("Export CSV"), this)), m_place(new QSlider(Qt::Horizontal, this)) {
    setProperty("role", "panel");
    const std::pair<QString, ChangeShow> pages[] = {{tr("network difference"), ChangeShow::Map}, {tr("flow difference"), ChangeShow::Flow}, {tr("alluvial"), ChangeShow::Alluvial},
                                                    {tr("ranks and roles"), ChangeShow::Ranks}, {tr("every period"), ChangeShow::Multiples}, {tr("lists"), ChangeShow::Lists}};
    for (const auto& [words, page] : pages) m_page->addItem(words, int(page));
    m_by->addItems({tr("stage"), tr("role"), tr("community"), tr("enterprise internet"), tr("platform")});
    m_weight->addItems({tr("value"), tr("number of firms")});
    m_sides->addItems({tr("A and B"), tr("base and scenario")});
    m_below->addItem(tr("Restructuring index"), QString());
    for (const Measure* measure : indicators()) m_below->addItem(Words::tr(measure->name.data()), fromUtf8(measure->id));
    m_list->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (QComboBox* box : {m_page, m_list, m_by, m_weight, m_sides, m_below}) keepEntryWhole(*box, 6);
    for (QPushButton* button : {m_blink, m_swipe}) button->setCheckable(true);
    m_place->setRange(0, 100);
    m_place->setValue(50);
    m_place->setFixedWidth(kSliderWidth);
    nameAll();
    arrange();
    connectAll();
    connectSwipe();
    showFitting();
}

void ChangeBar::nameAll() {
    const auto named = [](QWidget* control, const QString& name, const char* object) {
        control->setAccessibleName(name);
        control->setObjectName(QLatin1String(object));
    };
    named(m_page, tr("Show"), "changeShow");
    named(m_list, tr("List"), "changeList");
    named(m_by, tr("Groups of the alluvial"), "alluvialBy");
    named(m_weight, tr("Heights of the alluvial"), "alluvialWeight");
    named(m_sides, tr("What is compared"), "changeSides");
    named(m_below, tr("Indicator below the map"), "changeIndicator");
    named(m_same, tr("Same firms only"), "sameFirms");
    named(m_blink, tr("Blink A and B"), "blink");
    named(m_swipe, tr("Swipe between A and B"), "swipe");
    named(m_place, tr("Where A ends and B begins"), "swipePlace");
    named(m_settings, tr("Names, events, rule"), "changeSettings");
    named(m_export, tr("Export the list as CSV"), "changeExport");
    m_same->setToolTip(tr("Looks at firms active on both sides only: a changed industry, apart from a changed coverage of the data."));
    m_settings->setToolTip(tr("Renamed and merged firms, events on the timeline, and the rule that reads the phase."));
    m_blink->setToolTip(tr("Shows A and B in turn, on one layout and one scale."));
    m_swipe->setToolTip(tr("Shows A left and B right of a line that can be dragged."));
    m_below->setToolTip(tr("What stands below: the restructuring of every period, or another indicator and where it changed for good."));
    m_export->setToolTip(tr("Writes the rows of the list, with ids, to a file."));
}

void ChangeBar::arrange() {
    auto* row = new WrapLayout(this);
    m_compared->setProperty("role", "secondary");
    row->addWidget(m_compared);
    row->addStretch();
    auto* label = new QLabel(tr("Show"), this);
    label->setBuddy(m_page);
    m_belowLabel->setBuddy(m_below);
    for (QLabel* quiet : {label, m_byLabel, m_belowLabel}) quiet->setProperty("role", "secondary");
    for (QWidget* control : std::initializer_list<QWidget*>{m_sides, m_same, m_blink, m_swipe, m_place, label, m_page, m_byLabel, m_by, m_weight, m_belowLabel, m_below, m_list, m_export, m_settings})
        row->addWidget(control);
}

void ChangeBar::connectAll() {
    connect(m_page, &QComboBox::currentIndexChanged, this, [this] {
        showFitting();
        emit lookChanged([show = page()](ChangeLook& l) { l.show = show; });
    });
    connect(m_list, &QComboBox::currentIndexChanged, this, &ChangeBar::listChanged);
    connect(m_by, &QComboBox::activated, this, [this](int by) { emit lookChanged([by](ChangeLook& l) { l.by = AlluvialBy(by); }); });
    connect(m_weight, &QComboBox::activated, this, [this](int weight) { emit lookChanged([weight](ChangeLook& l) { l.weight = AlluvialWeight(weight); }); });
    connect(m_sides, &QComboBox::activated, this, [this](int side) { emit lookChanged([side](ChangeLook& l) { l.againstBase = side == 1; }); });
    connect(m_same, &QCheckBox::clicked, this, [this](bool on) { emit lookChanged([on](ChangeLook& l) { l.sameFirms = on; }); });
    connect(m_blink, &QPushButton::toggled, this, &ChangeBar::blinkChanged);
    connect(m_settings, &QPushButton::clicked, this, &ChangeBar::settingsWanted);
    connect(m_export, &QPushButton::clicked, this, &ChangeBar::exportWanted);
    connect(m_below, &QComboBox::activated, this, [this] { emit lookChanged([id = m_below->currentData().toString().toStdString()](ChangeLook& l) { l.indicator = id; }); });
}

/// Blinking and swiping exclude each other.
void ChangeBar::connectSwipe() {
    const auto put = [this](std::optional<double> place) { emit lookChanged([place](ChangeLook& l) { l.swipe = place; }); };
    connect(m_swipe, &QPushButton::clicked, this, [this, put](bool on) {
        if (on) m_blink->setChecked(false);
        put(on ? std::optional(m_place->value() / 100.0) : std::nullopt);
    });
    connect(m_place, &QSlider::valueChanged, this, [this](int place) { emit swipeMoved(place / 100.0, !m_place->isSliderDown()); });
    connect(m_place, &QSlider::sliderReleased, this, [this] { emit swipeMoved(m_place->value() / 100.0, true); });
    connect(m_blink, &QPushButton::clicked, this, [this, put](bool on) {
        if (on && m_swipe->isChecked()) put(std::nullopt);
    });
}

void ChangeBar::show(const ChangeLook& look, bool scenario) {
    const QSignalBlocker still(m_page);
    setPage(look.show);
    m_by->setCurrentIndex(int(look.by));
    m_weight->setCurrentIndex(int(look.weight));
    m_sides->setCurrentIndex(look.againstBase && scenario ? 1 : 0);
    m_same->setChecked(look.sameFirms);
    m_below->setCurrentIndex(std::max(0, m_below->findData(fromUtf8(look.indicator))));
    m_swipe->setChecked(look.swipe.has_value());
    const QSignalBlocker quiet(m_place);
    if (look.swipe) m_place->setValue(int(std::lround(*look.swipe * 100)));
    m_scenario = scenario;
    showFitting();
}

/// Only what has an effect on the page in front.
void ChangeBar::showFitting() {
    const bool alluvial = page() == ChangeShow::Alluvial, map = page() == ChangeShow::Map, lists = page() == ChangeShow::Lists;
    for (QWidget* control : std::initializer_list<QWidget*>{m_byLabel, m_by, m_weight}) control->setVisible(alluvial);
    for (QWidget* control : std::initializer_list<QWidget*>{m_belowLabel, m_below}) control->setVisible(map || page() == ChangeShow::Flow);
    for (QWidget* control : std::initializer_list<QWidget*>{m_list, m_export}) control->setVisible(lists);
    m_same->setVisible(!alluvial && page() != ChangeShow::Multiples && page() != ChangeShow::Flow);
    m_sides->setVisible(m_scenario && !alluvial && page() != ChangeShow::Multiples);
    for (QWidget* control : std::initializer_list<QWidget*>{m_blink, m_swipe}) control->setVisible(map);
    m_place->setVisible(map && m_swipe->isChecked());
    if (!map) m_blink->setChecked(false);
}

} // namespace chainscape::ui
