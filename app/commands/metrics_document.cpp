// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/metrics_document.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/registry.h"
#include "core/project/risk_limit.h"

namespace chainscape::cli {
namespace {

Json text(const std::string& words) { return words; }

/// Whole numbers as integers.
Json count(double value) { return std::isfinite(value) ? Json(static_cast<std::int64_t>(value)) : Json(nullptr); }

class Document {
public:
    Document(Findings& findings, const MetricsArgs& args, Progress& progress)
        : m_f(findings), m_s(findings.snapshot()), m_args(args), m_progress(progress), m_anyUnknown(anyUnknown()) {}

    Json chain() {
        Json json = Json::object();
        for (const char* id : {"firms", "links"}) json[id] = count(chainValue(id).value);
        for (const char* id : {"total_value", "final_value", "directedness", "trophic_incoherence", "backflow_share", "feedback_arc_share", "loop_share",
                               "chain_length", "breadth", "scope"})
            json[id] = number(chainValue(id).value);
        for (const char* id : {"digital_coverage_value", "digital_coverage_count", "penetration", "penetration_upstream"}) putBand(json, id, number);
        for (const char* id : {"penetration_depth_strict", "penetration_depth_relaxed"}) putBand(json, id, count);
        putCuts(json);
        putBand(json, "enterprise_internet_index", number);
        for (const char* id : {"platform_share", "platform_hhi"}) json[id] = number(chainValue(id).value);
        json["stage_hhi"] = Json::array();
        if (const auto& breadth = m_f.breadth(m_progress))
            for (const double hhi : breadth->herfindahl) json["stage_hhi"].push_back(number(hhi));
        json["critical_firm"] = criticalFirm();
        return json;
    }

    Json firms() {
        static constexpr std::array ids{"trophic_level", "upstreamness", "downstreamness", "output_multiplier", "extraction_loss", "throughflow", "betweenness",
                                        "esri", "esri_down", "esri_up", "dependence_on_platforms", "community"};
        std::vector<std::vector<double>> columns;
        for (const char* id : ids) columns.push_back(column(id));
        const auto& sole = m_f.concentration(m_progress);
        Json rows = Json::array();
        for (std::uint32_t i = 0; i < m_s.nodeCount(); ++i) {
            Json row{{"id", m_s.id(i)}, {"stage", m_s.stage()[i] > 0 ? Json(int(m_s.stage()[i])) : Json(nullptr)}, {"stage_inferred", m_s.stageInferred()[i] != 0}};
            for (std::size_t k = 0; k < ids.size(); ++k) row[ids[k]] = ids[k] == std::string_view("community") ? count(columns[k][i]) : number(columns[k][i]);
            row["sole_supplier_of"] = Json::array();
            if (sole)
                for (const auto buyer : sole->soleSupplierOf[i]) row["sole_supplier_of"].push_back(m_s.id(buyer));
            rows.push_back(std::move(row));
        }
        return rows;
    }

    Json links() {
        const auto& low = m_f.dataChain(UnknownScore::AsAnalogue, m_progress);
        const auto& high = m_f.dataChain(UnknownScore::AsDigital, m_progress);
        const auto lowGain = gains(UnknownScore::AsAnalogue), highGain = gains(UnknownScore::AsDigital);
        Json rows = Json::array();
        for (std::uint32_t e = 0; e < m_s.edgeCount(); ++e) {
            const auto& edges = m_s.edges();
            Json row{{"source", m_s.id(edges.source[e])}, {"target", m_s.id(edges.target[e])}, {"kind", kindsOf(e)},
                     {"value", edges.valueUnknown[e] ? Json(nullptr) : number(edges.value[e])}, {"digital", number(score(edges.digital[e]))}};
            const bool decided = low && high && low->digital[e] == high->digital[e];
            row["is_gap"] = decided ? Json(low->digital[e] == 0) : Json(nullptr);
            const bool same = lowGain[e] == highGain[e] || std::fabs(lowGain[e] - highGain[e]) <= 1e-12;
            row["gap_gain"] = same ? number(lowGain[e]) : Json(nullptr);
            if (m_anyUnknown && low && high) {
                row["is_gap_low"] = low->digital[e] == 0;
                row["is_gap_high"] = high->digital[e] == 0;
                row["gap_gain_low"] = number(lowGain[e]);
                row["gap_gain_high"] = number(highGain[e]);
            }
            rows.push_back(std::move(row));
        }
        return rows;
    }

