// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/command.h"

#include <cmath>
#include <ostream>

namespace chainscape::cli {

void addCommonOptions(CLI::App& command, Context& context) {
    command.add_flag("--json", context.json, "Print exactly one JSON document on standard output");
}

void fail(Context& context, const Error& error) {
    context.err << describe(error) << '\n';
    context.exit = Exit::Failed;
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

std::string csvField(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

void answer(Context& context, const Json& document, const std::string& readable) {
    if (context.json)
        context.out << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    else
        context.out << readable;
}

} // namespace chainscape::cli
