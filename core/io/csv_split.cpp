// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cstring>

#include "core/io/csv_careful.h"
#include "core/io/csv_masks.h"
#include "core/io/csv_scan.h"

namespace chainscape {
namespace {

constexpr std::size_t kPadding = 72;
/// In-quote line ends in one record beyond which the careful machine looks for swallowed rows.

/// One pass over a buffer: where its last whole record ends, and whether every quote stands where it should.
struct QuoteCheck {
    std::size_t end = 0;
    std::int64_t lines = 0; ///< line ends before `end`
    bool clean = true;
};

template <class Masks>
[[gnu::always_inline]] inline QuoteCheck checkQuotes(std::string_view text, char quote, char delimiter) {
    QuoteCheck check;
    std::uint64_t carry = 0, beforeBorder = 1, beforeClosing = 0, stray = 0;
    std::int64_t lines = 0;
    std::uint32_t hidden = 0;
    for (std::size_t at = 0; at < text.size(); at += 64) {
        const std::size_t left = text.size() - at;
        const std::uint64_t valid = left >= 64 ? ~0ull : (1ull << left) - 1;
        const PieceMasks m = Masks::masks(text.data() + at, delimiter, quote);
        const std::uint64_t nextLf = left > 64 && text[at + 64] == '\n' ? 1ull << 63 : 0;
        const std::uint64_t rowEnds = (m.lf | (m.cr & ~(m.lf >> 1 | nextLf))) & valid;
        const std::uint64_t quotes = m.quote & valid;
        const std::uint64_t inside = Masks::prefixXor(quotes) ^ carry;
        carry = static_cast<std::uint64_t>(static_cast<std::int64_t>(inside) >> 63);
        const std::uint64_t border = m.delimiter | m.lf | m.cr | m.quote;
        const std::uint64_t closing = quotes & ~inside;
        stray |= quotes & inside & ~(border << 1 | beforeBorder);
        stray |= (closing << 1 | beforeClosing) & ~border & valid;
        beforeBorder = border >> 63;
        beforeClosing = closing >> 63;
        const std::uint64_t outside = rowEnds & ~inside;
        hidden += static_cast<std::uint32_t>(std::popcount(rowEnds & inside));
        if (hidden > kManyLines) stray |= 1;
        if (outside != 0) {
            const auto last = 63u - static_cast<unsigned>(std::countl_zero(outside));
            check.end = at + last + 1;
            check.lines = lines + std::popcount(rowEnds & (~0ull >> (63 - last)));
            hidden = static_cast<std::uint32_t>(std::popcount(rowEnds & inside & ~(~0ull >> (63 - last))));
        }
        lines += std::popcount(rowEnds);
    }
    check.clean = stray == 0;
    return check;
}

QuoteCheck checkPortable(std::string_view text, char quote, char delimiter) { return checkQuotes<PortableMasks>(text, quote, delimiter); }

#if defined(__x86_64__)
CHAINSCAPE_VECTOR QuoteCheck checkVector(std::string_view text, char quote, char delimiter) {
    return checkQuotes<VectorMasks>(text, quote, delimiter);
}
#endif

QuoteCheck check(std::string_view text, const ScanRules& rules) {
#if defined(__x86_64__)
    if (!rules.portable && hasVectorScan()) return checkVector(text, rules.quote, rules.delimiter);
#endif
    return checkPortable(text, rules.quote, rules.delimiter);
}

} // namespace

struct RecordSplitter::Cut {
    std::size_t end = 0;
    std::int64_t lines = 0;
    Quoting quoting = Quoting::Clean;
};

RecordSplitter::RecordSplitter(Utf8Source& source, ScanRules rules, std::size_t blockSize)
    : m_source(source), m_rules(std::move(rules)), m_blockSize(std::max<std::size_t>(blockSize, 64)) {}

/// Reads until the buffer holds `wanted` bytes or the source ends. NUL bytes are taken out.
Result<bool> RecordSplitter::fill(std::size_t wanted) {
    while (!m_ended && m_buffer.size() < wanted) {
        const std::size_t had = m_buffer.size();
        m_buffer.reserve(wanted + kPadding);
        m_buffer.resize(wanted);
        auto n = m_source.read(m_buffer.data() + had, wanted - had);
        if (!n) return tl::unexpected(n.error());
        m_ended = *n < wanted - had;
        m_buffer.resize(had + *n);
        if (*n > 0 && std::memchr(m_buffer.data() + had, 0, *n) != nullptr) {
            const auto from = m_buffer.begin() + static_cast<std::ptrdiff_t>(had);
            const auto kept = std::remove(from, m_buffer.end(), '\0');
            m_nuls += static_cast<std::size_t>(m_buffer.end() - kept);
            m_buffer.erase(kept, m_buffer.end());
        }
    }
    if (m_ended && !m_buffer.empty() && m_buffer.back() != '\n' && m_buffer.back() != '\r') m_buffer += '\n';
    m_buffer.reserve(m_buffer.size() + kPadding);
    return true;
}

Result<bool> RecordSplitter::skipLines(int count) {
    while (count > 0) {
        if (auto filled = fill(m_blockSize); !filled) return filled;
        if (m_buffer.empty()) return true;
        const std::size_t end = m_buffer.find_first_of("\r\n");
        if (end == std::string::npos) {
            m_buffer.clear();
            continue;
        }
        const bool pair = m_buffer[end] == '\r' && end + 1 < m_buffer.size() && m_buffer[end + 1] == '\n';
        m_buffer.erase(0, end + (pair ? 2 : 1));
        ++m_line;
        --count;
    }
    return true;
}

RecordSplitter::Cut RecordSplitter::cut() const {
    Cut found;
    std::string_view text = m_buffer;
    if (!m_ended && !text.empty() && text.back() == '\r') text.remove_suffix(1); // perhaps half of a CRLF
    if (!m_rules.needsCare()) {
        const QuoteCheck fast = check(text, m_rules);
        if (fast.clean && (!m_ended || fast.end == text.size())) return {fast.end, fast.lines, Quoting::Clean};
    }
    found.quoting = Quoting::Careful;
    const bool forced = !m_ended && m_buffer.size() >= kRecordLimit;
    while (found.end < text.size() && !(forced && found.end >= kRecordLimit / 2)) {
        const CarefulEnd end = carefulRecord(text, found.end, m_rules, m_ended || forced, 0, nullptr);
        if (!end.complete) break;
        found.end = end.next;
        found.lines += end.lines;
    }
    return found;
}

void RecordSplitter::hand(TextBlock& block, const Cut& cut) {
    block.quoting = cut.quoting;
    block.firstLine = m_line;
    block.index = m_index++;
    block.nuls = m_nuls;
    m_nuls = 0;
    block.text.reserve(std::max(m_blockSize, m_buffer.size() - cut.end) + kPadding);
    block.text.assign(m_buffer, cut.end);
    m_buffer.resize(cut.end);
    block.text.swap(m_buffer); // the block's old room becomes the next buffer
    m_line += cut.lines;
    block.last = m_ended && m_buffer.empty();
}

Result<bool> RecordSplitter::next(TextBlock& block) {
    std::size_t wanted = m_blockSize;
    for (;;) {
        if (auto filled = fill(wanted); !filled) return filled;
        if (m_buffer.empty()) return false;
        const Cut found = cut();
        if (found.end > 0) {
            hand(block, found);
            return true;
        }
        if (m_buffer.size() >= kRecordLimit) return overlong(block);
        wanted = std::min(std::max(m_buffer.size(), wanted) * 2, kRecordLimit);
    }
}

/// One line longer than the limit: its start is handed out, the rest is passed over.
Result<bool> RecordSplitter::overlong(TextBlock& block) {
    block.text.assign(m_buffer, 0, 64 * 1024);
    block.quoting = Quoting::TooLong;
    block.firstLine = m_line;
    block.index = m_index++;
    block.nuls = m_nuls;
    m_nuls = 0;
    m_buffer.clear();
    if (auto skipped = skipLines(1); !skipped) return skipped;
    block.last = m_ended && m_buffer.empty();
    return true;
}

} // namespace chainscape
