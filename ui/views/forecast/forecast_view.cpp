// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/forecast/forecast_view.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

constexpr int kMostAhead = 60;

QString stageName(const Dataset& dataset, const QString& number) {
    const auto name = dataset.stages().name(number.toInt());
    return name.empty() ? QObject::tr("no stage") : fromUtf8(name);
}

} // namespace

ForecastView::ForecastView(Session& session, Jobs& jobs, QWidget* parent)
    : View(session, parent), m_jobs(jobs), m_canvas(new CanvasWidget(this)), m_of(new QComboBox(this)), m_pair(new QComboBox(this)), m_horizon(new QSpinBox(this)),
      m_log(new QCheckBox(tr("Logarithmic axis"), this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(m_canvas, 1);
    setFocusProxy(m_canvas);
    m_canvas->setAccessibleName(tr("Forecast with its ranges"));
    m_canvas->setItemText([this](ItemRef ref) { return m_case && ref.kind == ItemKind::Period ? forecastTip(*m_case, ref.id, QLocale()) : QString(); });
    m_resized.setSingleShot(true);
    m_resized.setInterval(30);
    connect(&m_resized, &QTimer::timeout, this, &ForecastView::repaintChart);
}

QWidget* ForecastView::buildBar() {
    auto* bar = new QWidget(this);
    bar->setProperty("role", "panel");
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 4, 12, 4);
    row->addStretch(1);
    const auto label = [&](const QString& words, QWidget* buddy) {
        auto* text = new QLabel(words, bar);
        text->setProperty("role", "secondary");
        text->setBuddy(buddy);
        buddy->setAccessibleName(words);
        row->addWidget(text);
        row->addWidget(buddy);
    };
    label(tr("Forecast of"), m_of);
    for (const auto& [words, id] : {std::pair{tr("the whole chain"), "total"}, {tr("a pair of stages"), "stage-pair"}, {tr("the firm in focus"), "firm"}, {tr("the link in focus"), "link"}})
        m_of->addItem(words, QLatin1String(id));
    m_pair->setAccessibleName(tr("Pair of stages"));
    m_pair->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(m_pair);
    label(tr("Periods ahead"), m_horizon);
    m_horizon->setRange(1, kMostAhead);
    m_horizon->setKeyboardTracking(false);
    m_log->setAccessibleName(tr("Logarithmic axis"));
    row->addWidget(m_log);
    connect(m_of, &QComboBox::activated, this, [this] {
        m_session.edit(What::Look, [this](ViewSpec& s) {
            s.of = m_of->currentData().toString().toStdString();
            s.series.clear();
        });
    });
    connect(m_pair, &QComboBox::activated, this, [this] { m_session.edit(What::Look, [this](ViewSpec& s) { s.series = m_pair->currentData().toString().toStdString(); }); });
    connect(m_horizon, &QSpinBox::valueChanged, this, [this](int n) { m_session.edit(What::Look, [n](ViewSpec& s) { s.horizon = n; }); });
    connect(m_log, &QCheckBox::toggled, this, [this](bool on) { m_session.edit(What::Look, [on](ViewSpec& s) { s.logAxis = on; }); });
    return bar;
}

QString ForecastView::about() const {
    return tr("The history, the forecast and how far it may be off: eight in ten outcomes are expected inside the likely range. The words beside it say how well this forecast would have done "
              "on past dates, and the grade sums that up. Click a firm or a link in any view to see its own.");
}

void ForecastView::fillControls() {
    const QSignalBlocker a(m_of), b(m_pair), c(m_horizon), d(m_log);
    const ViewSpec& spec = m_session.spec();
    m_of->setCurrentIndex(std::max(0, m_of->findData(fromUtf8(spec.of))));
    m_horizon->setValue(spec.horizon);
    m_log->setChecked(spec.logAxis);
    m_pair->setVisible(spec.of == "stage-pair");
    m_pair->clear();
    if (!m_case || !m_session.dataset()) return;
    for (const auto& id : m_case->stagePairs) {
        const QString pair = fromUtf8(id);
        m_pair->addItem(tr("%1 to %2").arg(stageName(*m_session.dataset(), pair.section('>', 0, 0)), stageName(*m_session.dataset(), pair.section('>', 1, 1))), pair);
    }
    m_pair->setCurrentIndex(std::max(0, m_pair->findData(fromUtf8(spec.series))));
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
    return QStringLiteral("%1|%2|%3|%4|%5|%6")
        .arg(reinterpret_cast<std::uintptr_t>(m_session.dataset().get()))
        .arg(int(spec.layer))
        .arg(spec.horizon)
        .arg(fromUtf8(spec.unit), fromUtf8(spec.of), fromUtf8(spec.series.empty() && spec.of == "firm" ? spec.focus : spec.series));
}

void ForecastView::refresh(Changes what) {
    if (!isVisible()) return;
    if (!m_session.hasData()) {
        m_caseKey.clear();
        tell(tr("Import a links file to see a forecast."));
        return;
    }
    if (key() != m_caseKey) compute();
    else if (what & ~Changes(What::Figures | What::Settings | What::Hover | What::Selection)) repaintChart();
    fillControls();
}

void ForecastView::tell(const QString& message) {
    m_case = nullptr;
    m_message = message;
    repaintChart();
}

void ForecastView::compute() {
    const bool otherData = !m_case || m_caseKey.section('|', 0, 0) != key().section('|', 0, 0);
    m_caseKey = key();
    if (otherData) tell(tr("Forecasting the chain …"));
    m_jobs.start<ForecastCase>(QStringLiteral("forecast"), [dataset = m_session.dataset(), spec = figureSpec()](Progress& progress) { return forecastCase(dataset, spec, progress); },
                               [this](Result<ForecastCase> made) {
                                   if (!made) return tell(QString::fromStdString(made.error().message));
                                   m_case = std::make_shared<const ForecastCase>(std::move(*made));
                                   m_message.clear();
                                   fillControls();
                                   repaintChart();
                               });
}

ForecastInput ForecastView::input() const {
    ForecastInput in;
    in.outcome = m_case;
    in.message = m_message;
    if (m_session.dataset()) in.stages = m_session.dataset()->stages();
    in.logAxis = m_session.spec().logAxis;
    in.filtered = !m_session.spec().filter.empty();
    in.theme = m_theme;
    return in;
}

/// The chart is drawn here, in the GUI thread, and not by a provider of the canvas, which lives in a worker.
void ForecastView::repaintChart() {
    auto list = std::make_shared<DisplayList>();
    list->background = theme(m_theme).canvas.rgba();
    const QRectF area = QRectF(QPointF(), QSizeF(m_canvas->size())).adjusted(20, 14, -20, -14);
    const Legend legend = area.width() > 40 && area.height() > 40 ? paintForecast(*list, input(), area) : Legend{};
    m_canvas->setScene(std::move(list), ViewMode::Fit);
    emit legendChanged(legend);
}

void ForecastView::resizeEvent(QResizeEvent* event) {
    View::resizeEvent(event);
    m_resized.start();
}

} // namespace chainscape::ui
