// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/network/network_bar.h"

#include <algorithm>
#include <utility>

#include <QActionGroup>
#include <QSignalBlocker>

#include "ui/painters/firm_numbers.h"
#include "ui/painters/network_columns.h"
#include "ui/style/format.h"
#include "ui/views/common/wrap_layout.h"
#include "ui/views/network/palette_dialog.h"

namespace chainscape::ui {
namespace {

constexpr int kLimitSteps = 100;

/// A layout and, for force, its mode in one entry.
QString layoutId(NetworkLayoutKind layout, const std::string& mode) {
    return fromUtf8(nameOf(layout)) + (mode.empty() || layout != NetworkLayoutKind::Force ? QString() : QLatin1Char(':') + fromUtf8(mode));
}

void chooseId(QComboBox* box, const QString& id) { box->setCurrentIndex(std::max(0, box->findData(id))); }

} // namespace

NetworkBar::NetworkBar(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    setProperty("role", "panel");
    new WrapLayout(this);
    m_show = addBox(tr("Show"), "networkShow");
    m_show->addItem(tr("trade"), int(NetworkShow::Map));
    m_show->addItem(tr("data chain"), int(NetworkShow::DataChain));
    m_show->addItem(tr("matrix"), int(NetworkShow::Matrix));
    buildThreshold();
    m_layout = addBox(tr("Layout"), "networkLayout");
    for (const auto& [words, id] : Choices{{tr("stage lanes"), "lanes"}, {tr("force"), "force"}, {tr("force, fast"), "force:fast"}, {tr("force, true distances"), "force:quality"}, {tr("force, clusters"), "force:clusters"}, {tr("trophic levels"), "trophic"}, {tr("around a firm"), "focus"}, {tr("regions"), "region"}})
        m_layout->addItem(words, id);
    m_group = addBox(tr("Group"), "networkGroup");
    for (const auto& [words, id] : Choices{{tr("as fits"), ""}, {tr("firms"), "firm"}, {tr("by stage"), "stage"}, {tr("by sector"), "sector"}, {tr("by region"), "region"}, {tr("by community"), "community"}, {tr("by enterprise internet"), "internet"}})
        m_group->addItem(words, id);
    m_colour = addBox(tr("Colour"), "networkColour");
    m_size = addBox(tr("Size"), "networkSize");
    buildMore();

    connect(m_show, &QComboBox::activated, this, [this] {
        m_session.edit(What::Look, [this](ViewSpec& s) { s.networkShow = NetworkShow(m_show->currentData().toInt()); });
    });
    connect(m_layout, &QComboBox::activated, this, &NetworkBar::chooseLayout);
    connect(m_group, &QComboBox::activated, this, [this] {
        m_session.edit(What::Look, [this](ViewSpec& s) {
            s.collapseBy = m_group->currentData().toString().toStdString();
            s.opened.clear();
        });
    });
    connect(m_colour, &QComboBox::activated, this, [this] {
        m_session.edit(What::Look, [this](ViewSpec& s) { s.colourBy = m_colour->currentData().toString().toStdString(); });
    });
    connect(m_size, &QComboBox::activated, this, [this] {
        m_session.edit(What::Look, [this](ViewSpec& s) { s.sizeBy = m_size->currentData().toString().toStdString(); });
    });
}

QComboBox* NetworkBar::addBox(const QString& label, const char* name) {
    auto* words = new QLabel(label, this);
    auto* box = new QComboBox(this);
    words->setProperty("role", "secondary");
    words->setBuddy(box);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(label);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    keepEntryWhole(*box, 4);
    layout()->addWidget(words);
    layout()->addWidget(box);
    return box;
}

void NetworkBar::buildThreshold() {
    m_limitLabel = new QLabel(tr("Digital from"), this);
    m_limitLabel->setProperty("role", "secondary");
    m_limit = new QSlider(Qt::Horizontal, this);
    m_limit->setObjectName(QStringLiteral("digitalThreshold"));
    m_limit->setAccessibleName(tr("Score from which a link counts as digital"));
    m_limit->setRange(0, kLimitSteps);
    m_limit->setPageStep(10);
    m_limit->setFixedWidth(110);
    m_limitText = new QLabel(this);
    m_limitLabel->setBuddy(m_limit);
    for (QWidget* w : {static_cast<QWidget*>(m_limitLabel), static_cast<QWidget*>(m_limit), static_cast<QWidget*>(m_limitText)}) layout()->addWidget(w);
    connect(m_limit, &QSlider::valueChanged, this, [this](int step) {
        const double score = double(step) / kLimitSteps;
        m_limitText->setText(shortText(score, 2));
        if (m_limit->isSliderDown()) emit thresholdMoved(score);
        else emit thresholdChosen(score);
    });
    connect(m_limit, &QSlider::sliderReleased, this, [this] { emit thresholdChosen(double(m_limit->value()) / kLimitSteps); });
}

void NetworkBar::addChoice(QMenu* menu, const QString& title, const Choices& choices, const Field& field) {
    QMenu* sub = menu->addMenu(title);
    fillChoice(sub, choices, field);
}

void NetworkBar::fillChoice(QMenu* sub, const Choices& choices, const Field& field) {
    auto* group = new QActionGroup(sub);
    for (const auto& [words, id] : choices) {
        QAction* action = sub->addAction(words);
        action->setCheckable(true);
        group->addAction(action);
        const std::string value = id.toStdString();
        connect(action, &QAction::triggered, this, [this, field, value] { m_session.edit(What::Look, [&](ViewSpec& s) { field(s) = value; }); });
        connect(sub, &QMenu::aboutToShow, action, [this, action, field, value] {
            ViewSpec spec = m_session.spec();
            action->setChecked(field(spec) == value);
        });
    }
}

/// A menu whose entries depend on the data: filled when it is opened.
void NetworkBar::addLateChoice(QMenu* menu, const QString& title, const std::function<Choices()>& choices, const Field& field) {
    QMenu* sub = menu->addMenu(title);
    connect(menu, &QMenu::aboutToShow, sub, [this, sub, choices, field] {
        sub->clear();
        fillChoice(sub, choices(), field);
    });
}

void NetworkBar::addSwitch(QMenu* menu, const QString& words, const Flag& flag) {
    QAction* action = menu->addAction(words);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, flag](bool on) { m_session.edit(What::Look, [&](ViewSpec& s) { flag(s) = on; }); });
    connect(menu, &QMenu::aboutToShow, action, [this, action, flag] {
        ViewSpec spec = m_session.spec();
        action->setChecked(flag(spec));
    });
}

