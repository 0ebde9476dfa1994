// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/forecast_panel.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QFontMetricsF>
#include <QStringList>

#include "core/forecast/explain.h"
#include "ui/painters/forecast_words.h"
#include "ui/painters/words_at.h"
#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kDetailsGap = 5; ///< under the words that fold them, clear of the focus ring
constexpr double kBadge = 34, kBar = 18, kBarStep = 24, kWordsLine = 17, kSmallLine = 15.5, kBlockGap = 10;
constexpr std::size_t kMostBars = 6;

QStringList wrapped(const QString& text, double pixels, double width) {
    const QFontMetricsF metrics(interfaceFont(pixels));
    QStringList lines;
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString longer = lines.isEmpty() ? word : lines.back() + QLatin1Char(' ') + word;
        if (!lines.isEmpty() && metrics.horizontalAdvance(longer) <= width) lines.back() = longer;
        else lines << word;
    }
    return lines;
}

/// What is said; the least needed goes first when room is short.
struct Content {
    QStringList skill, pattern, model, record, ledger, raise, details;
    std::vector<forecast::ModelScore> bars;
    forecast::Model shown = forecast::Model::Naive;

    [[nodiscard]] double head() const { return std::max(kBadge, 20 + kSmallLine * double(skill.size())); }
    [[nodiscard]] double height() const {
        double h = 2 * double(size::panelPadding) + head();
        for (const auto* block : {&pattern, &model})
            if (!block->isEmpty()) h += kBlockGap + kWordsLine * double(block->size());
        if (!bars.empty()) h += kBlockGap + kWordsLine + 4 + kBarStep * double(bars.size());
        for (const auto* block : {&record, &ledger, &raise, &details})
            if (!block->isEmpty()) h += kBlockGap / 2 + kSmallLine * double(block->size());
        return details.size() > 1 ? h + kDetailsGap : h;
    }
    void fit(double room) {
        while (height() > room && bars.size() > 3 && dropBar()) {}
        const QStringList all[] = {record, ledger, pattern, details, raise};
        QStringList* blocks[] = {&record, &ledger, &pattern, &details, &raise};
        for (std::size_t i = 5; i-- > 0 && height() > room;) blocks[i]->clear();
        if (height() > room) bars.clear();
        if (height() > room) model.clear();
        for (std::size_t i = 0; i < 5; ++i) { // what was left out in vain
            const QStringList kept = std::exchange(*blocks[i], all[i]);
            if (height() > room) *blocks[i] = kept;
        }
    }
    /// Takes the worst away that is neither the forecast shown nor a yardstick; false when there is none.
    bool dropBar() {
        const auto least = std::ranges::find_if(bars.rbegin(), bars.rend(), [this](const forecast::ModelScore& s) {
            return s.model != forecast::Model::Naive && s.model != forecast::Model::SeasonalNaive && s.model != shown;
        });
        if (least == bars.rend()) return false;
        bars.erase(std::next(least).base());
        return true;
    }
};

class PanelPainter {
public:
    PanelPainter(DisplayList& list, const ForecastCase& c, const ForecastPanelLook& look, const QRectF& area)
        : m_list(list), m_c(c), m_look(look), m_colour(look.colour), m_theme(theme(look.theme)), m_locale(look.locale), m_area(area), m_inner(area.adjusted(size::panelPadding, size::panelPadding, -size::panelPadding, 0)) {}

    double paint() {
        collect();
        m_say.fit(m_area.height());
        const double height = std::min(m_say.height(), m_area.height());
        AreaStyle ground{m_theme.window.rgba(), m_theme.border.rgba()};
        m_list.rect({QRectF(m_area.topLeft(), QSizeF(m_area.width(), height)).adjusted(0.5, 0.5, -0.5, -0.5), 6, ground, {}});
        m_y = m_inner.top();
        paintBadge();
        paragraph(m_say.pattern, size::sectionFont, kWordsLine, m_theme.text, kBlockGap);
        paragraph(m_say.model, size::sectionFont, kWordsLine, m_theme.text, kBlockGap);
        paintBars();
        paragraph(m_say.record, size::secondaryFont, kSmallLine, m_theme.secondary, kBlockGap / 2);
        paragraph(m_say.ledger, size::secondaryFont, kSmallLine, m_theme.text, kBlockGap / 2);
        paragraph(m_say.raise, size::secondaryFont, kSmallLine, m_theme.secondary, kBlockGap / 2);
        paintDetails();
        return height;
    }

private:
    void collect() {
        const double width = m_inner.width();
        m_say.skill = wrapped(skillWords(m_c, m_locale), size::secondaryFont, width - kBadge - 12);
        m_say.pattern = wrapped(patternWords(m_c, m_locale), size::sectionFont, width);
        m_say.model = wrapped(modelWords(m_c), size::sectionFont, width);
        m_say.record = wrapped(recordWords(m_c, m_locale), size::secondaryFont, width);
        m_say.ledger = wrapped(ledgerWordsOf(m_c, m_locale), size::secondaryFont, width);
        m_say.raise = wrapped(raiseWords(m_c), size::secondaryFont, width);
        if (m_look.details == PanelDetails::Folded) m_say.details = {Words::tr("Details")};
        if (m_look.details == PanelDetails::Open) {
            m_say.details = {Words::tr("Fewer details")};
            for (const QString& line : detailWords(m_c, m_locale)) m_say.details << wrapped(line, size::secondaryFont, width);
        }
        m_say.shown = m_c.result.model;
        if (m_c.result.backtest.of(m_say.shown)) m_say.bars = m_c.result.backtest.scores;
        while (m_say.bars.size() > kMostBars && m_say.dropBar()) {}
    }

