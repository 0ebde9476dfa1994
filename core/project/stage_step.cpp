// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/stage_step.h"

#include <algorithm>
#include <cstdint>

#include "core/io/csv_write.h"
#include "core/project/project.h"
#include "core/project/row_drop.h"

namespace chainscape {
namespace {

/// The distinct stage words of the rows in the order they first appear, blank left out.
std::vector<std::uint32_t> wordsOf(const FirmRows& firms) {
    std::vector<std::uint32_t> words;
    std::vector<std::uint8_t> seen(firms.words.size(), 0);
    for (const auto word : firms.stage)
        if (word != 0 && !seen[word]) {
            seen[word] = 1;
            words.push_back(word);
        }
    return words;
}

void dropRows(FirmRows& firms, const std::vector<std::uint8_t>& drop) {
    keepRows(firms.files, drop);
    for (auto* column : {&firms.id, &firms.name, &firms.stage, &firms.sector, &firms.region, &firms.parent, &firms.function, &firms.period})
        keepRows(*column, drop);
    for (auto* column : {&firms.revenue, &firms.cost, &firms.latitude, &firms.longitude}) keepRows(*column, drop);
    for (auto* column : {&firms.isPlatform, &firms.endUser}) keepRows(*column, drop);
    keepRows(firms.digital, drop);
    keepRows(firms.row, drop);
    for (auto& attribute : firms.attributes) keepRows(attribute.ids, drop);
}

/// The row as far as it was understood; the reader keeps the line itself only for rows it rejects.
std::string rowText(const FirmRows& firms, std::size_t row) {
    std::string text(firms.words[firms.id[row]]);
    for (const auto* column : {&firms.name, &firms.stage, &firms.sector, &firms.region})
        if (!column->empty()) text += "," + std::string(firms.words[(*column)[row]]);
    return text;
}

void rejectUnknown(FirmRows& firms, std::vector<ImportFile>& files, const std::vector<std::uint8_t>& unknown) {
    std::vector<std::uint8_t> drop(firms.size(), 0);
    std::size_t span = 0;
    for (auto& file : files) {
        if (file.kind != TableKind::Firms) continue;
        const FileSpan& rows = firms.files[span++];
        for (std::size_t row = rows.first; row < rows.first + rows.count; ++row) {
            if (!unknown[firms.stage[row]]) continue;
            drop[row] = 1;
            file.report.rejects.push_back({file.report.file, firms.row[row], "stage", RejectReason::UnknownStage,
                                           "The stage \"" + std::string(firms.words[firms.stage[row]]) +
                                               "\" is not in the list of stages that was given. Add it to the list, or correct the file.",
                                           rowText(firms, row)});
            ++file.report.rowsRejected;
            --file.report.rowsKept;
        }
        std::ranges::stable_sort(file.report.rejects, {}, &Reject::row);
    }
    dropRows(firms, drop);
}

/// The number a word gets in a list that it is not in: a number of its own, or the next place at the end.
int extendedBy(const std::string& word, StageList& stages) {
    if (const int number = stages.find(word); number > 0) return number;
    const StageReading alone = stagesFor({word}, {});
    const bool isNumber = alone.stages.size() > 1 && alone.words.front().second == alone.stages.size() && defaultStageFor(word) == 0;
    if (!isNumber) stages.names.push_back(word);
    while (isNumber && stages.size() < alone.stages.size()) stages.names.emplace_back(alone.stages.name(stages.size() + 1));
    return stages.size();
}

/// A project that has stages keeps them; words it does not know become further stages at the end.
StageStep extended(const std::vector<std::string>& words, const StageList& present) {
    StageReading reading = stagesFor(words, present);
    StageStep step{{}, std::move(reading.words), {}};
    if (reading.unknown.empty()) return step;
    step.stages = present;
    for (const auto& word : reading.unknown) {
        step.words.emplace_back(word, extendedBy(word, step.stages));
        step.warnings.push_back("The stage \"" + word + "\" is new; it stands at the end of the list of stages.");
    }
    return step;
}

/// A list given for a project that has stages already: the words of earlier files are read again with it.
void readAgain(const std::vector<std::pair<std::string, int>>& known, const StageList& given, StageStep& step) {
    std::vector<std::string> words;
    for (const auto& [word, number] : known) words.push_back(word);
    StageReading reading = stagesFor(words, given);
    step.words.insert(step.words.begin(), reading.words.begin(), reading.words.end());
    for (const auto& word : reading.unknown) {
        step.words.emplace_back(word, 0);
        step.warnings.push_back("The stage \"" + word + "\" of earlier files is not in the new list; its firms have no stage now.");
    }
}

} // namespace

Result<StageStep> readStages(const ProjectFile& file, FirmRows& firms, std::vector<ImportFile>& files, const StageList& given) {
    const auto ids = wordsOf(firms);
    std::vector<std::string> words;
    for (const auto id : ids) words.emplace_back(unguarded(firms.words[id]));
    const auto known = file.stageWords();
    if (!known) return tl::unexpected(known.error());
    if (given.names.empty() && !known->empty()) {
        const auto present = file.stages();
        if (!present) return tl::unexpected(present.error());
        return extended(words, *present);
    }
    if (given.names.empty() && words.empty()) return StageStep{};
    StageReading reading = stagesFor(words, given);
    if (!reading.unknown.empty()) {
        std::vector<std::uint8_t> unknown(firms.words.size(), 0);
        for (const auto id : ids) unknown[id] = std::ranges::count(reading.unknown, unguarded(firms.words[id])) > 0;
        rejectUnknown(firms, files, unknown);
    }
    StageStep step{std::move(reading.stages), std::move(reading.words), {}};
    if (!given.names.empty()) readAgain(*known, given, step);
    return step;
}

} // namespace chainscape
