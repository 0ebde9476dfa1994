// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/forecast_boards.h"

#include <algorithm>
#include <cmath>

#include <QStringList>

#include "core/project/forecast_outlook.h"
#include "core/project/structure_series.h"
#include "ui/painters/words_at.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kBoardRow = 24, kBoardHead = 26, kBoardGap = 36, kPlotMost = 260, kBoardBar = 54, kSmallRow = 17;
constexpr std::size_t kRowsMost = 60;

/// Text and tables from the top down.
class BoardPen {
public:
    BoardPen(DisplayList& list, ThemeKind kind) : m_list(list), m_theme(theme(kind)) {}

    [[nodiscard]] const Theme& colours() const { return m_theme; }
    [[nodiscard]] DisplayList& list() { return m_list; }
    /// Paragraphs end above this line.
    void setBottom(double bottom) { m_bottom = bottom; }

    void words(const QString& text, QPointF at, double width, double pixels, const QColor& colour, int weight = size::regular, Across across = Across::Left) {
        putWords(m_list, text, at, {.pixels = pixels, .weight = weight, .colour = colour, .across = across, .width = std::max(1.0, width)});
    }
    void head(const QString& text, QPointF at, double width) { words(text, at, width, size::sectionFont, m_theme.text, size::semibold); }
    void plain(const QString& text, QPointF at, double width) { words(text, at, width, size::secondaryFont, m_theme.text); }
    void quiet(const QString& text, QPointF at, double width, Across across = Across::Left) { words(text, at, width, size::secondaryFont, m_theme.secondary, size::regular, across); }
    void rule(double left, double right, double y) { m_list.line({left, y}, {right, y}, size::hairlineWidth, m_list.lineStyle({m_theme.hairline.rgba()})); }
    /// A share as a bar with its words.
    void share(double share, QPointF at, const QColor& colour, const QLocale& locale) {
        m_list.rect({QRectF(at.x(), at.y() - 5, kBoardBar, 10), 2, {withAlpha(m_theme.unknown, 0.18).rgba(), 0}, {}});
        if (!std::isnan(share)) m_list.rect({QRectF(at.x(), at.y() - 5, kBoardBar * std::clamp(share, 0.0, 1.0), 10), 2, {colour.rgba(), 0}, {}});
        const QString text = std::isnan(share) ? unknownText() : share > 0 && share < 0.001 ? Words::tr("under %1").arg(percentText(0.001, locale)) : percentText(share, locale);
        plain(text, {at.x() + kBoardBar + 6, at.y()}, 64);
    }
    /// Words on as many lines as they need; returns the y below them.
    double paragraph(const QString& text, double left, double y, double width) {
        if (y + kSmallRow > m_bottom) return y; // no room: left out
        QString lineOf;
        const double characters = std::max(12.0, width / 6.2); // about the width of a letter at this size
        for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            if (y + kSmallRow > m_bottom) return y;
            if (!lineOf.isEmpty() && double(lineOf.size() + word.size() + 1) > characters) {
                quiet(lineOf, {left, y + kSmallRow / 2}, width);
                y += kSmallRow;
                lineOf.clear();
            }
            lineOf += (lineOf.isEmpty() ? QString() : QStringLiteral(" ")) + word;
        }
        if (lineOf.isEmpty() || y + kSmallRow > m_bottom) return y;
        quiet(lineOf, {left, y + kSmallRow / 2}, width);
        return y + kSmallRow;
    }

private:
    DisplayList& m_list;
    const Theme& m_theme;
    double m_bottom = 1e9;
};

QString firmTitle(const Dataset& dataset, std::uint32_t firm) {
    const auto& firms = dataset.firms();
    return fromUtf8(firms.name[firm].empty() ? firms.id[firm] : firms.name[firm]);
}

QString pairTitle(const Dataset& dataset, std::uint32_t source, std::uint32_t target) { return Words::tr("%1 to %2").arg(firmTitle(dataset, source), firmTitle(dataset, target)); }

