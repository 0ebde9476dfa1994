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

/// The columns of the tables and the facts of the inspector.
constexpr std::array kColumns{"upstreamness", "downstreamness", "trophic_level", "throughflow", "dependence_on_platforms"};

std::vector<MeasureColumn> computeColumns(const SnapshotPtr& snapshot, const AnalysisOptions& options, Progress& progress) {
    Findings findings(snapshot, options);
    std::vector<std::string_view> ids(kColumns.begin(), kColumns.end());
    if (snapshot->nodeCount() <= kRiskAtOnce) ids.push_back("esri");
    std::vector<MeasureColumn> out;
    for (const auto id : ids) {
        const Measure* measure = findMeasure(id, MeasureLevel::Firm);
        auto column = firmMeasure(id, findings, progress);
        if (measure && column) out.push_back({fromUtf8(id), fromUtf8(measure->name), {}, fromUtf8(measure->meaning), std::move(*column)});
        if (progress.stopped()) break;
    }
    return out;
}

} // namespace

MeasureFeed::MeasureFeed(Session& session, Jobs& jobs, QObject* parent) : QObject(parent), m_session(session), m_jobs(jobs), m_theme(&theme(ThemeKind::Light)) {
    connect(&session, &Session::changed, this, &MeasureFeed::refresh);
}

void MeasureFeed::setTheme(const Theme& theme) {
    m_theme = &theme;
    refresh(What::Settings);
}

void MeasureFeed::refresh(Changes what) {
    if (!m_session.hasData() || !m_session.snapshot()) return;
    if (what & (What::Dataset | What::Period | What::Filter | What::Settings)) {
        startFigures();
        startColumns();
    }
    if (what & (What::Dataset | What::Period | What::Filter | What::Settings | What::Look)) startMap();
    if (what & What::Focus) sendFacts();
}

void MeasureFeed::startFigures() {
    using Pair = std::pair<ChainNumbers, std::optional<ChainNumbers>>;
    const auto now = m_session.snapshot();
    SnapshotSpec earlier = now->spec();
    const bool hasEarlier = earlier.from > 0;
    if (hasEarlier) earlier.from = earlier.to = earlier.from - 1;
    m_jobs.start<Pair>(
        QStringLiteral("key figures"),
        [now, earlier, hasEarlier, dataset = m_session.dataset(), options = m_session.analysis()](Progress& progress) -> Result<Pair> {
            SnapshotPtr before;
            if (hasEarlier)
                if (auto made = makeSnapshot(dataset, earlier)) before = *made;
            auto numbers = chainNumbers(now, before, options, progress);
            if (!numbers) return tl::unexpected(numbers.error());
            if (!before) return Pair{*numbers, std::nullopt};
            SnapshotPtr evenEarlier;
            if (SnapshotSpec at = before->spec(); at.from > 0) {
                at.from = at.to = at.from - 1;
                if (auto made = makeSnapshot(dataset, at)) evenEarlier = *made;
            }
            auto old = chainNumbers(before, evenEarlier, options, progress);
            if (!old) return tl::unexpected(old.error());
            return Pair{std::move(*numbers), std::move(*old)};
        },
        [this](Result<Pair> got) {
            if (!got) return;
            m_criticalFirm = got->first.criticalFirm;
            m_weakestFrom = got->first.weakestFrom;
            emit figuresReady(keyFigures(got->first, got->second ? &*got->second : nullptr), m_theme->up, m_theme->down);
        });
}

void MeasureFeed::startColumns() {
    const auto snapshot = m_session.snapshot();
    m_jobs.start<Columns>(
        QStringLiteral("columns"),
        [snapshot, options = m_session.analysis()](Progress& progress) -> Result<Columns> {
            return Columns{snapshot, computeColumns(snapshot, options, progress)};
        },
        [this](Result<Columns> got) {
            if (!got) return;
            m_columns = std::move(*got);
            emit columnsReady(m_columns.columns);
            sendFacts();
        });
}

void MeasureFeed::startMap() {
    m_jobs.cancel(QStringLiteral("map columns"));
    if (!hasMapColumns(m_session.spec())) {
        emit mapColumnsReady({});
        return;
    }
    m_jobs.start<MapColumns>(
        QStringLiteral("map columns"),
        [snapshot = m_session.snapshot(), spec = m_session.spec(), options = m_session.analysis()](Progress& progress) -> Result<MapColumns> { return mapColumns(snapshot, spec, options, progress); },
        [this](Result<MapColumns> got) {
            if (got) emit mapColumnsReady(*got);
        });
}

void MeasureFeed::sendFacts() {
    const Item& focus = m_session.focus();
    if (focus.kind != Item::Kind::Firm || m_columns.snapshot != m_session.snapshot() || !m_columns.snapshot) return;
    const auto node = m_columns.snapshot->nodeOfId(focus.id);
    if (node == kNone) return;
    std::vector<Fact> facts;
    for (const auto& column : m_columns.columns) {
        const Measure* measure = findMeasure(column.id.toStdString(), MeasureLevel::Firm);
        const auto rank = ranks(*m_columns.snapshot, column.value)[node];
        facts.push_back({column.name, measureText(*measure, column.value[node], fromUtf8(m_columns.snapshot->unit())),
                         rank > 0 ? tr("rank %1").arg(rank) : QString{}, QStringLiteral("%1\n%2").arg(column.meaning, fromUtf8(measure->formula)), false, column.id});
    }
    emit factsReady(focus.id, std::move(facts));
}

void MeasureFeed::explain(const QString& id) {
    if (id == QLatin1String("critical_firm") && !m_criticalFirm.empty()) m_session.click(Item::firm(m_criticalFirm), false);
    else if (id == QLatin1String("weakest_cut") && m_weakestFrom > 0) m_session.click(Item::stage(m_weakestFrom), false);
}

} // namespace chainscape::ui
