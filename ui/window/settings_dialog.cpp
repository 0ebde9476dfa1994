// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/settings_dialog.h"

#include <array>
#include <cmath>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

constexpr std::array kEpsilons{1e-2, 1e-3, 1e-4, 1e-6, 1e-8};

QTableWidgetItem* cellWith(const std::string& words) { return new QTableWidgetItem(fromUtf8(words)); }

} // namespace

SettingsDialog::SettingsDialog(const AnalysisOptions& options, QWidget* parent) : QDialog(parent), m_kept(options), m_rules(new QTableWidget(0, 3, this)) {
    setWindowTitle(tr("Settings of the analysis"));
    setObjectName(QStringLiteral("settingsDialog"));
    resize(620, 520);
    auto* pages = new QTabWidget(this);
    pages->setAccessibleName(tr("Groups of settings"));
    addDigital(*pages);
    addCriticality(*pages);
    addSearches(*pages);
    addThresholds(*pages);
    auto* about = new QLabel(tr("Kept in this project, for the window and the command line alike; the figures and tables that depend on them print them. Ctrl+Z takes a change back."), this);
    about->setWordWrap(true);
    about->setProperty("role", "secondary");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this, [this] { show(AnalysisOptions{}); });
    auto* column = new QVBoxLayout(this);
    column->addWidget(about);
    column->addWidget(pages, 1);
    column->addWidget(buttons);
    show(options);
}

void SettingsDialog::show(const AnalysisOptions& options) {
    m_kept = options;
    for (const auto& fill : m_fill) fill(options);
}

AnalysisOptions SettingsDialog::options() const {
    AnalysisOptions out = m_kept;
    for (const auto& read : m_read) read(out);
    return out;
}

QFormLayout* SettingsDialog::page(QTabWidget& pages, const QString& title, const QString& about) {
    auto* inside = new QWidget(&pages);
    auto* form = new QFormLayout(inside);
    form->setVerticalSpacing(10);
    auto* words = new QLabel(about, inside);
    words->setWordWrap(true);
    words->setProperty("role", "secondary");
    form->addRow(words);
    pages.addTab(inside, title);
    return form;
}

void SettingsDialog::field(QFormLayout& form, const char* name, const QString& label, double least, double most, int decimals, std::function<double(const AnalysisOptions&)> get,
                           std::function<void(AnalysisOptions&, double)> set) {
    auto* box = new QDoubleSpinBox(this);
    box->setDecimals(decimals);
    box->setRange(least, most);
    box->setSingleStep(decimals > 0 ? 0.05 : 1);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(label);
    form.addRow(label, box);
    m_fill.push_back([box, get = std::move(get)](const AnalysisOptions& o) { box->setValue(get(o)); });
    m_read.push_back([box, set = std::move(set)](AnalysisOptions& o) { set(o, box->value()); });
}

void SettingsDialog::choice(QFormLayout& form, const char* name, const QString& label, const QStringList& words, std::function<int(const AnalysisOptions&)> get,
                            std::function<void(AnalysisOptions&, int)> set) {
    auto* box = new QComboBox(this);
    box->addItems(words);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(label);
    form.addRow(label, box);
    m_fill.push_back([box, get = std::move(get)](const AnalysisOptions& o) { box->setCurrentIndex(get(o)); });
    m_read.push_back([box, set = std::move(set)](AnalysisOptions& o) { set(o, box->currentIndex()); });
}

void SettingsDialog::flag(QFormLayout& form, const char* name, const QString& label, std::function<bool(const AnalysisOptions&)> get, std::function<void(AnalysisOptions&, bool)> set) {
    auto* box = new QCheckBox(label, this);
    box->setObjectName(QLatin1String(name));
    form.addRow(QString(), box);
    m_fill.push_back([box, get = std::move(get)](const AnalysisOptions& o) { box->setChecked(get(o)); });
    m_read.push_back([box, set = std::move(set)](AnalysisOptions& o) { set(o, box->isChecked()); });
}