/// Core's English reasons in the language of the window.
QString reasonWords(const std::string& reason) {
    QStringList parts;
    for (const QString& part : fromUtf8(reason).split(QStringLiteral("; "))) parts << Words::tr(part.toUtf8().constData());
    return parts.join(QStringLiteral("; "));
}

class LinksBoard {
public:
    LinksBoard(DisplayList& list, const LinksBoardInput& input, const QRectF& area) : m_pen(list, input.theme), m_in(input), m_o(*input.outlook), m_area(area) {}

    Legend paint() {
        const double side = std::clamp(m_area.width() * 0.32, 160.0, kPlotMost);
        paintTest(QRectF(m_area.left(), m_area.top(), side, m_area.height()));
        const QRectF right(m_area.left() + side + kBoardGap, m_area.top(), m_area.width() - side - kBoardGap, m_area.height());
        const double upper = std::floor(right.height() * 0.6);
        paintGhosts(QRectF(right.left(), right.top(), right.width(), upper));
        paintFading(QRectF(right.left(), right.top() + upper + 8, right.width(), right.height() - upper - 8));
        m_pen.list().summary = Words::tr("Links that may appear: %1 pairs with a chance; links that may end: %2 links").arg(m_o.ghosts.size()).arg(m_o.fading.size());
        Legend legend;
        legend.notes << Words::tr("New firms cannot be foreseen: only pairs of firms that already trade are scored.");
        return legend;
    }

private:
    void paintTest(const QRectF& box) {
        const Theme& t = m_pen.colours();
        m_pen.head(Words::tr("What was said against what came"), {box.left(), box.top() + 9}, box.width());
        m_pen.setBottom(box.bottom());
        const double size = std::max(60.0, std::min(box.width() - 34, box.height() * 0.34));
        const QRectF plot(box.left() + 34, box.top() + kBoardHead + 4, size, size);
        const StyleId grid = m_pen.list().lineStyle({t.hairline.rgba()}), diagonal = m_pen.list().lineStyle({t.unknown.rgba(), 4, 3});
        for (const double share : {0.0, 0.5, 1.0}) {
            const double y = plot.bottom() - share * size, x = plot.left() + share * size;
            m_pen.list().line({plot.left(), y}, {plot.right(), y}, size::hairlineWidth, grid);
            m_pen.quiet(percentText(share, m_in.locale), {plot.left() - 8, y}, 40, Across::Right);
            m_pen.quiet(percentText(share, m_in.locale), {x, plot.bottom() + 16}, 40, Across::Middle);
        }
        m_pen.list().line(plot.bottomLeft(), plot.topRight(), size::hairlineWidth, diagonal);
        for (const auto& test : m_o.tests)
            for (const auto& bin : test.calibration)
                if (bin.count > 0)
                    m_pen.list().disc({float(plot.left() + bin.probability * size), float(plot.bottom() - bin.share * size), float(std::min(9.0, 2.5 + std::log2(double(bin.count)) * 0.7)), 1.5F,
                                       (test.rule == "new" ? t.up : t.down).rgba(), t.canvas.rgba(), {}});
        double y = m_pen.paragraph(Words::tr("across: probability said; up: share that came"), box.left(), plot.bottom() + 27, box.width()) + 6;
        if (m_o.tests.empty()) m_pen.paragraph(Words::tr("Three periods are needed to test what is said here."), box.left(), y, box.width());
        for (const auto& test : m_o.tests) y = paintNumbers(test, box, y) + 8;
        if (m_o.newLinks > 0)
            m_pen.paragraph(Words::tr("New links in the last period: %1; with a firm that did not trade before, so that no structure could have told them: %2.").arg(m_o.newLinks).arg(m_o.newFirmLinks),
                            box.left(), y, box.width());
    }

