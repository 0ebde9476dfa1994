// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/firm_numbers.h"

#include <cmath>
#include <limits>
#include <unordered_map>

#include "core/io/values.h"

namespace chainscape::ui {
namespace {

/// A cell as a number, each text read once.
class CellNumbers {
public:
    explicit CellNumbers(const Dataset& dataset) : m_dataset(dataset) {}

    double of(std::uint32_t code) {
        const auto [known, isNew] = m_numbers.try_emplace(code, std::numeric_limits<double>::quiet_NaN());
        if (isNew)
            if (const auto number = parseCellNumber(m_dataset.text(code), {})) known->second = number->value;
        return known->second;
    }

private:
    const Dataset& m_dataset;
    std::unordered_map<std::uint32_t, double> m_numbers;
};

} // namespace

std::vector<std::string> numericAttributes(const Dataset& dataset) {
    constexpr double kMost = .7;
    std::vector<std::string> names;
    CellNumbers numbers(dataset);
    for (const FirmAttribute& attribute : dataset.firms().attributes) {
        std::size_t filled = 0, numeric = 0;
        for (const std::uint32_t code : attribute.codes) {
            filled += code != 0;
            numeric += code != 0 && !std::isnan(numbers.of(code));
        }
        if (filled > 0 && double(numeric) >= kMost * double(filled)) names.push_back(attribute.name);
    }
    return names;
}

std::vector<double> attributeNumbers(const Snapshot& snapshot, const std::string& name) {
    const Dataset& dataset = snapshot.dataset();
    for (const FirmAttribute& attribute : dataset.firms().attributes) {
        if (attribute.name != name) continue;
        CellNumbers numbers(dataset);
        std::vector<double> out;
        for (std::size_t i = 0; i < snapshot.nodeCount(); ++i) out.push_back(numbers.of(attribute.codes[snapshot.firm()[i]]));
        return out;
    }
    return {};
}

} // namespace chainscape::ui
