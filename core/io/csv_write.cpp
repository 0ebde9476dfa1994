// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/csv_write.h"

#include <cerrno>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <system_error>

#include "core/base/text.h"

namespace chainscape {
namespace {

constexpr std::size_t kFlushAt = 256 * 1024;

std::string partOf(const std::string& path) { return path + ".part"; }

/// Any number of apostrophes and then what a spreadsheet takes for a formula.
bool looksLikeFormula(std::string_view text) {
    const auto first = text.find_first_not_of('\'');
    if (first == std::string_view::npos) return false;
    return std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos;
}

} // namespace

std::string guarded(std::string_view text) {
    if (!looksLikeFormula(text) || parseNumber(text)) return std::string(text);
    return "'" + std::string(text);
}

std::string_view unguarded(std::string_view text) {
    return !text.empty() && text[0] == '\'' && looksLikeFormula(text) ? text.substr(1) : text;
}

Result<CsvWriter> CsvWriter::create(const std::string& path) {
    std::FILE* file = std::fopen(partOf(path).c_str(), "wb");
    if (!file)
        return failure(ErrorCode::FileUnwritable, "The file cannot be written: " + std::generic_category().message(errno) + ".", {path});
    return CsvWriter(path, file);
}

CsvWriter::~CsvWriter() {
    if (!m_file) return;
    m_file.reset();
    std::error_code ec;
    std::filesystem::remove(partOf(m_path), ec);
}

void CsvWriter::separate() {
    if (m_rowBegun) m_buffer += ',';
    m_rowBegun = true;
}

CsvWriter& CsvWriter::text(std::string_view cell) {
    separate();
    const std::string safe = guarded(cell);
    const bool outerBlank = !safe.empty() && (safe.front() == ' ' || safe.back() == ' ');
    if (!outerBlank && safe.find_first_of(",\"\n\r\t;") == std::string::npos) {
        m_buffer += safe;
        return *this;
    }
    m_buffer += '"';
    for (const char c : safe) m_buffer.append(c == '"' ? 2 : 1, c);
    m_buffer += '"';
    return *this;
}

CsvWriter& CsvWriter::number(double value) {
    separate();
    m_buffer += toText(value);
    return *this;
}

CsvWriter& CsvWriter::number(float value) {
    separate();
    char digits[48];
    if (std::isfinite(value)) m_buffer.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    return *this;
}

CsvWriter& CsvWriter::endRow() {
    m_buffer += '\n';
    m_rowBegun = false;
    if (m_buffer.size() >= kFlushAt) flush();
    return *this;
}

void CsvWriter::flush() {
    m_failed = m_failed || std::fwrite(m_buffer.data(), 1, m_buffer.size(), m_file.get()) != m_buffer.size();
    m_buffer.clear();
}

Result<void> CsvWriter::finish() {
    flush();
    m_failed = std::fclose(m_file.release()) != 0 || m_failed;
    std::error_code ec;
    if (!m_failed) std::filesystem::rename(partOf(m_path), m_path, ec);
    if (!m_failed && !ec) return {};
    const std::string why = ec ? ec.message() : std::generic_category().message(errno);
    std::filesystem::remove(partOf(m_path), ec);
    return failure(ErrorCode::FileUnwritable, "The file cannot be written to its end: " + why + ".", {m_path});
}

} // namespace chainscape
