// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project.h"

#include <algorithm>

#include "core/analysis/stage_inference.h"
#include "core/model/dataset_builder.h"
#include "core/project/link_confidence.h"

namespace chainscape {
namespace {

bool lacksStages(const Dataset& dataset) {
    return std::ranges::any_of(dataset.firms().stage, [](std::int16_t stage) { return stage == 0; });
}

} // namespace

Result<DatasetPtr> reload(const ProjectFile& file, Progress& progress) {
    auto dataset = file.loadDataset(progress);
    if (dataset) dataset = withConfidence(*dataset, file, progress);
    if (!dataset || !lacksStages(**dataset)) return dataset;
    progress.report(-1, "telling stages from the links");
    const auto told = inferStages(**dataset, progress);
    if (!told) return tl::unexpected(told.error());
    return withStages(**dataset, told->stage, told->inferred, told->confidence, told->stages);
}

Result<Project> openProject(const std::string& path, ProjectAccess access, Progress& progress) {
    auto file = ProjectFile::open(path, access, progress);
    if (!file) return tl::unexpected(file.error());
    auto dataset = reload(*file, progress);
    if (!dataset) return tl::unexpected(dataset.error());
    return Project{std::move(*file), std::move(*dataset)};
}

Result<Project> createProject(const std::string& path, const ProjectFacts& facts, Progress& progress) {
    auto file = ProjectFile::create(path, facts);
    if (!file) return tl::unexpected(file.error());
    auto dataset = file->loadDataset(progress);
    if (!dataset) return tl::unexpected(dataset.error());
    return Project{std::move(*file), std::move(*dataset)};
}

Result<DatasetPtr> takeBack(ProjectFile& file, std::int64_t importId, Progress& progress) {
    if (auto ok = file.setImportActive(importId, false); !ok) return tl::unexpected(ok.error());
    return reload(file, progress);
}

Result<DatasetPtr> bringBack(ProjectFile& file, std::int64_t importId, Progress& progress) {
    if (auto ok = file.setImportActive(importId, true); !ok) return tl::unexpected(ok.error());
    return reload(file, progress);
}

} // namespace chainscape
