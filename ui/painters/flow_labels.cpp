// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/flow_labels.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "ui/canvas/text_drawing.h"
#include "ui/painters/words_at.h"
#include "ui/style/fonts.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kLabelLine = 14;        ///< between two lines of a label
constexpr double kNarrowLane = 110; ///< lanes under it have smaller words
constexpr double kSmallSum = 1e-4;  ///< of all flows: sums under it are left out of the strip
constexpr double kBarHighest = 26;  ///< of the scale bar, px

double amountOf(const SankeyNodeShape& node) { return std::max(node.in, node.out); }

class LabelPainter {
public:
    LabelPainter(DisplayList& list, const FlowDrawing& d, const std::function<QStringList(std::uint32_t)>& linesOf) : m_list(list), m_d(d), m_linesOf(linesOf) {}

    /// The largest first; each takes as many of its lines as stand free, or none.
    void run() {
        m_lanes = m_d.frame.structure.layerCount;
        std::vector<std::uint32_t> groups;
        for (std::uint32_t g = 0; g < m_d.plan().groups.size(); ++g)
            if (m_d.frame.geometry.nodes[g].box.height > 0 && (m_d.part != FlowPart::Held || m_d.shows(g))) groups.push_back(g);
        std::ranges::stable_sort(groups, [&](std::uint32_t a, std::uint32_t b) { return m_d.frame.geometry.nodes[a].box.height > m_d.frame.geometry.nodes[b].box.height; });
        for (const auto g : groups)
            for (const auto& lines : ways(g))
                if (place(lines, g)) break;
    }

private:
    [[nodiscard]] double laneWidth() const { return m_d.frame.area.width() / std::max(1, m_lanes - (m_lanes > 1 ? 1 : 0)); }

    /// What a label can be, the best first: a long name on two lines, on one line cut short, and ever fewer of the lines below it.
    [[nodiscard]] std::vector<std::vector<Text>> ways(std::uint32_t g) const {
        std::vector<std::vector<Text>> out;
        auto lines = shapedLines(g);
        if (lines.empty()) return out;
        if (const auto name = onTwoLines(lines.front()); !name.empty()) {
            out.push_back(name);
            out.back().insert(out.back().end(), lines.begin() + 1, lines.end());
        }
        for (; !lines.empty(); lines.pop_back()) out.push_back(lines);
        return out;
    }

    /// Empty where one line has room, or two have not.
    [[nodiscard]] static std::vector<Text> onTwoLines(Text name) {
        name.lines = 2;
        const QStringList shown = shapeOf(name).shown;
        if (shown.size() < 2 || shown.join(u' ') != name.text) return {};
        name.lines = 1;
        std::vector<Text> lines{name, name};
        for (std::size_t k = 0; k < lines.size(); ++k) lines[k].text = shown[qsizetype(k)];
        return lines;
    }

    [[nodiscard]] std::vector<Text> shapedLines(std::uint32_t g) const {
        const QRectF box = m_d.frame.boxOf(m_d.frame.geometry.nodes[g].box);
        const int lane = m_d.frame.structure.layer[g];
        const bool narrow = laneWidth() < kNarrowLane || m_d.compact, last = lane == m_lanes - 1 && m_lanes > 1;
        Text t;
        t.across = last ? Across::Right : Across::Left;
        t.upright = Upright::Middle;
        t.halo = withAlpha(m_d.theme.canvas, 0.85).rgba();
        t.item = m_d.node(g);
        t.maxWidth = std::max(30.0, laneWidth() - size::nodeWidth - (last ? 12 : 16));
        t.anchor = {last ? box.left() - 6 : box.right() + 6, box.center().y()};
        std::vector<Text> lines;
        for (const auto& words : m_linesOf(g)) {
            const bool first = lines.empty();
            t.text = words;
            t.size = first ? (narrow ? size::smallFont : size::nodeNameFont) : (narrow ? size::smallestFont : size::nodeValueFont);
            t.weight = first ? size::semibold : size::regular;
            t.colour = (first ? m_d.theme.text : m_d.theme.secondary).rgba();
            lines.push_back(t);
        }
        return lines;
    }

    /// Paints the lines about their box's middle unless another label is in the way. What is in the hand keeps its place free.
    bool place(std::vector<Text> lines, std::uint32_t group) {
        double y = lines.front().anchor.y() - kLabelLine * double(lines.size() - 1) / 2;
        QRectF all;
        for (auto& line : lines) {
            line.anchor.setY(y);
            y += kLabelLine;
            all |= shapeOf(line).box.translated(line.anchor);
        }
        all.adjust(0, 1, 0, -1);
        if (std::ranges::any_of(m_taken, [&](const QRectF& other) { return other.intersects(all); })) return false;
        m_taken.push_back(all);
        if (!m_d.shows(group)) return true;
        for (auto& line : lines) m_list.text(std::move(line));
        return true;
    }

    DisplayList& m_list;
    const FlowDrawing& m_d;
    const std::function<QStringList(std::uint32_t)>& m_linesOf;
    std::vector<QRectF> m_taken;
    int m_lanes = 1;
};