    double paintNumbers(const LinkTest& test, const QRectF& box, double y) {
        const bool fresh = test.rule == "new";
        m_pen.words(fresh ? Words::tr("New links, tested on %1 later steps").arg(test.periods) : Words::tr("Links that stay, tested on %1 later steps").arg(test.periods), {box.left(), y + 8}, box.width(),
                    size::secondaryFont, fresh ? m_pen.colours().up : m_pen.colours().down, size::semibold);
        if (test.hits == 0) y = m_pen.paragraph(Words::tr("None of %1 pairs came true.").arg(test.pairs), box.left(), y + kSmallRow, box.width());
        else y = m_pen.paragraph(Words::tr("%1 of the first %2 came true; chance alone gives %3.").arg(percentText(test.precisionAtHits, m_in.locale)).arg(test.hits).arg(percentText(test.baseRate, m_in.locale)),
                            box.left(), y + kSmallRow, box.width());
        if (test.hits == 0) return y;
        return m_pen.paragraph(Words::tr("Average precision %1. Brier score %2, base rate alone %3.")
                                   .arg(shortText(test.averagePrecision, 2, m_in.locale), shortText(test.brier, 2, m_in.locale), shortText(test.baseBrier, 2, m_in.locale)),
                               box.left(), y, box.width());
    }

    void paintRow(const QRectF& box, double y, std::uint32_t item, double share, const QString& title, const QString& note, const QColor& colour) {
        m_pen.list().rect({QRectF(box.left(), y, box.width(), kBoardRow), 0, {withAlpha(m_pen.colours().canvas, 0.01).rgba(), 0}, {ItemKind::Link, item}});
        const double middle = y + kBoardRow / 2, bar = kBoardBar + 78, name = std::min(box.width() * 0.4, 260.0);
        m_pen.share(share, {box.left(), middle}, colour, m_in.locale);
        m_pen.plain(title, {box.left() + bar, middle}, name);
        m_pen.quiet(note, {box.left() + bar + name + 12, middle}, box.width() - bar - name - 12);
        m_pen.rule(box.left(), box.right(), y + kBoardRow);
    }

    [[nodiscard]] static std::size_t rowsIn(const QRectF& box, std::size_t count) {
        return std::min({count, kRowsMost, static_cast<std::size_t>(std::max(0.0, (box.height() - kBoardHead) / kBoardRow))});
    }

    void paintGhosts(const QRectF& box) {
        const std::size_t rows = rowsIn(box, m_o.ghosts.size());
        QString head = Words::tr("Links that may appear");
        if (rows < m_o.ghosts.size()) head += Words::tr(": the %1 likeliest of %2").arg(rows).arg(m_o.ghosts.size());
        m_pen.head(head, {box.left(), box.top() + 9}, box.width());
        for (std::size_t i = 0; i < rows; ++i) {
            const auto& g = m_o.ghosts[i];
            paintRow(box, box.top() + kBoardHead + double(i) * kBoardRow, std::uint32_t(i), g.probability, pairTitle(*m_in.dataset, g.source, g.target), reasonWords(g.reason), m_pen.colours().up);
        }
        if (m_o.ghosts.empty()) m_pen.quiet(Words::tr("No pair of firms that does not trade yet has a score."), {box.left(), box.top() + kBoardHead + 10}, box.width());
    }

    void paintFading(const QRectF& box) {
        const std::size_t rows = rowsIn(box, m_o.fading.size());
        m_pen.head(Words::tr("Links that may end: chance to stay"), {box.left(), box.top() + 9}, box.width());
        for (std::size_t i = 0; i < rows; ++i) {
            const auto& f = m_o.fading[i];
            paintRow(box, box.top() + kBoardHead + double(i) * kBoardRow, std::uint32_t(m_o.ghosts.size() + i), f.stays, pairTitle(*m_in.dataset, f.source, f.target),
                     Words::tr("traded in %1 of the recent periods, the latest counting most").arg(percentText(f.record, m_in.locale)), m_pen.colours().down);
        }
    }

    BoardPen m_pen;
    const LinksBoardInput& m_in;
    const LinkOutlook& m_o;
    QRectF m_area;
};

