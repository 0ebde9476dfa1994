// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/xlsx_write.h"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <zip.h>

#include "core/base/text.h"
#include "core/io/xml_text.h"

namespace chainscape {
namespace {

constexpr std::size_t kSheetFlush = 256 * 1024;
constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006/";
constexpr std::string_view kTypes = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

tl::unexpected<Error> cannotWrite(const std::string& path, const std::string& why) {
    return failure(ErrorCode::FileUnwritable, "The workbook cannot be written: " + why + ".", {path});
}

std::string joined(std::initializer_list<std::string_view> pieces) {
    std::string all;
    for (const auto piece : pieces) all += piece;
    return all;
}

/// One bold style for the header, one for all else.
std::string stylesXml() {
    return joined({kXml, "<styleSheet xmlns=\"", kMain, "\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/>",
                   "<name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill ",
                   "patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>",
                   "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf xfId=\"0\"/><xf fontId=\"1\" xfId=\"0\" applyFont=\"1\"/></cellXfs>",
                   "</styleSheet>"});
}

/// A member of the archive from a text that the archive frees.
bool addText(zip_t* zip, const char* name, const std::string& text) {
    zip_source_t* source = zip_source_buffer_create(text.data(), text.size(), 0, nullptr);
    if (!source) return false;
    if (zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) >= 0) return true;
    zip_source_free(source);
    return false;
}

bool addFile(zip_t* zip, const std::string& name, const std::string& file) {
    zip_source_t* source = zip_source_file_create(file.c_str(), 0, -1, nullptr);
    if (!source) return false;
    const zip_int64_t at = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (at < 0) zip_source_free(source);
    return at >= 0 && zip_set_file_compression(zip, static_cast<zip_uint64_t>(at), ZIP_CM_DEFLATE, 1) == 0;
}

} // namespace

/// A sheet on its way into its file.
class XlsxWriter::Sheet : public TableSink {
public:
    Sheet(XlsxWriter& book, std::string name, std::size_t mostRows) : m_book(book), m_name(std::move(name)), m_most(mostRows) { begin(m_name); }
    ~Sheet() override { end(); }

    void text(std::string_view cell) override {
        openCell();
        if (m_row == 1) m_header.emplace_back(cell);
        if (cell.empty()) return;
        m_out += joined({"<c r=\"", place(), m_row == 1 ? "\" s=\"1" : "", "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", xmlText(cell), "</t></is></c>"});
    }
    void number(double value) override { putNumber(toText(value)); }
    void number(float value) override { putNumber(shortText(value)); }
    void endRow() override {
        if (m_column > 0) m_out += "</row>\n";
        m_column = 0;
        ++m_row;
        if (m_out.size() >= kSheetFlush) flush();
    }

private:
    void begin(const std::string& name) {
        m_file = m_book.newPart(name);
        m_out = joined({kXml, "<worksheet xmlns=\"", kMain, "\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" ",
                        "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>",
                        "<cols><col min=\"1\" max=\"40\" width=\"18\" customWidth=\"1\"/></cols><sheetData>\n"});
        m_row = 1;
    }
    /// The first cell of a row opens it, in the next sheet when this one is full.
    void openCell() {
        if (m_column == 0 && m_row > m_most) {
            end();
            begin(m_name + ' ' + std::to_string(++m_sheets));
            const auto header = std::exchange(m_header, {});
            for (const auto& name : header) text(name);
            endRow();
        }
        if (m_column++ == 0) m_out += "<row r=\"" + std::to_string(m_row) + "\">";
    }
    void end() {
        if (m_column > 0) endRow();
        m_out += "</sheetData></worksheet>";
        flush();
        if (m_file && std::fclose(std::exchange(m_file, nullptr)) != 0) m_book.m_failed = true;
    }
    void flush() {
        if (!m_file || std::fwrite(m_out.data(), 1, m_out.size(), m_file) != m_out.size()) m_book.m_failed = true;
        m_out.clear();
    }
    void putNumber(const std::string& digits) {
        openCell();
        if (!digits.empty()) m_out += "<c r=\"" + place() + "\"><v>" + digits + "</v></c>";
    }
    [[nodiscard]] std::string place() const {
        std::string letters;
        for (std::size_t c = m_column; c > 0; c = (c - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (c - 1) % 26));
        return letters + std::to_string(m_row);
    }

    XlsxWriter& m_book;
    std::string m_name, m_out;
    std::size_t m_most, m_row = 1, m_column = 0;
    int m_sheets = 1;
    std::vector<std::string> m_header;
    std::FILE* m_file = nullptr;
};

