// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/encoding.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "core/base/text.h"

namespace chainscape {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::string_view kMarkTwice = "\xC3\xAF\xC2\xBB\xC2\xBF"; // the three bytes read as Latin-1 and encoded again


/// Without a character that the sample's end cuts.
std::string_view wholeCharacters(std::string_view s) {
    for (std::size_t back = 1; back <= 3 && back <= s.size(); ++back) {
        const auto c = static_cast<unsigned char>(s[s.size() - back]);
        if (c < 0x80) break;
        if (c >= 0xC0) return s.substr(0, s.size() - back);
    }
    return s;
}

/// UTF-16 without a mark: text of western letters, digits and delimiters has NULs on one side only.
std::string_view utf16ByNuls(std::string_view s) {
    const std::size_t n = std::min<std::size_t>(s.size() & ~std::size_t(1), 64 * 1024);
    std::size_t even = 0, odd = 0;
    for (std::size_t i = 0; i < n; i += 2) {
        even += s[i] == 0;
        odd += s[i + 1] == 0;
    }
    if (n < 4) return {};
    // no other text holds NULs: where all stand on one side and end lines, that side is the high one, however few they are
    const bool endsLines = s.find(std::string_view(odd > 0 ? "\n\0" : "\0\n", 2)) != std::string_view::npos;
    if (odd * 100 > n && even == 0 && endsLines) return "UTF-16LE";
    if (even * 100 > n && odd == 0 && endsLines) return "UTF-16BE";
    if (odd * 5 > n && even * 20 < odd) return "UTF-16LE";
    if (even * 5 > n && odd * 20 < even) return "UTF-16BE";
    return {};
}

/// Bytes at which a strict reading as UTF-8 fails, and characters of several bytes that are right.
struct Utf8Census {
    std::size_t wrong = 0, right = 0;
};

Utf8Census census(std::string_view s) {
    Utf8Census count;
    for (std::size_t i = 0; i < s.size();) {
        if (static_cast<unsigned char>(s[i]) < 0x80) {
            ++i;
            continue;
        }
        std::size_t n = 2;
        while (n <= 4 && !(i + n <= s.size() && isUtf8(s.substr(i, n)))) ++n;
        if (n <= 4) ++count.right;
        else ++count.wrong;
        i += n <= 4 ? n : 1;
    }
    return count;
}

/// Only lines with bytes above 127: plain lines tell the detector nothing.
std::string tellingLines(std::string_view s) {
    std::string out;
    std::size_t begin = 0;
    bool high = false;
    for (std::size_t i = 0; i < s.size() && out.size() < 200'000; ++i) {
        high = high || static_cast<unsigned char>(s[i]) >= 0x80;
        if (s[i] != '\n') continue;
        if (high) out.append(s.substr(begin, i + 1 - begin));
        begin = i + 1;
        high = false;
    }
    if (high) out.append(s.substr(begin));
    return out;
}

std::string widened(std::string name) {
    if (name == "ISO-8859-1") return "windows-1252";
    if (name == "ISO-8859-9") return "windows-1254";
    return name;
}

/// ISO 8859-15 has the euro sign where Windows has one that nobody writes beside an amount.
bool hasOldEuro(std::string_view s) {
    constexpr char kSign = '\xA4';
    const auto near = [](char c) { return (c >= '0' && c <= '9') || c == ' ' || c == '\xA0' || c == '(' || c == ')'; };
    for (std::size_t at = s.find(kSign); at != std::string_view::npos; at = s.find(kSign, at + 1))
        if ((at > 0 && near(s[at - 1])) || (at + 1 < s.size() && near(s[at + 1]))) return true;
    return false;
}

EncodingGuess detected(std::string_view sample) {
    const std::string text = tellingLines(sample);
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector* detector = ucsdet_open(&status);
    EncodingGuess guess{"windows-1252", false};
    if (U_FAILURE(status)) return guess;
    ucsdet_setText(detector, text.data(), static_cast<std::int32_t>(text.size()), &status);
    std::int32_t found = 0;
    const UCharsetMatch** matches = ucsdet_detectAll(detector, &found, &status);
    for (std::int32_t i = 0; U_SUCCESS(status) && i < found; ++i) {
        const std::string name = ucsdet_getName(matches[i], &status);
        if (U_FAILURE(status) || name.starts_with("UTF-") || name.starts_with("IBM4")) continue;
        guess.name = widened(name);
        guess.sure = ucsdet_getConfidence(matches[i], &status) >= 50;
        break;
    }
    ucsdet_close(detector);
    if (guess.name == "windows-1252" && hasOldEuro(text)) guess.name = "ISO-8859-15";
    return guess;
}

} // namespace

EncodingGuess guessEncoding(std::string_view sample) {
    if (sample.starts_with(kMark) || sample.starts_with(kMarkTwice)) return {"UTF-8", true};
    using namespace std::string_view_literals;
    if (sample.starts_with("\xFF\xFE\0\0"sv)) return {"UTF-32LE", true};
    if (sample.starts_with("\0\0\xFE\xFF"sv)) return {"UTF-32BE", true};
    if (sample.starts_with("\xFF\xFE"sv)) return {"UTF-16LE", true};
    if (sample.starts_with("\xFE\xFF"sv)) return {"UTF-16BE", true};
    if (const auto name = utf16ByNuls(sample); !name.empty()) return {std::string(name), true};
    const std::string_view whole = wholeCharacters(sample);
    if (isUtf8(whole)) return {"UTF-8", true};
    const Utf8Census count = census(whole);
    if (count.right > 4 * count.wrong) return {"UTF-8", false};
    return detected(sample);
}

