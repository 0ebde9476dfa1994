// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/change_bars.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "ui/painters/change_axis.h"
#include "ui/painters/words_at.h"
#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kRounding = 1e-9; ///< parts below are rounding
constexpr double kAir = 0.92;      ///< of a line that measured words may fill
constexpr double kTitle = 22, kTextLine = 16, kAxis = 34, kPeriods = 20, kPhases = 16;

void put(DisplayList& list, const QString& words, QPointF at, double pixels, int weight, const QColor& colour, Across across = Across::Left, double width = 0) {
    putWords(list, words, at, {.pixels = pixels, .weight = weight, .colour = colour, .across = across, .width = width});
}

/// Names as long as the line bears them.
template <class WordsOf>
QString asLongAs(const WordsOf& words, double width) {
    int letters = 40;
    while (letters > 8 && QFontMetricsF(interfaceFont(size::smallFont)).horizontalAdvance(words(letters)) > kAir * width) --letters;
    return words(letters);
}

/// One line where that fits, else one for links and one for firms.
QStringList turnoverTexts(const ChangeInput& input, double width) {
    const Turnover& t = input.change->turnover;
    const auto n = [&](std::size_t count) { return countText(qint64(count), input.locale); };
    const QString links = Words::tr("Links: %1 new, %2 gone.").arg(n(t.births), n(t.deaths));
    const QString firms = (input.spec.change.sameFirms ? Words::tr("Firms left out: %1 new, %2 gone.") : Words::tr("Firms: %1 entered, %2 left.")).arg(n(t.firmsEntered), n(t.firmsLeft));
    const QString both = links + ' ' + firms;
    return QFontMetricsF(interfaceFont(size::smallFont)).horizontalAdvance(both) <= width ? QStringList{both} : QStringList{links, firms};
}

/// "As much as 2.1 normal years", or nothing where that cannot be told.
QString yearsText(const ChangeInput& input) {
    if (!input.history) return {};
    const NormalChange& normal = input.history->normal;
    const double years = yearsOfNormalChange(input.change->change, normal);
    if (normal.steps < 2 || !std::isfinite(years)) return {};
    return Words::tr("As much as %1 usual years (R* %2 to %3 a year).").arg(shortText(years, 2, input.locale), shortText(normal.low, 2, input.locale), shortText(normal.high, 2, input.locale));
}

QString firmName(const ChangeInput& input, std::uint32_t firm) { return fromUtf8(input.change->after->dataset().firms().name[input.change->firmIndex(firm)]); }
QString firmWord(const ChangeInput& input, std::uint32_t firm) { return elided(firmName(input, firm), 20); }

/// Who came and who left, where they are few.
QString namesText(const ChangeInput& input) {
    constexpr std::size_t kFew = 2;
    QStringList entered, left;
    if (input.spec.change.sameFirms) return {};
    for (std::uint32_t f = 0; f < input.change->table.firms.size(); ++f) {
        const ChangedFirm& firm = input.change->table.firms[f];
        if (firm.before == kNone) entered << firmName(input, f);
        if (firm.after == kNone) left << firmName(input, f);
    }
    const auto count = std::size_t(entered.size() + left.size());
    if (count == 0 || count > kFew) return {};
    QStringList words;
    for (const QString& name : entered) words << Words::tr("+ %1").arg(name);
    for (const QString& name : left) words << QChar(0x2212) + QStringLiteral(" %1").arg(name);
    return words.join(QStringLiteral(", "));
}

/// The largest link that is new: trade that goes another way than before.
QString newLinkText(const ChangeInput& input, double width) {
    const ChangeTable& table = input.change->table;
    const ChangedLink* largest = nullptr;
    for (const auto& link : table.links)
        if (!link.inBefore && link.inAfter && (!largest || link.after > largest->after)) largest = &link;
    if (!largest) return {};
    const auto words = [&](int letters) {
        return Words::tr("Largest new link: %1 to %2").arg(elided(firmName(input, largest->source), letters), elided(firmName(input, largest->target), letters));
    };
    return asLongAs(words, width);
}

