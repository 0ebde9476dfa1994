// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/graph_read.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/io/csv_write.h"
#include "core/io/graph_write.h"
#include "core/io/xml_table.h"
#include "core/io/xml_walk.h"

namespace chainscape {
namespace {

constexpr std::size_t kMostAttributes = 4096;
constexpr std::size_t kMostSpells = 4096;
constexpr std::size_t kCellLimit = 1u << 20;

void appendCell(std::string& out, std::string_view raw) {
    // a graph needs no guard against formulas, so none may be taken away later
    const std::string kept = unguarded(raw) != raw ? '\'' + std::string(raw) : std::string();
    const std::string_view text = kept.empty() ? raw : kept;
    if (text.find_first_of(",\"\r\n\t") == std::string_view::npos && (text.empty() || (text.front() != ' ' && text.back() != ' '))) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
    out += '"';
}

struct Attribute {
    std::string name, otherwise;
};

/// One state of an element: its values, from when to when.
struct Spell {
    std::string from, to;
    std::map<std::size_t, std::string> values;
};

/// Graph XML in, comma-separated lines out, piece by piece.
class GraphSource : public XmlTable {
public:
    GraphSource(std::unique_ptr<ByteSource> bytes, std::string name, bool links) : m_name(std::move(name)), m_links(links) {
        start(std::move(bytes), m_name);
    }

private:
    void onStart(std::string_view element, const XmlAttributes& a) override;
    void onEnd(std::string_view element) override;
    void onText(std::string_view text) override {
        if (m_inText && m_text.size() < kCellLimit) m_text.append(text);
    }
    Result<void> onPiece(bool ended) override;
    void declare(std::string_view id, std::string_view name);
    void startElement(const XmlAttributes& a);
    void startGexfElement(const XmlAttributes& a);
    void value(std::string_view key, std::string_view text, const XmlAttributes& a);
    void putHeader();
    void putRows();
    void putRow(const Spell& spell);
    void putDatedRows();
    [[nodiscard]] bool isHidden(std::size_t attribute) const { return !m_links && m_attributes[attribute].name == kDatedRows; }
    Spell& spellAt(std::string_view from, std::string_view to);
    [[nodiscard]] bool hasAttribute(std::string_view name) const;
    void refuse(std::string sentence) {
        if (!m_error) m_error = Error{ErrorCode::BadFormat, m_name + " " + std::move(sentence), {m_name, 0, {}}};
    }

