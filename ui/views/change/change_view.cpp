// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/change/change_view.h"

#include <algorithm>

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr int kMeasuredRows = 200; ///< column widths are told from the first rows only
constexpr int kWidestColumn = 320;

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
    return toJson(spec) + '@' + std::to_string(reinterpret_cast<std::uintptr_t>(session.dataset().get()));
}

std::string changeKey(const Session& session) {
    return placesKey(session) + '|' + std::to_string(session.markerA()) + '|' + std::to_string(session.markerB());
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

ChangeView::ChangeView(Session& session, Jobs& jobs, QWidget* parent)
    : View(session, parent), m_jobs(jobs), m_stack(new QStackedWidget(this)), m_canvas(new CanvasWidget(this)), m_compared(new QLabel(this)), m_mode(new QComboBox(this)),
      m_list(new QComboBox(this)), m_table(new QTableView(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(m_stack, 1);
    m_stack->addWidget(m_canvas);
    m_stack->addWidget(buildLists());
    setFocusProxy(m_canvas);
    m_canvas->setAccessibleName(tr("Change of the network between two periods"));
    m_canvas->setItemText([this](ItemRef ref) { return tipOf(ref); });
    connect(m_canvas, &CanvasWidget::clicked, this, &ChangeView::clicked);
    connect(m_canvas, &CanvasWidget::activated, this, [this](ItemRef ref) { clicked(ref, {}); });
    connect(m_canvas, &CanvasWidget::cleared, this, [this] { m_session.click({}, false); });
    connect(m_canvas, &CanvasWidget::hoverChanged, this, [this](ItemRef ref, QPointF) { m_session.setHover(itemOf(ref)); });
    auto* shortcut = new QShortcut(QKeySequence::Copy, m_table);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, &ChangeView::copy);
}

QWidget* ChangeView::buildBar() {
    auto* bar = new QWidget(this);
    bar->setProperty("role", "panel");
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 4, 12, 4);
    m_compared->setProperty("role", "secondary");
    row->addWidget(m_compared);
    row->addStretch(1);
    auto* label = new QLabel(tr("Show"), bar);
    label->setProperty("role", "secondary");
    label->setBuddy(m_mode);
    row->addWidget(label);
    row->addWidget(m_mode);
    row->addWidget(m_list);
    m_mode->setAccessibleName(tr("Show"));
    m_mode->addItems({tr("network difference"), tr("lists")});
    m_list->setAccessibleName(tr("List"));
    m_list->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_list->hide();
    connect(m_mode, &QComboBox::currentIndexChanged, this, [this](int mode) {
        m_stack->setCurrentIndex(mode);
        m_list->setVisible(mode == 1);
        setFocusProxy(mode == 1 ? static_cast<QWidget*>(m_table) : m_canvas);
    });
    connect(m_list, &QComboBox::currentIndexChanged, this, &ChangeView::filterList);
    return bar;
}

QWidget* ChangeView::buildLists() {
    m_proxy.setSourceModel(&m_model);
    m_proxy.setSortRole(ChangeListModel::SortRole);
    m_proxy.setFilterRole(ChangeListModel::ListRole);
    m_proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy.setSortLocaleAware(true);
    m_table->setModel(&m_proxy);
    m_table->setAccessibleName(tr("What entered, left, grew, shrank or switched supplier"));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(size::row);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setResizeContentsPrecision(kMeasuredRows);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setTabKeyNavigation(false);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChangeView::rowPicked);
    connect(m_table, &QTableView::clicked, this, &ChangeView::rowPicked);
    return m_table;
}

QString ChangeView::about() const {
    return tr("Both periods on one layout: new firms and links carry a plus mark, gone ones are dashed, widths are the change. Below, the restructuring of every period: "
              "click a bar to compare it with the one before.");
}

ViewSpec ChangeView::figureSpec() const { return changeSpec(m_session.spec()); }

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
    if (const auto key = changeKey(m_session); key != m_key) {
        if (key != m_wanted) compute();
    } else if (what & (Changes(What::Focus) | What::Selection | What::Hover | What::Dataset | What::Look)) {
        repaintChange();
    }
}

void ChangeView::compute() {
    m_wanted = changeKey(m_session);
    const std::string places = placesKey(m_session);
    const Answer kept = places == m_placesKey ? Answer{nullptr, m_shown.history, m_shown.places} : Answer{};
    ViewSpec spec = figureSpec();
    const auto& periods = m_session.dataset()->periods();
    spec.from = periods[std::size_t(m_session.markerA())].text;
    spec.to = periods[std::size_t(m_session.markerB())].text;
    const auto work = [dataset = m_session.dataset(), spec, kept](Progress& progress) -> Result<Answer> {
        Answer answer = kept;
        auto change = changeCase(dataset, spec, progress);
        if (!change) return tl::unexpected(change.error());
        answer.change = std::make_shared<const ChangeCase>(std::move(*change));
        if (!answer.history) {
            auto history = changeHistory(dataset, spec, progress);
            if (!history) return tl::unexpected(history.error());
            answer.history = std::make_shared<const ChangeHistory>(std::move(*history));
        }
        if (!answer.places) {
            auto made = networkPlaces(dataset, spec, progress);
            if (!made) return tl::unexpected(made.error());
            answer.places = std::make_shared<const NetworkPlaces>(std::move(*made));
        }
        return answer;
    };
    m_jobs.start<Answer>(kJob, work, [this, key = m_wanted, places](Result<Answer> answer) {
        m_key = key;
        if (!answer) {
            blank(fromUtf8(answer.error().message));
            emit said(fromUtf8(answer.error().message));
            return;
        }
        m_placesKey = places;
        show(std::move(*answer));
    });
}

