// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/explorer_panel.h"

#include <algorithm>
#include <set>

#include <QFormLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/model/view_snapshot.h"
#include "ui/style/sizes.h"
#include "ui/window/legend_widget.h"
#include "ui/window/stage_list.h"

namespace chainscape::ui {
namespace {

QLabel* section(const QString& words, QWidget* parent) {
    auto* label = new QLabel(words, parent);
    label->setProperty("role", "section");
    return label;
}

/// Distinct texts behind the codes of a firm column, sorted, blanks left out.
QStringList distinct(const Dataset& dataset, const std::vector<std::uint32_t>& codes) {
    std::set<std::uint32_t> seen(codes.begin(), codes.end());
    QStringList words;
    for (const auto code : seen)
        if (code != 0) words << QString::fromStdString(dataset.text(code));
    words.sort(Qt::CaseInsensitive);
    return words;
}

void fillCombo(QComboBox& box, const QString& all, const QStringList& words, const std::vector<std::string>& chosen) {
    const QSignalBlocker quiet(box);
    box.clear();
    box.addItem(all);
    box.addItems(words);
    const int at = chosen.empty() ? 0 : box.findText(QString::fromStdString(chosen.front()));
    box.setCurrentIndex(std::max(0, at));
    box.setEnabled(!words.isEmpty());
}

} // namespace

ExplorerPanel::ExplorerPanel(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_theme(&theme(ThemeKind::Light)), m_own(*m_theme), m_stages(new StageListWidget(session)), m_region(new QComboBox),
      m_sector(new QComboBox), m_digital(new QComboBox), m_least(new QDoubleSpinBox), m_scenarios(new QListWidget), m_health(new QLabel),
      m_legend(new LegendWidget), m_legendRoom(new QScrollArea) {
    setProperty("role", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Explorer"));
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(buildInside());
    scroll->setAccessibleName(tr("Stages, filter, scenarios, data health"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(scroll, 1);
    column->addWidget(buildLegend());
    setMinimumWidth(232);
    setScenarios({});

    connect(m_health, &QLabel::linkActivated, this, &ExplorerPanel::healthWanted);
    connect(m_scenarios, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0) emit scenarioChosen(row == 0 ? QString{} : m_scenarios->item(row)->text());
    });
    connect(&m_session, &Session::changed, this, &ExplorerPanel::refresh);
}

QWidget* ExplorerPanel::buildInside() {
    auto* inside = new QWidget;
    inside->setProperty("role", "panel");
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(8);
    column->addWidget(section(tr("Stages"), inside));
    column->addWidget(m_stages);
    buildFilter(column);
    column->addWidget(section(tr("Scenarios"), inside));
    m_scenarios->setAccessibleName(tr("Scenarios"));
    m_scenarios->setFrameShape(QFrame::NoFrame);
    m_scenarios->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    column->addWidget(m_scenarios);
    column->addWidget(section(tr("Data health"), inside));
    m_health->setProperty("role", "secondary");
    m_health->setWordWrap(true);
    m_health->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_health->setAccessibleName(tr("Data health"));
    column->addWidget(m_health);
    column->addStretch(1);
    return inside;
}

/// The legend stays in sight below what scrolls; one that is long scrolls by itself.
QWidget* ExplorerPanel::buildLegend() {
    auto* box = new QWidget;
    box->setProperty("role", "foot");
    box->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(14, 8, 14, 8);
    column->setSpacing(4);
    column->addWidget(section(tr("Legend"), box));
    m_legendRoom->setWidgetResizable(true);
    m_legendRoom->setFrameShape(QFrame::NoFrame);
    m_legendRoom->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_legendRoom->setAccessibleName(tr("Legend"));
    m_legendRoom->setWidget(m_legend);
    for (QWidget* ground : {m_legendRoom->viewport(), static_cast<QWidget*>(m_legend)}) ground->setBackgroundRole(QPalette::Base);
    column->addWidget(m_legendRoom);
    return box;
}

void ExplorerPanel::buildFilter(QVBoxLayout* column) {
    column->addWidget(section(tr("Filter"), this));
    auto* form = new QFormLayout;
    form->setVerticalSpacing(6);
    form->setHorizontalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Region"), m_region);
    form->addRow(tr("Sector"), m_sector);
    form->addRow(tr("Value from"), m_least);
    form->addRow(tr("Digital"), m_digital);
    m_digital->addItems({tr("any, unknown"), tr("digital"), tr("analogue"), tr("unknown")});
    m_least->setRange(0, 1e15);
    m_least->setDecimals(1);
    m_least->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_least->setSpecialValueText(tr("any"));
    m_least->setKeyboardTracking(false);
    m_least->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    for (const auto& [box, name] : {std::pair<QWidget*, QString>{m_region, tr("Region")}, {m_sector, tr("Sector")}, {m_least, tr("Least value")}, {m_digital, tr("Digital")}}) {
        box->setAccessibleName(name);
        box->setMinimumWidth(60);
    }
    for (auto* box : {m_region, m_sector, m_digital}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(4);
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        connect(box, &QComboBox::activated, this, &ExplorerPanel::applyFilter);
    }
    connect(m_least, &QDoubleSpinBox::valueChanged, this, &ExplorerPanel::applyFilter);
    column->addLayout(form);
    auto* conditions = new QPushButton(tr("More conditions..."), this);
    conditions->setProperty("link", true);
    conditions->setObjectName(QStringLiteral("moreConditions"));
    connect(conditions, &QPushButton::clicked, this, &ExplorerPanel::conditionsWanted);
    column->addWidget(conditions, 0, Qt::AlignLeft);
}

void ExplorerPanel::applyFilter() {
    m_session.edit(What::Filter, [this](ViewSpec& spec) {
        const auto one = [](const QComboBox& box) {
            return box.currentIndex() <= 0 ? std::vector<std::string>{} : std::vector<std::string>{box.currentText().toStdString()};
        };
        spec.filter.regions = one(*m_region);
        spec.filter.sectors = one(*m_sector);
        spec.filter.minValue = m_least->value();
        spec.filter.digital = DigitalFilter(std::max(0, m_digital->currentIndex()));
    });
}

void ExplorerPanel::fillFilter() {
    const auto& filter = m_session.spec().filter;
    const auto& dataset = m_session.dataset();
    fillCombo(*m_region, tr("all"), dataset ? distinct(*dataset, dataset->firms().region) : QStringList{}, filter.regions);
    fillCombo(*m_sector, tr("all"), dataset ? distinct(*dataset, dataset->firms().sector) : QStringList{}, filter.sectors);
    const QSignalBlocker quietLeast(m_least), quietDigital(m_digital);
    m_least->setValue(filter.minValue);
    m_digital->setCurrentIndex(int(filter.digital));
}

void ExplorerPanel::refresh(Changes what) {
    if (what & (What::Dataset | What::Scenario)) showChosenScenario();
    if (what & (What::Dataset | What::Filter)) fillFilter();
    if (what & (What::Dataset | What::Filter | What::Period | What::Look)) showStages();
}

/// The chips are the legend of the figures: in the user's colours.
void ExplorerPanel::showStages() {
    m_own = ownTheme(*m_theme, m_session.spec());
    m_stages->show(m_own);
}

void ExplorerPanel::setTheme(const Theme& theme) {
    m_theme = &theme;
    showStages();
    m_legend->show(m_legend->legend(), theme);
    setHealth(m_healthSentence); // a link keeps the colour it was written in
}

void ExplorerPanel::setLegend(const Legend& legend) {
    m_legend->show(withoutStages(legend), *m_theme);
    m_legendRoom->parentWidget()->setVisible(!m_legend->legend().empty());
    fitLegend();
}

/// The stages above are the legend of their colours; below they would only take room.
Legend ExplorerPanel::withoutStages(Legend legend) const {
    if (!m_session.hasData()) return legend;
    const StageList& stages = m_session.dataset()->stages();
    const bool stagesOnly = std::all_of(legend.colours.begin(), legend.colours.end(), [&](const LegendEntry& entry) {
        for (int stage = 1; stage <= stages.size(); ++stage)
            if (entry.text == QString::fromUtf8(stages.name(stage).data(), qsizetype(stages.name(stage).size()))) return entry.colour == colourOfStage(m_own, stages, stage);
        return false;
    });
    if (!stagesOnly) return legend;
    legend.colourTitle.clear();
    legend.colours.clear();
    return legend;
}

void ExplorerPanel::fitLegend() {
    const int wanted = m_legend->heightForWidth(std::max(120, m_legendRoom->viewport()->width()));
    m_legendRoom->setFixedHeight(std::min(wanted, height() * 2 / 5));
}

void ExplorerPanel::resizeEvent(QResizeEvent*) { fitLegend(); }

void ExplorerPanel::setScenarios(const QStringList& names) {
    const QSignalBlocker quiet(m_scenarios);
    m_scenarios->clear();
    m_scenarios->addItem(tr("Base"));
    m_scenarios->addItems(names);
    showChosenScenario();
    m_scenarios->setFixedHeight(std::min(5, m_scenarios->count()) * size::row + 4);
}

/// The row of the scenario that the session shows; the base when there is none of that name.
void ExplorerPanel::showChosenScenario() {
    const QSignalBlocker quiet(m_scenarios);
    const std::string& name = m_session.spec().scenario;
    const auto found = name.empty() ? QList<QListWidgetItem*>{} : m_scenarios->findItems(QString::fromStdString(name), Qt::MatchExactly);
    m_scenarios->setCurrentRow(found.isEmpty() ? 0 : m_scenarios->row(found.back()));
}

void ExplorerPanel::setHealth(const QString& sentence) {
    m_healthSentence = sentence;
    m_health->setText(sentence.isEmpty() ? tr("No import yet.") : QStringLiteral("<a href=\"health\" style=\"color: %2\">%1</a>").arg(sentence.toHtmlEscaped(), m_theme->accent.name()));
}

} // namespace chainscape::ui
