// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/network/network_view.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/painters/network_focus.h"
#include "ui/painters/network_painter.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

const auto kLayoutJob = QStringLiteral("layout");

/// What the places depend on: everything but the period and the focus.
std::string placesKey(const Session& session) {
    ViewSpec spec;
    const ViewSpec& s = session.spec();
    spec.layer = s.layer;
    spec.unit = s.unit;
    spec.filter = s.filter;
    spec.narrow = s.narrow;
    spec.layout = s.layout;
    spec.pins = s.pins;
    return toJson(spec) + '@' + std::to_string(reinterpret_cast<std::uintptr_t>(session.dataset().get()));
}

} // namespace

NetworkView::NetworkView(Session& session, Jobs& jobs, QWidget* parent)
    : View(session, parent), m_jobs(jobs), m_canvas(new CanvasWidget(this)), m_layout(new QComboBox(this)), m_colour(new QComboBox(this)), m_size(new QComboBox(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(m_canvas, 1);
    setFocusProxy(m_canvas);
    m_canvas->setAccessibleName(tr("Network of firms"));
    m_canvas->installEventFilter(this);
    m_canvas->setItemText([this](ItemRef ref) { return tipOf(ref); });
    m_canvas->setMovable([](ItemRef ref) { return ref.kind == ItemKind::Firm; });
    connect(m_canvas, &CanvasWidget::clicked, this, &NetworkView::clicked);
    connect(m_canvas, &CanvasWidget::hoverChanged, this, [this](ItemRef ref, QPointF) { m_session.setHover(itemOf(ref)); });
    connect(m_canvas, &CanvasWidget::itemDragged, this, &NetworkView::dragged);
    connect(m_canvas, &CanvasWidget::areaSelected, this, &NetworkView::areaSelected);
    connect(m_canvas, &CanvasWidget::walked, this, &NetworkView::walk);
    connect(m_canvas, &CanvasWidget::cleared, this, [this] { m_session.click({}, false); });
    connect(m_canvas, &CanvasWidget::activated, this, [this](ItemRef ref) { m_session.click(itemOf(ref), false); });
    connect(m_canvas, &CanvasWidget::menuRequested, this, [this](ItemRef ref, QPoint at) {
        const Item item = itemOf(ref);
        if (item.kind == Item::Kind::Firm) emit firmMenuWanted(fromUtf8(item.id), at);
    });
}

QWidget* NetworkView::buildBar() {
    auto* bar = new QWidget(this);
    bar->setProperty("role", "panel");
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 4, 12, 4);
    row->addStretch(1);
    const auto add = [&](const QString& words, QComboBox* box) {
        auto* label = new QLabel(words, bar);
        label->setProperty("role", "secondary");
        label->setBuddy(box);
        box->setAccessibleName(words);
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        row->addWidget(label);
        row->addWidget(box);
    };
    add(tr("Layout"), m_layout);
    add(tr("Colour"), m_colour);
    add(tr("Size"), m_size);
    m_layout->addItem(tr("stage lanes"), int(NetworkLayoutKind::Lanes));
    m_layout->addItem(tr("force"), int(NetworkLayoutKind::Force));
    connect(m_layout, &QComboBox::activated, this, [this] {
        m_session.edit(What::Look, [this](ViewSpec& s) {
            s.layout = NetworkLayoutKind(m_layout->currentData().toInt());
            s.pins.clear(); // pins belong to a layout
        });
    });
    connect(m_colour, &QComboBox::activated, this, [this] {
        m_session.edit(What::Look, [this](ViewSpec& s) { s.colourBy = m_colour->currentData().toString().toStdString(); });
    });
    connect(m_size, &QComboBox::activated, this, [this] {
        m_session.edit(What::Look, [this](ViewSpec& s) { s.sizeBy = m_size->currentData().toString().toStdString(); });
    });
    return bar;
}

/// The map is painted for the canvas's size.
bool NetworkView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_canvas && event->type() == QEvent::Resize && m_places) repaintMap();
    return View::eventFilter(watched, event);
}

QString NetworkView::about() const {
    return tr("Every firm stands in the lane of its stage; a link runs from seller to buyer, as wide as its value. Click a firm to light its chain, drag to pin it, "
              "Shift-drag to select several.");
}