QString levelWords(const std::string& level) {
    if (level == "total") return Words::tr("whole chain");
    if (level == "channel") return Words::tr("platform and direct");
    if (level == "stage") return Words::tr("stages");
    if (level == "stage-pair") return Words::tr("pairs of stages");
    if (level == "firm") return Words::tr("firms");
    if (level == "link") return Words::tr("links");
    if (level == "structure") return Words::tr("structure");
    return Words::tr("all forecasts");
}

class LedgerBoard {
public:
    LedgerBoard(DisplayList& list, const LedgerBoardInput& input, const QRectF& area) : m_pen(list, input.theme), m_in(input), m_area(area) {}

    Legend paint() {
        const auto& ledger = m_in.memory->ledger;
        const auto scores = ledgerScores(ledger);
        const double left = std::clamp(m_area.width() * 0.46, 240.0, 520.0);
        paintRecord(scores, QRectF(m_area.left(), m_area.top(), left, m_area.height()));
        paintEntries(QRectF(m_area.left() + left + kBoardGap, m_area.top(), m_area.width() - left - kBoardGap, m_area.height()));
        m_pen.list().summary = Words::tr("Ledger: %1 issued forecasts, %2 scored").arg(ledger.size()).arg(scores.empty() ? 0 : scores.front().scored);
        Legend legend;
        legend.notes << Words::tr("Issued forecasts are never changed; each is scored once, when the data of its period first arrives.");
        return legend;
    }

private:
    void paintRecord(const std::vector<LedgerScore>& scores, const QRectF& box) {
        m_pen.head(Words::tr("The record"), {box.left(), box.top() + 9}, box.width());
        double y = box.top() + kBoardHead;
        if (scores.empty()) {
            m_pen.paragraph(Words::tr("Nothing can be scored yet. When the next export is imported, every forecast whose period it brings is held to its word."), box.left(), y, box.width());
            return;
        }
        const auto& all = scores.front();
        y = m_pen.paragraph(Words::tr("%1 of %2 outcomes fell inside the likely range, which promises %3.").arg(percentText(all.inside80, m_in.locale), countText(qint64(all.scored), m_in.locale), percentText(0.8, m_in.locale)),
                            box.left(), y, box.width());
        if (!std::isnan(all.skill))
            y = m_pen.paragraph(all.skill >= 0 ? Words::tr("Errors were %1 smaller than those of repeating the past.").arg(percentText(all.skill, m_in.locale))
                                               : Words::tr("Errors were %1 larger than those of repeating the past.").arg(percentText(-all.skill, m_in.locale)),
                                box.left(), y, box.width());
        y = m_pen.paragraph(all.bias >= 0 ? Words::tr("On the whole too high by %1.").arg(percentText(all.bias, m_in.locale)) : Words::tr("On the whole too low by %1.").arg(percentText(-all.bias, m_in.locale)),
                            box.left(), y, box.width()) + 10;
        const double bars = box.left() + box.width() * 0.42, tail = bars + kBoardBar + 66;
        m_pen.quiet(Words::tr("in likely range"), {bars, y + 8}, kBoardBar + 60);
        m_pen.quiet(Words::tr("skill"), {tail, y + 8}, 50);
        m_pen.quiet(Words::tr("bias"), {tail + 64, y + 8}, 50);
        y += kSmallRow + 4;
        for (const auto& score : scores) {
            if (y + kBoardRow > box.bottom()) break;
            const double middle = y + kBoardRow / 2;
            m_pen.plain(score.horizon > 0 ? Words::tr("%1, %2 ahead (%3)").arg(levelWords(score.level)).arg(score.horizon).arg(score.scored) : Words::tr("%1 (%2)").arg(levelWords(score.level)).arg(score.scored),
                        {box.left() + (score.horizon > 0 ? 12 : 0), middle}, bars - box.left() - 18);
            m_pen.share(score.inside80, {bars, middle}, m_pen.colours().accent, m_in.locale);
            m_pen.plain(std::isnan(score.skill) ? unknownText() : score.skill < -1 ? Words::tr("under %1").arg(signedPercentText(-1, m_in.locale)) : signedPercentText(score.skill, m_in.locale), {tail, middle}, 56);
            m_pen.plain(std::isnan(score.bias) ? unknownText() : signedPercentText(score.bias, m_in.locale), {tail + 64, middle}, 50);
            m_pen.rule(box.left(), box.right(), y + kBoardRow);
            y += kBoardRow;
        }
    }

