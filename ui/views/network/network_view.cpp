// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/network/network_view.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QCoreApplication>
#include <QEvent>
#include <QPointer>
#include <QVBoxLayout>

#include "ui/painters/network_chain.h"
#include "ui/painters/network_focus.h"
#include "ui/painters/network_painter.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

const auto kLayoutJob = QStringLiteral("layout");
const auto kChainJob = QStringLiteral("data chain");
const auto kPaintJob = QStringLiteral("map");
constexpr std::size_t kPaintedAtOnce = 30'000; ///< firms and links; more are painted in a job

struct PaintedMap {
    std::shared_ptr<DisplayList> list;
    Legend legend;
};

PaintedMap paintedMap(const NetworkInput& in, const QRectF& area) {
    PaintedMap map{std::make_shared<DisplayList>(), {}};
    map.list->background = theme(in.theme).canvas.rgba();
    map.legend = paintNetwork(*map.list, in, area);
    return map;
}

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

/// What the snapshot on show depends on beyond the case.
std::string shownKeyOf(const ViewSpec& s) {
    ViewSpec spec;
    spec.period = s.period;
    spec.window = s.window;
    return toJson(spec);
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

NetworkView::NetworkView(Session& session, Jobs& jobs, QWidget* parent) : View(session, parent), m_jobs(jobs), m_canvas(new CanvasWidget(this)), m_bar(new NetworkBar(session, this)), m_menu(new NetworkMenu(session, jobs, this)),
      m_notes(new NoteTool(session, *m_canvas)), m_motion(new MapMotion(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_canvas, 1);
    setFocusProxy(m_canvas);
    m_canvas->setAccessibleName(tr("Network of firms"));
    m_canvas->installEventFilter(this);
    m_canvas->setItemText([this](ItemRef ref) { return tipOf(ref); });
    m_canvas->setMovable([](ItemRef ref) { return ref.kind == ItemKind::Firm || ref.kind == ItemKind::Annotation; });
    connect(m_bar, &NetworkBar::drawWanted, m_notes, &NoteTool::begin);
    connect(m_bar, &NetworkBar::nextNoteWanted, m_notes, &NoteTool::selectNext);
    connect(m_notes, &NoteTool::changed, this, &NetworkView::repaintMap);
    connect(m_motion, &MapMotion::tick, this, [this] {
        if (!m_canvas->isRendering() || !m_motion->moving()) repaintMap();
    });
    connect(m_bar, &NetworkBar::thresholdMoved, this, [this](double score) {
        m_draggedThreshold = score;
        repaintMap();
    });
    connect(m_bar, &NetworkBar::thresholdChosen, this, [this](double score) {
        m_draggedThreshold = score;
        const auto options = analysis();
        m_draggedThreshold.reset();
        emit settingsWanted(options);
        repaintMap();
    });
    connect(&m_jobs, &Jobs::finished, this, [this](const QString& key) {
        if (key == kLayoutJob && m_sketchOf == m_caseAsked && !m_sketchOf.empty()) m_caseKey = m_caseAsked; // stopped: the map stays as it is
        if (key != kPaintJob) return;
        m_painting = false;
        if (std::exchange(m_paintAgain, false)) QTimer::singleShot(0, this, &NetworkView::repaintMap);
    });
    connect(m_canvas, &CanvasWidget::clicked, this, &NetworkView::clicked);
    connect(m_canvas, &CanvasWidget::doubleClicked, this, &NetworkView::opened);
    connect(m_canvas, &CanvasWidget::hoverChanged, this, [this](ItemRef ref, QPointF) { m_session.setHover(itemOf(ref)); });
    m_resized.setSingleShot(true);
    m_resized.setInterval(30);
    connect(m_canvas, &CanvasWidget::outgrown, &m_resized, qOverload<>(&QTimer::start));
    connect(&m_resized, &QTimer::timeout, this, [this] {
        m_fitPending = true;
        repaintMap();
    });
    connect(m_canvas, &CanvasWidget::itemDragged, this, &NetworkView::dragged);
    connect(m_canvas, &CanvasWidget::areaSelected, this, &NetworkView::areaSelected);
    connect(m_canvas, &CanvasWidget::walked, this, &NetworkView::walk);
    connect(m_canvas, &CanvasWidget::cleared, this, [this] { m_session.click({}, false); });
    connect(m_canvas, &CanvasWidget::activated, this, [this](ItemRef ref) { groupOf(ref) == kNone && ref.kind != ItemKind::Annotation ? m_session.click(itemOf(ref), false) : opened(ref); });
    connect(m_canvas, &CanvasWidget::menuRequested, this, [this](ItemRef ref, QPoint at) {
        if (ref.kind == ItemKind::Annotation) {
            QMenu menu(this);
            m_notes->fillMenu(menu, ref.id);
            menu.exec(at);
            return;
        }
        const Item item = itemOf(ref);
        if (item.kind == Item::Kind::Group) clicked(ref, Qt::NoModifier); // the menu is about its firms
        emit firmMenuWanted(item.kind == Item::Kind::Firm ? fromUtf8(item.id) : QString(), at);
    });
}

/// The map is painted for the canvas's size.
bool NetworkView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_canvas && event->type() == QEvent::Resize && m_case) repaintMap();
    return View::eventFilter(watched, event);
}

