// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "app/commands/commands.h"
#include "core/project/project.h"

namespace chainscape::cli {

void addSample(CLI::App& root, Context& context) {
    struct Args {
        std::string name = "battery", folder = CHAINSCAPE_SAMPLES, project;
    };
    auto args = std::make_shared<Args>();
    auto* command = root.add_subcommand("sample", "Make a project from a sample: battery, oil or economy");
    addCommonOptions(*command, context);
    command->add_option("name", args->name, "battery, oil or economy");
    command->add_option("--project", args->project, "The project to make; replaced when it exists")->required();
    command->add_option("--samples", args->folder, "Folder of the samples");
    command->callback([args, &context] {
        Progress progress;
        const auto made = createSampleProject(args->name, args->folder, args->project, progress);
        if (!made) return fail(context, made.error());
        answer(context, Json{{"project", args->project}, {"sample", args->name}}, "Made " + args->project + "\n");
    });
}

} // namespace chainscape::cli
