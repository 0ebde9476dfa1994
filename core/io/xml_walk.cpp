// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/xml_walk.h"

#include <expat.h>

namespace chainscape {
namespace {

constexpr int kPiece = 64 * 1024;
constexpr int kDeepest = 256;

std::string_view local(const char* name) {
    const std::string_view text = name;
    const std::size_t colon = text.rfind(':');
    return colon == std::string_view::npos ? text : text.substr(colon + 1);
}

} // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
    for (const auto& [key, value] : items)
        if (key == name) return value;
    return {};
}

struct XmlWalk::State {
    std::unique_ptr<ByteSource> bytes;
    std::string name;
    XmlEvents events;
    XML_Parser parser = nullptr;
    XmlAttributes attributes;
    int depth = 0;
    bool hasDtd = false;
    bool tooDeep = false;

    ~State() {
        if (parser != nullptr) XML_ParserFree(parser);
    }

    static void onStart(void* data, const XML_Char* element, const XML_Char** given) {
        auto& state = *static_cast<State*>(data);
        if (++state.depth > kDeepest) {
            state.tooDeep = true;
            XML_StopParser(state.parser, XML_FALSE);
            return;
        }
        if (!state.events.start) return;
        state.attributes.items.clear();
        for (; *given != nullptr; given += 2) state.attributes.items.emplace_back(local(given[0]), given[1]);
        state.events.start(local(element), state.attributes);
    }
    static void onEnd(void* data, const XML_Char* element) {
        auto& state = *static_cast<State*>(data);
        --state.depth;
        if (state.events.end) state.events.end(local(element));
    }
    static void onText(void* data, const XML_Char* text, int length) {
        auto& state = *static_cast<State*>(data);
        if (state.events.text) state.events.text({text, static_cast<std::size_t>(length)});
    }
    static void onDoctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        auto& state = *static_cast<State*>(data);
        state.hasDtd = true;
        XML_StopParser(state.parser, XML_FALSE);
    }
};

XmlWalk::XmlWalk(std::unique_ptr<ByteSource> bytes, std::string name, XmlEvents events) : m_state(std::make_unique<State>()) {
    m_state->bytes = std::move(bytes);
    m_state->name = std::move(name);
    m_state->events = std::move(events);
    m_state->parser = XML_ParserCreate(nullptr);
    XML_SetUserData(m_state->parser, m_state.get());
    XML_SetElementHandler(m_state->parser, &State::onStart, &State::onEnd);
    XML_SetCharacterDataHandler(m_state->parser, &State::onText);
    XML_SetStartDoctypeDeclHandler(m_state->parser, &State::onDoctype);
}

XmlWalk::~XmlWalk() = default;

double XmlWalk::done() const { return m_state->bytes->done(); }

Result<bool> XmlWalk::step() {
    State& state = *m_state;
    void* buffer = XML_GetBuffer(state.parser, kPiece);
    if (buffer == nullptr) return failure(ErrorCode::TooLarge, "There is not enough memory to read " + state.name + ".");
    const auto n = state.bytes->read(static_cast<char*>(buffer), kPiece);
    if (!n) return tl::unexpected(n.error());
    const bool last = *n < kPiece;
    if (XML_ParseBuffer(state.parser, static_cast<int>(*n), last) == XML_STATUS_OK) return !last;
    const Place place{state.name, static_cast<std::int64_t>(XML_GetCurrentLineNumber(state.parser)), {}};
    if (state.hasDtd)
        return failure(ErrorCode::BadFormat, state.name + " declares a document type (DTD); such files are not read. Save it without one.", place);
    if (state.tooDeep) return failure(ErrorCode::BadFormat, state.name + " is nested too deeply to be a table or a graph.", place);
    return failure(ErrorCode::BadFormat, state.name + " is not well-formed XML (" + XML_ErrorString(XML_GetErrorCode(state.parser)) +
                                             "). Export it again.", place);
}

Result<bool> XmlWalk::run() {
    for (;;) {
        const auto more = step();
        if (!more || !*more) return more;
    }
}

} // namespace chainscape
