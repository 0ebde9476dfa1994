// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/dataset_builder.h"

#include <algorithm>
#include <array>
#include <numeric>

#include <tsl/robin_map.h>

#include "core/base/text.h"
#include "core/model/flow_sums.h"
#include "core/model/link_index.h"

namespace chainscape {
namespace {

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
using StringMap = tsl::robin_map<std::string, std::uint32_t, StringHash, std::equal_to<>>;

struct PeriodHash {
    std::size_t operator()(const Period& p) const {
        return (std::size_t(p.granularity) << 40 ^ std::size_t(p.fiscal) << 48 ^ std::size_t(std::uint32_t(p.ordinal))) * 0x9E3779B97F4A7C15ull;
    }
};

std::uint32_t intern(StringMap& map, std::vector<std::string>& list, std::string_view text) {
    if (const auto it = map.find(text); it != map.end()) return it->second;
    const auto code = static_cast<std::uint32_t>(list.size());
    list.emplace_back(text);
    map.emplace(std::string(text), code);
    return code;
}

/// Order in time: start day first, then granularity; undated comes first.
std::vector<std::uint32_t> chronological(const std::vector<PeriodEntry>& periods) {
    std::vector<std::uint32_t> order(periods.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        const Period &x = periods[a].period, &y = periods[b].period;
        const auto dx = startDay(x), dy = startDay(y);
        return dx != dy ? dx < dy : x < y;
    });
    return order;
}

} // namespace

struct DatasetBuilder::State {
    FirmTable firms;
    LinkTable links;
    RowColumns rows;
    std::vector<std::string> text{""};
    std::vector<PeriodEntry> periods;
    std::vector<Kind> kinds;
    std::vector<std::string> units;
    StageList stages;
    std::string title, source, sourceDate;
    bool illustrative = false;

    StringMap firmById, textCode, kindByName, unitByName, attributeByName;
    LinkIndex linkByKey;
    tsl::robin_map<Period, std::uint32_t, PeriodHash> periodByValue;

    State() { textCode.emplace(std::string(), 0u); }

    std::uint32_t code(std::string_view s) { return intern(textCode, text, s); }

    std::uint32_t newFirm(std::string_view id) {
        const auto f = static_cast<std::uint32_t>(firms.size());
        firms.id.emplace_back(id);
        firms.name.emplace_back(id);
        firms.stage.push_back(0);
        firms.stageInferred.push_back(0);
        firms.stageConfidence.push_back(kUnknownScore);
        for (auto* column : {&firms.sector, &firms.region, &firms.parent, &firms.function}) column->push_back(0);
        firms.digital.push_back(kUnknownScore);
        firms.isPlatform.push_back(0);
        firms.isEndUser.push_back(0);
        for (auto* column : {&firms.revenue, &firms.cost, &firms.latitude, &firms.longitude}) column->push_back(kUnknown);
        firmById.emplace(std::string(id), f);
        return f;
    }

    void setAttribute(std::uint32_t firm, std::string_view name, std::string_view value) {
        const auto found = attributeByName.find(name);
        std::uint32_t column = 0;
        if (found == attributeByName.end()) {
            column = static_cast<std::uint32_t>(firms.attributes.size());
            firms.attributes.push_back({std::string(name), {}});
            attributeByName.emplace(std::string(name), column);
        } else {
            column = found->second;
        }
        auto& codes = firms.attributes[column].codes;
        if (codes.size() <= firm) codes.resize(firm + 1, 0);
        codes[firm] = code(value);
    }

    void applyUndated(std::uint32_t f, const FirmRecord& r) {
        if (r.stage > 0) {
            firms.stage[f] = static_cast<std::int16_t>(r.stage);
            firms.stageConfidence[f] = 1;
        }
        if (!std::isnan(r.digital)) firms.digital[f] = r.digital;
        if (r.isPlatform) firms.isPlatform[f] = *r.isPlatform;
        if (r.isEndUser) firms.isEndUser[f] = *r.isEndUser;
    }

    void applyTimeless(std::uint32_t f, const FirmRecord& r) {
        if (!r.name.empty()) firms.name[f] = r.name;
        const auto setText = [&](std::vector<std::uint32_t>& column, const std::string& value) {
            if (!value.empty()) column[f] = code(value);
        };
        setText(firms.sector, r.sector);
        setText(firms.region, r.region);
        setText(firms.parent, r.parent);
        setText(firms.function, r.function);
        const auto setNumber = [&](std::vector<double>& column, double value) {
            if (!std::isnan(value)) column[f] = value;
        };
        setNumber(firms.revenue, r.revenue);
        setNumber(firms.cost, r.cost);
        setNumber(firms.latitude, r.latitude);
        setNumber(firms.longitude, r.longitude);
        for (const auto& [name, value] : r.attributes)
            if (!value.empty()) setAttribute(f, name, value);
    }

