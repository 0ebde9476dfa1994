// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/export_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <numeric>
#include <system_error>

#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/io/csv_write.h"
#include "core/io/graph_write.h"
#include "core/io/project_edits.h"
#include "core/io/xlsx_write.h"
#include "core/model/dataset_builder.h"

namespace chainscape {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kMostAttributes = 4096;

/// How a list of stages must be written so that importing tells it again.
enum class StageForm { Default, Numbers, Names };

StageForm formOf(const StageList& stages) {
    if (stages == defaultStages()) return StageForm::Default;
    for (int s = 1; s <= stages.size(); ++s)
        if (stages.name(s) != "Stage " + std::to_string(s)) return StageForm::Names;
    return StageForm::Numbers;
}

/// What is there to write: columns that no row fills are left out.
struct LinkColumns {
    bool unit = false, digital = false, via = false, sourceRef = false, confidence = false;
    std::vector<std::string> attributes;
};

Result<LinkColumns> findColumns(const ProjectFile& file, Progress& progress) {
    LinkColumns columns;
    std::string lastSeen;
    const auto look = [&](const Evidence& row) {
        columns.unit = columns.unit || !row.unit.empty();
        columns.digital = columns.digital || !std::isnan(row.digital);
        columns.via = columns.via || !row.via.empty();
        columns.sourceRef = columns.sourceRef || !row.sourceRef.empty();
        columns.confidence = columns.confidence || !std::isnan(row.confidence);
        if (row.attributes.empty() || row.attributes == lastSeen) return true;
        lastSeen = row.attributes;
        const Json json = Json::parse(row.attributes, nullptr, false);
        if (!json.is_object()) return true;
        for (const auto& [name, value] : json.items())
            if (columns.attributes.size() < kMostAttributes && std::ranges::count(columns.attributes, name) == 0) columns.attributes.push_back(name);
        return true;
    };
    if (auto ok = file.forEachRow(look, progress); !ok) return tl::unexpected(ok.error());
    return columns;
}

std::vector<GraphColumn> namesOf(const LinkColumns& columns) {
    std::vector<GraphColumn> names{{"period"}, {"kind"}, {"value", true}};
    if (columns.unit) names.push_back({"unit"});
    if (columns.digital) names.push_back({"digital", true});
    if (columns.via) names.push_back({"via_platform"});
    if (columns.sourceRef) names.push_back({"source_ref"});
    if (columns.confidence) names.push_back({"confidence", true});
    for (const auto& name : columns.attributes) names.push_back({name});
    return names;
}

void writeHeader(TableSink& out, std::initializer_list<std::string_view> keys, const std::vector<GraphColumn>& columns) {
    for (const auto key : keys) out.text(key);
    for (const auto& column : columns) out.text(column.name);
    out.endRow();
}

void writeLink(TableSink& out, const LinkColumns& columns, const HandEdits& hand, const Evidence& row) {
    out.text(hand.idFor(row.source));
    out.text(hand.idFor(row.target));
    out.text(row.period);
    out.text(row.kind.empty() ? "material" : row.kind);
    out.number(row.value);
    if (columns.unit) out.text(row.unit);
    if (columns.digital) out.number(static_cast<float>(row.digital));
    if (columns.via) out.text(hand.idFor(row.via));
    if (columns.sourceRef) out.text(row.sourceRef);
    if (columns.confidence) out.number(row.confidence);
    if (!columns.attributes.empty()) {
        const Json json = row.attributes.empty() ? Json::object() : Json::parse(row.attributes, nullptr, false);
        for (const auto& name : columns.attributes) {
            const auto it = json.is_object() ? json.find(name) : json.end();
            out.text(it != json.end() && it->is_string() ? it->get<std::string>() : std::string());
        }
    }
    out.endRow();
}

/// The link rows of a project and how they are written.
class StoredLinks {
public:
    static Result<StoredLinks> of(const Project& project, Progress& progress) {
        const auto edits = project.file.edits();
        if (!edits) return tl::unexpected(edits.error());
        auto hand = HandEdits::of(*edits);
        if (!hand) return tl::unexpected(hand.error());
        auto columns = findColumns(project.file, progress);
        if (!columns) return tl::unexpected(columns.error());
        return StoredLinks(project, std::move(*hand), std::move(*columns));
    }

    [[nodiscard]] std::vector<GraphColumn> columns() const { return namesOf(m_columns); }

    /// Rows written. `before` is told each row first.
    template <class Before>
    Result<std::int64_t> write(TableSink& out, Before&& before, Progress& progress) const {
        std::int64_t rows = 0;
        const auto ok = m_project.file.forEachRow(
            [&](const Evidence& row) {
                before(row);
                writeLink(out, m_columns, m_hand, row);
                return ++rows > 0;
            },
            progress);
        if (!ok) return tl::unexpected(ok.error());
        return rows;
    }
    Result<std::int64_t> write(TableSink& out, Progress& progress) const {
        return write(out, [](const Evidence&) {}, progress);
    }

private:
    StoredLinks(const Project& project, HandEdits hand, LinkColumns columns) : m_project(project), m_hand(std::move(hand)), m_columns(std::move(columns)) {}

