// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// GraphML and GEXF: the links and the firms of a graph as comma-separated text, so that all that reads CSV reads them too.

#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/io/byte_source.h"

namespace chainscape {

/// The two parts of a graph file.
inline constexpr std::string_view kGraphLinks = "links";
inline constexpr std::string_view kGraphFirms = "firms";

/// True when a text begins like a GraphML or GEXF document (UTF-8, its first 4 KiB are enough).
bool isGraph(std::string_view start);

/// True for the names of the two parts.
inline bool isGraphPart(std::string_view part) { return part == kGraphLinks || part == kGraphFirms; }

/// Edges (part "links" or empty) or nodes ("firms") as a table with a header: source, target or id, then one column for each
/// attribute by its name, with its default. GEXF gives also name (label), weight, kind, and period where the graph is dynamic:
/// one row for each spell, from-to when both ends are told. A node's attribute "dated_rows" (a JSON list of objects, as
/// graph_write.h writes it) gives further rows of that node. Lines count rows, not the lines of the file. A document type,
/// nesting beyond 256, graphs in nodes, hyperedges, more than 4,096 attributes, attributes declared behind the rows, an edge
/// without an end: an Error. Memory: one row; what comes out is at most a few KiB for each element that goes in.
Result<std::unique_ptr<ByteSource>> openGraph(std::unique_ptr<ByteSource> bytes, const std::string& name, const std::string& part);

} // namespace chainscape
