// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// similar: firms that may be one and the same; merged only when asked to.

#include <memory>
#include <sstream>

#include "app/commands/commands.h"
#include "core/io/csv_write.h"
#include "core/project/project.h"
#include "core/project/similar_firms.h"

namespace chainscape::cli {
namespace {

struct SimilarRequest {
    std::string project, aliases;
    double least = 0.8, mergeFrom = 0;
};

struct SimilarAnswer {
    DatasetPtr dataset;
    std::vector<SimilarFirms> pairs;
    std::size_t merged = 0;
};

Result<std::size_t> mergeFrom(ProjectFile& file, const SimilarAnswer& found, double line) {
    std::vector<SimilarFirms> accepted;
    for (const auto& pair : found.pairs)
        if (pair.score >= line) accepted.push_back(pair);
    const auto edits = mergesOf(*found.dataset, accepted);
    if (edits.empty()) return 0;
    const auto id = file.addEdits("Merged " + std::to_string(edits.size()) + " names", edits);
    if (!id) return tl::unexpected(id.error());
    return edits.size();
}

/// Names that are merged and what they are called now.
Result<void> writeAliases(const ProjectFile& file, const std::string& path) {
    const auto records = file.edits();
    if (!records) return tl::unexpected(records.error());
    auto csv = CsvWriter::create(path);
    if (!csv) return tl::unexpected(csv.error());
    for (const char* name : {"alias", "firm", "from", "at"}) csv->text(name);
    csv->endRow();
    for (const auto& record : *records)
        for (const auto& edit : record.edits) {
            if (!record.active || edit.field != FirmField::MergedInto) continue;
            csv->text(edit.firm).text(edit.value).text(edit.period).text(record.at).endRow();
        }
    return csv->finish();
}

Result<SimilarAnswer> look(const SimilarRequest& request) {
    Progress progress;
    auto file = ProjectFile::open(request.project, request.mergeFrom > 0 ? ProjectAccess::ReadWrite : ProjectAccess::ReadOnly, progress);
    if (!file) return tl::unexpected(file.error());
    const auto dataset = reload(*file, progress);
    if (!dataset) return tl::unexpected(dataset.error());
    auto pairs = similarFirms(**dataset, {}, request.least, progress);
    if (!pairs) return tl::unexpected(pairs.error());
    SimilarAnswer found{*dataset, std::move(*pairs), 0};
    if (request.mergeFrom > 0) {
        const auto merged = mergeFrom(*file, found, request.mergeFrom);
        if (!merged) return tl::unexpected(merged.error());
        found.merged = *merged;
    }
    if (!request.aliases.empty())
        if (auto ok = writeAliases(*file, request.aliases); !ok) return tl::unexpected(ok.error());
    if (auto ok = file->close(); !ok) return tl::unexpected(ok.error());
    return found;
}

std::vector<std::string> reasonsOf(const SimilarFirms& pair) {
    std::vector<std::string> words;
    for (const MatchReason reason : pair.reasons) words.emplace_back(nameOf(reason));
    return words;
}

Json jsonOf(const SimilarAnswer& found) {
    const FirmTable& firms = found.dataset->firms();
    Json pairs = Json::array();
    for (const auto& pair : found.pairs)
        pairs.push_back({{"keep", firms.id[pair.keep]}, {"other", firms.id[pair.other]}, {"keep_name", firms.name[pair.keep]}, {"other_name", firms.name[pair.other]},
                         {"score", number(pair.score)}, {"reasons", reasonsOf(pair)}, {"keep_links", pair.keepLinks}, {"other_links", pair.otherLinks}});
    return {{"firms", firms.size()}, {"pairs", pairs}, {"merged", found.merged}};
}

std::string readable(const SimilarAnswer& found) {
    const FirmTable& firms = found.dataset->firms();
    std::ostringstream out;
    out << found.pairs.size() << " pairs of names look alike\n";
    for (const auto& pair : found.pairs) {
        out << number(pair.score) << '\t' << firms.name[pair.keep] << '\t' << firms.name[pair.other] << '\t';
        const char* separator = "";
        for (const auto& reason : reasonsOf(pair)) out << std::exchange(separator, ", ") << reason;
        out << '\n';
    }
    if (found.merged > 0) out << found.merged << " names were merged; the project keeps them as one step that can be undone\n";
    return out.str();
}

} // namespace

void addSimilar(CLI::App& root, Context& context) {
    auto request = std::make_shared<SimilarRequest>();
    auto* command = root.add_subcommand("similar", "Firms whose names look alike, with reasons; merged only with --merge-from");
    addCommonOptions(*command, context);
    command->add_option("project", request->project, "A .chain file")->required();
    command->add_option("--least", request->least, "Pairs of at least this likeness")->check(CLI::Range(0.5, 1.0));
    command->add_option("--merge-from", request->mergeFrom, "Merge all pairs from this likeness on, as one step")->check(CLI::Range(0.5, 1.0));
    command->add_option("--aliases", request->aliases, "Write the merged names to this CSV file");
    command->callback([request, &context] {
        const auto found = look(*request);
        if (!found) return fail(context, found.error());
        answer(context, jsonOf(*found), readable(*found));
    });
}

} // namespace chainscape::cli
