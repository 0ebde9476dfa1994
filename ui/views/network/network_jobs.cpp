// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the map waits for: layouts with their groups and outlines, links that may appear, the data chain and the trail of a firm.

#include <algorithm>
#include <array>
#include <utility>

#include <QCoreApplication>
#include <QPointer>

#include "ui/painters/network_chain.h"
#include "ui/style/format.h"
#include "ui/views/network/network_view.h"

namespace chainscape::ui {
namespace {

const auto kLayoutJob = QStringLiteral("layout");
const auto kChainJob = QStringLiteral("data chain");

std::string datasetKey(const Session& session) { return '@' + std::to_string(reinterpret_cast<std::uintptr_t>(session.dataset().get())); }

/// What groups, outlines and places depend on: neither the period nor, but around a firm, the focus.
std::string caseKeyOf(const Session& session, const ViewSpec& s) {
    ViewSpec spec;
    spec.view = s.view;
    spec.layer = s.layer;
    spec.unit = s.unit;
    spec.filter = s.filter;
    spec.narrow = s.narrow;
    spec.layout = s.layout;
    spec.forceMode = s.forceMode;
    spec.collapseBy = s.collapseBy;
    spec.opened = s.opened;
    spec.hullBy = s.hullBy;
    spec.pins = s.pins;
    if (s.layout == NetworkLayoutKind::Focus) spec.focus = s.focus;
    const bool found = std::ranges::any_of(std::array{s.collapseBy, s.hullBy}, [](const auto& by) { return by == "internet" || by == "community"; });
    return toJson(spec) + datasetKey(session) + (found ? toJson(session.analysis()) : std::string{});
}

/// What the data chain depends on beyond the snapshot.
std::string chainKeyOf(const ViewSpec& s, const AnalysisOptions& options) {
    ViewSpec spec;
    spec.focus = s.focus;
    spec.focusStage = s.focusStage;
    if (s.focus.empty()) spec.selected = s.selected;
    return toJson(spec) + toJson(options);
}

} // namespace

std::string NetworkView::caseKey() const { return caseKeyOf(m_session, figureSpec()); }

bool NetworkView::isLayoutJob(const QString& key) { return key == kLayoutJob; }

/// The layout was stopped: the map stays as it is.
void NetworkView::keepSketch() {
    if (m_sketchOf == m_caseAsked && !m_sketchOf.empty()) m_caseKey = m_caseAsked;
}

/// Groups and places in a job; the map as it is stays until they are there.
void NetworkView::layOut() {
    const ViewSpec spec = figureSpec();
    const std::string key = caseKey();
    if (key == m_caseAsked) return; // under way, or it failed and said so
    m_caseAsked = key;
    const auto before = m_case ? m_case->places : nullptr;
    if (!m_case) showWords(tr("Laying out the map...")); // until there is something to show
    const DatasetPtr base = m_session.dataset();
    m_jobs.start<NetworkCase>(
        kLayoutJob,
        [base, spec, before, key, view = QPointer<NetworkView>(this), options = m_session.analysis()](Progress& progress) {
            const auto show = [view, base, key](NetworkCase sketch) {
                QMetaObject::invokeMethod(qApp, [view, base, key, sketch = std::move(sketch)] {
                    if (view) view->takeSketch(sketch, base, key);
                });
            };
            return networkCase(base, spec, {options, before.get(), show}, progress);
        },
        [this, key, base](Result<NetworkCase> made) {
            if (made) takeCase(std::move(*made), base, key);
            else emit said(QString::fromStdString(made.error().message));
        });
}

/// Shown while its layout goes on; when that is stopped, the map stays as it is.
void NetworkView::takeSketch(const NetworkCase& sketch, const DatasetPtr& base, const std::string& key) {
    if (key != m_caseAsked || key == m_caseKey || base != m_session.dataset() || !m_jobs.running(kLayoutJob)) return;
    m_fitPending = m_fitPending || !m_case || m_sketchOf != key;
    m_motion->rest();
    if (!m_shown || m_shown->datasetPtr() != sketch.dataset) m_shownKey.clear();
    m_case = sketch;
    m_base = base;
    m_sketchOf = key;
    repaintMap();
}

void NetworkView::takeCase(NetworkCase made, const DatasetPtr& base, const std::string& key) {
    const bool sameGround = m_case && m_case->dataset->firms().size() == made.dataset->firms().size() && m_case->places->layout == made.places->layout;
    m_fitPending = m_fitPending || !sameGround;
    keepLast(false);
    m_case = std::move(made);
    m_base = base;
    m_caseKey = key;
    m_sketchOf.clear();
    m_shownKey.clear();
    repaintMap();
}

void NetworkView::setMarks(const ForecastMarks& marks) {
    if (marks.pairs == m_marks.pairs) return;
    m_marks = marks;
    m_ghostsAsked.clear();
    m_ghosts = nullptr;
    if (m_session.spec().ghosts) repaintMap();
}

/// Dotted links of the chain on show; asked for once a chain, painted again when they are there.
void NetworkView::foreseeLinks(DisplayList& list, const NetworkInput& in, Legend& legend) {
    const std::string key = std::to_string(reinterpret_cast<std::uintptr_t>(in.snapshot.get()));
    if (key == m_ghostsAsked) {
        if (m_ghosts) paintGhostLinks(list, in, *m_ghosts, QRectF({0, 0}, QSizeF(m_canvas->size())), legend);
        return;
    }
    m_ghostsAsked = key;
    m_ghosts = nullptr;
    m_jobs.start<LinkOutlook>(
        QStringLiteral("ghosts"),
        [snapshot = in.snapshot, marks = m_marks](Progress& progress) {
            return linkOutlook(snapshot->datasetPtr(), {.layer = snapshot->spec().layer, .unit = snapshot->unit(), .last = snapshot->spec().to, .marks = &marks}, progress);
        },
        [this](Result<LinkOutlook> made) {
            if (!made) {
                emit said(QString::fromStdString(made.error().message));
                return;
            }
            m_ghosts = std::make_shared<const LinkOutlook>(std::move(*made));
            repaintMap();
        });
}

/// The data chain of what is on show, in a job: a slider may move quicker than it is traced.
void NetworkView::traceChain() {
    const ViewSpec spec = shownSpec();
    const AnalysisOptions options = analysis();
    const std::string key = chainKeyOf(spec, options) + std::to_string(reinterpret_cast<std::uintptr_t>(m_shown.get()));
    if (key == m_chainAsked) return;
    m_chainAsked = key;
    m_jobs.start<DataChainCase>(
        kChainJob, [snapshot = m_shown, spec, options](Progress& progress) { return dataChainCase(snapshot, spec, options, progress); },
        [this](Result<DataChainCase> made) {
            if (!made) {
                emit said(QString::fromStdString(made.error().message));
                return;
            }
            m_chain = std::make_shared<const DataChainCase>(std::move(*made));
            emit said(chainSentence(*m_chain, QLocale()));
            repaintMap();
        });
}

void NetworkView::followTrail(const ViewSpec& spec) {
    const std::string key = spec.focus + m_shownKey;
    if (!spec.trails || spec.focus.empty() || key == m_trailAsked) return;
    m_trailAsked = key;
    m_jobs.start<FirmTrail>(
        QStringLiteral("trail"), [dataset = m_case->dataset, spec, places = m_case->places](Progress& progress) { return firmTrail(dataset, spec, spec.focus, *places, progress); },
        [this](Result<FirmTrail> made) {
            if (!made) return;
            m_trail = std::make_shared<const FirmTrail>(std::move(*made));
            repaintMap();
        });
}

} // namespace chainscape::ui
