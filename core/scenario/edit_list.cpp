// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/edit_list.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "core/base/text.h"

namespace chainscape {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, std::variant_size_v<Operation>> kOperations{
    "remove_firm", "remove_platform", "add_firm",      "move_firm",     "remove_link", "add_link", "rewire",
    "merge",       "split",           "digitise_firm", "digitise_link", "capacity",    "reshore",  "scale"};
constexpr std::array<std::string_view, 4> kRecompute{"demand", "supply", "ledger", "shock"};
constexpr std::array<std::string_view, 2> kRemoveFirm{"lose", "reallocate"};
constexpr std::array<std::string_view, 3> kRemovePlatform{"dissolve", "lose", "bypass"};
constexpr std::array<std::string_view, 3> kMargin{"buyers", "suppliers", "split"};
constexpr std::array<std::string_view, 5> kCapacity{"band", "demand", "supply", "shock", "reroute"};

/// Both directions of one step: `field` is called for every parameter in the order of the table.
template <class Fields> void visit(Fields& f, RemoveFirm& o) {
    f.text("firm", o.firm, Fields::kNeeded);
    f.word("mode", o.mode, kRemoveFirm);
}
template <class Fields> void visit(Fields& f, RemovePlatform& o) {
    f.text("firm", o.firm, Fields::kNeeded);
    f.word("mode", o.mode, kRemovePlatform);
    f.word("margin", o.margin, kMargin);
    f.flag("digital", o.digital);
    f.number("headroom", o.headroom);
}
template <class Fields> void visit(Fields& f, AddFirm& o) {
    f.text("id", o.id, Fields::kNeeded);
    f.text("name", o.name);
    f.text("stage", o.stage);
    f.text("sector", o.sector);
    f.text("region", o.region);
}
template <class Fields> void visit(Fields& f, MoveFirm& o) {
    f.text("firm", o.firm, Fields::kNeeded);
    f.text("stage", o.stage, Fields::kNeeded);
}
template <class Fields> void visit(Fields& f, RemoveLink& o) {
    f.text("source", o.source, Fields::kNeeded);
    f.text("target", o.target, Fields::kNeeded);
    f.text("kind", o.kind);
}
template <class Fields> void visit(Fields& f, AddLink& o) {
    f.text("source", o.source, Fields::kNeeded);
    f.text("target", o.target, Fields::kNeeded);
    f.number("value", o.value, Fields::kNeeded);
    f.text("kind", o.kind);
    f.text("finance", o.finance);
    f.optional("digital", o.digital);
}
template <class Fields> void visit(Fields& f, Rewire& o) {
    f.text("buyer", o.buyer, Fields::kNeeded);
    f.text("from", o.from, Fields::kNeeded);
    f.text("to", o.to, Fields::kNeeded);
    f.number("share", o.share);
}
template <class Fields> void visit(Fields& f, Merge& o) {
    f.texts("firms", o.firms, Fields::kNeeded);
    f.text("into", o.into);
}
template <class Fields> void visit(Fields& f, Split& o) {
    f.text("firm", o.firm, Fields::kNeeded);
    f.parts("parts", o.parts);
}
template <class Fields> void visit(Fields& f, DigitiseFirm& o) {
    f.text("firm", o.firm, Fields::kNeeded);
    f.number("score", o.score);
}
template <class Fields> void visit(Fields& f, DigitiseLink& o) {
    f.text("source", o.source, Fields::kNeeded);
    f.text("target", o.target, Fields::kNeeded);
    f.text("kind", o.kind);
    f.number("score", o.score);
}
template <class Fields> void visit(Fields& f, Capacity& o) {
    f.text("firm", o.firm, Fields::kNeeded);
    f.optional("share", o.share);
    f.optional("value", o.value);
    f.word("mode", o.mode, kCapacity);
    f.number("headroom", o.headroom);
}
template <class Fields> void visit(Fields& f, Reshore& o) {
    f.text("from_region", o.fromRegion, Fields::kNeeded);
    f.text("to_region", o.toRegion, Fields::kNeeded);
    f.texts("stages", o.stages);
    f.number("share", o.share);
}
template <class Fields> void visit(Fields& f, Scale& o) {
    f.text("from_stage", o.fromStage);
    f.text("to_stage", o.toStage);
    f.number("factor", o.factor, Fields::kNeeded);
}
template <class Fields> void visit(Fields& f, ScenarioStep& o) {
    f.word("recompute", o.recompute, kRecompute);
    f.flag("off", o.off);
    f.text("note", o.note);
}

/// Takes parameters from a JSON object; the first thing that is wrong stays in error().
class Reader {
public:
    enum Presence { kMayLack, kNeeded };

