// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/scenario_fields.h"

#include <algorithm>

#include "ui/style/format.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

StepField field(const char* key, const QString& label, FieldKind kind, const QString& hint = {}) { return {key, label, kind, {}, {}, hint}; }

StepField choice(const char* key, const QString& label, const QStringList& words, const QStringList& shown) { return {key, label, FieldKind::Word, words, shown, {}}; }

std::vector<StepForm> firmForms() {
    const QString firm = Words::tr("Firm"), between = Words::tr("0 to 1");
    return {{"remove_firm",
             Words::tr("Remove firm"),
             {field("firm", firm, FieldKind::Firm), choice("mode", Words::tr("Its trade"), {"lose", "reallocate"}, {Words::tr("is lost"), Words::tr("goes to others of its stage")})}},
            {"remove_platform",
             Words::tr("Remove platform"),
             {field("firm", Words::tr("Platform"), FieldKind::Firm),
              choice("mode", Words::tr("How"), {"dissolve", "lose", "bypass"}, {Words::tr("dissolves into direct trade"), Words::tr("its trade is lost"), Words::tr("bypassed on links of today")}),
              choice("margin", Words::tr("Its margin goes to"), {"buyers", "suppliers", "split"}, {Words::tr("buyers"), Words::tr("suppliers"), Words::tr("both")}),
              field("digital", Words::tr("New direct links are digital"), FieldKind::Flag), field("headroom", Words::tr("Room on links of today"), FieldKind::Number, Words::tr("0.25: a quarter more"))}},
            {"add_firm",
             Words::tr("Add firm"),
             {field("id", Words::tr("Id"), FieldKind::Text), field("name", Words::tr("Name"), FieldKind::Text), field("stage", Words::tr("Stage"), FieldKind::Stage),
              field("sector", Words::tr("Sector"), FieldKind::Text), field("region", Words::tr("Region"), FieldKind::Region)}},
            {"move_firm", Words::tr("Move firm to a stage"), {field("firm", firm, FieldKind::Firm), field("stage", Words::tr("Stage"), FieldKind::Stage)}},
            {"merge",
             Words::tr("Merge firms"),
             {field("firms", Words::tr("Firms"), FieldKind::Firms, Words::tr("ids with commas between")), field("into", Words::tr("Into"), FieldKind::Firm, Words::tr("blank: the largest"))}},
            {"split",
             Words::tr("Split firm"),
             {field("firm", firm, FieldKind::Firm), field("parts", Words::tr("Parts"), FieldKind::Parts, Words::tr("id=share, id=share; shares add up to 1"))}},
            {"digitise_firm", Words::tr("Digitise firm"), {field("firm", firm, FieldKind::Firm), field("score", Words::tr("Score"), FieldKind::Share, between)}},
            {"capacity",
             Words::tr("Cut capacity of a firm"),
             {field("firm", firm, FieldKind::Firm), field("share", Words::tr("Share of output left"), FieldKind::MaybeShare, between), field("value", Words::tr("or output left"), FieldKind::MaybeNumber),
              choice("mode", Words::tr("Told as"), {"band", "demand", "supply", "shock", "reroute"},
                     {Words::tr("a band of all four rules"), Words::tr("demand only"), Words::tr("supply only"), Words::tr("shock only"), Words::tr("rerouting only")}),
              field("headroom", Words::tr("Spare capacity of others"), FieldKind::Number, Words::tr("0.25: a quarter more"))}}};
}

std::vector<StepForm> linkForms() {
    const QString seller = Words::tr("Seller"), buyer = Words::tr("Buyer"), kind = Words::tr("Kind");
    const QString every = Words::tr("blank: every kind");
    return {{"remove_link", Words::tr("Remove link"), {field("source", seller, FieldKind::Firm), field("target", buyer, FieldKind::Firm), field("kind", kind, FieldKind::LinkKind, every)}},
            {"add_link",
             Words::tr("Add link"),
             {field("source", seller, FieldKind::Firm), field("target", buyer, FieldKind::Firm), field("value", Words::tr("Value"), FieldKind::Number),
              field("kind", kind, FieldKind::LinkKind), field("finance", Words::tr("Taken from"), FieldKind::Firm, Words::tr("blank: all its suppliers; extra: nobody; or one of them")),
              field("digital", Words::tr("Digital score"), FieldKind::MaybeShare, Words::tr("0 to 1; blank: unknown"))}},
            {"rewire",
             Words::tr("Switch supplier"),
             {field("buyer", buyer, FieldKind::Firm), field("from", Words::tr("From supplier"), FieldKind::Firm), field("to", Words::tr("To supplier"), FieldKind::Firm),
              field("share", Words::tr("Share that moves"), FieldKind::Share, Words::tr("0 to 1"))}},
            {"digitise_link",
             Words::tr("Digitise link"),
             {field("source", seller, FieldKind::Firm), field("target", buyer, FieldKind::Firm), field("kind", kind, FieldKind::LinkKind, every), field("score", Words::tr("Score"), FieldKind::Share, Words::tr("0 to 1"))}}};
}

