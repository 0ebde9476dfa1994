// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/inspector_panel.h"

#include <algorithm>
#include <cmath>

#include <QComboBox>
#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/model/series.h"
#include "ui/painters/firm_colours.h"
#include "ui/painters/network_focus.h"
#include "ui/style/application_style.h"
#include "ui/style/format.h"
#include "ui/window/share_bars.h"
#include "ui/window/sparkline.h"

namespace chainscape::ui {
namespace {

QLabel* label(const char* role, QWidget* parent) {
    auto* out = new QLabel(parent);
    out->setProperty("role", role);
    out->setWordWrap(true);
    out->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return out;
}

QString changeText(const std::vector<double>& series, int at, bool& down) {
    if (at < 1 || at >= int(series.size()) || !(series[std::size_t(at - 1)] > 0)) return {};
    const double change = series[std::size_t(at)] / series[std::size_t(at - 1)] - 1;
    down = change < 0;
    return signedPercentText(change);
}

std::vector<ShareBar> partners(const Snapshot& s, const Adjacency& adjacency, std::uint32_t node, double total) {
    std::vector<ShareBar> bars;
    const bool inward = !adjacency.edgeOf.empty();
    for (auto i = adjacency.start[node]; i < adjacency.start[node + 1]; ++i) {
        const auto edge = inward ? adjacency.edgeOf[i] : i;
        const auto other = adjacency.node[i];
        const double v = s.edges().valueUnknown[edge] ? NAN : s.edges().value[edge];
        bars.push_back({fromUtf8(s.name(other)), fromUtf8(s.id(other)), total > 0 ? v / total : NAN, exactValueText(v, fromUtf8(s.unit()))});
    }
    std::ranges::stable_sort(bars, [](const ShareBar& a, const ShareBar& b) {
        return (std::isnan(a.share) ? -1 : a.share) > (std::isnan(b.share) ? -1 : b.share);
    });
    return bars;
}

void showBars(QLabel* title, ShareBars* list, std::vector<ShareBar> bars, const QString& words, const QColor& colour) {
    constexpr std::size_t kMost = 6;
    title->setText(bars.size() > kMost ? QStringLiteral("%1 (%2)").arg(words).arg(bars.size()) : words);
    if (bars.size() > kMost) bars.resize(kMost);
    title->setVisible(!bars.empty());
    list->setVisible(!bars.empty());
    list->show(bars, colour);
}

/// Firms by their size, as shares of all of them.
std::vector<ShareBar> largestFirms(const Snapshot& s, const std::vector<std::uint32_t>& nodes) {
    std::vector<ShareBar> bars;
    double total = 0;
    for (const auto i : nodes) {
        const double size = std::max(s.outValue()[i], s.inValue()[i]);
        bars.push_back({fromUtf8(s.name(i)), fromUtf8(s.id(i)), size, exactValueText(size, fromUtf8(s.unit()))});
        total += size;
    }
    for (auto& bar : bars) bar.share = total > 0 ? bar.share / total : NAN;
    std::ranges::stable_sort(bars, std::greater{}, &ShareBar::share);
    return bars;
}

Fact moneyFact(const QString& name, double value, const Snapshot& s) {
    const QString unit = fromUtf8(s.unit());
    return {name, valueText(value, unit), {}, exactValueText(value, unit)};
}

Fact reachFact(const Snapshot& s, const std::set<std::string>& firms) {
    const NetworkFocus reach = networkFocus(s, firms);
    return {InspectorPanel::tr("Firms upstream, downstream"), QStringLiteral("%1, %2").arg(reach.upstream).arg(reach.downstream), {},
            InspectorPanel::tr("Firms from which, and to which, any path of links leads")};
}

} // namespace

InspectorPanel::InspectorPanel(Session& session, QWidget* parent)
    : QScrollArea(parent), m_session(session), m_theme(&theme(ThemeKind::Light)), m_series(new Sparkline), m_seriesOf(new QComboBox), m_suppliers(new ShareBars(tr("Suppliers"))),
      m_buyers(new ShareBars(tr("Buyers"))), m_how(new QPushButton(tr("How is this computed"))) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Inspector"));
    auto* inside = new QWidget;
    inside->setProperty("role", "panel");
    m_title = label("title", inside);
    m_subtitle = label("secondary", inside);
    m_seriesTitle = label("section", inside);
    m_suppliersTitle = label("section", inside);
    m_buyersTitle = label("section", inside);
    m_evidenceTitle = label("section", inside);
    m_evidence = label("secondary", inside);
    m_evidence->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_evidenceTitle->setText(tr("Evidence"));
    m_facts = new FactList(inside);
    connect(m_facts, &FactList::measureWanted, this, &InspectorPanel::measureWanted);
    m_seriesTitle->setText(tr("Over the periods"));
    m_seriesOf->setObjectName(QStringLiteral("seriesOf"));
    m_seriesOf->setAccessibleName(tr("Measure over the periods"));
    offerSeries(false);
    m_seriesOf->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_how->setProperty("link", true);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    for (QWidget* part : std::initializer_list<QWidget*>{m_title, m_subtitle, m_facts, m_seriesTitle, m_seriesOf, m_series, m_suppliersTitle, m_suppliers, m_buyersTitle, m_buyers, m_evidenceTitle, m_evidence})
        column->addWidget(part);
    column->addWidget(m_how, 0, Qt::AlignLeft);
    column->addStretch(1);
    setWidget(inside);
    connect(m_how, &QPushButton::clicked, this, &InspectorPanel::computedWanted);
    const auto open = [this](const QString& id) { m_session.click(Item::firm(id.toStdString()), false); };
    connect(m_suppliers, &ShareBars::opened, this, open);
    connect(m_buyers, &ShareBars::opened, this, open);
    connect(m_seriesOf, &QComboBox::activated, this, [this] {
        m_chosen[m_offersLinks] = m_seriesOf->currentData().toString();
        emit seriesWanted(m_chosen[m_offersLinks]);
        refresh(What::Focus);
    });
    connect(&session, &Session::changed, this, &InspectorPanel::refresh);
    showNothing();
}

