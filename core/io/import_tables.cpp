// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/import_tables.h"

#include "core/model/dataset_builder.h"

namespace chainscape {
namespace {

/// Ids of `from` in `to`, texts added as needed.
std::vector<std::uint32_t> translation(StringTable& to, const StringTable& from) {
    std::vector<std::uint32_t> ids(from.size());
    for (std::uint32_t id = 0; id < from.size(); ++id) ids[id] = to.idOf(from[id]);
    return ids;
}

std::vector<std::uint32_t> translation(std::vector<PeriodText>& to, const std::vector<PeriodText>& from) {
    std::vector<std::uint32_t> ids;
    StringTable known;
    for (const PeriodText& period : to) known.idOf(period.text);
    if (to.empty()) to.push_back({});
    for (const PeriodText& period : from) {
        const std::uint32_t id = known.idOf(period.text);
        if (id < to.size() && to[id] == period) {
            ids.push_back(id);
            continue;
        }
        // the same text read otherwise (another order of day and month) stays an entry of its own
        ids.push_back(static_cast<std::uint32_t>(to.size()));
        if (id == to.size()) {
            to.push_back(period);
        } else {
            to.push_back(period);
            known.idOf(period.text + "\x01" + std::to_string(to.size()));
        }
    }
    return ids;
}

/// Sizes before appending.
struct Sizes {
    std::size_t had = 0, more = 0;
};

template <class T>
void appendPlain(std::vector<T>& to, const std::vector<T>& from, const Sizes& n, T missing) {
    if (to.empty() && from.empty()) return;
    to.resize(n.had, missing);
    if (from.empty()) to.resize(n.had + n.more, missing);
    else to.insert(to.end(), from.begin(), from.end());
}

void appendIds(std::vector<std::uint32_t>& to, const std::vector<std::uint32_t>& from, const Sizes& n,
               const std::vector<std::uint32_t>& ids) {
    if (to.empty() && from.empty()) return;
    to.resize(n.had, 0);
    to.reserve(n.had + n.more);
    for (const std::uint32_t id : from) to.push_back(ids[id]);
    to.resize(n.had + n.more, 0);
}

void appendAttributes(std::vector<RowAttribute>& to, const std::vector<RowAttribute>& from, const Sizes& n,
                      const std::vector<std::uint32_t>& ids) {
    for (const RowAttribute& column : from) {
        auto known = to.begin();
        while (known != to.end() && known->name != column.name) ++known;
        if (known == to.end()) known = to.insert(to.end(), RowAttribute{column.name, std::vector<std::uint32_t>(n.had, 0)});
        appendIds(known->ids, column.ids, n, ids);
    }
    for (RowAttribute& column : to) column.ids.resize(n.had + n.more, 0);
}

void appendFiles(std::vector<FileSpan>& to, const std::vector<FileSpan>& from, std::size_t had) {
    for (FileSpan span : from) {
        span.first += had;
        to.push_back(std::move(span));
    }
}

} // namespace

void append(LinkRows& into, LinkRows&& more) {
    if (into.size() == 0 && into.files.empty()) {
        into = std::move(more);
        return;
    }
    const Sizes n{into.size(), more.size()};
    const auto firms = translation(into.firms, more.firms);
    const auto words = translation(into.words, more.words);
    const auto periods = translation(into.periods, more.periods);
    appendIds(into.source, more.source, n, firms);
    appendIds(into.target, more.target, n, firms);
    appendIds(into.viaPlatform, more.viaPlatform, n, firms);
    appendIds(into.period, more.period, n, periods);
    appendIds(into.kind, more.kind, n, words);
    appendIds(into.unit, more.unit, n, words);
    appendIds(into.sourceRef, more.sourceRef, n, words);
    appendPlain(into.value, more.value, n, kUnknown);
    appendPlain(into.digital, more.digital, n, kUnknownScore);
    appendPlain(into.confidence, more.confidence, n, kUnknownScore);
    appendPlain(into.row, more.row, n, std::int64_t(0));
    appendAttributes(into.attributes, more.attributes, n, words);
    for (FileSpan& span : more.files)
        for (FirmName& name : span.names) name = {firms[name.firm], words[name.name], name.row};
    appendFiles(into.files, more.files, n.had);
}

void append(FirmRows& into, FirmRows&& more) {
    if (into.size() == 0 && into.files.empty()) {
        into = std::move(more);
        return;
    }
    const Sizes n{into.size(), more.size()};
    const auto words = translation(into.words, more.words);
    const auto periods = translation(into.periods, more.periods);
    appendIds(into.id, more.id, n, words);
    appendIds(into.name, more.name, n, words);
    appendIds(into.stage, more.stage, n, words);
    appendIds(into.sector, more.sector, n, words);
    appendIds(into.region, more.region, n, words);
    appendIds(into.parent, more.parent, n, words);
    appendIds(into.function, more.function, n, words);
    appendIds(into.period, more.period, n, periods);
    appendPlain(into.digital, more.digital, n, kUnknownScore);
    appendPlain(into.isPlatform, more.isPlatform, n, Flag::Unknown);
    appendPlain(into.endUser, more.endUser, n, Flag::Unknown);
    appendPlain(into.revenue, more.revenue, n, kUnknown);
    appendPlain(into.cost, more.cost, n, kUnknown);
    appendPlain(into.latitude, more.latitude, n, kUnknown);
    appendPlain(into.longitude, more.longitude, n, kUnknown);
    appendPlain(into.row, more.row, n, std::int64_t(0));
    appendAttributes(into.attributes, more.attributes, n, words);
    appendFiles(into.files, more.files, n.had);
}

} // namespace chainscape
