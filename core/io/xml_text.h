// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Words and numbers as they stand in XML files that we write. Private to core/io.

#include <string>
#include <string_view>

namespace chainscape {

/// Text of an element or an attribute: the five marks escaped, line ends kept, other control characters as blanks, what is no
/// UTF-8 replaced.
std::string xmlText(std::string_view text);

/// The shortest digits that read back the same float; "" for NaN and infinities.
std::string shortText(float value);

} // namespace chainscape
