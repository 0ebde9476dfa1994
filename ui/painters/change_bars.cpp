// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/change_bars.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "ui/painters/words_at.h"
#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kRounding = 1e-9; ///< parts below are rounding
constexpr double kTitle = 22, kTextLine = 16, kAxis = 34, kPeriods = 20;

void put(DisplayList& list, const QString& words, QPointF at, double pixels, int weight, const QColor& colour, Across across = Across::Left, double width = 0) {
    putWords(list, words, at, {.pixels = pixels, .weight = weight, .colour = colour, .across = across, .width = width});
}

QString turnoverText(const Turnover& t, const QLocale& locale) {
    const auto n = [&](std::size_t count) { return countText(qint64(count), locale); };
    return Words::tr("Links: %1 new, %2 gone. Firms: %3 entered, %4 left.").arg(n(t.births), n(t.deaths), n(t.firmsEntered), n(t.firmsLeft));
}

/// "As much as 2.1 normal years", or nothing where that cannot be told.
QString yearsText(const ChangeInput& input) {
    if (!input.history) return {};
    const NormalChange& normal = input.history->normal;
    const double years = yearsOfNormalChange(input.change->change, normal);
    if (normal.steps < 2 || !std::isfinite(years)) return {};
    return Words::tr("As much as %1 usual years (R* %2 to %3 a year).").arg(shortText(years, 2, input.locale), shortText(normal.low, 2, input.locale), shortText(normal.high, 2, input.locale));
}

QString firmWord(const ChangeInput& input, std::uint32_t firm) { return elided(fromUtf8(input.change->after->dataset().firms().name[input.change->firmIndex(firm)]), 20); }

/// The link that makes most of it.
QString contributorsText(const ChangeInput& input) {
    const ChangeTable& table = input.change->table;
    double all = 0;
    for (const auto& link : table.links) all += std::fabs(link.delta());
    const auto first = input.change->largestLinks(1);
    if (first.empty()) return {};
    const auto& link = table.links[first.front()];
    return Words::tr("Most: %1 to %2, %3").arg(firmWord(input, link.source), firmWord(input, link.target), percentText(std::fabs(link.delta()) / all, input.locale));
}

/// Who stands between, before and after.
QString platformText(const ChangeInput& input) {
    const RenameReading& r = input.change->reading;
    if (r.mediators.empty()) return {};
    const auto share = [&](double v) { return std::isnan(v) ? Words::tr("none") : percentText(v, input.locale); };
    return Words::tr("Platforms: %1 to %2 of final value").arg(share(r.platformBefore), share(r.platformAfter));
}

/// The largest platform.
QString mediatorText(const ChangeInput& input) {
    const RenameReading& r = input.change->reading;
    if (r.mediators.empty()) return {};
    const auto share = [&](double v) { return std::isnan(v) ? Words::tr("none") : percentText(v, input.locale); };
    const Mediator& first = r.mediators.front();
    return Words::tr("%1 passes %2, then %3 of all").arg(firmWord(input, first.firm), share(first.before), share(first.after));
}

QString renameText(const ChangeInput& input) {
    const RenameReading& r = input.change->reading;
    if (r.guesses.empty() || !std::isfinite(r.rStarIfRenamed)) return {};
    const RenameGuess& first = r.guesses.front();
    return Words::tr("%1 may go on as %2: R* then %3").arg(firmWord(input, first.gone), firmWord(input, first.entered), shortText(r.rStarIfRenamed, 2, input.locale));
}

/// The least of 0.05, 0.1, 0.2, 0.25, 0.5, 1 that holds the value.
double topOf(double value) {
    for (const double top : {0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8})
        if (value <= top) return top;
    return 1;
}

class BarPainter {
public:
    BarPainter(DisplayList& list, const ChangeInput& input, const QRectF& area, const Theme& theme)
        : m_list(list), m_input(input), m_steps(input.history->steps), m_theme(theme), m_area(area),
          m_plot(area.adjusted(kAxis, kTitle + 22, -44, -kPeriods)), m_slot(m_plot.width() / double(input.history->steps.size())) {
        double most = 0;
        for (const auto& step : m_steps)
            if (std::isfinite(step.change.ri)) most = std::max({most, step.change.ri, std::isfinite(step.change.rStar) ? step.change.rStar : 0.0});
        m_top = topOf(most);
    }