void NetworkView::fillMenus() {
    const QSignalBlocker a(m_layout), b(m_colour), c(m_size);
    m_layout->setCurrentIndex(std::max(0, m_layout->findData(int(m_session.spec().layout))));
    m_colour->clear();
    for (const auto& [words, id] : {std::pair{tr("stage"), "stage"}, {tr("region"), "region"}, {tr("sector"), "sector"}, {tr("digital score"), "digital"}, {tr("platforms"), "platform"}, {tr("end users"), "end_user"}})
        m_colour->addItem(words, QLatin1String(id));
    if (m_session.dataset())
        for (const auto& attribute : m_session.dataset()->firms().attributes) m_colour->addItem(fromUtf8(attribute.name), fromUtf8(attribute.name));
    m_size->clear();
    m_size->addItem(tr("throughput"), QStringLiteral("throughput"));
    emit menusFilled(m_colour, m_size);
    m_colour->setCurrentIndex(std::max(0, m_colour->findData(fromUtf8(m_session.spec().colourBy))));
    m_size->setCurrentIndex(std::max(0, m_size->findData(fromUtf8(m_session.spec().sizeBy))));
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
    spec.view = ViewKind::Network;
    return spec;
}

void NetworkView::zoom(int step) {
    if (step == 0) m_canvas->setCamera({});
    else m_canvas->zoomBy(step > 0 ? 1.25 : 0.8);
}

NetworkInput NetworkView::input() const {
    NetworkInput in;
    in.snapshot = m_session.snapshot();
    in.spec = figureSpec();
    in.places = m_places;
    if (in.snapshot) {
        if (m_colourColumn && m_colourColumn->value.size() == in.snapshot->nodeCount()) in.colour = m_colourColumn;
        if (m_sizeColumn && m_sizeColumn->value.size() == in.snapshot->nodeCount()) in.size = m_sizeColumn;
    }
    in.theme = m_theme;
    if (m_session.focus().empty() && m_session.hover().kind == Item::Kind::Firm) in.hoverFirm = m_session.hover().id;
    return in;
}

void NetworkView::refresh(Changes what) {
    if (!isVisible()) return;
    if (what & (What::Dataset | What::Look | What::Filter)) fillMenus();
    if (!m_session.snapshot()) {
        m_places = nullptr;
        m_placesKey.clear();
        m_canvas->setScene(std::make_shared<const DisplayList>(), ViewMode::Fit);
        if (m_session.hasData()) emit said(QString::fromStdString(m_session.snapshotError().message));
        return;
    }
    if (placesKey(m_session) != m_placesKey) layOut();
    else if (what & ~Changes(What::Figures | What::Settings)) repaintMap();
    if (what & What::Focus) sayReach();
}

void NetworkView::layOut() {
    const std::string key = placesKey(m_session);
    const bool look = m_placesKey.empty() || !m_places || m_places->layout != m_session.spec().layout || m_places->x.size() != m_session.dataset()->firms().size();
    m_fitPending = m_fitPending || look;
    m_jobs.start<NetworkPlaces>(
        kLayoutJob, [dataset = m_session.dataset(), spec = m_session.spec()](Progress& progress) { return networkPlaces(dataset, spec, progress); },
        [this, key](Result<NetworkPlaces> places) {
            if (!places) {
                emit said(QString::fromStdString(places.error().message));
                return;
            }
            m_places = std::make_shared<const NetworkPlaces>(std::move(*places));
            m_placesKey = key;
            repaintMap();
        });
}

void NetworkView::repaintMap() {
    const NetworkInput in = input();
    if (!in.snapshot || !in.places || in.places->x.size() != in.snapshot->dataset().firms().size()) return;
    m_shown = in.snapshot;
    auto list = std::make_shared<DisplayList>();
    list->background = theme(in.theme).canvas.rgba();
    emit legendChanged(paintNetwork(*list, in, QRectF({0, 0}, QSizeF(m_canvas->size()))));
    if (m_fitPending) {
        m_fitPending = false;
        m_canvas->setScene(std::move(list), ViewMode::World);
        m_canvas->setCamera({}); // painted for the canvas as it is
    } else {
        m_canvas->updateScene(std::move(list));
    }
    m_canvas->setFocused(m_session.focus().kind == Item::Kind::Firm ? ItemRef{ItemKind::Firm, m_session.dataset()->firmIndex(m_session.focus().id)} : ItemRef{});
}