    /// The latest scored ones first, then what is still open.
    [[nodiscard]] std::vector<std::size_t> order() const {
        const auto& ledger = m_in.memory->ledger;
        std::vector<std::size_t> out(ledger.size());
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = i;
        std::ranges::stable_sort(out, [&](std::size_t a, std::size_t b) {
            const bool doneA = !std::isnan(ledger[a].actual), doneB = !std::isnan(ledger[b].actual);
            if (doneA != doneB) return doneA;
            return ledger[a].issue > ledger[b].issue;
        });
        return out;
    }

    void paintEntries(const QRectF& box) {
        const auto& ledger = m_in.memory->ledger;
        m_pen.head(Words::tr("What was said, and what came"), {box.left(), box.top() + 9}, box.width());
        double y = box.top() + kBoardHead;
        for (const std::size_t i : order()) {
            if (y + 2 * kSmallRow > box.bottom()) break;
            const auto& e = ledger[i];
            m_pen.list().rect({QRectF(box.left(), y, box.width(), 2 * kSmallRow + 4), 0, {withAlpha(m_pen.colours().canvas, 0.01).rgba(), 0}, {ItemKind::Series, std::uint32_t(i)}});
            const bool done = !std::isnan(e.actual), ranged = !std::isnan(e.lower80), hit = done && ranged && e.actual >= e.lower80 && e.actual <= e.upper80;
            const QColor dot = !done || !ranged ? m_pen.colours().unknown : hit ? m_pen.colours().up : m_pen.colours().down;
            m_pen.list().disc({float(box.left() + 5), float(y + kSmallRow / 2), 4, 0, dot.rgba(), 0, {}});
            const auto target = parsePeriod(e.target);
            m_pen.plain(Words::tr("%1, %2: %3").arg(target ? periodText(*target, m_in.locale) : fromUtf8(e.target), m_in.dataset ? seriesTitle(*m_in.dataset, e.series) : fromUtf8(e.series), saidWords(e, m_in.locale)),
                        {box.left() + 16, y + kSmallRow / 2}, box.width() - 16);
            m_pen.quiet(Words::tr("no. %1, issued %2 from data up to %3").arg(e.issue).arg(fromUtf8(e.at).left(10), fromUtf8(e.origin)), {box.left() + 16, y + kSmallRow * 1.5}, box.width() - 16);
            y += 2 * kSmallRow + 4;
            m_pen.rule(box.left(), box.right(), y);
        }
    }

    BoardPen m_pen;
    const LedgerBoardInput& m_in;
    QRectF m_area;
};

} // namespace

QString seriesTitle(const Dataset& dataset, const std::string& series) {
    const auto level = ledgerLevel(series);
    const QString id = fromUtf8(series).section(QLatin1Char(':'), 1);
    const auto firmCalled = [&](const QString& firm) {
        const auto at = dataset.firmIndex(firm.toStdString());
        return at == kNone ? firm : firmTitle(dataset, at);
    };
    const auto stageCalled = [&](const QString& number) { return number.toInt() > 0 ? fromUtf8(dataset.stages().name(number.toInt())) : Words::tr("no stage"); };
    if (level == "total") return Words::tr("The whole chain");
    if (level == "channel") return id == QLatin1String("platform") ? Words::tr("Over platforms") : Words::tr("Direct trade");
    if (level == "stage") return Words::tr("%1: sales").arg(stageCalled(id));
    if (level == "stage-pair") return Words::tr("%1 to %2").arg(stageCalled(id.section(QLatin1Char('>'), 0, 0)), stageCalled(id.section(QLatin1Char('>'), 1, 1)));
    if (level == "firm" && id.endsWith(QLatin1String(":out"))) return Words::tr("%1: sales").arg(firmCalled(id.chopped(4)));
    if (level == "firm") return id.endsWith(QLatin1String(":in")) ? Words::tr("%1: purchases").arg(firmCalled(id.chopped(3))) : firmCalled(id);
    if (level == "link") return Words::tr("%1 to %2").arg(firmCalled(id.section(QLatin1Char('>'), 0, 0)), firmCalled(id.section(QLatin1Char('>'), 1)));
    const auto* measure = structureNamed(id.toStdString());
    return measure ? Words::tr(std::string(measure->name).c_str()) : fromUtf8(series);
}

