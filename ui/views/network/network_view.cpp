// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/network/network_view.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QVBoxLayout>

#include "ui/painters/network_focus.h"
#include "ui/painters/network_painter.h"
#include "ui/painters/words_at.h"
#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

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

/// What the snapshot on show depends on beyond the case.
std::string shownKeyOf(const ViewSpec& s) {
    ViewSpec spec;
    spec.period = s.period;
    spec.window = s.window;
    return toJson(spec);
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
    connect(m_bar, &NetworkBar::toolWanted, m_canvas, &CanvasWidget::setDragTool);
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
        if (isLayoutJob(key)) keepSketch();
        if (key != kPaintJob) return;
        m_painting = false;
        if (std::exchange(m_paintAgain, false)) QTimer::singleShot(0, this, &NetworkView::repaintMap);
    });
    connect(m_canvas, &CanvasWidget::clicked, this, &NetworkView::clicked);
    connect(m_canvas, &CanvasWidget::doubleClicked, this, &NetworkView::opened);
    connect(m_canvas, &CanvasWidget::hoverChanged, this, [this](ItemRef ref, QPointF) { m_session.setHover(itemOf(ref)); });
    m_sayAtRest.setSingleShot(true);
    m_sayAtRest.setInterval(120); // without a step of the timeline
    connect(&m_sayAtRest, &QTimer::timeout, this, [this] {
        if (isVisible() && m_session.snapshot()) sayReach();
    });
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
    in.zoomable = true;
    const Item& hover = m_session.hover();
    const bool nothingLit = m_session.focus().empty() && m_session.selected().empty(); // the pointer must not put out what was chosen
    if (nothingLit && (hover.kind == Item::Kind::Firm || hover.kind == Item::Kind::Group)) in.hoverFirm = hover.id;
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
        showWords(whyNothing());
        emit legendChanged({});
        return;
    }
    if (caseKey() != m_caseKey) layOut();
    else if (what & ~Changes(What::Figures)) repaintMap();
    if (what & What::Focus) {
        bringIntoView();
        sayReach();
    } else if (what & (What::Dataset | What::Period | What::Filter)) {
        m_sayAtRest.start();
    }
}

/// In place of a map.
void NetworkView::showWords(const QString& words) {
    auto list = std::make_shared<DisplayList>();
    const Theme& t = theme(m_theme);
    list->background = t.canvas.rgba();
    paintSentence(*list, words, QRectF(m_canvas->rect()), t);
    m_canvas->setScene(std::move(list), ViewMode::Fit);
    m_fitPending = true;
}

QString NetworkView::whyNothing() const {
    if (!m_session.dataset() || m_session.dataset()->firms().size() == 0) return tr("There is no data yet.");
    if (!m_session.hasData()) return tr("%n firm(s), and no links among them yet: import a file that says who sells to whom.", nullptr, int(m_session.dataset()->firms().size()));
    return QString::fromStdString(m_session.snapshotError().message);
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
        const auto& spec = snapshot->spec();
        const QString when = spec.from == spec.to ? periodText(snapshot->dataset().periods()[spec.to].period) : fromUtf8(snapshot->periodText());
        emit said(tr("%1: %2 firms, %3 links, %4.").arg(when, countText(qint64(snapshot->nodeCount())), countText(qint64(snapshot->edgeCount())), valueText(snapshot->totalValue(), fromUtf8(snapshot->unit()))));
        return;
    }
    const auto reach = networkFocus(*snapshot, {focus.id});
    emit said(tr("%1: %2 firms upstream, %3 downstream.").arg(fromUtf8(snapshot->name(snapshot->nodeOfId(focus.id))), countText(qint64(reach.upstream)), countText(qint64(reach.downstream))));
}

} // namespace chainscape::ui
