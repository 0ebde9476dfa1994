// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/change/change_view.h"

#include <algorithm>

#include <QShortcut>
#include <QVBoxLayout>

#include "ui/painters/change_map.h"
#include "ui/painters/flow_drawing.h"
#include "ui/painters/words_at.h"
#include "ui/style/format.h"
#include "ui/views/change/change_settings_dialog.h"
#include "ui/views/change/change_tips.h"

namespace chainscape::ui {
namespace {

constexpr int kBlinkMs = 800;
constexpr std::size_t kPeakLinks = 6; ///< links whose firms a click on a bar selects at most

const auto kJob = QStringLiteral("change");

QRectF paintedArea(QSizeF size) { return QRectF({0, 0}, size).adjusted(4, 8, -4, -8); }

} // namespace

ChangeView::ChangeView(Session& session, Jobs& jobs, QWidget* parent)
    : View(session, parent), m_jobs(jobs), m_stack(new QStackedWidget(this)), m_canvas(new CanvasWidget(this)), m_bar(new ChangeBar(this)), m_table(new QTableView(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(m_canvas);
    m_stack->addWidget(buildLists());
    wireBar();
    setFocusProxy(m_canvas);
    wireCanvas();
    m_blink.setInterval(kBlinkMs);
    connect(&m_blink, &QTimer::timeout, this, [this] {
        m_side = m_side == ChangeSide::A ? ChangeSide::B : ChangeSide::A;
        repaintChange();
    });
    auto* shortcut = new QShortcut(QKeySequence::Copy, m_table);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, &ChangeView::copy);
}

void ChangeView::wireCanvas() {
    m_canvas->setAccessibleName(tr("Change of the network between two periods"));
    m_canvas->setItemText([this](ItemRef ref) { return tipOf(ref); });
    connect(m_canvas, &CanvasWidget::clicked, this, &ChangeView::clicked);
    connect(m_canvas, &CanvasWidget::activated, this, [this](ItemRef ref) { clicked(ref, {}); });
    connect(m_canvas, &CanvasWidget::cleared, this, [this] { m_session.click({}, false); });
    connect(m_canvas, &CanvasWidget::hoverChanged, this, [this](ItemRef ref, QPointF) { m_session.setHover(itemOf(ref)); });
    m_canvas->setMovable([](ItemRef ref) { return ref == ItemRef{ItemKind::Control, kSwipeHandle}; });
    connect(m_canvas, &CanvasWidget::itemDragged, this, [this](ItemRef, QPointF at, bool finished) {
        const QRectF area = figureArea(m_canvas->size());
        swipeTo((at.x() - area.left()) / area.width(), finished);
    });
    connect(m_canvas, &CanvasWidget::menuRequested, this, [this](ItemRef ref, QPoint at) { emit menuWanted(itemOf(ref), at); });
}

/// The line follows the mouse; where it ends is kept.
void ChangeView::swipeTo(double share, bool finished) {
    share = std::clamp(share, 0.0, 1.0);
    m_swiped = share;
    if (finished) {
        m_swiped.reset();
        m_session.edit(What::Look, [&](ViewSpec& s) { s.change.swipe = share; });
    }
    repaintChange();
}

void ChangeView::wireBar() {
    connect(m_bar, &ChangeBar::listChanged, this, &ChangeView::filterList);
    connect(m_bar, &ChangeBar::settingsWanted, this, &ChangeView::editSettings);
    connect(m_bar, &ChangeBar::exportWanted, this, &ChangeView::exportList);
    connect(m_bar, &ChangeBar::swipeMoved, this, &ChangeView::swipeTo);
    connect(m_bar, &ChangeBar::lookChanged, this, [this](const std::function<void(ChangeLook&)>& edit) {
        m_session.edit(What::Look, [&](ViewSpec& s) { edit(s.change); });
    });
    connect(m_bar, &ChangeBar::blinkChanged, this, [this](bool on) {
        m_side = on ? ChangeSide::A : ChangeSide::Both;
        if (on) m_blink.start();
        else m_blink.stop();
        repaintChange();
    });
}

/// The page that the look names: the figure or the lists.
void ChangeView::showPage() {
    const bool lists = page() == ChangeShow::Lists;
    m_stack->setCurrentIndex(lists ? 1 : 0);
    setFocusProxy(lists ? static_cast<QWidget*>(m_table) : m_canvas);
    emit questionChanged();
}

void ChangeView::editSettings() {
    if (!m_session.hasData()) return;
    ChangeSettingsDialog dialog(m_session.spec().change.settings, *m_session.dataset(), m_shown.change.get(), this);
    if (dialog.exec() != QDialog::Accepted) return;
    const ChangeSettings settings = dialog.settings();
    if (settings == m_session.spec().change.settings) return;
    m_session.edit(What::Look, [&](ViewSpec& s) { s.change.settings = settings; });
    emit settingsEdited(settings);
}

void ChangeView::setProjectPath(const QString& path) { m_path = path.toStdString(); }

bool ChangeView::againstBase() const { return request().againstBase(); }

ChangeRequest ChangeView::request() const {
    ChangeRequest r{m_session.dataset(), m_session.base(), changeSpec(m_session.spec()), m_session.analysis(), m_path};
    const auto& periods = r.dataset->periods();
    r.spec.change.againstBase = r.spec.change.againstBase && !r.spec.scenario.empty();
    r.spec.from = periods[std::size_t(m_session.markerA())].text;
    r.spec.to = periods[std::size_t(m_session.markerB())].text;
    return r;
}

/// What is shown depends on: see keptKey(), the periods, and what the page needs.
std::string ChangeView::keyOfPage() const {
    std::string key = keptKey(m_session) + '|' + std::to_string(m_session.markerA()) + '|' + std::to_string(m_session.markerB());
    if (againstBase()) key += "|base|" + std::to_string(m_session.periodIndex());
    return key + '|' + pageKey(m_session.spec());
}

QString ChangeView::about() const {
    if (page() == ChangeShow::Alluvial) return tr("Groups of firms over all periods: a ribbon is the firms that go from one group to another, or stay. Click a block or a ribbon to select its firms.");
    if (page() == ChangeShow::Ranks) return tr("Who rose and who fell by throughput, whose role changed, and who buys from or sells to other stages than before.");
    if (page() == ChangeShow::Flow) return tr("Both periods as one flow on one scale: grey is what both have, blue what is new or more, hatched orange what is gone or less.");
    return tr("Both periods on one layout: new firms and links carry a plus mark, gone ones are dashed, widths are the change. Below, the restructuring of every period: "
              "click a bar to compare it with the one before.");
}

ViewSpec ChangeView::figureSpec() const {
    ViewSpec spec = changeSpec(m_session.spec());
    if (page() != ChangeShow::Alluvial) return spec;
    spec.view = ViewKind::Alluvial;
    spec.from.clear(); // all periods, so that colours stay
    spec.to.clear();
    return spec;
}

void ChangeView::setTheme(const Theme& theme) {
    m_theme = theme.kind;
    m_canvas->setTheme(theme.kind);
    repaintChange();
}

void ChangeView::refresh(Changes what) {
    if (!isVisible()) return;
    if (!m_session.hasData()) {
        m_jobs.cancel(kJob);
        m_wanted.clear();
        blank({});
        return;
    }
    if (what & ~Changes(What::Period)) {
        m_bar->show(m_session.spec().change, !m_session.spec().scenario.empty());
        showPage();
    }
    if (const auto key = keyOfPage(); key != m_key) {
        if (key != m_wanted) compute();
    } else if (what & (Changes(What::Focus) | What::Selection | What::Hover | What::Dataset | What::Look)) {
        repaintChange();
    }
}

void ChangeView::compute() {
    m_wanted = keyOfPage();
    const std::string kept = keptKey(m_session);
    ChangeQuestion question{request(), {}};
    if (kept == m_keptKey) question.kept = m_shown;
    if (m_keptKey.empty()) blank(tr("Comparing the periods…"));
    const auto work = [question = std::move(question)](Progress& progress) { return answerTo(question, progress); };
    m_jobs.start<ChangeAnswer>(kJob, work, [this, key = m_wanted, kept](Result<ChangeAnswer> answer) {
        m_key = key;
        if (!answer) {
            blank(fromUtf8(answer.error().message));
            emit said(fromUtf8(answer.error().message));
            return;
        }
        m_keptKey = kept;
        present(std::move(*answer));
    });
}

void ChangeView::present(ChangeAnswer answer) {
    m_shown = std::move(answer);
    if (m_shown.change) {
        const QString nothing = nothingToCompare(*m_shown.change, QLocale());
        m_bar->setSentence(nothing.isEmpty() ? tr("%1; A and B are set on the timeline").arg(comparedText(*m_shown.change, QLocale())) : nothing);
        if (m_shown.rows) fillLists();
        if (m_peakWanted) selectPeak();
    }
    repaintChange();
}

/// The firms of the links that make half of the change, a handful at most.
void ChangeView::selectPeak() {
    m_peakWanted = false;
    const ChangeTable& table = m_shown.change->table;
    double all = 0, told = 0;
    for (const auto& link : table.links) all += std::abs(link.delta());
    std::set<std::string> firms;
    for (const auto l : m_shown.change->largestLinks(kPeakLinks)) {
        if (told >= all / 2) break;
        told += std::abs(table.links[l].delta());
        firms.insert(table.firms[table.links[l].source].id);
        firms.insert(table.firms[table.links[l].target].id);
    }
    m_session.setSelected(std::move(firms));
}

/// Nothing to show; the sentence says why and stands in the middle.
void ChangeView::blank(const QString& sentence) {
    m_shown = {};
    m_keptKey.clear();
    if (sentence.isEmpty()) m_key.clear();
    m_model.show(nullptr, nullptr);
    m_bar->setSentence({});
    emit legendChanged({});
    m_canvas->setProvider(
        [sentence, kind = m_theme](QSizeF size, const Camera&) {
            auto list = std::make_shared<DisplayList>();
            list->background = theme(kind).canvas.rgba();
            if (!sentence.isEmpty()) paintSentence(*list, sentence, QRectF({0, 0}, size), theme(kind));
            return Scene(std::move(list));
        },
        ViewMode::Fit);
}

ChangeInput ChangeView::input() const {
    ChangeInput in;
    in.change = m_shown.change;
    in.history = m_shown.history;
    in.places = m_shown.places;
    in.multiples = m_shown.multiples;
    in.flow = m_shown.flow;
    in.indicator = m_shown.indicator;
    in.side = m_side;
    in.spec = figureSpec();
    if (m_swiped) in.spec.change.swipe = m_swiped;
    if (m_shown.change) { // the painter marks what is compared
        const auto& periods = m_shown.change->after->dataset().periods();
        in.spec.from = periods[m_shown.change->before->spec().from].text;
        in.spec.to = periods[m_shown.change->after->spec().from].text;
    }
    in.theme = m_theme;
    if (m_session.focus().empty() && m_session.hover().kind == Item::Kind::Firm) in.hoverFirm = m_session.hover().id;
    return in;
}

QRectF ChangeView::figureArea(QSizeF size) const { return m_shown.change ? changeMapArea(input(), paintedArea(size)) : paintedArea(size); }

void ChangeView::repaintChange() {
    const bool alluvial = page() == ChangeShow::Alluvial;
    if (alluvial ? !m_shown.groups : !m_shown.change || !m_shown.places) return;
    if (page() == ChangeShow::Flow && !m_shown.flow) return; // it is being computed
    const auto paint = [in = input(), groups = alluvial ? m_shown.groups : nullptr, dataset = m_session.dataset()](QSizeF size) {
        auto list = std::make_shared<DisplayList>();
        list->background = theme(in.theme).canvas.rgba();
        const QRectF area = paintedArea(size);
        Legend legend = groups ? paintAlluvial(*list, {dataset, groups, in.spec, in.theme, in.locale}, area) : paintChange(*list, in, area);
        return std::pair<Scene, Legend>(std::move(list), std::move(legend));
    };
    const QSizeF size = m_canvas->size();
    auto [scene, legend] = paint(size);
    emit legendChanged(legend);
    m_canvas->setProvider([paint, first = scene, size](QSizeF now, const Camera&) { return now == size ? first : paint(now).first; }, ViewMode::Fit);
}

Item ChangeView::itemOf(ItemRef ref) const {
    if (!m_shown.change) return {};
    const auto& table = m_shown.change->table;
    const auto& firms = m_shown.change->after->dataset().firms();
    switch (ref.kind) {
    case ItemKind::Firm: return ref.id < firms.size() ? Item::firm(firms.id[ref.id]) : Item{};
    case ItemKind::Link:
        if (ref.id >= table.links.size()) return {};
        return Item::link(table.firms[table.links[ref.id].source].id, table.firms[table.links[ref.id].target].id);
    case ItemKind::Stage: return Item::stage(int(ref.id));
    default: return {};
    }
}

QString ChangeView::tipOf(ItemRef ref) const {
    if (page() == ChangeShow::Alluvial) return m_shown.groups ? alluvialTip(*m_shown.groups, *m_session.dataset(), ref) : QString();
    if (!m_shown.change) return {};
    if (m_shown.flow && (ref.kind == ItemKind::Node || ref.kind == ItemKind::Band)) return changeFlowTip(*m_shown.flow, ref);
    return changeTip(*m_shown.change, m_shown.history.get(), m_session.spec().change.settings.events, ref);
}

/// Selects the firms of a block or ribbon of the alluvial.
void ChangeView::pickGroup(ItemRef ref) {
    if (!m_shown.groups) return;
    const AlluvialItem item = alluvialItem(*m_shown.groups, ref);
    if (item.block || item.ribbon) m_session.setSelected(firmsOf(*m_shown.groups, item, *m_session.dataset()));
    else m_session.click({}, false);
}

/// The firm of a box, or all firms of a box or band.
void ChangeView::pickFlow(ItemRef ref) {
    if (!m_shown.flow) return;
    auto firms = firmsOfFlow(*m_shown.flow, ref);
    if (firms.size() == 1) m_session.click(Item::firm(*firms.begin()), false);
    else m_session.setSelected(std::move(firms));
}

void ChangeView::clicked(ItemRef ref, Qt::KeyboardModifiers modifiers) {
    if (page() == ChangeShow::Alluvial) return pickGroup(ref);
    if (ref.kind == ItemKind::Control) return;
    if (ref.kind == ItemKind::Node || ref.kind == ItemKind::Band) return pickFlow(ref);
    if (ref.kind == ItemKind::Step) {
        if (!m_shown.history || ref.id >= m_shown.history->steps.size()) return;
        const auto& step = m_shown.history->steps[ref.id];
        m_peakWanted = true;
        if (m_session.markerA() == int(step.from) && m_session.markerB() == int(step.to)) selectPeak();
        m_session.setMarkers(int(step.from), int(step.to));
        return;
    }
    if (ref.kind == ItemKind::Period) {
        m_session.setPeriodIndex(int(ref.id));
        return;
    }
    m_session.click(itemOf(ref), modifiers.testFlag(Qt::ControlModifier) || modifiers.testFlag(Qt::ShiftModifier));
}

} // namespace chainscape::ui
