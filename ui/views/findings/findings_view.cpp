// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/findings/findings_view.h"

#include <algorithm>

#include <QFileDialog>
#include <QGuiApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QVBoxLayout>

#include "core/project/risk_limit.h"
#include "ui/painters/findings_painter.h"
#include "ui/painters/words_at.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/table_style.h"

namespace chainscape::ui {
namespace {

constexpr int kTopicsWidth = 172, kWidestCell = 320;

const auto kFindingsJob = QStringLiteral("findings");

/// A header line and rows, tab separated.
QString rowsAsText(const QAbstractItemModel& model, const QModelIndexList& rows) {
    QStringList lines, cells;
    const auto add = [&](const QString& words) { cells << QString(words).replace('\t', ' ').replace('\n', ' '); };
    const auto end = [&] {
        lines << cells.join('\t');
        cells.clear();
    };
    for (int c = 0; c < model.columnCount(); ++c) add(model.headerData(c, Qt::Horizontal).toString());
    end();
    for (const auto& row : rows) {
        for (int c = 0; c < model.columnCount(); ++c) add(row.siblingAtColumn(c).data().toString());
        end();
    }
    return lines.join('\n') + '\n';
}

QString factValue(const PanelCell& cell, CellKind kind, const std::string& unit) {
    const double number = cell.number();
    if (const auto* flag = std::get_if<bool>(&cell.value)) return *flag ? FindingsView::tr("yes") : FindingsView::tr("no");
    if (!cell.text().empty()) return fromUtf8(cell.text());
    if (std::isnan(number)) return unknownText();
    if (kind == CellKind::Share) return percentText(number);
    if (kind == CellKind::Value) return valueText(number, fromUtf8(unit));
    if (kind == CellKind::Count) return countText(qint64(number));
    return shortText(number, 4);
}

QString factText(const PanelFact& fact, const std::string& unit) {
    QString value = factValue(fact.cell, fact.kind, unit);
    if (fact.low.isKnown() && fact.high.isKnown()) { // the reading of unknown scores that gives less stands first
        const bool rising = fact.low.number() <= fact.high.number();
        value = FindingsView::tr("%1 to %2").arg(factValue(rising ? fact.low : fact.high, fact.kind, unit), factValue(rising ? fact.high : fact.low, fact.kind, unit));
    }
    return QStringLiteral("%1 <b>%2</b>").arg(fromUtf8(fact.heading).toHtmlEscaped(), value.toHtmlEscaped());
}

} // namespace

FindingsView::FindingsView(Session& session, Jobs& jobs, QWidget* parent)
    : View(session, parent), m_jobs(jobs), m_topics(new QListWidget(this)), m_title(new QLabel(this)), m_facts(new QLabel(this)), m_notes(new QLabel(this)),
      m_list(new QComboBox(this)), m_close(new QPushButton(tr("Close ticked gaps"), this)), m_export(new QPushButton(tr("Export CSV..."), this)),
      m_how(new QPushButton(tr("How is this computed"), this)), m_risk(new QPushButton(this)), m_split(new QSplitter(Qt::Vertical, this)), m_canvas(new CanvasWidget(this)), m_table(new QTableView(this)) {
    setObjectName(QStringLiteral("findings"));
    for (std::size_t i = 0; i < kPanelCount; ++i) {
        const auto& words = wordsOf(static_cast<Panel>(i));
        auto* row = new QListWidgetItem(fromUtf8(words.title), m_topics);
        row->setToolTip(fromUtf8(words.question));
    }
    m_topics->setAccessibleName(tr("Topics"));
    m_topics->setObjectName(QStringLiteral("topics"));
    m_topics->setFrameShape(QFrame::NoFrame);
    m_topics->setFixedWidth(kTopicsWidth);
    m_topics->setSpacing(3);
    m_topics->setCurrentRow(int(m_topic));
    m_split->addWidget(m_canvas);
    m_split->addWidget(buildTable());
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    m_split->setSizes({420, 320});
    m_split->setChildrenCollapsible(false);
    auto* right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(buildHead());
    right->addWidget(m_split, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_topics);
    row->addLayout(right, 1);
    setFocusProxy(m_topics);
    m_canvas->setAccessibleName(tr("Figure of the topic"));
    wire();
}

QWidget* FindingsView::buildHead() {
    auto* head = new QWidget(this);
    head->setProperty("role", "panel");
    m_title->setProperty("role", "title");
    m_title->setWordWrap(true);
    m_facts->setProperty("role", "secondary");
    m_facts->setWordWrap(true);
    m_how->setProperty("link", true);
    m_how->setObjectName(QStringLiteral("findingsHow"));
    auto* first = new QHBoxLayout;
    first->addWidget(m_title, 1);
    first->addWidget(m_how, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(14, 8, 14, 6);
    column->setSpacing(4);
    column->addLayout(first);
    column->addWidget(m_facts);
    return head;
}

QWidget* FindingsView::buildTable() {
    auto* part = new QWidget(this);
    m_list->setAccessibleName(tr("Table"));
    m_list->setObjectName(QStringLiteral("findingsTables"));
    m_list->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_close->setObjectName(QStringLiteral("closeGaps"));
    m_close->setToolTip(tr("Tries the chain with the ticked gaps closed, as a scenario"));
    m_export->setObjectName(QStringLiteral("exportFindings"));
    m_risk->setObjectName(QStringLiteral("computeRisk"));
    m_risk->setToolTip(tr("Lets each firm fail in turn; chains in which shocks die out take a fraction of the time"));
    m_risk->hide();
    m_notes->setProperty("role", "secondary");
    m_notes->setWordWrap(true);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_proxy.setSourceModel(&m_model);
    m_proxy.setSortRole(PanelTableModel::SortRole);
    m_proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy.setSortLocaleAware(true);
    m_table->setModel(&m_proxy);
    m_table->setObjectName(QStringLiteral("findingsTable"));
    m_table->setAccessibleName(tr("Table of the topic"));
    styleViewTable(*m_table);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 6, 12, 6);
    bar->setSpacing(8);
    auto* table = new QLabel(tr("Table"), part);
    table->setProperty("role", "secondary");
    table->setBuddy(m_list);
    bar->addWidget(table);
    bar->addWidget(m_list);
    bar->addStretch(1);
    bar->addWidget(m_risk);
    bar->addWidget(m_close);
    bar->addWidget(m_export);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_table, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(14, 4, 14, 6);
    foot->addWidget(m_notes);
    column->addLayout(foot);
    return part;
}

void FindingsView::wire() {
    connect(m_topics, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0) setTopic(static_cast<Panel>(row));
    });
    connect(m_list, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_filling) fillTable();
    });
    connect(m_close, &QPushButton::clicked, this, [this] {
        if (const auto links = m_model.tickedLinks(); !links.empty()) emit gapsWanted(links);
    });
    connect(m_risk, &QPushButton::clicked, this, [this] {
        m_riskFor = plainKey();
        compute();
        offerRisk();
    });
    connect(&m_jobs, &Jobs::finished, this, [this](const QString& job) {
        if (job != kFindingsJob || m_jobs.running(kFindingsJob) || m_riskFor.empty() || m_wanted == m_key) return;
        m_riskFor.clear(); // it was stopped; what was on show stays
        m_wanted = m_key;
        offerRisk();
    }, Qt::QueuedConnection); // after its answer
    connect(m_export, &QPushButton::clicked, this, &FindingsView::askExport);
    connect(m_how, &QPushButton::clicked, this, [this] { emit helpWanted(QStringLiteral("findings.md")); });
    connect(&m_model, &PanelTableModel::ticksChanged, this, [this](int count) {
        m_close->setEnabled(count > 0);
        m_close->setText(count > 0 ? tr("Close %n gap(s)", nullptr, count) : tr("Close ticked gaps"));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FindingsView::rowPicked);
    connect(m_table, &QTableView::clicked, this, &FindingsView::rowPicked);
    connect(m_canvas, &CanvasWidget::clicked, this, [this](ItemRef ref, Qt::KeyboardModifiers keys) {
        if (ref.kind == ItemKind::Step) return stepPicked(ref.id);
        const bool firm = ref.kind == ItemKind::Firm && m_session.hasData() && ref.id < m_session.dataset()->firms().size();
        m_session.click(firm ? Item::firm(m_session.dataset()->firms().id[ref.id]) : Item{}, keys.testFlag(Qt::ControlModifier));
    });
    connect(m_canvas, &CanvasWidget::cleared, this, [this] { m_session.click({}, false); });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](QPoint at) {
        const auto row = m_proxy.mapToSource(m_table->indexAt(at));
        if (row.isValid()) emit menuWanted(m_model.item(row.row()), m_table->viewport()->mapToGlobal(at));
    });
    m_canvas->setItemText([this](ItemRef ref) {
        const bool firm = ref.kind == ItemKind::Firm && m_session.hasData() && ref.id < m_session.dataset()->firms().size();
        if (firm) return fromUtf8(m_session.dataset()->firms().name[ref.id]);
        return ref.kind == ItemKind::Step ? tr("Tick the gaps of this step") : QString();
    });
    auto* shortcut = new QShortcut(QKeySequence::Copy, m_table);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, &FindingsView::copy);
}

