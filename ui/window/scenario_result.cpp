// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/scenario_result.h"

#include <algorithm>
#include <cmath>

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/canvas/canvas_widget.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"
#include "ui/window/measure_text.h"

namespace chainscape::ui {
namespace {

QString differenceText(const Measure& measure, double base, double value, const QString& unit) {
    const double delta = value - base;
    if (std::isnan(delta)) return {};
    if (std::fabs(delta) <= 1e-12 * std::max(1.0, std::fabs(base))) return QStringLiteral("=");
    if (measure.unit == MeasureUnit::Share) return pointsText(delta);
    const QString size = measure.unit == MeasureUnit::Value ? valueText(std::fabs(delta), unit) : shortText(std::fabs(delta));
    return (delta > 0 ? QChar('+') : QChar(0x2212)) + size;
}

/// A row that only scenarios have.
template <class Value>
QStringList columnRow(const ScenarioReport& report, const QString& name, const QString& base, Value value) {
    QStringList row{name, base};
    for (const auto& column : report.columns) row << value(column) << QString();
    return row;
}

constexpr int kColumnAir = 14; ///< beside the widest word

QString nameIn(const DatasetPtr& dataset, const std::string& id) {
    const auto firm = dataset ? dataset->firmIndex(id) : kNone;
    return fromUtf8(firm == kNone ? id : dataset->firms().name[firm]);
}

/// "2024 Q4" for the "2024Q4" of the files.
QString dateOf(const ScenarioReport& report) {
    const DatasetPtr dataset = report.columns.empty() ? DatasetPtr() : report.columns.front().result.after;
    const auto at = dataset ? dataset->periodIndex(report.period) : kNone;
    return at == kNone ? fromUtf8(report.period) : periodText(dataset->periods()[at].period);
}

QString amountOf(double value, const QString& unit) { return value > 0 ? valueText(value, unit) : Words::tr("none"); }

QString bandText(const ShockBand& band) {
    return Words::tr("Final deliveries lost: scarcest input decides (Leontief) %1, inputs replace each other (ESRI) %2, sales splits stay (Ghosh) %3, rerouted %4.%5")
        .arg(percentText(band.leontiefMin), percentText(band.esriLinear), percentText(band.ghoshFixed), percentText(band.reroute), band.converged ? QString() : Words::tr(" Not converged."));
}

/// R* of every scenario as a bar, with the usual years of the data behind.
Scene chartScene(const ScenarioReport& report, QSizeF size, ThemeKind kind) {
    const Theme& t = theme(kind);
    auto list = std::make_shared<DisplayList>();
    list->background = t.canvas.rgba();
    list->summary = Words::tr("Size of the remix of each scenario");
    const auto word = [&](const QString& text, QPointF at, double pixels, const QColor& ink, Across across) {
        Text made;
        made.text = text;
        made.anchor = at;
        made.size = pixels;
        made.colour = ink.rgba();
        made.across = across;
        made.upright = Upright::Middle;
        made.maxWidth = across == Across::Right ? 190 : size.width() - 40;
        list->text(made);
    };
    double most = std::isfinite(report.normal.high) ? report.normal.high : 0;
    for (const auto& c : report.columns)
        if (std::isfinite(c.change.rStar)) most = std::max(most, c.change.rStar);
    const double left = 210, width = std::max(60.0, size.width() - left - 150), row = 30, top = 64;
    const auto x = [&](double v) { return left + (most > 0 ? v / most * width : 0); };
    word(Words::tr("R* between base and scenario: what is rearranged beyond growth"), {16, 20}, size::sectionFont, t.text, Across::Left);
    if (report.normal.steps >= 2) {
        list->rect({QRectF(QPointF(x(report.normal.low), top - row / 2), QPointF(x(report.normal.high), top + row * double(report.columns.size()))), 0, {withAlpha(t.accent, 0.09).rgba(), 0}, {}});
        word(Words::tr("tinted: the years of this data, %1").arg(rangeText(report.normal.low, report.normal.high)), {16, 40}, size::smallFont, t.secondary, Across::Left);
    }
    for (std::size_t i = 0; i < report.columns.size(); ++i) {
        const auto& c = report.columns[i];
        const double y = top + row * double(i) + row / 2 - 6;
        word(fromUtf8(c.name), {left - 10, y}, size::smallFont, t.text, Across::Right);
        if (!std::isfinite(c.change.rStar)) continue;
        list->rect({QRectF(left, y - 8, std::max(1.0, x(c.change.rStar) - left), 16), 2, {mixed(t.canvas, t.accent, 0.8).rgba(), 0}, {}});
        const QString years = std::isfinite(c.years) ? Words::tr("%1, %2 usual years").arg(shortText(c.change.rStar, 2), shortText(c.years, 2)) : shortText(c.change.rStar, 2);
        word(years, {x(c.change.rStar) + 8, y}, size::smallFont, t.text, Across::Left);
    }
    return list;
}

/// Columns as wide as their words, with some air: a head may be as long as its cells.
void widen(QTableWidget& table) {
    table.resizeColumnsToContents();
    for (int c = 0; c < table.columnCount(); ++c) table.setColumnWidth(c, table.columnWidth(c) + kColumnAir);
}

QTableWidget* tableOf(const QStringList& heads, const std::vector<QStringList>& rows, const QString& name, const char* object, QWidget* parent) {
    auto* table = new QTableWidget(int(rows.size()), int(heads.size()), parent);
    table->setHorizontalHeaderLabels(heads);
    for (int c = 0; c < int(heads.size()); ++c) table->horizontalHeaderItem(c)->setTextAlignment((c == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    table->setAccessibleName(name);
    table->setObjectName(QLatin1String(object));
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(size::row);
    for (int r = 0; r < table->rowCount(); ++r)
        for (int c = 0; c < table->columnCount(); ++c) {
            auto* item = new QTableWidgetItem(rows[std::size_t(r)].value(c));
            if (c > 0) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            table->setItem(r, c, item);
        }
    return table;
}

} // namespace

std::vector<QStringList> figureRows(const ScenarioReport& report) {
    const QString unit = fromUtf8(report.unit);
    std::vector<QStringList> rows;
    const auto star = [](const ScenarioColumn& c) { return std::isfinite(c.change.rStar) ? shortText(c.change.rStar) : unknownText(); };
    rows.push_back(columnRow(report, Words::tr("Remix R*, base to scenario"), {}, star));
    rows.push_back(columnRow(report, Words::tr("in years of normal change"), {}, [](const ScenarioColumn& c) { return std::isfinite(c.years) ? shortText(c.years, 2) : unknownText(); }));
    rows.push_back(columnRow(report, Words::tr("Bought outside the chain"), {}, [&](const ScenarioColumn& c) { return amountOf(c.result.externalPurchases, unit); }));
    rows.push_back(columnRow(report, Words::tr("Stranded supply"), {}, [&](const ScenarioColumn& c) { return amountOf(c.result.strandedSupply, unit); }));
    rows.push_back(columnRow(report, Words::tr("Unmet demand"), {}, [&](const ScenarioColumn& c) { return amountOf(c.result.strandedDemand, unit); }));
    for (const auto& row : report.rows) {
        QStringList cells{fromUtf8(row.measure->name), measureText(*row.measure, row.base, unit)};
        for (const double value : row.values) cells << measureText(*row.measure, value, unit) << differenceText(*row.measure, row.base, value, unit);
        rows.push_back(cells);
    }
    return rows;
}

std::vector<QStringList> shortfallRows(const ScenarioReport& report) {
    const QString unit = fromUtf8(report.unit);
    std::vector<QStringList> rows;
    for (const auto& c : report.columns)
        for (const auto& s : c.result.shortfalls)
            rows.push_back({fromUtf8(c.name), nameIn(c.result.after, s.firm), amountOf(s.outside, unit), amountOf(s.strandedSupply, unit), amountOf(s.strandedDemand, unit)});
    return rows;
}

ScenarioResultDialog::ScenarioResultDialog(const ScenarioReport& report, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Scenarios beside the base, %1").arg(dateOf(report)));
    setObjectName(QStringLiteral("scenarioResult"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(900, 600);
    auto* tabs = new QTabWidget(this);
    tabs->addTab(buildFigures(report), tr("Key figures"));
    tabs->addTab(buildShortfalls(report), tr("Who is stranded"));
    tabs->addTab(buildChart(report), tr("Size"));
    tabs->addTab(buildSteps(report), tr("Steps and checks"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    auto* copyButton = buttons->addButton(tr("Copy table"), QDialogButtonBox::ActionRole);
    copyButton->setObjectName(QStringLiteral("copyFigures"));
    copyButton->setAutoDefault(false);
    connect(copyButton, &QPushButton::clicked, this, &ScenarioResultDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* column = new QVBoxLayout(this);
    column->addWidget(tabs, 1);
    column->addWidget(buildCompare(report));
    column->addWidget(buttons);
}

/// One scenario against the base, as figures of the change view.
QWidget* ScenarioResultDialog::buildCompare(const ScenarioReport& report) {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* which = new QComboBox(row);
    which->setAccessibleName(tr("Scenario to compare with the base"));
    which->setObjectName(QStringLiteral("compareScenario"));
    for (const auto& c : report.columns) which->addItem(fromUtf8(c.name));
    auto* label = new QLabel(tr("Base and"), row);
    label->setBuddy(which);
    layout->addWidget(label);
    layout->addWidget(which);
    const auto button = [&](const QString& words, const char* object, ChangeShow figure) {
        auto* made = new QPushButton(words, row);
        made->setObjectName(QLatin1String(object));
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, [this, which, figure] { emit compareWanted(which->currentText(), figure); });
        layout->addWidget(made);
    };
    button(tr("Compare on the map"), "compareMap", ChangeShow::Map);
    button(tr("Compare as flows"), "compareFlow", ChangeShow::Flow);
    button(tr("Compare as lists"), "compareLists", ChangeShow::Lists);
    layout->addStretch(1);
    return row;
}

QWidget* ScenarioResultDialog::buildShortfalls(const ScenarioReport& report) {
    const auto rows = shortfallRows(report);
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    auto* about = new QLabel(rows.empty() ? tr("Nobody is stranded and nobody must buy outside the chain.") : tr("Firms that must buy outside the chain, cannot place what they make, or cannot get what they need. Click one to see it."), page);
    about->setWordWrap(true);
    about->setProperty("role", "secondary");
    auto* table = tableOf({tr("Scenario"), tr("Firm"), tr("Bought outside"), tr("Not placed"), tr("Not got")}, rows, tr("Who is stranded"), "scenarioShortfalls", this);
    table->horizontalHeaderItem(1)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    int at = 0;
    for (const auto& c : report.columns)
        for (const auto& s : c.result.shortfalls) {
            QTableWidgetItem* firm = table->item(at++, 1);
            firm->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
            firm->setData(Qt::UserRole, fromUtf8(s.firm));
        }
    widen(*table);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    connect(table, &QTableWidget::currentItemChanged, this, [this, table](QTableWidgetItem* now) {
        if (now) emit firmPicked(table->item(now->row(), 1)->data(Qt::UserRole).toString());
    });
    column->addWidget(about);
    column->addWidget(table, 1);
    return page;
}

QWidget* ScenarioResultDialog::buildFigures(const ScenarioReport& report) {
    QStringList heads{tr("Figure"), tr("Base")};
    for (const auto& c : report.columns) heads << fromUtf8(c.name) << tr("difference");
    m_figures = tableOf(heads, figureRows(report), tr("Key figures before and after"), "scenarioFigures", this);
    widen(*m_figures);
    return m_figures;
}

QWidget* ScenarioResultDialog::buildSteps(const ScenarioReport& report) {
    std::vector<QStringList> rows;
    for (const auto& c : report.columns) {
        for (const auto& step : c.result.steps) {
            rows.push_back({fromUtf8(c.name), step.applied ? tr("done") : tr("not done"), fromUtf8(step.message)});
            if (step.band) rows.push_back({fromUtf8(c.name), tr("shock band"), bandText(*step.band)});
        }
        for (const auto& invariant : c.result.invariants)
            rows.push_back({fromUtf8(c.name), invariant.holds ? tr("holds") : tr("does not hold"), tr("%1, off by %2").arg(fromUtf8(invariant.name), shortText(invariant.error, 2))});
    }
    auto* table = tableOf({tr("Scenario"), tr("State"), tr("What it did, or why it does not apply")}, rows, tr("Steps and checks"), "scenarioSteps", this);
    for (int c = 1; c < 3; ++c) table->horizontalHeaderItem(c)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int r = 0; r < table->rowCount(); ++r)
        for (int c = 1; c < 3; ++c) table->item(r, c)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->setWordWrap(true);
    table->horizontalHeader()->setStretchLastSection(true);
    table->resizeColumnToContents(0);
    table->verticalHeader()->setMinimumSectionSize(size::row);
    table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    return table;
}

QWidget* ScenarioResultDialog::buildChart(const ScenarioReport& report) {
    auto* canvas = new CanvasWidget(this);
    canvas->setAccessibleName(tr("Size of the remix of each scenario"));
    const ThemeKind kind = palette().window().color().lightness() < 128 ? ThemeKind::Dark : ThemeKind::Light;
    canvas->setTheme(kind);
    canvas->setProvider([report = std::make_shared<const ScenarioReport>(report), kind](QSizeF size, const Camera&) { return chartScene(*report, size, kind); }, ViewMode::Fit);
    return canvas;
}

void ScenarioResultDialog::copy() {
    QStringList lines;
    const auto line = [&](auto cell) {
        QStringList cells;
        for (int c = 0; c < m_figures->columnCount(); ++c) cells << cell(c);
        lines << cells.join('\t');
    };
    line([&](int c) { return m_figures->horizontalHeaderItem(c)->text(); });
    for (int r = 0; r < m_figures->rowCount(); ++r) line([&](int c) { return m_figures->item(r, c)->text(); });
    QGuiApplication::clipboard()->setText(lines.join('\n') + '\n');
}

} // namespace chainscape::ui
