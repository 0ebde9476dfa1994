// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_bundles.h"

#include <algorithm>
#include <map>

#include "ui/painters/network_lanes.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr double kBundledBelow = 0.7;        ///< scale of the camera under which links are bundled
constexpr std::size_t kFewLinks = 250; ///< fewer can be told apart at any size
constexpr double kShare = 0.35;       ///< of the lanes' height, for the bands of the fullest stage
constexpr double kLeastBand = 1.5;    ///< px
constexpr double kLabelled = 14;      ///< a band this wide says its value; px

struct Side {
    double total = 0, used = 0;
};

class BundlePainter {
public:
    BundlePainter(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme)
        : m_list(list), m_input(input), m_marks(marks), m_theme(theme), m_bundles(linkBundles(*input.snapshot)) {
        for (const auto& bundle : m_bundles) {
            m_out[bundle.from].total += bundle.value;
            m_in[bundle.to].total += bundle.value;
        }
        double most = 0;
        for (const auto* sides : {&m_out, &m_in})
            for (const auto& [stage, side] : *sides) most = std::max(most, side.total);
        m_scale = most > 0 ? kShare * marks.map.height() / most : 0;
    }

    void paintBands() {
        each([this](const LinkBundle& bundle, const Band& at, double) { m_list.ribbon({float(at.x0), float(at.y0), float(at.y0 + at.drawn), float(at.x1), float(at.y1), float(at.y1 + at.drawn), fillOf(bundle).rgba(), itemOf(bundle)}); });
    }

    /// Where a band is wide enough, above everything.
    void paintSums() {
        each([this](const LinkBundle& bundle, const Band& at, double width) {
            if (width >= kLabelled) sum(bundle, {(at.x0 + at.x1) / 2, (at.y0 + at.y1 + width) / 2});
        });
    }

private:
    [[nodiscard]] double middleOf(int stage) const {
        const auto at = std::ranges::find(m_input.places->lanes, stage, &LanePlace::stage);
        return at == m_input.places->lanes.end() ? NAN : laneBox(m_marks.map, *at).center().x();
    }

    /// Top of the next band on a side: all of them together stand in the middle of the lane.
    double next(Side& side, double width) const {
        const double top = m_marks.map.center().y() - side.total * m_scale / 2 + side.used;
        side.used += width;
        return top;
    }

    struct Band {
        double x0 = 0, y0 = 0, x1 = 0, y1 = 0, drawn = 0;
    };

    template <class Show>
    void each(Show show) {
        for (const auto& bundle : m_bundles) {
            const double width = bundle.value * m_scale;
            const Band at{middleOf(bundle.from), next(m_out[bundle.from], width), middleOf(bundle.to), next(m_in[bundle.to], width), std::max(width, kLeastBand)};
            if (std::isfinite(at.x0 + at.x1) && width > 0) show(bundle, at, width);
        }
    }

    [[nodiscard]] QColor fillOf(const LinkBundle& bundle) const {
        return withAlpha(colourOfStage(m_theme, m_input.snapshot->dataset().stages(), bundle.from), size::linkAtRest);
    }

    [[nodiscard]] static ItemRef itemOf(const LinkBundle& bundle) { return {ItemKind::Band, bundleId(bundle)}; }

    void sum(const LinkBundle& bundle, QPointF at) {
        Text text;
        text.text = valueText(bundle.value, fromUtf8(m_input.snapshot->unit()), m_input.locale);
        text.anchor = at;
        text.upright = Upright::Middle;
        text.size = size::smallFont;
        text.weight = size::semibold;
        text.colour = m_theme.text.rgba();
        text.halo = m_theme.canvas.rgba();
        text.importance = bundle.value;
        m_list.text(text);
    }

    DisplayList& m_list;
    const NetworkInput& m_input;
    const NetworkMarks& m_marks;
    const Theme& m_theme;
    std::vector<LinkBundle> m_bundles;
    std::map<int, Side> m_out, m_in;
    double m_scale = 0;
};

} // namespace

std::vector<LinkBundle> linkBundles(const Snapshot& s) {
    std::map<std::pair<int, int>, LinkBundle> byStages;
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e) {
        const int from = s.stage()[s.edges().source[e]], to = s.stage()[s.edges().target[e]];
        if (from <= 0 || to <= from || !(s.edges().value[e] > 0)) continue;
        LinkBundle& bundle = byStages.try_emplace({from, to}, LinkBundle{from, to, 0, 0}).first->second;
        bundle.value += s.edges().value[e];
        ++bundle.links;
    }
    std::vector<LinkBundle> out;
    for (const auto& [stages, bundle] : byStages) out.push_back(bundle);
    return out;
}

std::uint32_t bundleId(const LinkBundle& bundle) { return std::uint32_t(bundle.from) << 16 | std::uint32_t(bundle.to); }

bool bundlesLinks(const NetworkInput& input, const NetworkMarks& marks) {
    return input.places->layout == NetworkLayoutKind::Lanes && !input.chain && marks.drawn.size() > kFewLinks;
}

void paintBundles(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    list.limitScale(kBundledBelow, 1e300);
    list.addLayer();
    list.limitScale(0, kBundledBelow);
    BundlePainter(list, input, marks, theme).paintBands();
}

void paintBundleSums(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    list.addLayer();
    list.limitScale(0, kBundledBelow);
    BundlePainter(list, input, marks, theme).paintSums();
}

} // namespace chainscape::ui