    void paint() {
        put(m_list, Words::tr("Restructuring index, each period against the one before"), {m_area.left(), m_area.top() + 8}, size::sectionFont, size::semibold, m_theme.text,
            Across::Left, m_area.width());
        grid();
        usual();
        compared();
        noise();
        for (std::size_t i = 0; i < m_steps.size(); ++i) bar(i);
        star();
        periods();
        events();
    }

private:
    [[nodiscard]] double x(std::size_t i) const { return m_plot.left() + (double(i) + 0.5) * m_slot; }
    [[nodiscard]] double y(double value) const { return m_plot.bottom() - value / m_top * m_plot.height(); }

    void grid() {
        const StyleId style = m_list.lineStyle({m_theme.hairline.rgba(), 0, 0});
        for (const double value : {0.0, m_top / 2, m_top}) {
            m_list.line({m_plot.left(), y(value)}, {m_plot.right(), y(value)}, size::hairlineWidth, style);
            put(m_list, shortText(value, 2, m_input.locale), {m_plot.left() - 6, y(value)}, size::smallestFont, size::regular, m_theme.secondary, Across::Right);
        }
    }

    /// The spread of R* over a year in this data, and why there is no band of chance.
    void usual() {
        const NormalChange& n = m_input.history->normal;
        const auto& bands = m_input.history->noise;
        const auto estimated = std::ranges::count_if(bands, [](const NoiseBand& b) { return b.estimated; });
        QString note;
        if (estimated > 0) note = Words::tr("Grey band: what chance alone would make of R* in 90 of 100 cases.");
        else if (!bands.empty()) note = Words::tr("Noise %1.").arg(fromUtf8(bands.back().reason));
        if (n.steps >= 2) {
            m_list.rect({QRectF(QPointF(m_plot.left(), y(std::min(m_top, n.high))), QPointF(m_plot.right(), y(n.low))), 0, {withAlpha(m_theme.accent, 0.07).rgba(), 0}, {}});
            note += QLatin1Char(' ') + Words::tr("Tinted: R* of all years, %1 to %2.").arg(shortText(n.low, 2, m_input.locale), shortText(n.high, 2, m_input.locale));
        }
        put(m_list, note, {m_area.left(), m_area.top() + 24}, size::smallestFont, size::regular, m_theme.secondary, Across::Left, m_area.width());
    }

    void noise() {
        const auto& bands = m_input.history->noise;
        for (std::size_t i = 0; i < std::min(bands.size(), m_steps.size()); ++i) {
            if (!bands[i].estimated) continue;
            const QRectF box(QPointF(m_plot.left() + double(i) * m_slot, y(std::min(m_top, bands[i].rStarHigh))), QPointF(m_plot.left() + double(i + 1) * m_slot, y(bands[i].rStarLow)));
            m_list.rect({box, 0, {withAlpha(m_theme.unknown, 0.35).rgba(), 0}, {}});
        }
    }

    /// Events of the project and new regimes of R*: thin dashed uprights with words.
    void events() {
        const StyleId style = m_list.lineStyle({m_theme.secondary.rgba(), 3, 3});
        const auto upright = [&](double at, const QString& words, const QColor& ink) {
            m_list.line({at, m_plot.top() - 2}, {at, m_plot.bottom()}, 1, style);
            Text t;
            t.text = words;
            t.anchor = {at + 3, m_plot.top() + 4};
            t.size = size::smallestFont;
            t.colour = ink.rgba();
            t.halo = m_theme.canvas.rgba();
            t.across = Across::Left;
            t.upright = Upright::Middle;
            t.importance = 1;
            m_list.text(t);
        };
        const auto& dataset = m_input.change->after->dataset();
        for (const auto& event : m_input.spec.change.settings.events) {
            const auto period = dataset.periodIndex(event.period);
            const auto it = std::ranges::find(m_steps, period, &ChangeStep::to);
            if (it != m_steps.end()) upright(x(std::size_t(it - m_steps.begin())) - m_slot / 2, elided(fromUtf8(event.name), 24), m_theme.text);
        }
        if (m_input.history->regimes.judged)
            for (const auto start : m_input.history->regimes.starts) upright(m_plot.left() + double(start) * m_slot, Words::tr("new regime"), m_theme.accent);
    }

