// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChainState: one period of a chain while a scenario works on it: its flows and the books of every firm.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"
#include "core/scenario/edit_list.h"

namespace chainscape {

/// One flow of the period, any layer. `counted` flows make up the books: the spec's layer and unit, known values, no self-links,
/// no pairs that net to nothing or less.
struct StateFlow {
    std::uint32_t source = 0, target = 0, via = kNone;
    std::uint32_t link = kNone; ///< row of the base's LinkTable; kNone for new links
    std::uint32_t rows = 0;
    std::uint16_t kind = 0, unit = 0;
    float digital = 0;
    bool counted = false, gone = false;
    double value = 0;
};

/// Per firm. For producers output = sales + unallocated and value added = output - purchases - external. An end user's purchases
/// are final; as a seller its output is its sales. Sales and purchases are sums of counted flows.
struct StateFirms {
    std::vector<std::int16_t> stage;
    std::vector<float> digital;
    std::vector<std::uint8_t> endUser, platform, entrant;
    std::vector<double> output, unallocated, external, sales, purchases;
    std::vector<double> firstOutput; ///< output in the base; what a declared revenue stands beside
    std::vector<double> strandedSupply, strandedDemand; ///< what it could not place, what it could not get, over all steps

    [[nodiscard]] std::size_t size() const { return stage.size(); }
};

/// Sums over all firms; value added + external = final use whenever the books add up.
struct StateTotals {
    double flow = 0, valueAdded = 0, external = 0, finalUse = 0;
    double worstFirm = 0; ///< greatest |output - sales - unallocated|
    double leastValueAdded = 0;
};

/// Flow indices by one of their firms: those of firm f are place[start[f]..start[f + 1]).
struct FlowIndex {
    std::vector<std::uint32_t> start, place;
};

/// A plain value: copy it to try a step. The base Dataset is never touched. Edit between begin() and settle().
class ChainState {
public:
    /// spec names one period, layer and unit; its filter is ignored. Fails as makeSnapshot does, and with BadArgument for a range.
    static Result<ChainState> open(const DatasetPtr& base, const SnapshotSpec& spec, Progress& progress);

    [[nodiscard]] const Dataset& base() const { return *m_base; }
    [[nodiscard]] const SnapshotSpec& spec() const { return m_spec; }
    [[nodiscard]] const std::vector<StateFlow>& flows() const { return m_flows; }
    [[nodiscard]] const StateFirms& firms() const { return m_firms; }
    [[nodiscard]] const FirmTable& table() const { return m_table ? *m_table : m_base->firms(); }
    [[nodiscard]] const std::string& id(std::uint32_t firm) const { return table().id[firm]; }
    [[nodiscard]] std::string_view text(std::uint32_t code) const { return m_text ? (*m_text)[code] : m_base->text(code); }
    /// kNone when there is none.
    [[nodiscard]] std::uint32_t firmIndex(std::string_view id) const;
    [[nodiscard]] double sizeOf(std::uint32_t firm) const { return std::max(m_firms.sales[firm], m_firms.purchases[firm]); }
    [[nodiscard]] bool isLayer(std::uint16_t kind) const { return m_kinds[kind].layer == m_spec.layer; }
    [[nodiscard]] Recompute mode() const { return m_mode; }
    [[nodiscard]] const std::vector<Kind>& kinds() const { return m_kinds; }
    [[nodiscard]] std::uint16_t unit() const { return m_unit; }
    [[nodiscard]] StateTotals totals() const;
    [[nodiscard]] bool changed() const { return m_flowsChanged || m_firmsChanged; }
    [[nodiscard]] double strandedSupply() const { return m_strandedSupply; }
    [[nodiscard]] double strandedDemand() const { return m_strandedDemand; }
    [[nodiscard]] FlowIndex byTarget() const;
    [[nodiscard]] FlowIndex bySource() const;