void SettingsDialog::addDigital(QTabWidget& pages) {
    auto& form = *page(pages, tr("Digital"), tr("What counts as digital. A score that nobody stated is unknown and shown as a band."));
    field(form, "linkThreshold", tr("Link is digital from a score of"), 0, 1, 2, [](const auto& o) { return o.digital.linkThreshold; }, [](auto& o, double v) { o.digital.linkThreshold = v; });
    choice(form, "digitalMode", tr("Firms' scores"), {tr("do not count: the link's score alone"), tr("count: both firms must reach theirs, too")},
           [](const auto& o) { return int(o.digital.mode); }, [](auto& o, int v) { o.digital.mode = DigitalMode(v); });
    field(form, "firmThreshold", tr("Firm is digital from a score of"), 0, 1, 2, [](const auto& o) { return o.digital.firmThreshold; }, [](auto& o, double v) { o.digital.firmThreshold = v; });
    field(form, "bridgeGaps", tr("Bridge plan for up to so many gaps"), 1, 30, 0, [](const auto& o) { return o.bridgePlan.gaps; }, [](auto& o, double v) { o.bridgePlan.gaps = int(v); });
    field(form, "bridgeExact", tr("Try every choice up to so many"), 0, 1e9, 0, [](const auto& o) { return o.bridgePlan.exactUpTo; }, [](auto& o, double v) { o.bridgePlan.exactUpTo = std::round(v); });
}

void SettingsDialog::addCriticality(QTabWidget& pages) {
    auto& form = *page(pages, tr("Criticality"), tr("How a failure spreads (systemic risk), and when a supplier counts as the only one."));
    choice(form, "replaceability", tr("When a firm fails"), {tr("nobody replaces it"), tr("its market share tells how far it is replaced")},
           [](const auto& o) { return int(o.cascade.replaceability); }, [](auto& o, int v) { o.cascade.replaceability = Replaceability(v); });
    QStringList words;
    for (const double e : kEpsilons) words << QString::number(e, 'g', 2);
    choice(form, "cascadeEpsilon", tr("Cascade stops below a loss of"), words,
           [](const auto& o) {
               std::size_t nearest = 0;
               for (std::size_t i = 0; i < kEpsilons.size(); ++i)
                   if (std::fabs(std::log(kEpsilons[i] / o.cascade.epsilon)) < std::fabs(std::log(kEpsilons[nearest] / o.cascade.epsilon))) nearest = i;
               return int(nearest);
           },
           [](auto& o, int v) { o.cascade.epsilon = kEpsilons[std::size_t(std::max(0, v))]; });
    field(form, "cascadeRounds", tr("At most so many rounds"), 1, 1e6, 0, [](const auto& o) { return o.cascade.maxRounds; }, [](auto& o, double v) { o.cascade.maxRounds = int(v); });
    field(form, "riskUpTo", tr("Unasked up to so many firms"), 0, 1e6, 0, [](const auto& o) { return double(o.riskUpTo); }, [](auto& o, double v) { o.riskUpTo = std::size_t(v); });
    field(form, "soleShare", tr("Sole supplier from a share of"), 0.5, 1, 2, [](const auto& o) { return o.concentration.soleShare; }, [](auto& o, double v) { o.concentration.soleShare = v; });
    flag(form, "cascadeRevenue", tr("Declared revenue and cost dilute losses"), [](const auto& o) { return o.cascade.useRevenueAndCost; }, [](auto& o, bool v) { o.cascade.useRevenueAndCost = v; });
    addEssentiality(form);
}

void SettingsDialog::addEssentialityRow(const EssentialityRule& rule) {
    const int row = m_rules->rowCount();
    m_rules->insertRow(row);
    m_rules->setItem(row, 0, cellWith(rule.supplierSector));
    m_rules->setItem(row, 1, cellWith(rule.buyerSector));
    auto* box = new QComboBox(m_rules);
    box->addItems({tr("negligible"), tr("non-essential"), tr("essential")});
    box->setCurrentIndex(int(rule.essentiality));
    box->setAccessibleName(tr("How essential"));
    m_rules->setCellWidget(row, 2, box);
}

