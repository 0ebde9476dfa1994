// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/project/project.h"

namespace chainscape {
namespace {

constexpr const char* kHeaderWords = "header_words";

} // namespace

Result<std::vector<HeaderWord>> headerWordsOf(const ProjectFile& file) {
    const auto document = file.document(DocumentKind::Setting, kHeaderWords);
    if (!document) return document.error().code == ErrorCode::NotFound ? Result<std::vector<HeaderWord>>(std::vector<HeaderWord>{}) : tl::unexpected(document.error());
    std::vector<HeaderWord> words;
    const auto list = nlohmann::json::parse(document->json, nullptr, false);
    for (const auto& entry : list.is_array() ? list : nlohmann::json::array()) {
        if (!entry.is_object() || !entry.contains("word") || !entry["word"].is_string()) continue;
        const auto role = roleOf(entry.value("role", std::string()));
        if (role) words.push_back({entry.value("kind", std::string()) == "firms" ? TableKind::Firms : TableKind::Links, *role, entry["word"].get<std::string>()});
    }
    return words;
}

Result<void> setHeaderWords(ProjectFile& file, const std::vector<HeaderWord>& words) {
    auto list = nlohmann::json::array();
    for (const HeaderWord& word : words)
        list.push_back({{"kind", word.kind == TableKind::Firms ? "firms" : "links"}, {"role", std::string(nameOf(word.role))}, {"word", word.word}});
    return file.putDocument(DocumentKind::Setting, kHeaderWords, list.dump());
}

void teach(std::vector<HeaderWord>& words, const std::vector<HeaderWord>& more) {
    for (const HeaderWord& word : more) {
        std::erase_if(words, [&](const HeaderWord& known) { return known.kind == word.kind && known.word == word.word; });
        words.push_back(word);
    }
}

} // namespace chainscape
