// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/change/change_answer.h"

#include "core/project/change_flow.h"
#include "ui/painters/change_multiples.h"

namespace chainscape::ui {
namespace {

template <class Part, class Made>
Result<void> putPart(std::shared_ptr<const Part>& place, Result<Made> made) {
    if (!made) return tl::unexpected(made.error());
    place = std::make_shared<const Part>(std::move(*made));
    return {};
}

/// Groups stand alone: they need no comparison.
Result<void> answerGroups(ChangeAnswer& answer, const ChangeRequest& request, Progress& progress) {
    if (answer.groups && answer.groups->by == request.spec.change.by) return {};
    ViewSpec all = request.spec;
    all.from.clear();
    all.to.clear();
    return putPart(answer.groups, alluvialOf(request.dataset, all, progress));
}

Result<void> answerIndicator(ChangeAnswer& answer, const ChangeRequest& request, Progress& progress) {
    const auto& id = request.spec.change.indicator;
    if (id.empty()) answer.indicator = nullptr;
    if (id.empty() || (answer.indicator && answer.indicator->measure->id == id)) return {};
    return putPart(answer.indicator, indicatorSeries(request.dataset, answer.change->after->spec(), id, request.analysis, progress));
}

Result<void> answerPlaces(ChangeAnswer& answer, const ChangeRequest& request, Progress& progress) {
    if (answer.places) return {};
    const auto both = comparedData(request);
    if (!both) return tl::unexpected(both.error());
    return putPart(answer.places, networkPlaces(*both, request.spec, progress));
}

} // namespace

Result<ChangeAnswer> answerTo(const ChangeQuestion& question, Progress& progress) {
    const ChangeRequest& r = question.request;
    const ChangeShow show = r.spec.change.show;
    ChangeAnswer answer = question.kept;
    if (show == ChangeShow::Alluvial) {
        if (auto ok = answerGroups(answer, r, progress); !ok) return tl::unexpected(ok.error());
        return answer;
    }
    auto ok = putPart(answer.change, changeCase(r, progress));
    if (ok && !answer.history) ok = putPart(answer.history, changeHistory(r, progress));
    if (ok) ok = answerIndicator(answer, r, progress);
    if (ok) ok = answerPlaces(answer, r, progress);
    if (ok && !answer.multiples && show == ChangeShow::Multiples) ok = putPart(answer.multiples, multiplesOf(r.dataset, r.spec, kMostMultiples, progress));
    answer.flow = nullptr; // of another comparison, as are the rows
    answer.rows = nullptr;
    if (ok && show == ChangeShow::Lists) answer.rows = std::make_shared<const std::vector<ChangeRow>>(changeRows(answer.change->table));
    if (ok && show == ChangeShow::Flow) ok = putPart(answer.flow, changeFlow(r, progress));
    if (!ok) return tl::unexpected(ok.error());
    return answer;
}

std::string keptKey(const Session& session) {
    ViewSpec spec;
    const ViewSpec s = changeSpec(session.spec());
    spec.layer = s.layer;
    spec.unit = s.unit;
    spec.filter = s.filter;
    spec.narrow = s.narrow;
    spec.pins = s.pins;
    spec.change.sameFirms = s.change.sameFirms;
    spec.change.againstBase = s.change.againstBase;
    spec.change.settings = s.change.settings;
    return toJson(spec) + toJson(session.analysis()) + '@' + std::to_string(reinterpret_cast<std::uintptr_t>(session.dataset().get()));
}

std::string pageKey(const ViewSpec& s) {
    if (s.change.show == ChangeShow::Alluvial) return "alluvial " + std::string(nameOf(s.change.by));
    std::string key = s.change.indicator;
    if (s.change.show == ChangeShow::Lists) key += "|lists";
    if (s.change.show == ChangeShow::Multiples) key += "|multiples";
    if (s.change.show != ChangeShow::Flow) return key;
    ViewSpec spec;
    spec.groupBy = s.groupBy;
    spec.topGroups = s.topGroups;
    spec.order = s.order;
    spec.flow = s.flow;
    return key + '|' + toJson(spec);
}

} // namespace chainscape::ui
