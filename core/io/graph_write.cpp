// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/graph_write.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/io/xml_text.h"

namespace chainscape {
namespace {

constexpr std::size_t kGraphFlush = 256 * 1024;

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

/// The cells of one row, collected until it ends.
class RowCells : public TableSink {
public:
    void text(std::string_view cell) override { cells.emplace_back(cell); }
    void number(double value) override { cells.push_back(toText(value)); }
    void number(float value) override { cells.push_back(shortText(value)); }

    std::vector<std::string> cells;
};

} // namespace

struct GraphWriter::State {
    class Nodes : public RowCells {
    public:
        explicit Nodes(State& state) : m_state(state) {}
        void endRow() override {
            if (!m_node.empty() && m_node[0] == cells[0]) addDated();
            else {
                flush();
                m_node = cells;
            }
            cells.clear();
        }
        void flush() {
            if (!m_node.empty()) m_state.node(m_node, m_dated);
            m_node.clear();
            m_dated = nlohmann::ordered_json();
        }

    private:
        void addDated() {
            nlohmann::ordered_json row;
            for (std::size_t c = 0; c + 1 < cells.size() && c < m_state.nodeColumns.size(); ++c)
                if (!cells[c + 1].empty()) row[m_state.nodeColumns[c].name] = cells[c + 1];
            m_dated.push_back(std::move(row));
        }
        State& m_state;
        std::vector<std::string> m_node;
        nlohmann::ordered_json m_dated;
    };

    class Edges : public RowCells {
    public:
        explicit Edges(State& state) : m_state(state) {}
        void endRow() override {
            m_state.edge(cells);
            cells.clear();
        }

    private:
        State& m_state;
    };

    State(std::string target, GraphFormat format, std::FILE* opened) : path(std::move(target)), gexf(format == GraphFormat::Gexf), file(opened) {}

    void header() {
        out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        out += gexf ? "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n<graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\">\n"
                    : "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
        declare("node", nodeColumns);
        declare("edge", edgeColumns);
        out += gexf ? "<nodes>\n" : "<graph edgedefault=\"directed\">\n";
    }

    void declare(const char* ours, const std::vector<GraphColumn>& columns) {
        if (gexf) out += std::string("<attributes class=\"") + ours + "\">\n";
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const std::string name = xmlText(columns[c].name), type = columns[c].isNumber ? "double" : "string", id = ours[0] + std::to_string(c);
            out += gexf ? "<attribute id=\"" + id + "\" title=\"" + name + "\" type=\"" + type + "\"/>\n"
                        : "<key id=\"" + id + "\" for=\"" + ours + "\" attr.name=\"" + name + "\" attr.type=\"" + type + "\"/>\n";
        }
        if (gexf) out += "</attributes>\n";
    }

    void values(const std::vector<std::string>& cells, std::size_t keys, char prefix) {
        if (gexf) out += "<attvalues>";
        for (std::size_t c = keys; c < cells.size(); ++c) {
            if (cells[c].empty()) continue;
            const std::string id = prefix + std::to_string(c - keys);
            out += gexf ? "<attvalue for=\"" + id + "\" value=\"" + xmlText(cells[c]) + "\"/>" : "<data key=\"" + id + "\">" + xmlText(cells[c]) + "</data>";
        }
        if (gexf) out += "</attvalues>";
    }

    void node(std::vector<std::string>& cells, const nlohmann::ordered_json& dated) {
        cells.resize(nodeColumns.size() + 1);
        if (!dated.is_null()) cells.back() = dated.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        out += "<node id=\"" + xmlText(cells[0]) + "\"";
        if (const auto name = indexOf(nodeColumns, "name"); gexf && name > 0) out += " label=\"" + xmlText(cells[name]) + "\"";
        out += '>';
        values(cells, 1, 'n');
        out += "</node>\n";
        if (out.size() >= kGraphFlush) flush();
    }

    void edge(const std::vector<std::string>& cells) {
        out += "<edge id=\"" + std::to_string(edgeCount++) + "\" source=\"" + xmlText(cells[0]) + "\" target=\"" + xmlText(cells[1]) + "\"";
        if (const auto value = indexOf(edgeColumns, "value"); gexf && value > 0 && value + 1 < cells.size())
            if (const auto number = parseNumber(cells[value + 1]); number && *number > 0) out += " weight=\"" + cells[value + 1] + "\"";
        if (gexf && !first.empty()) out += " start=\"" + first + "\" end=\"" + last + "\"";
        first.clear();
        out += '>';
        values(cells, 2, 'e');
        out += "</edge>\n";
        if (out.size() >= kGraphFlush) flush();
    }

    /// From 1; 0: none.
    static std::size_t indexOf(const std::vector<GraphColumn>& columns, std::string_view name) {
        const auto found = std::ranges::find(columns, name, &GraphColumn::name);
        return found == columns.end() ? 0 : static_cast<std::size_t>(found - columns.begin()) + 1;
    }

    void flush() {
        failed = failed || std::fwrite(out.data(), 1, out.size(), file.get()) != out.size();
        out.clear();
    }

    std::string path;
    bool gexf;
    std::unique_ptr<std::FILE, FileCloser> file;
    std::vector<GraphColumn> nodeColumns, edgeColumns;
    std::string out, first, last;
    std::size_t edgeCount = 0;
    bool failed = false, inEdges = false;
    Nodes nodes{*this};
    Edges edges{*this};
};

GraphWriter::GraphWriter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
GraphWriter::GraphWriter(GraphWriter&&) noexcept = default;
GraphWriter::~GraphWriter() {
    if (!m_state || !m_state->file) return;
    m_state->file.reset();
    std::error_code ec;
    std::filesystem::remove(m_state->path + ".part", ec);
}

Result<GraphWriter> GraphWriter::create(const std::string& path, GraphFormat format, std::vector<GraphColumn> nodes, std::vector<GraphColumn> edges) {
    std::FILE* file = std::fopen((path + ".part").c_str(), "wb");
    if (!file) return failure(ErrorCode::FileUnwritable, "The file cannot be written: " + std::generic_category().message(errno) + ".", {path});
    auto state = std::make_unique<State>(path, format, file);
    nodes.push_back({kDatedRows, false});
    state->nodeColumns = std::move(nodes);
    state->edgeColumns = std::move(edges);
    state->header();
    return GraphWriter(std::move(state));
}

TableSink& GraphWriter::nodes() { return m_state->nodes; }

TableSink& GraphWriter::edges() {
    m_state->nodes.flush();
    if (!std::exchange(m_state->inEdges, true) && m_state->gexf) m_state->out += "</nodes>\n<edges>\n";
    return m_state->edges;
}

void GraphWriter::setLifetime(std::string first, std::string last) {
    m_state->first = std::move(first);
    m_state->last = std::move(last);
}

Result<void> GraphWriter::finish() {
    edges();
    State& s = *m_state;
    s.out += s.gexf ? "</edges>\n</graph>\n</gexf>\n" : "</graph>\n</graphml>\n";
    s.flush();
    const bool closed = std::fclose(s.file.release()) == 0;
    std::error_code ec;
    if (closed && !s.failed) std::filesystem::rename(s.path + ".part", s.path, ec);
    if (closed && !s.failed && !ec) return {};
    std::error_code ignored;
    std::filesystem::remove(s.path + ".part", ignored);
    return failure(ErrorCode::FileUnwritable, "The file cannot be written to its end" + (ec ? ": " + ec.message() : std::string()) + ".", {s.path});
}

} // namespace chainscape
