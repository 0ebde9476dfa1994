// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/flow/flow_view.h"

#include <algorithm>

#include <QFocusEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/views/flow/flow_hand.h"

namespace chainscape::ui {
namespace {

constexpr int kMorphMilliseconds = 280;

/// What the boxes and bands depend on.
std::string groupingKey(const Session& session) {
    ViewSpec spec;
    const ViewSpec& s = session.spec();
    spec.layer = s.layer;
    spec.unit = s.unit;
    spec.filter = s.filter;
    spec.narrow = s.narrow;
    spec.groupBy = s.groupBy;
    spec.topGroups = s.topGroups;
    spec.flow.panels = s.flow.panels;
    spec.flow.lanesFromFlows = s.flow.lanesFromFlows;
    spec.flow.threshold = s.flow.threshold;
    spec.flow.tolerance = s.flow.tolerance;
    spec.flow.groupByStage = s.flow.groupByStage;
    spec.flow.opened = s.flow.opened;
    return toJson(spec) + '@' + std::to_string(reinterpret_cast<std::uintptr_t>(session.dataset().get()));
}

/// And their order.
std::string planKey(const Session& session) {
    ViewSpec spec;
    spec.order = session.spec().order;
    return groupingKey(session) + toJson(spec);
}

QTableView* flowTableView(QSortFilterProxyModel& proxy, QAbstractItemModel& model, const QString& name, QWidget* parent) {
    proxy.setSourceModel(&model);
    proxy.setSortRole(FlowTableModel::SortRole);
    auto* view = new QTableView(parent);
    view->setModel(&proxy);
    view->setAccessibleName(name);
    view->setSortingEnabled(true);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setAlternatingRowColors(false);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(size::row);
    view->horizontalHeader()->setHighlightSections(false);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    return view;
}

} // namespace

FlowView::FlowView(Session& session, Jobs& jobs, QWidget* parent)
    : View(session, parent), m_jobs(jobs), m_bar(new FlowBar(this)), m_pages(new QStackedWidget(this)), m_canvas(new CanvasWidget(this)),
      m_hand(new FlowHandLayer(m_canvas)) {
    setObjectName(QStringLiteral("flow_view"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_pages, 1);
    m_pages->addWidget(m_canvas);
    m_pages->addWidget(buildTables());
    setFocusProxy(m_canvas);
    wireCanvas();
    connect(m_bar, &FlowBar::wanted, this, &FlowView::change);
    connect(m_bar, &FlowBar::copyWanted, this, &FlowView::copyTable);
    connect(m_bar, &FlowBar::exportWanted, this, &FlowView::exportFlows);
    connect(m_bar, &FlowBar::lockWanted, this, [this](bool locked) {
        if (m_plans.empty()) return;
        change([&](ViewSpec& s) {
            if (locked) return lockOrder(s, *m_plans.front());
            s.order.clear();
            s.flow.locked = false;
        });
        emit said(locked ? tr("The order is locked: it stays over periods, filters and scenarios.") : tr("The order is free again."));
    });
    m_motion.setDuration(kMorphMilliseconds);
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setEasingCurve(QEasingCurve::InOutCubic);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        m_morph = value.toDouble();
        draw();
    });
}

void FlowView::wireCanvas() {
    m_canvas->setObjectName(QStringLiteral("flow_canvas"));
    m_canvas->setAccessibleName(tr("Flow between groups of firms"));
    m_canvas->setItemText([this](ItemRef ref) { return tipOf(ref); });
    m_canvas->setMovable([this](ItemRef ref) { return (ref.kind == ItemKind::Node || ref.kind == ItemKind::Band) && frameOf(ref); });
    m_canvas->installEventFilter(this);
    connect(m_canvas, &CanvasWidget::clicked, this, &FlowView::clicked);
    connect(m_canvas, &CanvasWidget::doubleClicked, this, &FlowView::open);
    connect(m_canvas, &CanvasWidget::activated, this, [this](ItemRef ref) { clicked(ref, Qt::NoModifier); });
    connect(m_canvas, &CanvasWidget::itemDragged, this, &FlowView::dragged);
    connect(m_canvas, &CanvasWidget::menuRequested, this, &FlowView::menu);
    connect(m_canvas, &CanvasWidget::walked, this, &FlowView::walk);
    connect(m_canvas, &CanvasWidget::cleared, this, [this] { m_session.click({}, false); });
    connect(m_canvas, &CanvasWidget::frameShown, this, [this] {
        if (!m_held) m_hand->hide();
    });
    connect(m_canvas, &CanvasWidget::hoverChanged, this, [this](ItemRef ref, QPointF) { hover(ref); });
}