void InspectorPanel::setTheme(const Theme& theme) {
    m_theme = &theme;
    m_facts->setTheme(theme);
    refresh(What::All);
}

void InspectorPanel::setQuestion(const QString& question, const QString& about) {
    m_question = question;
    m_about = about;
    if (m_session.focus().empty() && !severalShown()) showNothing();
}

void InspectorPanel::setMeasureFacts(const Item& item, std::vector<Fact> facts) {
    m_measured = item;
    m_measures = std::move(facts);
    refresh(What::Focus);
}

void InspectorPanel::setSeriesChoices(Choices firms, Choices links) {
    m_choices = {std::move(firms), std::move(links)};
    offerSeries(m_offersLinks);
}

/// The box names what a firm, or a link, can show; what was chosen for one is kept while the other is looked at.
void InspectorPanel::offerSeries(bool link) {
    m_offersLinks = link;
    m_seriesOf->clear();
    m_seriesOf->addItem(link ? tr("Value") : tr("Throughput"), QString());
    for (const auto& [id, name] : m_choices[link]) m_seriesOf->addItem(name, id);
    m_seriesOf->setCurrentIndex(std::max(0, m_seriesOf->findData(m_chosen[link])));
}

void InspectorPanel::setMeasureSeries(const Item& item, const QString& measure, std::vector<double> values) {
    m_seriesItem = item;
    m_seriesMeasure = measure;
    m_seriesValues = std::move(values);
    if (m_session.focus() == item && m_session.snapshot() && !severalShown()) showSeries(item);
}

void InspectorPanel::setEvidence(const QString& html) {
    const bool shown = !html.isEmpty() && !severalShown(); // an answer may come late
    m_evidence->setText(html);
    m_evidence->setVisible(shown);
    m_evidenceTitle->setVisible(shown);
}

void InspectorPanel::refresh(Changes what) {
    if (!(what & (What::Dataset | What::Period | What::Filter | What::Focus | What::Selection))) return;
    const auto snapshot = m_session.snapshot();
    const Item& focus = m_session.focus();
    hideParts();
    if (severalShown()) return showSeveral(*snapshot);
    if (!snapshot || focus.empty()) return showNothing();
    switch (focus.kind) {
    case Item::Kind::Firm: showFirm(*snapshot, focus.id); break;
    case Item::Kind::Link: showLink(*snapshot, focus); break;
    case Item::Kind::Stage: showStage(*snapshot, std::atoi(focus.id.c_str())); break;
    default: showNothing();
    }
    emit evidenceWanted(focus);
}

/// Several are selected, and nothing else is looked at.
bool InspectorPanel::severalShown() const {
    const auto& ids = m_session.selected();
    const Item& focus = m_session.focus();
    return m_session.snapshot() && ids.size() > 1 && (focus.empty() || (focus.kind == Item::Kind::Firm && ids.contains(focus.id)));
}