QString FindingsView::question() const { return fromUtf8(wordsOf(m_topic).question); }

QString FindingsView::about() const {
    return tr("Choose a topic on the left. A click on a row or a mark shows its firms and links in every view; what is unknown or undefined says why below the table.");
}

ViewSpec FindingsView::figureSpec() const {
    ViewSpec spec = m_session.spec();
    spec.view = ViewKind::Findings;
    spec.topic = std::string(wordsOf(m_topic).name);
    spec.risk = riskAsked();
    if (m_session.focus().kind == Item::Kind::Firm) spec.focus = m_session.focus().id;
    return spec;
}

void FindingsView::setTheme(const Theme& theme) {
    m_theme = theme.kind;
    m_canvas->setTheme(theme.kind);
    repaintFigure();
}

void FindingsView::setTopic(Panel topic) {
    if (m_topics->currentRow() != int(topic)) {
        m_topics->setCurrentRow(int(topic));
        return;
    }
    m_topic = topic;
    emit questionChanged();
    refresh(What::All);
}

bool FindingsView::lacksRisk() const {
    const auto snapshot = m_session.hasData() && m_topic == Panel::Critical ? m_session.snapshot() : nullptr;
    return snapshot && !riskWithinLimit(*snapshot, m_session.analysis());
}

/// On request, with the time it may take.
void FindingsView::offerRisk() {
    const bool due = lacksRisk() && !riskAsked();
    m_risk->setVisible(due);
    if (due) m_risk->setText(tr("Compute systemic risk (up to about %1 min)").arg(countText(riskMinutes(*m_session.snapshot(), m_session.analysis()))));
}

