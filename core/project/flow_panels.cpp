// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/flow_panels.h"

#include <algorithm>

#include "core/model/view_snapshot.h"

namespace chainscape {
namespace {

constexpr std::uint32_t kMostMultiples = 12;

/// The layers and units the view asks for, as views of one each.
std::vector<ViewSpec> panelViews(const Dataset& dataset, const ViewSpec& view) {
    std::vector<ViewSpec> views;
    const auto add = [&](Layer layer, const std::string& unit) {
        views.push_back(view);
        views.back().layer = layer;
        views.back().unit = unit;
    };
    if (view.flow.panels == FlowPanels::Layers)
        for (const auto layer : {Layer::Money, Layer::Data, Layer::Capital})
            if (!dataset.unitsOf(layer).empty()) add(layer, layer == view.layer && !view.unit.empty() ? view.unit : dataset.mainUnit(layer));
    if (view.flow.panels == FlowPanels::Units)
        for (const auto& unit : dataset.unitsOf(view.layer)) add(view.layer, unit);
    if (views.empty()) views.push_back(view);
    return views;
}

class PanelMaker {
public:
    PanelMaker(const DatasetPtr& dataset, const ViewSpec& view) : m_dataset(dataset), m_view(view) {}

    Result<std::vector<FlowPanel>> run(const FlowPlans& plans) {
        for (const auto& plan : plans) {
            auto spec = snapshotSpec(*m_dataset, viewOf(*plan));
            if (!spec) return tl::unexpected(spec.error());
            m_spec = *spec;
            if (auto made = addPanels(plan); !made) return tl::unexpected(made.error());
            if (comparesPeriods()) break;
        }
        return std::move(m_panels);
    }

private:
    [[nodiscard]] ViewSpec viewOf(const FlowPlan& plan) const {
        ViewSpec view = m_view;
        view.layer = plan.layer;
        view.unit = plan.unit;
        return view;
    }
    [[nodiscard]] bool comparesPeriods() const {
        return m_view.flow.form == FlowForm::Twins || m_view.flow.form == FlowForm::Multiples || m_view.flow.form == FlowForm::Difference;
    }

    [[nodiscard]] std::uint32_t periodOr(const std::string& text, std::uint32_t fallback) const {
        const auto index = text.empty() ? kNone : m_dataset->periodIndex(text);
        return index == kNone ? fallback : index;
    }

    Result<SnapshotPtr> at(std::uint32_t period) const {
        SnapshotSpec spec = m_spec;
        spec.from = spec.to = period;
        return makeSnapshot(m_dataset, spec);
    }

    Result<void> add(const std::shared_ptr<const FlowPlan>& plan, std::uint32_t period, std::uint32_t reference) {
        auto snapshot = at(period);
        if (!snapshot) return tl::unexpected(snapshot.error());
        SnapshotPtr compared;
        if (reference != kNone && reference != period) {
            auto other = at(reference);
            if (!other) return tl::unexpected(other.error());
            compared = std::move(*other);
        }
        m_panels.push_back(flowPanel(plan, std::move(*snapshot), std::move(compared)));
        return {};
    }

    Result<void> addPanels(const std::shared_ptr<const FlowPlan>& plan) {
        const auto first = plan->firstPeriod, last = static_cast<std::uint32_t>(first + plan->values.size() - 1);
        const auto a = periodOr(m_view.from, first), b = periodOr(m_view.to, last);
        switch (m_view.flow.form) {
        case FlowForm::Twins:
            if (auto made = add(plan, a, kNone); !made) return made;
            return add(plan, b, a);
        case FlowForm::Difference: return add(plan, b, a);
        case FlowForm::Multiples: {
            const auto count = std::min(kMostMultiples, last - first + 1);
            for (std::uint32_t k = 0; k < count; ++k) {
                const auto period = count == 1 ? last : first + static_cast<std::uint32_t>(std::uint64_t{k} * (last - first) / (count - 1));
                if (auto made = add(plan, period, kNone); !made) return made;
            }
            return {};
        }
        default: break;
        }
        const auto now = m_spec.to != kNone ? m_spec.to : m_spec.from != kNone ? m_spec.from : last;
        const auto before = now > first ? now - 1 : kNone;
        return add(plan, now, m_view.flow.colour == FlowColour::Change ? periodOr(m_view.from, before) : kNone);
    }

    const DatasetPtr& m_dataset;
    const ViewSpec& m_view;
    SnapshotSpec m_spec;
    std::vector<FlowPanel> m_panels;
};

} // namespace

FlowPanel flowPanel(std::shared_ptr<const FlowPlan> plan, SnapshotPtr snapshot, SnapshotPtr reference) {
    FlowPanel panel{std::move(plan), std::move(snapshot), std::move(reference), nullptr, {}};
    panel.flows = std::make_shared<const std::vector<GroupedFlow>>(flowsByPair(*panel.snapshot, *panel.plan));
    if (panel.reference) panel.before = pairValues(*panel.plan, groupedFlows(*panel.reference, *panel.plan));
    return panel;
}

Result<FlowPlans> flowPlans(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress, FlowEffort effort) {
    FlowPlans plans;
    for (const auto& one : panelViews(*dataset, view)) {
        auto plan = flowPlan(dataset, one, progress, effort);
        if (!plan) return tl::unexpected(plan.error());
        plans.push_back(std::make_shared<const FlowPlan>(std::move(*plan)));
    }
    return plans;
}

Result<std::vector<FlowPanel>> flowPanels(const DatasetPtr& dataset, const ViewSpec& view, const FlowPlans& plans) { return PanelMaker(dataset, view).run(plans); }

} // namespace chainscape
