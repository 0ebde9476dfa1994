// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/xml_table.h"

#include <algorithm>
#include <cstring>

namespace chainscape {

void XmlTable::start(std::unique_ptr<ByteSource> bytes, const std::string& name) {
    XmlEvents events;
    events.start = [this](std::string_view element, const XmlAttributes& a) { onStart(element, a); };
    events.end = [this](std::string_view element) { onEnd(element); };
    events.text = [this](std::string_view text) { onText(text); };
    m_walk = std::make_unique<XmlWalk>(std::move(bytes), name, std::move(events));
}

Result<std::size_t> XmlTable::read(char* to, std::size_t room) {
    std::size_t got = 0;
    while (got < room) {
        if (m_at == m_out.size()) {
            m_out.clear();
            m_at = 0;
            if (m_ended) break;
            const auto more = m_walk->step();
            if (!more) return tl::unexpected(more.error());
            m_ended = !*more;
            if (auto fine = onPiece(m_ended); !fine) return tl::unexpected(fine.error());
            continue;
        }
        const std::size_t n = std::min(room - got, m_out.size() - m_at);
        std::memcpy(to + got, m_out.data() + m_at, n);
        m_at += n;
        got += n;
    }
    return got;
}

} // namespace chainscape