    const Project& m_project;
    HandEdits m_hand;
    LinkColumns m_columns;
};

/// Firms as they are, or by stage where the order of appearance must tell the list.
std::vector<std::uint32_t> firmOrder(const Dataset& dataset, StageForm form) {
    std::vector<std::uint32_t> order(dataset.firms().size());
    std::iota(order.begin(), order.end(), 0u);
    if (form != StageForm::Names) return order;
    const auto key = [&](std::uint32_t f) { return dataset.firms().stageInferred[f] || dataset.firms().stage[f] == 0 ? 32767 : dataset.firms().stage[f]; };
    std::ranges::stable_sort(order, {}, key);
    return order;
}

class FirmWriter {
public:
    FirmWriter(const Dataset& dataset, TableSink& out) : m_data(dataset), m_out(out), m_form(formOf(dataset.stages())) {}

    static std::vector<GraphColumn> columns(const Dataset& dataset) {
        std::vector<GraphColumn> columns{{"name"}, {"stage"}, {"sector"}, {"region"}, {"parent"}, {"function"}, {"digital", true}, {"is_platform"}, {"end_user"},
                                         {"revenue", true}, {"cost", true}, {"latitude", true}, {"longitude", true}, {"period"}};
        for (const auto& column : dataset.firms().attributes) columns.push_back({column.name});
        return columns;
    }

    std::int64_t write() {
        for (const auto f : firmOrder(m_data, m_form)) {
            writeUndated(f);
            writeVersions(f);
        }
        return m_rows;
    }

private:
    [[nodiscard]] std::string stageText(int stage) const {
        if (stage <= 0) return {};
        return m_form == StageForm::Numbers ? std::to_string(stage) : std::string(m_data.stages().name(stage));
    }

    void texts(std::initializer_list<std::string_view> cells) {
        for (const auto cell : cells) m_out.text(cell);
    }

    void writeUndated(std::uint32_t f) {
        const FirmTable& t = m_data.firms();
        texts({t.id[f], t.name[f], t.stageInferred[f] ? std::string() : stageText(t.stage[f])});
        for (const auto* column : {&t.sector, &t.region, &t.parent, &t.function}) m_out.text(m_data.text((*column)[f]));
        m_out.number(t.digital[f]);
        texts({t.isPlatform[f] ? "1" : "", t.isEndUser[f] ? "1" : ""});
        for (const auto* column : {&t.revenue, &t.cost, &t.latitude, &t.longitude}) m_out.number((*column)[f]);
        m_out.text("");
        for (const auto& column : t.attributes) m_out.text(m_data.text(column.codes[f]));
        m_out.endRow();
        ++m_rows;
    }

    void writeVersions(std::uint32_t f) {
        const auto& versions = m_data.firms().versions;
        const auto first = std::ranges::lower_bound(versions, f, {}, [](const FirmVersion& v) { return index(v.firm); });
        const auto flag = [](std::int8_t value) { return value < 0 ? "" : value > 0 ? "1" : "0"; };
        for (auto it = first; it != versions.end() && index(it->firm) == f; ++it) {
            texts({m_data.firms().id[f], "", stageText(it->stage), "", "", "", ""});
            m_out.number(it->digital);
            texts({flag(it->isPlatform), flag(it->isEndUser), "", "", "", "", m_data.periods()[index(it->from)].text});
            for (std::size_t i = 0; i < m_data.firms().attributes.size(); ++i) m_out.text("");
            m_out.endRow();
            ++m_rows;
        }
    }