/// What the answer depends on; the focus matters to the platform that is removed and, but where it would cost minutes, to the quadrant's trail.
std::string FindingsView::plainKey() const {
    if (!m_session.hasData()) return {};
    ViewSpec spec = m_session.spec();
    ViewSpec plain;
    plain.period = spec.period;
    plain.layer = spec.layer;
    plain.unit = spec.unit;
    plain.filter = spec.filter;
    plain.narrow = spec.narrow;
    plain.topic = std::string(wordsOf(m_topic).name);
    if (m_topic == Panel::Phases) plain.change.settings = spec.change.settings;
    if (((m_topic == Panel::Critical && !lacksRisk()) || m_topic == Panel::Platforms) && m_session.focus().kind == Item::Kind::Firm) plain.focus = m_session.focus().id;
    return toJson(plain) + toJson(m_session.analysis()) + '@' + std::to_string(reinterpret_cast<std::uintptr_t>(m_session.dataset().get()));
}

bool FindingsView::riskAsked() const { return !m_riskFor.empty() && m_riskFor == plainKey(); }

std::string FindingsView::key() const { return plainKey() + (riskAsked() ? "+risk" : ""); }

void FindingsView::refresh(Changes what) {
    if (!isVisible()) return;
    m_title->setText(question());
    offerRisk();
    const auto wanted = key();
    if (wanted.empty()) {
        m_jobs.cancel(kFindingsJob);
        m_key.clear();
        m_wanted.clear();
        tell(m_session.hasData() ? QString() : tr("There is no data yet."));
        return;
    }
    if (wanted != m_key) {
        if (wanted != m_wanted) compute();
    } else if (what & (Changes(What::Focus) | What::Selection | What::Hover)) {
        selectFocused();
    }
}