bool isKnownEncoding(const std::string& name) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(name.c_str(), &status);
    if (converter != nullptr) ucnv_close(converter);
    return U_SUCCESS(status) && !name.empty();
}

std::string repairedUtf8(std::string_view text) {
    static constexpr std::array<std::uint16_t, 32> kHigh = {
        0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
        0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178};
    if (isUtf8(text)) return std::string(text);
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        std::size_t n = c < 0x80 ? 1 : 2;
        while (n <= 4 && !(i + n <= text.size() && isUtf8(text.substr(i, n)))) ++n;
        if (n <= 4) {
            out.append(text.substr(i, n));
            i += n;
            continue;
        }
        const unsigned code = c >= 0xA0 ? c : kHigh[c - 0x80u];
        if (code < 0x800) {
            out += static_cast<char>(0xC0 | code >> 6);
        } else {
            out += static_cast<char>(0xE0 | code >> 12);
            out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        }
        out += static_cast<char>(0x80 | (code & 0x3F));
        ++i;
    }
    return out;
}

struct Utf8Source::Converter {
    UConverter* from = nullptr;
    UConverter* to = nullptr;
    std::vector<char> raw = std::vector<char>(128 * 1024);
    std::vector<UChar> wide = std::vector<UChar>(64 * 1024);
    const char* source = nullptr;
    const char* sourceEnd = nullptr;
    UChar* pivotSource = nullptr;
    UChar* pivotTarget = nullptr;
    bool started = false;
    bool ended = false;
    bool finished = false;

    ~Converter() {
        if (from != nullptr) ucnv_close(from);
        if (to != nullptr) ucnv_close(to);
    }
};

Utf8Source::Utf8Source(std::unique_ptr<ByteSource> bytes) : m_bytes(std::move(bytes)) {}
Utf8Source::~Utf8Source() = default;

Result<std::unique_ptr<Utf8Source>> Utf8Source::open(std::unique_ptr<ByteSource> bytes, const std::string& encoding) {
    std::unique_ptr<Utf8Source> source(new Utf8Source(std::move(bytes)));
    if (encoding != "UTF-8") {
        auto converter = std::make_unique<Converter>();
        UErrorCode status = U_ZERO_ERROR;
        converter->from = ucnv_open(encoding.c_str(), &status);
        converter->to = ucnv_open("UTF-8", &status);
        if (U_FAILURE(status) || encoding.empty())
            return failure(ErrorCode::BadArgument, "The encoding \"" + encoding + "\" is not known. Choose one from the list.");
        converter->pivotSource = converter->pivotTarget = converter->wide.data();
        source->m_converter = std::move(converter);
    }
    if (auto skipped = source->skipMarks(); !skipped) return tl::unexpected(skipped.error());
    return source;
}

Result<bool> Utf8Source::skipMarks() {
    m_pending.resize(64);
    auto n = readRaw(m_pending.data(), m_pending.size());
    if (!n) return tl::unexpected(n.error());
    m_pending.resize(*n);
    const std::string_view start = m_pending;
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view mark : {kMark, kMarkTwice})
            if (start.substr(m_pendingAt).starts_with(mark)) {
                m_pendingAt += mark.size();
                again = true;
            }
    }
    return true;
}

Result<std::size_t> Utf8Source::read(char* to, std::size_t room) {
    const std::size_t kept = std::min(room, m_pending.size() - m_pendingAt);
    if (kept == 0) return readRaw(to, room);
    std::memcpy(to, m_pending.data() + m_pendingAt, kept);
    m_pendingAt += kept;
    auto more = readRaw(to + kept, room - kept);
    if (!more) return more;
    return kept + *more;
}

Result<std::size_t> Utf8Source::readRaw(char* to, std::size_t room) {
    if (!m_converter) return m_bytes->read(to, room);
    Converter& c = *m_converter;
    char* target = to;
    while (target < to + room && !c.finished) {
        if (c.source == c.sourceEnd && !c.ended) {
            auto n = m_bytes->read(c.raw.data(), c.raw.size());
            if (!n) return tl::unexpected(n.error());
            c.source = c.raw.data();
            c.sourceEnd = c.source + *n;
            c.ended = *n < c.raw.size();
        }
        UErrorCode status = U_ZERO_ERROR;
        ucnv_convertEx(c.to, c.from, &target, to + room, &c.source, c.sourceEnd, c.wide.data(), &c.pivotSource, &c.pivotTarget,
                       c.wide.data() + c.wide.size(), !c.started, c.ended, &status);
        c.started = true;
        if (status == U_BUFFER_OVERFLOW_ERROR) break;
        if (U_FAILURE(status)) return failure(ErrorCode::BadFormat, "The text cannot be decoded. Choose another encoding.");
        c.finished = c.ended;
    }
    return static_cast<std::size_t>(target - to);
}

} // namespace chainscape
