// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/export_csv.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <system_error>

#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/io/csv_write.h"
#include "core/io/project_edits.h"
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

void writeLinkHeader(CsvWriter& csv, const LinkColumns& columns) {
    for (const char* name : {"source", "target", "period", "kind", "value"}) csv.text(name);
    if (columns.unit) csv.text("unit");
    if (columns.digital) csv.text("digital");
    if (columns.via) csv.text("via_platform");
    if (columns.sourceRef) csv.text("source_ref");
    if (columns.confidence) csv.text("confidence");
    for (const auto& name : columns.attributes) csv.text(name);
    csv.endRow();
}

void writeLink(CsvWriter& csv, const LinkColumns& columns, const HandEdits& hand, const Evidence& row) {
    csv.text(hand.idFor(row.source)).text(hand.idFor(row.target)).text(row.period).text(row.kind.empty() ? "material" : row.kind).number(row.value);
    if (columns.unit) csv.text(row.unit);
    if (columns.digital) csv.number(static_cast<float>(row.digital));
    if (columns.via) csv.text(hand.idFor(row.via));
    if (columns.sourceRef) csv.text(row.sourceRef);
    if (columns.confidence) csv.number(row.confidence);
    if (!columns.attributes.empty()) {
        const Json json = row.attributes.empty() ? Json::object() : Json::parse(row.attributes, nullptr, false);
        for (const auto& name : columns.attributes) {
            const auto it = json.is_object() ? json.find(name) : json.end();
            csv.text(it != json.end() && it->is_string() ? it->get<std::string>() : std::string());
        }
    }
    csv.endRow();
}

Result<std::int64_t> writeLinks(const Project& project, const std::string& path, Progress& progress) {
    const auto edits = project.file.edits();
    if (!edits) return tl::unexpected(edits.error());
    const auto hand = HandEdits::of(*edits);
    if (!hand) return tl::unexpected(hand.error());
    const auto columns = findColumns(project.file, progress);
    if (!columns) return tl::unexpected(columns.error());
    auto csv = CsvWriter::create(path);
    if (!csv) return tl::unexpected(csv.error());
    writeLinkHeader(*csv, *columns);
    std::int64_t rows = 0;
    const auto ok = project.file.forEachRow([&](const Evidence& row) { return writeLink(*csv, *columns, *hand, row), ++rows > 0; }, progress);
    if (!ok) return tl::unexpected(ok.error());
    if (auto done = csv->finish(); !done) return tl::unexpected(done.error());
    return rows;
}

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
    FirmWriter(const Dataset& dataset, CsvWriter& csv) : m_data(dataset), m_csv(csv), m_form(formOf(dataset.stages())) {}

    std::int64_t write() {
        writeHeader();
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

    void writeHeader() {
        for (const char* name : {"id", "name", "stage", "sector", "region", "parent", "function", "digital", "is_platform", "end_user", "revenue", "cost",
                                 "latitude", "longitude", "period"})
            m_csv.text(name);
        for (const auto& column : m_data.firms().attributes) m_csv.text(column.name);
        m_csv.endRow();
    }

    void writeUndated(std::uint32_t f) {
        const FirmTable& t = m_data.firms();
        m_csv.text(t.id[f]).text(t.name[f]).text(t.stageInferred[f] ? std::string() : stageText(t.stage[f]));
        for (const auto* column : {&t.sector, &t.region, &t.parent, &t.function}) m_csv.text(m_data.text((*column)[f]));
        m_csv.number(t.digital[f]).text(t.isPlatform[f] ? "1" : "").text(t.isEndUser[f] ? "1" : "");
        for (const auto* column : {&t.revenue, &t.cost, &t.latitude, &t.longitude}) m_csv.number((*column)[f]);
        m_csv.text("");
        for (const auto& column : t.attributes) m_csv.text(m_data.text(column.codes[f]));
        m_csv.endRow();
        ++m_rows;
    }

    void writeVersions(std::uint32_t f) {
        const auto& versions = m_data.firms().versions;
        const auto first = std::ranges::lower_bound(versions, f, {}, [](const FirmVersion& v) { return index(v.firm); });
        const auto flag = [](std::int8_t value) { return value < 0 ? "" : value > 0 ? "1" : "0"; };
        for (auto it = first; it != versions.end() && index(it->firm) == f; ++it) {
            m_csv.text(m_data.firms().id[f]).text("").text(stageText(it->stage)).text("").text("").text("").text("");
            m_csv.number(it->digital).text(flag(it->isPlatform)).text(flag(it->isEndUser)).text("").text("").text("").text("");
            m_csv.text(m_data.periods()[index(it->from)].text);
            for (std::size_t i = 0; i < m_data.firms().attributes.size(); ++i) m_csv.text("");
            m_csv.endRow();
            ++m_rows;
        }
    }

    const Dataset& m_data;
    CsvWriter& m_csv;
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

} // namespace

Result<ExportSummary> exportCsv(const Project& project, const std::string& folder, Progress& progress) {
    std::error_code ec;
    fs::create_directories(folder, ec);
    if (!fs::is_directory(folder, ec))
        return failure(ErrorCode::FileUnwritable, "There is no folder of this name and it cannot be made. Name a folder for the files.", {folder});
    ExportSummary summary;
    const std::string links = (fs::path(folder) / "links.csv").string(), firms = (fs::path(folder) / "firms.csv").string();
    const auto rows = writeLinks(project, links, progress);
    if (!rows) return tl::unexpected(rows.error());
    auto csv = CsvWriter::create(firms);
    if (!csv) return tl::unexpected(csv.error());
    summary.linkRows = *rows;
    summary.firmRows = FirmWriter(*project.dataset, *csv).write();
    if (auto ok = csv->finish(); !ok) return tl::unexpected(ok.error());
    summary.files = {links, firms};
    if (auto warning = stageWarning(*project.dataset); !warning.empty()) summary.warnings.push_back(std::move(warning));
    return summary;
}

} // namespace chainscape
