// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/flow/flow_bar.h"

#include <algorithm>
#include <array>

#include <QActionGroup>
#include <QInputDialog>
#include <QLabel>
#include <QSignalBlocker>

#include "ui/style/format.h"
#include "ui/views/common/wrap_layout.h"

namespace chainscape::ui {
namespace {

constexpr std::array kThresholds{0.0, 0.001, 0.005, 0.01, 0.02, 0.05};
constexpr std::array kTolerances{0.0, 1e-4, 0.001, 0.01, 0.05};

struct Choice {
    QString words;
    QString id;
};

/// What boxes can be, with the data's further columns.
QList<Choice> groupings(const DatasetPtr& dataset) {
    QList<Choice> out{{FlowBar::tr("firms"), "firm"},         {FlowBar::tr("stages"), "stage"},       {FlowBar::tr("sectors"), "sector"},
                      {FlowBar::tr("regions"), "region"},     {FlowBar::tr("platforms"), "platform"}, {FlowBar::tr("communities"), "community"}};
    if (dataset)
        for (const auto& attribute : dataset->firms().attributes) out.push_back({fromUtf8(attribute.name), fromUtf8(attribute.name)});
    return out;
}

QList<Choice> labelTemplates() {
    return {{FlowBar::tr("name and value"), "{name}\\n{value}"},
            {FlowBar::tr("name, value, share of stage"), "{name}\\n{value} ({stage%})"},
            {FlowBar::tr("name, value, share of all"), "{name}\\n{value} ({total%})"},
            {FlowBar::tr("name, in and out"), "{name}\\n{in} > {out}"},
            {FlowBar::tr("name"), "{name}"},
            {FlowBar::tr("value"), "{value}"}};
}

/// Another grouping: what was opened and ordered by hand belonged to the old one.
void forgetHandWork(ViewSpec& s) {
    s.order.clear();
    s.flow.opened.clear();
    s.flow.bandOrder.clear();
    s.flow.locked = false;
}

} // namespace

FlowBar::FlowBar(QWidget* parent) : QWidget(parent) {
    setProperty("role", "panel");
    setObjectName(QStringLiteral("flow_bar"));
    auto* row = new WrapLayout(this);
    m_form = combo(tr("Show as"), QStringLiteral("flow_form"));
    for (const auto& words : {tr("Sankey"), tr("matrix"), tr("table"), tr("two periods"), tr("difference"), tr("all periods")}) m_form->addItem(words);
    m_group = combo(tr("Boxes are"), QStringLiteral("flow_group"));
    m_colour = combo(tr("Colour by"), QStringLiteral("flow_colour"));
    for (const auto& words : {tr("seller"), tr("buyer"), tr("kind"), tr("digital score"), tr("change"), tr("platform passed")}) m_colour->addItem(words);
    m_top = new QSpinBox(this);
    m_top->setObjectName(QStringLiteral("flow_top"));
    m_top->setAccessibleName(tr("Largest per stage"));
    m_top->setToolTip(tr("How many boxes each stage shows; the rest stands together as Other"));
    m_top->setRange(0, 60);
    m_top->setPrefix(tr("top "));
    m_top->setSpecialValueText(tr("as fits"));
    m_top->setKeyboardTracking(false);
    m_dark = new QCheckBox(tr("Value without data"), this);
    m_dark->setObjectName(QStringLiteral("flow_dark"));
    m_dark->setToolTip(tr("Hatches the value that flows without data"));
    m_up = new QToolButton(this);
    m_up->setObjectName(QStringLiteral("flow_up"));
    m_up->setText(tr("Close"));
    m_up->setAccessibleName(tr("Close the box opened last"));
    m_up->setToolTip(m_up->accessibleName());
    m_more = new QToolButton(this);
    m_more->setObjectName(QStringLiteral("flow_more"));
    m_more->setText(tr("More"));
    m_more->setAccessibleName(tr("More about this figure"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_menu = new QMenu(this);
    m_more->setMenu(m_menu);
    const std::initializer_list<QWidget*> widgets{m_form, m_group, m_top, m_colour, m_dark, m_up};
    for (auto* widget : widgets) row->addWidget(widget);
    row->addStretch();
    row->addWidget(m_more);

    connect(m_form, &QComboBox::activated, this, [this](int k) { emit wanted([k](ViewSpec& s) { s.flow.form = FlowForm(k); }); });
    connect(m_colour, &QComboBox::activated, this, [this](int k) { emit wanted([k](ViewSpec& s) { s.flow.colour = FlowColour(k); }); });
    connect(m_top, &QSpinBox::valueChanged, this, [this](int n) { emit wanted([n](ViewSpec& s) { s.topGroups = n; }); });
    connect(m_dark, &QCheckBox::toggled, this, [this](bool on) { emit wanted([on](ViewSpec& s) { s.flow.darkValue = on; }); });
    connect(m_group, &QComboBox::activated, this, [this] {
        emit wanted([by = m_group->currentData().toString().toStdString()](ViewSpec& s) {
            forgetHandWork(s);
            s.groupBy = by;
            s.flow.groupByStage.clear();
        });
    });
    connect(m_up, &QToolButton::clicked, this, [this] {
        emit wanted([](ViewSpec& s) {
            if (!s.flow.opened.empty()) s.flow.opened.pop_back();
        });
    });
    connect(m_menu, &QMenu::aboutToShow, this, &FlowBar::buildMore);
}

QComboBox* FlowBar::combo(const QString& words, const QString& name) {
    auto* box = new QComboBox(this);
    box->setObjectName(name);
    box->setAccessibleName(words);
    box->setToolTip(words);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMinimumContentsLength(5);
    return box;
}

void FlowBar::show(const ViewSpec& spec, const DatasetPtr& dataset) {
    m_spec = spec;
    m_dataset = dataset;
    const QSignalBlocker a(m_form), b(m_group), c(m_colour), d(m_top), e(m_dark);
    m_group->clear();
    for (const auto& choice : groupings(dataset)) m_group->addItem(choice.words, choice.id);
    m_group->setCurrentIndex(std::max(0, m_group->findData(fromUtf8(spec.groupBy))));
    m_form->setCurrentIndex(int(spec.flow.form));
    m_colour->setCurrentIndex(int(spec.flow.colour));
    m_top->setValue(spec.topGroups);
    m_dark->setChecked(spec.flow.darkValue);
    m_up->setVisible(!spec.flow.opened.empty());
}

QMenu* FlowBar::choices(const QString& title, const QStringList& words, int current, const std::function<void(int)>& chosen) {
    auto* menu = m_menu->addMenu(title);
    auto* group = new QActionGroup(menu);
    for (int k = 0; k < words.size(); ++k) {
        auto* action = menu->addAction(words[k]);
        action->setCheckable(true);
        action->setChecked(k == current);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [chosen, k] { chosen(k); });
    }
    return menu;
}

void FlowBar::buildMore() {
    m_menu->clear();
    choices(tr("Side by side"), {tr("this layer and unit alone"), tr("goods and money, data, capital"), tr("every unit of this layer")}, int(m_spec.flow.panels),
            [this](int k) { emit wanted([k](ViewSpec& s) { s.flow.panels = FlowPanels(k); }); });
    choices(tr("Lanes"), {tr("stages"), tr("told from the flows")}, m_spec.flow.lanesFromFlows ? 1 : 0, [this](int k) {
        emit wanted([k](ViewSpec& s) {
            forgetHandWork(s);
            s.flow.lanesFromFlows = k == 1;
        });
    });
    fillStages();
    QStringList shares{tr("none")};
    for (std::size_t k = 1; k < kThresholds.size(); ++k) shares << tr("under %1 of all").arg(percentText(kThresholds[k]));
    choices(tr("Small flows recede"), shares, int(std::ranges::find(kThresholds, m_spec.flow.threshold) - kThresholds.begin()),
            [this](int k) { emit wanted([k](ViewSpec& s) { s.flow.threshold = kThresholds[std::size_t(k)]; }); });
    QStringList least{tr("all")};
    for (std::size_t k = 1; k < kTolerances.size(); ++k) least << tr("over %1 of all flows").arg(percentText(kTolerances[k]));
    choices(tr("Differences of in and out shown"), least, int(std::ranges::find(kTolerances, m_spec.flow.tolerance) - kTolerances.begin()),
            [this](int k) { emit wanted([k](ViewSpec& s) { s.flow.tolerance = kTolerances[std::size_t(k)]; }); });
    m_menu->addAction(tr("Labels..."), this, &FlowBar::askForLabels);
    m_menu->addSeparator();
    auto* lock = m_menu->addAction(tr("Lock the order"));
    lock->setCheckable(true);
    lock->setChecked(m_spec.flow.locked);
    connect(lock, &QAction::toggled, this, &FlowBar::lockWanted);
    m_menu->addAction(tr("Reset the order"), this, [this] {
        emit wanted([](ViewSpec& s) {
            s.order.clear();
            s.flow.bandOrder.clear();
            s.flow.locked = false;
        });
    });
    m_menu->addAction(tr("Close all boxes"), this, [this] { emit wanted([](ViewSpec& s) { s.flow.opened.clear(); }); });
    m_menu->addSeparator();
    m_menu->addAction(tr("Copy as table"), this, &FlowBar::copyWanted);
    m_menu->addAction(tr("Export the flows..."), this, &FlowBar::exportWanted);
}

/// One submenu per stage: what its boxes are, where it differs.
void FlowBar::fillStages() {
    if (!m_dataset || m_spec.flow.lanesFromFlows) return;
    auto* all = m_menu->addMenu(tr("Boxes of one stage"));
    for (int stage = 1; stage <= m_dataset->stages().size(); ++stage) {
        QStringList words{tr("as everywhere")};
        const auto list = groupings(m_dataset);
        int current = 0;
        const auto own = m_spec.flow.groupByStage.find(stage);
        for (const auto& choice : list) {
            words << choice.words;
            if (own != m_spec.flow.groupByStage.end() && fromUtf8(own->second) == choice.id) current = int(words.size()) - 1;
        }
        auto* menu = choices(fromUtf8(m_dataset->stages().name(stage)), words, current, [this, stage, list](int k) {
            emit wanted([stage, by = k > 0 ? list[k - 1].id.toStdString() : std::string()](ViewSpec& s) {
                if (by.empty()) s.flow.groupByStage.erase(stage);
                else s.flow.groupByStage[stage] = by;
            });
        });
        m_menu->removeAction(menu->menuAction());
        all->addMenu(menu);
    }
}

void FlowBar::askForLabels() {
    QStringList words;
    const auto templates = labelTemplates();
    int current = 0;
    for (const auto& choice : templates) {
        if (fromUtf8(m_spec.flow.label) == choice.id) current = int(words.size());
        words << choice.id;
    }
    if (!m_spec.flow.label.empty() && fromUtf8(m_spec.flow.label) != words[current]) {
        words.prepend(fromUtf8(m_spec.flow.label));
        current = 0;
    }
    bool ok = false;
    const QString text = QInputDialog::getItem(this, tr("Labels"), tr("What a label says. {name} {value} {stage%} {total%} {in} {out} are filled in, \\n begins a line."), words, current, true, &ok);
    if (ok) emit wanted([label = text.toStdString()](ViewSpec& s) { s.flow.label = label == "{name}\\n{value}" ? std::string() : label; });
}

} // namespace chainscape::ui
