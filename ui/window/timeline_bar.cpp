// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/timeline_bar.h"

#include <algorithm>
#include <cmath>

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/model/series.h"
#include "core/model/view_snapshot.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/window/icons.h"
#include "ui/window/timeline_track.h"

namespace chainscape::ui {
namespace {

constexpr int kFrameMs = 700;
constexpr int kLeastWords = 112; ///< px

} // namespace

TimelineBar::TimelineBar(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_play(new QToolButton(this)), m_period(new QLabel(this)), m_about(new QLabel(this)), m_choose(new QToolButton(this)),
      m_track(new TimelineTrack(this)) {
    m_play->setCheckable(true);
    m_play->setAutoRaise(true);
    m_play->setIconSize({28, 28});
    m_play->setAccessibleName(tr("Play"));
    m_play->setToolTip(tr("Play through the periods (Space)"));
    m_period->setProperty("role", "title");
    m_about->setProperty("role", "secondary");
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_period);
    words->addWidget(m_about);
    m_choose->setObjectName(QStringLiteral("timelineIndicator"));
    m_choose->setAccessibleName(tr("What the line shows"));
    m_choose->setToolTip(tr("Choose what the line over the periods shows"));
    m_choose->setAutoRaise(true);
    m_choose->setPopupMode(QToolButton::InstantPopup);
    m_choose->setToolButtonStyle(Qt::ToolButtonTextOnly);
    words->addWidget(m_choose);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 4, 8, 4);
    row->setSpacing(12);
    row->addWidget(m_play);
    row->addLayout(words);
    row->addWidget(m_track, 1);
    m_period->setMinimumWidth(kLeastWords);
    setMinimumHeight(size::timelineHeight);

    m_timer.setInterval(kFrameMs);
    connect(&m_timer, &QTimer::timeout, this, &TimelineBar::advance);
    connect(m_play, &QToolButton::toggled, this, &TimelineBar::play);
    connect(m_track, &TimelineTrack::valueChanged, this, [this](int at) { m_session.setPeriodIndex(at); });
    connect(m_track, &TimelineTrack::markersMoved, this, [this](int a, int b) { m_session.setMarkers(a, b); });
    connect(&session, &Session::changed, this, &TimelineBar::refresh);
    setTheme(theme(ThemeKind::Light));
}

void TimelineBar::setTheme(const Theme& theme) {
    m_track->setTheme(theme);
    m_play->setIcon(symbol(m_play->isChecked() ? Symbol::Pause : Symbol::Play, theme.accent));
}

void TimelineBar::refresh(Changes what) {
    if (!(what & (Changes(What::Dataset) | What::Period | What::Filter | What::Look))) return;
    const auto& dataset = m_session.dataset();
    setEnabled(m_session.hasData());
    if (!m_session.hasData()) {
        m_period->clear();
        m_about->clear();
        m_track->setPeriods({});
        m_track->setValues({});
        m_track->setMarkers(-1, -1);
        return;
    }
    const QSignalBlocker quiet(m_track);
    if (what & What::Dataset) {
        QStringList texts;
        for (const auto& entry : dataset->periods()) texts << periodAxisText(entry.period);
        m_track->setPeriods(texts);
        m_period->ensurePolished();
        int widest = kLeastWords;
        for (const auto& entry : dataset->periods()) widest = std::max(widest, m_period->fontMetrics().horizontalAdvance(periodText(entry.period)) + 4);
        m_period->setMinimumWidth(widest); // the track stands still while periods go by
    }
    if (what & (What::Dataset | What::Filter)) {
        if (m_indicator.isEmpty()) showTotal();
    }
    const int at = m_session.periodIndex();
    const auto& period = dataset->periods()[std::size_t(at)].period;
    m_track->setValue(at);
    m_track->setMarkers(m_session.markerA(), m_session.markerB());
    std::vector<std::pair<int, QString>> events;
    for (const auto& event : m_session.spec().change.settings.events)
        if (const auto place = dataset->periodIndex(event.period); place != kNone)
            events.emplace_back(int(place), event.note.empty() ? fromUtf8(event.name) : fromUtf8(event.name) + QStringLiteral(": ") + fromUtf8(event.note));
    m_track->setEvents(std::move(events));
    m_period->setText(periodText(period));
    m_track->setAccessibleDescription(m_period->text());
    m_about->setText(tr("%n period(s)", nullptr, int(dataset->periods().size())));
}

void TimelineBar::showTotal() {
    const auto& dataset = m_session.dataset();
    const ViewSpec& spec = m_session.spec();
    showIndicator(tr("total value"), totalSeries(*dataset, spec.layer, unitOf(*dataset, spec)));
}

void TimelineBar::setIndicators(const std::vector<std::pair<QString, QString>>& rows) {
    auto* menu = new QMenu(m_choose);
    auto* group = new QActionGroup(menu);
    for (const auto& [id, name] : rows) {
        auto* action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(id == m_indicator);
        group->addAction(action);
        if (id == m_indicator) m_choose->setText(name);
        connect(action, &QAction::triggered, this, [this, id = id, name = name] { choose(id, name); });
    }
    delete m_choose->menu();
    m_choose->setMenu(menu);
}

void TimelineBar::choose(const QString& id, const QString& name) {
    m_indicator = id;
    m_choose->setText(name);
    if (id.isEmpty() && m_session.hasData()) showTotal();
    emit indicatorChosen(id);
}

void TimelineBar::showIndicator(const QString& name, std::vector<double> values, std::vector<double> low, std::vector<double> high) {
    QString tip = tr("Line: %1 per period").arg(name);
    if (!low.empty()) tip += '\n' + tr("Hatched: from unknown digital scores taken as analogue to taken as digital");
    if (std::ranges::none_of(values, [](double v) { return std::isfinite(v); }) && low.empty()) tip = tr("%1 is not defined in any period of these data").arg(name);
    m_track->setToolTip(tip);
    m_track->setValues(std::move(values), std::move(low), std::move(high));
}

void TimelineBar::play(bool on) {
    m_play->setChecked(on);
    m_play->setAccessibleName(on ? tr("Pause") : tr("Play"));
    if (on && m_session.periodIndex() >= m_track->maximum()) m_session.setPeriodIndex(0);
    if (on) m_timer.start();
    else m_timer.stop();
    emit playing(on);
    m_play->setIcon(symbol(on ? Symbol::Pause : Symbol::Play, palette().color(QPalette::Highlight)));
}

void TimelineBar::step(int by) { m_session.setPeriodIndex(m_session.periodIndex() + by); }

void TimelineBar::advance() {
    if (m_session.periodIndex() >= m_track->maximum()) play(false);
    else step(1);
}

} // namespace chainscape::ui
