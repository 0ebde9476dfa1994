// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/forecast_words.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <QCoreApplication>
#include <QStringList>

#include "core/forecast/explain.h"
#include "ui/painters/forecast_boards.h"
#include "ui/style/format.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kThetaUnbounded = 1e6; ///< from here on the trend line is taken as it is

using forecast::Model;

Granularity granularityOf(const ForecastCase& c) { return c.periods.empty() ? Granularity::Undated : c.periods.front().granularity; }

/// "1 quarter", "24 quarters".
QString countOfPeriods(std::size_t count, Granularity granularity) {
    const bool one = count == 1;
    const QString number = QString::number(count) + QChar(0x00A0);
    switch (granularity) {
    case Granularity::Year: return number + (one ? Words::tr("year") : Words::tr("years"));
    case Granularity::HalfYear: return number + (one ? Words::tr("half-year") : Words::tr("half-years"));
    case Granularity::Quarter: return number + (one ? Words::tr("quarter") : Words::tr("quarters"));
    case Granularity::Month: return number + (one ? Words::tr("month") : Words::tr("months"));
    case Granularity::Week: return number + (one ? Words::tr("week") : Words::tr("weeks"));
    case Granularity::Day: return number + (one ? Words::tr("day") : Words::tr("days"));
    case Granularity::Index:
    case Granularity::Undated: break;
    }
    return number + (one ? Words::tr("value") : Words::tr("values"));
}

/// The part of the year in which the values stand highest above their year's mean, as a period of that part; none without whole years.
std::optional<Period> peakOf(const ForecastCase& c) {
    const auto season = static_cast<std::size_t>(c.frequency);
    if (season < 2 || c.history.size() < 2 * season) return std::nullopt;
    std::vector<double> above(season, 0);
    for (std::size_t start = c.history.size() % season; start + season <= c.history.size(); start += season) {
        double mean = 0;
        for (std::size_t k = 0; k < season; ++k) mean += c.history[start + k] / static_cast<double>(season);
        if (std::isnan(mean)) continue;
        for (std::size_t k = 0; k < season; ++k) above[k] += c.history[start + k] - mean;
    }
    const auto at = static_cast<std::size_t>(std::ranges::max_element(above) - above.begin());
    return c.periods[c.history.size() % season + at];
}

/// "Q4", "December"; empty where parts of the season have no name of their own.
QString partOfYear(Period period, const QLocale& locale) {
    if (period.granularity == Granularity::Month) return locale.standaloneMonthName(period.ordinal % 12 + 1);
    if (period.granularity == Granularity::Quarter || period.granularity == Granularity::HalfYear) return periodText(period, locale).section(QLatin1Char(' '), -1);
    return {};
}

QString seasonWords(const ForecastCase& c, const QLocale& locale) {
    if (!c.result.details.seasonal) return Words::tr("no season");
    const auto peak = peakOf(c);
    const QString part = peak ? partOfYear(*peak, locale) : QString();
    return part.isEmpty() ? Words::tr("a season") : Words::tr("a season with its peak in %1").arg(part);
}

QString trendWords(double trend) {
    if (std::abs(trend) < 0.002) return Words::tr("level");
    return trend > 0 ? Words::tr("upward") : Words::tr("downward");
}

QString lastSeason(const ForecastCase& c) {
    if (granularityOf(c) == Granularity::Day && c.frequency == 7) return Words::tr("last week");
    return c.frequency > 1 ? Words::tr("last year") : Words::tr("last season");
}

QString lastPeriod(const ForecastCase& c) {
    switch (granularityOf(c)) {
    case Granularity::Year: return Words::tr("last year");
    case Granularity::HalfYear: return Words::tr("last half-year");
    case Granularity::Quarter: return Words::tr("last quarter");
    case Granularity::Month: return Words::tr("last month");
    case Granularity::Week: return Words::tr("last week");
    case Granularity::Day: return Words::tr("yesterday");
    case Granularity::Index:
    case Granularity::Undated: break;
    }
    return Words::tr("the last value");
}

} // namespace

QString forecastTitle(const ForecastCase& c) {
    const QString first = c.first.empty() ? Words::tr("no stage") : fromUtf8(c.first), second = c.second.empty() ? Words::tr("no stage") : fromUtf8(c.second);
    switch (c.subject) {
    case ForecastSubject::Stage:
    case ForecastSubject::Sales: return Words::tr("%1: sales").arg(first);
    case ForecastSubject::Purchases: return Words::tr("%1: purchases").arg(first);
    case ForecastSubject::StagePair:
    case ForecastSubject::Link: return Words::tr("%1 to %2").arg(first, second);
    case ForecastSubject::Channel: return c.series == "platform" ? Words::tr("Over platforms") : Words::tr("Direct trade");
    case ForecastSubject::Structure: return Words::tr(c.first.c_str());
    case ForecastSubject::Total: break;
    }
    return Words::tr("The whole chain");
}

