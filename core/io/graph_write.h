// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Writing firms and links as a graph file (GraphML or GEXF 1.3) that other programs open and our own import reads back.

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/io/table_sink.h"

namespace chainscape {

enum class GraphFormat : std::uint8_t { GraphMl, Gexf };

/// A column of the nodes' or edges' table, the key columns (id; source and target) left out.
struct GraphColumn {
    std::string name;
    bool isNumber = false;
};

/// Attribute of a node that holds its further rows (states from a period on) as a JSON list; see graph_read.h.
inline constexpr const char* kDatedRows = "dated_rows";

/// Nodes first, then edges, each as the rows of a table without a header: id or source and target, then the columns in their
/// order. Rows of one id that follow each other are one node. GEXF gives also a node's label (column name), an edge's weight
/// (column value, when positive) and its first and last day (setLifetime). Blank cells are left out. Characters that XML cannot hold become blanks.
class GraphWriter {
public:
    static Result<GraphWriter> create(const std::string& path, GraphFormat format, std::vector<GraphColumn> nodes, std::vector<GraphColumn> edges);
    GraphWriter(GraphWriter&&) noexcept;
    GraphWriter& operator=(GraphWriter&&) = delete;
    /// Without finish() nothing is left behind.
    ~GraphWriter();

    TableSink& nodes();
    /// Nodes are complete from here on.
    TableSink& edges();
    /// The first and the last day of the next edge, as ISO dates.
    void setLifetime(std::string first, std::string last);
    /// The file appears under its name.
    Result<void> finish();

private:
    struct State;
    explicit GraphWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace chainscape