QString NetworkView::about() const {
    return tr("Every firm stands in the lane of its stage; a link runs from seller to buyer, as wide as its value. Click a firm to light its chain, drag to pin it, "
              "Shift-drag to select several.");
}

void NetworkView::setTheme(const Theme& theme) {
    m_theme = theme.kind;
    m_canvas->setTheme(theme.kind);
    m_bar->setTheme(theme.kind);
    repaintMap();
}

void NetworkView::setColumns(const MapColumns& columns) {
    m_columns = columns;
    if (isVisible()) repaintMap();
}

ViewSpec NetworkView::figureSpec() const {
    ViewSpec spec = m_session.spec();
    spec.view = spec.networkShow == NetworkShow::DataChain ? ViewKind::DataChain : ViewKind::Network;
    if (m_session.focus().kind == Item::Kind::Stage) spec.focusStage = std::stoi(m_session.focus().id);
    return spec;
}

/// The figure's spec in the words of what is drawn: groups instead of their firms.
ViewSpec NetworkView::shownSpec() const { return m_case ? caseView(*m_case, m_base, figureSpec()) : figureSpec(); }

void NetworkView::zoom(int step) {
    if (step == 0) m_canvas->setCamera({});
    else m_canvas->zoomBy(step > 0 ? 1.25 : 0.8);
}

NetworkInput NetworkView::input() const {
    NetworkInput in;
    in.snapshot = m_shown;
    in.spec = shownSpec();
    in.places = m_case->places;
    in.groups = m_case->groups;
    in.hulls = m_case->hulls;
    if (in.spec.view == ViewKind::DataChain && m_chain && m_chain->snapshot == m_shown) in.chain = m_chain;
    in.columns = m_columns;
    in.spec.notes = m_notes->shown();
    in.held = m_held;
    if (m_trail && in.spec.trails && m_trail->firm == in.spec.focus) in.trail = m_trail;
    if (in.spec.network.newAndGone) in.before = m_before;
    m_motion->apply(in);
    in.theme = m_theme;
    if (const Item& hover = m_session.hover(); m_session.focus().empty() && hover.kind == Item::Kind::Firm) in.hoverFirm = hover.id;
    else if (m_session.focus().empty() && hover.kind == Item::Kind::Group) in.hoverFirm = hover.id;
    return in;
}

void NetworkView::refresh(Changes what) {
    if (!isVisible()) return;
    if (what & (What::Dataset | What::Look | What::Filter | What::Settings)) m_bar->fill();
    if (!m_session.snapshot()) {
        m_case.reset();
        m_caseKey.clear();
        m_caseAsked.clear();
        m_shown = nullptr;
        m_last.reset();
        m_motion->rest();
        m_canvas->setScene(std::make_shared<const DisplayList>(), ViewMode::Fit);
        if (m_session.hasData()) emit said(QString::fromStdString(m_session.snapshotError().message));
        return;
    }
    if (const auto key = caseKeyOf(m_session, figureSpec()); key != m_caseKey) layOut();
    else if (what & ~Changes(What::Figures)) repaintMap();
    if (what & What::Focus) {
        bringIntoView();
        sayReach();
    }
}

/// A firm that was searched or walked to while the map is zoomed in.
void NetworkView::bringIntoView() {
    const ItemRef item = refOf(m_session.focus());
    const QRectF box = item ? m_canvas->boxOf(item) : QRectF();
    if (!box.isNull() && !QRectF(m_canvas->rect()).contains(box.center())) m_canvas->centreOn(item);
}

AnalysisOptions NetworkView::analysis() const {
    AnalysisOptions options = m_session.analysis();
    if (m_draggedThreshold) options.digital.linkThreshold = *m_draggedThreshold;
    return options;
}

