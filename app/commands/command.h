// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What every command of chainscape-cli shares: one context, one way to end.

#include <iosfwd>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace chainscape::cli {

using Json = nlohmann::ordered_json;

/// Exit codes of the contract: 0 done, 1 failed with one sentence, 2 wrong usage, 3 done but rows were rejected and --strict.
enum class Exit : int { Done = 0, Failed = 1, Usage = 2, Rejected = 3 };

struct Context {
    std::ostream& out;
    std::ostream& err;
    bool json = false;
    Exit exit = Exit::Done;
};

/// Adds the flags every command takes (--json).
void addCommonOptions(CLI::App& command, Context& context);

/// Prints the error as one sentence on stderr and sets the exit code to Failed.
void fail(Context& context, const Error& error);

/// A JSON number that round-trips; NaN and infinities become null.
Json number(double value);

/// Quoted where a comma, a quote or a line break needs it.
std::string csvField(const std::string& text);

/// With --json the document, else the short readable lines.
void answer(Context& context, const Json& document, const std::string& readable);

} // namespace chainscape::cli