    /// The steps between A and B.
    void compared() {
        const auto a = m_input.change->before->spec().from, b = m_input.change->after->spec().from;
        const auto inside = [&](const ChangeStep& s) { return s.from >= a && s.to <= b; };
        const auto first = std::ranges::find_if(m_steps, inside);
        if (first == m_steps.end()) return;
        const auto from = std::size_t(first - m_steps.begin());
        const auto count = std::size_t(std::ranges::count_if(m_steps, inside));
        const double left = m_plot.left() + double(from) * m_slot, width = double(count) * m_slot;
        m_list.rect({QRectF(left, m_plot.top() - 4, width, m_plot.height() + 4), 0, {m_theme.selectionTint.rgba(), 0}, {}});
        m_list.rect({QRectF(left + 1, m_plot.bottom() + 1, width - 2, 2.5), 0, {m_theme.selected.rgba(), 0}, {}});
    }

    void bar(std::size_t i) {
        const Restructuring& c = m_steps[i].change;
        const double width = std::min(44.0, m_slot * 0.62), left = x(i) - width / 2;
        const ItemRef item{ItemKind::Step, std::uint32_t(i)};
        if (!std::isfinite(c.ri)) { // unknown: grey and hatched
            m_list.rect({QRectF(left, m_plot.bottom() - 12, width, 12), 0, {m_theme.unknown.rgba(), m_theme.unknown.rgba(), 1, 0, 0, Pattern::Hatch}, item});
        } else {
            const PartColours colours = partColours(m_theme);
            double below = 0;
            for (const auto& [part, colour] : {std::pair{c.between, colours.between}, {c.within, colours.within}, {c.growth, colours.growth}}) {
                m_list.rect({QRectF(QPointF(left, y(below + part)), QPointF(left + width, y(below))), 0, {colour.rgba(), 0}, item});
                below += part;
            }
        }
        m_list.rect({QRectF(m_plot.left() + double(i) * m_slot, m_plot.top(), m_slot, m_plot.height() + kPeriods), 0, {0, 0}, item});
    }

    /// R* as a line over the bars, its peak with the value and the end with the name.
    void star() {
        const StyleId style = m_list.lineStyle({m_theme.accent.rgba(), 0, 0});
        std::size_t peak = m_steps.size(), last = m_steps.size();
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            const double r = m_steps[i].change.rStar;
            if (!std::isfinite(r)) continue;
            if (last + 1 == i) m_list.line({x(last), y(m_steps[last].change.rStar)}, {x(i), y(r)}, 1.8, style);
            m_list.disc({float(x(i)), float(y(r)), 2.6F, 1, m_theme.accent.rgba(), m_theme.canvas.rgba(), {}});
            if (peak == m_steps.size() || r > m_steps[peak].change.rStar) peak = i;
            last = i;
        }
        if (last == m_steps.size()) return;
        put(m_list, QStringLiteral("R*"), {m_plot.right() + 6, y(m_steps[last].change.rStar)}, size::labelFont, size::semibold, m_theme.accent);
        Text t;
        t.text = shortText(m_steps[peak].change.rStar, 2, m_input.locale);
        t.anchor = {x(peak), std::min(y(m_steps[peak].change.rStar), y(m_steps[peak].change.ri))};
        t.shift = {0, -6};
        t.size = size::labelFont;
        t.weight = size::semibold;
        t.colour = m_theme.accent.rgba();
        t.halo = m_theme.canvas.rgba();
        m_list.text(t);
    }

    void periods() {
        const QFontMetricsF metrics(interfaceFont(size::smallestFont));
        const auto word = [&](std::size_t i) { return periodAxisText(m_input.change->after->dataset().periods()[m_steps[i].to].period, m_input.locale); };
        double widest = 1;
        for (std::size_t i = 0; i < m_steps.size(); ++i) widest = std::max(widest, metrics.horizontalAdvance(word(i)));
        const auto every = std::size_t(std::max(1.0, std::ceil((widest + 10) / m_slot)));
        for (std::size_t i = (m_steps.size() - 1) % every; i < m_steps.size(); i += every) // the last one has its word
            put(m_list, word(i), {x(i), m_plot.bottom() + 12}, size::smallestFont, size::regular, m_theme.secondary, Across::Middle);
    }

    DisplayList& m_list;
    const ChangeInput& m_input;
    const std::vector<ChangeStep>& m_steps;
    const Theme& m_theme;
    QRectF m_area, m_plot;
    double m_slot, m_top = 1;
};

} // namespace

