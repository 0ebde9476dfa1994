// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/change_painter.h"

#include <algorithm>

#include "ui/painters/change_bars.h"
#include "ui/painters/change_indicator_chart.h"
#include "ui/painters/change_map.h"
#include "ui/painters/change_multiples.h"
#include "ui/painters/change_ranks.h"
#include "ui/painters/flow_difference.h"
#include "ui/painters/network_marks.h"
#include "ui/painters/words_at.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kBandLeast = 204, kBandMost = 252, kBandShare = 0.32;
constexpr double kWordsWidth = 290, kWordsShare = 0.36, kGap = 20, kBandInset = 10;

QString periodOf(const Snapshot& s, const QLocale& locale) { return periodText(s.dataset().periods()[s.spec().from].period, locale); }

/// What the colours of the map mean: kinds of change, or on a side alone what the other one does not have.
void mapColours(Legend& legend, const ChangeMarks& marks, const Theme& theme) {
    if (marks.side != ChangeSide::Both) {
        legend.lines.push_back({theme.down, Words::tr("in A, not in B"), false});
        legend.lines.push_back({theme.up, Words::tr("in B, not in A"), false});
        legend.notes << Words::tr("In both: the colour of the stage.");
        return;
    }
    legend.lines.push_back({theme.up, Words::tr("new (plus mark)"), false});
    legend.lines.push_back({theme.down, Words::tr("gone"), true});
    legend.lines.push_back({mixed(theme.canvas, theme.up, 0.55), Words::tr("more"), false});
    legend.lines.push_back({mixed(theme.canvas, theme.down, 0.55), Words::tr("less"), false});
    legend.lines.push_back({mixed(theme.canvas, theme.unknown, 0.6), Words::tr("unchanged, within %1").arg(percentText(kSameWithin)), false});
    if (std::ranges::find(marks.link, ChangeKind::Unknown) != marks.link.end()) legend.notes << Words::tr("Dotted grey links: a value is unknown on one side.");
}

void mapScales(Legend& legend, const ChangeInput& input, const ChangeMarks& marks) {
    const QString unit = fromUtf8(input.change->after->unit());
    if (marks.largestLink > 0) {
        legend.widthTitle = marks.side == ChangeSide::Both ? Words::tr("Change of a link") : Words::tr("Value of a link, one scale for A and B");
        const UnitScale scale = scaleFor(marks.largestLink, unit);
        for (const double share : {0.1, 0.4, 1.0})
            legend.widths.push_back({linkWidth(marks.largestLink * share, marks.largestLink), valueText(marks.largestLink * share, scale, input.locale)});
    }
    if (marks.largestSize > 0) {
        legend.sizeTitle = Words::tr("Throughput");
        const UnitScale scale = scaleFor(marks.largestSize, unit);
        for (const double share : {0.15, 1.0})
            legend.sizes.push_back({discRadius(marks.largestSize * share, marks.largestSize, marks.place.size()), valueText(marks.largestSize * share, scale, input.locale)});
    }
}

/// What is compared, and what is left out.
void compareNotes(Legend& legend, const ChangeInput& input) {
    const QString unit = fromUtf8(input.change->after->unit());
    const QString compared = input.change->againstBase() ? comparedText(*input.change, input.locale)
                                                         : Words::tr("A is %1, B is %2").arg(periodOf(*input.change->before, input.locale), periodOf(*input.change->after, input.locale));
    legend.notes << (unit.isEmpty() ? compared + '.' : Words::tr("%1; values in %2, as in the data.").arg(compared, unit));
    if (input.spec.change.sameFirms) legend.notes << Words::tr("Only firms active on both sides.");
}

Legend legendOf(const ChangeInput& input, const ChangeMarks& marks, const Theme& theme) {
    Legend legend;
    mapColours(legend, marks, theme);
    mapScales(legend, input, marks);
    compareNotes(legend, input);
    if (marks.left > 0) legend.notes << Words::tr("The %1 smallest changes are not drawn.").arg(countText(qint64(marks.left), input.locale));
    return legend;
}

bool hasBars(const ChangeInput& input) { return input.history && !input.history->steps.empty(); }