NetworkBar::Choices NetworkBar::attributes() const {
    Choices out;
    if (m_session.dataset())
        for (const auto& attribute : m_session.dataset()->firms().attributes) out.emplace_back(fromUtf8(attribute.name), fromUtf8(attribute.name));
    return out;
}

NetworkBar::Choices NetworkBar::measuresOf(MeasureLevel level) {
    Choices out;
    for (const Measure& measure : measures(level))
        if (measure.unit != MeasureUnit::Label && measure.unit != MeasureUnit::Flag && mapMeasure(std::string(measure.id), level)) out.emplace_back(fromUtf8(measure.name), fromUtf8(measure.id));
    return out;
}

void NetworkBar::addWindow(QMenu* menu) {
    QMenu* sub = menu->addMenu(tr("Periods summed up"));
    auto* group = new QActionGroup(sub);
    for (const int periods : {1, 2, 4, 8, 12}) {
        QAction* action = sub->addAction(tr("%n period(s)", nullptr, periods));
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, periods] { m_session.edit(What::Look, [=](ViewSpec& s) { s.window = periods; }); });
        connect(menu, &QMenu::aboutToShow, action, [this, action, periods] { action->setChecked(m_session.spec().window == periods); });
    }
}

void NetworkBar::buildMore() {
    m_more = new QToolButton(this);
    m_more->setText(tr("More"));
    m_more->setAccessibleName(tr("More about the map"));
    m_more->setObjectName(QStringLiteral("networkMore"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_more);
    buildLooks(menu);
    menu->addSeparator();
    buildTools(menu);
    addChoice(menu, tr("Outlines"), {{tr("none"), ""}, {tr("enterprise internets"), "internet"}, {tr("communities"), "community"}, {tr("sectors"), "sector"}, {tr("regions"), "region"}}, [](ViewSpec& v) -> std::string& { return v.hullBy; });
    addWindow(menu);
    QMenu* budget = menu->addMenu(tr("Heaviest links drawn"));
    auto* group = new QActionGroup(budget);
    for (const int links : {0, 100, 500, 2000, 20000, 1000000}) {
        QAction* action = budget->addAction(links == 0 ? tr("as fits") : links == 1000000 ? tr("all") : countText(links));
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, links] { m_session.edit(What::Look, [=](ViewSpec& s) { s.edgeBudget = links; }); });
        connect(menu, &QMenu::aboutToShow, action, [this, action, links] { action->setChecked(m_session.spec().edgeBudget == links); });
    }
    menu->addSeparator();
    addSwitch(menu, tr("Links that may appear"), [](ViewSpec& v) -> bool& { return v.ghosts; });
    addSwitch(menu, tr("New and gone since the period before"), [](ViewSpec& v) -> bool& { return v.network.newAndGone; });
    addSwitch(menu, tr("Trail of the firm in focus"), [](ViewSpec& v) -> bool& { return v.trails; });
    menu->addSeparator();
    buildNotes(menu);
    m_more->setMenu(menu);
    layout()->addWidget(m_more);
}

