// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/large_memory.h"

#include <cstdint>

#if defined(__linux__)
#include <sys/mman.h>
#endif
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace chainscape {

void expectLarge([[maybe_unused]] void* begin, [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(__linux__)
    constexpr std::uintptr_t kPage = 2 * 1024 * 1024;
    const auto first = (reinterpret_cast<std::uintptr_t>(begin) + kPage - 1) / kPage * kPage;
    const auto last = (reinterpret_cast<std::uintptr_t>(begin) + bytes) / kPage * kPage;
    if (last > first)
        static_cast<void>(::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE)); // a wish, no need
#endif
}

void giveBackFreed([[maybe_unused]] std::size_t least) noexcept {
#if defined(__GLIBC__)
    if (::mallinfo2().fordblks > least) ::malloc_trim(0);
#endif
}

} // namespace chainscape
