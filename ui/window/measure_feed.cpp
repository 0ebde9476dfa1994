// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/measure_feed.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/analysis/registry.h"
#include "ui/painters/network_columns.h"
#include "ui/style/format.h"
#include "ui/window/key_figure_set.h"
#include "ui/window/measure_text.h"

namespace chainscape::ui {
namespace {

const auto kCriticalJob = QStringLiteral("critical firm");
constexpr int kAtRestMs = 120; ///< without a step of the timeline

/// The facts of the inspector, and the columns the tables show until the user chooses others.
constexpr std::array kUsual{"upstreamness", "downstreamness", "trophic_level", "throughflow", "dependence_on_platforms", "esri"};

bool isUsual(std::string_view id) { return std::ranges::find(kUsual, id) != kUsual.end(); }

/// Computed unasked: what costs more than a sweep of the links only on chains where that takes a moment.
bool affordable(const Measure& measure, const Snapshot& snapshot) { return measure.cost == Cost::Linear || quickFirmByFirm(snapshot); }

/// What stands in the tables anyway.
bool isFixed(const Measure& measure) { return measure.id == "stage" || measure.id == "digital_score" || measure.id == "value"; }

std::vector<MeasureColumn> computeColumns(MeasureLevel level, Findings& findings, Progress& progress) {
    std::vector<MeasureColumn> out;
    for (const Measure& measure : measures(level)) {
        if (isFixed(measure) || !affordable(measure, findings.snapshot())) continue;
        if (auto column = measure.column(findings, progress))
            out.push_back({fromUtf8(measure.id), fromUtf8(measure.name), fromUtf8(measure.meaning), std::move(*column), isUsual(measure.id), measure.unit == MeasureUnit::Flag});
        if (progress.stopped()) break;
    }
    return out;
}

MeasureLevel levelOf(const Item& item) { return item.kind == Item::Kind::Link ? MeasureLevel::Link : MeasureLevel::Firm; }

/// The row of a firm or link in the columns of its level; kNone when it does not trade.
std::uint32_t rowOf(const Snapshot& s, const Item& item) {
    const auto node = s.nodeOfId(item.id);
    if (item.kind == Item::Kind::Firm) return node;
    const auto buyer = item.kind == Item::Kind::Link ? s.nodeOfId(item.target) : kNone;
    return node == kNone || buyer == kNone ? kNone : s.edgeBetween(node, buyer);
}

/// Its place among those with a value, 1 the greatest; 0 where that says nothing.
std::uint32_t rankOf(const Snapshot& s, const Measure& measure, const std::vector<double>& column, std::uint32_t row) {
    if (measure.unit == MeasureUnit::Flag || measure.unit == MeasureUnit::Label || std::isnan(column[row])) return 0;
    if (measure.level == MeasureLevel::Firm) return ranks(s, column)[row];
    return 1 + std::uint32_t(std::ranges::count_if(column, [&](double v) { return v > column[row]; }));
}

} // namespace

MeasureFeed::MeasureFeed(Session& session, Jobs& jobs, QObject* parent) : QObject(parent), m_session(session), m_jobs(jobs), m_theme(&theme(ThemeKind::Light)) {
    connect(&session, &Session::changed, this, &MeasureFeed::refresh);
    m_atRest.setSingleShot(true);
    m_atRest.setInterval(kAtRestMs);
    connect(&m_atRest, &QTimer::timeout, this, &MeasureFeed::startNumbers);
}

void MeasureFeed::setTheme(const Theme& theme) {
    m_theme = &theme;
    refresh(What::Settings);
}

std::vector<std::pair<QString, QString>> MeasureFeed::seriesChoices(MeasureLevel level) {
    std::vector<std::pair<QString, QString>> out;
    for (const Measure& measure : measures(level))
        if (measure.unit != MeasureUnit::Label && measure.id != "value") out.emplace_back(fromUtf8(measure.id), fromUtf8(measure.name));
    return out;
}

void MeasureFeed::refresh(Changes what) {
    if (!m_session.hasData() || !m_session.snapshot()) return;
    if (what & (What::Dataset | What::Filter | What::Settings)) {
        startNumbers();
        if (what & ~Changes(What::Settings)) makeSnapshots();
    } else if (what & What::Period) {
        m_atRest.start();
    } else if (what & What::Look) {
        startMap();
    }
    if (what & What::Focus) sendFacts();
    if (what & (What::Dataset | What::Filter | What::Settings | What::Focus)) startSeries();
}

void MeasureFeed::startNumbers() {
    m_atRest.stop();
    if (!m_session.hasData() || !m_session.snapshot()) return;
    startFigures();
    startColumns();
    startMap();
}

/// The snapshots of the other periods, the nearest first, before somebody drags the timeline over them.
void MeasureFeed::makeSnapshots() {
    m_jobs.start<bool>(
        QStringLiteral("snapshots"),
        [dataset = m_session.dataset(), cache = m_session.snapshots(), spec = m_session.snapshot()->spec(), at = m_session.periodIndex()](Progress& progress) -> Result<bool> {
            const int count = static_cast<int>(dataset->periods().size());
            for (int step = 1; step < count; ++step)
                for (const int period : {at - step, at + step}) {
                    if (progress.stopped() || cache->full()) return true;
                    if (period < 0 || period >= count) continue;
                    SnapshotSpec there = spec;
                    there.from = there.to = static_cast<std::uint32_t>(period);
                    (void)cache->at(dataset, there);
                }
            return true;
        },
        [](const Result<bool>&) {});
}

/// All but the critical firm, which comes later.
void MeasureFeed::startFigures() {
    m_jobs.cancel(kCriticalJob);
    const auto now = m_session.snapshot();
    m_jobs.start<Figures>(
        QStringLiteral("key figures"),
        [now, cache = m_session.snapshots(), options = m_session.analysis()](Progress& progress) -> Result<Figures> {
            const auto earlier = [&](const SnapshotPtr& s) -> SnapshotPtr {
                if (!s || s->spec().from == 0) return nullptr;
                SnapshotSpec spec = s->spec();
                spec.from = spec.to = spec.from - 1;
                return cache->at(s->datasetPtr(), spec).value_or(nullptr);
            };
            Figures out{now, earlier(now), {}, {}};
            auto numbers = chainNumbers(now, out.before, options, progress);
            if (!numbers) return tl::unexpected(numbers.error());
            out.numbers = std::move(*numbers);
            if (!out.before) return out;
            auto old = chainNumbers(out.before, earlier(out.before), options, progress);
            if (!old) return tl::unexpected(old.error());
            out.old = std::move(*old);
            return out;
        },
        [this](Result<Figures> got) {
            if (!got) return;
            showFigures(*got);
            startCritical(std::move(*got));
        });
}

void MeasureFeed::startCritical(Figures figures) {
    m_jobs.start<Figures>(
        kCriticalJob,
        [figures = std::move(figures), options = m_session.analysis()](Progress& progress) mutable -> Result<Figures> {
            auto numbers = withCriticalFirm(std::move(figures.numbers), figures.now, options, progress);
            if (!numbers) return tl::unexpected(numbers.error());
            figures.numbers = std::move(*numbers);
            if (!figures.before) return figures;
            auto old = withCriticalFirm(std::move(figures.old), figures.before, options, progress);
            if (!old) return tl::unexpected(old.error());
            figures.old = std::move(*old);
            return figures;
        },
        [this](const Result<Figures>& got) {
            if (got) showFigures(*got);
        });
}

void MeasureFeed::showFigures(const Figures& figures) {
    m_criticalFirm = figures.numbers.criticalFirm;
    m_weakestFrom = figures.numbers.weakestFrom;
    emit figuresReady(keyFigures(figures.numbers, figures.before ? &figures.old : nullptr), m_theme->up, m_theme->down);
}

void MeasureFeed::startColumns() {
    const auto snapshot = m_session.snapshot();
    m_jobs.start<Columns>(
        QStringLiteral("columns"),
        [snapshot, options = m_session.analysis()](Progress& progress) -> Result<Columns> {
            Findings findings(snapshot, options);
            auto firms = computeColumns(MeasureLevel::Firm, findings, progress);
            return Columns{snapshot, std::move(firms), computeColumns(MeasureLevel::Link, findings, progress)};
        },
        [this](Result<Columns> got) {
            if (!got) return;
            m_columns = std::move(*got);
            emit columnsReady(m_columns.firms, m_columns.links);
            sendFacts();
        });
}

void MeasureFeed::startMap() {
    m_jobs.cancel(QStringLiteral("map columns"));
    if (!hasMapColumns(m_session.spec())) {
        if (std::exchange(m_mapHasColumns, false)) emit mapColumnsReady({});
        return;
    }
    m_mapHasColumns = true;
    m_jobs.start<MapColumns>(
        QStringLiteral("map columns"),
        [snapshot = m_session.snapshot(), spec = m_session.spec(), options = m_session.analysis()](Progress& progress) -> Result<MapColumns> { return mapColumns(snapshot, spec, options, progress); },
        [this](Result<MapColumns> got) {
            if (got) emit mapColumnsReady(*got);
        });
}

void MeasureFeed::setSeries(const QString& measure) {
    m_series = measure;
    startSeries();
    sendFacts();
}

void MeasureFeed::startSeries() {
    const auto job = QStringLiteral("measure series");
    const Item& focus = m_session.focus();
    const Measure* measure = findMeasure(m_series.toStdString(), levelOf(focus));
    if (!measure || (focus.kind != Item::Kind::Firm && focus.kind != Item::Kind::Link) || !m_session.snapshot()) return m_jobs.cancel(job);
    const auto work = [measure, focus, spec = m_session.snapshot()->spec(), dataset = m_session.dataset(), cache = m_session.snapshots(), options = m_session.analysis()](Progress& progress) -> Result<std::vector<double>> {
        std::vector<double> values;
        SnapshotSpec at = spec;
        for (std::uint32_t p = 0; p < dataset->periods().size(); ++p) {
            if (progress.stopped()) return Progress::cancelled();
            at.from = at.to = p;
            const auto snapshot = cache->at(dataset, at);
            const auto row = snapshot ? rowOf(**snapshot, focus) : kNone;
            values.push_back(NAN);
            if (row == kNone || !affordable(*measure, **snapshot)) continue;
            Findings findings(*snapshot, options);
            if (const auto column = measure->column(findings, progress)) values.back() = (*column)[row];
        }
        return values;
    };
    m_jobs.start<std::vector<double>>(job, work, [this, focus, id = m_series](Result<std::vector<double>> values) {
        if (values) emit seriesReady(focus, id, std::move(*values));
    });
}

void MeasureFeed::sendFacts() {
    const Item& focus = m_session.focus();
    if ((focus.kind != Item::Kind::Firm && focus.kind != Item::Kind::Link) || m_columns.snapshot != m_session.snapshot() || !m_columns.snapshot) return;
    const Snapshot& s = *m_columns.snapshot;
    const auto row = rowOf(s, focus);
    if (row == kNone) return;
    const bool link = focus.kind == Item::Kind::Link; // few enough to show them all
    std::vector<Fact> facts;
    for (const auto& column : link ? m_columns.links : m_columns.firms) {
        if (!link && !column.usual && column.id != m_series) continue;
        const Measure* measure = findMeasure(column.id.toStdString(), levelOf(focus));
        const auto rank = rankOf(s, *measure, column.value, row);
        facts.push_back({column.name, measureText(*measure, column.value[row], fromUtf8(s.unit())), rank > 0 ? tr("rank %1").arg(rank) : QString{},
                         QStringLiteral("%1\n%2").arg(column.meaning, fromUtf8(measure->formula)), false, column.id});
    }
    emit factsReady(focus, std::move(facts));
}

void MeasureFeed::explain(const QString& id) {
    if (id == QLatin1String("critical_firm") && !m_criticalFirm.empty()) m_session.click(Item::firm(m_criticalFirm), false);
    else if (id == QLatin1String("weakest_cut") && m_weakestFrom > 0) m_session.click(Item::stage(m_weakestFrom), false);
}

} // namespace chainscape::ui
