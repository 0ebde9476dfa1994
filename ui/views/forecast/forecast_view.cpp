// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/forecast/forecast_view.h"

#include <algorithm>

#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/model/view_snapshot.h"
#include "core/project/structure_series.h"
#include "ui/style/format.h"
#include "ui/views/common/wrap_layout.h"

namespace chainscape::ui {
namespace {

constexpr int kMostAhead = 60;

} // namespace

ForecastView::ForecastView(Session& session, Jobs& jobs, QWidget* parent)
    : View(session, parent), m_jobs(jobs), m_canvas(new CanvasWidget(this)), m_show(new QComboBox(this)), m_of(new QComboBox(this)), m_pair(new QComboBox(this)), m_beside(new QComboBox(this)),
      m_marks(new QPushButton(tr("Breaks and events"), this)), m_issue(new QPushButton(tr("Issue forecast"), this)), m_copy(new QPushButton(tr("Copy table"), this)), m_add(new QPushButton(tr("Add series"), this)),
      m_table(new QTableWidget(this)), m_horizon(new QSpinBox(this)), m_log(new QCheckBox(tr("Logarithmic axis"), this)), m_indexed(new QCheckBox(tr("Last value = 100"), this)), m_asTable(new QCheckBox(tr("Table"), this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(m_canvas, 1);
    column->addWidget(m_table, 1);
    m_table->hide();
    m_table->setObjectName(QStringLiteral("forecastTable"));
    m_table->setAccessibleName(tr("Values behind the chart"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    setFocusProxy(m_canvas);
    m_canvas->setObjectName(QStringLiteral("forecastCanvas"));
    m_canvas->setAccessibleName(tr("Forecast with its ranges"));
    m_canvas->setItemText([this](ItemRef ref) { return tipOf(ref); });
    connect(m_canvas, &CanvasWidget::clicked, this, [this](ItemRef item) { clickItem(item); });
    connect(m_canvas, &CanvasWidget::activated, this, [this](ItemRef item) { showMenu(item, m_canvas->mapToGlobal(m_canvas->boxOf(item).center().toPoint())); });
    connect(m_canvas, &CanvasWidget::menuRequested, this, &ForecastView::showMenu);
    m_canvas->setMovable([this](ItemRef item) { return breakNear(item) != nullptr; });
    connect(m_canvas, &CanvasWidget::itemDragged, this, &ForecastView::dragBreak);
    connect(m_canvas, &CanvasWidget::walked, this, &ForecastView::walk);
    m_resized.setSingleShot(true);
    m_resized.setInterval(30);
    connect(&m_resized, &QTimer::timeout, this, &ForecastView::repaintChart);
}

QWidget* ForecastView::buildBar() {
    auto* bar = new QWidget(this);
    bar->setProperty("role", "panel");
    auto* row = new WrapLayout(bar);
    for (QComboBox* box : {m_show, m_of, m_pair, m_beside}) box->setMinimumContentsLength(9);
    const auto label = [&](const QString& words, QWidget* buddy, const char* name) {
        auto* text = new QLabel(words, bar);
        text->setProperty("role", "secondary");
        text->setBuddy(buddy);
        buddy->setAccessibleName(words);
        buddy->setObjectName(QLatin1String(name));
        row->addWidget(text);
        row->addWidget(buddy);
    };
    label(tr("Show"), m_show, "forecastShow");
    for (const auto& [words, show] : {std::pair{tr("one series"), ForecastShow::Series}, {tr("stage by stage"), ForecastShow::Stages}, {tr("several series"), ForecastShow::Several}, {tr("scorecard"), ForecastShow::Scorecard}, {tr("links"), ForecastShow::Links}, {tr("ledger"), ForecastShow::Ledger}})
        m_show->addItem(words, int(show));
    label(tr("Forecast of"), m_of, "forecastOf");
    for (const auto& [words, id] : {std::pair{tr("the whole chain"), "total"}, {tr("platforms"), "channel:platform"}, {tr("direct trade"), "channel:direct"}, {tr("a stage"), "stage"}, {tr("a pair of stages"), "stage-pair"},
                                    {tr("the firm in focus"), "firm"}, {tr("the link in focus"), "link"}})
        m_of->addItem(words, QLatin1String(id));
    m_of->insertSeparator(m_of->count());
    for (const auto& measure : structureMeasures()) m_of->addItem(tr(std::string(measure.name).c_str()), QStringLiteral("structure:") + fromUtf8(measure.id));
    m_pair->setAccessibleName(tr("Pair of stages"));
    m_pair->setObjectName(QStringLiteral("forecastPair"));
    m_pair->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(m_pair);
    m_add->setAccessibleName(tr("Add series"));
    m_add->setObjectName(QStringLiteral("forecastAdd"));
    row->addWidget(m_add);
    label(tr("Beside"), m_beside, "forecastBeside");
    m_beside->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    label(tr("Periods ahead"), m_horizon, "forecastHorizon");
    m_horizon->setRange(1, kMostAhead);
    m_horizon->setKeyboardTracking(false);
    m_log->setAccessibleName(tr("Logarithmic axis"));
    m_log->setObjectName(QStringLiteral("forecastLog"));
    row->addWidget(m_log);
    m_indexed->setAccessibleName(tr("Last value = 100"));
    m_indexed->setObjectName(QStringLiteral("forecastIndexed"));
    m_indexed->setToolTip(tr("Every series with its last known value as 100, so that their courses can be compared."));
    row->addWidget(m_indexed);
    m_asTable->setAccessibleName(tr("Table"));
    m_asTable->setObjectName(QStringLiteral("forecastAsTable"));
    row->addWidget(m_asTable);
    m_copy->setAccessibleName(tr("Copy table"));
    m_copy->setObjectName(QStringLiteral("forecastCopy"));
    m_copy->hide();
    row->addWidget(m_copy);
    row->addStretch();
    m_marks->setObjectName(QStringLiteral("forecastMarks"));
    m_marks->setAccessibleName(tr("Breaks and events"));
    row->addWidget(m_marks);
    m_issue->setObjectName(QStringLiteral("forecastIssue"));
    m_issue->setAccessibleName(tr("Issue forecast"));
    m_issue->setToolTip(tr("Keeps this forecast and those of the chain and its stages in the ledger. The next export scores them."));
    row->addWidget(m_issue);
    connectBar();
    return bar;
}

void ForecastView::connectBar() {
    connect(m_show, &QComboBox::activated, this, [this] { m_session.edit(What::Look, [this](ViewSpec& s) { s.forecastShow = static_cast<ForecastShow>(m_show->currentData().toInt()); }); });
    connect(m_of, &QComboBox::activated, this, [this] { m_session.edit(What::Look, [this](ViewSpec& s) { s = viewOfSeries(std::move(s), m_of->currentData().toString().toStdString()); }); });
    connect(m_pair, &QComboBox::activated, this, [this] { m_session.edit(What::Look, [this](ViewSpec& s) { s.series = m_pair->currentData().toString().toStdString(); }); });
    connect(m_beside, &QComboBox::activated, this, [this] {
        m_session.edit(What::Look, [this](ViewSpec& s) {
            s.fans.clear();
            if (const QString name = m_beside->currentData().toString(); !name.isEmpty()) s.fans.push_back(name.toStdString());
        });
    });
    connect(m_horizon, &QSpinBox::valueChanged, this, [this](int n) { m_session.edit(What::Look, [n](ViewSpec& s) { s.horizon = n; }); });
    connect(m_log, &QCheckBox::toggled, this, [this](bool on) { m_session.edit(What::Look, [on](ViewSpec& s) { s.logAxis = on; }); });
    connect(m_indexed, &QCheckBox::toggled, this, [this](bool on) { m_session.edit(What::Look, [on](ViewSpec& s) { s.indexed = on; }); });
    connect(m_add, &QPushButton::clicked, this, [this] {
        QMenu menu;
        fillSeriesMenu(menu);
        if (!menu.isEmpty()) menu.exec(m_add->mapToGlobal(m_add->rect().bottomLeft()));
    });
    connect(m_asTable, &QCheckBox::toggled, this, &ForecastView::repaintChart);
    connect(m_copy, &QPushButton::clicked, this, &ForecastView::copyTable);
    connect(m_issue, &QPushButton::clicked, this, [this] { emit issueWanted(figureSpec()); });
    connect(m_marks, &QPushButton::clicked, this, [this] {
        const ItemRef at = m_canvas->focused().kind == ItemKind::Period || !m_case || m_case->history.empty() ? m_canvas->focused() : ItemRef{ItemKind::Period, std::uint32_t(m_case->history.size() - 1)};
        showMenu(at, m_marks->mapToGlobal(m_marks->rect().bottomLeft()));
    });
}

QString ForecastView::about() const {
    return tr("The history, the forecast and how far it may be off: eight in ten outcomes are expected inside the likely range. The words beside it say how well this forecast would have done "
              "on past dates, and the grade sums that up. Click a firm or a link in any view to see its own.");
}

void ForecastView::fillControls() {
    const QSignalBlocker a(m_of), b(m_pair), c(m_horizon), d(m_log), e(m_show), f(m_beside), g(m_indexed);
    const ViewSpec& spec = m_session.spec();
    const bool series = showsSeries(), several = spec.forecastShow == ForecastShow::Several, charts = series || showsGroup();
    m_show->setCurrentIndex(std::max(0, m_show->findData(int(spec.forecastShow))));
    QString of = fromUtf8(spec.of);
    if (spec.of == "channel" || spec.of == "structure") of += QLatin1Char(':') + fromUtf8(spec.series);
    m_of->setCurrentIndex(std::max(0, m_of->findData(of)));
    m_horizon->setValue(spec.horizon);
    m_log->setChecked(spec.logAxis);
    m_indexed->setChecked(spec.indexed);
    m_indexed->setVisible(showsGroup());
    m_add->setVisible(several);
    m_of->setEnabled(series || several);
    m_beside->setEnabled(series);
    m_horizon->setEnabled(charts);
    m_log->setEnabled(charts);
    m_issue->setEnabled(series && m_case && !m_case->result.mean.empty());
    m_asTable->setEnabled(charts);
    m_marks->setEnabled(series && m_case);
    m_pair->setVisible((series || several) && (spec.of == "stage-pair" || spec.of == "stage"));
    m_pair->clear();
    m_beside->clear();
    m_beside->addItem(tr("no scenario"), QString());
    for (const auto& scenario : m_scenarios) m_beside->addItem(fromUtf8(scenario.name), fromUtf8(scenario.name));
    m_beside->setCurrentIndex(spec.fans.empty() ? 0 : std::max(0, m_beside->findData(fromUtf8(spec.fans.front()))));
    fillPairs();
    m_pair->setCurrentIndex(std::max(0, m_pair->findData(fromUtf8(spec.series))));
}

/// The pairs of stages with their largest first, or the stages that sell.
void ForecastView::fillPairs() {
    const ForecastCase* shown = showsGroup() ? (m_group ? &m_group->cases.front() : nullptr) : m_case.get();
    if (!shown || !m_session.dataset()) return;
    std::vector<std::string> ids = shown->stagePairs;
    if (m_session.spec().of == "stage") {
        for (auto& id : ids) id.resize(id.find('>'));
        std::ranges::sort(ids);
        ids.erase(std::ranges::unique(ids).begin(), ids.end());
    }
    for (const auto& id : ids) m_pair->addItem(seriesTitle(*m_session.dataset(), m_session.spec().of + ':' + id), fromUtf8(id));
}

void ForecastView::setMemory(ForecastMemoryPtr memory, std::vector<Document> scenarios) {
    m_memory = std::move(memory);
    m_scenarios = std::move(scenarios);
    refresh(What::Settings);
    if (isVisible()) repaintChart();
}

void ForecastView::setTheme(const Theme& theme) {
    m_theme = theme.kind;
    m_canvas->setTheme(theme.kind);
    repaintChart();
}

ViewSpec ForecastView::figureSpec() const {
    ViewSpec spec = m_session.spec();
    spec.view = ViewKind::Forecast;
    const Item& focus = m_session.focus();
    if (spec.of == "firm" && focus.kind == Item::Kind::Firm) spec.series = focus.id;
    if (spec.of == "link" && focus.kind == Item::Kind::Link) spec.series = focus.id + '>' + focus.target;
    return spec;
}

QString ForecastView::key() const {
    const ViewSpec spec = figureSpec();
    QString out = QStringLiteral("%1|%2|%3|%4|%5|%6")
                      .arg(reinterpret_cast<std::uintptr_t>(m_session.dataset().get()))
                      .arg(int(spec.layer))
                      .arg(spec.horizon)
                      .arg(fromUtf8(spec.unit), fromUtf8(spec.of), fromUtf8(spec.series.empty() && spec.of == "firm" ? spec.focus : spec.series));
    out += QStringLiteral("|%1|%2").arg(int(spec.forecastShow)).arg(reinterpret_cast<std::uintptr_t>(m_memory.get()));
    for (const auto& name : spec.fans) out += QLatin1Char('|') + fromUtf8(name);
    if (showsGroup()) {
        for (const auto& name : spec.alongside) out += QStringLiteral("|with ") + fromUtf8(name);
        return out + (spec.indexed ? QStringLiteral("|indexed") : QString());
    }
    if (!showsSeries()) out += QStringLiteral("|at %1").arg(m_session.periodIndex());
    return out;
}

void ForecastView::refresh(Changes what) {
    if (!isVisible()) return;
    if (!m_session.hasData()) {
        m_caseKey.clear();
        tell(tr("Import a links file to see a forecast."));
        return;
    }
    const bool otherCase = key() != m_caseKey;
    if (otherCase) compute();
    else if (what & ~Changes(What::Figures | What::Settings | What::Hover | What::Selection | What::Period)) repaintChart();
    if (otherCase || (what & ~Changes(What::Period))) fillControls();
}

void ForecastView::tell(const QString& message) {
    m_case = nullptr;
    m_group = nullptr;
    m_links = nullptr;
    m_card = nullptr;
    m_message = message;
    repaintChart();
}

void ForecastView::compute() {
    const bool otherData = m_caseKey.section('|', 0, 0) != key().section('|', 0, 0) || m_caseKey.section('|', 6, 6) != key().section('|', 6, 6);
    m_caseKey = key();
    if (otherData) tell(tr("Forecasting the chain …"));
    if (showsSeries()) computeCase();
    else if (showsGroup()) computeGroup();
    else computeBoard();
}

void ForecastView::computeCase() {
    ForecastRequest request{m_session.dataset(), figureSpec(), m_memory, {}};
    m_jobs.start<ForecastCase>(
        QStringLiteral("forecast"),
        [request = std::move(request), stored = m_scenarios](Progress& progress) mutable -> Result<ForecastCase> {
            auto scenarios = scenarioData(request.dataset, stored, request.view.fans, progress);
            if (!scenarios) return tl::unexpected(scenarios.error());
            request.scenarios = std::move(*scenarios);
            return forecastCase(request, progress);
        },
        [this](Result<ForecastCase> made) {
            if (!made) return tell(QString::fromStdString(made.error().message));
            m_case = std::make_shared<const ForecastCase>(std::move(*made));
            m_message.clear();
            fillControls();
            repaintChart();
        });
}

void ForecastView::computeBoard() {
    const ViewSpec spec = figureSpec();
    const DatasetPtr dataset = m_session.dataset();
    const std::string unit = unitOf(*dataset, spec);
    const auto last = static_cast<std::uint32_t>(std::max(0, m_session.periodIndex()));
    if (spec.forecastShow == ForecastShow::Scorecard) {
        m_jobs.start<Scorecard>(QStringLiteral("forecast"), [=](Progress& progress) { return scorecard(dataset, {.layer = spec.layer, .unit = unit, .last = last}, progress); },
                                [this](Result<Scorecard> made) {
                                    if (!made) return tell(QString::fromStdString(made.error().message));
                                    m_card = std::make_shared<const Scorecard>(std::move(*made));
                                    repaintChart();
                                });
    } else if (spec.forecastShow == ForecastShow::Links) {
        m_jobs.start<LinkOutlook>(QStringLiteral("forecast"),
                                  [=, memory = m_memory](Progress& progress) {
                                      return linkOutlook(dataset, {.layer = spec.layer, .unit = unit, .last = last, .marks = memory ? &memory->marks : nullptr}, progress);
                                  },
                                  [this](Result<LinkOutlook> made) {
                                      if (!made) return tell(QString::fromStdString(made.error().message));
                                      m_links = std::make_shared<const LinkOutlook>(std::move(*made));
                                      repaintChart();
                                  });
    } else {
        repaintChart();
    }
}

ForecastInput ForecastView::input() const {
    ForecastInput in;
    in.outcome = m_case;
    in.message = m_message;
    if (m_session.dataset()) in.stages = m_session.dataset()->stages();
    in.logAxis = m_session.spec().logAxis;
    in.filtered = !m_session.spec().filter.empty();
    in.theme = m_theme;
    in.palette = m_session.spec().network.palette;
    in.details = m_details ? PanelDetails::Open : PanelDetails::Folded;
    return in;
}

Legend ForecastView::paintShown(DisplayList& list, const QRectF& area) const {
    switch (m_session.spec().forecastShow) {
    case ForecastShow::Stages:
    case ForecastShow::Several: return paintForecastGroup(list, groupInput(), area);
    case ForecastShow::Scorecard: return paintScorecard(list, {m_session.dataset(), m_card, m_message, m_theme, QLocale(), m_session.spec().network.palette}, area);
    case ForecastShow::Links: return paintLinksBoard(list, {m_session.dataset(), m_links, m_message, m_theme, QLocale()}, area);
    case ForecastShow::Ledger: return paintLedgerBoard(list, {m_session.dataset(), m_memory, m_theme, QLocale()}, area);
    default: return paintForecast(list, input(), area);
    }
}

/// The chart is drawn here, in the GUI thread, and not by a provider of the canvas, which lives in a worker.
void ForecastView::repaintChart() {
    const bool table = m_asTable->isChecked() && ((showsSeries() && m_case) || (showsGroup() && m_group));
    m_table->setVisible(table);
    m_copy->setVisible(table);
    m_canvas->setVisible(!table);
    if (table) fillTable();
    auto list = std::make_shared<DisplayList>();
    list->background = theme(m_theme).canvas.rgba();
    const QRectF area = QRectF(QPointF(), QSizeF(m_canvas->size())).adjusted(20, 14, -20, -14);
    const Legend legend = area.width() > 40 && area.height() > 40 ? paintShown(*list, area) : Legend{};
    m_canvas->setScene(std::move(list), ViewMode::Fit);
    emit legendChanged(legend);
}

void ForecastView::resizeEvent(QResizeEvent* event) {
    View::resizeEvent(event);
    m_resized.start();
}

} // namespace chainscape::ui
