// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs a target without libFuzzer: over every seed of a folder, then over mutations of them. `replay FOLDER [COUNT]`.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size);

namespace {

/// Bytes that decide something in one of the formats.
constexpr std::string_view kTokens[] = {"\"", ",", ";", "\n", "\r", "\t", "\\", "<", ">", "/", "&", "'", "=", "{", "}", "[", "]", ":", "0", "-", "1e308", "\xFF\xFE", "\xEF\xBB\xBF",
                                        "\xC3", "99999999999999999999", "<!DOCTYPE", "]]>", "PK\x03\x04", "source", "target", "value", "2021Q1"};

class Mutator {
public:
    explicit Mutator(std::uint32_t seed) : m_random(seed) {}

    std::string mutated(const std::vector<std::string>& seeds) {
        std::string text = seeds[below(seeds.size())];
        for (std::size_t n = 1 + below(6); n > 0; --n) change(text, seeds);
        return text;
    }

private:
    std::size_t below(std::size_t n) { return n == 0 ? 0 : m_random() % n; }

    void change(std::string& text, const std::vector<std::string>& seeds) {
        const std::size_t at = below(text.size() + 1);
        switch (below(7)) {
        case 0:
            if (at < text.size()) text[at] = static_cast<char>(below(256));
            break;
        case 1:
            if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
            break;
        case 2: text.insert(at, kTokens[below(std::size(kTokens))]); break;
        case 3: text.erase(at, 1 + below(16)); break;
        case 4: text.insert(at, text.substr(below(text.size() + 1), below(64))); break;
        case 5: text.resize(at); break;
        default: {
            const std::string& other = seeds[below(seeds.size())];
            text += other.substr(below(other.size() + 1));
        }
        }
    }

    std::mt19937 m_random;
};

std::vector<std::string> seedsIn(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<std::string> seeds;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return seeds;
}

void feed(const std::string& text) { LLVMFuzzerTestOneInput(reinterpret_cast<const unsigned char*>(text.data()), text.size()); }

} // namespace

int main(int argc, char** argv) {
    using Clock = std::chrono::steady_clock;
    const auto seeds = argc > 1 ? seedsIn(argv[1]) : std::vector<std::string>{};
    const int count = argc > 2 ? std::atoi(argv[2]) : 3000; // a few seconds
    if (seeds.empty()) return std::fputs("There are no seeds.\n", stderr), 1;
    for (const auto& seed : seeds) feed(seed);
    Mutator mutator(20260101);
    double slowest = 0;
    for (int i = 0; i < count; ++i) {
        const std::string text = mutator.mutated(seeds);
        const auto start = Clock::now();
        if (std::FILE* last = argc > 3 ? std::fopen(argv[3], "wb") : nullptr) { // the input at hand, for one that kills the program
            std::fwrite(text.data(), 1, text.size(), last);
            std::fclose(last);
        }
        feed(text);
        slowest = std::max(slowest, std::chrono::duration<double>(Clock::now() - start).count());
    }
    std::printf("%zu seeds and %d mutations; the slowest took %.3f s\n", seeds.size(), count, slowest);
    return slowest < 20 ? 0 : 1;
}