void NetworkBar::buildLooks(QMenu* menu) {
    using Word = std::string&;
    const Choices scales{{tr("linear"), "linear"}, {tr("logarithmic"), "log"}, {tr("by rank"), "rank"}, {tr("five classes"), "classes"}};
    addLateChoice(menu, tr("Shape"), [this] {
        Choices out{{tr("all round"), ""}, {tr("platforms"), "platform"}, {tr("end users"), "end_user"}, {tr("stage inferred"), "inferred"}, {tr("region"), "region"}, {tr("sector"), "sector"}, {tr("function"), "function"}};
        for (auto& attribute : attributes()) out.push_back(std::move(attribute));
        return out;
    }, [](ViewSpec& v) -> Word { return v.network.shapeBy; });
    addLateChoice(menu, tr("Opacity"), [this] {
        Choices out{{tr("all full"), ""}, {tr("throughput"), "throughput"}, {tr("digital score"), "digital"}};
        if (m_session.dataset())
            for (const std::string& name : numericAttributes(*m_session.dataset())) out.emplace_back(fromUtf8(name), fromUtf8(name));
        for (auto& measure : measuresOf(MeasureLevel::Firm)) out.push_back(std::move(measure));
        return out;
    }, [](ViewSpec& v) -> Word { return v.network.opacityBy; });
    addChoice(menu, tr("Opacity of links"), {{tr("all full"), ""}, {tr("confidence"), "confidence"}, {tr("digital score"), "digital"}}, [](ViewSpec& v) -> Word { return v.network.linkOpacityBy; });
    addLateChoice(menu, tr("Width of links"), [] {
        Choices out{{tr("value"), "value"}, {tr("digital score"), "digital"}};
        for (auto& measure : measuresOf(MeasureLevel::Link)) out.push_back(std::move(measure));
        return out;
    }, [](ViewSpec& v) -> Word { return v.widthBy; });
    menu->addSeparator();
    addChoice(menu, tr("Scale of colours"), scales, [](ViewSpec& v) -> Word { return v.colourScale; });
    addChoice(menu, tr("Scale of sizes"), scales, [](ViewSpec& v) -> Word { return v.sizeScale; });
    addChoice(menu, tr("Scale of opacity"), scales, [](ViewSpec& v) -> Word { return v.network.opacityScale; });
    addChoice(menu, tr("Scale of widths"), scales, [](ViewSpec& v) -> Word { return v.widthScale; });
    addChoice(menu, tr("Colours of numbers"), {{tr("blue to yellow (cividis)"), ""}, {tr("violet to yellow (viridis)"), "viridis"}, {tr("blues"), "blues"}, {tr("greys"), "greys"}}, [](ViewSpec& v) -> Word { return v.network.ramp; });
    menu->addAction(tr("Colours of stages and groups..."), this, [this] {
        PaletteDialog dialog(theme(m_theme), m_session.spec().network.palette, this);
        if (dialog.exec() == QDialog::Accepted) m_session.edit(What::Look, [&](ViewSpec& v) { v.network.palette = dialog.palette(); });
    });
}

