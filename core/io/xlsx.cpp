// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/xlsx.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "core/base/period.h"
#include "core/base/text.h"
#include "core/io/csv_write.h"
#include "core/io/xml_table.h"
#include "core/io/xml_walk.h"

namespace chainscape {
namespace {

constexpr std::size_t kMostShared = 512u << 20;
constexpr std::uint64_t kMostOutput = 8ull << 30;
constexpr std::uint32_t kMostRows = 1'048'576;
constexpr std::uint32_t kLastColumn = 16'384;

/// What a sheet's cells refer to.
struct Workbook {
    struct Sheet {
        std::string name, part;
    };
    std::vector<Sheet> sheets;
    bool epoch1904 = false;
    std::vector<bool> isDateStyle;
    std::string sharedText; ///< all shared strings behind each other
    std::vector<std::size_t> sharedEnds{0};

    [[nodiscard]] std::string_view shared(std::size_t index) const {
        if (index + 1 >= sharedEnds.size()) return {};
        return std::string_view(sharedText).substr(sharedEnds[index], sharedEnds[index + 1] - sharedEnds[index]);
    }
};

Result<bool> readPart(const std::shared_ptr<ZipArchive>& archive, const std::string& part, XmlEvents events) {
    auto bytes = ZipArchive::openMember(archive, part);
    if (!bytes) return tl::unexpected(bytes.error());
    return XmlWalk(std::move(*bytes), archive->path() + " (" + part + ")", std::move(events)).run();
}

Result<Workbook> readSheetList(const std::shared_ptr<ZipArchive>& archive) {
    Workbook book;
    std::vector<std::pair<std::string, std::string>> named; // sheet, relation
    std::map<std::string, std::string> targets;
    XmlEvents events;
    events.start = [&](std::string_view name, const XmlAttributes& a) {
        if (name == "sheet") named.emplace_back(a["name"], a["id"]);
        if (name == "workbookPr") book.epoch1904 = a["date1904"] == "1" || a["date1904"] == "true";
    };
    if (auto done = readPart(archive, "xl/workbook.xml", events); !done) return tl::unexpected(done.error());
    events.start = [&](std::string_view name, const XmlAttributes& a) {
        if (name == "Relationship") targets[std::string(a["Id"])] = a["Target"];
    };
    if (auto done = readPart(archive, "xl/_rels/workbook.xml.rels", events); !done) return tl::unexpected(done.error());
    for (const auto& [sheet, relation] : named) {
        std::string target = targets[relation];
        if (target.empty()) continue;
        target = target[0] == '/' ? target.substr(1) : "xl/" + target;
        if (archive->has(target) && target.find("worksheets/") != std::string::npos) book.sheets.push_back({sheet, target});
    }
    if (book.sheets.empty())
        return failure(ErrorCode::BadFormat, "The workbook " + archive->path() + " has no sheet that can be read. Save it again.",
                       {archive->path(), 0, {}});
    return book;
}

/// A number format shows dates when it has y, m, d or h outside quotes and brackets.
bool isDateFormat(std::string_view format) {
    bool quoted = false;
    int brackets = 0;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = static_cast<char>(format[i] | 0x20);
        if (format[i] == '\\') ++i;
        else if (format[i] == '"') quoted = !quoted;
        else if (format[i] == '[') ++brackets;
        else if (format[i] == ']') --brackets;
        else if (!quoted && brackets == 0 && (c == 'y' || c == 'd' || c == 'm' || c == 'h')) return true;
    }
    return false;
}

int intOf(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Result<bool> readStyles(const std::shared_ptr<ZipArchive>& archive, Workbook& book) {
    if (!archive->has("xl/styles.xml")) return true;
    std::map<int, bool> custom;
    bool inCells = false;
    XmlEvents events;
    events.start = [&](std::string_view name, const XmlAttributes& a) {
        if (name == "numFmt") custom[intOf(a["numFmtId"])] = isDateFormat(a["formatCode"]);
        if (name == "cellXfs") inCells = true;
        if (name != "xf" || !inCells) return;
        const int id = intOf(a["numFmtId"]);
        const bool builtIn = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
        book.isDateStyle.push_back(custom.contains(id) ? custom[id] : builtIn);
    };
    events.end = [&](std::string_view name) { inCells = inCells && name != "cellXfs"; };
    return readPart(archive, "xl/styles.xml", events);
}

Result<bool> readShared(const std::shared_ptr<ZipArchive>& archive, Workbook& book) {
    if (!archive->has("xl/sharedStrings.xml")) return true;
    bool inText = false, tooLarge = false;
    int phonetic = 0;
    XmlEvents events;
    events.start = [&](std::string_view name, const XmlAttributes&) {
        if (name == "t") inText = phonetic == 0;
        if (name == "rPh") ++phonetic;
    };
    events.text = [&](std::string_view text) {
        if (inText && !tooLarge) book.sharedText.append(text);
        tooLarge = book.sharedText.size() > kMostShared;
    };
    events.end = [&](std::string_view name) {
        if (name == "t") inText = false;
        if (name == "rPh") --phonetic;
        if (name == "si") book.sharedEnds.push_back(book.sharedText.size());
    };
    if (auto done = readPart(archive, "xl/sharedStrings.xml", events); !done) return done;
    if (tooLarge) return failure(ErrorCode::TooLarge, "The workbook " + archive->path() + " holds more than 512 MiB of text. Save it as CSV.");
    return true;
}

/// Sheet XML in, comma-separated lines out, piece by piece.
class SheetSource : public XmlTable {
public:
    SheetSource(Workbook book, std::string path) : m_book(std::move(book)), m_path(std::move(path)) {}

private:
    static constexpr std::size_t kCellLimit = 1u << 20;
    enum class Type : std::uint8_t { Number, Shared, Text, Bool };

    void onStart(std::string_view element, const XmlAttributes& a) override;
    void onEnd(std::string_view element) override;
    void onText(std::string_view text) override {
        if (m_inValue && m_text.size() < kCellLimit) m_text.append(text);
    }
    Result<void> onPiece(bool /*ended*/) override {
        if (m_tooLarge || m_written > kMostOutput)
            return failure(ErrorCode::TooLarge, "The sheet of " + m_path + " spreads over too many cells. Save it as CSV.");
        return {};
    }
    void startRow(std::string_view number);
    void startCell(const XmlAttributes& a);
    void putCell();
    void putText(std::string_view text);
    void putCsv(std::string_view text);
    void putNumber();

    Workbook m_book;
    std::string m_path;
    std::uint64_t m_written = 0;
    bool m_tooLarge = false;
    std::uint32_t m_row = 0;        ///< lines begun
    std::uint32_t m_columns = 0;    ///< cells put in this line, blanks included
    std::uint32_t m_column = 0;     ///< of the current cell, from 0
    std::uint32_t m_nextColumn = 0; ///< when a cell does not say where it stands
    Type m_type = Type::Number;
    bool m_isDate = false, m_inValue = false, m_hasValue = false;
    int m_phonetic = 0;
    std::string m_text;
};

void SheetSource::onStart(std::string_view element, const XmlAttributes& a) {
    if (element == "row") startRow(a["r"]);
    else if (element == "c") startCell(a);
    else if (element == "rPh") ++m_phonetic;
    else if (element == "v" || element == "t") {
        m_inValue = m_phonetic == 0;
        m_hasValue = true;
    }
}

void SheetSource::onEnd(std::string_view element) {
    if (element == "v" || element == "t") m_inValue = false;
    else if (element == "rPh") --m_phonetic;
    else if (element == "c") putCell();
    else if (element == "row") m_out += '\n';
}

/// Rows that the sheet leaves out become empty lines.
void SheetSource::startRow(std::string_view number) {
    auto row = static_cast<std::uint32_t>(std::max(0, intOf(number)));
    if (row <= m_row) row = m_row + 1;
    if (row > kMostRows) {
        m_tooLarge = true;
        return;
    }
    m_out.append(row - m_row - 1, '\n');
    m_row = row;
    m_columns = m_nextColumn = 0;
}

void SheetSource::startCell(const XmlAttributes& a) {
    std::uint32_t column = 0;
    for (const char c : a["r"]) {
        if (c < 'A' || c > 'Z' || column > kLastColumn) break;
        column = column * 26 + static_cast<std::uint32_t>(c - 'A' + 1);
    }
    m_column = column == 0 ? m_nextColumn : column - 1;
    m_nextColumn = m_column + 1;
    const std::string_view type = a["t"];
    m_type = type == "s" ? Type::Shared : type == "b" ? Type::Bool : type.empty() || type == "n" ? Type::Number : Type::Text;
    const auto style = static_cast<std::size_t>(std::max(0, intOf(a["s"])));
    m_isDate = !a["s"].empty() && style < m_book.isDateStyle.size() && m_book.isDateStyle[style];
    m_hasValue = false;
    m_text.clear();
}

void SheetSource::putCell() {
    if (!m_hasValue || m_column < m_columns) return;
    if (m_column >= kLastColumn) {
        m_tooLarge = true;
        return;
    }
    const std::size_t before = m_out.size();
    // a line of n cells has n - 1 commas
    m_out.append(m_columns == 0 ? m_column : m_column - m_columns + 1, ',');
    m_columns = m_column + 1;
    switch (m_type) {
    case Type::Shared: putText(m_book.shared(static_cast<std::size_t>(std::max(0, intOf(m_text))))); break;
    case Type::Bool: putText(m_text == "1" ? "true" : "false"); break;
    case Type::Text: putText(m_text); break;
    case Type::Number: putNumber(); break;
    }
    m_written += m_out.size() - before;
}

void SheetSource::putText(std::string_view text) {
    if (unguarded(text) != text) { // a sheet needs no guard against formulas, so none may be taken away later
        const std::string kept = '\'' + std::string(text);
        return putCsv(kept);
    }
    putCsv(text);
}

void SheetSource::putCsv(std::string_view text) {
    if (text.find_first_of(",\"\r\n\0") == std::string_view::npos && (text.empty() || (text.front() != ' ' && text.front() != '"'))) {
        m_out.append(text);
        return;
    }
    m_out += '"';
    for (const char c : text) {
        if (c == '"') m_out += '"';
        m_out += c == '\n' || c == '\r' ? ' ' : c;
    }
    m_out += '"';
}

void SheetSource::putNumber() {
    const auto number = parseNumber(m_text);
    if (!number) return putText(m_text);
    if (!m_isDate) {
        m_out += toText(*number);
        return;
    }
    const std::int64_t epoch = m_book.epoch1904 ? daysFromCivil(1904, 1, 1) : daysFromCivil(1899, 12, 30);
    const double days = std::floor(*number);
    if (days < 0 || days > 2'958'465) return putText(m_text);
    // Excel's 1900 has a 29 February: its first two months count one day less
    const std::int64_t shift = !m_book.epoch1904 && days < 60 ? 1 : 0;
    m_out += toText(Period{Granularity::Day, false, static_cast<std::int32_t>(epoch + static_cast<std::int64_t>(days) + shift)});
}

} // namespace

bool isWorkbook(const ZipArchive& archive) { return archive.has("xl/workbook.xml"); }

Result<std::vector<std::string>> sheetsOf(const std::shared_ptr<ZipArchive>& archive) {
    const auto book = readSheetList(archive);
    if (!book) return tl::unexpected(book.error());
    std::vector<std::string> names;
    for (const auto& sheet : book->sheets) names.push_back(sheet.name);
    return names;
}

Result<std::unique_ptr<ByteSource>> openSheet(const std::shared_ptr<ZipArchive>& archive, const std::string& sheet) {
    auto book = readSheetList(archive);
    if (!book) return tl::unexpected(book.error());
    const auto wanted = std::find_if(book->sheets.begin(), book->sheets.end(),
                                     [&](const Workbook::Sheet& s) { return sheet.empty() || s.name == sheet; });
    if (wanted == book->sheets.end())
        return failure(ErrorCode::NotFound, "There is no sheet \"" + sheet + "\" in " + archive->path() + ".", {archive->path(), 0, {}});
    const std::string part = wanted->part;
    if (auto styles = readStyles(archive, *book); !styles) return tl::unexpected(styles.error());
    if (auto shared = readShared(archive, *book); !shared) return tl::unexpected(shared.error());
    auto bytes = ZipArchive::openMember(archive, part);
    if (!bytes) return tl::unexpected(bytes.error());
    auto source = std::make_unique<SheetSource>(std::move(*book), archive->path());
    source->start(std::move(*bytes), archive->path() + " (" + part + ")");
    return source;
}

} // namespace chainscape