    const Dataset& m_data;
    TableSink& m_out;
    StageForm m_form;
    std::int64_t m_rows = 0;
};

/// Names of one's own are told by their order in the file: an empty stage between them cannot be seen there.
std::string stageWarning(const Dataset& dataset) {
    if (formOf(dataset.stages()) == StageForm::Default || !dataset.hasGivenStages()) return {};
    std::vector<std::uint8_t> used(static_cast<std::size_t>(dataset.stages().size()) + 1, 0);
    for (std::size_t f = 0; f < dataset.firms().size(); ++f)
        if (!dataset.firms().stageInferred[f]) used[static_cast<std::size_t>(dataset.firms().stage[f])] = 1;
    if (std::ranges::all_of(used.begin() + 1, used.end(), [](auto u) { return u != 0; })) return {};
    std::string names;
    for (const auto& name : dataset.stages().names) names += (names.empty() ? "" : ",") + name;
    return "Some stages have no firms, so the files do not show all of them; import them with --stages \"" + names + "\".";
}

Result<ExportSummary> toCsv(const Project& project, const StoredLinks& links, const std::string& folder, Progress& progress) {
    std::error_code ec;
    fs::create_directories(folder, ec);
    if (!fs::is_directory(folder, ec))
        return failure(ErrorCode::FileUnwritable, "There is no folder of this name and it cannot be made. Name a folder for the files.", {folder});
    ExportSummary summary;
    summary.files = {(fs::path(folder) / "links.csv").string(), (fs::path(folder) / "firms.csv").string()};
    auto linkFile = CsvWriter::create(summary.files[0]);
    if (!linkFile) return tl::unexpected(linkFile.error());
    CsvSink linkOut(*linkFile);
    writeHeader(linkOut, {"source", "target"}, links.columns());
    const auto rows = links.write(linkOut, progress);
    if (!rows) return tl::unexpected(rows.error());
    auto firmFile = CsvWriter::create(summary.files[1]);
    if (!firmFile) return tl::unexpected(firmFile.error());
    CsvSink firmOut(*firmFile);
    writeHeader(firmOut, {"id"}, FirmWriter::columns(*project.dataset));
    summary.linkRows = *rows;
    summary.firmRows = FirmWriter(*project.dataset, firmOut).write();
    if (auto ok = linkFile->finish(); !ok) return tl::unexpected(ok.error());
    if (auto ok = firmFile->finish(); !ok) return tl::unexpected(ok.error());
    return summary;
}

Result<ExportSummary> toXlsx(const Project& project, const StoredLinks& links, const std::string& path, Progress& progress) {
    auto book = XlsxWriter::create(path);
    if (!book) return tl::unexpected(book.error());
    ExportSummary summary;
    TableSink& linkSheet = book->sheet("links");
    writeHeader(linkSheet, {"source", "target"}, links.columns());
    const auto rows = links.write(linkSheet, progress);
    if (!rows) return tl::unexpected(rows.error());
    TableSink& firmSheet = book->sheet("firms");
    writeHeader(firmSheet, {"id"}, FirmWriter::columns(*project.dataset));
    summary.linkRows = *rows;
    summary.firmRows = FirmWriter(*project.dataset, firmSheet).write();
    if (auto ok = book->finish(progress); !ok) return tl::unexpected(ok.error());
    summary.files = {path};
    return summary;
}

/// First and last day of every period, by its text; what is no calendar period has none.
std::map<std::string, std::pair<std::string, std::string>> daysOf(const Dataset& dataset) {
    std::map<std::string, std::pair<std::string, std::string>> days;
    const auto text = [](std::int64_t day) { return toText(Period{Granularity::Day, false, static_cast<std::int32_t>(day)}); };
    for (const PeriodEntry& entry : dataset.periods())
        if (entry.period.granularity > Granularity::Index)
            days[entry.text] = {text(startDay(entry.period)), text(startDay(advanced(entry.period)) - 1)};
    return days;
}

Result<ExportSummary> toGraph(const Project& project, const StoredLinks& links, GraphFormat format, const std::string& path, Progress& progress) {
    auto graph = GraphWriter::create(path, format, FirmWriter::columns(*project.dataset), links.columns());
    if (!graph) return tl::unexpected(graph.error());
    ExportSummary summary;
    summary.firmRows = FirmWriter(*project.dataset, graph->nodes()).write();
    const auto days = daysOf(*project.dataset);
    const auto setDays = [&](const Evidence& row) {
        if (const auto found = days.find(row.period); found != days.end()) graph->setLifetime(found->second.first, found->second.second);
    };
    const auto rows = links.write(graph->edges(), setDays, progress);
    if (!rows) return tl::unexpected(rows.error());
    if (auto ok = graph->finish(); !ok) return tl::unexpected(ok.error());
    summary.linkRows = *rows;
    summary.files = {path};
    return summary;
}

constexpr std::array<std::string_view, 4> kFormatNames{"csv", "xlsx", "graphml", "gexf"};

} // namespace

std::string_view nameOf(ExportFormat format) { return kFormatNames[static_cast<std::size_t>(format)]; }

std::optional<ExportFormat> exportFormatOf(std::string_view name) {
    const auto found = std::ranges::find(kFormatNames, name);
    if (found == kFormatNames.end()) return std::nullopt;
    return static_cast<ExportFormat>(found - kFormatNames.begin());
}

Result<ExportSummary> exportData(const Project& project, ExportFormat format, const std::string& path, Progress& progress) {
    progress.report(-1, "writing the data");
    const auto links = StoredLinks::of(project, progress);
    if (!links) return tl::unexpected(links.error());
    auto summary = format == ExportFormat::Csv       ? toCsv(project, *links, path, progress)
                   : format == ExportFormat::Xlsx    ? toXlsx(project, *links, path, progress)
                   : format == ExportFormat::GraphMl ? toGraph(project, *links, GraphFormat::GraphMl, path, progress)
                                                     : toGraph(project, *links, GraphFormat::Gexf, path, progress);
    if (!summary) return summary;
    if (auto warning = stageWarning(*project.dataset); !warning.empty()) summary->warnings.push_back(std::move(warning));
    return summary;
}

} // namespace chainscape