void InspectorPanel::hideParts() {
    for (QWidget* part : std::initializer_list<QWidget*>{m_series, m_seriesOf, m_seriesTitle, m_suppliers, m_suppliersTitle, m_buyers, m_buyersTitle, m_evidence, m_evidenceTitle})
        part->hide();
}

void InspectorPanel::showNothing() {
    hideParts();
    m_facts->show({});
    m_title->setText(m_question);
    m_subtitle->setText(m_about);
}

void InspectorPanel::showFirm(const Snapshot& s, const std::string& id) {
    const Dataset& d = s.dataset();
    const auto firm = d.firmIndex(id);
    if (firm == kNone) return showNothing();
    const auto state = d.firmAt(FirmId{firm}, PeriodId{s.spec().to});
    m_title->setText(fromUtf8(d.firms().name[firm]));
    QStringList about;
    about << (state.stage > 0 ? fromUtf8(d.stages().name(state.stage)) + (state.stageInferred ? tr(" (inferred)") : QString{}) : tr("no stage"));
    for (const auto code : {d.firms().region[firm], d.firms().sector[firm]})
        if (code != 0) about << fromUtf8(d.text(code));
    if (state.isPlatform) about << tr("platform");
    m_subtitle->setText(about.join(QStringLiteral(" · ")));

    const auto node = s.nodeOfFirm(firm);
    std::vector<Fact> facts;
    if (node == kNone) {
        facts.push_back({tr("Trades in this period"), tr("no"), {}, {}});
    } else {
        const auto series = firmSeries(d, FirmId{firm}, s.spec().layer, s.unit());
        const int at = m_session.periodIndex();
        const auto money = [&](const QString& name, double v, const std::vector<double>& over) {
            Fact fact = moneyFact(name, v, s);
            fact.remark = changeText(over, at, fact.down);
            facts.push_back(std::move(fact));
        };
        money(tr("Sells"), s.outValue()[node], series.sells);
        money(tr("Buys"), s.inValue()[node], series.buys);
        facts.push_back(reachFact(s, {id}));
    }
    facts.push_back({tr("Digital score"), std::isnan(state.digital) ? unknownText() : shortText(double(state.digital)), {}, {}});
    const Item item = Item::firm(id);
    if (m_measured == item) facts.insert(facts.end(), m_measures.begin(), m_measures.end());
    m_facts->show(facts);
    showSeries(item);
    if (node != kNone) showPartners(s, node);
}

/// Throughput of a firm, value of a link.
std::vector<double> InspectorPanel::plainSeries(const Item& item) const {
    const auto& d = *m_session.dataset();
    const auto snapshot = m_session.snapshot();
    const FirmId firm{d.firmIndex(item.id)};
    if (item.kind == Item::Kind::Link) return linkSeries(d, {firm, FirmId{d.firmIndex(item.target)}}, snapshot->spec().layer, snapshot->unit());
    return firmSeries(d, firm, snapshot->spec().layer, snapshot->unit()).throughput();
}

void InspectorPanel::showSeries(const Item& item) {
    const auto& d = *m_session.dataset();
    const auto snapshot = m_session.snapshot();
    const auto firm = d.firmIndex(item.id);
    if (d.periods().size() < 2 || firm == kNone) return;
    const bool link = item.kind == Item::Kind::Link;
    if (link != m_offersLinks) {
        offerSeries(link);
        emit seriesWanted(m_chosen[link]);
    }
    const QString measure = m_chosen[link];
    std::vector<double> values(d.periods().size(), NAN); // until the measure is there
    if (measure.isEmpty()) values = plainSeries(item);
    else if (m_seriesItem == item && m_seriesMeasure == measure && m_seriesValues.size() == values.size()) values = m_seriesValues;
    m_series->show(std::move(values), m_session.periodIndex(), colourOfStage(ownTheme(*m_theme, m_session.spec()), d.stages(), d.firmAt(FirmId{firm}, PeriodId{snapshot->spec().to}).stage));
    m_series->setEnds(periodAxisText(d.periods().front().period), periodAxisText(d.periods().back().period));
    const QString plain = link ? tr("Value") : tr("Throughput");
    m_seriesOf->setItemText(0, snapshot->unit().empty() ? plain : tr("%1, %2").arg(plain, fromUtf8(snapshot->unit())));
    m_seriesOf->setVisible(true);
    m_series->setVisible(true);
    m_seriesTitle->setVisible(true);
}

void InspectorPanel::showPartners(const Snapshot& s, std::uint32_t node) {
    const auto colour = colourOfStage(ownTheme(*m_theme, m_session.spec()), s.dataset().stages(), s.stage()[node]);
    showBars(m_suppliersTitle, m_suppliers, partners(s, s.in(), node, s.inValue()[node]), tr("Suppliers"), colour);
    showBars(m_buyersTitle, m_buyers, partners(s, s.out(), node, s.outValue()[node]), tr("Buyers"), colour);
}

