// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FrameLog: one JSON line per paint and per render in the file named by the environment variable CHAINSCAPE_FRAMELOG.

#include <cstdint>
#include <string_view>

namespace chainscape::ui {

/// {"what":"paint","cause":"pan","ms":0.31,"drawn":0,"at":12345.6} with `at` in ms since the first line. Does nothing without the
/// variable. Any thread.
void logFrame(std::string_view what, std::string_view cause, double milliseconds, std::int64_t drawn);

} // namespace chainscape::ui