std::vector<double> laneTotals(const FlowDrawing& d) {
    std::vector<double> totals(d.frame.geometry.lanes.size(), 0);
    for (std::size_t g = 0; g < d.frame.geometry.nodes.size(); ++g) totals[std::size_t(d.frame.structure.layer[g])] += amountOf(d.frame.geometry.nodes[g]);
    return totals;
}

/// The last two stand closest: the last one reaches back.
void leaveUnitsOut(std::vector<FlowLaneSum>& sums, const FlowDrawing& d, double step) {
    QString unit = d.unit.unit; // "bn EUR": the thousands stay
    unit.replace(QChar(0xA0), QLatin1Char(' '));
    unit = unit.section(' ', -1);
    if (sums.size() < 2 || unit.isEmpty()) return;
    const auto wide = [](const FlowLaneSum& sum) { return QFontMetricsF(interfaceFont(size::smallFont)).horizontalAdvance(sum.words); };
    const double both = wide(sums[sums.size() - 2]) + wide(sums.back()), most = wide(*std::ranges::max_element(sums, {}, wide));
    if (both + 8 <= step + size::nodeWidth && most + 8 <= step) return;
    for (auto& sum : sums)
        if (sum.words.endsWith(unit)) sum.words = sum.words.chopped(unit.size()).trimmed();
}

/// 1, 2 or 5 times a power of ten, at most `most`.
double roundValue(double most) {
    if (!(most > 0) || !std::isfinite(most)) return 0;
    const double power = std::pow(10.0, std::floor(std::log10(most)));
    for (const double digit : {5.0, 2.0, 1.0})
        if (digit * power <= most) return digit * power;
    return power;
}

Text footText(const FlowDrawing& d, const QString& words, QPointF anchor) {
    return wordsAt(words, anchor, {.pixels = size::smallFont, .colour = d.theme.secondary});
}

/// What comes in, and what becomes of it.
std::pair<QString, QString> balanceWords(const FlowDrawing& d, const FlowBalance& b) {
    const double shown = kSmallSum * b.total; // less is not worth words
    const QString in = b.added > shown ? Words::tr("Enters %1 + value added %2").arg(d.money(b.entering), d.money(b.added)) : Words::tr("Enters %1").arg(d.money(b.entering));
    QString out = b.kept > shown ? Words::tr("= leaves %1 + kept or unknown %2").arg(d.money(b.leaving), d.money(b.kept)) : Words::tr("= leaves %1").arg(d.money(b.leaving));
    if (b.returning > shown) out += Words::tr("; %1 comes back").arg(d.money(b.returning));
    return {in, out};
}

/// What flows without data, and of what that is not known.
std::pair<QString, QString> darkWords(const FlowDrawing& d, const FlowBalance& b) {
    const QString dark = Words::tr("%1 flows without data (%2 of the value)").arg(d.money(b.dark), percentText(b.dark / b.total, d.locale));
    return {dark, b.undecided > 0 ? Words::tr("not known for %1 (%2)").arg(d.money(b.undecided), percentText(b.undecided / b.total, d.locale)) : QString()};
}

} // namespace

QString groupText(const FlowGroup& group) {
    if (group.isOther) return Words::tr("Other (%n firm(s))", nullptr, int(group.firms.size()));
    if (group.name.empty()) return group.by == "stage" ? Words::tr("no stage") : Words::tr("no %1").arg(fromUtf8(group.by));
    return group.by == "community" ? Words::tr("Community %1").arg(fromUtf8(group.name)) : fromUtf8(group.name);
}

QString sumValueText(double value, const QString& unit, const QLocale& locale) {
    const QString number = shortText(value, 12, locale);
    return unit.isEmpty() ? number : number + QChar(0xA0) + unit;
}

QString laneText(const FlowPlan& plan, const StageList& stages, std::size_t lane) {
    const int stage = plan.laneStage[lane];
    if (stage < 0) return Words::tr("Step %1").arg(lane + 1);
    return stage == 0 ? Words::tr("No stage") : fromUtf8(stages.name(stage));
}

QStringList flowLabel(const FlowDrawing& d, std::uint32_t group, const FlowBalance& balance) {
    const auto& node = d.frame.geometry.nodes[group];
    double laneTotal = 0;
    for (std::size_t g = 0; g < d.frame.geometry.nodes.size(); ++g)
        if (d.frame.structure.layer[g] == d.frame.structure.layer[group]) laneTotal += amountOf(d.frame.geometry.nodes[g]);
    const auto share = [&](double whole) { return whole > 0 ? percentText(amountOf(node) / whole, d.locale) : unknownText(); };
    QString text = d.spec.flow.label.empty() ? QStringLiteral("{name}\n{value}") : fromUtf8(d.spec.flow.label);
    text.replace(QStringLiteral("\\n"), QStringLiteral("\n"));
    text.replace(QStringLiteral("{value}"), d.money(amountOf(node)))
        .replace(QStringLiteral("{stage%}"), share(laneTotal))
        .replace(QStringLiteral("{total%}"), share(balance.total))
        .replace(QStringLiteral("{in}"), d.money(node.in))
        .replace(QStringLiteral("{out}"), d.money(node.out))
        .replace(QStringLiteral("{name}"), elided(groupText(d.plan().groups[group]), 40));
    return text.split('\n', Qt::SkipEmptyParts);
}

