// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <cstdio>

#include "core/project/project.h"
#include "tests/fuzz/fuzz_common.h"

/// A project is opened read-only and loaded; what cannot be is a sentence. The file is never changed.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace chainscape;
    static const std::string path = "/tmp/chainscape_fuzz_" + std::to_string(::getpid()) + ".chain";
    std::FILE* file = std::fopen(path.c_str(), "wb");
    require(file != nullptr && std::fwrite(data, 1, size, file) == size);
    std::fclose(file);
    Progress progress;
    if (const auto project = openProject(path, ProjectAccess::ReadOnly, progress)) {
        require(project->dataset != nullptr);
        (void)project->file.imports();
        (void)project->file.edits();
        (void)project->file.rejects();
        (void)project->file.evidence({}, progress);
    } else require(!project.error().message.empty());
    for (const char* tail : {"", "-journal", "-wal", "-shm"}) std::remove((path + tail).c_str());
    return 0;
}
