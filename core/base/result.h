// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Result and Error: how core functions say what went wrong, without exceptions.

#include <cstdint>
#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace chainscape {

/// What kind of failure an Error is; the sentence in it says the rest.
enum class ErrorCode : std::uint8_t {
    Unknown,
    FileMissing,
    FileUnreadable,
    FileUnwritable,
    NotAFile,
    EmptyFile,
    BadFormat,
    MissingColumn,
    NotAProject,
    NewerProject,
    DamagedProject,
    BadArgument,
    NotFound,
    MixedUnits,
    NoData,
    Undefined,
    TooLarge,
    Cancelled,
};

/// Where something is wrong. `row` counts from 1 (0: no row); `file` and `column` may be empty.
struct Place {
    std::string file;
    std::int64_t row = 0;
    std::string column;

    bool operator==(const Place&) const = default;
};

/// One failure: a code for programs and one English sentence (what, where, what to do) for people.
struct Error {
    ErrorCode code = ErrorCode::Unknown;
    std::string message;
    Place place;

    bool operator==(const Error&) const = default;
};

/// "file, row n, column c: message" with the parts that are known.
std::string describe(const Error& error);

template <class T>
using Result = tl::expected<T, Error>;

/// `return failure(ErrorCode::NoData, "...")` in any function that returns a Result.
inline tl::unexpected<Error> failure(ErrorCode code, std::string message, Place place = {}) {
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(place)});
}

} // namespace chainscape
