// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a click, a key or the menu does on the boards of the forecast view.

#include <cmath>

#include <QInputDialog>

#include "ui/painters/forecast_words.h"
#include "ui/style/format.h"
#include "ui/views/forecast/forecast_view.h"

namespace chainscape::ui {

QString ForecastView::tipOf(ItemRef item) const {
    if (showsGroup()) return forecastGroupTip(groupInput(), item);
    if (item.kind == ItemKind::Control && m_case) return detailWords(*m_case, QLocale()).join(QLatin1Char('\n'));
    if (item.kind == ItemKind::Period && m_case) return forecastTip(*m_case, item.id, QLocale());
    if (item.kind == ItemKind::Point) return scorecardTip({m_session.dataset(), m_card, {}, m_theme, QLocale()}, item.id);
    if (item.kind == ItemKind::Link) return linkTip({m_session.dataset(), m_links, {}, m_theme, QLocale()}, item.id);
    if (item.kind == ItemKind::Series && m_memory && item.id < m_memory->ledger.size()) return saidWords(m_memory->ledger[item.id], QLocale());
    return {};
}

void ForecastView::clickItem(ItemRef item) {
    m_canvas->setFocused(item);
    if (item == ItemRef{ItemKind::Control, kDetailsControl}) {
        m_details = !m_details;
        return repaintChart();
    }
    if (item.kind == ItemKind::Point && m_card) return clickCell(spotOf(*m_card, item.id));
    if (item.kind == ItemKind::Link && m_links) {
        const auto [source, target] = endsOf(*m_links, item.id);
        const auto& ids = m_session.dataset()->firms().id;
        if (source != kNone) m_session.click(Item::link(ids[source], ids[target]), false);
        return;
    }
    if (showsGroup()) {
        if (item.kind == ItemKind::Series && m_group && item.id < m_group->cases.size()) showAlone(m_group->cases[item.id].name);
        return;
    }
    if (item.kind != ItemKind::Series || !m_memory || item.id >= m_memory->ledger.size()) return;
    showAlone(m_memory->ledger[item.id].series);
}

void ForecastView::showAlone(const std::string& name) {
    m_session.edit(What::Look, [&](ViewSpec& s) {
        s = viewOfSeries(std::move(s), name);
        s.forecastShow = ForecastShow::Series;
    });
}

/// Selects the firms behind a share, in the period it is of; a share of sales shows the forecast of its largest pair.
void ForecastView::clickCell(const ScorecardSpot& spot) {
    if (spot.stage >= m_card->stages.size() || spot.period >= m_card->periods.size()) return;
    const auto& cell = m_card->cell(spot.stage, spot.period);
    if (spot.aspect == Aspect::Predictable) {
        const auto& pairs = cell.skilled.empty() ? cell.unskilled : cell.skilled;
        if (pairs.empty()) return;
        m_session.edit(What::Look, [&](ViewSpec& s) {
            s.of = "stage-pair";
            s.series = pairs.front();
            s.forecastShow = ForecastShow::Series;
        });
        return;
    }
    const auto& firms = spot.aspect == Aspect::VisibleFirms ? cell.active : spot.aspect == Aspect::VisibleValue ? cell.scored : cell.fed;
    std::set<std::string> ids;
    for (const auto firm : firms) ids.insert(m_session.dataset()->firms().id[firm]);
    m_session.setSelected(std::move(ids));
    m_session.say(tipOf({ItemKind::Point, idOf(*m_card, spot)}).replace(QLatin1Char('\n'), QStringLiteral(", ")));
}

/// Left and right go from period to period, up and down from row to row or chart to chart.
void ForecastView::walk(Qt::Key arrow) {
    const bool forward = arrow == Qt::Key_Right || arrow == Qt::Key_Down;
    ItemRef next = m_canvas->focused();
    const auto show = m_session.spec().forecastShow;
    const auto kind = showsSeries() || showsGroup() ? ItemKind::Period : show == ForecastShow::Links ? ItemKind::Link : show == ForecastShow::Scorecard ? ItemKind::Point : ItemKind::Series;
    const ForecastCase* first = showsSeries() ? m_case.get() : showsGroup() && m_group ? &m_group->cases.front() : nullptr;
    const auto start = first && !first->history.empty() ? std::uint32_t(first->history.size() - 1) : 0U;
    const auto chart = showsGroup() && m_group && show == ForecastShow::Stages && (arrow == Qt::Key_Up || arrow == Qt::Key_Down) ? std::uint32_t(groupStride(*m_group)) : 1U;
    if (next.kind != kind) next = {kind, start};
    else if (chart > 1) next.id = forward ? next.id + chart : next.id >= chart ? next.id - chart : next.id;
    else if (forward) ++next.id;
    else if (next.id > 0) --next.id;
    const QString tip = tipOf(next);
    if (tip.isEmpty()) return;
    m_canvas->setFocused(next);
    m_session.say(QString(tip).replace(QLatin1Char('\n'), QStringLiteral("; ")));
}

void ForecastView::showMenu(ItemRef item, QPoint at) {
    QMenu menu;
    fillMenu(menu, item);
    if (!menu.isEmpty()) menu.exec(at);
}

void ForecastView::fillMenu(QMenu& menu, ItemRef item) {
    if (item.kind == ItemKind::Period && m_case) fillPeriodMenu(menu, item.id);
    if (item.kind == ItemKind::Link && m_links) fillLinkMenu(menu, item.id);
}

void ForecastView::editMark(const ForecastMark& mark, bool keep, const QString& sentence) {
    const ForecastMarks before = m_memory ? m_memory->marks : ForecastMarks{};
    emit marksEdited(keep ? withMark(before, mark) : withoutMark(before, mark), sentence);
}

/// The old place is refused and the new one kept, in one step.
void ForecastView::moveBreak(const CaseMark& mark, std::size_t place) {
    if (place < 1 || place >= m_case->periods.size() || place == mark.place) return;
    const std::string series = mark.everySeries ? std::string() : m_case->name, to = toText(m_case->periods[place]);
    ForecastMarks marks = m_memory ? m_memory->marks : ForecastMarks{};
    if (mark.origin == CaseMark::Origin::Added) marks = withoutMark(std::move(marks), {MarkKind::Break, series, mark.period, {}});
    else marks = withMark(std::move(marks), {MarkKind::NoBreak, series, mark.period, {}});
    emit marksEdited(withMark(std::move(marks), {MarkKind::Break, series, to, mark.note}), tr("Level break moved to %1").arg(periodText(m_case->periods[place])));
}

/// The level break whose line lies within a few pixels of a period's column.
const CaseMark* ForecastView::breakNear(ItemRef item) const {
    if (!showsSeries() || !m_case || item.kind != ItemKind::Period) return nullptr;
    const double reach = std::max(0.5, 6 / std::max(1.0, m_canvas->boxOf(item).width()));
    for (const auto& mark : m_case->marks)
        if (mark.origin != CaseMark::Origin::Event && std::abs(double(mark.place) - double(item.id)) <= reach) return &mark;
    return nullptr;
}

/// The break goes to the period under the mouse when it is let go; until then the status line tells which.
void ForecastView::dragBreak(ItemRef item, QPointF at, bool finished) {
    const CaseMark* mark = breakNear(item);
    if (!mark) return;
    const double first = m_canvas->boxOf({ItemKind::Period, 1}).center().x(), step = m_canvas->boxOf({ItemKind::Period, 2}).center().x() - first;
    if (!(step > 0)) return;
    const auto place = static_cast<std::size_t>(std::clamp(std::lround((at.x() - first) / step) + 1, 1L, long(m_case->periods.size()) - 1));
    if (finished) moveBreak(CaseMark(*mark), place);
    else m_session.say(tr("Level break to %1").arg(periodText(m_case->periods[place])));
}

void ForecastView::addEvent(const std::string& period, const QString& note, bool everySeries) {
    if (!note.isEmpty()) editMark({MarkKind::Event, everySeries ? std::string() : m_case->name, period, note.toStdString()}, true, tr("Event added"));
}

void ForecastView::fillPeriodMenu(QMenu& menu, std::size_t place) {
    const bool past = place < m_case->periods.size();
    if (!past && place - m_case->periods.size() >= m_case->ahead.size()) return;
    const Period period = past ? m_case->periods[place] : m_case->ahead[place - m_case->periods.size()];
    const std::string text = toText(period);
    const QString shown = periodText(period);
    bool broken = false;
    for (const CaseMark& mark : m_case->marks) {
        const bool event = mark.origin == CaseMark::Origin::Event;
        const QString at = periodText(mark.place < m_case->periods.size() ? m_case->periods[mark.place] : m_case->ahead[mark.place - m_case->periods.size()]);
        const std::string series = mark.everySeries ? std::string() : m_case->name;
        broken = broken || (!event && mark.place == place);
        QMenu* own = menu.addMenu(event ? tr("Event %1").arg(at) : tr("Level break %1").arg(at));
        if (event) {
            own->addAction(tr("Delete"), this, [=, this] { editMark({MarkKind::Event, series, mark.period, {}}, false, tr("Event deleted")); });
            continue;
        }
        if (mark.origin == CaseMark::Origin::Found) own->addAction(tr("Confirm"), this, [=, this] { editMark({MarkKind::Break, series, mark.period, {}}, true, tr("Level break confirmed")); });
        own->addAction(tr("Move one period earlier"), this, [=, this] { moveBreak(mark, mark.place - 1); });
        own->addAction(tr("Move one period later"), this, [=, this] { moveBreak(mark, mark.place + 1); });
        own->addAction(tr("Delete"), this, [=, this] {
            const ForecastMark there{mark.origin == CaseMark::Origin::Added ? MarkKind::Break : MarkKind::NoBreak, series, mark.period, {}};
            editMark(there, mark.origin != CaseMark::Origin::Added, tr("Level break deleted"));
        });
    }
    if (!menu.isEmpty()) menu.addSeparator();
    if (past && place > 0 && !broken) menu.addAction(tr("Add level break in %1").arg(shown), this, [=, this] { editMark({MarkKind::Break, m_case->name, text, {}}, true, tr("Level break added")); });
    menu.addAction(tr("Add event in %1 …").arg(shown), this, [=, this] { addEvent(text, QInputDialog::getText(this, tr("Add event"), tr("What happened in %1?").arg(shown)), true); });
    menu.addSeparator();
    menu.addAction(m_details ? tr("Fewer details") : tr("Details of the model"), this, [this] {
        m_details = !m_details;
        repaintChart();
    });
}

void ForecastView::fillLinkMenu(QMenu& menu, std::uint32_t item) {
    const auto [source, target] = endsOf(*m_links, item);
    if (source == kNone) return;
    const auto& ids = m_session.dataset()->firms().id;
    const std::string from = ids[source], to = ids[target];
    const ForecastMarks before = m_memory ? m_memory->marks : ForecastMarks{};
    const auto mark = [=, this](std::optional<PairWord> word, const QString& sentence) { emit marksEdited(withPair(before, from, to, word ? &*word : nullptr), sentence); };
    menu.addAction(tr("Impossible: never propose this link"), this, [=] { mark(PairWord::Impossible, tr("Marked as impossible")); });
    menu.addAction(tr("Known: this link is agreed"), this, [=] { mark(PairWord::Known, tr("Marked as known")); });
    menu.addAction(tr("No word about this link"), this, [=] { mark(std::nullopt, tr("Mark taken away")); });
    const auto impossible = std::ranges::count(before.pairs, PairWord::Impossible, &PairMark::word);
    if (impossible == 0) return;
    menu.addSeparator();
    menu.addAction(tr("Forget all impossible links (%1)").arg(impossible), this, [=, this] {
        ForecastMarks marks = before;
        std::erase_if(marks.pairs, [](const PairMark& p) { return p.word == PairWord::Impossible; });
        emit marksEdited(marks, tr("Impossible links are proposed again"));
    });
}

} // namespace chainscape::ui
