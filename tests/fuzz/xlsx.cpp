// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <cstdio>

#include "tests/fuzz/fuzz_common.h"

/// Workbooks are read from a file: one per process.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace chainscape;
    static const std::string path = "/tmp/chainscape_fuzz_" + std::to_string(::getpid()) + ".xlsx";
    std::FILE* file = std::fopen(path.c_str(), "wb");
    require(file != nullptr && std::fwrite(data, 1, size, file) == size);
    std::fclose(file);
    if (const auto parts = partsOf(path); !parts) require(!parts.error().message.empty());
    readAll({path, {}, {}});
    std::remove(path.c_str());
    return 0;
}
