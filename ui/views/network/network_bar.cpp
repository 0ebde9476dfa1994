// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/network/network_bar.h"

#include <algorithm>

#include <QActionGroup>
#include <QSignalBlocker>

#include "ui/style/format.h"
#include "ui/views/common/wrap_layout.h"

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
    m_layout->setMinimumContentsLength(9); // "stage lanes" in full
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
    box->setMinimumContentsLength(4);
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
        m_session.edit(What::Look, [step](ViewSpec& s) { s.digitalThreshold = double(step) / kLimitSteps; });
        showThreshold();
    });
}

void NetworkBar::showThreshold() { m_limitText->setText(shortText(m_session.spec().digitalThreshold, 2)); }

void NetworkBar::addChoice(QMenu* menu, const QString& title, const Choices& choices, std::string ViewSpec::*field) {
    QMenu* sub = menu->addMenu(title);
    auto* group = new QActionGroup(sub);
    for (const auto& [words, id] : choices) {
        QAction* action = sub->addAction(words);
        action->setCheckable(true);
        group->addAction(action);
        const std::string value = id.toStdString();
        connect(action, &QAction::triggered, this, [this, field, value] { m_session.edit(What::Look, [&](ViewSpec& s) { s.*field = value; }); });
        connect(menu, &QMenu::aboutToShow, action, [this, action, field, value] { action->setChecked(m_session.spec().*field == value); });
    }
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
    const Choices scales{{tr("linear"), "linear"}, {tr("logarithmic"), "log"}, {tr("by rank"), "rank"}, {tr("five classes"), "classes"}};
    addChoice(menu, tr("Outlines"), {{tr("none"), ""}, {tr("enterprise internets"), "internet"}, {tr("communities"), "community"}, {tr("sectors"), "sector"}, {tr("regions"), "region"}}, &ViewSpec::hullBy);
    addChoice(menu, tr("Scale of sizes"), scales, &ViewSpec::sizeScale);
    addChoice(menu, tr("Scale of widths"), scales, &ViewSpec::widthScale);
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
    QAction* ghosts = menu->addAction(tr("Links that may appear"));
    ghosts->setCheckable(true);
    connect(ghosts, &QAction::triggered, this, [this](bool on) { m_session.edit(What::Look, [on](ViewSpec& s) { s.ghosts = on; }); });
    connect(menu, &QMenu::aboutToShow, ghosts, [this, ghosts] { ghosts->setChecked(m_session.spec().ghosts); });
    m_more->setMenu(menu);
    layout()->addWidget(m_more);
}

void NetworkBar::chooseLayout() {
    const QStringList parts = m_layout->currentData().toString().split(QLatin1Char(':'));
    m_session.edit(What::Look, [&](ViewSpec& s) {
        s.layout = networkLayoutNamed(parts.front().toStdString()).value_or(NetworkLayoutKind::Lanes);
        s.forceMode = parts.size() > 1 ? parts.back().toStdString() : std::string{};
        s.pins.clear(); // pins belong to a layout
    });
}

void NetworkBar::fillColourAndSize() {
    m_colour->clear();
    for (const auto& [words, id] : Choices{{tr("stage"), "stage"}, {tr("region"), "region"}, {tr("sector"), "sector"}, {tr("digital score"), "digital"}, {tr("platforms"), "platform"}, {tr("end users"), "end_user"}})
        m_colour->addItem(words, id);
    if (m_session.dataset())
        for (const auto& attribute : m_session.dataset()->firms().attributes) m_colour->addItem(fromUtf8(attribute.name), fromUtf8(attribute.name));
    m_size->clear();
    m_size->addItem(tr("throughput"), QStringLiteral("throughput"));
    emit menusFilled(m_colour, m_size);
}

void NetworkBar::fill() {
    const QSignalBlocker a(m_show), b(m_layout), c(m_group), d(m_colour), e(m_size), f(m_limit);
    const ViewSpec& spec = m_session.spec();
    fillColourAndSize();
    m_show->setCurrentIndex(std::max(0, m_show->findData(int(spec.networkShow))));
    chooseId(m_layout, layoutId(spec.layout, spec.forceMode));
    chooseId(m_group, fromUtf8(spec.collapseBy));
    chooseId(m_colour, fromUtf8(spec.colourBy));
    chooseId(m_size, fromUtf8(spec.sizeBy));
    const bool chain = spec.networkShow == NetworkShow::DataChain;
    m_limit->setValue(int(spec.digitalThreshold * kLimitSteps + 0.5));
    showThreshold();
    for (QWidget* w : {static_cast<QWidget*>(m_limitLabel), static_cast<QWidget*>(m_limit), static_cast<QWidget*>(m_limitText)}) w->setVisible(chain);
    m_group->setEnabled(!chain);
}

} // namespace chainscape::ui
