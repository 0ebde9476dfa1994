// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// export: a project's data as files that import again.

#include <memory>
#include <sstream>

#include "app/commands/commands.h"
#include "core/project/export_data.h"

namespace chainscape::cli {
namespace {

struct ExportArguments {
    std::string project, to = "csv", output;
};

void exportProject(Context& context, const ExportArguments& arguments) {
    Progress progress;
    const auto project = openProject(arguments.project, ProjectAccess::ReadOnly, progress);
    if (!project) return fail(context, project.error());
    const auto summary = exportData(*project, *exportFormatOf(arguments.to), arguments.output, progress);
    if (!summary) return fail(context, summary.error());
    std::ostringstream readable;
    readable << summary->linkRows << " link rows and " << summary->firmRows << " firm rows\n";
    for (const auto& file : summary->files) readable << file << '\n';
    for (const auto& warning : summary->warnings) readable << "note: " << warning << '\n';
    answer(context, {{"files", summary->files}, {"link_rows", summary->linkRows}, {"firm_rows", summary->firmRows}, {"warnings", summary->warnings}},
           readable.str());
}

} // namespace

void addExport(CLI::App& root, Context& context) {
    auto arguments = std::make_shared<ExportArguments>();
    auto* command = root.add_subcommand("export", "Write a project's data as files that import again");
    addCommonOptions(*command, context);
    command->add_option("project", arguments->project, "A .chain file")->required();
    command->add_option("--to", arguments->to, "csv: links.csv and firms.csv in the folder named by -o; xlsx: a workbook; graphml, gexf: a graph")
        ->required()
        ->check(CLI::IsMember({"csv", "xlsx", "graphml", "gexf"}));
    command->add_option("-o,--output", arguments->output, "Folder (csv) or file to write to")->required();
    command->callback([arguments, &context] { exportProject(context, *arguments); });
}

} // namespace chainscape::cli
