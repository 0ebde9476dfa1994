// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/change/change_view.h"

#include <algorithm>

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/painters/change_multiples.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/table_style.h"
#include "ui/views/change/change_settings_dialog.h"
#include "ui/views/change/change_tips.h"

namespace chainscape::ui {
namespace {

constexpr int kWidestColumn = 320;
constexpr int kBlinkMs = 800;
constexpr std::size_t kPeakLinks = 6; ///< links whose firms a click on a bar selects at most

const auto kJob = QStringLiteral("change");

/// What the places and the history depend on: everything but the periods and the focus.
std::string placesKey(const Session& session) {
    ViewSpec spec;
    const ViewSpec s = changeSpec(session.spec());
    spec.layer = s.layer;
    spec.unit = s.unit;
    spec.filter = s.filter;
    spec.narrow = s.narrow;
    spec.pins = s.pins;
    spec.change.sameFirms = s.change.sameFirms;
    spec.change.settings = s.change.settings;
    return toJson(spec) + '@' + std::to_string(reinterpret_cast<std::uintptr_t>(session.dataset().get()));
}

/// A header line and the selected rows, tab separated.
QString selectedAsText(const QTableView& table) {
    auto rows = table.selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex& i) { return i.row(); });
    const auto* model = table.model();
    QStringList lines;
    const auto line = [&](auto cell) {
        QStringList cells;
        for (int c = 0; c < model->columnCount(); ++c) cells << cell(c).replace('\t', ' ').replace('\n', ' ');
        lines << cells.join('\t');
    };
    line([&](int c) { return model->headerData(c, Qt::Horizontal).toString(); });
    for (const auto& row : rows) line([&](int c) { return row.siblingAtColumn(c).data().toString(); });
    return lines.join('\n') + '\n';
}

} // namespace

/// Everything a job needs; it must not look at the session.
struct ChangeView::Question {
    DatasetPtr dataset, base;
    ViewSpec spec;
    ChangePage page = ChangePage::Map;
    bool againstBase = false;
    std::string path;
    Answer kept;
};

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
    m_canvas->setAccessibleName(tr("Change of the network between two periods"));
    m_canvas->setItemText([this](ItemRef ref) { return tipOf(ref); });
    connect(m_canvas, &CanvasWidget::clicked, this, &ChangeView::clicked);
    connect(m_canvas, &CanvasWidget::activated, this, [this](ItemRef ref) { clicked(ref, {}); });
    connect(m_canvas, &CanvasWidget::cleared, this, [this] { m_session.click({}, false); });
    connect(m_canvas, &CanvasWidget::hoverChanged, this, [this](ItemRef ref, QPointF) { m_session.setHover(itemOf(ref)); });
    m_blink.setInterval(kBlinkMs);
    connect(&m_blink, &QTimer::timeout, this, [this] {
        m_side = m_side == ChangeSide::A ? ChangeSide::B : ChangeSide::A;
        repaintChange();
    });
    auto* shortcut = new QShortcut(QKeySequence::Copy, m_table);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, &ChangeView::copy);
}

