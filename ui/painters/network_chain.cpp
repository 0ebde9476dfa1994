// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_chain.h"

#include <algorithm>
#include <cmath>

#include "ui/painters/network_links.h"
#include "ui/painters/words_at.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr std::size_t kMarkedBreaks = 150; ///< more circles hide the links
constexpr double kGauge = 4, kWeakestGauge = 8;

QString stageName(const Snapshot& s, int stage) { return fromUtf8(s.dataset().stages().name(stage)); }

QString cutName(const Snapshot& s, const CutBand& cut) { return Words::tr("%1 to %2").arg(stageName(s, cut.from), stageName(s, cut.to)); }

/// x of the border between a stage and the next lane; NaN when the lane is not shown.
double borderOf(const NetworkInput& input, const NetworkMarks& marks, int stage) {
    const auto& lanes = input.places->lanes;
    const auto at = std::ranges::find(lanes, stage, &LanePlace::stage);
    if (at == lanes.end() || at + 1 == lanes.end() || (at + 1)->stage == 0) return NAN;
    return marks.map.left() + double(at->right + (at + 1)->left) / 2 * marks.map.width();
}

void paintGauge(DisplayList& list, const CutBand& cut, const QRectF& box, const Theme& theme) {
    const double low = std::clamp(cut.digital.low, 0.0, 1.0), high = std::clamp(cut.digital.high, low, 1.0);
    const double bottom = box.bottom(), lowTop = bottom - low * box.height(), highTop = bottom - high * box.height();
    const auto part = [&](double top, double below, AreaStyle style) {
        if (below > top) list.rect({QRectF(QPointF(box.left(), top), QPointF(box.right(), below)), 0, style, {}});
    };
    list.rect({box.adjusted(-1, -1, 1, 1), 2, {theme.canvas.rgba(), 0}, {}});
    part(box.top(), highTop, {theme.gap.rgba(), 0});
    part(highTop, lowTop, {theme.unknown.rgba(), 0, 1, 0, 0, Pattern::Hatch});
    part(lowTop, bottom, {theme.digital.rgba(), 0});
}

Text cutLabel(const QString& words, QPointF at, const Theme& theme, const QColor& colour, int weight) {
    return wordsAt(words, at, {.pixels = size::smallFont, .weight = weight, .colour = colour, .across = Across::Middle, .halo = theme.canvas});
}

} // namespace

LineStyle chainLinkStyle(LinkState state, double opacity, const Theme& theme) {
    switch (state) {
    case LinkState::Digital: return {withAlpha(theme.digital, opacity).rgba()};
    case LinkState::Gap: return {withAlpha(theme.gap, opacity).rgba(), float(size::backwardDash) * 2, float(size::backwardDash)};
    case LinkState::Unknown: break;
    }
    return {withAlpha(theme.unknown, opacity).rgba(), 1.5F, 3};
}

NetworkFocus horizonFocus(const DataChainCase& chain) {
    const Snapshot& s = *chain.snapshot;
    NetworkFocus out;
    out.active = !chain.seeds.empty();
    out.node.assign(s.nodeCount(), out.active ? Brightness::Receded : Brightness::Rest);
    out.edge.assign(s.edgeCount(), out.active ? Brightness::Receded : Brightness::Rest);
    if (!out.active) return out;
    for (std::size_t i = 0; i < s.nodeCount(); ++i)
        if (chain.reached[i] != Reached::No) out.node[i] = chain.reached[i] == Reached::Surely ? Brightness::Clear : Brightness::Rest;
    for (const auto seed : chain.seeds) out.node[seed] = Brightness::Bright;
    for (std::size_t e = 0; e < s.edgeCount(); ++e) {
        const auto source = chain.reached[s.edges().source[e]], target = chain.reached[s.edges().target[e]];
        if (chain.firstBreak[e]) out.edge[e] = Brightness::Bright;
        else if (source == Reached::Surely && target == Reached::Surely && chain.state[e] == LinkState::Digital) out.edge[e] = Brightness::Clear;
        else if (source != Reached::No && target != Reached::No && chain.state[e] != LinkState::Gap) out.edge[e] = Brightness::Rest;
    }
    return out;
}

void paintCuts(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    if (input.places->layout != NetworkLayoutKind::Lanes) return;
    const DataChainCase& chain = *input.chain;
    for (std::size_t k = 0; k < chain.cuts.size(); ++k) {
        const CutBand& cut = chain.cuts[k];
        const double x = borderOf(input, marks, cut.from);
        if (std::isnan(x)) continue;
        const bool weakest = k == chain.weakest;
        const double width = weakest ? kWeakestGauge : kGauge;
        paintGauge(list, cut, QRectF(x - width / 2, marks.map.top() - 4, width, marks.map.height() - 12), theme);
    }
}

