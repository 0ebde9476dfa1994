// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/byte_source.h"

#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

namespace chainscape {
namespace {

class PlainFile : public ByteSource {
public:
    PlainFile(std::string path, int fd, std::uint64_t size) : m_path(std::move(path)), m_fd(fd), m_size(size) {}
    ~PlainFile() override { ::close(m_fd); }

    Result<std::size_t> read(char* to, std::size_t room) override {
        std::size_t got = 0;
        while (got < room) {
            const ssize_t n = ::read(m_fd, to + got, room - got);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0)
                return failure(ErrorCode::FileUnreadable,
                               "The file " + m_path + " cannot be read any further: " + std::strerror(errno) + ".", {m_path, 0, {}});
            if (n == 0) break;
            got += static_cast<std::size_t>(n);
        }
        m_read += got;
        return got;
    }

    [[nodiscard]] double done() const override {
        return m_size == 0 ? -1 : std::min(1.0, static_cast<double>(m_read) / static_cast<double>(m_size));
    }
    [[nodiscard]] std::uint64_t size() const override { return m_size; }

private:
    std::string m_path;
    int m_fd;
    std::uint64_t m_size;
    std::uint64_t m_read = 0;
};

class GzipFile : public ByteSource {
public:
    GzipFile(std::string path, std::unique_ptr<ByteSource> packed)
        : m_path(std::move(path)), m_packed(std::move(packed)), m_buffer(256 * 1024) {
        m_ready = inflateInit2(&m_stream, 15 + 16) == Z_OK;
    }
    ~GzipFile() override {
        if (m_ready) inflateEnd(&m_stream);
    }

    Result<std::size_t> read(char* to, std::size_t room) override {
        if (!m_ready) return failure(ErrorCode::TooLarge, "There is not enough memory to unpack " + m_path + ".");
        std::size_t got = 0;
        while (got < room && !m_ended) {
            if (m_stream.avail_in == 0) {
                if (auto filled = fill(); !filled) return tl::unexpected(filled.error());
                if (m_ended) break;
            }
            const std::size_t piece = std::min<std::size_t>(room - got, 1u << 30);
            m_stream.next_out = reinterpret_cast<Bytef*>(to + got);
            m_stream.avail_out = static_cast<uInt>(piece);
            const int status = inflate(&m_stream, Z_NO_FLUSH);
            got += piece - m_stream.avail_out;
            if (status == Z_STREAM_END) nextMember();
            else if (status != Z_OK && status != Z_BUF_ERROR) return damaged("its compressed data is damaged");
        }
        return got;
    }

    [[nodiscard]] double done() const override { return m_packed->done(); }
    [[nodiscard]] std::uint64_t size() const override { return 0; }

private:
    tl::unexpected<Error> damaged(const std::string& why) const {
        return failure(ErrorCode::BadFormat, "The file " + m_path + " cannot be unpacked: " + why + ". Fetch or export it again.",
                       {m_path, 0, {}});
    }

    Result<bool> fill() {
        auto n = m_packed->read(m_buffer.data(), m_buffer.size());
        if (!n) return tl::unexpected(n.error());
        if (*n == 0) {
            if (!m_betweenMembers) return damaged("it ends too early");
            m_ended = true;
        }
        m_stream.next_in = reinterpret_cast<Bytef*>(m_buffer.data());
        m_stream.avail_in = static_cast<uInt>(*n);
        if (*n > 0) m_betweenMembers = false;
        return true;
    }

    /// After a member there may be another one, or padding that is no data.
    void nextMember() {
        m_betweenMembers = true;
        if (m_stream.avail_in > 0 && *m_stream.next_in != 0x1F) {
            m_ended = true;
            return;
        }
        if (m_stream.avail_in > 0) m_betweenMembers = false;
        inflateReset(&m_stream);
    }

