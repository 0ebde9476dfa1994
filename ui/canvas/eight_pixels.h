// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Eight pixels at a time: a colour laid over them. For functions that are built for several machine codes.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <QRgb>

namespace chainscape::ui {

using EightInts = std::int32_t __attribute__((vector_size(32)));
using EightWords = std::uint32_t __attribute__((vector_size(32)));

template <class Vector, class T> inline __attribute__((always_inline)) void readEight(Vector& to, const T* from) { std::memcpy(&to, from, sizeof to); }
template <class Vector, class T> inline __attribute__((always_inline)) void writeEight(const Vector& from, T* to) { std::memcpy(to, &from, sizeof from); }

/// What is left of the pixels is `through` of 256 each, the rest is `colour` (opaque).
inline __attribute__((always_inline)) void mixEight(const EightInts& through, std::uint32_t colour, QRgb* pixels) {
    using SixteenShorts = std::uint16_t __attribute__((vector_size(32)));
    const EightInts twice = through | through << 16;
    SixteenShorts t, rb, ag, crb, cag;
    std::memcpy(&t, &twice, sizeof t);
    EightWords px;
    std::memcpy(&px, pixels, sizeof px);
    EightWords low = px & 0xFF00FFU, high = (px >> 8) & 0xFF00FFU;
    const EightWords none = px ^ px;
    const EightWords colourLow = none + (colour & 0xFF00FFU), colourHigh = none + ((colour >> 8) & 0xFF00FFU);
    std::memcpy(&rb, &low, sizeof rb);
    std::memcpy(&ag, &high, sizeof ag);
    std::memcpy(&crb, &colourLow, sizeof crb);
    std::memcpy(&cag, &colourHigh, sizeof cag);
    const SixteenShorts s = static_cast<std::uint16_t>(256) - t;
    rb = (crb * s + rb * t + static_cast<std::uint16_t>(128)) >> 8;
    ag = (cag * s + ag * t + static_cast<std::uint16_t>(128)) >> 8;
    std::memcpy(&low, &rb, sizeof low);
    std::memcpy(&high, &ag, sizeof high);
    px = low | (high << 8);
    std::memcpy(pixels, &px, sizeof px);
}

/// The same for the pixels [from, to) of eight; the others are not even read.
inline __attribute__((always_inline)) void mixSome(const EightInts& through, std::uint32_t colour, QRgb* pixels, int from, int to) {
    QRgb some[8] = {};
    const auto bytes = static_cast<std::size_t>(to - from) * sizeof(QRgb);
    std::memcpy(some + from, pixels + from, bytes);
    mixEight(through, colour, some);
    std::memcpy(pixels + from, some + from, bytes);
}

} // namespace chainscape::ui