void InspectorPanel::showLink(const Snapshot& s, const Item& link) {
    const auto a = s.nodeOfId(link.id), b = s.nodeOfId(link.target);
    const auto edge = a == kNone || b == kNone ? kNone : s.edgeBetween(a, b);
    const auto name = [&](const std::string& id) {
        const auto f = s.dataset().firmIndex(id);
        return f == kNone ? fromUtf8(id) : fromUtf8(s.dataset().firms().name[f]);
    };
    m_title->setText(tr("%1 to %2").arg(name(link.id), name(link.target)));
    if (edge == kNone) {
        m_subtitle->setText(tr("No trade in this period"));
        if (s.dataset().firmIndex(link.id) != kNone && s.dataset().firmIndex(link.target) != kNone) showSeries(link);
        return;
    }
    const QString unit = fromUtf8(s.unit());
    m_subtitle->setText(tr("Link"));
    const double v = s.edges().valueUnknown[edge] ? NAN : s.edges().value[edge];
    std::vector<Fact> facts{moneyFact(tr("Value"), v, s),
                            {tr("Share of the seller's sales"), s.outValue()[a] > 0 ? percentText(v / s.outValue()[a]) : unknownText(), {}, {}},
                            {tr("Share of the buyer's purchases"), s.inValue()[b] > 0 ? percentText(v / s.inValue()[b]) : unknownText(), {}, {}},
                            {tr("Digital score"), shortText(double(s.edges().digital[edge])), {}, {}}};
    for (auto p = s.edges().partStart[edge]; p < s.edges().partStart[edge + 1]; ++p) {
        const auto l = s.edgeParts().link[p];
        facts.push_back({fromUtf8(s.dataset().kinds()[s.dataset().links().kind[l]].name), valueText(s.edgeParts().value[p], unit), {}, {}});
    }
    if (m_measured == link) facts.insert(facts.end(), m_measures.begin(), m_measures.end());
    m_facts->show(facts);
    showSeries(link);
}

void InspectorPanel::showStage(const Snapshot& s, int stage) {
    const auto name = s.dataset().stages().name(stage);
    m_title->setText(name.empty() ? tr("No stage") : fromUtf8(name));
    m_subtitle->setText(tr("Stage"));
    double sells = 0, buys = 0;
    std::vector<std::uint32_t> firms;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        if (s.stage()[i] != stage) continue;
        sells += s.outValue()[i];
        buys += s.inValue()[i];
        firms.push_back(i);
    }
    m_facts->show({{tr("Firms"), countText(qint64(firms.size())), {}, {}}, moneyFact(tr("Sells"), sells, s), moneyFact(tr("Buys"), buys, s)});
    showBars(m_suppliersTitle, m_suppliers, largestFirms(s, firms), tr("Largest firms"), colourOfStage(ownTheme(*m_theme, m_session.spec()), s.dataset().stages(), stage));
}

/// What the selected firms are together: their trade with others, and among themselves.
void InspectorPanel::showSeveral(const Snapshot& s) {
    const auto& ids = m_session.selected();
    std::vector<std::uint32_t> firms;
    std::vector<std::uint8_t> mine(s.nodeCount(), 0);
    for (const auto& id : ids)
        if (const auto node = s.nodeOfId(id); node != kNone) {
            firms.push_back(node);
            mine[node] = 1;
        }
    double sells = 0, buys = 0, among = 0;
    for (std::size_t e = 0; e < s.edges().size(); ++e) {
        const bool from = mine[s.edges().source[e]] != 0, to = mine[s.edges().target[e]] != 0;
        if (from || to) (from && to ? among : from ? sells : buys) += s.edges().value[e];
    }
    m_title->setText(tr("%n firm(s)", nullptr, int(ids.size())));
    const auto absent = qint64(ids.size() - firms.size());
    m_subtitle->setText(absent > 0 ? tr("selected; %n of them trade(s) nothing in this period", nullptr, int(absent)) : tr("selected"));
    m_facts->show({moneyFact(tr("Sell to others"), sells, s), moneyFact(tr("Buy from others"), buys, s), moneyFact(tr("Trade among themselves"), among, s), reachFact(s, ids)});
    showBars(m_suppliersTitle, m_suppliers, largestFirms(s, firms), tr("Largest firms"), m_theme->accent);
}

} // namespace chainscape::ui