void ChangeView::wireBar() {
    connect(m_bar, &ChangeBar::pageChanged, this, &ChangeView::pageChanged);
    connect(m_bar, &ChangeBar::listChanged, this, &ChangeView::filterList);
    connect(m_bar, &ChangeBar::settingsWanted, this, &ChangeView::editSettings);
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

void ChangeView::pageChanged() {
    const bool lists = m_bar->page() == ChangePage::Lists;
    m_stack->setCurrentIndex(lists ? 1 : 0);
    setFocusProxy(lists ? static_cast<QWidget*>(m_table) : m_canvas);
    const auto show = m_bar->page() == ChangePage::Ranks ? ChangeShow::Ranks : m_bar->page() == ChangePage::Multiples ? ChangeShow::Multiples : ChangeShow::Map;
    m_session.edit(What::Look, [&](ViewSpec& s) { s.change.show = show; });
    refresh(What::Look);
    repaintChange();
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

bool ChangeView::againstBase() const {
    return m_session.spec().change.againstBase && !m_session.spec().scenario.empty() && m_session.base() && m_session.base() != m_session.dataset();
}

/// What is shown depends on: see placesKey(), the periods, and what the page needs.
std::string ChangeView::keyOfPage() const {
    std::string key = placesKey(m_session) + '|' + std::to_string(m_session.markerA()) + '|' + std::to_string(m_session.markerB());
    if (againstBase()) key += "|base|" + std::to_string(m_session.periodIndex());
    if (m_bar->page() == ChangePage::Alluvial) key += '|' + std::string(nameOf(m_session.spec().change.by));
    return key + '|' + (m_bar->page() == ChangePage::Multiples ? "all" : "");
}

QWidget* ChangeView::buildLists() {
    m_proxy.setSourceModel(&m_model);
    m_proxy.setSortRole(ChangeListModel::SortRole);
    m_proxy.setFilterRole(ChangeListModel::ListRole);
    m_proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy.setSortLocaleAware(true);
    m_table->setModel(&m_proxy);
    m_table->setAccessibleName(tr("What entered, left, grew, shrank or switched supplier"));
    styleViewTable(*m_table);
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChangeView::rowPicked);
    connect(m_table, &QTableView::clicked, this, &ChangeView::rowPicked);
    return m_table;
}

QString ChangeView::about() const {
    if (m_bar->page() == ChangePage::Alluvial) return tr("Groups of firms over all periods: a ribbon is the firms that go from one group to another, or stay. Click a block or a ribbon to select its firms.");
    if (m_bar->page() == ChangePage::Ranks) return tr("Who rose and who fell by throughput, whose role changed, and who buys from or sells to other stages than before.");
    return tr("Both periods on one layout: new firms and links carry a plus mark, gone ones are dashed, widths are the change. Below, the restructuring of every period: "
              "click a bar to compare it with the one before.");
}

ViewSpec ChangeView::figureSpec() const {
    ViewSpec spec = changeSpec(m_session.spec());
    if (m_bar->page() != ChangePage::Alluvial) return spec;
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
    m_bar->show(m_session.spec().change, !m_session.spec().scenario.empty());
    if (const auto key = keyOfPage(); key != m_key) {
        if (key != m_wanted) compute();
    } else if (what & (Changes(What::Focus) | What::Selection | What::Hover | What::Dataset | What::Look)) {
        repaintChange();
    }
}

Result<ChangeView::Answer> ChangeView::answerTo(const Question& q, Progress& progress) {
    Answer answer = q.kept;
    const auto put = [](auto& place, auto&& made) -> Result<void> {
        if (!made) return tl::unexpected(made.error());
        place = std::make_shared<std::decay_t<decltype(*made)>>(std::move(*made));
        return {};
    };
    Result<void> ok;
    if (q.page == ChangePage::Alluvial) {
        if (!answer.groups || answer.groups->by != q.spec.change.by) ok = put(answer.groups, alluvialOf(q.dataset, q.spec, progress));
        return ok ? Result<Answer>(std::move(answer)) : tl::unexpected(ok.error());
    }
    ok = put(answer.change, q.againstBase ? scenarioCase(q.base, q.dataset, q.spec, progress) : changeCase(q.dataset, q.spec, progress));
    if (ok && !answer.history) ok = put(answer.history, changeHistory(q.dataset, q.spec, q.path, progress));
    if (ok && !answer.places) ok = put(answer.places, networkPlaces(q.dataset, q.spec, progress));
    if (ok && !answer.multiples && q.page == ChangePage::Multiples) ok = put(answer.multiples, multiplesOf(q.dataset, q.spec, kMostMultiples, progress));
    if (!ok) return tl::unexpected(ok.error());
    return answer;
}

void ChangeView::compute() {
    m_wanted = keyOfPage();
    const std::string places = placesKey(m_session);
    Question question{.dataset = m_session.dataset(), .base = m_session.base(), .spec = figureSpec(), .page = m_bar->page(), .againstBase = againstBase(), .path = m_path, .kept = {}};
    if (places == m_placesKey) question.kept = m_shown;
    if (question.page != ChangePage::Alluvial) {
        const auto& periods = m_session.dataset()->periods();
        question.spec.from = periods[std::size_t(m_session.markerA())].text;
        question.spec.to = periods[std::size_t(m_session.markerB())].text;
    }
    const auto work = [question = std::move(question)](Progress& progress) { return answerTo(question, progress); };
    m_jobs.start<Answer>(kJob, work, [this, key = m_wanted, places](Result<Answer> answer) {
        m_key = key;
        if (!answer) {
            blank(fromUtf8(answer.error().message));
            emit said(fromUtf8(answer.error().message));
            return;
        }
        m_placesKey = places;
        present(std::move(*answer));
    });
}

void ChangeView::present(Answer answer) {
    m_shown = std::move(answer);
    if (m_shown.change) {
        const QString nothing = nothingToCompare(*m_shown.change, QLocale());
        m_bar->setSentence(nothing.isEmpty() ? tr("%1; A and B are set on the timeline").arg(comparedText(*m_shown.change, QLocale())) : nothing);
        fillLists();
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
    m_placesKey.clear();
    if (sentence.isEmpty()) m_key.clear();
    m_model.show(nullptr);
    m_bar->setSentence({});
    emit legendChanged({});
    m_canvas->setProvider(
        [sentence, kind = m_theme](QSizeF size, const Camera&) {
            auto list = std::make_shared<DisplayList>();
            list->background = theme(kind).canvas.rgba();
            list->summary = sentence;
            Text t;
            t.text = sentence;
            t.anchor = QPointF(size.width() / 2, size.height() / 2);
            t.size = size::baseFont;
            t.colour = theme(kind).secondary.rgba();
            t.maxWidth = size.width() - 40;
            if (!sentence.isEmpty()) list->text(t);
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
    in.side = m_side;
    in.spec = figureSpec();
    if (m_shown.change) { // the painter marks what is compared
        const auto& periods = m_shown.change->after->dataset().periods();
        in.spec.from = periods[m_shown.change->before->spec().from].text;
        in.spec.to = periods[m_shown.change->after->spec().from].text;
    }
    in.theme = m_theme;
    if (m_session.focus().empty() && m_session.hover().kind == Item::Kind::Firm) in.hoverFirm = m_session.hover().id;
    return in;
}

void ChangeView::repaintChange() {
    const bool alluvial = m_bar->page() == ChangePage::Alluvial;
    if (alluvial ? !m_shown.groups : !m_shown.change || !m_shown.places) return;
    const auto paint = [in = input(), groups = alluvial ? m_shown.groups : nullptr, dataset = m_session.dataset()](QSizeF size) {
        auto list = std::make_shared<DisplayList>();
        list->background = theme(in.theme).canvas.rgba();
        const QRectF area = QRectF({0, 0}, size).adjusted(4, 8, -4, -8);
        Legend legend = groups ? paintAlluvial(*list, {dataset, groups, in.spec, in.theme, in.locale}, area) : paintChange(*list, in, area);
        return std::pair<Scene, Legend>(std::move(list), std::move(legend));
    };
    const QSizeF size = m_canvas->size();
    auto [scene, legend] = paint(size);
    emit legendChanged(legend);
    m_canvas->setProvider([paint, first = scene, size](QSizeF now, const Camera&) { return now == size ? first : paint(now).first; }, ViewMode::Fit);
}

void ChangeView::fillLists() {
    QComboBox& list = m_bar->lists();
    const QSignalBlocker a(&list), b(m_table->selectionModel());
    m_model.show(m_shown.change);
    const int kept = std::max(0, list.currentIndex());
    list.clear();
    list.addItem(tr("all changes (%1)").arg(countText(m_model.rowCount())), -1);
    for (int i = 0; i < kChangeLists; ++i)
        list.addItem(tr("%1 (%2)").arg(ChangeListModel::textOf(ChangeList(i)), countText(qint64(m_model.count(ChangeList(i))))), i);
    list.setCurrentIndex(kept);
    filterList();
    m_table->resizeColumnsToContents();
    for (int c = 0; c + 1 < int(ChangeListModel::Columns); ++c) m_table->setColumnWidth(c, std::min(kWidestColumn, m_table->columnWidth(c)));
}

void ChangeView::filterList() {
    const int list = m_bar->lists().currentData().toInt();
    m_proxy.setFilterKeyColumn(0);
    m_proxy.setFilterRegularExpression(list < 0 ? QString() : QStringLiteral("^%1$").arg(list));
}

void ChangeView::rowPicked() {
    const auto at = m_proxy.mapToSource(m_table->selectionModel()->currentIndex());
    if (at.isValid()) m_session.click(m_model.item(at.row()), false);
}

void ChangeView::copy() {
    if (!m_table->selectionModel()->hasSelection()) {
        emit said(tr("Select rows first; then Ctrl+C copies them."));
        return;
    }
    QGuiApplication::clipboard()->setText(selectedAsText(*m_table));
    emit said(tr("Copied %n row(s).", nullptr, int(m_table->selectionModel()->selectedRows().size())));
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
    if (m_bar->page() == ChangePage::Alluvial) return m_shown.groups ? alluvialTip(*m_shown.groups, *m_session.dataset(), ref) : QString();
    return m_shown.change ? changeTip(*m_shown.change, m_shown.history.get(), ref) : QString();
}

/// Selects the firms of a block or ribbon of the alluvial.
void ChangeView::pickGroup(ItemRef ref) {
    if (!m_shown.groups) return;
    const AlluvialItem item = alluvialItem(*m_shown.groups, ref);
    if (item.block || item.ribbon) m_session.setSelected(firmsOf(*m_shown.groups, item, *m_session.dataset()));
    else m_session.click({}, false);
}

void ChangeView::clicked(ItemRef ref, Qt::KeyboardModifiers modifiers) {
    if (m_bar->page() == ChangePage::Alluvial) return pickGroup(ref);
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