    void applyDated(std::uint32_t f, const FirmRecord& r) {
        const auto flag = [](const std::optional<bool>& b) { return static_cast<std::int8_t>(b ? *b : -1); };
        firms.versions.push_back({FirmId{f}, PeriodId{r.from}, static_cast<std::int16_t>(r.stage), r.digital,
                                  flag(r.isPlatform), flag(r.isEndUser)});
    }

    Result<void> check() const {
        for (std::size_t f = 0; f < firms.size(); ++f) {
            if (firms.stage[f] > stages.size())
                return failure(ErrorCode::BadArgument, "Firm " + firms.id[f] + " has stage " + std::to_string(firms.stage[f]) +
                                                           ", but the chain has " + std::to_string(stages.size()) + " stages.");
            if (firms.digital[f] < 0 || firms.digital[f] > 1)
                return failure(ErrorCode::BadArgument, "Firm " + firms.id[f] + " has a digital score outside 0 to 1.");
        }
        for (const float score : rows.digital)
            if (score < 0 || score > 1) return failure(ErrorCode::BadArgument, "A link has a digital score outside 0 to 1.");
        return {};
    }

    void sortPeriods() {
        const auto order = chronological(periods);
        std::vector<std::uint32_t> place(order.size());
        std::vector<PeriodEntry> sorted;
        for (std::uint32_t i = 0; i < order.size(); ++i) {
            place[order[i]] = i;
            sorted.push_back(std::move(periods[order[i]]));
        }
        periods = std::move(sorted);
        for (auto& p : rows.period) p = place[p];
        for (auto& v : firms.versions) v.from = PeriodId{place[index(v.from)]};
        std::ranges::stable_sort(firms.versions, {}, [](const FirmVersion& v) { return std::pair(index(v.firm), index(v.from)); });
    }
};

DatasetBuilder::DatasetBuilder() : m_state(std::make_unique<State>()) {}
DatasetBuilder::~DatasetBuilder() = default;
DatasetBuilder::DatasetBuilder(DatasetBuilder&&) noexcept = default;
DatasetBuilder& DatasetBuilder::operator=(DatasetBuilder&&) noexcept = default;

void DatasetBuilder::setStages(StageList stages) { m_state->stages = std::move(stages); }
void DatasetBuilder::setTitle(std::string title) { m_state->title = std::move(title); }
void DatasetBuilder::setIllustrative(bool on) { m_state->illustrative = on; }

void DatasetBuilder::setSource(std::string source, std::string date) {
    m_state->source = std::move(source);
    m_state->sourceDate = std::move(date);
}

void DatasetBuilder::setLayer(std::string_view name, Layer layer) { m_state->kinds[kind(name)].layer = layer; }

std::uint32_t DatasetBuilder::addFirm(const FirmRecord& record) {
    const auto f = firm(record.id);
    m_state->applyTimeless(f, record);
    if (record.from == kNone) m_state->applyUndated(f, record);
    else m_state->applyDated(f, record);
    return f;
}

std::uint32_t DatasetBuilder::firm(std::string_view id) {
    const auto it = m_state->firmById.find(id);
    return it != m_state->firmById.end() ? it->second : m_state->newFirm(id);
}

std::uint32_t DatasetBuilder::period(const Period& period, std::string_view text) {
    const auto [it, isNew] = m_state->periodByValue.emplace(period, static_cast<std::uint32_t>(m_state->periods.size()));
    if (isNew) m_state->periods.push_back({period, std::string(text)});
    return it->second;
}

std::uint16_t DatasetBuilder::kind(std::string_view name) {
    const auto it = m_state->kindByName.find(name);
    if (it != m_state->kindByName.end()) return static_cast<std::uint16_t>(it->second);
    const auto k = static_cast<std::uint32_t>(m_state->kinds.size());
    m_state->kinds.push_back({std::string(name), layerOfKind(name)});
    m_state->kindByName.emplace(std::string(name), k);
    return static_cast<std::uint16_t>(k);
}

std::uint16_t DatasetBuilder::unit(std::string_view name) {
    return static_cast<std::uint16_t>(intern(m_state->unitByName, m_state->units, name));
}

