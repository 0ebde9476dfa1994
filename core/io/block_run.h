// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Opening a TableInput, and running over its records on all cores. Private to core/io.

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/parallel.h"
#include "core/base/progress.h"
#include "core/io/csv_scan.h"
#include "core/io/import_tables.h"

namespace chainscape {

/// The bytes of an input, whatever it is wrapped in. A sheet comes as comma-separated text.
struct OpenedInput {
    std::unique_ptr<ByteSource> bytes;
    bool isSheet = false;
};
Result<OpenedInput> openInput(const TableInput& input);

/// The same decoded by the dialect's encoding.
Result<std::unique_ptr<Utf8Source>> openText(const TableInput& input, const Dialect& dialect);

/// The records of a block that are data: without header and footer.
struct DataRows {
    std::uint32_t first = 0;
    std::uint32_t end = 0;
};
DataRows dataRows(const TextBlock& block, const Records& records, const Dialect& dialect);

/// A reject with its sentence's start made from the place; `original` is cut to the limit and repaired.
Reject makeReject(const std::string& file, std::int64_t row, RejectReason reason, std::string_view original);

inline std::size_t workerCount() { return std::min<std::size_t>(std::max(1u, std::thread::hardware_concurrency()), 8); }

/// A text to be cut, and how many work on it at once.
struct BlockText {
    RecordSplitter& splitter;
    const Utf8Source& source;
    std::size_t workers = 1;
};

/// Cuts a source into blocks, parses them in parallel and hands the results over in file order.
/// parse(worker, block, Parsed&) runs in parallel, one call per worker at a time; take(worker, Parsed&) one at a time, until
/// it returns an Error. What take leaves is used for a later block, so that its memory is not given back and asked for again.
template <class Parsed, class Parse, class Take>
Result<void> runBlocks(const BlockText& text, Progress& progress, Parse&& parse, Take&& take) {
    std::mutex reading, taking;
    std::optional<Error> error, refused;
    std::atomic<bool> done{false};
    std::map<std::int64_t, std::pair<std::size_t, Parsed>> waiting;
    std::vector<Parsed> spare;
    std::int64_t expected = 0;
    const auto nextBlock = [&](TextBlock& block) {
        const std::lock_guard lock(reading);
        if (done || progress.stopped()) return false;
        const auto more = text.splitter.next(block);
        if (!more) error = more.error();
        if (!more || !*more) done = true;
        else if (block.index % 8 == 0) progress.report(text.source.done());
        return !done;
    };
    const auto work = [&](std::size_t worker) {
        TextBlock block;
        while (nextBlock(block)) {
            Parsed parsed;
            {
                const std::lock_guard lock(taking);
                if (!spare.empty()) {
                    parsed = std::move(spare.back());
                    spare.pop_back();
                }
            }
            parse(worker, block, parsed);
            const std::lock_guard lock(taking);
            waiting.emplace(block.index, std::pair(worker, std::move(parsed)));
            for (; !waiting.empty() && waiting.begin()->first == expected; ++expected) {
                if (refused) return;
                if (auto ok = take(waiting.begin()->second.first, waiting.begin()->second.second); !ok) {
                    refused = ok.error();
                    done = true;
                    return;
                }
                spare.push_back(std::move(waiting.begin()->second.second));
                waiting.erase(waiting.begin());
            }
        }
    };
    parallelFor(text.workers, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t worker = begin; worker < end; ++worker) work(worker);
    });
    if (progress.stopped()) return Progress::cancelled();
    for (const auto& failed : {error, refused})
        if (failed) return tl::unexpected(*failed);
    return {};
}

} // namespace chainscape
