// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Bit masks of 64 bytes of text: the vector part of csv_scan. Private to core/io.

#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace chainscape {

/// One bit per byte of a 64-byte piece.
struct PieceMasks {
    std::uint64_t delimiter = 0, quote = 0, lf = 0, cr = 0;
};

/// The prefix parity of a mask: bit i is the parity of bits 0..i.
inline std::uint64_t prefixXorPortable(std::uint64_t m) {
    for (int shift = 1; shift < 64; shift *= 2) m ^= m << shift;
    return m;
}

/// Eight bytes at a time, exact; used where there is no AVX2.
struct PortableMasks {
    static std::uint64_t equal(const char* p, char c) {
        std::uint64_t mask = 0;
        for (int i = 0; i < 64; ++i) mask |= static_cast<std::uint64_t>(p[i] == c) << i;
        return mask;
    }
    static PieceMasks masks(const char* p, char delimiter, char quote) {
        return {equal(p, delimiter), quote == 0 ? 0 : equal(p, quote), equal(p, '\n'), equal(p, '\r')};
    }
    static std::uint64_t prefixXor(std::uint64_t m) { return prefixXorPortable(m); }
};

#if defined(__x86_64__)
#define CHAINSCAPE_VECTOR __attribute__((target("avx2,pclmul,bmi,bmi2,popcnt,lzcnt")))

struct VectorMasks {
    CHAINSCAPE_VECTOR static std::uint64_t equal(__m256i low, __m256i high, char c) {
        const __m256i wanted = _mm256_set1_epi8(c);
        const auto a = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted)));
        const auto b = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)));
        return static_cast<std::uint64_t>(b) << 32 | a;
    }
    CHAINSCAPE_VECTOR static PieceMasks masks(const char* p, char delimiter, char quote) {
        const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
        const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p + 32));
        return {equal(low, high, delimiter), quote == 0 ? 0 : equal(low, high, quote), equal(low, high, '\n'), equal(low, high, '\r')};
    }
    /// Carry-less multiplication by all ones (Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019).
    CHAINSCAPE_VECTOR static std::uint64_t prefixXor(std::uint64_t m) {
        const __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, static_cast<long long>(m)), _mm_set1_epi8('\xFF'), 0);
        return static_cast<std::uint64_t>(_mm_cvtsi128_si64(product));
    }
};
#endif

/// True when the machine has what VectorMasks needs.
bool hasVectorScan();

} // namespace chainscape