void SettingsDialog::addEssentiality(QFormLayout& form) {
    m_rules->setObjectName(QStringLiteral("essentiality"));
    m_rules->setAccessibleName(tr("Essential inputs"));
    m_rules->setHorizontalHeaderLabels({tr("Supplier's sector"), tr("Buyer's sector"), tr("How essential")});
    m_rules->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_rules->verticalHeader()->hide();
    m_rules->setToolTip(tr("Empty: material links into buyers of stages 1 to 5 are essential, all others non-essential. * stands for every sector; later lines win."));
    auto* add = new QPushButton(tr("Add line"), this);
    auto* remove = new QPushButton(tr("Remove line"), this);
    connect(add, &QPushButton::clicked, this, [this] { addEssentialityRow({"*", "*", Essentiality::Essential}); });
    connect(remove, &QPushButton::clicked, this, [this] { m_rules->removeRow(m_rules->currentRow()); });
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch(1);
    form.addRow(new QLabel(tr("Essential inputs, by sector (none: material into stages 1 to 5 is essential)"), this));
    form.addRow(m_rules);
    form.addRow(buttons);
    m_fill.push_back([this](const AnalysisOptions& o) {
        m_rules->setRowCount(0);
        for (const auto& rule : o.cascade.essentiality) addEssentialityRow(rule);
    });
    m_read.push_back([this](AnalysisOptions& o) {
        o.cascade.essentiality.clear();
        for (int row = 0; row < m_rules->rowCount(); ++row) {
            const auto words = [&](int c) { return m_rules->item(row, c) ? m_rules->item(row, c)->text().trimmed().toStdString() : std::string(); };
            const auto* box = qobject_cast<QComboBox*>(m_rules->cellWidget(row, 2));
            o.cascade.essentiality.push_back({words(0), words(1), Essentiality(box ? box->currentIndex() : 1)});
        }
    });
}

void SettingsDialog::addSearches(QTabWidget& pages) {
    auto& form = *page(pages, tr("Searches"), tr("Seeds and efforts of what is searched for. The same settings always give the same answer."));
    field(form, "communityResolution", tr("Communities: resolution"), 0.01, 100, 2, [](const auto& o) { return o.communities.resolution; }, [](auto& o, double v) { o.communities.resolution = v; });
    field(form, "communityRestarts", tr("Communities: restarts"), 1, 1000, 0, [](const auto& o) { return o.communities.restarts; }, [](auto& o, double v) { o.communities.restarts = int(v); });
    field(form, "communitySeed", tr("Communities: seed"), 0, 1e9, 0, [](const auto& o) { return double(o.communities.seed); }, [](auto& o, double v) { o.communities.seed = std::uint64_t(v); });
    field(form, "betweennessExact", tr("Betweenness: exact up to so many firms"), 0, 1e6, 0, [](const auto& o) { return double(o.betweenness.exactUpTo); },
          [](auto& o, double v) { o.betweenness.exactUpTo = std::size_t(v); });
    field(form, "betweennessPivots", tr("Betweenness: firms sampled above that"), 2, 1e6, 0, [](const auto& o) { return double(o.betweenness.pivots); },
          [](auto& o, double v) { o.betweenness.pivots = static_cast<decltype(o.betweenness.pivots)>(v); });
    field(form, "betweennessSeed", tr("Betweenness: seed"), 0, 1e9, 0, [](const auto& o) { return double(o.betweenness.seed); }, [](auto& o, double v) { o.betweenness.seed = std::uint64_t(v); });
    field(form, "loopsExact", tr("Loops: least removal exact up to so many firms"), 0, 20, 0, [](const auto& o) { return double(o.feedbackArcs.exactUpTo); },
          [](auto& o, double v) { o.feedbackArcs.exactUpTo = std::size_t(v); });
    field(form, "loopsRestarts", tr("Loops: restarts above that"), 0, 1e6, 0, [](const auto& o) { return o.feedbackArcs.restarts; }, [](auto& o, double v) { o.feedbackArcs.restarts = int(v); });
}

void SettingsDialog::addThresholds(QTabWidget& pages) {
    auto& form = *page(pages, tr("Conventions"), tr("Conventions, not estimates: from where on something is called by its name."));
    flag(form, "useRevenue", tr("A declared revenue counts as output where it is larger"), [](const auto& o) { return o.accounts.useRevenue; }, [](auto& o, bool v) { o.accounts.useRevenue = v; });
    field(form, "spareCapacity", tr("Spare capacity when trade is rerouted"), 0, 10, 2, [](const auto& o) { return o.spareCapacity; }, [](auto& o, double v) { o.spareCapacity = v; });
    field(form, "narrowChain", tr("Chain is narrow below a mean breadth of"), 0, 100, 2, [](const auto& o) { return o.narrowChain; }, [](auto& o, double v) { o.narrowChain = v; });
    field(form, "narrowStage", tr("Stage is narrow below a breadth of"), 0, 100, 2, [](const auto& o) { return o.narrowStage; }, [](auto& o, double v) { o.narrowStage = v; });
    field(form, "mislabelled", tr("Stages may be mislabelled above a backflow of"), 0, 1, 2, [](const auto& o) { return o.mislabelled; }, [](auto& o, double v) { o.mislabelled = v; });
}

} // namespace chainscape::ui