/// Shift and Alt do the same for one drag, but many desktops take Alt for themselves.
void NetworkBar::buildTools(QMenu* menu) {
    QMenu* sub = menu->addMenu(tr("Dragging"));
    auto* group = new QActionGroup(sub);
    for (const auto& [words, tool] : {std::pair(tr("moves the map, pins firms"), DragTool::Move), {tr("selects in a rectangle"), DragTool::Rectangle}, {tr("selects within a drawn line"), DragTool::Lasso}}) {
        QAction* action = sub->addAction(words);
        action->setCheckable(true);
        action->setChecked(tool == DragTool::Move);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, tool = tool] { emit toolWanted(tool); });
    }
}

void NetworkBar::buildNotes(QMenu* menu) {
    menu->addAction(tr("Add a note"), this, [this] { emit drawWanted(CanvasNote::Kind::Note); });
    menu->addAction(tr("Add an arrow"), this, [this] { emit drawWanted(CanvasNote::Kind::Arrow); });
    menu->addAction(tr("Add a box"), this, [this] { emit drawWanted(CanvasNote::Kind::Box); });
    QAction* next = menu->addAction(tr("Go to the next note"), this, [this] { emit nextNoteWanted(); });
    connect(menu, &QMenu::aboutToShow, next, [this, next] { next->setEnabled(!m_session.spec().notes.empty()); });
}

void NetworkBar::chooseLayout() {
    const QStringList parts = m_layout->currentData().toString().split(QLatin1Char(':'));
    m_session.edit(What::Look, [&](ViewSpec& s) {
        auto& aside = s.network.pinsAside; // pins belong to a layout
        if (!s.pins.empty()) aside[std::string(nameOf(s.layout))] = std::exchange(s.pins, {});
        s.layout = networkLayoutNamed(parts.front().toStdString()).value_or(NetworkLayoutKind::Lanes);
        s.forceMode = parts.size() > 1 ? parts.back().toStdString() : std::string{};
        if (auto kept = aside.extract(std::string(nameOf(s.layout)))) s.pins = std::move(kept.mapped());
    });
}

void NetworkBar::fillColourAndSize() {
    m_colour->clear();
    for (const auto& [words, id] : Choices{{tr("stage"), "stage"}, {tr("region"), "region"}, {tr("sector"), "sector"}, {tr("community"), "community"}, {tr("enterprise internet"), "internet"}, {tr("digital score"), "digital"}, {tr("platforms"), "platform"}, {tr("end users"), "end_user"}})
        m_colour->addItem(words, id);
    for (const auto& [words, id] : attributes()) m_colour->addItem(words, id);
    m_size->clear();
    m_size->addItem(tr("throughput"), QStringLiteral("throughput"));
    for (const Measure& measure : measures(MeasureLevel::Firm)) {
        if (measure.unit == MeasureUnit::Label || measure.unit == MeasureUnit::Flag || !mapMeasure(std::string(measure.id))) continue;
        for (QComboBox* box : {m_colour, m_size}) {
            box->addItem(fromUtf8(measure.name), fromUtf8(measure.id));
            box->setItemData(box->count() - 1, fromUtf8(measure.meaning), Qt::ToolTipRole);
        }
    }
}

void NetworkBar::fill() {
    const QSignalBlocker quiet(m_limit); // the boxes only tell what the user chooses
    const ViewSpec& spec = m_session.spec();
    fillColourAndSize();
    m_show->setCurrentIndex(std::max(0, m_show->findData(int(spec.networkShow))));
    chooseId(m_layout, layoutId(spec.layout, spec.forceMode));
    chooseId(m_group, fromUtf8(spec.collapseBy));
    chooseId(m_colour, fromUtf8(spec.colourBy));
    chooseId(m_size, fromUtf8(spec.sizeBy));
    const bool chain = spec.networkShow == NetworkShow::DataChain;
    const double limit = m_session.analysis().digital.linkThreshold;
    if (!m_limit->isSliderDown()) m_limit->setValue(int(limit * kLimitSteps + 0.5));
    m_limitText->setText(shortText(limit, 2));
    for (QWidget* w : {static_cast<QWidget*>(m_limitLabel), static_cast<QWidget*>(m_limit), static_cast<QWidget*>(m_limitText)}) w->setVisible(chain);
    m_group->setEnabled(!chain);
}

} // namespace chainscape::ui