QWidget* FlowView::buildTables() {
    m_tables = new QTabWidget(this);
    m_tables->setObjectName(QStringLiteral("flow_tables"));
    m_tables->setDocumentMode(true);
    m_flowTable = flowTableView(m_rowOrder, m_rows, tr("Flows"), m_tables);
    m_balanceTable = flowTableView(m_balanceOrder, m_balance, tr("What does not add up"), m_tables);
    m_flowTable->setObjectName(QStringLiteral("flow_table"));
    m_balanceTable->setObjectName(QStringLiteral("flow_balance"));
    m_flowTable->sortByColumn(FlowTableModel::Value, Qt::DescendingOrder);
    m_tables->addTab(m_flowTable, tr("Flows"));
    m_tables->addTab(m_balanceTable, tr("What does not add up"));
    connect(m_flowTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (!m_marking && now.isValid()) clicked({ItemKind::Band, now.data(FlowTableModel::PairRole).toUInt()}, Qt::NoModifier);
    });
    connect(m_balanceTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (!m_marking && now.isValid()) clicked({ItemKind::Node, now.data(FlowBalanceModel::GroupRole).toUInt()}, Qt::NoModifier);
    });
    return m_tables;
}

QString FlowView::about() const {
    return tr("The same firms and colours, as bands whose height is the value. Hover or click a box or a band to trace what truly passes through it; drag a box to "
              "reorder its stage, a band to reorder its end; double click a box to open it. Order and scale stay the same in every period.");
}

/// The first box is walked to when the keyboard comes in.
bool FlowView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_canvas && event->type() == QEvent::FocusIn) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        const bool byKey = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason;
        if (byKey && !m_canvas->focused() && !m_panels.empty() && !m_panels.front().plan->groups.empty())
            m_canvas->setFocused({ItemKind::Node, groupsInOrder(*m_panels.front().plan).front()});
    }
    return View::eventFilter(watched, event);
}

void FlowView::setTheme(const Theme& theme) {
    m_theme = theme.kind;
    m_canvas->setTheme(theme.kind);
    draw();
}

ViewSpec FlowView::figureSpec() const {
    ViewSpec spec = m_session.spec();
    spec.view = ViewKind::Flow;
    return spec;
}

void FlowView::clear() {
    m_plans.clear();
    m_planKey.clear();
    m_groupingKey.clear();
    m_panels.clear();
    m_frames.clear();
    clearTables();
    m_canvas->setScene(std::make_shared<const DisplayList>(), ViewMode::Fit);
}

void FlowView::refresh(Changes what) {
    if (!isVisible()) return;
    if (what & (What::Dataset | What::Look | What::Filter)) m_bar->show(m_session.spec(), m_session.dataset());
    if (!m_session.snapshot()) return clear();
    if (planKey(m_session) != m_planKey) return startPlan();
    if (!(what & ~Changes(What::Figures | What::Settings | What::Hover))) return;
    if (what & ~Changes(What::Focus | What::Selection)) {
        makePanels();
        present(Motion::Morph);
    } else {
        draw();
        markSelection();
    }
}

/// A first order at once; a better one when it is found.
void FlowView::startPlan() {
    if (!m_plans.empty() && groupingKey(m_session) == m_groupingKey) return rearrange();
    m_jobs.start<FlowPlans>(QStringLiteral("flow"),
                            [dataset = m_session.dataset(), spec = m_session.spec()](Progress& progress) { return flowPlans(dataset, spec, progress, FlowEffort::Quick); },
                            [this, key = planKey(m_session), grouping = groupingKey(m_session)](Result<FlowPlans> made) {
                                if (!made) {
                                    emit said(fromUtf8(made.error().message));
                                    return;
                                }
                                m_planKey = key;
                                m_groupingKey = grouping;
                                takePlans(std::move(*made));
                                improvePlan();
                            });
}

/// Only the order has changed: the rest stays where it is until a better order is found.
void FlowView::rearrange() {
    m_jobs.cancel(QStringLiteral("flow"));
    m_planKey = planKey(m_session);
    FlowPlans plans;
    for (const auto& plan : m_plans) plans.push_back(std::make_shared<const FlowPlan>(rearrangedFlowPlan(*plan, m_session.spec())));
    takePlans(std::move(plans));
    improvePlan();
}

void FlowView::improvePlan() {
    m_jobs.start<FlowPlans>(QStringLiteral("flow-order"),
                            [plans = m_plans, spec = m_session.spec()](Progress& progress) -> Result<FlowPlans> {
                                FlowPlans better;
                                for (const auto& plan : plans) {
                                    auto one = improvedFlowPlan(*plan, spec, progress);
                                    if (!one) return tl::unexpected(one.error());
                                    better.push_back(std::make_shared<const FlowPlan>(std::move(*one)));
                                }
                                return better;
                            },
                            [this, key = m_planKey](Result<FlowPlans> better) {
                                if (better && key == m_planKey) takePlans(std::move(*better));
                            });
}