    explicit Reader(const Json& object) : m_object(object) { m_seen.emplace_back("op"); }

    void text(const char* key, std::string& out, Presence presence = kMayLack) {
        if (const Json* value = find(key, presence)) {
            if (const auto word = plainText(*value)) out = *word;
            else wrong(key, "must be text");
        }
    }
    void number(const char* key, double& out, Presence presence = kMayLack) {
        if (const Json* value = find(key, presence)) {
            if (value->is_number()) out = value->get<double>();
            else wrong(key, "must be a number");
        }
    }
    void optional(const char* key, std::optional<double>& out) {
        double value = 0;
        if (find(key, kMayLack)) number(key, value), out = value;
    }
    void flag(const char* key, bool& out) {
        if (const Json* value = find(key, kMayLack)) {
            if (value->is_boolean()) out = value->get<bool>();
            else wrong(key, "must be true or false");
        }
    }
    template <class Enum, std::size_t N> void word(const char* key, Enum& out, const std::array<std::string_view, N>& words) {
        std::string given;
        text(key, given);
        if (given.empty()) return;
        const auto it = std::ranges::find(words, toLowerAscii(given));
        if (it != words.end()) return void(out = static_cast<Enum>(it - words.begin()));
        std::string all;
        for (const auto w : words) all += (all.empty() ? "" : ", ") + std::string(w);
        wrong(key, "is \"" + given + "\"; it may be " + all);
    }
    void texts(const char* key, std::vector<std::string>& out, Presence presence = kMayLack) {
        const Json* value = find(key, presence);
        if (!value) return;
        if (!value->is_array()) return wrong(key, "must be a list");
        for (const auto& item : *value) {
            if (const auto word = plainText(item)) out.push_back(*word);
            else wrong(key, "must be a list of texts");
        }
    }
    void parts(const char* key, std::vector<std::pair<std::string, double>>& out) {
        const Json* value = find(key, kNeeded);
        if (!value) return;
        if (!value->is_array()) return wrong(key, "must be a list of {id, share}");
        for (const auto& item : *value) {
            const bool fits = item.is_object() && item.contains("id") && plainText(item["id"]) && item.contains("share") && item["share"].is_number();
            if (!fits) return wrong(key, "must be a list of {id, share}");
            out.emplace_back(*plainText(item["id"]), item["share"].get<double>());
        }
    }
    [[nodiscard]] const std::string& error() const { return m_error; }
    [[nodiscard]] std::vector<std::string> unread() const {
        std::vector<std::string> keys;
        for (const auto& [key, value] : m_object.items())
            if (std::ranges::find(m_seen, key) == m_seen.end()) keys.push_back(key);
        return keys;
    }

private:
    const Json* find(const char* key, Presence presence) {
        m_seen.emplace_back(key);
        const auto it = m_object.find(key);
        if (it != m_object.end() && !it->is_null()) return &*it;
        if (presence == kNeeded) wrong(key, "is missing");
        return nullptr;
    }
    /// Ids and stages may be written as numbers.
    static std::optional<std::string> plainText(const Json& value) {
        if (value.is_string()) return value.get<std::string>();
        if (value.is_number()) return toText(value.get<double>());
        return std::nullopt;
    }
    void wrong(const char* key, const std::string& what) {
        if (m_error.empty()) m_error = std::string("parameter \"") + key + "\" " + what;
    }

