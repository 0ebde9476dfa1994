// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Tables in memory as tests of imports write and read them.

#include <functional>
#include <numeric>
#include <string>

#include <QtTest>

#include "core/io/import_tables.h"

namespace chainscape::test {

inline TableInput file(std::string text, std::string name = "clip.csv", std::string part = {}) {
    return {std::move(name), std::move(part), std::make_shared<const std::string>(std::move(text))};
}

inline Preview shown(const TableInput& input) { return preview(input).value_or(Preview{}); }

inline LinkImport links(const TableInput& input, const std::function<void(ReadPlan&)>& change = {}) {
    ReadPlan plan = shown(input).plan;
    if (change) change(plan);
    Progress progress;
    return readLinks(input, plan, progress).value_or(LinkImport{});
}

inline std::string roles(const ColumnMapping& mapping) {
    std::string text;
    for (const MappedColumn& column : mapping.columns) text += (text.empty() ? "" : " ") + std::string(nameOf(column.role)) + (column.sure ? "" : "?");
    return text;
}

/// "a>b 3, c>b 1": every row.
inline QString rowsOf(const LinkImport& import) {
    QStringList words;
    const LinkRows& rows = import.rows;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto name = [&](std::uint32_t id) { return QString::fromUtf8(rows.firms[id].data(), qsizetype(rows.firms[id].size())); };
        words << QStringLiteral("%1>%2 %3").arg(name(rows.source[r]), name(rows.target[r])).arg(rows.value[r]);
    }
    return words.join(QStringLiteral(", "));
}

inline double sum(const LinkImport& import) { return std::accumulate(import.rows.value.begin(), import.rows.value.end(), 0.0); }

} // namespace chainscape::test