void paintCutLabels(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    if (input.places->layout != NetworkLayoutKind::Lanes) return;
    const DataChainCase& chain = *input.chain;
    for (std::size_t k = 0; k < chain.cuts.size(); ++k) {
        const double x = borderOf(input, marks, chain.cuts[k].from);
        if (std::isnan(x)) continue;
        const bool weakest = k == chain.weakest;
        const QString share = shareBandText(chain.cuts[k].digital, input.locale);
        const QPointF at(x, marks.map.bottom() - 3);
        list.text(cutLabel(share, at, theme, weakest ? theme.gap : theme.text, weakest ? size::semibold : size::regular));
        if (weakest) list.text(cutLabel(Words::tr("weakest cut"), at - QPointF(0, 14), theme, theme.gap, size::semibold));
    }
}

std::size_t paintBreaks(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const auto& edges = input.snapshot->edges();
    std::vector<std::uint32_t> breaks;
    for (const auto e : marks.drawn)
        if (input.chain->firstBreak[e]) breaks.push_back(e);
    std::ranges::stable_sort(breaks, std::greater{}, [&](std::uint32_t e) { return edges.value[e]; });
    breaks.resize(std::min(breaks.size(), kMarkedBreaks));
    for (const auto e : breaks) {
        const QPointF at = pointOnLink(input, marks, e, 0.25);
        if (!std::isfinite(at.x())) continue;
        list.disc({float(at.x()), float(at.y()), 4, 2, theme.canvas.rgba(), theme.gap.rgba(), {ItemKind::Link, e}});
    }
    return breaks.size();
}

void paintChainLine(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const double y = input.places->layout == NetworkLayoutKind::Lanes ? marks.map.bottom() + kLaneFoot - 8 : marks.map.bottom() + 20;
    Text t = cutLabel(chainSentence(*input.chain, input.locale), {marks.map.center().x(), y}, theme, theme.secondary, size::regular);
    t.upright = Upright::Baseline;
    t.maxWidth = marks.map.width();
    list.text(t);
}

QString shareBandText(const Band& band, const QLocale& locale) {
    if (!std::isfinite(band.low) || !std::isfinite(band.high)) return unknownText();
    const QString low = percentText(band.low, locale), high = percentText(band.high, locale);
    return low == high ? low : Words::tr("%1 to %2").arg(low, high);
}

QString chainSentence(const DataChainCase& chain, const QLocale& locale) {
    if (chain.snapshot->edgeCount() == 0) return Words::tr("No links, so no data chain.");
    if (chain.unknownLinks == chain.snapshot->edgeCount()) return Words::tr("No link has a digital score, so nobody can say where the data chain breaks.");
    QString out;
    if (std::isfinite(chain.endToEnd.low) && std::isfinite(chain.endToEnd.high))
        out = Words::tr("%1 of what end users receive can be traced digitally to its origin").arg(shareBandText(chain.endToEnd, locale));
    else out = Words::tr("%1 of the value runs on digital links").arg(shareBandText(chain.coverage, locale));
    if (chain.unknownLinks > 0) out += Words::tr(" (%1 links have no score)").arg(countText(qint64(chain.unknownLinks), locale));
    if (chain.weakest < chain.cuts.size())
        out += Words::tr("; weakest cut %1: %2").arg(cutName(*chain.snapshot, chain.cuts[chain.weakest]), shareBandText(chain.cuts[chain.weakest].digital, locale));
    return out + QLatin1Char('.');
}

void addChainLegend(Legend& legend, const NetworkInput& input, std::size_t marked, const Theme& theme) {
    const DataChainCase& chain = *input.chain;
    const QString limit = shortText(chain.options.linkThreshold, 2, input.locale);
    legend.lines.push_back({theme.digital, Words::tr("digital link (score from %1)").arg(limit)});
    legend.lines.push_back({theme.gap, Words::tr("gap (score below %1)").arg(limit), true});
    if (chain.unknownLinks > 0) legend.lines.push_back({theme.unknown, Words::tr("score unknown"), true});
    if (chain.options.mode == DigitalMode::LinkAndFirms)
        legend.notes << Words::tr("Strict: both firms' scores from %1, too.").arg(shortText(chain.options.firmThreshold, 2, input.locale));
    if (input.places->layout == NetworkLayoutKind::Lanes && !chain.cuts.empty())
        legend.notes << Words::tr("Bars between stages: digital share of the value that crosses.");
    if (marked > 0) {
        const QString from = chain.seeds.empty() ? Words::tr("the origins") : Words::tr("the firms in focus");
        legend.notes << Words::tr("Circles: first breaks on the paths from %1 (%2, %3).")
                            .arg(from, countText(qint64(chain.breaks), input.locale), valueText(chain.breakValue, fromUtf8(chain.snapshot->unit()), input.locale));
        if (marked < chain.breaks) legend.notes << Words::tr("The %1 heaviest are marked.").arg(countText(qint64(marked), input.locale));
    }
    if (!chain.seeds.empty())
        legend.notes << (chain.firmsPerhaps > 0 ? Words::tr("Data reaches %1 more firms, and %2 further ones if unknown scores are digital.")
                                                      .arg(countText(qint64(chain.firmsSurely), input.locale), countText(qint64(chain.firmsPerhaps), input.locale))
                                                : Words::tr("Data reaches %1 more firms.").arg(countText(qint64(chain.firmsSurely), input.locale)));
}

} // namespace chainscape::ui