    std::string m_name;
    bool m_links;
    std::optional<Error> m_error;
    bool m_hasHeader = false, m_isGexf = false, m_isDynamic = false;
    std::vector<Attribute> m_attributes;
    std::map<std::string, std::size_t, std::less<>> m_keys; ///< id in the file -> index of the attribute
    std::optional<std::size_t> m_declaring;                 ///< whose default may follow
    bool m_ourClass = false;                                ///< inside <attributes> of our kind (GEXF)
    std::string m_first, m_second, m_label, m_weight, m_kind;
    Spell m_always;
    std::vector<Spell> m_spells;
    bool m_open = false, m_inText = false;
    std::string m_text;
    std::optional<std::size_t> m_key; ///< of the <data> being read
};

Result<void> GraphSource::onPiece(bool ended) {
    if (m_error) return tl::unexpected(*m_error);
    if (ended && !m_hasHeader && m_links) return failure(ErrorCode::NoData, "The graph " + m_name + " has no edges.", {m_name, 0, {}});
    if (ended && !m_hasHeader) putHeader(); // no nodes: a table without rows
    return {};
}

void GraphSource::declare(std::string_view id, std::string_view name) {
    if (m_hasHeader) return refuse("declares the attribute \"" + std::string(name) + "\" behind the first rows. Export it again with attributes first.");
    if (m_attributes.size() >= kMostAttributes) return refuse("has more than 4,096 attributes.");
    if (m_keys.contains(id)) return refuse("declares the attribute \"" + std::string(id) + "\" twice.");
    m_keys.emplace(id, m_attributes.size());
    m_declaring = m_attributes.size();
    m_attributes.push_back({std::string(name.empty() ? id : name), {}});
}

bool GraphSource::hasAttribute(std::string_view name) const {
    return std::any_of(m_attributes.begin(), m_attributes.end(), [&](const Attribute& a) { return toLowerAscii(a.name) == name; });
}

void GraphSource::onStart(std::string_view element, const XmlAttributes& a) {
    const std::string_view ours = m_links ? "edge" : "node";
    if (element == "gexf") m_isGexf = true;
    else if (element == "graph" && a["mode"] == "dynamic") m_isDynamic = true;
    else if (element == "key" && (a["for"] == ours || a["for"] == "all" || a["for"].empty())) declare(a["id"], a["attr.name"]);
    else if (element == "attributes") m_ourClass = a["class"] == ours;
    else if (element == "attribute" && m_ourClass) declare(a["id"], a["title"]);
    else if (element == "hyperedge" && m_links) refuse("has hyperedges, which are no links between two firms.");
    else if (element == ours) startElement(a);
    else if (m_open && element == "spell") spellAt(a["start"], a["end"]);
    else if (m_open && element == "attvalue") value(a["for"], a["value"], a);
    else if (m_open && element == "data") {
        const auto found = m_keys.find(a["key"]);
        m_key = found == m_keys.end() ? std::nullopt : std::optional(found->second);
    }
    m_inText = (element == "data" && m_open) || (element == "default" && m_declaring);
    if (m_inText) m_text.clear();
}

void GraphSource::onEnd(std::string_view element) {
    if (element == "default" && m_declaring) m_attributes[*m_declaring].otherwise = m_text;
    else if (element == "data" && m_key && m_open) m_always.values[*m_key] = m_text;
    else if (element == "key" || element == "attribute") m_declaring.reset();
    else if (element == "attributes") m_ourClass = false;
    else if (m_open && element == (m_links ? "edge" : "node")) putRows();
    if (element == "data" || element == "default") m_inText = false;
}

void GraphSource::startElement(const XmlAttributes& a) {
    if (m_open) return refuse("has graphs inside nodes; such files are not read. Flatten it first.");
    m_open = true;
    m_always = {};
    m_spells.clear();
    m_first = a[m_links ? "source" : "id"];
    m_second = m_links ? a["target"] : "";
    if (m_first.empty() || (m_links && m_second.empty()))
        return refuse(m_links ? "has an edge without source or target." : "has a node without id.");
    if (m_isGexf) startGexfElement(a);
}

void GraphSource::startGexfElement(const XmlAttributes& a) {
    m_label = a["label"];
    m_weight = a["weight"].empty() ? "1" : a["weight"];
    m_kind = a["kind"];
    const std::string_view moment = a["timestamp"].empty() ? a["start"] : a["timestamp"];
    if (!moment.empty() || !a["end"].empty()) spellAt(moment, a["timestamp"].empty() ? a["end"] : a["timestamp"]);
}

Spell& GraphSource::spellAt(std::string_view from, std::string_view to) {
    for (Spell& spell : m_spells)
        if (spell.from == from && spell.to == to) return spell;
    if (m_spells.size() >= kMostSpells) refuse("has an element with more than 4,096 spells.");
    else m_spells.push_back({std::string(from), std::string(to), {}});
    return m_spells.back();
}

void GraphSource::value(std::string_view key, std::string_view text, const XmlAttributes& a) {
    const auto found = m_keys.find(key);
    if (found == m_keys.end()) return;
    const bool timed = !a["start"].empty() || !a["end"].empty();
    (timed ? spellAt(a["start"], a["end"]) : m_always).values[found->second] = text;
}

void GraphSource::putHeader() {
    m_hasHeader = true;
    m_out += m_links ? "source,target" : "id";
    if (m_isGexf) {
        if (m_links && !hasAttribute("value")) m_out += ",weight";
        if (m_links && !hasAttribute("kind")) m_out += ",kind";
        if (!m_links && !hasAttribute("name")) m_out += ",name";
        if (m_isDynamic && !hasAttribute("period")) m_out += ",period";
    }
    for (std::size_t i = 0; i < m_attributes.size(); ++i) {
        if (isHidden(i)) continue;
        m_out += ',';
        appendCell(m_out, m_attributes[i].name);
    }
    m_out += '\n';
}

void GraphSource::putRows() {
    m_open = false;
    if (m_error) return;
    if (!m_hasHeader) putHeader();
    if (m_spells.empty() || !m_isDynamic) putRow(m_always);
    else
        for (const Spell& spell : m_spells) putRow(spell);
    if (!m_links) putDatedRows();
}

/// States of a firm from a period on, which a graph file of ours carries in one attribute.
void GraphSource::putDatedRows() {
    const auto hidden = std::find_if(m_attributes.begin(), m_attributes.end(), [](const Attribute& a) { return a.name == kDatedRows; });
    if (hidden == m_attributes.end()) return;
    const auto found = m_always.values.find(static_cast<std::size_t>(hidden - m_attributes.begin()));
    if (found == m_always.values.end()) return;
    const auto rows = nlohmann::json::parse(found->second, nullptr, false);
    if (!rows.is_array() || rows.size() > kMostSpells) return refuse("has dated rows that cannot be read at the node \"" + m_first + "\".");
    for (const auto& row : rows) {
        Spell spell;
        m_always = {};
        for (std::size_t i = 0; i < m_attributes.size(); ++i)
            if (row.is_object() && row.contains(m_attributes[i].name) && row[m_attributes[i].name].is_string())
                spell.values[i] = row[m_attributes[i].name].get<std::string>();
        putRow(spell);
    }
}

void GraphSource::putRow(const Spell& spell) {
    appendCell(m_out, m_first);
    const auto next = [&](std::string_view text) {
        m_out += ',';
        appendCell(m_out, text);
    };
    if (m_links) next(m_second);
    if (m_isGexf) {
        if (m_links && !hasAttribute("value")) next(m_weight);
        if (m_links && !hasAttribute("kind")) next(m_kind);
        if (!m_links && !hasAttribute("name")) next(m_label);
        const bool span = m_links && !spell.from.empty() && !spell.to.empty() && spell.from != spell.to;
        if (m_isDynamic && !hasAttribute("period")) next(span ? spell.from + " - " + spell.to : spell.from.empty() ? spell.to : spell.from);
    }
    for (std::size_t i = 0; i < m_attributes.size(); ++i) {
        if (isHidden(i)) continue;
        const auto own = spell.values.find(i);
        const auto always = std::as_const(m_always).values.find(i);
        next(own != spell.values.end() ? own->second : always != m_always.values.end() ? always->second : m_attributes[i].otherwise);
    }
    m_out += '\n';
}

} // namespace

bool isGraph(std::string_view start) {
    start = start.substr(0, 4096);
    if (start.substr(0, 3) == "\xEF\xBB\xBF") start.remove_prefix(3);
    if (start = trim(start); start.empty() || start[0] != '<') return false;
    for (std::size_t at = 0; (at = start.find('<', at)) != std::string_view::npos; ++at) {
        if (start.substr(at, 4) == "<!--") {
            at = start.find("-->", at);
            if (at == std::string_view::npos) return false;
            continue;
        }
        if (start.substr(at, 2) == "<?" || start.substr(at, 2) == "<!") continue;
        std::string_view name = start.substr(at + 1, start.find_first_of(" \t\r\n/>", at) - at - 1);
        if (const auto colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
        if (name == "graphml" || name == "gexf") return true;
        if (name != "!ENTITY") return false;
    }
    return false;
}

Result<std::unique_ptr<ByteSource>> openGraph(std::unique_ptr<ByteSource> bytes, const std::string& name, const std::string& part) {
    if (!part.empty() && part != kGraphLinks && part != kGraphFirms)
        return failure(ErrorCode::NotFound, "There is no part \"" + part + "\" in " + name + "; a graph has links and firms.", {name, 0, {}});
    return std::make_unique<GraphSource>(std::move(bytes), name, part != kGraphFirms);
}

} // namespace chainscape