    const Json& m_object;
    std::vector<std::string> m_seen;
    std::string m_error;
};

/// Writes parameters, but blank ones.
class Writer {
public:
    enum Presence { kMayLack, kNeeded };

    explicit Writer(Json& object) : m_object(object) {}
    void text(const char* key, const std::string& value, Presence = kMayLack) { put(key, value, !value.empty()); }
    void number(const char* key, double value, Presence = kMayLack) { put(key, value, true); }
    void optional(const char* key, const std::optional<double>& value) { put(key, value.value_or(0), value.has_value()); }
    void flag(const char* key, bool value) { put(key, value, true); }
    template <class Enum, std::size_t N> void word(const char* key, Enum value, const std::array<std::string_view, N>& words) {
        put(key, words[static_cast<std::size_t>(value)], true);
    }
    void texts(const char* key, const std::vector<std::string>& value, Presence = kMayLack) { put(key, value, !value.empty()); }
    void parts(const char* key, const std::vector<std::pair<std::string, double>>& value) {
        Json list = Json::array();
        for (const auto& [id, share] : value) list.push_back({{"id", id}, {"share", share}});
        put(key, list, true);
    }

private:
    template <class Value> void put(const char* key, const Value& value, bool present) {
        if (present) m_object[key] = value;
    }
    Json& m_object;
};

Operation blankOperation(std::size_t kind) {
    Operation operation;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        ((kind == I ? void(operation.emplace<I>()) : void()), ...);
    }(std::make_index_sequence<std::variant_size_v<Operation>>{});
    return operation;
}

Result<ScenarioStep> stepFromJson(const Json& object, std::size_t number) {
    const std::string at = "Step " + std::to_string(number) + ": ";
    if (!object.is_object() || !object.contains("op") || !object["op"].is_string())
        return failure(ErrorCode::BadFormat, at + "each step is an object with an \"op\".");
    const std::string op = toLowerAscii(object["op"].get<std::string>());
    const auto kind = std::ranges::find(kOperations, op);
    if (kind == kOperations.end()) return failure(ErrorCode::BadFormat, at + "there is no operation \"" + op + "\".");
    ScenarioStep step{.operation = blankOperation(static_cast<std::size_t>(kind - kOperations.begin()))};
    Reader reader(object);
    std::visit([&](auto& o) { visit(reader, o); }, step.operation);
    visit(reader, step);
    if (!reader.error().empty()) return failure(ErrorCode::BadFormat, at + reader.error() + " (" + op + ").");
    step.unread = reader.unread();
    return step;
}

} // namespace

std::string_view nameOf(const Operation& operation) { return kOperations[operation.index()]; }

Result<EditList> editListFromJson(std::string_view json) {
    const Json document = Json::parse(json, nullptr, false);
    if (document.is_discarded()) return failure(ErrorCode::BadFormat, "The steps are not valid JSON; they are an array of objects with an \"op\".");
    if (!document.is_array()) return failure(ErrorCode::BadFormat, "The steps must be a JSON array of objects with an \"op\".");
    EditList list;
    for (std::size_t i = 0; i < document.size(); ++i) {
        auto step = stepFromJson(document[i], i + 1);
        if (!step) return tl::unexpected(step.error());
        list.steps.push_back(std::move(*step));
    }
    return list;
}

std::string toJson(const EditList& list) {
    Json document = Json::array();
    for (const auto& step : list.steps) {
        Json object{{"op", nameOf(step.operation)}};
        Writer writer(object);
        ScenarioStep copy = step;
        std::visit([&](auto& o) { visit(writer, o); }, copy.operation);
        visit(writer, copy);
        if (!step.off) object.erase("off");
        document.push_back(std::move(object));
    }
    return document.dump(2, ' ', false, Json::error_handler_t::replace);
}

} // namespace chainscape