void FindingsView::compute() {
    m_wanted = key();
    const auto snapshot = m_session.snapshot();
    if (!snapshot) return tell(fromUtf8(m_session.snapshotError().message));
    std::vector<LedgerEntry> ledger;
    if (m_topic == Panel::Ledger && m_ledger) ledger = m_ledger();
    std::vector<ImportRecord> imports;
    if (m_topic == Panel::Health && m_imports) imports = m_imports();
    const std::string focus = m_session.focus().kind == Item::Kind::Firm && !lacksRisk() ? m_session.focus().id : std::string();
    const auto work = [snapshot, asked = riskAsked(), options = m_session.analysis(), topic = m_topic, focus, ledger = std::move(ledger), imports = std::move(imports), change = m_session.spec().change.settings](Progress& progress) -> Result<Answer> {
        Findings findings(snapshot, options);
        const PanelInput input{findings, ledger, asked, nullptr, imports, &change};
        auto tables = makePanelTables(topic, input, progress);
        if (!tables) return tl::unexpected(tables.error());
        auto figure = makePanelFigure(topic, input, focus, progress);
        if (!figure) return tl::unexpected(figure.error());
        return Answer{std::make_shared<const PanelTables>(std::move(*tables)), std::make_shared<const PanelFigure>(std::move(*figure))};
    };
    m_jobs.start<Answer>(kFindingsJob, work, [this, key = m_wanted](Result<Answer> answer) {
        m_key = key;
        if (answer) showAnswer(std::move(*answer));
        else tell(fromUtf8(answer.error().message));
    });
}

void FindingsView::showAnswer(Answer answer) {
    const bool same = m_shown.tables && m_shown.tables->panel == answer.tables->panel;
    m_shown = std::move(answer);
    m_message.clear();
    QStringList facts;
    for (const auto& fact : m_shown.tables->facts) facts << factText(fact, m_shown.tables->unit);
    m_facts->setText(facts.join(QStringLiteral(" &nbsp; · &nbsp; ")));
    m_facts->setVisible(!facts.isEmpty());
    {
        const QScopedValueRollback guard(m_filling, true);
        const int kept = same ? std::max(0, m_list->currentIndex()) : 0;
        m_list->clear();
        for (const auto& t : m_shown.tables->tables) m_list->addItem(tr("%1 (%2)").arg(fromUtf8(t.title), countText(qint64(t.rows.size()))));
        m_list->setCurrentIndex(std::min(kept, m_list->count() - 1));
        if (!same && m_topic == Panel::Bridge && m_list->count() > 1) m_list->setCurrentIndex(1);
    }
    m_canvas->setVisible(hasFigure(m_topic));
    m_split->widget(1)->show();
    fillTable();
    repaintFigure();
    selectFocused();
}

/// No answer: the sentence says why and stands where the figure would.
void FindingsView::tell(const QString& sentence) {
    m_shown = {};
    m_message = sentence;
    m_facts->clear();
    m_facts->hide();
    m_canvas->show();
    m_split->widget(1)->hide();
    {
        const QScopedValueRollback guard(m_filling, true);
        m_list->clear();
    }
    fillTable();
    repaintFigure();
}

const PanelTable* FindingsView::table() const {
    const int at = m_list->currentIndex();
    return m_shown.tables && at >= 0 && at < int(m_shown.tables->tables.size()) ? &m_shown.tables->tables[std::size_t(at)] : nullptr;
}

void FindingsView::fillTable() {
    const QScopedValueRollback guard(m_filling, true);
    const PanelTable* shown = table();
    const bool gaps = m_topic == Panel::Bridge && shown && shown->key == "gaps";
    m_model.show(m_shown.tables, shown, m_session.dataset(), gaps);
    m_close->setVisible(gaps);
    m_export->setEnabled(shown != nullptr);
    m_table->resizeColumnsToContents();
    for (int c = 0; c < m_model.columnCount(); ++c) m_table->setColumnWidth(c, std::min(kWidestCell, m_table->columnWidth(c) + 10));
    QStringList notes;
    if (!m_message.isEmpty()) notes << m_message;
    if (shown) notes << fromUtf8(shown->sentence) + '.';
    if (m_shown.tables) {
        for (const auto& note : m_shown.tables->notes) notes << fromUtf8(note);
        QStringList settings;
        for (const auto& words : m_shown.tables->settings) settings << fromUtf8(words);
        if (!settings.isEmpty()) notes << tr("Settings: %1.").arg(settings.join(QStringLiteral("; ")));
    }
    m_notes->setText(notes.join(QLatin1Char(' ')));
}

