// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "core/project/project.h"
#include "tests/fuzz/fuzz_common.h"

namespace {

using namespace chainscape;

std::string inScratch(const char* name) { return "/tmp/chainscape_fuzz_" + std::to_string(::getpid()) + name; }

/// A small project as bytes.
std::string wholeProject() {
    const std::string path = inScratch("_whole.chain");
    const auto text = std::make_shared<const std::string>("source,target,period,value,unit,note\na,b,2021Q1,1,t,x\nb,c,2021Q2,2,t,\nc,d,2021Q2,no,t,\n");
    Progress progress;
    require(importAsProject(path, {{{"links.csv", {}, text}, TableKind::Links, std::nullopt}}, {}, progress).has_value());
    std::ifstream in(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(in), {});
    std::remove(path.c_str());
    return bytes;
}

void lookInto(const std::string& path) {
    Progress progress;
    const auto project = openProject(path, ProjectAccess::ReadOnly, progress);
    if (!project) return require(!project.error().message.empty());
    require(project->dataset != nullptr);
    (void)project->file.imports();
    (void)project->file.edits();
    (void)project->file.rejects();
    (void)project->file.evidence({}, progress);
}

} // namespace

/// The input damages a sound project: every four bytes are a place (three) and what stands there now (one). A project so
/// damaged opens, or is refused with a sentence.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const std::string whole = wholeProject();
    static const std::string path = inScratch(".chain");
    std::string bytes = whole;
    for (std::size_t i = 0; i + 4 <= size; i += 4)
        bytes[((data[i] << 16u) | (data[i + 1] << 8u) | data[i + 2]) % bytes.size()] = static_cast<char>(data[i + 3]);
    if (size % 4 == 3) bytes.resize(bytes.size() * data[0] / 256); // cut off
    std::FILE* file = std::fopen(path.c_str(), "wb");
    require(file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size());
    std::fclose(file);
    lookInto(path);
    for (const char* tail : {"", "-journal", "-wal", "-shm"}) std::remove((path + tail).c_str());
    return 0;
}