/// The band below the map: words, then bars or an indicator.
void paintBand(DisplayList& list, const ChangeInput& input, const QRectF& band, const Theme& theme) {
    const double words = std::min(kWordsWidth, band.width() * kWordsShare);
    list.addLayer();
    if (!input.change->samePeriod()) paintChangeWords(list, input, QRectF(band.left(), band.top(), words, band.height()), theme);
    const QRectF beside = band.adjusted(words + kGap, 0, 0, 0);
    if (input.indicator) paintIndicatorChart(list, input, beside, theme);
    else if (hasBars(input)) paintChangeBars(list, input, beside, theme);
}

/// Height of the band below the map; 0 for none.
double bandHeight(const ChangeInput& input, const QRectF& area) {
    const bool band = hasBars(input) || input.indicator || !input.change->samePeriod();
    return band ? std::clamp(area.height() * kBandShare, kBandLeast, kBandMost) : 0;
}

Legend paintMap(DisplayList& list, const ChangeInput& input, const QRectF& area, const Theme& theme) {
    list.summary = Words::tr("Change of the network, %1: %2 links new, %3 gone, %4 firms entered, %5 left")
                       .arg(comparedText(*input.change, input.locale))
                       .arg(input.change->turnover.births)
                       .arg(input.change->turnover.deaths)
                       .arg(input.change->turnover.firmsEntered)
                       .arg(input.change->turnover.firmsLeft);
    list.densityNoteAt = area.bottomLeft() + QPointF(kBandInset, -4); // above the band
    return legendOf(input, paintChangeMap(list, input, area, theme), theme);
}

Legend paintFlows(DisplayList& list, const ChangeInput& input, const QRectF& area) {
    FlowInput flow;
    flow.panels = {*input.flow};
    flow.spec = input.spec;
    flow.theme = input.theme;
    flow.locale = input.locale;
    list.summary = Words::tr("Difference of the flows, %1").arg(comparedText(*input.change, input.locale));
    return paintFlowDifference(list, flow, area).legend;
}

} // namespace

QString comparedText(const ChangeCase& change, const QLocale& locale) {
    if (change.againstBase()) return Words::tr("base to scenario, %1").arg(periodOf(*change.after, locale));
    return Words::tr("%1 to %2").arg(periodOf(*change.before, locale), periodOf(*change.after, locale));
}

QString nothingToCompare(const ChangeCase& change, const QLocale& locale) {
    if (!change.samePeriod()) return {};
    const QString period = periodOf(*change.after, locale);
    if (change.after->dataset().periods().size() == 1) return Words::tr("There is only one period, %1. Import a second one to see what changed.").arg(period);
    return Words::tr("A and B are both %1. Move A or B on the timeline, or click a bar, to compare two periods.").arg(period);
}

QString phaseText(Phase phase) {
    switch (phase) {
    case Phase::NotEnoughData: return Words::tr("not enough data");
    case Phase::Stable: return Words::tr("stable");
    case Phase::Digitalisation: return Words::tr("digitalisation");
    case Phase::Remix: return Words::tr("remix");
    case Phase::Restructuring: return Words::tr("restructuring");
    }
    return {};
}

std::pair<QString, QString> sideTexts(const ChangeCase& change, const QLocale& locale) {
    if (change.againstBase()) return {Words::tr("base"), Words::tr("scenario")};
    return {Words::tr("A, %1").arg(periodOf(*change.before, locale)), Words::tr("B, %1").arg(periodOf(*change.after, locale))};
}

QRectF changeMapArea(const ChangeInput& input, const QRectF& area) { return area.adjusted(0, 0, 0, -bandHeight(input, area)); }

Legend paintChange(DisplayList& list, const ChangeInput& input, const QRectF& area) {
    const Theme t = ownTheme(theme(input.theme), input.spec);
    const ChangeShow show = input.spec.change.show;
    if (show == ChangeShow::Multiples) return paintChangeMultiples(list, input, area);
    if (show == ChangeShow::Ranks && !input.change->samePeriod()) return paintChangeRanks(list, input, area);
    const QRectF top = changeMapArea(input, area), band(area.left() + kBandInset, top.bottom(), area.width() - 2 * kBandInset, area.bottom() - top.bottom());
    Legend legend;
    if (const QString sentence = nothingToCompare(*input.change, input.locale); !sentence.isEmpty()) paintSentence(list, sentence, top, t);
    else legend = show == ChangeShow::Flow && input.flow ? paintFlows(list, input, top) : paintMap(list, input, top, t);
    if (band.height() > 0) paintBand(list, input, band, t);
    return legend;
}

} // namespace chainscape::ui
