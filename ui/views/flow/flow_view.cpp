// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/flow/flow_view.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

std::string planKey(const Session& session) {
    ViewSpec spec;
    const ViewSpec& s = session.spec();
    spec.layer = s.layer;
    spec.unit = s.unit;
    spec.filter = s.filter;
    spec.narrow = s.narrow;
    spec.groupBy = s.groupBy;
    spec.topGroups = s.topGroups;
    spec.order = s.order;
    return toJson(spec) + '@' + std::to_string(reinterpret_cast<std::uintptr_t>(session.dataset().get()));
}

} // namespace

FlowView::FlowView(Session& session, Jobs& jobs, QWidget* parent)
    : View(session, parent), m_jobs(jobs), m_canvas(new CanvasWidget(this)), m_group(new QComboBox(this)), m_top(new QSpinBox(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(m_canvas, 1);
    setFocusProxy(m_canvas);
    m_canvas->setAccessibleName(tr("Flow between groups of firms"));
    m_canvas->setItemText([this](ItemRef ref) { return tipOf(ref); });
    m_canvas->setMovable([](ItemRef ref) { return ref.kind == ItemKind::Node; });
    connect(m_canvas, &CanvasWidget::clicked, this, &FlowView::clicked);
    connect(m_canvas, &CanvasWidget::itemDragged, this, &FlowView::dragged);
    connect(m_canvas, &CanvasWidget::cleared, this, [this] { m_session.click({}, false); });
    connect(m_canvas, &CanvasWidget::hoverChanged, this, [this](ItemRef ref, QPointF) {
        const int group = ref.kind == ItemKind::Node ? int(ref.id) : -1;
        if (group == m_hover) return;
        m_hover = group;
        repaintFlow();
    });
}

QWidget* FlowView::buildBar() {
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
    label(tr("Boxes are"), m_group);
    label(tr("Largest per stage"), m_top);
    m_group->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_top->setRange(0, 60);
    m_top->setSpecialValueText(tr("as fits"));
    m_top->setKeyboardTracking(false);
    auto* reset = new QPushButton(tr("Reset the order"), bar);
    row->addWidget(reset);
    connect(m_group, &QComboBox::activated, this, [this] {
        m_session.edit(What::Look, [this](ViewSpec& s) {
            s.groupBy = m_group->currentData().toString().toStdString();
            s.order.clear();
        });
    });
    connect(m_top, &QSpinBox::valueChanged, this, [this](int n) { m_session.edit(What::Look, [n](ViewSpec& s) { s.topGroups = n; }); });
    connect(reset, &QPushButton::clicked, this, [this] { m_session.edit(What::Look, [](ViewSpec& s) { s.order.clear(); }); });
    return bar;
}

QString FlowView::about() const {
    return tr("The same firms and colours, as bands whose height is the value. Hover or click a box to trace what truly passes through it; drag a box to reorder its stage. "
              "Order and scale stay the same in every period.");
}

void FlowView::fillMenus() {
    const QSignalBlocker a(m_group), b(m_top);
    m_group->clear();
    for (const auto& [words, id] : {std::pair{tr("firms"), "firm"}, {tr("stages"), "stage"}, {tr("sectors"), "sector"}, {tr("regions"), "region"}, {tr("platforms"), "platform"}})
        m_group->addItem(words, QLatin1String(id));
    if (m_session.dataset())
        for (const auto& attribute : m_session.dataset()->firms().attributes) m_group->addItem(fromUtf8(attribute.name), fromUtf8(attribute.name));
    m_group->setCurrentIndex(std::max(0, m_group->findData(fromUtf8(m_session.spec().groupBy))));
    m_top->setValue(m_session.spec().topGroups);
}

void FlowView::setTheme(const Theme& theme) {
    m_theme = theme.kind;
    m_canvas->setTheme(theme.kind);
    repaintFlow();
}

ViewSpec FlowView::figureSpec() const {
    ViewSpec spec = m_session.spec();
    spec.view = ViewKind::Flow;
    return spec;
}

void FlowView::refresh(Changes what) {
    if (!isVisible()) return;
    if (what & (What::Dataset | What::Look | What::Filter)) fillMenus();
    if (!m_session.snapshot()) {
        m_plan = nullptr;
        m_planKey.clear();
        m_canvas->setScene(std::make_shared<const DisplayList>(), ViewMode::Fit);
        return;
    }
    if (planKey(m_session) != m_planKey) plan();
    else if (what & ~Changes(What::Figures | What::Settings | What::Hover)) repaintFlow();
}

void FlowView::plan() {
    m_jobs.start<FlowPlan>(QStringLiteral("flow"), [dataset = m_session.dataset(), spec = m_session.spec()](Progress& progress) { return flowPlan(dataset, spec, progress); },
                           [this, key = planKey(m_session)](Result<FlowPlan> made) {
                               if (!made) {
                                   emit said(QString::fromStdString(made.error().message));
                                   return;
                               }
                               m_plan = std::make_shared<const FlowPlan>(std::move(*made));
                               m_planKey = key;
                               m_hover = -1;
                               repaintFlow();
                           });
}

FlowInput FlowView::input() const {
    FlowInput in;
    in.snapshot = m_session.snapshot();
    in.spec = figureSpec();
    in.plan = m_plan;
    in.hoverGroup = m_hover;
    in.theme = m_theme;
    return in;
}

void FlowView::repaintFlow() {
    const FlowInput in = input();
    if (!in.snapshot || !in.plan || in.plan->groupOfFirm.size() != in.snapshot->dataset().firms().size()) return;
    const auto paint = [in](QSizeF size) {
        auto list = std::make_shared<DisplayList>();
        list->background = theme(in.theme).canvas.rgba();
        auto picture = paintFlow(*list, in, QRectF({0, 0}, size).adjusted(14, 8, -14, -8));
        return std::pair<Scene, FlowPicture>(std::move(list), std::move(picture));
    };
    const QSizeF size = m_canvas->size();
    auto [scene, picture] = paint(size);
    m_flows = std::move(picture.flows);
    emit legendChanged(picture.legend);
    m_canvas->setProvider([paint, first = scene, size](QSizeF now, const Camera&) { return now == size ? first : paint(now).first; }, ViewMode::Fit);
}

QString FlowView::tipOf(ItemRef ref) const {
    if (!m_plan || !m_session.snapshot()) return {};
    const QString unit = fromUtf8(m_session.snapshot()->unit());
    const auto name = [&](std::uint32_t g) { return groupText(m_plan->groups[g], m_session.spec().groupBy); };
    if (ref.kind == ItemKind::Band && ref.id < m_flows.size()) {
        const auto& f = m_flows[ref.id];
        return tr("%1 to %2\n%3").arg(name(f.source), name(f.target), exactValueText(f.value, unit));
    }
    if (ref.kind != ItemKind::Node || ref.id >= m_plan->groups.size()) return {};
    double in = 0, out = 0;
    for (const auto& f : m_flows) {
        if (f.target == ref.id) in += f.value;
        if (f.source == ref.id) out += f.value;
    }
    return tr("%1\nbuys %2, sells %3").arg(name(ref.id), exactValueText(in, unit), exactValueText(out, unit));
}

void FlowView::clicked(ItemRef ref, Qt::KeyboardModifiers modifiers) {
    if (!m_plan) return;
    const bool extend = modifiers.testFlag(Qt::ControlModifier) || modifiers.testFlag(Qt::ShiftModifier);
    const auto& firms = m_session.dataset()->firms();
    const auto ids = [&](std::uint32_t g) {
        std::set<std::string> out;
        for (const auto f : m_plan->groups[g].firms) out.insert(firms.id[f]);
        return out;
    };
    if (ref.kind == ItemKind::Node && ref.id < m_plan->groups.size()) {
        const auto& group = m_plan->groups[ref.id];
        if (group.firms.size() == 1) return m_session.click(Item::firm(firms.id[group.firms.front()]), extend);
        m_session.setFocus(Item::stage(group.stage));
        m_session.setSelected(ids(ref.id));
        emit said(tr("%1: %n firm(s) selected.", nullptr, int(group.firms.size())).arg(groupText(group, m_session.spec().groupBy)));
    } else if (ref.kind == ItemKind::Band && ref.id < m_flows.size()) {
        const auto &a = m_plan->groups[m_flows[ref.id].source], &b = m_plan->groups[m_flows[ref.id].target];
        if (a.firms.size() == 1 && b.firms.size() == 1) return m_session.click(Item::link(firms.id[a.firms.front()], firms.id[b.firms.front()]), extend);
        auto both = ids(m_flows[ref.id].source);
        both.merge(ids(m_flows[ref.id].target));
        m_session.setFocus({});
        m_session.setSelected(std::move(both));
    } else {
        m_session.click({}, false);
    }
}

/// Puts the dragged box where it was let go among the boxes of its stage; that order is kept in the project.
void FlowView::dragged(ItemRef ref, QPointF place, bool finished) {
    if (!finished || !m_plan || ref.kind != ItemKind::Node || ref.id >= m_plan->groups.size()) return;
    const int stage = m_plan->groups[ref.id].stage;
    std::vector<std::pair<double, std::uint32_t>> boxes;
    for (std::uint32_t g = 0; g < m_plan->groups.size(); ++g) {
        const QRectF box = m_canvas->boxOf({ItemKind::Node, g});
        if (m_plan->groups[g].stage == stage && !box.isNull()) boxes.emplace_back(g == ref.id ? place.y() : box.center().y(), g);
    }
    std::ranges::sort(boxes);
    m_session.edit(What::Look, [&](ViewSpec& s) {
        std::erase_if(s.order, [&](const std::string& key) { return key.rfind(std::to_string(stage) + "|", 0) == 0; });
        for (const auto& [y, g] : boxes) s.order.push_back(m_plan->groups[g].key);
    });
    emit said(tr("This order is kept in the project."));
}

} // namespace chainscape::ui