/// Groups and places in a job; the map as it is stays until they are there.
void NetworkView::layOut() {
    const ViewSpec spec = figureSpec();
    const std::string key = caseKeyOf(m_session, spec);
    if (key == m_caseAsked) return; // under way, or it failed and said so
    m_caseAsked = key;
    const auto before = m_case ? m_case->places : nullptr;
    if (!m_case) sayLayingOut();
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

/// Until there is something to show.
void NetworkView::sayLayingOut() {
    auto list = std::make_shared<DisplayList>();
    const Theme& t = theme(m_theme);
    list->background = t.canvas.rgba();
    Text text;
    text.text = tr("Laying out the map...");
    text.anchor = QRectF(m_canvas->rect()).center();
    text.size = size::baseFont;
    text.colour = t.secondary.rgba();
    list->text(text);
    m_canvas->setScene(std::move(list), ViewMode::World);
    m_canvas->setCamera({});
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

/// What is shown now is about to be replaced.
void NetworkView::keepLast(bool steppedInTime) {
    if (m_last) m_motion->replaced(*m_last, QRectF({0, 0}, QSizeF(m_canvas->size())), steppedInTime);
}

/// The snapshot of what is to be shown; false when there is none.
bool NetworkView::takeSnapshot(const ViewSpec& spec) {
    const auto key = shownKeyOf(spec) + m_caseKey;
    if (key == m_shownKey) return true;
    const auto snapshot = caseSnapshot(*m_case, m_base, spec, m_session.snapshots().get());
    if (!snapshot) return false;
    if (m_shown && !m_shownKey.empty() && m_shown->datasetPtr() == m_case->dataset) keepLast(true); // not after a new layout of the same period
    m_shown = *snapshot;
    m_shownKey = key;
    m_before = caseBefore(*m_case, m_base, spec, m_session.snapshots().get()).value_or(nullptr);
    return true;
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

void NetworkView::repaintMap() {
    if (!m_case || m_base != m_session.dataset() || !m_session.snapshot()) return;
    const ViewSpec spec = figureSpec();
    if (!takeSnapshot(spec)) return;
    if (spec.view == ViewKind::DataChain) traceChain();
    const NetworkInput in = input();
    followTrail(in.spec);
    const QRectF area({0, 0}, QSizeF(m_canvas->size()));
    m_notes->setMap(networkMapRect(m_case->places->layout, area));
    if (in.snapshot->nodeCount() + in.snapshot->edgeCount() > kPaintedAtOnce) {
        paintLater(in, area);
        return;
    }
    PaintedMap map = paintedMap(in, area);
    showMap(std::move(map.list), std::move(map.legend), in);
}

void NetworkView::paintLater(const NetworkInput& in, const QRectF& area) {
    m_paintAgain = m_painting;
    if (m_painting) return;
    m_painting = true;
    m_jobs.start<PaintedMap>(
        kPaintJob, [in, area](Progress&) -> Result<PaintedMap> { return paintedMap(in, area); },
        [this, in](Result<PaintedMap> map) {
            if (map && m_case && in.snapshot == m_shown) showMap(std::move(map->list), std::move(map->legend), in);
        });
}

void NetworkView::showMap(std::shared_ptr<DisplayList> list, Legend legend, const NetworkInput& in) {
    m_last = in;
    if (in.spec.ghosts) foreseeLinks(*list, in, legend);
    if (!m_motion->moving()) emit legendChanged(legend);
    if (m_fitPending) {
        m_fitPending = false;
        m_canvas->setScene(std::move(list), ViewMode::World);
        m_canvas->setCamera({}); // painted for the canvas as it is
    } else {
        m_canvas->updateScene(std::move(list));
    }
    m_canvas->setFocused(m_notes->selected() ? m_notes->selected() : refOf(m_session.focus()));
}

void NetworkView::fillMenu(QMenu& menu, const std::string& firm) {
    if (m_case) m_menu->fill(menu, firm, *m_case);
}

void NetworkView::sayReach() {
    const auto snapshot = m_session.snapshot();
    const Item& focus = m_session.focus();
    if (m_session.spec().networkShow == NetworkShow::DataChain) return; // the data chain says its own
    if (focus.kind != Item::Kind::Firm || snapshot->nodeOfId(focus.id) == kNone) {
        emit said(tr("%1 firms, %2 links, %3.").arg(countText(qint64(snapshot->nodeCount())), countText(qint64(snapshot->edgeCount())), valueText(snapshot->totalValue(), fromUtf8(snapshot->unit()))));
        return;
    }
    const auto reach = networkFocus(*snapshot, {focus.id});
    emit said(tr("%1: %2 firms upstream, %3 downstream.").arg(fromUtf8(snapshot->name(snapshot->nodeOfId(focus.id))), countText(qint64(reach.upstream)), countText(qint64(reach.downstream))));
}

} // namespace chainscape::ui
