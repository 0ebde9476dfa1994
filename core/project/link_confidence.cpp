// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/link_confidence.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "core/base/undefined.h"
#include "core/io/project_edits.h"
#include "core/model/dataset.h"

namespace chainscape {
namespace {

/// Weighted by value; where no value is known, plain.
struct Mean {
    double weighted = 0, weight = 0, plain = 0, count = 0;

    [[nodiscard]] double mean() const { return weight > 0 ? weighted / weight : count > 0 ? plain / count : kNaN; }
};

/// Finds flows by the words of their links.
class FlowFinder {
public:
    explicit FlowFinder(const Dataset& dataset) : m_dataset(dataset) {
        const LinkTable& links = dataset.links();
        for (std::uint32_t l = 0; l < links.size(); ++l) m_links.emplace(Key{links.source[l], links.target[l], links.kind[l], links.unit[l], links.via[l]}, l);
        for (std::uint16_t k = 0; k < dataset.kinds().size(); ++k) m_kinds.emplace(dataset.kinds()[k].name, k);
        for (std::uint16_t u = 0; u < dataset.units().size(); ++u) m_units.emplace(dataset.units()[u], u);
    }

    /// kNone when there is no such flow.
    [[nodiscard]] std::size_t find(const ConfidenceSum& sum, const HandEdits& hand) const {
        const auto firm = [&](const std::string& id) { return id.empty() ? kNone : m_dataset.firmIndex(hand.idFor(id)); };
        const auto kind = m_kinds.find(sum.kind);
        const auto unit = m_units.find(sum.unit);
        const auto period = m_dataset.periodIndex(sum.period);
        if (kind == m_kinds.end() || unit == m_units.end() || period == kNone) return kNone;
        const auto link = m_links.find(Key{firm(sum.source), firm(sum.target), kind->second, unit->second, firm(sum.via)});
        return link == m_links.end() ? kNone : flowAt(m_dataset.flows(), period, link->second);
    }

    static std::size_t flowAt(const FlowTable& flows, std::uint32_t period, std::uint32_t link) {
        const auto begin = flows.link.begin() + static_cast<std::ptrdiff_t>(flows.start[period]), end = flows.link.begin() + static_cast<std::ptrdiff_t>(flows.start[period + 1]);
        const auto at = std::lower_bound(begin, end, link);
        return at == end || *at != link ? kNone : static_cast<std::size_t>(at - flows.link.begin());
    }

private:
    using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint16_t, std::uint16_t, std::uint32_t>;
    const Dataset& m_dataset;
    std::map<Key, std::uint32_t> m_links;
    std::map<std::string, std::uint16_t> m_kinds, m_units;
};

} // namespace

Result<DatasetPtr> withConfidence(const DatasetPtr& dataset, const ProjectFile& file, Progress& progress) {
    const auto edits = file.edits();
    if (!edits) return tl::unexpected(edits.error());
    const auto hand = HandEdits::of(*edits);
    if (!hand) return tl::unexpected(hand.error());
    std::optional<FlowFinder> finder; // few files have confidences
    std::vector<Mean> means;
    const auto read = file.forEachConfidence(
        [&](const ConfidenceSum& sum) {
            if (!finder) finder.emplace(*dataset);
            means.resize(dataset->flows().size());
            const std::size_t flow = finder->find(sum, *hand);
            if (flow == kNone) return;
            Mean& mean = means[flow];
            mean = {mean.weighted + sum.weighted, mean.weight + sum.weight, mean.plain + sum.plain, mean.count + sum.rows};
        },
        progress);
    if (!read) return tl::unexpected(read.error());
    if (means.empty()) return dataset;
    auto flows = std::make_shared<FlowTable>(dataset->flows());
    for (const Mean& mean : means) flows->confidence.push_back(static_cast<float>(mean.mean()));
    Dataset::Parts parts = dataset->parts();
    parts.flows = std::move(flows);
    return std::make_shared<const Dataset>(std::move(parts));
}

std::vector<double> edgeConfidence(const Snapshot& s) {
    const FlowTable& flows = s.dataset().flows();
    if (flows.confidence.size() != flows.size() || flows.size() == 0) return {};
    std::vector<double> out(s.edgeCount(), kNaN);
    for (std::size_t e = 0; e < out.size(); ++e) {
        Mean mean;
        for (auto part = s.edges().partStart[e]; part < s.edges().partStart[e + 1]; ++part)
            for (auto period = s.spec().from; period <= s.spec().to; ++period) {
                const std::size_t flow = FlowFinder::flowAt(flows, period, s.edgeParts().link[part]);
                if (flow == kNone || std::isnan(flows.confidence[flow])) continue;
                const double confidence = double(flows.confidence[flow]), weight = std::isnan(flows.value[flow]) ? 0 : std::fabs(flows.value[flow]);
                mean = {mean.weighted + weight * confidence, mean.weight + weight, mean.plain + confidence, mean.count + 1};
            }
        out[e] = mean.mean();
    }
    return out;
}

} // namespace chainscape