QString perPeriod(const ForecastCase& c) {
    switch (granularityOf(c)) {
    case Granularity::Year: return Words::tr("a year");
    case Granularity::HalfYear: return Words::tr("a half-year");
    case Granularity::Quarter: return Words::tr("a quarter");
    case Granularity::Month: return Words::tr("a month");
    case Granularity::Week: return Words::tr("a week");
    case Granularity::Day: return Words::tr("a day");
    case Granularity::Index:
    case Granularity::Undated: break;
    }
    return {};
}

QString patternWords(const ForecastCase& c, const QLocale& locale) {
    const auto& d = c.result.details;
    QStringList parts{countOfPeriods(d.length, granularityOf(c))};
    if (d.length >= 4) {
        parts << trendWords(d.trend) << seasonWords(c, locale);
        if (d.zeros.zeroShare > 0) parts << Words::tr("zero in %1 of them").arg(percentText(d.zeros.zeroShare, locale));
    }
    if (d.filled > 0) parts << (d.filled == 1 ? Words::tr("1 gap filled") : Words::tr("%1 gaps filled").arg(d.filled));
    for (const auto& b : d.breaks)
        if (c.firstKnown + b.index < c.periods.size()) parts << Words::tr("level break in %1").arg(periodText(c.periods[c.firstKnown + b.index], locale));
    if (!d.spikes.empty()) parts << (d.spikes.size() == 1 ? Words::tr("1 spike set aside") : Words::tr("%1 spikes set aside").arg(d.spikes.size()));
    return parts.join(QStringLiteral(", ")) + QLatin1Char('.');
}

QString markWords(const ForecastCase& c, const CaseMark& mark, const QLocale& locale) {
    const QString period = periodText(mark.place < c.periods.size() ? c.periods[mark.place] : c.ahead[mark.place - c.periods.size()], locale);
    const QString note = fromUtf8(mark.note);
    switch (mark.origin) {
    case CaseMark::Origin::Event: return note.isEmpty() ? Words::tr("event %1").arg(period) : Words::tr("%1 (%2)").arg(note, period);
    case CaseMark::Origin::Confirmed: return note.isEmpty() ? Words::tr("level break %1, confirmed by you").arg(period) : Words::tr("level break %1: %2").arg(period, note);
    case CaseMark::Origin::Added: return note.isEmpty() ? Words::tr("level break %1, set by you").arg(period) : Words::tr("level break %1: %2").arg(period, note);
    case CaseMark::Origin::Found: break;
    }
    return Words::tr("level break %1").arg(period);
}

QString fanWords(const ForecastCase& c, const ScenarioFan& fan, const QLocale& locale) {
    if (!fan.parts) return Words::tr("%1: stays within the likely range").arg(fromUtf8(fan.name));
    return Words::tr("%1: parts from the base in %2").arg(fromUtf8(fan.name), periodText(c.ahead[*fan.parts], locale));
}

QString ledgerWordsOf(const ForecastCase& c, const QLocale& locale) {
    if (c.ledger.issued == 0) return {};
    QString text = Words::tr("Forecast ledger no. %1").arg(c.ledger.lastIssue);
    if (!c.ledger.last) return text + Words::tr(": issued, not scored yet.");
    text += Words::tr(": %1 (%2).").arg(saidWords(*c.ledger.last, locale), periodText(parsePeriod(c.ledger.last->target).value_or(Period{}), locale));
    if (c.ledger.ranged > 0) text += Words::tr(" %1 of %2 inside the likely range.").arg(c.ledger.inside80).arg(c.ledger.ranged);
    if (c.rangeFactor != 1) text += Words::tr(" Ranges are %1 times as wide as the models alone would have them, learned from %2 scored forecasts.").arg(shortText(c.rangeFactor, 2, locale)).arg(c.rangeLessons);
    return text;
}

QString modelWords(const ForecastCase& c) {
    const QString sentence = fromUtf8(sentenceOf(c.result));
    if (c.result.mean.empty() || !c.result.backtest.of(c.result.model)) return sentence;
    const QString model = sentence.section(QLatin1Char(';'), 0, 0);
    return model.endsWith(QLatin1Char('.')) ? model : model + QLatin1Char('.');
}

QString gradeWords(const ForecastCase& c) {
    switch (gradeOf(c.result)) {
    case forecast::Grade::A: return Words::tr("Good for planning");
    case forecast::Grade::B: return Words::tr("Usable for planning");
    case forecast::Grade::C: return Words::tr("A rough guide");
    case forecast::Grade::D: break;
    }
    return c.result.mean.empty() ? Words::tr("No forecast") : Words::tr("Not to be relied on");
}