void ChangeView::show(Answer answer) {
    m_shown = std::move(answer);
    const QString nothing = nothingToCompare(*m_shown.change, QLocale());
    m_compared->setText(nothing.isEmpty() ? tr("%1; A and B are set on the timeline").arg(comparedText(*m_shown.change, QLocale())) : nothing);
    fillLists();
    repaintChange();
}

/// Nothing to show; the sentence says why and stands in the middle.
void ChangeView::blank(const QString& sentence) {
    m_shown = {};
    m_placesKey.clear();
    if (sentence.isEmpty()) m_key.clear();
    m_model.show(nullptr);
    m_compared->clear();
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
    in.spec = figureSpec();
    in.theme = m_theme;
    if (m_session.focus().empty() && m_session.hover().kind == Item::Kind::Firm) in.hoverFirm = m_session.hover().id;
    return in;
}

void ChangeView::repaintChange() {
    if (!m_shown.change || !m_shown.places) return;
    const auto paint = [in = input()](QSizeF size) {
        auto list = std::make_shared<DisplayList>();
        list->background = theme(in.theme).canvas.rgba();
        Legend legend = paintChange(*list, in, QRectF({0, 0}, size).adjusted(4, 8, -4, -8));
        return std::pair<Scene, Legend>(std::move(list), std::move(legend));
    };
    const QSizeF size = m_canvas->size();
    auto [scene, legend] = paint(size);
    emit legendChanged(legend);
    m_canvas->setProvider([paint, first = scene, size](QSizeF now, const Camera&) { return now == size ? first : paint(now).first; }, ViewMode::Fit);
}

void ChangeView::fillLists() {
    const QSignalBlocker a(m_list), b(m_table->selectionModel());
    m_model.show(m_shown.change);
    const int kept = std::max(0, m_list->currentIndex());
    m_list->clear();
    m_list->addItem(tr("all changes (%1)").arg(countText(m_model.rowCount())), -1);
    for (int i = 0; i < kChangeLists; ++i)
        m_list->addItem(tr("%1 (%2)").arg(ChangeListModel::textOf(ChangeList(i)), countText(qint64(m_model.count(ChangeList(i))))), i);
    m_list->setCurrentIndex(kept);
    filterList();
    m_table->resizeColumnsToContents();
    for (int c = 0; c + 1 < int(ChangeListModel::Columns); ++c) m_table->setColumnWidth(c, std::min(kWidestColumn, m_table->columnWidth(c)));
}

void ChangeView::filterList() {
    const int list = m_list->currentData().toInt();
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
    if (!m_shown.change) return {};
    const ChangeCase& c = *m_shown.change;
    const auto& dataset = c.after->dataset();
    const QString unit = fromUtf8(c.after->unit());
    const auto name = [&](std::uint32_t f) { return fromUtf8(dataset.firms().name[c.firmIndex(f)]); };
    const auto values = [&](bool inBefore, double before, bool inAfter, double after) {
        const auto side = [&](bool in, double v) { return in ? (v > 0 ? valueText(v, unit) : unknownText()) : tr("nothing"); };
        return tr("from %1 to %2").arg(side(inBefore, before), side(inAfter, after));
    };
    if (ref.kind == ItemKind::Link && ref.id < c.table.links.size()) {
        const auto& link = c.table.links[ref.id];
        return tr("%1 to %2").arg(name(link.source), name(link.target)) + '\n' + values(link.inBefore, link.before, link.inAfter, link.after);
    }
    if (ref.kind == ItemKind::Firm) {
        for (std::uint32_t f = 0; f < c.table.firms.size(); ++f) {
            const auto& firm = c.table.firms[f];
            if (c.firmIndex(f) == ref.id) return name(f) + '\n' + values(firm.before != kNone, firm.sizeBefore(), firm.after != kNone, firm.sizeAfter());
        }
    }
    if (ref.kind == ItemKind::Step && m_shown.history && ref.id < m_shown.history->steps.size()) {
        const auto& step = m_shown.history->steps[ref.id];
        return tr("%1 to %2: R* %3, RI %4, %5\nClick to compare these two periods")
            .arg(periodText(dataset.periods()[step.from].period), periodText(dataset.periods()[step.to].period), shortText(step.change.rStar), shortText(step.change.ri),
                 phaseText(m_shown.history->phases[ref.id].phase));
    }
    return ref.kind == ItemKind::Stage ? fromUtf8(dataset.stages().name(int(ref.id))) : QString();
}

void ChangeView::clicked(ItemRef ref, Qt::KeyboardModifiers modifiers) {
    if (ref.kind == ItemKind::Step) {
        if (!m_shown.history || ref.id >= m_shown.history->steps.size()) return;
        const auto& step = m_shown.history->steps[ref.id];
        m_session.setMarkers(int(step.from), int(step.to));
        return;
    }
    m_session.click(itemOf(ref), modifiers.testFlag(Qt::ControlModifier) || modifiers.testFlag(Qt::ShiftModifier));
}

} // namespace chainscape::ui
