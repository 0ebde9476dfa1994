// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/block_run.h"

#include <algorithm>

#include "core/io/graph_read.h"
#include "core/io/xlsx.h"
#include "core/io/tidy_rows.h"
#include "core/io/zip_archive.h"

namespace chainscape {

namespace {

/// Members that archivers add on their own.
bool isClutter(const std::string& name) {
    const std::size_t slash = name.find_last_of('/');
    const std::string base = slash == std::string::npos ? name : name.substr(slash + 1);
    return name.rfind("__MACOSX/", 0) == 0 || base.empty() || base[0] == '.' || base == "Thumbs.db";
}

Result<OpenedInput> openPart(const TableInput& input) {
    const auto archive = ZipArchive::open(input.path);
    if (!archive) return tl::unexpected(archive.error());
    const bool sheet = isWorkbook(**archive);
    std::string part = input.part;
    if (!sheet && part.empty()) {
        const auto& names = (*archive)->members();
        const auto first = std::find_if_not(names.begin(), names.end(), isClutter);
        if (first == names.end())
            return failure(ErrorCode::NoData, "The archive " + input.path + " holds no files.", {input.path, 0, {}});
        part = *first;
    }
    auto bytes = sheet ? openSheet(*archive, part) : ZipArchive::openMember(*archive, part);
    if (!bytes) return tl::unexpected(bytes.error());
    return OpenedInput{std::move(*bytes), sheet};
}

/// Bytes of which the first ones have been looked at.
class LookedAt : public ByteSource {
public:
    static constexpr std::size_t kLook = 4096;

    explicit LookedAt(std::unique_ptr<ByteSource> rest) : m_rest(std::move(rest)) {}

    Result<std::string_view> look() {
        m_start.resize(kLook);
        const auto n = m_rest->read(m_start.data(), kLook);
        if (!n) return tl::unexpected(n.error());
        m_start.resize(*n);
        return std::string_view(m_start);
    }
    Result<std::size_t> read(char* to, std::size_t room) override {
        const std::size_t n = m_start.copy(to, room, m_given);
        m_given += n;
        if (n == room) return n;
        const auto more = m_rest->read(to + n, room - n);
        if (!more) return more;
        return n + *more;
    }
    [[nodiscard]] double done() const override { return m_rest->done(); }
    [[nodiscard]] std::uint64_t size() const override { return m_rest->size(); }

private:
    std::unique_ptr<ByteSource> m_rest;
    std::string m_start;
    std::size_t m_given = 0;
};

/// A graph becomes the table of its part; all else stays as it is.
Result<OpenedInput> orGraph(std::unique_ptr<ByteSource> bytes, const TableInput& input) {
    auto looked = std::make_unique<LookedAt>(std::move(bytes));
    const auto start = looked->look();
    if (!start) return tl::unexpected(start.error());
    if (!isGraph(*start)) return OpenedInput{std::move(looked), false};
    auto table = openGraph(std::move(looked), input.path, input.part);
    if (!table) return tl::unexpected(table.error());
    return OpenedInput{std::move(*table), true};
}

/// A text whose rows go on behind the header holds links and, in its columns, firms.
bool isRaggedFile(const std::string& path) {
    const auto shown = preview({path, {}, {}});
    if (!shown) return false;
    const ColumnMapping& mapping = shown->plan.mapping;
    return mapping.find(ColumnRole::PartnerPairs) || mapping.find(ColumnRole::PartnerList);
}

bool isGraphFile(const std::string& path) {
    auto bytes = openBytes(path);
    if (!bytes) return false;
    std::string start(LookedAt::kLook, '\0');
    const auto n = (*bytes)->read(start.data(), start.size());
    return n && isGraph(std::string_view(start).substr(0, *n));
}

} // namespace

Result<std::vector<std::string>> partsOf(const std::string& path) {
    if (!isZipFile(path) && !isGraphFile(path) && !isRaggedFile(path)) return std::vector<std::string>{};
    if (!isZipFile(path)) return std::vector<std::string>{std::string(kGraphLinks), std::string(kGraphFirms)};
    const auto archive = ZipArchive::open(path);
    if (!archive) return tl::unexpected(archive.error());
    if (isWorkbook(**archive)) return sheetsOf(*archive);
    std::vector<std::string> parts;
    for (const std::string& name : (*archive)->members())
        if (!isClutter(name)) parts.push_back(name);
    return parts;
}

Result<OpenedInput> openInput(const TableInput& input) {
    if (input.text) return orGraph(bytesOf(input.text), input);
    if (isZipFile(input.path)) return openPart(input);
    auto bytes = openBytes(input.path);
    if (!bytes) return tl::unexpected(bytes.error());
    return orGraph(std::move(*bytes), input);
}

Result<std::unique_ptr<Utf8Source>> openText(const TableInput& input, const Dialect& dialect) {
    auto opened = openInput(input);
    if (!opened) return tl::unexpected(opened.error());
    auto text = Utf8Source::open(std::move(opened->bytes), opened->isSheet ? "UTF-8" : dialect.encoding);
    return text && tidies(dialect) ? tidied(std::move(*text), dialect) : std::move(text);
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