QString skillWords(const ForecastCase& c, const QLocale& locale) {
    const auto* score = c.result.backtest.of(c.result.model);
    if (!score || std::isnan(score->skill)) return Words::tr("not tested: the history is short");
    const QString yardstick = c.result.backtest.of(Model::SeasonalNaive) ? lastSeason(c) : lastPeriod(c);
    if (std::abs(score->skill) < 0.005) return Words::tr("as good as %1 again").arg(yardstick);
    const QString share = percentText(std::abs(score->skill), locale);
    const QString words = score->skill > 0 ? Words::tr("%1 better than %2 again").arg(share, yardstick) : Words::tr("%1 worse than %2 again").arg(share, yardstick);
    const auto tests = c.result.backtest.origins.size();
    return score->skill > 0 && tests > 1 ? words + Words::tr(", in %1 of %2 tests").arg(score->wins).arg(tests) : words;
}

QString candidateWords(Model model, const ForecastCase& c) {
    if (model == c.result.model) return Words::tr("This forecast");
    switch (model) {
    case Model::Naive: return Words::tr("Same as %1").arg(lastPeriod(c));
    case Model::SeasonalNaive: return Words::tr("Same as %1").arg(lastSeason(c));
    case Model::Ses: return Words::tr("Recent level");
    case Model::Theta: return Words::tr("Level and half the trend");
    case Model::Dotm: return Words::tr("Long-run / short-run");
    case Model::Ets: return c.result.details.seasonal ? Words::tr("Trend and season") : Words::tr("Level and trend");
    case Model::Mean: return Words::tr("Mean of models");
    case Model::Intermittent: break;
    }
    return Words::tr("Average rate");
}

QString raiseWords(const ForecastCase& c) {
    const auto advice = whatWouldRaise(c.result, c.frequency);
    const QString more = countOfPeriods(advice.periods, granularityOf(c));
    switch (advice.what) {
    case forecast::Raise::FullModels: return Words::tr("A better grade: %1 more allow the full models.").arg(more);
    case forecast::Raise::Test: return Words::tr("A better grade: %1 more allow a test on the past.").arg(more);
    case forecast::Raise::Season: return Words::tr("A better grade: %1 more allow a seasonal model.").arg(more);
    case forecast::Raise::Gaps: return Words::tr("A better grade: the missing periods, if they can be found.");
    case forecast::Raise::Agreement: return Words::tr("A better grade: the models still disagree by %1; the next periods tell which is right.").arg(percentText(c.result.details.disagreement));
    case forecast::Raise::Steadier: return Words::tr("A better grade: a coarser series, such as the whole stage, is steadier.");
    case forecast::Raise::Nothing: break;
    }
    return {};
}

QStringList detailWords(const ForecastCase& c, const QLocale& locale) {
    const auto& d = c.result.details;
    QStringList out;
    QStringList models{Words::tr("Model: %1").arg(fromUtf8(nameOf(c.result.model)))};
    if (!d.form.empty()) models << fromUtf8(d.form);
    if (d.alpha > 0 && d.theta < kThetaUnbounded) models << Words::tr("DOTM with alpha %1 and theta %2").arg(shortText(d.alpha, 3, locale), shortText(d.theta, 3, locale));
    if (d.alpha > 0 && d.theta >= kThetaUnbounded) models << Words::tr("DOTM with alpha %1 and the trend in full").arg(shortText(d.alpha, 3, locale));
    out << models.join(QStringLiteral(", ")) + QLatin1Char('.');
    if (c.firstKnown < c.periods.size()) out << Words::tr("%1 from %2 on, %3 a season.").arg(countOfPeriods(d.length, granularityOf(c)), periodText(c.periods[c.firstKnown], locale)).arg(c.frequency);
    const auto& tests = c.result.backtest.origins;
    if (!tests.empty()) out << Words::tr("%1 tests of %2 ahead each.").arg(tests.size()).arg(countOfPeriods(tests.front().actual.size(), granularityOf(c)));
    if (!c.result.bands.empty() && c.result.model != Model::Intermittent)
        out << (d.pooled > 0 ? Words::tr("Ranges from %1 errors of past forecasts in this chain.").arg(d.pooled) : Words::tr("Ranges from the factors shipped with the program."));
    if (d.chanceOfDemand < 1) out << Words::tr("Chance of any flow in a period: %1.").arg(percentText(d.chanceOfDemand, locale));
    if (const QString version = QCoreApplication::applicationVersion(); !version.isEmpty()) out << Words::tr("Engine %1.").arg(version);
    return out;
}

QString recordWords(const ForecastCase& c, const QLocale& locale) {
    if (!c.record) return {};
    return Words::tr("In this project's past, %1 of outcomes fell inside the %2 range (%3 checks).")
        .arg(percentText(c.record->inside95, locale), percentText(0.95, locale), countText(qint64(c.record->checks), locale));
}

} // namespace chainscape::ui