PartColours partColours(const Theme& theme) {
    return {mixed(theme.canvas, theme.text, 0.14), mixed(theme.canvas, theme.text, 0.72), mixed(theme.canvas, theme.text, 0.38)};
}

void paintChangeWords(DisplayList& list, const ChangeInput& input, const QRectF& area, const Theme& theme) {
    const Restructuring& c = input.change->change;
    const auto number = [&](double v) { return std::isfinite(v) ? shortText(std::fabs(v) < kRounding ? 0 : v, 2, input.locale) : unknownText(); };
    put(list, Words::tr("Restructuring, %1").arg(comparedText(*input.change, input.locale)), {area.left(), area.top() + 8}, size::sectionFont, size::semibold, theme.text, Across::Left,
        area.width());
    double y = area.top() + kTitle + 12;
    const QString star = Words::tr("R* %1").arg(number(c.rStar));
    put(list, star, {area.left(), y}, size::figureTitleFont, size::semibold, theme.accent);
    const double wide = QFontMetricsF(interfaceFont(size::figureTitleFont, size::semibold)).horizontalAdvance(star) + 10;
    put(list, Words::tr("beyond growth; %1").arg(phaseText(input.change->phase.phase)), {area.left() + wide, y + 2}, size::smallFont, size::regular, theme.text,
        Across::Left, area.width() - wide);
    y += kTextLine + 8;
    const PartColours colours = partColours(theme);
    const auto row = [&](const QColor* swatch, const QString& words, const QString& value, int weight) {
        if (y + kTextLine / 2 > area.bottom()) return;
        if (swatch) list.rect({QRectF(area.left(), y - 5, 10, 10), 2, {swatch->rgba(), 0}, {}});
        put(list, words, {area.left() + 16, y}, size::smallFont, weight, theme.text);
        put(list, value, {area.left() + 160, y}, size::smallFont, weight, theme.text, Across::Right);
        y += kTextLine;
    };
    row(&colours.growth, Words::tr("growth"), number(c.growth), size::regular);
    row(&colours.within, Words::tr("within stages"), number(c.within), size::regular);
    row(&colours.between, Words::tr("between stages"), number(c.between), size::regular);
    row(nullptr, Words::tr("RI, all three"), number(c.ri), size::semibold);
    const QStringList lines{renameText(input), turnoverText(input.change->turnover, input.locale), contributorsText(input), platformText(input), mediatorText(input), yearsText(input)};
    for (const QString& line : lines) {
        if (line.isEmpty() || y + kTextLine / 2 > area.bottom()) continue;
        put(list, line, {area.left(), y + 2}, size::smallFont, size::regular, theme.secondary, Across::Left, area.width());
        y += kTextLine;
    }
}

void paintChangeBars(DisplayList& list, const ChangeInput& input, const QRectF& area, const Theme& theme) {
    if (area.width() < 120 || input.history->steps.empty()) return;
    BarPainter(list, input, area, theme).paint();
}

} // namespace chainscape::ui
