// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The forecast view with several series: stage by stage, or one beside the other, and the menu that adds and takes away.

#include <algorithm>
#include <set>

#include "core/project/structure_series.h"
#include "ui/painters/forecast_boards.h"
#include "ui/painters/forecast_words.h"
#include "ui/style/format.h"
#include "ui/views/forecast/forecast_view.h"

namespace chainscape::ui {

bool ForecastView::showsGroup() const {
    const auto show = m_session.spec().forecastShow;
    return show == ForecastShow::Stages || show == ForecastShow::Several;
}

void ForecastView::computeGroup() {
    m_jobs.start<ForecastGroup>(
        QStringLiteral("forecast"), [request = ForecastRequest{m_session.dataset(), figureSpec(), m_memory, {}}](Progress& progress) { return forecastGroup(request, progress); },
        [this](Result<ForecastGroup> made) {
            if (!made) return tell(QString::fromStdString(made.error().message));
            m_group = std::make_shared<const ForecastGroup>(std::move(*made));
            m_message.clear();
            fillControls();
            repaintChart();
        });
}

ForecastGroupInput ForecastView::groupInput() const {
    ForecastGroupInput in;
    in.group = m_group;
    in.message = m_message;
    in.dataset = m_session.dataset();
    in.show = m_session.spec().forecastShow;
    in.logAxis = m_session.spec().logAxis;
    in.filtered = !m_session.spec().filter.empty();
    in.theme = m_theme;
    in.palette = m_session.spec().network.palette;
    return in;
}

void ForecastView::addSeries(const std::vector<std::string>& names) {
    m_session.edit(What::Look, [&](ViewSpec& s) {
        for (const auto& name : names)
            if (std::ranges::find(s.alongside, name) == s.alongside.end() && s.alongside.size() + 1 < kMostSeriesTogether) s.alongside.push_back(name);
    });
}

/// The firms selected or in focus, and the link in focus: those that were clicked in any view.
void ForecastView::fillClickedMenu(QMenu& menu) {
    const Item& focus = m_session.focus();
    std::set<std::string> ids = m_session.selected();
    if (focus.kind == Item::Kind::Firm) ids.insert(focus.id);
    std::vector<std::string> sales;
    for (const auto& id : ids) sales.push_back("firm:" + id);
    if (sales.size() == 1) menu.addAction(seriesTitle(*m_session.dataset(), sales.front()), this, [this, sales] { addSeries(sales); });
    if (sales.size() > 1) menu.addAction(tr("The %1 firms selected").arg(sales.size()), this, [this, sales] { addSeries(sales); });
    if (focus.kind != Item::Kind::Link) return;
    const std::string link = "link:" + focus.id + '>' + focus.target;
    menu.addAction(seriesTitle(*m_session.dataset(), link), this, [this, link] { addSeries({link}); });
}

void ForecastView::fillSeriesMenu(QMenu& menu) {
    if (!m_session.dataset()) return;
    const Dataset& dataset = *m_session.dataset();
    const auto offer = [&](QMenu& where, const std::string& name) { where.addAction(seriesTitle(dataset, name), this, [this, name] { addSeries({name}); }); };
    fillClickedMenu(menu);
    for (const char* name : {"total", "channel:platform", "channel:direct"}) offer(menu, name);
    QMenu* stages = menu.addMenu(tr("Sales of a stage"));
    for (int k = 1; k <= dataset.stages().size(); ++k) offer(*stages, "stage:" + std::to_string(k));
    QMenu* pairs = menu.addMenu(tr("A pair of stages"));
    if (m_group)
        for (const auto& pair : m_group->cases.front().stagePairs) offer(*pairs, "stage-pair:" + pair);
    QMenu* structure = menu.addMenu(tr("A measure of structure"));
    for (const auto& measure : structureMeasures()) offer(*structure, "structure:" + std::string(measure.id));
    const auto alongside = m_session.spec().alongside;
    if (alongside.empty()) return;
    menu.addSeparator();
    QMenu* away = menu.addMenu(tr("Take away"));
    for (const auto& name : alongside) {
        const QString title = seriesTitle(dataset, name);
        away->addAction(title, this, [this, name] { m_session.edit(What::Look, [&](ViewSpec& s) { std::erase(s.alongside, name); }); });
    }
    menu.addAction(tr("Take all away"), this, [this] { m_session.edit(What::Look, [](ViewSpec& s) { s.alongside.clear(); }); });
}

} // namespace chainscape::ui