    Text words(const QString& text, QPointF at, double pixels, const QColor& colour, int weight = size::regular) const {
        return wordsAt(text, at, {.pixels = pixels, .weight = weight, .colour = colour, .width = std::max(1.0, m_inner.right() - at.x())});
    }

    [[nodiscard]] QColor badgeColour() const {
        switch (gradeOf(m_c.result)) {
        case forecast::Grade::A:
        case forecast::Grade::B: return m_colour;
        case forecast::Grade::C: return m_theme.secondary;
        case forecast::Grade::D: break;
        }
        return m_theme.gap;
    }

    void paintBadge() {
        const QRectF box(m_inner.left(), m_y, kBadge, kBadge);
        m_list.rect({box, double(size::radius), {badgeColour().rgba(), 0}, {}});
        Text letter = words(QString(QLatin1Char(char(gradeOf(m_c.result)))), box.center(), size::figureTitleFont, textOn(m_theme, badgeColour()), 700);
        letter.across = Across::Middle;
        letter.maxWidth = 0;
        m_list.text(letter);
        const double x = box.right() + 12;
        m_list.text(words(gradeWords(m_c), {x, m_y + 9}, size::baseFont + 1, m_theme.text, size::semibold));
        double y = m_y + 27;
        for (const QString& line : m_say.skill) {
            m_list.text(words(line, {x, y}, size::secondaryFont, m_theme.secondary));
            y += kSmallLine;
        }
        m_y += m_say.head();
    }

    void paragraph(const QStringList& lines, double pixels, double step, const QColor& colour, double gap) {
        if (lines.isEmpty()) return;
        m_y += gap;
        for (const QString& line : lines) {
            m_list.text(words(line, {m_inner.left(), m_y + step / 2}, pixels, colour));
            m_y += step;
        }
    }

    /// Mean size of what was to be forecast in the tests; 0 when unknown.
    [[nodiscard]] double testedLevel() const {
        double sum = 0, count = 0;
        for (const auto& origin : m_c.result.backtest.origins)
            for (const double v : origin.actual) {
                sum += std::abs(v);
                ++count;
            }
        return count > 0 ? sum / count : 0;
    }

    void paintBars() {
        if (m_say.bars.empty()) return;
        m_y += kBlockGap;
        const auto tests = m_c.result.backtest.origins.size();
        const QString head = tests == 1 ? Words::tr("Tested on 1 past date") : Words::tr("Tested on %1 past dates").arg(tests);
        m_list.text(words(head, {m_inner.left(), m_y + kWordsLine / 2}, size::sectionFont, m_theme.text, size::semibold));
        rightText(Words::tr("error"), m_y + kWordsLine / 2, size::smallFont);
        m_y += kWordsLine + 4;
        double largest = 0;
        for (const auto& score : m_say.bars) largest = std::max(largest, score.error);
        const double room = m_inner.width() - 54, level = testedLevel();
        for (const auto& score : m_say.bars) {
            const bool chosen = score.model == m_c.result.model;
            const double width = largest > 0 ? std::max(2.0, room * score.error / largest) : 2;
            const QColor fill = chosen ? withAlpha(m_colour, 0.36) : withAlpha(m_theme.unknown, 0.24);
            m_list.rect({QRectF(m_inner.left(), m_y, width, kBar), 2, {fill.rgba(), 0}, {}});
            m_list.text(words(candidateWords(score.model, m_c), {m_inner.left() + 6, m_y + kBar / 2}, size::secondaryFont, m_theme.text, chosen ? size::semibold : size::regular));
            rightText(level > 0 ? percentText(score.error / level, m_locale) : shortText(score.error, 3, m_locale), m_y + kBar / 2, size::secondaryFont);
            m_y += kBarStep;
        }
    }

    /// The first line folds and opens.
    void paintDetails() {
        if (m_say.details.isEmpty()) return;
        const QRectF line(m_inner.left(), m_y + kBlockGap / 2, m_inner.width(), kSmallLine);
        m_list.rect({line, 0, {0, 0}, {ItemKind::Control, kDetailsControl}});
        paragraph(m_say.details.mid(0, 1), size::secondaryFont, kSmallLine, m_theme.accent, kBlockGap / 2);
        paragraph(m_say.details.mid(1), size::secondaryFont, kSmallLine, m_theme.secondary, kDetailsGap);
    }

    void rightText(const QString& text, double y, double pixels) {
        Text t = words(text, {m_inner.right(), y}, pixels, m_theme.secondary);
        t.across = Across::Right;
        t.maxWidth = 0;
        m_list.text(t);
    }

    DisplayList& m_list;
    const ForecastCase& m_c;
    const ForecastPanelLook& m_look;
    QColor m_colour;
    const Theme& m_theme;
    const QLocale& m_locale;
    QRectF m_area, m_inner;
    Content m_say;
    double m_y = 0;
};

} // namespace

double paintForecastPanel(DisplayList& list, const ForecastCase& c, const ForecastPanelLook& look, const QRectF& area) {
    return PanelPainter(list, c, look, area).paint();
}

} // namespace chainscape::ui