void paintFlowLabels(DisplayList& list, const FlowDrawing& drawing, const std::function<QStringList(std::uint32_t)>& linesOf) { LabelPainter(list, drawing, linesOf).run(); }

std::vector<FlowLaneSum> flowLaneSums(const FlowDrawing& d) {
    std::vector<FlowLaneSum> out;
    for (const double total : laneTotals(d)) out.push_back({d.money(total), d.theme.secondary});
    return out;
}

void paintFlowHeads(DisplayList& list, const FlowDrawing& d, std::vector<FlowLaneSum> sums) {
    const auto& lanes = d.frame.geometry.lanes;
    const double step = lanes.size() > 1 ? lanes[1].x - lanes[0].x : d.frame.area.width();
    const auto totals = laneTotals(d);
    leaveUnitsOut(sums, d, step);
    const auto nameOf = [&](std::size_t k) { return laneText(d.plan(), d.panel.snapshot->dataset().stages(), k); };
    // The last head reaches back into the lane before it, whose own head gives way.
    Text probe;
    probe.text = lanes.empty() ? QString() : nameOf(lanes.size() - 1);
    probe.size = size::sectionFont;
    probe.weight = size::semibold;
    const double reach = std::min(0.55 * step, shapeOf(probe).box.width());
    for (std::size_t k = 0; k < lanes.size(); ++k) {
        const double left = d.frame.area.left() + lanes[k].x;
        const bool last = k + 1 == lanes.size() && k > 0;
        Text head;
        head.text = nameOf(k);
        head.anchor = {left + (last ? size::nodeWidth : 0), d.area.top() + 12};
        head.across = last ? Across::Right : Across::Left;
        head.size = d.compact ? size::smallestFont : size::sectionFont;
        head.weight = size::semibold;
        head.colour = d.theme.text.rgba();
        head.maxWidth = std::max(24.0, last ? std::max(reach + size::nodeWidth, 0.55 * step) : k + 2 == lanes.size() ? step - reach - 4 : step - 14);
        if (d.compact && step < 40) continue;
        list.text(head);
        if (d.compact) continue;
        head.text = sums[k].words;
        head.anchor.ry() += 15;
        head.size = size::smallFont;
        head.weight = size::regular;
        head.colour = sums[k].colour.rgba();
        list.text(head);
        if (k >= d.tracedAtLane.size() || !(d.tracedAtLane[k] > 0)) continue;
        head.text = totals[k] > 0 ? Words::tr("%1 of it (%2)").arg(d.money(d.tracedAtLane[k]), percentText(std::min(1.0, d.tracedAtLane[k] / totals[k]), d.locale))
                                  : d.money(d.tracedAtLane[k]);
        head.anchor.ry() += 14;
        head.weight = size::semibold;
        head.colour = d.theme.accent.rgba();
        list.text(head);
    }
}

void paintFlowFoot(DisplayList& list, const FlowDrawing& d, const FlowBalance& b) {
    const double middle = d.area.bottom() - kFlowFoot / 2 + 2;
    double x = d.area.left() + 4;
    const double value = d.frame.scale.value > 0 ? roundValue(kBarHighest / d.frame.scale.value) : 0;
    if (value > 0) {
        const double half = value * d.frame.scale.value / 2;
        const auto style = list.lineStyle({d.theme.secondary.rgba()});
        list.line({x, middle - half}, {x, middle + half}, 1, style);
        for (const double y : {middle - half, middle + half}) list.line({x - 3, y}, {x + 3, y}, 1, style);
        Text t = footText(d, valueText(value, d.unit, d.locale), {x + 8, middle});
        list.text(t);
        x += 8 + shapeOf(t).box.width() + 24;
    }
    if (d.compact) return;
    const bool dark = b.total > 0 && d.spec.flow.darkValue;
    const auto [first, second] = dark ? darkWords(d, b) : balanceWords(d, b);
    const double room = std::max(40.0, d.area.right() - x);
    const auto line = [&](const QString& words, double y) {
        Text t = footText(d, words, {x, y});
        t.maxWidth = room;
        if (dark) t.colour = d.theme.text.rgba(), t.weight = size::semibold;
        return t;
    };
    const Text whole = line(second.isEmpty() ? first : first + (dark ? QStringLiteral("; ") : QStringLiteral(" ")) + second, middle);
    Text probe = whole;
    probe.maxWidth = 0;
    if (second.isEmpty() || shapeOf(probe).box.width() <= room) return list.text(whole);
    list.text(line(first, middle - kLabelLine / 2));
    list.text(line(second, middle + kLabelLine / 2));
}

} // namespace chainscape::ui
