// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// chainscape-cli: the same core without a window. Parse, call one command, return its exit code.

#include <exception>
#include <iostream>

#include "app/commands/commands.h"

int main(int argc, char** argv) {
    using namespace chainscape::cli;
    std::ios::sync_with_stdio(false);
    Context context{std::cout, std::cerr};
    CLI::App root{"Chainscape: see, flow and forecast industrial chains"};
    root.name("chainscape-cli");
    root.require_subcommand(1);
#ifdef CHAINSCAPE_GUI
    addRender(root, context);
#endif
    addSample(root, context);
    addVersion(root, context);
    addImport(root, context);
    addSimilar(root, context);
    addInfo(root, context);
    addMetrics(root, context);
    addCompare(root, context);
    addScenario(root, context);
    addAnalyse(root, context);
    addExport(root, context);
    addForecast(root, context);
    addSankey(root, context);
    addLayout(root, context);
    try {
        root.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = root.exit(error, context.out, context.err);
        return code == 0 ? 0 : static_cast<int>(Exit::Usage);
    } catch (const std::exception& error) {
        context.err << "Stopped by an unexpected error: " << error.what() << '\n';
        return static_cast<int>(Exit::Failed);
    }
    return static_cast<int>(context.exit);
}
