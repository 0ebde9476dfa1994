// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/lane_places.h"

#include <cstddef>

namespace chainscape {

std::vector<double> placedInOrder(std::span<const double> wish, std::span<const double> weight, std::span<const double> gap) {
    struct Block {
        double mean = 0, weight = 0;
        std::size_t count = 0;
    };
    std::vector<Block> blocks;
    double offset = 0;
    for (std::size_t k = 0; k < wish.size(); ++k) {
        if (k > 0) offset += gap[k - 1];
        blocks.push_back({wish[k] - offset, weight[k], 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean > blocks.back().mean) {
            const auto last = blocks.back();
            blocks.pop_back();
            auto& block = blocks.back();
            block.mean = (block.mean * block.weight + last.mean * last.weight) / (block.weight + last.weight);
            block.weight += last.weight;
            block.count += last.count;
        }
    }
    std::vector<double> result;
    result.reserve(wish.size());
    offset = 0;
    for (const auto& block : blocks)
        for (std::size_t k = 0; k < block.count; ++k) {
            if (!result.empty()) offset += gap[result.size() - 1];
            result.push_back(block.mean + offset);
        }
    return result;
}

} // namespace chainscape
