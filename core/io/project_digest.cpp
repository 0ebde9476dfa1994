// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/project_digest.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace chainscape {
namespace {

using State = std::array<std::uint32_t, 8>;

constexpr std::size_t kShaBlock = 64;
constexpr std::size_t kReadSize = 1024 * 1024;

constexpr State kStart{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

alignas(16) constexpr std::array<std::uint32_t, 64> kRound{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

void portableBlocks(State& state, const unsigned char* data, std::size_t blocks) {
    for (; blocks > 0; --blocks, data += kShaBlock) {
        std::array<std::uint32_t, 64> w;
        for (std::size_t i = 0; i < 16; ++i)
            w[i] = std::uint32_t{data[4 * i]} << 24 | std::uint32_t{data[4 * i + 1]} << 16 | std::uint32_t{data[4 * i + 2]} << 8 | data[4 * i + 3];
        for (std::size_t i = 16; i < 64; ++i) {
            const auto a = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ w[i - 15] >> 3;
            const auto b = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ w[i - 2] >> 10;
            w[i] = w[i - 16] + a + w[i - 7] + b;
        }
        auto [a, b, c, d, e, f, g, h] = state;
        for (std::size_t i = 0; i < 64; ++i) {
            const auto t1 = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) + kRound[i] + w[i];
            const auto t2 = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
        }
        const State add{a, b, c, d, e, f, g, h};
        for (std::size_t i = 0; i < 8; ++i) state[i] += add[i];
    }
}

#if defined(__x86_64__)
/// Four rounds an iteration; the message schedule runs in a ring of four vectors (Intel, "New instructions supporting the secure
/// hash algorithm on Intel architecture processors", 2013).
__attribute__((target("sha,sse4.1"))) void vectorBlocks(State& state, const unsigned char* data, std::size_t blocks) {
    const __m128i swap = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    __m128i abef = _mm_set_epi32(int(state[0]), int(state[1]), int(state[4]), int(state[5]));
    __m128i cdgh = _mm_set_epi32(int(state[2]), int(state[3]), int(state[6]), int(state[7]));
    for (; blocks > 0; --blocks, data += kShaBlock) {
        const __m128i abefBefore = abef, cdghBefore = cdgh;
        __m128i w[4];
        for (int i = 0; i < 4; ++i) w[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(data) + i), swap);
        for (int group = 0; group < 16; ++group) {
            const __m128i k = _mm_load_si128(reinterpret_cast<const __m128i*>(kRound.data()) + group);
            const __m128i wk = _mm_add_epi32(w[group % 4], k);
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, wk);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(wk, 0x0E));
            if (group >= 12) continue;
            __m128i& oldest = w[group % 4];
            const __m128i newest = w[(group + 3) % 4];
            const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(oldest, w[(group + 1) % 4]), _mm_alignr_epi8(newest, w[(group + 2) % 4], 4));
            oldest = _mm_sha256msg2_epu32(sum, newest);
        }
        abef = _mm_add_epi32(abef, abefBefore);
        cdgh = _mm_add_epi32(cdgh, cdghBefore);
    }
    alignas(16) std::uint32_t x[4], y[4];
    _mm_store_si128(reinterpret_cast<__m128i*>(x), abef);
    _mm_store_si128(reinterpret_cast<__m128i*>(y), cdgh);
    state = {x[3], x[2], y[3], y[2], x[1], x[0], y[1], y[0]};
}

/// CPUID leaf 7, EBX bit 29: the compiler's own test does not know the name.
bool hasShaInstructions() {
    static const bool has = [] {
        unsigned a = 7, b = 0, c = 0, d = 0;
        __asm__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
        return (b >> 29 & 1u) != 0 && __builtin_cpu_supports("sse4.1") != 0;
    }();
    return has;
}
#endif

void addBlocks(State& state, const unsigned char* data, std::size_t blocks) {
#if defined(__x86_64__)
    if (hasShaInstructions()) return vectorBlocks(state, data, blocks);
#endif
    portableBlocks(state, data, blocks);
}

/// What is left of the text, the mark of its end and its length in bits; then the digits.
std::string finish(State& state, std::string_view rest, std::uint64_t bytes) {
    std::array<unsigned char, 2 * kShaBlock> tail{};
    std::memcpy(tail.data(), rest.data(), rest.size());
    tail[rest.size()] = 0x80;
    const std::size_t size = rest.size() + 9 <= kShaBlock ? kShaBlock : 2 * kShaBlock;
    for (std::size_t i = 0; i < 8; ++i) tail[size - 1 - i] = static_cast<unsigned char>(bytes * 8 >> (8 * i));
    addBlocks(state, tail.data(), size / kShaBlock);
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const auto word : state)
        for (int shift = 28; shift >= 0; shift -= 4) text += kDigits[word >> shift & 0xF];
    return text;
}

const unsigned char* bytesOfText(const char* text) { return reinterpret_cast<const unsigned char*>(text); }

} // namespace

std::string sha256(std::string_view text) {
    State state = kStart;
    const std::size_t whole = text.size() / kShaBlock;
    addBlocks(state, bytesOfText(text.data()), whole);
    return finish(state, text.substr(whole * kShaBlock), text.size());
}

Result<FileDigest> digestOf(const std::string& path, const Progress& progress) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (!file) return failure(ErrorCode::FileUnreadable, "The file cannot be read. Check the path and its permissions.", {path});
    std::vector<char> buffer(kReadSize);
    State state = kStart;
    std::int64_t bytes = 0;
    for (;;) {
        if (progress.stopped()) return Progress::cancelled();
        const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get());
        bytes += static_cast<std::int64_t>(got);
        const std::size_t whole = got / kShaBlock;
        addBlocks(state, bytesOfText(buffer.data()), whole);
        if (got == buffer.size()) continue;
        if (std::ferror(file.get())) return failure(ErrorCode::FileUnreadable, "The file cannot be read to its end.", {path});
        return FileDigest{finish(state, {buffer.data() + whole * kShaBlock, got - whole * kShaBlock}, static_cast<std::uint64_t>(bytes)), bytes};
    }
}

} // namespace chainscape
