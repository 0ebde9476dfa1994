// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The edits made by hand, put together: which firms are one, and which fields hold whatever the files say. Private to core/io.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <tsl/robin_map.h>

#include "core/base/result.h"
#include "core/io/project_file.h"
#include "core/model/dataset_builder.h"

namespace chainscape {

struct HandEdits {
    /// A merged firm's id and the id of the firm it is now, followed to the end.
    tsl::robin_map<std::string, std::string> merged;
    /// All other active edits in the order they were made; an edit that makes a field unknown is in `blanked` alone.
    std::vector<FirmEdit> fields;
    /// Per firm the bits (1 << field) of what the files must not say.
    tsl::robin_map<std::string, std::uint32_t> blanked;

    /// Takes the active ones. Failure when merges go in a circle or a period is none.
    static Result<HandEdits> of(std::span<const EditRecord> edits);

    /// The id itself when it was not merged.
    [[nodiscard]] const std::string& idFor(const std::string& id) const;
    /// Takes out of a file's record what an edit says for always.
    void blank(FirmRecord& record) const;
    /// The record that sets one field, period left out. Failure when the value does not fit the field.
    [[nodiscard]] Result<FirmRecord> recordOf(const FirmEdit& edit) const;
};

} // namespace chainscape
