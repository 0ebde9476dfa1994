// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <nlohmann/json.hpp>

#include "core/project/project.h"

namespace chainscape {
namespace {

namespace fs = std::filesystem;

struct Sample {
    ProjectFacts facts;
    StageList stages;
};

/// sample.json beside the data: {"title", "source", "note", "illustrative", "stages": [names]}.
Result<Sample> readSample(const fs::path& folder) {
    const std::string path = (folder / "sample.json").string();
    std::ifstream in(path, std::ios::binary);
    if (!in) return failure(ErrorCode::FileMissing, "The sample's description is missing. Install the program again.", {path});
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto json = nlohmann::json::parse(text, nullptr, false);
    const auto word = [&](const char* key) { return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string(); };
    if (!json.is_object()) return failure(ErrorCode::BadFormat, "The sample's description is damaged. Install the program again.", {path});
    Sample sample{{word("title"), word("source"), word("note"), false}, {}};
    sample.facts.illustrative = json.contains("illustrative") && json["illustrative"] == true;
    if (json.contains("stages") && json["stages"].is_array())
        for (const auto& name : json["stages"])
            if (name.is_string()) sample.stages.names.push_back(name.get<std::string>());
    return sample;
}

/// links.csv or links.csv.gz.
ImportSource tableIn(const fs::path& folder, const std::string& name, TableKind kind) {
    std::error_code ec;
    const fs::path plain = folder / (name + ".csv");
    ImportSource source;
    source.input.path = (fs::exists(plain, ec) ? plain : folder / (name + ".csv.gz")).string();
    source.kind = kind;
    return source;
}

} // namespace

const std::vector<std::string>& sampleNames() {
    static const std::vector<std::string> names{"battery", "oil", "economy"};
    return names;
}

Result<Project> createSampleProject(const std::string& name, const std::string& samplesFolder, const std::string& targetPath, Progress& progress) {
    if (std::ranges::count(sampleNames(), name) == 0)
        return failure(ErrorCode::NotFound, "There is no sample called " + name + ". There are battery, oil and economy.");
    const fs::path folder = fs::path(samplesFolder) / name;
    const auto sample = readSample(folder);
    if (!sample) return tl::unexpected(sample.error());
    std::error_code ec;
    fs::remove(targetPath, ec);
    const std::vector<ImportSource> sources{tableIn(folder, "links", TableKind::Links), tableIn(folder, "firms", TableKind::Firms)};
    ImportOptions options;
    options.stages = sample->stages;
    options.label = sample->facts.title;
    const auto summary = importAsProject(targetPath, sources, options, progress);
    if (!summary) return tl::unexpected(summary.error());
    auto file = ProjectFile::open(targetPath, ProjectAccess::ReadWrite, progress);
    if (!file) return tl::unexpected(file.error());
    if (auto ok = file->setFacts(sample->facts); !ok) return tl::unexpected(ok.error());
    auto dataset = reload(*file, progress);
    if (!dataset) return tl::unexpected(dataset.error());
    return Project{std::move(*file), std::move(*dataset)};
}

} // namespace chainscape