std::vector<StepForm> blockForms() {
    return {{"reshore",
             Words::tr("Reshore"),
             {field("from_region", Words::tr("From region"), FieldKind::Region), field("to_region", Words::tr("To region"), FieldKind::Region),
              field("stages", Words::tr("Stages"), FieldKind::Stages, Words::tr("names or numbers with commas between; blank: all")), field("share", Words::tr("Share that moves"), FieldKind::Share, Words::tr("0 to 1"))}},
            {"scale",
             Words::tr("Scale values"),
             {field("from_stage", Words::tr("Sellers' stage"), FieldKind::Stage, Words::tr("blank: any")), field("to_stage", Words::tr("Buyers' stage"), FieldKind::Stage, Words::tr("blank: any")),
              field("factor", Words::tr("Factor"), FieldKind::Number)}}};
}

/// What tells one step from another of its kind.
QString subject(const Operation& operation, const Dataset* dataset) {
    const auto text = [dataset](const std::string& id) {
        const auto firm = dataset ? dataset->firmIndex(id) : kNone;
        return fromUtf8(firm == kNone ? id : dataset->firms().name[firm]);
    };
    struct Tell {
        decltype(text)& id;
        QString operator()(const RemoveFirm& o) const { return id(o.firm); }
        QString operator()(const RemovePlatform& o) const { return id(o.firm); }
        QString operator()(const AddFirm& o) const { return id(o.name.empty() ? o.id : o.name); }
        QString operator()(const MoveFirm& o) const { return Words::tr("%1 to %2").arg(id(o.firm), id(o.stage)); }
        QString operator()(const RemoveLink& o) const { return Words::tr("%1 to %2").arg(id(o.source), id(o.target)); }
        QString operator()(const AddLink& o) const { return Words::tr("%1 to %2, %3").arg(id(o.source), id(o.target), shortText(o.value)); }
        QString operator()(const Rewire& o) const { return Words::tr("%1 buys from %2, not %3 (%4)").arg(id(o.buyer), id(o.to), id(o.from), percentText(o.share)); }
        QString operator()(const Merge& o) const {
            QStringList firms;
            for (const auto& firm : o.firms) firms << id(firm);
            return firms.join(QStringLiteral(" + "));
        }
        QString operator()(const Split& o) const { return id(o.firm); }
        QString operator()(const DigitiseFirm& o) const { return id(o.firm); }
        QString operator()(const DigitiseLink& o) const { return Words::tr("%1 to %2").arg(id(o.source), id(o.target)); }
        QString operator()(const Capacity& o) const {
            return o.value ? Words::tr("%1 to %2").arg(id(o.firm), shortText(*o.value)) : Words::tr("%1 to %2").arg(id(o.firm), percentText(o.share.value_or(1)));
        }
        QString operator()(const Reshore& o) const { return Words::tr("%1 to %2").arg(id(o.fromRegion), id(o.toRegion)); }
        QString operator()(const Scale& o) const { return Words::tr("times %1").arg(shortText(o.factor)); }
    };
    return std::visit(Tell{text}, operation);
}

} // namespace

std::vector<StepForm> stepForms() {
    std::vector<StepForm> all = firmForms();
    for (const auto& more : {linkForms(), blockForms()}) all.insert(all.end(), more.begin(), more.end());
    return all;
}

StepForm stepForm(std::string_view op) {
    const auto forms = stepForms();
    const auto it = std::ranges::find(forms, op, [](const StepForm& f) { return std::string_view(f.op); });
    return it == forms.end() ? forms.front() : *it;
}

QString stepWords(const ScenarioStep& step, const Dataset* dataset) {
    return Words::tr("%1: %2").arg(stepForm(nameOf(step.operation)).name, subject(step.operation, dataset));
}

QString recomputeWords(Recompute mode) {
    switch (mode) {
    case Recompute::Demand: return Words::tr("demand: recipes and final demand stay");
    case Recompute::Supply: return Words::tr("supply: sales splits and value added stay");
    case Recompute::Ledger: return Words::tr("ledger: only the edited links change");
    case Recompute::Shock: return Words::tr("shock: lost inputs and orders spread");
    }
    return {};
}

} // namespace chainscape::ui