    /// What a reader must know beside the numbers.
    void addFacts() {
        if (m_s.endUserRule() == Snapshot::EndUserRule::Sinks && m_s.nodeCount() > 0)
            warn("No end users are marked and no stages given: firms that sell nothing count as end users.");
        if (!m_s.negatives().empty())
            warn(std::to_string(m_s.negatives().size()) + " pairs with a negative sum are left out, such as " + firmId(m_s.negatives()[0].sourceFirm) + " to " +
                 firmId(m_s.negatives()[0].targetFirm) + ".");
        const auto unknown = std::ranges::count(m_s.edges().valueUnknown, std::uint8_t(1));
        if (unknown > 0) warn(std::to_string(unknown) + " links have no known value; they count as links, not as value.");
        if (const auto& a = m_f.accounts(m_progress)) {
            const auto off = imbalances(m_s, *a);
            if (!off.empty())
                warn("The books of " + std::to_string(off.size()) + " firms do not balance; the greatest gap is " + m_s.id(off[0].node) + ", which buys " +
                     number(off[0].amount).dump() + " more than it sells.");
        }
        const double backflow = chainValue("backflow_share").value;
        if (backflow > m_f.options().mislabelled) warn("More than " + number(m_f.options().mislabelled * 100).dump() + " % of the value flows back to earlier stages: stages may be mislabelled.");
    }

    Json warnings = Json::array();

private:
    [[nodiscard]] bool anyUnknown() const {
        const auto unknown = [](float score) { return std::isnan(score); };
        if (std::ranges::any_of(m_s.edges().digital, unknown)) return true;
        return m_f.options().digital.mode == DigitalMode::LinkAndFirms && std::ranges::any_of(m_s.digital(), unknown);
    }

    void warn(const std::string& sentence) {
        if (std::ranges::find(warnings, text(sentence)) == warnings.end()) warnings.push_back(sentence);
    }
    const std::string& firmId(std::uint32_t firm) const { return m_s.dataset().firms().id[firm]; }

    /// Scores are kept as float; their shortest decimal text is what the file said.
    static double score(float value) {
        if (std::isnan(value)) return std::nan("");
        return std::round(double(value) * 1e7) / 1e7;
    }

    ChainValue chainValue(const char* id) {
        const auto value = chainMeasure(id, m_f, m_progress);
        if (value) return *value;
        warn(value.error().message);
        return {std::nan(""), std::nan(""), std::nan("")};
    }

    template <class Form>
    void putBand(Json& json, const std::string& id, const Form& form) {
        const auto value = chainValue(id.c_str());
        json[id] = form(value.value);
        if (!m_anyUnknown) return;
        json[id + "_low"] = form(value.low);
        json[id + "_high"] = form(value.high);
    }

    static Json cut(const StageCut& c) { return {{"from", c.from}, {"to", c.to}, {"digital_share", number(c.digital)}}; }

    void putCuts(Json& json) {
        const auto list = [&](UnknownScore unknown) {
            Json cuts = Json::array();
            if (const auto& chain = m_f.dataChain(unknown, m_progress))
                for (const auto& c : chain->cuts) cuts.push_back(cut(c));
            return cuts;
        };
        const auto weakest = [&](UnknownScore unknown) {
            const auto& chain = m_f.dataChain(unknown, m_progress);
            const auto k = chain ? weakestCut(chain->cuts) : kNone;
            return k == kNone ? Json(nullptr) : cut(chain->cuts[k]);
        };
        const auto put = [&](const std::string& key, const auto& read) {
            const Json low = read(UnknownScore::AsAnalogue), high = read(UnknownScore::AsDigital);
            json[key] = low == high ? low : Json(nullptr);
            if (!m_anyUnknown) return;
            json[key + "_low"] = low;
            json[key + "_high"] = high;
        };
        put("stage_cuts", list);
        put("weakest_cut", weakest);
    }

