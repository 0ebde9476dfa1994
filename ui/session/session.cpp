// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session.h"

#include <algorithm>

#include <QMetaObject>

#include "core/model/view_snapshot.h"

namespace chainscape::ui {
namespace {

constexpr std::size_t kHistory = 200;

int indexOf(const Dataset& dataset, const std::string& text, int fallback) {
    const auto at = text.empty() ? kNone : dataset.periodIndex(text);
    return at == kNone ? fallback : static_cast<int>(at);
}

} // namespace

Session::Session(QObject* parent) : QObject(parent) { remember(); }

void Session::setDataset(DatasetPtr dataset) {
    m_dataset = std::move(dataset);
    m_snapshots->clear();
    if (m_spec.scenario.empty() || !m_base) m_base = m_dataset;
    dropStrangers();
    announce(What::All);
}

void Session::setAnalysis(const AnalysisOptions& options) {
    if (options == m_analysis) return;
    m_analysis = options;
    announce(What::Settings);
}

/// Forgets what the spec names and the new dataset does not have.
void Session::dropStrangers() {
    if (!m_dataset) {
        m_focus = m_hover = {};
        m_selected.clear();
        return;
    }
    const auto known = [&](const std::string& id) { return m_dataset->firmIndex(id) != kNone; };
    for (auto* text : {&m_spec.period, &m_spec.from, &m_spec.to})
        if (!text->empty() && m_dataset->periodIndex(*text) == kNone) text->clear();
    const auto units = m_dataset->unitsOf(m_spec.layer);
    if (!m_spec.unit.empty() && std::ranges::find(units, m_spec.unit) == units.end()) m_spec.unit.clear();
    if (m_focus.kind == Item::Kind::Firm && !known(m_focus.id)) m_focus = {};
    if (m_focus.kind == Item::Kind::Link && !(known(m_focus.id) && known(m_focus.target))) m_focus = {};
    if (m_focus.empty()) m_spec.focus.clear();
    m_hover = {};
    std::erase_if(m_selected, [&](const std::string& id) { return !known(id); });
    m_spec.selected.assign(m_selected.begin(), m_selected.end());
}

SnapshotPtr Session::snapshot() const {
    if (m_snapshotFresh) return m_snapshot;
    m_snapshotFresh = true;
    m_snapshot = nullptr;
    if (!hasData()) {
        m_snapshotError = {ErrorCode::NoData, "There is no data yet.", {}};
        return nullptr;
    }
    const auto spec = snapshotSpec(*m_dataset, m_spec);
    auto made = spec ? m_snapshots->at(m_dataset, *spec) : tl::unexpected(spec.error());
    if (made) m_snapshot = std::move(*made);
    else m_snapshotError = made.error();
    return m_snapshot;
}

void Session::edit(Changes what, const std::function<void(ViewSpec&)>& change) {
    ViewSpec next = m_spec;
    change(next);
    if (next == m_spec) return;
    m_spec = std::move(next);
    remember();
    announce(what);
}

void Session::setSpec(const ViewSpec& spec) {
    m_spec = spec;
    m_selected = {spec.selected.begin(), spec.selected.end()};
    m_focus = spec.focus.empty() ? Item{} : Item::firm(spec.focus);
    dropStrangers();
    announce(What::All);
}

int Session::periodIndex() const {
    return hasData() ? indexOf(*m_dataset, m_spec.period, static_cast<int>(m_dataset->periods().size()) - 1) : -1;
}

void Session::setPeriodIndex(int index) {
    if (!hasData()) return;
    index = std::clamp(index, 0, static_cast<int>(m_dataset->periods().size()) - 1);
    const auto& text = m_dataset->periods()[std::size_t(index)].text;
    if (periodIndex() == index && m_spec.period == text) return;
    m_spec.period = text; // not remembered: playing would flood back()
    announce(What::Period);
}

int Session::markerA() const { return hasData() ? indexOf(*m_dataset, m_spec.from, 0) : -1; }

int Session::markerB() const {
    return hasData() ? indexOf(*m_dataset, m_spec.to, static_cast<int>(m_dataset->periods().size()) - 1) : -1;
}

void Session::setMarkers(int a, int b) {
    if (!hasData()) return;
    const int last = static_cast<int>(m_dataset->periods().size()) - 1;
    a = std::clamp(a, 0, last);
    b = std::clamp(b, 0, last);
    if (a > b) std::swap(a, b);
    edit(What::Period, [&](ViewSpec& s) {
        s.from = m_dataset->periods()[std::size_t(a)].text;
        s.to = m_dataset->periods()[std::size_t(b)].text;
    });
}

void Session::setFocus(const Item& item) {
    takeFocus(item);
    remember();
}

void Session::takeFocus(const Item& item) {
    if (m_focus == item) return;
    m_focus = item;
    m_spec.focus = item.kind == Item::Kind::Firm ? item.id : std::string{};
    announce(What::Focus);
}

void Session::setHover(const Item& item) {
    if (m_hover == item) return;
    m_hover = item;
    announce(What::Hover);
}

void Session::setSelected(std::set<std::string> firms) {
    takeSelected(std::move(firms));
    remember();
}

void Session::choose(std::set<std::string> firms) {
    const bool elsewhere = (m_focus.kind == Item::Kind::Firm || m_focus.kind == Item::Kind::Link) && !firms.contains(m_focus.id);
    if (elsewhere) takeFocus({});
    takeSelected(std::move(firms));
    remember();
}

void Session::takeSelected(std::set<std::string> firms) {
    if (m_selected == firms) return;
    m_selected = std::move(firms);
    m_spec.selected.assign(m_selected.begin(), m_selected.end());
    announce(What::Selection);
}

void Session::click(const Item& item, bool extend) {
    std::set<std::string> next = extend ? m_selected : std::set<std::string>{};
    if (item.kind == Item::Kind::Firm) {
        if (extend && next.contains(item.id)) next.erase(item.id);
        else next.insert(item.id);
    } else if (item.kind == Item::Kind::Link && !extend) {
        next = {item.id, item.target};
    }
    if (item.empty() && next.empty() && !m_selected.empty()) say({}); // what was said of them is over
    takeFocus(item);
    takeSelected(std::move(next));
    remember(); // both as one step back
}

void Session::back() {
    if (!canGoBack()) return;
    setSpec(m_history[--m_at]);
}

void Session::forward() {
    if (!canGoForward()) return;
    setSpec(m_history[++m_at]);
}

void Session::remember() {
    if (m_at < m_history.size() && m_history[m_at] == m_spec) return;
    if (!m_history.empty()) m_history.resize(m_at + 1);
    m_history.push_back(m_spec);
    if (m_history.size() > kHistory) m_history.erase(m_history.begin());
    m_at = m_history.size() - 1;
}

void Session::announce(Changes what) {
    if (what & (What::Dataset | What::Period | What::Filter)) m_snapshotFresh = false;
    const bool waiting = bool(m_pending);
    m_pending |= what;
    if (waiting) return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            const Changes now = m_pending;
            m_pending = {};
            emit changed(now);
        },
        Qt::QueuedConnection);
}

} // namespace chainscape::ui
