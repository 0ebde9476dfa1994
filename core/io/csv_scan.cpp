// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/csv_scan.h"

#include <bit>

#include "core/io/csv_careful.h"
#include "core/io/csv_masks.h"

namespace chainscape {
namespace {

/// Everything the fast scan carries from one 64-byte piece to the next.
struct FastScan {
    const char* text = nullptr;
    std::size_t size = 0; ///< the text is readable 64 bytes further
    char delimiter = ',';
    char quote = '"';
    Records* out = nullptr;
    std::uint64_t insideCarry = 0;
    std::uint32_t begin = 0; ///< of the current cell
    std::uint32_t rowBegin = 0;
    std::uint32_t rowFirstCell = 0;
    std::uint32_t line = 0;
    std::uint32_t rowLine = 0;
};

bool isBlank(const char* from, const char* to) {
    while (from < to && (*from == ' ' || *from == '\t')) ++from;
    return from == to;
}

inline void endRow(FastScan& s, std::uint32_t end) {
    Records& out = *s.out;
    const std::uint32_t cells = out.cellCount - s.rowFirstCell;
    if (cells == 1 && isBlank(s.text + s.rowBegin, s.text + end)) out.cellCount = s.rowFirstCell;
    else out.rows[out.rowCount++] = {s.rowFirstCell, cells, s.rowBegin, end, s.rowLine};
    s.rowFirstCell = out.cellCount;
    s.rowBegin = s.begin;
    s.rowLine = s.line;
}

inline void endCell(FastScan& s, std::uint32_t at, bool endsRow) {
    std::uint32_t end = at;
    if (endsRow && end > s.begin && s.text[end - 1] == '\r') --end;
    Cell& cell = s.out->cells[s.out->cellCount++];
    cell.begin = s.begin;
    cell.end = end & 0x3FFFFFFFu;
    cell.quoted = s.text[s.begin] == s.quote && s.quote != 0;
    cell.escaped = 0;
    s.begin = at + 1;
    if (endsRow) {
        ++s.line;
        endRow(s, end);
    }
}

template <class Masks>
[[gnu::always_inline]] inline void scanPiece(FastScan& s, std::size_t at, std::uint64_t valid) {
    const PieceMasks m = Masks::masks(s.text + at, s.delimiter, s.quote);
    const std::uint64_t nextLf = s.text[at + 64] == '\n' ? 1ull << 63 : 0;
    const std::uint64_t rowEnds = (m.lf | (m.cr & ~(m.lf >> 1 | nextLf))) & valid;
    const std::uint64_t inside = Masks::prefixXor(m.quote & valid) ^ s.insideCarry;
    s.insideCarry = static_cast<std::uint64_t>(static_cast<std::int64_t>(inside) >> 63);
    const std::uint64_t hidden = rowEnds & inside;
    std::uint64_t bits = ((m.delimiter & valid) | rowEnds) & ~inside;
    s.out->reserveMore();
    if (hidden == 0) {
        for (; bits != 0; bits &= bits - 1) {
            const auto i = static_cast<unsigned>(std::countr_zero(bits));
            endCell(s, static_cast<std::uint32_t>(at + i), (rowEnds >> i & 1) != 0);
        }
        return;
    }
    for (bits |= hidden; bits != 0; bits &= bits - 1) {
        const auto i = static_cast<unsigned>(std::countr_zero(bits));
        if ((hidden >> i & 1) != 0) ++s.line;
        else endCell(s, static_cast<std::uint32_t>(at + i), (rowEnds >> i & 1) != 0);
    }
}

template <class Masks>
[[gnu::always_inline]] inline void scanAll(FastScan& s) {
    std::size_t at = 0;
    for (; at + 64 <= s.size; at += 64) scanPiece<Masks>(s, at, ~0ull);
    if (at < s.size) scanPiece<Masks>(s, at, (1ull << (s.size - at)) - 1);
}

void scanPortable(FastScan& s) { scanAll<PortableMasks>(s); }

#if defined(__x86_64__)
CHAINSCAPE_VECTOR void scanVector(FastScan& s) { scanAll<VectorMasks>(s); }
#endif

void scanClean(const TextBlock& block, const ScanRules& rules, Records& records) {
    FastScan s;
    s.text = block.text.data();
    s.size = block.text.size();
    s.delimiter = rules.delimiter;
    s.quote = rules.quote;
    s.out = &records;
#if defined(__x86_64__)
    if (!rules.portable && hasVectorScan()) return scanVector(s);
#endif
    scanPortable(s);
}

void unescape(std::string_view text, const ScanRules& rules, std::string& out) {
    out.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool more = i + 1 < text.size();
        if (more && c == rules.escape && rules.escape != rules.quote) ++i;
        else if (more && c == rules.quote && text[i + 1] == rules.quote) ++i;
        out += text[i];
    }
}

} // namespace

bool hasVectorScan() {
#if defined(__x86_64__)
    static const bool has = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("bmi") &&
                            __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
    return has;
#else
    return false;
#endif
}

ScanRules ScanRules::of(const Dialect& dialect) {
    ScanRules rules;
    rules.delimiter = dialect.delimiter;
    rules.quote = dialect.quote;
    rules.escape = dialect.escape;
    rules.comment = dialect.comment;
    return rules;
}

void scanRecords(const TextBlock& block, const ScanRules& rules, Records& records) {
    records.cellCount = records.rowCount = 0;
    if (block.quoting == Quoting::Clean) return scanClean(block, rules, records);
    if (block.quoting == Quoting::TooLong) return;
    std::uint32_t line = 0;
    for (std::size_t at = 0; at < block.text.size();) {
        const CarefulEnd end = carefulRecord(block.text, at, rules, true, line, &records);
        if (!end.complete) break;
        at = end.next;
        line += end.lines;
    }
}

std::string_view cellText(const TextBlock& block, const ScanRules& rules, const Cell& cell, std::string& scratch) {
    std::string_view text(block.text.data() + cell.begin, cell.end - cell.begin);
    if (cell.quoted == 0 && cell.escaped == 0) return text;
    if (cell.quoted != 0) {
        text = text.substr(1, text.size() - 2);
        const bool escapes = rules.escape != rules.quote && text.find(rules.escape) != std::string_view::npos;
        if (!escapes && text.find(rules.quote) == std::string_view::npos) return text;
    }
    unescape(text, rules, scratch);
    return scratch;
}

} // namespace chainscape
