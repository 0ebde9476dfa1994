// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Eight floats as one value, and two machine codes from one function: the loader picks AVX2 where the processor has it.
// Both codes do the same IEEE operations (no fused multiply-add), so the bits are the same.

#if defined(__GNUC__) && defined(__x86_64__) && defined(__linux__) && !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#define CHAINSCAPE_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define CHAINSCAPE_WIDE
#endif

namespace chainscape {

using EightFloats = float __attribute__((vector_size(32)));

} // namespace chainscape
