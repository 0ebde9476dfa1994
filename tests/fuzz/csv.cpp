// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_common.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace chainscape;
    const auto text = std::make_shared<const std::string>(reinterpret_cast<const char*>(data), size);
    readAll({"fuzz", {}, text});
    return 0;
}
