// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "app/commands/commands.h"

namespace chainscape::cli {

void addVersion(CLI::App& root, Context& context) {
    auto* command = root.add_subcommand("version", "Print the version of the program");
    addCommonOptions(*command, context);
    command->callback([&context] {
        answer(context, Json{{"name", "chainscape"}, {"version", CHAINSCAPE_VERSION}}, std::string("chainscape ") + CHAINSCAPE_VERSION + "\n");
    });
}

} // namespace chainscape::cli