std::uint32_t DatasetBuilder::link(std::uint32_t source, std::uint32_t target, std::uint16_t kind, std::uint16_t unit,
                                   std::uint32_t via) {
    return m_state->linkByKey.numberOf(LinkKey::of(source, target, via, kind, unit), m_state->links);
}

void DatasetBuilder::addRow(std::uint32_t link, std::uint32_t period, double value, float digital) {
    m_state->rows.add(link, period, value, digital);
}

/// The slots of a batch are on their way while the batch before is looked up.
void DatasetBuilder::addRows(std::span<const LinkRow> rows) {
    constexpr std::size_t kBatch = 32;
    State& state = *m_state;
    std::array<LinkKey, kBatch> keys;
    for (; !rows.empty(); rows = rows.subspan(std::min(kBatch, rows.size()))) {
        const auto batch = rows.first(std::min(kBatch, rows.size()));
        for (std::size_t i = 0; i < batch.size(); ++i) {
            keys[i] = LinkKey::of(batch[i].source, batch[i].target, batch[i].via, batch[i].kind, batch[i].unit);
            state.linkByKey.prefetch(keys[i]);
        }
        for (std::size_t i = 0; i < batch.size(); ++i)
            state.rows.add(state.linkByKey.numberOf(keys[i], state.links), batch[i].period, batch[i].value, batch[i].digital);
    }
}

void DatasetBuilder::reserveRows(std::size_t n) { m_state->rows.reserve(n); }
void DatasetBuilder::reserveFirms(std::size_t n) { m_state->firmById.reserve(n); }

Result<void> DatasetBuilder::addFlow(std::string_view source, std::string_view target, std::string_view periodText, double value,
                                     std::string_view kindName, float digital, std::string_view unitName) {
    const auto parsed = parsePeriod(periodText);
    if (!parsed) return failure(ErrorCode::BadFormat, "\"" + std::string(periodText) + "\" is not a period.");
    const auto s = firm(source), t = firm(target);
    addRow(link(s, t, kind(kindName), unit(unitName)), period(*parsed, periodText), value, digital);
    return {};
}

std::size_t DatasetBuilder::firmCount() const { return m_state->firms.size(); }
std::size_t DatasetBuilder::rowCount() const { return m_state->rows.link.size(); }

Result<DatasetPtr> DatasetBuilder::build() {
    const auto state = std::move(m_state);
    m_state = std::make_unique<State>();
    if (state->stages.names.empty()) {
        const auto& given = state->firms.stage;
        const int top = given.empty() ? 0 : *std::ranges::max_element(given);
        if (top == 0) state->stages = defaultStages();
        for (int s = 1; s <= top; ++s) state->stages.names.push_back("Stage " + std::to_string(s));
    }
    if (auto ok = state->check(); !ok) return tl::unexpected(ok.error());
    state->sortPeriods();
    for (auto& column : state->firms.attributes) column.codes.resize(state->firms.size(), 0);

    Dataset::Parts parts;
    state->linkByKey = {};
    auto flows = sumRows(std::move(state->rows), state->periods.size());
    parts.flows = std::make_shared<const FlowTable>(std::move(flows));
    parts.firms = std::make_shared<const FirmTable>(std::move(state->firms));
    parts.links = std::make_shared<const LinkTable>(std::move(state->links));
    parts.text = std::make_shared<const std::vector<std::string>>(std::move(state->text));
    parts.periods = std::move(state->periods);
    parts.kinds = std::move(state->kinds);
    parts.units = std::move(state->units);
    parts.stages = std::move(state->stages);
    parts.title = std::move(state->title);
    parts.source = std::move(state->source);
    parts.sourceDate = std::move(state->sourceDate);
    parts.illustrative = state->illustrative;
    return std::make_shared<const Dataset>(std::move(parts));
}

DatasetPtr withStages(const Dataset& dataset, std::span<const std::int16_t> stage, std::span<const std::uint8_t> inferred,
                      std::span<const float> confidence, StageList stages) {
    auto firms = std::make_shared<FirmTable>(dataset.firms());
    firms->stage.assign(stage.begin(), stage.end());
    firms->stageInferred.assign(inferred.begin(), inferred.end());
    firms->stageConfidence.assign(confidence.begin(), confidence.end());
    Dataset::Parts parts = dataset.parts();
    parts.firms = std::move(firms);
    parts.stages = std::move(stages);
    return std::make_shared<const Dataset>(std::move(parts));
}

} // namespace chainscape
