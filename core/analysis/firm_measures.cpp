// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/measure_tables.h"

#include <array>
#include <cmath>

#include "core/base/undefined.h"

namespace chainscape {
namespace {

using Column = Result<std::vector<double>>;

/// One value per node, by index.
template <class Value>
Column perNode(const Snapshot& s, const Value& value) {
    std::vector<double> out(s.nodeCount());
    for (std::uint32_t i = 0; i < out.size(); ++i) out[i] = double(value(i));
    return out;
}

/// A column of an intermediate result that has one entry per node.
template <class T, class Read>
Column nodes(const Result<T>& result, const Read& read) {
    if (!result) return tl::unexpected(result.error());
    const auto& column = read(*result);
    return std::vector<double>(column.begin(), column.end());
}

/// A column of an intermediate result that has one entry per account row; end users get NaN.
template <class T, class Read>
Column rows(Findings& f, Progress& p, const Result<T>& result, const Read& read) {
    if (!result) return tl::unexpected(result.error());
    return f.accounts(p)->perNode(read(*result));
}

template <class Read>
Column book(Findings& f, Progress& p, const Read& read) {
    const auto& a = f.accounts(p);
    if (!a) return tl::unexpected(a.error());
    return a->perNode(read(*a));
}

Column throughflowColumn(Findings& f, Progress& p) {
    const auto& diagonal = f.inverseDiagonal(p);
    if (!diagonal) return tl::unexpected(diagonal.error());
    return f.accounts(p)->perNode(throughflow(*f.accounts(p), *diagonal));
}

Column soleBuyers(Findings& f, Progress& p) {
    const auto& c = f.concentration(p);
    if (!c) return tl::unexpected(c.error());
    return perNode(f.snapshot(), [&](std::uint32_t i) { return c->soleSupplierOf[i].size(); });
}

/// Where unknown scores decide, it is unknown.
Column tracedColumn(Findings& f, Progress& p) {
    const auto under = [&](UnknownScore unknown) { return rows(f, p, f.penetration(unknown, p), [](const Penetration& t) { return t.byOrigin; }); };
    const Column low = under(UnknownScore::AsAnalogue);
    if (!low || !f.hasUnknownScores()) return low;
    const Column high = under(UnknownScore::AsDigital);
    if (!high) return high;
    return agreement(*low, *high);
}

Column stageColumn(Findings& f, Progress&) {
    const auto& s = f.snapshot();
    return perNode(s, [&](std::uint32_t i) { return s.stage()[i] > 0 ? double(s.stage()[i]) : kNaN; });
}

constexpr std::string_view kEsri = "Diem, Borsos, Reisch, Kertesz & Thurner 2022, Sci. Rep. 12:7719";
constexpr std::string_view kHem = "Dietzenbacher & Lahr 2013; Miller & Blair 2009, ch. 12";
constexpr std::string_view kAccount = "Standard accounting";

using L = MeasureLevel;
using U = MeasureUnit;

constexpr std::array kFirm{
    Measure{"stage", L::Firm, "Stage", U::Label, 1, kOpen, Better::Neither, Cost::Linear, false,
            "The tier the firm sits in, 1 the most upstream; told from the links where the data does not say.", "given, else anchored levels",
            "Own definition on MacKay et al. 2020", nullptr, stageColumn},
    Measure{"trophic_level", L::Firm, "Trophic level", U::Steps, 0, kOpen, Better::Neither, Cost::Linear, false,
            "How far down the flow the firm sits, the most upstream firm of its group at 0.", "Lambda h = in - out",
            "MacKay, Johnson & Sansom 2020, R. Soc. Open Sci. 7:201138", nullptr,
            [](Findings& f, Progress& p) { return nodes(f.trophic(p), [](const TrophicLevels& t) { return t.level; }); }},
    Measure{"upstreamness", L::Firm, "Upstreamness", U::Steps, 1, kOpen, Better::Neither, Cost::Linear, false,
            "How many steps its product is from final use, on average.", "U = G 1", "Antras, Chor, Fally & Hillberry 2012", nullptr,
            [](Findings& f, Progress& p) { return rows(f, p, f.positions(p), [](const ChainPositions& q) { return q.upstreamness; }); }},
    Measure{"downstreamness", L::Firm, "Downstreamness", U::Steps, 1, kOpen, Better::Neither, Cost::Linear, false,
            "How many steps its product is from primary inputs, on average.", "D = 1'L", "Antras & Chor 2018", nullptr,
            [](Findings& f, Progress& p) { return rows(f, p, f.positions(p), [](const ChainPositions& q) { return q.outputMultiplier; }); }},
    Measure{"output_multiplier", L::Firm, "Output multiplier", U::Plain, 1, kOpen, Better::Neither, Cost::Linear, false,
            "How many euros of business one more euro of demand for its product sets in motion.", "column sum of L", "Leontief 1936", nullptr,
            [](Findings& f, Progress& p) { return rows(f, p, f.positions(p), [](const ChainPositions& q) { return q.outputMultiplier; }); }},
    Measure{"output", L::Firm, "Output", U::Value, 0, kOpen, Better::Neither, Cost::Linear, false,
            "What the firm turns over: sales, purchases or declared revenue, whichever is the greatest.", "x = max(out, in, revenue)", kAccount, nullptr,
            [](Findings& f, Progress& p) { return book(f, p, [](const Accounts& a) { return a.output; }); }},
    Measure{"value_added", L::Firm, "Value added", U::Value, 0, kOpen, Better::Neither, Cost::Linear, false,
            "Output beyond what it buys from the chain.", "v = x - in", kAccount, nullptr,
            [](Findings& f, Progress& p) { return book(f, p, [](const Accounts& a) { return a.valueAdded; }); }},
    Measure{"final_use", L::Firm, "Final use", U::Value, 0, kOpen, Better::Neither, Cost::Linear, false,
            "What it delivers to end users or does not sell on.", "y = deliveries + x - out", kAccount, nullptr,
            [](Findings& f, Progress& p) { return book(f, p, [](const Accounts& a) { return a.finalUse; }); }},
    Measure{"unallocated", L::Firm, "Unallocated", U::Value, 0, kOpen, Better::Lower, Cost::Linear, false,
            "Output whose buyers the data does not show: stock, or missing links.", "x - out", kAccount, nullptr,
            [](Findings& f, Progress& p) { return book(f, p, [](const Accounts& a) { return a.unallocated; }); }},
    Measure{"extraction_loss", L::Firm, "Loss if it disappears", U::Value, 0, kOpen, Better::Neither, Cost::Search, false,
            "Output of the whole chain, its own included, that hangs on it; importance, not a forecast.", "m x / L_ii", kHem, nullptr,
            [](Findings& f, Progress& p) { return rows(f, p, f.extraction(p), [](const Extraction& x) { return x.total; }); }},
    Measure{"extraction_others", L::Firm, "Loss of others if it disappears", U::Value, 0, kOpen, Better::Neither, Cost::Search, false,
            "Output of all other firms that hangs on it.", "m x / L_ii - x", kHem, nullptr,
            [](Findings& f, Progress& p) { return rows(f, p, f.extraction(p), [](const Extraction& x) { return x.others; }); }},
    Measure{"extraction_backward", L::Firm, "Loss if it stops buying", U::Value, 0, kOpen, Better::Neither, Cost::Search, false,
            "Output lost upstream when it stops buying; ranks assemblers and platforms first.", "(m - 1) x / L_ii", kHem, nullptr,
            [](Findings& f, Progress& p) { return rows(f, p, f.extraction(p), [](const Extraction& x) { return x.backward; }); }},
    Measure{"extraction_forward", L::Firm, "Loss if it stops selling", U::Value, 0, kOpen, Better::Neither, Cost::Search, false,
            "Output lost downstream when it stops selling to producers; ranks upstream firms first.", "(U - 1) x / L_ii", kHem, nullptr,
            [](Findings& f, Progress& p) { return rows(f, p, f.extraction(p), [](const Extraction& x) { return x.forward; }); }},
    Measure{"throughflow", L::Firm, "Throughflow", U::Share, 0, 1, Better::Neither, Cost::Search, false,
            "Share of the final value whose making passes through it; a measure of size.", "x / (L_ii sum y)", "Own definition; Domar weight without loops",
            nullptr, throughflowColumn},
    Measure{"betweenness", L::Firm, "Betweenness", U::Plain, 0, kOpen, Better::Neither, Cost::Search, false,
            "How many shortest routes between other firms lead through it; estimated from a sample above 5,000 firms.", "sum of route shares, directed, in hops",
            "Brandes 2001", nullptr, [](Findings& f, Progress& p) { return nodes(f.betweenness(p), [](const Betweenness& b) { return b.value; }); }},
    Measure{"esri", L::Firm, "Systemic risk", U::Share, 0, 1, Better::Lower, Cost::Heavy, false,
            "Share of the chain's sales hit if it stops, by missing inputs downstream and lost orders upstream.",
            "sum out share (1 - min(h_d, h_u))", kEsri, nullptr,
            [](Findings& f, Progress& p) { return nodes(f.risk(p), [](const SystemicRisk& r) { return r.index; }); }},
    Measure{"esri_down", L::Firm, "Systemic risk, downstream", U::Share, 0, 1, Better::Lower, Cost::Heavy, false,
            "Share of the chain's sales hit by missing inputs if it stops.", "sum out share (1 - h_d)", kEsri, nullptr,
            [](Findings& f, Progress& p) { return nodes(f.risk(p), [](const SystemicRisk& r) { return r.down; }); }},
    Measure{"esri_up", L::Firm, "Systemic risk, upstream", U::Share, 0, 1, Better::Lower, Cost::Heavy, false,
            "Share of the chain's sales hit by lost orders if it stops.", "sum out share (1 - h_u)", kEsri, nullptr,
            [](Findings& f, Progress& p) { return nodes(f.risk(p), [](const SystemicRisk& r) { return r.up; }); }},
    Measure{"dependence_on_platforms", L::Firm, "Platform dependence", U::Share, 0, 1, Better::Lower, Cost::Linear, false,
            "Share of its output that reaches end users only through a platform.", "1 - [(I - B_NN)^-1 f_N]_i", kOwn, nullptr,
            [](Findings& f, Progress& p) { return nodes(f.platforms(p), [](const PlatformDependence& d) { return d.supplierTotal; }); }},
    Measure{"sole_supplier_count", L::Firm, "Sole supplier of", U::Count, 0, kOpen, Better::Lower, Cost::Linear, false,
            "How many buyers have it as the only supplier of a sector.", "groups with one supplier", "Herfindahl", nullptr, soleBuyers},
    Measure{"digital_score", L::Firm, "Digital score", U::Share, 0, 1, Better::Higher, Cost::Linear, false,
            "The firm's own digital capability as the data states it.", "given", "", nullptr,
            [](Findings& f, Progress&) { return perNode(f.snapshot(), [&](std::uint32_t i) { return f.snapshot().digital()[i]; }); }},
    Measure{"traced_share", L::Firm, "Traced to the user", U::Share, 0, 1, Better::Higher, Cost::Linear, true,
            "Share of its value that stays on digital links all the way to an end user.", "[(I - B o M)^-1 (f o M)]_i", kOwn, nullptr,
            tracedColumn},
    Measure{"suppliers", L::Firm, "Suppliers", U::Count, 0, kOpen, Better::Neither, Cost::Linear, false, "Firms it buys from.", "in-degree", "", nullptr,
            [](Findings& f, Progress& p) { return nodes(f.centrality(p), [](const Centrality& c) { return c.suppliers; }); }},
    Measure{"buyers", L::Firm, "Buyers", U::Count, 0, kOpen, Better::Neither, Cost::Linear, false, "Firms it sells to.", "out-degree", "", nullptr,
            [](Findings& f, Progress& p) { return nodes(f.centrality(p), [](const Centrality& c) { return c.buyers; }); }},
    Measure{"partners", L::Firm, "Partners", U::Count, 0, kOpen, Better::Neither, Cost::Linear, false, "Its degree: links it has, as seller or buyer.", "in-degree + out-degree", "", nullptr,
            [](Findings& f, Progress& p) {
                return nodes(f.centrality(p), [](const Centrality& c) {
                    std::vector<double> sum(c.buyers.begin(), c.buyers.end());
                    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += double(c.suppliers[i]);
                    return sum;
                });
            }},
    Measure{"trade", L::Firm, "Trade", U::Value, 0, kOpen, Better::Neither, Cost::Linear, false, "Its strength: all it buys and sells in the chain.", "in + out", "", nullptr,
            [](Findings& f, Progress&) { return perNode(f.snapshot(), [&](std::uint32_t i) { return f.snapshot().inValue()[i] + f.snapshot().outValue()[i]; }); }},
    Measure{"purchases", L::Firm, "Purchases", U::Value, 0, kOpen, Better::Neither, Cost::Linear, false, "What it buys in the chain.", "in", "", nullptr,
            [](Findings& f, Progress&) { return perNode(f.snapshot(), [&](std::uint32_t i) { return f.snapshot().inValue()[i]; }); }},
    Measure{"sales", L::Firm, "Sales", U::Value, 0, kOpen, Better::Neither, Cost::Linear, false, "What it sells in the chain.", "out", "", nullptr,
            [](Findings& f, Progress&) { return perNode(f.snapshot(), [&](std::uint32_t i) { return f.snapshot().outValue()[i]; }); }},
    Measure{"page_rank", L::Firm, "PageRank", U::Share, 0, 1, Better::Neither, Cost::Linear, false,
            "How much of the trade a random walk along the links would meet here.", "damping 0.85, by value", "Brin & Page 1998", nullptr,
            [](Findings& f, Progress& p) { return nodes(f.centrality(p), [](const Centrality& c) { return c.pageRank; }); }},
    Measure{"coreness", L::Firm, "Coreness", U::Count, 0, kOpen, Better::Neither, Cost::Linear, false,
            "The densest core it belongs to: there every firm has at least so many partners.", "k-core", "Batagelj & Zaversnik 2003", nullptr,
            [](Findings& f, Progress& p) { return nodes(f.centrality(p), [](const Centrality& c) { return c.coreness; }); }},
    Measure{"closeness", L::Firm, "Closeness", U::Share, 0, 1, Better::Neither, Cost::Search, false,
            "How near it is to all firms downstream.", "(r / (n - 1)) (r / sum of distances)", "Wasserman & Faust 1994", nullptr,
            [](Findings& f, Progress& p) { return closeness(f.snapshot(), p); }},
    Measure{"reach_down", L::Firm, "Reach downstream", U::Share, 0, 1, Better::Neither, Cost::Search, false,
            "Share of the other firms it can reach along the links.", "reachable / (n - 1)", "", nullptr,
            [](Findings& f, Progress& p) { return nodes(f.reach(ReachDirection::Downstream, p), [](const Reach& r) { return r.share; }); }},
    Measure{"reach_up", L::Firm, "Reach upstream", U::Share, 0, 1, Better::Neither, Cost::Search, false,
            "Share of the other firms it can be reached from.", "reachable / (n - 1)", "", nullptr,
            [](Findings& f, Progress& p) { return nodes(f.reach(ReachDirection::Upstream, p), [](const Reach& r) { return r.share; }); }},
    Measure{"articulation", L::Firm, "Articulation point", U::Flag, 0, 1, Better::Lower, Cost::Linear, false,
            "Without it the chain falls apart.", "cut vertex of the undirected chain", "Tarjan 1972", nullptr,
            [](Findings& f, Progress& p) { return nodes(f.chokepoints(p), [](const Chokepoints& c) { return c.isArticulation; }); }},
    Measure{"origins_through", L::Firm, "Origins that need it", U::Count, 0, kOpen, Better::Lower, Cost::Linear, false,
            "How many origins reach end users only through it.", "post-dominated origins", "Cooper, Harvey & Kennedy 2001", nullptr,
            [](Findings& f, Progress& p) { return nodes(f.chokepoints(p), [](const Chokepoints& c) { return c.originsThrough; }); }},
    Measure{"community", L::Firm, "Community", U::Label, 0, kOpen, Better::Neither, Cost::Search, false,
            "The group of firms it trades with more than by chance; 0 the greatest.", "maximum modularity", "Traag, Waltman & van Eck 2019 (Leiden)", nullptr,
            [](Findings& f, Progress& p) { return nodes(f.communities(p), [](const Communities& c) { return c.of; }); }},
};

} // namespace

std::span<const Measure> firmMeasures() { return kFirm; }

} // namespace chainscape
