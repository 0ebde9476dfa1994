// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/panel_health_series.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/undefined.h"

namespace chainscape {
namespace {

constexpr std::size_t kMostOdd = 1000, kFewestValues = 6, kFewestFlows = 20, kReach = 4;
constexpr double kCalm = 0.35; ///< mean step off the level, in powers of ten, up to which a series has two levels
constexpr double kFarFactor = 8, kFarSpread = 6, kThresholdFactor = 4;

/// One known value above zero.
struct Point {
    std::uint32_t link = 0, period = 0;
    double value = 0;
};

bool belongs(const Snapshot& s, std::uint32_t link) {
    const Dataset& d = s.dataset();
    return d.kinds()[d.links().kind[link]].layer == s.spec().layer && d.units()[d.links().unit[link]] == s.unit();
}

std::vector<std::uint8_t> linksOf(const Snapshot& s) {
    std::vector<std::uint8_t> ours(s.dataset().links().size());
    for (std::uint32_t l = 0; l < ours.size(); ++l) ours[l] = belongs(s, l);
    return ours;
}

/// By link, then period.
std::vector<Point> pointsOf(const Snapshot& s) {
    const auto ours = linksOf(s);
    const FlowTable& flows = s.dataset().flows();
    std::vector<Point> points;
    for (std::uint32_t p = 0; p < s.dataset().periods().size(); ++p)
        for (std::size_t f = flows.start[p]; f < flows.start[p + 1]; ++f)
            if (ours[flows.link[f]] && flows.value[f] > 0) points.push_back({flows.link[f], p, flows.value[f]});
    std::ranges::stable_sort(points, {}, &Point::link);
    return points;
}

double median(std::vector<double> values) {
    if (values.empty()) return kNaN;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

std::vector<double> logs(std::span<const Point> points) {
    std::vector<double> out;
    for (const Point& point : points) out.push_back(std::log10(point.value));
    return out;
}

double spreadOf(const std::vector<double>& values, double middle) {
    std::vector<double> off;
    for (const double value : values) off.push_back(std::abs(value - middle));
    return 1.4826 * median(std::move(off));
}

double sumOff(const std::vector<double>& values, double middle) {
    double off = 0;
    for (const double value : values) off += std::abs(value - middle);
    return off;
}

struct Odd {
    Point point;
    double usual = 0, factor = 0;
    bool isJump = false;
};

/// 2, 3 or 6 powers of ten, within a fifth.
bool looksLikeUnit(double power) {
    return std::ranges::any_of(std::array{2.0, 3.0, 6.0}, [&](double unit) { return std::abs(std::abs(power) - unit) < 0.08; });
}

/// From which point on the level is another by a power of ten that units differ by; none: the size.
std::size_t jumpOf(const std::vector<double>& levels) {
    std::size_t best = levels.size();
    double tightest = std::numeric_limits<double>::max();
    for (std::size_t cut = 2; cut + 2 <= levels.size(); ++cut) {
        const std::vector<double> before(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(cut)), after(levels.begin() + static_cast<std::ptrdiff_t>(cut), levels.end());
        const double low = median(before), high = median(after);
        const double off = sumOff(before, low) + sumOff(after, high);
        if (!looksLikeUnit(high - low) || off > kCalm * static_cast<double>(levels.size()) || off >= tightest) continue;
        tightest = off;
        best = cut;
    }
    return best;
}

void judge(std::span<const Point> points, std::vector<Odd>& found) {
    if (points.size() < kFewestValues) return;
    const auto levels = logs(points);
    const auto [least, most] = std::ranges::minmax(levels);
    if (most - least < std::log10(kFarFactor)) return;
    if (const std::size_t cut = jumpOf(levels); cut < levels.size()) {
        const double before = std::pow(10, median({levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(cut)}));
        const double after = std::pow(10, median({levels.begin() + static_cast<std::ptrdiff_t>(cut), levels.end()}));
        found.push_back({points[cut], before, after / before, true});
        return;
    }
    const double middle = median(levels);
    const double limit = std::max(std::log10(kFarFactor), kFarSpread * spreadOf(levels, middle));
    for (std::size_t i = 0; i < points.size(); ++i)
        if (std::abs(levels[i] - middle) > limit) found.push_back({points[i], std::pow(10, middle), std::pow(10, levels[i] - middle), false});
}

std::vector<Odd> oddPoints(const Snapshot& s) {
    const auto points = pointsOf(s);
    std::vector<Odd> found;
    for (std::size_t begin = 0; begin < points.size();) {
        std::size_t end = begin;
        while (end < points.size() && points[end].link == points[begin].link) ++end;
        judge(std::span(points).subspan(begin, end - begin), found);
        begin = end;
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, [](const Odd& odd) { return std::pair(odd.isJump, std::abs(std::log10(odd.factor))); });
    if (found.size() > kMostOdd) found.resize(kMostOdd);
    return found;
}

/// Of one period.
struct PeriodFacts {
    std::size_t flows = 0, unknown = 0, scored = 0, gaps = 0;
    double value = 0, least = kNaN;
    std::vector<std::uint32_t> firms;
    std::vector<std::uint8_t> present;
};

/// Smallest value without sign, the lowest twentieth left out as oddities.
double lowOf(std::vector<double> values) {
    if (values.empty()) return kNaN;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 20);
    std::ranges::nth_element(values, at);
    return *at;
}

PeriodFacts factsOf(const Snapshot& s, std::uint32_t period, const std::vector<std::uint8_t>& ours) {
    const Dataset& d = s.dataset();
    PeriodFacts facts;
    facts.present.assign(ours.size(), 0);
    std::vector<double> values;
    for (std::size_t f = d.flows().start[period]; f < d.flows().start[period + 1]; ++f) {
        const auto link = d.flows().link[f];
        if (!ours[link]) continue;
        facts.present[link] = 1;
        ++facts.flows;
        facts.scored += !std::isnan(d.flows().digital[f]);
        for (const auto firm : {d.links().source[link], d.links().target[link]}) facts.firms.push_back(firm);
        const double value = d.flows().value[f];
        facts.unknown += std::isnan(value);
        if (std::isnan(value)) continue;
        facts.value += value;
        if (value != 0) values.push_back(std::abs(value));
    }
    std::ranges::sort(facts.firms);
    facts.firms.erase(std::ranges::unique(facts.firms).begin(), facts.firms.end());
    if (values.size() >= kFewestFlows) facts.least = lowOf(std::move(values));
    return facts;
}

/// Links there before and after, and not in between.
std::size_t gapsBetween(const PeriodFacts& before, const PeriodFacts& here, const PeriodFacts& after) {
    std::size_t gaps = 0;
    for (std::size_t l = 0; l < here.present.size(); ++l) gaps += before.present[l] && !here.present[l] && after.present[l];
    return gaps;
}

/// The smallest value of every period; NaN where too few are known.
std::vector<double> lows(const Snapshot& s) {
    const auto ours = linksOf(s);
    std::vector<double> out;
    for (std::uint32_t p = 0; p < s.dataset().periods().size(); ++p) out.push_back(factsOf(s, p, ours).least);
    return out;
}

double middleOf(std::span<const double> values) {
    std::vector<double> known;
    for (const double value : values)
        if (!std::isnan(value)) known.push_back(value);
    return known.size() < 2 ? kNaN : median(std::move(known));
}

/// after / before at every period; NaN where it cannot be said.
std::vector<double> stepsOf(const std::vector<double>& lows) {
    std::vector<double> steps(lows.size(), kNaN);
    for (std::size_t p = 2; p + 2 <= lows.size(); ++p) {
        const std::size_t first = p > kReach ? p - kReach : 0;
        const double before = middleOf(std::span(lows).subspan(first, p - first)), after = middleOf(std::span(lows).subspan(p, std::min(kReach, lows.size() - p)));
        const double step = before > 0 ? after / before : kNaN, here = lows[p] / lows[p - 1];
        const bool falls = step < 1; // the level changes here, not in a period close by
        if (falls ? here * 2 <= 1 : here >= 2) steps[p] = step;
    }
    return steps;
}

} // namespace

PanelTable periodTable(const Snapshot& s) {
    PanelTable out{"periods", "Periods", "How much is known of each period; a gap is a link that trades before and after it",
                   {{"period", "Period", CellKind::Period}, {"flows", "Flows", CellKind::Count}, {"firms", "Firms", CellKind::Count}, {"value", "Value", CellKind::Value},
                    {"unknown", "Value unknown", CellKind::Count}, {"digital_known", "Digital score known", CellKind::Count}, {"gaps", "Gaps", CellKind::Count},
                    {"least", "Smallest values", CellKind::Value}},
                   {}};
    const auto ours = linksOf(s);
    const auto& periods = s.dataset().periods();
    std::vector<PeriodFacts> facts;
    for (std::uint32_t p = 0; p < periods.size(); ++p) {
        facts.push_back(factsOf(s, p, ours));
        if (p < 2) continue;
        facts[p - 1].gaps = gapsBetween(facts[p - 2], facts[p - 1], facts[p]);
        facts[p - 2].present = {};
    }
    for (std::size_t p = 0; p < periods.size(); ++p) {
        const auto& f = facts[p];
        out.rows.push_back({periods[p].text, f.flows, f.firms.size(), f.flows > f.unknown ? PanelCell(f.value) : PanelCell(), f.unknown, f.scored, f.gaps, f.least});
    }
    return out;
}

PanelTable oddValueTable(const Snapshot& s) {
    PanelTable out{"odd_values", "Odd values", "Values far from the usual of their link; a lasting step by 100, 1,000 or 1,000,000 looks like another unit",
                   {{"source", "Seller", CellKind::Seller}, {"target", "Buyer", CellKind::Buyer}, {"kind", "Kind", CellKind::Text}, {"period", "Period", CellKind::Period},
                    {"value", "Value", CellKind::Value}, {"usual", "Usual", CellKind::Value}, {"factor", "Times", CellKind::Number}, {"unit_jump", "Looks like another unit", CellKind::Flag}},
                   {}};
    const Dataset& d = s.dataset();
    for (const Odd& odd : oddPoints(s)) {
        const auto link = odd.point.link;
        out.rows.push_back({d.firms().id[d.links().source[link]], d.firms().id[d.links().target[link]], d.kinds()[d.links().kind[link]].name, d.periods()[odd.point.period].text,
                            odd.point.value, odd.usual, odd.factor, odd.isJump});
    }
    return out;
}

PanelTable thresholdTable(const Snapshot& s) {
    PanelTable out{"thresholds", "Thresholds", "Periods from which on the smallest values are others: what is published may have changed",
                   {{"period", "From", CellKind::Period}, {"before", "Smallest before", CellKind::Value}, {"after", "Smallest after", CellKind::Value}, {"factor", "Times", CellKind::Number}}, {}};
    const auto low = lows(s);
    const auto steps = stepsOf(low);
    const auto size = [&](std::size_t p) { return std::isnan(steps[p]) ? 0 : std::abs(std::log(steps[p])); };
    for (std::size_t p = 0; p < steps.size(); ++p) {
        if (size(p) < std::log(kThresholdFactor)) continue;
        bool largest = true; // of the periods around
        for (std::size_t q = p > kReach ? p - kReach : 0; q < std::min(steps.size(), p + kReach + 1); ++q) largest = largest && (size(q) < size(p) || (size(q) == size(p) && q >= p));
        const std::size_t first = p > kReach ? p - kReach : 0;
        if (largest) out.rows.push_back({s.dataset().periods()[p].text, middleOf(std::span(low).subspan(first, p - first)), low[p], steps[p]});
    }
    return out;
}

} // namespace chainscape