void FlowView::takePlans(FlowPlans plans) {
    m_plans = std::move(plans);
    m_hover = m_held = {};
    m_canvas->setFocused({});
    makePanels();
    present(Motion::Morph);
}

void FlowView::makePanels() {
    auto panels = flowPanels(m_session.dataset(), figureSpec(), m_plans);
    if (!panels) {
        emit said(fromUtf8(panels.error().message));
        return;
    }
    m_panels = std::move(*panels);
}

/// Shows what is now to be seen, from what is on screen on.
void FlowView::present(Motion motion) {
    m_pages->setCurrentIndex(isTable() ? 1 : 0);
    m_motion.stop();
    m_from = m_frames;
    const bool same = m_from.size() == m_panels.size() && std::ranges::all_of(m_from, [](const FlowFramePtr& f) { return f != nullptr; });
    if (motion == Motion::Morph && same && !isTable() && m_canvas->isVisible()) {
        m_morph = 0;
        m_motion.start();
    } else {
        m_morph = 1;
        draw();
    }
    showTables();
}

FlowInput FlowView::input() const {
    FlowInput in;
    in.panels = m_panels;
    in.spec = m_tentative ? *m_tentative : figureSpec();
    in.hover = m_hover;
    in.held = m_held;
    in.heldBy = m_heldBy;
    in.part = m_held ? FlowPart::Still : FlowPart::All;
    in.from = m_from;
    in.morph = m_morph;
    in.known = m_frames;
    in.theme = m_theme;
    return in;
}

void FlowView::draw() {
    if (m_panels.empty()) return;
    const auto paint = [in = input()](QSizeF size) {
        auto list = std::make_shared<DisplayList>();
        list->background = theme(in.theme).canvas.rgba();
        auto picture = paintFlow(*list, in, figureArea(size));
        return std::pair<Scene, FlowPicture>(std::move(list), std::move(picture));
    };
    const QSizeF size = m_canvas->size();
    auto [scene, picture] = paint(size);
    m_frames = std::move(picture.frames);
    emit legendChanged(picture.legend);
    m_canvas->setProvider([paint, first = scene, size](QSizeF now, const Camera&) { return now == size ? first : paint(now).first; }, ViewMode::Fit);
}

void FlowView::clearTables() {
    if (m_rows.rowCount() > 0) m_rows.show(nullptr, {});
    if (m_balance.rowCount() > 0) m_balance.show(nullptr, {});
}

void FlowView::fillTables() {
    if (m_panels.empty()) return;
    const FlowPanel& panel = m_panels.front();
    const QScopedValueRollback marking(m_marking, true);
    m_rows.show(&panel, *panel.flows);
    m_balance.show(&panel, flowBalance(*panel.flows, *panel.plan));
}

/// Only while they are to be seen: finding the columns' widths takes longer than the picture.
void FlowView::showTables() {
    if (m_panels.empty() || !isTable()) return clearTables(); // the panels they spoke of are gone
    fillTables();
    m_tables->setTabToolTip(1, tr("Groups that buy and sell, but not the same. Differences up to %1 of all flows are left out.").arg(percentText(m_panels.front().plan->tolerance)));
    for (auto* table : {m_flowTable, m_balanceTable}) table->resizeColumnsToContents();
    markSelection();
}

/// Rows both ends of which are selected.
void FlowView::markSelection() {
    if (m_panels.empty() || !isTable()) return;
    const QScopedValueRollback marking(m_marking, true);
    const auto& firms = m_session.dataset()->firms();
    const auto& plan = *m_panels.front().plan;
    const auto chosen = [&](std::uint32_t g) { return std::ranges::all_of(plan.groups[g].firms, [&](std::uint32_t f) { return m_session.selected().contains(firms.id[f]); }); };
    QItemSelection rows;
    if (!m_session.selected().empty())
        for (std::uint32_t i = 0; i < plan.pairs.size(); ++i) {
            const int row = m_rows.rowOf(i);
            if (row < 0 || !chosen(plan.pairs[i].source) || !chosen(plan.pairs[i].target)) continue;
            const auto at = m_rowOrder.mapFromSource(m_rows.index(row, 0));
            rows.select(at, at.siblingAtColumn(FlowTableModel::Columns - 1));
        }
    m_flowTable->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
}

void FlowView::hover(ItemRef ref) {
    const bool traces = ref.kind == ItemKind::Node || ref.kind == ItemKind::Band;
    const ItemRef now = traces ? ref : ItemRef{};
    if (now == m_hover || m_held) return;
    m_hover = now;
    if (m_motion.state() != QAbstractAnimation::Running) draw();
}

} // namespace chainscape::ui