/// The link that makes most of it.
QString contributorsText(const ChangeInput& input, double width) {
    const ChangeTable& table = input.change->table;
    double all = 0;
    for (const auto& link : table.links) all += std::fabs(link.delta());
    const auto first = input.change->largestLinks(1);
    if (first.empty()) return {};
    const auto& link = table.links[first.front()];
    const auto words = [&](int letters) {
        return Words::tr("%1 of it: %2 to %3")
            .arg(percentText(std::fabs(link.delta()) / all, input.locale), elided(firmName(input, link.source), letters), elided(firmName(input, link.target), letters));
    };
    return asLongAs(words, width);
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
    if (r.guesses.size() > 1)
        return Words::tr("%1 firms may only have new names: R* then %2").arg(countText(qint64(r.guesses.size()), input.locale), shortText(r.rStarIfRenamed, 2, input.locale));
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
          m_axis(list, input, theme, area.adjusted(kAxis, kTitle + 22, -44, -kPeriods - kPhases), input.history->steps.size()) {
        double most = 0;
        for (const auto& step : m_steps) {
            if (std::isfinite(step.change.ri)) most = std::max({most, step.change.ri, std::isfinite(step.change.rStar) ? step.change.rStar : 0.0});
            m_periods.push_back(step.to);
        }
        m_axis.setRange(0, topOf(most));
    }

    void paint() {
        put(m_list, Words::tr("Restructuring index, each period against the one before"), {m_area.left(), m_area.top() + 8}, size::sectionFont, size::semibold, m_theme.text,
            Across::Left, m_area.width());
        m_axis.grid([this](double v) { return shortText(v, 2, m_input.locale); });
        usual();
        compared();
        noise();
        for (std::size_t i = 0; i < m_steps.size(); ++i) bar(i);
        star();
        m_axis.periodWords(m_periods);
        phases();
        m_axis.events(m_periods);
        if (m_input.history->regimes.judged)
            for (const auto start : m_input.history->regimes.starts) m_axis.upright(m_axis.edge(start), Words::tr("new regime"), m_theme.accent, 1);
    }

private:
    [[nodiscard]] double x(std::size_t i) const { return m_axis.x(i); }
    [[nodiscard]] double y(double value) const { return m_axis.y(value); }

    /// The spread of R* over a year in this data, and why there is no band of chance.
    void usual() {
        const NormalChange& n = m_input.history->normal;
        const auto& bands = m_input.history->noise;
        const auto estimated = std::ranges::count_if(bands, [](const NoiseBand& b) { return b.estimated; });
        QString note;
        if (estimated > 0) note = Words::tr("Grey band: what chance alone would make of R* in 90 of 100 cases.");
        else if (!bands.empty()) note = Words::tr("Noise %1.").arg(fromUtf8(bands.back().reason));
        if (n.steps >= 2) {
            m_list.rect({QRectF(QPointF(m_axis.plot().left(), y(std::min(m_axis.high(), n.high))), QPointF(m_axis.plot().right(), y(n.low))), 0, {withAlpha(m_theme.accent, 0.14).rgba(), 0}, {}});
            note += QLatin1Char(' ') + Words::tr("Tinted: R* of all years, %1 to %2.").arg(shortText(n.low, 2, m_input.locale), shortText(n.high, 2, m_input.locale));
        }
        put(m_list, note, {m_area.left(), m_area.top() + 24}, size::smallestFont, size::regular, m_theme.secondary, Across::Left, m_area.width());
    }

    void noise() {
        const auto& bands = m_input.history->noise;
        for (std::size_t i = 0; i < std::min(bands.size(), m_steps.size()); ++i) {
            if (!bands[i].estimated) continue;
            const QRectF box(QPointF(m_axis.edge(i), y(std::min(m_axis.high(), bands[i].rStarHigh))), QPointF(m_axis.edge(i + 1), y(bands[i].rStarLow)));
            m_list.rect({box, 0, {withAlpha(m_theme.unknown, 0.35).rgba(), 0}, {}});
        }
    }

    /// The steps between A and B.
    void compared() {
        const auto a = m_input.change->before->spec().from, b = m_input.change->after->spec().from;
        const auto inside = [&](const ChangeStep& s) { return s.from >= a && s.to <= b; };
        const auto first = std::ranges::find_if(m_steps, inside);
        if (first == m_steps.end()) return;
        const auto from = std::size_t(first - m_steps.begin());
        m_axis.mark(from, from + std::size_t(std::ranges::count_if(m_steps, inside)) - 1);
    }

    /// The phase of every period as a chip, named once for all equal ones in a row where the word fits; those that say something stand out.
    void phases() {
        const auto& all = m_input.history->phases;
        const double top = m_axis.plot().bottom() + kPeriods + 1;
        put(m_list, Words::tr("phase"), {m_axis.plot().left() - 6, top + kPhases / 2 - 1}, size::smallestFont, size::regular, m_theme.secondary, Across::Right);
        for (std::size_t i = 0; i < all.size(); ++i)
            if (all[i].phase != Phase::NotEnoughData) // the hatched bar tells
                m_list.rect({QRectF(m_axis.edge(i) + 1, top, m_axis.slot() - 2, kPhases - 2), 2, {phaseGround(all[i].phase).rgba(), 0}, {ItemKind::Step, std::uint32_t(i)}});
        const QFontMetricsF metrics(interfaceFont(size::smallestFont));
        for (std::size_t i = 0, end = 0; i < all.size(); i = end) {
            for (end = i + 1; end < all.size() && all[end].phase == all[i].phase;) ++end;
            const QRectF run(m_axis.edge(i), top, m_axis.edge(end) - m_axis.edge(i), kPhases - 2);
            const Phase phase = all[i].phase;
            const QString word = phaseText(phase);
            if (phase == Phase::NotEnoughData || metrics.horizontalAdvance(word) + 6 > run.width()) continue;
            const bool loud = phase == Phase::Remix || phase == Phase::Restructuring;
            put(m_list, word, run.center(), size::smallestFont, loud ? size::semibold : size::regular, phase == Phase::Restructuring ? m_theme.canvas : m_theme.text, Across::Middle);
        }
    }

    [[nodiscard]] QColor phaseGround(Phase phase) const {
        if (phase == Phase::Restructuring) return m_theme.accent;
        if (phase == Phase::Remix) return mixed(m_theme.canvas, m_theme.accent, 0.45);
        return phase == Phase::Digitalisation ? mixed(m_theme.canvas, m_theme.accent, 0.2) : m_theme.hairline;
    }

    void bar(std::size_t i) {
        const Restructuring& c = m_steps[i].change;
        const double width = std::min(44.0, m_axis.slot() * 0.62), left = x(i) - width / 2;
        const ItemRef item{ItemKind::Step, std::uint32_t(i)};
        if (!std::isfinite(c.ri)) { // unknown: grey and hatched
            m_list.rect({QRectF(left, m_axis.plot().bottom() - 12, width, 12), 0, {m_theme.unknown.rgba(), m_theme.unknown.rgba(), 1, 0, 0, Pattern::Hatch}, item});
        } else {
            const PartColours colours = partColours(m_theme);
            double below = 0;
            for (const auto& [part, colour] : {std::pair{c.between, colours.between}, {c.within, colours.within}, {c.growth, colours.growth}}) {
                m_list.rect({QRectF(QPointF(left, y(below + part)), QPointF(left + width, y(below))), 0, {colour.rgba(), 0}, item});
                below += part;
            }
        }
        m_list.rect({QRectF(m_axis.edge(i), m_axis.plot().top(), m_axis.slot(), m_axis.plot().height() + kPeriods), 0, {0, 0}, item});
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
        put(m_list, QStringLiteral("R*"), {m_axis.plot().right() + 6, y(m_steps[last].change.rStar)}, size::labelFont, size::semibold, m_theme.accent);
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

    DisplayList& m_list;
    const ChangeInput& m_input;
    const std::vector<ChangeStep>& m_steps;
    const Theme& m_theme;
    QRectF m_area;
    std::vector<std::uint32_t> m_periods; ///< at the end of every step
    ChangeAxis m_axis;
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
    QStringList lines{renameText(input)};
    lines << turnoverTexts(input, area.width());
    lines << namesText(input) << newLinkText(input, area.width()) << platformText(input) << contributorsText(input, area.width()) << mediatorText(input) << yearsText(input);
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