void NetworkView::sayReach() {
    const auto snapshot = m_session.snapshot();
    const Item& focus = m_session.focus();
    if (focus.kind != Item::Kind::Firm || snapshot->nodeOfId(focus.id) == kNone) {
        emit said(tr("%1 firms, %2 links, %3.").arg(countText(qint64(snapshot->nodeCount())), countText(qint64(snapshot->edgeCount())), valueText(snapshot->totalValue(), fromUtf8(snapshot->unit()))));
        return;
    }
    const auto reach = networkFocus(*snapshot, {focus.id});
    emit said(tr("%1: %2 firms upstream, %3 downstream.").arg(fromUtf8(snapshot->name(snapshot->nodeOfId(focus.id))), countText(qint64(reach.upstream)), countText(qint64(reach.downstream))));
}

Item NetworkView::itemOf(ItemRef ref) const {
    if (!m_shown) return {};
    const auto& firms = m_shown->dataset().firms();
    switch (ref.kind) {
    case ItemKind::Firm: return ref.id < firms.size() ? Item::firm(firms.id[ref.id]) : Item{};
    case ItemKind::Link:
        if (ref.id >= m_shown->edgeCount()) return {};
        return Item::link(m_shown->id(m_shown->edges().source[ref.id]), m_shown->id(m_shown->edges().target[ref.id]));
    case ItemKind::Stage: return Item::stage(int(ref.id));
    default: return {};
    }
}

QString NetworkView::tipOf(ItemRef ref) const {
    if (!m_shown) return {};
    const QString unit = fromUtf8(m_shown->unit());
    if (ref.kind == ItemKind::Firm && ref.id < m_shown->dataset().firms().size()) {
        const auto node = m_shown->nodeOfFirm(ref.id);
        const QString name = fromUtf8(m_shown->dataset().firms().name[ref.id]);
        if (node == kNone) return name;
        return tr("%1\nsells %2, buys %3").arg(name, valueText(m_shown->outValue()[node], unit), valueText(m_shown->inValue()[node], unit));
    }
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
    m_session.click(itemOf(ref), modifiers.testFlag(Qt::ControlModifier) || modifiers.testFlag(Qt::ShiftModifier));
}

void NetworkView::dragged(ItemRef ref, QPointF world, bool finished) {
    if (!finished || ref.kind != ItemKind::Firm || !m_places) return;
    const bool lanes = m_places->layout == NetworkLayoutKind::Lanes;
    const QRectF area(QPointF(0, 0), QSizeF(m_canvas->size()));
    const QRectF map = networkMapRect(m_places->layout, area);
    const double x = (world.x() - map.left()) / map.width(), y = std::clamp((world.y() - map.top()) / map.height(), 0.0, 1.0);
    const Item item = itemOf(ref);
    const double oldX = double(m_places->x[ref.id]);
    m_session.edit(What::Look, [&](ViewSpec& s) { s.pins[item.id] = {lanes ? oldX : x, y}; }); // in lanes a firm keeps its stage
    emit said(tr("%1 is pinned here.").arg(tipOf(ref).section('\n', 0, 0)));
}

void NetworkView::areaSelected(const std::vector<ItemRef>& items, Qt::KeyboardModifiers modifiers) {
    std::set<std::string> ids = modifiers.testFlag(Qt::ControlModifier) ? m_session.selected() : std::set<std::string>{};
    for (const auto& ref : items)
        if (ref.kind == ItemKind::Firm) ids.insert(itemOf(ref).id);
    emit said(tr("%n firm(s) selected.", nullptr, int(ids.size())));
    m_session.setSelected(std::move(ids));
}

/// Left and right go to the heaviest supplier and buyer; up and down to the next firm of the same stage.
void NetworkView::walk(Qt::Key arrow) {
    const auto s = m_session.snapshot();
    if (!s || m_session.focus().kind != Item::Kind::Firm) return;
    const auto at = s->nodeOfId(m_session.focus().id);
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
    } else if (m_places) {
        const float y = m_places->y[s->firm()[at]];
        float nearest = INFINITY;
        for (std::uint32_t i = 0; i < s->nodeCount(); ++i) {
            if (i == at || s->stage()[i] != s->stage()[at]) continue;
            const float d = (m_places->y[s->firm()[i]] - y) * (arrow == Qt::Key_Down ? 1.0F : -1.0F);
            if (d > 0 && d < nearest) {
                nearest = d;
                next = i;
            }
        }
    }
    if (next != kNone) m_session.click(Item::firm(s->id(next)), false);
}

} // namespace chainscape::ui