void FindingsView::repaintFigure() {
    if (!m_canvas->isVisibleTo(this)) return emit legendChanged({});
    FindingsInput in;
    in.figure = m_shown.figure;
    in.dataset = m_session.dataset();
    in.theme = m_theme;
    in.palette = m_session.spec().network.palette;
    const auto paint = [in, sentence = m_message](QSizeF size) {
        auto list = std::make_shared<DisplayList>();
        const Theme& t = theme(in.theme);
        list->background = t.canvas.rgba();
        Legend legend;
        if (in.figure) legend = paintFindings(*list, in, QRectF({0, 0}, size).adjusted(10, 10, -10, -6));
        else if (!sentence.isEmpty()) paintSentence(*list, sentence, QRectF({0, 0}, size).adjusted(40, 0, -40, 0), t);
        return std::pair<Scene, Legend>(std::move(list), std::move(legend));
    };
    const QSizeF size = m_canvas->size();
    auto [scene, legend] = paint(size);
    emit legendChanged(legend);
    m_canvas->setProvider([paint, first = scene, size](QSizeF now, const Camera&) { return now == size ? first : paint(now).first; }, ViewMode::Fit);
}

void FindingsView::selectFocused() {
    const QScopedValueRollback guard(m_filling, true);
    const Item& focus = m_session.focus();
    m_table->clearSelection();
    for (int row = 0; row < m_model.rowCount() && !focus.empty(); ++row)
        if (m_model.item(row) == focus) {
            const auto at = m_proxy.mapFromSource(m_model.index(row, 0));
            m_table->selectRow(at.row());
            m_table->scrollTo(at);
            break;
        }
    std::vector<ItemRef> rings;
    if (m_session.hasData() && focus.kind == Item::Kind::Firm)
        if (const auto firm = m_session.dataset()->firmIndex(focus.id); firm != kNone) rings.push_back({ItemKind::Firm, firm});
    m_canvas->setSelected(rings);
}

void FindingsView::rowPicked() {
    if (m_filling) return;
    const auto at = m_proxy.mapToSource(m_table->selectionModel()->currentIndex());
    const Item item = at.isValid() ? m_model.item(at.row()) : Item{};
    if (!item.empty()) {
        if (item != m_session.focus()) m_session.click(item, false);
        return;
    }
    auto firms = at.isValid() ? m_model.listed(at.row()) : std::set<std::string>{};
    if (firms.empty() || firms == m_session.selected()) return;
    m_session.setFocus({});
    select(std::move(firms));
}

void FindingsView::stepPicked(std::uint32_t step) {
    if (!m_shown.figure || !m_shown.figure->bridge || step >= m_shown.figure->bridge->points.size()) return;
    for (int i = 0; i < m_list->count(); ++i)
        if (m_shown.tables->tables[std::size_t(i)].key == "gaps") m_list->setCurrentIndex(i);
    m_model.tickLinks(m_shown.figure->bridge->points[step].links);
}

void FindingsView::copy() {
    auto rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        for (int r = 0; r < m_proxy.rowCount(); ++r) rows << m_proxy.index(r, 0);
    std::ranges::sort(rows, {}, [](const QModelIndex& i) { return i.row(); });
    QGuiApplication::clipboard()->setText(rowsAsText(m_proxy, rows));
    emit said(tr("Copied %n row(s).", nullptr, int(rows.size())));
}

void FindingsView::askExport() {
    const PanelTable* shown = table();
    if (!shown) return;
    const QString name = QStringLiteral("%1-%2.csv").arg(fromUtf8(wordsOf(m_topic).name), fromUtf8(shown->key));
    const QString path = QFileDialog::getSaveFileName(this, tr("Export CSV"), name, tr("CSV files (*.csv)"));
    if (!path.isEmpty()) exportTo(path);
}

void FindingsView::exportTo(const QString& path) {
    const PanelTable* shown = table();
    if (!shown) return;
    const auto written = writeCsv(*shown, path.toStdString());
    emit said(written ? tr("Wrote %n row(s).", nullptr, int(shown->rows.size())) : fromUtf8(written.error().message));
}

} // namespace chainscape::ui