    [[nodiscard]] bool wantsRisk() const { return m_args.esri || riskWithinLimit(m_s, m_f.options()); }

    Json criticalFirm() {
        if (!wantsRisk()) {
            warn(riskLimitSentence(m_s, m_f.options()));
            return nullptr;
        }
        const auto& risk = m_f.risk(m_progress);
        if (!risk) return nullptr;
        if (risk->notConverged > 0) warn("The systemic risk of " + std::to_string(risk->notConverged) + " firms had not converged when it was stopped.");
        const auto i = mostCritical(m_s, risk->index);
        if (i == kNone) return nullptr;
        return {{"id", m_s.id(i)}, {"esri", number(risk->index[i])}};
    }

    std::vector<double> column(std::string_view id) {
        const std::vector<double> undefined(m_s.nodeCount(), std::nan(""));
        if (id.starts_with("esri") && !wantsRisk()) return undefined;
        auto values = firmMeasure(id, m_f, m_progress);
        if (values) {
            if (id == "betweenness" && !m_f.betweenness(m_progress)->exact())
                warn("Betweenness is estimated from the routes of " + std::to_string(m_f.betweenness(m_progress)->sources) + " firms.");
            return std::move(*values);
        }
        warn(values.error().message);
        return undefined;
    }

    std::vector<double> gains(UnknownScore unknown) {
        const auto& gain = m_f.gapGains(unknown, m_progress);
        if (!gain) {
            warn(gain.error().message);
            return std::vector<double>(m_s.edgeCount(), std::nan(""));
        }
        if (gain->lowerBounds > 0) warn("The gains of " + std::to_string(gain->lowerBounds) + " gaps on loops are lower bounds.");
        return gain->gain;
    }

    std::string kindsOf(std::uint32_t e) const {
        const auto& d = m_s.dataset();
        std::vector<std::string> kinds;
        for (auto p = m_s.edges().partStart[e]; p < m_s.edges().partStart[e + 1]; ++p) {
            const auto& kind = d.kinds()[d.links().kind[m_s.edgeParts().link[p]]].name;
            if (std::ranges::find(kinds, kind) == kinds.end()) kinds.push_back(kind);
        }
        std::ranges::sort(kinds);
        std::string out;
        for (const auto& kind : kinds) out += (out.empty() ? "" : "+") + kind;
        return out;
    }

    Findings& m_f;
    const Snapshot& m_s;
    MetricsArgs m_args;
    Progress& m_progress;
    bool m_anyUnknown;
};

} // namespace

Json metricsDocument(Findings& findings, const MetricsArgs& args, Progress& progress) {
    const Snapshot& s = findings.snapshot();
    Document document(findings, args, progress);
    Json json{{"period", s.periodText()}, {"layer", nameOf(s.spec().layer)}, {"unit", s.unit()},
              {"digital_mode", findings.options().digital.mode == DigitalMode::Link ? "link" : "strict"}};
    json["chain"] = document.chain();
    if (args.firms) json["firms"] = document.firms();
    if (args.links) json["links"] = document.links();
    document.addFacts();
    json["warnings"] = std::move(document.warnings);
    return json;
}

Json chainMetrics(Findings& findings, const MetricsArgs& args, Json& warnings, Progress& progress) {
    Document document(findings, args, progress);
    Json json = document.chain();
    for (auto& warning : document.warnings) warnings.push_back(std::move(warning));
    return json;
}

} // namespace chainscape::cli