    std::string m_path;
    std::unique_ptr<ByteSource> m_packed;
    std::vector<char> m_buffer;
    z_stream m_stream{};
    bool m_ready = false;
    bool m_ended = false;
    bool m_betweenMembers = false;
};

class TextBytes : public ByteSource {
public:
    explicit TextBytes(std::shared_ptr<const std::string> text) : m_text(std::move(text)) {}

    Result<std::size_t> read(char* to, std::size_t room) override {
        const std::size_t n = std::min(room, m_text->size() - m_read);
        if (n > 0) std::memcpy(to, m_text->data() + m_read, n);
        m_read += n;
        return n;
    }

    [[nodiscard]] double done() const override {
        return m_text->empty() ? 1 : static_cast<double>(m_read) / static_cast<double>(m_text->size());
    }
    [[nodiscard]] std::uint64_t size() const override { return m_text->size(); }

private:
    std::shared_ptr<const std::string> m_text;
    std::size_t m_read = 0;
};

tl::unexpected<Error> cannotOpen(const std::string& path, int why) {
    const Place place{path, 0, {}};
    if (why == ENOENT || why == ENOTDIR)
        return failure(ErrorCode::FileMissing, "There is no file " + path + ". Check the name and the folder.", place);
    if (why == EACCES || why == EPERM)
        return failure(ErrorCode::FileUnreadable, "The file " + path + " may not be read. Ask for permission or copy it elsewhere.", place);
    return failure(ErrorCode::FileUnreadable, "The file " + path + " cannot be opened: " + std::strerror(why) + ".", place);
}

} // namespace

Result<std::unique_ptr<ByteSource>> openBytes(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return cannotOpen(path, errno);
    struct stat info {};
    const Place place{path, 0, {}};
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(fd);
        return failure(ErrorCode::NotAFile, path + (S_ISDIR(info.st_mode) ? " is a folder" : " is no ordinary file") +
                                                ". Choose a file in it, for example links.csv.", place);
    }
    auto file = std::make_unique<PlainFile>(path, fd, static_cast<std::uint64_t>(info.st_size));
    if (info.st_size == 0) return failure(ErrorCode::EmptyFile, "The file " + path + " is empty. Export it again.", place);
    unsigned char magic[2] = {0, 0};
    if (::pread(fd, magic, 2, 0) == 2 && magic[0] == 0x1F && magic[1] == 0x8B)
        return std::make_unique<GzipFile>(path, std::move(file));
    return file;
}

std::unique_ptr<ByteSource> bytesOf(std::shared_ptr<const std::string> text) { return std::make_unique<TextBytes>(std::move(text)); }

std::string_view foreignFormat(std::string_view start) {
    struct Mark {
        std::string_view bytes, what;
    };
    using namespace std::string_view_literals;
    static constexpr Mark kMarks[] = {
        {"%PDF-"sv, "a PDF document"},
        {"\x89PNG"sv, "a picture (PNG)"},
        {"\xFF\xD8\xFF"sv, "a picture (JPEG)"},
        {"GIF8"sv, "a picture (GIF)"},
        {"\x7F"
         "ELF"sv,
         "a program"},
        {"MZ\x90"sv, "a program"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old Excel workbook or Word document; save it as .xlsx or CSV"},
        {"SQLite format 3\0"sv, "a database or a project; open it instead of importing it"},
        {"PAR1"sv, "a Parquet file; export it as CSV"},
        {"\xFD"
         "7zXZ"sv,
         "an .xz archive; unpack it first"},
        {"BZh"sv, "a .bz2 archive; unpack it first"},
        {"\x28\xB5\x2F\xFD"sv, "a .zst archive; unpack it first"},
        {"Rar!"sv, "a .rar archive; unpack it first"},
        {"7z\xBC\xAF"sv, "a .7z archive; unpack it first"},
    };
    for (const Mark& mark : kMarks)
        if (start.substr(0, mark.bytes.size()) == mark.bytes) return mark.what;
    return {};
}

} // namespace chainscape
