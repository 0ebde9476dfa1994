// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_labels.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <set>

#include <QFontMetricsF>

#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

/// More labels never fit; the rest is not even offered.
constexpr std::size_t kOffered = 4000;
constexpr int kNameLength = 42;
/// Room on the map for each label that is shown from the start, px; the others come while zooming in.
constexpr double kRoomPerLabel = 4500;
/// A label in sub-lanes may always be this wide, of its sub-lane: neighbours have a label at another height.
constexpr double kLabelShare = 1.25, kLeastLabel = 64;
/// Neighbours at these heights over and under a firm's middle have a say in how wide its name is, px.
constexpr double kBesideAbove = 34, kBesideBelow = 12;
/// Height of a line of a label, and how near to each other firms stand in one column; px.
constexpr double kLabelNeeds = 13, kColumnWidth = 24;
/// A name narrower than this says nothing; px.
constexpr double kReadable = 64;
/// Radius of a large disc and of a dot, px.
constexpr double kLarge = 7, kDot = 4;
/// So many selected firms are named whatever lies there; of more, those that have room.
constexpr std::size_t kMostNamed = 5;
constexpr double kAboveMap = 26; ///< room over the uppermost firms, px
/// Names of what recedes behind a focus come from this zoom on.
constexpr double kRecededFrom = 1.8;

/// Focused and selected first (always), then what touches them, then by size, then by value (dots are of one size). Equals follow in an
/// order that is the same in every period and has no end of the map first.
double importance(const Snapshot& s, const NetworkMarks& marks, std::uint32_t node) {
    const double step = marks.focus.node[node] == Brightness::Clear ? 1000 : marks.focus.node[node] == Brightness::Receded ? 1 : 100;
    const double value = s.totalValue() > 0 ? std::max(s.outValue()[node], s.inValue()[node]) / s.totalValue() : 0;
    const double turn = (1.0 + s.firm()[node]) * std::numbers::phi;
    return step * (1 + marks.radius[node] + 1e-2 * value) + 1e-7 * (turn - std::floor(turn));
}

/// How far a centred label must move to stay within the map's width.
double inside(const QString& text, double x, const QRectF& map, double widest) {
    const double own = QFontMetricsF(interfaceFont(size::labelFont, size::semibold)).horizontalAdvance(text);
    const double half = (widest > 0 ? std::min(own, widest) : own) / 2;
    return std::max(0.0, map.left() - 6 - (x - half)) - std::max(0.0, x + half - map.right() - 6);
}

/// How many firms of a lane stand side by side, told from the places.
std::size_t columnsOf(const NetworkInput& input, const LanePlace& lane) {
    std::set<float> at;
    for (std::size_t f = 0; f < input.places->x.size() && at.size() < 100; ++f)
        if (const float x = input.places->x[f]; x >= lane.left && x < lane.right) at.insert(x);
    return std::max<std::size_t>(1, at.size());
}

/// Where labels compete: a lane, or the whole of a free map.
struct LabelField {
    double room = 0;      ///< px x px
    double left = 0, right = 0; ///< of a lane; equal: a free map, names are as wide as they are
    double always = 0;    ///< a name may always be this wide, px
    std::size_t shown = 0;

    [[nodiscard]] bool lane() const { return right > left; }
};

/// Firms by height and, in a strip of the map, from left to right.
class Beside {
public:
    explicit Beside(const NetworkMarks& marks) : m_top(marks.map.top()) {
        m_strips.resize(std::size_t(std::clamp(marks.map.height() / kStrip, 0.0, 4000.0)) + 1);
        for (const QPointF& at : marks.place)
            if (std::isfinite(at.x()) && std::isfinite(at.y())) m_strips[stripOf(at.y())].push_back(at.x());
        for (auto& strip : m_strips) std::ranges::sort(strip);
    }

    /// How far it is to the next firm on either side that is not in the same column; INFINITY when there is none.
    [[nodiscard]] double distance(QPointF at) const {
        double nearest = INFINITY;
        for (auto k = stripOf(at.y() - kBesideAbove); k <= stripOf(at.y() + kBesideBelow); ++k) {
            const auto& xs = m_strips[k];
            if (const auto right = std::ranges::upper_bound(xs, at.x() + kSameColumn); right != xs.end()) nearest = std::min(nearest, *right - at.x());
            if (const auto left = std::ranges::lower_bound(xs, at.x() - kSameColumn); left != xs.begin()) nearest = std::min(nearest, at.x() - *std::prev(left));
        }
        return nearest;
    }

private:
    static constexpr double kStrip = 12, kSameColumn = 4; ///< px

    [[nodiscard]] std::size_t stripOf(double y) const { return std::size_t(std::clamp((y - m_top) / kStrip, 0.0, double(m_strips.size() - 1))); }

    double m_top;
    std::vector<std::vector<double>> m_strips;
};

/// A name ends where half the way to its neighbours is, and at its lane's borders.
double widestLabel(const LabelField& field, const Beside& beside, QPointF at) {
    if (!field.lane()) return 0;
    const double borders = 2 * std::min(at.x() - field.left, field.right - at.x()) - 6;
    return std::max({kLeastLabel, std::min(field.always, field.right - field.left - 6), std::min(borders, beside.distance(at) - 6)});
}