QString saidWords(const LedgerEntry& e, const QLocale& locale) {
    const bool share = e.unit.empty() && e.series.starts_with("structure:");
    const UnitScale scale = share ? UnitScale{100, QStringLiteral("%")} : scaleFor(std::max(std::abs(e.mean), std::isnan(e.upper80) ? 0 : std::abs(e.upper80)), fromUtf8(e.unit));
    const QString unit = scale.unit.isEmpty() ? QString() : QChar(0x00A0) + scale.unit;
    const QString said = std::isnan(e.lower80) ? Words::tr("said %1").arg(shortText(e.mean * scale.factor, 3, locale) + unit)
                                               : Words::tr("said %1").arg(rangeText(e.lower80 * scale.factor, e.upper80 * scale.factor, locale) + unit);
    if (std::isnan(e.actual)) return said;
    const QString was = Words::tr("%1, was %2").arg(said, shortText(e.actual * scale.factor, 3, locale));
    if (std::isnan(e.lower80)) return was;
    return e.actual < e.lower80 ? Words::tr("%1: below").arg(was) : e.actual > e.upper80 ? Words::tr("%1: above").arg(was) : Words::tr("%1: inside").arg(was);
}

std::pair<std::uint32_t, std::uint32_t> endsOf(const LinkOutlook& outlook, std::uint32_t item) {
    if (item < outlook.ghosts.size()) return {outlook.ghosts[item].source, outlook.ghosts[item].target};
    const std::size_t old = item - outlook.ghosts.size();
    return old < outlook.fading.size() ? std::pair{outlook.fading[old].source, outlook.fading[old].target} : std::pair{kNone, kNone};
}

QString linkTip(const LinksBoardInput& input, std::uint32_t item) {
    if (!input.outlook || !input.dataset) return {};
    const auto [source, target] = endsOf(*input.outlook, item);
    if (source == kNone) return {};
    const bool fresh = item < input.outlook->ghosts.size();
    const double chance = fresh ? input.outlook->ghosts[item].probability : input.outlook->fading[item - input.outlook->ghosts.size()].stays;
    const QString said = std::isnan(chance) ? unknownText() : percentText(chance, input.locale);
    const QString title = pairTitle(*input.dataset, source, target);
    return fresh ? Words::tr("%1: %2 in the next period\n%3").arg(title, said, reasonWords(input.outlook->ghosts[item].reason)) : Words::tr("%1: stays with %2").arg(title, said);
}

Legend paintLinksBoard(DisplayList& list, const LinksBoardInput& input, const QRectF& area) {
    if (!input.outlook || !input.dataset) return paintSentence(list, input.message, area, theme(input.theme));
    return LinksBoard(list, input, area).paint();
}

Legend paintLedgerBoard(DisplayList& list, const LedgerBoardInput& input, const QRectF& area) {
    if (!input.memory || input.memory->ledger.empty())
        return paintSentence(list, Words::tr("No forecast has been issued in this project yet. Issue forecast keeps what is said here, to be scored by the next export."), area, theme(input.theme));
    return LedgerBoard(list, input, area).paint();
}

} // namespace chainscape::ui
