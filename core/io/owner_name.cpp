// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/owner_name.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "core/base/text.h"
#include "core/io/column_words.h"
#include "core/io/period_forms.h"

namespace chainscape {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kNames = 5; ///< how far up a name is looked for, the file's own included
constexpr std::size_t kShortest = 2;

/// Words that say what a file holds, and not whose it is.
constexpr std::array kPlain = {
    "data"sv, "dataset"sv, "raw"sv, "generic"sv, "clean"sv, "cleaned"sv, "final"sv, "draft"sv, "copy"sv, "new"sv, "old"sv, "test"sv, "sample"sv, "export"sv, "exports"sv, "import"sv, "imports"sv,
    "download"sv, "downloads"sv, "file"sv, "files"sv, "csv"sv, "xlsx"sv, "xls"sv, "tsv"sv, "txt"sv, "zip"sv, "gz"sv, "sheet"sv, "table"sv, "tables"sv, "list"sv, "lists"sv, "report"sv, "reports"sv,
    "tmp"sv, "temp"sv, "home"sv, "desktop"sv, "documents"sv, "users"sv, "clipboard"sv, "version"sv, "by"sv, "of"sv, "and"sv, "the"sv, "for"sv, "over"sv, "per"sv, "from"sv, "to"sv, "in"sv, "all"sv,
    "supplier"sv, "suppliers"sv, "vendor"sv, "vendors"sv, "seller"sv, "sellers"sv, "buyer"sv, "buyers"sv, "customer"sv, "customers"sv, "client"sv, "clients"sv, "firm"sv, "firms"sv,
    "company"sv, "companies"sv, "facility"sv, "facilities"sv, "link"sv, "links"sv, "flow"sv, "flows"sv, "edges"sv, "nodes"sv, "trade"sv, "trades"sv, "spend"sv, "spending"sv, "payment"sv, "payments"sv,
    "invoice"sv, "invoices"sv, "purchase"sv, "purchases"sv, "order"sv, "orders"sv, "sale"sv, "sales"sv, "procurement"sv, "transaction"sv, "transactions"sv, "shipment"sv, "shipments"sv, "contract"sv, "contracts"sv,
    "category"sv, "categories"sv, "product"sv, "products"sv, "item"sv, "items"sv, "country"sv, "countries"sv, "port"sv, "ports"sv, "region"sv, "regions"sv, "sector"sv,
    "month"sv, "months"sv, "monthly"sv, "quarter"sv, "quarterly"sv, "quartal"sv, "year"sv, "yearly"sv, "annual"sv, "daily"sv, "weekly"sv, "week"sv, "lieferanten"sv, "kunden"sv, "liste"sv, "daten"sv,
    "umsatz"sv, "einkauf"sv, "fournisseurs"sv, "clients"sv, "achats"sv, "ventes"sv, "donnees"sv, "proveedores"sv, "clientes"sv, "compras"sv, "ventas"sv, "datos"sv, "fornecedores"sv, "dados"sv};

bool says(std::string_view word) {
    if (word.size() < kShortest) return false;
    const bool hasDigit = std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    return !hasDigit && std::find(kPlain.begin(), kPlain.end(), word) == kPlain.end() && !readPeriod(word);
}

std::string owner(std::string_view name) {
    const std::string words = normalisedHeader(name.substr(0, name.find('.')));
    std::string kept;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t end = std::min(words.find(' ', at), words.size());
        const std::string_view word = std::string_view(words).substr(at, end - at);
        at = end + 1;
        if (says(word)) kept += (kept.empty() ? "" : " ") + std::string(word);
    }
    if (!kept.empty() && static_cast<unsigned char>(kept[0]) < 0x80) kept[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(kept[0])));
    return kept;
}

} // namespace

std::string ownerIn(std::string_view path) {
    std::vector<std::string_view> names;
    for (std::size_t end = path.size(); names.size() < kNames;) {
        const std::size_t cut = end == 0 ? std::string_view::npos : path.find_last_of("/\\,", end - 1);
        const std::size_t begin = cut == std::string_view::npos ? 0 : cut + 1;
        names.push_back(trim(path.substr(begin, end - begin)));
        if (begin == 0) break;
        end = cut;
    }
    for (const std::string_view name : names)
        if (auto found = owner(name); !found.empty()) return found;
    return {};
}

} // namespace chainscape
