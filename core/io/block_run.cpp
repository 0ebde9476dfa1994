// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/block_run.h"

namespace chainscape {

Result<std::unique_ptr<ByteSource>> openInput(const TableInput& input) {
    if (input.text) return bytesOf(input.text);
    return openBytes(input.path);
}

Result<std::unique_ptr<Utf8Source>> openText(const TableInput& input, const Dialect& dialect) {
    auto bytes = openInput(input);
    if (!bytes) return tl::unexpected(bytes.error());
    return Utf8Source::open(std::move(*bytes), dialect.encoding);
}

DataRows dataRows(const TextBlock& block, const Records& records, const Dialect& dialect) {
    DataRows rows{0, records.rowCount};
    if (block.index == 0 && dialect.hasHeader) rows.first = std::min(rows.end, static_cast<std::uint32_t>(dialect.headerLines));
    if (block.last && dialect.footerLines > 0) {
        const auto footer = static_cast<std::uint32_t>(dialect.footerLines);
        rows.end = rows.end > rows.first + footer ? rows.end - footer : rows.first;
    }
    return rows;
}

Reject makeReject(const std::string& file, std::int64_t row, RejectReason reason, std::string_view original) {
    Reject reject;
    reject.file = file;
    reject.row = row;
    reject.reason = reason;
    reject.original = repairedUtf8(original.substr(0, kRejectTextLimit));
    if (reject.original.size() > kRejectTextLimit) reject.original.resize(kRejectTextLimit);
    return reject;
}

} // namespace chainscape
