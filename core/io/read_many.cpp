// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/read_many.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/io/recipe.h"
#include "core/io/xlsx.h"
#include "core/io/zip_archive.h"

namespace chainscape {
namespace {

struct One {
    LinkImport import;
    ReadPlan plan;
    std::vector<std::string> drift;
};

Result<One> readOne(const TableInput& input, const ReadPlan& plan, Progress& progress) {
    const auto shown = preview(input);
    if (!shown) return tl::unexpected(shown.error());
    FittedPlan fit = fitted(plan, *shown);
    auto read = readLinks(input, fit.plan, progress);
    if (!read) return tl::unexpected(read.error());
    return One{std::move(*read), std::move(fit.plan), std::move(fit.drift)};
}

/// What lies beside the tables of an archive: "readme.txt", "LICENSE", pictures, documents.
bool isWordsAbout(std::string_view part) {
    const std::string name = toLowerAscii(part.substr(part.find_last_of("/\\") + 1));
    const auto starts = [&](std::string_view word) { return name.starts_with(word); };
    const auto ends = [&](std::string_view word) { return name.ends_with(word); };
    return starts("readme") || starts("license") || starts("licence") || starts("notice") || ends(".md") || ends(".pdf") || ends(".html") || ends(".docx") || ends(".png") ||
           ends(".jpg");
}

/// What a sheet is told to hold by its columns; nullopt: a cover, notes, a table of something else.
std::optional<Preview> tableIn(const TableInput& sheet) {
    auto shown = preview(sheet);
    if (!shown || missingRole(shown->plan.mapping)) return std::nullopt;
    const ColumnMapping& mapping = shown->plan.mapping;
    const bool sure = mapping.kind == TableKind::Links || std::ranges::any_of(mapping.columns, [](const MappedColumn& column) {
                          return column.sure && (column.role == ColumnRole::Id || column.role == ColumnRole::Name);
                      });
    return sure ? std::optional(std::move(*shown)) : std::nullopt;
}

/// Of a workbook whose sheets are not named: the first table of links, those with the same columns, and lists of firms. Without a table of
/// links the first sheet that holds a table, or the first one.
void chooseSheets(std::vector<FoundTable>& sheets) {
    constexpr std::size_t kMostSheets = 40;
    std::vector<std::string> columns;
    std::size_t firms = sheets.size();
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        sheets[i].chosen = false;
        const auto table = i < kMostSheets ? tableIn(sheets[i].input) : std::nullopt;
        if (!table) continue;
        sheets[i].kind = table->plan.mapping.kind;
        const bool links = *sheets[i].kind == TableKind::Links;
        if (links && columns.empty()) columns = table->header;
        sheets[i].chosen = !links || table->header == columns;
        if (!links) firms = std::min(firms, i);
    }
    if (columns.empty())
        for (std::size_t i = 0; i < sheets.size(); ++i) sheets[i].chosen = i == (firms < sheets.size() ? firms : 0);
}

} // namespace

Result<LinkImports> readManyLinks(std::span<const TableInput> inputs, const ReadPlan& plan, Progress& progress) {
    std::vector<One> files;
    DigitalScale widest = DigitalScale::Auto;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        progress.report(static_cast<double>(i) / static_cast<double>(inputs.size()), "reading " + inputs[i].shownName());
        auto one = readOne(inputs[i], plan, progress);
        if (!one) return tl::unexpected(one.error());
        widest = std::max(widest, one->import.report.digitalScale);
        files.push_back(std::move(*one));
    }
    LinkImports result;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const DigitalScale own = files[i].import.report.digitalScale;
        if (own != DigitalScale::Auto && own != widest) { // small scores of a wide scale look like a narrow one
            files[i].plan.mapping.digitalScale = widest;
            auto again = readLinks(inputs[i], files[i].plan, progress);
            if (!again) return tl::unexpected(again.error());
            files[i].import = std::move(*again);
        }
        FileReport& report = files[i].import.report;
        report.warnings.insert(report.warnings.end(), files[i].drift.begin(), files[i].drift.end());
        result.reports.push_back(std::move(report));
        append(result.rows, std::move(files[i].import.rows));
    }
    return result;
}

std::optional<TableKind> kindByName(std::string_view part) {
    if (const auto slash = part.find_last_of("/\\"); slash != std::string_view::npos) part.remove_prefix(slash + 1);
    const std::string name = toLowerAscii(part);
    if (name.starts_with("links")) return TableKind::Links;
    if (name.starts_with("firms")) return TableKind::Firms;
    return std::nullopt;
}

Result<std::vector<FoundTable>> tablesIn(const std::string& path) {
    const auto parts = partsOf(path);
    if (!parts) return tl::unexpected(parts.error());
    std::vector<FoundTable> tables;
    for (const std::string& part : *parts) tables.push_back({{path, part, {}}, !isWordsAbout(part)});
    if (tables.empty()) tables.push_back({{path, {}, {}}, true});
    const auto archive = isZipFile(path) ? ZipArchive::open(path) : Result<std::shared_ptr<ZipArchive>>(nullptr);
    if (!archive || !*archive || !isWorkbook(**archive)) return tables;
    const bool named = std::ranges::any_of(*parts, [](const auto& part) { return kindByName(part).has_value(); });
    if (!named) chooseSheets(tables);
    for (FoundTable& table : tables) {
        if (!named) break;
        table.kind = kindByName(table.input.part);
        table.chosen = table.kind.has_value();
    }
    return tables;
}

Result<std::vector<TableInput>> expanded(std::span<const std::string> paths) {
    std::vector<TableInput> inputs;
    for (const std::string& path : paths) {
        const auto tables = tablesIn(path);
        if (!tables) return tl::unexpected(tables.error());
        for (const FoundTable& table : *tables)
            if (table.chosen) inputs.push_back(table.input);
    }
    return inputs;
}

} // namespace chainscape