XlsxWriter::XlsxWriter(std::string path) : m_path(std::move(path)) {}
XlsxWriter::XlsxWriter(XlsxWriter&& other) noexcept : m_path(std::move(other.m_path)), m_parts(std::move(other.m_parts)), m_failed(other.m_failed) {
    other.m_parts.clear(); // a sheet points to its writer: none is begun before the writer has its place
}
XlsxWriter::~XlsxWriter() {
    m_sheet.reset();
    removeParts();
}

Result<XlsxWriter> XlsxWriter::create(const std::string& path) {
    const std::string part = path + ".part";
    std::FILE* file = std::fopen(part.c_str(), "wb");
    if (!file) return cannotWrite(path, std::generic_category().message(errno));
    std::fclose(file);
    std::error_code ec;
    std::filesystem::remove(part, ec);
    return XlsxWriter(path);
}

void XlsxWriter::removeParts() {
    std::error_code ec;
    for (const auto& part : m_parts) std::filesystem::remove(part.file, ec);
    m_parts.clear();
}

std::FILE* XlsxWriter::newPart(const std::string& name) {
    m_parts.push_back({name, m_path + ".sheet" + std::to_string(m_parts.size() + 1)});
    std::FILE* file = std::fopen(m_parts.back().file.c_str(), "wb");
    if (!file) m_failed = true;
    return file;
}

TableSink& XlsxWriter::sheet(std::string_view name, std::size_t mostRows) {
    m_sheet.reset();
    m_sheet = std::make_unique<Sheet>(*this, std::string(name), mostRows);
    return *m_sheet;
}

Result<void> XlsxWriter::finish(Progress& progress) {
    m_sheet.reset();
    if (m_failed) return cannotWrite(m_path, "the folder is full or may not be written");
    std::string types = joined({kXml, "<Types xmlns=\"", kPackage, "content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-",
                                "package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ",
                                "ContentType=\"", kTypes, "sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"", kTypes, "styles+xml\"/>"});
    std::string sheets, relations;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const std::string n = std::to_string(i + 1);
        types += joined({"<Override PartName=\"/xl/worksheets/sheet", n, ".xml\" ContentType=\"", kTypes, "worksheet+xml\"/>"});
        sheets += joined({"<sheet name=\"", xmlText(m_parts[i].name), "\" sheetId=\"", n, "\" r:id=\"rId", n, "\"/>"});
        relations += joined({"<Relationship Id=\"rId", n, "\" Type=\"", kOffice, "/worksheet\" Target=\"worksheets/sheet", n, ".xml\"/>"});
    }
    types += "</Types>";
    const std::string root = joined({kXml, "<Relationships xmlns=\"", kPackage, "relationships\"><Relationship Id=\"rId1\" Type=\"", kOffice,
                                     "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"});
    const std::string book = joined({kXml, "<workbook xmlns=\"", kMain, "\" xmlns:r=\"", kOffice, "\"><sheets>", sheets, "</sheets></workbook>"});
    relations = joined({kXml, "<Relationships xmlns=\"", kPackage, "relationships\">", relations, "<Relationship Id=\"rIdS\" Type=\"", kOffice,
                        "/styles\" Target=\"styles.xml\"/></Relationships>"});
    const std::string styles = stylesXml(), part = m_path + ".part";
    progress.report(-1, "packing " + m_path);
    int code = 0;
    zip_t* zip = zip_open(part.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (!zip) return cannotWrite(m_path, "the folder may not be written");
    zip_register_cancel_callback_with_state(zip, [](zip_t*, void* p) { return static_cast<const Progress*>(p)->stopped() ? 1 : 0; }, nullptr, &progress);
    bool ok = addText(zip, "[Content_Types].xml", types) && addText(zip, "_rels/.rels", root) && addText(zip, "xl/workbook.xml", book) &&
              addText(zip, "xl/_rels/workbook.xml.rels", relations) && addText(zip, "xl/styles.xml", styles);
    for (std::size_t i = 0; ok && i < m_parts.size(); ++i) ok = addFile(zip, "xl/worksheets/sheet" + std::to_string(i + 1) + ".xml", m_parts[i].file);
    ok = ok && zip_close(zip) == 0;
    if (!ok) zip_discard(zip);
    removeParts();
    std::error_code ec;
    if (ok) std::filesystem::rename(part, m_path, ec);
    if (ok && !ec) return {};
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    if (progress.stopped()) return Progress::cancelled();
    return cannotWrite(m_path, ec ? ec.message() : "the disk may be full");
}

} // namespace chainscape