    void begin(Recompute mode);
    /// A value set to 0 takes the link away.
    void setValue(std::size_t flow, double value);
    void setDigital(std::size_t flow, float score);
    void erase(std::size_t flow);
    /// The kind of this name, created when new.
    std::uint16_t kindNamed(std::string_view name);
    /// The flow of this grain, made with value 0 and this score when there is none.
    std::size_t flowOf(std::uint32_t source, std::uint32_t target, std::uint16_t kind, std::uint32_t via, float digital);
    /// Adds trade that has a score of its own: the flow's becomes the value-weighted mean of the known ones.
    void addTrade(std::size_t flow, double value, float digital);
    /// Under Demand the buyer gets this much from outside; otherwise it goes without.
    void buyOutside(std::uint32_t buyer, double amount);
    /// What a supplier could not place; under Supply settle() finds it itself.
    void strandSupply(std::uint32_t supplier, double amount) {
        if (m_mode != Recompute::Supply) addStranded(supplier, amount);
    }
    /// What a buyer could not get.
    void strandDemand(std::uint32_t buyer, double amount) { m_firms.strandedDemand[buyer] += amount, m_strandedDemand += amount; }
    /// Output moves for other reasons than orders: prices, goods that only pass through.
    void adjustOutput(std::uint32_t firm, double by);
    /// Closes the books of a firm whose flows are gone. Outside: what it left unallocated is bought outside under Demand.
    enum class Stock : std::uint8_t { Outside, Dropped };
    void close(std::uint32_t firm, Stock stock);
    /// Output = max(sales, purchases + external), for prices and volumes.
    void rederive(std::uint32_t firm);
    /// Multiplies all books that no flow carries.
    void scaleBooks(double factor);

    /// A new firm with the facts of `like` (kNone: none). The id must be free.
    std::uint32_t addFirm(const std::string& id, std::uint32_t like);
    void nameFirm(std::uint32_t firm, const std::string& name, const std::string& sector, const std::string& region);
    void setStage(std::uint32_t firm, int stage);
    void setFirmDigital(std::uint32_t firm, float score);
    void markEntrant(std::uint32_t firm) { m_firms.entrant[firm] = 1; }
    /// Everything the members trade becomes `into`'s; returns the trade between them, which disappears.
    double merge(const std::vector<std::uint32_t>& members, std::uint32_t into);
    /// Everything `firm` trades goes to the parts by share; it keeps nothing unless it is a part itself.
    void split(std::uint32_t firm, const std::vector<std::pair<std::uint32_t, double>>& parts);

    /// Lets the rest of the chain answer. Fails with Undefined when a loop adds no value.
    Result<void> settle(Progress& progress);
    /// As settle(), with one firm's output held at `limit`, below what it is; Demand or Supply.
    Result<void> settleCapped(std::uint32_t firm, double limit, Progress& progress);
    /// Sets every flow at once (uncounted ones keep theirs), books by the rule of accounts.
    void replaceValues(const std::vector<double>& values);

    /// The base with this one period changed; the base itself when nothing is.
    [[nodiscard]] DatasetPtr build() const;
    /// The period as it stands now; its firms are numbered as here.
    [[nodiscard]] Result<SnapshotPtr> snapshot() const { return makeSnapshot(build(), m_spec); }

private:
    struct Cap {
        std::uint32_t firm = kNone;
        double limit = 0;
    };
    ChainState() = default;
    void loadFlows(const Snapshot& snapshot);
    Result<void> loadBooks(const Snapshot& snapshot, Progress& progress);
    FirmTable& writableTable();
    double currentRevenue(std::uint32_t firm) const;
    void recount();
    void judgeEntrants();
    void correctBuyers();
    void fitSales();
    void addStranded(std::uint32_t supplier, double amount) { m_firms.strandedSupply[supplier] += amount, m_strandedSupply += amount; }
    void serveOnlyPart(const Cap& cap);
    Result<void> settleDemand(const Cap& cap, Progress& progress);
    Result<void> settleSupply(const Cap& cap, Progress& progress);
    void settleLedger();
    [[nodiscard]] std::shared_ptr<const FirmTable> builtFirms() const;

    DatasetPtr m_base;
    SnapshotSpec m_spec;
    Snapshot::EndUserRule m_endUserRule{};
    std::uint16_t m_unit = 0;
    std::vector<Kind> m_kinds;
    std::vector<StateFlow> m_flows;
    FlowIndex m_index;                                           ///< of the flows when it was made
    std::unordered_multimap<std::uint64_t, std::uint32_t> m_added; ///< flows made since, by pair of firms
    StateFirms m_firms;
    std::shared_ptr<FirmTable> m_table;                          ///< the base's copy once a firm changes
    std::shared_ptr<std::vector<std::string>> m_text;
    std::unordered_map<std::string, std::uint32_t> m_newFirms;
    std::vector<std::uint32_t> m_dated;                          ///< firms whose stage or score changed
    std::vector<double> m_purchasesBefore;
    std::vector<std::uint8_t> m_touched;
    Recompute m_mode = Recompute::Demand;
    bool m_flowsChanged = false, m_firmsChanged = false;
    double m_outsideStock = 0, m_strandedSupply = 0, m_strandedDemand = 0;
};

} // namespace chainscape
