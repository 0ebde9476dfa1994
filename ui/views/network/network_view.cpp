// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/network/network_view.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QVBoxLayout>

#include "ui/painters/network_chain.h"
#include "ui/painters/network_focus.h"
#include "ui/painters/network_painter.h"
#include "ui/style/format.h"

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
    if (s.collapseBy == "internet" || s.hullBy == "internet") spec.digitalThreshold = s.digitalThreshold;
    return toJson(spec) + datasetKey(session);
}

/// What the snapshot on show depends on beyond the case.
std::string shownKeyOf(const ViewSpec& s) {
    ViewSpec spec;
    spec.period = s.period;
    spec.window = s.window;
    return toJson(spec);
}

/// What the data chain depends on beyond the snapshot.
std::string chainKeyOf(const ViewSpec& s) {
    ViewSpec spec;
    spec.digitalThreshold = s.digitalThreshold;
    spec.focus = s.focus;
    spec.focusStage = s.focusStage;
    if (s.focus.empty()) spec.selected = s.selected;
    return toJson(spec);
}

} // namespace

NetworkView::NetworkView(Session& session, Jobs& jobs, QWidget* parent) : View(session, parent), m_jobs(jobs), m_canvas(new CanvasWidget(this)), m_bar(new NetworkBar(session, this)), m_menu(new NetworkMenu(session, jobs, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_canvas, 1);
    setFocusProxy(m_canvas);
    m_canvas->setAccessibleName(tr("Network of firms"));
    m_canvas->installEventFilter(this);
    m_canvas->setItemText([this](ItemRef ref) { return tipOf(ref); });
    m_canvas->setMovable([](ItemRef ref) { return ref.kind == ItemKind::Firm; });
    connect(m_bar, &NetworkBar::menusFilled, this, &NetworkView::menusFilled);
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
    connect(m_canvas, &CanvasWidget::activated, this, [this](ItemRef ref) { groupOf(ref) == kNone ? m_session.click(itemOf(ref), false) : opened(ref); });
    connect(m_canvas, &CanvasWidget::menuRequested, this, [this](ItemRef ref, QPoint at) {
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
    repaintMap();
}

void NetworkView::setColumns(std::optional<NodeColumn> colour, std::optional<NodeColumn> size) {
    m_colourColumn = std::move(colour);
    m_sizeColumn = std::move(size);
    repaintMap();
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
    if (m_colourColumn && m_colourColumn->value.size() == m_shown->nodeCount()) in.colour = m_colourColumn;
    if (m_sizeColumn && m_sizeColumn->value.size() == m_shown->nodeCount()) in.size = m_sizeColumn;
    in.theme = m_theme;
    if (const Item& hover = m_session.hover(); m_session.focus().empty() && hover.kind == Item::Kind::Firm) in.hoverFirm = hover.id;
    else if (m_session.focus().empty() && hover.kind == Item::Kind::Group) in.hoverFirm = hover.id;
    return in;
}

void NetworkView::refresh(Changes what) {
    if (!isVisible()) return;
    if (what & (What::Dataset | What::Look | What::Filter)) m_bar->fill();
    if (!m_session.snapshot()) {
        m_case.reset();
        m_caseKey.clear();
        m_caseAsked.clear();
        m_shown = nullptr;
        m_canvas->setScene(std::make_shared<const DisplayList>(), ViewMode::Fit);
        if (m_session.hasData()) emit said(QString::fromStdString(m_session.snapshotError().message));
        return;
    }
    if (const auto key = caseKeyOf(m_session, figureSpec()); key != m_caseKey) layOut();
    else if (what & ~Changes(What::Figures | What::Settings)) repaintMap();
    if (what & What::Focus) sayReach();
}

/// Groups and places in a job; the map as it is stays until they are there.
void NetworkView::layOut() {
    const ViewSpec spec = figureSpec();
    const std::string key = caseKeyOf(m_session, spec);
    if (key == m_caseAsked) return; // under way, or it failed and said so
    m_caseAsked = key;
    const auto before = m_case ? m_case->places : nullptr;
    const DatasetPtr base = m_session.dataset();
    m_jobs.start<NetworkCase>(
        kLayoutJob, [base, spec, before](Progress& progress) { return networkCase(base, spec, before.get(), progress); },
        [this, key, base](Result<NetworkCase> made) {
            if (made) takeCase(std::move(*made), base, key);
            else emit said(QString::fromStdString(made.error().message));
        });
}

void NetworkView::takeCase(NetworkCase made, const DatasetPtr& base, const std::string& key) {
    const bool sameGround = m_case && m_case->dataset->firms().size() == made.dataset->firms().size() && m_case->places->layout == made.places->layout;
    m_fitPending = m_fitPending || !sameGround;
    m_case = std::move(made);
    m_base = base;
    m_caseKey = key;
    m_shownKey.clear();
    repaintMap();
}

/// The data chain of what is on show, in a job: a slider may move quicker than it is traced.
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

void NetworkView::traceChain() {
    const ViewSpec spec = shownSpec();
    const std::string key = chainKeyOf(spec) + std::to_string(reinterpret_cast<std::uintptr_t>(m_shown.get()));
    if (key == m_chainAsked) return;
    m_chainAsked = key;
    m_jobs.start<DataChainCase>(
        kChainJob, [snapshot = m_shown, spec](Progress& progress) { return dataChainCase(snapshot, spec, progress); },
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

void NetworkView::repaintMap() {
    if (!m_case || m_base != m_session.dataset() || !m_session.snapshot()) return;
    const ViewSpec spec = figureSpec();
    if (const auto key = shownKeyOf(spec) + m_caseKey; key != m_shownKey) {
        const auto snapshot = caseSnapshot(*m_case, m_base, spec);
        if (!snapshot) return;
        m_shown = *snapshot;
        m_shownKey = key;
    }
    if (spec.view == ViewKind::DataChain) traceChain();
    const NetworkInput in = input();
    auto list = std::make_shared<DisplayList>();
    list->background = theme(in.theme).canvas.rgba();
    const QRectF area({0, 0}, QSizeF(m_canvas->size()));
    Legend legend = paintNetwork(*list, in, area);
    if (spec.ghosts) foreseeLinks(*list, in, legend);
    emit legendChanged(legend);
    if (m_fitPending) {
        m_fitPending = false;
        m_canvas->setScene(std::move(list), ViewMode::World);
        m_canvas->setCamera({}); // painted for the canvas as it is
    } else {
        m_canvas->updateScene(std::move(list));
    }
    m_canvas->setFocused(refOf(m_session.focus()));
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

std::uint32_t NetworkView::groupOf(ItemRef ref) const {
    const bool isGroup = ref.kind == ItemKind::Firm && m_case && m_case->groups && ref.id < m_case->groups->firms.size() && m_case->groups->firms[ref.id] > 0;
    return isGroup ? ref.id : kNone;
}

/// The firm or group of the drawn dataset that stands for an item.
ItemRef NetworkView::refOf(const Item& item) const {
    if (!m_case || (item.kind != Item::Kind::Firm && item.kind != Item::Kind::Group)) return {};
    auto f = m_case->dataset->firmIndex(item.id);
    if (m_case->groups && item.kind == Item::Kind::Firm)
        if (const auto base = m_base->firmIndex(item.id); base != kNone) f = m_case->groups->place[base];
    return f == kNone ? ItemRef{} : ItemRef{ItemKind::Firm, f};
}

Item NetworkView::itemOf(ItemRef ref) const {
    if (!m_shown) return {};
    const auto& firms = m_shown->dataset().firms();
    switch (ref.kind) {
    case ItemKind::Firm:
        if (ref.id >= firms.size()) return {};
        return groupOf(ref) == kNone ? Item::firm(firms.id[ref.id]) : Item{Item::Kind::Group, firms.id[ref.id], {}};
    case ItemKind::Link:
        if (ref.id >= m_shown->edgeCount() || m_case->groups) return {};
        return Item::link(m_shown->id(m_shown->edges().source[ref.id]), m_shown->id(m_shown->edges().target[ref.id]));
    case ItemKind::Stage: return Item::stage(int(ref.id));
    default: return {};
    }
}

QString NetworkView::firmTip(std::uint32_t firm) const {
    const QString unit = fromUtf8(m_shown->unit());
    const auto node = m_shown->nodeOfFirm(firm);
    QString name = fromUtf8(m_shown->dataset().firms().name[firm]);
    if (groupOf({ItemKind::Firm, firm}) != kNone) name = tr("%1: %2 firms, double-click to open").arg(name, countText(qint64(m_case->groups->firms[firm])));
    if (node == kNone) return name;
    return tr("%1\nsells %2, buys %3").arg(name, valueText(m_shown->outValue()[node], unit), valueText(m_shown->inValue()[node], unit));
}

QString NetworkView::tipOf(ItemRef ref) const {
    if (!m_shown) return {};
    const QString unit = fromUtf8(m_shown->unit());
    if (ref.kind == ItemKind::Firm && ref.id < m_shown->dataset().firms().size()) return firmTip(ref.id);
    if (ref.kind == ItemKind::Link && ref.id < m_shown->edgeCount()) {
        const auto& e = m_shown->edges();
        return tr("%1 to %2\n%3, digital score %4")
            .arg(fromUtf8(m_shown->name(e.source[ref.id])), fromUtf8(m_shown->name(e.target[ref.id])),
                 e.valueUnknown[ref.id] ? unknownText() : valueText(e.value[ref.id], unit), shortText(double(e.digital[ref.id])));
    }
    if (ref.kind == ItemKind::Stage) return fromUtf8(m_shown->dataset().stages().name(int(ref.id)));
    return {};
}

void NetworkView::clicked(ItemRef ref, Qt::KeyboardModifiers modifiers) {
    const bool extend = modifiers.testFlag(Qt::ControlModifier) || modifiers.testFlag(Qt::ShiftModifier);
    const auto group = groupOf(ref);
    if (group == kNone) {
        m_session.click(itemOf(ref), extend);
        return;
    }
    const auto members = m_case->groups->members(*m_base, group);
    std::set<std::string> ids = extend ? m_session.selected() : std::set<std::string>{};
    ids.insert(members.begin(), members.end());
    m_session.setFocus(itemOf(ref));
    emit said(tr("%n firm(s) selected.", nullptr, int(ids.size())));
    m_session.setSelected(std::move(ids));
}

/// A group opens into its firms.
void NetworkView::opened(ItemRef ref) {
    const auto group = groupOf(ref);
    if (group == kNone) return;
    const std::string key = m_case->dataset->firms().id[group];
    m_session.edit(What::Look, [&](ViewSpec& s) { s.opened.push_back(key); });
}

void NetworkView::dragged(ItemRef ref, QPointF world, bool finished) {
    if (!finished || ref.kind != ItemKind::Firm || !m_case) return;
    const bool lanes = m_case->places->layout == NetworkLayoutKind::Lanes;
    const QRectF area(QPointF(0, 0), QSizeF(m_canvas->size()));
    const QRectF map = networkMapRect(m_case->places->layout, area);
    const double x = (world.x() - map.left()) / map.width(), y = std::clamp((world.y() - map.top()) / map.height(), 0.0, 1.0);
    const std::string id = m_case->dataset->firms().id[ref.id];
    const double oldX = double(m_case->places->x[ref.id]);
    m_session.edit(What::Look, [&](ViewSpec& s) { s.pins[id] = {lanes ? oldX : x, y}; }); // in lanes a firm keeps its stage
    emit said(tr("%1 is pinned here.").arg(tipOf(ref).section('\n', 0, 0)));
}

/// Alone they are the selection; with Ctrl they are added, or taken out when all were in; a lasso with Shift takes out.
void NetworkView::areaSelected(const std::vector<ItemRef>& items, Qt::KeyboardModifiers modifiers) {
    std::set<std::string> caught;
    for (const auto& ref : items) {
        if (ref.kind != ItemKind::Firm) continue;
        if (const auto group = groupOf(ref); group == kNone) caught.insert(itemOf(ref).id);
        else
            for (auto& id : m_case->groups->members(*m_base, group)) caught.insert(std::move(id));
    }
    std::set<std::string> ids = m_session.selected();
    const bool allIn = std::ranges::includes(ids, caught);
    const bool lassoOut = modifiers.testFlag(Qt::AltModifier) && modifiers.testFlag(Qt::ShiftModifier);
    if (lassoOut || (modifiers.testFlag(Qt::ControlModifier) && allIn)) std::erase_if(ids, [&](const std::string& id) { return caught.contains(id); });
    else if (modifiers.testFlag(Qt::ControlModifier)) ids.merge(caught);
    else ids = std::move(caught);
    emit said(tr("%n firm(s) selected.", nullptr, int(ids.size())));
    m_session.setSelected(std::move(ids));
}

/// Left and right go to the heaviest supplier and buyer; up and down to the next firm of the same stage.
void NetworkView::walk(Qt::Key arrow) {
    const auto s = m_shown;
    const ItemRef from = refOf(m_session.focus());
    if (!s || !from) return;
    const auto at = s->nodeOfFirm(from.id);
    if (at == kNone) return;
    std::uint32_t next = kNone;
    if (arrow == Qt::Key_Left || arrow == Qt::Key_Right) {
        const Adjacency& adjacency = arrow == Qt::Key_Left ? s->in() : s->out();
        double best = -1;
        for (auto i = adjacency.start[at]; i < adjacency.start[at + 1]; ++i) {
            const auto edge = adjacency.edgeOf.empty() ? i : adjacency.edgeOf[i];
            if (s->edges().value[edge] > best) {
                best = s->edges().value[edge];
                next = adjacency.node[i];
            }
        }
    } else if (m_case) {
        const float y = m_case->places->y[s->firm()[at]];
        float nearest = INFINITY;
        for (std::uint32_t i = 0; i < s->nodeCount(); ++i) {
            if (i == at || s->stage()[i] != s->stage()[at]) continue;
            const float d = (m_case->places->y[s->firm()[i]] - y) * (arrow == Qt::Key_Down ? 1.0F : -1.0F);
            if (d > 0 && d < nearest) {
                nearest = d;
                next = i;
            }
        }
    }
    if (next != kNone) clicked({ItemKind::Firm, s->firm()[next]}, Qt::NoModifier);
}

} // namespace chainscape::ui