class LabelFields {
public:
    LabelFields(const NetworkInput& input, const NetworkMarks& marks) : m_stage(input.snapshot->stage()) {
        if (input.places->layout == NetworkLayoutKind::Lanes)
            for (const auto& lane : input.places->lanes) {
                const double width = double(lane.right - lane.left) * marks.map.width();
                const double left = marks.map.left() + double(lane.left) * marks.map.width();
                m_fields[lane.stage] = {width * marks.map.height(), left, left + width, kLabelShare * width / double(columnsOf(input, lane)), 0};
            }
        m_whole.room = marks.map.width() * marks.map.height();
    }

    LabelField& of(std::uint32_t node) {
        const auto at = m_fields.find(m_stage[node]);
        return at == m_fields.end() ? m_whole : at->second;
    }

private:
    std::span<const std::int16_t> m_stage;
    std::map<int, LabelField> m_fields;
    LabelField m_whole;
};

/// The zoom from which the next label of a field is shown: at once while there is room, then as the room grows with the square of the scale.
double fieldScale(LabelField& field) {
    const double share = double(++field.shown) * kRoomPerLabel / std::max(1.0, field.room);
    return share <= 1 ? 0 : std::sqrt(share);
}

/// Room for words above a firm, up to the one above it in the same column.
struct RoomAbove {
    double distance = 0; ///< between their middles at scale 1; to the edge of the map where there is none above
    double discs = 0;    ///< what both take of it

    [[nodiscard]] bool bears(int lines) const { return distance - discs >= kLabelNeeds * lines; }
    /// The zoom from which a line has room.
    [[nodiscard]] double fromScale() const { return bears(1) ? 0 : (kLabelNeeds + discs) / std::max(0.01, distance); }
};

/// One entry per node.
std::vector<RoomAbove> roomAbove(const NetworkMarks& marks) {
    std::vector<std::uint32_t> byPlace;
    for (std::uint32_t i = 0; i < marks.place.size(); ++i)
        if (std::isfinite(marks.place[i].x())) byPlace.push_back(i);
    const auto column = [&](std::uint32_t i) { return std::lround(marks.place[i].x() / kColumnWidth); };
    std::ranges::sort(byPlace, {}, [&](std::uint32_t i) { return std::pair(column(i), marks.place[i].y()); });
    std::vector<RoomAbove> room(marks.place.size());
    for (const auto i : byPlace) room[i] = {marks.place[i].y() - marks.map.top() + kAboveMap, marks.radius[i]};
    for (std::size_t k = 1; k < byPlace.size(); ++k) {
        const auto own = byPlace[k];
        auto at = k - 1; // the name of a large disc may hide dots, but no other disc
        while (at > 0 && marks.radius[own] >= kLarge && marks.radius[byPlace[at]] < kDot && column(byPlace[at - 1]) == column(own)) --at;
        const auto above = byPlace[at];
        if (column(above) == column(own)) room[own] = {marks.place[own].y() - marks.place[above].y(), marks.radius[own] + marks.radius[above]};
    }
    return room;
}

} // namespace

void paintFirmLabels(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const Snapshot& s = *input.snapshot;
    const std::set<std::string> selected(input.spec.selected.begin(), input.spec.selected.end());
    std::vector<std::uint32_t> order(s.nodeCount());
    std::iota(order.begin(), order.end(), 0u);
    const auto offered = std::min(order.size(), kOffered);
    std::ranges::partial_sort(order, order.begin() + std::ptrdiff_t(offered), std::greater{}, [&](std::uint32_t i) { return importance(s, marks, i); });
    order.resize(offered);
    LabelFields fields(input, marks);
    const auto room = roomAbove(marks);
    const Beside beside(marks);
    for (const auto i : order) {
        const QPointF at = marks.place[i];
        if (!std::isfinite(at.x())) continue;
        const bool named = marks.focus.node[i] == Brightness::Bright || selected.contains(s.id(i));
        const bool always = named && (selected.size() <= kMostNamed || s.id(i) == input.spec.focus);
        Text t;
        t.text = elided(QString::fromStdString(s.name(i)), kNameLength);
        const auto behind = input.groups ? input.groups->firms[s.firm()[i]] : 0;
        if (behind > 0) t.text = Words::tr("%1 (%2 firms)").arg(t.text, countText(qint64(behind), input.locale));
        t.anchor = at;
        LabelField& field = fields.of(i);
        t.maxWidth = widestLabel(field, beside, at);
        t.lines = t.maxWidth > 0 && room[i].bears(2) ? 2 : 1;
        t.shift = {inside(t.text, at.x(), marks.map, t.maxWidth), -marks.radius[i] - (named || behind > 0 ? 8 : 4)};
        t.size = size::labelFont;
        t.weight = named ? size::semibold : size::regular;
        t.colour = (marks.focus.node[i] == Brightness::Receded ? theme.secondary : theme.text).rgba();
        t.halo = theme.canvas.rgba();
        const Brightness light = marks.focus.node[i];
        if (t.maxWidth > 0 && !always) t.fromScale = std::min(1.0, kReadable / t.maxWidth);
        if (named && !always) t.fromScale = std::max(t.fromScale, room[i].fromScale());
        else if (!named && light != Brightness::Clear) t.fromScale = std::max({t.fromScale, room[i].fromScale() > 0 ? 0 : fieldScale(field), room[i].fromScale(), light == Brightness::Receded ? kRecededFrom : 0});
        t.importance = always ? 0 : importance(s, marks, i);
        t.item = {ItemKind::Firm, s.firm()[i]};
        list.text(t);
    }
}

} // namespace chainscape::ui
