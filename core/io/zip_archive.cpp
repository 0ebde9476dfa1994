// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/zip_archive.h"

#include <algorithm>
#include <array>

#include <zip.h>

namespace chainscape {
namespace {

constexpr std::uint64_t kHarmless = 64ull << 20;
constexpr std::uint64_t kMostRatio = 100;
constexpr std::uint64_t kMostBytes = 16ull << 30;
constexpr zip_int64_t kMostMembers = 100'000;

} // namespace

bool isZip(std::string_view start) { return start.substr(0, 4) == std::string_view("PK\x03\x04", 4); }

bool isZipFile(const std::string& path) {
    const auto file = openBytes(path);
    std::array<char, 4> start{};
    if (!file) return false;
    const auto n = (*file)->read(start.data(), start.size());
    return n && isZip({start.data(), *n});
}

/// One member, read from front to back; more bytes than announced are refused.
class ZipMember : public ByteSource {
public:
    ZipMember(std::shared_ptr<ZipArchive> archive, zip_file_t* file, std::string name, std::uint64_t size)
        : m_archive(std::move(archive)), m_file(file), m_name(std::move(name)), m_size(size) {}
    ~ZipMember() override { zip_fclose(m_file); }

    Result<std::size_t> read(char* to, std::size_t room) override {
        std::size_t got = 0;
        while (got < room) {
            const zip_int64_t n = zip_fread(m_file, to + got, room - got);
            if (n < 0)
                return failure(ErrorCode::BadFormat, m_name + " in " + m_archive->path() + " is damaged. Fetch or export the file again.",
                               {m_archive->path(), 0, {}});
            if (n == 0) break;
            got += static_cast<std::size_t>(n);
        }
        m_read += got;
        if (m_read > m_size)
            return failure(ErrorCode::BadFormat, m_name + " in " + m_archive->path() + " is longer than it says. The file is not trusted.");
        return got;
    }

    [[nodiscard]] double done() const override {
        return m_size == 0 ? 1 : std::min(1.0, static_cast<double>(m_read) / static_cast<double>(m_size));
    }
    [[nodiscard]] std::uint64_t size() const override { return m_size; }

private:
    std::shared_ptr<ZipArchive> m_archive;
    zip_file_t* m_file;
    std::string m_name;
    std::uint64_t m_size;
    std::uint64_t m_read = 0;
};

Result<std::shared_ptr<ZipArchive>> ZipArchive::open(const std::string& path) {
    int code = 0;
    zip_t* zip = zip_open(path.c_str(), ZIP_RDONLY, &code);
    const Place place{path, 0, {}};
    if (zip == nullptr)
        return failure(ErrorCode::BadFormat, "The archive " + path + " cannot be opened; it is damaged or cut off. Fetch it again.", place);
    std::shared_ptr<ZipArchive> archive(new ZipArchive);
    archive->m_path = path;
    archive->m_zip = zip;
    const zip_int64_t count = zip_get_num_entries(zip, 0);
    if (count > kMostMembers) return failure(ErrorCode::TooLarge, "The archive " + path + " has more than 100,000 members.", place);
    for (zip_int64_t i = 0; i < count; ++i) {
        const char* name = zip_get_name(zip, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS);
        if (name == nullptr) continue;
        const std::string text = name;
        if (!text.empty() && text.back() != '/') archive->m_members.push_back(text);
    }
    return archive;
}

ZipArchive::~ZipArchive() {
    if (m_zip != nullptr) zip_discard(static_cast<zip_t*>(m_zip));
}

bool ZipArchive::has(const std::string& name) const { return std::find(m_members.begin(), m_members.end(), name) != m_members.end(); }

Result<std::unique_ptr<ByteSource>> ZipArchive::openMember(const std::shared_ptr<ZipArchive>& archive, const std::string& name) {
    auto* zip = static_cast<zip_t*>(archive->m_zip);
    const Place place{archive->path(), 0, {}};
    zip_stat_t info;
    zip_stat_init(&info);
    if (zip_stat(zip, name.c_str(), ZIP_FL_ENC_GUESS, &info) != 0)
        return failure(ErrorCode::NotFound, "There is no " + name + " in " + archive->path() + ".", place);
    const bool blownUp = info.size > kHarmless && info.comp_size > 0 && info.size / info.comp_size > kMostRatio;
    if (blownUp || info.size > kMostBytes || (info.comp_size == 0 && info.size > 0))
        return failure(ErrorCode::TooLarge, name + " in " + archive->path() + " would unpack to " + std::to_string(info.size >> 20) +
                                                " MiB, far more than such a file should. It is not read.", place);
    zip_file_t* file = zip_fopen_index(zip, info.index, 0);
    if (file == nullptr)
        return failure(ErrorCode::FileUnreadable, name + " in " + archive->path() + " cannot be unpacked (encrypted or damaged).", place);
    return std::make_unique<ZipMember>(archive, file, name, info.size);
}

} // namespace chainscape
